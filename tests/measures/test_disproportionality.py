"""Who is over- or under-represented: the worked table of the methods note, and what must hold for any table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.measures.cohorts import cohort_by_group, share_bounds, share_of_baseline
from analysis.measures.disproportionality import representation, verdicts
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


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="A baseline share is a proportion between 0 and 1"):
        index(1, 1, 100, share)


def test_a_group_that_the_baseline_has_nobody_of_keeps_its_row_without_an_index():
    row = index(6, 6, 100, 0)
    assert np.isnan(row["value"])
    assert (row["verdict"], row["why"]) == ("cannot be said", "nobody of the group in the baseline")


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(1, whole), st.just(whole))))
def test_equal_shares_are_an_index_of_one_inside_its_limits(pair):
    count, whole = pair
    row = index(count, count, whole, count / whole)
    assert row["value"] == pytest.approx(1)
    assert row["lower"] <= 1 + 1e-9
    assert row["upper"] >= 1 - 1e-9
    assert row["excess"] == pytest.approx(0, abs=1e-6)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 500), st.integers(0, 50), st.integers(0, 50), st.floats(0.001, 1))
def test_a_wider_interval_of_counts_never_narrows_the_limits(low, more, unknown, share):
    whole = low + more + unknown + 500
    narrow, wide = index(low, low + more, whole, share), index(low, low + more + unknown, whole, share)
    assert wide["lower"] == narrow["lower"]
    assert wide["upper"] >= narrow["upper"]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 300), st.integers(300, 600), st.floats(0.01, 0.99))
def test_more_confidence_never_narrows_the_limits(count, whole, share):
    sure, surer = index(count, count, whole, share, 0.95), index(count, count, whole, share, 0.998)
    assert surer["lower"] <= sure["lower"] + 1e-12
    assert surer["upper"] >= sure["upper"] - 1e-12


def test_the_words_follow_from_the_limits():
    lower, upper = pd.Series([1.01, 0.5, 0.9, 1.0, np.nan]), pd.Series([2, 0.99, 1.1, 1.2, 3])
    assert verdicts(lower, upper).tolist() == ["above", "below", *["no clear difference"] * 2, "cannot be said"]


PLANS = pd.DataFrame({"group": ["White British", "Mixed", "Roma", "Refused"], "count": [300, 60, 4, 36]})
PEOPLE = pd.DataFrame({"group": ["White British", "Mixed", "Roma", "Refused"], "population": [9000, 800, 200, 77]})


def test_plain_counts_and_people_are_enough():
    """60 of 364 known over 800 of 10,000: 2.06, by division. Four counted: Clopper and Pearson's limits."""
    rows = representation(PLANS, PEOPLE).set_index("group")
    assert rows.loc["Mixed", "value"] == pytest.approx((60 / 364) / 0.08)
    assert rows["denominator"].unique().tolist() == [364]
    assert "Refused" not in rows.index
    exact = stats.binomtest(4, 364).proportion_ci()
    assert rows.loc["Roma", ["lower", "upper"]].tolist() == pytest.approx([exact.low / 0.02, exact.high / 0.02])
    assert rows["method"].tolist() == ["Wilson", "Wilson", "exact binomial"]


def test_the_unknown_reach_from_none_to_all_of_them_in_the_group():
    rows = representation(PLANS, PEOPLE).set_index("group")
    bounds = rows.loc["Mixed", ["value_lowest", "value_highest"]].tolist()
    assert bounds == pytest.approx([60 / 400 / 0.08, 96 / 400 / 0.08])
    assert rows["unknown_share"].tolist() == pytest.approx([0.09] * 3)


def test_a_verdict_that_the_unknown_could_turn_is_withheld():
    """4 of 400 is half of a share of 2%; with 36 unknown among them it would be five times."""
    row = representation(PLANS, PEOPLE).set_index("group").loc["Roma"]
    assert row["verdict"] == "cannot be said"
    assert row["why"] == "what is not known could put the index on either side of 1"


def test_more_unknown_than_the_rule_allows_leave_no_verdict():
    many = PLANS.assign(count=[300, 60, 4, 60])
    assert set(representation(many, PEOPLE)["verdict"]) == {"cannot be said"}


