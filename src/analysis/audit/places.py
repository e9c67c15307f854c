"""Which place a number is of, and which day: its own words, else what the sentence is about."""

import re
from collections.abc import Sequence

from analysis.audit.claims import LOCAL
from analysis.audit.clauses import alone, stretch_of
from analysis.audit.days import Day
from analysis.audit.mentions import Mention
from analysis.audit.numbers import Number
from analysis.audit.readings import AGAINST, BESIDE, COMPARATORS, Read
from analysis.audit.roles import role_of

BRACKETED = re.compile(r"\(\s*$")
SINCE = re.compile(r"\b(?:since|than)\s+(?:the |in )?$", re.IGNORECASE)
BEGAN = re.compile(r"\bbegan\b|\bstart\b", re.IGNORECASE)
ON = re.compile(r"\bon\s+(?:the )?$", re.IGNORECASE)  # "a fall on last year"
MIDDLE = re.compile(r"\b(?:mean|median|average|middle value)\b[^.;,0-9]{0,12}$", re.IGNORECASE)
ITS_OWN = re.compile(
    r"[’']?s?\s*(?:average|rate|figure|mean|median)?\s*[,:(–-]\s*(?:at |of |which (?:is|was) |a rate of )?£?",
    re.IGNORECASE,
)
NEAR_BRACKET = 2  # "532 (England)"
NEXT = 4  # characters between two names of one place: "our neighbours", "statistical neighbour Wigan"


def place_of(read: Read, number: Number) -> tuple[list[str], bool]:
    """The places that a number can be of, the likeliest first, and whether the words leave one only."""
    places = _one_a_place([one for one in read.said if one.kind == "area"])
    places = [one for one in places if _reaches(read, one, number) and not _later(read, one, number)]
    places = [one for one in places if not _bracketed_off(read, one, number)]
    mine = read.own(number, places, shared=False)
    mine = [one for one in mine if not _set_beside(read.text, one, number)]
    if mine:
        before = [one for one in mine if one.end <= number.start]
        return [(before or mine)[0].key], True
    if MIDDLE.search(read.text[: number.start]):  # "above the mean (59.2) of its ten neighbours"
        ahead = [one for one in read.said if one.kind == "area" and one.start >= number.end]
        return ([ahead[0].key] if ahead else [LOCAL, "neighbours"]), bool(ahead)
    subject = _subject(read, number, places)
    if subject is None:
        return [read.before.place() or LOCAL], True
    others = {one.key for one in places} - {subject.key}
    sure = not others or _same_clause(read, subject, number, places)
    return ([subject.key] if sure else [subject.key, LOCAL]), sure


def _subject(read: Read, number: Number, places: Sequence[Mention]) -> Mention | None:
    """The place that the sentence is about where a number stands: the last one named that is no comparison."""
    found = [one for one in places if one.end <= number.start and not _compared(read.text, one)]
    bracketed = [one for one in found if "(" in read.text[one.end : one.end + 2]]
    found = [one for one in found if one not in bracketed or len(found) == len(bracketed)]
    councils = [one for one in found if one.key not in COMPARATORS]
    return (councils or found)[-1] if found else None


def _same_clause(read: Read, subject: Mention, number: Number, places: Sequence[Mention]) -> bool:
    """Whether nothing else is named between the place and the number, and no new clause begins."""
    between = [one for one in places if subject.end <= one.start < number.start]
    return not between and not re.search(r";|\bwhile\b|\bwhereas\b", read.text[subject.end : number.start])


def _compared(text: str, one: Mention) -> bool:
    """Whether a place is only what something is held against."""
    return one.key in COMPARATORS and bool(BESIDE.search(text[: one.start]))


def _set_beside(text: str, place: Mention, number: Number) -> bool:
    """Whether a place is only what something before was compared with: "above the national average, from 505"."""
    between = text[place.end : number.start]
    if ITS_OWN.fullmatch(between):
        return False
    return (
        place.key in COMPARATORS
        and bool(BESIDE.search(text[: place.start]))
        and bool(re.search(r"[,;]| but | and ", between))
    )


def _one_a_place(found: list[Mention]) -> list[Mention]:
    """Of two names that stand together the one that says more: "our neighbours", "statistical neighbour Wigan"."""
    kept: list[Mention] = []
    for one in found:
        if kept and one.start - kept[-1].end <= NEXT and kept[-1].key in (LOCAL, "neighbours"):
            kept.pop()
        if kept and one.key == LOCAL and kept[-1].key == "neighbours" and one.start - kept[-1].end <= NEXT:
            continue
        kept.append(one)
    return kept


