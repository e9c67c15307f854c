"""Whose rate differs, and which differences are flagged: closed forms, other software's answers, and what must hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.disclosure.released import ReleasedTable
from analysis.measures.disparity import disparity, flags
from analysis.measures.pooling import pooled_years
from analysis.measures.unknowns import FlagRule

SIZES = st.integers(100, 10**6)
LOOSE = FlagRule(minimum_count=0, minimum_people=0)


def cohort(**counts):
    return pd.DataFrame(counts.items(), columns=["group", "count"])


def people(**numbers):
    return pd.DataFrame(numbers.items(), columns=["group", "population"])


def row(results, group, statistic="disparity ratio"):
    found = results[(results["group"] == group) & (results["statistic"] == statistic)]
    assert len(found) == 1
    return found.iloc[0]


def pair(one, people_of_one, two, people_of_two, rule=LOOSE, statistic="disparity ratio"):
    return row(
        disparity(cohort(a=one, b=two), people(a=people_of_one, b=people_of_two), "b", rule=rule), "a", statistic
    )


# Children of the group and of the whole cohort, people of the group and of the population; ratio to all others, with
# the odds of Wilson's limits, worked in R for the published figures of 2022-23. Log-Wald limits are within 1% of those.
OTHERS = [
    (91, 396, 31193, 265806, 2.24, 1.78, 2.83),
    (22, 398, 926, 265806, 16.74, 10.92, 25.64),
    (22, 398, 126, 257280, 119.41, 77.94, 182.96),
    (44, 541, 623, 45069, 6.32, 4.65, 8.59),
    (82, 542, 3855, 25739, 1.01, 0.80, 1.28),
]


@pytest.mark.parametrize(("count", "whole", "own", "of", "value", "lower", "upper"), OTHERS)
def test_the_worked_ratios_to_all_others(count, whole, own, of, value, lower, upper):
    made = pair(count, own, whole - count, of - own, statistic="ratio to all others")
    assert round(made["value"], 2) == value
    assert made[["lower", "upper"]].astype(float).tolist() == pytest.approx([lower, upper], rel=0.01)
    spread = stats.norm.ppf(0.975) * np.sqrt(1 / count + 1 / (whole - count))
    assert made["lower"] == pytest.approx(made["value"] * np.exp(-spread))


def test_a_group_has_its_rate_ratio_difference_and_ratio_to_others():
    made = disparity(cohort(a=40, b=100, c=30), people(a=1000, b=5000, c=2000), "b")
    own = made[made["group"] == "a"].set_index("statistic")
    expected = {"rate": 400, "disparity ratio": 2, "rate difference": 200, "ratio to all others": 0.04 / (130 / 7000)}
    assert own["value"].to_dict() == pytest.approx(expected)
    assert own.loc["disparity ratio", ["expected", "excess"]].tolist() == [20, 20]
    assert own.loc["disparity ratio", "base"] == "rate of b"
    assert own["confidence"].tolist() == [0.95] * 4


def test_the_reference_is_beside_itself_without_limits():
    made = row(disparity(cohort(a=40, b=100), people(a=1000, b=5000), "b"), "b")
    assert (made["value"], made["why"], made["method"]) == (1, "the reference", "the reference")
    assert np.isnan(made["lower"])


# Beside a reference so large that it has no chance of its own, the test is Poisson's of observed against expected.
@pytest.mark.parametrize(("observed", "expected"), [(0, 1), (0, 20), (9, 3), (6, 2)])
def test_few_and_nobody_are_tested_like_any_other_number(observed, expected):
    p = pair(observed, 1000, expected * 10**7, 1000 * 10**7)["p"]
    tails = [stats.poisson.cdf(observed, expected), stats.poisson.sf(observed - 1, expected)]
    assert p == pytest.approx(min(1, 2 * min(tails)), rel=1e-4)


def test_9_of_3_expected_is_significant_as_the_exact_test_has_it():  # one-sided 0.0038; a chi-squared test says 0.146
    assert pair(9, 1000, 3 * 10**7, 1000 * 10**7)["p"] / 2 == pytest.approx(0.0038, abs=5e-5)
    assert pair(22, 1000, 6 * 10**7, 1000 * 10**7)["p"] < 0.0001  # a chi-squared test says 0.0039


def test_nobody_of_20_expected_is_under_represented_and_nobody_of_1_is_withheld_with_its_p():
    made = flags(disparity(cohort(a=0, b=2000, c=0), people(a=1000, b=100_000, c=50), "b"))
    assert row(made, "a")[["value", "flag"]].tolist() == [0, "under-represented"]
    assert row(made, "a")["p"] < 1e-8
    assert row(made, "c")[["flag", "why"]].tolist() == ["withheld", "fewer than 10 counted and expected"]
    assert row(made, "c")["p"] > 0.5


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.integers(0, 400), SIZES, st.integers(0, 400), SIZES)
def test_swapping_groups_turns_ratio_and_limits_over_and_leaves_p(one, size, two, other):
    forth, back = pair(one, size, two, other), pair(two, other, one, size)
    if one + two == 0:
        assert np.isnan(forth["value"])
        return
    with np.errstate(divide="ignore"):
        turned = [np.float64(1) / back[name] for name in ("value", "upper", "lower")]
    assert forth[["value", "lower", "upper"]].astype(float).tolist() == pytest.approx(turned, rel=1e-9)
    assert forth["p"] == pytest.approx(back["p"], rel=1e-9)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.integers(10, 400), SIZES, st.integers(10, 400), SIZES, st.integers(2, 9))
def test_a_larger_population_all_round_leaves_the_ratios_alone(one, size, two, other, times):
    for statistic in ("disparity ratio", "ratio to all others"):
        small = pair(one, size, two, other, statistic=statistic)
        large = pair(one, size * times, two, other * times, statistic=statistic)
        names = ["value", "lower", "upper", "p", "excess"]
        assert small[names].astype(float).tolist() == pytest.approx(large[names].astype(float).tolist(), rel=1e-9)


def test_people_of_unknown_group_are_on_neither_side_and_bound_the_ratio():
    counts = cohort(a=40, b=100, Refused=4, Unknown=2)
    made = row(disparity(counts, people(a=1000, b=5000, Unclassified=70), "b"), "a")
    assert made[["value", "unknown"]].tolist() == [2, 6]
    assert made["unknown_share"] == pytest.approx(6 / 146)
    assert made["value_lowest"] == pytest.approx(40 / 106 * 5)
    assert made["value_highest"] == pytest.approx(46 / 100 * 5)


ENGLAND = pd.DataFrame([("b", 30000, 8_000_000, "England")], columns=["group", "count", "population", "area_name"])


def test_without_enough_in_the_reference_england_takes_its_place():
    made = disparity(cohort(a=40, b=9), people(a=3000, b=40000), "b", ENGLAND)
    assert row(made, "a")["value"] == pytest.approx((40 / 3000) / (30000 / 8_000_000))
    assert row(made, "a")["base"] == "rate of b, England"
    assert row(made, "a")["expected"] == pytest.approx(11.25)
    assert set(made["group"]) == {"a", "b"}
    assert row(disparity(cohort(a=40, b=10), people(a=3000, b=40000), "b", ENGLAND), "a")["base"] == "rate of b"


def test_without_an_alternate_there_is_no_ratio_and_a_reason():
    made = row(disparity(cohort(a=40, b=9), people(a=3000, b=40000), "b"), "a")
    assert made[["value", "lower", "upper"]].isna().all()
    assert made["why"] == "fewer than 10 counted, or fewer than 30 people, in the reference"
    thin = row(disparity(cohort(a=12, b=50), people(a=29, b=40000), "b"), "a")
    assert (thin["why"], thin["method"]) == ("fewer than 30 people", "no ratio")


def test_each_year_has_its_own_reference():
    counts = pd.concat([cohort(a=40, b=9).assign(date="2022"), cohort(a=40, b=80).assign(date="2023")])
    numbers = pd.concat([people(a=3000, b=40000).assign(date=date) for date in ("2022", "2023")])
    made = disparity(counts, numbers, "b", ENGLAND, by=["date"])
    assert made.loc[made["statistic"] == "disparity ratio", "base"].tolist() == [
        "rate of b, England", "rate of b, England", "rate of b", "rate of b",
    ]  # fmt: skip


def test_an_alternate_of_each_year_is_taken_for_its_own_year():
    counts = pd.concat([cohort(a=40, b=9).assign(date=date) for date in ("2022", "2023")])
    numbers = pd.concat([people(a=3000, b=40000).assign(date=date) for date in ("2022", "2023")])
    country = pd.concat([ENGLAND.assign(date="2022"), ENGLAND.assign(date="2023", count=15000)])
    made = disparity(counts, numbers, "b", country, by=["date"])
    ours = made[(made["statistic"] == "disparity ratio") & (made["group"] == "a")]
    assert ours["value"].tolist() == pytest.approx([32 / 9, 64 / 9])


def test_an_empty_table_has_no_flags():
    assert flags(results().iloc[:0])["flag"].tolist() == []


def test_results_of_released_counts_are_released():
    released = ReleasedTable(cohort(a=40, b=90))
    made = disparity(released, people(a=3000, b=40000), "b")
    assert isinstance(flags(made), ReleasedTable)
    assert not isinstance(disparity(cohort(a=40, b=90), people(a=3000, b=40000), "b"), ReleasedTable)


# On the figures of 2022-23: 23% of 396 are 1.5 times the not White of 10 to 17, 1.2 times the pupils not White British,
# as a share of a share; the ratio of rates to all others is further from 1, and the second is no clear difference.
@pytest.mark.parametrize(
    ("share", "flag"),
    [(0.08973, "over-represented"), (3855 / 25739, "over-represented"), (0.19574, "no clear difference")],
)
def test_the_published_23_percent_by_baseline(share, flag):
    results = disparity(cohort(a=91, b=305), people(a=100_000 * share, b=100_000 * (1 - share)), "b")
    assert row(flags(results), "a", "ratio to all others")["flag"] == flag


def test_a_hidden_count_has_no_ratio():
    made = disparity(cohort(a=None, b=90, c=50), people(a=3000, b=40000, c=900), "b")
    assert row(made, "a")["why"] == "a count is not known"
    assert row(made, "c")["value"] > 1
    assert np.isnan(row(made, "c", "ratio to all others")["value"])


def test_a_bad_table_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match='The population has no row for "c": give it one, or take the group out'):
        disparity(cohort(a=1, b=2, c=3), people(a=10, b=20), "b")
    with pytest.raises(ValueError, match='The cohort has no row for "c"'):
        disparity(cohort(a=1, b=2), people(a=10, b=20, c=30), "b")
    with pytest.raises(ValueError, match="one row a group and no total"):
        disparity(cohort(a=1, b=2, All=3), people(a=10, b=20, All=30), "b")
    with pytest.raises(ValueError, match=r'alternate table needs one row for "b"\. It has 0'):
        disparity(cohort(a=1, b=2), people(a=100, b=200), "b", ENGLAND.assign(group="x"))
    with pytest.raises(ValueError, match="A flag needs the column p"):
        flags(pd.DataFrame(columns=["group", "statistic", "value", "lower", "upper", "excess"]))
    with pytest.raises(ValueError, match=r"Expected 0 < ratio_under <= 1 <= ratio_over; got 1\.25, 0\.8"):
        FlagRule(ratio_over=0.8, ratio_under=1.25)


def results(**columns):
    base = {"statistic": "disparity ratio", "method": "log-Wald", "value": 2.0, "lower": 1.5, "upper": 2.7}
    base |= {"excess": 20.0, "p": 0.0001}
    length = max((len(column) for column in columns.values() if isinstance(column, list)), default=1)
    made = pd.DataFrame(base | columns, index=range(length))
    return made if "group" in made else made.assign(group=[f"g{number}" for number in range(length)])


def flagged(**columns):
    return flags(results(**columns)).iloc[0]


def test_a_flag_needs_limits_size_excess_and_p_together():
    assert flagged()["flag"] == "over-represented"
    assert flagged(value=0.5, lower=0.4, upper=0.7, excess=-20.0)["flag"] == "under-represented"
    for change, flag, why in [
        ({"lower": 0.99}, "no clear difference", "the limits include 1"),
        ({"p": 0.051}, "no clear difference", "an adjusted p not below 0.05"),
        ({"value": 1.2}, "small difference", "a ratio between 0.8 and 1.25"),
        ({"excess": 4.9}, "small difference", "fewer than 5 from the expected"),
    ]:
        assert flagged(**change)[["flag", "why"]].tolist() == [flag, why]


def test_what_is_not_known_withholds_a_flag():
    assert flagged(value=np.nan, why="a count is not known")[["flag", "why"]].tolist() == [
        "withheld", "a count is not known",
    ]  # fmt: skip
    assert flagged(unknown_share=0.11)[["flag", "why"]].tolist() == ["withheld", "more than 10% of unknown group"]
    assert flagged(unknown_share=0.10)["flag"] == "over-represented"
    straddling = flagged(value_lowest=0.9, value_highest=2.4)
    assert straddling["flag"] == "withheld"
    assert straddling["why"] == "what is not known could put the ratio on either side of 1"
    assert flagged(value_lowest=1.1, value_highest=2.4)["flag"] == "over-represented"


def test_rates_and_the_reference_are_not_flagged():
    made = flags(results(statistic=["rate", "disparity ratio"], method=["Byar", "the reference"]))
    assert made["flag"].isna().all()
    assert made["p_adjusted"].isna().all()


P_VALUES = st.lists(st.floats(1e-8, 1), min_size=1, max_size=25)


@settings(max_examples=20, deadline=None)
@given(P_VALUES)
def test_p_is_adjusted_as_scipy_does_it_and_keeps_its_order(values):
    made = flags(results(p=values))["p_adjusted"]
    assert made.tolist() == pytest.approx(stats.false_discovery_control(values, method="bh").tolist(), rel=1e-9)
    assert (made >= np.array(values) - 1e-12).all()
    assert made.iloc[np.argsort(values)].is_monotonic_increasing


def test_groups_named_in_advance_are_adjusted_by_holm_among_themselves():
    made = flags(results(group=["a", "b", "c", "d"], p=[0.01, 0.04, 0.03, 0.2]), named=["a", "b"])
    assert made["p_adjusted"].tolist() == pytest.approx([0.02, 0.04, 0.06, 0.2])


@pytest.mark.parametrize("column", ["statistic", "design_effect", "baseline"])
def test_two_answers_to_one_question_are_two_tables(column):
    made = flags(results(p=[0.04, 0.04]).assign(**{column: ["a ratio", "another ratio"]}))
    assert made["p_adjusted"].tolist() == [0.04, 0.04]


def years(*rows, **columns):
    table = results(group="a", date=[date for date, _ in rows], p=[p for _, p in rows], **columns)
    return flags(table)["persistent"].tolist()


def test_flagged_alike_for_three_years_running_is_persistent():
    assert years(("2021-22", 0.001), ("2022-23", 0.001), ("2023-24", 0.001)) == [False, False, True]
    assert years(("2020-21", 0.001), ("2022-23", 0.001), ("2023-24", 0.001)) == [False, False, False]
    assert years(("2021-03-31", 0.001), ("2022-03-31", 0.9), ("2023-03-31", 0.001)) == [False, False, False]
    assert years(("2021-03-31", 0.001), ("2022-06-30", 0.001), ("2023-03-31", 0.001)) == [False, False, False]


def test_three_years_on_two_sides_are_not_persistent():
    sides = {"value": [2, 2, 0.5], "lower": [1.5, 1.5, 0.4], "upper": [2.7, 2.7, 0.7], "excess": [9, 9, -9]}
    assert years(("2021-22", 0.001), ("2022-23", 0.001), ("2023-24", 0.001), **sides) == [False] * 3


def test_a_flag_is_firm_below_the_stricter_p_only_and_what_is_no_flag_never_is():
    made = flags(results(group=["a", "b"], p=[0.0099, 0.0101]).assign(statistic=["a ratio", "another ratio"]))
    assert made["flag"].tolist() == ["over-represented", "over-represented"]
    assert made["firm"].tolist() == [True, False]
    small = flags(results(group=["a"], p=[0.0001], excess=[2.0]))
    assert small[["flag", "firm"]].to_numpy().tolist() == [["small difference", False]]
    assert flags(results(group=["a"], p=[0.03]), FlagRule(firm=0.05))["firm"].tolist() == [True]


def test_without_a_year_persistence_is_not_known():
    assert flagged()["persistent"] is pd.NA


def test_the_rule_is_printed_with_its_thresholds():
    words = FlagRule(ratio_over=1.5, years=4, minimum_count=7).in_words()
    for part in (
        "the 95% limits lie above 1",
        "at least 1.5",
        "in 4 consecutive years",
        "fewer than 7 both",
        "10%",
        "p of 0.01",
    ):
        assert part in words
    assert "limits are not" in words  # adjusted


def test_three_years_are_pooled_where_all_three_are_there():
    table = pd.DataFrame(
        [("2020-21", 4, 100), ("2021-22", 5, 110), ("2022-23", 6, 120), ("2024-25", 9, 130)],
        columns=["date", "count", "denominator"],
    ).assign(group="a")
    made = pooled_years(table)
    assert made["count"].tolist()[2] == 15
    assert made["denominator"].tolist()[2] == 330
    assert made["pooled"].tolist()[2] == "2020 to 2022-23"
    assert made["count"].isna().tolist() == [True, True, False, True]
    assert pooled_years(table.assign(count=[4, None, 6, 9]))["count"].isna().all()
    with pytest.raises(ValueError, match="Years are 0: expected a whole number from 1"):
        pooled_years(table, 0)
    with pytest.raises(ValueError, match="one row a group and year"):
        pooled_years(pd.concat([table, table]))
