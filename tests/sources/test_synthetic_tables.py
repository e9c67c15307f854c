"""A council's own report and the Safeguarding Dataset, as they are made synthetically, are read as their truth."""

from datetime import date

import pytest

from analysis.sources import mapped
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
