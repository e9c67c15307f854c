"""The two ends of a change, wherever a sentence puts them: "from 475 to 395", "366, then 264", "(524 to 504)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from analysis.audit.claims import Claim

# What stands between the two ends, the earlier first or the later first.
ONWARD = re.compile(
    r"\bto\b|→|->|=>|⇒|\bthen\b|\bbecame\b|\bhas become\b|\breach(?:ed|ing)\b|\bnow\b|\bthis year\b",
    re.IGNORECASE,
)
BACK = re.compile(
    r"\bfrom\b|\bagainst\b|\bcompared\b|\bdown on\b|\bup on\b|\bversus\b|\bvs\b|\bhaving been\b|\bafter\b"
    r"|\bthan the\b|\bhad been\b",
    re.IGNORECASE,
)
UP_ON = re.compile(r"\b(?:up|down|more|fewer|less|higher|lower)\b[^,;:]{0,25}\b(?:on|than)\s+(?:the )?$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
EARLIER = re.compile(
    r"\s*(?:[\w’'-]+ ){0,3}?(?:a|one|the) (?:year|month|quarter) (?:earlier|before|ago)"
    r"|\s*(?:[\w’'-]+ ){0,2}?"
    r"(?:last|the previous|the prior|the preceding) (?:year|quarter|month)|\s*previously\b",
    re.IGNORECASE,
)
# A number beside one of these is no earlier value of the same thing.
MEASURED = re.compile(
    r"\b(?:target|plan(?:ned)? (?:of|was)|budget\w* (?:of|was|for)|forecast|expected|average|national\w*"
    r"|england|region\w*"
    r"|neighbours?|standard|threshold|capacity|limit|goal|aim|benchmark|of which|of whom|of these|of them|of those"
    r"|including|out of|overall)\b",
    re.IGNORECASE,
)
PARTED = re.compile(r";|\b(?:while|whilst|whereas)\b", re.IGNORECASE)
CROSSED = re.compile(r"[;–—]| - |,|\band\b|\bbut\b", re.IGNORECASE)
TIMED = re.compile(r"[^.;]{0,45}(?:,|\band\b)[^.;]{0,25}$")
Span = tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """The value before and the value after, and the stretch of the sentence that they take up."""

    before: Claim
    after: Claim

    @property
    def span(self) -> Span:
        """From the start of the first to the end of the second, whichever is the earlier value."""
        places = [one.number for one in (self.before, self.after)]
        return min(one.start for one in places), max(one.end for one in places)


def by_sentence(claims: list[Claim]) -> Iterator[list[Claim]]:
    """The claims of each sentence of running text, together."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if not claim.passage.table:
            groups.setdefault((claim.passage.where, claim.sentence), []).append(claim)
    yield from groups.values()


def segments(text: str) -> list[Span]:
    """The parts of a sentence that semicolons and "while" set apart."""
    cuts = [0, *(at.start() for at in PARTED.finditer(text)), len(text)]
    return list(pairwise(cuts))


def segment_of(claim: Claim) -> Span:
    """The part of its sentence that a claim stands in."""
    place = claim.number.start
    return next(span for span in segments(claim.sentence) if span[0] <= place < max(span[1], span[0] + 1))


def sort_of(claim: Claim) -> str:
    """What a number can be set beside: rates are no counts, whichever way they are written."""
    bare = claim.kind == "count" and (claim.measure == "rate" or bool(claim.number.decimals))
    return "rate" if bare else claim.kind


def plain_pairs(ends: list[Claim]) -> list[Pair]:
    """The neighbouring numbers of one kind that the words between them join into a before and an after."""
    found = []
    for sort in dict.fromkeys(sort_of(one) for one in ends):
        mine = [one for one in ends if sort_of(one) == sort]
        found += [pair for one, two in pairwise(mine) if (pair := _joined(one, two))]
    taken = [one.number.start for pair in found for one in (pair.before, pair.after)]
    return [pair for pair in found if all(taken.count(one.number.start) == 1 for one in (pair.before, pair.after))]


def _joined(one: Claim, two: Claim) -> Pair | None:
    text = one.sentence
    between, after = text[one.number.end : two.number.start], text[two.number.end :]
    if segment_of(one) != segment_of(two) or MEASURED.search(between) or not alike(one, two):
        return None
    lead = text[: one.number.start]
    if two.role == "before" and one.role != "before":
        return Pair(two, one)
    if UP_ON.search(between):
        return Pair(two, one)
    if ONWARD.search(between) or (BETWEEN.search(lead[-40:]) and re.search(r"\band\b", between)):
        return Pair(one, two)
    if (
        one.dated
        and two.dated
        and one.days
        and two.days
        and one.days[0].day != two.days[0].day
        and TIMED.match(between)
    ):
        return Pair(one, two) if one.days[0].day < two.days[0].day else Pair(two, one)
    if BACK.search(between) or EARLIER.match(after):
        return Pair(two, one)
    return None


def alike(one: Claim, two: Claim) -> bool:
    """Whether two numbers can be of one thing at two times."""
    same = one.groups == two.groups and one.areas == two.areas
    return same and (one.indicators[:1] == two.indicators[:1] or not one.indicators or not two.indicators)


def nearest(change: Claim, pairs: list[Pair]) -> Pair | None:
    """The pair that a change belongs to: of its thing, with the fewest breaks between; none where two are as near."""
    fitting = [one for one in pairs if _of_one_thing(change, one)]
    here = [one for one in fitting if segment_of(one.before) == segment_of(change)]
    fitting = here or ([] if len(segments(change.sentence)) > 1 and len(pairs) > 1 else fitting)
    ranked = sorted(fitting, key=lambda one: _breaks(change, one))
    if not ranked or (len(ranked) > 1 and _breaks(change, ranked[0]) == _breaks(change, ranked[1])):
        return None
    return ranked[0]


def _of_one_thing(change: Claim, pair: Pair) -> bool:
    mine = change.indicators[:1]
    theirs = [one.indicators[:1] for one in (pair.before, pair.after) if one.indicators]
    return not mine or not theirs or mine in theirs


def _breaks(change: Claim, pair: Pair) -> int:
    start, end = pair.span
    text, number = change.sentence, change.number
    if start <= number.start < end:
        return 0
    apart = text[end : number.start] if number.start >= end else text[number.end : start]
    return len(CROSSED.findall(apart))