def test_years_are_tables_of_their_own():
    both = pd.concat([PLANS.assign(date="2023-03-31"), PLANS.assign(date="2024-03-31", count=[100, 20, 0, 0])])
    rows = representation(both, PEOPLE)
    assert rows.groupby("date")["denominator"].first().tolist() == [364, 120]
    assert rows.groupby("date")["unknown"].first().tolist() == [36, 0]


def test_a_denominator_that_is_the_people_of_each_group_is_refused():
    with pytest.raises(ValueError, match="leave it out here and give it as the baseline"):
        representation(PLANS.assign(denominator=[9000, 800, 200, 77]), PEOPLE)


def test_a_total_among_the_counts_is_refused():
    total = pd.DataFrame({"group": ["All"], "count": [400]})
    with pytest.raises(ValueError, match='Take the rows of "All" out first'):
        representation(pd.concat([PLANS, total]), PEOPLE)


def test_below_the_floor_there_is_no_index_and_nobody_of_many_expected_still_has_one():
    cohort_ = pd.DataFrame({"group": ["a", "b", "c"], "count": [2, 0, 398]})
    people = pd.DataFrame({"group": ["a", "b", "c"], "population": [2, 50, 948]})
    rows = representation(cohort_, people, minimum=3).set_index("group")
    assert rows.loc["a", "why"] == "fewer than 3 counted and expected"
    assert np.isnan(rows.loc["a", "value"])
    assert rows.loc["b", "verdict"] == "below"


@pytest.mark.parametrize(("count", "whole", "share"), [(91, 396, 0.2), (22, 398, 0.0138), (4, 364, 0.02), (0, 20, 0.2)])
def test_p_agrees_with_the_limits(count, whole, share):
    row = index(count, count, whole, share)
    assert (row["p"] < 0.05) == (row["verdict"] != "no clear difference")


def test_nobody_of_twenty_expected_is_p_4e_9_and_of_one_expected_is_not_clear():
    """Binomial (1 - 0.05)^400 doubled, and Poisson's 2 exp(-20) near it."""
    assert index(0, 0, 400, 0.05)["p"] == pytest.approx(2 * 0.95**400)
    assert index(0, 0, 400, 1 / 400)["p"] > 0.7


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 5000)), min_size=2, max_size=6), st.integers(1, 9))
def test_ten_times_the_people_leave_every_index_as_it_is(rows, times):
    groups = [f"g{at}" for at in range(len(rows))]
    table = pd.DataFrame({"group": groups, "count": [count + 1 for count, _ in rows]})
    people = pd.DataFrame({"group": groups, "population": [n for _, n in rows]})
    one = representation(table, people)
    more = representation(table, people.assign(population=people["population"] * times))
    assert np.allclose(one[["value", "lower", "upper"]], more[["value", "lower", "upper"]])
    assert one["excess"].sum() == pytest.approx(0, abs=1e-6)


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


CARE_2025 = {
    "White": (389, 389, 389), "Mixed": (33, 33, 33), "Asian": (19, 19, 19), "Black": (14, 14, 14),
    "Other": (9, 9, 9), "Unknown": (12, 12, 12),
}  # fmt: skip


def test_a_known_unknown_leaves_the_whole_and_reaches_into_every_bound():
    """476 in care, 12 of unknown group: shares of 464, worst cases of 476."""
    made = cohort_by_group(parts(**CARE_2025), TOTAL.assign(count=476)).set_index("group")
    assert made["denominator"].unique().tolist() == [464]
    assert made["everybody"].unique().tolist() == [476]
    assert made["count_most"].to_dict() == {
        "White": 401, "Mixed": 45, "Asian": 31, "Black": 26, "Other": 21, "not White": 87,
    }  # fmt: skip
    row = representation(made.reset_index(), baseline(0.033, "Mixed")).iloc[0]
    assert row["value"] == pytest.approx(33 / 464 / 0.033)
    assert [row["value_lowest"], row["value_highest"]] == pytest.approx([33 / 476 / 0.033, 45 / 476 / 0.033])


