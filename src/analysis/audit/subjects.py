"""What words of a sentence are said of: the one indicator, and the one place, that its clause names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.itself import itself, strange
from analysis.audit.mentions import Mention, mentions
from analysis.audit.numbers import Number
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences
from analysis.audit.verdicts import Setting, Verdict
from analysis.vocabulary.indicators import indicators

# What is in time, of which only "timeliness" is said: "ICPC timeliness".
TIMELY = {
    "initial_conferences": "initial_conferences_within_15_days",
    "assessments_completed": "assessments_within_45_days",
}
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
    if (one.start < end and start < one.end) or not itself(text, one):
        return None
    between = (one.end, start) if one.end <= start else (end, one.start)
    if (
        between[1] - between[0] > near
        or re.search(r";(?! (?:this|it|that|which)\b)|\.(?!\d)", text[slice(*between)])
        or {*strange(text, *between)} - _timely(text, one)
    ):
        return None
    return replace(one, key=TIMELY[one.key]) if _timely(text, one) else one


def _timely(text: str, one: Mention) -> set[str]:
    """The word that makes conferences or assessments what was in time: "ICPC timeliness"."""
    return {"timeliness"} if one.key in TIMELY and re.match(r" timeliness\b", text[one.end :]) else set()


def _named(said: tuple[Mention, ...] | list[Mention]) -> list[Mention]:
    """The indicators named; without the whole that one of them is a percentage of."""
    known = indicators()
    named = [one for one in said if one.kind in ("indicator", "weak")]
    wholes = {known[one.key].percent_of for one in named if one.key in known}
    return [one for one in named if one.key not in wholes] or named


def place_of_clause(text: str, start: int, end: int, setting: Setting) -> str | None:
    """The one place that words are said of: of their clause, else of the sentence; the draft's own where none is."""
    first, last = clause_of(text, start, end)
    said = [one for one in mentions(text) if one.kind == "area" and not AGAINST.search(text[: one.start])]
    inside = [one for one in said if first <= one.start < last]
    earlier = [one for one in said if one.start < first]  # what a later clause names is only set against this one
    keys = {own(one.key, setting) for one in inside or earlier} - {LOCAL}
    if not inside and keys & {"England", "region", "neighbours"}:
        return None
    return next(iter(keys), LOCAL) if len(keys) < 2 else None


MANY_COUNCILS = re.compile(r"\b(?:councils|authorities|nations|countries|trusts)\b", re.IGNORECASE)


def elsewhere(one: Told, setting: Setting) -> bool:
    """Whether a sentence that names no place goes on about another one: of its heading, or of the sentence before."""
    said = [each for each in mentions(one.text) if each.kind == "area"]
    named = [at.start() for at in MANY_COUNCILS.finditer(one.text)]
    councils = [at for at in named if not any(each.start <= at < each.end for each in said)]
    if councils and not any(own(each.key, setting) == LOCAL for each in said):
        return True
    if said:
        return False
    texts = (one.before, one.passage.under)
    above = [[own(each.key, setting) for each in mentions(text) if each.kind == "area"] for text in texts]
    return bool(MANY_COUNCILS.search(one.before)) or any(
        keys and LOCAL not in keys and not set(keys) <= {"neighbours"} for keys in above
    )


def own(key: str, setting: Setting) -> str:
    """A place by its key: the draft's own area is LOCAL however it is named."""
    return LOCAL if key in (LOCAL, setting.evidence.code) else key


def overstated(one: Told, start: int, end: int, indicator: str, why: str, shown: str = "", source: str = "") -> Verdict:
    """A verdict on the words of a sentence from `start` to `end`."""
    number = Number(start, end, one.text[start:end], "words", Decimal(0), words=True)
    claim = Claim("", one.passage, one.text, number, (indicator,) if indicator else (), clear=True)
    return Verdict(claim, "overstated", why, shown, source)
