"""A child counts once: where rows of one child overlap, the one that started last stands for the child."""

import numpy as np
import pandas as pd

FOREVER = np.iinfo(np.int64).max
_DAYS = 20  # bits that hold a day: a thousand years


def once_a_child(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with overlaps of one child cut away, so that no day has two. Needs `child`, `start`, `end`.

    On each day the row that started last is left; of two that started together, the later in the table. When it ends
    before an older one, the older stands again. Rows of children without an overlap are passed on as they are.
    """
    if not len(rows):
        return rows
    child = rows["child"].astype("category").cat.codes.to_numpy().astype(np.int64)
    start = rows["start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    end = rows["end"].to_numpy().astype("datetime64[D]")
    until = np.where(np.isnat(end), FOREVER, end.astype(np.int64))
    order = _sorted(child, start)
    order = order[until[order] > start[order]]
    several = np.isin(child[order], _overlapping(child[order], start[order], until[order]))
    if not several.any():
        return rows
    mine = order[several]
    clear = np.ones(len(rows), dtype=bool)
    clear[mine] = False
    place, first, last = _pieces(child[mine], start[mine], until[mine])
    cut = rows.iloc[mine[place]]
    cut = cut.assign(start=_days(first).astype("datetime64[s]"), end=_days(last).astype("datetime64[s]"))
    return pd.concat([rows[clear], cut])


def _key(child: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Child and day as one number that sorts by both."""
    return (child << _DAYS) + (day + (1 << (_DAYS - 1)))


def _sorted(child: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The order by child and day, rows alike in the order of the table.

    A sort of numbers that carry their own place is several times faster than one that returns the places.
    """
    key = (child - child.min()) * (int(day.max()) - int(day.min()) + 1) + (day - day.min())
    bits = len(key).bit_length()
    if int(key.max()) >= 1 << (62 - bits):
        return np.argsort(key, kind="stable")
    return np.sort((key << bits) + np.arange(len(key))) & ((1 << bits) - 1)


def _distinct(values: np.ndarray) -> np.ndarray:
    """The values, each once and in order; np.unique takes a slower way for whole numbers."""
    ordered = np.sort(values)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def _overlapping(child: np.ndarray, start: np.ndarray, until: np.ndarray) -> np.ndarray:
    """The children with two rows on one day: a row begins before the latest end of those before it. Sorted rows."""
    if len(child) < 2:
        return child[:0]
    changes = np.r_[False, child[1:] != child[:-1]]
    # The latest end so far within each child: each child's days lie above those of the child before, so one pass does.
    low, high = int(start.min()), int(start.max()) + 1
    above = np.cumsum(changes) * (high - low + 1)
    latest = np.maximum.accumulate(np.minimum(until, high) - low + above)
    over = ~changes[1:] & (latest[:-1] > (start - low + above)[1:])
    return _distinct(child[1:][over])


def _pieces(child: np.ndarray, start: np.ndarray, until: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sorted rows -> the row that stands for its child between each two neighbouring dates of that child."""
    ended = until != FOREVER
    edges = _distinct(_key(np.r_[child, child[ended]], np.r_[start, until[ended]]))
    whose, day = edges >> _DAYS, (edges & ((1 << _DAYS) - 1)) - (1 << (_DAYS - 1))
    following = np.where(np.r_[whose[1:] == whose[:-1], False], np.r_[day[1:], FOREVER], FOREVER)
    place = np.searchsorted(_key(child, start), edges, side="right") - 1  # the last that has started
    begins = np.searchsorted(child, whose)
    left = np.arange(len(edges))
    while len(left):  # one that has ended gives way to the one that started before it
        over = (place[left] >= begins[left]) & (until[np.maximum(place[left], 0)] <= day[left])
        left = left[over]
        place[left] -= 1
    there = place >= begins
    return place[there], day[there], following[there]


def _days(numbers: np.ndarray) -> np.ndarray:
    """Day numbers as dates; FOREVER is no date."""
    days = np.where(numbers == FOREVER, 0, numbers).astype("datetime64[D]")
    return np.where(numbers == FOREVER, np.datetime64("NaT"), days)
