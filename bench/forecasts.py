"""Which forecast would have been right? Run it from the root: `python bench/forecasts.py [FILE]`, once data are built.

README: rolling-origin back-tests, pooled over authorities, of the methods of forecasts.py, and of the damped trend from
eight points on, which is never published. FILE is a CSV of yearly series with indicator, area, date, count and
denominator; without it, the councils of data/processed/selected.csv.
"""

import sys
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.measures import forecast_methods
from analysis.measures.forecasts import back_test

HEADLINES = ["child_protection_plans", "child_protection_plans_started", "children_in_care"]
SELECTED = Path(__file__).resolve().parents[1] / "data" / "processed" / "selected.csv"


def councils(selected: pd.DataFrame) -> pd.DataFrame:
    """Yearly headline series of councils: rates where their denominators are of one release, else numbers."""
    yearly = selected[(selected["breakdown"] == "total") & selected["date"].str.endswith("-03-31")]
    yearly = yearly[yearly["area"].str.match("E0[6-9]") & (yearly["span"] != "month")]
    releases = yearly.groupby("indicator")["denominator_vintage"].transform("nunique")
    return yearly.assign(
        denominator=yearly["denominator"].where(releases == 1),
        denominator_vintage=yearly["denominator_vintage"].where(releases == 1),
    )


def table(series: pd.DataFrame) -> str:
    """One step ahead, a row an indicator and method, as Markdown."""
    lines = [
        "| series | method | tried | in 80% | in 95% | score | no change on the same |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for indicator in [name for name in HEADLINES if name in set(series["indicator"])]:
        tested = back_test(series[series["indicator"] == indicator], 1, by="area")
        for row in tested[tested["tests"] > 0].itertuples():
            numbers = f"{row.covered_80:.0f} | {row.covered_95:.0f} | {row.score_shared:.2f} | {row.score_to_beat:.2f}"
            lines.append(f"| {indicator} | {row.method} | {row.tests} | {numbers} |")
    return "\n".join(lines)


if __name__ == "__main__":
    forecast_methods.METHODS["damped trend, from eight points"] = partial(forecast_methods.damped_trend, least=8)
    given = pd.read_csv(sys.argv[1]) if len(sys.argv) > 1 else councils(pd.read_csv(SELECTED, low_memory=False))
    print(table(given))
