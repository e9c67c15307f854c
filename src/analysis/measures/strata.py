"""Ethnic ratios within strata: what is left of a ratio when groups are compared at like deprivation or locality."""

import numpy as np
import pandas as pd
from scipy import optimize, stats

from analysis.measures.rates import EXACT_BELOW, checked
from analysis.measures.ratio_limits import FURTHEST
from analysis.measures.ratios import Keys, names, rate_ratio
from analysis.measures.shape import like

POOLED, CRUDE = "Mantel-Haenszel rate ratio", "crude rate ratio"
NUMBERS = ["count", "denominator"]


def stratified_ratio(
    table: pd.DataFrame, reference: str, strata: Keys, confidence: float = 0.95, alpha: float = 0.05
) -> pd.DataFrame:
    """Two rows a group: its rate over the reference's pooled over strata, and the crude ratio beside it.

    Needs group, count, denominator and the columns `strata` (decile of deprivation, locality, age band), one row a
    group and stratum. Pooled: Mantel and Haenszel's Σ x1 n0/(n1 + n0) ÷ Σ x0 n1/(n1 + n0), limits of Greenland and
    Robins (1985, Biometrics 41: 55) on the logarithm; exact (conditional on each stratum's events) where either group
    has fewer than ten. A stratum with people of one of the two only adds nothing. Nobody counted in either, or a count
    that is missing: no ratio, and `method` says why. `homogeneity` is Σ (log ratio - log pooled)²/(1/x1 + 1/x0) over
    the `strata_tested` with events in both, chi-squared on one fewer; where its p is below `alpha`, `strata_differ`
    and `method` mark the pooled ratio as an average of different ones. It misses most differences when events are few.
    """
    keys, table = names(strata), table.assign(group=table["group"].astype(object))
    _refuse(table, reference, keys)
    rows = []
    theirs = table.loc[table["group"] == reference, [*keys, *NUMBERS]]
    for group, mine in table[table["group"] != reference].groupby("group", sort=False):
        both = mine[[*keys, *NUMBERS]].merge(theirs, on=keys, suffixes=("", "_reference"))
        rows.append({"group": group, "reference": reference} | _pooled(both, group, reference, confidence, alpha))
    pooled = pd.DataFrame(rows).assign(
        statistic=POOLED, confidence=confidence, base=f"rate of {reference} in the same {' and '.join(keys)}"
    )
    totals = table.groupby("group", sort=False)[NUMBERS].agg(lambda part: part.sum(skipna=False)).reset_index()
    crude = rate_ratio(totals, reference, confidence=confidence).assign(statistic=CRUDE)
    made = pd.concat([pooled, crude[crude["group"] != reference]])
    order = made["group"].map({name: place for place, name in enumerate(totals["group"])})
    return like(table, made.assign(_at=order).sort_values("_at", kind="stable", ignore_index=True).drop(columns="_at"))


def _refuse(table: pd.DataFrame, reference: str, keys: list[str]) -> None:
    people = table.groupby("group")["denominator"].sum()
    nobody = table["denominator"].eq(0) & table["count"].gt(0)
    for wrong, needed in (
        (table.duplicated(["group", *keys]), "A stratified ratio needs one row a group and stratum"),
        (table["group"] == "All", 'Take the rows of "All" out first'),
        ((table["count"] < 0) | (table["denominator"] < 0), "Counts and people cannot be below zero"),
        (nobody | table["denominator"].isna(), "Events need people"),
        (table["group"].map(people) <= 0, "A ratio needs people in every group"),
    ):
        if wrong.any():
            raise ValueError(f"{needed}. Look at:\n{table.loc[wrong, ['group', *keys]]}")
    if reference not in people.index:
        raise ValueError(f'The table has no row for the reference "{reference}".')


