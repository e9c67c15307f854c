"""Ethnic ratios at like ages: a published table, closed forms, what must agree with what, and simulation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.disclosure.released import release_table
from analysis.measures.age_standardised import standardised_disparity
from analysis.measures.ratios import rate_ratio

TRIPLE = ["value", "lower", "upper"]
AGES = ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17"]
DIRECT, RATIO = "directly standardised rate", "standardised rate ratio"
INDIRECT, CRUDE = "ratio to the reference's rates", "crude rate ratio"


def tables(**groups):
    """cohort and population from (count, people) by age, a list a group."""
    rows = [(name, age, *pair) for name, pairs in groups.items() for age, pair in zip(AGES, pairs, strict=False)]
    made = pd.DataFrame(rows, columns=["group", "age_band", "count", "population"])
    return made[["group", "age_band", "count"]], made[["group", "age_band", "population"]]


def standard(*people):
    return pd.DataFrame({"age_band": AGES[: len(people)], "population": people})


def found(made, statistic, group="group"):
    return made[(made["statistic"] == statistic) & (made["group"] == group)].iloc[0]


def triple(row):
    return row[TRIPLE].astype(float).tolist()


# Doll and Hill 1966: coronary deaths of British male doctors, smokers and not, with the smokers' ages as the standard.
# The manual of Stata ([R] Epitab, ir with istandard) prints 1.417609; 1.146777 to 1.752403 is the delta method by hand.
SMOKERS = [(32, 52407), (104, 43248), (206, 28612), (186, 12663), (102, 5317)]
OTHERS = [(2, 18790), (12, 10673), (28, 5710), (28, 2585), (31, 1462)]


def test_the_doctors_who_smoked_at_the_smokers_ages():
    cohort, people = tables(group=SMOKERS, reference=OTHERS)
    made = standardised_disparity(cohort, people, standard(*(n for _, n in SMOKERS)), "reference")
    assert triple(found(made, RATIO)) == pytest.approx([1.417609, 1.146777, 1.752402], abs=1e-6)
    assert found(made, CRUDE)["value"] == pytest.approx(1.719823, abs=1e-6)


def test_at_the_group_s_own_ages_the_direct_and_the_indirect_ratio_are_one():
    cohort, people = tables(group=SMOKERS, reference=OTHERS)
    made = standardised_disparity(cohort, people, standard(*(n for _, n in SMOKERS)), "reference")
    assert triple(found(made, INDIRECT)) == pytest.approx(triple(found(made, RATIO)))


# Same rates at every age (40 and 10 for every 10,000), three times as many little children in the group: crude
# (120 + 10)/40,000 over (40 + 30)/40,000 = 1.86, at like ages 1.
def test_a_difference_that_is_age_alone_is_gone_at_like_ages_and_stays_in_the_crude_ratio():
    cohort, people = tables(group=[(120, 30000), (10, 10000)], reference=[(40, 10000), (30, 30000)])
    made = standardised_disparity(cohort, people, standard(1, 1), "reference")
    assert found(made, CRUDE)["value"] == pytest.approx(13 / 7)
    for statistic in (RATIO, INDIRECT):
        assert found(made, statistic)["value"] == pytest.approx(1)
    assert [found(made, DIRECT, g)["value"] for g in ("group", "reference")] == pytest.approx([25, 25])


PAIR = st.tuples(st.integers(1, 200), st.integers(300, 10**5))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(PAIR, PAIR)
def test_with_one_age_band_every_ratio_is_the_crude_one(one, other):
    made = standardised_disparity(*tables(group=[one], reference=[other]), standard(5), "reference")
    crude = found(made, CRUDE)
    if other[0] >= 10:
        assert triple(found(made, INDIRECT)) == pytest.approx(triple(crude), rel=1e-9)
        assert found(made, INDIRECT)["p"] == pytest.approx(crude["p"], rel=1e-6, abs=1e-12)
    if min(one[0], other[0]) >= 10:
        assert triple(found(made, RATIO)) == pytest.approx(triple(crude), rel=1e-9)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PAIR, PAIR, st.integers(1, 900)), min_size=1, max_size=5))
def test_turning_the_groups_round_turns_the_standardised_ratio_over(rows):
    cohort, people = tables(a=[row[0] for row in rows], b=[row[1] for row in rows])
    weights = standard(*(row[2] for row in rows))
    one = found(standardised_disparity(cohort, people, weights, "b"), RATIO, "a")
    other = found(standardised_disparity(cohort, people, weights, "a"), RATIO, "b")
    if one[TRIPLE].notna().all():
        value, lower, upper = triple(other)
        assert triple(one) == pytest.approx([1 / value, 1 / upper, 1 / lower], rel=1e-9)
    assert one[TRIPLE].isna().tolist() == other[TRIPLE].isna().tolist()


@pytest.mark.parametrize(
    ("group", "reference", "said"),
    [
        ([(5, 900), (4, 900)], [(90, 9000), (90, 9000)], "no ratio: fewer than 10 events in the group"),
        ([(50, 900), (40, 900)], [(5, 9000), (4, 9000)], "no ratio: fewer than 10 events in the reference"),
        ([(50, 900), (None, 900)], [(50, 9000), (40, 9000)], "no ratio: a count is not known"),
    ],
)
def test_where_there_is_no_standardised_ratio_the_row_says_why(group, reference, said):
    made = standardised_disparity(*tables(group=group, reference=reference), standard(1, 1), "reference")
    assert found(made, RATIO)["method"] == said
    assert found(made, RATIO)[[*TRIPLE, "p"]].isna().all()


def test_a_few_children_or_counts_hidden_by_age_still_have_an_indirect_ratio():
    reference = [(90, 9000), (45, 9000)]
    few = standardised_disparity(*tables(group=[(5, 900), (4, 900)], reference=reference), standard(1, 1), "reference")
    assert found(few, INDIRECT)["value"] == pytest.approx(9 / 13.5)
    cohort, people = tables(group=[(None, 900), (None, 900)], reference=reference)
    totals = pd.DataFrame({"group": ["group"], "count": [9]})
    hidden = standardised_disparity(cohort, people, standard(1, 1), "reference", totals)
    assert triple(found(hidden, INDIRECT)) == pytest.approx(triple(found(few, INDIRECT)))
    assert triple(found(hidden, CRUDE)) == pytest.approx(triple(found(few, CRUDE)))
    assert found(hidden, INDIRECT)["method"] == "observed over expected, exact"


def test_nobody_counted_has_an_upper_limit_and_a_small_reference_no_indirect_ratio():
    made = standardised_disparity(*tables(group=[(0, 900)], reference=[(90, 9000)]), standard(1), "reference")
    crude = rate_ratio(pd.DataFrame({"group": ["group", "reference"], "count": [0, 90], "denominator": [900, 9000]}),
                       "reference").iloc[0]  # fmt: skip
    assert triple(found(made, INDIRECT)) == pytest.approx(triple(crude))
    few = standardised_disparity(*tables(group=[(30, 900)], reference=[(9, 9000)]), standard(1), "reference")
    assert found(few, INDIRECT)["method"] == "no ratio: fewer than 10 events in the reference"


def test_the_reference_keeps_its_rows_without_limits():
    made = standardised_disparity(*tables(group=SMOKERS, reference=OTHERS), standard(1, 1, 1, 1, 1), "reference")
    for statistic in (RATIO, INDIRECT, CRUDE):
        row = found(made, statistic, "reference")
        assert (row["value"], row["method"]) == (pytest.approx(1), "the reference")
        assert row[["lower", "upper"]].isna().all()
    assert made["statistic"].tolist()[:4] == [DIRECT, RATIO, INDIRECT, CRUDE]


def test_unknown_groups_leave_both_sides_and_a_group_on_one_side_only_is_refused():
    cohort, people = tables(group=SMOKERS, reference=OTHERS, Refused=[(9, 1)] * 5)
    people = people[people["group"] != "Refused"]
    made = standardised_disparity(cohort, people, standard(1, 1, 1, 1, 1), "reference")
    assert set(made["group"]) == {"group", "reference"}
    with pytest.raises(ValueError, match='The population has no row for "group"'):
        standardised_disparity(cohort, people[people["group"] != "group"], standard(1, 1, 1, 1, 1), "reference")
    with pytest.raises(ValueError, match='The cohort has no row for the reference "White"'):
        standardised_disparity(cohort, people, standard(1, 1, 1, 1, 1), "White")


def test_totals_that_are_not_the_sum_of_the_ages_are_refused():
    totals = pd.DataFrame({"group": ["group"], "count": [631]})
    with pytest.raises(ValueError, match="Counts by age do not add up to the total of group"):
        standardised_disparity(*tables(group=SMOKERS, reference=OTHERS), standard(*[1] * 5), "reference", totals)


# 4,000 pairs of groups, 33 and 380 events expected, five ages: logarithms of the ratios scatter as the limits say.
def test_the_limits_are_as_wide_as_simulated_ratios_scatter():
    random, rate = np.random.default_rng(20230331), np.array([0.02, 0.01, 0.008, 0.012, 0.02])
    n1, n0 = np.array([300, 700, 700, 600, 150]), np.array([1000, 5000, 7000, 9000, 3000])
    weight = np.array([1, 4, 5, 6, 2])
    x1, x0 = random.poisson(1.3 * rate * n1, (4000, 5)), random.poisson(rate * n0, (4000, 5))
    direct = (weight * x1 / n1).sum(axis=1) / (weight * x0 / n0).sum(axis=1)
    indirect = x1.sum(axis=1) / (n1 * x0 / n0).sum(axis=1)
    pairs = {"group": list(zip(np.round(1.3 * rate * n1), n1, strict=True)),
             "reference": list(zip(np.round(rate * n0), n0, strict=True))}  # fmt: skip
    made = standardised_disparity(*tables(**pairs), standard(*weight), "reference")
    for ratios, statistic in ((direct, RATIO), (indirect, INDIRECT)):
        row = found(made, statistic)
        error = np.log(row["upper"] / row["lower"]) / (2 * stats.norm.isf(0.025))
        assert np.log(ratios).std() == pytest.approx(error, rel=0.06)


def test_a_result_is_released_only_if_every_table_it_rests_on_is():
    tables_ = [*tables(group=SMOKERS, reference=OTHERS), standard(1, 1, 1, 1, 1)]
    released = [release_table(table, str(at), "internal") for at, table in enumerate(tables_)]
    assert set(standardised_disparity(*released, "reference").keys_released) == {"0", "1", "2"}
    assert not standardised_disparity(*released[:2], tables_[2], "reference").keys_released
    assert not standardised_disparity(released[0], tables_[1], released[2], "reference").keys_released


def test_a_reference_without_any_events_gives_no_ratio_and_no_warning():
    bands = ["0-4", "5-17"]
    cohort = pd.DataFrame({"group": ["a"] * 2 + ["b"] * 2, "age_band": bands * 2, "count": [12, 8, 0, 0]})
    people = cohort[["group", "age_band"]].assign(population=[500, 900, 700, 800])
    standard = pd.DataFrame({"age_band": bands, "population": [1, 3]})
    rows = standardised_disparity(cohort, people, standard, "b")
    ratios = rows[
        (rows["group"] == "a") & rows["statistic"].str.contains("ratio to the reference|standardised rate ratio")
    ]
    assert ratios["value"].isna().all()
    assert ratios["method"].str.startswith("no ratio").all()
