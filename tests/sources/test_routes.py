"""Where children go, on a few made-up rows: nothing is asked of what the return does not reach."""

from dataclasses import replace
from datetime import date

import pandas as pd

from analysis.sources.returns.shape import Coverage, Reading, episodes
from analysis.sources.routes import routes

FIRST, LAST = date(2022, 4, 1), date(2024, 3, 31)


def reading(*rows, first=FIRST, last=LAST, covered=None, **more):
    table = {name: [row[k] for row in rows] for k, name in enumerate(["kind", "child", "start", "end"])} | more
    table["start"], table["end"] = pd.to_datetime(table["start"]), pd.to_datetime(table["end"])
    kinds = covered or sorted({row[0] for row in rows})
    return Reading("returns_mapped", "one", [Coverage(k, first, last) for k in kinds], episodes(table), [], [], last)


def said(found, route, day="2023-03-31", span="year"):
    rows = found[(found["route"] == route) & (found["date"] == day) & (found["span"] == span)]
    return {row["answer"]: (row["count"], row["of"]) for row in rows.to_dict("records")}


def test_a_plan_that_ends_leads_to_care_a_case_another_plan_or_out():
    plans = [("cp_plan", name, "2022-05-01", "2022-09-30") for name in ("care", "case", "closed", "again")]
    rest = [
        ("care", "care", "2022-10-01", None),
        ("cin", "care", "2022-01-01", None),
        ("cin", "case", "2022-01-01", None),
        ("cin", "closed", "2022-01-01", "2022-10-01"),
        ("cp_plan", "again", "2022-10-01", None),
    ]
    found = said(routes([reading(*plans, *rest)]), "after_a_plan")
    assert found == {"care": (1, 4), "children in need": (1, 4), "closed": (1, 4), "another plan": (1, 4)}


def test_without_a_record_of_care_a_child_in_care_is_one_with_a_case():
    rows = [("cp_plan", "a", "2022-05-01", "2022-09-30"), ("cin", "a", "2022-01-01", None)]
    assert said(routes([reading(*rows)]), "after_a_plan") == {"children in need": (1, 1)}
    assert said(routes([reading(rows[0])]), "after_a_plan") == {}


def test_another_plan_counts_within_the_months_and_only_where_all_of_them_are_covered():
    rows = [
        ("cp_plan", "a", "2022-05-01", "2022-09-30"),
        ("cp_plan", "a", "2023-03-30", None),  # within six months
        ("cp_plan", "b", "2022-05-01", "2022-09-30"),
        ("cp_plan", "b", "2023-04-01", None),  # a day too late for six, within twelve
        ("cp_plan", "c", "2022-05-01", "2022-09-30"),
    ]
    found = routes([reading(*rows)])
    assert said(found, "another_plan_within_6_months") == {"within 6 months": (1, 3), "no": (2, 3)}
    assert said(found, "another_plan_within_12_months") == {"within 12 months": (2, 3), "no": (1, 3)}
    assert said(found, "another_plan_within_24_months") == {}


def test_the_next_step_may_be_on_the_same_day_and_belongs_to_the_same_child():
    rows = [
        ("referral", "a", "2022-05-01", None),
        ("assessment", "a", "2022-05-01", None),
        ("referral", "b", "2022-05-01", None),
        ("assessment", "b", "2022-08-02", None),
        ("referral", "c", "2022-05-01", None),
        ("assessment", "x", "2022-05-02", None),
    ]
    found = said(routes([reading(*rows)]), "referral_to_assessment")
    assert found == {"within 3 months": (1, 3), "no": (2, 3)}


def test_outcomes_are_those_that_the_return_states_and_a_blank_is_not_said():
    rows = [("section_47", name, "2022-05-01", None) for name in "abc"]
    found = routes([reading(*rows, outcome=["conference", "no conference", ""])])
    assert said(found, "section_47_outcome") == {"conference": (1, 3), "no conference": (1, 3), "not said": (1, 3)}


def test_of_two_extracts_the_later_answers():
    rows = [("section_47", name, "2022-05-01", None) for name in "ab"]
    early, late = reading(rows[0], outcome=["conference"]), reading(*rows, outcome=["conference", ""])
    early = replace(early, extracted_on=date(2023, 4, 1), name="early")
    assert said(routes([late, early]), "section_47_outcome") == {"conference": (1, 2), "not said": (1, 2)}


def test_no_return_gives_an_empty_table():
    assert routes([]).empty
