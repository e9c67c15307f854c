"""Which counts are hidden: primary cells, and the cheapest others that keep them from being worked out."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from analysis.disclosure.baseline import Baseline, Finding
from analysis.disclosure.cells import Cell, Sum, checked
from analysis.disclosure.components import components
from analysis.disclosure.deciding import WORK, Decider, Decision
from analysis.disclosure.policy import Policy


@dataclass(frozen=True)
class Suppression:
    """The decision. All ids; every cell is in exactly one of printed, primary, secondary, withheld and known.

    printed: may be printed (rounded, where the policy rounds). primary: print "c", for the count itself (small, a whole
    small group, or asked for). secondary: print "c" too, for what it would tell of others.
    withheld: print nothing of these, not even that they are hidden ("x", not available), zeros among them: beside
    what others have published, a printed zero or a "c" would tell too much. known: others or we have printed them.
    baseline: cells that stay narrow for other reasons than what is printed.
    coarsened: cells whose component was hidden altogether, because the work ran out.
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

    @property
    def hidden(self) -> frozenset[str]:
        """Ids of the cells to print as "c"."""
        return self.primary | self.secondary


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
    Each decision rests on whole-number publications that would look the same, checked by addition. What others'
    figures alone, or nested small counts, leave narrow is reported and not blamed on the publication.

    The exact method is that of Fischetti and Salazar-González (2001, Management Science 47:1008), for components that
    are small enough; else see secondary.protected. The same cells and sums give the same answer in any order.
    `work`: linear programs for a component, as a number and a number for each of its cells. Where that or
    policy.seconds runs out, a component is hidden altogether and checked, and withheld where even that is not proved.

    CellsRefused for cells and sums that no publication could consist of.

    >>> cells = [Cell("all", 50), Cell("boys", 3), Cell("girls", 20), Cell("not known", 27)]
    >>> made = suppress(cells, [Sum("all", ("boys", "girls", "not known"))])
    >>> sorted(made.primary), sorted(made.secondary), made.proven
    (['boys'], ['girls'], True)
    """
    policy = policy or Policy()
    listed, relations = checked(cells, sums)
    baseline = Baseline(listed, relations, policy)
    decider = Decider(policy, baseline, work, clock() + policy.seconds, clock)
    made = [decider.decide(one) for one in components(listed, relations, policy)]
    again: dict[str, Decision] = {}
    for decision in made:
        name = decision.component.ids[0]
        if decision.refused and name not in again:
            tied = set(baseline.component(name).ids)
            before = [one for one in made if one.component.ids[0] in tied]
            again |= dict.fromkeys(tied, decider.withhold(name, before))
    last = [one for one in made if one.component.ids[0] not in again]
    return _gathered(listed, last + list({id(one): one for one in again.values()}.values()))


def _gathered(cells: list[Cell], made: list[Decision]) -> Suppression:
    primary, secondary, withheld, coarsened = set[str](), set[str](), set[str](), set[str]()
    findings: list[Finding] = []
    cost = 0.0
    for one in made:
        names, must = np.array(one.component.ids, dtype=object), one.component.must
        primary |= set(names[one.hidden & must])
        secondary |= set(names[one.hidden & ~must])
        withheld |= set(names[one.withheld])
        coarsened |= set(names[one.hidden]) if one.coarsened else set()
        cost += float(one.component.cost[(one.hidden | one.withheld) & ~must].sum())
        findings += one.findings
    known = {cell.id for cell in cells if cell.known}
    return Suppression(
        printed=frozenset({cell.id for cell in cells} - known - primary - secondary - withheld),
        primary=frozenset(primary),
        secondary=frozenset(secondary),
        withheld=frozenset(withheld),
        known=frozenset(known),
        baseline=tuple(sorted(findings, key=lambda one: (one.id, one.model))),
        coarsened=frozenset(coarsened),
        cost=cost,
        proven=all(one.proven for one in made) and not withheld,
    )