def test_where_other_and_unknown_are_hidden_together_nobody_is_counted_twice():
    """19 are in Other or of unknown group: at most 101 are not White, and at most 41 Asian."""
    made = cohort_by_group(parts(**CARE_2023), TOTAL).set_index("group")
    assert made.loc[["not White", "Asian", "Other"], "count_most"].tolist() == [101, 41, 19]


def test_unknown_stays_in_the_whole_and_is_no_row():
    made = cohort_by_group(parts(**CARE_2023), TOTAL)
    assert "Unknown" not in set(made["group"])
    assert made["denominator"].unique().tolist() == [542]


HIDDEN_UNKNOWN = cohort_by_group(parts(**CARE_2023), TOTAL)


@pytest.mark.parametrize(("group", "count", "share"), [("White", 441, 0.8519), ("Black", 15, 0.0173)])
def test_a_hidden_unknown_leaves_the_whole_open_and_the_limits_reach_over_both_its_ends(group, count, share):
    """542 children, of whom up to 19 are of unknown group: the known are 523 to 542."""
    row = representation(HIDDEN_UNKNOWN, baseline(share, group)).iloc[0]
    least, most = (proportion_confint(count, whole, method="wilson") for whole in (542, 523))
    assert [row["lower"], row["upper"]] == pytest.approx([least[0] / share, most[1] / share])
    assert row["value"] == pytest.approx(count / 532.5 / share)
    assert row["verdict"] == "no clear difference"
    assert row["method"].endswith("over the counts that are possible")


@pytest.mark.parametrize("whole", [1, 9, 10, 80, 1999])
def test_everybody_of_a_group_that_is_everybody_is_an_index_of_one_without_a_difference(whole):
    row = index(whole, whole, whole, 1.0)
    assert (row["value"], row["upper"], row["verdict"]) == (1.0, 1.0, "no clear difference")


TWO_AREAS = pd.concat([PLANS.assign(area="a"), PLANS.assign(area="b", count=[100, 60, 4, 36])])


def test_areas_meet_the_people_of_their_own_area():
    people = pd.concat([PEOPLE.assign(area="a"), PEOPLE.assign(area="b", population=[900, 800, 20, 7])])
    rows = representation(TWO_AREAS, people, by="area")
    assert len(rows) == 6
    alone = representation(PLANS, PEOPLE)
    assert rows.loc[rows["area"] == "a", "value"].tolist() == pytest.approx(alone["value"].tolist())


@pytest.mark.parametrize(
    ("cohort_", "people", "said"),
    [
        (pd.concat([PLANS, PLANS.head(1)]), PEOPLE, "A cohort has one row a group; White British has several"),
        (pd.concat([PLANS.assign(yr=1), PLANS.assign(yr=2)]), PEOPLE, "Name what tells tables apart in `by`"),
        (PLANS, pd.concat([PEOPLE, PEOPLE.head(1)]), "A baseline has one row a group; White British has several"),
        (PLANS, PEOPLE[PEOPLE["group"] != "Roma"], 'The baseline has no row for "Roma"'),
        (PLANS.assign(count=[300, 60, -4, 36]), PEOPLE, "A count cannot be below zero"),
    ],
)
def test_what_would_be_crossed_dropped_or_counted_twice_is_refused(cohort_, people, said):
    with pytest.raises(ValueError, match=said):
        representation(cohort_, people)


@pytest.mark.parametrize("everybody", [364, 400])
def test_a_whole_with_or_without_the_unknown_gives_the_share_of_the_known(everybody):
    rows = representation(PLANS.assign(denominator=everybody), PEOPLE).set_index("group")
    assert rows.loc["Mixed", "value"] == pytest.approx((60 / 364) / 0.08)
    assert rows.loc["Mixed", "unknown_share"] == pytest.approx(0.09)


def test_more_counted_than_the_whole_has_no_index():
    row = representation(PLANS.assign(denominator=50), PEOPLE).set_index("group").loc["Mixed"]
    assert np.isnan(row["value"])
    assert row["verdict"] == "cannot be said"


def test_nobody_counted_in_any_group_has_no_index():
    assert representation(PLANS.assign(count=0), PEOPLE)["value"].isna().all()
