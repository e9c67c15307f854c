"""Faults of one row, the same in every format: dates, codes, and rows that are there twice."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from analysis.sources.synthesis.mess import ASIDE, Mess, Place
from analysis.sources.synthesis.rows import Row

Spec = dict[str, Any]
UNREADABLE = ["see notes", "31/02/2023", "tbc", "00/00/0000"]


def _ended(mess: Mess, spec: Spec) -> Callable[[Place], bool]:
    """Rows with an end whose child has no other row, so that nothing follows from what becomes of the end."""
    return lambda place: place.row.cells.get(spec["end"]) is not None and mess.alone(place)


def _open(mess: Mess, spec: Spec) -> Callable[[Place], bool]:
    return lambda place: place.row.cells.get(spec["end"]) is None and mess.alone(place) and bool(place.row.spans)


def _to_end(row: Row, end: date | None) -> None:
    for span in row.spans:
        if span.kind != "referral":
            span.end = end


def _unread(mess: Mess, table: str, spec: Spec, values: list[str], rule: str) -> None:
    for place in mess.take(table, _ended(mess, spec)):
        place.row.cells[spec["end"]] = mess.dice.pick(values)
        _to_end(place.row, None)
        mess.say(place.row, spec["end"], rule)


def unparseable_end(mess: Mess, table: str, spec: Spec) -> None:
    """An end that is no date: the row is taken as open."""
    _unread(mess, table, spec, UNREADABLE, "unparseable_date")


def implausible_end(mess: Mess, table: str, spec: Spec) -> None:
    """An end in a year that cannot be: the row is taken as open."""
    _unread(mess, table, spec, ["0203-05-01", "2203-05-01"], "implausible_date")


def end_before_start(mess: Mess, table: str, spec: Spec) -> None:
    """An end before the start: the row cannot be used."""
    for place in mess.take(table, lambda p: p.row.cells.get(spec["start"]) is not None and bool(p.row.spans)):
        place.row.cells[spec["end"]] = place.row.cells[spec["start"]] - timedelta(days=mess.dice.between(3, 300))
        mess.say(place.row, spec["end"], "end_before_start", ASIDE)


def start_equals_end(mess: Mess, table: str, spec: Spec) -> None:
    """An end on the day of the start: a start and an end, and never open."""
    for place in mess.take(table, _ended(mess, spec)):
        place.row.cells[spec["end"]] = place.row.cells[spec["start"]]
        _to_end(place.row, place.row.spans[-1].start)
        mess.say(place.row, spec["end"], "start_equals_end")


def no_start(mess: Mess, table: str, spec: Spec) -> None:
    """A row without a start cannot be placed in time."""
    for place in mess.take(table, lambda p: bool(p.row.spans)):
        place.row.cells[spec["start"]] = None
        mess.say(place.row, spec["start"], "no_start", ASIDE)


def later(mess: Mess) -> date:
    """A day long after the return was drawn, and after any day on which it is read."""
    return mess.drawn.replace(year=mess.drawn.year + 12, day=min(mess.drawn.day, 28))


def future_start(mess: Mess, table: str, spec: Spec) -> None:
    """A start still to come: the row is not counted."""
    fits = _open(mess, spec) if "end" in spec else mess.alone
    for place in mess.take(table, fits):
        place.row.cells[spec["start"]] = later(mess)
        mess.say(place.row, spec["start"], "future_start", ASIDE)


def future_end(mess: Mess, table: str, spec: Spec) -> None:
    """An end still to come: the row is open."""
    for place in mess.take(table, _open(mess, spec)):
        if place.row.cells.get("ReferralNFA") is not True:
            place.row.cells[spec["end"]] = later(mess)
            mess.say(place.row, spec["end"], "future_end")


def copied(row: Row) -> Row:
    """The row again, with nothing to count."""
    return Row(row.table, {**row.cells, "Reviews": []} if "Reviews" in row.cells else dict(row.cells))


def duplicate_row(mess: Mess, table: str, spec: Spec) -> None:  # noqa: ARG001 (every fault is called alike)
    """A row twice: one of the two is counted."""
    for place in mess.take(table, lambda p: p.row.cells.get("DECOM", 1) is not None):
        again = copied(place.row)
        mess.add(place, again)
        mess.say(again, "", "duplicate_row", ASIDE)


def unknown_code(mess: Mess, table: str, spec: Spec) -> None:
    """A code that is on no list: what it says is not known."""
    column, word, unknown = spec["code"]
    for place in mess.take(table, lambda p: any(word in span.words and not span.short for span in p.row.spans)):
        place.row.cells[column] = mess.dice.pick(["Q7", "XX", "N77"])
        for span in place.row.spans:
            span.words = {**span.words, word: unknown} if word in span.words else span.words
        mess.say(place.row, column, "unknown_code")


def blank_id(mess: Mess, table: str, spec: Spec) -> None:
    """A row without the child's id cannot be counted."""
    for place in mess.take(table, lambda p: bool(p.row.spans)):
        place.row.cells[spec["id"]] = mess.dice.pick([None, "", " ", "\u00a0", "-", *spec.get("blanks", [])])
        mess.say(place.row, spec["id"], "blank_id", ASIDE)


FAULTS = {
    fault.__name__: fault
    for fault in (
        *(unparseable_end, implausible_end, end_before_start, start_equals_end, no_start, future_start, future_end),
        *(duplicate_row, unknown_code, blank_id),
    )
}
