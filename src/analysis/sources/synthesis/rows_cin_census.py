"""What a council's census return of a year holds: the cases open in the year, as they were known at its end."""

from datetime import date

from analysis.sources.synthesis.people import Authority, Case, Child, Plan
from analysis.sources.synthesis.rows import Cells, Return, Row, Span, Who, known, touches, who, year_of
from analysis.sources.synthesis.words import ABUSE, NEED

NEED_PLANS_FROM = 2022
KINDS = ["cp_plan", "cin", "cin_plan", "referral", "section_47", "conference", "assessment"]


def gather(authority: Authority, year: int) -> Return:
    """The return for the year ending on 31 March."""
    first, last = year_of(authority, year)
    rows = [row for child in authority.children if (row := _child(child, first, last))]
    kinds = [kind for kind in KINDS if kind != "cin_plan" or year >= NEED_PLANS_FROM]
    return Return("cin_census", f"synthetic_cin_census_{year}.xml", first, last, rows, kinds)


def _child(child: Child, first: date, last: date) -> Row | None:
    cases = [case for case in child.cases if touches(case.start, case.end, first, last)]
    if not cases:
        return None
    of = who(child, last)
    born = "ExpectedPersonBirthDate" if of.unborn else "PersonBirthDate"
    cells: Cells = {"LAchildID": child.id, born: child.born, "sex": "U" if of.unborn else child.sex}
    cells |= {"Ethnicity": child.ethnicity, "Disabilities": child.disabilities}
    return Row("Child", cells, inside=[_case(case, of, first, last) for case in cases])


def _case(case: Case, of: Who, first: date, last: date) -> Row:
    end, need = known(case.end, last), {"category_of_need": NEED[case.need]}
    cells: Cells = {"CINreferralDate": case.start, "ReferralSource": case.source, "PrimaryNeedCode": case.need}
    cells |= {"CINclosureDate": end, "ReasonForClosure": case.reason if end else None, "ReferralNFA": case.nothing}
    spans = [Span("referral", of, case.start)]
    spans += [] if case.nothing else [Span("cin", of, case.start, end, words=need)]
    row = Row("CINdetails", cells, spans)
    for start, done in ((a.start, known(a.end, last)) for a in case.assessments):
        if touches(start, done, first, last):
            dates: Cells = {"AssessmentActualStartDate": start, "AssessmentAuthorisationDate": done}
            row.inside.append(Row("Assessments", dates, [Span("assessment", of, start, done)]))
    for start, ended in case.need_plans if last.year >= NEED_PLANS_FROM else []:
        ended = known(ended, last)
        if touches(start, ended, first, last):
            cells = {"CINPlanStartDate": start, "CINPlanEndDate": ended}
            row.inside.append(Row("CINPlanDates", cells, [Span("cin_plan", of, start, ended)]))
    row.inside += _enquiries(case, of, first, last)
    row.inside += [_plan(p, of, first, last) for p in case.plans if touches(p.start, p.end, first, last)]
    return row


def _enquiries(case: Case, of: Who, first: date, last: date) -> list[Row]:
    rows = []
    for enquiry in case.enquiries:
        held = known(enquiry.conference, last)
        if enquiry.start <= last and max(enquiry.start, held or date.min) >= first:
            cells: Cells = {"S47ActualStartDate": enquiry.start, "InitialCPCtarget": enquiry.target}
            cells |= {"DateOfInitialCPC": held, "ICPCnotRequired": enquiry.needless}
            spans = [Span("section_47", of, enquiry.start)] + ([Span("conference", of, held)] if held else [])
            rows.append(Row("Section47", cells, spans))
    return rows


def _plan(plan: Plan, of: Who, first: date, last: date) -> Row:
    end, latest = known(plan.end, last), plan.latest(last)
    cells: Cells = {"CPPstartDate": plan.start, "CPPendDate": end, "InitialCategoryOfAbuse": plan.initial}
    cells |= {"LatestCategoryOfAbuse": latest, "NumberOfPreviousCPP": plan.previous}
    cells["Reviews"] = [day for day in plan.reviews if first <= day <= last]
    words = {"category_of_abuse_latest": ABUSE[latest], "category_of_abuse_initial": ABUSE[plan.initial]}
    return Row(
        "ChildProtectionPlans", cells, [Span("cp_plan", of, plan.start, end, words=words, repeat=plan.previous > 0)]
    )
