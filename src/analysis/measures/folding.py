"""Detailed ethnic groups folded into five or six, so that tables of different detail can stand beside each other."""

from typing import Literal

import pandas as pd

from analysis.measures.ratios import Keys, names
from analysis.measures.shape import like
from analysis.measures.unknowns import is_unknown
from analysis.vocabulary.ethnicity import FIVE, SIX, UNKNOWN, five_of, six_of
from analysis.vocabulary.tidy import MISSING, OBSERVATION_KEY, POPULATION_KEY, SUPPRESSED

Into = Literal["five", "six"]
SUMMED = ["count", "count_lower", "count_upper", "population"]
NOT_SUMMED = ["denominator", "value", "lower", "upper", "share", "people", "of"]  # each would have to be made anew


def folded(table: pd.DataFrame, into: Into = "five", by: Keys = ()) -> pd.DataFrame:
    """The table with its groups folded into five or six: count, count_lower, count_upper and population added up.

    One row a group within each combination of `by` and of the key columns of observations and populations that the
    table has. Six are the five with White minorities (Irish, Gypsy, Roma and Traveller, Other White) apart from White
    British. Groups that are not known become "Unknown" and join no other; a total, "All", passes. One count that is
    missing leaves none, but the bounds still add up. A group that the target cannot tell apart ("White" in six), one
    that is none, and a broad group beside its own parts are refused. Denominators, rates and shares are left out.
    """
    keyed = [*dict.fromkeys([*OBSERVATION_KEY, *POPULATION_KEY])]
    keys = [*names(by), *(n for n in keyed if n in table and n not in ("group", "classification", *names(by)))]
    target = _targets(table["group"], into)
    _refuse_doubles(table.assign(_into=target), keys)
    rows = _bounded(table.drop(columns=[n for n in NOT_SUMMED if n in table])).assign(group=target)
    grouped = rows.groupby([*keys, "group"], sort=False, dropna=False)
    made = grouped.agg({name: _how(name) for name in rows.columns if name not in [*keys, "group"]}).reset_index()
    if "classification" in made:
        made["classification"] = {"five": "5", "six": "6"}[into]
    order = {name: at for at, name in enumerate([*_groups(into), UNKNOWN, "All"])}
    made["_at"] = made["group"].map(order)
    tables = made.groupby(keys, sort=False, dropna=False).ngroup() if keys else 0
    made = made.assign(_table=tables).sort_values(["_table", "_at"], kind="stable", ignore_index=True)
    return like(table, made[[name for name in table.columns if name in made]])


def _groups(into: Into) -> list[str]:
    if into not in ("five", "six"):
        raise ValueError(f'Groups fold into "five" or "six"; not into "{into}".')
    return FIVE if into == "five" else SIX


def _targets(groups: pd.Series, into: Into) -> pd.Series:
    """Where each row goes; a label that cannot be placed is refused."""
    same = {name: name for name in [*_groups(into), "All"]}
    six_in_five = {"White minorities": "White"} if into == "five" else {}
    target = groups.map((five_of() if into == "five" else six_of()) | same | six_in_five).mask(
        is_unknown(groups), UNKNOWN
    )
    lost = groups[target.isna()]
    if lost.eq("White").any():
        raise ValueError('"White" cannot be told apart into White British and White minorities: fold it into "five".')
    if len(lost):
        raise ValueError(f'"{lost.iloc[0]}" is not an ethnic group that folds into {into}. Take it out first.')
    return target


def _refuse_doubles(rows: pd.DataFrame, keys: list[str]) -> None:
    """A group twice, or a broad group beside its parts, would count people twice."""
    twice = rows.duplicated([*keys, "group"])
    in_six = rows.assign(_into=rows["group"].map(six_of()).fillna(rows["group"]))
    broad = rows.duplicated([*keys, "_into"], keep=False) & rows["group"].isin([*FIVE, UNKNOWN])
    broad |= in_six.duplicated([*keys, "_into"], keep=False) & rows["group"].eq("White minorities")
    for wrong, said in ((twice, "stands there twice"), (broad, "stands beside its own parts")):
        if wrong.any():
            raise ValueError(f'"{rows.loc[wrong, "group"].iloc[0]}" {said}: it would be counted twice.')


def _bounded(table: pd.DataFrame) -> pd.DataFrame:
    """Known counts as their own bounds where the table has bounds; nobody is the fewest that a count can be."""
    ends = [name for name in ("count_lower", "count_upper") if name in table]
    filled = {name: table[name].astype("float64").fillna(table["count"]) for name in ends if "count" in table}
    if "count_lower" in filled:
        filled["count_lower"] = filled["count_lower"].fillna(0.0)
    return table.assign(**filled)


def _how(name: str) -> object:
    """How a column of the rows that become one is put together."""
    if name in SUMMED:
        return lambda part: part.astype("float64").sum(skipna=False)
    return _status if name == "status" else _shared


def _status(part: pd.Series) -> object:
    """Hidden where a part is hidden, missing where one is missing, else derived; a row alone keeps its own."""
    if len(part) == 1:
        return part.iloc[0]
    return next((status for status in (SUPPRESSED, MISSING) if part.eq(status).any()), "derived")


def _shared(part: pd.Series) -> object:
    """What all the rows say alike, or nothing."""
    return part.iloc[0] if len(part.drop_duplicates()) == 1 else None
