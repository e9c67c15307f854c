"""One sentence as it was read, and what of it belongs to each of its numbers: indicator, place, day, measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from analysis.audit.claims import Claim
from analysis.audit.clauses import Thing, alone, distance, index_of, own, stretch_of
from analysis.audit.days import Day
from analysis.audit.mentions import Mention, words
from analysis.audit.numbers import Number
from analysis.vocabulary.indicators import indicators

# "a fall on last year": a day that something is set against is not the number's own.
AGAINST = re.compile(
    r"\b(?:than|since|against|compared (?:to|with)|from|below|above|(?:up|down) on)\s+"
    r"(?:the |that of )?(?:same (?:point|time|date|stage|quarter|period) (?:in |of )?)?(?:the )?$",
    re.IGNORECASE,
)
CARRIES_ON = re.compile(
    r"\s*(?:now|then|today|currently|twelve months|one year|this|that|these|those|it|they|we|there were"
    r"|of these|of those|the (?:rate|number|figure|total|share)|today"
    r"|a year|on (?:that|this)|the (?:first|later)|of th\w+|ours?|in all|later on|q:|a:)\b",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"(?:above|below|than|against|exceed\w*|under|over|with|to|match\w*|of|beside|beyond|is)"
    r"(?: (?:both|the|its|our|that|those|of|for|in|statistical|regional|national|and|average))*\s+$",
    re.IGNORECASE,
)
YEARLY = re.compile(r"\b(?:England|national|region)", re.IGNORECASE)
POINTS = re.compile(r"\bof (?:the|these|those) \d", re.IGNORECASE)
RATES = re.compile(
    r"\brates?\b|\b(?:per|(?:for|in) (?:each|every)) (?:1,?000|10,?000|100,?000|10k|(?:ten )?thousand)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\s*(?:[a-z-]+ ){0,2}?(?:children|young people|of them|plans|girls|boys)\b", re.IGNORECASE)
SEMICOLON = re.compile(r";")
TIMELY = re.compile(r"\btime(?:ly|liness|scales?)?\b|\b(?:15|45|fifteen|forty)\b", re.IGNORECASE)
ON_TIME = re.compile(r"\b(?:in|on) time\b|\bwithin (?:time|timescales?)\b|\btimely\b", re.IGNORECASE)
BARE = {
    "initial_conferences_within_15_days": "initial_conferences",
    "assessments_within_45_days": "assessments_completed",
}
COMPARATORS = ("England", "region", "neighbours")


@dataclass(frozen=True)
class Context:
    """What stood in the sentence before, of the same passage."""

    claims: tuple[Claim, ...] = ()
    said: tuple[Mention, ...] = ()
    heading: tuple[Mention, ...] = ()  # what the heading above names
    when: tuple[Day, ...] = ()  # the one day that it gives
    days: tuple[Day, ...] = ()  # what the sentence before names
    title: str = ""  # the heading itself

    def headed(self) -> list[str]:
        """The one indicator that the heading is of, if it is of one only."""
        named = list(dict.fromkeys(one.key for one in self.heading if one.kind == "indicator"))
        named = named or list(dict.fromkeys(one.key for one in self.heading if one.kind == "weak"))
        return named if len(named) == 1 else []

    def place(self) -> str:
        """The one other place that the heading is of, or ""."""
        named = list(dict.fromkeys(one.key for one in self.heading if one.kind == "area"))
        return named[0] if len(named) == 1 else ""

    def indicators(self) -> list[str]:
        """What the sentence before was of, in order."""
        named = [name for claim in self.claims for name in claim.indicators[:1]]
        return list(dict.fromkeys([*named, *(one.key for one in self.said if one.kind == "indicator")]))


@dataclass(frozen=True)
class Read:
    """One sentence as it was read."""

    text: str
    claiming: Sequence[Number]
    said: Sequence[Mention]
    when: Sequence[Day]
    stretches: list[tuple[int, int]]
    before: Context
    closing: date

    def nearest(self, number: Number, *kinds: str, shared: bool = True) -> list[Mention]:
        """What of some kinds belongs to a number, the nearest first."""
        return self.own(number, [one for one in self.said if one.kind in kinds], shared)

    def own(self, number: Number, things: Sequence[Thing], shared: bool = True) -> list[Thing]:
        """What belongs to a number: all in its part of a list of parts, else by the stretches (see `clauses.own`)."""
        span = self.segment(number)
        inside = [one for one in things if span and span[0] <= one.start < span[1]]
        if inside:
            return sorted(inside, key=lambda one: distance(one, number))
        return own(number, things, self.stretches, self.claiming, shared)

    def segment(self, number: Number) -> tuple[int, int] | None:
        """The part between semicolons that a number has to itself, where there are several such parts."""
        cuts = [0, *(at.end() for at in SEMICOLON.finditer(self.text)), len(self.text)]
        parts = [(start, end) for start, end in pairwise(cuts)]
        held = [sum(start <= one.start < end for one in self.claiming) for start, end in parts]
        at = next(at for at, (start, end) in enumerate(parts) if start <= number.start < end)
        return parts[at] if held[at] == 1 and sum(count > 0 for count in held) > 1 else None

    def part(self, number: Number) -> str:
        """The words of the stretch that a number stands in."""
        start, end = stretch_of(number, self.stretches)
        return self.text[start:end]

    def bare(self, number: Number) -> bool:
        """Whether a number's stretch names nothing that it could be of, apart from a place."""
        span = stretch_of(number, self.stretches)
        return not any(one.kind in ("indicator", "weak") and span[0] <= one.start < span[1] for one in self.said)


