"""The tables of a page, from the CSV files of a pack: plain columns, and what every row shares said once."""

import csv
from dataclasses import dataclass
from pathlib import Path

from analysis.presentation.numbers import date_words
from analysis.presentation.tables import PLAIN
from analysis.vocabulary.indicators import indicators

Row = dict[str, str]
LONG = 40  # rows above which a table stays closed in print
CELLS = ("measure", "kind", "value", "of", "pop", "pop_release", "per")  # the last columns of a table in long form
LIMITS = [
    f"{of}{side}{at}"
    for of, at in (("", ""), ("", "_95"), ("", "_998"), ("adjusted_", "_95"), ("adjusted_", "_998"))
    for side in ("lower", "upper")
]
NUMBERS = {*LIMITS, "count", "denominator", "population", "people", "of", "areas", "share", "value", "overdispersion"}
NUMBERS |= {"moving_mean", "mean", "lower_limit", "upper_limit", "target"}
LABELS = PLAIN | {
    "breakdown": "Split by",
    "span": "Time covered",
    "statistic": "Statistic",
    "count": "Number",
    "denominator": "Out of",
    "value": "Value",
    "share": "Share of the population (%)",
    "lower": "Lower limit",
    "upper": "Upper limit",
    "lower_95": "95% limit, lower",
    "upper_95": "95% limit, upper",
    "lower_998": "99.8% limit, lower",
    "upper_998": "99.8% limit, upper",
    "adjusted_lower_95": "Adjusted 95% limit, lower",
    "adjusted_upper_95": "Adjusted 95% limit, upper",
    "adjusted_lower_998": "Adjusted 99.8% limit, lower",
    "adjusted_upper_998": "Adjusted 99.8% limit, upper",
    "base": "Beside, or for every",
    "reference": "Beside",
    "previous": "Step before",
    "unit": "Unit",
    "denominator_vintage": "Release of the population",
    "pop_release": "Release of the population",
    "rebase_reason": "Population as used",
}
SAID_BY = {"area": "area_name", "neighbour": "neighbour_name", "baseline": "baseline_label"}  # codes beside their words
LAST = ["unit", "base", "confidence", "method", "status", "source", "vintage", "citation", "denominator_vintage"]
LAST += ["pop_release", "rebase_reason"]  # what a number rests on stands after it
SILENT = {("span", "point"), ("breakdown", "total"), ("status", "published")}
NAMES = ("indicator", "stage", "previous", "part")  # columns that hold ids of indicators
OWN = {"dfe": "DfE", "ons": "ONS"}


@dataclass(frozen=True)
class Grid:
    """A table to read: columns, rows of cells as text, and the cells that every row shares as "Column: cell"."""

    head: list[str]
    rows: list[list[str]]
    shared: list[str]

    @property
    def long(self) -> bool:
        """Whether it is too long to print."""
        return len(self.rows) > LONG

    def holds(self, mark: str) -> bool:
        """Whether a cell is a mark such as c (hidden) or x (not available)."""
        return any(mark in row for row in self.rows)


def plotted_grid(path: Path) -> Grid:
    """What a figure draws, from its CSV."""
    rows = _read(path)
    return _grid(rows, [name for name in _names(rows) if name not in NUMBERS])


def long_grid(path: Path) -> Grid:
    """A table in long form, its measures side by side again: a row a thing, a column a measure."""
    cells = _read(path)
    held = [name for name in _names(cells) if name not in CELLS]
    rows: list[Row] = []
    for cell in cells:
        whose = {name: cell[name] for name in held}
        found = _columns(cell)
        last = rows[-1] if rows else {}
        fits = whose.items() <= last.items() and all(last.get(name, text) == text for name, text in found.items())
        if rows and fits:
            last.update(found)
        else:
            rows.append(whose | found)
    return _grid(rows, held)


def _columns(cell: Row) -> Row:
    """The columns that one cell of a long table fills: itself, and what it was divided by."""
    measure, kind = cell["measure"].replace("_", " "), cell["kind"]
    name = measure[:1].upper() + measure[1:]
    if kind in ("lower", "upper"):
        name += f", {kind} limit"
    elif kind == "percent":
        name += " (%)"
    elif kind == "rate":
        name += f" per {int(cell['per'] or 10_000):,}"
    found = {name: cell["value"]}
    if kind not in ("lower", "upper"):
        found |= {f"{name}: out of": cell["of"]} if cell["of"] else {}
        found |= {f"{name}: of children aged 0 to 17": cell["pop"]} if cell["pop"] else {}
    return found


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _grid(rows: list[Row], about: list[str]) -> Grid:
    """A grid of rows of which the columns `about` say what a row is of; a column without any text is left out."""
    filled = [name for name in _names(rows) if any(row.get(name) for row in rows)]
    worth = [name for name in filled if SAID_BY.get(name) not in filled]
    same = [name for name in worth if name in about and len({row.get(name) for row in rows}) == 1]
    if not [name for name in worth if name in about and name not in same]:
        same = same[1:]  # a table needs one column that says what its rows are of
    kept = [name for name in worth if name not in same]
    full = {name for name in kept if name in about and all(row.get(name) for row in rows)}  # what heads a row is
    kept.sort(key=lambda name: (name in LAST, name not in full, name not in about))
    said = [(name, rows[0][name]) for name in same if name != "area"]
    shared = [f"{_label(name)}: {_text(name, cell)}" for name, cell in said if (name, cell) not in SILENT]
    return Grid([_label(name) for name in kept], [[_text(n, row.get(n, "")) for n in kept] for row in rows], shared)


def _label(name: str) -> str:
    return LABELS.get(name) or name[:1].upper() + name[1:].replace("_", " ")


def _text(name: str, cell: str) -> str:
    """A cell in words: a date, the name of an indicator, a source; numbers as they are."""
    plain = cell.removeprefix("entry: ")
    if name in NAMES and plain in indicators():
        return indicators()[plain].name
    if name == "date" and len(cell) == len("2025-03-31"):
        return date_words(cell)
    if name in ("source", "breakdown", "statistic", "base", "rule", "denominator_vintage", "pop_release"):
        return " ".join(OWN.get(word, word) for word in cell.replace("_", " ").split(" "))
    return cell
