"""Is it different from last year, and from the neighbours? The words follow from the limits, never the other way."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.rates import checked
from analysis.measures.shape import like


def change(series: pd.DataFrame, confidence: float = 0.95, design_effect: float = 1.0) -> pd.DataFrame:
    """Change of a rate on the year before, in percent, one row for each date that has one.

    Needs date, count and denominator, one row a date; `overlap` (children counted on both dates) where it is known.
    A stock counts many of the same children twice, so its variance is count + count before - 2 x overlap; without
    `overlap` the two counts are treated as independent, which makes the limits wider than they need be. Dates without
    a row one year earlier, and rows on another population release than the row before, give no change. Brothers and
    sisters are counted together: `design_effect` multiplies the variance of the log ratio (Kish 1965), and the method
    says so.
    """
    if not 1 <= design_effect < np.inf:
        raise ValueError(f"A design effect of {design_effect}: expected a number from 1.")
    _once(series, "date", "A change needs one row a date")
    now = series.assign(date=pd.to_datetime(series["date"])).sort_values("date", ignore_index=True)
    before = now[["date", "count", "denominator", "denominator_vintage"]].assign(date=_year_later(now["date"]))
    pairs = now.merge(before, on="date", how="left", suffixes=("", "_before"))
    overlap = pairs["overlap"].fillna(0) if "overlap" in pairs else 0.0
    same_base = pairs["denominator_vintage"] == pairs["denominator_vintage_before"]
    ratio = (pairs["count"] / pairs["denominator"]) / (pairs["count_before"] / pairs["denominator_before"])
    ratio = ratio.where(same_base & (pairs["count"] > 0) & (pairs["count_before"] > 0))
    z = stats.norm.ppf(0.5 + checked(confidence) / 2)
    variance = 1 / pairs["count"] + 1 / pairs["count_before"] - 2 * overlap / (pairs["count"] * pairs["count_before"])
    spread = z * np.sqrt(design_effect * variance.clip(lower=0))
    known = ratio.notna()
    method = "log ratio of two rates" + (f", design effect {design_effect:g}" if design_effect > 1 else "")
    return pairs.assign(
        date=pairs["date"].dt.strftime("%Y-%m-%d"),
        statistic="change",
        value=100 * (ratio - 1),
        lower=100 * (ratio * np.exp(-spread) - 1),
        upper=100 * (ratio * np.exp(spread) - 1),
        confidence=confidence,
        method=pd.Series(method, index=pairs.index).where(known, "no change given"),
        base="percent of the rate a year before",
    )


def change_sensitivity(
    series: pd.DataFrame, design_effects: Sequence[float] = (1, 1.4, 1.8), confidence: float = 0.95
) -> pd.DataFrame:
    """The change once for each design effect, in the column design_effect: to see at which of them it still stands.

    No design effect of child protection plans is published. Were every sibling group of the same size and always
    counted together, the effect would be that size; 1.8 is near the mean size of one, and 1.4 half way from none.
    """
    made = [change(series, confidence, effect).assign(design_effect=float(effect)) for effect in design_effects]
    return like(series, pd.concat(made, ignore_index=True))


def _once(table: pd.DataFrame, column: str, needed: str) -> None:
    repeated = table[column][table[column].duplicated()]
    if len(repeated):
        raise ValueError(f"{needed}. There are several for {repeated.iloc[0]}.")


def _year_later(dates: pd.Series) -> pd.Series:
    """The same day a year later; the end of a month stays the end of that month (28 February 2023, 29 in 2024)."""
    later = dates + pd.DateOffset(years=1)
    return later.where(~dates.dt.is_month_end, later + pd.offsets.MonthEnd(0))


def with_overlap(stock: pd.DataFrame, durations: pd.DataFrame) -> pd.DataFrame:
    """A yearly stock with `overlap`: those open for a year or more, who were therefore counted the year before too.

    `durations` has area, date, group and count. Where a long band is hidden, the overlap is missing and the change is
    worked out as if the two counts were independent.
    """
    long = durations[durations["group"].isin(["1 to under 2 years", "2 years or more"])]
    summed = long.groupby(["area", "date"])["count"].agg(lambda counts: counts.sum(min_count=2))
    return stock.merge(like(durations, summed.rename("overlap").reset_index()), on=["area", "date"], how="left")


def on_the_same_population(rates: pd.DataFrame, area: str) -> pd.DataFrame:
    """The rows whose population release is the area's own at that date: rates on different bases do not compare.

    Rows without a population release (percentages, published rates) stay. What is left out counts as not at hand.
    """
    base = rates["denominator_vintage"].fillna("").astype(str)
    ours = rates[rates["area"] == area].assign(_base=base).drop_duplicates("date").set_index("date")["_base"]
    wanted = rates["date"].map(ours).fillna("")
    return rates[(base == wanted) | (base == "") | (wanted == "")]


def compare(rates: pd.DataFrame, area: str, comparators: pd.DataFrame) -> pd.DataFrame:
    """How one area's rate sits beside sets of other areas, one row a set and statistic.

    `rates` has one row an area with value (as published). `comparators` has set and area; a set of one is a plain
    comparison. Statistics: mean, median, lowest, highest, and rank (1 = highest, counted with the area itself; tied
    areas share the better rank). `areas` says how many had a value; members without one are left out and counted.
    """
    _once(rates, "area", "A comparison needs one row an area")
    by_area = rates.set_index("area")["value"].astype("float64")
    ours = by_area.get(area, np.nan)
    rows = []
    for name, members in comparators.groupby("set", sort=False):
        codes = [code for code in members["area"] if code != area]
        found = by_area.reindex(codes).dropna()
        for statistic, value in _statistics(found, ours, len(codes)).items():
            rows.append((name, statistic, value, ours, len(found), len(codes)))
    made = pd.DataFrame(rows, columns=["set", "statistic", "value", "ours", "areas", "of"])
    made = made.assign(lower=np.nan, upper=np.nan, confidence=np.nan, method="published rates, unweighted", base="rate")
    apart = (made["ours"] - made["value"]).round(9)  # a mean of ten equal rates is not above one of them
    side = np.sign(apart).map({1.0: "above", -1.0: "below", 0.0: "the same"})
    constant = {name: rates[name].iloc[0] for name in ("indicator", "date", "citation") if name in rates and len(rates)}
    return like(rates, made.assign(side=side.where(made["statistic"] != "rank"), area=area, **constant))


def _statistics(found: pd.Series, ours: float, members: int) -> dict[str, float]:
    if members == 1:
        return {"value": found.mean()}
    rank = 1.0 + (found > ours).sum() if len(found) and not np.isnan(ours) else np.nan
    return {
        "mean": found.mean(),
        "median": found.median(),
        "lowest": found.min(),
        "highest": found.max(),
        "rank": rank,
    }
