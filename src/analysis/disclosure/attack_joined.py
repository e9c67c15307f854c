"""One group of cells that hang together, and its mixed integer programmes (HiGHS, by scipy)."""

from collections.abc import Hashable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.disclosure.attack_presolve import Part

MANY = 10**7  # stands for "no upper bound": more children than there are
SECONDS = 20.0  # for one question to the solver
Terms = dict[Hashable, int]


class NotSettled(Exception):
    """The solver gave no proven answer in time. Told as a finding: what is not proven safe is not safe."""


class Joined:
    """One settled part with its solver: answers about any whole-number combination of its cells."""

    def __init__(self, part: Part) -> None:
        self.part, self.keys = part, part.keys
        self.place = {key: i for i, key in enumerate(self.keys)}
        self.points: list[np.ndarray] = []
        cells = [(r, self.place[k], f) for r, row in enumerate(part.rows) for k, f in row.terms.items()]
        at = ([r for r, _, _ in cells], [c for _, c, _ in cells])
        matrix = csr_array(([f for _, _, f in cells], at), shape=(len(part.rows), len(self.keys)), dtype=float)
        low = [-np.inf if row.low is None else row.low for row in part.rows]
        high = [np.inf if row.high is None else row.high for row in part.rows]
        self.rows = [LinearConstraint(matrix, low, high)] if part.rows else []
        self.lower = np.array([part.lower[k] for k in self.keys], dtype=float)
        self.upper = np.array([MANY if (top := part.upper[k]) is None else top for k in self.keys], dtype=float)

    def least(
        self, cost: np.ndarray, also: list[LinearConstraint], bounds: tuple[np.ndarray, np.ndarray] | None = None
    ) -> np.ndarray | None:
        """A point where the cost is least; None where there is none. One cell of `one_small` is small there."""
        lower, most = bounds or (self.lower, self.upper)
        best = self._solve(cost, also, lower, most)
        if best is None or self._one_small(best):
            return best
        points = []
        for key in self.part.one_small:
            upper = most.copy()
            upper[self.place[key]] = min(upper[self.place[key]], self.part.threshold)
            if upper[self.place[key]] < lower[self.place[key]]:
                continue
            found = self._solve(cost, also, lower, upper)
            if found is not None:
                points.append(found)
        return min(points, key=lambda point: float(cost @ point), default=None)

    def _one_small(self, point: np.ndarray) -> bool:
        small = self.part.one_small
        return not small or any(point[self.place[key]] <= self.part.threshold for key in small)

    def _solve(
        self, cost: np.ndarray, also: list[LinearConstraint], lower: np.ndarray, upper: np.ndarray
    ) -> np.ndarray | None:
        if not self.keys:
            return np.array([])
        made = milp(
            cost,
            integrality=np.ones(len(self.keys)),
            bounds=Bounds(lower, upper),
            constraints=[*self.rows, *also],
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if made.status == 2:
            return None
        if made.status != 0 or made.x is None:
            raise NotSettled
        point = np.rint(made.x).astype(np.int64)
        exact = dict(zip(self.keys, (int(value) for value in point), strict=True))
        if not all(row.holds(exact) for row in self.part.rows):  # rounding may hide a point that is none
            raise NotSettled
        if self._one_small(point):
            self.points.append(point)
        return point

    def cost(self, terms: Terms) -> np.ndarray:
        """The combination as a row over this part's cells."""
        row = np.zeros(len(self.keys))
        for key, factor in terms.items():
            row[self.place[key]] = factor
        return row

    def seen(self, cost: np.ndarray) -> set[int]:
        """Values of the combination that some solution so far has: each is feasible."""
        return {int(value) for value in (np.array(self.points) @ cost)} if self.points else set()

    def can_be(self, cost: np.ndarray, value: int) -> bool:
        """Whether the combination can be just this value."""
        if value in self.seen(cost):
            return True
        nothing = np.zeros(len(self.keys))
        [places] = np.nonzero(cost)
        if len(places) > 1:
            return self.least(nothing, [LinearConstraint(cost[None, :], value, value)]) is not None
        lower, upper = self.lower.copy(), self.upper.copy()
        at, rest = divmod(value, int(cost[places[0]]))
        if rest or not lower[places[0]] <= at <= upper[places[0]]:
            return False
        lower[places[0]] = upper[places[0]] = at
        return self.least(nothing, [], (lower, upper)) is not None

    def ends(self, terms: Terms) -> tuple[int | None, int | None]:
        """Lowest and highest of the combination, None where nothing bounds it; NotSettled where time ran out."""
        cost, found = self.cost(terms), list[int | None]()
        for sign in (1, -1):
            known = self._at_bound(terms, sign)
            if known is None:
                point = self.least(sign * cost, [])
                if point is None:
                    raise NotSettled
                known = int(cost @ point)
            found.append(None if abs(known) >= MANY - 1 else known)
        return found[0], found[1]

    def _at_bound(self, terms: Terms, sign: int) -> int | None:
        """The bound of a single cell, where some solution so far already reaches it."""
        if len(terms) != 1:
            return None
        [(key, factor)] = terms.items()
        bound = (self.lower if sign * factor > 0 else self.upper)[self.place[key]]
        value = int(factor * bound)
        return value if value in self.seen(self.cost(terms)) else None
