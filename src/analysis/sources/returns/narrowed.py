"""Which episodes of a kind an indicator counts: repeat plans, conferences in time, children who came alone."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.sources.returns.reviews import three_months_on
from analysis.vocabulary.working_days import working_days

CONFERENCE_DAYS, ASSESSMENT_DAYS = 15, 45  # working days, Working Together to Safeguard Children


def repeat(rows: pd.DataFrame) -> pd.DataFrame:
    """Plans of a child who had one before, as the return says. A blank number says nothing, and is not 0."""
    return rows[(rows["previous_plans"] >= 1).fillna(False)]


def two_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Plans that ended two years after their start, or later."""
    return rows[rows["end"] >= rows["start"] + pd.DateOffset(years=2)]


def no_further_action(rows: pd.DataFrame) -> pd.DataFrame:
    """Referrals on which nothing followed."""
    return rows[rows["no_further_action"]]


def within_a_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Referrals within twelve months of an earlier one of the same child; two on one day are one and its copy."""
    ordered = rows.sort_values(["child", "start"], kind="stable")
    days = ordered.drop_duplicates(["child", "start"])
    before = days.groupby("child", observed=True)["start"].shift()
    again = days[days["start"] <= before + pd.DateOffset(months=12)]
    return rows.loc[again.index.sort_values()]


def within_15_days(rows: pd.DataFrame) -> pd.DataFrame:
    """Conferences on the fifteenth working day after the strategy discussion or before; without its date, none is."""
    return rows[(working_days(rows["since"], rows["start"]) <= CONFERENCE_DAYS).fillna(False)]


def within_45_days(rows: pd.DataFrame) -> pd.DataFrame:
    """Assessments completed on the forty-fifth working day after their start or before."""
    return rows[(working_days(rows["start"], rows["end"]) <= ASSESSMENT_DAYS).fillna(False)]


def unaccompanied(rows: pd.DataFrame) -> pd.DataFrame:
    """The time in care as an unaccompanied asylum-seeking child: up to the day on which that status ceased."""
    mine = rows[rows["unaccompanied"]]
    until = mine["unaccompanied_until"]
    sooner = until.notna() & ~(mine["end"] <= until)
    cut = mine.assign(end=mine["end"].where(~sooner, until))
    return cut[~(cut["end"] <= cut["start"])]


NARROWED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "repeat": repeat,
    "two_years": two_years,
    "no_further_action": no_further_action,
    "within_a_year": within_a_year,
    "within_15_days": within_15_days,
    "within_45_days": within_45_days,
    "unaccompanied": unaccompanied,
    "three_months_on": three_months_on,
}

DAY_BANDS = [("0-10", 10), ("11-15", 15), ("16-20", 20)]


def working_days_band(rows: pd.DataFrame) -> pd.Series:
    """The bands in which the Department publishes the time from strategy discussion to conference."""
    days = working_days(rows["since"], rows["start"])
    found = pd.Series("21+", index=rows.index, dtype=object)
    for label, most in reversed(DAY_BANDS):
        found[(days <= most).fillna(False)] = label
    found[days.isna()] = "unknown"
    return found.astype("category")


def age_band_on(born: pd.Series, unborn: pd.Series, day: pd.Series, bands: list[tuple[str, int, int]]) -> pd.Series:
    """The age band of each row on a day of its own; before birth unborn, without a date of birth unknown."""
    months = born.to_numpy().astype("datetime64[M]")
    rest = (born.to_numpy().astype("datetime64[D]") - months.astype("datetime64[D]")).astype("timedelta64[D]")
    at = day.to_numpy().astype("datetime64[D]")
    found = np.full(len(born), "unknown", dtype=object)
    for label, low, _ in bands:
        reached = (months + np.timedelta64(12 * low, "M")).astype("datetime64[D]") + rest
        found[np.asarray(at >= reached)] = label
    before = (at < born.to_numpy().astype("datetime64[D]")) | unborn.to_numpy(dtype=bool)
    found[before] = "unborn"
    return pd.Series(found, index=born.index).astype("category")
