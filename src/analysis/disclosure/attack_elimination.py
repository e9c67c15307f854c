"""Gaussian elimination in exact fractions: what equations say of one, two or three cells together."""

from collections.abc import Hashable
from fractions import Fraction
from math import lcm

from analysis.disclosure.attack_system import Row

_WIDEST = 300  # rows of a group that are eliminated exactly; a larger one goes to the solver as it is
_SHORT = 3  # eliminated rows this short tighten bounds; longer ones only fill the table


class Contradiction(Exception):
    """No whole numbers meet the rows. Caught inside the attacker and told as a finding."""


def eliminated(rows: list[Row]) -> list[Row]:
    """Equations of up to three cells that Gaussian elimination, in exact fractions, finds among the rows."""
    equations = [row for row in rows if row.low is not None and row.low == row.high]
    if not 1 < len(equations) <= _WIDEST:
        return []
    done: list[tuple[Hashable, dict[Hashable, Fraction], Fraction]] = []
    for row in equations:
        terms, right = {key: Fraction(f) for key, f in row.terms.items()}, Fraction(row.low or 0)
        for pivot, its, value in done:
            terms, right = _minus(terms, right, pivot, its, value)
        if not terms:
            if right:
                raise Contradiction
            continue
        pivot = min(terms, key=lambda key: abs(terms[key]))
        scale = terms[pivot]
        terms, right = {key: f / scale for key, f in terms.items()}, right / scale
        done = [(p, *_minus(its, value, pivot, terms, right)) for p, its, value in done]
        done.append((pivot, terms, right))
    return [_whole(terms, right) for _, terms, right in done if len(terms) <= _SHORT]


def _minus(
    terms: dict[Hashable, Fraction], right: Fraction, pivot: Hashable, its: dict[Hashable, Fraction], value: Fraction
) -> tuple[dict[Hashable, Fraction], Fraction]:
    times = terms.get(pivot)
    if not times:
        return terms, right
    made = dict(terms)
    for key, factor in its.items():
        made[key] = made.get(key, Fraction(0)) - times * factor
        if not made[key]:
            del made[key]
    return made, right - times * value


def _whole(terms: dict[Hashable, Fraction], right: Fraction) -> Row:
    scale = lcm(right.denominator, *(factor.denominator for factor in terms.values()))
    factors = {key: int(factor * scale) for key, factor in terms.items()}
    return Row(factors, int(right * scale), int(right * scale))
