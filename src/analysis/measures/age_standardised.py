"""Ethnic ratios at like ages: each group's age-standardised rate over the reference's, with the crude ratio beside."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.disparity import joined
from analysis.measures.rates import EXACT_BELOW, checked
from analysis.measures.ratios import rate_ratio
from analysis.measures.shape import like
from analysis.measures.standardisation import FEWEST_EVENTS, directly_standardised_rate

STANDARDISED, EXPECTED, CRUDE = "standardised rate ratio", "ratio to the reference's rates", "crude rate ratio"


def standardised_disparity(
    cohort: pd.DataFrame,
    population: pd.DataFrame,
    standard: pd.DataFrame,
    reference: str,
    totals: pd.DataFrame | None = None,
    per: int = 10_000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Four rows a group: directly standardised rate, that over the reference's, an indirect ratio, the crude ratio.

    `cohort` has group, age_band and count, `population` group, age_band and population, `standard` age_band and
    population; rows of unknown group leave both sides. Rates are those of directly_standardised_rate. Limits of their
    ratio are log-normal with the sum of both relative variances, Σ w² x/n² ÷ (Σ w x/n)² (the comparative ratio of
    Breslow and Day 1987 and of Boyle and Parkin 1991; delta method); no ratio where either has fewer than ten events.
    The indirect ratio is events over those expected if each age of the group had the reference's rate; the chance in
    both is in its limits. It needs a group's total only: hidden counts by age are missing, and `totals` (group, count)
    has the sum. Indirect ratios of two groups do not compare with each other. The crude ratio shows what age did.
    """
    bands = joined(cohort, population, ["age_band"])
    if reference not in set(bands["group"]):
        raise ValueError(f'The cohort has no row for the reference "{reference}".')
    rates = directly_standardised_rate(bands, standard, "group", per, confidence)
    whole = _whole(bands, totals)
    made = [
        rates.assign(reference=reference),
        _over_reference(rates, _variances(bands, standard), reference),
        _indirect(bands, whole, reference, confidence),
        rate_ratio(whole, reference, confidence=confidence).assign(statistic=CRUDE),
    ]
    stacked = pd.concat(made, ignore_index=True)
    place = stacked["group"].map({name: at for at, name in enumerate(whole["group"])})
    ordered = stacked.assign(_at=place).sort_values("_at", kind="stable", ignore_index=True)
    return like(stacked, ordered.drop(columns="_at"))


def _whole(bands: pd.DataFrame, totals: pd.DataFrame | None) -> pd.DataFrame:
    """Each group's events and people of all ages; events from `totals` where the group has a row there."""
    grouped = bands.astype({"count": "float64"}).groupby("group", sort=False)[["count", "denominator"]]
    whole = grouped.agg(lambda part: part.sum(skipna=False)).reset_index()
    if totals is None:
        return whole
    both = whole.merge(totals[["group", "count"]].rename(columns={"count": "total"}), on="group", how="left")
    apart = both["total"].notna() & both["count"].notna() & (both["total"] != both["count"])
    if apart.any():
        raise ValueError(f"Counts by age do not add up to the total of {both.loc[apart, 'group'].iloc[0]}.")
    return both.assign(count=both["total"].fillna(both["count"])).drop(columns="total")


def _variances(bands: pd.DataFrame, standard: pd.DataFrame) -> pd.Series:
    """The relative variance of each group's standardised rate: of its logarithm, by the delta method."""
    weight = bands["age_band"].map(standard.set_index("age_band")["population"])
    rate = (weight * bands["count"] / bands["denominator"]).groupby(bands["group"]).sum()
    variance = (weight**2 * bands["count"] / bands["denominator"] ** 2).groupby(bands["group"]).sum()
    return variance / rate.where(rate > 0) ** 2


