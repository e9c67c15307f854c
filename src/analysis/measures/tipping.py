"""How firm a verdict is: the baseline, undercount, clustering or number of people that would change it."""

from collections.abc import Sequence
from math import ceil

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.disparity import OVER, UNDER, flags
from analysis.measures.rates import checked, poisson_limits
from analysis.measures.ratios import Keys, rate_ratio, risk_ratio
from analysis.measures.shape import like
from analysis.measures.unknowns import DEFAULT, FlagRule
from analysis.measures.verdicts import ABOVE, BELOW, WITHHELD, verdicts


def tipping(grid: pd.DataFrame) -> pd.DataFrame:
    """Rows of representation or baseline_grid with the baseline share, and the undercount, at which a limit touches 1.

    `tipping_above` and `tipping_below`: the group is above on any baseline that gives it less than the first share, and
    below on any that gives it more than the second. `tipping_share` is the one that the row's own verdict hangs on, and
    `tipping_undercount` how many times the people of the group that the baseline has there would have to be for it:
    odds of that share over odds of the baseline's, since the missing are missing from the whole too. Both are missing
    where the limits include 1 already.
    """
    share = grid["share"].astype("float64")
    above, below = grid["lower"] * share, grid["upper"] * share
    said = verdicts(grid["lower"], grid["upper"])
    tip = above.where(said == ABOVE, below.where(said == BELOW))
    times = tip / (1 - tip) * (1 - share) / share
    return grid.assign(tipping_above=above, tipping_below=below, tipping_share=tip, tipping_undercount=times)


def undercounts(grid: pd.DataFrame, factors: Sequence[float] = (1, 1.25, 1.5, 2)) -> pd.DataFrame:
    """Rows of representation or baseline_grid, once for each factor by which the baseline may have missed the group."""
    if min(factors) <= 0:
        raise ValueError(f"An undercount of {min(factors):g} times: expected numbers above zero.")
    made = []
    for factor in factors:
        share = factor * grid["share"] / (1 + (factor - 1) * grid["share"])
        numbers = {n: grid[n] * grid["share"] / share for n in _RATIOS if n in grid}
        said = verdicts(numbers["lower"], numbers["upper"])
        expected = grid["denominator"] * share
        excess = grid["excess"] + grid["expected"] - expected
        made.append(
            grid.assign(**numbers, undercount=factor, share=share, expected=expected, excess=excess, verdict=said)
        )
    return like(grid, pd.concat(made, ignore_index=True))


_RATIOS = ["value", "value_lowest", "value_highest", "lower", "upper"]


def smallest_detectable_ratio(
    group_share: float, cohort_size: int, power: float = 0.8, confidence: float = 0.95, above: bool = True
) -> float:
    """The least ratio of shares above 1 (or the greatest below) that limits would leave 1 out of, `power` of the time.

    Exact: with the least count whose binomial tail at the baseline share is at most (1 - confidence) / 2, the share at
    which that count or a more extreme one has the chance `power`. Missing where no count of such a cohort would do.
    """
    if not (0 < group_share < 1 and 0 < power < 1 and cohort_size >= 1):
        given = f"{group_share}, {power} and {cohort_size}"
        raise ValueError(f"Expected a share and a power between 0 and 1 and a cohort of at least 1; got {given}.")
    tail, whole = (1 - checked(confidence)) / 2, int(cohort_size)
    counts = np.arange(whole + 1)
    if above:
        found = counts[stats.binom.sf(counts - 1, whole, group_share) <= tail]
        return float(stats.beta.ppf(power, found[0], whole - found[0] + 1) / group_share) if len(found) else np.nan
    found = counts[stats.binom.cdf(counts, whole, group_share) <= tail]
    return float(stats.beta.ppf(1 - power, found[-1] + 1, whole - found[-1]) / group_share) if len(found) else np.nan


def what_would_it_take(
    results: pd.DataFrame, rule: FlagRule = DEFAULT, named: Sequence[str] = (), by: Keys = ()
) -> pd.DataFrame:
    """Ratios of disparity or pathway, flagged, with the change in a group's count for parity and for its flag to go.

    `to_parity` is expected - count, to the nearest whole person; `to_unflag` the least whole change after which limits,
    size, excess or adjusted p no longer carry the flag, missing without one. All other counts stay as they are, the
    unknown too, and p is adjusted anew at each step, within each table that `by` tells apart.
    """
    ratios = results[results["statistic"].str.contains("ratio|relative") & results["method"].ne("the reference")]
    now = flags(ratios.reset_index(drop=True), rule, named, by=by)
    change = [_to_unflag(now, row, rule, named, by) for row in now.index]
    return now.assign(to_parity=-now["excess"].astype("float64").round(), to_unflag=change)


def _to_unflag(now: pd.DataFrame, row: int, rule: FlagRule, named: Sequence[str], by: Keys) -> float:
    """The least change that takes a row's flag away; found by halving, for a smaller change never does more."""
    if now.loc[row, "flag"] not in (OVER, UNDER):
        return np.nan
    sign = -1 if now.loc[row, "flag"] == OVER else 1
    kept, gone = 0, ceil(abs(now.loc[row, "excess"]))
    while gone - kept > 1:
        middle = (kept + gone) // 2
        then = flags(_changed(now, row, sign * middle), rule, named, by=by)
        kept, gone = (middle, gone) if then.loc[row, "flag"] == now.loc[row, "flag"] else (kept, middle)
    return float(sign * gone)


