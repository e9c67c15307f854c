"""What a printed percentage, rate, mean, difference or limit says of the counts behind it, as exact inequalities.

A printed number stands for every value within half a unit of its last place, both ends included: whichever way the
publisher rounds halves, the truth lies inside.
"""

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from scipy.special import gammaincinv, ndtri

from analysis.disclosure.attack_system import BadSystem, Statement

_TOO_MANY = 10**7  # more children than there are
_BENDS = 50  # up to here a limit can fall with the count (Byar's of one, at 99.8%): these counts are tried one by one


def interval(printed: str) -> tuple[Fraction, Fraction]:
    """The values that round to a printed number: "5.5" stands for 5.45 to 5.55."""
    number = Decimal(printed.replace(",", "").replace("−", "-").rstrip("% "))
    half = Fraction(1, 2) * Fraction(10) ** int(number.as_tuple().exponent)
    return Fraction(number) - half, Fraction(number) + half


def scaled(key: Hashable, factor: Fraction | float, printed: str, public: bool = False) -> Statement:
    """factor x count, printed: a percentage of a known base (100 / n), a rate (per / population), an index."""
    times = Fraction(factor)
    if times <= 0:
        raise BadSystem("A percentage or rate needs a base above 0. Leave out what was divided by nothing.")
    low, high = interval(printed)
    return Statement(((key, 1),), ceil(low / times), floor(high / times), public)


def percent_of_known(key: Hashable, base: int, printed: str, public: bool = False) -> Statement:
    """A percentage of a base that is known, in children."""
    return scaled(key, Fraction(100, base) if base > 0 else Fraction(0), printed, public)


def rate_of_known(key: Hashable, population: int, printed: str, per: int = 10_000, public: bool = False) -> Statement:
    """A rate per so many of a population that is known, in people."""
    return scaled(key, Fraction(per, population) if population > 0 else Fraction(0), printed, public)


def percent_of_cell(
    key: Hashable, base: Hashable, printed: str, per: int = 100, public: bool = False
) -> tuple[Statement, Statement]:
    """A percentage, or a rate per so many, of a base that is a cell itself, hidden or not: two inequalities."""
    low, high = interval(printed)
    return (
        Statement(((key, per * low.denominator), (base, -low.numerator)), 0, None, public),
        Statement(((key, per * high.denominator), (base, -high.numerator)), None, 0, public),
    )


def difference(more: Hashable, less: Hashable, printed: str, public: bool = False) -> Statement:
    """`more` minus `less`, both counts of children, as printed."""
    low, high = interval(printed)
    return Statement(((more, 1), (less, -1)), ceil(low), floor(high), public)


def mean(keys: Sequence[Hashable], printed: str, public: bool = False) -> Statement:
    """The mean of several counts, as printed: it gives their sum within half a unit times their number."""
    low, high = interval(printed)
    return Statement(tuple((key, 1) for key in keys), ceil(low * len(keys)), floor(high * len(keys)), public)


def byar(count: int, upper: bool, confidence: float = 0.95) -> float:
    """Byar's limit of a count (Breslow and Day 1987), as the OHID guidance gives it; the lower limit of 0 is 0."""
    z = float(ndtri((1 + confidence) / 2))
    at = count + 1 if upper else count
    if not at:
        return 0.0
    root = at**0.5
    return float(at * (1 - 1 / (9 * at) + (z if upper else -z) / (3 * root)) ** 3)


def exact_poisson(count: int, upper: bool, confidence: float = 0.95) -> float:
    """The exact Poisson limit of a count (Garwood 1936), which stands in for Byar's below ten events."""
    tail = (1 + confidence) / 2 if upper else (1 - confidence) / 2
    return float(gammaincinv(count + upper, tail)) if count + upper else 0.0


def poisson_limit(count: int, upper: bool, confidence: float = 0.95) -> float:
    """The limit of a count that packs print: exact below ten events, Byar's from ten."""
    return (exact_poisson if count < 10 else byar)(count, upper, confidence)


def wilson(count: int, base: int, upper: bool, confidence: float = 0.95) -> float:
    """Wilson's limit (1927) of a proportion, 0 to 1."""
    z = float(ndtri((1 + confidence) / 2))
    share, square = count / base, z * z
    root = (square + 4 * count * (1 - share)) ** 0.5
    return float((2 * count + square + (root if upper else -root) * z) / (2 * (base + square)))


def limit(
    key: Hashable, of_count: Callable[[int], float], printed: str, most: int = _TOO_MANY, public: bool = False
) -> Statement:
    """A printed limit turned back into the counts that give it; `of_count` gives it in printed units."""
    low, high = (float(end) for end in interval(printed))
    slack = 1e-9 * max(1.0, abs(high))  # the publisher's arithmetic is in floating point too
    few = range(min(most, _BENDS) + 1)
    fits = [count for count in few if low - slack <= of_count(count) <= high + slack]
    first = _first(lambda count: of_count(count) >= low - slack, few[-1] + 1, most)
    past = _first(lambda count: of_count(count) > high + slack, few[-1] + 1, most)
    fits += [first, past - 1] if first < past else []
    return Statement(((key, 1),), min(fits, default=1), max(fits, default=0), public)


def _first(true_from: Callable[[int], bool], low: int, most: int) -> int:
    high = most + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if true_from(middle) else (middle + 1, high)
    return low
