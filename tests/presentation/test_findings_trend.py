"""Sentences on trends, steps and turns: each verdict has its own words, and no other verdict may use them."""

import math

import pandas as pd
import pytest

from analysis.measures import trends
from analysis.measures.forecasts import forecast
from analysis.presentation.findings import OverClaim, claims_no_more
from analysis.presentation.findings_forecast import describe_forecast, headline_forecast
from analysis.presentation.findings_trend import describe_interrupted, describe_trend

NOTHING = dict.fromkeys(("value", "lower", "upper"), math.nan)


def trend(verdict, **columns):
    row = {"indicator": "referrals", "area": "E08000018", "span": "month", "statistic": "trend", "verdict": verdict}
    row |= {"base": "percent a year, of the number", "value": -4.15, "lower": -6.30, "upper": -1.95, "n": 144}
    row |= {"method": "quasi-Poisson, AR(1)-inflated", "effective_n": 42.1, "autocorrelation": 0.55}
    row |= {"first": "2012-04-30", "last": "2024-03-31", "fitted_first": 417.3, "fitted_last": 251.7}
    return pd.DataFrame([row | columns])


def plans(verdict, **columns):
    row = {"indicator": "child_protection_plans", "span": "point", "base": "percent a year, of the rate", "n": 13}
    row |= {"first": "2013-03-31", "last": "2025-03-31", "method": "none given"}
    return trend(verdict, **(row | NOTHING | columns))


TOO_SHORT = "too short or too autocorrelated to call"


def interrupted(step, turn, **columns):
    rows = [
        {"statistic": "step", "verdict": step, "value": -6.7, "lower": -11.4, "upper": -1.7},
        {"statistic": "change of slope", "verdict": turn, "value": -4.9, "lower": -15.4, "upper": 6.9},
    ]
    base = ["percent, of the number", "percent a year, of the number"]
    made = pd.DataFrame(rows).assign(base=base, indicator="referrals", area="E92000001", span="month", n=144)
    made = made.assign(at="2020-04-01", label="COVID-19", before=96, after=48, method="quasi-Poisson", effective_n=51.3)
    return made.assign(**columns)


def test_a_fall_is_said_with_its_range_and_the_ends_of_the_line():
    assert describe_trend(trend("fall")) == (
        "From April 2012 to March 2024, the number of referrals to children’s social care in Rotherham fell by 4.2% a "
        "year (likely between 2.0% and 6.3%). The line through the figures goes from 417 to 252."
    )


def test_a_rise_of_a_rate_is_said_of_the_rate():
    rise = plans(
        "rise", value=6.2, lower=5.4, upper=6.9, fitted_first=59.5, fitted_last=122.0, indicator="children_in_care"
    )
    assert describe_trend(rise) == (
        "From 31 March 2013 to 31 March 2025, the rate of children in care in Rotherham rose by 6.2% a year "
        "(likely between 5.4% and 6.9%). The line through the figures goes from 59.5 to 122.0."
    )


def test_no_clear_trend_has_no_verb():
    said = describe_trend(plans("no clear trend", value=-2.3, lower=-5.5, upper=1.0))
    assert said.endswith("in Rotherham shows no clear trend (likely between 5.5% less and 1.0% more a year).")


def test_years_that_resemble_each_other_send_the_reader_to_the_change_on_the_year_before():
    assert describe_trend(plans(TOO_SHORT, effective_n=4.38)) == (
        "No trend can be called in the rate of children on a child protection plan in Rotherham. The series is too "
        "short, or each year is too like the one before. Its 13 figures count for about four, and eight are needed. "
        "What can be said is the change on the year before, where one is given."
    )
    assert "count for hardly one" in describe_trend(plans(TOO_SHORT, effective_n=0.4))


def test_a_short_series_says_how_many_figures_it_has():
    said = describe_trend(plans(TOO_SHORT, effective_n=math.nan, n=7))
    assert said.startswith(
        "There are too few figures to call a trend in the rate of children on a child protection plan"
    )
    assert "seven at hand, and eight are needed" in said


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("under 10 events a coefficient", "the numbers are too small"),
        ("the fit did not settle", "no line fits them"),
        ("no two points are neighbours", "no two figures are next to each other"),
        ("something new", "something new"),
    ],
)
def test_where_nothing_was_fitted_the_reader_hears_why(why, said):
    found = describe_trend(plans("not fitted", method=f"none given: {why}", effective_n=math.nan))
    assert found.startswith(
        f"No trend is given for the rate of children on a child protection plan in Rotherham: {said}."
    )
    assert found.endswith("What can be said is the change on the year before, where one is given.")


def test_a_limit_near_nothing_is_not_printed_as_nothing():
    assert "likely between 0.3% and 14.0%" in describe_trend(trend("rise", value=7.0, lower=0.3, upper=14.0))


