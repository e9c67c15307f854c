"""The arithmetic under stock and flows: days as places in a list of dates, groups as numbers, one count over both."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

FOREVER = np.iinfo(np.int64).max


def sorted_days(dates: Iterable[Any] | np.ndarray) -> np.ndarray:
    """The dates as days, each once, in order."""
    return np.unique(pd.to_datetime(list(dates)).to_numpy().astype("datetime64[D]"))


def day_numbers(column: pd.Series) -> np.ndarray:
    """Days since 1970; a missing one lies after every date."""
    days = column.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), FOREVER, days.astype(np.int64))


def places(days: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """For each day number, the place of the first date on or after it. A table of days is faster than a search."""
    if not len(days) or not len(numbers):
        return np.zeros(len(numbers), dtype=np.int64)
    lowest, highest = int(days[0].astype(np.int64)), int(days[-1].astype(np.int64))
    lookup = np.searchsorted(days.astype(np.int64), np.arange(lowest, highest + 2)).astype(np.int32)
    return lookup[np.clip(numbers, lowest, highest + 1) - lowest].astype(np.int64)


def groups_of(
    rows: pd.DataFrame, by: Sequence[str], known: list[tuple] | None = None
) -> tuple[np.ndarray, list[tuple]]:
    """A number for the group of each row, and the groups in order."""
    if not by:
        return np.zeros(len(rows), dtype=np.int64), [()]
    codes, levels = np.zeros(len(rows), dtype=np.int64), []
    for name in by:
        column = rows[name].astype("category")
        levels.append([str(level) for level in column.cat.categories])
        code = column.cat.codes.to_numpy().astype(np.int64)
        codes = codes * (len(levels[-1]) + 1) + np.where(code < 0, len(levels[-1]), code)
    met, place = _distinct(codes)
    names = [_unpacked(int(code), levels) for code in met]
    order = known if known is not None else sorted(names)
    rank = {name: number for number, name in enumerate(order)}
    return np.array([rank[name] for name in names], dtype=np.int64)[place], order


def _distinct(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """np.unique with its inverse, for small codes without a sort."""
    if not len(codes):
        return codes, codes
    met = np.flatnonzero(np.bincount(codes))
    place = np.zeros(int(codes.max()) + 1, dtype=np.int64)
    place[met] = np.arange(len(met))
    return met, place[codes]


def _unpacked(code: int, levels: list[list[str]]) -> tuple:
    parts: list[str] = []
    for names in reversed(levels):
        code, at = divmod(code, len(names) + 1)
        parts.append(names[at] if at < len(names) else "")
    return tuple(reversed(parts))


def long(
    table: np.ndarray, keys: list[tuple[str, np.ndarray]], groups: list[tuple], by: Sequence[str], name: str
) -> pd.DataFrame:
    """A table of dates by groups as one row a cell."""
    repeated = {key: np.repeat(pd.Series(values).to_numpy(), len(groups)) for key, values in keys}
    spread = {column: [group[at] for group in groups] * len(keys[0][1]) for at, column in enumerate(by)}
    return pd.DataFrame({**repeated, **spread, name: table.ravel()})


def in_periods(
    rows: pd.DataFrame, column: str, codes: np.ndarray, groups: int, firsts: np.ndarray, lasts: np.ndarray, counts: str
) -> np.ndarray:
    """Events in each period and group: those before the day after it, less those before its first day."""
    days = rows[column].to_numpy().astype("datetime64[D]")
    if counts == "children" and "child" in rows:
        child = rows["child"].astype("category").cat.codes.to_numpy().astype(np.int64)
        return np.array([_children(days, child, codes, groups, a, b) for a, b in zip(firsts, lasts, strict=True)])
    edges = np.unique(np.concatenate([firsts, lasts + np.timedelta64(1, "D")]))
    size = len(edges) + 1
    at = np.searchsorted(edges, days, side="right")
    table = np.bincount(codes * size + at, minlength=groups * size).reshape(groups, size).cumsum(axis=1)
    until = np.searchsorted(edges, lasts + np.timedelta64(1, "D"))
    return (table[:, until] - table[:, np.searchsorted(edges, firsts)]).T


def _children(
    days: np.ndarray, child: np.ndarray, codes: np.ndarray, groups: int, first: np.datetime64, last: np.datetime64
) -> np.ndarray:
    """Distinct children of each group with an event in one period; a child of two groups counts in its first event."""
    inside = np.flatnonzero((days >= first) & (days <= last))
    order = inside[np.argsort(days[inside], kind="stable")]
    _, once = np.unique(child[order], return_index=True)
    return np.bincount(codes[order[once]], minlength=groups)
