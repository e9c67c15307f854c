"""Whether two published figures differ by more than chance, for words such as "sharply"."""

from decimal import Decimal
from math import comb, sqrt

from analysis.audit.evidence import Published

Z = 1.96  # of a two-sided test at five in a hundred
EXACT = 200  # events below which the exact test is used
SMALLEST = Decimal("0.05")  # of the figure before: less is no "sharp" change, however many children it is of
LARGE, MOVED = Decimal("0.20"), Decimal("0.15")  # parts that are no "slight" change, and no "stable" figure
FIVE_POINTS, TEN_POINTS = Decimal(5), Decimal(10)


def within_chance(before: Published, after: Published) -> bool:
    """Whether a change is no more than two independent numbers of this size differ by.

    Counts by the conditional test of two Poisson numbers (Przyborowski and Wilenski 1940), shares by the pooled test of
    two proportions.
    """
    one, two = before.count, after.count
    if after.measure == "percent" and before.people and after.people:
        return _shares_alike(float(before.value), before.people, float(after.value), after.people)
    if one is None or two is None:
        return False
    return counts_alike(one, two)


def counts_alike(one: int, two: int) -> bool:
    """Whether two counts of independent events may have one expectation."""
    total = one + two
    if total >= EXACT:
        return abs(one - two) < Z * sqrt(total)
    tail: int = sum(comb(total, each) for each in range(max(one, two), total + 1))
    return tail * 2 / 2**total > 0.05


def _shares_alike(one: float, of_one: int, two: float, of_two: int) -> bool:
    pooled = (one * of_one + two * of_two) / 100 / (of_one + of_two)
    spread = sqrt(max(pooled * (1 - pooled), 1e-9) * (1 / of_one + 1 / of_two))
    return abs(one - two) / 100 < Z * spread


def slight(before: Decimal, after: Decimal) -> bool:
    """Whether a change is a small part of what there was."""
    return bool(before) and abs(after - before) < SMALLEST * before


def large(before: Published, after: Published) -> bool:
    """Whether a change is more than "slight" or "modest" can mean: a fifth, or ten points, and no chance."""
    return _more_than(before, after, LARGE)


def moved(before: Published, after: Published) -> bool:
    """Whether a change is more than "unchanged" or "stable" can mean, and no chance."""
    return _more_than(before, after, MOVED)


def _more_than(before: Published, after: Published, part: Decimal) -> bool:
    if not before.value or within_chance(before, after):
        return False
    gap = abs(after.value - before.value)
    if after.measure != "percent":
        return gap >= part * before.value
    return gap >= TEN_POINTS or (gap >= FIVE_POINTS and gap >= part * before.value)
