"""A verdict for each claim by the data: what the published figures say of it, and what could be written instead."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import Evidence, Published
from analysis.audit.lookups import figures
from analysis.audit.matching import agrees, loosely, nearly, telling
from analysis.audit.wording import day_words, place_words, thing_words, value_words
from analysis.vocabulary.indicators import indicators

FINE = ("agrees", "rounding", "untraceable")
SERIOUS = ["undisclosable", "differs", "arithmetic", "inconsistent", "other_base", "other_area", "stale", "undated"]
SERIOUS += ["overstated", "rounding", "untraceable", "agrees"]  # the most serious first
NOT_HELD = ("money", "rank", "ratio", "points")  # kinds that the data at hand has no figure of
TELLING_COUNT = 20  # a count that equals another day's by chance less often than by mistake
NEAR_YEARS = 4  # estimates further away give a rate by chance, not by mistake


@dataclass(frozen=True)
class Verdict:
    """What was found of one claim."""

    claim: Claim
    verdict: str
    why: str = ""
    expected: str = ""
    source: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class Setting:
    """What a draft is read by: its data, the day it closes on, the day it is judged at."""

    evidence: Evidence
    closing: date
    as_at: date


def verdict_of(claim: Claim, setting: Setting) -> Verdict:
    """The verdict of one claim by the data alone: the first reading that agrees is taken as meant."""
    if claim.kind in NOT_HELD or not claim.indicators or claim.topic:
        return Verdict(claim, "untraceable", "It is of nothing that the data at hand counts.")
    if claim.role == "change":
        return Verdict(claim, "untraceable", "A change; it is held against its two values where the text has them.")
    found = [one for reading in _readings(claim) for one in figures(claim, setting.evidence, *reading)]
    at_date = [one for one in found if _of_the_day(claim, one, setting)]
    fine = _agreeing(claim, at_date) or _rounding(claim, at_date)
    if fine:
        return fine
    if not _answers(claim):
        return Verdict(claim, "untraceable", _unclear(claim))
    return _disagreeing(claim, found, at_date, setting)


def _readings(claim: Claim) -> list[tuple[str, str, str]]:
    """(indicator, place, group) of every reading."""
    groups = claim.groups or ("",)
    return [(name, place, group) for name in claim.indicators for place in claim.areas for group in groups]


def _of_the_day(claim: Claim, one: Published, setting: Setting) -> bool:
    """Whether a figure is of a day that the claim can mean. A calendar year can mean the 31 March in it."""
    if one.span == "month" and not any(at.kind == "month" for at in claim.days):
        return False
    if claim.days:
        return any(one.day == at.day or (at.kind == "calendar" and one.day.year == at.day.year) for at in claim.days)
    return one.day < setting.closing if claim.role == "before" else one.day == setting.closing


def _agreeing(claim: Claim, at_date: list[Published]) -> Verdict | None:
    same = [one for one in at_date if agrees(claim.number, one.value)]
    if not same:
        return None
    best = max(same, key=lambda one: (not one.made, one.out))
    why = f"It is the {thing_words(best)}, as published in {best.source}."
    if best.made and best.made != "worked out":
        why = f"It is {best.made}, {day_words(best)}: {best.source}."
    newer = [one for one in at_date if _replaces(one, best) and not agrees(claim.number, one.value)]
    if newer:
        last = max(newer, key=lambda one: one.out)
        why += f" {last.source} has {value_words(last)}: the release should be named."
    return Verdict(claim, "agrees", why, value_words(best), best.source)


def _replaces(one: Published, other: Published) -> bool:
    """Whether a figure is the same thing in a later release."""
    return not one.made and one.out > other.out and (one.measure, one.place) == (other.measure, other.place)


def _rounding(claim: Claim, at_date: list[Published]) -> Verdict | None:
    near = [one for one in at_date if nearly(claim.number, one.value)]
    if not near:
        return None
    best = max(near, key=lambda one: one.out)
    why = f"{value_words(best)} is the {thing_words(best)}; rounded half up that is not {claim.number.text}."
    return Verdict(claim, "rounding", why, value_words(best), best.source, value_words(best))


def _answers(claim: Claim) -> bool:
    """Whether the words are plain enough to hold a number that agrees with nothing against them."""
    return claim.clear and len(claim.areas) == 1 and len(claim.groups) <= 1 and claim.role != "before"


def _unclear(claim: Claim) -> str:
    if claim.strange:
        return f"Words near it may narrow down what it counts ({', '.join(claim.strange[:3])}), so it is not judged."
    return "The words do not say clearly enough what it is of, so it is not judged."


def _disagreeing(claim: Claim, found: list[Published], at_date: list[Published], setting: Setting) -> Verdict:
    known = [one for one in at_date if one.out <= setting.as_at]
    other_days = [one for one in found if not _of_the_day(claim, one, setting) and agrees(claim.number, one.value)]
    if other_days and (telling(claim.number) or claim.number.value >= TELLING_COUNT):
        return _stale(claim, other_days, known, setting)
    other = _other_base(claim, known, setting) or _other_area(claim, known, setting)
    if other:
        return other
    if not known:
        return Verdict(claim, "untraceable", "No published figure of that day is at hand.")
    best = max((one for one in known if not one.made), key=lambda one: one.out, default=known[-1])
    if loosely(claim.number, best.value):
        return Verdict(
            claim, "agrees", f"The {thing_words(best)} is {value_words(best)}.", value_words(best), best.source
        )
    why = f"The {thing_words(best)} is {value_words(best)} ({best.source})."
    instead = f"{value_words(best)} ({day_words(best)}, {best.source})"
    return Verdict(claim, "differs", why, value_words(best), best.source, instead)


def _stale(claim: Claim, same: list[Published], known: list[Published], setting: Setting) -> Verdict:
    """Another day's figure: undated where it was the latest out for what a number is set beside."""
    best = max(same, key=lambda one: (one.day <= setting.closing, one.day, not one.made))
    why = f"It is the {thing_words(best)} ({best.source})"
    why += f", by {best.made}" if best.made and best.made != "worked out" else ""
    if not known:
        verdict = "stale" if LOCAL in claim.areas else "undated"
        instead = f"{claim.number.text} ({day_words(best)})"
        return Verdict(claim, verdict, f"{why}; the text does not say so.", value_words(best), best.source, instead)
    newer = max(known, key=lambda one: one.out)
    why += f"; {day_words(newer)} it is {value_words(newer)} ({newer.source})."
    instead = f"{value_words(newer)} ({day_words(newer)})"
    return Verdict(claim, "stale", why, value_words(newer), newer.source, instead)


