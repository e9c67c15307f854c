"""What measures make of a plain table: counts with their bounds and their whole, populations as shares."""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.shape import like
from analysis.measures.unknowns import is_unknown

PEOPLE = ("population", "people", "denominator")
BOUNDS = ["count_lower", "count_upper"]
HALF = 0.5  # of a person: less is a rounding of the sum
COHORT = ("indicator", "area", "date", "span", "label", "stage", "route")


def tables_of(table: pd.DataFrame, by: Sequence[str] = ()) -> list[pd.Series]:
    """What tells one table from the next in a long one: the columns `by`, and those that name a cohort."""
    names = dict.fromkeys([*by, *(name for name in COHORT if name in table)])
    return [table[name] for name in names] or [pd.Series(0, index=table.index)]


def cohort_with_bounds(cohort: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of known groups with count_lower, count_upper, middle, denominator, unknown and unknown_share.

    Bounds that are absent are the count; a count that is missing has none. Without `denominator` the whole is the sum
    of the known groups, and missing where one of them is; a denominator that is everybody, the unknown too, is made
    that of the known. `unknown` is the most that can be of unknown group.
    """
    table = cohort.assign(**{name: cohort["count"] for name in BOUNDS if name not in cohort})
    lost, keys = is_unknown(table["group"]), tables_of(table, by)
    _refuse(table, keys)
    middle = table[BOUNDS].astype("float64").mean(axis=1, skipna=False)
    if "count" in table:
        middle = table["count"].astype("float64").fillna(middle)
    unknown = _sum(table["count_upper"].astype("float64").where(lost, 0.0), keys)
    known = _sum(middle.where(~lost, 0.0), keys)
    if "denominator" not in table:
        table = table.assign(denominator=known.where(known > 0))
    elif _differ(table[~lost], [key[~lost] for key in keys]):
        raise ValueError(
            "The denominator of a cohort is its whole, the same for all its groups. Here it differs between groups: "
            "if it is the people of each group, leave it out here and give it as the baseline."
        )
    elif "unknown" not in table:
        whole = table["denominator"].astype("float64")
        table = table.assign(denominator=whole.mask((whole - known - unknown).abs() < HALF, known))
    if "unknown" not in table:
        everybody = table["denominator"].astype("float64") + unknown
        table = table.assign(unknown=unknown, unknown_share=(unknown / everybody).where(unknown != 0, 0.0))
    return like(cohort, table.assign(middle=middle)[~lost].reset_index(drop=True))


def _sum(counts: pd.Series, keys: list[pd.Series]) -> pd.Series:
    """The sum of each table, beside each of its rows; missing where one of them is."""
    return counts.groupby(keys, dropna=False).transform(lambda part: part.sum(skipna=False))


def _refuse(table: pd.DataFrame, keys: list[pd.Series]) -> None:
    _refuse_totals(table)
    twice = pd.DataFrame(dict(enumerate([*keys, table["group"]]))).duplicated()
    if twice.any():
        group = table.loc[twice, "group"].iloc[0]
        raise ValueError(f"A cohort has one row a group; {group} has several. Name what tells tables apart in `by`.")
    if (table[BOUNDS].astype("float64") < 0).any(axis=None):
        raise ValueError("A count cannot be below zero.")


def joint(cohort: pd.DataFrame, baseline: pd.DataFrame, by: Sequence[str]) -> list[str]:
    """The columns on which a cohort meets its baseline, besides the group; a group that is there twice is refused."""
    areas = [name for name in ["area"] if name in cohort and name in baseline and len(set(baseline[name])) > 1]
    keys = list(dict.fromkeys([*(name for name in by if name in baseline), *areas]))
    told = [name for name in ("baseline", "year") if name in baseline]
    twice = baseline.duplicated([*keys, *told, "group"])
    if twice.any():
        group = baseline.loc[twice, "group"].iloc[0]
        raise ValueError(f"A baseline has one row a group; {group} has several. Name what tells tables apart in `by`.")
    return keys


def refuse_strangers(cohort: pd.DataFrame, baseline: pd.DataFrame, keys: list[str]) -> None:
    """Refuse a group that is counted but has no people: its share of them would be left out of every other's."""
    both = cohort[keys].merge(baseline[keys].drop_duplicates(), on=keys, how="left", indicator="side")
    alone = both[both["side"] == "left_only"]
    if len(alone):
        raise ValueError(f'The baseline has no row for "{alone["group"].iloc[0]}": give it one, or leave it out.')


def _differ(table: pd.DataFrame, keys: list[pd.Series]) -> bool:
    """Whether the groups of one table have different wholes."""
    wholes = table.groupby(keys, dropna=False)["denominator"]
    return bool((wholes.max() > wholes.min()).any())


def _refuse_totals(table: pd.DataFrame) -> None:
    if table["group"].eq("All").any():
        raise ValueError('Take the rows of "All" out first: they would count everybody twice.')


def shares_of(baseline: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """A baseline with `share`: as given, or each group's people over those of all known groups of its baseline."""
    if "share" in baseline:
        return baseline
    name = next((name for name in PEOPLE if name in baseline), None)
    if name is None:
        raise ValueError(f"A baseline needs a share, or the people of each group: one of {', '.join(PEOPLE)}.")
    _refuse_totals(baseline)
    known = baseline[~is_unknown(baseline["group"])]
    keys = [known[key] for key in (*by, "baseline") if key in known] or [pd.Series(0, index=known.index)]
    people = known[name].astype("float64")
    whole = people.groupby(keys).transform(lambda rows: rows.sum(skipna=False))
    made = known.assign(people=people, share=people / whole.where(whole > 0))
    return made.drop(columns=[name for name in ("population", "denominator") if name in made])
