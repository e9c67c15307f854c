"""The cells of a local report by field: the columns that its mapping names, found in a CSV or in a sheet."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.sources.returns.convert import text
from analysis.sources.returns.csv_tables import encoding_of, header_of, read_csv
from analysis.sources.returns.headers import match
from analysis.sources.returns.mapped_mapping import Mapping
from analysis.sources.returns.workbooks import Sheet, open_workbook, reference
from analysis.vocabulary.errors import AnalysisError

TOP = 20  # rows in which the column names of a sheet are looked for
WORKBOOKS = (".xlsx", ".xlsm")
_FAILED = re.compile(r"#[A-Z0-9/]+[!?]?")  # what a spreadsheet shows for a formula that failed


@dataclass(frozen=True)
class Report:
    """`frame`: a column of raw cells a field, and `line`. `headers`: field -> name of its column in the file."""

    file: str
    sheet: str
    frame: pd.DataFrame
    headers: dict[str, str]
    guessed: list[str] = field(default_factory=list)
    epoch_1904: bool = False
    hidden: bool = False
    encoding: str = "utf-8-sig"


def report_of(mapping: Mapping) -> Report:
    """The columns that a mapping names; one that is not there stops the reading."""
    return _from_workbook(mapping) if mapping.table.suffix.lower() in WORKBOOKS else _from_csv(mapping)


def found_in(headers: list[str], wanted: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Field -> header of the file: the same, or the same letters and digits, or last one close likeness (the guessed).

    Fields whose column is not there are left out.
    """
    exact = {name for name in wanted.values() if name in headers}
    rest: dict[str, list[str]] = {name: [] for name in wanted.values() if name not in exact}
    matched = match([header for header in headers if header not in exact], rest)
    at = {name: name for name in exact} | matched.columns
    found = {one: at[name] for one, name in wanted.items() if name in at}
    return found, [one for one, name in wanted.items() if name in matched.guessed]


def _refuse_missing(where: str, mapping: Mapping, found: dict[str, str]) -> None:
    for one, name in mapping.columns.items():
        if one not in found:
            said = f"{where} has no column {name!r}, which {mapping.path.name} gives for {one}."
            raise AnalysisError(f"{said} Correct the mapping.")


def _from_csv(mapping: Mapping) -> Report:
    path = mapping.table
    found, guessed = found_in(header_of(path), mapping.columns)
    _refuse_missing(path.name, mapping, found)
    raw = read_csv(path, lambda header: header in set(found.values()))
    frame = pd.DataFrame({one: raw.frame[header] for one, header in found.items()}, index=raw.frame.index)
    encoding = encoding_of(path)
    return Report(path.name, "", frame.assign(line=frame.index), found, guessed, encoding=encoding)


def _from_workbook(mapping: Mapping) -> Report:
    sheet, row = _sheet_of(mapping)
    headers = names_in(sheet, row)
    where = f"{sheet.file}, sheet {sheet.name!r},"
    names = list(headers.values())
    found, guessed = found_in(names, mapping.columns)
    _refuse_missing(where, mapping, found)
    places = {one: next(k for k, name in headers.items() if name == header) for one, header in found.items()}
    for header in found.values():
        if names.count(header) > 1:
            raise AnalysisError(f"{where} has the column {header!r} twice. Keep one.")
    _refuse_cells(sheet, row, set(places.values()), where)
    data = {r: values for r, values in sheet.cells.rows.items() if r > row}
    cells = {one: pd.Series([_said(v.get(k)) for v in data.values()], dtype=object) for one, k in places.items()}
    frame = pd.DataFrame(cells).assign(line=pd.Series(list(data), dtype="int64"))
    hidden = sheet.hidden or bool(sheet.cells.hidden_rows)
    return Report(sheet.file, sheet.name, frame, found, guessed, sheet.book.epoch_1904, hidden)


def _said(value: object) -> object:
    """A cell, blank where a formula failed."""
    return None if isinstance(value, str) and _FAILED.fullmatch(value.strip()) else value


def _sheet_of(mapping: Mapping) -> tuple[Sheet, int]:
    """The sheet of the report and the row of its column names."""
    sheets = open_workbook(mapping.table)
    if mapping.sheet:
        named = [sheet for sheet in sheets if sheet.name.strip() == mapping.sheet.strip()]
        if not named:
            raise AnalysisError(f"{mapping.table.name} has no sheet {mapping.sheet!r}. Correct {mapping.path.name}.")
        return named[0], _header_row(named[0], mapping.columns)[0]
    rows = [(sheet, *_header_row(sheet, mapping.columns)) for sheet in sheets]
    most = max((number for _, _, number in rows), default=0)
    best = [(sheet, row) for sheet, row, number in rows if number == most]
    if not most:
        said = f"has no sheet with the columns that {mapping.path.name} names in its first {TOP} rows."
        raise AnalysisError(f"{mapping.table.name} {said} Correct the mapping.")
    if len(best) > 1:
        said = f"has several sheets with the columns that {mapping.path.name} names."
        raise AnalysisError(f"{mapping.table.name} {said} Add a line such as sheet = {best[0][0].name!r}.")
    return best[0]


def _header_row(sheet: Sheet, columns: dict[str, str]) -> tuple[int, int]:
    """The row near the top that holds most of the columns, and how many; the first of several."""
    rows = [row for row in sheet.top(TOP).rows if row <= TOP]
    fits = {row: len(found_in(list(names_in(sheet, row).values()), columns)[0]) for row in rows}
    best = max(fits, key=lambda row: (fits[row], -row), default=0)
    return best, fits.get(best, 0)


def names_in(sheet: Sheet, row: int) -> dict[int, str]:
    """Column number -> text of a row's cells, those that hold any."""
    cells = sheet.top(TOP).rows.get(row, {})
    return {column: text(value) for column, value in sorted(cells.items()) if text(value)}


def _refuse_cells(sheet: Sheet, row: int, used: set[int], where: str) -> None:
    """Cells that would make a count wrong without anybody seeing it: never calculated, or merged."""
    unset = sorted(at for at in sheet.cells.uncalculated if at[0] > row and at[1] in used)
    if unset:
        said = "is a formula that holds no calculated value. Open the workbook in Excel, let it calculate, save it."
        raise AnalysisError(f"{where} cell {reference(*unset[0])} {said}")
    for first, left, last, right in sheet.cells.merged:
        if last > row and last > first and any(left <= column <= right for column in used):
            block = f"{reference(first, left)}:{reference(last, right)}"
            raise AnalysisError(f"{where} {block} is merged over several rows. Unmerge it and fill each cell.")


def sheets_of(path: Path) -> list[Sheet]:
    """The sheets of a workbook that hold anything."""
    return [sheet for sheet in open_workbook(path) if sheet.top(TOP).rows]
