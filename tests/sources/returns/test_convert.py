"""Cells to values: dates day first, blanks, ids, whole numbers, codes, categories of abuse and ethnic groups."""

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.returns import categories, convert
from analysis.vocabulary.ethnicity import decode


def column(*cells):
    return pd.Series(list(cells), dtype=object)


@pytest.mark.parametrize(
    "cell",
    [
        "31/03/2023",
        "31/3/23",
        "31/03/2023 00:00:00",
        "31.03.2023",
        "31-Mar-2023",
        "31 March 2023",
        "2023-03-31",
        "2023-03-31T00:00:00",
        "2023-03-31 00:00:00",
        "45016",
        45016.0,
        datetime(2023, 3, 31),
        date(2023, 3, 31),
        "\u00a031/03/2023 ",
    ],
)
def test_every_way_of_writing_a_day_gives_that_day(cell):
    found = convert.dates(column(cell))
    assert list(found.cells) == [pd.Timestamp("2023-03-31")]
    assert not len(found.unparseable)


@pytest.mark.parametrize("cell", ["02/13/2023", "31/02/2023", "soon", "2023", True, "1/1"])
def test_a_cell_that_is_no_day_is_named_and_taken_as_blank(cell):
    found = convert.dates(column("", cell))
    assert list(found.unparseable) == [1]
    assert found.cells.isna().all()


@pytest.mark.parametrize("cell", ["31/03/68", "9999-12-31", "31/03/0203"])
def test_a_day_in_no_likely_year_is_named_and_taken_as_blank(cell):
    found = convert.dates(column(cell))
    assert list(found.implausible) == [0]
    assert found.cells.isna().all()


def test_serial_numbers_of_a_mac_workbook_count_from_1904():
    assert list(convert.dates(column(43554), epoch_1904=True).cells) == [pd.Timestamp("2023-03-31")]


@given(st.dates(date(1931, 1, 1), date(2049, 12, 31)))
def test_a_written_day_comes_back_as_itself(day):
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%S"):
        assert convert.as_date(day.strftime(form)) == day


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "-", "#N/A", "n/a", "NULL", float("nan"), pd.NaT])
def test_what_stands_for_nothing_is_blank_and_no_error(cell):
    assert convert.text(cell) == ""
    assert not len(convert.dates(column(cell)).unparseable)


@pytest.mark.parametrize("cell", ["NA", "None", "Unknown"])
def test_codes_that_look_like_nothing_stay_text(cell):
    assert convert.text(cell) == cell


def test_ids_keep_their_leading_zeros_and_letters():
    found = convert.ids(column("00123", "1E5", "1.0", 5.0, "A 7"))
    assert list(found.cells) == ["00123", "1E5", "1", "5", "A 7"]
    assert list(found.bad) == [2]


@given(st.text(alphabet="0123456789ABCDEFabcdef/", min_size=1, max_size=12))
def test_an_id_without_a_point_survives_as_typed(said):
    assert list(convert.ids(column(said)).cells) == [said]


def test_a_blank_number_is_missing_and_never_zero():
    found = convert.wholes(column("", "0", "3.0", 2.0, "two"))
    assert list(found.cells.isna()) == [True, False, False, False, True]
    assert list(found.bad) == [4]


def test_the_text_after_the_bracket_decides_not_the_letter():
    found = convert.codes(
        column("a) Yes", "a) No", "b) Female", "U6: Foster"), {"yes": "yes", "no": "no", "U6": "foster"}
    )
    assert list(found.cells) == ["yes", "no", "", "foster"]
    assert list(found.bad) == [2]


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        ("NEG", "neglect"),
        ("a) Neglect", "neglect"),
        ("d) Emotional abuse", "emotional"),
        ("Likelihood of Physical", "physical"),
        ("Neglect, Emotional", "multiple"),
        ("Physical/Sexual", "multiple"),
        ("Multiple: [Neglect, Physical]", "multiple"),
        ("e) Multiple/not recommended", "multiple"),
        ("YNNN", "neglect"),
        ("NNYY", "multiple"),
        ("", "unknown"),
    ],
)
def test_category_of_abuse_in_all_the_forms_seen(cell, group):
    assert list(categories.category_of_abuse(column(cell)).cells) == [group]


@pytest.mark.parametrize("cell", ["NNNN", "Nelgect", "CP"])
def test_a_category_on_no_list_is_named(cell):
    assert len(categories.category_of_abuse(column(cell)).bad) == 1


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        ("a) WBRI", "White British"),
        ("s) NOBT", "Not obtained"),
        ("t) NOBT", "Not obtained"),
        ("WROM", "Gypsy/Roma"),
        ("Gypsy or Irish Traveller", "Gypsy or Irish Traveller"),
        ("both", "Other Black"),
        ("C2 - Pakistani", "Pakistani"),
        ("A4", "Irish Traveller"),
        ("E1 - Arab", "Any other"),
        ("E1 Chinese", "Chinese"),
        ("White &  Asian", "White and Asian"),
    ],
)
def test_ethnic_groups_in_all_the_forms_seen(cell, group):
    assert decode(cell) == group


@pytest.mark.parametrize("cell", ["E1", "E3", "Martian", "MWBC/MWBA", "OTTH", "Black African and Caribbean"])
def test_an_ethnicity_on_no_list_is_unknown_and_never_other(cell):
    found = categories.ethnic_groups(column(cell))
    assert list(found.cells) == ["Unclassified"]
    assert list(found.bad) == [0]
