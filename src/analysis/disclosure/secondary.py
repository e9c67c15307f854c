"""Secondary cells by a heuristic for components of any size: the cheapest way out for each cell, then a clean-up."""

import numpy as np
from scipy.sparse import csr_array, hstack

from analysis.disclosure.components import Component
from analysis.disclosure.proving import Prover, Shortage
from analysis.disclosure.solving import FAR, OutOfWork, Work, gaps, optimum

FREE = 1e-4  # cost of moving a cell that is hidden anyway by one child: just enough to keep moves small


def protected(component: Component, prover: Prover, start: np.ndarray) -> np.ndarray:
    """Hide cells besides `start` until every hidden one is safe; n booleans. OutOfWork where that cannot be decided.

    Robertson's (1993) heuristic as CONFID has it: for each value that a cell cannot take yet, the cheapest other
    publication in which it does, moving cells that are printed so far at a cost; those it moves are hidden. Where no
    publication at all gives the cell another value, its goal in the prover is lowered to what there is: others'
    figures or our zeros have given it away, whatever we hide.
    """
    hidden = start.copy()
    while True:
        waiting = prover.shortages(hidden)
        if not waiting:
            return hidden
        waiting.sort(key=lambda one: (-component.cost[one.place], one.place))
        for one in waiting:
            while short := prover.shortages(hidden, only=[one.place], model=one.model):
                point = way_out(component, prover, hidden, short[0])
                if point is None:
                    prover.give_up(short[0])
                    break
                prover.add(point)
                low, high = component.knows[one.model].bounds(hidden)
                hidden = hidden | (point < low) | (point > high)


def way_out(component: Component, prover: Prover, hidden: np.ndarray, short: Shortage) -> np.ndarray | None:
    """The cheapest publication (n counts) in which a cell takes a value it cannot take yet; None where none exists.

    First the values that complete what is wanted in one step, up or down, whichever is cheaper; then any other.
    """
    goal = int(prover.goals[short.model][short.place])
    truth = int(component.truth[short.place])
    low, high = (float(bound[short.place]) for bound in prover.widest[short.model])
    far = {min(truth + goal - 1, high), max(truth - goal + 1, low)} - short.values
    for aims in ([(value, value) for value in sorted(far)], gaps(short.values, low, high)):
        points = [_cheapest(component, prover.work, hidden, short.model, short.place, aim) for aim in aims]
        known = [point for point in points if point is not None]
        if known:
            return min(known, key=lambda point: _price(component, hidden, short.model, point))
    return None


def _price(component: Component, hidden: np.ndarray, model: str, point: np.ndarray) -> float:
    low, high = component.knows[model].bounds(hidden)
    return float(component.cost[(point < low) | (point > high)].sum())


def _cheapest(
    component: Component, work: Work, hidden: np.ndarray, model: str, place: int, aim: tuple[float, float]
) -> np.ndarray | None:
    """The cheapest move from the truth that takes a cell into a stretch of values.

    A move has four parts for each cell: up and down as far as an attacker cannot see anyway (almost free), and up and
    down from there, which hides the cell (dear by its cost).
    """
    knows = component.knows[model]
    truth = component.truth
    could = hidden | component.may
    low, high = knows.bounds(could)
    seen_low, seen_high = knows.bounds(hidden)
    free_up, free_down = seen_high - truth, truth - seen_low
    dear_up = np.where(could & ~hidden, np.where(np.isinf(high), FAR, high) - np.minimum(seen_high, FAR), 0)
    dear_down = np.where(could & ~hidden, seen_low - low, 0)
    least_up, least_down = np.zeros(len(truth)), np.zeros(len(truth))
    least_up[place], free_up[place] = max(aim[0] - truth[place], 0), max(aim[1] - truth[place], 0)
    least_down[place], free_down[place] = max(truth[place] - aim[1], 0), max(truth[place] - aim[0], 0)
    dear_up[place] = dear_down[place] = 0
    still = np.zeros(len(truth))
    matrix = component.sums
    price = np.full(len(truth), FREE)
    found = optimum(
        np.concatenate([price, price, component.cost, component.cost]),
        csr_array(hstack([matrix, -matrix, matrix, -matrix])),
        np.zeros(matrix.shape[0]),
        (
            np.concatenate([least_up, least_down, still, still]),
            np.concatenate([free_up, free_down, dear_up, dear_down]),
        ),
        work,
    )
    if found is None:
        return None
    up, down, more, less = np.split(found, 4)
    return truth + up - down + more - less


def cleaned(component: Component, prover: Prover, hidden: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """Print again what need not be hidden, but for `keep`, the dearest first, as long as all that stays hidden is safe.

    Stops where the work allowed runs out: what it has by then is safe.
    """
    extra = np.flatnonzero(hidden & ~keep)
    try:
        for place in extra[np.lexsort((extra, -component.cost[extra]))]:
            trial = hidden.copy()
            trial[place] = False
            if not prover.shortages(trial, first=True):
                hidden = trial
    except OutOfWork:
        pass
    return hidden
