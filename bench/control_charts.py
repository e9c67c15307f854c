"""How often do the rules of a control chart fire when nothing has happened? Run it from the root; it prints a table.

Series of 36 normal points, independent (AR 0) or each like the one before to a stated degree, charted as XmR with the
defaults. The shares stand in METHODS.md. Takes about a minute.
"""

import numpy as np
import pandas as pd

from analysis.measures.control_charts import control_chart

POINTS, BEFORE, RUNS = 36, 100, 600
DATES = pd.date_range("2015-01-31", periods=POINTS, freq="ME").strftime("%Y-%m-%d")


def drawn(random: np.random.Generator, ar: float) -> pd.DataFrame:
    """One chart of a series that has run for a hundred points before the first is charted."""
    news, values = random.normal(size=POINTS + BEFORE), np.zeros(POINTS + BEFORE)
    for at in range(1, len(values)):
        values[at] = ar * values[at - 1] + news[at]
    return control_chart(pd.DataFrame({"date": DATES, "value": values[-POINTS:]}))


def main() -> None:
    """Print one row for each degree of autocorrelation."""
    random = np.random.default_rng(2024)
    print("| AR | points outside the limits | points with any rule | last points with any rule |\n|---|--:|--:|--:|")
    for ar in (0, 0.3, 0.6, 1):
        charts = [drawn(random, ar) for _ in range(RUNS)]
        outside = np.mean([(chart["rule"] == "outside limits").mean() for chart in charts])
        special = np.mean([chart["special_cause"].mean() for chart in charts])
        last = np.mean([chart["special_cause"].iloc[-1] for chart in charts])
        print(f"| {ar} | {outside:.1%} | {special:.1%} | {last:.1%} |", flush=True)


if __name__ == "__main__":
    main()
