"""The Standard Safeguarding Dataset on the day of the extract: who the children are, and their cases."""

from datetime import date

from analysis.sources.synthesis.dice import working_days
from analysis.sources.synthesis.people import Authority, Case, Child, Enquiry, Plan
from analysis.sources.synthesis.rows import Cells, Return, Row, Span, Who, known, months_before, who
from analysis.sources.synthesis.rows_dataset_care import care
from analysis.sources.synthesis.words import ABUSE, NEED

YEARS = 6
DATES = {  # of each table, the columns of the start and of the end
    "ssd_cin_episodes": ("cine_referral_date", "cine_close_date"),
    "ssd_cin_assessments": ("cina_assessment_start_date", "cina_assessment_auth_date"),
    "ssd_cin_plans": ("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    "ssd_s47_enquiry": ("s47e_s47_start_date", "s47e_s47_end_date"),
    "ssd_initial_cp_conference": ("icpc_icpc_date", "icpc_icpc_date"),
    "ssd_cp_plans": ("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    "ssd_cp_reviews": ("cppr_cp_review_date", "cppr_cp_review_date"),
    "ssd_cla_episodes": ("clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    "ssd_legal_status": ("lega_legal_status_start_date", "lega_legal_status_end_date"),
    "ssd_cla_placement": ("clap_cla_placement_start_date", "clap_cla_placement_end_date"),
}
KINDS = ["cp_plan", "care", "cin", "cin_plan", "referral", "section_47", "conference", "assessment"]


def gather(authority: Authority) -> Return:
    """What the dataset's script keeps on a day: six years back, each table by its own rule.

    Referrals go by their start unless the case is open, everything else by its end. The years before the authority's
    first are empty.
    """
    drawn = authority.extracted_on
    first = months_before(drawn, 12 * YEARS)
    rows = [row for child in authority.children for row in _child(child, first, drawn)]
    without = ("child_protection_plans_repeat",)  # no column says how many plans came before
    windows = {"cin": (drawn, drawn), "referral": (_next_april(first), drawn)}
    name = f"synthetic_{drawn.isoformat()}"
    return Return("safeguarding_dataset", name, first, drawn, rows, KINDS, without=without, windows=windows)


def _next_april(day: date) -> date:
    april = date(day.year, 4, 1)
    return april if april >= day else date(day.year + 1, 4, 1)


def _child(child: Child, first: date, drawn: date) -> list[Row]:
    of = who(child, drawn)
    rows: list[Row] = []
    for number, case in enumerate((case for case in child.cases if case.start <= drawn), start=1):
        rows += [row for row in _case(case, of, f"{child.id}-R{number}", drawn) if _kept(row, first)]
    return [_person(child, of), *_facts(child), *rows] if rows else []


def _kept(row: Row, first: date) -> bool:
    """Whether the script keeps a row: open, or ended on the first day or later; a referral by its start or open."""
    begin, end = DATES[row.table]
    last = row.cells[end]
    return last is None or (row.cells[begin] if row.table == "ssd_cin_episodes" else last) >= first


def _person(child: Child, of: Who) -> Row:
    born = "pers_expected_dob" if of.unborn else "pers_dob"
    cells: Cells = {"pers_person_id": child.id, "pers_legacy_id": child.id, "pers_ethnicity": child.ethnicity}
    cells |= {"pers_sex": "U" if of.unborn else child.sex, "pers_gender": "00" if of.unborn else child.sex}
    cells |= {born: child.born, "pers_upn_unknown": "UN1", "pers_send_flag": "N", "pers_is_mother": "N"}
    return Row("ssd_person", cells)


def _facts(child: Child) -> list[Row]:
    """The family, the disabilities and the immigration status of a child."""
    family = {"fami_table_id": f"{child.id}-F", "fami_family_id": f"SYNF{child.family:05d}", "fami_person_id": child.id}
    rows = [Row("ssd_family", family)]
    for code in child.disabilities:
        cells = {"disa_table_id": f"{child.id}-D{code}", "disa_person_id": child.id, "disa_disability_code": code}
        rows.append(Row("ssd_disability", cells))
    if child.unaccompanied_until:
        cells = {"immi_immigration_status_id": f"{child.id}-I", "immi_person_id": child.id}
        cells |= {"immi_immigration_status": "Unaccompanied Asylum Seeking Child"}
        dates = {"immi_immigration_status_start_date": child.cases[0].start}
        dates |= {"immi_immigration_status_end_date": child.unaccompanied_until}
        rows.append(Row("ssd_immigration_status", cells | dates))
    return rows


def _case(case: Case, of: Who, referral: str, drawn: date) -> list[Row]:
    end = known(case.end, drawn)
    cells: Cells = {"cine_referral_id": referral, "cine_person_id": of.child, "cine_referral_date": case.start}
    cells |= {"cine_cin_primary_need_code": case.need, "cine_referral_source_code": case.source}
    cells |= {"cine_referral_nfa": "Y" if case.nothing else "N", "cine_close_date": end}
    cells |= {"cine_close_reason": case.reason if end else None, "cine_referral_team": "Team 1"}
    words = {"category_of_need": NEED[case.need]}
    spans = [Span("referral", of, case.start)]
    spans += [] if case.nothing else [Span("cin", of, case.start, end, words=words)]
    rows = [Row("ssd_cin_episodes", cells, spans), *_worked_on(case, of, referral, drawn)]
    for number, enquiry in enumerate(case.enquiries, start=1):
        rows += _enquiry(enquiry, case, of, (referral, number), drawn)
    for number, plan in enumerate(case.plans, start=1):
        if plan.start <= drawn:
            rows += _plan(plan, of, (referral, number), drawn)
    for number, stay in enumerate(case.stays, start=1):
        rows += care(stay, of, (referral, number), drawn)
    return rows


def _worked_on(case: Case, of: Who, referral: str, drawn: date) -> list[Row]:
    rows = []
    for number, assessment in enumerate(case.assessments, start=1):
        if assessment.start <= drawn:
            end = known(assessment.end, drawn)
            cells: Cells = {"cina_assessment_id": f"{referral}-A{number}", "cina_person_id": of.child}
            cells |= {"cina_referral_id": referral, "cina_assessment_start_date": assessment.start}
            cells |= {"cina_assessment_auth_date": end, "cina_assessment_child_seen": "Y"}
            rows.append(Row("ssd_cin_assessments", cells, [Span("assessment", of, assessment.start, end)]))
    for number, (start, ended) in enumerate(case.need_plans, start=1):
        if start <= drawn:
            end = known(ended, drawn)
            cells = {"cinp_cin_plan_id": f"{referral}-N{number}", "cinp_referral_id": referral}
            cells |= {"cinp_person_id": of.child, "cinp_cin_plan_start_date": start, "cinp_cin_plan_end_date": end}
            rows.append(Row("ssd_cin_plans", cells, [Span("cin_plan", of, start, end)]))
    return rows


def _enquiry(enquiry: Enquiry, case: Case, of: Who, at: tuple[str, int], drawn: date) -> list[Row]:
    if enquiry.start > drawn:
        return []
    referral, number = at
    held, done = known(enquiry.conference, drawn), known(working_days(enquiry.start, 8), drawn)
    cells: Cells = {"s47e_s47_enquiry_id": f"{referral}-E{number}", "s47e_referral_id": referral}
    cells |= {"s47e_person_id": of.child, "s47e_s47_start_date": enquiry.start, "s47e_s47_end_date": held or done}
    cells |= {"s47e_s47_nfa": "Y" if enquiry.needless else "N"}
    rows = [Row("ssd_s47_enquiry", cells, [Span("section_47", of, enquiry.start)])]
    if held:
        plan = next((k for k, plan in enumerate(case.plans, start=1) if plan.start == held), 0)
        cells = {"icpc_icpc_id": f"{referral}-C{number}", "icpc_s47_enquiry_id": f"{referral}-E{number}"}
        cells |= {"icpc_person_id": of.child, "icpc_referral_id": referral, "icpc_icpc_transfer_in": "N"}
        cells |= {"icpc_icpc_target_date": enquiry.target, "icpc_icpc_date": held}
        cells |= {"icpc_cp_plan_id": f"{referral}-P{plan}" if plan else None}
        cells |= {"icpc_icpc_outcome_cp_flag": "Y" if plan else "N"}
        rows.append(Row("ssd_initial_cp_conference", cells, [Span("conference", of, held)]))
    return rows


def _plan(plan: Plan, of: Who, at: tuple[str, int], drawn: date) -> list[Row]:
    referral, number = at
    end, latest, name = known(plan.end, drawn), plan.latest(drawn), f"{referral}-P{number}"
    cells: Cells = {"cppl_cp_plan_id": name, "cppl_referral_id": referral, "cppl_person_id": of.child}
    cells |= {"cppl_icpc_id": f"{referral}-C{number}", "cppl_cp_plan_start_date": plan.start}
    cells |= {"cppl_cp_plan_end_date": end, "cppl_cp_plan_initial_category": plan.initial}
    cells |= {"cppl_cp_plan_latest_category": latest, "cppl_cp_plan_ola": "N"}
    words = {"category_of_abuse_latest": ABUSE[latest]}
    rows = [Row("ssd_cp_plans", cells, [Span("cp_plan", of, plan.start, end, words=words)])]
    for place, day in enumerate((day for day in plan.reviews if day <= drawn), start=1):
        cells = {"cppr_cp_review_id": f"{name}-V{place}", "cppr_person_id": of.child, "cppr_cp_plan_id": name}
        cells |= {"cppr_cp_review_date": day, "cppr_cp_review_due": day}
        cells |= {"cppr_cp_review_outcome_continue_cp": "N" if day == end else "Y", "cppr_cp_review_quorate": "Y"}
        rows.append(Row("ssd_cp_reviews", cells))
    return rows
