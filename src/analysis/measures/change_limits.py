"""The limits of a change: of a count, of a rate, of a share, and of the percentage that one is of the other."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.rates import EXACT_BELOW, poisson_limits, wilson_limits
from analysis.measures.ratio_limits import rate_ratio_limits, ratio_at

PERCENT = "change"


def _overlap(pairs: pd.DataFrame) -> pd.Series:
    """Children counted on both dates, as far as known; never more than either count."""
    if "overlap" not in pairs:
        return pd.Series(0.0, index=pairs.index)
    return pairs["overlap"].fillna(0.0).clip(0, pairs[["count", "count_before"]].min(axis=1).fillna(0.0))


def moved(
    pairs: pd.DataFrame,
    scale: tuple,
    statistic: str,
    base: str,
    confidence: float,
    effect: float,
    *,
    share: bool = False,
) -> pd.DataFrame:
    """Number now less number before, each times its scale, with MOVER limits of two correlated numbers."""
    now, before = (pairs[name].astype("float64") for name in ("count", "count_before"))
    known = now.notna() & before.notna() & (pairs["broken_by"] == "")
    alike = (_overlap(pairs) / np.sqrt(now * before)).where((now > 0) & (before > 0), 0.0).clip(0, 1)
    wholes = [pairs["denominator"], pairs["denominator_before"]]
    ends = [_ends(*each, confidence, share) for each in zip((now, before), wholes, scale, strict=True)]
    (x1, l1, u1), (x0, l0, u0) = ends
    down, up = (
        np.sqrt((a**2 + b**2 - 2 * alike * a * b).clip(lower=0)) for a, b in ((x1 - l1, u0 - x0), (u1 - x1, x0 - l0))
    )
    value = (x1 - x0).where(known)
    small = pairs[["count", "count_before"]].min(axis=1) < EXACT_BELOW
    method = "MOVER, Wilson" if share else np.where(small, "MOVER, exact Poisson", "MOVER, Byar")
    return pairs.assign(
        statistic=statistic, value=value, lower=value - effect * down, upper=value + effect * up, method=method,
        base=f"{base}, less that",
    )  # fmt: skip


def _ends(number: pd.Series, whole: pd.Series, scale: pd.Series | float, confidence: float, share: bool) -> list:
    """A number with its limits, each times the scale: Wilson's of a part of a whole, else of a Poisson count."""
    lower, upper = poisson_limits(number, confidence)
    if share:
        lower, upper = (limit * whole for limit in wilson_limits(number, whole, confidence))
    return [each * scale for each in (number, lower, upper)]


def of_shares(pairs: pd.DataFrame, people: list, of: str, confidence: float, design_effect: float) -> pd.DataFrame:
    """The ratio of the two shares, as a percentage more or less, with Koopman's score limits."""
    now, before = pairs["count"].astype("float64"), pairs["count_before"].astype("float64")
    ratio = ((now / people[0]) / (before / people[1])).where((pairs["broken_by"] == "") & (now > 0) & (before > 0))
    known = ratio.notna()
    numbers = [number.where(known, 1.0).to_numpy() for number in (now, people[0], before, people[1])]
    z = stats.norm.ppf(0.5 + confidence / 2)
    lower, upper = (pd.Series(ratio_at(bound, *numbers), index=now.index).where(known) for bound in (z, -z))
    wide = np.sqrt(design_effect)
    ends = [ratio * (end / ratio) ** wide for end in (lower, upper)]  # on the log scale, as a variance is multiplied
    return pairs.assign(
        statistic=PERCENT,
        value=100 * (ratio - 1),
        lower=100 * (ends[0] - 1),
        upper=100 * (ends[1] - 1),
        method="Koopman score of two shares",
        base=f"percent of the {of}",
    )


def of_rates(pairs: pd.DataFrame, people: list, of: str, confidence: float, design_effect: float) -> pd.DataFrame:
    """The ratio of the two rates, as a percentage more or less."""
    now, before, overlap = pairs["count"].astype("float64"), pairs["count_before"].astype("float64"), _overlap(pairs)
    ratio = (now / people[0]) / (before / people[1])
    ratio = ratio.where((pairs["broken_by"] == "") & (now > 0) & (before > 0))
    variance = 1 / now + 1 / before - 2 * overlap / (now * before)
    spread = stats.norm.ppf(0.5 + confidence / 2) * np.sqrt(design_effect * variance.clip(lower=0))
    small = pd.concat([now, before], axis=1).min(axis=1) < EXACT_BELOW
    exact = small & (design_effect == 1) & (overlap == 0)  # with children counted twice they would be far too wide
    lower, upper, _ = rate_ratio_limits(now, people[0], before, people[1], 1 - confidence)
    return pairs.assign(
        statistic=PERCENT,
        value=100 * (ratio - 1),
        lower=100 * ((ratio * np.exp(-spread)).where(~exact, lower.where(ratio.notna())) - 1),
        upper=100 * ((ratio * np.exp(spread)).where(~exact, upper.where(ratio.notna())) - 1),
        method=np.where(exact, "exact binomial of two rates", "log ratio of two rates"),
        base=f"percent of the {of}",
    )
