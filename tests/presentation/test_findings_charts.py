"""Sentences of control charts: one for each rule, no more than it licenses, and less where neighbours are alike."""

import pandas as pd
import pytest

from analysis.measures.control_charts import chart_summary, control_chart
from analysis.presentation.findings_charts import (
    claims_no_more_than_chart,
    describe_control_chart,
    headline_control_chart,
)
from analysis.presentation.licences import OverClaim

AREA = "E08000018"
OPENING = "In March 2024, there were 412 referrals to children’s social care in Rotherham. "


def summary(**columns):
    """The summary of a chart of monthly referrals whose last, 412 in March 2024, is ordinary."""
    row = {"indicator": "referrals", "area": AREA, "date": "2024-03-31", "end": "2024-03-31", "every": "month"}
    row |= {"span": "month", "unit": "", "base": "as given", "count": 412.0, "value": 412.0, "mean": 412.5}
    row |= {"lower_limit": 279.6, "upper_limit": 545.2, "rule": "", "rule_points": 0, "variation_icon": "common cause"}
    row |= {"special_cause": False, "assurance_icon": "none", "direction": "neutral", "target": float("nan")}
    row |= {"autocorrelation": 0.1, "points": 36, "segment_points": 36, "trial": False, "withheld": "", "note": ""}
    return pd.DataFrame([row | columns])


def special(rule, side, points=1, **columns):
    return summary(rule=rule, rule_points=points, variation_icon=f"neutral {side}", special_cause=True, **columns)


OUTSIDE, RUN, TREND, TWO = "outside limits", "run", "trend", "two of three near a limit"
ORDINARY = "That is within the ordinary variation from month to month (between 280 and 545)."
ALIKE = ", but neighbouring months are alike, so this is less sure than it looks."
CHANCE = ", more often than chance would give."
ABOVE = "That is above what the ordinary variation from month to month would give (between 280 and 400)."
BELOW = "That is below what the ordinary variation from month to month would give (between 420 and 545)."
VERDICTS = [
    (summary(), ORDINARY),
    (summary(lower_limit=-3.0), "That is within the ordinary variation from month to month (up to 545)."),
    (special(OUTSIDE, "high", upper_limit=400.7), ABOVE),
    (special(OUTSIDE, "low", lower_limit=419.2), BELOW),
    (special(RUN, "high", 7), "The last seven months have all been above the mean of 412.5" + CHANCE),
    (special(RUN, "low", 19), "The last 19 months have all been below the mean of 412.5" + CHANCE),
    (special(TREND, "high", 8), "Through the last eight months, every step was up" + CHANCE),
    (special(TREND, "low", 7), "Through the last seven months, every step was down" + CHANCE),
    (
        special(TWO, "high", 1),
        "At least two of the last three months were near the top of the range of ordinary variation "
        "(between 280 and 545)" + CHANCE,
    ),
    (special(RUN, "low", 7, autocorrelation=0.64),
     "The last seven months have all been below the mean of 412.5" + ALIKE),
    (special(TREND, "high", 8, autocorrelation=0.64), "Through the last eight months, every step was up" + ALIKE),
    (special(OUTSIDE, "high", upper_limit=400.7, autocorrelation=0.64),
     "That is above the range of the ordinary variation from month to month (between 280 and 400)" + ALIKE),
    (special(OUTSIDE, "low", lower_limit=419.2, autocorrelation=0.64),
     "That is below the range of the ordinary variation from month to month (between 420 and 545)" + ALIKE),
    (summary(autocorrelation=0.64), ORDINARY),
    (summary(trial=True, segment_points=9), ORDINARY + " The range is provisional: it rests on nine months only."),
    (summary(note="Rough limits: fewer than 5 expected at 3 of 36 points."),
     ORDINARY + " The range is rough, for few are expected at a time."),
    (summary(end="2024-04-30"), ORDINARY + " No figure is shown for April 2024."),
    (summary(lower_limit=float("nan"), upper_limit=float("nan"), variation_icon="no limits"),
     "There are too few months in succession to say what is ordinary variation."),
]  # fmt: skip


@pytest.mark.parametrize(("row", "said"), VERDICTS)
def test_the_verdict_follows_from_the_rule(row, said):
    assert describe_control_chart(row) == OPENING + said


def test_a_withheld_verdict_is_not_given_and_says_what_to_ask_instead():
    row = special(RUN, "high", 20, withheld="too alike", span="point").assign(variation_icon="withheld")
    assert describe_control_chart(row) == (
        "At 31 March 2024, there were 412 referrals to children’s social care in Rotherham. Whether that is more than "
        "ordinary variation cannot be said this way: most of it was there the month before. What came and what went "
        "can be asked instead."
    )
    assert headline_control_chart(row) == "Referrals: 412 at 31 March 2024"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            {"every": "year", "span": "year", "date": "2025-03-31", "end": "2025-03-31"},
            ("In the year to 31 March 2025, there were 412 referrals to children’s social care in Rotherham. That is "
            "within the ordinary variation from year to year (between 280 and 545)."),
        ),
        (
            {"every": "quarter", "span": "quarter", "base": "per 10,000", "value": 66.04, "lower_limit": 48.4,
             "upper_limit": 138.5},
            ("In the quarter to 31 March 2024, there were 66.0 referrals to children’s social care for every 10,000 "
            "children in Rotherham. That is within the ordinary variation from quarter to quarter (between 48.4 and "
            "138.5)."),
        ),
        (
            {"indicator": "re_referrals", "base": "percent", "value": 21.26, "lower_limit": 12.0, "upper_limit": 30.0},
            ("In March 2024, 21.3% of referrals to children’s social care in Rotherham came within 12 months of an "
            "earlier one. That is within the ordinary variation from month to month (between 12.0% and 30.0%)."),
        ),
        (
            {"indicator": "", "area": "", "count": float("nan")},
            ("In March 2024, the figure was 412. That is within the ordinary variation from month to month (between "
            "280 and 545)."),
        ),
        (
            {"count": 1.0, "value": 1.0, "lower_limit": -1.0, "upper_limit": 3.0},
            ("In March 2024, the number of referrals to children’s social care in Rotherham was 1. That is within the "
            "ordinary variation from month to month (up to 3)."),
        ),
    ],
)  # fmt: skip
def test_years_quarters_rates_shares_and_plain_numbers_have_their_own_openings(columns, said):
    assert describe_control_chart(summary(**columns)) == said


