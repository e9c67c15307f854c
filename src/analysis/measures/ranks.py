"""How sure a rank is: which of the others are clearly higher or clearly lower, all of them judged together."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.rates import checked
from analysis.measures.ratio_limits import rate_ratio_limits, ratio_at


def rank_limits(
    ours: pd.Series, others: pd.DataFrame, *, share: bool = False, confidence: float = 0.95
) -> tuple[float, float]:
    """The ranks (1 = highest) that chance allows one area among the others; nothing without every number.

    `ours` and each row of `others` have count and denominator. The best rank is one more than the areas that are
    clearly higher, the worst leaves only those behind that are clearly lower. "Clearly" is a ratio whose limits leave 1
    out, at confidence 1 - (1 - confidence)/n for n others (Bonferroni), so that all n verdicts hold together: a
    confidence set for a rank by pairwise comparisons (Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic
    Studies 91: 476, who bootstrap the critical value; this one is a little wider). Rates: log-Wald, exact below ten.
    Shares: Koopman's score. Children are taken as independent; brothers and sisters make the true set wider.
    """
    numbers = [float(ours[name]) for name in ("count", "denominator")]
    beside = others[["count", "denominator"]].astype("float64")
    if beside.empty or np.isnan(numbers).any() or beside.isna().any(axis=None):
        return np.nan, np.nan
    alpha = (1 - checked(confidence)) / len(beside)
    x1, n1 = (pd.Series(number, index=beside.index) for number in numbers)
    lower, upper = (_shares if share else _rates)(x1, n1, beside["count"], beside["denominator"], alpha)
    higher, below = int((upper < 1).sum()), int((lower > 1).sum())
    return 1.0 + higher, 1.0 + len(beside) - below


def _rates(x1: pd.Series, n1: pd.Series, x2: pd.Series, n2: pd.Series, alpha: float) -> tuple[pd.Series, pd.Series]:
    lower, upper, _ = rate_ratio_limits(x1, n1, x2, n2, alpha)
    nobody = (x1 == 0) & (x2 == 0)
    return lower.mask(nobody, 0.0), upper.mask(nobody, np.inf)


def _shares(x1: pd.Series, n1: pd.Series, x2: pd.Series, n2: pd.Series, alpha: float) -> tuple[pd.Series, pd.Series]:
    numbers = [number.to_numpy(dtype="float64") for number in (x1, n1, x2, n2)]
    z = stats.norm.ppf(1 - alpha / 2)
    lower, upper = (pd.Series(ratio_at(bound, *numbers), index=x1.index) for bound in (z, -z))
    return lower.mask(x1 == 0, 0.0), upper.mask(x2 == 0, np.inf)
