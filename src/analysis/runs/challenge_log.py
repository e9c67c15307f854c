"""reports/challenge_log.csv, as Excel saves it: the questions of members, and what is wrong with the file."""

import csv
import io
from pathlib import Path

from analysis.reports.contents import Challenge
from analysis.reports.packing import typed
from analysis.runs.misnamed import misnamed
from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.periods import typed_date

NAME = "challenge_log.csv"
COLUMNS = ("question", "date asked", "query")


def read_challenge_log(reports: Path) -> tuple[tuple[Challenge, ...], list[str]]:
    """The logged questions in the order of the file, and a sentence for each thing that is wrong with it.

    A log that cannot be read at all has no questions; a scheduled run goes on. Rows are numbered as Excel does.
    """
    path = reports / NAME
    if not path.is_file():
        return (), misnamed(reports, NAME)
    try:
        rows, said = _rows(path.read_bytes())
    except OSError as error:
        return (), [f"{NAME} could not be read: {error.strerror}. Its questions are not in this pack."]
    except csv.Error:
        return (), [f"{NAME} is not a CSV file. Save it from Excel as CSV UTF-8. Its questions are not in this pack."]
    found, faults = _log(rows)
    return found, [f"{NAME}{fault}" for fault in [*said, *faults]]


def _rows(data: bytes) -> tuple[list[list[str]], list[str]]:
    """The cells of the file. Excel's plain CSV is not UTF-8: its letters are then those of Windows."""
    said = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        said = [" is not in UTF-8, and was read with the letters of Windows. Save it from Excel as CSV UTF-8."]
    return list(csv.reader(io.StringIO(text, newline=""))), said


def _log(rows: list[list[str]]) -> tuple[tuple[Challenge, ...], list[str]]:
    header = [typed(cell).lower().replace("_", " ") for cell in rows[0]] if rows else []
    faults = _header_faults(header)
    if any(header.count(name) != 1 for name in COLUMNS):
        return (), faults
    found = []
    for number, cells in enumerate(rows[1:], 2):
        if any(map(typed, cells)):
            one, said = _challenge(number, cells, header)
            found.append(one)
            faults += [f" row {number}: {text}" for text in said]
    return tuple(found), faults


def _header_faults(header: list[str]) -> list[str]:
    """What is wrong with the first row: without the three columns, once each, nothing can be read."""
    listed = ", ".join(COLUMNS)
    wrong = [name for name in COLUMNS if header.count(name) != 1]
    if wrong:
        often = "has" if wrong[0] not in header else "has more than once"
        no = "no column" if often == "has" else "the column"
        return [f' {often} {no} "{wrong[0]}". Its columns are: {listed}. Its questions are not in this pack.']
    others = [name for name in header if name and name not in COLUMNS]
    return [
        f': the column "{name[:40]}" is not used.{nearest(name, list(COLUMNS))} The columns are: {listed}.'
        for name in others
    ]


def _challenge(number: int, cells: list[str], header: list[str]) -> tuple[Challenge, list[str]]:
    """One row. What cannot be read of it is left empty, and said."""
    said = []
    if any(typed(cell) for cell in cells[len(header) :]):
        said.append("it has more cells than there are columns. Put a text with commas in quotation marks.")
    by_name = dict(zip(header, [*map(typed, cells), *[""] * len(header)], strict=False))
    question, day, query = (by_name[name] for name in COLUMNS)
    if not question:
        said.append("it has no question.")
    asked = ""
    try:
        asked = typed_date(day).isoformat()
    except WrongUse as error:
        said.append(f"date asked: {error}" if day else "it has no date asked.")
    return Challenge(number, question or "(no question)", asked, query), said
