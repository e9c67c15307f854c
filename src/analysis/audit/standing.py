"""Whether two figures stand to each other as words such as "above" or "twice" say."""

from dataclasses import replace
from decimal import Decimal
from math import sqrt

from analysis.audit.chance import Z
from analysis.audit.change_words import fair_times
from analysis.audit.comparing_words import Beside
from analysis.audit.evidence import Published
from analysis.vocabulary.indicators import indicators

CLEAR = Decimal("0.01")  # of the comparator: nearer than this is neither above nor below
APART, FAR_APART, HARDLY = Decimal("0.15"), Decimal("0.30"), Decimal("0.05")
POINTS = Decimal(5)


def wrong_of(word: Beside, indicator: str, mine: Published, other: Published) -> bool:
    """Whether the words are wrong of two published figures."""
    meant = replace(other, value=other.value * (word.factor or 1))
    if (word.side in ("like", "times") or word.degree == "slight") and _within(mine, meant):
        return False
    return contrary(word, indicator, mine.value, other.value)


def contrary(word: Beside, indicator: str, mine: Decimal, other: Decimal) -> bool:
    """Whether two values of an indicator stand otherwise than the words say."""
    known = indicators()[indicator]
    good = {"higher": 1, "lower": -1}.get(known.direction, 0)
    return lie_otherwise(word, mine, other, percent=known.unit == "percent", good=good)


def lie_otherwise(word: Beside, mine: Decimal, other: Decimal, *, percent: bool, good: int) -> bool:
    """Whether two values lie otherwise than the words say; `good` is 1 where more is better, -1 where less is."""
    if not other:
        return False
    gap = (mine - other) / other
    if word.side == "times":
        return word.factor is not None and not fair_times(word.factor, word.hedge, mine / other)
    if word.side == "like":
        return abs(gap) > APART and (not percent or abs(mine - other) >= POINTS)
    side = {"above": 1, "below": -1}.get(word.side, 0)
    if word.side in ("better", "worse"):
        side = good * (1 if word.side == "better" else -1)
    if not side:
        return False
    if side * gap < -CLEAR:
        return True
    if word.degree == "far":
        return abs(gap) < HARDLY and (not percent or abs(mine - other) < 2)
    return word.degree == "slight" and abs(gap) > FAR_APART and (not percent or abs(mine - other) >= POINTS)


def _within(mine: Published, other: Published) -> bool:
    """Whether chance alone may set a council's figure so far from a comparator's, which is taken as it stands."""
    if mine.count is None and mine.people is None:
        return False
    if mine.measure == "percent":
        people = mine.people
        share = float(other.value) / 100
        return bool(people) and abs(float(mine.value) / 100 - share) < Z * sqrt(
            max(share * (1 - share), 1e-9) / (people or 1)
        )
    if not mine.count or not mine.value:
        return False
    expected = float(other.value / mine.value) * mine.count
    return abs(mine.count - expected) < Z * sqrt(expected)
