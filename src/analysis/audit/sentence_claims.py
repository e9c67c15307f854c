"""The claims of one sentence: each number with what of the sentence belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.clauses import Placed, clauses, own, stretch_of
from analysis.audit.days import Day, days
from analysis.audit.mentions import Mention, mentions, plain_words
from analysis.audit.numbers import Number, numbers
from analysis.audit.reading import Passage

CHANGE_AFTER = re.compile(
    r"\s*(?:\w+ )?(?:rise|increase|fall|reduction|decrease|drop|decline|growth|uplift|more|fewer|less|higher|lower)\b",
    re.IGNORECASE,
)
CHANGE_BEFORE = re.compile(
    r"(?:increas\w*|reduc\w*|decreas\w*|ris\w*|rose|fell|fall\w*|dropp\w*|drop|declin\w*|grew|grow\w*|up|down|cut"
    r"|change\w*|improv\w*)"
    r"(?: \w+){0,2} (?:by|of)\s+(?:over |more than |about |around |nearly |almost |just )?(?:a )?$",
    re.IGNORECASE,
)
# "a fall on last year": a day that something is set against is not the number's own.
AGAINST = re.compile(r"\b(?:on|than|since|against|compared (?:to|with)|from)\s+$", re.IGNORECASE)
CARRIES_ON = re.compile(
    r"\s*(?:this|that|these|those|it|they|there were|of these|of those|the (?:rate|number|figure|total))\b",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"(?:above|below|than|against|exceed\w*|under|over|with|to|match\w*)"
    r"(?: (?:both|the|its|our|that|those|of|for|in|statistical|regional|national|and))*\s+$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\bfrom\s+(?:a (?:high|low|peak) of |around |about |over |nearly |just |some )?$|\b(?:up|down) from\s+$",
    re.IGNORECASE,
)


def sentence_claims(passage: Passage, text: str, closing: date, previous: list[Mention]) -> list[Claim]:
    """The claims of one sentence. `previous` is what the text before it spoke of last."""
    found = numbers(text)
    claiming = [one for one in found if not one.idle]
    if not claiming:
        return []
    said, when = mentions(text), days(text, closing)
    stretches = clauses(text, claiming, said)
    read = _Read(passage, text, claiming, said, when, stretches)
    made = [_claim(read, one, previous) for one in claiming]
    return _respectively(text, made, said)


def _respectively(text: str, claims: list[Claim], said: list[Mention]) -> list[Claim]:
    """ "on plans and in care, at 23% and 30% respectively": each of the two goes with what stands at its place."""
    before = [claim for claim in claims if claim.number.end <= text.lower().find("respectively")]
    pair = [claim for claim in before if claim.kind == before[-1].kind][-2:]
    if len(pair) < 2:
        return claims
    for kind in ("indicator", "area", "group"):
        named = [one.key for one in said if one.kind == kind and one.end <= pair[0].number.start][-2:]
        if len(set(named)) == 2:
            given = {claim.number.start: key for claim, key in zip(pair, named, strict=True)}
            return [_given(claim, kind, given.get(claim.number.start, "")) for claim in claims]
    return claims


def _given(claim: Claim, kind: str, key: str) -> Claim:
    """The claim with one thing of a kind, and no other."""
    if not key:
        return claim
    if kind == "indicator":
        return replace(claim, indicators=(key,))
    return replace(claim, areas=(key,)) if kind == "area" else replace(claim, groups=(key,))


@dataclass(frozen=True)
class _Read:
    """One sentence as it was read."""

    passage: Passage
    text: str
    claiming: list[Number]
    said: list[Mention]
    when: list[Day]
    stretches: list[tuple[int, int]]

    def nearest(self, number: Number, *kinds: str) -> list[Mention]:
        """What of some kinds belongs to a number, the nearest first."""
        shared = "area" not in kinds  # "England (42.1) and 69.0": a place is of one number
        return own(number, [one for one in self.said if one.kind in kinds], self.stretches, self.claiming, shared)

    def keys(self, kind: str) -> list[str]:
        """What the sentence names of a kind, each once."""
        return list(dict.fromkeys(one.key for one in self.said if one.kind == kind))

    def only(self, kind: str) -> list[str]:
        """What the sentence names of a kind, where it names one thing only."""
        return self.keys(kind) if len(self.keys(kind)) == 1 else []

    def beside(self, number: Number, kind: str) -> bool:
        """Whether what belongs to a number stands in no other number's stretch."""
        found = own(number, [one for one in self.said if one.kind == kind], self.stretches, self.claiming, shared=False)
        return bool(found)


