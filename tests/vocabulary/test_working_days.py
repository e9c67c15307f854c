"""Working days of England, against the list that gov.uk published."""

import numpy as np
import pandas as pd
import pytest

from analysis.vocabulary.working_days import bank_holidays, working_days

# gov.uk/bank-holidays, England and Wales
PUBLISHED = {
    2020: ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"],
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_holidays_of_a_year_are_those_that_were_published(year):
    days = bank_holidays()
    mine = days[days.astype("datetime64[Y]").astype(int) + 1970 == year]
    assert [str(day)[5:] for day in mine] == PUBLISHED[year]


def days_between(since, until):
    return working_days(pd.Series(pd.to_datetime([since])), pd.Series(pd.to_datetime([until])))[0]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2023-03-06", "2023-03-06", 0),
        ("2023-03-06", "2023-03-07", 1),
        ("2023-03-06", "2023-03-27", 15),
        ("2023-03-03", "2023-03-06", 1),  # over a weekend
        ("2023-04-06", "2023-04-11", 1),  # over Easter
        ("2023-03-04", "2023-03-06", 1),  # from a Saturday
    ],
)
def test_the_first_day_is_day_0_and_only_working_days_count(since, until, days):
    assert days_between(since, until) == days


@pytest.mark.parametrize(("since", "until"), [(None, "2023-03-06"), ("2023-03-06", None), ("2023-03-07", "2023-03-06")])
def test_a_missing_date_or_one_before_the_other_gives_no_number(since, until):
    assert pd.isna(days_between(since, until))


def test_no_holiday_stands_twice_or_on_a_weekend():
    days = bank_holidays()
    assert np.is_busday(days).all()
    assert len(set(days)) == len(days)
