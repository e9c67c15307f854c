"""Every indicator on one line: has it changed by more than chance, who is it beside, and where is it likely to go?"""

import numpy as np
import pandas as pd

from analysis.measures.change_limits import PERCENT
from analysis.measures.changes import RATE, change
from analysis.measures.comparisons import compare, definitions, on_the_same_population
from analysis.measures.forecasts import back_test, forecast
from analysis.measures.key_figures import indicator_values
from analysis.measures.rates import EXACT_BELOW
from analysis.measures.shape import like
from analysis.measures.timeline import unbroken
from analysis.vocabulary.areas import same_level
from analysis.vocabulary.indicators import indicators

RISE, FALL, UNCLEAR, FEW, NONE = "rise", "fall", "no clear change", "too few to say", "no change given"
NUMBERS = ["change", "change_lower", "change_upper", "points", "below", "above", "same", "of_ways", "near"]
NUMBERS += ["next_lower", "next_upper", "next_tests", "next_held"]
AHEAD = 0.8  # confidence of the range of the next year


def in_brief(
    table: pd.DataFrame,
    area: str,
    comparators: pd.DataFrame,
    confidence: float = 0.95,
    stocks: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row an indicator, at the area's latest date: its value, its change, its place and its next year.

    `table` has the numbers of several indicators by area and date (a release of counts); `stocks`, results of
    with_overlap, says how many children were counted on both dates. To the result of indicator_values come `change` on
    the year before in percent (`points` for shares, in percentage points) with its limits and `change_verdict`: rise,
    fall, no clear change; too few to say for rates under ten on either date; no change given across a gap, a hidden
    number, another population or definition. The verdict of a share is that of its points. `below`, `above` and `same`
    of `of_ways` definitions of what is usual, `near` of them within the area's own limits; and for rates `next_lower`
    to `next_upper`, the 80% range of the next year by `next_method`, a forecast that is tried on every area of the same
    level in the table (`next_held` of `next_tests` were right).
    """
    values = indicator_values(table, confidence)
    mine = values[(values["area"] == area) & values["value"].notna()]
    table = _with_overlaps(table, stocks)
    rows = [_row(values[values["indicator"] == name], table[table["indicator"] == name], area, comparators, confidence)
            for name in indicators() if name in set(mine["indicator"])]  # fmt: skip
    empty = values.head(0).assign(change_verdict="", next_method="", **dict.fromkeys(NUMBERS, 0.0))
    return like(table, pd.DataFrame(rows) if rows else empty)


def _with_overlaps(table: pd.DataFrame, stocks: pd.DataFrame | None) -> pd.DataFrame:
    if stocks is None:
        return table
    keys = ["indicator", "area", "date"]
    return table.drop(columns="overlap", errors="ignore").merge(stocks[[*keys, "overlap"]], on=keys, how="left")


def _row(
    values: pd.DataFrame, counts: pd.DataFrame, area: str, comparators: pd.DataFrame, confidence: float
) -> dict[str, object]:
    known = values[(values["area"] == area) & values["value"].notna()].sort_values("date")
    last = known.iloc[-1]
    own = counts[counts["area"] == area]
    placed = definitions(compare(on_the_same_population(values, area), area, comparators, confidence)).iloc[0]
    place = {name: placed[name] for name in ("below", "above", "same", "near")} | {"of_ways": placed["of"]}
    return dict(last) | _moved(own, last, confidence) | place | _next(own, counts, last)


def _moved(own: pd.DataFrame, last: pd.Series, confidence: float) -> dict[str, object]:
    """The change on the year before at the last date, with the verdict that its limits allow."""
    share = last["statistic"] == "share"
    made = change(own, confidence, share=share)
    made = made[made["date"] == str(last["date"])[:10]].set_index("statistic")
    row, points = made.loc[PERCENT], made.loc[RATE] if share else None
    numbers = {name: row[end] for name, end in zip(NUMBERS[:3], ("value", "lower", "upper"), strict=True)}
    numbers["points"] = np.nan if points is None else points["value"]
    return numbers | {"change_verdict": _verdict(row, row if points is None else points, share=share)}


def _verdict(row: pd.Series, judged: pd.Series, *, share: bool) -> str:
    counts = [row["count"], row["count_before"]]
    if row["broken_by"] or np.isnan(np.array(counts, dtype="float64")).any():
        return NONE
    if min(counts) < EXACT_BELOW and not share:
        return FEW
    if np.isnan(judged["lower"]):
        return NONE
    return RISE if judged["lower"] > 0 else FALL if judged["upper"] < 0 else UNCLEAR


def _next(own: pd.DataFrame, counts: pd.DataFrame, last: pd.Series) -> dict[str, object]:
    """The 80% range of the next year of a rate; nothing for shares, which are not forecast."""
    none: dict[str, object] = dict.fromkeys(NUMBERS[-4:], np.nan) | {"next_method": ""}
    if last["statistic"] != "rate" or own["count"].isna().all():
        return none
    peers = counts[counts["area"].isin(same_level(str(last["area"])))]
    made = forecast(unbroken(own), 1, tested=back_test(unbroken(peers, by="area"), 1, by="area"))
    row = made[made["confidence"] == AHEAD].iloc[0]
    if np.isnan(row["lower"]):
        return none | {"next_method": row["method"]}
    return dict(zip(none, (row["lower"], row["upper"], row["tests"], row["held"], row["method"]), strict=True))
