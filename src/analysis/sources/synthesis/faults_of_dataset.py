"""Faults that only the Safeguarding Dataset can have: placeholders, ids that find nobody, meetings not yet held."""

from datetime import timedelta
from typing import Any

from analysis.sources.synthesis.faults_of_rows import UNREADABLE, copied
from analysis.sources.synthesis.mess import ASIDE, Mess, Place
from analysis.sources.synthesis.rows import Row

Spec = dict[str, Any]
NO_DAY = "1900-01-01"  # stands for no date
_STATUSES = {"ssd_legal_status": "lega_legal_status_end_date", "ssd_cla_placement": "clap_cla_placement_end_date"}


def placeholder_end(mess: Mess, table: str, spec: Spec) -> None:
    """An end that stands for none: the row is open."""
    for place in mess.take(table, lambda p: mess.alone(p) and p.row.cells[spec["end"]] is not None):
        place.row.cells[spec["end"]] = mess.dice.pick([NO_DAY, "SSD_PH", "01/01/1900"])
        for span in place.row.spans:
            span.end = None
        column = Row("", {})
        column.place(f"{table}.csv", "", "")
        mess.say(column, spec["end"], "placeholder")


def unreadable_end_of_care(mess: Mess, table: str, spec: Spec) -> None:
    """An end of care that is no date, under a status and in a placement that have no end: the child is in care."""
    for place in mess.take(table, lambda p: _ceased(mess, p, spec)):
        place.row.cells[spec["end"]] = mess.dice.pick(UNREADABLE)
        place.row.spans[0].end = None
        for name, column in _STATUSES.items():
            for other in mess.of_child(place, name):
                other.row.cells[column] = None
        mess.say(place.row, spec["end"], "unparseable_date")


def _ceased(mess: Mess, place: Place, spec: Spec) -> bool:
    """Whether the episode is the only one of its child, and has ended under one status in one placement."""
    single = mess.alone(place) and all(len(mess.of_child(place, name)) == 1 for name in _STATUSES)
    return single and place.row.cells[spec["end"]] is not None


def unknown_reason(mess: Mess, table: str, spec: Spec) -> None:
    """A reason for a new episode that is no code: what touches it says whether it begins a stay."""
    for place in mess.take(table, lambda p: mess.alone(p) and bool(p.row.spans) and p.row.spans[0].opens):
        place.row.cells[spec["began"]] = mess.dice.pick(["?", "99", "ZZ"])
        mess.say(place.row, spec["began"], "unknown_code")


def id_twice(mess: Mess, table: str, spec: Spec) -> None:
    """Two rows with one id that do not say the same: the last is used."""
    for place in mess.take(table, lambda p: bool(p.row.spans)):
        other = copied(place.row)
        other.cells[spec["start"]] -= timedelta(days=1)
        mess.add(place, other, before=True)
        mess.say(other, spec["key"], "id_twice", ASIDE)


def not_held(mess: Mess, table: str, spec: Spec) -> None:
    """A meeting that is planned and has no date of its own yet."""
    for place in mess.take(table, lambda _: True):
        place.row.cells[spec["start"]] = None
        mess.say(place.row, spec["start"], "not_yet_held", ASIDE)


def held_too_early(mess: Mess, table: str, spec: Spec) -> None:
    """A conference dated before the enquiry that it names."""
    for place in mess.take(table, lambda p: bool(p.row.spans)):
        named = place.row.cells["icpc_s47_enquiry_id"]
        for other in mess.of_child(place, "ssd_s47_enquiry"):
            if other.row.cells["s47e_s47_enquiry_id"] == named:
                held = other.row.cells["s47e_s47_start_date"] - timedelta(days=3)
                place.row.cells[spec["start"]] = place.row.spans[0].start = held
                mess.say(place.row, spec["start"], "conference_before_enquiry")


def parent_not_here(mess: Mess, table: str, spec: Spec) -> None:
    """A row that names its child only by a plan or a period of care that is not in the dataset."""
    for place in mess.take(table, lambda _: True):
        place.row.cells |= {spec["id"]: None, spec["parent"]: "SYNX000"}
        mess.say(place.row, spec["parent"], "parent_not_here", ASIDE)


def duplicate_person(mess: Mess, table: str, spec: Spec) -> None:
    """A person with a second row that says less: what either says is taken."""
    for place in mess.take(table, lambda _: True):
        other = Row(table, place.row.cells | {spec["ethnicity"]: None})
        mess.add(place, other, before=True)
        mess.say(other, spec["id"], "duplicate_child")


def status_not_of_care(mess: Mess, table: str, spec: Spec) -> None:  # noqa: ARG001 (every fault is called alike)
    """A legal status under which nobody is in care."""
    for place in mess.take(table, lambda _: True):
        other = Row(table, place.row.cells | {"lega_legal_status": "Supervision order"})
        mess.add(place, other)
        mess.say(other, "lega_legal_status", "status_not_of_care", ASIDE)


def blank_family(mess: Mess, table: str, spec: Spec) -> None:  # noqa: ARG001
    """A child of no family."""
    for place in mess.take(table, lambda _: True):
        place.row.cells["fami_family_id"] = None
        mess.say(place.row, "fami_family_id", "blank_family", ASIDE)


FAULTS = {
    fault.__name__: fault
    for fault in (
        *(placeholder_end, unreadable_end_of_care, unknown_reason, id_twice, not_held, held_too_early),
        *(parent_not_here, duplicate_person, status_not_of_care, blank_family),
    )
}
