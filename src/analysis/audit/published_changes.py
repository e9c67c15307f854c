"""A change that is stated by itself – "80 fewer than the year before" – held against the two published ends."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import Published, rounded
from analysis.audit.lookups import readings
from analysis.audit.matching import agrees
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import day_words, thing_words

POINT = Decimal(1)
NOT_CLEAR = "A change; it is held against its two values where the text has them."


def change_verdict(claim: Claim, setting: Setting) -> Verdict:
    """Whether the change from one year before is the one stated, in number, in percent or in points."""
    last = claim.days[0].day if claim.days and claim.dated else setting.closing
    pairs = [pair for reading in readings(claim) for pair in _pairs(claim, setting, reading, _march(last, setting))]
    for before, after, step in ((one, two, step) for one, two in pairs for step in _steps(claim, one, two)):
        if agrees(claim.number, step):
            why = f"The {thing_words(after)} less that {day_words(before)}: {after.value:,f} and {before.value:,f}."
            return Verdict(claim, "agrees", why, f"{rounded(step, claim.number.decimals):,f}", after.source)
    return Verdict(claim, "untraceable", NOT_CLEAR)


def _march(day: date, setting: Setting) -> date:
    """The day that a change ends on: a day that is named as the one before is the year's beginning."""
    return max(day, setting.closing)


def _pairs(
    claim: Claim, setting: Setting, reading: tuple[str, str, str], last: date
) -> Iterator[tuple[Published, Published]]:
    """(before, after) of one source, a year apart or between the two days that the claim names."""
    indicator, place, group = reading
    found = [one for one in setting.evidence.figures(indicator, place, group) if one.span != "month"]
    firsts = {date(last.year - 1, last.month, last.day)} | {one.day for one in claim.days if one.day < last}
    for after in (one for one in found if one.day == last):
        for before in found:
            if before.day in firsts and (before.measure, before.source) == (after.measure, after.source):
                yield before, after


def _steps(claim: Claim, before: Published, after: Published) -> Iterator[Decimal]:
    """The size of a change, in the unit of the claim."""
    step = abs(after.value - before.value)
    if claim.kind == "count" and after.measure in ("count", "rate"):
        yield step
    if claim.kind == "points" and after.measure == "percent":
        yield step
    if claim.kind in ("percent", "fraction") and before.value:
        yield step * 100 / before.value
