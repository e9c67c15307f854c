"""Two rows of one child in a list: plans are all kept; periods and cases are taken to end where the next begins."""

import pandas as pd

from analysis.sources.returns.annex_a_rows import Rows


def in_order(rows: Rows, table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The table with each row's end set straight against the child's next one, in the order it came.

    A child's series of short breaks is apart from the child's time in care.
    """
    if kind not in ("cp_plan", "care", "cin") or not len(table):
        return table
    after = table.assign(row=table.index).sort_values(["child", "start", "row"])
    following = after.groupby(["child", "short_breaks"], sort=False)["start"].shift(-1).reindex(table.index)
    open_, beyond = table["end"].isna() & following.notna(), table["end"] > following
    if kind == "cp_plan":
        _say_of_plans(rows, table, open_ | beyond)
        return table
    rows.say("open_then_another", table.index[open_], "end")
    rows.say("overlapping", table.index[beyond], "end")
    return table.assign(end=table["end"].mask(open_ | beyond, following))


def _say_of_plans(rows: Rows, table: pd.DataFrame, overlaps: pd.Series) -> None:
    unended = table["end"].isna()
    two = unended & (unended.groupby(table["child"]).transform("sum") > 1)
    rows.say("two_open_plans", table.index[two], "end")
    rows.say("overlapping_plans", table.index[overlaps & ~two], "end")
