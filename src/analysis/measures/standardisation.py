"""Rates set beside a standard: by age, along a gradient of deprivation, and inside the limits of a funnel."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from analysis.measures.expected import over_expected
from analysis.measures.funnels import funnel_limits
from analysis.measures.given import where
from analysis.measures.rates import checked, poisson_limits
from analysis.measures.ratios import Keys, names, within
from analysis.measures.shape import like

__all__ = ["directly_standardised_rate", "funnel_limits", "indirectly_standardised_ratio", "poisson_test",
           "slope_index_of_inequality"]  # fmt: skip
FEWEST_EVENTS = 10  # below it no rate is directly standardised


def directly_standardised_rate(
    table: pd.DataFrame, standard: pd.DataFrame, by: Keys = (), per: int = 10_000, confidence: float = 0.95
) -> pd.DataFrame:
    """The rate a group would have with the standard's ages: one row for each combination of `by`.

    `table` has age_band, count and denominator, one row a band; `standard` has age_band and population. The rate is
    Σ w x/n ÷ Σ w. Limits are Dobson's with Byar's for the total O: rate + √(variance/O) × (Byar(O) - O), variance
    Σ w² x/n² ÷ (Σ w)² (Dobson, Kuulasmaa, Eberle and Scherer 1991), a lower one never below 0. None under ten events.
    """
    if (standard["population"] < 0).any() or not standard["population"].sum() > 0:
        raise ValueError("A standard population cannot have fewer than no people at an age, nor nobody at all.")
    both = _banded(table, standard.rename(columns={"population": "weight"})[["age_band", "weight"]], by)
    weight = both["weight"] / standard["population"].sum()
    term = weight * both["count"] / both["denominator"]
    made = _summed(both.assign(term=term, variance=weight * term / both["denominator"]), by, ["term", "variance"])
    events, enough = made["count"], made["count"] >= FEWEST_EVENTS
    lower, upper = poisson_limits(events, confidence)
    spread = np.sqrt(made["variance"] / events.where(enough))
    few = f"no rate: fewer than {FEWEST_EVENTS} events"
    return made.drop(columns=["term", "variance"]).assign(
        statistic="directly standardised rate",
        value=per * made["term"].where(enough),
        lower=per * (made["term"] + spread * (lower - events)).clip(lower=0),
        upper=per * (made["term"] + spread * (upper - events)),
        confidence=confidence,
        method=np.select([enough, events < FEWEST_EVENTS], ["Dobson, Byar", few], "no rate"),
        base=f"per {per:,}, at the standard's ages",
        per=per,
    )


def indirectly_standardised_ratio(
    table: pd.DataFrame,
    standard_rates: pd.DataFrame,
    by: Keys = (),
    observed: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Events over those expected if each age had the standard's rate: one row for each combination of `by`.

    `table` has age_band, count and denominator, one row a band; `standard_rates` age_band, count and denominator of
    the standard. Where counts by age are hidden, `observed` gives the totals: the columns of `by`, and count. Expected
    events are Σ n R and taken as fixed; limits are the total's, exact Poisson below ten and Byar's from there, over
    them (Breslow and Day 1987). `p` is poisson_test's. Ratios of two groups do not compare with each other.
    """
    rates = standard_rates.assign(standard=standard_rates["count"] / standard_rates["denominator"])
    both = _banded(table, rates[["age_band", "standard"]], by)
    made = _summed(both.assign(expected=both["denominator"] * both["standard"]), by, ["expected"])
    if observed is not None:
        how, totals = "left" if names(by) else "cross", observed[[*names(by), "count"]]
        made = made.drop(columns="count").merge(totals, how=how, on=names(by) or None)
    return over_expected(made, confidence).assign(
        statistic="indirectly standardised ratio",
        base="expected at the standard's rates",
        p=poisson_test(made["count"], made["expected"])["p"],
    )


def poisson_test(observed: pd.Series, expected: pd.Series | float) -> pd.DataFrame:
    """Exact probabilities of a count if `expected` is right: p_fewer (this or fewer), p_more (this or more), and p.

    `p`, for both sides, is the smaller doubled: below 0.05 where Garwood's limits leave `expected` out, and only there.
    """
    fewer = pd.Series(stats.poisson.cdf(observed, expected), index=observed.index)
    more = pd.Series(stats.poisson.sf(observed - 1, expected), index=observed.index)
    return pd.DataFrame({"p_fewer": fewer, "p_more": more, "p": (2 * np.minimum(fewer, more)).clip(upper=1)})


