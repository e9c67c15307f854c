"""Is it different from the year, quarter or month before? In count, rate and percent, each with its limits."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.measures.change_limits import PERCENT, moved, of_rates, of_shares
from analysis.measures.given import known, one_series, where
from analysis.measures.rates import checked
from analysis.measures.shape import like
from analysis.vocabulary.events import broken_between

STEPS = {"year": 12, "quarter": 3, "month": 1}  # months back
COUNT, RATE = "change in count", "change in rate"
BESIDE = ["date", "count", "denominator", "denominator_vintage"]


def change(
    series: pd.DataFrame,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    step: str = "year",
    per: int = 10_000,
    share: bool = False,
) -> pd.DataFrame:
    """Change on the year, quarter or month before: three rows a date, in count, in rate per `per`, and in percent.

    Needs date and count, one row a date; denominator (and denominator_vintage) where a rate is meant, without which
    there is no row of the rate and the percentage is of the number. `overlap` (children counted on both dates) where it
    is known: a stock counts many of the same children twice, so that its variance is count + count before - 2 x
    overlap. Without `overlap` the two counts are treated as independent, which is right for flows and makes the limits
    of a stock wider than they need be. Brothers and sisters are counted together: `design_effect` multiplies the
    variance (Kish 1965), and the method says so.

    No change is given where the date one step before has no row (a gap is not bridged) or a count is missing; none
    where the definition changed in between (`broken_by` names the event); and none of the rate or the percentage where
    the two rest on different population releases.

    Count and rate have MOVER limits (Zou and Donner 2008), recovered from the exact or Byar's limits of each number,
    with the correlation overlap ÷ √(count x count before). The percentage has limits of the log ratio with that
    variance; below ten on either side the exact conditional ones, of two independent counts, where neither an overlap
    nor a design effect is given. With `share` the counts are parts of their denominators (20 of 80 plans): the row of
    the rate is in percentage points, with Newcombe's limits (MOVER from Wilson's), and the percentage has Koopman's. A
    verdict rests on the percentage.

    >>> ours = plans[plans["area"] == run.area.code]
    >>> change_by_year = change(ours)
    """
    pairs = _pairs(_ordered(series, design_effect), step)
    confidence, effect = checked(confidence), np.sqrt(design_effect)
    whole = series.get("denominator", pd.Series(dtype=float)).notna().any()
    alike = (pairs["denominator_vintage"] == pairs["denominator_vintage_before"]) | share  # a whole of its own year
    alike &= pairs["broken_by"] == ""
    people = [pairs[name].where(alike) if whole else 1.0 for name in ("denominator", "denominator_before")]
    unit, named = (100, "percentage points") if share else (per, f"per {per:,}")
    made = [moved(pairs, (1.0, 1.0), COUNT, "the count", confidence, effect)]
    if whole:
        scale = (unit / people[0], unit / people[1])
        made.append(moved(pairs, scale, RATE, named, confidence, effect, share=share))
    percent, of = (of_shares, "share") if share else (of_rates, "rate" if whole else "number")
    made.append(percent(pairs, people, of, confidence, design_effect))
    rows = pd.concat([part.assign(_order=at) for at, part in enumerate(made)]).sort_values(["date", "_order"])
    given = rows["value"].notna()
    said = rows["method"] + (f", design effect {design_effect:g}" if design_effect > 1 else "")
    return rows.assign(
        date=rows["date"].dt.strftime("%Y-%m-%d"),
        confidence=confidence,
        method=said.where(given, "no change given"),
        base=rows["base"] + f" a {step} before",
        step=step,
    ).drop(columns="_order").reset_index(drop=True)  # fmt: skip


def _ordered(series: pd.DataFrame, design_effect: float) -> pd.DataFrame:
    if not 1 <= design_effect < np.inf:
        raise ValueError(f"A design effect of {design_effect}: expected a number from 1.")
    one_series(series, "A change")
    if pd.to_datetime(series["date"]).isna().any():
        raise ValueError("A change needs a date in every row.")
    people = series["denominator"] if "denominator" in series else pd.Series(1, index=series.index)
    wrongs = {"A count cannot be below zero": series["count"] < 0, "A rate needs people above zero": people <= 0}
    for needed, wrong in wrongs.items():
        if wrong.any():
            raise ValueError(f"{needed}. Look at:\n{where(series[wrong])}")
    once(series, "date", "A change needs one row a date")
    missing = {name: np.nan for name in ("denominator", "denominator_vintage") if name not in series}
    made = known(series).assign(date=pd.to_datetime(series["date"]), **missing)
    vintage = made["denominator_vintage"].astype("object")  # unnamed is a release of its own, the same on both dates
    return made.assign(denominator_vintage=vintage.where(vintage.notna(), "")).sort_values("date", ignore_index=True)


def once(table: pd.DataFrame, column: str, needed: str) -> None:
    """Refuse a table with several rows for one value of a column, naming the first."""
    repeated = table[column][table[column].duplicated()]
    if len(repeated):
        raise ValueError(f"{needed}. There are several for {repeated.iloc[0]}.")


def _pairs(now: pd.DataFrame, step: str) -> pd.DataFrame:
    """Each row beside the one a step before, where there is one, with `broken_by`."""
    if step not in STEPS:
        raise ValueError(f'A change is on the year, quarter or month before; not "{step}".')
    before = now[BESIDE].assign(date=_later(now["date"], STEPS[step]))
    pairs = now.merge(before, on="date", how="left", suffixes=("", "_before"))
    begun = pairs["date"] - pd.DateOffset(months=STEPS[step])
    ids = pairs["indicator"] if "indicator" in pairs else [""] * len(pairs)
    codes = pairs["area"] if "area" in pairs else [""] * len(pairs)
    dates = zip(ids, codes, begun.dt.date, pairs["date"].dt.date, strict=True)
    broken = [broken_between(str(name), str(code), before, now) for name, code, before, now in dates]
    return pairs.assign(broken_by=pd.Series([e[-1].name if e else "" for e in broken], pairs.index, dtype="object"))


def _later(dates: pd.Series, months: int) -> pd.Series:
    """The same day so many months later; the end of a month stays the end of one (28 February 2023, 29 in 2024)."""
    later = dates + pd.DateOffset(months=months)
    return later.where(~dates.dt.is_month_end, later + pd.offsets.MonthEnd(0))


def change_sensitivity(
    series: pd.DataFrame, design_effects: Sequence[float] = (1, 1.4, 1.8), confidence: float = 0.95
) -> pd.DataFrame:
    """The change in percent once for each design effect, in the column design_effect: at which does it still stand?

    No design effect of child protection plans is published. Were every sibling group of the same size and always
    counted together, the effect would be that size; 1.8 is near the mean size of one, and 1.4 half way from none.
    """
    made = [change(series, confidence, effect).assign(design_effect=float(effect)) for effect in design_effects]
    stacked = pd.concat(made, ignore_index=True)
    return like(series, stacked[stacked["statistic"] == PERCENT].reset_index(drop=True))


def with_overlap(
    stock: pd.DataFrame, durations: pd.DataFrame | None = None, ended: pd.DataFrame | None = None
) -> pd.DataFrame:
    """A yearly stock with `overlap`: the children counted on this date and the year before, as far as is known.

    `durations` has area, date, group and count: those open for a year or more were counted the year before too.
    `ended` has area, date and count of those that ended in the year: whoever was counted then and did not leave is
    counted now, so the overlap is at least the count before less all that ended. The larger of the two stands; it is a
    lower bound, and a change worked out with it is never surer than it may be. Without either, the overlap is missing.
    """
    rows = known(stock)
    made = pd.DataFrame(index=rows.index)
    if durations is not None:
        long = known(durations)
        long = long[long["group"].isin(["1 to under 2 years", "2 years or more"])]
        summed = long.groupby(["area", "date"])["count"].agg(lambda counts: counts.sum(min_count=2))
        made["open"] = _at(summed, rows["area"], rows["date"])
    if ended is not None:
        left = known(ended).set_index(["area", "date"])["count"]
        earlier = (pd.to_datetime(rows["date"]) - pd.DateOffset(years=1)).dt.strftime("%Y-%m-%d")
        before = _at(rows.set_index(["area", "date"])["count"], rows["area"], earlier)
        made["stayed"] = np.maximum(before - _at(left, rows["area"], rows["date"]), 0)
    return stock.assign(overlap=made.max(axis=1) if len(made.columns) else np.nan)


def _at(numbers: pd.Series, areas: pd.Series, dates: pd.Series) -> np.ndarray:
    """The numbers of these areas and dates."""
    wanted = pd.MultiIndex.from_arrays([areas, dates.astype(str)])
    return numbers.reindex(wanted).to_numpy(dtype="float64", na_value=np.nan)
