"""The CIN census as episodes: one test a rule, on little synthetic files."""

from datetime import date

import pandas as pd
import pytest

import little_census as little
from analysis.sources import cin_census
from analysis.sources.returns.shape import Given
from analysis.vocabulary.errors import AnalysisError
from little_census import case, child, message, plan

TODAY = Given(today=date(2026, 1, 1))


def reading(folder, *children, given=TODAY, **header):
    (found,) = cin_census.read([little.write(folder, message(*children, **header))], given)
    return found


def of(found, kind):
    return found.episodes[found.episodes["kind"] == kind]


def rules(found):
    return {row["rule"] for row in found.problems} - {"module_absent"}


def use(found, sheet):
    (one,) = [file for file in found.files if file.sheet == sheet]
    return one


WHOLE = child(
    1,
    case(
        ("Assessments", {"AssessmentActualStartDate": "2023-05-02", "AssessmentAuthorisationDate": "2023-06-01"}),
        ("CINPlanDates", {"CINPlanStartDate": "2023-06-02"}),
        ("Section47", {"S47ActualStartDate": "2023-05-03", "DateOfInitialCPC": "2023-05-20", "ICPCnotRequired": "0"}),
        plan("2023-05-20", "", ("Reviews", [("CPPreviewDate", "2023-08-01"), ("CPPreviewDate", "2023-12-01")])),
        ReferralSource="6",
        PrimaryNeedCode="N1",
    ),
)


def test_every_module_becomes_episodes_of_its_kind(tmp_path):
    found = reading(tmp_path, WHOLE)
    counted = found.episodes["kind"].value_counts()
    assert counted[counted > 0].to_dict() == {
        "referral": 1, "cin": 1, "assessment": 1, "cin_plan": 1, "section_47": 1, "conference": 1, "cp_plan": 1,
        "review": 2,
    }  # fmt: skip
    assert rules(found) == set()
    assert set(found.episodes["child"]) == {"SYN001"}
    assert {(c.kind, c.first, c.last) for c in found.covers} == {
        (kind, date(2023, 4, 1), date(2024, 3, 31)) for kind in counted[counted > 0].index
    }
    assert (found.year_ending, found.extracted_on) == (date(2024, 3, 31), date(2024, 3, 31))


def test_an_episode_says_the_module_and_the_line_where_its_element_starts(tmp_path):
    found = reading(tmp_path, WHOLE)
    lines = (tmp_path / "return.xml").read_text().splitlines()
    for sheet, row in zip(found.episodes["sheet"], found.episodes["row"], strict=True):
        assert lines[row - 1].startswith(("<CPPreviewDate>", f"<{sheet}>"))


def test_a_plan_carries_its_categories_and_previous_plans_and_its_reviews_carry_its_start(tmp_path):
    found = reading(tmp_path, WHOLE)
    one = of(found, "cp_plan").iloc[0]
    assert (one["category_of_abuse_initial"], one["category_of_abuse_latest"]) == ("neglect", "emotional")
    assert one["previous_plans"] == 0
    assert set(of(found, "review")["since"]) == {pd.Timestamp("2023-05-20")}


def test_a_blank_number_of_previous_plans_is_missing_and_not_none(tmp_path):
    found = reading(tmp_path, child(1, case(plan("2023-05-20", NumberOfPreviousCPP=""))))
    assert of(found, "cp_plan")["previous_plans"].isna().all()


def test_an_enquiry_and_its_conference_and_plan_are_joined(tmp_path):
    found = reading(tmp_path, WHOLE)
    one = of(found, "conference").iloc[0]
    assert (one["start"], one["since"]) == (pd.Timestamp("2023-05-20"), pd.Timestamp("2023-05-03"))
    assert one["outcome"] == "plan"
    assert list(of(found, "section_47")["outcome"]) == ["conference"]


