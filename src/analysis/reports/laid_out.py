"""A published table in long form, one cell a row, set out as people read it; and one number out of it."""

import csv
import re
from dataclasses import dataclass

from analysis.presentation.numbers import MINUS, NO_FIGURE, date_words
from analysis.presentation.tables_cells import IN_FILE_ONLY
from analysis.reports.contents import Item
from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.indicators import indicators

CODE = re.compile(r"[EWNS]\d{8}")
Row = dict[str, str]
LIMITS = ("lower", "upper")
TALLEST, WIDEST = 25, 6
CELLS = ("measure", "kind", "value", "of", "pop", "pop_release", "per")
BEHIND = ("area", "area_name", "span", "source", "vintage")  # what a reader of the laid-out table is not shown
SYMBOLS = {"c": "withheld", "x": NO_FIGURE, "z": "not applicable", "": ""}


@dataclass(frozen=True)
class Grid:
    """A table to be read: the first `names` columns say what a row is, the others hold printed values."""

    header: list[str]
    rows: list[list[str]]
    names: int


def all_rows(item: Item) -> list[Row]:
    """Every row of the file of a table."""
    with item.file(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(item: Item, area: str) -> list[Row]:
    """The rows of a table: those of the area, where it has any."""
    return own(all_rows(item), area)


def own(rows: list[Row], area: str) -> list[Row]:
    """Of some rows those of the area, where there are any."""
    return [row for row in rows if row.get("area") == area] or rows


def say(value: str, kind: str) -> str:
    """A printed value as a reader meets it: "12,183", "27.7%", "−3", "withheld"."""
    try:
        float(value)
    except ValueError:
        return SYMBOLS.get(value, value)
    sign, digits = (MINUS, value[1:]) if value.startswith("-") else ("", value)
    first, dot, rest = digits.partition(".")
    grouped = f"{int(first):,}" if first.isdigit() and kind != "text" else first
    return f"{sign}{grouped}{dot}{rest}{'%' if kind == 'percent' else ''}"


def number_of(item: Item, area: str, rest: str) -> str:
    """The area's value of a measure at the latest date: "rate", or "rate:group=Asian" where a table has several.

    A measure or column that the table does not have, and a choice that leaves several values, are refused.
    """
    cell = latest_cells(rows_of(item, area), item.key, rest)
    values = list(dict.fromkeys(say(one["value"], one["kind"]) for one in cell))
    if len(values) > 1:
        raise several(cell, item.key, len(values), "values")
    return values[0]


def only_cell(rows: list[Row], key: str, rest: str) -> Row:
    """The one row that holds such a number; several are refused, although their values may be the same by chance."""
    cells = latest_cells(rows, key, rest)
    different = [cell for at, cell in enumerate(cells) if cell not in cells[:at]]
    if len(different) > 1:
        raise several(different, key, len(different), "rows")
    return different[0]


def day_of(item: Item, area: str, rest: str) -> str:
    """The date of such a number, as it stands in its table; "" for a table without dates."""
    return latest_cells(rows_of(item, area), item.key, rest)[0].get("date", "")


def latest_cells(rows: list[Row], key: str, rest: str) -> list[Row]:
    """The rows of a measure at the latest date among those chosen by columns; never empty."""
    measure, *choices = (part.strip() for part in rest.split(":"))
    rows = [row for row in rows if row["kind"] not in LIMITS]
    measures = list(dict.fromkeys(row["measure"] for row in rows))
    if measure not in measures:
        listed = ", ".join(measures)
        raise WrongUse(f'Table "{key}" has no measure "{measure}".{nearest(measure, measures)} It has: {listed}.')
    rows = [row for row in rows if row["measure"] == measure]
    for choice in choices:
        rows = _chosen(rows, choice, key)
    column = next((name for name in ("date", "year") if name in rows[0]), "")
    latest = max(row[column] for row in rows) if column else ""
    return [row for row in rows if not column or row[column] == latest]


def several(rows: list[Row], key: str, number: int, what: str) -> WrongUse:
    """The refusal of a number of which a table has several, with a column to choose by."""
    called = rows[0]["measure"]
    return WrongUse(f'Table "{key}" has {number} {what} of "{called}". Choose one by a column: {_example(rows)}.')


def limits_of(rows: list[Row], cell: Row) -> tuple[str, str] | None:
    """The lower and upper limit among all rows of one of its numbers; None where there is not one of each."""
    same = [name for name in cell if name not in CELLS or name == "measure"]
    beside = [row for row in rows if all(row[name] == cell[name] for name in same)]
    found = [[say(row["value"], cell["kind"]) for row in beside if row["kind"] == kind] for kind in LIMITS]
    (lower, upper) = (said[0] if len(said) == 1 and said[0][-1:] in "0123456789%" else "" for said in found)
    return (lower, upper) if lower and upper else None


def _chosen(rows: list[Row], choice: str, key: str) -> list[Row]:
    """The rows in which a column has a value, from "group=Asian"."""
    column, _, wanted = choice.partition("=")
    kept = [row for row in rows if row.get(column) == wanted]
    if not kept:
        there = list(dict.fromkeys(row.get(column, "") for row in rows))
        raise WrongUse(f'Table "{key}" has no row with {choice}.{nearest(wanted, there)}')
    return kept


def _example(rows: list[Row]) -> str:
    """The first column in which rows differ, as it is written to choose by it."""
    for name in rows[0]:
        if name not in CELLS and len({row[name] for row in rows}) > 1:
            return f'":{name}={rows[0][name]}"'
    return "none tells them apart"


def grid_of(rows: list[Row]) -> Grid | None:
    """One row for each thing that is counted, one column a measure, limits together; None where it is too large."""
    rows = [row for row in rows if row["measure"] not in IN_FILE_ONLY]
    if not rows:
        return None
    names = [name for name in rows[0] if name not in (*CELLS, *BEHIND) and _tells(name, rows)]
    measures = list(dict.fromkeys((row["measure"], row["kind"] in LIMITS) for row in rows))
    lines: dict[tuple[str, ...], dict[tuple[str, bool], list[str]]] = {}
    for row in rows:
        cells = lines.setdefault(tuple(row[name] for name in names), {})
        cells.setdefault((row["measure"], row["kind"] in LIMITS), []).append(say(row["value"], row["kind"]))
    if len(lines) > TALLEST or len(names) + len(measures) > WIDEST:
        return None
    header = [_heading(name) for name in names] + [_measure(*one) for one in measures]
    laid = [
        [_name(name, cell) for name, cell in zip(names, key, strict=True)]
        + [" to ".join(dict.fromkeys(cells.get(one, []))) for one in measures]
        for key, cells in sorted(lines.items(), key=lambda line: [_order(cell) for cell in line[0]])
    ]
    return Grid(header, laid, len(names))


def _tells(name: str, rows: list[Row]) -> bool:
    """Whether a column tells rows apart for a reader: not one value throughout, and not the codes of places."""
    values = {row[name] for row in rows}
    return len(values) > 1 and not all(CODE.fullmatch(value) for value in values)


def _order(cell: str) -> tuple[int, str]:
    """2 before 10, and words by the alphabet."""
    return (int(cell), "") if cell.isdigit() else (0, cell)


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _measure(name: str, limits: bool) -> str:
    return f"{_heading(name)}, likely between" if limits else _heading(name)


def _name(column: str, cell: str) -> str:
    """What a row is called: dates and indicators in words."""
    if column == "indicator" and cell in indicators():
        return indicators()[cell].name
    return date_words(cell) if column == "date" and cell else cell