def _claim(read: _Read, number: Number, previous: list[Mention]) -> Claim:
    named = [one.key for one in read.nearest(number, "indicator")] or read.only("indicator")
    carried = not named and bool(previous) and bool(CARRIES_ON.match(read.text))
    indicators = (
        [one.key for one in previous] if carried else named or [one.key for one in read.nearest(number, "weak")]
    )
    places = [one.key for one in read.nearest(number, "area") if not _set_beside(read.text, one, number)]
    when = [one for one in read.when if not AGAINST.search(read.text[: one.start])]
    days_ = own(number, when, read.stretches, read.claiming, shared=False)
    strange = _strange_around(read, number)
    unsure = bool(when and not days_ and len(when) > 1) or (len(when) == 1 and not days_ and _taken(when[0], read))
    unsure = unsure or (len(read.keys("indicator")) > 1 and not read.beside(number, "indicator"))
    labels = [one.key for one in read.said if one.kind == "label"]
    topics = [one.key for one in read.nearest(number, "topic")]
    return Claim(
        id="",
        passage=read.passage,
        sentence=read.text,
        number=number,
        indicators=tuple(dict.fromkeys(indicators)),
        areas=tuple(dict.fromkeys(places)) or (LOCAL,),
        days=tuple(days_ or (when if len(when) == 1 and not _taken(when[0], read) else [])),
        groups=tuple(dict.fromkeys(one.key for one in read.nearest(number, "group"))),
        label=labels[0] if labels else "",
        topic=topics[0] if topics else "",
        role=_role(read.text, number),
        dated=bool(days_),
        clear=bool(named) and not strange and not unsure,
        strange=tuple(strange),
    )


def _set_beside(text: str, place: Mention, number: Number) -> bool:
    """Whether a place is only what something before was compared with: "above the national average, from 505"."""
    between = text[place.end : number.start]
    return bool(BESIDE.search(text[: place.start])) and bool(re.search(r"[,;]| but | and ", between))


def _role(text: str, number: Number) -> str:
    if (
        number.signed
        or CHANGE_BEFORE.search(text[: number.start])
        or (number.kind in ("percent", "points", "count", "fraction") and CHANGE_AFTER.match(text[number.end :]))
    ):
        return "change"
    return "before" if FROM.search(text[: number.start]) else "level"


def _taken(day: Day, read: _Read) -> bool:
    """Whether a day stands with a number of its own."""
    span = stretch_of(day, read.stretches)
    return any(span[0] <= one.start < span[1] for one in read.claiming)


def _strange_around(read: _Read, number: Number) -> list[str]:
    """The words that may narrow a number down: in its stretch, and in the one that names what it counts."""
    spans = {stretch_of(number, read.stretches)}
    spans |= {stretch_of(one, read.stretches) for one in read.nearest(number, "indicator")[:1]}
    spans |= {before for before, here in pairwise(read.stretches) if here in spans and _bare(read.text, here, number)}
    known: list[Placed] = [*read.said, *read.when, *read.claiming]
    return [word for span in sorted(spans) for word in _strange(read.text, span, known)]


def _bare(text: str, span: tuple[int, int], number: Number) -> bool:
    """Whether a stretch holds nothing but a number and the word that joins it on: "to 274"."""
    rest = text[span[0] : number.start] + text[number.end : span[1]]
    return span[0] <= number.start < span[1] and not re.sub(
        r"\b(?:to|and|or|from|with|a|the)\b|\W", "", rest, flags=re.IGNORECASE
    )


def _strange(text: str, span: tuple[int, int], known: Sequence[Placed]) -> list[str]:
    """The words of a stretch that may narrow down whom a number counts."""
    taken = [(one.start, one.end) for one in known]
    words = []
    for at in re.finditer(r"[A-Za-z][A-Za-z’'-]*", text[span[0] : span[1]]):
        start, end = span[0] + at.start(), span[0] + at.end()
        if any(begin < end and start < stop for begin, stop in taken):
            continue
        word = at[0].lower().replace("’", "'")
        if word not in plain_words():
            words.append(word)
    return words
