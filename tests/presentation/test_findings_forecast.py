"""Sentences on forecasts: what can be expected, how often such a range was right, or why there is none."""

import math

import pandas as pd
import pytest

from analysis.presentation.findings import OverClaim, claims_no_more
from analysis.presentation.findings_forecast import describe_forecast, headline_forecast

WHY = "No forecast is given of the children on a child protection plan in Rotherham: "


def forecast(**columns):
    """One point at both ranges, as measures.forecasts.forecast gives Rotherham's plans."""
    made = pd.DataFrame({
        "indicator": "child_protection_plans", "area": "E08000018", "span": "point", "date": "2026-03-31", "step": 1,
        "statistic": "forecast", "value": 52.586, "lower": [37.85, 31.01], "upper": [73.06, 89.18],
        "confidence": [0.8, 0.95], "base": "rate per 10,000", "n": 13, "method": "no change", "tests": 70,
        "covered": [87.14, 98.57], "held": [61, 69], "areas": 14,
    })  # fmt: skip
    return made.assign(**columns)


def none(why, **columns):
    nothing = dict.fromkeys(("value", "lower", "upper"), math.nan)
    return forecast(method=f"no forecast: {why}", **nothing, **columns)


def months(*dates):
    rows = [forecast(date=date, step=n) for n, date in enumerate(dates, start=1)]
    return pd.concat(rows).assign(
        indicator="referrals", span="month", base="number", value=228.9, method="damped trend", tests=36,
        held=31, areas=1, lower=[174.8, 151.6] * len(dates), upper=[299.7, 345.7] * len(dates),
    )  # fmt: skip


def test_a_forecast_says_the_range_the_method_and_how_often_it_was_right():
    assert describe_forecast(forecast()) == (
        "At 31 March 2026, 38 to 73 children on a child protection plan in every 10,000 can be expected in Rotherham "
        "(8 times in 10). That is as now, give or take what has changed from one year to the next. "
        "Of 70 such forecasts tried on earlier years in 14 areas, 61 came out inside their range."
    )


def test_a_forecast_tried_on_its_own_series_names_no_other_areas():
    said = describe_forecast(forecast(tests=5, held=[4, 5], areas=1))
    assert said.endswith("Of 5 such forecasts tried on earlier years, 4 came out inside their range.")


def test_a_number_is_said_as_a_number_and_a_month_as_a_month():
    assert describe_forecast(months("2024-04-30")) == (
        "In April 2024, 175 to 300 referrals to children’s social care can be expected in Rotherham (8 times in 10). "
        "That is along the latest course, taken to level off. "
        "Of 36 such forecasts tried on earlier months, 31 came out inside their range."
    )


def test_of_several_points_the_first_and_the_last_are_said():
    said = describe_forecast(months("2024-04-30", "2024-05-31", "2024-06-30"))
    assert "In April 2024, 175 to 300 referrals" in said
    assert "In June 2024 it is 175 to 300." in said
    assert "May" not in said


def test_a_rate_below_ten_keeps_a_decimal():
    assert "4.3 to 9.4 children" in describe_forecast(forecast(lower=[4.26, 3.1], upper=[9.35, 12.0]))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("no numbers", "no figures are at hand."),
        ("a mean under 20 events", "the numbers are too small to forecast (under 20 on average)."),
        ("a count of zero", "one of the numbers is zero."),
        ("too few points, a gap, or no change ever", "the series is too short, has a gap, or never changed."),
        (
            "forecasts that could be tried: 4, of the 5 needed",
            "it takes five forecasts of earlier years to judge one, and four could be tried.",
        ),
        (
            "its 80% limits held 59% of what came, under 60%",
            "tried on earlier years, ranges made this way held only 59% of what came, and 60% is the least.",
        ),
        ("the latest number is hidden or missing", "the latest figure is hidden or missing."),
    ],
)
def test_where_none_is_given_the_reader_hears_why(why, said):
    assert describe_forecast(none(why, tests=4, covered=[59.4, 80.0])) == WHY + said


def test_a_reason_without_words_of_ours_is_said_as_it_is():
    assert describe_forecast(none("something new")) == f"{WHY}something new."


def test_the_headline_is_the_range_and_the_date():
    assert headline_forecast(forecast()) == "Children on a plan: 38 to 73 in every 10,000 expected at 31 March 2026"
    assert headline_forecast(months("2024-04-30")) == "Referrals: 175 to 300 expected in April 2024"
    started = forecast(indicator="child_protection_plans_started", span="year")
    assert headline_forecast(started) == (
        "Plans started: 38 to 73 for every 10,000 children expected in the year to 31 March 2026"
    )
    assert headline_forecast(none("no numbers")) == "Children on a plan: no forecast can be given"


def test_an_empty_table_has_no_figures():
    assert describe_forecast(forecast().head(0)) == "No figures are at hand for this date."
    assert headline_forecast(forecast().head(0)) == "No figures are at hand for this date"


@pytest.mark.parametrize("verb", ["will rise", "is falling", "no clear change", "up from 52"])
def test_a_forecast_licenses_no_verb_however_high_its_limits(verb):
    with pytest.raises(OverClaim, match='The limits allow "no change" and nothing else'):
        claims_no_more(f"The rate: {verb}.", forecast().iloc[0])


def test_no_range_of_what_is_to_come_is_called_likely():
    assert "likely" not in describe_forecast(forecast())
