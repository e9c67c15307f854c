"""A council's own report of its plans: the same plans in columns and words of its own."""

from datetime import date

from analysis.sources.synthesis.people import Authority, Child, Plan
from analysis.sources.synthesis.rows import Cells, Return, Row, Span, known, touches, who
from analysis.sources.synthesis.truth import group_of
from analysis.sources.synthesis.words import ABUSE
from analysis.sources.synthesis.write_tables import columns


def gather(authority: Authority) -> Return:
    """Every plan that was open from April before the first year to the day of the extract."""
    first, drawn = date(authority.first_year - 1, 4, 1), authority.extracted_on
    rows = [
        _row(plan, child, drawn)
        for child in authority.children
        for case in child.cases
        for plan in case.plans
        if touches(plan.start, plan.end, first, drawn)
    ]
    return Return("mapped", f"synthetic_plans_{drawn.isoformat()}", first, drawn, rows, ["cp_plan"])


def _row(plan: Plan, child: Child, drawn: date) -> Row:
    of, end, latest = who(child, drawn), known(plan.end, drawn), plan.latest(drawn)
    said: Cells = {"child": child.id, "family": f"SYNF{child.family:05d}", "ethnic_group": group_of(of)}
    said |= {"sex": of.sex.capitalize(), "born": child.born}
    said |= {"start": plan.start, "end": end, "previous_plans": plan.previous}
    said |= {"category_of_abuse_initial": ABUSE[plan.initial].capitalize()}
    said |= {"category_of_abuse_latest": ABUSE[latest].capitalize()}
    words = {"category_of_abuse_latest": ABUSE[latest]}
    span = Span("cp_plan", of, plan.start, end, words=words, repeat=plan.previous > 0)
    return Row("plans", {columns()["mapped"][field]: value for field, value in said.items()}, [span])