def _changed(now: pd.DataFrame, row: int, change: int) -> pd.DataFrame:
    """The results with one group's count changed, and its ratio, limits, p and excess worked out again."""
    old = now.loc[row]
    people = [old["denominator"], old["reference_denominator"]]
    pair = pd.DataFrame({"count": [old["count"] + change, old["reference_count"]], "denominator": people})
    ratio = risk_ratio if str(old["method"]).startswith("Koopman") else rate_ratio
    new = ratio(pair.assign(group=["group", "reference"]), "reference", confidence=old["confidence"])
    if old.get("design_effect", 1) != 1:
        new = with_design_effect(new, old["design_effect"])
    made, names = now.copy(), ["value", "lower", "upper", "p"]
    made.loc[row, names] = new.loc[0, names]
    made.loc[row, "excess"] = old["excess"] + change
    return made


def with_design_effect(results: pd.DataFrame, deff: float) -> pd.DataFrame:
    """Results as if the variance were `deff` times as large, as it is when people are counted in families or homes.

    Limits of ratios and rates widen by √deff on the logarithm, those of differences by √deff as they are; p follows
    them. Nobody counted is nobody in deff times fewer independent cases: the upper limit is multiplied by deff and p is
    2(p/2)^(1/deff). Flags are taken off, for they have to be put anew. Source: Kish 1965.
    """
    if not 1 <= deff < np.inf:
        raise ValueError(f"A design effect of {deff}: expected a number from 1.")
    if "design_effect" in results and results["design_effect"].ne(1).any():
        raise ValueError("These limits have a design effect already. Start from the results without one.")
    root, value, ends = np.sqrt(deff), results["value"].astype("float64"), {}
    plain, none = results["statistic"].str.contains("difference"), value.isin([0, np.inf])
    for name, times in (("lower", 1 / deff), ("upper", deff)):
        end = results[name].astype("float64")
        middle = value.where(~none & ~plain & (value > 0))
        ends[name] = (
            (middle * (end / middle) ** root).where(~none, end * times).mask(plain, value + root * (end - value))
        )
    made = results.drop(columns=["p_adjusted", "flag", "firm", "persistent"], errors="ignore").assign(
        **ends, design_effect=deff
    )
    if deff > 1:
        made["method"] = made["method"].where(made["lower"].isna(), made["method"] + f", design effect {deff:g}")
    if "p" in made:
        half = made["p"].astype("float64") / 2
        wider = 2 * stats.norm.sf(stats.norm.isf(half) / root)
        made["p"] = np.where(none & ~plain, np.minimum(1, 2 * half ** (1 / deff)), wider)
    if "verdict" in made:
        said = made["verdict"].isna() | made["verdict"].eq(WITHHELD)
        made["verdict"] = made["verdict"].where(said, verdicts(made["lower"], made["upper"]))
    return made


def design_effect_sensitivity(results: pd.DataFrame, deffs: Sequence[float] = (1, 1.4, 1.8)) -> pd.DataFrame:
    """The results once for each design effect, to see at which of them a verdict or flag is lost."""
    return like(results, pd.concat([with_design_effect(results, deff) for deff in deffs], ignore_index=True))


def clustered_limits(
    events: pd.DataFrame, confidence: float = 0.95, repeats: int = 10_000, seed: int = 0
) -> pd.DataFrame:
    """Limits of a count whose events come in clusters, two rows a group and for "All": by formula and by bootstrap.

    `events` has one row a person counted, with group and cluster (the family). Formula: variance Σ f² × (clusters of f
    events), and count + √(variance / count) × (Poisson limit - count), the non-independent variance of the public
    health technical guide. Bootstrap: each cluster counted a Poisson(1) number of times, percentiles of the totals.
    `design_effect`, variance / count, is what with_design_effect takes.
    """
    if events["cluster"].isna().any():
        raise ValueError(f"Every event needs a cluster. {events['cluster'].isna().sum()} have none.")
    rows: list[dict[str, object]] = []
    for name, mine in [*events.groupby("group"), ("All", events)]:
        sizes, clusters = np.unique(mine["cluster"].value_counts(), return_counts=True)
        count, effect = len(mine), float((sizes**2 * clusters).sum() / len(mine))
        poisson = [limit.iloc[0] for limit in poisson_limits(pd.Series([count]), confidence)]
        drawn = np.random.default_rng(seed).poisson(clusters, size=(repeats, len(sizes))) @ sizes
        tail = (1 - confidence) / 2
        made = {
            "non-independent variance": [max(0.0, count + np.sqrt(effect) * (limit - count)) for limit in poisson],
            f"cluster bootstrap, {repeats:,} draws, seed {seed}": list(np.quantile(drawn, [tail, 1 - tail])),
        }
        base = {"group": name, "count": count, "clusters": clusters.sum(), "design_effect": effect}
        for method, (lower, upper) in made.items():
            row = {"statistic": "count", "value": count, "lower": lower, "upper": upper, "confidence": confidence}
            rows.append(base | row | {"method": method, "base": "events"})
    return like(events, pd.DataFrame(rows))
