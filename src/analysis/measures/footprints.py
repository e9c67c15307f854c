"""Several authorities as one: a partnership or a police force area, its counts added and its rates from the sums."""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.averages import contains
from analysis.measures.given import known
from analysis.measures.shape import like
from analysis.vocabulary.areas import areas

KEY = ["indicator", "date", "span", "breakdown", "group", "age_band", "sex", "classification", "year", "base"]
BOUNDS = ["count_lower", "count_upper"]


def pooled_areas(table: pd.DataFrame, members: Sequence[str], name: str) -> pd.DataFrame:
    """The counts and people of several areas added up, one row an indicator, date, breakdown and group.

    `table` has area and count (or population), and denominator where it has any; `members` are codes and `name` is
    what the footprint is called, in the columns area and area_name. A missing or hidden count of one member leaves the
    sum missing, never smaller, with bounds where every member has a count or bounds (count_lower and count_upper). A
    member without a row, or denominators of several releases in one row, are refused: the sum would not be of the
    footprint. Published values are dropped; work rates out from the sums (crude_rate, proportion). A share printed
    without its number cannot be pooled.
    """
    codes = [members] if isinstance(members, str) else list(dict.fromkeys(members))
    if len(codes) < 2:
        raise ValueError("A footprint pools two areas or more. Give their codes, such as E08000016 and E08000018.")
    inside = [f"{areas()[b].name} is a part of {areas()[a].name}" for a in codes for b in codes
              if a != b and a in areas() and b in areas() and contains(a, b)]  # fmt: skip
    if inside:
        raise ValueError(f"A footprint counts every child once: {inside[0]}. Leave one of them out.")
    rows = known(table[table["area"].isin(codes)])
    keys = [key for key in KEY if key in rows]
    _complete(rows, codes, keys, name)
    grouped = rows.groupby(keys, sort=False, dropna=False)
    made = grouped.first().reset_index().drop(columns=["value", "unit", "status", "reason"], errors="ignore")
    for column in ("count", "denominator", "population"):
        if column in rows:
            made[column] = grouped[column].agg(lambda numbers: numbers.sum(skipna=False)).to_numpy()
    if "count" in rows:
        made[BOUNDS] = _bounds(rows, keys)
        made["status"] = pd.Series("derived", index=made.index).where(made["count"].notna(), "suppressed")
    return like(table, made.assign(area=name, area_name=name))


def _complete(rows: pd.DataFrame, codes: list[str], keys: list[str], name: str) -> None:
    """Every member once in every row of the footprint, on one release of the population."""
    if rows.duplicated([*keys, "area"]).any():
        again = rows.loc[rows.duplicated([*keys, "area"]), "area"].iloc[0]
        raise ValueError(f"A footprint needs one row an area. There are several for {again} on one date.")
    grouped = rows.groupby(keys, sort=False, dropna=False)
    short = grouped["area"].agg(set)[lambda found: found.map(len) < len(codes)]
    if rows.empty or len(short):
        absent = sorted(set(codes) - (short.iloc[0] if len(short) else set()))
        raise ValueError(f"{name} cannot be added up everywhere: {', '.join(absent)} has no row beside the others. "
                         "Take the dates and groups that every member has.")  # fmt: skip
    if "denominator_vintage" in rows and (grouped["denominator_vintage"].agg(lambda names: len(set(names))) > 1).any():
        raise ValueError(f"The populations of {name} come from different releases. Give rows that rest on one release.")


def _bounds(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The least and the most that the sum can be; a count that is known is both."""
    ends = {}
    for end in BOUNDS:
        own = rows[end].where(rows["count"].isna(), rows["count"]) if end in rows else rows["count"]
        ends[end] = own.groupby([rows[key] for key in keys], sort=False, dropna=False).agg(
            lambda x: x.sum(skipna=False)
        )
    return pd.DataFrame(ends)[BOUNDS].reset_index(drop=True)
