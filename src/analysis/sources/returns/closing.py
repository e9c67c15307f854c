"""Does each month's stock follow from the one before it, its starts and its ends? Where not, rows are missing."""

from collections.abc import Iterator

import pandas as pd

from analysis.sources import episodes as counted
from analysis.sources.returns.problems import rules
from analysis.sources.returns.shape import Reading
from analysis.sources.returns.spans import month_ends
from analysis.vocabulary import tidy

STOCKS = {"cp_plan": "plans", "care": "children in care", "cin": "cases", "cin_plan": "children in need plans"}
RULE = "stock_does_not_follow"


def does_not_close(reading: Reading) -> Iterator[dict]:
    """A problem for each kind whose months do not close, with how many do not; by how much is not said."""
    for cover in reading.covers:
        if cover.kind not in STOCKS:
            continue
        days = month_ends(cover.first, cover.last)
        rows = counted.of_kind(reading.episodes, cover.kind)
        if len(days) < 2 or rows.empty:
            continue
        found = counted.identity(rows, [pd.Timestamp(day) for day in days])
        open_ = int((found["difference"] != 0).sum())
        if open_:
            rule = rules()[RULE]
            said = f"{rule['said']} It is so for {STOCKS[cover.kind]} in {open_} of {len(found)} months."
            file = next((use.file for use in reading.files if use.rows_used), "")
            yield tidy.problem(rule["severity"], RULE, said, reading.source, file)
