"""The cells of one sheet: typed values by row and column, and what the sheet says of merging, hiding and formulas."""

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.escape import unescape

MOST_ROWS = 100_000  # rows that hold something
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class TooManyRows(Exception):
    """More rows than MOST_ROWS hold something."""


@dataclass(frozen=True)
class Cells:
    """`rows`: row number -> column number (A is 1) -> value. Cells without a value are left out, so are their rows."""

    rows: dict[int, dict[int, object]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last, last
    hidden_rows: list[int] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)  # formulas that nobody has calculated


@dataclass(frozen=True)
class Book:
    """What all sheets share: the texts, which styles are dates, and where the days are counted from."""

    texts: list[str]
    date_styles: list[bool]
    epoch_1904: bool
    widths: list[int] = field(default_factory=list)  # the digits that a style fills up with zeros, 0 for none


def number_of(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def letters_of(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def shared_texts(part: bytes | None) -> list[str]:
    """The workbook's texts in order; phonetic guides are left out."""
    return [_joined(item) for item in _elements(part, "{*}si")]


def date_styles(part: bytes | None) -> list[bool]:
    """For each cell style, whether it shows a date."""
    return [is_date_format(code) and not is_timedelta_format(code) for code in _formats(part)]


def zero_widths(part: bytes | None) -> list[int]:
    """For each cell style, to how many digits it fills a number up with zeros: an id of 123 is shown as 00123."""
    return [len(code) if len(code) > 1 and not code.strip("0") else 0 for code in _formats(part)]


def _formats(part: bytes | None) -> list[str]:
    """The number format of each cell style."""
    if part is None:
        return []
    root = etree.fromstring(part, etree.XMLParser(**SAFE))
    formats = {int(f.get("numFmtId")): f.get("formatCode", "") for f in root.iterfind(".//{*}numFmts/{*}numFmt")}
    used = [int(xf.get("numFmtId", 0)) for xf in root.iterfind("{*}cellXfs/{*}xf")]
    return [formats.get(number, BUILTIN_FORMATS.get(number, "General")) for number in used]


def cells_of(part: bytes, book: Book, last_row: int | None = None) -> Cells:
    """The cells of a sheet, up to `last_row`. Rows that hold formats and no value cost nothing."""
    found = Cells()
    row_number = 0
    for element in _elements(part, "{*}row", "{*}mergeCell"):
        if element.tag.endswith("mergeCell"):
            found.merged.append(_range(element.get("ref", "")))
            continue
        row_number = int(element.get("r") or row_number + 1)
        if last_row and row_number > last_row:
            break
        _read_row(element, row_number, book, found)
        if len(found.rows) > MOST_ROWS:
            raise TooManyRows
    return found


def _elements(part: bytes | None, *tags: str) -> Iterator[Any]:
    """The elements of a name, one at a time; those that are done with are let go."""
    if part is None:
        return
    for _, element in etree.iterparse(io.BytesIO(part), events=("end",), tag=tags, **SAFE):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _read_row(element: etree._Element, number: int, book: Book, found: Cells) -> None:
    values: dict[int, object] = {}
    column = 0
    for cell in element.iterchildren("{*}c"):
        at = _REFERENCE.fullmatch(cell.get("r", ""))
        column = number_of(at[1]) if at else column + 1
        parts = {child.tag.rpartition("}")[2]: child for child in cell.iterchildren(tag=etree.Element)}
        value = _value(cell.get("t", "n"), parts, cell.get("s"), book)
        if value is None and "f" in parts:
            found.uncalculated.add((number, column))
        if value is not None:
            values[column] = value
    if values:
        found.rows[number] = values
        if element.get("hidden") in ("1", "true"):
            found.hidden_rows.append(number)


def _value(kind: str, parts: dict[str, Any], style: str | None, book: Book) -> object:
    if kind == "inlineStr":
        return _joined(parts["is"]) if "is" in parts else None
    if "v" not in parts:
        return None
    said = parts["v"].text or ""
    if kind in ("str", "e"):  # a formula's text, which may be empty and is a value all the same; an error's name
        return unescape(said)
    if said == "":
        return None
    if kind == "s":
        return book.texts[int(said)]
    if kind == "b":
        return said in ("1", "true")
    if kind == "d":
        return _day(said)
    place = int(style or 0)
    if said.isdigit() and place < len(book.widths) and book.widths[place]:
        return said.zfill(book.widths[place])
    return _number(said, bool(style) and _is_date(style, book), book.epoch_1904)


def _is_date(style: str | None, book: Book) -> bool:
    place = int(style or 0)
    return place < len(book.date_styles) and book.date_styles[place]


def _day(said: str) -> object:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return said


def _number(said: str, is_date: bool, epoch_1904: bool) -> object:
    try:
        number: float = float(said) if re.search("[.eE]", said) else int(said)
    except ValueError:
        return said
    if not math.isfinite(number):
        return said
    if is_date and 1 <= number < 2_900_000:  # below 1 it is a time of day; above, later than the year 9000
        return _EPOCHS[epoch_1904] + timedelta(seconds=round(number * 86_400))
    return number


def _joined(item: etree._Element) -> str:
    phonetic = {text for guide in item.iterchildren("{*}rPh") for text in guide.iter("{*}t")}
    return unescape("".join(text.text or "" for text in item.iter("{*}t") if text not in phonetic))


def _range(said: str) -> tuple[int, int, int, int]:
    first, _, last = said.partition(":")
    one, other = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if not one or not other:
        return (0, 0, 0, 0)
    return (int(one[2]), number_of(one[1]), int(other[2]), number_of(other[1]))
