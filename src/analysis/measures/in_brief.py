"""Every indicator on one line: has it changed by more than chance, who is it beside, and where is it likely to go?"""

import numpy as np
import pandas as pd

from analysis.measures.change_limits import PERCENT
from analysis.measures.changes import change
from analysis.measures.comparisons import compare, definitions, on_the_same_population
from analysis.measures.forecasts import back_test, forecast
from analysis.measures.key_figures import indicator_values
from analysis.measures.rates import EXACT_BELOW
from analysis.measures.shape import like
from analysis.measures.timeline import unbroken
from analysis.vocabulary.areas import areas
from analysis.vocabulary.indicators import indicators

RISE, FALL, UNCLEAR, FEW, NONE = "rise", "fall", "no clear change", "too few to say", "no change given"
NUMBERS = ["change", "change_lower", "change_upper", "below", "above", "same", "of_ways", "near"]
NUMBERS += ["next_lower", "next_upper", "next_tests", "next_held"]
AHEAD = 0.8  # confidence of the range of the next year


def in_brief(table: pd.DataFrame, area: str, comparators: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """One row an indicator, at the area's latest date: its value, its change, its place and its next year.

    `table` has the numbers of several indicators by area and date (a release of counts). To the result of
    indicator_values come `change` on the year before in percent with its limits and `change_verdict` (rise, fall, no
    clear change; too few to say under ten on either date; no change given across a gap, a hidden number, another
    population or definition); `below`, `above` and `same` of `of_ways` definitions of what is usual, `near` of them
    within the area's own limits; and for rates `next_lower` to `next_upper`, the 80% range of the next year by a
    forecast that is tried on every authority in the table (`next_held` of `next_tests` were right).
    """
    values = indicator_values(table, confidence)
    mine = values[(values["area"] == area) & values["value"].notna()]
    rows = [_row(values[values["indicator"] == name], table[table["indicator"] == name], area, comparators, confidence)
            for name in indicators() if name in set(mine["indicator"])]  # fmt: skip
    empty = values.head(0).assign(change_verdict="", **dict.fromkeys(NUMBERS, 0.0))
    return like(table, pd.DataFrame(rows) if rows else empty)


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
    made = change(own, confidence, share=last["statistic"] == "share")
    row = made[(made["statistic"] == PERCENT) & (made["date"] == str(last["date"])[:10])].iloc[-1]
    numbers = {name: row[end] for name, end in zip(NUMBERS[:3], ("value", "lower", "upper"), strict=True)}
    return numbers | {"change_verdict": _verdict(row)}


def _verdict(row: pd.Series) -> str:
    counts = [row["count"], row["count_before"]]
    if row["broken_by"] or np.isnan(np.array(counts, dtype="float64")).any():
        return NONE
    if min(counts) < EXACT_BELOW:
        return FEW
    if np.isnan(row["lower"]):
        return NONE
    return RISE if row["lower"] > 0 else FALL if row["upper"] < 0 else UNCLEAR


def _next(own: pd.DataFrame, counts: pd.DataFrame, last: pd.Series) -> dict[str, object]:
    """The 80% range of the next year of a rate; nothing for shares, which are not forecast."""
    none: dict[str, object] = dict.fromkeys(NUMBERS[-4:], np.nan)
    if last["statistic"] != "rate" or own["count"].isna().all():
        return none
    councils = counts[counts["area"].isin([code for code, each in areas().items() if each.level == "local authority"])]
    made = forecast(unbroken(own), 1, tested=back_test(unbroken(councils, by="area"), 1, by="area"))
    row = made[made["confidence"] == AHEAD].iloc[0]
    if np.isnan(row["lower"]):
        return none
    return dict(zip(none, (row["lower"], row["upper"], row["tests"], row["held"]), strict=True))
