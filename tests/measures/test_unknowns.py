"""What people of unknown group could change: Manski's bounds by hand, and what must hold for any table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.measures.unknowns import FlagRule, is_unknown, unknown_bounds

KNOWN, WORST = "share of known", "share, worst case"
RATIO, WORST_RATIO = "ratio to all others", "ratio to all others, worst case"


def cohort(count, rest, unknown, share=0.2):
    rows = [("a", count, 1000 * share), ("b", rest, 1000 * (1 - share)), ("Unknown", unknown, None)]
    return pd.DataFrame(rows, columns=["group", "count", "denominator"])


def bounds(count, rest, unknown, share=0.2, **kinds):
    made = unknown_bounds(cohort(count, rest, unknown, share), **kinds)
    return made[made["group"] == "a"].set_index("statistic")


# Had 12 of 396 been of unknown ethnicity, 91 would be 23.7% of those known and 23.0% to 26.0% of all (methods note).
def test_12_unknown_of_396():
    made = bounds(91, 293, 12)
    assert round(made.loc[KNOWN, "value"], 1) == 23.7
    assert made.loc[WORST, ["value_lowest", "value_highest"]].astype(float).round(1).tolist() == [23.0, 26.0]
    assert made.loc[WORST, "lower"] == pytest.approx(100 * proportion_confint(91, 396, method="wilson")[0])
    assert made.loc[WORST, "upper"] == pytest.approx(100 * proportion_confint(103, 396, method="wilson")[1])
    assert made["unknown_share"].unique() == pytest.approx([12 / 396])


def test_ratios_are_odds_of_the_group_over_odds_of_its_population():
    made = bounds(30, 60, 10)
    assert made.loc[RATIO, "value"] == pytest.approx((30 / 60) / (0.2 / 0.8))
    assert made.loc[WORST_RATIO, "value_lowest"] == pytest.approx((30 / 70) / 0.25)
    assert made.loc[WORST_RATIO, "value_highest"] == pytest.approx((40 / 60) / 0.25)


# Children of the group and of the whole cohort, people of the group and of the population; ratio to all others, its
# limits the odds of Wilson's: worked in R for the published figures of 2022-23.
WORKED = [
    (91, 396, 0.089, 3.05, 2.42, 3.86),
    (91, 396, 31193 / 265806, 2.24, 1.78, 2.83),
    (22, 398, 926 / 265806, 16.74, 10.92, 25.64),
    (22, 398, 126 / 257280, 119.41, 77.94, 182.96),
    (44, 541, 623 / 45069, 6.32, 4.65, 8.59),
    (82, 542, 3855 / 25739, 1.01, 0.80, 1.28),
]


@pytest.mark.parametrize(("count", "whole", "share", "value", "lower", "upper"), WORKED)
def test_the_worked_ratios_to_all_others(count, whole, share, value, lower, upper):
    made = bounds(count, whole - count, 0, share).loc[RATIO]
    assert made[["value", "lower", "upper"]].astype(float).round(2).tolist() == [value, lower, upper]


def test_refused_and_not_obtained_are_unknown_and_never_other():
    labels = pd.Series(
        ["Refused", "Not obtained", "Unclassified", "Unknown", "Not recorded", "Other", "Any other", "F"]
    )
    assert is_unknown(labels).tolist() == [True] * 5 + [False] * 3
    table = pd.DataFrame([("Other", 5), ("White", 90), ("Refused", 3), ("Not obtained", 2)], columns=["group", "count"])
    made = unknown_bounds(table)
    assert set(made["group"]) == {"Other", "White"}
    assert made.loc[made["group"] == "Other", "value"].tolist()[0] == pytest.approx(500 / 95)
    assert made["unknown"].unique().tolist() == [5]


def test_a_verdict_is_withheld_where_the_unknown_decide_it():
    made = bounds(21, 79, 8)  # between 0.97 and 1.47 times, 1.06 among those known
    assert made.loc[[RATIO, WORST_RATIO], "verdict"].tolist() == ["cannot be said"] * 2
    assert bounds(60, 60, 6).loc[WORST_RATIO, "verdict"] == "above"
    assert bounds(100, 900, 2).loc[WORST_RATIO, "verdict"] == "below"
    assert bounds(20, 80, 0).loc[WORST_RATIO, "verdict"] == "no clear difference"


def test_above_5_percent_of_unknown_is_amber_and_above_10_red_without_a_verdict():
    colours = [bounds(60, 40, unknown)["colour"].iloc[0] for unknown in (5, 6, 11, 12)]
    assert colours == ["", "amber", "amber", "red"]
    assert bounds(60, 40, 12).loc[WORST_RATIO, "verdict"] == "cannot be said"
    assert bounds(60, 40, 12, rule=FlagRule(unknown_red=0.5)).loc[WORST_RATIO, "verdict"] == "above"
    with pytest.raises(ValueError, match=r"Expected 0 <= unknown_amber <= unknown_red <= 1; got 0\.2, 0\.1"):
        FlagRule(unknown_amber=0.2)


def test_a_hidden_number_of_unknown_leaves_the_worst_case_open():
    made = bounds(60, 40, None)
    assert made.loc[KNOWN, "value"] == 60
    assert made.loc[WORST, ["lower", "upper"]].isna().all()
    assert made.loc[WORST_RATIO, "verdict"] == "cannot be said"


def test_a_hidden_group_leaves_every_share_open():
    assert bounds(60, None, 3)[["value", "lower", "upper"]].isna().all(axis=None)


def test_each_table_has_its_own_unknown():
    both = pd.concat([cohort(30, 60, 10).assign(year="2022"), cohort(30, 60, 0).assign(year="2023")])
    made = unknown_bounds(both, by=["year"])
    assert made.groupby("year")["unknown"].first().tolist() == [10, 0]
    assert len(made) == 16


def test_without_a_population_there_are_shares_only():
    assert unknown_bounds(cohort(1, 2, 3).drop(columns="denominator"))["statistic"].unique().tolist() == [KNOWN, WORST]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.concat([cohort(1, 2, 3)] * 2), "Bounds need one row a group. There are several for a"),
        (cohort(-1, 2, 3), "A count cannot be below zero"),
        (cohort(1, 2, 3, share=0), "A ratio needs people in every group. There are none in a"),
        (cohort(1, 2, 3).replace("b", "All"), 'Take the rows of "All" out first'),
    ],
)
def test_a_bad_table_is_refused(table, said):
    with pytest.raises(ValueError, match=said):
        unknown_bounds(table)


COUNTS = st.integers(0, 500)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(COUNTS, COUNTS, st.integers(0, 60), st.floats(0.01, 0.99))
def test_one_more_unknown_never_narrows_the_bounds(count, rest, unknown, share):
    narrow, wide = bounds(count, rest, unknown, share), bounds(count, rest, unknown + 1, share)
    for statistic in (WORST, WORST_RATIO):
        for low, high in (("lower", "upper"), ("value_lowest", "value_highest")):
            before, after = narrow.loc[statistic, [low, high]], wide.loc[statistic, [low, high]]
            assert np.isnan(before[low]) or after[low] <= before[low] * (1 + 1e-9) + 1e-12
            assert np.isnan(before[high]) or after[high] >= before[high] * (1 - 1e-9) - 1e-12


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500), st.integers(0, 60), st.floats(0.01, 0.99), st.data())
def test_wherever_the_unknown_belong_the_truth_lies_within_the_bounds(count, rest, unknown, share, data):
    ours = data.draw(st.integers(0, unknown))
    made = bounds(count, rest, unknown, share)
    truth = bounds(count + ours, rest + unknown - ours, 0, share)
    for worst, plain in ((WORST, KNOWN), (WORST_RATIO, RATIO)):
        value = truth.loc[plain, "value"] * (1 + np.array([1e-9, -1e-9]))
        assert made.loc[worst, "value_lowest"] <= value[0]
        assert made.loc[worst, "value_highest"] >= value[1]
        assert made.loc[worst, "lower"] <= truth.loc[plain, "lower"] + 1e-9
        assert made.loc[worst, "upper"] >= truth.loc[plain, "upper"] * (1 - 1e-9)


@pytest.mark.parametrize(
    "label",
    ["Information not yet obtained", "Not obtained", "Refused or information not (yet) obtained", "REFU", "NOBT",
     " unknown", "UNKNOWN", "Prefer not to say", "Not known/not recorded", "Missing", "Declined"],
)  # fmt: skip
def test_whatever_a_system_writes_for_not_known_is_no_group(label):
    assert is_unknown(pd.Series([label, "White"])).tolist() == [True, False]


@pytest.mark.parametrize("label", ["Other", "Any other", "White British", "Female", "No disability", "Roma", "1"])
def test_a_group_is_a_group(label):
    assert not is_unknown(pd.Series([label])).any()
