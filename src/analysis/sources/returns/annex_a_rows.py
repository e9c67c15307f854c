"""The rows of one list, and which of them are still counted: each is set aside once, under one rule."""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.annex_a_tables import Found, lists
from analysis.sources.returns.convert import Read, text
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import FileUse
from analysis.sources.returns.workbooks import reference
from analysis.vocabulary.errors import AnalysisError


class Rows:
    """The cells of a list by role, as they came; `left` are the rows that no rule has set aside yet."""

    def __init__(self, found: Found, problems: Problems) -> None:
        self.found, self.problems = found, problems
        self.file, self.sheet = found.sheet.file, found.sheet.name
        data = {row: values for row, values in found.cells.rows.items() if row > found.last_header_row}
        self.read = len(data)
        self.set_aside: Counter[str] = Counter()
        known = [place for name, place in found.places.items() if name != found.roles.get("age")]
        empty = [r for r, values in data.items() if all(text(values.get(k)) == "" for k in known)]
        self._count_aside("prefilled_row", pd.Index(empty))
        self.left = pd.Index([row for row in data if row not in set(empty)], dtype="int64")
        self._data = data

    def cells(self, role: str) -> pd.Series:
        """A column's cells in the rows left; blank throughout where the table has no such column."""
        return self.named(self.found.roles.get(role, ""))

    def named(self, column: str) -> pd.Series:
        """The same for a column by its name in the specification."""
        place = self.found.places.get(column, 0)
        return pd.Series([self._data[row].get(place) for row in self.left], index=self.left, dtype=object)

    def has(self, role: str) -> bool:
        """Whether the table has the column."""
        return role in self.found.roles

    def say(self, rule: str, rows: pd.Index, role: str = "", more: str = "") -> None:
        """A problem in rows that stay."""
        self.problems.add_rows(rule, self.file, self.sheet, rows, self.found.roles.get(role, ""), more)

    def put_aside(self, rule: str, which: pd.Series, role: str = "") -> None:
        """Sets rows aside; `which` is true of them, by row."""
        rows = self.left[which.reindex(self.left, fill_value=False).to_numpy(dtype=bool)]
        self._count_aside(rule, rows, role)
        self.left = self.left.difference(rows, sort=False)

    def _count_aside(self, rule: str, rows: pd.Index, role: str = "") -> None:
        self.say(rule, rows, role)
        if len(rows):
            self.set_aside[rule] += len(rows)

    def dates(self, role: str) -> pd.Series:
        """A column of dates; what is none is named and blank."""
        found = convert.dates(self.cells(role), self.found.sheet.book.epoch_1904)
        self.say("unparseable_date", found.unparseable, role)
        self.say("implausible_date", found.implausible, role)
        return found.cells

    def coded(self, role: str, read: Callable[[pd.Series], Read], rule: str = "unknown_code") -> pd.Series:
        """A column through a reader of codes; what it does not know is named under the rule."""
        found = read(self.cells(role))
        self.say(rule, found.bad, role)
        return found.cells

    def use(self) -> FileUse:
        """What became of the rows."""
        title = lists()[self.found.number]["title"]
        return FileUse(self.file, self.sheet, title, self.read, len(self.left), dict(self.set_aside))


def refuse_what_cannot_be_counted(found: Found, lacking: list[str]) -> None:
    """The faults that would make a count wrong without anybody seeing it: no column, two of them, no value, merging."""
    sheet = f"{found.sheet.file}, sheet {found.sheet.name!r}"
    if lacking:
        raise AnalysisError(f"{sheet}, has no column {lacking[0]!r}. Export {_title(found)} again with it.")
    used = {found.places[name] for name in found.roles.values()}
    headers = [text(value) for value in found.cells.rows.get(found.header_row, {}).values()]
    twice = [found.matched.columns[n] for n in found.roles.values() if headers.count(found.matched.columns[n]) > 1]
    if twice:
        raise AnalysisError(f"{sheet}, has the column {twice[0]!r} twice. Keep one.")
    open_cells = sorted(c for c in found.cells.uncalculated if c[0] > found.last_header_row and c[1] in used)
    if open_cells:
        said = "is a formula that holds no calculated value. Open the workbook in Excel, let it calculate, save it."
        raise AnalysisError(f"{sheet}, cell {reference(*open_cells[0])} {said}")
    for first, left, last, right in _merged(found, used):
        if last > first:
            block = f"{reference(first, left)}:{reference(last, right)}"
            raise AnalysisError(f"{sheet}, {block} is merged over several rows. Unmerge it and fill each cell.")


def say_what_was_met(found: Found, problems: Problems) -> None:
    """Notes on the sheet: hidden, merged within a row, columns guessed, unknown or not there."""
    file, sheet = found.sheet.file, found.sheet.name
    used = {found.places[name] for name in found.roles.values()}
    problems.add_rows("merged_cells", file, sheet, [first for first, *_ in _merged(found, used)])
    if found.sheet.hidden or found.cells.hidden_rows:
        problems.add("hidden_rows", file, sheet, more=f"Hidden rows: {len(found.cells.hidden_rows)}.")
    for name in found.matched.guessed:
        problems.add("header_guessed", file, sheet, column=found.matched.columns[name], more=f"Read as {name!r}.")
    for header in found.matched.extra:
        problems.add("extra_column", file, sheet, column=header)


def _merged(found: Found, used: set[int]) -> list[tuple[int, int, int, int]]:
    """The merged blocks below the column names that hold a value and touch a column that is read."""
    below = [m for m in found.cells.merged if m[0] > found.last_header_row]
    return [m for m in below if found.cells.rows.get(m[0], {}).get(m[1]) is not None and _touches(m, used)]


def _touches(block: tuple[int, int, int, int], used: set[int]) -> bool:
    return any(block[1] <= column <= block[3] for column in used)


def _title(found: Found) -> str:
    return str(lists()[found.number]["title"])
