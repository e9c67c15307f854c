"""What an attacker can work out of a publication, asked of HiGHS value by value; shares no code with the suppressor."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

FURTHEST = 60


class Attacker:
    """counts: name -> true count; sums: (total, parts); read: names whose counts he reads.

    Those in `rounded` he reads to the nearest multiple of five. As the "rule" attacker he knows that every "c" is at
    least 1 and which are at most the threshold. Names in `unknown` are neither printed nor shown as "c".
    """

    def __init__(self, counts, sums, read, unknown=(), threshold=5, rounded=()):
        self.names, self.counts, self.read = list(counts), counts, set(read)
        self.unknown, self.threshold, self.rounded = set(unknown), threshold, set(rounded)
        at = {name: place for place, name in enumerate(self.names)}
        matrix = np.zeros((len(sums), len(self.names)))
        for row, (total, parts) in enumerate(sums):
            matrix[row, at[total]] = -1
            for part in parts:
                matrix[row, at[part]] += 1
        self.sums = LinearConstraint(matrix, 0, 0) if len(sums) else ()

    def span(self, name, model):
        count = self.counts[name]
        if name in self.rounded and count:
            alike = [other for other in range(count + 5) if (other + 2) // 5 == (count + 2) // 5]
            least = self.threshold + 1 if model == "rule" else 0
            return max(min(alike), least), max(alike)
        if name in self.read:
            return count, count
        if model == "plain":
            return 0, np.inf
        if 1 <= count <= self.threshold:
            return 1, self.threshold
        return (0 if name in self.unknown else 1), np.inf

    def possible(self, name, value, model):
        low, high = np.array([self.span(one, model) for one in self.names], float).T
        at = self.names.index(name)
        if not low[at] <= value <= high[at]:
            return False
        low[at] = high[at] = value
        size = len(self.names)
        found = milp(np.zeros(size), integrality=np.ones(size), bounds=Bounds(low, high), constraints=self.sums)
        assert found.status in (0, 2), found.message
        return found.status == 0

    def values(self, name, model, enough):
        """Possible values, nearest to the truth first, until there are enough."""
        count, met = self.counts[name], []
        for step in range(FURTHEST):
            near = {count - step, count + step}
            met += [value for value in near if value >= 0 and self.possible(name, value, model)]
            if len(met) >= enough:
                break
        return met


def narrow(counts, sums, read, hidden, unknown=(), threshold=5, width=5, rounded=()):
    """(name, model) of every hidden cell that can take too few values."""
    attacker = Attacker(counts, sums, read, unknown, threshold, rounded)
    found = set()
    for name in sorted(hidden):
        small = 1 <= counts[name] <= threshold
        if len(attacker.values(name, "plain", width)) < width:
            found.add((name, "plain"))
        enough = threshold if small else width
        if len(attacker.values(name, "rule", enough)) < enough:
            found.add((name, "rule"))
    return found
