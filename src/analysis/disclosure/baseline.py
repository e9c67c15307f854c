"""What others' figures give away by themselves: for that, the publication is not to blame."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.disclosure.cells import Cell, Sum
from analysis.disclosure.components import Component, components
from analysis.disclosure.policy import Policy
from analysis.disclosure.solving import OutOfWork, Work, gaps, optimum, tightened

EFFORT = 200  # linear programs for one cell


@dataclass(frozen=True)
class Finding:
    """A hidden cell that can take fewer values than the policy wants, whatever else is hidden, and why.

    model: for which attacker, "plain" or "rule". cause: "published", what others have printed; or "rule", for small
    counts within small counts: who knows that a total is at most five and that each of its four parts is at least one
    knows that none is above two. possible: how many values the cell can take.
    """

    id: str
    model: str
    cause: str
    possible: int

    def __str__(self) -> str:
        """The finding as a sentence for the log."""
        knows = {
            "plain": "what others have published",
            "rule": "which counts are small" + (" and what others have published" if self.cause == "published" else ""),
        }[self.model]
        return f'"{self.id}" could be only {self.possible} number(s) for anyone who knows {knows}.'


@dataclass(frozen=True)
class Baseline:
    """The publication as it is before we print anything: only known cells are known, and no zero."""

    cells: list[Cell]
    sums: list[Sum]
    policy: Policy

    @cached_property
    def _published(self) -> dict[str, Component]:
        return _by_id(components(self.cells, self.sums, self.policy, zeros=True))

    @cached_property
    def _nothing(self) -> dict[str, Component]:
        return _by_id(components(self.cells, self.sums, self.policy, zeros=True, known=False))

    def component(self, name: str) -> Component:
        """All that a cell hangs together with when zeros are not printed either, itself included."""
        return self._published[name]

    def finding(self, name: str, model: str, values: set[int]) -> Finding | None:
        """Why a cell can take no value (children) but these; None where it is because of what we print.

        The "rule" attacker knows which cells are primary. What cannot be decided is put down to us.
        """
        if model == "rule" and _only(self._nothing[name], name, model, values):
            return Finding(name, model, "rule", len(values))
        if _only(self._published[name], name, model, values):
            return Finding(name, model, "published", len(values))
        return None


def _by_id(made: list[Component]) -> dict[str, Component]:
    return {name: component for component in made for name in component.ids}


def _only(component: Component, name: str, model: str, values: set[int]) -> bool:
    """Whether a cell can take no other value, when no cell of the component is printed."""
    place, knows = component.ids.index(name), component.knows[model]
    low = np.where(component.primary, knows.hidden_low, 0.0)
    high = knows.hidden_high.copy()
    low[place] = knows.hidden_low[place]
    total = component.sums @ component.truth
    low, high = tightened(component.sums, total, (low, high))
    work = Work(EFFORT)
    for gap in gaps(values, low[place], high[place]):
        aimed = low.copy(), high.copy()
        aimed[0][place], aimed[1][place] = gap
        try:
            if optimum(np.zeros(len(low)), component.sums, total, aimed, work) is not None:
                return False
        except OutOfWork:
            return False
    return True
