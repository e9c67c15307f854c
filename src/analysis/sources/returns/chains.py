"""A child is in one place at a time: each row of care ends no later than the child's next one begins."""

import pandas as pd

from analysis.sources.returns.sheets import Sheet


def same_start(rows: pd.DataFrame) -> pd.Series:
    """Which rows have a later one of the same child and start. One of no length may stand beside one that goes on."""
    return rows.assign(long=_long(rows)).duplicated(["child", "short_breaks", "start", "long"], keep="last")


def chained(sheet: Sheet, column: str) -> pd.DataFrame:
    """The rows with each one's end no later than the start of its child's next; short breaks are a chain apart.

    A row so shortened closes the period only where the next opens one: otherwise care goes on. `column` is the column
    of ends, which problems name.
    """
    rows = sheet.rows
    order = rows.assign(long=_long(rows)).sort_values(["child", "short_breaks", "start", "long"], kind="stable")
    chains = order.groupby(["child", "short_breaks"], sort=False)
    after, opens = (chains[name].shift(-1).reindex(rows.index) for name in ("start", "opens"))
    unended, over = rows["end"].isna() & after.notna(), rows["end"] > after
    sheet.say("open_then_another", rows.index[unended], column)
    sheet.say("overlapping", rows.index[over], column)
    closes = rows["closes"] & (~over | opens.eq(True))
    return rows.assign(end=rows["end"].mask(unended | over, after), closes=closes)


def touches(made: pd.DataFrame, side: str, other: str) -> pd.Series:
    """Whether another row of the child, of the same kind of care, ends where the row starts, or the other way round."""
    long = _long(made)
    key = ["child", "short_breaks"]
    every = set(made[[*key, other]].itertuples(index=False, name=None))
    lasting = set(made.loc[long, [*key, other]].itertuples(index=False, name=None))
    here = zip(made[[*key, side]].itertuples(index=False, name=None), long, strict=True)
    return pd.Series([one in (every if lasts else lasting) for one, lasts in here], index=made.index, dtype=bool)


def _long(rows: pd.DataFrame) -> pd.Series:
    return rows["end"].isna() | (rows["end"] > rows["start"])
