"""Faults in who a child is: ids, dates of birth, ethnicity, and children who stand in one table and not in another."""

from datetime import timedelta
from typing import Any

from analysis.sources.synthesis.faults_of_rows import UNREADABLE
from analysis.sources.synthesis.mess import ASIDE, Mess, Place
from analysis.sources.synthesis.rows import Row, Who

Spec = dict[str, Any]
LETTERS_FROM = 2025
_SWAPPED = {"1": "M", "2": "F", "M": "1", "F": "2"}


def _who(mess: Mess, place: Place) -> Who | None:
    """The child of a row as its counts know it: of the row, of those in it, or of the child's episodes."""
    rows = [*place.row.all()]
    if place.row.table in ("header", "ssd_person"):
        rows = [other.row for name in mess.tables for other in mess.of_child(place, name)]
    return next((span.who for row in rows for span in row.spans), None)


def unknown_ethnicity(mess: Mess, table: str, spec: Spec) -> None:
    """An ethnicity on no list: the group is not known."""
    for place in mess.take(table, lambda p: _who(mess, p) is not None):
        if who := _who(mess, place):
            who.ethnicity = ""
            place.row.cells[spec["ethnicity"]] = mess.dice.pick(["See notes", "ZZZZ", "as mother"])
            mess.say(place.row, spec["ethnicity"], "unknown_ethnicity")


def _no_birth(mess: Mess, table: str, spec: Spec, values: list[str], rule: str) -> None:
    for place in mess.take(table, lambda p: p.row.cells.get(spec["born"]) is not None):
        who = _who(mess, place)
        if who and not who.unborn:
            who.born = None
            place.row.cells[spec["born"]] = mess.dice.pick(values)
            mess.say(place.row, spec["born"], rule)


def unparseable_birth(mess: Mess, table: str, spec: Spec) -> None:
    """A date of birth that is no date: the age is not known."""
    _no_birth(mess, table, spec, UNREADABLE, "unparseable_date")


def implausible_birth(mess: Mess, table: str, spec: Spec) -> None:
    """A date of birth that cannot be: the age is not known."""
    _no_birth(mess, table, spec, ["1899-12-31", "0019-03-02"], "implausible_date")


def duplicate_child(mess: Mess, table: str, spec: Spec) -> None:  # noqa: ARG001 (every fault is called alike)
    """A child that stands in the return twice is one child."""
    for place in mess.take(table, lambda _: True):
        again = Row(table, dict(place.row.cells))
        mess.add(place, again)
        mess.say(again, "LAchildID", "duplicate_child")


def blank_child(mess: Mess, table: str, spec: Spec) -> None:
    """A child without an id, in whom nothing can be counted."""
    for place in mess.take(table, lambda _: True):
        place.row.cells[spec["id"]] = mess.dice.pick([None, "", "\u00a0"])
        for row in place.row.all():
            row.spans = []
        mess.say(place.row, spec["id"], "blank_id", ASIDE)


def blank_in_all_tables(mess: Mess, table: str, spec: Spec) -> None:
    """A child whose one id, above all its rows, is blank: none of them can be counted."""
    for number, place in enumerate(mess.take(table, lambda _: True), start=1):
        for name in mess.tables:
            for other in mess.of_child(place, name):
                other.row.cells[spec["id"]] = " " * number  # of another length each, so that they stay two children
                if name in ("header", "episodes", "uasc"):
                    mess.say(other.row, spec["id"], "blank_id", ASIDE)


def not_in_header(mess: Mess, table: str, spec: Spec) -> None:
    """A child with episodes and no row in the table of children: nobody knows who it is."""
    for place in mess.take(table, lambda p: _who(mess, p) is not None):
        who = _who(mess, place)
        place.beside.remove(place.row)
        if who:
            who.ethnicity, who.sex, who.born, who.unborn = "", "unknown", None, False
        for other in (other for name in mess.tables for other in mess.of_child(place, name)):
            if other.row.spans:
                mess.say(other.row, spec["id"], "not_in_header")


def not_in_episodes(mess: Mess, table: str, spec: Spec) -> None:
    """A child in the table of children without an episode."""
    for place in mess.take(table, lambda _: True):
        other = Row(table, place.row.cells | {spec["id"]: f"SYN9{place.child[-6:]}"})
        mess.add(place, other, before=True)
        mess.say(other, spec["id"], "not_in_episodes")


def code_out_of_year(mess: Mess, table: str, spec: Spec) -> None:  # noqa: ARG001
    """A sex in the codes of another year's list."""
    for place in mess.take(table, lambda _: True):
        place.row.cells["SEX"] = _SWAPPED[place.row.cells["SEX"]]
        mess.say(place.row, "SEX", "code_out_of_year")


def id_as_number(mess: Mess, table: str, spec: Spec) -> None:
    """An id that a spreadsheet saved as a number. It cannot say SYN, and begins with 99 instead."""
    for place in mess.take(table, lambda p: mess.alone(p) and bool(p.row.spans)):
        number = f"99{int(place.child[3:]):06d}"
        for name in mess.tables:
            for other in mess.of_child(place, name):
                other.row.cells[spec["id"]] = number
        place.row.cells[spec["id"]] = f"{number}.0"
        place.row.spans[0].who.child = number
        mess.say(place.row, spec["id"], "id_as_number")


def start_before_birth(mess: Mess, table: str, spec: Spec) -> None:
    """A child in care before it was born, which cannot be: the row is counted all the same."""
    for place in mess.take(table, lambda p: mess.alone(p) and bool(p.row.spans)):
        born = place.row.cells[spec["start"]] + timedelta(days=20)
        if born < mess.drawn:
            place.row.spans[0].who.born = born
            headers = mess.of_child(place, "header")
            (headers[0] if headers else place).row.cells["DOB" if headers else spec["born"]] = born
            mess.say(place.row, spec["start"], "start_before_birth")


FAULTS = {
    fault.__name__: fault
    for fault in (
        *(
            unknown_ethnicity,
            unparseable_birth,
            implausible_birth,
            duplicate_child,
            blank_child,
            not_in_header,
            blank_in_all_tables,
        ),
        *(blank_in_all_tables, not_in_header, not_in_episodes, code_out_of_year, id_as_number, start_before_birth),
    )
}