def days_of(read: Read, number: Number) -> tuple[list[Day], bool, bool]:
    """The days of a number; whether they are its own; and whether no other day could be meant."""
    when = [one for one in read.when if not _held_against(read, one, number)]
    when = [one for one in when if not _of_the_next(read, one, number) and not _bracketed_off(read, one, number)]
    near = [one for one in when if _reaches(read, one, number)]
    mine = read.own(number, near, shared=False)
    bracket = BRACKETED.search(read.text[: number.start])
    of_a_place = bracket and any(0 <= bracket.start() - one.end <= NEXT for one in read.said if one.kind == "area")
    if bracket and not of_a_place and not any(one.start > number.end for one in mine):
        return _of_the_number_before(read, number) or mine[:1], False, bool(mine) or not any(one.said for one in when)
    if mine:
        return mine[:1], not _parted(read, mine[0], number) or mine[0].start > number.start, True
    whole = [one for one in near if alone(one, read.stretches, read.claiming)]
    if whole:
        before = [one for one in whole if one.start < number.start]
        return [(before or whole)[-1 if before else 0]], False, len({one.day for one in whole}) == 1 or bool(before)
    said = list(dict.fromkeys(one.day for one in when))
    leads = when and (when[0].said or (when[0].start < read.claiming[0].start and not BEGAN.search(when[0].text)))
    if len(said) == 1 and leads and not _of_the_level_before(read, when[0], number):
        return when[:1], False, True
    return _of_the_context(read), False, not any(one.said and one.kind != "part" for one in when)


def _of_the_context(read: Read) -> list[Day]:
    """The day of a number whose sentence names none: of the sentence that it goes on from, else of the heading."""
    if read.when:
        return []
    carried = [claim.days[0] if claim.days else None for claim in read.before.claims]
    if any(carried) and not any(one.kind in ("indicator", "weak") for one in read.said):
        first = carried[0]
        alike = {one.day if one else None for one in carried}
        return [first] if first and first.said and len(alike) == 1 else []
    return list(read.before.when) if len(read.before.when) == 1 and read.before.when[0].said else []


def _of_the_number_before(read: Read, number: Number) -> list[Day]:
    """The day of the number that a bracket stands behind: "84.3 a year earlier (82.7 at first)"."""
    before = [one for one in read.claiming if one.end <= number.start]
    if not before or any(one.kind == "area" and before[-1].end <= one.start < number.start for one in read.said):
        return []
    found, dated, _ = days_of(read, before[-1])
    return found if dated and _closed(read, before[-1], number) else []


def _closed(read: Read, first: Number, second: Number) -> bool:
    """Whether only a time stands between a number and a bracket behind it."""
    between = read.text[first.end : second.start]
    for one in read.when:
        between = between.replace(read.text[one.start : one.end], "")
    return not re.sub(r"\b(?:at|in|on|the|of|per|10,000)\b|[^A-Za-z]", "", between)


def _held_against(read: Read, day: Day, number: Number) -> bool:
    """Whether a day is only what the number is set against: "since March 2022", "fewer than the year before"."""
    before = read.text[: day.start]
    if re.fullmatch(r"\s?\(", read.text[day.end : number.start]):
        return False  # "on the previous year (204)"
    if SINCE.search(before) or (not day.said and ON.search(before)):
        return True
    return bool(AGAINST.search(before)) and _parted(read, day, number)


def _of_the_next(read: Read, day: Day, number: Number) -> bool:
    """Whether a day after a number is the next number's: "45.3 (2023: 69.0)"."""
    between = read.text[number.end : day.start]
    apart = day.start > number.end and bool(re.search(r"[(,;]", between))
    return apart and bool(re.match(r"\s*[:=]?\s*[\d£]", read.text[day.end :]))


def _bracketed_off(read: Read, one: Mention | Day, number: Number) -> bool:
    """Whether a thing stands in a bracket with another number: "73.7% in time (82.7% in 2023-24), and 2,161 …"."""
    for bracket in re.finditer(r"\([^()]*\)", read.text):
        inside = bracket.start() <= one.start < bracket.end()
        if inside and not bracket.start() <= number.start < bracket.end():
            return any(bracket.start() <= each.start < bracket.end() for each in read.claiming)
    return False


def _later(read: Read, one: Mention, number: Number) -> bool:
    """Whether a place stands in a later stretch than a number, and not right behind it."""
    if one.start < stretch_of(number, read.stretches)[1]:
        return False
    if one.start - number.end > NEAR_BRACKET or "(" not in read.text[number.end : one.start]:
        return True
    closing = read.text.find(")", one.end)
    return any(one.end <= other.start < closing for other in read.claiming)  # "75.1% (SN average: 78.7%)"


def _reaches(read: Read, one: Mention | Day, number: Number) -> bool:
    """Whether no new clause begins between a number and what stands after it."""
    return one.start < number.end or ";" not in read.text[number.end : one.start]


def _of_the_level_before(read: Read, day: Day, number: Number) -> bool:
    """Whether a day stands with a number that another has come from: "from 651 in 2018 plans fell to 265"."""
    span = stretch_of(day, read.stretches)
    beside = [one for one in read.claiming if span[0] <= one.start < span[1] and one != number]
    return any(role_of(read.text, one) == "before" for one in beside)


def _parted(read: Read, day: Day, number: Number) -> bool:
    """Whether a day stands in another stretch than the number."""
    return stretch_of(day, read.stretches) != stretch_of(number, read.stretches)
