"""Annex A as a workbook with true dates, a sheet a list."""

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from analysis.sources.synthesis.rows import Return, Row
from analysis.sources.synthesis.write_tables import columns, new_workbook, save


def write(made: Return, folder: Path, area: str) -> None:
    """Write the workbook; every row is told its sheet and row."""
    book = new_workbook(f"Annex A {area} {made.last.isoformat()}")
    of: dict[str, list[Row]] = {name: [] for name in columns()["annex_a"]}
    for row in made.rows:
        of[row.table].append(row)
    for name, rows in of.items():
        _sheet(book.create_sheet(name), made, name, rows)
    for name in made.twice:
        book.copy_worksheet(book[name]).title = f"{name} (2)"
    save(book, folder / made.name)


def _sheet(sheet: Worksheet, made: Return, name: str, rows: list[Row]) -> None:
    for _ in range(made.titles):
        sheet.append([f"{name} on {made.last:%d %B %Y}: synthetic"])
    headers = [*columns()["annex_a"][name], *made.added.get(name, [])]
    headers = [header for header in headers if header not in made.dropped.get(name, [])]
    renamed = made.renamed.get(name, {})
    sheet.append([renamed.get(header, header) for header in headers])
    for line, row in enumerate(rows, start=2 + made.titles):
        row.place(made.name, name, line)
        sheet.append([row.cells.get(header) for header in headers])
    if name in made.hidden:
        sheet.row_dimensions[sheet.max_row].hidden = True
