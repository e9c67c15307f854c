from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.periods import Quarter, financial_year, in_words, month_end, parse_date, typed_date

QUARTERS = st.builds(Quarter, st.integers(2000, 2098), st.integers(1, 4))


def test_every_day_from_2009_to_2030_falls_in_exactly_one_quarter():
    day, quarter = date(2009, 1, 1), Quarter(2008, 4)
    while day <= date(2030, 12, 31):
        quarter = quarter if day <= quarter.end else quarter.next()
        assert quarter.start <= day <= quarter.end
        assert Quarter.of(day) == quarter
        day += timedelta(days=1)


def test_the_year_turns_between_31_march_and_1_april():
    assert str(Quarter.of(date(2023, 3, 31))) == "2022-23 Q4"
    assert str(Quarter.of(date(2023, 4, 1))) == "2023-24 Q1"


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2022-23 Q1", date(2022, 4, 1), date(2022, 6, 30)),
        ("2022-23 Q2", date(2022, 7, 1), date(2022, 9, 30)),
        ("2022-23 Q3", date(2022, 10, 1), date(2022, 12, 31)),
        ("2023-24 Q4", date(2024, 1, 1), date(2024, 3, 31)),
        ("1999-00 Q4", date(2000, 1, 1), date(2000, 3, 31)),
    ],
)
def test_a_quarter_has_three_months(written, start, end):
    quarter = Quarter.of(start)
    assert (str(quarter), quarter.start, quarter.end) == (written, start, end)


@pytest.mark.parametrize(
    "text",
    [
        *("2022/23 Q5", "2022-23 Q5", "2022-23 Q0", "2022-24 Q4", "2022-22 Q4", "2022-23 q4", "2022-23Q4"),
        *(
            " 2022-23 Q4",
            "2022-23 Q4 ",
            "2022-23 Q4\n",
            "2022-23  Q4",
            "٢٠٢٢-٢٣ Q4",
            "2022-23 Q٤",
            "1922-23 Q4",
            "latest",
            "",
        ),
    ],
)
def test_anything_else_is_refused_with_the_right_form(text):
    with pytest.raises(WrongUse, match="is not a quarter") as refused:
        Quarter.parse(text)
    assert str(refused.value) == f'Quarter "{text}" is not a quarter. Write it like "2022-23 Q4".'
    assert refused.value.exit_code == 2


@settings(deadline=None)
@given(QUARTERS)
def test_writing_and_reading_a_quarter_gives_it_back(quarter):
    assert Quarter.parse(str(quarter)) == quarter


@settings(deadline=None)
@given(QUARTERS)
def test_next_and_previous_undo_each_other_and_leave_no_gap(quarter):
    assert quarter.next().previous() == quarter
    assert quarter.end + timedelta(days=1) == quarter.next().start
    assert quarter < quarter.next()


def test_the_slug_is_a_plain_folder_name():
    assert Quarter.parse("2022-23 Q4").slug == "2022-23-q4"
    assert Quarter.parse("2099-00 Q1").slug == "2099-00-q1"


def test_published_figures_belong_to_the_closing_march():
    assert Quarter.parse("2022-23 Q1").closing_march == date(2023, 3, 31)
    assert Quarter.parse("2022-23 Q4").closing_march == date(2023, 3, 31)


def test_financial_years_and_dates_in_words():
    assert financial_year(date(2000, 3, 31)) == "1999-00"
    assert in_words(date(2023, 3, 1)) == "1 March 2023"
    assert month_end(2024, 2) == date(2024, 2, 29)


def test_a_date_is_iso_and_exists():
    assert parse_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["2023-02-29", "31/03/2023", "2023-3-31", "20230331", "٢٠٢٣-٠٣-٣١", "2023-03-31 ", "", "2023-W13-5"]
)
def test_another_date_is_refused_with_the_right_form(text):
    with pytest.raises(WrongUse, match="is not a date") as refused:
        parse_date(text)
    assert str(refused.value) == f'"{text}" is not a date. Write it like "2023-03-31".'


@pytest.mark.parametrize("text", ["2023-06-01", "01/06/2023", "1/6/2023", " 01/06/2023 "])
def test_a_day_that_people_type_is_read_with_the_day_first(text):
    assert typed_date(text) == date(2023, 6, 1)


@pytest.mark.parametrize(
    "text", ["06/13/2023", "31/02/2023", "1/6/23", "1.6.2023", "01/06/2023 10:00", "\u0661/6/2023", ""]
)
def test_a_day_typed_in_another_form_is_refused_with_both_forms(text):
    with pytest.raises(WrongUse, match=r'is not a date\. Write it like "2023-06-12" or "12/06/2023", the day first\.'):
        typed_date(text)
