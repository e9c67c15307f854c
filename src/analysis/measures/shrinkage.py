"""Ratios of few people drawn towards the mean of the groups: for ranking and drawing, never for a verdict."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.rates import checked
from analysis.measures.ratios import Keys, within


def shrunk_ratios(
    count: pd.Series, expected: pd.Series, table: pd.DataFrame, by: Keys, confidence: float = 0.95
) -> pd.DataFrame:
    """Gamma-Poisson ratios with limits: columns shrunk, shrunk_lower, shrunk_upper and prior_mean, a row a row.

    The prior is fitted by moments across the groups within each combination of `by` (Marshall 1991): with m = Σx/Σe
    and s² = Σe(x/e - m)²/Σe, its variance is A = s² - m/(mean of e), and nothing where that is negative: then every
    group is at m, without limits. Otherwise x/e goes to m + w(x/e - m), w = A/(A + m/e), the mean of the gamma with
    shape m²/A + x and rate m/A + e, whose quantiles are the limits. Fewer than three groups leave none. With fewer
    than ten, A is known badly, so the values are for ranking and drawing only.
    """
    alpha = 1 - checked(confidence)
    known = count.notna() & (expected > 0)
    x, e, keys = count.where(known), expected.where(known), within(table, by)

    def total(part: pd.Series) -> pd.Series:
        return part.groupby(keys, dropna=False).transform("sum")

    groups = total(known.astype("float64"))
    mean = total(x) / total(e)
    spread = total(e * (x / e - mean) ** 2) / total(e) - mean / (total(e) / groups)
    prior = spread.where(spread > 0)
    shape, rate = mean**2 / prior + x, mean / prior + e
    given = known & (groups >= 3)
    limits = [pd.Series(stats.gamma.ppf(at, shape, scale=1 / rate), index=x.index) for at in (alpha / 2, 1 - alpha / 2)]
    value = (shape / rate).where(prior.notna(), mean)
    columns = {"shrunk": value, "shrunk_lower": limits[0], "shrunk_upper": limits[1], "prior_mean": mean}
    return pd.DataFrame(columns).where(given).astype(np.float64)


def worth(count: pd.Series, others: pd.Series, deff: float = 1) -> pd.Series:
    """How far a count is worth less than its number, since those it is set beside vary too: others/(count + others).

    1/count + 1/others, the variance of the ratio's logarithm, is that of a count so many times as large beside an
    expected number that is known; a design effect divides it again.
    """
    return (others / (count + others).where(others > 0)) / deff
