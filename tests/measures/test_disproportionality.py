"""Who is over- or under-represented: the worked table of the methods note, and what must hold for any table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.disproportionality import (
    cohort_by_group,
    representation,
    share_bounds,
    share_of_baseline,
    verdicts,
)
from analysis.vocabulary.ethnicity import members


def cohort(low, high, whole, group="not White"):
    return pd.DataFrame([(group, low, high, whole)], columns=["group", "count_lower", "count_upper", "denominator"])


def baseline(share, group="not White"):
    return pd.DataFrame([(group, share)], columns=["group", "share"])


def index(low, high, whole, share, confidence=0.95):
    return representation(cohort(low, high, whole), baseline(share), confidence).iloc[0]


# Children, cohort, baseline share; index with its limits; expected and excess. Worked independently in R.
WORKED = [
    (91, 396, 0.08900, 2.58, 2.15, 3.08, 35.2, 55.8),
    (91, 396, 31193 / 265806, 1.96, 1.63, 2.33, 46.5, 44.5),
    (91, 396, 0.19574, 1.17, 0.98, 1.40, 77.5, 13.5),
    (91, 396, 0.20097, 1.14, 0.95, 1.36, 79.6, 11.4),
    (162, 541, 0.08900, 3.36, 2.95, 3.81, 48.1, 113.9),
    (162, 541, 0.19574, 1.53, 1.34, 1.73, 105.9, 56.1),
    (82, 542, 23852 / 265806, 1.69, 1.38, 2.05, 48.6, 33.4),
    (101, 542, 23852 / 265806, 2.08, 1.74, 2.47, 48.6, 52.4),
    (82, 542, 3855 / 25739, 1.01, 0.83, 1.23, 81.2, 0.8),
    (22, 398, 126 / 257280, 112.87, 75.11, 167.99, 0.2, 21.8),
    (22, 398, 926 / 265806, 15.87, 10.56, 23.62, 1.4, 20.6),
    (22, 398, 623 / 45069, 4.00, 2.66, 5.95, 5.5, 16.5),
    (44, 541, 623 / 45069, 5.88, 4.42, 7.77, 7.5, 36.5),
]


@pytest.mark.parametrize(("count", "whole", "share", "value", "lower", "upper", "expected", "excess"), WORKED)
def test_the_worked_examples(count, whole, share, value, lower, upper, expected, excess):
    row = index(count, count, whole, share)
    assert row[["value", "lower", "upper"]].astype(float).round(2).tolist() == [value, lower, upper]
    assert row[["expected", "excess"]].astype(float).round(1).tolist() == [expected, excess]


def test_a_rounded_percentage_gives_the_widest_limits_that_its_counts_allow():
    row = index(90, 93, 396, 0.089)
    assert row[["value_lowest", "value_highest"]].astype(float).round(2).tolist() == [2.55, 2.64]
    assert row[["lower", "upper"]].astype(float).round(2).tolist() == [2.12, 3.14]
    assert row["method"] == "Wilson, over the counts that are possible"


def test_a_definition_that_matches_takes_the_difference_away():
    assert index(90, 93, 396, 0.089)["verdict"] == "above"
    assert index(90, 93, 396, 0.19574)["verdict"] == "no clear difference"


def test_a_percentage_that_no_count_comes_to_gives_no_verdict():
    row = index(22, 21, 396, 0.01)
    assert row["verdict"] == "cannot be said"
    assert row[["lower", "upper"]].isna().all()


@pytest.mark.parametrize(("low", "high", "whole"), [(0, None, 542), (None, None, 542), (5, 9, None), (5, 9, 8)])
def test_what_is_not_known_gives_no_verdict(low, high, whole):
    assert index(low, high, whole, 0.1)["verdict"] == "cannot be said"


@pytest.mark.parametrize(("expected", "verdict"), [(1, "no clear difference"), (20, "below")])
def test_nobody_is_tested_like_any_other_count(expected, verdict):
    assert index(0, 0, 400, expected / 400)["verdict"] == verdict


@pytest.mark.parametrize("share", [0, -0.1])
def test_a_baseline_without_the_group_is_refused(share):
    with pytest.raises(ValueError, match="A baseline share must be above zero"):
        index(1, 1, 100, share)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(1, whole), st.just(whole))))
def test_equal_shares_are_an_index_of_one_inside_its_limits(pair):
    count, whole = pair
    row = index(count, count, whole, count / whole)
    assert row["value"] == pytest.approx(1)
    assert row["lower"] <= 1 + 1e-9
    assert row["upper"] >= 1 - 1e-9
    assert row["excess"] == pytest.approx(0, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 500), st.integers(0, 50), st.integers(0, 50), st.floats(0.001, 1))
def test_a_wider_interval_of_counts_never_narrows_the_limits(low, more, unknown, share):
    whole = low + more + unknown + 500
    narrow, wide = index(low, low + more, whole, share), index(low, low + more + unknown, whole, share)
    assert wide["lower"] == narrow["lower"]
    assert wide["upper"] >= narrow["upper"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 300), st.integers(300, 600), st.floats(0.01, 0.99))
def test_more_confidence_never_narrows_the_limits(count, whole, share):
    sure, surer = index(count, count, whole, share, 0.95), index(count, count, whole, share, 0.998)
    assert surer["lower"] <= sure["lower"] + 1e-12
    assert surer["upper"] >= sure["upper"] - 1e-12


def test_the_words_follow_from_the_limits():
    lower, upper = pd.Series([1.01, 0.5, 0.9, 1.0, np.nan]), pd.Series([2, 0.99, 1.1, 1.2, 3])
    assert verdicts(lower, upper).tolist() == ["above", "below", *["no clear difference"] * 2, "cannot be said"]


PUPILS = pd.DataFrame(
    [("White British", 36247), ("Gypsy/Roma", 613), ("Irish Traveller", 10), ("Other", 8199), ("Unclassified", 295)],
    columns=["group", "population"],
)


def test_pupils_who_are_not_white_british_are_19_574_percent_of_those_whose_group_is_known():
    groups = {"not White British": members("not White British") | {"Other"}}
    [row] = share_of_baseline(PUPILS, groups).to_dict("records")
    assert round(100 * row["share"], 3) == 19.574
    assert row["of"] == 45069


def test_the_shipped_school_census_gives_the_same(shipped):
    rows = shipped.population
    rows = rows[(rows["base"] == "school_census") & (rows["area"] == "E08000018") & (rows["year"] == "2021-22")]
    names = ("not White British", "Gypsy, Roma and Traveller", "not White")
    shares = share_of_baseline(rows[rows["group"] != "All"], {name: members(name) for name in names})
    assert (100 * shares["share"]).round(3).tolist() == [19.574, 1.382, 14.808]


def test_a_table_of_the_five_can_be_summed_too(shipped):
    rows = shipped.population
    rows = rows[(rows["classification"] == "5") & (rows["area"] == "E08000018") & (rows["group"] != "All")]
    [row] = share_of_baseline(rows, {"not White": members("not White")}).to_dict("records")
    assert round(100 * row["share"], 3) == 14.977


@pytest.mark.parametrize("group", ["Unclassified", "Refused", "Not obtained", "Unknown"])
def test_people_whose_group_is_not_known_are_on_neither_side(group):
    people = pd.DataFrame([("White British", 80), ("Pakistani", 20), (group, 50)], columns=["group", "population"])
    assert share_of_baseline(people, {"not White": members("not White")})["share"].tolist() == [0.2]


def test_a_total_among_the_groups_is_refused():
    people = pd.DataFrame([("White British", 80), ("All", 100)], columns=["group", "population"])
    with pytest.raises(ValueError, match='Take the rows of "All" out first'):
        share_of_baseline(people, {"White": members("White")})


def parts(**groups):
    rows = [("2023-03-31", group, *cells) for group, cells in groups.items()]
    return pd.DataFrame(rows, columns=["date", "group", "count", "count_lower", "count_upper"])


TOTAL = pd.DataFrame([("2023-03-31", 542)], columns=["date", "count"])
CARE_2023 = {
    "White": (441, 441, 441), "Mixed": (45, 45, 45), "Asian": (22, 22, 22), "Black": (15, 15, 15),
    "Other": (None, 0, 19), "Unknown": (None, 0, 19),
}  # fmt: skip


def not_white(**groups):
    made = cohort_by_group(parts(**groups), TOTAL)
    return made[made["group"] == "not White"].iloc[0]


def test_with_other_and_unknown_hidden_the_children_not_white_are_82_to_101():
    row = not_white(**CARE_2023)
    assert row[["count_lower", "count_upper", "denominator"]].tolist() == [82, 101, 542]
    assert np.isnan(row["count"])
    bounds = share_bounds(row.to_frame().T).iloc[0]
    assert (round(bounds["lowest"], 1), round(bounds["highest"], 1)) == (15.1, 18.6)


def test_a_group_without_any_interval_leaves_not_white_open_to_what_white_leaves():
    row = not_white(**CARE_2023 | {"Black": (None, None, None)})
    assert row[["count_lower", "count_upper"]].tolist() == [67, 101]


def test_unknown_stays_in_the_whole_and_is_no_row():
    made = cohort_by_group(parts(**CARE_2023), TOTAL)
    assert "Unknown" not in set(made["group"])
    assert made["denominator"].unique().tolist() == [542]
