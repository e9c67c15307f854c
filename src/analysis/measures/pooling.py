"""Several years as one, where a single year is too small for a ratio."""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.shape import like

NUMBERS = ("count", "count_lower", "count_upper", "denominator")


def pooled_years(table: pd.DataFrame, years: int = 3, year: str = "date", by: Sequence[str] = ()) -> pd.DataFrame:
    """Counts and denominators summed over so many consecutive years, one row for each year that ends them.

    Needs group, count and the column `year`, and denominator where there is one; `by` tells one series from the next.
    `pooled` says which years; where one is absent or hidden there is no count, but its bounds add up. A stock counts
    some of the same people every year, so its pooled limits are too narrow without a design effect.
    """
    if years < 1:
        raise ValueError(f"Years are {years}: expected a whole number from 1.")
    keys, numbers = [*by, "group"], [name for name in NUMBERS if name in table]
    ends = table.assign(ends=table[year].astype(str).str[:4].astype(int))
    if ends.duplicated([*keys, "ends"]).any():
        raise ValueError("Pooling needs one row a group and year. Name what tells the rows apart in `by`.")
    shifted = [ends.assign(ends=ends["ends"] + later)[[*keys, "ends", *numbers]] for later in range(years)]
    summed = pd.concat(shifted).groupby([*keys, "ends"])[numbers].agg(lambda n: n.sum(min_count=years))
    made = ends.drop(columns=numbers).merge(summed.reset_index(), on=[*keys, "ends"], how="left")
    first = (made["ends"] - years + 1).astype(str)
    return like(table, made.assign(pooled=first + " to " + made[year].astype(str)).drop(columns="ends"))
