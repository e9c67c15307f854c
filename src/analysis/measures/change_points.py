"""Where the level of a series moved: a search, and so exploratory. It has no p and licenses no verb."""

from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.measures.shape import like
from analysis.measures.timeline import Timeline, autocorrelation, keys_of, timeline

SHORTEST = 4  # points of a level
COLUMNS = ["statistic", "value", "lower", "upper", "confidence", "method", "base", "date", "n", "autocorrelation"]


def change_points(series: pd.DataFrame, *, periods_per_year: int) -> pd.DataFrame:
    """Dates at which the level of one series seems to have moved, one row each; none where nothing stands out.

    Needs what trend needs. Exploratory: the dates were found by looking, so a test at one of them (interrupted) would
    be circular. The levels are means of the log rate (a half is added to every count), at least four points long, that
    make the least sum of squares plus a penalty a change of 2 log(n) σ² (1 + r)/(1 - r). σ² and the lag-1
    autocorrelation r are those of an AR(1) process with the differences between neighbouring points, which a few steps
    hardly move. `date` is the first point of the new level and `value` the change of level in percent, without limits.
    Exact optimal partitioning, which finds what PELT finds (Killick and others 2012). A steady trend shows as steps.
    """
    points = timeline(series, periods_per_year)
    y, n = np.log(points.count + 0.5) - np.log(points.people), len(points.count)
    variance, r = _noise(y, points)
    starts = _best_starts(y, 2 * np.log(max(n, 1)) * variance * (1 + r) / (1 - r)) if variance > 0 else []
    ends = [0, *starts, n]
    levels = [y[a:b].mean() for a, b in pairwise(ends)] if n else []
    words = {
        "statistic": "change point",
        "lower": np.nan,
        "upper": np.nan,
        "confidence": np.nan,
        "method": "exploratory: optimal partitioning of log rates",
        "base": f"percent of the level before, of the {points.of}",
        "n": n,
        "autocorrelation": r,
    }
    found = zip(starts, 100 * np.expm1(np.diff(levels)), strict=True)
    rows = [words | {"date": f"{points.dates.iloc[at]:%Y-%m-%d}", "value": value} for at, value in found]
    return like(series, pd.DataFrame(rows, columns=COLUMNS).assign(**keys_of(series)))


def _noise(y: np.ndarray, points: Timeline) -> tuple[float, float]:
    """Variance and autocorrelation of the noise around levels, as its differences show them.

    Differences of an AR(1) process have the variance 2 σ² (1 - r) and the lag-1 autocorrelation -(1 - r)/2.
    """
    beside = np.diff(points.period) == 1
    steps = np.diff(y)[beside]
    if len(steps) < 2 * SHORTEST - 1:
        return 0.0, 0.0
    r = float(np.clip(1 + 2 * np.nan_to_num(autocorrelation(steps, points.period[1:][beside]), nan=-0.5), 0, 0.95))
    return float(steps.var() / (2 * (1 - r))), r


def _best_starts(y: np.ndarray, penalty: float) -> list[int]:
    """Where new levels start, by dynamic programming over every place that leaves SHORTEST points on each level."""
    n = len(y)
    sums, squares = (np.concatenate([[0.0], np.cumsum(part)]) for part in (y - y.mean(), (y - y.mean()) ** 2))
    best, start = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=int)
    best[0] = -penalty
    for end in range(SHORTEST, n + 1):
        begin = np.arange(end - SHORTEST + 1)
        within = squares[end] - squares[begin] - (sums[end] - sums[begin]) ** 2 / (end - begin)
        costs = best[begin] + within + penalty
        start[end] = int(costs.argmin())
        best[end] = costs[start[end]]
    found, at = [], start[n]
    while at:
        found.append(int(at))
        at = start[at]
    return found[::-1]