def _pooled(both: pd.DataFrame, group: object, reference: str, confidence: float, alpha: float) -> dict[str, object]:
    """The pooled ratio of one group over its strata, or the reason why there is none."""
    used = both[(both["denominator"] > 0) & (both["denominator_reference"] > 0)]
    columns = ["count", "denominator", "count_reference", "denominator_reference"]
    x1, n1, x0, n0 = (used[name].to_numpy("float64") for name in columns)
    made: dict[str, object] = {"count": x1.sum(), "denominator": n1.sum(), "reference_count": x0.sum()}
    made |= {"reference_denominator": n0.sum(), "strata": len(used)}
    reasons = {
        "no stratum has people of both": used.empty,
        "a count is not known": bool(np.isnan(x1 + x0).any()),
        f"nobody counted in {group}": x1.sum() == 0,
        f"nobody counted in {reference}": x0.sum() == 0,
    }
    why = next((reason for reason, holds in reasons.items() if holds), "")
    if why:
        nothing = dict.fromkeys(["value", "lower", "upper", "p", "homogeneity", "p_homogeneity"], np.nan)
        return made | nothing | {"method": f"no ratio: {why}", "strata_tested": 0, "strata_differ": False}
    ratio = float((x1 * n0 / (n1 + n0)).sum() / (x0 * n1 / (n1 + n0)).sum())
    small = min(x1.sum(), x0.sum()) < EXACT_BELOW
    how = _exact if small else _greenland_robins
    lower, upper, p = how(x1, n1, x0, n0, ratio, 1 - checked(confidence))
    same = _homogeneity(x1, n1, x0, n0, ratio)
    differ = bool(same["p_homogeneity"] < alpha)
    method = ("Mantel-Haenszel, " + ("exact" if small else "Greenland-Robins")) + ("; strata differ" if differ else "")
    made |= {"value": ratio, "lower": lower, "upper": upper, "p": p, "method": method}
    return made | same | {"strata_differ": differ}


def _greenland_robins(
    x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, ratio: float, tail: float
) -> tuple[float, float, float]:
    total = n1 + n0
    top, bottom = (x1 * n0 / total).sum(), (x0 * n1 / total).sum()
    error = np.sqrt(((x1 + x0) * n1 * n0 / total**2).sum() / (top * bottom))
    wide = np.exp(stats.norm.isf(tail / 2) * error)
    return ratio / wide, ratio * wide, float(2 * stats.norm.sf(abs(np.log(ratio)) / error))


def _exact(
    x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, _ratio: float, tail: float
) -> tuple[float, float, float]:
    """Limits and p from the group's events given each stratum's: a sum of binomials, whose tails are halved."""

    def tails(log_ratio: float) -> tuple[float, float]:
        odds = np.exp(log_ratio) * n1 / n0
        chances = np.ones(1)
        for events, share in zip((x1 + x0).astype(int), odds / (1 + odds), strict=True):
            chances = np.convolve(chances, stats.binom.pmf(np.arange(events + 1), events, share))
        at = int(x1.sum())
        return float(chances[at:].sum()), float(chances[: at + 1].sum())

    lower, upper = (
        float(np.exp(optimize.brentq(lambda at, side=side: tails(at)[side] - tail / 2, -FURTHEST, FURTHEST)))
        for side in (0, 1)
    )
    return lower, upper, min(1.0, 2 * min(tails(0.0)))


def _homogeneity(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, ratio: float) -> dict[str, float]:
    """Wald's test that the strata have one ratio, over those with events in both groups; none with fewer than two."""
    tested = (x1 > 0) & (x0 > 0)
    x1, n1, x0, n0 = (numbers[tested] for numbers in (x1, n1, x0, n0))
    found = {"strata_tested": int(tested.sum()), "homogeneity": np.nan, "p_homogeneity": np.nan}
    if tested.sum() < 2:
        return found
    apart = float(((np.log(x1 / n1 / (x0 / n0)) - np.log(ratio)) ** 2 / (1 / x1 + 1 / x0)).sum())
    return found | {"homogeneity": apart, "p_homogeneity": float(stats.chi2.sf(apart, tested.sum() - 1))}
