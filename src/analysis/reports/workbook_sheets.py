"""The sheets of the workbook: one table each, with what it is, its symbols, its source and its passport above it."""

import re
from collections.abc import Sequence
from datetime import date
from math import ceil
from pathlib import Path
from textwrap import wrap

import pandas as pd
from gptables import GPTable

from analysis.presentation.numbers import date_words
from analysis.reports.contents import Contents, Item, Section
from analysis.reports.passports import passport
from analysis.reports.table_titles import table_titles
from analysis.reports.wide import Wide
from analysis.reports.wide_words import as_date
from analysis.vocabulary.glossary import glossary
from analysis.vocabulary.indicators import indicators

SYMBOLS = {
    "[c]": "Confidential: hidden so that no child can be told from the numbers.",
    "[x]": "Not available: not published, or not at hand.",
    "[z]": "Not applicable: this row has no such number.",
}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
FEW = 3  # indicators that a sheet has room to explain; the Notes sheet explains them all
WIDEST = 50  # characters of a column before its text wraps
PLAIN_TYPE, BOLD_TYPE = 1.2, 1.35  # width to allow a character at 12 points, where a digit at 11 has 1
RUNNING = 1.1  # what a character of running text takes of it
TAKEN = {"cover", "contents", "notes", "history"}
Cell = str | int | float | date


def table_sheet(item: Item, section: Section, contents: Contents, made: Wide) -> GPTable:
    """One table as a sheet, in reading order: title, stamp and question, symbols, passport, source, table."""
    cells = [[_cell(text, at in made.texts) for at, text in enumerate(row)] for row in made.rows]
    table = pd.DataFrame(cells, columns=[plain(header) for header in made.headers], dtype=object)
    lines = [f"{symbol} {meaning}" for symbol, meaning in SYMBOLS.items() if any(symbol in row for row in made.rows)]
    return GPTable(
        table=table,
        table_name=f"table_{item.key}",
        title=plain(f"{title(item)}: {made.same.get('Area', contents.area_name)}, {contents.period}"),
        subtitles=[*stamp(contents), plain(section.question)],
        instructions="This worksheet contains one table.",
        legend=[*lines, *map(plain, _passport(item))],
        source=plain(f"Source: {item.source}") if item.source else None,
        scope=plain(_same(made)) if made.same else None,
        additional_formatting=[_at_top(table), *_number_formats(made)],
    )


def notes_sheet(contents: Contents) -> GPTable:
    """The symbols, what every number in the pack counts, and the glossary, as one table."""
    named = dict.fromkeys(name for item in contents.items() for name in item.indicators if name in indicators())
    rows = [("Symbol", symbol, meaning) for symbol, meaning in SYMBOLS.items()]
    for name in named:
        lines = passport(Item("table", name, Path(), indicators=(name,)))
        rows.append(("Number", indicators()[name].name, " ".join(_sentence(*line) for line in lines)))
    for term in glossary().values():
        called = f"{term.term} ({term.short})" if term.short not in ("", term.term) else term.term
        rows.append(("Word", called, term.meaning))
    table = pd.DataFrame([[plain(text) for text in row] for row in rows], columns=["Kind", "Term", "Meaning"])
    return GPTable(
        table=table,
        table_name="notes_table",
        title="Notes: symbols, numbers and words",
        subtitles=stamp(contents),
        instructions="This worksheet contains one table.",
        additional_formatting=[_at_top(table)],
    )


def stamp(contents: Contents) -> list[str]:
    """What every sheet of a pack says that is not for the public."""
    return [f"{contents.stamp}."] if contents.stamp else []


def title(item: Item) -> str:
    """A table's title; of one without, its key as words, and what it counts where that is one thing."""
    if item.key in table_titles():
        return table_titles()[item.key]
    words = _words(item.key)
    what = [indicators()[name].name for name in item.indicators if name in indicators()]
    said = f" ({what[0][0].lower()}{what[0][1:]})" if len(what) == 1 else ""
    return words[0].upper() + words[1:] + said


