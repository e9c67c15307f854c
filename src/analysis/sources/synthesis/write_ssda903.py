"""The return on children looked after as a CSV a table, as a workbook with a sheet a table, and as XML."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from analysis.sources.synthesis.rows import Return, Row
from analysis.sources.synthesis.write_tables import columns, iso, new_workbook, save, write_csv

_SHEETS = {"header": "Header", "episodes": "Episodes", "uasc": "UASC"}
_TAGS = {"reviews": "AREVIEW", "missing": "AMISSING", "episodes": "EPISODE"}


def _tables(made: Return) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in columns()["ssda903"]}
    for row in made.rows:
        found[row.table].append(row)
    return found


def write_set(made: Return, folder: Path, area: str) -> None:  # noqa: ARG001 (the return does not say whose it is)
    """A CSV file a table, named after the year."""
    for table, rows in _tables(made).items():
        headers = [*columns()["ssda903"][table], *made.added.get(table, [])]
        write_csv(folder / f"{made.name}_{table}.csv", headers, rows, renamed=made.renamed.get(table, {}))


def write_workbook(made: Return, folder: Path, area: str) -> None:
    """One workbook with a sheet a table."""
    book = new_workbook(f"SSDA903 {area}")
    for table, rows in _tables(made).items():
        sheet = book.create_sheet(_SHEETS.get(table, table))
        headers = columns()["ssda903"][table]
        sheet.append(headers)
        for line, row in enumerate(rows, start=2):
            row.place(made.name, sheet.title, line)
            sheet.append([row.cells.get(name) for name in headers])
    save(book, folder / made.name)


def write_xml(made: Return, folder: Path, area: str) -> None:
    """The same as XML, an element a line."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<!-- Synthetic return of {area}. -->", "<EXPSSDA903>"]
    for _, rows in groupby(made.rows, key=lambda row: row.cells["CHILD"]):
        _child(lines, list(rows), made.name)
    lines.append("</EXPSSDA903>")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / made.name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _child(lines: list[str], rows: list[Row], file: str) -> None:
    of = {table: [row for row in rows if row.table == table] for table in ("header", "uasc", *_TAGS)}
    lines += ["<CHILD>", f"<CHILDID>{escape(str(rows[0].cells['CHILD'] or ''))}</CHILDID>", "<HEADER>"]
    at = len(lines)
    for row in of["header"]:
        row.place(file, "Header", at)
        _cells(lines, row, ["SEX", "DOB", "ETHNIC", "UPN", "MOTHER"])
    for row in of["uasc"]:
        row.place(file, "UASC", at)  # it is said in the header
        lines.append("<UASC>1</UASC>")
        _cells(lines, row, ["DUC"])
    for table in ("reviews", "missing"):
        _elements(lines, of[table], table, file)
    lines.append("</HEADER>")
    _elements(lines, of["episodes"], "episodes", file)
    lines.append("</CHILD>")


def _elements(lines: list[str], rows: Iterable[Row], table: str, file: str) -> None:
    for row in rows:
        lines.append(f"<{_TAGS[table]}>")
        row.place(file, table.capitalize(), len(lines))
        _cells(lines, row, columns()["ssda903"][table][1:])
        lines.append(f"</{_TAGS[table]}>")


def _cells(lines: list[str], row: Row, names: list[str]) -> None:
    for name in names:
        value = row.cells.get(name)
        if value is not None:
            tag = "PL" if name == "PLACE" else name
            lines.append(f"<{tag}>{escape(str(iso(value)))}</{tag}>")
