"""The council's own counts beside the published figures, in a pack for its own people."""

import pandas as pd

from analysis.runs.plan import TableSpec
from analysis.sources.own_returns import one_source
from analysis.sources.selection import SELECTED_KEY

OWN_COUNTS = "own"  # the name of the table of returns among the processed ones
_FIGURE = [name for name in SELECTED_KEY if name != "group"]  # all groups of a figure come from one source
_ENDS = {"quarter": ("03", "06", "09", "12")}


def with_own(rows: pd.DataFrame, own: pd.DataFrame, spec: TableSpec) -> pd.DataFrame:
    """The rows with those of the returns: of months and quarters first, of 31 March where nobody has published.

    A table of every month or quarter is of the returns alone, so that no line goes from one source to another and back.
    In a public pack they go through the disclosure gate before anything is made of them.
    """
    wanted = own["indicator"].isin(spec.indicators) & own["breakdown"].isin(spec.breakdowns)
    mine = _on_days(one_source(own[wanted]), spec)
    if spec.every != "year":
        return mine.reset_index(drop=True)
    march = mine["date"].astype(str).str.endswith("-03-31") & mine["span"].isin(["point", "year"])
    ours, there = (pd.MultiIndex.from_frame(table[_FIGURE].astype(str)) for table in (mine, rows))
    beside = mine[~(march & ours.isin(there)).to_numpy()]
    first = pd.MultiIndex.from_frame(beside[_FIGURE].astype(str))
    return pd.concat([rows[~there.isin(first)], beside], ignore_index=True)


def with_all_own(rows: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Every chosen figure and every one of the returns beside them: what there is to ask for, not what is used."""
    return pd.concat([rows, one_source(own)], ignore_index=True) if len(own) else rows


def _on_days(mine: pd.DataFrame, spec: TableSpec) -> pd.DataFrame:
    """Stock on the days that the table asks for; flows of every period."""
    if spec.span in ("month", "quarter"):
        return mine
    month = mine["date"].astype(str).str[5:7]
    within = month.isin(_ENDS.get(spec.every, ("03",))) if spec.every != "month" else month.notna()
    return mine[within]
