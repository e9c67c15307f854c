"""Moving means: the ups and downs of a year taken out of months, where every month is known."""

import pandas as pd

from analysis.measures.control_points import one_series
from analysis.measures.shape import like


def moving_mean(months: pd.DataFrame, size: int = 12) -> pd.DataFrame:
    """The months in order of date, each with the mean count of the `size` months that end with it.

    Needs date and count, one row a month. `moving_mean` is missing unless all `size` months are known and follow each
    other: nothing is bridged, and a hidden month is not known. `moving_months` is `size`.
    """
    if size < 2:
        raise ValueError(f"A moving mean of {size}: expected a number of months from 2, such as 12.")
    table = one_series(months, ("date", "count"))
    dates = pd.to_datetime(table["date"])
    month = 12 * dates.dt.year + dates.dt.month
    mean = table["count"].astype("float64").rolling(size, min_periods=size).mean()
    together = month - month.shift(size - 1) == size - 1
    return like(months, table.assign(moving_mean=mean.where(together), moving_months=size))
