"""Text to numbers, symbols and rows: the one place that reads a published cell."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.vocabulary.errors import AnalysisError

# What a published symbol means. A file's sidecar may say otherwise ([symbols]).
MEANING = {
    "c": "suppressed",
    "x": "missing",
    "z": "missing",
    ":": "missing",
    "u": "missing",
    "k": "missing",
    "low": "missing",
}
_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)  # nothing published here is below zero
DATE = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
YEAR = re.compile(r"20\d\d(-\d\d)?", re.ASCII)
_SHOWN = {DATE: "a date such as 2023-03-31", YEAR: "a year such as 2021 or 2021-22"}


@dataclass(frozen=True)
class Cell:
    """A published cell: a number, or a symbol with its meaning."""

    number: float | None = None
    symbol: str = ""
    meaning: str = ""


def read_cell(text: str, symbols: Mapping[str, str]) -> Cell | None:
    """A cell's text as a number or a symbol; None when it is neither."""
    if _NUMBER.fullmatch(text):
        return Cell(number=float(text))
    meaning = symbols.get(text) or MEANING.get(text)
    return Cell(symbol=text, meaning=meaning) if meaning else None


def read_rows(path: Path, needed: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file as text, with their line numbers; a missing column is named."""
    try:
        yield from _rows(path, needed)
    except (UnicodeDecodeError, csv.Error):
        raise AnalysisError(f"{path.name} is not CSV in UTF-8. Save it again as CSV UTF-8.") from None


def _rows(path: Path, needed: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        names = list(reader.fieldnames or [])
        absent = [name for name in needed if name not in names]
        if absent:
            raise AnalysisError(f"{path.name} lacks the column {absent[0]!r}. It needs: {', '.join(needed)}.")
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise AnalysisError(f"{path.name} has the column {twice[0]!r} twice. Keep one.")
        for row in reader:
            if None in row or None in row.values():
                raise AnalysisError(f"{path.name} line {reader.line_num} has more or fewer cells than the header.")
            yield reader.line_num, {key: value.strip() for key, value in row.items()}


def cells_across(row: dict[str, str], columns: list[str], form: re.Pattern[str], file: str) -> dict[str, str]:
    """The cells of a wide row that stand under a date or a year, without the empty ones.

    A column that is neither one of `columns` nor in the form is refused: a spreadsheet that rewrote the dates would
    otherwise lose every figure without a word.
    """
    for name in row:
        if name not in columns and not form.fullmatch(name):
            raise AnalysisError(f"{file} has the column {name!r}, which is neither known nor {_SHOWN[form]}.")
    return {name: text for name, text in row.items() if name not in columns and text != ""}
