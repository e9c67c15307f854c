"""Which day a number is of: its own words, else what the sentence, the one before or the heading is about."""

import re

from analysis.audit.clauses import alone, stretch_of
from analysis.audit.days import Day
from analysis.audit.numbers import Number
from analysis.audit.places import NEXT, bracketed_off, reaches
from analysis.audit.readings import AGAINST, Read
from analysis.audit.roles import role_of

BRACKETED = re.compile(r"\(\s*$")
SINCE = re.compile(r"\b(?:since|than)\s+(?:the |in )?$", re.IGNORECASE)
RIGHT_BEHIND = re.compile(
    r"\s*(?:(?:that |which )?(?:we |was |were )?(?:had|saw|reported|recorded|published|achieved|seen) )?"
    r"(?:of|in|at|on|for|during)?\s*(?:the )?",
    re.IGNORECASE,
)
APART = re.compile(r"\b(?:than|against|compared|versus|from|exceed\w*|above|below)\b", re.IGNORECASE)
ALONE = re.compile(r"[a-z][^.;,\d]*,\s+$")  # "7% had three or more moves, 8% in 2024"
BEGAN = re.compile(r"\bbegan\b|\bstart\b", re.IGNORECASE)
ON = re.compile(r"\bon\s+(?:the )?$", re.IGNORECASE)  # "a fall on last year"


def days_of(read: Read, number: Number) -> tuple[list[Day], bool, bool]:
    """The days of a number; whether they are its own; and whether no other day could be meant."""
    when = [one for one in read.when if not _held_against(read, one, number)]
    when = [one for one in when if not _of_the_next(read, one, number) and not bracketed_off(read, one, number)]
    when = [one for one in when if not _of_a_later_number(read, one, number)]
    near = [one for one in when if reaches(read, one, number)]
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
    when = [one for one in when if reaches(read, one, number)]
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
    if all(one.role == "before" for one in read.before.claims):
        carried = []  # "more than the 427 of March 2024"
    if len({one.day for one in read.before.days}) > 1:
        carried = []
    if any(carried) and not any(one.kind in ("indicator", "weak") for one in read.said):
        first = carried[0]
        alike = {one.day if one else None for one in carried}
        return [first] if first and first.said and len(alike) == 1 else []
    headed = {one.key for one in read.before.heading if one.kind == "indicator"}
    named = {one.key for one in read.said if one.kind == "indicator"}
    if named and not named <= headed:
        return []  # a title above is of its own figures
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


def _of_a_later_number(read: Read, day: Day, number: Number) -> bool:
    """Whether a day stands right behind a later number that this one is set against: "70, fewer than 90 of 2022"."""
    for other in read.claiming:
        right_behind = other.end <= day.start and RIGHT_BEHIND.fullmatch(read.text[other.end : day.start])
        between = read.text[number.end : other.start] if number.end <= other.start else ""
        bare = read.text[other.end : day.start].strip() in ("in", "at", "for") and other.kind == number.kind
        if right_behind and (APART.search(between) or (bare and ALONE.search(between))):
            return True
    return False


def _of_the_next(read: Read, day: Day, number: Number) -> bool:
    """Whether a day after a number is the next number's: "45.3 (2023: 69.0)"."""
    between = read.text[number.end : day.start]
    apart = day.start > number.end and bool(re.search(r"[(,;]", between))
    return apart and bool(re.match(r"\s*[:=]?\s*[\d£]", read.text[day.end :]))


def _of_the_level_before(read: Read, day: Day, number: Number) -> bool:
    """Whether a day stands with a number that another has come from: "from 651 in 2018 plans fell to 265"."""
    span = stretch_of(day, read.stretches)
    beside = [one for one in read.claiming if span[0] <= one.start < span[1] and one != number]
    return any(role_of(read.text, one) == "before" for one in beside)


def _parted(read: Read, day: Day, number: Number) -> bool:
    """Whether a day stands in another stretch than the number."""
    return stretch_of(day, read.stretches) != stretch_of(number, read.stretches)
