"""A CSV file as a table of text: encoding found out, every cell kept as it was typed, wrong lines named.

Cells go straight into categories, so that a million rows take the memory of their codes; columns that nobody asked for
(names, notes, postcodes) are never kept.
"""

import codecs
import csv
import io
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.returns.tables import RawTable
from analysis.vocabulary.errors import AnalysisError

if TYPE_CHECKING:
    from _csv import Reader

LARGEST = 2_000_000_000  # bytes
LONGEST = 1_000_000  # characters of a line
WIDEST = 2_000  # columns
_HEAD = 65_536


def encoding_of(path: Path) -> str:
    """utf-8-sig, utf-16 or cp1252, found from the bytes; never latin-1, which turns an apostrophe into rubbish."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if b"\0" in head:
            return _without_mark(head, path)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(head)
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _without_mark(head: bytes, path: Path) -> str:
    """UTF-16 that lacks its mark has a zero in every second byte; any other zero byte is damage."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.9 * len(head) / 2 and others == 0:
            return name
    raise AnalysisError(f"{path.name} holds zero bytes, so it is damaged or no CSV. Export it again as CSV UTF-8.")


def header_of(path: Path) -> list[str]:
    """The first line of a CSV as its column names; nothing for an empty file. One that is none is refused."""
    try:
        with _opened(path) as file:
            names = [name.strip() for name in next(_lines(file), [])]
    except csv.Error:
        said = "line 1 has a quotation mark that is never closed, or is no line of column names. Mend it"
        raise AnalysisError(f"{path.name} {said}.") from None
    if len(names) > WIDEST:
        raise AnalysisError(f"{path.name} has more than {WIDEST:,} columns, so it is no table of a return.")
    return names


def why_no_table(path: Path) -> str:
    """Why a file holds no CSV table at all, in one sentence; blank where it has column names."""
    try:
        return "" if any(header_of(path)) else f"{path.name} is empty. Export it again."
    except AnalysisError as error:
        return str(error)
    except OSError:
        return f"{path.name} cannot be opened. Close it elsewhere, and check who may read it."
    except (UnicodeError, csv.Error):
        return f"{path.name} cannot be read as CSV. Export it again as CSV UTF-8."


def _opened(path: Path) -> io.TextIOWrapper:
    if path.stat().st_size > LARGEST:
        raise AnalysisError(f"{path.name} is larger than {LARGEST // 10**9} GB. Export it in parts, by year.")
    return path.open(encoding=encoding_of(path), newline="", errors="strict")


def _lines(file: io.TextIOWrapper) -> "Reader":
    first = file.readline(LONGEST)
    if len(first) == LONGEST:
        raise csv.Error
    file.seek(0)
    marks = {mark: first.count(mark) for mark in (",", ";", "\t", "|")}
    mark = max(marks, key=lambda m: marks[m]) if any(marks.values()) else ","
    return csv.reader(_capped(file), delimiter=mark, strict=True)


def _capped(file: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file; one that would fill the memory is none of a table."""
    while line := file.readline(LONGEST):
        if len(line) == LONGEST:
            raise csv.Error
        yield line


def read_csv(path: Path, wanted: Callable[[str], bool]) -> RawTable:
    """The wanted columns of a CSV as categories of text; the index is the line of the file.

    A line with more cells than the header and a quote that is never closed are refused with the line; cells missing
    at the end of a line are blank. Blank lines are no rows.
    """
    try:
        return _read(path, wanted)
    except UnicodeDecodeError:
        raise AnalysisError(f"{path.name} cannot be decoded. Save it again as CSV UTF-8.") from None


def _read(path: Path, wanted: Callable[[str], bool]) -> RawTable:
    with _opened(path) as file:
        reader = _lines(file)
        headers = [name.strip() for name in next(reader, [])]
        if not any(headers):
            raise AnalysisError(f"{path.name} is empty. Expected a line of column names and a row a line below it.")
        kept = [place for place, name in enumerate(headers) if wanted(name)]
        twice = [headers[place] for place in kept if [headers[k] for k in kept].count(headers[place]) > 1]
        if twice:
            raise AnalysisError(f"{path.name} has the column {twice[0]!r} twice. Keep one.")
        columns, lines, short = _cells(reader, path, len(headers), kept)
    frame = pd.DataFrame({headers[place]: cells for place, cells in zip(kept, columns, strict=True)})
    frame.index = pd.Index(lines, name="row")
    dropped = [name for k, name in enumerate(headers) if k not in kept and name]
    return RawTable(path.name, "", frame, dropped, short=short)


def _cells(reader: "Reader", path: Path, width: int, kept: list[int]) -> tuple[list[pd.Categorical], array, list[int]]:
    seen: list[dict[str, int]] = [{} for _ in kept]
    codes = [array("i") for _ in kept]
    lines, short = array("q"), []
    before = reader.line_num
    try:
        for cells in reader:
            if not cells or not any(cells):
                before = reader.line_num
                continue
            if len(cells) > width and any(cells[width:]):
                raise AnalysisError(f"{path.name} line {before + 1} has more cells than the header. Mend that line.")
            if len(cells) < width:
                short.append(before + 1)
                cells += [""] * (width - len(cells))
            for at, place in enumerate(kept):
                known = seen[at]
                codes[at].append(known.setdefault(cells[place], len(known)))
            lines.append(before + 1)
            before = reader.line_num
    except csv.Error:
        said = "has a quotation mark that is never closed, or a cell that is no text"
        raise AnalysisError(f"{path.name} line {before + 1} {said}. Mend that line.") from None
    if any("\0" in value for known in seen for value in known):
        raise AnalysisError(f"{path.name} holds zero bytes, so it is damaged. Export it again as CSV UTF-8.")
    return [_categorical(c, list(k)) for c, k in zip(codes, seen, strict=True)], lines, short


def _categorical(codes: array, values: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(values, dtype=object), validate=False)
