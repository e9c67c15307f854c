"""Quarters of a flow added up over rolling windows, each group beside all others, at both ends of what is hidden."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.plain import BOUNDS
from analysis.measures.rates import checked
from analysis.measures.tipping import with_design_effect
from analysis.measures.unknowns import is_unknown, without_unknown
from analysis.vocabulary.ethnicity import five_of, six_of

NEEDED = ["indicator", "group", "date", "count", "denominator"]
SERIES = ["indicator", "group"]
STATISTIC, BASE, EXACT = "ratio to all others", "rate of all others", "exact binomial"
ADDED = [*BOUNDS, "denominator", "unknown"]  # over the quarters of a window


def checked_quarters(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of known groups in order, with quarter (a whole number), count bounds and unknown; else refused.

    A quarter in which any number of unknown group is hidden has, without count_upper, a missing `unknown`.
    """
    if table.empty:
        raise ValueError("An early warning needs rows, one a group, indicator and quarter. There are none.")
    lacking = [name for name in NEEDED if name not in table]
    if lacking:
        raise ValueError(
            f"An early warning needs the column {lacking[0]}. It has {', '.join(map(str, table.columns))}."
        )
    table = table.assign(date=pd.to_datetime(table["date"]))
    table = table.astype({"count": "float64", "denominator": "float64"})
    _refuse(table)
    bounds = {name: table.get(name, table["count"]).astype("float64").fillna(table["count"]) for name in BOUNDS}
    known = without_unknown(table.assign(**bounds), ["indicator", "date"])
    _refuse_absent(known)
    quarter = (known["date"].dt.year * 4 + known["date"].dt.quarter).astype("int64")
    return known.assign(quarter=quarter).sort_values(["indicator", "quarter", "group"], ignore_index=True)


def _refuse(table: pd.DataFrame) -> None:
    groups, known = table["group"], ~is_unknown(table["group"])
    doubled = groups.groupby(table["indicator"]).transform(_beside_parts).astype(bool)
    for wrong, said in (
        (groups.eq("All"), 'Take the rows of "All" out first: they would count everybody twice'),
        (doubled, "A group beside its own parts would be counted twice: keep one or the other"),
        (table.duplicated([*SERIES, "date"]), "An early warning needs one row a group, indicator and quarter"),
        (~table["date"].dt.is_quarter_end, "A quarter is named by its last day, such as 2026-09-30"),
        (table["count"] < 0, "A count cannot be below zero"),
        (known & ~(table["denominator"] > 0), "A ratio needs people above zero in every group"),
        (table.get("span", pd.Series("quarter", table.index)).ne("quarter"), _FLOWS),
    ):
        if wrong.any():
            raise ValueError(f"{said}. Look at:\n{table.loc[wrong, [*SERIES, 'date']].head()}")
    _refuse_several(table, "area", "area")
    for _, rows in table[known].groupby("indicator"):
        _refuse_several(rows, "denominator_vintage", "release of the population")


def _refuse_several(rows: pd.DataFrame, name: str, of: str) -> None:
    """Two areas are two tables, and a step between two releases of the population would look like a change."""
    found = [str(value) for value in rows[name].dropna().unique()] if name in rows else []
    if len(found) > 1:
        raise ValueError(f"An early warning rests on one {of}; here are {'; '.join(found)}. Give the rows of one.")


_FLOWS = (
    "An early warning needs what came or went in a quarter (span quarter). A number on a day counts the same children "
    "quarter after quarter, and a year is no quarter: give referrals, plans started or care started instead"
)


def _beside_parts(groups: pd.Series) -> pd.Series:
    """Whether a label is a broad group that holds another label among them."""
    there = set(groups)
    parents = {of[group] for of in (five_of(), six_of()) for group in there if group in of and of[group] != group}
    return groups.isin(parents & there) & ~is_unknown(groups)


