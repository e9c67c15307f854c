"""What a caseload by group can be without some of its children, when those are known in total only."""

from typing import TypeAlias

import pandas as pd

from analysis.measures.given import where
from analysis.measures.ratios import Keys, names
from analysis.measures.shape import like

Total: TypeAlias = pd.DataFrame | float | None
NOT_KNOWN = "not known: a number is hidden or missing"


def without_subgroup(cohort: pd.DataFrame, whole: Total, subgroup: Total, by: Keys = ()) -> pd.DataFrame:
    """Counts by group without a subgroup, as the interval that is possible: a cohort for `representation`.

    `cohort` has group and count (count_lower, count_upper where counts are hidden or rounded). `whole` and `subgroup`
    are the number of all its children and of those to leave out: each a number, or a table with count and the columns
    `by`. Known in total only, the subgroup may be all inside a group or all outside it: from count - subgroup, never
    below 0, to count, never above whole - subgroup. A `subgroup` with the column group, a row for each group of the
    cohort, is taken off exactly. `denominator` is whole - subgroup. A number that is hidden or missing leaves counts
    and denominator missing, and `method` says so.
    """
    rows = _with(cohort.drop(columns="denominator", errors="ignore"), whole, "_whole", names(by))
    if isinstance(subgroup, pd.DataFrame) and "group" in subgroup:
        rows, how = _by_group(rows, subgroup, names(by)), "subgroup known by group"
        least = most = rows["_mine"]
    else:
        rows, how = _with(rows, subgroup, "_out", names(by)), "subgroup known in total only"
        least, most = 0.0, rows["_out"]
    low, high = _ends(rows)
    lower, upper, left = (low - most).clip(lower=0), high - least, rows["_whole"] - rows["_out"]
    if (upper < 0).any() or (left < 0).any():
        raise ValueError("The subgroup has more children than what it is taken from. Check that it is a part of it.")
    upper = upper.clip(upper=left)
    known = left.notna() & lower.notna() & upper.notna()
    made = rows.drop(columns=["_whole", "_out", "_mine"], errors="ignore").assign(
        count=lower.where(known & (lower == upper)),
        count_lower=lower.where(known),
        count_upper=upper.where(known),
        denominator=left,
        method=pd.Series(how, index=rows.index).where(known, NOT_KNOWN),
    )
    return like(rows, made)


def _with(rows: pd.DataFrame, total: Total, name: str, keys: list[str]) -> pd.DataFrame:
    """The rows with a total beside each: the number itself, or that of the row's own keys; none leaves it missing."""
    if not isinstance(total, pd.DataFrame):
        return rows.assign(**{name: pd.Series(total, index=rows.index, dtype="float64")})
    if (not keys and len(total) != 1) or total.duplicated(keys or None).any():
        raise ValueError(f"A total needs one row for each {' and '.join(keys) or 'table'}. Look at:\n{where(total)}")
    number = total[[*keys, "count"]].rename(columns={"count": name}).astype({name: "float64"})
    return rows.merge(number, how="left" if keys else "cross", on=keys or None)


def _by_group(rows: pd.DataFrame, subgroup: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The rows with those to leave out of each group and in all; a group without a row is refused."""
    keyed = [*keys, "group"]
    if subgroup.duplicated(keyed).any():
        raise ValueError(f"A subgroup by group needs one row a group. Look at:\n{where(subgroup[keyed])}")
    mine = subgroup[[*keyed, "count"]].rename(columns={"count": "_mine"}).astype({"_mine": "float64"})
    both = rows.merge(mine, on=keyed, how="outer", indicator="_side")
    alone = both[both["_side"] != "both"]
    if len(alone):
        raise ValueError(f'"{alone["group"].iloc[0]}" is in one of the two tables only: give both the same groups.')
    whole = [both[name] for name in keys] or [pd.Series(0, index=both.index)]
    out = both["_mine"].groupby(whole).transform(lambda part: part.sum(skipna=False))
    return rows.merge(both[[*keyed, "_mine"]].assign(_out=out), on=keyed, how="left")


def _ends(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The fewest and the most that each count can be; a hidden count without bounds is between 0 and the whole."""
    count = rows["count"].astype("float64") if "count" in rows else pd.Series(float("nan"), index=rows.index)
    lower = rows["count_lower"].astype("float64").fillna(count) if "count_lower" in rows else count
    upper = rows["count_upper"].astype("float64").fillna(count) if "count_upper" in rows else count
    return lower.fillna(0.0), upper.fillna(rows["_whole"])
