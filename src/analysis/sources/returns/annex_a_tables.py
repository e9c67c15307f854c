"""Finding the lists of Annex A in a workbook: which sheet is which list, where its names stand, where it begins."""

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.sources.returns.convert import text
from analysis.sources.returns.headers import Matched, key_of, match
from analysis.sources.returns.workbook_cells import Cells
from analysis.sources.returns.workbooks import Sheet

TOP = 20  # rows in which the line of column names is looked for
ENOUGH = 3  # known names that make a row the line of column names
_NAMED = re.compile(r"list[\s_-]*(\d{1,2})(?!\d).*|(\d{1,2})", re.IGNORECASE | re.DOTALL)
_WIDEST = 300  # columns over which a merged title is spread


@dataclass(frozen=True)
class Column:
    """A column of a list in the specification: its type, what it is to an episode, and other spellings seen."""

    name: str
    type: str
    role: str
    spellings: list[str]


@dataclass(frozen=True)
class Found:
    """A list in a sheet. `places`: the specification's name of a column -> its number in the sheet."""

    number: int
    sheet: Sheet
    cells: Cells
    named: bool
    header_row: int
    last_header_row: int
    matched: Matched
    places: dict[str, int]

    @property
    def roles(self) -> dict[str, str]:
        """What a column is to an episode -> its name in the specification, of the columns that are there."""
        return {c.role: c.name for c in columns()[self.number] if c.role and c.name in self.places}


@cache
def lists() -> dict[int, dict[str, Any]]:
    """Number of a list -> its title, kind, needed roles, and the rule under which it is left out."""
    said = files("analysis.sources.returns").joinpath("annex_a_lists.toml").read_text(encoding="utf-8")
    return {int(number): facts for number, facts in tomllib.loads(said).items()}


@cache
def columns() -> dict[int, list[Column]]:
    """Number of a list -> its columns in the specification."""
    said = files("analysis.sources.returns").joinpath("annex_a_columns.csv").read_text(encoding="utf-8")
    found: dict[int, list[Column]] = {number: [] for number in lists()}
    for row in csv.DictReader(said.splitlines()):
        spellings = [s.strip() for s in row["spellings"].split(";") if s.strip()]
        found[int(row["list"])].append(Column(row["column"], row["type"], row["role"], spellings))
    return found


@cache
def keys() -> dict[int, frozenset[str]]:
    """Number of a list -> the keys of every spelling of its columns."""
    return {n: frozenset(key_of(s) for c in cs for s in (c.name, *c.spellings)) for n, cs in columns().items()}


@cache
def shared_keys() -> frozenset[str]:
    """The keys that say nothing of which list it is: who the child is stands in most."""
    every = [key for of_list in keys().values() for key in of_list]
    return frozenset(key for key in every if every.count(key) > ENOUGH)


def number_named(name: str) -> int | None:
    """The list that a sheet is named after: "List 7", "list_7", "List 7 - CP plans ", "7"."""
    found = _NAMED.fullmatch(name.strip())
    number = int(found[1] or found[2]) if found else 0
    return number if number in lists() else None


def header_of(cells: Cells) -> tuple[int, dict[int, str]] | None:
    """The first row near the top with enough known names, and its names by column; None where there is none."""
    known = frozenset().union(*keys().values())
    top = _spread(cells)
    for row in sorted(top):
        names = {column: text(value) for column, value in sorted(top[row].items()) if text(value)}
        if len({key_of(name) for name in names.values()} & known) >= ENOUGH:
            return row, names
    return None


def _spread(cells: Cells) -> dict[int, dict[int, object]]:
    """The top rows, with the value of a merged block in each of its cells."""
    top = {row: dict(values) for row, values in cells.rows.items() if row <= TOP}
    for first, left, last, right in cells.merged:
        value = cells.rows.get(first, {}).get(left)
        if value is None or first > TOP:
            continue
        for row in range(first, min(last, TOP) + 1):
            spread = range(left, min(right, left + _WIDEST) + 1)
            top[row] = {**dict.fromkeys(spread, value), **top.get(row, {})}
    return top


def which_list(sheet_name: str, names: dict[int, str]) -> int | None:
    """The list whose columns these are: the one the sheet is named after, unless another fits clearly better.

    A sheet that is not named after a list must hold all that its list needs, and a column of no other list.
    """
    said = {key_of(name) for name in names.values()}
    fits = {number: len(said & of_list) for number, of_list in keys().items()}
    named = number_named(sheet_name)
    best = max(fits, key=lambda n: (fits[n], n == named, -n))
    whole = not missing(best, match(names.values(), spellings(best)))
    if named and not (fits[best] > fits[named] + 2 and whole):
        return named
    return best if whole and said & keys()[best] - shared_keys() else None


def spellings(number: int) -> dict[str, list[str]]:
    """The names of a list's columns with their other spellings, as `headers.match` takes them."""
    return {c.name: c.spellings for c in columns()[number]}


def missing(number: int, matched: Matched) -> list[str]:
    """The columns without which nothing of the list can be counted, and that are not there."""
    needed = lists()[number].get("needed", [])
    return [c.name for c in columns()[number] if c.role in needed and c.name not in matched.columns]


def find(sheet: Sheet, cells: Cells) -> Found | None:
    """The list in a sheet; None for a cover sheet, or one whose columns are no list's."""
    header = header_of(cells)
    number = which_list(sheet.name, header[1]) if header else None
    if not header or number is None:
        return None
    row, names = header
    matched = match(names.values(), spellings(number))
    at = {name: column for column, name in sorted(names.items(), reverse=True)}
    last = max((m[2] for m in cells.merged if m[0] <= row <= m[2]), default=row)
    places = {name: at[said] for name, said in matched.columns.items()}
    named = number_named(sheet.name) == number
    return Found(number, sheet, cells, named, row, last, matched, places)
