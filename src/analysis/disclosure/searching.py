"""The search for other publications that look just the same, until each hidden cell has met enough values."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from analysis.disclosure.solving import Work, gaps, optimum

MULTIPLES = np.array([-1.0, 1.0, -2.0, 2.0, -3.0, 3.0, -4.0, 4.0])  # of the smallest whole step
BARREN = 3  # so many tries in the dark without a new value, and the search goes on cell by cell


@dataclass
class Hunt:
    """The search for points that differ from the truth in one piece of a component.

    truth: counts of the component (n children); add: who remembers a point; goals: values wanted of each cell (n).
    piece: k places, sorted; matrix, bounds: sums and least and greatest of these; values: met so far, of open cells.
    """

    truth: np.ndarray
    add: Callable[[np.ndarray], None]
    work: Work
    random: np.random.Generator
    goals: np.ndarray
    piece: np.ndarray
    matrix: csr_array
    bounds: tuple[np.ndarray, np.ndarray]
    values: dict[int, set[int]]

    def in_the_dark(self, open_cells: list[int]) -> None:
        """Push open cells up and down at random, by a step more each time: one point serves many cells."""
        barren, step = 0, 1
        while barren < BARREN and len(self._unmet(open_cells)) > 2:
            before = sum(len(self.values[place]) for place in open_cells)
            self._point(self._push(open_cells), step, None)
            barren = 0 if sum(len(self.values[place]) for place in open_cells) > before else barren + 1
            step = step % 8 + 1

    def cell(self, place: int, open_cells: list[int]) -> bool:
        """Find the values that a cell still needs; False where there are no more of them."""
        barred: set[tuple[float, float]] = set()
        while len(self.values[place]) < self.goals[place]:
            left = [gap for gap in self._gaps(place) if gap not in barred]
            if not left:
                return False
            if self._point(self._push(open_cells), 8, (place, *left[0])):
                continue
            if not self._point(np.zeros(len(self.piece)), None, (place, *left[0])):
                barred.add(left[0])
        return True

    def _unmet(self, open_cells: list[int]) -> list[int]:
        return [place for place in open_cells if len(self.values[place]) < self.goals[place]]

    def _push(self, open_cells: list[int]) -> np.ndarray:
        """A random direction for the cells that still need values."""
        wanted = np.isin(self.piece, self._unmet(open_cells))
        return np.where(wanted, self.random.choice([-1.0, 1.0], len(self.piece)), 0.0) * (
            1 + self.random.random(len(self.piece))
        )

    def _gaps(self, place: int) -> list[tuple[float, float]]:
        at = int(np.searchsorted(self.piece, place))
        return gaps(self.values[place], self.bounds[0][at], self.bounds[1][at])

    def _point(self, objective: np.ndarray, step: int | None, aim: tuple[int, float, float] | None) -> bool:
        """Look for one point within `step` of the truth (children; no limit for None), with one cell in a stretch."""
        truth = self.truth[self.piece]
        low, high = self.bounds[0].copy(), self.bounds[1].copy()
        if step is not None:
            low, high = np.maximum(low, truth - step), np.minimum(high, truth + step)
        if aim is not None:
            at = int(np.searchsorted(self.piece, aim[0]))
            low[at], high[at] = aim[1], aim[2] if step is None else min(aim[2], aim[1] + step)
        found = optimum(objective, self.matrix, self.matrix @ truth, (low, high), self.work)
        if found is None:
            return False
        self._keep(found, truth)
        return True

    def _keep(self, found: np.ndarray, truth: np.ndarray) -> None:
        """Remember a point of the piece, and without another question what lies on its line through the truth."""
        move = found - truth
        steps = int(np.gcd.reduce(np.abs(move).astype(np.int64))) or 1
        line = truth + np.outer(MULTIPLES, move / steps)
        line = line[((line >= self.bounds[0]) & (line <= self.bounds[1])).all(axis=1)]
        for inside in (found, *line):
            point = self.truth.astype(float)
            point[self.piece] = inside
            if any(int(point[place]) not in met for place, met in self.values.items()):
                self.add(point)
                for place, met in self.values.items():
                    met.add(int(point[place]))