def _refuse_absent(known: pd.DataFrame) -> None:
    """Every group has a row in every quarter of its indicator: without it, nobody knows who all the others are."""
    for indicator, rows in known.groupby("indicator", sort=False):
        there = set(zip(rows["date"], rows["group"], strict=True))
        absent = [(d, g) for d in rows["date"].unique() for g in rows["group"].unique() if (d, g) not in there]
        for date, group in absent:
            raise ValueError(
                f'"{group}" has no row among {indicator} for {date:%Y-%m-%d}. Give it one: 0 if nobody was counted, an '
                "empty count if it is not known. Groups that change on the way are two tables."
            )


def summed(quarters: pd.DataFrame, window: int) -> pd.DataFrame:
    """One row a quarter, with bounds, people and unknown added up over the window that it ends; missing where any is.

    `people` is the mean number over the window, and `quarters` how many of the window's quarters are there.
    """
    back = [
        quarters.assign(quarter=quarters["quarter"] + later)[[*SERIES, "quarter", *ADDED]] for later in range(window)
    ]
    grouped = pd.concat(back).groupby([*SERIES, "quarter"], sort=False)
    made = grouped[ADDED].sum(min_count=window).assign(quarters=grouped.size()).reset_index()
    kept = quarters[[name for name in quarters if name not in {*ADDED, "count", "unknown_share"}]]
    made = kept.merge(made, on=[*SERIES, "quarter"], how="left")
    keys = [made["indicator"], made["quarter"]]
    for name in [*BOUNDS, "denominator"]:
        whole = made[name].groupby(keys).transform("sum").mask(made[name].isna().groupby(keys).transform("any"))
        made[f"others_{name}"] = whole - made[name]
    return made.assign(window=window, people=made["denominator"] / window)


def ends_of(rows: pd.DataFrame, confidence: float, deff: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ratio, limits, p, expected and excess if the group's count is the least possible, and if it is the most.

    The least goes with the most of all others. Where nothing is hidden, both are the same.
    """
    share = rows["denominator"] / (rows["denominator"] + rows["others_denominator"])
    low, high = BOUNDS
    pairs = ((low, f"others_{high}"), (high, f"others_{low}"))
    one, two = (_exact(rows[own], rows[others], share, confidence) for own, others in pairs)
    return with_design_effect(one, deff), with_design_effect(two, deff)


def _exact(count: pd.Series, others: pd.Series, share: pd.Series, confidence: float) -> pd.DataFrame:
    """The exact conditional comparison at any size: of count + others events, the group's are binomial.

    Clopper and Pearson's limits of that share as a ratio, and the doubled smaller tail (Przyborowski and Wilenski
    1940). Log-Wald limits, which rate_ratio has from ten events, are not for the small p that many comparisons need:
    10 where 3 are expected has p = 0.0001 by them, and 0.002 by the exact test.
    """
    tail, odds = (1 - checked(confidence)) / 2, share / (1 - share)
    least = stats.beta.ppf(tail, count.where(count > 0, 1), others + 1)
    most = stats.beta.isf(tail, count + 1, others.where(others > 0, 1))
    below = stats.binom.cdf(count, count + others, share)
    above = stats.binom.sf(count - 1, count + others, share)
    expected, known = others * odds, (count + others > 0) & share.notna()
    with np.errstate(divide="ignore", invalid="ignore"):
        made = {
            "value": count / expected,
            "lower": pd.Series(least / (1 - least) / odds, index=count.index).mask(count == 0, 0.0),
            "upper": pd.Series(most / (1 - most) / odds, index=count.index).mask(others == 0, np.inf),
            "p": pd.Series(np.minimum(1, 2 * np.minimum(below, above)), index=count.index),
        }
    frame = pd.DataFrame(made).where(known)
    return frame.assign(statistic=STATISTIC, method=EXACT, count=count, expected=expected, excess=count - expected)


def windows_of(quarters: pd.DataFrame, windows: Sequence[int]) -> pd.DataFrame:
    """The quarters once for each window that they end, the shortest first."""
    return pd.concat([summed(quarters, window) for window in sorted(windows)], ignore_index=True)
