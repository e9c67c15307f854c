"""A change that is stated by itself – "80 fewer than the year before" – held against the two published ends."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from analysis.audit.change_days import ends_of
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import Published, rounded
from analysis.audit.lookups import readings
from analysis.audit.matching import agrees
from analysis.audit.mentions import mentions
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import day_words, thing_words

FAR = Decimal(3)  # times the true change that a slip may be
FEWEST = 10  # smaller changes are of too many things
FEW_WORDS = 3  # unknown words beside which a change may still be of the whole
# What makes a change one of a part, or of another time.
ASIDE = re.compile(
    r"\b(?:than (?:there would be )?at|rate of|[’']s rate"
    r"|of which|of whom|of them|of these|who|whose|expected|forecast|plan(?:ned)? to|will|would|target|aim"
    r"|unaccompanied|placed|living|aged|boys|girls|month|week|quarter|summer|winter|autumn|spring|net"
    r"|more (?:than|to)|average)\b",
    re.IGNORECASE,
)
NOT_CLEAR = "A change; it is held against its two values where the text has them."


def change_verdict(claim: Claim, setting: Setting) -> Verdict:
    """Whether the change from one year before is the one stated, in number, in percent or in points."""
    last = claim.days[0].day if claim.days and claim.dated else setting.closing
    pairs = [pair for reading in readings(claim) for pair in _pairs(claim, setting, reading, _march(last, setting))]
    for before, after, step in ((one, two, step) for one, two in pairs for step in _steps(claim, one, two)):
        if agrees(claim.number, step):
            why = f"The {thing_words(after)} less that {day_words(before)}: {after.value:,f} and {before.value:,f}."
            return Verdict(claim, "agrees", why, f"{rounded(step, claim.number.decimals):,f}", after.source)
    return _contradicted(claim, setting) or Verdict(claim, "untraceable", NOT_CLEAR)


def _contradicted(claim: Claim, setting: Setting) -> Verdict | None:
    """The verdict on a change whose days are plain and whose two published ends, in every release, are another apart.

    It is near the true change, or it may be of another time. A change of a part, of a rate or with a hedge is let be.
    """
    number, plain = claim.number, claim.areas == (LOCAL,) and not claim.groups and not claim.label and not claim.topic
    whole = claim.kind == "count" and not number.decimals and not number.hedge and claim.measure != "rate"
    days = ends_of(claim.sentence, number.start, number.end, setting) if plain and whole and claim.indicators else []
    named = _named_beside(claim) if claim.indicators else False
    if number.signed or not named or not claim.clear:
        return None
    if not days or len(claim.strange) > FEW_WORDS or ASIDE.search(claim.sentence) or number.value < FEWEST:
        return None
    found = [one for one in setting.evidence.figures(claim.indicators[0], LOCAL, "") if one.measure == "count"]
    found = [one for one in found if one.span != "month" and one.out <= setting.as_at]
    pairs = [
        (one, two) for first, last in days for one in found for two in found if (one.day, two.day) == (first, last)
    ]
    steps = {abs(two.value - one.value) for one, two in pairs}
    if not steps or not all(step and step / FAR <= number.value <= step * FAR for step in steps):
        return None
    if number.value in steps:
        return None
    before, after = pairs[-1]
    step = f"{abs(after.value - before.value):,f}"
    ends = f"From {before.value:,f} {day_words(before)} to {after.value:,f} {day_words(after)}"
    why = f"{ends} is {step}, not {number.text}."
    return Verdict(claim, "arithmetic", why, step, after.source, step)


def _named_beside(claim: Claim) -> bool:
    """Whether what has changed is named in the very clause of the change."""
    text, number = claim.sentence, claim.number
    for one in mentions(text):
        between = text[one.end : number.start] if one.end <= number.start else text[number.end : one.start]
        if one.key == claim.indicators[0] and not re.search(r"[.;,]|\b(?:and|that|where|but)\b", between):
            return True
    return False


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