@pytest.mark.parametrize(("needless", "outcome"), [("true", "no conference"), ("1", "no conference"), ("False", "")])
def test_an_enquiry_without_a_conference_says_so_only_where_none_was_needed(tmp_path, needless, outcome):
    enquiry = ("Section47", {"S47ActualStartDate": "2023-05-03", "ICPCnotRequired": needless})
    assert list(of(reading(tmp_path, child(1, case(enquiry))), "section_47")["outcome"]) == [outcome]


def conference(day):
    return "Section47", {"S47ActualStartDate": "2023-05-03", "DateOfInitialCPC": day, "ICPCnotRequired": "0"}


def outcomes(found):
    return list(of(found, "conference").sort_values("start")["outcome"])


def test_a_conference_without_a_plan_of_its_case_led_to_none(tmp_path):
    other = child(2, case(plan("2023-05-20")))
    assert outcomes(reading(tmp_path, child(1, case(conference("2023-05-20"))), other)) == ["no plan"]


def test_a_plan_came_of_the_last_conference_before_it(tmp_path):
    one = child(1, case(conference("2023-05-20"), conference("2023-09-01"), plan("2023-09-01")))
    assert outcomes(reading(tmp_path, one)) == ["no plan", "plan"]


@pytest.mark.parametrize(
    "modules",
    [
        [case(conference("2023-05-20"))],  # the return holds no plans
        [case(conference("2023-05-20"), plan("2023-05-10"))],  # on a plan already
        [case(conference("2023-05-20"), plan("soon"))],  # a plan that cannot be read
        [case(conference("2023-05-20")), case(plan("2023-05-20"), referral="2023-05-04")],  # under another case
    ],
)
def test_the_outcome_of_a_conference_is_blank_where_the_return_does_not_settle_it(tmp_path, modules):
    assert outcomes(reading(tmp_path, child(1, *modules))) == [""]


def test_a_conference_said_in_two_places_is_one(tmp_path):
    found = reading(tmp_path, child(1, case(conference("2023-05-20"), DateOfInitialCPC="2023-05-20")))
    assert list(of(found, "conference")["sheet"]) == ["Section47"]
    assert "conference_twice" in rules(found)


def test_a_conference_recorded_with_the_case_has_no_enquiry(tmp_path):
    one = of(reading(tmp_path, child(1, case(DateOfInitialCPC="2023-05-20"))), "conference").iloc[0]
    assert one["sheet"] == "CINdetails"
    assert pd.isna(one["since"])


def test_a_conference_still_to_come_is_not_counted(tmp_path):
    found = reading(tmp_path, child(1, case(conference("2024-04-20"))))
    assert of(found, "conference").empty
    assert list(of(found, "section_47")["outcome"]) == [""]
    assert "future_date" in rules(found)


def test_a_conference_before_its_enquiry_is_named(tmp_path):
    assert "conference_before_enquiry" in rules(reading(tmp_path, child(1, case(conference("2023-05-01")))))


@pytest.mark.parametrize("nothing", ["1", "true", "True"])
def test_a_referral_that_led_to_nothing_is_a_referral_and_no_case(tmp_path, nothing):
    found = reading(tmp_path, child(1, case(ReferralNFA=nothing)))
    assert of(found, "referral")["no_further_action"].all()
    assert of(found, "cin").empty
    assert rules(found) == {"no_further_action"}


def test_a_case_runs_from_the_referral_to_its_closure(tmp_path):
    found = reading(tmp_path, child(1, case(CINclosureDate="2023-07-01", ReasonForClosure="RC1")))
    one = of(found, "cin").iloc[0]
    assert (one["end"], one["reason_ended"]) == (pd.Timestamp("2023-07-01"), "Adopted")
    assert of(found, "referral")["end"].isna().all()


def test_a_child_with_only_an_expected_date_of_birth_is_unborn(tmp_path):
    one = child(1, case(), PersonBirthDate="", ExpectedPersonBirthDate="2024-05-01", Sex="U")
    found = reading(tmp_path, one).episodes
    assert found["unborn"].all()
    assert found["born"].isna().all()


