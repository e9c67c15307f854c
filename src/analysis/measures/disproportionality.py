"""Who is over- or under-represented, against which population: the share of a group beside its share of a baseline."""

import numpy as np
import pandas as pd

from analysis.measures.rates import wilson_limits
from analysis.measures.shape import like
from analysis.vocabulary.ethnicity import UNKNOWN, five_of

ABOVE, BELOW, UNCLEAR, WITHHELD = "above", "below", "no clear difference", "cannot be said"


def representation(cohort: pd.DataFrame, baseline: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Representation index of each group: its share of the cohort divided by its share of the baseline.

    `cohort` has group, count_lower, count_upper (equal where the count is known; a rounded percentage or a hidden
    count is an interval) and denominator (children of known ethnicity, or all). `baseline` has group and share
    (a proportion). The index is 1 when the shares are equal. Limits are Wilson's for the cohort share, the lower from
    the fewest and the upper from the most children that the interval allows, divided by the baseline, which is a
    census and has no sampling error. Also gives expected children and the excess over them.
    """
    pairs = cohort.merge(baseline, on="group", how="inner", suffixes=("", "_baseline"))
    whole, share = pairs["denominator"].astype("float64"), pairs["share"].astype("float64")
    if (share <= 0).any():
        raise ValueError(f"A baseline share must be above zero. Look at:\n{pairs.loc[share <= 0, ['group', 'share']]}")
    low, high = pairs["count_lower"].astype("float64"), pairs["count_upper"].astype("float64")
    middle = pairs["count"].astype("float64").fillna((low + high) / 2) if "count" in pairs else (low + high) / 2
    possible = low <= high  # an empty interval: no whole number prints as the published percentage
    lower = wilson_limits(low.where(possible), whole, confidence)[0]
    upper = wilson_limits(high.where(possible), whole, confidence)[1]
    exact = low == high
    return pairs.assign(
        statistic="representation index",
        value=middle / whole / share,
        value_lowest=low / whole / share,
        value_highest=high / whole / share,
        lower=lower / share,
        upper=upper / share,
        confidence=confidence,
        method=np.where(exact, "Wilson", "Wilson, over the counts that are possible"),
        base=pairs.get("baseline", "baseline"),
        expected=whole * share,
        excess=middle - whole * share,
        verdict=verdicts(lower / share, upper / share),
    )


def verdicts(lower: pd.Series, upper: pd.Series) -> pd.Series:
    """What the limits of a ratio allow to be said: above, below, no clear difference, or nothing."""
    said = pd.Series(UNCLEAR, index=lower.index).mask(lower > 1, ABOVE).mask(upper < 1, BELOW)
    return said.where(lower.notna() & upper.notna(), WITHHELD)


def share_of_baseline(population: pd.DataFrame, groups: dict[str, frozenset[str]]) -> pd.DataFrame:
    """The share of each named set of groups in one population, among people whose group is known.

    `population` has group and population, one row a group; a total among them is refused. People whose group is not
    known belong to none and are left out of both sides, so that they never count as a minority.
    """
    if (population["group"] == "All").any():
        raise ValueError('Take the rows of "All" out first: they would count everybody twice.')
    unknown = [UNKNOWN, *(group for group, five in five_of().items() if five == UNKNOWN)]
    known = population[~population["group"].isin(unknown)]
    total = known["population"].sum()
    rows = []
    for name, members in groups.items():
        inside = known[known["group"].isin(members)]
        if len(inside):
            rows.append((name, inside["population"].sum(), total, inside["population"].sum() / total))
    return like(population, pd.DataFrame(rows, columns=["group", "people", "of", "share"]))


def cohort_by_group(parts: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """A cohort by ethnic group with its whole, and "not White" as the sum of the four other groups.

    `parts` has date, group, count, count_lower, count_upper for the five groups and Unknown; `totals` one row a date.
    The whole counts every child, also those of unknown ethnicity, so that a hidden Unknown cannot be worked out. Where
    groups are hidden, "not White" lies between its known groups and what White and Unknown leave of the whole.
    """
    whole = totals[["date", "count"]].rename(columns={"count": "denominator"})
    both = parts.drop(columns="denominator", errors="ignore").merge(whole, on="date", how="left")
    outside = both[both["group"].isin(["White", "Unknown"])].groupby("date")["count_lower"].sum()
    inside = both[~both["group"].isin(["White", "Unknown"])].groupby("date", as_index=False)
    summed = inside.agg(
        count=("count", lambda counts: counts.sum(skipna=False)),
        count_lower=("count_lower", "sum"),
        count_upper=("count_upper", lambda counts: counts.sum(skipna=False)),
        denominator=("denominator", "first"),
    )
    most = summed["denominator"] - summed["date"].map(outside).fillna(0)
    summed["count_upper"] = summed["count_upper"].fillna(most).clip(upper=most)
    constant = parts.drop_duplicates("date")[["date", *(name for name in _CONSTANT if name in parts)]]
    named = like(parts, summed.assign(group="not White", status="derived")).merge(constant, on="date", how="left")
    return pd.concat([both[both["group"] != "Unknown"], named], ignore_index=True)


_CONSTANT = ("indicator", "area", "area_name", "span", "breakdown", "source", "vintage", "citation", "public")


def share_of_groups(population: pd.DataFrame) -> pd.DataFrame:
    """Each group's share of its year's population, one row a year and group; totals of a year are not a group."""
    rows = population[(population["group"] != "All") & (population["classification"] == "18+1")]
    whole = rows.groupby(["base", "year"])["population"].transform("sum")
    return rows.assign(people=rows["population"], of=whole, share=rows["population"] / whole).reset_index(drop=True)


def share_bounds(cohort: pd.DataFrame) -> pd.DataFrame:
    """The least and the most that a group's share can be, in percent, given the counts that are hidden."""
    whole = cohort["denominator"].astype("float64")
    return cohort.assign(
        lowest=100 * cohort["count"].fillna(cohort["count_lower"]) / whole,
        highest=100 * cohort["count"].fillna(cohort["count_upper"]) / whole,
    )