def sheet_names(keys: Sequence[str]) -> list[str]:
    """A name for each sheet: the key as words, at most 31 characters, no two alike but for capitals."""
    made: list[str] = []
    for key in keys:
        words = _words(key).capitalize()
        name, number = words[:31].strip(), 1
        while name.lower() in TAKEN | {other.lower() for other in made}:
            number += 1
            name = f"{words[: 30 - len(str(number))].strip()} {number}"
        made.append(name)
    return made


def _words(key: str) -> str:
    return re.sub(r"\b0 17\b", "0 to 17", key.replace("_", " "))


def widths(table: pd.DataFrame) -> list[float]:
    """Column widths in which no number is cut, no word of a header is broken and long text wraps."""
    return [_width(name, [_shown(cell) for cell in table[name]]) for name in table.columns]


def _width(header: str, cells: list[str]) -> float:
    named = max(*(len(word) for word in header.split()), ceil(len(header) / 3))
    return max(PLAIN_TYPE * min(max(map(len, cells)), WIDEST), BOLD_TYPE * named) + 2


def lines(table: pd.DataFrame, wide: list[float]) -> list[int]:
    """How many lines each row takes at these widths, the headers first: not every program works it out by itself."""
    rows = [list(table.columns), *([_shown(cell) for cell in row] for row in table.to_numpy().tolist())]
    return [max(_wrapped(text, room - 2) for text, room in zip(row, wide, strict=True)) for row in rows]


def _wrapped(text: str, room: float) -> int:
    return len(wrap(text, max(int(room / RUNNING), 1))) or 1


def plain(text: str) -> str:
    """Text that gptables takes as text: no link, no note mark, and never signs alone, which it refuses."""
    safe = re.sub(r"\](?=\()", "] ", re.sub(r"\$(?=\$)", "$ ", text))
    return safe if re.search("[A-Za-z0-9]", safe) else f"sign {safe}".strip()


def _cell(text: str, words: bool) -> Cell:
    """A cell as it is stored: a day as a date, a printed number as a number, all else as text."""
    day = as_date(text)
    if day is not None:
        return day
    if words or not NUMBER.fullmatch(text):
        return plain(text)
    return float(text) if "." in text else int(text)


def _at_top(table: pd.DataFrame) -> dict[str, object]:
    return {"column": {"columns": list(table.columns), "format": {"valign": "top"}}}


def _number_formats(made: Wide) -> list[dict[str, object]]:
    """For each column the decimals that most of it is printed with, then each cell that has others."""
    found: list[dict[str, object]] = []
    for at, header in enumerate(made.headers):
        formats = [_format(row[at], at in made.texts, at < made.dimensions) for row in made.rows]
        usual = max(dict.fromkeys(filter(None, formats)), key=formats.count, default="")
        if usual:
            found.append({"column": {"columns": [plain(header)], "format": {"num_format": usual}}})
        for row, own in enumerate(formats, 1):
            if own and own != usual:
                found.append({"cell": {"cells": [(row, at)], "format": {"num_format": own}}})
    return found


def _format(text: str, words: bool, dimension: bool) -> str:
    if as_date(text):
        return "d mmmm yyyy"
    if words or not NUMBER.fullmatch(text):
        return ""
    decimals = text.partition(".")[2]
    return ("0" if dimension else "#,##0") + (f".{'0' * len(decimals)}" if decimals else "")


def _shown(cell: Cell) -> str:
    return "30 September 2025" if isinstance(cell, date) else f"{cell:,}" if isinstance(cell, int) else str(cell)


def _passport(item: Item) -> list[str]:
    if len(item.indicators) > FEW:
        return ["What each number counts is on the Notes sheet."]
    return [_sentence(label, text) for label, text in passport(item) if label != "Source"]


def _sentence(label: str, text: str) -> str:
    return f"{label}: {text.rstrip('.')}."


def _same(made: Wide) -> str:
    said = [f"{label} {date_words(text) if as_date(text) else text}" for label, text in made.same.items()]
    return f"The same in every row: {'; '.join(said)}."
