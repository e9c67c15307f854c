"""Ratios within strata: a published table, closed forms by hand, other software, and what must stay as it was."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measures.ratios import rate_ratio
from analysis.measures.strata import stratified_ratio

TRIPLE = ["value", "lower", "upper"]
MH, CRUDE = "Mantel-Haenszel rate ratio", "crude rate ratio"

# Doll and Hill 1966, deaths from coronary disease of British male doctors: smokers and non-smokers by age. Breslow and
# Day II 1987, and Rothman and Greenland, work it; the manual of Stata ([R] Epitab, ir) prints crude 1.719823, pooled
# 1.424682 (1.154703 to 1.757784), test of homogeneity chi2(4) = 10.41, p = 0.0340.
DOCTORS = [
    (32, 52407, 2, 18790),
    (104, 43248, 12, 10673),
    (206, 28612, 28, 5710),
    (186, 12663, 28, 2585),
    (102, 5317, 31, 1462),
]


def strata(*rows, groups=("group", "reference")):
    made = [
        (name, place, *numbers)
        for place, (x1, n1, x0, n0) in enumerate(rows)
        for name, numbers in zip(groups, [(x1, n1), (x0, n0)], strict=True)
    ]
    return pd.DataFrame(made, columns=["group", "decile", "count", "denominator"])


def pooled(table, reference="reference", **more):
    made = stratified_ratio(table, reference, "decile", **more)
    return made[made["statistic"] == MH].iloc[0]


def triple(row):
    return row[TRIPLE].astype(float).tolist()


def test_the_doctors_who_smoked():
    made = stratified_ratio(strata(*DOCTORS), "reference", "decile").set_index("statistic")
    assert triple(made.loc[MH]) == pytest.approx([1.424682, 1.154703, 1.757784], abs=1e-6)
    assert made.loc[CRUDE, "value"] == pytest.approx(1.719823, abs=1e-6)
    assert made.loc[MH, "homogeneity"] == pytest.approx(10.41, abs=0.005)
    assert made.loc[MH, "p_homogeneity"] == pytest.approx(0.0340, abs=0.00005)


def test_a_pooled_ratio_of_strata_that_differ_is_marked_and_one_of_strata_alike_is_not():
    row = pooled(strata(*DOCTORS))
    assert (row["strata_differ"], row["method"]) == (True, "Mantel-Haenszel, Greenland-Robins; strata differ")
    assert pooled(strata(*DOCTORS), alpha=0.01)["method"] == "Mantel-Haenszel, Greenland-Robins"
    same = pooled(strata((20, 1000, 40, 4000), (60, 1000, 60, 2000)))
    assert (same["value"], same["homogeneity"], same["strata_differ"]) == (pytest.approx(2), pytest.approx(0), False)


# Two deciles by hand: top 30 x 4000/5000 + 20 x 1000/5000 = 28; bottom 60 x 1000/5000 + 10 x 4000/5000 = 20; ratio 1.4.
# Variance (90 x 4e6/25e6 + 30 x 4e6/25e6) ÷ (28 x 20) = 19.2/560. Crude: 50/5000 over 70/5000 = 0.71: the other side.
def test_two_deciles_by_hand_in_which_the_crude_ratio_points_the_other_way():
    table = strata((30, 1000, 60, 4000), (20, 4000, 10, 1000))
    wide = np.exp(1.959964 * np.sqrt(19.2 / 560))
    assert triple(pooled(table)) == pytest.approx([1.4, 1.4 / wide, 1.4 * wide], rel=1e-6)
    crude = stratified_ratio(table, "reference", "decile").set_index("statistic").loc[CRUDE]
    assert crude["value"] == pytest.approx(5 / 7)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.integers(300, 10**5), st.integers(1, 300), st.integers(300, 10**5))
def test_one_stratum_is_the_crude_ratio_with_its_limits_and_p_few_events_or_many(x1, n1, x0, n0):
    table = strata((x1, n1, x0, n0))
    row, crude = pooled(table), rate_ratio(table, "reference").iloc[0]
    assert triple(row) == pytest.approx(triple(crude), rel=1e-7)
    assert row["p"] == pytest.approx(crude["p"], rel=1e-6, abs=1e-12)


ROWS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(500, 5000), st.integers(0, 60), st.integers(500, 5000)),
    min_size=1,
    max_size=5,
)


def some(rows):
    assume(sum(row[0] for row in rows) > 0 and sum(row[2] for row in rows) > 0)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_turning_the_groups_round_turns_ratio_and_limits_over_and_keeps_the_test(rows):
    some(rows)
    one, other = pooled(strata(*rows)), pooled(strata(*rows), reference="group")
    value, lower, upper = triple(other)
    assert triple(one) == pytest.approx([1 / value, 1 / upper, 1 / lower], rel=1e-7)
    assert one["lower"] <= one["value"] <= one["upper"]
    assert one["strata_tested"] == other["strata_tested"]
    if one["strata_tested"] > 1:
        assert one["homogeneity"] == pytest.approx(other["homogeneity"], abs=1e-9)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_splitting_a_stratum_in_proportion_changes_neither_ratio_nor_limits(rows):
    some(rows)
    doubled = [tuple(2 * number for number in row) for row in rows]
    halved = [rows[0], rows[0], *doubled[1:]]
    assert triple(pooled(strata(*halved))) == pytest.approx(triple(pooled(strata(*doubled))), rel=1e-7)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(ROWS, st.integers(1, 5000))
def test_a_stratum_with_people_of_one_group_only_adds_nothing(rows, people):
    some(rows)
    more = strata(*rows, (0, 0, 7, people))
    assert triple(pooled(more)) == pytest.approx(triple(pooled(strata(*rows))))
    assert pooled(more)["strata"] == len(rows)
    lonely = more[~((more["group"] == "group") & (more["denominator"] == 0))]
    assert triple(pooled(lonely)) == pytest.approx(triple(pooled(more)))


# The likeliest common ratio by another way: scipy's conditional odds of one table at a time do not pool, so the exact
# tails are checked against 200,000 simulated tables at the lower limit: 2.5% of them have as many events or more.
def test_at_an_exact_limit_the_chance_of_as_many_events_is_the_tail():
    rows = [(3, 1000, 4, 3000), (2, 400, 9, 2500), (1, 2000, 3, 900)]
    row = pooled(strata(*rows))
    assert row["method"] == "Mantel-Haenszel, exact"
    random = np.random.default_rng(20230331)
    for limit, tail in ((row["lower"], np.greater_equal), (row["upper"], np.less_equal)):
        drawn = sum(random.binomial(x1 + x0, limit * n1 / (limit * n1 + n0), 200_000) for x1, n1, x0, n0 in rows)
        assert tail(drawn, 6).mean() == pytest.approx(0.025, abs=0.0015)


# 4,000 tables of five strata, 4 to 20 expected in each: their logarithms scatter as Greenland and Robins' limits say.
def test_the_limits_are_as_wide_as_simulated_ratios_scatter():
    random = np.random.default_rng(20230331)
    n1, n0 = np.array([400, 600, 900, 1500, 2000]), np.array([9000, 7000, 6000, 4000, 3000])
    rate = np.array([0.01, 0.008, 0.006, 0.005, 0.004])
    x1, x0 = random.poisson(2 * rate * n1, (4000, 5)), random.poisson(rate * n0, (4000, 5))
    ratios = (x1 * n0 / (n1 + n0)).sum(axis=1) / (x0 * n1 / (n1 + n0)).sum(axis=1)
    expected = [(round(2 * r * a), a, round(r * b), b) for r, a, b in zip(rate, n1, n0, strict=True)]
    row = pooled(strata(*expected))
    error = np.log(row["upper"] / row["lower"]) / (2 * stats.norm.isf(0.025))
    assert np.log(ratios).std() == pytest.approx(error, rel=0.05)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(0, 1000, 20, 4000)], "no ratio: nobody counted in group"),
        ([(20, 1000, 0, 4000)], "no ratio: nobody counted in reference"),
        ([(0, 1000, 0, 4000)], "no ratio: nobody counted in group"),
        ([(None, 1000, 20, 4000), (12, 500, 3, 500)], "no ratio: a count is not known"),
        ([(3, 1000, 0, 0), (0, 0, 3, 500)], "no ratio: no stratum has people of both"),
    ],
)
def test_where_there_is_no_ratio_the_row_says_why(rows, said):
    row = pooled(strata(*rows))
    assert row["method"] == said
    assert row[[*TRIPLE, "p", "p_homogeneity"]].isna().all()
    assert not row["strata_differ"]


def test_strata_can_be_crossed_and_every_group_has_its_two_rows_in_the_table_s_order():
    table = pd.concat([strata((20, 900, 40, 5000)), strata((15, 800, 30, 4000), groups=("b", "reference"))])
    table = table.drop_duplicates(["group", "decile"]).assign(locality="north")
    made = stratified_ratio(table, "reference", ["decile", "locality"])
    assert made[["group", "statistic"]].to_numpy().tolist() == [
        ["group", MH],
        ["group", CRUDE],
        ["b", MH],
        ["b", CRUDE],
    ]
    assert made["base"].iloc[0] == "rate of reference in the same decile and locality"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.concat([strata((1, 10, 1, 10))] * 2), "needs one row a group and stratum"),
        (strata((1, 10, 1, 10), groups=("All", "reference")), 'Take the rows of "All" out first'),
        (strata((-1, 10, 1, 10)), "cannot be below zero"),
        (strata((1, 0, 1, 10)), "Events need people"),
        (strata((0, 0, 1, 10)), "A ratio needs people in every group"),
        (strata((1, 10, 1, 10), groups=("a", "b")), 'no row for the reference "reference"'),
    ],
)
def test_a_table_that_cannot_be_pooled_is_refused(table, said):
    with pytest.raises(ValueError, match=said):
        stratified_ratio(table, "reference", "decile")