def _over_reference(rates: pd.DataFrame, variances: pd.Series, reference: str) -> pd.DataFrame:
    own, mine = rates[rates["group"] == reference].iloc[0], rates["group"] == reference
    ratio = rates["value"] / own["value"]
    error = np.sqrt(rates["group"].map(variances) + variances[reference])
    given = ratio.notna() & ~mine
    wide = np.exp(stats.norm.ppf(0.5 + rates["confidence"] / 2) * error)
    few = f"no ratio: fewer than {FEWEST_EVENTS} events in the "
    reasons = [mine, given, rates["count"].isna() | pd.isna(own["count"]), rates["count"] < FEWEST_EVENTS]
    words = ["the reference", "log ratio of two standardised rates", "no ratio: a count is not known", few + "group"]
    return rates.drop(columns=["per"]).assign(
        statistic=STANDARDISED,
        reference=reference,
        reference_count=own["count"],
        reference_denominator=own["denominator"],
        value=ratio,
        lower=(ratio / wide).where(given),
        upper=(ratio * wide).where(given),
        method=np.select(reasons, words, few + "reference"),
        base=f"standardised rate of {reference}",
        p=pd.Series(2 * stats.norm.sf(np.abs(np.log(ratio)) / error), index=rates.index).where(given),
    )


def _indirect(bands: pd.DataFrame, whole: pd.DataFrame, reference: str, confidence: float) -> pd.DataFrame:
    """Events over those expected at the reference's rates, whose chance counts as that of E²/variance(E) events.

    With one age band that number is the reference's own count, and ratio, limits and p are those of rate_ratio.
    """
    theirs = bands[bands["group"] == reference].set_index("age_band")
    rate = bands["age_band"].map(theirs["count"] / theirs["denominator"])
    spread = bands["age_band"].map(theirs["count"] / theirs["denominator"] ** 2)
    people, groups = bands["denominator"], bands["group"]
    expected = (people * rate).groupby(groups).sum(min_count=len(theirs)).reindex(whole["group"]).to_numpy()
    variance = (people**2 * spread).groupby(groups).sum(min_count=len(theirs)).reindex(whole["group"]).to_numpy()
    events, own, mine = whole["count"], theirs["count"].sum(skipna=False), whole["group"] == reference
    given = events.notna() & (own >= FEWEST_EVENTS) & (expected > 0) & ~mine
    safe, least = np.where(given, expected, 1.0), np.where(given & (variance > 0), variance, 1.0)
    lower, upper, p = _limits(events.where(given, 1.0), np.where(given, safe**2 / least, 1.0), safe, confidence)
    few = f"no ratio: fewer than {FEWEST_EVENTS} events in the reference"
    exact = events < EXACT_BELOW
    reasons = [mine, given & exact, given, own < FEWEST_EVENTS]
    words = ["the reference", "observed over expected, exact", "observed over expected, log-Wald", few]
    return whole.assign(
        statistic=EXPECTED,
        reference=reference,
        reference_count=own,
        reference_denominator=theirs["denominator"].sum(),
        expected=expected,
        value=(events / expected).where(given | (mine & (own >= FEWEST_EVENTS))),
        lower=pd.Series(lower, index=whole.index).where(given),
        upper=pd.Series(upper, index=whole.index).where(given),
        confidence=confidence,
        method=np.select(reasons, words, "no ratio: a count is not known"),
        base=f"expected at the rates of {reference}",
        p=pd.Series(p, index=whole.index).where(given),
    )


def _limits(
    events: pd.Series, others: np.ndarray, expected: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Limits and p of events/expected: log-Wald from ten events, Clopper and Pearson's odds in their F form below."""
    tail, scale = (1 - checked(confidence)) / 2, others / expected
    count = events.to_numpy("float64")
    some = np.maximum(count, 1)
    error = np.sqrt(1 / some + 1 / others)
    wide = np.exp(stats.norm.isf(tail) * error)
    least = some / (others + 1) / stats.f.isf(tail, 2 * (others + 1), 2 * some) * scale
    most = (count + 1) / others * stats.f.isf(tail, 2 * (count + 1), 2 * others) * scale
    small = (count < EXACT_BELOW) | (others < EXACT_BELOW)
    share = 1 / (1 + scale)
    more = np.where(count > 0, stats.beta.cdf(share, some, others + 1), 1.0)
    exact = np.minimum(1, 2 * np.minimum(more, stats.beta.sf(share, count + 1, others)))
    lower = np.where(small, np.where(count > 0, least, 0.0), count / expected / wide)
    p = np.where(small, exact, 2 * stats.norm.sf(np.abs(np.log(some / expected)) / error))
    return lower, np.where(small, most, count / expected * wide), p
