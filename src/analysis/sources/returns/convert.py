"""Cells to dates, numbers, ids and codes: the one place where a return's text gets a meaning.

Everything works on the distinct values of a column, so that a million rows cost as much as their few thousand values.
Each function returns the values and the rows that could not be read; blank is never an error.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

BLANKS = {"", "-", "#n/a", "n/a", "null"}
FIRST, LAST = date(1930, 1, 1), date(2049, 12, 31)  # a carer's birth to a very late planned date
_SPACES = re.compile(r"\s+")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})" + _TIME, re.ASCII | re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})" + _TIME, re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4}|\d{2})" + _TIME, re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_WHOLE = re.compile(r"(\d+)(?:\.0+)?", re.ASCII)


class Read(NamedTuple):
    """The values of a column, and the rows (index labels) whose cell could not be read."""

    cells: pd.Series
    bad: pd.Index


def text(value: object) -> str:
    """A cell as text: spaces collapsed, non-breaking ones too; blank for what stands for nothing."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    said = _SPACES.sub(" ", str(value).replace("\u00a0", " ")).strip()
    return "" if said.lower() in BLANKS else said


def by_value(cells: pd.Series, of: Callable[[object], Any]) -> np.ndarray:
    """`of` each cell, worked out once a distinct value; an object array as long as the column."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        found = np.empty(len(cells.cat.categories) + 1, dtype=object)
        found[:-1] = [of(value) for value in cells.cat.categories]
        found[-1] = of(None)
        return found[cells.cat.codes.to_numpy()]
    seen: dict[tuple[type, object], Any] = {}
    out = np.empty(len(cells), dtype=object)
    for place, value in enumerate(cells):
        key = (type(value), value)
        if key not in seen:
            seen[key] = of(value)
        out[place] = seen[key]
    return out


def texts(cells: pd.Series) -> pd.Series:
    """A column as categories of clean text, blank where it holds nothing."""
    return pd.Series(by_value(cells, text), index=cells.index, dtype="category")


def as_date(value: object, epoch_1904: bool = False) -> date | None:
    """A cell as a date, the day first; None when it is none. Blank must be sorted out before.

    A true date; a spreadsheet's serial number; dd/mm/yyyy (d/m/yy is of this century); dd-Mon-yyyy; ISO; any with a
    time. Never month first: 02/13/2023 is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    said = text(value).lower()
    if _SERIAL.fullmatch(said):
        start = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
        return start + timedelta(days=int(float(said)))
    return _written(said)


def _written(said: str) -> date | None:
    if found := _ISO.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(said):
        return _day(_century(found[3]), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(said)) and found[2][:3] in _MONTHS:
        return _day(_century(found[3]), _MONTHS.index(found[2][:3]) + 1, int(found[1]))
    return None


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class Dates(NamedTuple):
    """Dates as datetime64[s], NaT where blank or unreadable; the rows that are no date, and those of no likely year."""

    cells: pd.Series
    unparseable: pd.Index
    implausible: pd.Index


_BAD, _FAR = object(), object()


def dates(cells: pd.Series, epoch_1904: bool = False, first: date = FIRST, last: date = LAST) -> Dates:
    """A column of dates. A date before `first` or after `last` is refused as a slip of the pen (0203, 9999)."""

    def one(value: object) -> object:
        if text(value) == "":
            return None
        day = as_date(value, epoch_1904)
        return _BAD if day is None else day if first <= day <= last else _FAR

    found = by_value(cells, one)
    bad = np.array([v is _BAD for v in found], dtype=bool)
    far = np.array([v is _FAR for v in found], dtype=bool)
    found[bad | far] = None
    values = pd.Series(found.astype("datetime64[s]"), index=cells.index)
    return Dates(values, cells.index[bad], cells.index[far])


def ids(cells: pd.Series) -> Read:
    """Ids as text, leading zeros kept. `bad` are those that a spreadsheet saved as 123.0; they are read as 123."""

    def one(value: object) -> tuple[str, bool]:
        said = text(value)
        if said and isinstance(value, float) and value.is_integer():
            return str(int(value)), False  # a workbook holds every number as a float
        found = _WHOLE.fullmatch(said) if "." in said else None
        return (found[1], True) if found else (said, False)

    found = by_value(cells, one)
    values = pd.Series([v[0] for v in found], index=cells.index, dtype="category")
    return Read(values, cells.index[[v[1] for v in found]])


def wholes(cells: pd.Series) -> Read:
    """Whole numbers (3, 3.0, "3") as Int64; a blank is missing, never 0."""

    def one(value: object) -> object:
        said = text(value)
        found = _WHOLE.fullmatch(said)
        return None if said == "" else int(found[1]) if found else _BAD

    found = by_value(cells, one)
    bad = np.array([v is _BAD for v in found], dtype=bool)
    found[bad] = None
    return Read(pd.Series(found, index=cells.index, dtype="Int64"), cells.index[bad])


YES_NO = {"1": "yes", "true": "yes", "y": "yes", "yes": "yes", "0": "no", "false": "no", "n": "no", "no": "no"}
_LETTER = re.compile(r"[a-z]{1,2}\) ?", re.IGNORECASE)


def after_letter(said: str) -> str:
    """What follows the list letter of an Annex A cell: "b) No" is "No". The letter itself decides nothing."""
    return _LETTER.sub("", said, count=1) if _LETTER.match(said) else said


def codes(cells: pd.Series, meaning: Mapping[str, str], blank: str = "") -> Read:
    """Coded cells as words: the text after a list letter, or the code before a colon or dash, whatever its case."""
    known = {key.lower(): word for key, word in meaning.items()}

    def one(value: object) -> object:
        said = after_letter(text(value)).lower()
        if said == "":
            return blank
        code = re.split(r"[:\s–-]", said, maxsplit=1)[0]
        return known.get(said, known.get(code, known.get(re.sub(r"\.0$", "", said), _BAD)))

    found = by_value(cells, one)
    bad = np.array([v is _BAD for v in found], dtype=bool)
    found[bad] = blank
    return Read(pd.Series(found, index=cells.index, dtype="category"), cells.index[bad])
