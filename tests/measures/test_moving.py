"""Moving means: sums by hand, and nothing over a month that is not known."""

import pandas as pd
import pytest

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.moving import moving_mean


def months(*counts, start="2023-01-31", **columns):
    days = pd.date_range(start, periods=len(counts), freq="ME").strftime("%Y-%m-%d")
    return pd.DataFrame({"date": days, "count": counts} | columns)


def means(table, size):
    return [None if pd.isna(mean) else round(mean, 6) for mean in moving_mean(table, size)["moving_mean"]]


def test_the_mean_of_three_months_begins_at_the_third():
    assert means(months(10, 20, 60, 10), 3) == [None, None, 30.0, 30.0]


def test_a_month_without_a_figure_leaves_out_every_mean_that_it_belongs_to():
    assert means(months(10, 20, None, 10, 20, 30), 3) == [None, None, None, None, None, 20.0]


def test_a_month_without_a_row_is_not_bridged():
    assert means(months(10, 20, 30, 40, 50).drop(index=2), 3) == [None, None, None, None]


def test_a_hidden_month_is_not_known_even_where_the_table_holds_a_number():
    hidden = ["published", "suppressed", "published", "published", "published"]
    assert means(months(10, 777, 30, 40, 50, status=hidden), 3) == [None, None, None, None, 40.0]


def test_twelve_months_are_usual_and_the_table_says_how_many():
    made = moving_mean(months(*range(1, 15)))
    assert made["moving_mean"].dropna().tolist() == [6.5, 7.5, 8.5]
    assert set(made["moving_months"]) == {12}


def test_the_order_of_the_rows_does_not_matter_and_what_stood_beside_them_stays():
    table = months(10, 20, 60, area="E08000018")
    made = moving_mean(table.iloc[::-1], 3)
    assert made["count"].tolist() == [10, 20, 60]
    assert made["moving_mean"].iloc[-1] == 30
    assert set(made["area"]) == {"E08000018"}


def test_the_mean_of_released_months_is_released_and_no_months_give_none():
    table = release_table(months(10, 20, 60, public=True), "months", "public")
    assert isinstance(moving_mean(table), ReleasedTable)
    assert moving_mean(table).keys_released == ("months",)
    assert moving_mean(table.iloc[:0]).empty


@pytest.mark.parametrize(
    ("table", "size", "said"),
    [
        (months(10, 20), 1, "A moving mean of 1: expected a number of months from 2"),
        (months(10, 20).assign(date="2023-01-31"), 12, "There are several for 2023-01"),
        (months(10, 20).drop(columns="count"), 12, "Not there: count"),
    ],
)
def test_what_is_no_series_of_months_is_refused(table, size, said):
    with pytest.raises(ValueError, match=said):
        moving_mean(table, size)
