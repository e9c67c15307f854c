"""Synthetic returns: the same seed gives the same bytes, published figures are met, and readers count the truth."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from analysis.sources import annex_a, cin_census, ssda903
from analysis.sources import episodes as counting
from analysis.sources.returns.shape import Given
from analysis.sources.returns_folder import read_returns
from analysis.sources.synthetic import FORMATS, synthesise
from analysis.vocabulary.errors import WrongUse
from synthetic_rounds import DRAWN, GIVEN, ROTHERHAM, SMALL, differing, unsaid


def test_a_census_return_is_read_as_the_truth(tmp_path):
    made = synthesise(tmp_path, [ROTHERHAM], 7, formats=["cin_census"], **SMALL)
    readings = cin_census.read(sorted((tmp_path / "rotherham" / "cin_census").glob("*.xml")), GIVEN)
    assert len(readings) == 3
    truth = made.truth[ROTHERHAM, "cin_census"]
    assert truth["child_protection_plans", "2025-03-31", "point", "total", ""] == 9
    assert differing(readings, truth) == {}


def test_a_census_return_drawn_within_its_year_is_read_up_to_that_day(tmp_path):
    made = synthesise(tmp_path, [ROTHERHAM], 14, formats=["cin_census"], **{**SMALL, "extracted_on": date(2024, 9, 12)})
    readings = cin_census.read(sorted((tmp_path / "rotherham" / "cin_census").glob("*.xml")), GIVEN)
    assert [reading.covers[0].last for reading in readings][-2:] == [date(2024, 3, 31), date(2024, 9, 12)]
    assert differing(readings, made.truth[ROTHERHAM, "cin_census"]) == {}


@pytest.mark.parametrize(("name", "pattern"), [("", "*.csv"), ("_workbook", "*.xlsx"), ("_xml", "*.xml")])
def test_a_return_on_children_looked_after_is_read_as_the_truth(tmp_path, name, pattern):
    made = synthesise(tmp_path, [ROTHERHAM], 8, formats=[f"ssda903{name}"], **SMALL)
    readings = ssda903.read(sorted((tmp_path / "rotherham" / f"ssda903{name}").glob(pattern)), GIVEN)
    assert len(readings) == 3
    truth = made.truth[ROTHERHAM, f"ssda903{name}"]
    assert truth["children_in_care", "2025-03-31", "point", "total", ""] == 14
    assert differing(readings, truth) == {}


@pytest.mark.parametrize("drawn", [DRAWN, date(2024, 9, 12)])
def test_an_annex_a_is_read_as_the_truth(tmp_path, drawn):
    made = synthesise(tmp_path, [ROTHERHAM], 9, formats=["annex_a"], **{**SMALL, "extracted_on": drawn})
    given = replace(GIVEN, extracted_on=drawn)
    readings = annex_a.read(sorted((tmp_path / "rotherham" / "annex_a").glob("*.xlsx")), given)
    truth = made.truth[ROTHERHAM, "annex_a"]
    assert len({key[0] for key in truth}) > 8
    assert differing(readings, truth) == {}


READERS = {"annex_a": (annex_a, "*.xlsx"), "ssda903": (ssda903, "*.csv"), "cin_census": (cin_census, "*.xml")}
READERS |= {"ssda903_workbook": (ssda903, "*.xlsx"), "ssda903_xml": (ssda903, "*.xml")}


@pytest.mark.parametrize("mess", [pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow), 3])
@pytest.mark.parametrize("name", list(READERS))
def test_every_planted_fault_is_named_and_the_rest_is_counted(tmp_path, name, mess):
    made = synthesise(tmp_path, [ROTHERHAM], 20 + mess, mess=mess, formats=[name], **SMALL)
    reader, pattern = READERS[name]
    given = replace(GIVEN, extracted_on=DRAWN) if name == "annex_a" else GIVEN
    readings = reader.read(sorted((tmp_path / "rotherham" / name).glob(pattern)), given)
    assert len(made.ledger) > 5
    assert unsaid(readings, made.ledger) == []
    assert differing(readings, made.truth[ROTHERHAM, name]) == {}


def test_an_end_without_a_reason_and_with_nothing_after_it_is_an_ending(tmp_path):
    path = tmp_path / "2025_episodes.csv"
    rows = ["CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC", "SYN1,01/05/2024,S,C2,N1,U6,01/09/2024,"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (reading,) = ssda903.read([path], Given(today=date(2025, 6, 1)))
    found = counting.identity(counting.of_kind(reading.episodes, "care"), ["2024-03-31", "2025-03-31"])
    assert found.iloc[0][["before", "starts", "ends", "stock"]].tolist() == [0, 1, 1, 0]


def test_all_returns_tell_the_same_story(tmp_path):
    made = synthesise(tmp_path, [ROTHERHAM], 11, **SMALL)
    # Who is unborn, whose category changed and which status is the latest are as each return knew them.
    told_late = ("age_band", "sex", "category_of_abuse_latest", "legal_status")
    told, counts = {}, {}
    for (_, name), truth in made.truth.items():
        for key, count in truth.items():
            if key[3] not in told_late:
                told.setdefault(key[:3], set()).add(name)
                counts.setdefault(key, {})[name] = count
    several = {key: found for key, found in counts.items() if len(told[key[:3]]) > 1}
    assert len(several) > 300
    differ = [key for key, found in several.items() if len({found.get(name, 0) for name in told[key[:3]]}) > 1]
    assert differ == []


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path):
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        synthesise(tmp_path / name, [ROTHERHAM], seed, formats=["cin_census", "ssda903_workbook", "annex_a"], **SMALL)
    one, two, three = (everything(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one.keys() == three.keys()
    assert one != three


def test_the_folder_of_an_area_holds_returns_only(tmp_path):
    made = synthesise(tmp_path, [ROTHERHAM], 5, mess=1, **SMALL)
    assert sorted(path.name for path in (tmp_path / "truth" / "rotherham").iterdir()) == ["ledger.csv", "truth.csv"]
    found = read_returns(tmp_path / "rotherham", replace(GIVEN, extracted_on=DRAWN))
    assert found.unread == []
    assert {reading.source.removeprefix("returns_") for reading in found.readings} == set(FORMATS)
    assert len(found.readings) == 3 + 3 + 3
    with (tmp_path / "truth" / "rotherham" / "ledger.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(made.ledger)


def test_a_mess_that_is_not_known_is_refused(tmp_path):
    with pytest.raises(WrongUse, match="mess is 4"):
        synthesise(tmp_path, [ROTHERHAM], 1, mess=4)


def test_a_format_that_is_not_known_is_refused(tmp_path):
    with pytest.raises(WrongUse, match='"cin_sensus" is not a format of a return'):
        synthesise(tmp_path, [ROTHERHAM], 1, formats=["cin_sensus"], **SMALL)


@pytest.mark.slow
def test_a_whole_authority_is_read_as_the_truth(tmp_path):
    made = synthesise(tmp_path, [ROTHERHAM], 31, mess=3, formats=list(READERS), first_year=2023)
    for name, (reader, pattern) in READERS.items():
        given = replace(GIVEN, extracted_on=DRAWN) if name == "annex_a" else GIVEN
        readings = reader.read(sorted((tmp_path / "rotherham" / name).glob(pattern)), given)
        assert differing(readings, made.truth[ROTHERHAM, name]) == {}
