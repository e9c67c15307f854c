"""Which counts are hidden: primary cells, and the cheapest others that keep them from being worked out."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.disclosure.baseline import Baseline, Finding
from analysis.disclosure.cells import Cell, Sum, checked
from analysis.disclosure.components import Component, components
from analysis.disclosure.exact import SMALL, cheapest
from analysis.disclosure.policy import Policy
from analysis.disclosure.proving import Prover
from analysis.disclosure.secondary import cleaned, protected
from analysis.disclosure.solving import OutOfWork, Work

WORK = (2_000, 20)  # linear programs for a component: so many, and so many more for each of its cells
LAST = (500, 10)  # the same for checking what has been hidden altogether


@dataclass(frozen=True)
class Suppression:
    """The decision. All ids; every cell is in exactly one of printed, primary, secondary, withheld and known.

    printed: may be printed (rounded, where the policy rounds). primary, secondary: print "c".
    withheld: no decision makes these safe, because printed zeros or the limit of work stand in the way: print nothing
    of them, zeros included ("x", not available). known: others have printed them, or we did before.
    baseline: findings that others' figures are to blame for. coarsened: cells whose component was hidden altogether.
    narrow: the withheld cells that too few values are left for; hiding zeros beside them may help.
    cost: of the secondary cells. proven: nothing cheaper is safe, in any component.
    """

    printed: frozenset[str]
    primary: frozenset[str]
    secondary: frozenset[str]
    withheld: frozenset[str]
    known: frozenset[str]
    baseline: tuple[Finding, ...]
    coarsened: frozenset[str]
    cost: float = field(repr=False)  # a sum over protected counts
    proven: bool = False
    narrow: frozenset[str] = frozenset()

    @property
    def hidden(self) -> frozenset[str]:
        """Ids of the cells to print as "c"."""
        return self.primary | self.secondary


@dataclass(frozen=True)
class _Decision:
    hidden: np.ndarray
    findings: tuple[Finding, ...] = ()
    withheld: bool = False
    coarsened: bool = False
    proven: bool = False
    narrow: frozenset[str] = frozenset()


def suppress(
    cells: Iterable[Cell],
    sums: Iterable[Sum],
    policy: Policy | None = None,
    *,
    work: tuple[int, int] = WORK,
    clock: Callable[[], float] = time.monotonic,
) -> Suppression:
    """Decide which cells of a publication to hide, over all its sums at once.

    Counts from 1 to the threshold, whole small groups and cells that must be hidden are hidden, and then others at
    least cost, until each hidden cell keeps the policy's number of possible values (a primary one all of 1 to the
    threshold) for an attacker who knows every printed and known value, all sums and that counts are whole numbers from
    0 ("plain"), and for one who knows besides that zeros are printed and which cells are primary ("rule").
    What a Prover says of every decision rests on whole-number publications that look the same.

    The exact method is that of Fischetti and Salazar-González (2001, Management Science 47:1008), for components that
    are small enough; else see secondary.protected. The same cells and sums give the same answer in any order.
    `work`: linear programs for a component, as a number and a number for each of its cells. Where that or
    policy.seconds runs out, a component is hidden altogether and checked, and withheld where even that is not proved.

    CellsRefused for cells and sums that no publication could consist of.
    """
    policy = policy or Policy()
    listed, tied = checked(cells, sums)
    deadline = clock() + policy.seconds
    parts = components(listed, tied, policy)
    baseline = Baseline(listed, tied, policy)
    made = [(one, _decide(one, policy, baseline, work, deadline, clock)) for one in parts]
    return _gathered(listed, baseline, made)


def _decide(
    component: Component,
    policy: Policy,
    baseline: Baseline,
    work: tuple[int, int],
    deadline: float,
    clock: Callable[[], float],
) -> _Decision:
    if not component.must.any():
        return _Decision(component.must, proven=True)
    size = len(component.truth)
    prover = Prover(component, goals(component, policy), Work(work[0] + work[1] * size, deadline, clock))
    try:
        hidden = cleaned(component, prover, protected(component, prover))
    except OutOfWork:
        return _coarse(component, policy, baseline)
    proven = False
    if size <= SMALL:
        hidden, proven = cheapest(component, prover, hidden)
    return _judged(baseline, prover, _Decision(hidden, proven=proven))


def goals(component: Component, policy: Policy) -> dict[str, np.ndarray]:
    """How many values each cell (n) must be able to take, if hidden, by attacker; a primary one all of its few."""
    width = np.full(len(component.truth), policy.width)
    return {"plain": width.copy(), "rule": np.where(component.primary, policy.threshold, width)}


def _coarse(component: Component, policy: Policy, baseline: Baseline) -> _Decision:
    """Everything hidden that may be, checked by an amount of work that no clock cuts short; else withheld."""
    prover = Prover(component, goals(component, policy), Work(LAST[0] + LAST[1] * len(component.truth)))
    hidden = component.may.copy()
    try:
        for one in prover.shortages(hidden):
            prover.give_up(one)
    except OutOfWork:
        return _Decision(hidden, withheld=True)
    return _judged(baseline, prover, _Decision(hidden, coarsened=True))


def _judged(baseline: Baseline, prover: Prover, decision: _Decision) -> _Decision:
    """Findings where others' figures are to blame for what a cell cannot take; withheld where printing is."""
    component = prover.component
    findings, narrow = [], set()
    for model, place in sorted(prover.given_up):
        if decision.hidden[place]:
            if baseline.explains(component.ids[place], model, prover.given_up[model, place]):
                findings.append(Finding(component.ids[place], model))
            else:
                narrow.add(component.ids[place])
    return replace(decision, findings=tuple(findings), withheld=bool(narrow), narrow=frozenset(narrow))


def _gathered(cells: list[Cell], baseline: Baseline, made: list[tuple[Component, _Decision]]) -> Suppression:
    withheld: set[str] = set()
    for component, decision in made:
        if decision.withheld:
            withheld |= baseline.tied(component.ids[0])
    primary, secondary, coarsened = set[str](), set[str](), set[str]()
    findings: list[Finding] = []
    cost = 0.0
    for component, decision in made:
        if component.ids[0] in withheld:
            continue
        names = np.array(component.ids, dtype=object)
        primary |= set(names[component.must])
        extra = decision.hidden & ~component.must
        secondary |= set(names[extra])
        cost += float(component.cost[extra].sum())
        coarsened |= set(names[decision.hidden]) if decision.coarsened else set()
        findings += decision.findings
    known = {cell.id for cell in cells if cell.known}
    narrow = frozenset().union(*(decision.narrow for _, decision in made))
    return Suppression(
        printed=frozenset({cell.id for cell in cells} - known - primary - secondary - withheld),
        primary=frozenset(primary),
        secondary=frozenset(secondary),
        withheld=frozenset(withheld),
        known=frozenset(known),
        baseline=tuple(sorted(findings, key=lambda one: (one.id, one.model))),
        coarsened=frozenset(coarsened),
        cost=cost,
        proven=all(decision.proven for _, decision in made) and not withheld,
        narrow=narrow,
    )
