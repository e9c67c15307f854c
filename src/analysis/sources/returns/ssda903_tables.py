"""The tables of a 903 return wherever they stand: CSV files, the sheets of a workbook, or one XML."""

import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.sources.returns import ssda903_xml
from analysis.sources.returns.csv_tables import header_of, read_csv
from analysis.sources.returns.headers import key_of
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.tables import RawTable
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
        return any(_header(rows)[1] for _, rows in _sheets(path))
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
    whole = {"CHILD", *spec["known_by"], *spec["columns"], *spec.get("read", [])}
    for header in headers:
        if header and named(header) not in whole:
            problems.add("extra_column", raw.file, raw.sheet, column=header)
    frame = raw.frame.rename(columns=named)
    for name in set(spec.get("read", [])) - set(frame):
        frame[name] = pd.Series("", index=frame.index, dtype="category")
    return Table(what, path, RawTable(raw.file, raw.sheet, frame, raw.dropped, raw.epoch_1904), len(frame))


def _sheets(path: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Each sheet of a workbook with its rows, the first row first."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                yield sheet.title, [tuple(row) for row in sheet.iter_rows(values_only=True)]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise AnalysisError(f"{path.name} cannot be opened as a workbook. Save it again in Excel as .xlsx.") from None


def _header(rows: list[tuple[object, ...]]) -> tuple[int, str]:
    """Where the column names stand (from 0), and the table they make; nothing where no row makes one."""
    for place, cells in enumerate(rows[:_TOP]):
        if what := recognised(cells):
            return place, what
    return 0, ""


def _from_sheets(path: Path, problems: Problems) -> Iterator[Table]:
    seen: set[str] = set()
    for sheet, rows in _sheets(path):
        place, what = _header(rows)
        if not what and any(any(cell is not None for cell in cells) for cells in rows):
            problems.add("unknown_table", path.name, sheet)
        if not what:
            continue
        if what in seen:
            raise AnalysisError(f"{path.name} has the table {what} twice, again in sheet {sheet}. Keep one.")
        seen.add(what)
        headers = ["" if cell is None else str(cell).strip() for cell in rows[place]]
        yield _table(what, path, _raw(path, sheet, rows, place, _kept(what)), headers, problems)


def _raw(path: Path, sheet: str, rows: list[tuple[object, ...]], place: int, kept: set[str]) -> RawTable:
    at = [k for k, cell in enumerate(rows[place]) if named(cell) in kept]
    full = [k for k in range(place + 1, len(rows)) if any(cell not in (None, "") for cell in rows[k])]
    cells = {str(rows[place][k]): pd.Series([rows[r][k] for r in full], dtype=object) for k in at}
    frame = pd.DataFrame(cells)
    frame.index = pd.Index([r + 1 for r in full], name="row")
    return RawTable(path.name, sheet, frame)
