"""A verdict for each claim by the data: what the published figures say of it, and what could be written instead."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import Evidence, Published, rounded
from analysis.audit.lookups import figures, of_the_day, readings
from analysis.audit.matching import agrees, exactly, loosely, nearly, telling
from analysis.audit.wording import day_words, thing_words, value_words
from analysis.vocabulary.indicators import indicators

FINE = ("agrees", "rounding", "untraceable")
SERIOUS = ["undisclosable", "differs", "arithmetic", "inconsistent", "other_base", "other_area", "stale", "undated"]
SERIOUS += ["overstated", "rounding", "untraceable", "agrees"]  # the most serious first
OTHER = {"count": "rate", "rate": "count"}
LONG = 1000  # from here on a count is not met by chance
NOT_HELD = ("money", "rank", "ratio", "points")  # kinds that the data at hand has no figure of


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
    from analysis.audit.disagreeing import disagreeing
    from analysis.audit.published_changes import change_verdict

    if claim.kind in NOT_HELD or not claim.indicators or claim.topic:
        return Verdict(claim, "untraceable", "It is of nothing that the data at hand counts.")
    if claim.role == "change":
        return change_verdict(claim, setting)
    found = [one for reading in readings(claim) for one in figures(claim, setting.evidence, *reading)]
    at_date = [one for one in found if of_the_day(claim, one, setting.closing)]
    at_date = [one for one in at_date if not _replaced(one, at_date, claim)]
    known = [one for one in at_date if one.out <= setting.as_at]
    # What England had on a day can be written only once it was out; a council may know its own before.
    fine = _agreeing(claim, at_date if LOCAL in claim.areas else known)
    if not fine and not (answers(claim) and _of_last_year(claim, found, known)):
        fine = _rounding(claim, known)
    fine = fine or _finer(claim, known)
    if fine:
        return fine
    if claim.kind == "count" and not claim.number.decimals and claim.measure in OTHER:  # "above the 312 of last year"
        other = replace(claim, measure=OTHER[claim.measure])
        found_too = [one for reading in readings(other) for one in figures(other, setting.evidence, *reading)]
        same = _agreeing(
            claim, [one for one in found_too if of_the_day(claim, one, setting.closing) and one.out <= setting.as_at]
        )
        if same:
            return same
    if not answers(claim) and claim.sure and claim.role == "level" and telling(claim.number):
        old = disagreeing(claim, found, known, setting)
        if old.verdict in ("stale", "undated") or (
            old.verdict in ("other_base", "other_area") and _unlikely(claim, old)
        ):
            return old
    if not answers(claim):
        return Verdict(claim, "untraceable", _unclear(claim))
    return disagreeing(claim, found, known, setting)


def _unlikely(claim: Claim, other: Verdict) -> bool:
    """Whether words that may be harmless hardly leave chance to make a number another thing's: of four digits, or of
    another place where one is named."""
    named = other.verdict == "other_area" and LOCAL not in claim.areas
    return named or (claim.kind == "count" and claim.number.value >= LONG)


def _replaced(one: Published, others: list[Published], claim: Claim) -> bool:
    """Whether a value that was worked out stands beside the same one as printed, to as many places as the claim."""
    if one.made != "worked out" or one.measure == "count" or claim.groups:
        return False
    return any(
        not other.made
        and (other.day, other.source, other.place, other.indicator) == (one.day, one.source, one.place, one.indicator)
        and _decimals(other.value) >= claim.number.decimals
        for other in others
    )


def _agreeing(claim: Claim, at_date: list[Published]) -> Verdict | None:
    same = [one for one in at_date if agrees(claim.number, one.value)]
    if not same:
        same = [one for one in at_date if loosely(claim.number, one.value)]
    if not same:
        return None
    best = max(same, key=lambda one: (not one.made, one.out))
    why = f"It is the {thing_words(best)}, as published in {best.source}."
    if best.made and best.made != "worked out":
        why = f"It is {best.made}, {day_words(best)}: {best.source}."
    newer = [one for one in at_date if _replaces(one, best) and not agrees(claim.number, one.value)]
    if not newer:
        return Verdict(claim, "agrees", why, value_words(best), best.source)
    last = max(newer, key=lambda one: one.out)
    why += f" {last.source} has {value_words(last)}: the release should be named."
    return Verdict(claim, "agrees", why, value_words(best), best.source, value_words(last))


def _replaces(one: Published, other: Published) -> bool:
    """Whether a figure is the same thing in a later release."""
    return not one.made and one.out > other.out and (one.measure, one.place) == (other.measure, other.place)


def _finer(claim: Claim, known: list[Published]) -> Verdict | None:
    """A rate or share given to more places than it is published to, and the published one when it is rounded so."""
    same = [
        one for one in known if one.measure != "count" and not one.made and _decimals(one.value) < claim.number.decimals
    ]
    same = [one for one in same if rounded(claim.number.value, _decimals(one.value)) == one.value]
    if not same or claim.kind == "fraction":
        return None
    best = max(same, key=lambda one: one.out)
    why = f"To the places that are published it is the {thing_words(best)}, {value_words(best)} ({best.source})."
    return Verdict(claim, "agrees", why, value_words(best), best.source)


def _of_last_year(claim: Claim, found: list[Published], known: list[Published]) -> bool:
    """Whether a number is just what was published for the year before, and so is sooner old than rounded badly."""
    day = max((one.day for one in known), default=date.min)
    return any(exactly(claim.number, one.value) and not one.made for one in found if one.day.year == day.year - 1)


def _rounding(claim: Claim, known: list[Published]) -> Verdict | None:
    near = [one for one in known if one.measure != "count" and nearly(claim.number, one.value)]
    if not near or claim.kind == "fraction":
        return None
    best = max(near, key=lambda one: (not one.made, one.out))
    why = f"{value_words(best)} is the {thing_words(best)}; rounded half up that is not {claim.number.text}."
    return Verdict(claim, "rounding", why, value_words(best), best.source, value_words(best))


def _decimals(value: Decimal) -> int:
    """To how many places a figure is known."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def answers(claim: Claim) -> bool:
    """Whether the words are plain enough to hold a number that agrees with nothing against them."""
    return claim.clear and len(claim.areas) == 1 and len(claim.groups) <= 1 and claim.role == "level"


def _unclear(claim: Claim) -> str:
    if claim.strange:
        return f"Words near it may narrow down what it counts ({', '.join(claim.strange[:3])}), so it is not judged."
    return "The words do not say clearly enough what it is of, so it is not judged."


def counts_children(claim: Claim) -> bool:
    """Whether a claim counts children of a cohort: on a plan, in care, in need."""
    known = indicators()
    return any(known[name].counts == "children" for name in claim.indicators if name in known)
