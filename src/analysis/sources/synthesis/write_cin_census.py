"""A census return as XML, an element a line, so that a row stands on the line of its element."""

from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from analysis.sources.synthesis.rows import Return, Row
from analysis.vocabulary.areas import areas

LETTERS_FROM = 2025  # the return in which Sex replaced GenderCurrent
_NUMBERS = {"M": "1", "F": "2", "U": "0"}


class _Lines:
    """Lines of XML; `made` is their number."""

    def __init__(self, file: str, year: int) -> None:
        self.file, self.year = file, year
        self.lines: list[str] = []

    def put(self, name: str, value: object) -> None:
        """An element with a value; nothing where there is none."""
        if value is not None:
            self.lines.append(f"<{name}>{_text(value)}</{name}>")

    def open(self, name: str) -> int:
        """Begin an element, on the line that is given back."""
        self.lines.append(f"<{name}>")
        return len(self.lines)

    def close(self, name: str) -> None:
        """End an element."""
        self.lines.append(f"</{name}>")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else escape(str(value))


def write(made: Return, folder: Path, area: str) -> None:
    """Write the return; every row is told its line."""
    year = made.last.year + (made.last.month > 3)
    out = _Lines(made.name, year)
    out.lines.append('<?xml version="1.0" encoding="UTF-8"?>')
    out.lines.append("<!-- Synthetic: no child in this file exists. -->")
    out.open("Message")
    _header(out, made, area)
    out.open("Children")
    for row in made.rows:
        _child(out, row)
    out.close("Children")
    out.close("Message")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / made.name).write_text("\n".join(out.lines) + "\n", encoding="utf-8", newline="\n")


def _header(out: _Lines, made: Return, area: str) -> None:
    out.open("Header")
    out.open("CollectionDetails")
    for name, value in (("Collection", "CIN"), ("Year", out.year), ("ReferenceDate", date(out.year, 3, 31))):
        out.put(name, made.header.get(name, value))
    out.close("CollectionDetails")
    out.open("Source")
    known = areas().get(area)
    code, at = known.dfe_code if known else "000", f"{made.last.isoformat()}T09:00:00"
    source = {"SourceLevel": "L", "LEA": code, "SoftwareCode": "SYNTHETIC", "Release": "1", "SerialNo": "1"}
    for name, said in {**source, "DateTime": at}.items():
        out.put(name, made.header.get(name, said))
    out.close("Source")
    out.close("Header")


def _child(out: _Lines, row: Row) -> None:
    row.place(out.file, "Child", out.open("Child"))
    out.open("ChildIdentifiers")
    out.put("LAchildID", row.cells.get("LAchildID"))
    out.put("UPNunknown", "UN1")
    for name in ("PersonBirthDate", "ExpectedPersonBirthDate"):
        out.put(name, row.cells.get(name))
    letters = out.year >= LETTERS_FROM
    out.put("Sex" if letters else "GenderCurrent", row.cells["sex"] if letters else _NUMBERS[row.cells["sex"]])
    out.close("ChildIdentifiers")
    out.open("ChildCharacteristics")
    out.put("Ethnicity", row.cells["Ethnicity"])
    out.open("Disabilities")
    for code in row.cells["Disabilities"]:
        out.put("Disability", code)
    out.close("Disabilities")
    out.close("ChildCharacteristics")
    for case in row.inside:
        _module(out, case)
    out.close("Child")


def _module(out: _Lines, row: Row) -> None:
    row.place(out.file, row.table, out.open(row.table))
    for name, value in row.cells.items():
        if name == "Reviews":
            _reviews(out, value)
        else:
            out.put(name, value)
    for inside in row.inside:
        _module(out, inside)
    out.close(row.table)


def _reviews(out: _Lines, days: list[date]) -> None:
    if days:
        out.open("Reviews")
        for day in days:
            out.put("CPPreviewDate", day)
        out.close("Reviews")
