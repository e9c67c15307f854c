"""What a table gives: where its rows stand, which of its numbers may be used, and whether it is one series."""

from collections.abc import Sequence

import pandas as pd

from analysis.vocabulary.tidy import SUPPRESSED

PLACES = ["indicator", "area", "stage", "date", "year", "span", "breakdown", "group", "age_band", "set", "baseline"]
SERIES = ["indicator", "area", "breakdown", "group", "span"]
COUNTS = ["count", "value"]


def where(rows: pd.DataFrame) -> str:
    """Where rows stand, five at most: by their keys, or their places in the table. Never a count."""
    named = [name for name in PLACES if name in rows]
    some = pd.DataFrame(rows).head()
    if not named:
        return f"row {', '.join(str(at) for at in some.index)}"
    return some[named].to_string(index=False)


def known(table: pd.DataFrame) -> pd.DataFrame:
    """The table without the numbers of hidden rows (status suppressed): whatever a row still holds, is not used."""
    if "status" not in table:
        return table
    hidden = table["status"].eq(SUPPRESSED)
    if not hidden.any():
        return table
    return table.assign(**{name: table[name].where(~hidden) for name in COUNTS if name in table})


def one_series(table: pd.DataFrame, needed: str, keys: Sequence[str] = SERIES) -> None:
    """Refuse a table of several areas, indicators or groups: their points would be taken for one series."""
    for name in keys:
        found = list(dict.fromkeys(table[name].dropna())) if name in table else []
        if len(found) > 1:
            said = ", ".join(str(each) for each in found[:3])
            raise ValueError(f"{needed} is of one series. Here are several in the column {name}: {said}. Keep one.")