@pytest.mark.parametrize(("element", "code"), [("Sex", "M"), ("GenderCurrent", "1"), ("Sex", "1")])
def test_sex_is_read_from_either_element_in_letters_or_digits(tmp_path, element, code):
    found = reading(tmp_path, child(1, case(), **({"Sex": ""} | {element: code})))
    assert set(found.episodes["sex"]) == {"male"}


def test_disability_is_yes_for_any_code_but_none(tmp_path):
    def one(number, *codes):
        return child(number, case(), ("Disabilities", [("Disability", code) for code in codes]))

    found = of(reading(tmp_path, one(1, "NONE"), one(2, "MOB", "HEAR"), one(3)), "cin")
    assert list(found["disability"]) == ["no", "yes", "unknown"]


def test_an_ethnicity_on_no_list_is_unclassified_and_named(tmp_path):
    found = reading(tmp_path, child(1, case(), Ethnicity="ZZZZ"))
    assert set(found.episodes["ethnic_group"]) == {"Unclassified"}
    assert "unknown_ethnicity" in rules(found)


def test_a_child_in_two_elements_is_one_child_with_what_either_knows(tmp_path):
    found = reading(tmp_path, child(1, case(), Ethnicity="", Sex=""), child(1, case(referral="2023-06-01")))
    assert set(found.episodes["child"]) == {"SYN001"}
    assert set(found.episodes["ethnic_group"]) == {"White British"}
    assert set(found.episodes["sex"]) == {"female"}
    assert rules(found) == {"duplicate_child"}


def test_a_child_without_an_id_is_set_aside_with_every_row(tmp_path):
    found = reading(tmp_path, child(1, case(plan("2023-05-20")), LAchildID=" "), child(2, case()))
    assert set(found.episodes["child"]) == {"SYN002"}
    assert use(found, "CINdetails").set_aside == use(found, "ChildProtectionPlans").set_aside == {"blank_id": 1}


ASIDE = [
    ([plan("2023-05-20"), plan("2023-05-20", LatestCategoryOfAbuse="PHY")], "duplicate_row"),
    ([plan("2023-05-20", "2023-05-19"), plan("2023-06-20")], "end_before_start"),
    ([plan("20-20"), plan("2023-06-20")], "no_start"),
    ([plan("2024-04-01"), plan("2023-06-20")], "future_start"),
]


@pytest.mark.parametrize(("plans", "rule"), ASIDE)
def test_a_plan_that_cannot_be_counted_is_set_aside_by_rule_and_line(tmp_path, plans, rule):
    found = reading(tmp_path, child(1, case(*plans)))
    assert len(of(found, "cp_plan")) == 1
    assert use(found, "ChildProtectionPlans").set_aside == {rule: 1}
    (problem,) = [row for row in found.problems if row["rule"] == rule]
    assert (problem["file"], problem["sheet"]) == ("return.xml", "ChildProtectionPlans")
    assert isinstance(problem["row"], int)


NAMED = [
    ([case(plan("2023-05-20", "2023-05-20"))], "start_equals_end"),
    ([case(plan("2023-05-20"), plan("2023-06-20"))], "two_open_plans"),
    ([case(plan("2023-05-20", "2023-07-01"), plan("2023-06-20"))], "overlapping_plans"),
    ([case(plan("2023-04-20"))], "plan_before_referral"),
    ([case(plan("2023-05-20"), ReferralNFA="1")], "plan_under_no_further_action"),
    ([case(plan("2023-05-20", "2024-05-01"))], "future_end"),
    ([case(plan("2023-05-20", LatestCategoryOfAbuse="XX"))], "unknown_code"),
    ([case(ReasonForClosure="RC7")], "reason_without_end"),
    ([case(PrimaryNeedCode="N77")], "unknown_code"),
    ([case(("CINreferralDate", "2023-05-02"))], "element_twice"),
    ([case(CINclosureDate="0203-05-02")], "implausible_date"),
    ([case(CINclosureDate="soon")], "unparseable_date"),
]


