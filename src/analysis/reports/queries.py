"""The little language of logged questions: number:TABLE:MEASURE, text:KEY or figure:KEY, or a reason in plain words."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.reports.contents import MORE, Contents, Item
from analysis.reports.laid_out import Row, all_rows, limits_of, only_cell, own
from analysis.reports.tags import LONGEST, Slot, read_tag
from analysis.vocabulary.errors import WrongUse, nearest

KINDS = ("number", "text", "figure")
FORMS = "number:TABLE:MEASURE, text:KEY or figure:KEY"
_ASKS = re.compile(r"(?:number|text|figure|table)\s*:|[A-Za-z_]+:\S|\S+$", re.IGNORECASE)


Reader = Callable[[Item], list[Row]]


@dataclass(frozen=True)
class Query:
    """What a query asks for: a slot, or else the reason why the data cannot say. `fault` is what is wrong with it.

    A number that the pack has comes with its `cell` and the limits of it.
    """

    slot: Slot | None = None
    reason: str = ""
    fault: str = ""
    cell: Row | None = None
    limits: tuple[str, str] | None = None


def read_query(text: str, contents: Contents, read: Reader = all_rows) -> Query:
    """A query as it was typed, with or without the braces of a marker in Word; one that cannot be answered says why.

    Words with spaces between them are a reason. One word alone, or a word with a colon, is meant as a query. `read`
    gives the rows of a table.
    """
    bare = " ".join(re.sub(r"^\{\{(.*)\}\}$", r"\1", text.strip()).split())
    if not bare:
        return Query(fault=f"it has no query. Write {FORMS}, or in words why the data cannot say.")
    if not _ASKS.match(bare):
        return Query(reason=bare)
    kind, colon, rest = re.sub(r"\s*:\s*", ":", bare).partition(":")
    slot = read_tag(f"{kind.lower()}{colon}{rest}")
    if slot is None or slot.kind not in KINDS:
        return Query(fault=f'"{bare[:LONGEST]}" is no query.{_meant(bare, contents)} Write {FORMS}.')
    try:
        return _looked_up(slot, contents, read)
    except WrongUse as error:
        return Query(fault=str(error))


def _looked_up(slot: Slot, contents: Contents, read: Reader) -> Query:
    names = _keys(slot.item_kind, contents)
    if slot.key not in names:
        raise WrongUse(f'"{slot.tag}" names no {slot.item_kind}.{nearest(slot.key, names)}')
    item = contents.find("table", slot.key) if slot.kind == "number" else None
    if item is None:
        return Query(slot)
    rows = read(item)
    cell = only_cell(own(rows, contents.area), item.key, slot.rest)
    return Query(slot, cell=cell, limits=limits_of(rows, cell))


def _keys(kind: str, contents: Contents) -> list[str]:
    """Every key of that kind that the pack has, or that its notebooks can publish."""
    keys = {item.key for item in contents.items(kind)} | {key for each, key in contents.known if each == kind}
    return sorted(keys | {f"{key}{MORE}" for key in keys if kind == "finding"})


def _meant(bare: str, contents: Contents) -> str:
    """The query that was perhaps meant: a kind for a word that stands alone, or the nearest kind."""
    kind, colon, _ = bare.partition(":")
    if colon:
        return nearest(kind.strip().lower(), list(KINDS)) if kind.strip() not in KINDS else ""
    for of, called in (("finding", "text"), ("figure", "figure")):
        if bare in _keys(of, contents):
            return f' Did you mean "{called}:{bare}"?'
    return ""
