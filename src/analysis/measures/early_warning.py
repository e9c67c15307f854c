"""Which groups are over- or under-represented this quarter, called as early as many comparisons of few people allow."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests

from analysis.measures.disparity import OVER, UNDER
from analysis.measures.early_windows import BASE, SERIES, STATISTIC, checked_quarters, ends_of, windows_of
from analysis.measures.plain import BOUNDS
from analysis.measures.shape import like
from analysis.measures.shrinkage import shrunk_ratios, worth
from analysis.measures.unknowns import DEFAULT, FlagRule
from analysis.measures.verdicts import WITHHELD

NOT_CALLED = "not called"
KEYS = ["indicator", "group", "area", "date", "window"]
RATIO = ["statistic", "value", "lower", "upper", "confidence", "method", "base", "value_lowest", "value_highest"]
NUMBERS = ["count", *BOUNDS, "denominator", "expected", "excess", "unknown", "unknown_share", "design_effect"]
CALLS = ["p", "p_adjusted", "comparisons", "called", "verdict", "why", "first_called", "called_since"]
SHRUNK = ["shrunk", "shrunk_lower", "shrunk_upper", "prior_mean"]


def early_warning(
    table: pd.DataFrame, windows: Sequence[int] = (4, 12), rule: FlagRule = DEFAULT, design_effect: float = 1
) -> pd.DataFrame:
    """Each group's ratio to all others over rolling quarters, and since when it would have been called.

    `table` has one row a group, indicator and quarter: indicator, group, date (the quarter's last day), count and
    denominator (people of the group); count_lower and count_upper where a count is hidden. One row comes back for each
    of them and each window of so many consecutive quarters that ends there. Groups share no children, and each has a
    row in each quarter. Only flows: a number on a day counts the same children again. Groups that are not known are
    left out and bound the ratio.

    Limits and p are exact. Each quarter, the groups that are not called already are compared: p is adjusted over all
    of them, all indicators and windows, by Benjamini and Yekutieli, which holds however the windows overlap. `called`
    where the adjusted p is below the alpha of `rule`, and its size, excess and minima are met. A group that was called
    the quarter before is one named in advance: it stays called while p as it is, and the rule, say so on any window.
    `first_called` is the first such quarter, `called_since` that of the unbroken call, both with what was known then:
    later quarters change no earlier row. A window with a hidden count has no value; it is called only if both ends of
    what the count can be are. `why` says what cannot be said.

    Children come in families: without a `design_effect` (1.8 where brothers and sisters come together, as on to plans)
    nearly every decade has false calls. See METHODS for how often, and how late a call is. The shrunk values are for
    ranking and drawing only (shrunk_ratios).
    """
    if not windows or min(windows) < 1 or len(set(windows)) < len(windows):
        raise ValueError(f"Windows are {tuple(windows)}: expected whole numbers of quarters from 1, each once.")
    rows = windows_of(checked_quarters(table), windows)
    low, high = ends_of(rows, rule.confidence, design_effect)
    rows = _judged(_measured(rows, low, high), low, high, rule).assign(
        confidence=rule.confidence, design_effect=float(design_effect), statistic=STATISTIC, base=BASE
    )
    rows = _with_calls(pd.concat([rows, _shrunk(rows, rule.confidence, design_effect)], axis=1), rule)
    order = rows.sort_values(["indicator", "group", "date", "window"], kind="stable", ignore_index=True)
    return like(table, order[[n for n in [*KEYS, *RATIO, *SHRUNK, *NUMBERS, *CALLS] if n in order]])


def _measured(rows: pd.DataFrame, low: pd.DataFrame, high: pd.DataFrame) -> pd.DataFrame:
    """The rows with their ratio, limits and p, and the least and the most that hidden and unknown leave it.

    p is the larger of both ends; 1 where they lie on different sides of equal rates.
    """
    same = low["count"].eq(high["count"]) & low["expected"].eq(high["expected"])
    either = (low["value"] < 1) & (high["value"] > 1)
    unknown, odds = rows["unknown"], rows["denominator"] / rows["others_denominator"]
    most = rows["count_upper"] + unknown
    every = rows["count_lower"] + rows["others_count_lower"] + unknown
    rest = rows["others_count_lower"].where(rows["others_count_lower"] > 0)
    return rows.assign(
        **{name: low[name].where(same) for name in ("value", "count", "expected", "excess")},
        lower=low["lower"],
        upper=high["upper"],
        method=low["method"].where(same, low["method"] + ", both ends of hidden counts"),
        p=np.maximum(low["p"], high["p"]).mask(either, 1.0).where(low["p"].notna() & high["p"].notna()),
        value_lowest=rows["count_lower"] / ((rows["others_count_upper"] + unknown) * odds),
        value_highest=most / (rest * odds),
        unknown_share=(unknown / every.where(every > 0)).where(unknown != 0, 0.0),
    )


def _judged(rows: pd.DataFrame, low: pd.DataFrame, high: pd.DataFrame, rule: FlagRule) -> pd.DataFrame:
    """The rows with why nothing can be said, and `side`: 1 or -1 where size and excess are met at both ends, else 0."""
    large = (low["value"] >= rule.ratio_over) & (low["excess"] >= rule.excess)
    small = (high["value"] <= rule.ratio_under) & (high["excess"] <= -rule.excess)
    large, small = large & (low["lower"] > 1), small & (high["upper"] < 1)  # what is called, its limits show
    over, under = large & (rows["value_lowest"] > 1), small & (rows["value_highest"] < 1)
    turned = ((large & ~over) | (small & ~under)) & (rows["p"] < rule.alpha)
    few, thin = f"fewer than {rule.minimum_count:g}", f"fewer than {rule.minimum_people:g} people"
    reasons = {
        "fewer consecutive quarters than the window": rows["quarters"] < rows["window"],
        "a count is not known": rows["p"].isna() & rows[["count_lower", "others_count_lower"]].isna().any(axis=1),
        f"{few} counted among all others": ~(rows["others_count_lower"] >= rule.minimum_count),
        f"{few} counted and expected": np.maximum(low["count"], low["expected"]) < rule.minimum_count,
        thin: rows["people"] < rule.minimum_people,
        "how many are of unknown group is not known": rows["unknown"].isna(),
        f"more than {rule.unknown_red:.0%} of unknown group": rows["unknown_share"] > rule.unknown_red,
        "what is not known could put the ratio on either side of 1": turned,
    }
    why = pd.Series(np.select(list(reasons.values()), list(reasons), ""), index=rows.index)
    shown = ~why.isin(list(reasons)[:5])
    kept = {name: rows[name].where(shown) for name in RATIO if name.startswith(("value", "lower", "upper"))}
    method = rows["method"].where(shown, "no ratio")
    return rows.assign(**kept, method=method, why=why, side=(over.astype(int) - under.astype(int)).where(why == "", 0))


def _shrunk(rows: pd.DataFrame, confidence: float, deff: float) -> pd.DataFrame:
    times = worth(rows["count"], rows["others_count_lower"], deff)
    return shrunk_ratios(
        rows["count"] * times, rows["expected"] * times, rows, ["indicator", "window", "quarter"], confidence
    )


def _with_calls(rows: pd.DataFrame, rule: FlagRule) -> pd.DataFrame:
    """The calls, quarter by quarter in order of time, each with what the quarters before it had left standing."""
    numbered = rows.assign(series=rows.groupby(SERIES).ngroup())
    none = pd.Series(pd.NaT, index=range(len(numbered)), dtype="datetime64[ns]")
    first, since, side, before, made = none, none, pd.Series(0, index=none.index), 0, []
    for quarter, part in numbered.groupby("quarter", sort=True):
        standing = side if quarter == before + 1 else 0 * side  # a quarter without rows ends every call
        called, side = _one_quarter(part, standing, rule)
        date, new = part["date"].iloc[0], (side != 0) & (side != standing)
        since = since.mask(new, date).where(side != 0)
        first, before = first.fillna(since), quarter
        made.append(called.assign(first_called=part["series"].map(first), called_since=part["series"].map(since)))
    results = pd.concat(made)
    hidden = results["count"].isna() & results["why"].eq("") & ~results["called"]
    results["why"] = results["why"].mask(hidden, "hidden counts leave it open")
    verdict = results["side"].map({1: OVER, -1: UNDER}).where(results["called"], NOT_CALLED)
    return results.assign(verdict=verdict.mask(results["why"] != "", WITHHELD))


def _one_quarter(part: pd.DataFrame, standing: pd.Series, rule: FlagRule) -> tuple[pd.DataFrame, pd.Series]:
    """One quarter's rows with adjusted p and calls, and the side on which each series now stands called."""
    named = part["series"].map(standing)
    fresh = part.index[(named == 0) & part["p"].notna()]
    adjusted, comparisons = part["p"].copy(), part["p"].notna().astype(int)
    if len(fresh):
        adjusted[fresh] = multipletests(part.loc[fresh, "p"], method="fdr_by")[1]
        comparisons[fresh] = len(fresh)
    passed = (adjusted < rule.alpha) & (part["side"] != 0) & ((named == 0) | (named == part["side"]))
    best = part[passed].drop_duplicates("series").set_index("series")["side"]  # of the shortest window
    called = passed & part["side"].eq(part["series"].map(best))
    now = best.reindex(standing.index, fill_value=0)
    return part.assign(p_adjusted=adjusted, comparisons=comparisons, called=called), now


def warnings_summary(warnings: pd.DataFrame) -> pd.DataFrame:
    """One row a group and indicator, of the results of early_warning at that indicator's last quarter.

    It is the window that calls, the shortest of several; where none does, the longest that has a value.
    `called_windows` names those that call, and `quarters_called` how many quarters the group has been called in all.
    """
    last = warnings[warnings["date"] == warnings.groupby("indicator")["date"].transform("max")]
    rank = np.where(last["called"], -1000 + last["window"], np.where(last["why"] == "", 0, 1000) - last["window"])
    ordered = last.assign(_rank=rank).sort_values(["indicator", "group", "_rank"], kind="stable")
    kept = ordered.drop_duplicates(SERIES).drop(columns="_rank").set_index(SERIES)
    calling = last[last["called"]].groupby(SERIES)["window"].agg(lambda part: ", ".join(map(str, part)))
    quarters = warnings[warnings["called"]].groupby(SERIES)["date"].nunique()
    named = kept.assign(called_windows=calling, quarters_called=quarters).fillna(
        {"called_windows": "", "quarters_called": 0}
    )
    return like(warnings, named.astype({"quarters_called": int}).reset_index())