@pytest.mark.parametrize(("cases", "rule"), NAMED)
def test_what_is_doubtful_is_named_and_still_counted(tmp_path, cases, rule):
    found = reading(tmp_path, child(1, *cases))
    assert rule in rules(found)
    assert all(not file.set_aside for file in found.files)


def test_a_plan_that_ends_as_the_next_begins_overlaps_nothing(tmp_path):
    found = reading(tmp_path, child(1, case(plan("2023-05-20", "2023-06-20"), plan("2023-06-20"))))
    assert rules(found) == set()


def test_an_end_after_the_day_of_the_extract_is_still_open_on_it(tmp_path):
    found = reading(tmp_path, child(1, case(plan("2023-05-20", "2024-04-01"))))
    assert of(found, "cp_plan")["end"].isna().all()


def test_a_module_that_is_not_counted_is_set_aside_whole(tmp_path):
    found = reading(tmp_path, child(1, case(("PreProceedingsandFGDM", {"PPStartDate": "2023-05-01"}))))
    assert use(found, "PreProceedingsandFGDM").set_aside == {"table_not_used": 1}


def test_a_module_that_is_absent_is_not_covered(tmp_path):
    found = reading(tmp_path, child(1, case()))
    assert {cover.kind for cover in found.covers} == {"referral", "cin"}
    assert "module_absent" in {row["rule"] for row in found.problems}


def test_the_reference_date_counts_where_the_year_disagrees(tmp_path):
    found = reading(tmp_path, child(1, case()), Year="2023")
    assert found.year_ending == date(2024, 3, 31)
    assert rules(found) == {"year_disagrees"}


@pytest.mark.parametrize(
    ("given", "header"),
    [
        (Given(extracted_on=date(2023, 12, 1)), {}),
        (TODAY, {"DateTime": "2023-12-01T09:30:00"}),
        (Given(today=date(2023, 12, 1)), {}),
    ],
)
def test_a_return_drawn_in_the_year_counts_nothing_later(tmp_path, given, header):
    one = child(1, case(plan("2023-05-20", "2023-12-02"), plan("2023-12-02")))
    found = reading(tmp_path, one, given=given, **header)
    assert {cover.last for cover in found.covers} == {date(2023, 12, 1)}
    assert rules(found) == {"drawn_in_year", "future_end", "future_start"}


def test_a_date_of_export_before_the_year_is_passed_over(tmp_path):
    found = reading(tmp_path, child(1, case()), DateTime="2001-12-17T09:30:47.0Z")
    assert found.extracted_on == date(2024, 3, 31)
    assert rules(found) == {"extract_date_ignored"}


def test_a_return_drawn_before_its_year_began_is_refused(tmp_path):
    with pytest.raises(AnalysisError, match=r"begins on 01 April 2023, and was drawn before that"):
        reading(tmp_path, child(1, case()), given=Given(extracted_on=date(2023, 3, 1)))


def test_the_return_of_another_authority_is_refused(tmp_path):
    with pytest.raises(AnalysisError, match=r"return.xml is the return of another authority: LEA .* is not 371"):
        reading(tmp_path, child(1, case()), given=Given(dfe_code="371"))


def test_a_return_that_names_no_authority_is_read_and_named(tmp_path):
    assert rules(reading(tmp_path, child(1, case()), LEA="", given=Given(dfe_code="372"))) == {"no_authority"}


def test_a_return_without_a_year_asks_for_one(tmp_path):
    with pytest.raises(AnalysisError, match="does not say which year it is for"):
        reading(tmp_path, child(1, case()), Year="", ReferenceDate="")


def test_several_files_are_several_readings(tmp_path):
    one = little.write(tmp_path, message(child(1, case())), "one.xml")
    other = little.write(tmp_path, message(child(1, case()), Year="2025", ReferenceDate="2025-03-31"), "other.xml")
    found = cin_census.read([one, other], TODAY)
    assert [reading.year_ending.year for reading in found] == [2024, 2025]