def _other_base(claim: Claim, known: list[Published], setting: Setting) -> Verdict | None:
    """A rate that a known number gives on another estimate of the population."""
    if claim.kind != "rate" or not claim.number.decimals:
        return None
    day = claim.days[0].day if claim.days else setting.closing
    own = {int(text) for text in claim.context.get("counts", "").split()}
    estimates = [one for one in setting.evidence.estimates(claim.areas[0]) if one.years_off(day) <= NEAR_YEARS]
    for count in sorted({one.count for one in known if one.count} | own, reverse=True):
        for estimate in sorted(estimates, key=lambda one: one.years_off(day)):
            if agrees(claim.number, Decimal(count) * claim.number.per / estimate.people):
                why = f"It is {count:,} over {estimate.people:,}, {estimate.words}."
                return _instead(
                    claim, "other_base", why, known, estimate.vintage, "On the population of the published rate"
                )
    return None


def _instead(claim: Claim, verdict: str, why: str, known: list[Published], source: str, lead: str) -> Verdict:
    """A verdict with the published figure of the day, where one is known."""
    if not known:
        return Verdict(claim, verdict, why, "", source)
    best = max(known, key=lambda one: one.out)
    why += f" {lead} it is {value_words(best)} ({best.source})."
    return Verdict(claim, verdict, why, value_words(best), best.source, f"{value_words(best)} ({best.source})")


def _other_area(claim: Claim, known: list[Published], setting: Setting) -> Verdict | None:
    """The figure of another place than the one that is named."""
    if not telling(claim.number):
        return None
    group = next(iter(claim.groups), "")
    for place in ("England", "region", "neighbours", LOCAL):
        for one in (
            figures(claim, setting.evidence, claim.indicators[0], place, group) if place not in claim.areas else []
        ):
            if _of_the_day(claim, one, setting) and agrees(claim.number, one.value):
                why = f"It is the {thing_words(one)} of {place_words(place, setting.evidence.code)} ({one.source})."
                own = f"For {place_words(claim.areas[0], setting.evidence.code)}"
                return _instead(claim, "other_area", why, known, one.source, own)
    return None


def counts_children(claim: Claim) -> bool:
    """Whether a claim counts children of a cohort: on a plan, in care, in need."""
    known = indicators()
    return any(known[name].counts == "children" for name in claim.indicators if name in known)
