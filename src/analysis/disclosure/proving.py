"""Is every hidden cell safe? Proved by other publications that would look just the same, one for each value."""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosure.components import MODELS, Component
from analysis.disclosure.searching import Hunt
from analysis.disclosure.solving import Work, tightened


@dataclass
class Shortage:
    """A hidden cell that can take too few values: for which attacker, its place, and the values that it can take."""

    model: str
    place: int
    values: set[int] = field(repr=False)  # a set that holds the count


class Prover:
    """Knows points: whole-number counts that satisfy all sums, the true ones among them.

    A cell is safe for an attacker when the points that he cannot tell from the truth give it `goals[model][place]`
    values. Points are checked in whole numbers, so that "safe" never rests on a solver's tolerance.
    """

    def __init__(self, component: Component, goals: dict[str, np.ndarray], work: Work) -> None:
        self.component, self.goals, self.work = component, goals, work
        self._room = component.truth[np.newaxis, :].astype(float)  # grows by doubling; `_met` rows are in use
        self._met = 1
        self.total = component.sums @ component.truth
        self.given_up: dict[tuple[str, int], set[int]] = {}
        self.random = np.random.default_rng(len(component.truth))  # the same for the same component
        self.magnitudes = abs(component.sums)
        self.widest = {model: self._widest(model) for model in MODELS}

    def shortages(
        self, hidden: np.ndarray, only: list[int] | None = None, first: bool = False, model: str | None = None
    ) -> list[Shortage]:
        """Hidden cells (of `only`, if given) that fall short, all of them or only those met first.

        hidden: n booleans. OutOfWork where it cannot be decided.
        """
        found: list[Shortage] = []
        for one in MODELS if model is None else (model,):
            found += self._short(one, hidden, only, first)
            if found and first:
                return found
        return found

    def points(self) -> np.ndarray:
        """All points known, k × n counts (children)."""
        return self._room[: self._met]

    def add(self, point: np.ndarray) -> None:
        """Remember a whole-number point (n counts) that satisfies the sums."""
        if self._met == len(self._room):
            self._room = np.concatenate([self._room, np.empty_like(self._room)])
        self._room[self._met] = point
        self._met += 1

    def give_up(self, short: Shortage) -> None:
        """Ask no more of a cell than the values it can take, when hiding everything would give it no other."""
        self.goals[short.model][short.place] = len(short.values)
        self.given_up[short.model, short.place] = set(short.values)

    def _widest(self, model: str) -> tuple[np.ndarray, np.ndarray]:
        """What the sums leave of each cell when all are hidden that may be; goals beyond that are given up."""
        bounds = self.component.knows[model].bounds(self.component.may)
        low, high = tightened(self.component.sums, self.total, bounds)
        for place in np.flatnonzero(high - low + 1 < self.goals[model]):
            self.give_up(Shortage(model, int(place), set(range(int(low[place]), int(high[place]) + 1))))
        return low, high

    def _short(self, model: str, hidden: np.ndarray, only: list[int] | None, first: bool) -> list[Shortage]:
        bounds = self.component.knows[model].bounds(hidden)
        asked = np.flatnonzero(hidden) if only is None else np.array(only, dtype=int)
        points = self.points()
        alike = points[((points >= bounds[0]) & (points <= bounds[1])).all(axis=1)]
        ordered = np.sort(alike[:, asked], axis=0)
        counts = 1 + (np.diff(ordered, axis=0) != 0).sum(axis=0)
        unmet = asked[counts < self.goals[model][asked]]
        if not len(unmet):
            return []
        values = {int(place): {int(value) for value in alike[:, place]} for place in unmet}
        tight = tightened(self.component.sums, self.total, bounds)
        room = tight[1] - tight[0] + 1
        short = [place for place in values if room[place] < self.goals[model][place]]
        found = [Shortage(model, place, values.pop(place)) for place in short]
        if found and first:
            return found
        for piece in self._pieces(tight, list(values)):
            found += self._search(model, tight, piece, values, first)
            if found and first:
                break
        return found

    def _pieces(self, bounds: tuple[np.ndarray, np.ndarray], wanted: list[int]) -> list[np.ndarray]:
        """Places of the unknown cells that hang together, for the pieces that hold a wanted cell."""
        loose = np.flatnonzero(bounds[1] > bounds[0])
        inside = self.magnitudes[:, loose]
        label = connected_components(inside.T @ inside)[1]
        mark = dict(zip(loose.tolist(), label.tolist(), strict=True))
        return [loose[label == one] for one in dict.fromkeys(mark[place] for place in wanted if place in mark)]

    def _search(
        self,
        model: str,
        bounds: tuple[np.ndarray, np.ndarray],
        piece: np.ndarray,
        values: dict[int, set[int]],
        first: bool,
    ) -> list[Shortage]:
        inside = set(piece.tolist())
        open_cells = [place for place in values if place in inside]
        matrix = self.component.sums[:, piece]
        matrix = csr_array(matrix[np.flatnonzero(np.diff(matrix.indptr))])
        hunt = Hunt(
            self.component.truth,
            self.add,
            self.work,
            self.random,
            self.goals[model],
            piece,
            matrix,
            (bounds[0][piece], bounds[1][piece]),
            values,
        )
        if not first:  # who stops at the first shortage is better off asking straight away
            hunt.in_the_dark(open_cells)
        found = []
        for place in open_cells:
            if not hunt.cell(place, open_cells):
                found.append(Shortage(model, place, values[place]))
                if first:
                    break
        return found
