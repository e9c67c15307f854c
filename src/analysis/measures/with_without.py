"""A caseload beside one population twice: with all its children, and without those whom no local census counts."""

import pandas as pd

from analysis.measures.disproportionality import representation
from analysis.measures.shape import like
from analysis.measures.subgroups import without_subgroup

ALL, WITHOUT = "all children", "without the subgroup"


def with_and_without(
    cohort: pd.DataFrame, subgroup: pd.DataFrame, shares: pd.DataFrame, confidence: float = 0.95
) -> pd.DataFrame:
    """Representation of each group with and without a subgroup, such as unaccompanied children: two rows a group.

    `cohort` is a result of cohort_by_group; `subgroup` has date and count, of the same children; `shares` one baseline.
    `subset` says which of the two a row is, `subgroup` and `everybody` how many children. Where the ethnic group of
    the subgroup is not known, its counts are the interval that is possible, and the limits reach over it. A date whose
    subgroup is hidden or not at hand has no second row.
    """
    out = subgroup[subgroup["date"].isin(cohort["date"])].dropna(subset=["count"])
    cohort = cohort[cohort["date"].isin(out["date"])]
    if cohort.empty or shares.empty:
        return like(cohort, cohort.head(0).assign(subset="", statistic="", verdict="", subgroup=0.0, **_NUMBERS))
    whole = cohort.drop_duplicates("date")[["date", "everybody"]].rename(columns={"everybody": "count"})
    left = without_subgroup(cohort, whole, out[["date", "count"]], by="date").drop(columns="method")
    # who is left is not told apart by known and unknown group: shares are of all of them
    left = left.assign(everybody=left["denominator"], count_most=left[["count_most", "denominator"]].min(axis=1))
    both = [(cohort, ALL), (left, WITHOUT)]
    made = pd.concat([representation(t, shares, confidence).assign(subset=name) for t, name in both], ignore_index=True)
    number = out[["date", "count"]].rename(columns={"count": "subgroup"})
    return like(cohort, made.merge(number, on="date", how="left"))


_NUMBERS = {"value": 0.0, "lower": 0.0, "upper": 0.0, "value_lowest": 0.0, "value_highest": 0.0}
