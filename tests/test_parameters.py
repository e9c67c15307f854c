"""The parameters of a run: every name known, every value of its type, or one sentence."""

import math
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.runs.parameters import NAMES, Parameters, check_parameters, choose_period, from_text
from analysis.runs.plan import read_plan
from analysis.vocabulary.errors import AnalysisError, WrongUse
from analysis.vocabulary.periods import Quarter

USUAL = {"area": "E08000018", "period": "2022-23 Q4"}


def test_an_area_and_a_period_are_enough():
    given_back = check_parameters(USUAL).model_dump()
    assert given_back == USUAL | {"vintage": "latest", "audience": "public", "confidence": 0.95}


def test_nothing_is_needed_for_the_usual_area_is_in_analysis_toml():
    assert check_parameters({}).model_dump()["area"] == ""
    assert check_parameters({}).period == "latest"


def test_a_code_of_another_time_is_filed_under_the_project_s():
    assert check_parameters(USUAL | {"area": "E08000038"}).area == "E08000016"


def test_latest_is_a_period():
    assert check_parameters(USUAL | {"period": "latest"}).period == "latest"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"audiance": "public"}, 'Parameter "audiance" is not known. Did you mean "audience"?'),
        ({"a;import os": "1"}, 'Parameter "a;import os" is not known. The names are: area, period, vintage'),
        ({"area": 18}, 'Parameter "area" is 18: input should be a valid string.'),
        ({"area": None}, 'Parameter "area" is None:'),
        ({"area": "Rotherham"}, 'Area "Rotherham" is not known.'),
        ({"period": "2022-23"}, 'Quarter "2022-23" is not a quarter.'),
        ({"vintage": "newest"}, "input should be 'latest' or 'first'."),
        ({"audience": True}, 'Parameter "audience" is True:'),
        ({"confidence": "0.95"}, "Parameter \"confidence\" is '0.95': input should be a valid number."),
        ({"confidence": 95}, "input should be less than 1."),
        ({"confidence": 0.5}, "input should be greater than 0.5."),
        ({"confidence": True}, 'Parameter "confidence" is True:'),
        ({"confidence": math.nan}, 'Parameter "confidence" is nan:'),
        ({"confidence": math.inf}, 'Parameter "confidence" is inf:'),
    ],
)
def test_a_wrong_name_or_value_is_refused_by_name(changes, said):
    with pytest.raises(WrongUse, match="is") as refused:
        check_parameters(USUAL | changes)
    assert str(refused.value).startswith(said) or str(refused.value).endswith(said)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    "text", ["٣", "nan", "inf", "-inf", "1e400", "", "0,95", "0.9_5", "0x1", "95%", "None", "True"]
)
def test_what_is_no_number_on_the_command_line_is_refused(text):
    with pytest.raises(WrongUse, match=r'Parameter "confidence" is .*: expected a number such as 0\.95\.'):
        from_text([("confidence", text)])


@pytest.mark.parametrize("text", ["08", "0123", "1_000", "5E10", "nan", "None", "True", "NO", "12:30"])
def test_text_stays_text(text):
    assert from_text([("area", text)]) == {"area": text}


def test_a_number_is_read_only_where_one_is_wanted():
    assert from_text([("confidence", "0.9"), ("period", "2023")]) == {"confidence": 0.9, "period": "2023"}


def test_a_parameter_given_twice_is_refused():
    with pytest.raises(WrongUse, match=r'Parameter "area" is given twice\.'):
        from_text([("area", "E08000018"), ("area", "E08000016")])


HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(["../../x", "C:\\x", "\x00", "{{7*7}}", "__import__('os')", "\u202e", "$(ls)", "E08000018\n"]),
)
VALUES = st.one_of(HOSTILE, st.none(), st.booleans(), st.integers(), st.floats(), st.binary(), st.lists(st.text()))


def accepted(given):
    """The parameters, or None where they were refused; any other error fails the test."""
    with suppress(WrongUse):
        return check_parameters(given)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.one_of(HOSTILE, st.sampled_from(NAMES)), VALUES, max_size=4))
def test_hostile_names_and_values_are_refused_or_valid_and_never_anything_else(hostile):
    found = accepted(USUAL | hostile)
    if found:
        assert set(hostile) <= set(NAMES)
        assert isinstance(found, Parameters)
        assert 0.5 < found.confidence < 1


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.one_of(HOSTILE, st.sampled_from(NAMES)), HOSTILE), max_size=4))
def test_hostile_texts_are_refused_or_valid_and_never_anything_else(pairs):
    with suppress(WrongUse):
        given = from_text(pairs)
        assert not accepted(USUAL | given) or set(given) <= set(NAMES)


COVERED = [Quarter(2021, 4), Quarter(2022, 4)]


def test_latest_is_the_last_quarter_that_the_data_covers():
    assert choose_period("latest", COVERED, "Rotherham") == Quarter(2022, 4)
    assert choose_period("2021-22 Q4", COVERED, "Rotherham") == Quarter(2021, 4)


def test_a_quarter_that_is_not_covered_is_refused_with_the_list():
    with pytest.raises(WrongUse, match=r"not cover 2022-23 Q1 for Rotherham\. It covers: 2021-22 Q4, 2022-23 Q4\."):
        choose_period("2022-23 Q1", COVERED, "Rotherham")


def test_an_area_without_data_says_where_to_put_it():
    with pytest.raises(AnalysisError, match="The data has no figures for Wigan yet"):
        choose_period("latest", [], "Wigan")


NOTEBOOK = '[[notebooks]]\nname = "{}"\nquestion = "Why?"\n'


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (NOTEBOOK.format("../../evil") + "[tables]", r"quarterly\.toml: \"notebooks\.0\.name\" is '\.\./\.\./evil'"),
        (NOTEBOOK.format("a") + '[tables."../evil"]', r"quarterly\.toml: \"tables\.\.\./evil"),
        (2 * NOTEBOOK.format("a") + "[tables]", r'quarterly\.toml names the notebook "a" twice\.'),
        (NOTEBOOK.format("a") + '[tables.t]\nindicator = ["x"]', "is not known"),
        (NOTEBOOK.format("a"), '"tables" is missing'),
        ("[[", "is not valid TOML"),
    ],
)
def test_a_wrong_plan_is_refused_in_one_sentence(tmp_path, plan, said):
    (tmp_path / "quarterly.toml").write_text(plan)
    with pytest.raises(WrongUse, match=said):
        read_plan(tmp_path)
