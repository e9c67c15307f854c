"""Care by the routes that lead to it: legal status, and children who came to this country alone to seek asylum."""

import pandas as pd

from analysis.measures.rates import share_of_total
from analysis.measures.stages import nothing
from analysis.vocabulary.areas import ENGLAND

CARE, ALONE = "children_in_care", "children_in_care_unaccompanied"
BLOCKS = {"legal_status": "By legal status", "total": "Of the same children"}


def care_routes(rows: pd.DataFrame, area: str, confidence: float = 0.95) -> pd.DataFrame:
    """Each route's share of all children in care, in percent with Wilson limits, for the area and for England.

    `rows` has indicator, area, date, breakdown, group, count: children in care in all and by legal status, and those
    unaccompanied. Of the last date at which the area has any legal status; a hidden count keeps its row, with no share.
    The legal statuses come in the order of their number in England, where it is at hand.
    """
    legal = rows[(rows["indicator"] == CARE) & (rows["breakdown"] == "legal_status")]
    dates = legal.loc[(legal["area"] == area) & legal["count"].notna(), "date"]
    if dates.empty:
        return nothing(rows)
    here = rows[(rows["date"] == dates.max()) & rows["area"].isin([area, ENGLAND])]
    totals = here[(here["indicator"] == CARE) & (here["breakdown"] == "total")]
    parts = here[here["breakdown"].eq("legal_status") | here["indicator"].eq(ALONE)]
    alone = parts["indicator"] == ALONE
    named = parts.assign(block=parts["breakdown"].map(BLOCKS), group=parts["group"].mask(alone, "Unaccompanied"))
    made = share_of_total(named, totals, confidence)
    leading = made[made["area"] == (ENGLAND if ENGLAND in set(made["area"]) else area)]
    size = made["group"].map(leading.drop_duplicates("group").set_index("group")["count"]).fillna(0)
    order = made.assign(size=size).sort_values(["block", "size"], ascending=[False, False], kind="stable")
    return order.sort_values("block", key=lambda b: b == BLOCKS["total"], kind="stable").drop(columns="size")
