"""Faults that only some returns can have: plans that overlap, chains that do not fit, conferences out of order."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from analysis.sources.synthesis.faults_of_rows import copied, later
from analysis.sources.synthesis.mess import Mess, Place
from analysis.sources.synthesis.rows import Row, Span

Spec = dict[str, Any]
_LONG = timedelta(days=30)


def _second(place: Place, spec: Spec, start: date, end: date | None) -> Row:
    """The row again with other dates, and a span of its own."""
    row, span = copied(place.row), place.row.spans[-1]
    row.cells |= {spec["start"]: start, spec["end"]: end}
    if "key" in spec:
        row.cells[spec["key"]] += "-B"
    row.spans = [Span(span.kind, span.who, start, end, words=span.words, repeat=span.repeat, short=span.short)]
    return row


def two_open_plans(mess: Mess, table: str, spec: Spec) -> None:
    """A second plan while the first is open: the child counts once, under the later."""
    fits = _lasting(mess, spec, ended=False)
    for place in mess.take(table, fits):
        row = _second(place, spec, place.row.cells[spec["start"]] + timedelta(days=10), None)
        mess.add(place, row)
        mess.say(row, spec["end"], "two_open_plans")


def overlapping_plans(mess: Mess, table: str, spec: Spec) -> None:
    """A second plan that starts before the first has ended. The census names the later, Annex A the earlier."""
    for place in mess.take(table, _lasting(mess, spec, ended=True)):
        start, end = place.row.cells[spec["start"]], place.row.cells[spec["end"]]
        row = _second(place, spec, start + timedelta(days=10), min(end + timedelta(days=15), mess.drawn))
        mess.add(place, row)
        mess.say(place.row if mess.made.format == "annex_a" else row, spec["end"], "overlapping_plans")


def _lasting(mess: Mess, spec: Spec, ended: bool) -> Callable[[Place], bool]:
    def fits(place: Place) -> bool:
        end = place.row.cells[spec["end"]]
        long = place.row.spans and (end or mess.drawn) - place.row.cells[spec["start"]] > _LONG
        return mess.alone(place) and bool(long) and (end is not None) == ended

    return fits


def plan_before_referral(mess: Mess, table: str, spec: Spec) -> None:
    """A plan that starts before the referral it stands under."""
    for place in mess.take(table, lambda p: mess.alone(p) and bool(p.row.spans)):
        if place.above:
            start = place.above.cells["CINreferralDate"] - timedelta(days=6)
            place.row.cells[spec["start"]] = place.row.spans[0].start = start
            mess.say(place.row, spec["start"], "plan_before_referral")


def plan_under_no_further_action(mess: Mess, table: str, spec: Spec) -> None:
    """A plan under a referral that led to nothing: the plan is counted."""
    for place in mess.take(table, lambda p: p.row.cells["ReferralNFA"] is True and mess.alone(p)):
        start = place.row.cells[spec["start"]]
        cells = {"CPPstartDate": start, "InitialCategoryOfAbuse": "NEG", "LatestCategoryOfAbuse": "NEG"}
        words = {"category_of_abuse_latest": "neglect"}
        span = Span("cp_plan", place.row.spans[0].who, start, words=words)
        row = Row("ChildProtectionPlans", cells | {"NumberOfPreviousCPP": 0}, [span])
        place.row.inside.append(row)
        mess.say(row, "", "plan_under_no_further_action")


def reason_without_end(mess: Mess, table: str, spec: Spec) -> None:
    """A reason for closing beside a blank closure: the case is open."""
    led_to_nothing = spec.get("nothing", "ReferralNFA")
    for place in mess.take(table, lambda p: p.row.cells[led_to_nothing] in (False, "N") and mess.alone(p)):
        if place.row.cells[spec["end"]]:
            place.row.cells[spec["end"]] = None
            place.row.spans[-1].end = None
            mess.say(place.row, spec.get("reason", "ReasonForClosure"), "reason_without_end")


def conference_before_enquiry(mess: Mess, table: str, spec: Spec) -> None:
    """A conference dated before its enquiry."""
    for place in mess.take(table, lambda p: mess.alone(p) and p.row.cells[spec["conference"]] is not None):
        held = place.row.cells[spec["start"]] - timedelta(days=3)
        place.row.cells[spec["conference"]] = place.row.spans[-1].start = held
        mess.say(place.row, spec["conference"], "conference_before_enquiry")


def future_date(mess: Mess, table: str, spec: Spec) -> None:
    """A conference that is still to come is not one that was held."""
    _to_come(mess, table, spec, "future_date")


def future_conference(mess: Mess, table: str, spec: Spec) -> None:
    """The same in Annex A, which has a rule of its own."""
    _to_come(mess, table, spec, "future_conference")


def _to_come(mess: Mess, table: str, spec: Spec, rule: str) -> None:
    for place in mess.take(table, lambda p: p.row.cells[spec["conference"]] is None):
        place.row.cells[spec["conference"]] = later(mess)
        mess.say(place.row, spec["conference"], rule)


def conference_twice(mess: Mess, table: str, spec: Spec) -> None:
    """A conference of an enquiry that is entered on the case too: it is one."""
    for place in mess.take(table, lambda p: mess.alone(p) and p.row.cells[spec["conference"]] is not None):
        if place.above:
            place.above.cells["DateOfInitialCPC"] = place.row.cells[spec["conference"]]
            mess.say(place.above, "DateOfInitialCPC", "conference_twice")


def no_enquiry_start(mess: Mess, table: str, spec: Spec) -> None:
    """A conference after an enquiry of which nobody says when it began."""
    for place in mess.take(table, lambda p: p.row.cells[spec["conference"]] is not None):
        place.row.cells[spec["start"]] = None
        place.row.spans = [span for span in place.row.spans if span.kind == "conference"]
        mess.say(place.row, spec["start"], "no_enquiry_start")


FAULTS = {
    fault.__name__: fault
    for fault in (
        *(two_open_plans, overlapping_plans, plan_before_referral, plan_under_no_further_action, reason_without_end),
        *(conference_before_enquiry, future_date, future_conference, conference_twice, no_enquiry_start),
    )
}
