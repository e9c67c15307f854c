"""Limits of a ratio of two rates or of two proportions, number by number; what ratios and changes are built on."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.rates import EXACT_BELOW

FURTHEST = 60.0  # limits of a risk ratio are sought between exp(-60) and exp(60) times


def rate_ratio_limits(
    x1: pd.Series, n1: pd.Series | float, x2: pd.Series, n2: pd.Series | float, alpha: float
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Limits of (x1/n1) ÷ (x2/n2), and where they are exact: log-Wald from ten on both sides, else exact binomial."""
    small = (x1 < EXACT_BELOW) | (x2 < EXACT_BELOW)
    some, other = x1.where(x1 > 0, 1), x2.where(x2 > 0, 1)  # nobody: set apart below, so that nothing divides by 0
    spread = stats.norm.ppf(1 - alpha / 2) * np.sqrt(1 / some + 1 / other)
    ratio, scale = some / other * n2 / n1, n2 / n1
    # Clopper and Pearson's limits of p in their F form, as odds p/(1 - p): no digits are lost near 0 or 1.
    least = some / (x2 + 1) / stats.f.ppf(1 - alpha / 2, 2 * (x2 + 1), 2 * some) * scale
    most = (x1 + 1) / other * stats.f.ppf(1 - alpha / 2, 2 * (x1 + 1), 2 * other) * scale
    lower = (ratio * np.exp(-spread)).mask(small, least.mask(x1 == 0, 0.0))
    return lower, (ratio * np.exp(spread)).mask(small, most.mask(x2 == 0, np.inf)), small


def score(log_ratio: np.ndarray, x1: np.ndarray, n1: np.ndarray, x2: np.ndarray, n2: np.ndarray) -> np.ndarray:
    """Koopman's score statistic at a ratio: p1 - ratio × p2 over its deviation where p1 is ratio times p2."""
    ratio = np.exp(log_ratio)
    middle = ratio * (n1 + x2) + x1 + n2
    root = np.sqrt(np.maximum(middle**2 - 4 * (n1 + n2) * ratio * (x1 + x2), 0))
    second = 2 * (x1 + x2) / (middle + root)  # the likeliest p2 when p1 = ratio × p2
    first = np.minimum(ratio * second, 1)
    variance = first * (1 - first) / n1 + ratio**2 * second * (1 - second) / n2
    apart = x1 / n1 - ratio * x2 / n2
    return np.where(variance > 0, apart / np.sqrt(np.where(variance > 0, variance, 1)), 0.0)


def ratio_at(bound: float, *numbers: np.ndarray) -> np.ndarray:
    """The ratio at which the score, which falls as the ratio rises, passes a bound; by halving its logarithm."""
    low, high = (np.full(len(numbers[0]), end) for end in (-FURTHEST, FURTHEST))
    for _ in range(70):
        middle = (low + high) / 2
        below = score(middle, *numbers) > bound
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.exp((low + high) / 2)
