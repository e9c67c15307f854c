"""Little series for the tests of control charts: one value a month, their limits, their rules."""

import pandas as pd

from analysis.measures.control_charts import control_chart

LIMITS = ["mean", "lower_limit", "upper_limit"]
QUIET = [10, 14] * 10  # mean 12, moving ranges 4, limits 12 ± 10.64, near limits 12 ± 7.09


def months(n, start="2015-01-31"):
    """The last days of so many months."""
    return pd.date_range(start, periods=n, freq="ME").strftime("%Y-%m-%d")


def series(*values, start="2015-01-31"):
    """One value a month; None is a month without one."""
    return pd.DataFrame({"date": months(len(values), start), "value": values})


def limits(chart, at=-1):
    """Mean, lower and upper limit at a row."""
    return chart[LIMITS].iloc[at].tolist()


def rules(*values, **more):
    """The rule that each point meets."""
    return control_chart(series(*values), **more)["rule"].tolist()
