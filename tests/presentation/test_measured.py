"""What a figure measures, in words, where none are given."""

import pandas as pd
import pytest

from analysis.presentation.measured import measured


def table(**columns):
    row = {"indicator": "children_in_care", "span": "point", "statistic": "rate", "date": ["2024-03-31", "2025-03-31"]}
    return pd.DataFrame(row).assign(**columns)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "Children in care at 31 March, for every 10,000 aged 0 to 17"),
        ({"date": "2025-03-31"}, "Children in care at 31 March 2025, for every 10,000 aged 0 to 17"),
        (
            {"indicator": "child_protection_plans_started", "span": "year"},
            "Child protection plans that started in the year, for every 10,000 aged 0 to 17",
        ),
        (
            {"indicator": "children_in_care_three_placements", "statistic": "share"},
            "Share of children in care that had three or more placements in the year",
        ),
        ({"indicator": "somebody_s_own"}, ""),
    ],
)
def test_the_measure_is_worded_from_indicator_span_and_dates(columns, words):
    assert measured(table(**columns)) == words


def test_numbers_have_no_unit_of_a_rate():
    months = table(indicator="referrals", span="month", date=["2024-02-29", "2024-03-31"])
    assert measured(months.drop(columns="statistic")) == "Referrals to children’s social care in each month"
    assert measured(months.assign(statistic="control chart", base="as given")).endswith("in each month")
    assert measured(months.assign(statistic="control chart", base="per 10,000")).endswith("aged 0 to 17")
