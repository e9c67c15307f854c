"""The cheapest safe publication of a tiny table, by trying every set of cells; shares no code with the suppressor.

Every publication within a window of the truth is listed once; each differs from the truth in some set of cells. A
hidden set leaves possible those that differ in hidden cells only, so one sum over subsets gives the values of every
cell under every hidden set.
"""

import math

import numpy as np

THRESHOLD, WIDTH, WINDOW = 5, 5, 8


class TooMany(Exception):
    """The window holds more publications than a test should list."""


def publications(truth, base, totals, known):
    """All rule-abiding publications in the window, as rows; columns in the order of `truth` (name -> count)."""
    names = list(truth)
    ranges = []
    for name in base:
        value = truth[name]
        if value == 0 or name in known:
            ranges.append([value])
        elif value <= THRESHOLD:
            ranges.append(list(range(1, THRESHOLD + 1)))
        else:
            ranges.append(list(range(max(1, value - WINDOW), value + WINDOW + 1)))
    if math.prod(map(len, ranges)) > 1_500_000:
        raise TooMany
    grid = np.stack([axis.ravel() for axis in np.meshgrid(*ranges, indexing="ij")], axis=1)
    columns = {name: grid[:, at] for at, name in enumerate(base)}
    for name, parts in totals.items():  # in order: a total of totals comes after them
        columns[name] = sum(columns[part] for part in parts)
    rows = np.stack([columns[name] for name in names], axis=1)
    actual = np.array([truth[name] for name in names])
    kept = np.ones(len(rows), bool)
    for at, name in enumerate(names):
        if actual[at] == 0 or name in known:
            kept &= rows[:, at] == actual[at]
        elif actual[at] <= THRESHOLD:
            kept &= (rows[:, at] >= 1) & (rows[:, at] <= THRESHOLD)
        else:
            kept &= (rows[:, at] >= 1) & (np.abs(rows[:, at] - actual[at]) <= 30)
    return rows[kept], actual


def safe_sets(truth, base, totals, known, must):
    """(number of possible values by cell and hidden set, which hidden sets are safe); sets as bits over `truth`."""
    rows, actual = publications(truth, base, totals, known)
    size = len(actual)
    differs = ((rows != actual) << np.arange(size)).sum(axis=1)
    bits = np.zeros((size, 1 << size), dtype=np.int64)
    for at in range(size):
        np.bitwise_or.at(bits[at], differs, np.int64(1) << (rows[:, at] - actual[at] + 30))
    everything = np.arange(1 << size)
    for at in range(size):
        inside = everything[(everything >> at) & 1 == 1]
        bits[:, inside] |= bits[:, inside ^ (1 << at)]
    counts = np.bitwise_count(bits)
    safe = np.ones(1 << size, bool)
    for at, name in enumerate(truth):
        hidden = (everything >> at) & 1 == 1
        needs = THRESHOLD if 1 <= actual[at] <= THRESHOLD else WIDTH
        safe &= ~hidden | (counts[at] >= needs)
        if actual[at] == 0 or name in known:
            safe &= ~hidden
        elif name in must or actual[at] <= THRESHOLD:
            safe &= hidden
    return counts, safe


def optimum(truth, base, totals, known=(), must=(), prices=None):
    """(fewest hidden cells, least cost) over all safe hidden sets, or None where no set is safe."""
    _, safe = safe_sets(truth, base, totals, known, must)
    sets = np.flatnonzero(safe)
    if not len(sets):
        return None
    prices = prices or [1 + math.log1p(value) for value in truth.values()]
    costs = sum(((sets >> at) & 1) * price for at, price in enumerate(prices))
    return int(np.bitwise_count(sets).min()), float(costs.min())


def is_safe(truth, base, totals, known, must, hidden):
    """Whether one hidden set (names) is safe."""
    _, safe = safe_sets(truth, base, totals, known, must)
    return bool(safe[sum(1 << at for at, name in enumerate(truth) if name in hidden)])
