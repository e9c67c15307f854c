"""What a report prints: the population share beside a group's, and the meanings that official figures rule out."""

import numpy as np
import pandas as pd

from analysis.vocabulary.baselines import meanings

AS_PRINTED = "as_printed"


def printed_bases(bases: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Population shares as a report prints them, in the shape of baseline_shares: `group` is their indicator.

    `bases` has indicator, value (percent), date, citation. `people` is that share of all residents at hand, for the
    plausibility check. `traced` names the baseline that prints as the same number: 0.049% is 126 of 257,280.
    """
    census = shares[shares["definition"].str.contains("all_ages")].sort_values("year")
    residents = float(census["of"].iloc[-1]) if len(census) else np.nan
    share = bases["value"].astype("float64") / 100
    said = [_traced(row, shares) for _, row in bases.iterrows()]
    made = bases.assign(
        baseline=AS_PRINTED,
        definition=AS_PRINTED,
        baseline_label="The share printed beside it",
        base=AS_PRINTED,
        year=bases["date"].astype(str).str[:4],
        children=False,
        group=bases["indicator"],
        people=share * residents,
        of=np.nan,
        share=share,
        traced=said,
        condition="as the report sets it",
    )
    columns = ["baseline", "definition", "baseline_label", "base", "year", "children", "group", "people", "of", "share"]
    return made[[*columns, "traced", "condition", *(c for c in ["citation"] if c in bases)]].reset_index(drop=True)


def _traced(base: pd.Series, shares: pd.DataFrame) -> str:
    """The one baseline whose share prints as this percentage, or whose rounded groups add up to it; else nothing."""
    sets = [m.set for m in meanings() if m.beside == base["indicator"]]
    text = f"{base['value']:g}"
    places = len(text.partition(".")[2])
    mine = shares[shares["group"].isin(sets)]
    same = mine[(100 * mine["share"]).round(places) == round(float(base["value"]), places)]
    if len(set(same["baseline"])) == 1:
        return f"{same['baseline_label'].iloc[0]}, {same['group'].iloc[0]}"
    parts = shares[shares["group"].isin(["Mixed", "Asian", "Black", "Other"])]
    added = (100 * parts["share"]).round(places).groupby(parts["baseline_label"]).sum().round(places)
    found = added[added == round(float(base["value"]), places)]
    return f"{found.index[0]}, not White, its rounded groups added up" if len(found) == 1 and len(same) == 0 else ""


def ruled_out(grid: pd.DataFrame, cohort: pd.DataFrame) -> pd.DataFrame:
    """The grid with `possible`, and `ruled_out` in words, by what official figures allow of the same group and date.

    `cohort` is a result of cohort_by_group for the grid's area. A printed share cannot mean a group of which the
    published counts allow fewer, or more: 30% of children in care cannot leave out White minorities where at most
    18.6% are not White.
    """
    whole = cohort["everybody"]
    known = cohort.assign(
        _least=100 * cohort["count_lower"] / whole, _most=100 * cohort["count_most"] / whole
    ).set_index(["indicator", "date", "group"])[["_least", "_most"]]
    keys = pd.MultiIndex.from_frame(grid[["indicator", "date", "set"]])
    found = known.reindex(keys).set_axis(grid.index)
    low = 100 * grid["count_lower"] / grid["denominator"]
    high = 100 * grid["count_upper"] / grid["denominator"]
    above, below = low > found["_most"], high < found["_least"]
    said = found["_most"].map("at most {:.1f}% can be".format).where(above, "")
    said = said.mask(below, found["_least"].map("at least {:.1f}% must be".format))
    return grid.assign(possible=~(above | below), ruled_out=said)
