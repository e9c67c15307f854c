"""Planted faults: what is wrong with a return, where, and under which rule a reader has to say so.

A child has at most one of them in a return, so that no fault hides another. What the fault does to the counts is done
to the spans of its row at once: the truth is counted from what is left.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.rows import Return, Row

LEDGER = ["file", "sheet", "row", "column", "rule", "effect"]
ASIDE, NONE = "aside", "none"


@cache
def plan() -> dict[str, Any]:
    """Which faults go into which table, as mess.toml has them."""
    return tomllib.loads(files("analysis.sources.synthesis").joinpath("mess.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Fault:
    """One planted fault. `effect` is "aside" where the row cannot be counted, else "none"."""

    row: Row
    column: str
    rule: str
    effect: str


@dataclass
class Ledger:
    """The faults planted in one return; rows know their place once the return is written."""

    faults: list[Fault] = field(default_factory=list)

    def rows(self) -> list[dict[str, object]]:
        """A row of LEDGER for each fault."""
        return [
            dict(zip(LEDGER, (f.row.file, f.row.sheet, f.row.at, f.column, f.rule, f.effect), strict=True))
            for f in self.faults
        ]


@dataclass
class Place:
    """A row with the child it is about, the list that it stands in, and the row above it."""

    row: Row
    child: str
    beside: list[Row]
    above: Row | None


class Mess:
    """A return while faults are planted in it, one table at a time."""

    def __init__(self, made: Return, dice: Dice, share: float) -> None:
        self.made, self.dice, self.share = made, dice, share
        self.ledger = Ledger()
        self.used: set[str] = set()
        self.tables: dict[str, list[Place]] = {}
        self._of_child: dict[str, dict[str, list[Place]]] = {}
        for row in made.rows:
            self._placed(row, made.rows, None, _child(row))

    def _placed(self, row: Row, beside: list[Row], above: Row | None, child: str) -> None:
        self.tables.setdefault(row.table, []).append(Place(row, child, beside, above))
        for inside in row.inside:
            self._placed(inside, row.inside, row, child)

    @property
    def drawn(self) -> date:
        """The day the return was drawn."""
        return self.made.last

    def take(self, table: str, fits: Callable[[Place], bool]) -> Iterator[Place]:
        """Rows of a table for one fault: as many as the share says, of children without another fault."""
        places = self.tables.get(table, [])
        wanted = max(1, round(self.share * len(places)))
        for _ in range(20 * wanted):
            place = self.dice.pick(places) if places else None
            if place and place.child not in self.used and fits(place):
                self.used.add(place.child)
                yield place
                wanted -= 1
            if not wanted:
                return

    def alone(self, place: Place) -> bool:
        """Whether the row is the only one of its child in the table."""
        return len(self.of_child(place, place.row.table)) == 1

    def of_child(self, place: Place, table: str) -> list[Place]:
        """The rows of the same child in a table."""
        if table not in self._of_child:
            found: dict[str, list[Place]] = {}
            for other in self.tables.get(table, []):
                found.setdefault(other.child, []).append(other)
            self._of_child[table] = found
        return self._of_child[table].get(place.child, [])

    def add(self, place: Place, row: Row, before: bool = False) -> None:
        """Put a row beside another, after it or before."""
        place.beside.insert(place.beside.index(place.row) + (not before), row)

    def say(self, row: Row, column: str, rule: str, effect: str = NONE) -> None:
        """Enter a fault in the ledger; a row that is set aside counts no more."""
        if effect == ASIDE:
            row.spans = []
        self.ledger.faults.append(Fault(row, column, rule, effect))


_IDS = ("LAchildID", "CHILD", "Child Unique ID", "Individual adopter identifier", "Client Ref")


def _child(row: Row) -> str:
    return next(str(value) for name, value in row.cells.items() if name in _IDS or name.endswith("_person_id"))
