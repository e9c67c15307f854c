"""The words near a number that may narrow down what it counts, so that it cannot be judged by the whole."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from analysis.audit.clauses import Placed, stretch_of
from analysis.audit.days import days
from analysis.audit.groups import groups_of
from analysis.audit.idle import idle_spans
from analysis.audit.mentions import Mention, headings, mentions, plain_words
from analysis.audit.numbers import Number, numbers
from analysis.audit.of_what_else import of_groups
from analysis.audit.readings import Read
from analysis.vocabulary.indicators import indicators

COUNTS = re.compile(
    r"\s*(?:[a-z-]+ ){0,2}?(children|young people|plans|referrals|conferences|assessments|enquiries)\b", re.IGNORECASE
)
OTHERS = re.compile(
    r"\s*(?:[a-z-]+ ){0,2}?(carers|homes|households|families|parents|workers|staff|schools|agencies|visits|courses)\b",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"(?: [A-Z][\w’'-]*){0,2} (?:said|says|asked|reported|reports|added|explained|confirmed|noted|advised|presented"
    r"|updated|highlighted|informed|told|observed|commented|stated|drew|pointed out|shared|gave|queried|summarised)\b"
)
FLOWS = (
    "started",
    "begun",
    "initiated",
    "undertaken",
    "conducted",
    "completed",
    "instigated",
    "held",
    "opened",
    "commenced",
)
PHRASES = re.compile(
    r"\bethnic (?:groups?|backgrounds?|heritage)|\bunder[- ]18s?\b|\blegal status\b|\b(?:for|as) (?:an )?example\b"
    r"|(?:%|\bper ?cent) of cases\b|\bfront door\b|\bcategory of abuse\b",
    re.IGNORECASE,
)
ANY = date(2000, 3, 31)  # a day to go by, where only the place of a date matters
MOVED = re.compile(
    r"\b(?:c[ao]me in|came|went out|entered|left|started|ceased|began|ended|joined|leavers|starters|entrants|new)\b",
    re.IGNORECASE,
)
GONE = re.compile(r"\b(?:have|has|had|were|was) (?:since |now )?(?:closed|stepped|transferred|moved)\b", re.IGNORECASE)
PARTS = re.compile(r"\b(?:of wh(?:ich|om)|of these|of them|including|comprising|among them)\b[^0-9,;]*$", re.IGNORECASE)
OF_A_WHOLE = re.compile(r"^\W*of (?:the |our |these |those |all )*[\d,]+\b[^.;]*,", re.IGNORECASE)
# What is hoped for, or put for example, is no statement of what is.
UNREAL = re.compile(
    r"\b(?:target|ceiling|ambition|project(?:ed|ion)s?|forecasts?|assumes?|assumption|expects? (?:between|to|that)"
    r"|aim(?:s|ing)? (?:to|for)|for example|agreed maximum|suppose|will (?:be|have|fall|rise)"
    r"|by (?:\w+ )?20(?:2[7-9]|[3-9]\d))\b"
    r"|^\s*if\b"
    r"|\b(?:without|excluding|(?:leaving|setting) (?:out|aside)|apart from|not counting) (?:them|these|those|it)\b",
    re.IGNORECASE,
)


def strange_around(read: Read, number: Number, names: list[str]) -> list[str]:
    """The words that may narrow a number down: in its stretch, and in the one that names what it counts."""
    spans = {stretch_of(number, read.stretches)}
    kinds = [one for one in read.nearest(number, "indicator", "weak") if one.key in names]
    spans |= {stretch_of(one, read.stretches) for one in kinds[:1]}
    spans |= {before for before, here in pairwise(read.stretches) if here in spans and _bare(read.text, here, number)}
    if names and not any(one.key in names for one in read.said) and of_groups(read.said) != names[:1]:
        spans |= set(read.stretches)  # what the sentence does not name itself
    known: list[Placed] = [*read.said, *read.when, *numbers(read.text)]
    found = [word for span in sorted(spans) for word in _strange(read.text, span, known)]
    found += _of_a_part(read, number)
    noun = COUNTS.match(read.text[number.end :])
    if noun and number.kind == "count" and names and not _counted_so(noun[1].lower(), names):
        found.append(noun[1])
    others = OTHERS.match(read.text[number.end :])
    found += [others[1]] if others and number.kind == "count" else []
    gone = GONE.search(read.part(number))
    found += [gone[0]] if gone else []
    here = any(one.key in names for one in read.said)
    moved = MOVED.search(read.part(number)) if names and not here else None
    found += [moved[0]] if moved and names[0] in indicators() and indicators()[names[0]].span != "year" else []
    if names and names[0] in indicators() and indicators()[names[0]].span == "year":
        found = [word for word in found if word not in FLOWS]
    hoped = UNREAL.search(read.text)
    return [*found, hoped[0]] if hoped else found


def _counted_so(noun: str, names: list[str]) -> bool:
    """Whether the noun after a number can be what the indicators count: children are on plans, and are no referrals."""
    known = [indicators()[name].counts for name in names if name in indicators()]
    people = noun in ("children", "young people")
    return not known or any(one == noun or (people and one in ("children", "plans", "episodes")) or
                            (noun == "plans" and one == "children") for one in known)  # fmt: skip


def _of_a_part(read: Read, number: Number) -> list[str]:
    """What says that a count is of a part of what was counted before: "of whom 31", "of 40 children, 31"."""
    if number.kind != "count" or groups_of(read, number):
        return []
    if not read.bare(number) and read.nearest(number, "indicator"):
        return []
    first = read.claiming[0] is number
    part = PARTS.search(read.text[: number.start])
    opening = OF_A_WHOLE.match(read.text[: number.start]) if not first else None
    found = part or opening
    return [found[0].split()[0].lower()] if found else []


def _bare(text: str, span: tuple[int, int], number: Number) -> bool:
    """Whether a stretch holds nothing but a number and the word that joins it on: "to 274"."""
    rest = text[span[0] : number.start] + text[number.end : span[1]]
    return span[0] <= number.start < span[1] and not re.sub(
        r"\b(?:to|and|or|from|with|a|the)\b|\W", "", rest, flags=re.IGNORECASE
    )


def narrowing_words(text: str) -> list[str]:
    """The words of a label that may narrow down what it counts."""
    known: list[Placed] = [*mentions(text), *days(text, ANY), *numbers(text)]
    return _strange(_without_targets(text), (0, len(text)), known)


def _without_targets(text: str) -> str:
    """A label with what it says of a target blanked out: "2022-23 (target 90)"."""
    for start, end, why in idle_spans(text):
        text = text[:start] + " " * (end - start) + text[end:] if why == "a target" else text
    return text


def heading_of(text: str) -> tuple[Mention, ...]:
    """What a heading says that what is under it is of: no indicator where other words narrow it down."""
    said = headings(text)
    if said and said[0].end - said[0].start == len(text):
        return said
    return tuple(one for one in said if one.kind not in ("indicator", "weak")) if narrowing_words(text) else said


def _who_says(text: str, start: int, end: int) -> bool:
    """Whether a word is the initials or the name of someone who reports: "JS said that", "Cllr Smith asked"."""
    return text[start].isupper() and bool(SAYS.match(text[end:]))


def _strange(text: str, span: tuple[int, int], known: Sequence[Placed]) -> list[str]:
    """The words of a stretch that may narrow down whom a number counts."""
    taken = [(one.start, one.end) for one in known] + [at.span() for at in PHRASES.finditer(text)]
    words = []
    for at in re.finditer(r"[A-Za-z][A-Za-z’'-]*", text[span[0] : span[1]]):
        start, end = span[0] + at.start(), span[0] + at.end()
        if any(begin < end and start < stop for begin, stop in taken) or text[start - 1 : start].isdigit():
            continue
        word = at[0].lower().replace("’", "'")
        if word in ("people", "person") and re.search(r"\byoung $", text[:start], re.IGNORECASE):
            continue
        if word not in plain_words() and not _who_says(text, start, end):
            words.append(word)
    return words
