"""The published figures that a claim of a kind can be held to."""

from dataclasses import replace
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import Evidence, Published


def figures(claim: Claim, evidence: Evidence, indicator: str, place: str, group: str) -> list[Published]:
    """The published figures that a number of this kind can be: rates, percentages of a whole, counts."""
    if claim.kind in ("percent", "fraction"):
        if group:
            return shares(evidence, indicator, place, group)
        return [one for one in evidence.figures(indicator, place) if one.measure == "percent"]
    measure = "rate" if claim.kind == "rate" or claim.number.decimals else "count"
    return [one for one in evidence.figures(indicator, place, group) if one.measure == measure]


def shares(evidence: Evidence, indicator: str, place: str, group: str) -> list[Published]:
    """What percentage of the whole a group is, by day and release."""
    whole = {(one.day, one.source): one for one in evidence.figures(indicator, place) if one.measure == "count"}
    found = []
    for one in evidence.figures(indicator, place, group):
        total = whole.get((one.day, one.source))
        if one.measure == "count" and total and total.count:
            value = one.value * 100 / Decimal(total.count)
            found.append(replace(one, measure="percent", value=value, people=total.count, made="worked out"))
    return found
