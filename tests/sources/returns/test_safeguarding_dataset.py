"""The Standard Safeguarding Dataset: each rule on a few rows, and what holds for any rows. Every child is made up."""

import csv
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from analysis.sources import safeguarding_dataset
from analysis.sources.episodes import flows, stock
from analysis.sources.returns import ssd_parquet
from analysis.sources.returns.shape import EPISODES, Given
from analysis.vocabulary.errors import AnalysisError

TOLD = Given(extracted_on=date(2025, 6, 15), today=date(2025, 7, 1))


def table(path, rows, columns=None):
    """A CSV with a column for every name that a row has."""
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    return path


def person(child="SYN1", sex="F", group="WBRI", born="2015-02-01 00:00:00", due="", **more):
    said = {"pers_person_id": child, "pers_sex": sex, "pers_ethnicity": group}
    return said | {"pers_dob": born, "pers_expected_dob": due, "pers_forename": "NOBODY"} | more


def plan(child="SYN1", start="2024-01-10 00:00:00", end="", key="P1", latest="Neglect", ola="N"):
    said = {"cppl_cp_plan_id": key, "cppl_person_id": child, "cppl_cp_plan_start_date": start}
    said |= {"cppl_cp_plan_end_date": end, "cppl_cp_plan_initial_category": "Physical abuse"}
    return said | {"cppl_cp_plan_latest_category": latest, "cppl_cp_plan_ola": ola}


def case(child="SYN1", start="2024-01-10", end="", key="R1", nfa="N", reason="", json=""):
    said = {"cine_referral_id": key, "cine_person_id": child, "cine_referral_date": start, "cine_close_date": end}
    said |= {"cine_close_reason": reason, "cine_cin_primary_need_code": "N1", "cine_referral_source_code": "6"}
    return said | {"cine_referral_nfa": nfa, "cine_referral_outcome_json": json}


def enquiry(child="SYN1", start="2024-01-10", end="2024-01-20", key="S1", nfa="N", json=""):
    said = {"s47e_s47_enquiry_id": key, "s47e_person_id": child, "s47e_s47_start_date": start}
    return said | {"s47e_s47_end_date": end, "s47e_s47_nfa": nfa, "s47e_s47_outcome_json": json}


def conference(child="SYN1", held="2024-01-25", key="C1", of="S1", flag="Y", moved="N"):
    said = {"icpc_icpc_id": key, "icpc_s47_enquiry_id": of, "icpc_person_id": child, "icpc_icpc_date": held}
    return said | {"icpc_icpc_transfer_in": moved, "icpc_icpc_outcome_cp_flag": flag}


def review(child="SYN1", held="2024-04-01", key="V1", of="P1"):
    said = {"cppr_cp_review_id": key, "cppr_person_id": child, "cppr_cp_plan_id": of}
    return said | {"cppr_cp_review_date": held, "cppr_cp_review_due": "2024-04-05"}


def stay(child="SYN1", start="2024-01-10", end="", key="E1", opens="S", reason="", placed=""):
    said = {"clae_cla_episode_id": key, "clae_person_id": child, "clae_cla_id": "K" + child}
    said |= {"clae_cla_episode_start_date": start, "clae_cla_episode_start_reason": opens}
    said |= {"clae_cla_episode_ceased_date": end, "clae_cla_episode_ceased_reason": reason}
    return said | {"clae_cla_primary_need_code": "N1", "clae_cla_placement_id": placed}


def status(child="SYN1", said="C2", start="2024-01-10", end="", key="L1"):
    row = {"lega_legal_status_id": key, "lega_person_id": child, "lega_legal_status": said}
    return row | {"lega_legal_status_start_date": start, "lega_legal_status_end_date": end}


def placement(child="SYN1", kind="U4", start="2024-01-10", end="", key="Q1"):
    row = {"clap_cla_placement_id": key, "clap_cla_id": "KSYN1", "clap_person_id": child}
    row |= {"clap_cla_placement_type": kind, "clap_cla_placement_start_date": start}
    return row | {"clap_cla_placement_end_date": end}


ONE = (person(),)


def reading(folder, given=TOLD, persons=ONE, **tables):
    """The reading of these tables, a file each; persons come with them unless they are taken out."""
    paths = [table(folder / f"{name}.csv", rows) for name, rows in tables.items()]
    if persons:
        paths.append(table(folder / "persons.csv", list(persons)))
    (found,) = safeguarding_dataset.read(paths, given)
    return found


def rows_of(found, rule):
    return [p["row"] for p in found.problems if p["rule"] == rule]


def kinds(found, kind):
    return found.episodes[found.episodes["kind"] == kind].reset_index(drop=True)


def days(*written):
    return [pd.NaT if day is None else pd.Timestamp(day) for day in written]


