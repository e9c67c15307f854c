"""Cells that depend on one another, as arrays: what is decided together, and what an attacker knows of each."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosure.cells import Cell, Sum
from analysis.disclosure.policy import Policy

MODELS = ("rule", "plain")  # the stricter first: what it leaves possible, the other does too


@dataclass(frozen=True)
class Knowledge:
    """What one attacker knows of each cell before the sums: least and greatest, where it is hidden and where printed.

    Arrays of n children; inf where there is no greatest.
    """

    hidden_low: np.ndarray
    hidden_high: np.ndarray
    shown_low: np.ndarray
    shown_high: np.ndarray

    def bounds(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Least and greatest of each cell (children) when `hidden` (n booleans) are hidden and the others printed."""
        return (
            np.where(hidden, self.hidden_low, self.shown_low),
            np.where(hidden, self.hidden_high, self.shown_high),
        )


@dataclass(frozen=True)
class Component:
    """n cells that nobody knows yet and that sums tie together; m sums, over these cells alone.

    ids: names, sorted. sums: m × n, +1 for a part and −1 for the total. truth: counts (children). cost: of hiding each.
    primary: 1 to the threshold; must: hidden come what may (primary, a whole small group, or asked for);
    may: can be hidden. knows: by attacker.
    """

    ids: tuple[str, ...]
    sums: csr_array
    truth: np.ndarray
    cost: np.ndarray
    primary: np.ndarray
    must: np.ndarray
    may: np.ndarray
    knows: dict[str, Knowledge]


def whole_groups(cells: dict[str, Cell], sums: Iterable[Sum], policy: Policy) -> set[str]:
    """Ids of the cells that hold everyone in a group of fewer than the policy's number (children)."""
    found = set()
    for one in sums:
        if one.categories and len(one.parts) > 1 and 0 < cells[one.total].value < policy.whole_group_below:
            found |= {part for part in one.parts if cells[part].value == cells[one.total].value}
    return found


def components(
    cells: list[Cell], sums: list[Sum], policy: Policy, zeros: bool = False, known: bool = True
) -> list[Component]:
    """The components of a publication, in the order of their first ids. Cells and sums as `checked` returns them.

    Known cells cut components apart, and so do zeros, which are printed, unless `zeros` are wanted as unknown: that
    is what an attacker faces who has only what others published. Without `known`, known cells are unknown too. A cell
    in no sum is a component by itself.
    """
    by_id = {cell.id: cell for cell in cells}
    whole = whole_groups(by_id, sums, policy)
    unknown = [c for c in cells if not (c.known and known) and (c.value or c.must_hide or zeros)]
    at = {cell.id: place for place, cell in enumerate(unknown)}
    entries = [
        (row, at[name], sign)
        for row, one in enumerate(sums)
        for name, sign in (*((name, -1.0) for name in (one.total, *one.besides)), *((part, 1.0) for part in one.parts))
        if name in at
    ]
    rows, columns, signs = (np.array(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
    matrix = csr_array((signs, (rows, columns)), shape=(len(sums), len(unknown)))
    label = connected_components(abs(matrix.T) @ abs(matrix))[1] if unknown else np.array([], dtype=int)
    weight = _weights(unknown, sums)
    members: dict[int, list[int]] = {}
    for place, mark in enumerate(label):
        members.setdefault(int(mark), []).append(place)
    by_column = matrix.tocsc()
    made = []
    for inside in members.values():
        block = by_column[:, inside].tocsr()
        block = block[np.flatnonzero(np.diff(block.indptr))]
        made.append(_component([unknown[place] for place in inside], csr_array(block), weight[inside], whole, policy))
    return made


def _weights(unknown: list[Cell], sums: list[Sum]) -> np.ndarray:
    """Cost of hiding: logarithm of the count, so that a large count is dearer but never as dear as several small ones;
    doubled for a total, which tells most and stands in most sentences; times the caller's weight.
    """
    totals = {one.total for one in sums}
    return np.array([(1 + np.log1p(c.value)) * (2.0 if c.id in totals else 1.0) * c.weight for c in unknown])


def _component(cells: list[Cell], sums: csr_array, cost: np.ndarray, whole: set[str], policy: Policy) -> Component:
    truth = np.array([int(cell.value) for cell in cells])
    primary = (truth >= 1) & (truth <= policy.threshold)
    asked = np.array([cell.must_hide for cell in cells])
    everyone = np.array([cell.id in whole for cell in cells])
    nothing, without_end = np.zeros(len(cells)), np.full(len(cells), np.inf)
    low, high = truth.astype(float), truth.astype(float)
    if policy.round_to:
        low = np.array([policy.printed(int(value)) for value in truth], dtype=float) - policy.round_to // 2
        high = low + policy.round_to - 1
    counted = truth > 0  # a zero is hidden only where somebody asks for it, and then the rule does not speak of it
    knows = {
        "plain": Knowledge(nothing, without_end, np.where(counted, np.maximum(low, 0), 0), np.where(counted, high, 0)),
        "rule": Knowledge(
            np.where(counted, 1.0, 0.0),
            np.where(primary, policy.threshold, np.inf),
            np.where(counted, np.maximum(low, np.minimum(truth, policy.threshold + 1)), 0),
            np.where(counted, high, 0),
        ),
    }
    may = counted | asked
    return Component(
        tuple(cell.id for cell in cells), sums, truth, cost, primary, primary | asked | everyone, may, knows
    )
