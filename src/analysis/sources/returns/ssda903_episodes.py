"""The episodes of children in care: rows that cannot be used set aside, and each child's pieces brought into a chain.

Short breaks (V3, V4) make a chain of their own: one that starts never ends a placement under another legal status.
"""

from datetime import date

import numpy as np
import pandas as pd

from analysis.sources.returns.convert import text
from analysis.sources.returns.ssda903_rows import Rows, coded, days, spelled

_SAME = ["CHILD", "start", "end", "RNE", "LS", "CIN", "PLACE", "REC"]
_SHORT = {"V3", "V4"}


def cleaned(rows: Rows, year: date, drawn: date) -> None:
    """The rows as episodes: start and end, what opens and closes a stay, words for codes. Those left are used."""
    _placed_in_time(rows, pd.Timestamp(drawn))
    _read_codes(rows, year)
    _once_each(rows)
    _chained(rows)
    later = rows.left["end"] > pd.Timestamp(drawn)
    rows.note("future_end", rows.left.index[later], "DEC")
    rows.left.loc[later, "end"] = pd.NaT
    rows.left["closes"] &= ~later
    rows.note("start_equals_end", rows.left.index[rows.left["start"] == rows.left["end"]])
    rows.note("short_breaks", rows.left.index[rows.left["short_breaks"]], "LS")


def _placed_in_time(rows: Rows, drawn: pd.Timestamp) -> None:
    start, end = days(rows, "DECOM"), days(rows, "DEC")
    rows.left = rows.left.assign(start=start, end=end)
    rows.set_aside("no_start", rows.left["start"].isna())
    rows.set_aside("future_start", rows.left["start"] > drawn)
    rows.set_aside("end_before_start", rows.left["end"] < rows.left["start"])


def _read_codes(rows: Rows, year: date) -> None:
    reason, ended = spelled(rows, "REC", year), rows.left["end"].notna()
    rows.note("reason_without_end", rows.left.index[~ended & (reason != "")], "DEC")
    rows.note("end_without_reason", rows.left.index[ended & (reason == "")], "REC")
    closes = ended & reason.astype(str).str.startswith("E")
    said = reason.astype(object).where(closes, "").astype("category")
    made = {
        "unsaid": ended & (reason == ""),
        "opens": spelled(rows, "RNE", year) == "S",
        "closes": closes,
        "reason_ended": said,
    }
    made["legal_status"] = coded(rows, "LS", "legal_status", year)
    made["category_of_need"] = coded(rows, "CIN", "category_of_need", year)
    made["placement"] = coded(rows, "PLACE", "placement", year)
    made["short_breaks"] = made["legal_status"] == "Short breaks"
    rows.left = rows.left.assign(**made)


def _once_each(rows: Rows) -> None:
    """One row a child and start. An episode of no length stands beside the one that follows on the same day."""
    rows.set_aside("duplicate_row", rows.left.duplicated(_SAME))
    key = ["CHILD", "short_breaks", "start"]
    length = (rows.left["start"] == rows.left["end"]).rename("none")
    keys = [rows.left[name] for name in key] + [length]
    twice = pd.concat(keys, axis=1).duplicated(keep=False)
    if twice.any():  # what a row set aside opened, the row that stays opens
        some = rows.left.loc[twice].groupby([k.loc[twice] for k in keys], observed=True)["opens"].transform("any")
        rows.left.loc[twice, "opens"] = some
    rows.set_aside("same_start_twice", pd.concat(keys, axis=1).duplicated(keep="last"))


def _touched(has: np.ndarray, after: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Whether the child's next row begins by the day after the end."""
    return np.asarray(has & (after <= end + np.timedelta64(1, "D")))


def _chained(rows: Rows) -> None:
    """End each row no later than its child's next one begins.

    A row so shortened closes the stay only where the next opens one: otherwise care goes on. An end without a reason
    closes it where no next row goes on from there, so that nobody leaves the stock without having ceased.
    """
    left = rows.left
    child = left["CHILD"].cat.codes.to_numpy().astype("int64") * 2 + left["short_breaks"].to_numpy()
    start, end = left["start"].to_numpy(), left["end"].to_numpy()
    order = np.lexsort((end != start, start, child))
    following = np.full(len(left), -1)
    same = child[order][:-1] == child[order][1:]
    following[order[:-1][same]] = order[1:][same]
    has = following >= 0
    after = np.where(has, start[following], np.datetime64("NaT"))
    unended = has & np.isnat(end)
    over = has & ~np.isnat(end) & (end > after)
    rows.note("open_then_another", left.index[unended])
    rows.note("overlapping", left.index[over])
    goes_on = _touched(has, after, end) & ~left["opens"].to_numpy()[following]
    moved = (left["REC"].map(text).astype(str).str.upper() == "X1").to_numpy()
    lost = ~np.isnat(end) & moved & ~_touched(has, after, end)
    rows.note("continues_nowhere", left.index[lost], "REC")
    closes = (left["closes"].to_numpy() & ~(over & goes_on)) | (left["unsaid"].to_numpy() & ~goes_on)
    rows.left = left.assign(end=np.where(unended | over, after, end).astype("datetime64[s]"), closes=closes)
