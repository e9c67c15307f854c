"""The tables of a 903 return wherever they stand: CSV files, the sheets of a workbook, or one XML."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.sources.returns import ssda903_xml
from analysis.sources.returns.convert import text
from analysis.sources.returns.csv_tables import header_of, read_csv
from analysis.sources.returns.headers import key_of
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.tables import RawTable
from analysis.sources.returns.workbook_cells import Cells
from analysis.sources.returns.workbooks import Sheet, open_workbook, reference
from analysis.vocabulary.errors import AnalysisError

CHILDREN, EPISODES, UASC = "Header", "Episodes", "UASC"
_TOP = 20  # rows in which the column names of a sheet must stand


@cache
def specification() -> dict[str, Any]:
    """Tables, columns and codes of the return, as ssda903.toml has them."""
    return tomllib.loads(files("analysis.sources.returns").joinpath("ssda903.toml").read_text(encoding="utf-8"))


class Table(NamedTuple):
    """One table of a return: which, where it stands, and its rows in the names of the specification.

    `rows` is the number of rows of a table that is not counted from; its cells are never kept.
    """

    what: str
    path: Path
    raw: RawTable
    rows: int

    @property
    def at(self) -> tuple[str, str]:
        """File and sheet, as problems name them."""
        return self.raw.file, self.raw.sheet


@cache
def _names() -> dict[str, str]:
    """Key of a header -> name in the specification."""
    known = {
        name for t in specification()["tables"].values() for name in [*t["known_by"], *t["columns"], "CHILD", "CIN"]
    }
    other = {key_of(s): name for name, spellings in specification()["aliases"].items() for s in spellings}
    return other | {key_of(name): name for name in known}


def named(header: object) -> str:
    """The specification's name of a column, or nothing for a column it does not have."""
    return _names().get(key_of(header), "")


def recognised(headers: Iterable[object]) -> str:
    """The table that these columns make, or nothing: CHILD, and enough of the columns that only that table has."""
    found = {named(header) for header in headers}
    if "CHILD" not in found:
        return ""
    tables = specification()["tables"].items()
    share = {
        what: len(found & set(t["known_by"])) / len(t["known_by"])
        for what, t in tables
        if len(found & set(t["known_by"])) >= t["at_least"]
    }
    return max(share, key=lambda what: share[what]) if share else ""


def claimed(path: Path) -> bool:
    """Whether a table of the return stands in the file."""
    kind = path.suffix.lower()
    if kind == ".xml":
        return ssda903_xml.is_return(path)
    if kind in (".xlsx", ".xlsm"):
        return any(_header(sheet.top(_TOP))[1] for sheet in open_workbook(path))
    return kind in (".csv", ".txt", ".tsv") and bool(recognised(header_of(path)))


def tables(path: Path, problems: Problems) -> list[Table]:
    """The tables of a file. What is wrong with their columns goes to `problems`, or stops the reading."""
    kind = path.suffix.lower()
    if kind == ".xml":
        return [Table(what, path, raw, len(raw.frame)) for what, raw in ssda903_xml.tables(path).items()]
    if kind in (".xlsx", ".xlsm"):
        return [table for table in _from_sheets(path, problems) if table]
    headers = header_of(path)
    what = recognised(headers)
    kept = _kept(what)
    raw = read_csv(path, lambda header: named(header) in kept)
    return [_table(what, path, raw, headers, problems)]


def _kept(what: str) -> set[str]:
    return {"CHILD", *specification()["tables"][what].get("read", [])}


def _table(what: str, path: Path, raw: RawTable, headers: list[str], problems: Problems) -> Table:
    spec = specification()["tables"][what]
    have = [named(header) for header in headers]
    for name in spec.get("needed", []):
        if name not in have:
            sheet = f", sheet {raw.sheet}," if raw.sheet else ""
            raise AnalysisError(
                f"{raw.file}{sheet} lacks the column {name} of the table {what}. Export it again with it."
            )
        if have.count(name) > 1:
            raise AnalysisError(f"{raw.file} has the column {name} of the table {what} twice. Keep one.")
    for name in set(spec.get("read", [])) - set(have):
        problems.add("column_absent", raw.file, raw.sheet, column=name)
    problems.add_rows("short_row", raw.file, raw.sheet, raw.short)
    whole = {"CHILD", *spec["known_by"], *spec["columns"], *spec.get("read", [])}
    for header in headers:
        if header and named(header) not in whole:
            problems.add("extra_column", raw.file, raw.sheet, column=header)
    frame = raw.frame.rename(columns=named)
    for name in set(spec.get("read", [])) - set(frame):
        frame[name] = pd.Series("", index=frame.index, dtype="category")
    return Table(what, path, RawTable(raw.file, raw.sheet, frame, raw.dropped, raw.epoch_1904), len(frame))


def _header(cells: Cells) -> tuple[int, str]:
    """The row in which the column names stand, and the table they make; nothing where no row makes one."""
    for row in sorted(cells.rows):
        if row <= _TOP and (what := recognised(cells.rows[row].values())):
            return row, what
    return 0, ""


def _from_sheets(path: Path, problems: Problems) -> Iterator[Table]:
    seen: set[str] = set()
    for sheet in open_workbook(path):
        row, what = _header(sheet.top(_TOP))
        if not what and sheet.cells.rows:
            problems.add("unknown_table", path.name, sheet.name)
        if not what:
            continue
        if what in seen:
            raise AnalysisError(f"{path.name} has the table {what} twice, again in sheet {sheet.name}. Keep one.")
        seen.add(what)
        if sheet.hidden or sheet.cells.hidden_rows:
            problems.add("hidden_rows", path.name, sheet.name, more=f"Hidden rows: {len(sheet.cells.hidden_rows)}.")
        names = {k: text(value) for k, value in sorted(sheet.cells.rows[row].items())}
        yield _table(what, path, _raw(sheet, row, names, _kept(what)), list(names.values()), problems)


def _raw(sheet: Sheet, row: int, names: dict[int, str], kept: set[str]) -> RawTable:
    """The cells below the names. A formula without a value is refused: read as blank, an end date would be lost."""
    places = {k: name for k, name in names.items() if named(name) in kept}
    missing = sorted(c for c in sheet.cells.uncalculated if c[0] > row and c[1] in places)
    if missing:
        said = "is a formula that holds no calculated value. Open the workbook in Excel, let it calculate, save it."
        raise AnalysisError(f"{sheet.file}, sheet {sheet.name!r}, cell {reference(*missing[0])} {said}")
    data = {r: values for r, values in sheet.cells.rows.items() if r > row and any(text(v) for v in values.values())}
    index = pd.Index(list(data), name="row", dtype="int64")
    cells = {name: pd.Series([v.get(k) for v in data.values()], index, dtype=object) for k, name in places.items()}
    return RawTable(sheet.file, sheet.name, pd.DataFrame(cells, index), epoch_1904=sheet.book.epoch_1904)
