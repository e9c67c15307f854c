"""What is usual: the mean, the median and the pooled rate of several areas, and a wider area without the area."""

import numpy as np
import pandas as pd

from analysis.vocabulary.areas import ENGLAND, areas
from analysis.vocabulary.tidy import SUPPRESSED

SIDES = {1.0: "above", -1.0: "below", 0.0: "the same"}


def shown(rates: pd.DataFrame) -> pd.DataFrame:
    """The rows with a value that may be seen: a hidden number is in no average and no rank."""
    hidden = rates["status"].eq(SUPPRESSED) if "status" in rates else pd.Series(False, index=rates.index)
    return rates[rates["value"].notna() & ~hidden]


def side_of(ours: float, value: float) -> str | None:
    """Above, below or the same; nothing where either is missing."""
    apart = round(ours - value, 9)  # a mean of ten equal rates is not above one of them
    return None if np.isnan(apart) else SIDES[float(np.sign(apart))]


def average_of(statistic: str, known: pd.DataFrame, unit: float) -> float:
    """Mean or median of the values, or the pooled rate: none where a number of it is missing."""
    if statistic != "pooled":
        return float(known["value"].astype("float64").agg(statistic))
    numbers = known.reindex(columns=["count", "denominator"]).astype("float64")
    if known.empty or numbers.isna().any(axis=None):
        return float("nan")
    return float(unit * numbers["count"].sum() / numbers["denominator"].sum())


def contains(wider: str, area: str) -> bool:
    """Whether an area is a part of a region or of England."""
    return wider == ENGLAND or (area in areas() and areas()[area].region == wider)


def rate_without(known: pd.DataFrame, mine: pd.Series, unit: float) -> float:
    """The rate of a wider area without the area; none where a number is missing or the two bases differ."""
    needed = ["count", "denominator"]
    if known.empty or not set(needed) <= set(known) or mine.reindex(needed).isna().any():
        return float("nan")
    whole = known.iloc[0]
    bases = {str(row.get("denominator_vintage")) for row in (whole, mine)}
    count, people = (float(whole[name]) - float(mine[name]) for name in needed)
    return unit * count / people if len(bases) == 1 and count >= 0 and people > 0 else float("nan")