def slope_index_of_inequality(
    table: pd.DataFrame, by: Keys = (), per: int = 10_000, confidence: float = 0.95
) -> pd.DataFrame:
    """How far, and how many times, the rate rises from the first to the last end of a ranking: two rows a combination.

    Needs rank (1, 2, ... as deciles of deprivation), count and denominator. A line is fitted to the rates on the middle
    of each rank's share of the people, weighted by it (Pamuk 1985; Mackenbach and Kunst 1997). The slope index is its
    slope, with limits from Student's t on ranks - 2 degrees of freedom; the relative index its last end over its first,
    with Fieller's limits on the same t, and none where the first end cannot be told from nothing.
    """
    grouped = table.groupby(within(table, by), sort=False, dropna=False)
    parts = [_slope(ranks, per, confidence).assign(**dict(zip(names(by), key, strict=False))) for key, ranks in grouped]
    made = pd.concat(parts, ignore_index=True)
    return like(table, made[[*names(by), *made.columns.drop(names(by))]])


def _slope(ranks: pd.DataFrame, per: int, confidence: float) -> pd.DataFrame:
    if len(ranks) < 3 or ranks["rank"].duplicated().any() or (ranks["denominator"] <= 0).any():
        raise ValueError(
            f"A slope needs three ranks or more, one row each, with people in it. Look at:\n{where(ranks)}"
        )
    count, people = (ranks.sort_values("rank")[name].astype("float64") for name in ("count", "denominator"))
    share, found = people / people.sum(), np.full((2, 3), np.nan)
    if (count.notna() & people.notna()).all():
        line = sm.add_constant((share.cumsum() - share / 2).to_numpy())
        fit = sm.WLS((per * count / people).to_numpy(), line, weights=share.to_numpy()).fit()
        ends = np.array([[1, 1], [1, 0]])  # the line at its last end, and at its first
        found[0] = fit.params[1], *fit.conf_int(1 - confidence)[1]
        t = stats.t.isf((1 - confidence) / 2, fit.df_resid)
        found[1] = _fieller(ends @ fit.params, ends @ fit.cov_params() @ ends.T, t)
    return pd.DataFrame(found, columns=["value", "lower", "upper"]).assign(
        count=count.sum(skipna=False),
        denominator=people.sum(skipna=False),
        statistic=["slope index of inequality", "relative index of inequality"],
        confidence=checked(confidence),
        method=np.where(np.isnan(found[:, 0]), "no index", ["weighted line, t", "weighted line, Fieller"]),
        base=[f"per {per:,}, first end to last", "rate at the first end"],
    )


def _fieller(means: np.ndarray, covariance: np.ndarray, t: float) -> tuple[float, float, float]:
    """The ratio of two estimates with Fieller's limits (1954): the ratios that a t test of their difference allows."""
    a, b, c = (means[i] * means[j] - t**2 * covariance[i, j] for i, j in ((1, 1), (0, 1), (0, 0)))
    value, bounded = means[0] / means[1] if means[1] > 0 else np.nan, a > 0 and means[1] > 0
    root = np.sqrt(max(b * b - a * c, 0.0))
    return (value, (b - root) / a, (b + root) / a) if bounded else (value, np.nan, np.nan)


def _banded(table: pd.DataFrame, standard: pd.DataFrame, by: Keys) -> pd.DataFrame:
    """Each row with the standard of its band, where every combination has each of the standard's bands once."""
    both = table[[*names(by), "age_band", "count", "denominator"]].merge(standard, on="age_band", how="left")
    bands = both.groupby(within(both, by), dropna=False)["age_band"].transform("nunique")
    bad = (bands != len(standard)) | both[standard.columns[-1]].isna() | (both["denominator"] <= 0)
    wrong = bad | (both["count"] < 0) | both.duplicated([*names(by), "age_band"])
    if wrong.any():
        raise ValueError(
            f"Each age band of the standard is needed once, with people. Look at:\n{where(both.loc[wrong])}"
        )
    return both


def _summed(parts: pd.DataFrame, by: Keys, more: list[str]) -> pd.DataFrame:
    """count, denominator and `more`, added up within each combination; one that is missing leaves no sum."""
    wanted = ["count", "denominator", *more]
    grouped = parts.astype(dict.fromkeys(wanted, "float64")).groupby(within(parts, by), sort=False, dropna=False)
    summed = grouped[wanted].agg(lambda part: part.sum(skipna=False)).reset_index()
    return like(parts, summed[[*names(by), *wanted]])
