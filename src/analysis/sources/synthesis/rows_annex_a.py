"""What the lists of Annex A hold on the day of the extract: who is open, and what happened in six months or twelve."""

from collections.abc import Callable, Iterator
from datetime import date

from analysis.sources.synthesis import words as w
from analysis.sources.synthesis.people import Authority, Case, Child, Piece, Plan, Stay
from analysis.sources.synthesis.rows import Cells, Return, Row, Span, Who, known, months_before, touches, who

KINDS = {
    "List 3": ["referral"],
    "List 4": ["assessment"],
    "List 5": ["section_47", "conference"],
    "List 6": ["cin"],
    "List 7": ["cp_plan"],
    "List 8": ["care"],
}
WITHOUT = ("children_in_care_unaccompanied",)  # a list says who was in the last twelve months, not on a day
Listed = Iterator[tuple[str, Cells, list[Span]]]


class _Child:
    """A child on the day of the extract, with what stands in every list of it."""

    def __init__(self, child: Child, first: date, drawn: date) -> None:
        self.child, self.first, self.drawn = child, first, drawn
        of = self.who()
        age = drawn.year - child.born.year - ((drawn.month, drawn.day) < (child.born.month, child.born.day))
        self.common: Cells = {"Child Unique ID": child.id, "Gender": w.GENDER[of.sex], "Date of Birth": child.born}
        self.common |= {"Ethnicity": w.ETHNIC[child.ethnicity], "Age of Child (Years)": None if of.unborn else age}
        self.common |= {"Does the Child have a Disability": w.NO if child.disabilities == ["NONE"] else w.YES}
        self.common |= {
            "Family identifier": f"SYNF{child.family:05d}",
            "Allocated Team": f"Team {child.family % 7 + 1}",
        }
        self.common |= {"Allocated Worker": f"Worker {child.family % 61 + 1}"}

    def who(self) -> Who:
        """A fresh description: each row of Annex A says for itself who the child is."""
        return who(self.child, self.drawn)

    def listed(self) -> Listed:
        """Every row that the child has in any list, with the list it stands in."""
        for case in self.child.cases:
            for of in (_referred, _assessed, _enquired, _in_need, _planned, _in_care, _others):
                yield from of(case, self)

    def on(self, start: date, end: date | None) -> bool:
        """Whether something was open in the six months."""
        return touches(start, end, self.first, self.drawn)


def gather(authority: Authority) -> Return:
    """The workbook of the day of the extract."""
    drawn = authority.extracted_on
    first = months_before(drawn, 6)
    rows = []
    for child in authority.children:
        at = _Child(child, first, drawn)
        for number, cells, spans in at.listed():
            rows.append(Row(number, at.common | cells, spans))
    held = {row.table for row in rows}
    kinds = [kind for number, of in KINDS.items() if number in held for kind in of]
    name = f"synthetic_annex_a_{drawn.isoformat()}.xlsx"
    return Return("annex_a", name, first, drawn, rows, kinds, without=WITHOUT)


def _referred(case: Case, at: _Child) -> Listed:
    if at.first <= case.start <= at.drawn:
        contact: Cells = {"Date of Contact": case.start, "Contact Source": w.LIST_SOURCE[case.source]}
        yield "List 1", contact, []
        cells: Cells = {"Date of referral": case.start, "Referral Source": w.LIST_SOURCE[case.source]}
        cells |= {"Referral NFA?": w.YES if case.nothing else w.NO, "Number of Referrals in Last 12 Months": 1}
        yield "List 3", cells, [Span("referral", at.who(), case.start)]


def _assessed(case: Case, at: _Child) -> Listed:
    for assessment in case.assessments:
        end = known(assessment.end, at.drawn)
        if at.on(assessment.start, end):
            cells: Cells = {"Continuous Assessment Start Date": assessment.start}
            cells |= {"Continuous Assessment Date of Authorisation": end}
            cells |= {"Child Seen During Continuous Assessment": w.YES}
            cells["Was the child assessed as requiring LA children's social care support?"] = _yes(case.reason != "RC8")
            yield "List 4", cells, [Span("assessment", at.who(), assessment.start, end)]


def _enquired(case: Case, at: _Child) -> Listed:
    for enquiry in case.enquiries:
        held = known(enquiry.conference, at.drawn)
        if enquiry.start <= at.drawn and max(enquiry.start, held or date.min) >= at.first:
            plan = any(plan.start == held for plan in case.plans)
            cells: Cells = {"Strategy discussion initiating Section 47 Enquiry Start Date": enquiry.start}
            cells |= {"Was an Initial Child Protection Conference deemed unnecessary?": _yes(enquiry.needless)}
            cells |= {"Date of Initial Child Protection Conference": held}
            said = _yes(plan) if held else None
            cells |= {"Did the Initial Child Protection Conference Result in a Child Protection Plan": said}
            cells |= {"Number of Section 47 Enquiries in the last 12 months": 1}
            cells |= {"Number of ICPCs in the last 12 months": int(bool(held))}
            of = at.who()
            spans = [Span("section_47", of, enquiry.start)] + ([Span("conference", of, held)] if held else [])
            yield "List 5", cells, spans


