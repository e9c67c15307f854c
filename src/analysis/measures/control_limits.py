"""Mean and control limits of each segment: XmR, u, p and Laney's u' and p'."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.control_points import snapped
from analysis.measures.given import where

BASELINE_LEAST = 12  # points that limits can be fixed after
TO_LIMITS = 2.66  # average moving ranges from the mean to a limit: 3 / 1.128
SCREENED_FROM = 3.267  # average moving ranges: larger ones are left out, once
TO_DEVIATION = 1.128  # the average moving range of independent normal points, in standard deviations (d2)
NEAR = 2 / 3  # of the way from the mean to a limit


@dataclass(frozen=True)
class Kind:
    """One kind of chart: what it needs and whether its limits come from a denominator."""

    method: str
    needs: tuple[str, ...] = ("date", "count", "denominator")
    per: int = 1
    share: bool = False  # of the denominator: binomial, never above the whole
    laney: bool = False  # widened by the variation found

    @property
    def counted(self) -> bool:
        """Whether values are counts over denominators."""
        return "denominator" in self.needs

    def base(self, per: int) -> str:
        """The unit of values, mean and limits."""
        return "as given" if not self.counted else "percent" if self.share and per == 100 else f"per {per:,}"


KINDS = {
    "xmr": Kind("XmR, 2.66 average moving ranges", needs=("date", "value")),
    "u": Kind("u, three Poisson standard deviations", per=10_000),
    "p": Kind("p, three binomial standard deviations", per=100, share=True),
    "u_prime": Kind("Laney u'", per=10_000, laney=True),
    "p_prime": Kind("Laney p'", per=100, share=True, laney=True),
}


def with_value(table: pd.DataFrame, kind: Kind, per: int) -> pd.DataFrame:
    """The table with `value`: as given, or per × count ÷ denominator."""
    if not kind.counted:
        return table.assign(value=table["value"].astype("float64"))
    count, people = table["count"].astype("float64"), table["denominator"].astype("float64")
    if kind.share and (count > people).any():
        raise ValueError(
            f"A share needs a count between 0 and its denominator. Look at:\n{where(table[count > people])}"
        )
    return table.assign(count=count, denominator=people, value=per * count / people)


def control_limits(points: pd.DataFrame, kind: Kind, per: int, screen: bool) -> pd.DataFrame:
    """mean, reach (from the mean to a limit), limits, near limits and expected (events, or the fewer of both kinds).

    XmR (Wheeler 1993): mean ± 2.66 × average moving range, of which those of 3.267 times the average or more are left
    out and the average taken again, once; not where nothing but zeros would be left. u and p: mean = counts ÷
    denominators together, ± 3 √(mean ÷ n) or 3 √(mean (1 − mean) ÷ n). u' and p' (Laney 2002): the same times the
    average moving range of z = (value − mean) ÷ deviation, over 1.128. Limits of counts stop at nothing, shares at
    everything; `reach` does not. Without two points in succession there are no limits for XmR, u' and p'.
    """
    mean, reach, expected = _counted(points, kind) if kind.counted else _individual(points, screen)
    mean, reach = per * mean, per * reach
    least, most = (0.0 if kind.counted else None), (float(per) if kind.share else None)
    return pd.DataFrame(
        {
            "mean": mean,
            "reach": reach,
            "lower_limit": (mean - reach).clip(least, most),
            "upper_limit": (mean + reach).clip(least, most),
            "near_lower": (mean - NEAR * reach).clip(least, most),
            "near_upper": (mean + NEAR * reach).clip(least, most),
            "expected": expected,
        }
    )


def _individual(points: pd.DataFrame, screen: bool) -> tuple[pd.Series, pd.Series, pd.Series]:
    mean = _over_baseline(points["value"], points, "mean")
    ranges = _moving_ranges(points["value"], points)
    average = ranges.groupby(points["segment"]).transform("mean")
    if screen:
        again = ranges.where(ranges < SCREENED_FROM * average).groupby(points["segment"]).transform("mean")
        average = again.where(again > 0, average)
    return mean, TO_LIMITS * average, pd.Series(np.nan, index=points.index)


def _counted(points: pd.DataFrame, kind: Kind) -> tuple[pd.Series, pd.Series, pd.Series]:
    count, people = points["count"], points["denominator"]
    mean = _over_baseline(count, points, "sum") / _over_baseline(people, points, "sum")
    deviation = np.sqrt(mean * (1 - mean if kind.share else 1) / people)
    expected = people * (np.minimum(mean, 1 - mean) if kind.share else mean)
    if not kind.laney:
        return mean, 3 * deviation, expected
    z = ((count / people - mean) / deviation.where(deviation > 0)).fillna(0.0)
    average = _moving_ranges(z, points).groupby(points["segment"]).transform("mean")
    return mean, 3 * deviation * average / TO_DEVIATION, expected


def _over_baseline(numbers: pd.Series, points: pd.DataFrame, how: str) -> pd.Series:
    """Mean or sum over the points that the segment's limits are taken from; nothing where there are none."""
    used = numbers.where(points["baseline"]).groupby(points["segment"])
    return used.transform(how).where(used.transform("count") > 0)


def _moving_ranges(numbers: pd.Series, points: pd.DataFrame) -> pd.Series:
    """How far each number is from the one before; never over a gap, a rebase or beyond the baseline."""
    return numbers.diff().abs().where(points["follows"] & points["baseline"])


def autocorrelation(points: pd.DataFrame) -> float:
    """Lag-1 autocorrelation about the means of the segments; none without two points in succession, or of a constant.

    Σ aₜ aₜ₋₁ ÷ Σ aₜ², a being value less mean, over the steps there are; scaled by (n − 1) ÷ steps where gaps and
    rebases leave some out, which keeps it the usual estimate where they do not.
    """
    apart = points["value"] - points["value"].groupby(points["segment"]).transform("mean")
    apart = snapped(apart, points["size"])
    total, steps = (apart**2).sum(), points["follows"].sum()
    if not steps or not total > 0:
        return float("nan")
    products = (apart * apart.shift()).where(points["follows"]).sum()
    return float(np.clip(products / total * (apart.notna().sum() - 1) / steps, -1, 1))