def test_an_event_is_named_with_its_date():
    assert describe_interrupted(interrupted("step down", "no clear turn")) == (
        "At COVID-19 (from 1 April 2020), the number of referrals to children’s social care in England shows "
        "a step down of 7% (likely between 2% and 11%). It also shows no clear turn (likely between 15% less and 7% "
        "more a year)."
    )


def test_a_turn_is_beside_the_course_before():
    said = describe_interrupted(interrupted("no clear step", "turn down", lower=[-9.0, -8.0], upper=[3.0, -2.0]))
    assert "a turn downwards, to 4.9% a year less than its course before (likely between 2.0% and 8.0%)" in said


def test_an_event_that_changes_what_is_counted_says_so():
    said = describe_interrupted(interrupted("step down", "no clear turn", label="families_first", at="2025-04-01"))
    assert said.startswith("At Families First (from 1 April 2025)")
    assert said.endswith("What is counted changed at that date too, so a step is not a change in children’s lives.")


def test_too_few_on_a_side_says_how_many_there_are():
    why = "too few points on a side"
    rows = interrupted(why, why, before=8, after=5, label="New front door", effective_n=math.nan, **NOTHING)
    assert describe_interrupted(rows) == (
        "Nothing can be said about New front door (from 1 April 2020). The number of referrals to children’s social "
        "care in England has 8 figures before it and 5 from then on, and eight are needed on each side."
    )


def test_a_series_too_like_itself_and_one_that_was_not_fitted_say_so():
    alike = describe_interrupted(interrupted(TOO_SHORT, TOO_SHORT, method="none given", effective_n=4.0, **NOTHING))
    assert alike.endswith("is too short, or each month is too like the one before.")
    method = "none given: the fit did not settle"
    assert describe_interrupted(interrupted("not fitted", "not fitted", method=method, **NOTHING)).endswith(
        "in England: no line fits them."
    )


def test_an_empty_table_has_no_figures():
    assert describe_trend(trend("fall").head(0)) == "No figures are at hand for this date."
    assert describe_interrupted(interrupted("step up", "turn up").head(0)) == "No figures are at hand for this date."


SAID = {
    "rise": "rose by 3% a year",
    "fall": "fell by 3% a year",
    "no clear trend": "no clear trend",
    "step up": "a step up",
    "step down": "it stepped down",
    "no clear step": "no clear step",
    "turn up": "it turned upwards",
    "turn down": "a turn down",
    "no clear turn": "no clear turn",
}


@pytest.mark.parametrize("words", SAID)
@pytest.mark.parametrize("verdict", [*SAID, TOO_SHORT, "not fitted", "too few points on a side"])
def test_only_its_own_verdict_licenses_a_verb(verdict, words):
    side = -1 if verdict in ("fall", "step down", "turn down") else 1
    row = trend(verdict, value=3.0 * side, lower=min(side, 5 * side), upper=max(side, 5 * side)).iloc[0]
    if verdict == words:
        assert claims_no_more(SAID[words], row) == SAID[words]
    else:
        with pytest.raises(OverClaim, match="and nothing else, but this says"):
            claims_no_more(SAID[words], row)


@pytest.mark.parametrize("verdict", ["rise", "fall", "step up", "step down", "turn up", "turn down"])
def test_a_verdict_licenses_nothing_where_its_limits_hold_none_at_all(verdict):
    row = trend(verdict, value=3.0, lower=-1.0, upper=7.0).iloc[0]
    with pytest.raises(OverClaim, match='The limits allow "no change" and nothing else'):
        claims_no_more(SAID[verdict], row)


def test_a_step_and_a_turn_each_license_their_own_words_together():
    rows = interrupted("step down", "no clear turn")
    assert claims_no_more("A step down, and no clear turn.", rows)
    with pytest.raises(OverClaim, match='allow "step down" and "no clear turn" and nothing else'):
        claims_no_more("A step down, and a turn upwards.", rows)


def test_a_change_still_licenses_its_verb_and_no_trend():
    change = pd.Series({"statistic": "change", "value": 16.0, "lower": 2.0, "upper": 30.0})
    assert claims_no_more("a rise", change)
    with pytest.raises(OverClaim, match='The limits allow "a rise" and nothing else'):
        claims_no_more("no clear trend", change)


def test_a_trend_of_a_table_without_rows_says_that_no_figures_are_at_hand():
    empty = pd.DataFrame({"date": [], "count": [], "denominator": [], "indicator": [], "area": []})
    step = trends.interrupted(empty, "2020-04-01", "COVID-19", periods_per_year=1)
    for said in (describe_trend(trends.trend(empty, 1)), describe_interrupted(step)):
        assert said == "No figures are at hand for this date."
    assert describe_forecast(forecast(empty, 1)) == "No figures are at hand for this date."
    assert headline_forecast(forecast(empty, 1)) == "No figures are at hand for this date"
