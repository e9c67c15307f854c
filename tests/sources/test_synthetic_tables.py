"""A council's own report and the Safeguarding Dataset, as they are made synthetically, are read as their truth."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.sources import mapped, safeguarding_dataset
from analysis.sources.synthetic import synthesise
from synthetic_rounds import DRAWN, GIVEN, ROTHERHAM, SMALL, differing, unsaid

MESS = [pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow), 3]


@pytest.mark.parametrize("drawn", [DRAWN, date(2024, 9, 12)])
def test_a_report_of_the_councils_own_is_read_as_the_truth_by_its_mapping(tmp_path, drawn):
    made = synthesise(tmp_path, [ROTHERHAM], 12, formats=["mapped"], **{**SMALL, "extracted_on": drawn})
    readings = mapped.read(sorted((tmp_path / "rotherham" / "mapped").glob("*.csv")), GIVEN)
    (cover,) = readings[0].covers
    assert (cover.kind, cover.first, cover.last) == ("cp_plan", date(2022, 4, 1), drawn)
    assert readings[0].problems == []
    truth = made.truth[ROTHERHAM, "mapped"]
    assert truth["child_protection_plans_started", "2024-03-31", "year", "total", ""] == 12
    assert differing(readings, truth) == {}


@pytest.mark.parametrize("mess", MESS)
def test_the_faults_of_a_report_are_named_and_the_rest_is_counted(tmp_path, mess):
    made = synthesise(tmp_path, [ROTHERHAM], 40 + mess, mess=mess, formats=["mapped"], **SMALL)
    readings = mapped.read(sorted((tmp_path / "rotherham" / "mapped").glob("*.csv")), GIVEN)
    assert len(made.ledger) > 15
    assert unsaid(readings, made.ledger) == []
    assert differing(readings, made.truth[ROTHERHAM, "mapped"]) == {}


def read_dataset(folder, drawn=DRAWN):
    home = folder / "rotherham" / "safeguarding_dataset"
    return safeguarding_dataset.read(sorted(home.rglob("*.csv")), replace(GIVEN, extracted_on=drawn))


@pytest.mark.parametrize("drawn", [DRAWN, date(2024, 9, 12), date(2024, 2, 29)])
def test_the_dataset_is_read_as_the_truth(tmp_path, drawn):
    made = synthesise(tmp_path, [ROTHERHAM], 15, formats=["safeguarding_dataset"], **{**SMALL, "extracted_on": drawn})
    (reading,) = read_dataset(tmp_path, drawn)
    kinds = {"assessment", "care", "cin", "cin_plan", "conference", "cp_plan", "referral", "section_47"}
    assert {cover.kind for cover in reading.covers} - {"review"} == kinds
    truth = made.truth[ROTHERHAM, "safeguarding_dataset"]
    assert sum(key[:2] == ("children_in_care", "2024-01-31") for key in truth) > 8
    assert differing([reading], truth) == {}


def test_the_dataset_keeps_six_years(tmp_path):
    early = {**SMALL, "first_year": 2017}
    made = synthesise(tmp_path, [ROTHERHAM], 16, formats=["safeguarding_dataset"], **early)
    readings = read_dataset(tmp_path)
    truth = made.truth[ROTHERHAM, "safeguarding_dataset"]
    days = {measure: sorted(key[1] for key in truth if key[0] == measure) for measure in {key[0] for key in truth}}
    assert days["children_in_care"][0] == days["child_protection_plans"][0] == "2019-03-31"
    assert set(days["children_in_need"]) == {"2025-03-31"}
    assert days["referrals"][0] == "2019-04-30"
    plans = pd.read_csv(next(tmp_path.rglob("ssd_cp_plans.csv")), dtype=str, keep_default_na=False)
    ends = plans["cppl_cp_plan_end_date"]
    assert (ends[ends != ""] >= "2019-03-31").all()
    assert differing(readings, truth) == {}


@pytest.mark.parametrize("mess", MESS)
def test_the_faults_of_the_dataset_are_named_and_the_rest_is_counted(tmp_path, mess):
    made = synthesise(tmp_path, [ROTHERHAM], 50 + mess, mess=mess, formats=["safeguarding_dataset"], **SMALL)
    readings = read_dataset(tmp_path)
    rules = {fault["rule"] for fault in made.ledger}
    assert rules >= {"blank_id", "unparseable_date", "placeholder", "duplicate_row", "end_before_start", "future_end"}
    assert rules >= {"unknown_ethnicity", "parent_not_here", "not_yet_held", "not_in_header", "id_twice"}
    assert unsaid(readings, made.ledger) == []
    assert differing(readings, made.truth[ROTHERHAM, "safeguarding_dataset"]) == {}


def test_the_dataset_hangs_together(tmp_path):
    made = synthesise(tmp_path, [ROTHERHAM], 13, formats=["safeguarding_dataset"], **SMALL)
    home = tmp_path / "rotherham" / "safeguarding_dataset" / "synthetic_2025-03-31"
    tables = {path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in home.glob("*.csv")}
    people = set(tables["ssd_person"]["pers_person_id"])
    assert set(tables["ssd_cp_plans"]["cppl_person_id"]) <= people
    assert set(tables["ssd_cp_plans"]["cppl_icpc_id"]) <= set(tables["ssd_initial_cp_conference"]["icpc_icpc_id"])
    placements = set(tables["ssd_cla_placement"]["clap_cla_placement_id"])
    assert set(tables["ssd_cla_episodes"]["clae_cla_placement_id"]) == placements
    on_plans = (tables["ssd_cp_plans"]["cppl_cp_plan_end_date"] == "").sum()
    truth = made.truth[ROTHERHAM, "safeguarding_dataset"]
    assert on_plans == truth["child_protection_plans", "2025-03-31", "point", "total", ""]
