"""Tables as CSV files or as the sheets of a workbook, the same bytes every time."""

import csv
import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from analysis.sources.synthesis.rows import Row

NOTHING: Mapping[str, str] = {}
Say = Callable[[object], object]
TITLE = "Synthetic: no child in this workbook exists"
_WHEN = datetime(2025, 1, 1)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@cache
def columns() -> dict[str, Any]:
    """The columns of the tables of each format, as tables.toml has them."""
    return tomllib.loads(files("analysis.sources.synthesis").joinpath("tables.toml").read_text(encoding="utf-8"))


def day_first(value: object) -> object:
    """A date as dd/mm/yyyy, and anything else as it is."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def iso(value: object) -> object:
    """A date as yyyy-mm-dd, and anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def write_csv(
    path: Path, headers: list[str], rows: Iterable[Row], said: Say = day_first, renamed: Mapping[str, str] = NOTHING
) -> None:
    """One table as CSV; every row is told its file and line."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([renamed.get(name, name) for name in headers])
    for line, row in enumerate(rows, start=2):
        row.place(path.name, "", line)
        writer.writerow([said(row.cells.get(name)) for name in headers])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.getvalue().encode("utf-8"))


def new_workbook(title: str) -> Workbook:
    """A workbook without sheets whose properties say that it is synthetic."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = f"{title}. {TITLE}", "SYNTHETIC"
    book.properties.description = TITLE
    return book


def save(book: Workbook, path: Path) -> None:
    """Save a workbook with no clock in it."""
    raw = io.BytesIO()
    book.save(raw)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + _WHEN.isoformat().encode() + b"Z", content)
            after.writestr(zipfile.ZipInfo(name, _WHEN.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
