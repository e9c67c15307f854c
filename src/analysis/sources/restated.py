"""What late recording changed: a figure as it was reported then, and as it is known now. Totals only."""

import pandas as pd

VINTAGE = "extract of "  # how the vintage of a count from returns begins: the day on which it was drawn follows
RESTATED = ["indicator", "date", "span", "source", "reported_on", "as_reported", "known_on", "as_known", "difference"]
FIGURE = ["indicator", "date", "span", "source"]


def totals(own: pd.DataFrame) -> pd.DataFrame:
    """The headline numbers of the returns: `indicator, date, span, source, count, extracted_on`."""
    rows = own[own["breakdown"] == "total"]
    drawn = rows["vintage"].astype(str).str.removeprefix(VINTAGE)
    return rows.assign(extracted_on=drawn, count=rows["count"].astype("int64"))[[*FIGURE, "count", "extracted_on"]]


def between_extracts(every: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Totals that the first extract at hand gave differently from the last; both in the columns of `counts`."""
    said, now = (table[table["breakdown"] == "total"] for table in (every, found))
    first = said.sort_values(["extracted_on", "reading"], kind="stable").drop_duplicates(FIGURE)
    return _moved(first[[*FIGURE, "count", "extracted_on"]], now[[*FIGURE, "count", "extracted_on"]])


def since_snapshots(then: dict[str, pd.DataFrame], now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The earliest word on each figure beside today's: from the snapshots (day -> totals) and the extracts at hand.

    `now` are today's totals, `before` what `between_extracts` found.
    """
    found = [_moved(said.assign(extracted_on=day), now) for day, said in then.items()]
    every = pd.concat([part for part in (before, *found) if len(part)] or [before], ignore_index=True)
    return every.sort_values([*FIGURE, "reported_on"], kind="stable").drop_duplicates(FIGURE, ignore_index=True)


def _moved(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    names = {"count_then": "as_reported", "extracted_on_then": "reported_on"}
    names |= {"count_now": "as_known", "extracted_on_now": "known_on"}
    both = then.merge(now, on=FIGURE, suffixes=("_then", "_now")).rename(columns=names)
    moved = both[(both["as_reported"] != both["as_known"]) & (both["reported_on"] != both["known_on"])]
    return moved.assign(difference=moved["as_known"] - moved["as_reported"])[RESTATED].sort_values(
        FIGURE, ignore_index=True
    )
