"""Events over those expected."""

import numpy as np
import pandas as pd

from analysis.measures.given import known, where
from analysis.measures.rates import EXACT_BELOW, poisson_limits


def over_expected(table: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """count over expected, with the limits of the count over expected."""
    table = known(table)
    count, expected = table["count"].astype("float64"), table["expected"].astype("float64")
    if (expected <= 0).any() or (count < 0).any():
        raise ValueError(f"Expected events must be above zero, and counts not below it. Look at:\n{where(table)}")
    lower, upper = poisson_limits(count, confidence)
    return table.assign(
        statistic="ratio to expected",
        value=count / expected,
        lower=lower / expected,
        upper=upper / expected,
        confidence=confidence,
        method=np.select([count < EXACT_BELOW, count >= EXACT_BELOW], ["exact Poisson", "Byar"], "no ratio"),
        base="expected",
    )