def _in_need(case: Case, at: _Child) -> Listed:
    end = known(case.end, at.drawn)
    if not case.nothing and at.on(case.start, end):
        cells: Cells = {"CIN Start Date": case.start, "Primary Need Code": f"{case.need} - {w.NEED[case.need]}"}
        cells |= {"CIN Closure Date": end, "Reason for Closure": case.reason if end else None}
        cells |= {"Case Status": _status(case, end, at.drawn), "Date Child Was Last Seen": end}
        words = {"category_of_need": w.NEED[case.need]}
        yield "List 6", cells, [Span("cin", at.who(), case.start, end, words=words)]


def _status(case: Case, end: date | None, drawn: date) -> str:
    if end:
        return "e) Closed episode"
    if any(s.start <= drawn and not known(s.end, drawn) and not s.short for s in case.stays):
        return "a) Looked after child"
    if any(p.start <= drawn and not known(p.end, drawn) for p in case.plans):
        return "b) Child Protection plan"
    return "c) Child in need plan" if case.need_plans else "d) Open assessment"


def _planned(case: Case, at: _Child) -> Listed:
    for plan in case.plans:
        if at.on(plan.start, plan.end):
            end, latest = known(plan.end, at.drawn), plan.latest(at.drawn)
            cells = _plan_cells(plan, end, latest, at.drawn)
            words = {"category_of_abuse_latest": w.ABUSE[latest]}
            yield "List 7", cells, [Span("cp_plan", at.who(), plan.start, end, words=words, repeat=plan.previous > 0)]


def _plan_cells(plan: Plan, end: date | None, latest: str, drawn: date) -> Cells:
    cells: Cells = {"Child Protection Plan Start Date": plan.start, "Child Protection Plan End Date": end}
    cells |= {"Initial Category of Abuse": w.LIST_ABUSE[plan.initial], "Was the Child Seen Alone?": w.YES}
    cells |= {"Latest Category of Abuse": w.LIST_ABUSE[latest]}
    cells |= {"Number of Previous Child Protection Plans": plan.previous}
    cells |= {"Date of latest review conference": max((d for d in plan.reviews if d <= drawn), default=None)}
    column = "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"
    return cells | {column: w.NO}


def _in_care(case: Case, at: _Child) -> Listed:
    for stay in case.stays:
        if at.on(stay.start, stay.end):
            pieces = [piece for piece in stay.pieces if piece.start <= at.drawn]
            end = known(stay.end, at.drawn)
            words = {"legal_status": w.LEGAL[pieces[-1].legal], "category_of_need": w.NEED[stay.need]}
            span = Span("care", at.who(), stay.start, end, words=words, short=stay.short)
            yield "List 8", _stay_cells(stay, pieces, end, at), [span]


def _stay_cells(stay: Stay, pieces: list[Piece], end: date | None, at: _Child) -> Cells:
    last = pieces[-1]
    until = at.child.unaccompanied_until
    cells: Cells = {"Date Started to be Looked After": stay.start, "Child's Category of Need": stay.need}
    flag = "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"
    cells |= {flag: _yes(until is not None and until > months_before(at.drawn, 12))}
    cells |= {"Start date of current legal status": _since(pieces, lambda p: p.legal)}
    cells |= {"Child's Legal Status": w.LIST_LEGAL[last.legal], "Date Ceased to be Looked After": end}
    cells |= {"Reason Ceased to be Looked After": w.LIST_CEASED[last.ended] if end else None}
    cells |= {"Start Date of Most Recent Placement": _since(pieces, lambda p: p.placement)}
    cells |= {"Placement Type": w.LIST_PLACEMENT[last.placement], "Placement Provider": f"b) {last.provider}"}
    cells |= {"Number of Placements in the Last 12 months": sum(p.start > months_before(at.drawn, 12) for p in pieces)}
    cells |= {"Placement Location": "a) In", "LA of Placement": w.YES, "Placement postcode": "ZZ99 3VZ"}
    for how in ("Missing", "Absent"):
        cells[f"Number of Episodes the Child has been '{how}' from their Placement in the last 12 months"] = 0
    return cells


def _since(pieces: list[Piece], of: Callable[[Piece], str]) -> date:
    day = pieces[-1].start
    for piece in reversed(pieces):
        if of(piece) != of(pieces[-1]):
            break
        day = piece.start
    return day


def _yes(true: bool) -> str:
    return w.YES if true else w.NO


def _others(case: Case, at: _Child) -> Listed:
    """Lists that nothing is counted from, in small: early help, care leavers, adoption and adopters."""
    if case.nothing and case.start >= at.first and at.child.number % 3 == 0 and case.start <= at.drawn:
        yield "List 2", {"Assessment start date": case.start, "Organisation completing assessment": "School"}, []
    for stay in case.stays:
        ended = known(stay.end, at.drawn)
        if ended and (ended - at.child.born).days > 16 * 366 and not stay.short:
            yield "List 9", {"Eligibility Category": "c) Former relevant child", "LA in Touch": "a) Yes"}, []
        if (
            not ended
            and stay.start <= at.drawn
            and any(p.placement == "A5" and p.start <= at.drawn for p in stay.pieces)
        ):
            yield "List 10", {"Date the Child Entered Care": stay.start}, []
            adopter = {"Individual adopter identifier": f"SYNA{at.child.number:06d}", "Disability": w.NO}
            yield "List 11", adopter, []
