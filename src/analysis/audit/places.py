"""Which place a number is of: its own words, else what the sentence or the heading is about."""

import re
from collections.abc import Sequence

from analysis.audit.claims import LOCAL
from analysis.audit.clauses import stretch_of
from analysis.audit.days import Day
from analysis.audit.mentions import Mention
from analysis.audit.numbers import Number
from analysis.audit.readings import BESIDE, COMPARATORS, Read

MIDDLE = re.compile(r"\b(?:mean|median|average|middle value)\b[^.;,0-9]{0,12}$", re.IGNORECASE)
ITS_OWN = re.compile(
    r"[’']?s?\s*(?:average|rate|figure|mean|median)?\s*[,:(–-]\s*(?:at |of |which (?:is|was) |a rate of )?£?",
    re.IGNORECASE,
)
COMPARED_TO = re.compile(
    r"\b(?:above|below|than|against|exceed\w*|beyond|beside|compared (?:with|to)|match\w*|like"
    r"|(?:similar|close|equal) to|in line with|ahead of|behind|outstrip\w*|better than|worse than)"
    r"(?: (?:both|the|its|our|that|those|of|for|in|average|figures?|rates?|then?))*\s*$",
    re.IGNORECASE,
)
OPENS = re.compile(r"(?:[’']s?)?(?: average| rate| figure| mean)?\s*\((?:at )?")
WHERE = re.compile(
    r",? where (?:it|(?:the|its) (?:figure|rate|share|average|number|proportion|percentage))"
    r" (?:was|is|stood at|stands at) "
)
NEAR_BRACKET = 2  # "532 (England)"
TOGETHER = (("neighbours", LOCAL), ("England", "neighbours"), ("region", "neighbours"))  # "England comparators"
NEXT = 6  # characters between two names of one place: "our neighbours", "statistical neighbour Wigan"


def place_of(read: Read, number: Number) -> tuple[list[str], bool]:
    """The places that a number can be of, the likeliest first, and whether the words leave one only."""
    places = _one_a_place([one for one in read.said if one.kind == "area"])
    places = [one for one in places if reaches(read, one, number) and not _later(read, one, number)]
    places = [one for one in places if not bracketed_off(read, one, number)]
    places = [one for one in places if not _set_against(read, one, number)]
    if named := _bracketed_behind(read, number, places):
        return [named.key], True
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


def _bracketed_behind(read: Read, number: Number, places: Sequence[Mention]) -> Mention | None:
    """The place that a number alone in a bracket stands right behind: "five points under England (85.7%, 2024-25)"."""
    where = [one for one in places if WHERE.fullmatch(read.text[one.end : number.start])]
    if where:
        return where[-1]
    closing = read.text.find(")", number.end)
    alone = sum(number.start <= one.start < closing for one in read.claiming) == 1
    behind = [one for one in places if OPENS.fullmatch(read.text[one.end : number.start])]
    return behind[-1] if behind and alone else None


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
        near = bool(kept) and one.start - kept[-1].end <= NEXT
        if near and (kept[-1].key, one.key) in (
            ("neighbours", LOCAL),
            *((each, "neighbours") for each in ("England", "region")),
        ):
            continue  # "England comparators"
        kept.append(one)
    return kept


def _set_against(read: Read, one: Mention, number: Number) -> bool:
    """Whether a place behind a number is only what the number is set against: "93 remained above that of England"."""
    return one.start > number.end and bool(COMPARED_TO.search(read.text[number.end : one.start]))


def bracketed_off(read: Read, one: Mention | Day, number: Number) -> bool:
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


def reaches(read: Read, one: Mention | Day, number: Number) -> bool:
    """Whether no new clause begins between a number and what stands after it."""
    return one.start < number.end or ";" not in read.text[number.end : one.start]
