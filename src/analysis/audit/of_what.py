"""What a number is of: the indicator that its own words, its sentence, the one before or its heading names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.audit.clauses import alone, stretch_of
from analysis.audit.measured import RATES
from analysis.audit.mentions import Mention, words
from analysis.audit.numbers import Number
from analysis.audit.readings import Read
from analysis.vocabulary.indicators import indicators

CARRIES_ON = re.compile(
    r"\s*(?:now|then|today|currently|twelve months|one year|this|that|these|those|it|they|we|there were"
    r"|of these|of those|the (?:rate|number|figure|total|share)|today"
    r"|a year|on (?:that|this)|the (?:first|later)|of th\w+|ours?|in all|later on|q:|a:)\b",
    re.IGNORECASE,
)
YEARLY = re.compile(r"\b(?:England|national|region)", re.IGNORECASE)
POINTS = re.compile(r"\bof (?:the|these|those) \d", re.IGNORECASE)
TIMELY = re.compile(r"\btime(?:ly|liness|scales?)?\b|\b(?:15|45|fifteen|forty)\b", re.IGNORECASE)
THAN = re.compile(r"\bthan (?:the |that of |those of )?$", re.IGNORECASE)
BASE = re.compile(r"(?:%|per ?cent) of (?:the |all |our |all our )?$", re.IGNORECASE)
WHOLE = re.compile(r"\s+(?:out )?of (?:the |our |all |these |its |those |a total of )*", re.IGNORECASE)
THAT_IS = re.compile(
    r"\s*(?:that|this|it|which) (?:is|was|gives|gave|makes|made|equates to|equals|represents|comes to|amounts to)\b",
    re.IGNORECASE,
)
OUT_OF = re.compile(r"\bout of (?:the |our |all )?$", re.IGNORECASE)
ON_TIME = re.compile(r"\b(?:in|on) time\b|\bwithin (?:time|timescales?)\b|\btimely\b", re.IGNORECASE)
BARE = {
    "initial_conferences_within_15_days": "initial_conferences",
    "assessments_within_45_days": "assessments_completed",
}


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
        return keys, True
    if timely := _in_time(read, number):
        return timely, True
    near = [one for one in fits if not _of_a_later(one, number, read)]
    strong = [one for one in near if one.kind == "indicator"]
    only = list(dict.fromkeys(one.key for one in strong)) or list(dict.fromkeys(one.key for one in near))
    if only:
        return only, len(only) == 1
    carried, sure = _carried(read, number, change)
    later = list(dict.fromkeys(one.key for one in fits))
    return (later, len(later) == 1) if later and not carried else (carried, sure)


def _carried(read: Read, number: Number, change: bool) -> tuple[list[str], bool]:
    """What a number is of whose sentence names nothing: its groups, the sentence before, the heading; else a guess."""
    whole = _of_their_groups(read)[:1]
    if whole == ["children_in_care"] or (whole and any(one.kind == "day" for one in read.when)):
        return whole, True
    free = change or grouped(read)
    headed = _bare([name for name in read.before.headed() if free or _can(name, number)], number)
    if not (_carries(read) or number.kind in ("percent", "rate")):
        return (headed, True) if headed else _guessed(read, number)
    carried = _bare([name for name in read.before.indicators() if free or _can(name, number)], number) or headed
    if not carried:
        return _guessed(read, number)
    alike = _of_the_like(read, number)
    if alike:
        return alike, True
    goes_on = number.kind == "rate" or _carries(read)
    return carried, goes_on and len(carried) == len(_named_before(read, carried)) == 1


def _bare(names: list[str], number: Number) -> list[str]:
    """A count after what was said to be in time is of the thing itself: "There were 445 of them"."""
    return list(dict.fromkeys(BARE.get(one, one) for one in names)) if number.kind == "count" else names


def _of_the_like(read: Read, number: Number) -> list[str]:
    """What the last number of the sentence before is of, where this one only puts it anew, or is of the same kind."""
    last = read.before.claims[-1] if read.before.claims else None
    if last and last.clear and THAT_IS.match(read.text):
        return _bare(list(last.indicators[:1]), number)
    same = [one for one in read.before.claims if one.kind == number.kind and one.kind in ("percent", "rate")]
    found = {one.indicators[:1] for one in same}
    return list(found.pop()) if len(found) == 1 and _carries(read) and all(one.clear for one in same) else []


def _named_before(read: Read, carried: list[str]) -> set[str]:
    """Everything that the sentence before is of, without the wholes of its parts."""
    named = {one.key for one in read.before.said if one.kind in ("indicator", "weak")} | set(carried)
    return {one for one in named if not any(each != one and each.startswith(one) for each in named)}


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


def grouped(read: Read) -> bool:
    """Whether a sentence names a group of children."""
    return any(one.kind == "group" for one in read.said)


def _guessed(read: Read, number: Number) -> tuple[list[str], bool]:
    """What a number without a word of its own may be of: what its groups are of; else, for a rate, the two that are
    quoted most. Only the first is clear."""
    of_groups = _of_their_groups(read)
    if of_groups:
        return of_groups, True
    rate = (
        number.decimals and number.kind in ("count", "rate") and (RATES.search(read.text) or YEARLY.search(read.text))
    )
    return (["child_protection_plans", "children_in_care"] if rate else []), False


def _of_their_groups(read: Read) -> list[str]:
    """What the groups of a sentence are always of: categories of abuse of plans, placements of care."""
    return of_groups(read.said)


def of_groups(said: Sequence[Mention]) -> list[str]:
    """The indicator that the groups named are parts of, if they are always of one."""
    breakdowns = {one.key.partition(":")[0] for one in said if one.kind == "group"}
    return list(dict.fromkeys(words()["wholes"][one] for one in breakdowns if one in words()["wholes"]))[:1]


def _carries(read: Read) -> bool:
    """Whether a sentence goes on about what the one before was of: it names no thing of its own, but a place."""
    places = any(one.kind in ("area", "group") for one in read.said)
    return bool(CARRIES_ON.match(read.text)) or places or bool(POINTS.search(read.text))


def _fits(one: Mention, number: Number, read: Read) -> bool:
    """Whether a thing can be what a number of this kind is of. A percentage of a group can be of anything."""
    grouped = any(each.kind in ("group", "label") for each in read.said)
    return (number.kind in ("percent", "points", "fraction") and grouped and not _only_percent(read)) or _can(
        one.key, number
    )


def _only_percent(read: Read) -> bool:
    """Whether a sentence speaks of an indicator that is a percentage itself."""
    known = indicators()
    return any(one.kind == "indicator" and one.key in known and known[one.key].unit == "percent" for one in read.said)


def _can(name: str, number: Number) -> bool:
    known = indicators().get(name)
    if known is None:
        return False
    if number.kind in ("percent", "points", "fraction"):
        return known.unit == "percent" or (number.kind == "fraction" and False)
    return bool(known.per) if number.kind == "rate" else True
