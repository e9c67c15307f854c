"""Rates and shares against numbers from outside: published worked examples, other formulas, other libraries."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from analysis.measures.rates import crude_rate, percentage, poisson_limits, proportion, share_of_total


def counts(*rows):
    return pd.DataFrame(rows, columns=["count", "denominator"])


def limits(events, confidence=0.95):
    lower, upper = poisson_limits(pd.Series([events]), confidence)
    return lower[0], upper[0]


# Exact limits of a Poisson count: Garwood 1936, as tabled in Breslow and Day, volume II (1987), table 2.10, page 70,
# to two places.
TABLED = {1: (0.03, 5.57), 2: (0.24, 7.22), 3: (0.62, 8.77), 4: (1.09, 10.24), 5: (1.62, 11.67), 9: (4.12, 17.08)}


@pytest.mark.parametrize(("events", "tabled"), TABLED.items())
def test_below_ten_the_limits_are_the_tabled_exact_ones(events, tabled):
    assert limits(events) == pytest.approx(tabled, abs=0.006)


@pytest.mark.parametrize("events", range(1, 10))
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_below_ten_the_limits_are_those_of_statsmodels(events, confidence):
    outside = confint_poisson(events, 1, method="exact-c", alpha=1 - confidence)
    assert limits(events, confidence) == pytest.approx(outside, rel=1e-12)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_no_event_has_the_limits_of_the_closed_form(confidence):
    lower, upper = limits(0, confidence)
    assert lower == 0
    assert upper == pytest.approx(-np.log((1 - confidence) / 2), rel=1e-12)


# Byar's limits, worked by hand from L = x(1 - 1/9x - z/3√x)³ and U = (x+1)(1 - 1/9(x+1) + z/3√(x+1))³, z = 1.959964.
@pytest.mark.parametrize(("events", "lower", "upper"), [(10, 4.79, 18.39), (100, 81.36, 121.63), (396, 357.95, 437.00)])
def test_from_ten_the_limits_are_byar_s(events, lower, upper):
    assert limits(events) == pytest.approx((lower, upper), abs=0.011)


@pytest.mark.parametrize("events", [10, 22, 91, 395, 1000])
def test_byar_s_limits_are_near_the_exact_ones(events):
    exact = stats.chi2.ppf([0.025], 2 * events)[0] / 2, stats.chi2.ppf([0.975], 2 * events + 2)[0] / 2
    assert limits(events) == pytest.approx(exact, rel=2e-3)


@pytest.mark.parametrize(
    ("count", "people", "rate", "lower", "upper"),
    [(396, 56250, 70.4, 63.6, 77.7), (541, 56250, 96.2, 88.2, 104.6)],
)
def test_the_published_rates_of_2023_have_these_limits(count, people, rate, lower, upper):
    row = crude_rate(counts((count, people))).iloc[0]
    assert (round(row["value"], 1), round(row["lower"], 1), round(row["upper"], 1)) == (rate, lower, upper)


def test_one_count_on_two_populations_is_two_rates():
    made = crude_rate(counts((475, 57453), (475, 56349)))
    assert made["value"].round(1).tolist() == [82.7, 84.3]


def test_a_row_says_how_it_was_made():
    made = crude_rate(counts((9, 100), (10, 100), (None, 100), (10, None)), per=1000, confidence=0.9)
    assert made["method"].tolist() == ["exact Poisson", "Byar", "no rate", "no rate"]
    assert made["base"].unique().tolist() == ["per 1,000"]
    assert made["confidence"].unique().tolist() == [0.9]
    assert made.loc[2:, ["value", "lower", "upper"]].isna().all(axis=None)


def test_a_table_in_which_every_count_is_hidden_has_no_rates():
    made = crude_rate(counts((None, 100), (None, 200)))
    assert made["value"].isna().all()
    assert proportion(counts((None, 100)))["value"].isna().all()


@pytest.mark.parametrize("people", [0, -1])
def test_nobody_is_no_denominator(people):
    with pytest.raises(ValueError, match="A rate needs a denominator above zero"):
        crude_rate(counts((1, people)))


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="A count cannot be below zero"):
        crude_rate(counts((-1, 100)))


@pytest.mark.parametrize("measure", [crude_rate, proportion])
@pytest.mark.parametrize("confidence", [95, 1, 0, -0.95, 0.05, float("nan")])
def test_a_confidence_that_is_none_is_refused_and_gives_no_silent_limits(measure, confidence):
    with pytest.raises(ValueError, match=r"expected a number between 0\.5 and 1, such as 0\.95"):
        measure(counts((1, 100)), confidence=confidence)


@settings(deadline=None)
@given(st.integers(0, 2000), st.integers(1, 10**7), st.sampled_from([0.8, 0.95, 0.998]))
def test_the_limits_of_a_rate_hold_the_rate(events, people, confidence):
    row = crude_rate(counts((events, people)), confidence=confidence).iloc[0]
    assert 0 <= row["lower"] <= row["value"] <= row["upper"]
    assert row["upper"] > row["value"]


# Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3: Wilson's score interval without correction.
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("part", "whole", "lower", "upper"), NEWCOMBE)
def test_the_limits_of_a_share_are_the_published_ones(part, whole, lower, upper):
    row = proportion(counts((part, whole))).iloc[0]
    assert (round(row["lower"] / 100, 4), round(row["upper"] / 100, 4)) == (lower, upper)
    assert row["value"] == pytest.approx(100 * part / whole)


@settings(deadline=None)
@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_limits_of_a_share_are_those_of_statsmodels_and_hold_the_share(pair):
    row = proportion(counts(pair)).iloc[0]
    lower, upper = proportion_confint(*pair, method="wilson")
    assert (row["lower"], row["upper"]) == pytest.approx((100 * lower, 100 * upper), abs=1e-9)
    assert -1e-9 <= row["lower"] <= row["value"] + 1e-9
    assert row["value"] - 1e-9 <= row["upper"] <= 100 + 1e-9


@pytest.mark.parametrize("row", [(5, 4), (-1, 4), (0, 0), (1, -4)])
def test_a_share_of_more_than_the_whole_or_of_nothing_is_refused(row):
    with pytest.raises(ValueError, match="A share needs a count between 0 and its denominator"):
        proportion(counts(row))


def test_a_row_without_a_count_or_a_whole_keeps_its_place(recwarn):
    made = proportion(counts((1, 4), (None, 4), (50, None)))
    assert made["method"].tolist() == ["Wilson", "no share", "no share"]
    assert made.loc[1:, ["value", "lower", "upper"]].isna().all(axis=None)
    assert len(recwarn) == 0


def test_a_percentage_stands_as_published_where_its_number_is_unknown():
    table = pd.DataFrame({"count": [25, None, 30], "denominator": [100, 100, None], "value": [24.9, 16.6, 31.0]})
    made = percentage(table)
    assert made["value"].tolist() == [25, 16.6, 31]
    assert made["method"].tolist() == ["Wilson", "as published, no limits", "as published, no limits"]
    assert made["count"].tolist()[0::2] == [25, 30]
    assert made.loc[1:, ["lower", "upper"]].isna().all(axis=None)


def test_a_part_is_a_share_of_the_total_of_its_own_area_and_date():
    parts = pd.DataFrame(
        [("A", "2022", "neglect", 25), ("A", "2023", "neglect", 30), ("B", "2023", "neglect", None)],
        columns=["area", "date", "group", "count"],
    )
    totals = pd.DataFrame([("A", "2022", 100), ("A", "2023", 120), ("B", "2023", 9)], columns=["area", "date", "count"])
    assert share_of_total(parts, totals)["value"].tolist()[:2] == [25, 25]
    assert share_of_total(parts, totals)["method"].tolist()[2] == "no share"
