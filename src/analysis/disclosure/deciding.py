"""The decision on one component: the cheapest, else everything hidden, and as a last resort nothing printed."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analysis.disclosure.baseline import Baseline, Finding
from analysis.disclosure.components import Component
from analysis.disclosure.exact import SMALL, cheapest
from analysis.disclosure.policy import Policy
from analysis.disclosure.proving import Prover
from analysis.disclosure.secondary import cleaned, protected
from analysis.disclosure.solving import OutOfWork, Work

WORK = (2_000, 20)  # linear programs for a component: so many, and so many more for each of its cells
EXACT = 4_000  # the same for proving components cheapest, for all of a publication together, in the order of their ids
LAST = (500, 10)  # the same for checking what has been hidden altogether
ZERO = 4.0  # cost of withholding a zero: as much as hiding a count of 20


@dataclass(frozen=True)
class Decision:
    """What is decided for a component of n cells.

    hidden: n booleans, print "c". withheld: n booleans, print nothing. refused: printing any of it would tell too much.
    coarsened: hidden altogether because the work ran out. proven: nothing cheaper is safe.
    """

    component: Component
    hidden: np.ndarray
    withheld: np.ndarray
    findings: tuple[Finding, ...] = ()
    refused: bool = False
    coarsened: bool = False
    proven: bool = False
    points: np.ndarray | None = field(default=None, repr=False)  # those that prove it


@dataclass(frozen=True)
class Decider:
    """Decides components under a policy, each with its own allowance of work, all before one deadline of the clock."""

    policy: Policy
    baseline: Baseline
    work: tuple[int, int]
    deadline: float
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)

    @cached_property
    def _exact(self) -> Work:
        return Work(EXACT, self.deadline, self.clock)

    def decide(self, component: Component, before: Iterable[Decision] = ()) -> Decision:
        """Hide what must be and the cheapest others that make it safe; refused where printed zeros do not let it be."""
        nothing = np.zeros(len(component.truth), dtype=bool)
        if not component.must.any():
            return Decision(component, nothing, nothing, proven=True)
        size, start = len(component.truth), component.must.copy()
        prover = self._prover(component, Work(self.work[0] + self.work[1] * size, self.deadline, self.clock))
        for one in before:
            at = np.searchsorted(component.ids, one.component.ids)
            start[at] |= one.hidden
            for part in one.points if one.points is not None else ():
                point = component.truth.astype(float)
                point[at] = part
                prover.add(point)
        try:
            hidden = cleaned(component, prover, protected(component, prover, start), start)
        except OutOfWork:
            return self._coarse(component)
        proven = False
        if size <= SMALL:
            prover.work = self._exact
            hidden, proven = cheapest(component, prover, hidden)
        return self._judged(prover, Decision(component, hidden, nothing, proven=proven, points=prover.points()))

    def withhold(self, name: str, before: Iterable[Decision]) -> Decision:
        """Decide once more all that a cell hangs together with, now with zeros as something that can be withheld.

        `before`: the decisions without that, to begin with. Who saw that only zeros are withheld would know them: with
        a zero goes every hidden cell of its sums. Where even that cannot be proved safe, all of it is withheld, and
        then our printing tells nothing.
        """
        component = self.baseline.component(name)
        zero = (component.truth == 0) & ~component.must
        component = replace(component, may=component.may | zero, cost=np.where(zero, ZERO, component.cost))
        made = self.decide(component, [one for one in before if one.points is not None])
        if made.refused or made.coarsened:
            everything = np.ones(len(component.truth), dtype=bool)
            return replace(made, hidden=~everything, withheld=everything, findings=(), proven=False)
        matrix = abs(component.sums)
        near = (matrix.T @ ((matrix @ (made.hidden & zero)) > 0).astype(float)) > 0
        withheld = made.hidden & (zero | near)
        return replace(made, hidden=made.hidden & ~withheld, withheld=withheld)

    def _prover(self, component: Component, work: Work) -> Prover:
        """A prover with the policy's goals: how many values a hidden cell must be able to take, a primary one all."""
        width = np.full(len(component.truth), self.policy.width)
        free = (component.truth == 0) & ~component.must  # a zero needs no protection
        plain, rule = width, np.where(component.primary, self.policy.threshold, width)
        return Prover(component, {"plain": np.where(free, 1, plain), "rule": np.where(free, 1, rule)}, work)

    def _coarse(self, component: Component) -> Decision:
        """Everything hidden that may be, checked by an amount of work that no clock cuts short; else refused."""
        prover = self._prover(component, Work(LAST[0] + LAST[1] * len(component.truth)))
        made = Decision(component, component.may, np.zeros(len(component.truth), dtype=bool), coarsened=True)
        try:
            for one in prover.shortages(made.hidden):
                prover.give_up(one)
        except OutOfWork:
            return replace(made, refused=True)
        return self._judged(prover, made)

    def _judged(self, prover: Prover, decision: Decision) -> Decision:
        """Findings where others are to blame for what a cell cannot take; refused where our printing is."""
        names = decision.component.ids
        found = [
            self.baseline.finding(names[place], model, values)
            for (model, place), values in sorted(prover.given_up.items())
            if decision.hidden[place]
        ]
        kept = tuple(one for one in found if one is not None)
        return replace(decision, findings=kept, refused=len(kept) < len(found))
