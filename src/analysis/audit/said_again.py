"""One number given again with another value, where the words leave no doubt that it is the same: "those 36 names"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from analysis.audit.claims import Claim
from analysis.audit.mentions import mentions, plain_words
from analysis.audit.pairs import segment_of, sort_of
from analysis.audit.pointing import (
    A_PART,
    ENDED,
    FIGURE,
    IN_ALL,
    NO_NOUN,
    OF_THESE,
    OTHERWISE,
    PART,
    PLANNED,
    POINTS,
    PROGRAMME,
)
from analysis.audit.verdicts import Verdict

SPREAD = (Decimal("0.7"), Decimal("1.43"))
FEWEST = 10  # smaller numbers are of too many things
BACK = 6  # claims before a number that it may repeat
STEM = 5


def again_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """A second value for what the passage has just given, by the words that point back to it."""
    for at, claim in enumerate(claims):
        if not _plain(claim) or claim.number.value < FEWEST:
            continue
        known = [one for one in claims[max(0, at - BACK) : at] if one.passage is claim.passage and _plain(one)]
        if any(one.number.value == claim.number.value for one in known):
            continue
        near = [one for one in known if _comparable(one, claim)]
        first = next((one for one in reversed(near) if _again(one, claim, known)), None)
        if first:
            why = f"{first.number.text} is given before for the same thing."
            yield Verdict(claim, "inconsistent", why, first.number.text, first.passage.where)


def _plain(claim: Claim) -> bool:
    level = claim.role == "level" and not claim.number.hedge and not claim.passage.table
    return level and claim.kind in ("count", "percent", "rate", "money")


def _comparable(first: Claim, second: Claim) -> bool:
    """Whether two numbers are of one sort and one day, and near each other or the same digits in another order."""
    mine, theirs = ({one.day for one in claim.days} for claim in (first, second))
    sorts = {sort_of(one) for one in (first, second)} in ({"rate"}, {sort_of(second)}, {"count", "rate"})
    if not sorts or (mine and theirs and mine != theirs) or not second.number.value:
        return False
    times = first.number.value / second.number.value
    return SPREAD[0] <= times <= SPREAD[1] or transposed(first, second)


def transposed(first: Claim, second: Claim) -> bool:
    """Whether a number has the digits of another in another order, as a slip of the pen has."""
    digits = [sorted(re.sub(r"\D", "", one.number.text)) for one in (first, second)]
    return digits[0] == digits[1] and len(set(digits[0])) > 1 and first.number.decimals == second.number.decimals


def narrowed(first: Claim, second: Claim) -> bool:
    """Whether the second number's words make it a part: "the 36 that could be graded", "the 19 police referrals"."""
    text = second.sentence[second.number.end :]
    if re.match(r"\s+(?:that|who|which|whose|of (?:them|these|those|whom))\b", text):
        return True
    one, two = _noun(first), _noun(second)
    return bool(one) and one[0] in two[1:] and one[0] != two[0]


def _again(first: Claim, second: Claim, known: list[Claim]) -> bool:
    """Whether the words of the second number point back to the first."""
    lead = second.sentence[: second.number.start]
    if _made_of(second, known):
        return False
    one_place = first.areas == second.areas and first.groups == second.groups
    if OF_THESE.search(lead):
        return first.areas == second.areas and _whole(first, second)
    if FIGURE.search(lead):
        named = any(one.kind == "indicator" for one in mentions(second.sentence))
        dated = first.dated and second.dated and bool(first.indicators)
        return one_place and not named and dated and first.measure == second.measure
    if _otherwise(second, first):
        return False
    if POINTS.search(lead) and transposed(first, second) and _no_more_said(second):
        return _noun(first)[-1:] == _noun(second)[-1:] != () and one_place
    if IN_ALL.search(lead) and one_place:
        words = _stems(_after(second))
        return len(words) >= 2 and words <= _stems(_around(first))
    if PROGRAMME.search(lead) and _noun(first)[-1:] == _noun(second)[-1:] != ():
        return bool(PLANNED.search(first.sentence) or transposed(first, second))
    return _same_phrase(first, second)


def _whole(first: Claim, second: Claim) -> bool:
    """Whether "of these 576" is the whole again: "192 of these 576", but not "of these 36 were closed"."""
    text, number = second.sentence, second.number
    if NO_NOUN.match(text[number.end :]):
        return bool(PART.search(text[: number.start]))
    named = _noun(first) == _noun(second) != ()
    larger = second.number.value > first.number.value  # no part of it, then
    return named and (larger or bool(PART.search(text[: number.start]) or A_PART.match(_behind(second))))


def _behind(claim: Claim) -> str:
    """The sentence from behind the words that say what a number counts."""
    text = claim.sentence[claim.number.end :]
    for word in _noun(claim):
        text = text.lstrip()[len(word) :]
    return text


def _no_more_said(claim: Claim) -> bool:
    """Whether nothing behind the noun makes it a part: "the 13 workers on leave"."""
    return bool(ENDED.match(_behind(claim)))


def _made_of(second: Claim, known: list[Claim]) -> bool:
    """Whether a number is the sum or the difference of two before it: what is left, or both together."""
    values = [one.number.value for one in known]
    return any(second.number.value in (a + b, abs(a - b)) for a, b in combinations(values, 2))


def _otherwise(second: Claim, first: Claim) -> bool:
    start, end = segment_of(second)
    text = second.sentence[start:end]
    same = segment_of(first) == (start, end) and first.sentence == second.sentence
    before = (
        text[: second.number.start - start] if not same else second.sentence[first.number.end : second.number.start]
    )
    return bool(OTHERWISE.search(before) or OTHERWISE.search(_after(second)))


def _same_phrase(first: Claim, second: Claim) -> bool:
    """ "Starts to care in 2023-24 (167) …; 176 starts to care in 2023-24": the same words of the same day."""
    parted = first.sentence != second.sentence or segment_of(first) != segment_of(second)
    words, known = (set(re.findall(r"[a-z]{3,}", text.lower())) for text in (_after(second), _around(first)))
    words -= _joining()
    dated = bool(first.days and second.days) and {one.day for one in first.days} == {one.day for one in second.days}
    return parted and dated and transposed(first, second) and len(words) >= 2 and words <= known


def _noun(claim: Claim) -> tuple[str, ...]:
    """The words right after a number that say what it counts, up to the first that does not."""
    found: list[str] = []
    for word in re.findall(r"\s+([A-Za-z’'-]+|\S)", claim.sentence[claim.number.end :])[:3]:
        if word.lower() in _joining() or not word[0].isalpha() or (found and word.endswith("ed")):
            break
        found.append(word.lower())
    return tuple(found)


def _joining() -> frozenset[str]:
    few = "in on at of to for from by with and or but were was are is had have has who which that held done helped a an"
    return frozenset(f"{few} the would will be been may might could should did do does live went came took".split())


def _after(claim: Claim) -> str:
    """The words after a number, up to the next number, stop or verb."""
    text = claim.sentence[claim.number.end :]
    return re.split(r"[,.;:(\d]|\b(?:is|are|was|were|had|has|have|will|would|came|in|on|at|by)\b", text)[0]


def _around(claim: Claim) -> str:
    """The words of a number's clause."""
    start, end = segment_of(claim)
    return claim.sentence[start:end]


def _stems(text: str) -> set[str]:
    words = (word.lower().removesuffix("'s") for word in re.findall(r"[A-Za-z][A-Za-z’'-]+", text))
    return {word[:STEM].rstrip("s") for word in words if len(word) > 2 and word not in plain_words()}
