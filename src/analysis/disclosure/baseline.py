"""What others' figures give away by themselves: for that, the publication is not to blame."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.disclosure.cells import Cell, Sum
from analysis.disclosure.components import Component, components
from analysis.disclosure.policy import Policy
from analysis.disclosure.solving import OutOfWork, Work, gaps, optimum

EFFORT = 200  # linear programs for one cell


@dataclass(frozen=True)
class Finding:
    """A hidden cell that others' figures alone narrow to fewer values than the policy wants, by which attacker.

    model: "plain" or "rule". Nothing that we hide changes it, and nothing that we print makes it worse.
    """

    id: str
    model: str

    def __str__(self) -> str:
        """The finding as a sentence for the log."""
        knows = "the rule by which counts are hidden and " if self.model == "rule" else ""
        return f'"{self.id}" is narrow already for anyone who knows {knows}what others have published.'


@dataclass(frozen=True)
class Baseline:
    """The publication as it is before we print anything: only known cells are known, and no zero."""

    cells: list[Cell]
    sums: list[Sum]
    policy: Policy

    @cached_property
    def _component_of(self) -> dict[str, Component]:
        made = components(self.cells, self.sums, self.policy, zeros=True)
        return {name: component for component in made for name in component.ids}

    def tied(self, name: str) -> set[str]:
        """Ids of all cells that a cell hangs together with when zeros are not printed either, itself included."""
        return set(self._component_of[name].ids)

    def explains(self, name: str, model: str, values: set[int]) -> bool:
        """Whether a cell can take no other value (children) than these, known cells alone being known.

        The "rule" attacker knows which cells are primary; False where it cannot be decided.
        """
        component = self._component_of[name]
        place = component.ids.index(name)
        knows = component.knows[model]
        low = np.where(component.primary, knows.hidden_low, 0.0)
        high = knows.hidden_high.copy()
        work, total = Work(EFFORT), component.sums @ component.truth
        for gap in gaps(values, knows.hidden_low[place], knows.hidden_high[place]):
            low[place], high[place] = gap
            try:
                if optimum(np.zeros(len(low)), component.sums, total, (low, high), work) is not None:
                    return False
            except OutOfWork:
                return False
        return True
