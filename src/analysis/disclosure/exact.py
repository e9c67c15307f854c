"""The cheapest secondary cells of a small component, proved: a master problem and cuts from what attackers can do."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from analysis.disclosure.components import Component
from analysis.disclosure.proving import Prover, Shortage
from analysis.disclosure.solving import FAR, OutOfWork

SMALL = 60  # cells; above this the heuristic stands alone
ROUNDS = 150  # master problems for one component


def cheapest(component: Component, prover: Prover, start: np.ndarray) -> tuple[np.ndarray, bool]:
    """The cheapest safe set to hide (n booleans) and whether nothing cheaper is safe; `start` is a safe set.

    Benders decomposition as in Fischetti and Salazar-González (2001): the master problem chooses cells by cuts so far;
    the prover looks for a cell that falls short; each shortage gives a cut that this choice breaks and every safe
    choice keeps. Where rounds or work run out, the best safe set so far and False.
    """
    best = start
    master = _Master(component, prover)
    try:
        for _ in range(ROUNDS):
            hidden = master.choose()
            if hidden is None or component.cost[hidden].sum() >= component.cost[best].sum() - 1e-6:
                return best, hidden is not None
            prover.work.spend(2)
            found = prover.shortages(hidden, first=True)
            if not found:
                return hidden, True
            for short in found:
                prover.work.spend(2)
                master.cut(hidden, short)
    except OutOfWork:
        pass
    return best, False


class _Master:
    """Minimise the cost of y, 0 or 1 for each cell, subject to cuts: coefficients · y ≥ least."""

    def __init__(self, component: Component, prover: Prover) -> None:
        self.component, self.prover = component, prover
        self.cuts: list[np.ndarray] = []
        self.least: list[float] = []
        self._pairs()

    def _pairs(self) -> None:
        """Nobody is hidden alone in a sum of printed figures, unless it can take one value only, whatever we do."""
        matrix = self.component.sums.toarray()
        needs = np.maximum(self.prover.goals["plain"], self.prover.goals["rule"]) > 1
        exact = (self.component.knows["rule"].shown_low == self.component.knows["rule"].shown_high).all()
        for row in matrix if exact else ():
            for place in np.flatnonzero((row != 0) & needs & self.component.may):
                self._add(np.where(row != 0, 1.0, 0.0), 0.0, int(place), 1.0)

    def _add(self, coefficients: np.ndarray, constant: float, place: int, level: float) -> None:
        """constant + coefficients · y ≥ level where `place` is hidden; no coefficient need exceed what is missing."""
        missing = level - constant
        cut = np.minimum(coefficients, missing)
        cut[place] = -missing
        self.cuts.append(cut)
        self.least.append(0.0)

    def choose(self) -> np.ndarray | None:
        """The cheapest y under the cuts so far (n booleans), or None where the solver gives up."""
        component = self.component
        ties = LinearConstraint(np.array(self.cuts), np.array(self.least), np.inf) if self.cuts else ()
        found = milp(
            component.cost,
            integrality=np.ones(len(component.cost)),
            bounds=Bounds(component.must.astype(float), (component.may | component.must).astype(float)),
            constraints=ties,
            options={"node_limit": 20_000, "mip_rel_gap": 0.0},
        )
        return np.round(found.x) > 0.5 if found.status == 0 else None

    def cut(self, hidden: np.ndarray, short: Shortage) -> None:
        """Add the cut for a shortage: the dual of how far the cell can move, else that something more is hidden."""
        place, model = short.place, short.model
        goal, truth = int(self.prover.goals[model][place]), int(self.component.truth[place])
        knows = self.component.knows[model]
        up = min(goal - 1, knows.hidden_high[place] - truth)
        down = min(goal - 1, truth - knows.hidden_low[place])
        sides = [self._reach(hidden, model, place, sign, level) for sign, level in ((1, up), (-1, down)) if level > 0]
        before = len(self.cuts)
        if (model, place) not in self.prover.given_up:
            if goal == up + down + 1:  # every value between must be possible: each side by itself
                for reach, level, coefficients, constant in sides:
                    if reach < level - 1e-6:
                        self._add(coefficients, constant, place, level)
            elif sum(side[0] for side in sides) < goal - 1 - 1e-6:
                self._add(
                    np.sum([side[2] for side in sides], axis=0), sum(side[3] for side in sides), place, float(goal - 1)
                )
        if len(self.cuts) == before:
            self._add(np.where(hidden, 0.0, 1.0) * self.component.may, 0.0, place, 1.0)

    def _reach(
        self, hidden: np.ndarray, model: str, place: int, sign: int, level: float
    ) -> tuple[float, float, np.ndarray, float]:
        """How far (children) a cell can move in one direction, at most `level`, and the dual bound on it.

        Returns reach, level, coefficients (n) and constant: whatever is hidden, reach ≤ constant + coefficients · y.
        """
        knows, truth = self.component.knows[model], self.component.truth
        low, high = knows.bounds(hidden)
        down, up = np.minimum(truth - low, FAR), np.minimum(high - truth, FAR)
        (up if sign > 0 else down)[place] = level
        objective = np.zeros(len(truth))
        objective[place] = -sign
        found = linprog(
            objective,
            A_eq=self.component.sums,
            b_eq=np.zeros(self.component.sums.shape[0]),
            bounds=np.column_stack([-down, up]),
            method="highs",
        )
        if found.status != 0:
            raise OutOfWork
        reduced = objective - self.component.sums.T @ found.eqlin.marginals
        reduced[np.abs(reduced) < 1e-9] = 0.0
        rise, fall = np.maximum(-reduced, 0), np.maximum(reduced, 0)
        shown_up, shown_down = knows.shown_high - truth, truth - knows.shown_low
        more_up = np.minimum(knows.hidden_high - knows.shown_high, FAR)
        more_down = np.minimum(knows.shown_low - knows.hidden_low, FAR)
        coefficients = rise * more_up + fall * more_down
        constant = float((rise * shown_up + fall * shown_down).sum())
        own = float(rise[place] * up[place] + fall[place] * down[place])
        constant += own - float(rise[place] * shown_up[place] + fall[place] * shown_down[place])
        coefficients[place] = 0.0
        return -found.fun, level, coefficients, constant
