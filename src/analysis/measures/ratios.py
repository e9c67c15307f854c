"""How many times another group's rate, and how much above it: ratios and differences, each with its limits."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.given import where
from analysis.measures.rates import EXACT_BELOW, checked, poisson_limits
from analysis.measures.ratio_limits import rate_ratio_limits, ratio_at, score

Keys = Sequence[str] | str  # columns within whose every combination groups are set beside each other
NUMBERS = ["count", "denominator", "reference_count", "reference_denominator"]


def rate_ratio(table: pd.DataFrame, reference: str, by: Keys = (), confidence: float = 0.95) -> pd.DataFrame:
    """Each group's rate divided by the reference group's, with limits and a two-sided p that agrees with them.

    Needs group, count and denominator, one row a group within each combination of `by`; the groups must not share
    children. From ten events on both sides, log-Wald limits: variance 1/x1 + 1/x2 (Rothman and Greenland, Modern
    Epidemiology). Below ten on either side, exact: given x1 + x2 events, x1 is binomial, so Clopper and Pearson's
    limits of its odds, times n2/n1, are the ratio's (Przyborowski and Wilenski 1940). `p` is below 1 - confidence
    where the limits leave 1 out, and only there: normal with log-Wald, the doubled smaller binomial tail with exact.
    Nobody in the group is a ratio of 0 with an upper limit; nobody in the reference, an infinite one with a lower
    limit; nobody in either, or a count that is missing, no ratio. The reference keeps its row, without limits.
    """
    pairs = _beside(table, reference, by)
    return _rate_ratios(pairs, "rate ratio", f"rate of {reference}", confidence)


def ratio_to_others(table: pd.DataFrame, by: Keys = (), confidence: float = 0.95) -> pd.DataFrame:
    """Each group's rate divided by the rate of all other groups together, with limits and p as in rate_ratio.

    Needs group, count and denominator for every group there is, without totals. It is the odds of the group's share of
    the cohort over the odds of its share of the population (the risk ratio of 34 CFR 300.647), and unlike the
    representation index it keeps the group out of what it is set beside. One missing number leaves no ratio at all.
    """
    _refuse(table, by)
    if (table["group"] == "All").any():
        raise ValueError('Take the rows of "All" out first: they would count everybody twice.')
    own = [table[name].astype("float64") for name in NUMBERS[:2]]
    all_ = [part.groupby(within(table, by), dropna=False).transform(lambda x: x.sum(skipna=False)) for part in own]
    count, people = all_[0] - own[0], all_[1] - own[1]
    pairs = table.assign(reference="all others", reference_count=count, reference_denominator=people.where(people > 0))
    return _rate_ratios(pairs, "ratio to all others", "rate of all others", confidence)


def rate_difference(
    table: pd.DataFrame, reference: str, by: Keys = (), per: int = 10_000, confidence: float = 0.95
) -> pd.DataFrame:
    """Each group's rate minus the reference group's, per `per` people, with MOVER limits.

    Needs what rate_ratio needs. The limits are recovered from those that crude_rate gives each of the two rates, exact
    below ten events and Byar's from there (Zou and Donner 2008; Li, Tang and Wong 2014 for Poisson rates):
    d - √((r1 - l1)² + (u2 - r2)²) to d + √((u1 - r1)² + (r2 - l2)²). Not statsmodels' score limits of a difference,
    which can end at a wrong root (3 of 80 beside 120 of 9,000).
    """
    pairs = _beside(table, reference, by)
    one, two = (_rate(pairs, before, per, confidence) for before in ("", "reference_"))
    given = (one[0].notna() & two[0].notna()) & ~_is_reference(pairs)
    small = pairs[["count", "reference_count"]].min(axis=1) < EXACT_BELOW
    method = np.where(small, "MOVER, exact Poisson", "MOVER, Byar")
    return pairs.assign(
        statistic="rate difference",
        value=one[0] - two[0],
        lower=(one[0] - two[0] - np.hypot(one[0] - one[1], two[2] - two[0])).where(given),
        upper=(one[0] - two[0] + np.hypot(one[2] - one[0], two[0] - two[1])).where(given),
        confidence=confidence,
        method=np.where(given, method, np.where(_is_reference(pairs), "the reference", "no difference")),
        base=f"per {per:,}, above the rate of {reference}",
        per=per,
    )


def _rate(pairs: pd.DataFrame, before: str, per: int, confidence: float) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Rate, lower and upper limit of the group, or of its reference."""
    count, people = (pairs[before + name].astype("float64") for name in ("count", "denominator"))
    lower, upper = poisson_limits(count, confidence)
    return per * count / people, per * lower / people, per * upper / people


