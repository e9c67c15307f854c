"""What the tables of a 903 return share: rows set aside under a rule, ids, and codes held to a list and a year."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.categories import meaning
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import FileUse
from analysis.sources.returns.ssda903_tables import Table, specification


@dataclass
class Rows:
    """The rows of one table while they are cleaned: what is left, and how many were set aside under which rule."""

    table: Table
    problems: Problems
    left: pd.DataFrame
    aside: dict[str, int] = field(default_factory=dict)

    def note(self, rule: str, rows: pd.Index, column: str = "") -> None:
        """A problem of some rows, which stay."""
        self.problems.add_rows(rule, *self.table.at, rows, column)

    def set_aside(self, rule: str, bad: np.ndarray | pd.Series) -> None:
        """Take out the rows marked, and say which."""
        marked = np.asarray(bad, dtype=bool)
        if marked.any():
            self.note(rule, self.left.index[marked])
            self.aside[rule] = self.aside.get(rule, 0) + int(marked.sum())
            self.left = self.left.loc[~marked]

    def use(self) -> FileUse:
        """What became of the rows."""
        read = len(self.table.raw.frame)
        return FileUse(*self.table.at, self.table.what, read, len(self.left), dict(self.aside))


def opened(table: Table, problems: Problems) -> Rows:
    """A table with its ids read; rows without an id are set aside."""
    frame = table.raw.frame.copy(deep=False)
    found = convert.ids(frame["CHILD"])
    frame["CHILD"] = found.cells
    rows = Rows(table, problems, frame)
    rows.note("id_as_number", found.bad, "CHILD")
    rows.set_aside("blank_id", frame["CHILD"] == "")
    return rows


def unused(table: Table, problems: Problems) -> FileUse:
    """The use of a table that is recognised and not counted from."""
    problems.add("table_not_used", *table.at, more=f"It is {table.what}.")
    aside = {"table_not_used": table.rows} if table.rows else {}
    return FileUse(*table.at, table.what, table.rows, 0, aside)


def days(rows: Rows, column: str) -> pd.Series:
    """A column of dates; the cells that are none are named and blank."""
    found = convert.dates(rows.left[column], rows.table.raw.epoch_1904)
    rows.note("unparseable_date", found.unparseable, column)
    rows.note("implausible_date", found.implausible, column)
    return found.cells


def coded(rows: Rows, column: str, of: str, year: date, blank: str = "") -> pd.Series:
    """A column of codes as words; those on no list are named, and so are those of another year's list."""
    found = convert.codes(rows.left[column], meaning(of), blank)
    rows.note("unknown_code", found.bad, column)
    out_of_year(rows, column, year)
    return found.cells


def spelled(rows: Rows, column: str, year: date) -> pd.Series:
    """A column of codes that stay codes, in capitals; those on no list are named and kept as they are."""
    cells = convert.by_value(rows.left[column], lambda value: convert.text(value).upper())
    known = {*specification()["spelling"][column], ""}
    made = pd.Series(cells, index=rows.left.index, dtype="category")
    rows.note("unknown_code", made.index[~made.isin(known)], column)
    out_of_year(rows, column, year)
    return made


def out_of_year(rows: Rows, column: str, year: date) -> None:
    """Name the rows whose code first came in after this return, or went out before it."""
    first, last = (specification()[side].get(column, {}) for side in ("first", "last"))
    strange = {code for code, at in first.items() if year.year < at} | {c for c, at in last.items() if year.year > at}
    if strange:
        bad = convert.by_value(
            rows.left[column], lambda value: convert.text(value).upper().removesuffix(".0") in strange
        )
        rows.note("code_out_of_year", rows.left.index[bad.astype(bool)], column)
