"""The published figures that a claim of a kind can be held to."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import Evidence, Published

MODEL = re.compile(r"\b(20\d\d)[- ](?:neighbour )?model|\bmodel of (20\d\d)", re.IGNORECASE)


def readings(claim: Claim) -> list[tuple[str, str, str]]:
    """(indicator, place, group) of every reading."""
    groups = claim.groups or ("",)
    return [(name, place, group) for name in claim.indicators for place in claim.areas for group in groups]


def figures(claim: Claim, evidence: Evidence, indicator: str, place: str, group: str) -> list[Published]:
    """The published figures that a number of this kind can be: rates, percentages of a whole, counts."""
    if claim.measure == "percent":
        found = shares(evidence, indicator, place, group) if group else evidence.figures(indicator, place)
    else:
        found = evidence.figures(indicator, place, group)
    wanted = claim.measure or claim.kind
    model = MODEL.search(claim.sentence)
    of_model = f"({model[1] or model[2]} model)" if model and place == "neighbours" else ""
    return [one for one in found if one.measure == wanted and of_model in one.made]


def shares(evidence: Evidence, indicator: str, place: str, group: str) -> list[Published]:
    """What percentage of the whole a group is, by day and release."""
    whole = {(one.day, one.source): one for one in evidence.figures(indicator, place) if one.measure == "count"}
    other = {one.day: one for one in whole.values()}
    found = []
    for one in evidence.figures(indicator, place, group):
        total = whole.get((one.day, one.source)) or other.get(one.day)
        if one.measure == "count" and total and total.count:
            value = one.value * 100 / Decimal(total.count)
            found.append(replace(one, measure="percent", value=value, people=total.count, made="worked out"))
    return found


def of_the_day(claim: Claim, one: Published, closing: date) -> bool:
    """Whether a figure is of a day that the claim can mean. A calendar year can mean the 31 March in it."""
    if one.span == "month" and not any(at.kind == "month" for at in claim.days):
        return False
    if claim.role == "before" and not claim.dated:
        return one.day < (claim.days[0].day if claim.days else closing)
    if claim.days:
        return any(one.day == at.day or (at.kind == "calendar" and one.day.year == at.day.year) for at in claim.days)
    return one.day == closing
