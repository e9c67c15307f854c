"""From episodes to numbers: how many are open on a day, how many start and end in a period, how long they have lasted.

An episode is open on day D when it starts on or before D and has no end, or one after D: an end on 31 March is an
ending of that year and no longer in its stock. Counting is done for all days at once, in memory that grows with the
rows and not with the days. Rows without a start are counted nowhere.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pandas as pd

from analysis.sources.returns.ages import AGE_BAND, by_age_band
from analysis.sources.returns.counting import day_numbers, groups_of, in_periods, long, places, sorted_days
from analysis.sources.returns.once import once_a_child
from analysis.vocabulary.periods import Quarter

Day: TypeAlias = date | pd.Timestamp | str | np.datetime64
Period: TypeAlias = tuple[Day, Day] | Quarter
# Label, months, and whether a start on the very day so many months before still belongs to it.
# The bands of the Department for Education; which side the day itself falls on is our reading of their labels.
DURATION_BANDS: list[tuple[str, int | None, bool]] = [
    ("3 months or less", 3, True),
    ("more than 3 to 6 months", 6, True),
    ("more than 6 months to under 1 year", 12, False),
    ("1 to under 2 years", 24, False),
    ("2 years or more", None, False),
]


def of_kind(episodes: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The episodes of one kind that counts are made of: care is without short breaks."""
    chosen = episodes[episodes["kind"] == kind]
    return chosen[~chosen["short_breaks"]] if kind == "care" else chosen


def stock(
    episodes: pd.DataFrame, dates: Iterable[Day], by: Sequence[str] = (), counts: str = "children"
) -> pd.DataFrame:
    """How many are open on each date: `date`, the columns of `by`, `count`; groups with nobody are 0.

    `counts` is "children" (a child with two open rows counts once, under the row that started last) or "rows".
    `by` names columns of the episodes, or `age_band`, the age on the date worked out from `born`.
    """
    days = sorted_days(dates)
    rows = episodes[episodes["start"].notna()]
    if counts == "children" and "child" in rows:
        rows = once_a_child(rows)
    if AGE_BAND in by and AGE_BAND not in rows:
        rows = by_age_band(rows)
    codes, groups = groups_of(rows, by)
    start, end = day_numbers(rows["start"]), day_numbers(rows["end"])
    first, last = places(days, start), places(days, end)
    size = len(days) + 1
    change = np.bincount(codes * size + first, minlength=len(groups) * size).astype(np.int64)
    change -= np.bincount(codes * size + np.maximum(first, last), minlength=len(groups) * size)
    table = change.reshape(len(groups), size)[:, :-1].cumsum(axis=1)
    return long(table.T, [("date", days)], groups, by, "count")


def flows(
    episodes: pd.DataFrame, periods: Iterable[Period], by: Sequence[str] = (), counts: str = "rows"
) -> pd.DataFrame:
    """How many start and end within each period, both days included: `first`, `last`, `by`, `starts`, `ends`.

    A period is a pair of days or a Quarter. Only rows that open or close a whole episode count. `counts` is "rows"
    (every start) or "children" (a child who starts twice in a period counts once).
    """
    firsts, lasts = _bounds(periods)
    _, groups = groups_of(episodes, by)
    keys = [("first", firsts), ("last", lasts)]
    counted = {}
    for name, flag, column in (("starts", "opens", "start"), ("ends", "closes", "end")):
        rows = _marked(episodes, flag, column)
        codes, _ = groups_of(rows, by, groups)
        table = in_periods(rows, column, codes, len(groups), firsts, lasts, counts)
        counted[name] = long(table, keys, groups, by, name)
    return counted["starts"].assign(ends=counted["ends"]["ends"])


def durations(
    episodes: pd.DataFrame, on: Day, bands: Sequence[tuple[str, int | None, bool]] = DURATION_BANDS
) -> pd.DataFrame:
    """How long those open on a day have been open: `duration`, `count`, in the order of the bands.

    Counted in calendar months back from the day: a start exactly three months before is "3 months or less", and one
    exactly twelve months before is no longer "under 1 year".
    """
    day = pd.Timestamp(on)
    rows = episodes[(episodes["start"] <= day) & ~(episodes["end"] <= day)]
    if "child" in rows:
        rows = rows.sort_values("start", kind="stable").drop_duplicates("child", keep="last")
    found = band_of(rows["start"], pd.Series(day, index=rows.index), bands)
    counted = found.value_counts().reindex([label for label, _, _ in bands], fill_value=0)
    return counted.rename_axis("duration").rename("count").astype("int64").reset_index()


def lengths(
    episodes: pd.DataFrame, period: Period, bands: Sequence[tuple[str, int | None, bool]] = DURATION_BANDS
) -> pd.DataFrame:
    """How long those that ended in a period had lasted: `duration`, `count`, in the order of the bands."""
    (first,), (last,) = _bounds([period])
    rows = _marked(episodes, "closes", "end")
    rows = rows[rows["end"].between(pd.Timestamp(first), pd.Timestamp(last))]
    counted = band_of(rows["start"], rows["end"], bands).value_counts()
    counted = counted.reindex([label for label, _, _ in bands], fill_value=0)
    return counted.rename_axis("duration").rename("count").astype("int64").reset_index()


def band_of(start: pd.Series, day: pd.Series, bands: Sequence[tuple[str, int | None, bool]]) -> pd.Series:
    """The band of each row from its start to its day; missing where the start is missing."""
    found = pd.Series(pd.NA, index=start.index, dtype=object)
    for label, months, inclusive in bands:
        if months is None:
            inside = start.notna()
        else:
            before = _months_before(day, months)
            inside = (start >= before) if inclusive else (start > before)
        found = found.where(found.notna() | ~inside, label)
    return found


def _months_before(day: pd.Series, months: int) -> pd.Series:
    unique = {value: value - pd.DateOffset(months=months) for value in day.dropna().unique()}
    return day.map(unique).astype("datetime64[s]")


def identity(episodes: pd.DataFrame, dates: Iterable[Day]) -> pd.DataFrame:
    """Does the stock follow from the stock before it? `date`, `before`, `starts`, `ends`, `stock`, `difference`.

    One row a pair of neighbouring dates; counted in rows, so that a difference other than 0 means that starts or ends
    are missing (a stay whose first piece is not in the return, a piece with no end).
    """
    days = sorted_days(dates)
    open_on = stock(episodes, days, counts="rows")["count"].to_numpy()
    after = [(day + np.timedelta64(1, "D"), until) for day, until in pairwise(days)]
    moved = flows(episodes, [(pd.Timestamp(a), pd.Timestamp(b)) for a, b in after])
    made = pd.DataFrame({"date": pd.Series(days[1:]), "before": open_on[:-1]})
    made = made.assign(starts=moved["starts"].to_numpy(), ends=moved["ends"].to_numpy(), stock=open_on[1:])
    return made.assign(difference=made["stock"] - (made["before"] + made["starts"] - made["ends"]))


def _bounds(periods: Iterable[Period]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(p.start, p.end) if isinstance(p, Quarter) else p for p in periods]
    firsts = pd.to_datetime([first for first, _ in pairs]).to_numpy().astype("datetime64[D]")
    return firsts, pd.to_datetime([last for _, last in pairs]).to_numpy().astype("datetime64[D]")


def _marked(episodes: pd.DataFrame, flag: str, column: str) -> pd.DataFrame:
    """The rows that have a start (or an end), where it is one of the whole episode."""
    rows = episodes[episodes[column].notna()]
    return rows[rows[flag].astype(bool)] if flag in rows else rows