def timely(icon, **columns):
    row = {"indicator": "child_protection_plans_reviewed_in_time", "base": "percent", "value": 93.0, "target": 90.0}
    row |= {"lower_limit": 86.0, "upper_limit": 98.0, "direction": "increase", "assurance_icon": icon}
    return summary(**(row | columns))


@pytest.mark.parametrize(
    ("icon", "said"),
    [
        ("hit and miss", "As things stand, the target of 90% will be met or missed by chance."),
        ("consistently passes", "As things stand, the target of 90% will be met consistently."),
        ("consistently fails", "As things stand, the target of 90% will be missed consistently."),
    ],
)
def test_a_target_is_met_missed_or_left_to_chance(icon, said):
    assert describe_control_chart(timely(icon)).endswith(said)
    assert "target" not in describe_control_chart(timely("none"))


def test_a_target_is_less_sure_where_neighbouring_months_are_alike():
    said = describe_control_chart(timely("consistently passes", autocorrelation=0.7))
    assert said.endswith("will be met consistently" + ALIKE)


@pytest.mark.parametrize(
    ("kind", "verb"), [("improvement", "that is an improvement"), ("concern", "that is a concern")]
)
def test_improvement_and_concern_are_said_of_a_chart_with_a_direction_and_never_flatly_where_months_are_alike(
    kind, verb
):
    low = {"rule": OUTSIDE, "rule_points": 1, "variation_icon": f"{kind} low", "lower_limit": 94.0}
    assert f"For this measure, {verb}." in describe_control_chart(timely("none", **low))
    alike = describe_control_chart(timely("none", **low, autocorrelation=0.7))
    assert f"For this measure, {verb.replace('is', 'would be')}." in alike
    assert "would give" not in alike


def test_nothing_is_said_of_a_chart_without_a_figure():
    nothing = "No figures are at hand for this date."
    assert describe_control_chart(summary().iloc[:0]) == nothing
    assert describe_control_chart(summary(value=float("nan"))) == nothing
    assert headline_control_chart(summary().iloc[:0]) == "No figures are at hand for this date"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (summary(), "Referrals: 412 in March 2024, within ordinary variation"),
        (special(OUTSIDE, "high"), "Referrals: 412 in March 2024, above ordinary variation"),
        (special(RUN, "low", 7), "Referrals: 412 in March 2024, the last of seven months below the mean"),
        (special(TREND, "high", 8), "Referrals: 412 in March 2024, the last of eight months of steps up"),
        (special(TWO, "low"), "Referrals: 412 in March 2024, again near the bottom of ordinary variation"),
        (
            special(OUTSIDE, "low", autocorrelation=0.64),
            "Referrals: 412 in March 2024, below ordinary variation (months are alike: less sure)",
        ),
        (summary(autocorrelation=0.64), "Referrals: 412 in March 2024, within ordinary variation"),
        (summary(indicator=""), "The last figure: 412 in March 2024, within ordinary variation"),
    ],
)
def test_a_headline_has_the_number_and_the_verdict(row, said):
    assert headline_control_chart(row) == said


@pytest.mark.parametrize(
    ("sentence", "row", "said"),
    [
        ("That is more often than chance would give.", summary(), "No rule of the chart"),
        (
            "More than ordinary variation would give.",
            special(RUN, "high", autocorrelation=0.6),
            "none that can be leant",
        ),
        ("That is an improvement.", special(RUN, "high"), "has no good direction"),
        ("This is special cause variation.", special(RUN, "high"), "readers no such words"),
        ("It fell, due to the new front door.", special(RUN, "low"), "knows no cause"),
    ],
)
def test_a_sentence_that_claims_more_is_refused(sentence, row, said):
    with pytest.raises(OverClaim, match=said):
        claims_no_more_than_chart(sentence, row.iloc[-1])


def test_a_chart_is_described_from_its_own_summary():
    dates = pd.date_range("2022-01-31", periods=24, freq="ME").strftime("%Y-%m-%d")
    counts = [*[10.0, 14.0] * 8, *[11.0] * 8]
    chart = control_chart(
        pd.DataFrame({"indicator": "referrals", "area": AREA, "date": dates, "count": counts, "value": counts}),
        fix_after=16,
    )
    assert describe_control_chart(chart_summary(chart, by=["indicator", "area"])) == (
        "In December 2023, there were 11 referrals to children’s social care in Rotherham. "
        "The last eight months have all been below the mean of 12.0, more often than chance would give."
    )
    assert describe_control_chart(chart_summary(chart), AREA).startswith(
        "In December 2023, the figure in Rotherham was 11"
    )


def test_two_points_license_no_word_about_what_is_ordinary():
    rows = pd.DataFrame({"date": ["2024-03-31", "2025-03-31"], "value": [10.0, 17.0]})
    made = chart_summary(control_chart(rows))
    assert "There are too few years in succession to say what is ordinary variation." in describe_control_chart(made)
