"""Faults of the chain of a child's care, and of the lists of Annex A as they come out of spreadsheets."""

from datetime import date, timedelta
from typing import Any

from analysis.sources.synthesis.faults_of_rows import copied
from analysis.sources.synthesis.mess import ASIDE, Mess, Place
from analysis.sources.synthesis.rows import Row, Span

Spec = dict[str, Any]


def _reason(spec: Spec) -> str:
    """The column of the reason for which care ends."""
    return str(spec.get("reason", "REC"))


def _goes_on(place: Place, spec: Spec) -> bool:
    """Whether the episode is followed by the child's next one on the day it ends."""
    return place.row.cells[_reason(spec)] == "X1" and bool(place.row.spans)


def reason_kept(mess: Mess, table: str, spec: Spec) -> None:
    """A reason for ceasing beside a blank end: the blank counts, the child is in care."""
    for place in mess.take(table, lambda p: mess.alone(p) and str(p.row.cells["REC"]).startswith("E")):
        place.row.cells[spec["end"]] = None
        place.row.spans[0].end = None
        mess.say(place.row, spec["end"], "reason_without_end")


def missing_reason(mess: Mess, table: str, spec: Spec) -> None:
    """An end without a reason: the end counts, and care ends with it where no next row goes on from there."""
    column = _reason(spec)
    for place in mess.take(table, lambda p: p.row.cells[spec["end"]] is not None):
        place.row.cells[column] = None
        mess.say(place.row, column, "end_without_reason")


def reason_given(mess: Mess, table: str, spec: Spec) -> None:
    """A reason on a row that is open."""
    for place in mess.take(table, lambda p: mess.alone(p) and p.row.cells[spec["end"]] is None):
        place.row.cells[spec["reason"]] = "t) E8: Care ceased for any other reason"
        mess.say(place.row, spec["reason"], "reason_without_end")


def same_start_twice(mess: Mess, table: str, spec: Spec) -> None:
    """Two rows of a child from one day that do not agree: the last is used."""
    for place in mess.take(table, lambda p: bool(p.row.spans)):
        other, (column, one, two) = copied(place.row), spec["otherwise"]
        if "key" in spec:
            other.cells[spec["key"]] += "-B"
        other.cells[column] = one if str(other.cells[column]).startswith(two) else two
        mess.add(place, other, before=True)
        mess.say(other, spec["start"], "same_start_twice", ASIDE)


def overlapping(mess: Mess, table: str, spec: Spec) -> None:
    """An episode that ends after the next has begun: it is taken to end there."""
    near = mess.drawn - timedelta(days=5)
    for place in mess.take(table, lambda p: _goes_on(p, spec) and p.row.cells[spec["end"]] <= near):
        place.row.cells[spec["end"]] += timedelta(days=5)
        mess.say(place.row, "", "overlapping")


def open_then_another(mess: Mess, table: str, spec: Spec) -> None:
    """A row with no end although the child has a later one, where it is taken to end."""
    if mess.made.format != "annex_a":
        for place in mess.take(table, lambda p: _goes_on(p, spec)):
            place.row.cells |= {spec["end"]: None, _reason(spec): None}
            mess.say(place.row, "", "open_then_another")
        return
    for place in mess.take(table, lambda p: mess.alone(p) and bool(p.row.spans)):
        first, span = copied(place.row), place.row.spans[-1]
        start: date = span.start - timedelta(days=400)
        first.cells |= {spec["start"]: start, spec["end"]: None}
        first.cells |= dict.fromkeys(("Reason for Closure", spec.get("reason", "")))
        first.spans = [Span(span.kind, span.who, start, span.start, words=span.words, short=span.short)]
        mess.add(place, first, before=True)
        mess.say(first, spec["end"], "open_then_another")


def not_a_number(mess: Mess, table: str, spec: Spec) -> None:
    """A number of earlier plans in words: it is not known."""
    column = spec["number"]
    for place in mess.take(table, lambda p: bool(p.row.spans)):
        place.row.cells[column] = mess.dice.pick(["two", "1?", "not known"])
        place.row.spans[0].repeat = False
        mess.say(place.row, column, "not_a_number")


def other_council_plan(mess: Mess, table: str, spec: Spec) -> None:
    """Plans of other councils' children, in a column that says so."""
    column = spec.get("elsewhere", "OLA")
    if "elsewhere" not in spec:
        mess.made.added.setdefault(table, []).append(column)
    for place in mess.take(table, lambda p: bool(p.row.spans)):
        place.row.cells[column] = "Y"
        mess.say(place.row, column, "other_council_plan", ASIDE)


def prefilled_row(mess: Mess, table: str, spec: Spec) -> None:  # noqa: ARG001 (every fault is called alike)
    """Rows below the data in which a formula was filled down and nothing else stands."""
    mess.made.added.setdefault(table, []).append("Errors")
    for _ in range(mess.dice.between(2, 9)):
        row = Row(table, {"Errors": "Check"})
        mess.made.rows.append(row)
        mess.say(row, "", "prefilled_row", ASIDE)


FAULTS = {
    fault.__name__: fault
    for fault in (
        *(reason_kept, missing_reason, reason_given, same_start_twice, overlapping, open_then_another),
        *(not_a_number, other_council_plan, prefilled_row),
    )
}
