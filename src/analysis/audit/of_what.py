"""What a number is of: the indicator that its own words, its sentence, the one before or its heading names."""

import re
from dataclasses import replace

from analysis.audit.clauses import alone, stretch_of
from analysis.audit.mentions import Mention, base_before
from analysis.audit.numbers import Number
from analysis.audit.of_what_else import BARE as BARE
from analysis.audit.of_what_else import can_be_of, carried_over
from analysis.audit.of_what_else import of_groups as of_groups
from analysis.audit.readings import Read
from analysis.vocabulary.indicators import indicators

TIMELY = re.compile(r"\btime(?:ly|liness|scales?)?\b|\b(?:15|45|fifteen|forty)\b", re.IGNORECASE)
THAN = re.compile(r"\bthan (?:the |that of |those of )?$", re.IGNORECASE)
EVERY = re.compile(r"\b(?:for|to|in) (?:every|each) (?:\w+ )?$", re.IGNORECASE)  # "one for every four enquiries"
BASE = re.compile(r"(?:%|per ?cent) of (?:the |all |our |all our )?$", re.IGNORECASE)
WHOLE = re.compile(r"\s+(?:out )?of (?:the |our |all |these |its |those |a total of )*", re.IGNORECASE)
OUT_OF = re.compile(r"\bout of (?:the |our |all )?$", re.IGNORECASE)
REPEATS = "child_protection_plans_repeat"
ON_TIME = re.compile(r"\b(?:in|on) time\b|\bwithin (?:time|timescales?)\b|\btimely\b", re.IGNORECASE)


def of_what(read: Read, number: Number, change: bool = False) -> tuple[list[str], bool]:
    """The indicators of a number, the likeliest first; and whether it is said rather than guessed which.

    The whole that a count is of is not of the thing that its part is of: "re-referrals were 472 of 2,672".
    """
    names, named = _of_what(read, number, change)
    known = indicators().get(names[0]) if names else None
    if known and known.percent_of and number.kind == "count" and _is_whole(read, number):
        return [known.percent_of], named
    return names, named


def _is_whole(read: Read, number: Number) -> bool:
    """Whether a count is what another count before it is of."""
    before = [one for one in read.claiming if one.end <= number.start and one.kind == "count"]
    if OUT_OF.search(read.text[: number.start]):
        return True
    return bool(before) and bool(WHOLE.fullmatch(read.text[before[-1].end : number.start]))


def _of_what(read: Read, number: Number, change: bool) -> tuple[list[str], bool]:
    fits = [one for one in read.said if one.kind in ("indicator", "weak") and (change or _fits(one, number, read))]
    fits = [one for one in fits if not EVERY.search(read.text[: one.start])]
    fits = [one for one in fits if not THAN.search(read.text[: one.start])] or fits
    if len({one.key for one in fits}) > 1:
        fits = [one for one in fits if not _is_base(one, number, read)] or fits
    if number.kind == "count" and not TIMELY.search(read.part(number)):
        fits = [replace(one, key=BARE[one.key]) if _bare_noun(one, read) else one for one in fits]
    strong = [one for one in fits if one.kind == "indicator"]
    start, end = stretch_of(number, read.stretches)
    here = [one for one in fits if start <= one.start < end]
    pool = strong if any(one in strong for one in here) else fits
    named = read.own(number, pool)
    if not named:
        whole = [one for one in strong or pool if alone(one, read.stretches, read.claiming)]
        named = whole if len({one.key for one in whole}) == 1 else []
    keys = list(dict.fromkeys(one.key for one in named))
    if keys:
        return _repeats_of(read, keys, named), True
    if timely := _in_time(read, number):
        return timely, True
    near = [one for one in fits if not _of_a_later(one, number, read)]
    strong = [one for one in near if one.kind == "indicator"]
    only = list(dict.fromkeys(one.key for one in strong)) or list(dict.fromkeys(one.key for one in near))
    if only:
        return only, len(only) == 1
    carried, sure = carried_over(read, number, change)
    later = list(dict.fromkeys(one.key for one in fits))
    return (later, len(later) == 1) if later and not carried else (carried, sure)


def _repeats_of(read: Read, keys: list[str], named: list[Mention]) -> list[str]:
    """The indicators named; "19.7% were repeats" behind a sentence of referrals is of referrals that came again."""
    bare = keys[0] == REPEATS and all(one.kind == "weak" for one in named if one.key == REPEATS)
    said = [one.key for one in read.said if one.kind in ("indicator", "weak") and one.key != REPEATS]
    if not bare or not {*said} <= {"referrals", "re_referrals"}:
        return keys
    return ["re_referrals", *keys[1:]] if said or base_before(read.before.told) == "re_referrals" else keys


def _of_a_later(one: Mention, number: Number, read: Read) -> bool:
    """Whether a thing stands behind a number, in a stretch with a number of its own: "148, and a care rate of 131"."""
    start, end = stretch_of(one, read.stretches)
    return (
        one.start > number.end
        and not start <= number.start < end
        and any(start <= other.start < end for other in read.claiming)
    )


def _is_base(one: Mention, number: Number, read: Read) -> bool:
    """Whether a thing is only what a percentage is of: "5.7% of CLA", for the numbers behind it."""
    return one.end <= number.start and bool(BASE.search(read.text[: one.start]))


def _in_time(read: Read, number: Number) -> list[str]:
    """What a number is of that is said to be in time, by its own words or its heading: "491 in time", "Timeliness"."""
    here = read.part(number)
    if not (ON_TIME.search(here) or (number.kind == "percent" and TIMELY.search(read.before.title))):
        return []
    said = [one.key for one in read.nearest(number, "indicator", "weak")] or read.before.headed()
    said = said or read.before.indicators()
    of_time = {bare: timely for timely, bare in BARE.items()}
    found = [of_time[one] for one in said if one in of_time] + [one for one in said if one in BARE]
    return list(dict.fromkeys(found)) if len(set(found)) == 1 else []


def _bare_noun(one: Mention, read: Read) -> bool:
    """Whether only another part of the sentence says that a thing is in time: "819 conferences, 74% in time"."""
    return one.key in BARE and not TIMELY.search(read.text[one.start : one.end])


def _fits(one: Mention, number: Number, read: Read) -> bool:
    """Whether a thing can be what a number of this kind is of. A percentage of a group can be of anything."""
    grouped = any(each.kind in ("group", "label") for each in read.said)
    return (number.kind in ("percent", "points", "fraction") and grouped and not _only_percent(read)) or can_be_of(
        one.key, number
    )


def _only_percent(read: Read) -> bool:
    """Whether a sentence speaks of an indicator that is a percentage itself."""
    known = indicators()
    return any(one.kind == "indicator" and one.key in known and known[one.key].unit == "percent" for one in read.said)
