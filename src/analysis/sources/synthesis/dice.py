"""Chance, from one numpy Generator a population: the same seed and area always give the same lives."""

import zlib
from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_AT_ONCE = 1 << 15


@cache
def working_days(first: date, days: int) -> date:
    """The day so many working days after another; Monday to Friday, bank holidays not left out."""
    weeks, rest = divmod(days, 5)
    day = first + timedelta(weeks=weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        rest -= day.weekday() < 5 and rest > 0
    return day


class Dice:
    """Draws, taken from the generator in large pieces since a draw alone is slow."""

    def __init__(self, seed: int, area: str) -> None:
        self._rng = np.random.default_rng([seed, zlib.crc32(area.encode())])
        self._drawn: list[float] = []

    def share(self) -> float:
        """A number from 0 up to 1."""
        if not self._drawn:
            self._drawn = self._rng.random(_AT_ONCE).tolist()
        return self._drawn.pop()

    def chance(self, of: float) -> bool:
        """True so often."""
        return self.share() < of

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included; `low` where there is nothing between."""
        return low + int(self.share() * (max(high, low) - low + 1))

    def pick(self, among: Sequence[T]) -> T:
        """One of several, all alike."""
        return among[self.between(0, len(among) - 1)]

    def weighed(self, weights: Mapping[T, float]) -> T:
        """One of several, each as often as its weight says."""
        sums = list(accumulate(weights.values()))
        return list(weights)[min(bisect(sums, self.share() * sums[-1]), len(sums) - 1)]

    def wait(self, mean: float) -> int:
        """Days until something that can come on any day, at least one."""
        return 1 + int(-mean * np.log1p(-self.share()))

    def day(self, first: date, last: date) -> date:
        """A day between two, both included; the first where the last lies before it."""
        return first + timedelta(days=self.between(0, (last - first).days))
