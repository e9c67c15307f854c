"""The age on a day, in the bands of the Department for Education, for every day at once.

A child grows out of a band on a birthday, so an episode is cut into pieces there: the piece from the first to the fifth
birthday is the band 1-4, and counting pieces on a day counts ages on that day. Whoever is born on 29 February has the
birthday on 1 March where the year has no such day.
"""

import numpy as np
import pandas as pd

AGE_BAND = "age_band"
UNBORN = "unborn"
BANDS = [("under 1", 0, 1), ("1-4", 1, 5), ("5-9", 5, 10), ("10-15", 10, 16), ("16 and over", 16, 200)]


def birthday(born: pd.Series, age: int) -> pd.Series:
    """The day on which each child reaches an age."""
    days = born.to_numpy().astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    reached = (months + np.timedelta64(12 * age, "M")).astype("datetime64[D]") + (days - months.astype("datetime64[D]"))
    return pd.Series(reached.astype("datetime64[s]"), index=born.index)


def by_age_band(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows cut at birthdays, with the column `age_band`; before birth it is unborn, without a birth date unknown.

    A child of whom only the expected date is known stays unborn however late it gets.
    """
    unborn = rows["unborn"].astype(bool) if "unborn" in rows else pd.Series(False, index=rows.index)
    known = rows["born"].notna() & ~unborn
    cut = [rows[unborn].assign(age_band=UNBORN), rows[~known & ~unborn].assign(age_band="unknown")]
    rest = rows[known]
    cut.append(_piece(rest, rest["start"], rest["born"], UNBORN))
    for name, low, high in BANDS:
        cut.append(_piece(rest, birthday(rest["born"], low), birthday(rest["born"], high), name))
    return pd.concat(cut, ignore_index=True)


def _piece(rows: pd.DataFrame, first: pd.Series, until: pd.Series, name: str) -> pd.DataFrame:
    """The part of each row that lies from `first` up to `until`; nothing of a row that has no such part."""
    start = rows["start"].where(rows["start"] >= first, first)
    end = rows["end"].where(rows["end"] <= until, until)
    there = start < end
    return rows.assign(start=start, end=end, age_band=name)[there]