def test_a_plan_becomes_an_episode_with_the_child_s_characteristics(tmp_path):
    found = reading(tmp_path, plans=[plan(latest="Multiple: [Neglect, Physical abuse]")])
    (one,) = found.episodes.to_dict("records")
    assert list(found.episodes) == EPISODES
    assert (one["kind"], one["child"], one["file"], one["row"]) == ("cp_plan", "SYN1", "plans.csv", 2)
    assert (one["sex"], one["ethnic_group"], one["born"]) == ("female", "White British", pd.Timestamp("2015-02-01"))
    assert (one["category_of_abuse_initial"], one["category_of_abuse_latest"]) == ("physical", "multiple")
    assert pd.isna(one["previous_plans"])
    assert found.extracted_on == date(2025, 6, 15)


def test_tables_are_told_by_their_columns_in_any_order_and_case(tmp_path):
    columns = [name.upper() for name in reversed(plan())]
    path = table(tmp_path / "export 7.csv", [{k.upper(): v for k, v in plan().items()}], columns)
    assert safeguarding_dataset.claims(path)
    (found,) = safeguarding_dataset.read([path], TOLD)
    assert list(found.episodes["start"]) == days("2024-01-10")


def test_a_file_of_something_else_is_not_claimed(tmp_path):
    (tmp_path / "ssd_cp_plans.csv").write_text("area,count\nx,1\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "zeros.csv").write_bytes(b"a\0\0b")
    (tmp_path / "open.csv").write_text('"never closed', encoding="utf-8")
    table(tmp_path / "one.csv", [{"cppl_cp_plan_id": "P1", "what": "x"}])
    names = ["ssd_cp_plans", "empty", "zeros", "open", "one"]
    assert not any(safeguarding_dataset.claims(tmp_path / f"{name}.csv") for name in names)


def test_a_column_that_is_only_alike_is_not_taken_for_another(tmp_path):
    row = case()
    row["cine_referral_source_desc"] = row.pop("cine_referral_source_code")
    found = reading(tmp_path, cases=[row])
    assert set(found.episodes["referral_source"]) == {""}
    assert "cine_referral_source_code" in [p["column"] for p in found.problems if p["rule"] == "column_absent"]


def test_a_table_without_a_column_that_it_needs_stops_the_reading(tmp_path):
    row = plan()
    del row["cppl_cp_plan_end_date"]
    with pytest.raises(AnalysisError, match=r"plans\.csv lacks the column cppl_cp_plan_end_date"):
        reading(tmp_path, plans=[row])


def test_a_column_twice_stops_the_reading(tmp_path):
    row = plan() | {"CPPL_PERSON_ID": "SYN1"}
    with pytest.raises(AnalysisError, match="has the column cppl_person_id of the table ssd_cp_plans twice"):
        reading(tmp_path, plans=[row])


def test_two_files_of_one_table_stop_the_reading(tmp_path):
    with pytest.raises(AnalysisError, match=r"plans\.csv and plans2\.csv both hold the table ssd_cp_plans"):
        reading(tmp_path, plans=[plan()], plans2=[plan("SYN2")])


def test_names_and_columns_from_elsewhere_are_never_read(tmp_path):
    found = reading(tmp_path, plans=[plan() | {"ward": "NOWHERE"}])
    assert [p["column"] for p in found.problems if p["rule"] == "extra_column"] == ["ward"]
    assert "NOBODY" not in found.episodes.to_csv() + str(found.problems)


def test_a_table_that_nothing_counts_from_is_recognised(tmp_path):
    visits = [{"cppv_cp_visit_id": "1", "cppv_cp_visit_date": "2024-01-01"}] * 3
    found = reading(tmp_path, visits=visits, plans=[plan()])
    assert [use.set_aside for use in found.files if use.file == "visits.csv"] == [{"table_not_used": 3}]


def test_placeholders_are_blank_and_named_by_column(tmp_path):
    rows = [plan(end="1900-01-01 00:00:00"), plan("SYN1", "1900-01-01", key="P2"), plan("SSD_PH", key="P3")]
    found = reading(tmp_path, plans=rows)
    assert rows_of(found, "no_start") == [3]
    assert rows_of(found, "blank_id") == [4]
    assert list(found.episodes["end"]) == days(None)
    named = {p["column"] for p in found.problems if p["rule"] == "placeholder"}
    assert named == {"cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"}


def test_a_plan_of_another_council_is_left_out(tmp_path):
    found = reading(tmp_path, plans=[plan(), plan(start="2024-02-01", key="P2", ola="Y")])
    assert rows_of(found, "other_council_plan") == [3]
    assert len(found.episodes) == 1


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"child": ""}, "blank_id"),
        ({"start": ""}, "no_start"),
        ({"start": "02/13/2024"}, "no_start"),
        ({"end": "2024-01-09"}, "end_before_start"),
        ({"start": "2025-06-16"}, "future_start"),
        ({"key": "P9"}, "duplicate_row"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_named(tmp_path, changed, rule):
    found = reading(tmp_path, plans=[plan(), plan(**changed)])
    assert rows_of(found, rule) == [3]
    assert len(found.episodes) == 1


def test_of_two_rows_with_one_id_the_last_is_used(tmp_path):
    found = reading(tmp_path, plans=[plan(), plan(end="2024-05-01")])
    assert rows_of(found, "id_twice") == [2]
    assert list(found.episodes["end"]) == days("2024-05-01")


def test_an_end_after_the_extract_is_open_and_an_end_on_it_is_not(tmp_path):
    found = reading(tmp_path, plans=[plan(end="2025-06-16"), plan("SYN2", end="2025-06-15")])
    assert rows_of(found, "future_end") == [2]
    assert list(found.episodes["end"]) == days(None, "2025-06-15")


def test_overlapping_plans_are_kept_and_named(tmp_path):
    found = reading(tmp_path, plans=[plan(), plan(start="2024-02-01", key="P2")])
    assert rows_of(found, "two_open_plans") == [3]
    assert len(found.episodes) == 2


def test_a_child_that_is_no_person_is_kept_with_nothing_known(tmp_path):
    found = reading(tmp_path, plans=[plan("SYN9")])
    (one,) = found.episodes.to_dict("records")
    assert rows_of(found, "not_in_header") == [2]
    assert (one["sex"], one["ethnic_group"], one["disability"]) == ("unknown", "Unclassified", "unknown")
    assert not one["unborn"]
    assert pd.isna(one["born"])


def test_without_persons_it_is_said_once(tmp_path):
    found = reading(tmp_path, persons=(), plans=[plan(), plan("SYN2")])
    assert len(rows_of(found, "no_table_of_children")) == 1
    assert rows_of(found, "not_in_header") == []


@pytest.mark.parametrize(
    ("who", "unborn", "born"),
    [
        (person(born="", due="2025-08-01", sex="U"), True, None),
        (person(born="", due="2025-08-01", sex="M"), True, None),
        (person(born="", due="2025-06-01", sex="U"), True, None),
        (person(born="", due="2008-01-01", sex="M"), False, "2008-01-01"),
        (person(born="", due="2008-01-01", sex=""), False, "2008-01-01"),
        (person(born="2025-05-01", due="2025-06-20"), False, "2025-05-01"),
        (person(born="", due=""), False, None),
    ],
)
def test_an_expected_date_alone_is_unborn_only_when_to_come_or_flagged(tmp_path, who, unborn, born):
    found = reading(tmp_path, persons=[who], plans=[plan()])
    assert list(found.episodes["unborn"]) == [unborn]
    assert list(found.episodes["born"]) == days(born)
    assert len(rows_of(found, "birth_estimated")) == (not unborn and who["pers_dob"] == "" and born is not None)


def test_an_unaccompanied_child_of_unknown_sex_has_an_estimated_birth(tmp_path):
    asylum = [{"immi_person_id": "SYN1", "immi_immigration_status": "Unaccompanied Asylum Seeking Child"}]
    found = reading(tmp_path, persons=[person(born="", due="2008-01-01", sex="U")], plans=[plan()], immigration=asylum)
    assert list(found.episodes["unborn"]) == [False]
    assert list(found.episodes["unaccompanied"]) == [True]


def test_two_persons_of_one_id_are_one_and_the_first_known_value_counts(tmp_path):
    found = reading(tmp_path, persons=[person(sex="U", group="REFU"), person(sex="M", group="")], plans=[plan()])
    assert rows_of(found, "duplicate_child") == [2, 3]
    assert list(found.episodes["sex"]) == ["male"]
    assert len(found.episodes) == 1


def test_the_misprint_of_the_specification_is_read_and_an_unknown_ethnicity_is_not_other(tmp_path):
    found = reading(
        tmp_path, persons=[person(group="CNHE"), person("SYN2", group="martian")], plans=[plan(), plan("SYN2")]
    )
    assert list(found.episodes["ethnic_group"]) == ["Chinese", "Unclassified"]
    assert rows_of(found, "unknown_ethnicity") == [3]


def test_any_code_of_disability_is_yes_and_none_alone_is_no(tmp_path):
    codes = [("SYN1", "NONE"), ("SYN1", "AUT"), ("SYN2", "NONE"), ("SYN3", "??")]
    rows = [{"disa_person_id": child, "disa_disability_code": code} for child, code in codes]
    found = reading(tmp_path, disability=rows, plans=[plan(f"SYN{k}") for k in (1, 2, 3, 4)])
    assert list(found.episodes["disability"]) == ["yes", "no", "unknown", "unknown"]
    assert rows_of(found, "unknown_code") == [5]


def test_the_family_is_the_one_that_most_rows_say_and_the_smallest_on_a_tie(tmp_path):
    pairs = [("SYN1", "F9"), ("SYN1", "F9"), ("SYN1", "F1"), ("SYN2", "F3"), ("SYN2", "F2"), ("SYN3", "")]
    rows = [{"fami_person_id": child, "fami_family_id": family} for child, family in pairs]
    found = reading(tmp_path, family=rows, plans=[plan(f"SYN{k}") for k in (1, 2, 3)])
    assert list(found.episodes["family"]) == ["F9", "F2", ""]
    assert rows_of(found, "several_families") == [4, 5]
    assert rows_of(found, "blank_family") == [7]


def asylum(start, end, said="UASC"):
    return {
        "immi_person_id": "SYN1",
        "immi_immigration_status": said,
        "immi_immigration_status_start_date": start,
        "immi_immigration_status_end_date": end,
    }


@pytest.mark.parametrize(
    ("row", "flagged", "until"),
    [
        (asylum("2023-01-01", ""), True, None),
        (asylum("2023-01-01", "2030-01-01"), True, "2030-01-01"),
        (asylum("2023-01-01", "2024-01-10"), False, None),
        (asylum("2024-07-01", ""), False, None),
        (asylum("2024-07-01", "", "Refugee Status"), False, None),
        (asylum("2023-01-01", "", "Adult Asylum Seeker"), False, None),
    ],
)
def test_a_child_is_unaccompanied_while_the_status_says_so(tmp_path, row, flagged, until):
    found = reading(tmp_path, immigration=[row], plans=[plan(end="2024-06-30")])
    assert list(found.episodes["unaccompanied"]) == [flagged]
    assert list(found.episodes["unaccompanied_until"]) == days(until)


def test_a_referral_without_further_action_is_no_case(tmp_path):
    rows = [
        case(),
        case("SYN2", key="R2", nfa="Y"),
        case("SYN3", key="R3", nfa="", json='{"OUTCOME_NFA_FLAG":"Y","OUT'),
    ]
    found = reading(tmp_path, cases=rows)
    assert list(kinds(found, "referral")["no_further_action"]) == [False, True, True]
    assert list(kinds(found, "cin")["child"]) == ["SYN1"]
    assert set(kinds(found, "referral")["referral_source"]) == {"Police"}


@pytest.mark.parametrize("json", ['{"NFA_FLAG":"', '{"NFA_FL', '{"NFA_FLAG":"N"}', "no json", '{"NFA_FLAG":"N/A'])
def test_an_outcome_cut_off_or_in_no_known_form_says_nothing(tmp_path, json):
    found = reading(tmp_path, cases=[case(nfa="", json=json)])
    assert len(kinds(found, "cin")) == 1


def test_a_case_closed_has_its_reason_in_words(tmp_path):
    found = reading(tmp_path, cases=[case(end="2024-05-01", reason="RC1"), case("SYN2", key="R2", reason="RC1")])
    assert list(kinds(found, "cin")["reason_ended"]) == ["Adopted", ""]
    assert rows_of(found, "reason_without_end") == [3]


def test_a_conference_is_timed_from_its_enquiry_and_a_transfer_in_is_not(tmp_path):
    rows = [conference(), conference("SYN2", key="C2", moved="Y"), conference("SYN3", key="C3", of="S404", flag="N")]
    found = reading(tmp_path, enquiries=[enquiry()], conferences=rows)
    held = kinds(found, "conference")
    assert list(held["since"]) == days("2024-01-10", None, None)
    assert list(held["outcome"]) == ["plan", "plan", "no plan"]
    assert list(held["child"]) == ["SYN1", "SYN2", "SYN3"]
    assert rows_of(found, "transfer_in") == [3]


def test_an_enquiry_says_whether_a_conference_followed(tmp_path):
    rows = [
        enquiry(),
        enquiry("SYN2", key="S2", json='{"CP_CONFERENCE_FLAG": "N"}'),
        enquiry("SYN3", key="S3", nfa="Y"),
        enquiry("SYN4", key="S4", json='{"CP_CONFERENCE_FLAG":"Y"}'),
        enquiry("SYN5", key="S5"),
    ]
    with_table = reading(tmp_path, enquiries=rows, conferences=[conference()])
    without = reading(tmp_path, enquiries=rows)
    assert list(kinds(with_table, "section_47")["outcome"]) == ["conference", "no conference", "no conference", "", ""]
    assert kinds(without, "section_47")["outcome"][3] == "conference"


def test_a_meeting_without_a_day_has_not_been_held(tmp_path):
    found = reading(tmp_path, conferences=[conference(held="")], reviews=[review(held=""), review(held="x", key="V2")])
    assert rows_of(found, "not_yet_held") == [2, 2]
    assert rows_of(found, "no_start") == [3]


def test_a_review_names_its_child_itself_or_by_its_plan(tmp_path):
    rows = [
        review(child=""),
        review(child="", key="V2", of="P404"),
        review(child="", key="V3", of=""),
        review(key="V4", of="P404"),
    ]
    found = reading(tmp_path, plans=[plan()], reviews=rows)
    held = kinds(found, "review")
    assert list(held["child"]) == ["SYN1", "SYN1"]
    assert list(held["since"]) == days("2024-01-10", None)
    assert rows_of(found, "parent_not_here") == [3]
    assert rows_of(found, "blank_id") == [4]


def test_a_review_of_another_council_s_plan_is_left_out_with_it(tmp_path):
    found = reading(tmp_path, plans=[plan(ola="Y")], reviews=[review(), review(key="V2", of="P2")])
    assert rows_of(found, "other_council_plan") == [2, 2]
    assert len(kinds(found, "review")) == 1


def test_reviews_without_a_column_of_children_are_read_by_their_plans(tmp_path):
    row = review()
    del row["cppr_person_id"]
    found = reading(tmp_path, plans=[plan()], reviews=[row])
    assert list(kinds(found, "review")["child"]) == ["SYN1"]


def test_the_other_name_of_a_child_in_need_plan_s_id_is_known(tmp_path):
    row = {"cin_plan_id": "N1", "cinp_person_id": "SYN1"}
    row |= {"cinp_cin_plan_start_date": "2024-01-01", "cinp_cin_plan_end_date": ""}
    found = reading(tmp_path, plans=[row])
    assert list(kinds(found, "cin_plan")["start"]) == days("2024-01-01")
    assert not rows_of(found, "column_absent")


def test_an_assessment_ends_when_it_is_authorised(tmp_path):
    row = {"cina_assessment_id": "A1", "cina_person_id": "SYN1"}
    row |= {"cina_assessment_start_date": "2024-01-01", "cina_assessment_auth_date": "2024-02-10"}
    found = reading(tmp_path, assessments=[row])
    assert list(kinds(found, "assessment")["end"]) == days("2024-02-10")


def test_episodes_of_care_are_chained_as_the_return_on_children_looked_after_does(tmp_path):
    rows = [
        stay(end="2024-03-01", reason="X1"),
        stay(start="2024-03-01", end="2024-05-01", key="E2", opens="P", reason="E4A"),
        stay("SYN2", key="E3"),
        stay("SYN2", start="2024-02-01", key="E4", opens="L", end="2024-04-01", reason="E8 other"),
    ]
    found = reading(tmp_path, care=rows, legal=[status(), status("SYN2")])
    assert list(found.episodes["opens"]) == [True, False, True, False]
    assert list(found.episodes["closes"]) == [False, True, False, True]
    assert list(found.episodes["reason_ended"]) == ["", "E4A", "", "E8"]
    assert list(found.episodes["end"]) == days("2024-03-01", "2024-05-01", "2024-02-01", "2024-04-01")
    assert rows_of(found, "open_then_another") == [4]


@pytest.mark.parametrize(("opens", "closes"), [("S", True), ("P", False)])
def test_an_overlap_is_cut_and_ends_the_period_only_where_another_opens(tmp_path, opens, closes):
    rows = [stay(end="2024-05-01", reason="E8"), stay(start="2024-03-01", key="E2", opens=opens)]
    found = reading(tmp_path, care=rows, legal=[status()])
    assert rows_of(found, "overlapping") == [2]
    assert found.episodes["end"][0] == pd.Timestamp("2024-03-01")
    assert found.episodes["closes"][0] == closes


def test_a_legal_status_no_longer_holds_on_the_day_it_ends(tmp_path):
    found = reading(tmp_path, care=[stay()], legal=[status(start="2024-01-01", end="2024-01-10")])
    assert list(found.episodes["legal_status"]) == [""]


def test_where_no_reason_can_be_read_episodes_that_touch_are_one_period(tmp_path):
    rows = [
        stay(end="2024-03-01", opens="began", reason="moved"),
        stay(start="2024-03-01", end="2024-05-01", key="E2", opens="", reason=""),
    ]
    found = reading(tmp_path, care=rows, legal=[status()])
    assert list(found.episodes["opens"]) == [True, False]
    assert list(found.episodes["closes"]) == [False, True]
    assert rows_of(found, "unknown_code") == [2, 2]
    assert rows_of(found, "end_without_reason") == [3]


def test_an_extract_date_to_come_stops_the_reading(tmp_path):
    with pytest.raises(AnalysisError, match="extract date of the dataset is a day to come"):
        reading(tmp_path, given=Given(extracted_on=date(2025, 7, 2), today=date(2025, 7, 1)), plans=[plan()])


def test_an_episode_is_cut_where_the_legal_status_changes(tmp_path):
    legal = [status(said="C1", end="2024-02-01"), status(said="Full care order", start="2024-02-01", key="L2")]
    found = reading(tmp_path, care=[stay(end="2024-05-01", reason="E8")], legal=legal)
    assert list(found.episodes["start"]) == days("2024-01-10", "2024-02-01")
    assert list(found.episodes["end"]) == days("2024-02-01", "2024-05-01")
    assert list(found.episodes["legal_status"]) == ["Interim care order", "Full care order"]
    assert list(found.episodes["opens"]) == [True, False]
    assert list(found.episodes["closes"]) == [False, True]
    assert [use.rows_used for use in found.files if use.file == "care.csv"] == [1]


def test_the_placement_is_the_one_an_episode_names_else_the_one_of_the_day(tmp_path):
    places = [placement(end="2024-02-01"), placement(kind="K2", start="2024-02-01", key="Q2")]
    named = reading(tmp_path, care=[stay(placed="Q2")], placements=places, legal=[status()])
    unnamed = reading(tmp_path, care=[stay()], placements=places, legal=[status()])
    homes = "Secure homes and children's homes"
    assert list(named.episodes["placement"]) == [homes]
    assert list(unnamed.episodes["placement"]) == ["Foster placements", homes]


def test_a_placement_without_a_child_belongs_to_the_child_of_its_period(tmp_path):
    row = placement()
    del row["clap_person_id"]
    found = reading(tmp_path, care=[stay()], placements=[row, row | {"clap_cla_id": "K404"}], legal=[status()])
    assert list(found.episodes["placement"]) == ["Foster placements"]
    assert rows_of(found, "parent_not_here") == [3]


def test_short_breaks_are_marked_and_end_nothing(tmp_path):
    rows = [stay("SYN1"), stay("SYN2", key="E2")]
    found = reading(tmp_path, care=rows, legal=[status(said="V4"), status("SYN2")])
    assert list(found.episodes["short_breaks"]) == [True, False]
    assert rows_of(found, "short_breaks") == [2]


def test_a_status_that_is_none_of_care_is_not_used(tmp_path):
    found = reading(tmp_path, care=[stay()], legal=[status(), status(said="SGO", start="2024-02-01", key="L2")])
    assert rows_of(found, "status_not_of_care") == [3]
    assert len(found.episodes) == 1


def test_without_legal_statuses_short_breaks_cannot_be_told(tmp_path):
    found = reading(tmp_path, care=[stay()])
    assert len(rows_of(found, "short_breaks_unknown")) == 1


def test_placements_without_episodes_of_care_are_not_used(tmp_path):
    found = reading(tmp_path, legal=[status()], plans=[plan()])
    assert [use.set_aside for use in found.files if use.file == "legal.csv"] == [{"table_not_used": 1}]


def test_the_extract_date_is_given_or_the_latest_event_up_to_today(tmp_path):
    rows = [plan(end="2025-05-30"), plan("SYN2", start="2031-01-01", key="P2")]
    found = reading(tmp_path, given=Given(today=date(2025, 7, 1)), plans=rows)
    assert found.extracted_on == date(2025, 5, 30)
    assert len(rows_of(found, "extract_date_assumed")) == 1
    assert found.covers[0].first == date(2019, 7, 1)


def test_without_any_date_nothing_is_covered(tmp_path):
    found = reading(tmp_path, given=Given(today=date(2025, 7, 1)), plans=[plan(start="")])
    assert found.covers == []
    assert len(rows_of(found, "no_extract_date")) == 1


def test_each_kind_is_covered_by_the_rule_of_its_table(tmp_path):
    found = reading(tmp_path, cases=[case()], plans=[plan()], care=[stay()], conferences=[conference(held="")])
    covered = {c.kind: (c.first, c.last) for c in found.covers}
    drawn_on = date(2025, 6, 15)
    assert covered == {
        "cp_plan": (date(2019, 6, 15), drawn_on),
        "care": (date(2019, 6, 15), drawn_on),
        "referral": (date(2020, 4, 1), drawn_on),
        "cin": (drawn_on, drawn_on),
    }
    assert len(rows_of(found, "empty_table")) == 1
    assert "It is ssd_cp_reviews." in " ".join(p["message"] for p in found.problems if p["rule"] == "module_absent")


def test_six_years_before_a_leap_day_begin_on_the_first_of_march(tmp_path):
    found = reading(tmp_path, given=Given(extracted_on=date(2024, 2, 29), today=date(2025, 7, 1)), plans=[plan()])
    assert found.covers[0].first == date(2018, 3, 1)


def test_an_extract_of_the_first_of_april_loses_no_year_of_referrals(tmp_path):
    found = reading(tmp_path, given=Given(extracted_on=date(2025, 4, 1), today=date(2025, 7, 1)), cases=[case()])
    assert {c.kind: c.first for c in found.covers}["referral"] == date(2019, 4, 1)


def parquet(path, names):
    footer = b"\0".join(name.encode() for name in names)
    path.write_bytes(b"PAR1" + b"rows" + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    return path


def test_parquet_is_claimed_by_its_columns_and_without_its_library_one_is_told_to_bring_csv(tmp_path, monkeypatch):
    monkeypatch.setattr(ssd_parquet, "find_spec", lambda _: None)
    path = parquet(tmp_path / "plans.parquet", plan())
    assert safeguarding_dataset.claims(path)
    assert not safeguarding_dataset.claims(parquet(tmp_path / "other.parquet", ["area", "count"]))
    with pytest.raises(AnalysisError, match=r"plans\.parquet is Parquet, which needs the package pyarrow"):
        safeguarding_dataset.read([path], TOLD)


class Library:
    """What stands for pyarrow.parquet: it holds one plan."""

    frame = pd.DataFrame([plan() | {"cppl_cp_plan_start_date": pd.Timestamp("2024-01-10"), "cppl_person_id": 7.0}])

    def read_schema(self, _):
        return pd.Series({"names": list(self.frame)})

    def read_table(self, _, columns):
        return pd.Series({"to_pandas": lambda: self.frame[columns]})


def test_parquet_is_read_where_its_library_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(ssd_parquet, "find_spec", lambda _: True)
    monkeypatch.setattr(ssd_parquet, "_library", Library)
    (found,) = safeguarding_dataset.read([parquet(tmp_path / "plans.parquet", plan())], TOLD)
    (one,) = found.episodes.to_dict("records")
    assert (one["child"], one["start"], one["row"]) == ("7", pd.Timestamp("2024-01-10"), 1)


DAYS = st.sampled_from(["", "x", "1900-01-01", "2024-01-10", "10/01/2024", "2024-03-01", "2024-06-30", "2031-01-01"])
CHILDREN = st.sampled_from(["", "SYN1", "SYN2", "SYN3"])
KEYS = st.sampled_from(["", "1", "2", "3"])
PLANS = st.lists(st.builds(plan, CHILDREN, DAYS, DAYS, KEYS, ola=st.sampled_from(["Y", "N", "", "?"])), max_size=8)
CASES = st.lists(st.builds(case, CHILDREN, DAYS, DAYS, KEYS, st.sampled_from(["Y", "N", ""])), max_size=6)
STAYS = st.lists(
    st.builds(stay, CHILDREN, DAYS, DAYS, KEYS, st.sampled_from(["S", "P", "?"]), st.sampled_from(["X1", "E8", ""])),
    max_size=8,
)
STATUSES = st.lists(st.builds(status, CHILDREN, st.sampled_from(["C2", "V4", "SGO"]), DAYS, DAYS), max_size=6)
MEETINGS = st.lists(st.builds(conference, CHILDREN, DAYS, KEYS, KEYS), max_size=5)
REVIEWS = st.lists(st.builds(review, CHILDREN, DAYS, KEYS, KEYS), max_size=5)
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def emptied(folder):
    for path in folder.glob("*.csv"):
        path.unlink()
    return folder


@QUICK
@drawn(PLANS, CASES, STAYS, STATUSES, MEETINGS, REVIEWS)
def test_every_row_is_used_or_set_aside_and_named(tmp_path, plans, cases, stays, statuses, meetings, reviews):
    rows = {"plans": plans, "cases": cases, "care": stays, "legal": statuses, "meetings": meetings, "reviews": reviews}
    found = reading(emptied(tmp_path), **{name: some for name, some in rows.items() if some})
    for use in found.files:
        at = [p for p in found.problems if p["file"] == use.file]
        assert use.rows_read == len(rows.get(use.file[:-4], [1]))
        for rule, number in use.set_aside.items():
            assert rule == "table_not_used" or sum(p["rule"] == rule for p in at) >= number
    assert (found.episodes["start"] <= pd.Timestamp("2025-06-15")).all()
    assert not (found.episodes["end"] < found.episodes["start"]).any()
    assert not any("SYN" in str(p["message"]) for p in found.problems)
    assert found.episodes["born"].notna().sum() == (found.episodes["child"] == "SYN1").sum()


READ = {"2024-01-10": 10, "10/01/2024": 10, "2024-03-01": 61, "2024-06-30": 182}


def recounted(rows):
    """The plans (child, start, end) that the rules leave, by plain reading of the rows; days counted within 2024."""
    left = []
    for at, row in enumerate(rows):
        child, key = row["cppl_person_id"], row["cppl_cp_plan_id"]
        start, end = READ.get(row["cppl_cp_plan_start_date"]), READ.get(row["cppl_cp_plan_end_date"], 999)
        if child and start and start <= end and row["cppl_cp_plan_ola"] != "Y":
            left.append((at, child, start, end, key))
    once = [p for k, p in enumerate(left) if p[1:4] not in [q[1:4] for q in left[:k]]]
    last = [p for k, p in enumerate(once) if not p[4] or (p[1], p[4]) not in [(q[1], q[4]) for q in once[k + 1 :]]]
    return [p[1:4] for p in last]


@QUICK
@drawn(PLANS)
def test_plans_count_as_a_plain_recount_does(tmp_path, rows):
    found = reading(emptied(tmp_path), plans=[*rows, plan("SYN9", key="9")]).episodes
    expected = [*recounted(rows), ("SYN9", 10, 999)]
    for number, day in ((61, "2024-03-01"), (60, "2024-02-29"), (182, "2024-06-30"), (400, "2025-01-01")):
        open_ = {child for child, start, end in expected if start <= number < end}
        assert stock(found, [day])["count"].sum() == len(open_)
    moved = flows(found, [("2024-01-01", "2024-03-01")]).iloc[0]
    assert moved["starts"] == sum(start <= 61 for _, start, _ in expected)
    assert moved["ends"] == sum(end <= 61 for _, _, end in expected)


@QUICK
@drawn(STAYS, STATUSES)
def test_no_child_is_in_two_places_of_care_on_one_day(tmp_path, stays, statuses):
    tables = {"care": [*stays, stay("SYN9", key="9")], "legal": [*statuses, status("SYN9")]}
    found = reading(emptied(tmp_path), **tables).episodes
    for day in pd.date_range("2024-01-10", "2024-08-01", freq="17D"):
        here = found[(found["start"] <= day) & ~(found["end"] <= day)]
        assert not here.duplicated(["child", "short_breaks"]).any()


UNSAID = st.lists(st.builds(stay, CHILDREN, DAYS, DAYS, KEYS, st.just(""), st.just("")), max_size=8)


@QUICK
@drawn(UNSAID, STATUSES)
def test_care_without_reasons_adds_up_from_one_day_to_the_next(tmp_path, stays, statuses):
    tables = {"care": [*stays, stay("SYN9", key="9")], "legal": [*statuses, status("SYN9")]}
    found = reading(emptied(tmp_path), **tables).episodes
    starts, ends = found["start"][found["opens"]], found["end"][found["closes"]]
    for day in pd.date_range("2024-01-01", "2025-06-01", freq="50D"):
        here = found[(found["start"] <= day) & ~(found["end"] <= day)]
        assert len(here) == (starts <= day).sum() - (ends <= day).sum()


def recounted_care(rows):
    """The episodes (child, start, end, opens, closes) by plain reading: the last of a start, cut at the next one."""
    last = {}
    for row in dict.fromkeys(tuple(row[name] for name in CARE) for row in rows):
        child, opens, reason = row[0], row[2], row[4]
        start, end = READ.get(row[1]), READ.get(row[3], 999)
        if child and start and start <= end:
            last[child, start, end > start] = (end, opens == "S", reason == "E8" and end < 999)
    found = []
    for (child, start, long), (end, opens, closes) in last.items():
        later = sorted(key for key in last if key[0] == child and key > (child, start, long))
        until = later[0][1] if later else 999
        goes_on = end > until and not last[later[0]][1]
        found.append((child, start, min(end, until), opens, closes and not goes_on))
    return found


CARE = ["clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_start_reason"]
CARE += ["clae_cla_episode_ceased_date", "clae_cla_episode_ceased_reason"]
SAID = st.lists(
    st.builds(stay, CHILDREN, DAYS, DAYS, st.just(""), st.sampled_from("SP"), st.sampled_from(["X1", "E8"])), max_size=8
)


@QUICK
@drawn(SAID)
def test_care_counts_as_a_plain_recount_does(tmp_path, rows):
    found = reading(emptied(tmp_path), care=[*rows, stay("SYN9", reason="X1")]).episodes
    expected = [*recounted_care(rows), ("SYN9", 10, 999, True, False)]
    for number, day in ((10, "2024-01-10"), (61, "2024-03-01"), (181, "2024-06-29"), (400, "2025-01-01")):
        open_ = {child for child, start, end, *_ in expected if start <= number < end}
        assert stock(found, [day])["count"].sum() == len(open_)
    moved = flows(found, [("2024-01-01", "2024-06-30")]).iloc[0]
    assert moved["starts"] == sum(opens for *_, opens, _ in expected)
    assert moved["ends"] == sum(closes for *_, closes in expected)


def test_without_the_table_of_immigration_nothing_is_said_of_unaccompanied_children(tmp_path):
    found = reading(tmp_path, ssd_cla_episodes=[stay()])
    assert found.silent == {"unaccompanied"}
    assert "It is ssd_immigration_status." in " ".join(row["message"] for row in found.problems)