def of_what(read: Read, number: Number, change: bool = False) -> tuple[list[str], bool]:
    """The indicators of a number, the likeliest first; and whether it is said rather than guessed which."""
    fits = [one for one in read.said if one.kind in ("indicator", "weak") and (change or _fits(one, number, read))]
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
    only = list(dict.fromkeys(one.key for one in strong)) or list(dict.fromkeys(one.key for one in fits))
    if len(only) == 1:
        return only, True
    if not only and _of_their_groups(read)[:1] == ["children_in_care"]:
        return ["children_in_care"], True
    if not only and (_carries(read) or number.kind in ("percent", "rate")):
        free = change or grouped(read)
        carried = [name for name in read.before.indicators() if free or _can(name, number)]
        carried = carried or [name for name in read.before.headed() if free or _can(name, number)]
        if not carried:
            return _guessed(read, number)
        return carried, len(carried) == 1 or (bool(carried) and number.kind in ("percent", "rate"))
    if not only and (headed := [name for name in read.before.headed() if grouped(read) or _can(name, number)]):
        return headed, True
    return (only, False) if only else _guessed(read, number)


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


def measure_of(read: Read, number: Number, names: list[str]) -> str:
    """What a number gives: a count, a rate, a percentage."""
    if number.kind in ("percent", "fraction"):
        return "percent"
    if number.kind == "rate":
        return "rate"
    if number.kind != "count":
        return ""
    known = indicators().get(names[0]) if names else None
    if number.decimals:
        return "percent" if known and known.unit == "percent" else "rate"
    return "rate" if _rate_said(read, number) else "count"


def _rate_said(read: Read, number: Number) -> bool:
    """Whether "rate" is said right there, or where what it counts is named, or of the number it is set beside."""
    if RATES.search(_until_a_number(read, number)):
        return True
    if COUNTED.match(read.text[number.end :]):
        return False
    lead = read.text[: number.start].rpartition(":")[0]
    if RATES.search(lead) and not any(one.start < len(lead) for one in read.claiming):
        return True  # "In care per 10,000: Rotherham 80, England 67"
    start, end = stretch_of(number, read.stretches)
    beside = [one for one in read.claiming if start <= one.start < number.start]
    if beside:  # "the rate of 84 is well above the 70 for England"
        return beside[-1].kind == "rate" or _rate_said(read, beside[-1])
    if not read.bare(number):
        return False
    at = index_of(number, read.stretches)
    for start, end in reversed(read.stretches[:at]):
        inside = [one for one in read.claiming if start <= one.start < end]
        if inside:
            return inside[-1].kind == "rate" or _rate_said(read, inside[-1])
        if RATES.search(read.text[start:end]):
            return True
        if any(one.kind in ("indicator", "weak") and start <= one.start < end for one in read.said):
            return False
    carried = [claim for claim in read.before.claims if claim.measure]
    return bool(carried) and carried[-1].measure == "rate" and not any(one.kind == "indicator" for one in read.said)


def _until_a_number(read: Read, number: Number) -> str:
    """The words of a number's stretch before it, from the number before."""
    start, _ = stretch_of(number, read.stretches)
    start = max([start, *(one.end for one in read.claiming if start <= one.start < number.start)])
    return read.text[start : number.start]
