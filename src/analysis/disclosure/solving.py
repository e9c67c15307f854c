"""Whole-number points of a system of sums, found with HiGHS and checked in whole numbers, within a limit of work."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

NODES = 2_000  # of the branch and bound behind one question; what takes more is left undecided
FAR = 1e7  # children: no count here is as large, and none moves further
PASSES = 50  # over all sums; each is sound by itself, so that stopping early loses nothing but speed
INFEASIBLE = 2
UNBOUNDED = (3, 4)  # HiGHS also says "infeasible or unbounded"; bounded questions only ever mean the former


class OutOfWork(Exception):  # never leaves the package: suppress() answers by hiding more
    """The work or the time allowed for a component is used up."""


@dataclass
class Work:
    """What may still be spent on a component: `solves` of linear programs, until `deadline` of the clock (seconds).

    The number of solves is what stops a hard component, so that the answer does not depend on the machine; the clock
    is the last resort.
    """

    solves: int
    deadline: float = float("inf")
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)

    def spend(self, solves: int = 1) -> None:
        """Count the solves; OutOfWork where there is nothing left."""
        self.solves -= solves
        if self.solves < 0 or self.clock() > self.deadline:
            raise OutOfWork


def gaps(values: set[int], low: float, high: float) -> list[tuple[float, float]]:
    """Stretches (least, greatest) from low to high without any of the values: those between them, above, below."""
    met = sorted(values)
    ends = ((met[-1] + 1, high), (low, met[0] - 1))
    between = [(a + 1.0, b - 1.0) for a, b in pairwise(met) if b - a > 1]
    return between + [(a, b) for a, b in ends if a <= b]


def tightened(
    rows: csr_array, total: np.ndarray, bounds: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Bounds that follow from rows · x = total, one sum at a time, over and over: no solver, and often all there is.

    Arrays of n whole-number variables, inf where there is no bound; low above high where no x exists.
    """
    low, high = bounds[0].copy(), bounds[1].copy()
    triples = rows.tocoo()
    row, column, sign = triples.row, triples.col, triples.data
    for _ in range(PASSES):
        most = np.where(sign > 0, high[column], -low[column])  # the greatest contribution of each entry to its row
        least = np.where(sign > 0, low[column], -high[column])
        room_up = _without_own(total, row, least, len(total))
        room_down = _without_own(total, row, most, len(total))
        new_low, new_high = low.copy(), high.copy()
        np.minimum.at(new_high, column, np.where(sign > 0, room_up, -room_down))
        np.maximum.at(new_low, column, np.where(sign > 0, room_down, -room_up))
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    return low, high


def _without_own(total: np.ndarray, row: np.ndarray, contribution: np.ndarray, rows: int) -> np.ndarray:
    """What each entry's row leaves for it, when all other entries of the row contribute as given."""
    endless = np.isinf(contribution)
    finite = np.where(endless, 0.0, contribution)
    sums = np.bincount(row, finite, rows)
    others_endless = np.bincount(row, endless, rows)[row] - endless > 0
    direction = np.sign(contribution[endless][0]) if endless.any() else 1.0
    return np.where(others_endless, -direction * np.inf, total[row] - (sums[row] - finite))


def optimum(
    objective: np.ndarray,
    rows: csr_array,
    total: np.ndarray,
    bounds: tuple[np.ndarray, np.ndarray],
    work: Work,
    whole: np.ndarray | None = None,
) -> np.ndarray | None:
    """Minimise objective · x subject to rows · x = total and bounds: a whole-number x, or None where there is none.

    Arrays of n variables. The linear program comes first: most systems of sums have whole vertices, and where it has
    no solution at all the whole numbers have none. `whole`: which variables must be whole (all unless told).
    """
    kept, fixed = bounds[1] > bounds[0], np.where(bounds[1] > bounds[0], 0.0, bounds[0])
    if (bounds[0] > bounds[1]).any():
        return None
    left, inside = total - rows @ fixed, rows[:, np.flatnonzero(kept)]
    used = np.diff(inside.indptr) > 0
    if np.abs(left[~used]).max(initial=0.0) > 0.5:
        return None
    asked = np.ones(kept.sum(), bool) if whole is None else whole[kept]
    limits = Bounds(bounds[0][kept], bounds[1][kept])
    ties = LinearConstraint(csr_array(inside[np.flatnonzero(used)]), left[used], left[used])
    ties_or_none = (ties,) if used.any() else ()
    for integrality in (np.zeros(len(asked)), asked.astype(float)):
        work.spend(5 if integrality.any() else 1)
        found = milp(
            objective[kept],
            bounds=limits,
            constraints=ties_or_none,
            integrality=integrality,
            options={"node_limit": NODES, "presolve": bool(integrality.any())},
        )
        if found.status == INFEASIBLE:
            return None
        _must_be_decided(found)
        point = fixed.copy()
        point[kept] = np.where(asked, np.round(found.x), found.x)
        if _holds(point, found.x[asked], point[kept][asked], rows, total, bounds):
            return point
    raise OutOfWork  # the solver's answer does not add up in whole numbers: nothing is known


def _must_be_decided(found: OptimizeResult) -> None:
    if found.status in UNBOUNDED or found.x is None:
        raise OutOfWork


def _holds(
    point: np.ndarray,
    raw: np.ndarray,
    rounded: np.ndarray,
    rows: csr_array,
    total: np.ndarray,
    bounds: tuple[np.ndarray, np.ndarray],
) -> bool:
    near = np.abs(raw - rounded).max(initial=0.0) < 1e-5
    adds_up = np.abs(rows @ point - total).max(initial=0.0) < 1e-6
    return bool(near and adds_up and (point >= bounds[0]).all() and (point <= bounds[1]).all())
