"""From a table in long form, one cell a row, to one that people read: a row a row, columns for what differs."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analysis.presentation.tables import PLAIN
from analysis.presentation.tables_cells import CELLS
from analysis.reports.wide_words import (
    NOT_APPLICABLE,
    SIDES,
    Key,
    Row,
    capital,
    dimension,
    header,
    said,
    source_words,
    unique,
)

BENEATH = {"of": "Out of", "pop": "Children aged 0 to 17", "pop_release": "Release of what it is out of"}
SYMBOLS = {"c": "[c]", "x": "[x]"}
WHOLE = re.compile(r"[1-9]\d{0,8}")


@dataclass(frozen=True)
class Wide:
    """A table to read: headers, rows of text as printed, what is the same in every row, and which cells are text."""

    headers: list[str]
    rows: list[list[str]]
    same: dict[str, str]
    texts: frozenset[int]  # columns that hold words: nothing in them is a number
    dimensions: int  # how many columns say what a row is


def read_long(path: Path) -> list[Row]:
    """The cells of tables/KEY.csv, every one of them as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wide(cells: list[Row]) -> Wide:
    """The rows of a table in long form, in its order; the cells that a row does not have say why in a symbol."""
    held = [name for name in cells[0] if name not in CELLS]
    differ = [name for name in held if len({cell[name] for cell in cells}) > 1 and _worth(name, held)] or held[:1]
    rows = _rows(cells, held)
    keys = _in_order(list(dict.fromkeys(key for row in rows for key in row)))
    beneath = [(name, label) for name, label in BENEATH.items() if any(cell[name] for cell in cells)]
    headers = [dimension(name) for name in differ]
    columns = [[said(name, next(iter(row.values()))[name]) for row in rows] for name in differ]
    texts = [not all(WHOLE.fullmatch(text) for text in column) for column in columns]
    for key in keys:
        headers.append(header(key, keys, cells))
        columns.append([_value(row, key) for row in rows])
        texts.append(key[1] == "text")
    for name, whose in beneath:
        for label, column in _beneath(name, whose, rows, keys):
            headers.append(label)
            columns.append(column)
            texts.append(name == "pop_release")
    same = {dimension(n): said(n, cells[0][n]) for n in held if n in PLAIN and n not in differ and cells[0][n]}
    words = frozenset(at for at, text in enumerate(texts) if text)
    return Wide(unique(headers), [list(row) for row in zip(*columns, strict=True)], same, words, len(differ))


def _worth(name: str, held: list[str]) -> bool:
    """Whether a dimension says something that another does not say in plainer words."""
    return not (name == "baseline" and "baseline_label" in held)


def _in_order(keys: list[Key]) -> list[Key]:
    """The measures in their order, each with its limits right after it."""
    mains = list(dict.fromkeys(measure for measure, _ in keys))
    return sorted(keys, key=lambda key: (mains.index(key[0]), key[1] in SIDES, key[1] == "upper"))


def _rows(cells: list[Row], held: list[str]) -> list[dict[Key, Row]]:
    """The cells of each row by measure and kind. Cells that stand several times are told apart, never mixed."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for cell in cells:
        groups.setdefault(tuple(cell[name] for name in held), []).append(cell)
    counted = [Counter((cell["measure"], cell["kind"]) for cell in group) for group in groups.values()]
    repeated = {key for counts in counted for key, times in counts.items() if times > 1}
    headed = any(_has_head(group, repeated) for group in groups.values())
    found = []
    for group in groups.values():
        found += _merged(_split(_with_heads(group, repeated) if headed else _plain(group)))
    return found


def _plain(group: list[Row]) -> list[tuple[Key, Row]]:
    return [((cell["measure"], cell["kind"]), cell) for cell in group]


def _has_head(group: list[Row], repeated: set[Key]) -> bool:
    """Whether what stands several times belongs to a measure before it: mean, lowest, highest, median, lowest, …"""
    keys = [key for key, _ in _plain(group)]
    first = next((at for at, key in enumerate(keys) if key in repeated and keys.count(key) > 1), 0)
    return first > 0 and keys[first - 1] not in repeated


def _with_heads(group: list[Row], repeated: set[Key]) -> list[tuple[Key, Row]]:
    head, made = "", []
    for key, cell in _plain(group):
        head = head if key in repeated else key[0]
        made.append(((f"{head}: {key[0]}", key[1]) if key in repeated and head else key, cell))
    return made


def _split(cells: list[tuple[Key, Row]]) -> list[dict[Key, Row]]:
    """A new row wherever a cell comes again."""
    rows: list[dict[Key, Row]] = [{}]
    for key, cell in cells:
        if key in rows[-1]:
            rows.append({})
        rows[-1][key] = cell
    return rows


def _merged(rows: list[dict[Key, Row]]) -> list[dict[Key, Row]]:
    """Rows that say the same wherever they say the same thing, as one."""
    made: list[dict[Key, Row]] = []
    for row in rows:
        twin = next((one for one in made if all(one[key] == row[key] for key in one.keys() & row.keys())), None)
        if twin is None:
            made.append(dict(row))
        else:
            twin.update(row)
    return made


def _value(row: dict[Key, Row], key: Key) -> str:
    """A cell as printed. One that the row lacks is hidden or missing where its measure is, else not applicable."""
    if key in row:
        value = row[key]["value"]
        return (value if key[1] == "text" else SYMBOLS.get(value, value)) or NOT_APPLICABLE
    own = {cell["value"] for (measure, kind), cell in row.items() if measure == key[0] and kind != "text"}
    return next((symbol for value, symbol in SYMBOLS.items() if value in own), NOT_APPLICABLE)


def _beneath(name: str, label: str, rows: list[dict[Key, Row]], keys: list[Key]) -> list[tuple[str, list[str]]]:
    """What the cells of a row were divided by: one column where a row has one, else one a measure."""
    if all(len({cell[name] for cell in row.values() if cell[name]}) < 2 for row in rows):
        whole = [next((cell[name] for cell in row.values() if cell[name]), "") for row in rows]
        return [(label, [_beneath_said(name, text) for text in whole])]
    made = []
    for key in keys:
        column = [row[key][name] if key in row else "" for row in rows]
        if any(column) and key[1] not in SIDES:
            made.append((f"{capital(key[0])}: {label.lower()}", [_beneath_said(name, text) for text in column]))
    return made


def _beneath_said(name: str, text: str) -> str:
    return (source_words(text) if name == "pop_release" else SYMBOLS.get(text, text)) or NOT_APPLICABLE
