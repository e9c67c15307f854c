"""Working days in England, as the time limits of social care count them: no weekend and no bank holiday.

The day of the event that starts the clock is day 0: a conference on the fifteenth working day after the strategy
discussion is in time.
"""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
from dateutil.easter import easter

FIRST, LAST = 1990, 2060  # years for which the holidays are worked out


@cache
def bank_holidays() -> np.ndarray:
    """The bank holidays of England as days, in order."""
    said = files("analysis.vocabulary").joinpath("lookups/bank_holidays.toml").read_text(encoding="utf-8")
    departures = tomllib.loads(said)
    moved = {entry["usual"]: entry["held"] for entry in departures["instead"]}
    usual = [day for year in range(FIRST, LAST + 1) for day in _usual(year)]
    return np.unique(
        np.array([moved.get(day, day) for day in usual] + departures["more"]["days"], dtype="datetime64[D]")
    )


def _usual(year: int) -> list[date]:
    """The eight holidays of a year; one that falls on a weekend is kept on the next free weekday."""
    sunday = easter(year)
    found = [sunday - timedelta(days=2), sunday + timedelta(days=1), _monday(date(year, 5, 1))]
    found += [_monday(date(year, 5, 25)), _monday(date(year, 8, 25)), _weekday(date(year, 1, 1))]
    christmas = _weekday(date(year, 12, 25))
    boxing = _weekday(date(year, 12, 26))
    return [*found, christmas, boxing if boxing != christmas else boxing + timedelta(days=1)]


def _monday(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def _weekday(day: date) -> date:
    """The day, or the Monday after it; 26 December on a Sunday waits for the Tuesday, as the 25th has the Monday."""
    if (day.month, day.day, day.weekday()) == (12, 26, 6):
        return day + timedelta(days=2)
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def working_days(since: pd.Series, until: pd.Series) -> pd.Series:
    """Working days from one date to another, the first not counted; missing where a date is or they are turned."""
    known = since.notna() & until.notna() & (until >= since)
    first = since[known].to_numpy().astype("datetime64[D]") + np.timedelta64(1, "D")
    after = until[known].to_numpy().astype("datetime64[D]") + np.timedelta64(1, "D")
    counted = np.busday_count(first, after, holidays=bank_holidays())
    return pd.Series(counted, since.index[known], dtype="Int64").reindex(since.index)
