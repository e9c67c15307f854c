"""A child counts once: where rows of one child overlap, the one that started last stands for the child."""

import numpy as np
import pandas as pd


def once_a_child(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with overlaps of one child cut away, so that no day has two. Needs `child`, `start`, `end`.

    Rows without overlap (nearly all) are passed on as they are; only the children concerned are gone through.
    """
    if not len(rows):
        return rows
    child = rows["child"].astype("category").cat.codes.to_numpy().astype(np.int64)
    start = rows["start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    end = rows["end"].to_numpy().astype("datetime64[D]")
    until = np.where(np.isnat(end), np.iinfo(np.int64).max, end.astype(np.int64))
    order = np.argsort((child << 20) + (start + (1 << 19)), kind="stable")  # days fit in 20 bits for a thousand years
    c, s, u = child[order], start[order], until[order]
    twice = np.unique(c[1:][(c[1:] == c[:-1]) & (u[:-1] > s[1:])])
    hidden = _hidden(c, s, u)
    several = np.isin(child, np.union1d(twice, hidden)) & (until > start)
    if not several.any():
        return rows
    clear = rows[~several]
    cut = [_cut(group) for _, group in rows[several].groupby("child", observed=True, sort=False)]
    return pd.concat([clear, *cut])


def _hidden(child: np.ndarray, start: np.ndarray, until: np.ndarray) -> np.ndarray:
    """Children with a row inside an older one that is not its neighbour: seen two rows back in the sorted order."""
    far = np.zeros(len(child), dtype=bool)
    if len(child) > 2:
        far[2:] = (child[2:] == child[:-2]) & (until[:-2] > start[2:])
    return np.unique(child[far])


def _cut(group: pd.DataFrame) -> pd.DataFrame:
    """One child's rows as pieces: on each day the one that started last; of two that started together, the later."""
    ordered = group.sort_values("start", kind="stable")
    edges = sorted({*ordered["start"], *ordered["end"].dropna()})
    pieces = []
    for first, last in zip(edges, [*edges[1:], pd.NaT], strict=True):
        there = ordered[(ordered["start"] <= first) & ~(ordered["end"] <= first)]
        if len(there):
            pieces.append(there.tail(1).assign(start=first, end=last))
    return pd.concat(pieces) if pieces else group.iloc[:0]
