"""Quarterly counts by ethnic group, watched: who is called over- or under-represented now, and since when."""

import pandas as pd

from analysis.measures.early_warning import early_warning, warnings_summary
from analysis.measures.shape import like
from analysis.measures.stages import by_five, with_people
from analysis.measures.unknowns import DEFAULT, FlagRule

FAMILIES = 1.8  # near the mean size of a sibling group; without one nearly every decade has false calls (METHODS)


def watch(
    rows: pd.DataFrame, shares: pd.DataFrame, design_effect: float = FAMILIES, rule: FlagRule = DEFAULT
) -> pd.DataFrame:
    """One row a group and indicator, as warnings_summary gives it, from one area's counts of quarters by ethnic group.

    `rows` has indicator, date, breakdown, group and count, five or detailed groups; `shares` is a result of
    baseline_shares, of which the newest school census gives the people of each group. Without rows, or without that
    census, nothing comes back.
    """
    stages = with_people(by_five(rows), shares) if len(rows) else rows.head(0)
    if stages.empty:
        return like(rows, rows.head(0))
    table = stages.drop(columns="denominator", errors="ignore").assign(denominator=stages["population"])
    return warnings_summary(early_warning(table, rule=rule, design_effect=design_effect))
