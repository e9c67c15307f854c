"""The two sides of a comparison, cut from longer tables: a cohort with its whole, a group with its population."""

import pandas as pd

from analysis.measures.shape import like
from analysis.vocabulary.ethnicity import UNKNOWN, five_of


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

    `parts` has date, group, count, count_lower, count_upper for the five groups and Unknown; `totals` one row a date,
    whose count is `everybody`. `denominator` is those of known group where their number is known, else everybody, and
    `denominator_lower` the fewest that they can be; `unknown` and `unknown_share` are the most of unknown group.
    Where groups are hidden, "not White" lies between its known groups and what White and Unknown leave of the whole.
    `count_most` is what a group could be if it had all the children who can be in no other for sure.

    >>> in_care = observations("children_in_care")
    >>> cohort = cohort_by_group(observations("children_in_care", breakdown="ethnic_group"), in_care)
    """
    whole = totals[["date", "count"]].rename(columns={"count": "everybody"})
    kept = parts.drop(columns=["denominator", "everybody"], errors="ignore").merge(whole, on="date", how="left")
    lost = kept[kept["group"] == "Unknown"].set_index("date")
    known = kept[kept["group"] != "Unknown"]
    both = pd.concat([known, _not_white(known, lost, parts)], ignore_index=True)
    most, exact = both["date"].map(lost["count_upper"]), both["date"].map(lost["count"])
    absent = ~both["date"].isin(lost.index)  # nobody is said to be of unknown group
    everybody = both["everybody"].astype("float64")
    unknown = most.astype("float64").mask(absent, 0.0)
    return both.assign(
        denominator=(everybody - exact.astype("float64").mask(absent, 0.0)).fillna(everybody),
        denominator_lower=(everybody - unknown).fillna(everybody),
        unknown=unknown,
        unknown_share=unknown / everybody,
        count_most=_most(both, everybody),
    )


def _not_white(known: pd.DataFrame, lost: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """One row a date: the four other groups together, with the least and the most that hidden counts allow."""
    white = known[known["group"] == "White"].groupby("date")["count_lower"].sum()
    inside = known[known["group"] != "White"].groupby("date", as_index=False)
    summed = inside.agg(
        count=("count", lambda counts: counts.sum(skipna=False)),
        count_lower=("count_lower", "sum"),
        count_upper=("count_upper", lambda counts: counts.sum(skipna=False)),
        everybody=("everybody", "first"),
    )
    outside = summed["date"].map(white).fillna(0) + summed["date"].map(lost["count_lower"]).fillna(0)
    most = summed["everybody"] - outside
    summed["count_upper"] = summed["count_upper"].fillna(most).clip(upper=most)
    constant = parts.drop_duplicates("date")[["date", *(name for name in _CONSTANT if name in parts)]]
    return like(parts, summed.assign(group="not White", status="derived")).merge(constant, on="date", how="left")


_CONSTANT = ("indicator", "area", "area_name", "span", "breakdown", "source", "vintage", "citation", "public")


def _most(both: pd.DataFrame, everybody: pd.Series) -> pd.Series:
    """Everybody but those who are in another group for sure; a group that contains others does not count twice."""
    least = both["count_lower"].astype("float64").fillna(0)
    single = least.where(both["group"] != "not White", 0.0)
    all_known = single.groupby(both["date"]).transform("sum")
    own = least.where(both["group"] == "not White", single)
    return (everybody - all_known + own).where(everybody.notna())


def share_of_groups(population: pd.DataFrame) -> pd.DataFrame:
    """Each group's share of its year's population, one row a year and group; totals of a year are not a group."""
    rows = population[(population["group"] != "All") & (population["classification"] == "18+1")]
    whole = rows.groupby(["base", "year"])["population"].transform("sum")
    return rows.assign(people=rows["population"], of=whole, share=rows["population"] / whole).reset_index(drop=True)


def share_bounds(cohort: pd.DataFrame) -> pd.DataFrame:
    """The least and the most that a group's share can be, in percent of everybody, given the counts that are hidden.

    Needs the columns of cohort_by_group. The most has in the group only those of whom it is not known that they are
    in none: children of unknown group stay outside.
    """
    whole = cohort["everybody" if "everybody" in cohort else "denominator"].astype("float64")
    return cohort.assign(
        lowest=100 * cohort["count"].fillna(cohort["count_lower"]) / whole,
        highest=100 * cohort["count"].fillna(cohort["count_upper"]) / whole,
    )