def risk_ratio(table: pd.DataFrame, reference: str, by: Keys = (), confidence: float = 0.95) -> pd.DataFrame:
    """Each group's proportion divided by the reference group's, with Koopman's score limits and the score test's p.

    For a step that some of the children at the step before take: count out of denominator, never above it. Limits are
    the ratios whose score statistic is z (Koopman 1984; Miettinen and Nurminen 1985 without their n/(n - 1)), found by
    halving; p is Pearson's chi-squared, uncorrected, the same statistic at a ratio of 1. statsmodels' closed form
    (Nam 1995) agrees while some, but not all, of each group are counted; where all are it divides
    nothing by nothing and returns a wrong limit or a complex number, so it is not called. Nor are its score limits of
    a difference of proportions, which are wrong (issue 10269): rate_difference does not use them either.
    """
    pairs = _beside(table, reference, by)
    numbers = [number.to_numpy() for number in _numbers(pairs)]
    wrong = (numbers[0] > numbers[1]) | (numbers[2] > numbers[3])
    if wrong.any():
        raise ValueError(f"A share needs a count between 0 and its denominator. Look at:\n{where(pairs.loc[wrong])}")
    z = stats.norm.ppf(0.5 + checked(confidence) / 2)
    lower, upper = (ratio_at(bound, *numbers) for bound in (z, -z))
    p = 2 * stats.norm.sf(np.abs(score(np.zeros(len(pairs)), *numbers)))
    limits = np.where(numbers[0] == 0, 0.0, lower), np.where(numbers[2] == 0, np.inf, upper)
    return _results(pairs, limits, p, "Koopman score", ("risk ratio", f"proportion of {reference}", confidence))


def _rate_ratios(pairs: pd.DataFrame, statistic: str, base: str, confidence: float) -> pd.DataFrame:
    x1, n1, x2, n2 = _numbers(pairs)
    alpha = 1 - checked(confidence)
    lower, upper, small = rate_ratio_limits(x1, n1, x2, n2, alpha)
    some, other = x1.where(x1 > 0, 1), x2.where(x2 > 0, 1)
    share = n1 / (n1 + n2)
    tails = [stats.binom.cdf(x1, x1 + x2, share), stats.binom.sf(x1 - 1, x1 + x2, share)]
    normal = 2 * stats.norm.sf(np.abs(np.log(some / other * n2 / n1)) / np.sqrt(1 / some + 1 / other))
    p = np.where(small, np.minimum(1, 2 * np.minimum(*tails)), normal)
    method = np.where(small, "exact binomial", "log-Wald")
    return _results(pairs, (lower, upper), p, method, (statistic, base, confidence))


def _results(pairs: pd.DataFrame, limits: tuple, p: np.ndarray, method: str | np.ndarray, words: tuple) -> pd.DataFrame:
    """The rows with their ratio; without limits for the reference itself, for 0 of 0, and where a number is missing."""
    x1, n1, x2, n2 = _numbers(pairs)
    known = x1.notna() & n1.notna() & x2.notna() & n2.notna() & (x1 + x2 > 0)
    ratio = ((x1 / n1) / (x2 / n2)).where(known)
    given = known & ~_is_reference(pairs)
    return pairs.assign(
        statistic=words[0],
        value=ratio,
        lower=pd.Series(limits[0], index=pairs.index).where(given),
        upper=pd.Series(limits[1], index=pairs.index).where(given),
        confidence=words[2],
        method=np.where(given, method, np.where(_is_reference(pairs), "the reference", "no ratio")),
        base=words[1],
        p=pd.Series(p, index=pairs.index).where(given),
    )


def _beside(table: pd.DataFrame, reference: str, by: Keys) -> pd.DataFrame:
    """The table with reference, reference_count and reference_denominator on each row."""
    _refuse(table, by)
    mine = table["group"] == reference
    if not mine.groupby(within(table, by), dropna=False).transform("any").all():
        raise ValueError(f'A comparison needs its reference everywhere: somewhere "{reference}" has no row.')
    of = [table[name].astype("float64").where(mine) for name in NUMBERS[:2]]
    count, people = (number.groupby(within(table, by), dropna=False).transform("first") for number in of)
    return table.assign(reference=reference, reference_count=count, reference_denominator=people)


def _numbers(pairs: pd.DataFrame) -> list[pd.Series]:
    return [pairs[name].astype("float64") for name in NUMBERS]


def _is_reference(pairs: pd.DataFrame) -> pd.Series:
    return pairs["group"] == pairs["reference"]


def within(table: pd.DataFrame, by: Keys) -> list[pd.Series]:
    """The columns to group by; without any, all rows are one."""
    return [table[name] for name in names(by)] or [pd.Series(0, index=table.index)]


def names(by: Keys) -> list[str]:
    """The columns named, of which one may be given as it is."""
    return [by] if isinstance(by, str) else list(by)


def _refuse(table: pd.DataFrame, by: Keys) -> None:
    """One row a group, people above zero and counts not below it: anything else is refused, with the rows."""
    for wrong, needed in (
        (table["denominator"] <= 0, "A rate needs a denominator above zero"),
        (table["count"] < 0, "A count cannot be below zero"),
        (pd.concat([table["group"], *within(table, by)], axis=1).duplicated(), "A comparison needs one row a group"),
    ):
        if wrong.any():
            raise ValueError(f"{needed}. Look at:\n{where(table.loc[wrong])}")
