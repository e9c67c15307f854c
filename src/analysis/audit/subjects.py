"""What words of a sentence are said of: the one indicator, and the one place, that its clause names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from analysis.audit.change_lexicon import change_lexicon
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.mentions import Mention, mentions, plain_words
from analysis.audit.numbers import Number, numbers
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences
from analysis.audit.verdicts import Setting, Verdict
from analysis.vocabulary.indicators import indicators

NEAR = 70  # characters between what is spoken of and the words about it
CUT = re.compile(
    r";|(?<=[\w)])\.\s|,?\s\b(?:but|while|whilst|whereas|although|though|yet)\b|,\s+(?:and|with|having)\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\s*(?:this|that|it|these|they|both|our (?:rate|figure|number)|the (?:\w+ )?(?:rate|figure|number|total"
    r"|percentage)"
    r"|which|now)\b",
    re.IGNORECASE,
)
# A place that is only what something is held against: "fell below the national average".
AGAINST = re.compile(
    r"\b(?:above|below|than|against|with|to|like|unlike|beyond|under|exceed\w*)(?: (?:both|the|its|our|that|those"
    r"|of|for|in|all))*\s+$",
    re.IGNORECASE,
)
# Whom a count is narrowed to, though no group of the data is named.
NARROWED = re.compile(
    r"\b(?:aged?\b|year[- ]olds?|olds|babies|infants|teenage\w*|disab\w*|siblings?|unborn|adolescents?"
    r"|under (?:the )?(?:\d|(?:one|five|ten)\b)|over 1\d\b|wards?\b|schools?|gp\b|hospital|domestic|exploit\w*|gangs?\b"
    r"|ethnic\w*|minorit\w*|heritage|mental|police|health|anonymous|asian|black\b|roma\b|duration|per (?:worker"
    r"|social))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """A sentence, the one before it in its passage, and the claims of its own numbers."""

    passage: Passage
    text: str
    before: str
    mine: list[Claim]


def told(draft: Draft, claims: list[Claim]) -> Iterator[Told]:
    """The sentences of a draft outside its tables and headings."""
    for passage in (one for one in draft.passages if not one.table and one.kind != "heading"):
        before = ""
        for _, text in sentences(passage.text):
            mine = [one for one in claims if one.sentence == text and one.passage is passage]
            yield Told(passage, text, before, mine)
            before = text


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch that words stand in, between semicolons and words such as "but" and "while"."""
    cuts = [0, *(at.start() for at in CUT.finditer(text)), len(text)]
    return max(one for one in cuts if one <= start), min(one for one in cuts if one >= end)


def subject_of(text: str, start: int, end: int, near: int = NEAR) -> Mention | None:
    """What the words from `start` to `end` are of: the one indicator of their clause, with plain words in between."""
    first, last = clause_of(text, start, end)
    said = mentions(text)
    named = _named([one for one in said if first <= one.start < last]) or _named(said)
    if len({one.key for one in named if one.kind == "indicator"}) > 1 or not named:
        return None
    one = min(named, key=lambda one: min(abs(one.start - end), abs(start - one.end)))
    if (one.start < end and start < one.end) or not _itself(text, one):
        return None
    between = (one.end, start) if one.end <= start else (end, one.start)
    if (
        between[1] - between[0] > near
        or re.search(r";(?! (?:this|it|that|which)\b)|\.(?!\d)", text[slice(*between)])
        or strange(text, *between)
    ):
        return None
    return one


# "The budget for children in care", "the children in care team": of something else.
HEAD = re.compile(
    r"(?P<head>[A-Za-z’'-]+) (?:of|for|in|on|around|about|to|with|from|into|regarding)"
    r"(?: (?:our|the|new|open|all|both|its|local|those|these|of|this|each|every))* $"
)
FOLLOWED = re.compile(
    r"\s+(?:teams?|services?|council|nurses?|panels?|boards?|strateg\w+|reviews?|process\w*|practice|meetings?|work"
    r"|workers?|pathways?"
    r"|framework|polic\w+|budgets?|staff\w*|managers?|documents?|minutes|chairs?|training|procedures?|guidance"
    r"|audits?|costs?|spend\w*"
    r"|reports?|profile|placements?|homes?|pack|letters?|scorecard|tool\w*|system|decisions?|recommendations?"
    r"|actions?)\b",
    re.IGNORECASE,
)


@cache
def _heads() -> frozenset[str]:
    """The words that an indicator may follow with "of" or "in" and still be what is spoken of: "number of"."""
    return frozenset(change_lexicon()["heads"]["words"].split())


def _itself(text: str, one: Mention) -> bool:
    """Whether an indicator is named for itself, and not as what something else is about."""
    head = HEAD.search(text[: one.start])
    named = head and any(
        each.kind in ("area", "indicator", "weak") and each.start <= head.start("head") < each.end
        for each in mentions(text)
    )
    if head and not named and head["head"].lower() not in _heads():
        return False
    return not FOLLOWED.match(text[one.end :])


def _named(said: tuple[Mention, ...] | list[Mention]) -> list[Mention]:
    """The indicators named; without the whole that one of them is a percentage of."""
    known = indicators()
    named = [one for one in said if one.kind in ("indicator", "weak")]
    wholes = {known[one.key].percent_of for one in named if one.key in known}
    return [one for one in named if one.key not in wholes] or named


def strange(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch, but its places and numbers, that may narrow down what is spoken of."""
    taken: list[Mention | Number] = [one for one in mentions(text) if one.kind in ("area", "indicator")]
    taken += numbers(text)
    letters = list(text)
    for one in taken:
        letters[one.start : one.end] = " " * (one.end - one.start)
    return [each for each in re.findall(r"[a-z][a-z'-]*", "".join(letters)[start:end].lower().replace("’", "'"))
            if each not in plain_words()]  # fmt: skip


def narrowed(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a stretch names a group or a topic, or narrows down of whom it speaks in other words."""
    stop = len(text) if end is None else end
    if any(one.kind in ("group", "label", "topic") and start <= one.start < stop for one in mentions(text)):
        return True
    return bool(NARROWED.search(text[start:stop]))


def place_of_clause(text: str, start: int, end: int, setting: Setting) -> str | None:
    """The one place that words are said of: of their clause, else of the sentence; the draft's own where none is."""
    first, last = clause_of(text, start, end)
    said = [one for one in mentions(text) if one.kind == "area"]
    said = [one for one in said if not AGAINST.search(text[: one.start])]
    inside = [one for one in said if first <= one.start < last]
    keys = {own(one.key, setting) for one in inside or said} - {LOCAL}
    return next(iter(keys), LOCAL) if len(keys) < 2 else None


def own(key: str, setting: Setting) -> str:
    """A place by its key: the draft's own area is LOCAL however it is named."""
    return LOCAL if key in (LOCAL, setting.evidence.code) else key


def overstated(one: Told, start: int, end: int, indicator: str, why: str, shown: str = "", source: str = "") -> Verdict:
    """A verdict on the words of a sentence from `start` to `end`."""
    number = Number(start, end, one.text[start:end], "words", Decimal(0), words=True)
    claim = Claim("", one.passage, one.text, number, (indicator,) if indicator else (), clear=True)
    return Verdict(claim, "overstated", why, shown, source)
