"""Where a rate, a proportion or a ratio stands inside the limits of a funnel round an average."""

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.measures.expected import over_expected
from analysis.measures.rates import crude_rate, proportion


def funnel_limits(
    table: pd.DataFrame, average: float | None = None, kind: str = "rate", per: int = 10_000
) -> pd.DataFrame:
    """Control limits round an average, 95% and 99.8%, beside each row: lower_95 to upper_998, plain and adjusted_.

    Needs count and denominator (`kind` rate per `per` people, or proportion in percent) or count and expected (ratio).
    The average, in the same unit, is all rows' together unless given, and stands in `mean`. Rate and ratio: exact
    Poisson, so that a count lies outside exactly where its own exact limits leave the average out. Proportion: average
    ± z √(average (1 - average)/n), Wilson's turned round, within 0 to 100%. Adjusted limits stand √φ times as far from
    the average; φ (`overdispersion`), the mean square of z with its outer tenths drawn in, never narrows them
    (Spiegelhalter 2005, Quality and Safety in Health Care 14: 347).
    """
    if kind not in ("rate", "proportion", "ratio"):
        raise ValueError(f'A funnel is of a rate, a proportion or a ratio; not "{kind}".')
    unit = {"rate": per, "proportion": 100, "ratio": 1}[kind]
    share = kind == "proportion"
    made = proportion(table) if share else over_expected(table) if kind == "ratio" else crude_rate(table, per)
    base = made["expected" if kind == "ratio" else "denominator"].astype("float64")
    both = made["count"].notna() & base.notna()
    mean = made.loc[both, "count"].sum() / base[both].sum() if average is None else average / unit
    deviation = np.sqrt(mean * (1 - mean if share else 1) / base)
    z = (made["count"] / base - mean) / deviation
    phi = float((z.clip(*z.quantile([0.1, 0.9])) ** 2).mean())
    for level, tail in (("95", 0.025), ("998", 0.001)):
        wide = stats.norm.isf(tail) * deviation
        limits = (mean - wide, mean + wide) if share else [count / base for count in _counts_at(tail, mean * base)]
        for side, limit in zip(("lower", "upper"), limits, strict=True):
            top, far = 1 if share else np.inf, mean + np.sqrt(max(1.0, phi)) * (limit - mean)
            made[f"{side}_{level}"], made[f"adjusted_{side}_{level}"] = (unit * x.clip(0, top) for x in (limit, far))
    return made.assign(
        mean=unit * mean, overdispersion=phi, funnel_method="inverse Wilson" if share else "exact Poisson"
    )


def _counts_at(tail: float, expected: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The counts, as broken numbers, whose Garwood limits end at `expected`: χ² quantiles solved for their freedom."""
    lower, upper = (special.chdtriv(chance, 2 * expected) / 2 for chance in (1 - tail, tail))
    return pd.Series(lower - 1, index=expected.index).clip(lower=0), pd.Series(upper, index=expected.index)
