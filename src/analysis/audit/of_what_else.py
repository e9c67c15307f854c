"""What a number is of whose sentence names nothing: its groups, the sentence before, its heading; else a guess."""

import re
from collections.abc import Sequence

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
THAT_IS = re.compile(
    r"\s*(?:that|this|it|which) (?:is|was|gives|gave|makes|made|equates to|equals|represents|comes to|amounts to)\b",
    re.IGNORECASE,
)
BARE = {
    "initial_conferences_within_15_days": "initial_conferences",
    "assessments_within_45_days": "assessments_completed",
}


def carried_over(read: Read, number: Number, change: bool) -> tuple[list[str], bool]:
    """What a number is of whose sentence names nothing: its groups, the sentence before, the heading; else a guess."""
    whole = _of_their_groups(read)[:1]
    if whole == ["children_in_care"] or (whole and any(one.kind == "day" for one in read.when)):
        return whole, True
    free = change or grouped(read)
    headed = _bare([name for name in read.before.headed() if free or can_be_of(name, number)], number)
    if not (_carries(read) or number.kind in ("percent", "rate")):
        return (headed, True) if headed else _guessed(read, number)
    carried = _bare([name for name in read.before.indicators() if free or can_be_of(name, number)], number) or headed
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


def can_be_of(name: str, number: Number) -> bool:
    """Whether an indicator is ever given as a number of this kind."""
    known = indicators().get(name)
    if known is None:
        return False
    if number.kind in ("percent", "points", "fraction"):
        return known.unit == "percent"
    return bool(known.per) if number.kind == "rate" else True
