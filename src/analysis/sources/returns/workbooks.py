"""Opening any .xlsx safely: its sheets as typed cells, with what is hidden, merged and never calculated.

One pass over the sheet gives the value of a formula and tells where there is none, which no reading by openpyxl gives
in one go.
"""

import posixpath
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from analysis.sources.returns.workbook_cells import (
    SAFE,
    Book,
    Cells,
    TooManyRows,
    cells_of,
    date_styles,
    letters_of,
    shared_texts,
    zero_widths,
)
from analysis.sources.returns.workbook_parts import parts_of
from analysis.vocabulary.errors import AnalysisError


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; its cells are parsed when they are first asked for."""

    file: str
    name: str
    hidden: bool
    part: bytes
    book: Book

    @cached_property
    def cells(self) -> Cells:
        """All cells of the sheet."""
        return self._parsed(None)

    def top(self, last_row: int) -> Cells:
        """The cells of the first rows alone."""
        return self._parsed(last_row)

    def _parsed(self, last_row: int | None) -> Cells:
        try:
            return cells_of(self.part, self.book, last_row)
        except TooManyRows:
            said = "holds more rows than any return has. Copy the list alone into a new workbook."
        except (etree.XMLSyntaxError, ValueError, IndexError, TypeError):
            said = "is damaged. Open the workbook in Excel and save it again."
        raise AnalysisError(f"{self.file}, sheet {self.name!r}, {said}")


def is_lock_file(path: Path) -> bool:
    """Whether it is the little file that Excel leaves beside a workbook that somebody has open."""
    return path.name.startswith("~$")


def open_workbook(path: Path) -> list[Sheet]:
    """The sheets of a workbook, hidden ones too, in their order; charts are no sheets."""
    parts = parts_of(path)
    if "xl/workbook.xml" not in parts:
        said = "is no Excel workbook. Open it in Excel and save it as .xlsx (not .xlsb or .ods)."
        raise AnalysisError(f"{path.name} {said}")
    try:
        return _sheets(parts, path.name)
    except (etree.XMLSyntaxError, ValueError, KeyError, TypeError, AttributeError):
        raise AnalysisError(f"{path.name} is damaged. Open it in Excel and save it again.") from None


def why_not(path: Path) -> str:
    """Why a file cannot be opened as a workbook, in one sentence; blank where it can, and for Excel's lock files."""
    if is_lock_file(path):
        return ""
    try:
        open_workbook(path)
    except AnalysisError as error:
        return str(error)
    return ""


def _sheets(parts: dict[str, bytes], file: str) -> list[Sheet]:
    root = _root(parts["xl/workbook.xml"])
    properties = root.find("{*}workbookPr")
    epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    places = _places(parts["xl/_rels/workbook.xml.rels"])
    texts = next((places[key] for key in places if places[key].lower().endswith("sharedstrings.xml")), "")
    styles = next((places[key] for key in places if places[key].lower().endswith("styles.xml")), "")
    book = Book(
        shared_texts(parts.get(texts)), date_styles(parts.get(styles)), epoch_1904, zero_widths(parts.get(styles))
    )
    found = []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        place = places[_relation(sheet)]
        if "/worksheets/" in place:
            hidden = sheet.get("state", "visible") != "visible"
            found.append(Sheet(file, sheet.get("name"), hidden, parts[place], book))
    return found


def _relation(sheet: etree._Element) -> str:
    return next(value for key, value in sheet.attrib.items() if key.endswith("}id"))


def _places(part: bytes) -> dict[str, str]:
    """Relation -> the part's name in the zip."""
    inside = [r for r in _root(part).iterchildren("{*}Relationship") if r.get("TargetMode") != "External"]
    return {r.get("Id"): posixpath.normpath(posixpath.join("/xl", r.get("Target"))).lstrip("/") for r in inside}


def _root(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(**SAFE))


def reference(row: int, column: int) -> str:
    """A cell as people write it: B12."""
    return f"{letters_of(column)}{row}"
