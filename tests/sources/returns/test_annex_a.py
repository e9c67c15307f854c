"""Annex A: each rule on a few rows of a little workbook. Every child is made up."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from openpyxl import load_workbook

from analysis.sources import annex_a
from analysis.sources.episodes import of_kind, stock
from analysis.sources.returns.shape import Given
from analysis.vocabulary.errors import AnalysisError
from little_annex_a import BORN, DRAWN, HEADERS, book, care, plan, who

GIVEN = Given(extracted_on=DRAWN, today=date(2026, 1, 1))


def reading(folder, lists, given=GIVEN, **more):
    (found,) = annex_a.read([book(folder, lists, **more)], given)
    return found


def rows_of(found, rule):
    return [problem["row"] for problem in found.problems if problem["rule"] == rule]


def rules(found):
    return {problem["rule"] for problem in found.problems} - {"column_absent"}


def use(found, number):
    (one,) = [file for file in found.files if file.what.startswith(f"List {number}:")]
    return one


def test_a_plan_is_read_with_its_dates_categories_and_child(tmp_path):
    found = reading(tmp_path, {7: [plan(before=2, end=date(2023, 3, 1))]})
    (one,) = found.episodes.to_dict("records")
    assert (one["kind"], one["child"], one["row"], one["sheet"]) == ("cp_plan", "SYN001", 2, "List 7")
    assert (one["start"], one["end"]) == (pd.Timestamp("2023-01-10"), pd.Timestamp("2023-03-01"))
    assert (one["category_of_abuse_initial"], one["category_of_abuse_latest"]) == ("neglect", "emotional")
    assert (one["sex"], one["ethnic_group"], one["previous_plans"]) == ("male", "White British", 2)
    assert rules(found) == set()


def test_a_period_in_care_is_read_with_status_placement_and_reason(tmp_path):
    row = care(end=date(2023, 2, 1), reason="k) E47: Ceased for another reason", alone="a) Yes")
    (one,) = reading(tmp_path, {8: [row]}).episodes.to_dict("records")
    assert (one["kind"], one["legal_status"], one["placement"]) == ("care", "Full care order", "Foster placements")
    assert (one["reason_ended"], one["unaccompanied"], one["category_of_need"]) == ("E47", True, "Abuse or neglect")


def test_an_enquiry_with_its_conference_makes_one_of_each(tmp_path):
    row = [*who(1), date(2023, 1, 2), "b) No", date(2023, 1, 20), "a) Yes"]
    found = reading(tmp_path, {5: [row]}).episodes.set_index("kind")
    assert found.loc["section_47", "outcome"] == "conference"
    assert (found.loc["conference", "outcome"], found.loc["conference", "since"]) == (
        "plan",
        pd.Timestamp("2023-01-02"),
    )


def test_a_referral_without_further_action_and_an_assessment_and_a_case(tmp_path):
    lists = {
        3: [[*who(1), date(2023, 1, 2), "a) 1A", "a) Yes"]],
        4: [[*who(1), date(2023, 1, 3), date(2023, 2, 1)]],
        6: [[*who(1), date(2023, 1, 2), "a) N1", None, ""]],
    }
    found = reading(tmp_path, lists).episodes.set_index("kind")
    assert found.loc["referral", "no_further_action"]
    assert found.loc["assessment", "end"] == pd.Timestamp("2023-02-01")
    assert found.loc["cin", "category_of_need"] == "Abuse or neglect"


@pytest.mark.parametrize("name", ["List 7", "list_7", "List 7 - CP plans ", "7", "Child protection"])
def test_a_list_is_found_by_its_name_or_by_its_columns(tmp_path, name):
    headers = {int("".join(c for c in name if c.isdigit()) or 0): HEADERS[7]}
    path = book(tmp_path, {name: [plan()]}, headers=headers)
    assert annex_a.claims(path)
    (found,) = annex_a.read([path], GIVEN)
    assert list(found.episodes["kind"]) == ["cp_plan"]


def test_adopters_never_count_as_children(tmp_path):
    found = reading(tmp_path, {7: [plan()], 11: [["SYN900", "b) Female", "a) WBRI", "b) No"]] * 3})
    assert len(found.episodes) == 1
    assert use(found, 11).set_aside == {"not_children": 3}


def test_title_rows_above_and_prefilled_rows_below_are_no_children(tmp_path):
    headers = {7: [*HEADERS[7], "Errors"]}
    below = [[None] * len(HEADERS[7]) + ["no id"]] * 3
    found = reading(tmp_path, {7: [plan()]}, above=[["List 7: plans, 31/03/2023"]], below=below, headers=headers)
    assert len(found.episodes) == 1
    assert (use(found, 7).rows_read, use(found, 7).set_aside) == (4, {"prefilled_row": 3})


def test_headers_are_matched_however_they_are_typed_and_age_is_never_manager(tmp_path):
    odd = ["ChildUniqueID", "Allocated Manager", "Gender ", "ETHNICITY", "date of birth", "Age", "Stage"]
    headers = {7: [*odd, "ChildProtectionPlanStartDate", "Initial Category of Abuse", "ChildProtectionPlanEndDate"]}
    row = ["SYN001", "nobody", "b) Female", "c) WIRT", BORN, 8, "late", date(2023, 1, 10), "PHY", None]
    (one,) = reading(tmp_path, {7: [row]}, headers=headers).episodes.to_dict("records")
    assert (one["sex"], one["ethnic_group"], one["category_of_abuse_initial"]) == (
        "female",
        "Irish Traveller",
        "physical",
    )


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("s) REFU", "Refused"),
        ("s) NOBT", "Not obtained"),
        ("t) NOBT", "Not obtained"),
        ("f) MWBC", "White and Black Caribbean"),
    ],
)
def test_the_text_after_the_bracket_decides_and_not_the_letter(tmp_path, said, group):
    assert list(reading(tmp_path, {7: [plan(group=said)]}).episodes["ethnic_group"]) == [group]


def test_two_plans_of_one_child_are_both_kept_and_the_child_counts_once(tmp_path):
    found = reading(tmp_path, {7: [plan(end=date(2023, 2, 1)), plan(start=date(2023, 3, 1))]})
    assert len(found.episodes) == 2
    assert list(stock(of_kind(found.episodes, "cp_plan"), [DRAWN])["count"]) == [1]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (plan(""), "blank_id"),
        (plan(start=None), "no_start"),
        (plan(start="soon"), "no_start"),
        (plan(end=date(2022, 1, 1)), "end_before_start"),
        (plan(start=date(2023, 4, 3)), "future_start"),
        (plan(9), "duplicate_row"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_named(tmp_path, row, rule):
    found = reading(tmp_path, {7: [plan(9), row]})
    assert len(found.episodes) == 1
    assert use(found, 7).set_aside == {rule: 1}
    assert rows_of(found, rule) == [3]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (plan("1.0"), "id_as_number"),
        (plan(group="Martian"), "unknown_ethnicity"),
        (plan(initial="z) ???"), "unknown_code"),
        (plan(end="never"), "unparseable_date"),
        (plan(end=date(2023, 4, 3)), "future_end"),
        (plan(end=date(2023, 1, 10)), "start_equals_end"),
        (plan(before="several"), "not_a_number"),
    ],
)
def test_a_fault_that_can_be_borne_is_named_and_the_row_is_used(tmp_path, row, rule):
    found = reading(tmp_path, {7: [row]})
    assert len(found.episodes) == 1
    assert rows_of(found, rule) == [2]


def test_an_unborn_child_is_on_a_plan_and_no_fault(tmp_path):
    found = reading(tmp_path, {7: [plan(sex="c) Not stated/recorded (or unborn)", born=None, age=None)]})
    assert list(found.episodes["unborn"]) == [True]
    assert rules(found) == set()


def test_care_before_birth_is_named_and_a_plan_before_birth_is_not(tmp_path):
    found = reading(tmp_path, {7: [plan(born=date(2023, 2, 1))], 8: [care(born=date(2023, 2, 1))]})
    assert rows_of(found, "start_before_birth") == [2]
    assert [p["sheet"] for p in found.problems if p["rule"] == "start_before_birth"] == ["List 8"]


def test_short_breaks_are_read_and_not_counted_in_care(tmp_path):
    found = reading(tmp_path, {8: [care(status="g) V4"), care(2)]})
    assert list(of_kind(found.episodes, "care")["child"]) == ["SYN002"]


def test_plans_of_another_council_are_left_out(tmp_path):
    headers = {7: [*HEADERS[7], "OLA"]}
    found = reading(tmp_path, {7: [[*plan(), "Y"], [*plan(2), "N"]]}, headers=headers)
    assert use(found, 7).set_aside == {"other_council_plan": 1}


def test_stock_is_complete_for_six_months_before_the_day_drawn_and_no_longer(tmp_path):
    found = reading(tmp_path, {7: [plan()]})
    assert [(c.kind, c.first, c.last) for c in found.covers] == [("cp_plan", date(2022, 10, 1), DRAWN)]


def test_without_a_date_the_latest_day_in_the_lists_is_taken_and_told(tmp_path):
    found = reading(tmp_path, {7: [plan(), plan(2, start=date(2023, 3, 20))]}, given=Given(today=date(2026, 1, 1)))
    assert found.extracted_on == date(2023, 3, 20)
    assert "extract_date_assumed" in rules(found)


def test_an_end_that_is_planned_does_not_tell_when_it_was_drawn(tmp_path):
    rows = [plan(start=date(2023, 3, 20)), plan(2, end=date(2023, 9, 1))]
    found = reading(tmp_path, {7: rows}, given=Given(today=date(2026, 1, 1)))
    assert found.extracted_on == date(2023, 3, 20)


def test_a_list_that_stands_twice_is_read_once(tmp_path):
    found = reading(tmp_path, {7: [plan()], "Copy of 7": [plan(2)]})
    assert list(found.episodes["child"]) == ["SYN001"]
    assert "sheet_twice" in rules(found)


def test_a_column_without_which_nothing_counts_stops_the_reading(tmp_path):
    headers = {7: [h for h in HEADERS[7] if "End Date" not in h]}
    with pytest.raises(AnalysisError, match="has no column 'Child Protection Plan End Date'"):
        reading(tmp_path, {7: [plan()[:8]]}, headers=headers)


def test_a_formula_that_nobody_calculated_stops_the_reading_at_its_cell(tmp_path):
    with pytest.raises(AnalysisError, match="cell F2 is a formula that holds no calculated value"):
        reading(tmp_path, {7: [plan(start="=D2+5")]})


def test_cells_merged_over_rows_stop_the_reading(tmp_path):
    path = book(tmp_path, {7: [plan(), plan(2)]})
    opened = load_workbook(path)
    opened["List 7"].merge_cells("F2:F3")
    opened.save(path)
    with pytest.raises(AnalysisError, match="F2:F3 is merged over several rows"):
        annex_a.read([path], GIVEN)


def test_days_counted_from_1904_are_the_same_days(tmp_path):
    path = book(tmp_path, {7: [plan()]})
    opened = load_workbook(path)
    opened.epoch = pd.Timestamp("1904-01-01").to_pydatetime()
    opened.save(path)
    (found,) = annex_a.read([path], GIVEN)
    assert list(found.episodes["start"]) == [pd.Timestamp("2023-01-10")]


def test_hidden_sheets_are_read_and_told(tmp_path):
    path = book(tmp_path, {7: [plan()], 8: [care()]})
    opened = load_workbook(path)
    opened["List 7"].sheet_state = "hidden"
    opened.save(path)
    (found,) = annex_a.read([path], GIVEN)
    assert "hidden_rows" in rules(found)
    assert len(found.episodes) == 2


CELL = st.sampled_from(["", None, "x", date(2023, 1, 10), date(2022, 12, 5), date(2023, 3, 31), "05/01/2023", 44927])
ROW = st.builds(
    plan, st.sampled_from(["", "1.0", "SYN1", "SYN2", "\u00a0SYN1 "]), CELL, CELL,
    st.sampled_from(["a) NEG", "??", ""]), before=st.sampled_from([0, 1, "", "x"]),
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(st.lists(ROW, max_size=10))
def test_every_row_is_used_or_set_aside_and_the_stock_is_what_a_plain_recount_gives(tmp_path, rows):
    found = reading(tmp_path, {7: [plan("SYN9"), *rows]})
    assert use(found, 7).rows_read == 1 + len(rows)
    counted = stock(of_kind(found.episodes, "cp_plan"), [DRAWN])["count"].iloc[0]
    assert counted == len(_open(rows) | {"SYN9"})
    assert not any("SYN" in str(problem["message"]) for problem in found.problems)


def _open(rows):
    """Children with a plan open on the day drawn, by a plain reading: of two rows with one start the last counts.

    A row that says the same as an earlier one is left out before that.
    """
    ends, met = {}, set()
    for child, _, _, _, _, start, category, _, end, before in rows:
        name, first, last = str(child).replace("\u00a0", "").strip().removesuffix(".0"), _day(start), _day(end)
        said = (name, first, last, category == "a) NEG", before if isinstance(before, int) else None)
        if name and first and first <= DRAWN and not (last and last < first) and said not in met:
            ends[name, first] = last
            met.add(said)
    return {name for (name, _), last in ends.items() if last is None or last > DRAWN}


def _day(cell):
    known = {"05/01/2023": date(2023, 1, 5), 44927: date(2023, 1, 1)}
    return cell if isinstance(cell, date) else known.get(cell)
