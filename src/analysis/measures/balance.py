"""Does the count on a day follow from the count a year before, what began and what ended?"""

import numpy as np
import pandas as pd

from analysis.measures.given import known, one_series
from analysis.measures.shape import like
from analysis.vocabulary.events import broken_between
from analysis.vocabulary.indicators import indicator

CLOSE = 1.0  # percent: a difference up to here is called agreement


def stock_and_flow(stock: pd.DataFrame, flows: pd.DataFrame, started: str, ended: str) -> pd.DataFrame:
    """Stock a year before + started - ended, beside the stock that was published; one row a year that has all four.

    `stock` has area, date and count of one indicator and one area; `flows` the same with the two indicators `started`
    and `ended`, in the year to the date. `expected` is the count that follows, `value` the published count less it,
    `percent` that difference in percent of the published count, and `balanced` whether it is within 1%. A difference is
    no error in itself: children can start twice, plans move between councils, and numbers are revised one at a time.
    A year whose definition changed (events.toml) has no row.
    """
    stock, flows = known(stock), known(flows)
    one_series(stock, "A balance")
    one_series(pd.concat([stock, flows]), "A balance", ["area"])
    for name in (started, ended):
        indicator(name)
    if "span" in flows and set(flows["span"].dropna()) - {"year"}:
        raise ValueError("A balance is of a year: give flows of years (span year), not of quarters or months.")
    once = [("stock", stock), *((name, flows[flows["indicator"] == name]) for name in (started, ended))]
    for name, rows in once:
        if rows["date"].duplicated().any():
            raise ValueError(f"A balance needs one row a date. There are several for {name}. Give one area's rows.")
    days = pd.to_datetime(stock["date"])
    counts, begun, over = (_by_date(rows) for _, rows in once)
    wanted = {"before": (counts, days - pd.DateOffset(years=1)), "started": (begun, days), "ended": (over, days)}
    wanted |= {"count": (counts, days)}
    made = pd.DataFrame(
        {name: numbers.reindex(at).to_numpy() for name, (numbers, at) in wanted.items()}, index=stock.index
    )
    expected = made["before"] + made["started"] - made["ended"]
    apart = made["count"] - expected
    percent = 100 * apart / made["count"].where(made["count"] > 0)
    result = stock.drop(columns=["value", "lower", "upper"], errors="ignore").assign(
        **made, expected=expected, statistic="balance", value=apart, percent=percent, lower=np.nan, upper=np.nan,
        confidence=np.nan, balanced=(percent.abs() <= CLOSE) | (apart == 0),
        method="count a year before + started - ended",
        base="published less expected, in number",
    )  # fmt: skip
    broken = pd.Series(
        [_broken(row, started, ended) for row in stock.to_dict("records")], index=stock.index, dtype=bool
    )
    return like(stock, result[apart.notna() & ~broken].reset_index(drop=True))


def _by_date(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(rows["count"].to_numpy(dtype="float64", na_value=np.nan), index=pd.to_datetime(rows["date"]))


def _broken(row: dict, started: str, ended: str) -> bool:
    """Whether the definition of any of the three changed within the year to this date."""
    now = pd.Timestamp(row["date"])
    before, ids = (now - pd.DateOffset(years=1)).date(), (str(row.get("indicator", "")), started, ended)
    return any(broken_between(name, str(row.get("area", "")), before, now.date()) for name in ids)
