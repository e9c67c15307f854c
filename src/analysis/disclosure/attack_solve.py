"""The smallest, the largest and, where it matters, every whole number that a hidden cell can be."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.disclosure.attack_elimination import Contradiction
from analysis.disclosure.attack_joined import Joined, NotSettled, Terms
from analysis.disclosure.attack_presolve import Part, parts, settle
from analysis.disclosure.attack_system import Model, Problem, System, problem


@dataclass(frozen=True)
class Range:
    """The whole numbers that a cell or margin can be: lowest, highest (None: no bound), and all where listed.

    None of it is shown by repr: it may be a child's value. `settled` is False where the solver ran out of time.
    """

    lowest: int | None = field(repr=False)
    highest: int | None = field(repr=False)
    possible: frozenset[int] | None = field(default=None, repr=False)
    settled: bool = True


class Solver:
    """One knowledge model of one system. Parts that contradict themselves are listed in `broken`.

    Where our own numbers alone do not contradict each other, a broken part still answers, from those; else its cells
    are in `unknown` and nothing is said of them. With `ours`, cells that none of our numbers touches are not looked at
    (`untouched`): what can be said of them others' figures say already.
    """

    def __init__(self, made: Problem, ours: bool = False) -> None:
        self.fixed: dict[Hashable, int] = {}
        self.of: dict[Hashable, Joined] = {}
        self.broken: list[tuple[bool, tuple[Hashable, ...]]] = list(made.broken)
        self.unknown: set[Hashable] = set()
        self.unsettled: set[Hashable] = set()
        self.untouched: set[Hashable] = set()
        for part in parts(made):
            if ours and not part.own:
                self.untouched |= set(part.keys)
            else:
                self._add(part)

    def _add(self, part: Part) -> None:
        try:
            settled = _settled(part)
        except NotSettled:
            self.unsettled |= set(part.keys)
            return
        if settled is None:
            self.broken.append((part.own, tuple(part.keys)))
            ours = replace(part, rows=[row for row in part.rows if row.own])
            settled = _settled(ours) if 0 < len(ours.rows) < len(part.rows) else None
        if settled is None:
            self.unknown |= set(part.keys)
            return
        for joined in settled:
            self.fixed |= joined.part.fixed
            self.of |= dict.fromkeys(joined.keys, joined)

    def range_of(self, terms: Terms, listed: int = 20) -> Range:
        """Lowest and highest of a combination of cells; all its values where there are at most `listed` between."""
        if self.unsettled & set(terms):
            return Range(None, None, None, settled=False)
        shift, free = self._apart(terms)
        try:
            found = [joined.ends(its) for joined, its in free]
            lowest, highest = _total(shift, [low for low, _ in found]), _total(shift, [high for _, high in found])
            if lowest is None or highest is None or highest - lowest > listed or len(free) > 1:
                return Range(lowest, highest)
            return Range(lowest, highest, self._between(free, shift, lowest, highest))
        except NotSettled:
            return Range(None, None, None, settled=False)

    def some(self, key: Hashable, enough: int, among: Iterable[int] = ()) -> frozenset[int] | None:
        """Feasible values of a cell: all of them, or at least `enough`, and every feasible one of `among`.

        None where the solver did not settle it.
        """
        if key in self.unsettled:
            return None
        if key in self.fixed:
            return frozenset({self.fixed[key]})
        joined, cost = self.of[key], self.of[key].cost({key: 1})
        try:
            found = joined.seen(cost) | {value for value in among if joined.can_be(cost, value)}
            if len(found) >= enough:
                return frozenset(found)
            lowest, highest = joined.ends({key: 1})
            value = lowest or 0
            while (highest is None or value <= highest) and len(found := found | joined.seen(cost)) < enough:
                if joined.can_be(cost, value):
                    found.add(value)
                value += 1
            return frozenset(found)
        except NotSettled:
            return None

    def _apart(self, terms: Terms) -> tuple[int, list[tuple[Joined, Terms]]]:
        shift, free = 0, dict[int, tuple[Joined, Terms]]()
        for key, factor in terms.items():
            if key in self.fixed:
                shift += factor * self.fixed[key]
            else:
                free.setdefault(id(self.of[key]), (self.of[key], {}))[1][key] = factor
        return shift, list(free.values())

    def _between(self, free: list[tuple[Joined, Terms]], shift: int, lowest: int, highest: int) -> frozenset[int]:
        if not free:
            return frozenset({shift})
        joined, cost = free[0][0], free[0][0].cost(free[0][1])
        return frozenset(value for value in range(lowest, highest + 1) if joined.can_be(cost, value - shift))


def _total(shift: int, ends: list[int | None]) -> int | None:
    return None if None in ends else shift + sum(end or 0 for end in ends)


def _settled(part: Part) -> list[Joined] | None:
    """The part's pieces, each with a point that meets its rows; None where no point does.

    Where the rule that one hidden cell is small is all that fails, the rule is not this publisher's: it is dropped.
    """
    try:
        pieces = [Joined(piece) for piece in settle(part)]
        if all(piece.least(np.zeros(len(piece.keys)), []) is not None for piece in pieces):
            return pieces
    except Contradiction:
        pass
    return _settled(replace(part, one_small=frozenset())) if part.one_small else None


def solver(system: System, model: Model, baseline: bool = False, ours: bool = False) -> Solver:
    """The solver of a system under "plain" or "rule", with all that was printed or with the public values alone."""
    return Solver(problem(system, model, baseline), ours)
