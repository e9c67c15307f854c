"""A council's own report of its plans: the same plans in columns and words of its own."""

from datetime import date

from analysis.sources.synthesis.people import Authority
from analysis.sources.synthesis.rows import Cells, Return, Row, Span, known, touches, who
from analysis.sources.synthesis.truth import group_of
from analysis.sources.synthesis.words import ABUSE


def gather(authority: Authority) -> Return:
    """Every plan that was open from April before the first year to the day of the extract."""
    first, drawn = date(authority.first_year - 1, 4, 1), authority.extracted_on
    rows = []
    for child in authority.children:
        of = who(child, drawn)
        common: Cells = {"child": child.id, "family": f"SYNF{child.family:05d}", "ethnic_group": group_of(of)}
        common |= {"sex": of.sex.capitalize(), "born": child.born}
        for plan in (
            plan for case in child.cases for plan in case.plans if touches(plan.start, plan.end, first, drawn)
        ):
            end, latest = known(plan.end, drawn), plan.latest(drawn)
            cells: Cells = {"start": plan.start, "end": end, "previous_plans": plan.previous}
            cells |= {"category_of_abuse_initial": ABUSE[plan.initial].capitalize()}
            cells |= {"category_of_abuse_latest": ABUSE[latest].capitalize()}
            words = {"category_of_abuse_latest": ABUSE[latest]}
            span = Span("cp_plan", of, plan.start, end, words=words, repeat=plan.previous > 0)
            rows.append(Row("plans", common | cells, [span]))
    return Return("mapped", f"synthetic_plans_{drawn.isoformat()}", first, drawn, rows, ["cp_plan"])
