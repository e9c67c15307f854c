"""Standardised rates, slopes and funnels: closed forms, hand arithmetic, other libraries, and simulation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.funnels import funnel_limits
from analysis.measures.rates import crude_rate
from analysis.measures.standardisation import (
    directly_standardised_rate,
    indirectly_standardised_ratio,
    poisson_test,
    slope_index_of_inequality,
)

LIMITS = ["value", "lower", "upper"]


def bands(*rows, **more):
    made = pd.DataFrame(rows, columns=["count", "denominator"])
    return made.assign(age_band=[f"band {place}" for place in range(len(made))], **more)


def standard(*people):
    return pd.DataFrame({"age_band": [f"band {place}" for place in range(len(people))], "population": people})


def triple(row):
    return row[LIMITS].astype(float).tolist()


# --- direct -----------------------------------------------------------------------------------------------------------


# By hand: rate 0.3 x 12/1000 + 0.7 x 8/2000 = 0.0064; variance 0.09 x 12/1000^2 + 0.49 x 8/2000^2 = 2.06e-6; Byar's
# limits of 20 events are 12.21 and 30.89; 0.0064 + sqrt(2.06e-6/20) x (12.21 - 20), and with 30.89.
def test_two_bands_by_hand():
    made = directly_standardised_rate(bands((12, 1000), (8, 2000)), standard(3, 7)).iloc[0]
    assert triple(made) == pytest.approx([64.0, 39.0, 98.95], abs=0.02)
    assert (made["count"], made["denominator"], made["method"]) == (20, 3000, "Dobson, Byar")


@pytest.mark.parametrize(("count", "given"), [(9, False), (10, True)])
def test_under_ten_events_no_rate_is_given_and_the_row_says_so(count, given):
    made = directly_standardised_rate(bands((count - 2, 1000), (2, 2000)), standard(3, 7)).iloc[0]
    assert made[LIMITS].notna().tolist() == [given] * 3
    assert made["method"] == ("Dobson, Byar" if given else "no rate: fewer than 10 events")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(300, 10**5)), min_size=1, max_size=6))
def test_with_the_group_s_own_ages_it_is_the_crude_rate_with_its_limits(rows):
    table = bands(*rows)
    made = directly_standardised_rate(table, standard(*table["denominator"])).iloc[0]
    crude = crude_rate(table[["count", "denominator"]].sum().to_frame().T).iloc[0]
    if table["count"].sum() >= 10:
        assert triple(made) == pytest.approx(triple(crude), rel=1e-9)
    else:
        assert made[LIMITS].isna().all()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(5, 200), st.integers(300, 10**5), st.integers(1, 900)), min_size=2, max_size=6),
    st.integers(2, 50),
)
def test_the_limits_hold_the_rate_and_only_the_standard_s_proportions_matter(rows, times):
    table, weights = bands(*(row[:2] for row in rows)), [row[2] for row in rows]
    value, lower, upper = triple(directly_standardised_rate(table, standard(*weights)).iloc[0])
    assert 0 <= lower <= value <= upper
    again = directly_standardised_rate(table, standard(*(times * weight for weight in weights))).iloc[0]
    assert triple(again) == pytest.approx([value, lower, upper])


# Fay and Feuer 1997 (Statistics in Medicine 16: 791-801): gamma limits, another method, which are never much narrower.
@pytest.mark.parametrize("weights", [(3, 7), (50, 50), (90, 10)])
def test_the_limits_are_near_fay_and_feuer_s(weights):
    table = bands((60, 1000), (45, 2000))
    value, lower, upper = triple(directly_standardised_rate(table, standard(*weights), per=1).iloc[0])
    each = np.array(weights) / sum(weights) / table["denominator"].to_numpy()
    variance, widest = (each**2 * table["count"]).sum(), each.max()
    gamma_lower = variance / (2 * value) * stats.chi2.ppf(0.025, 2 * value**2 / variance)
    freedom = 2 * (value + widest) ** 2 / (variance + widest**2)
    gamma_upper = (variance + widest**2) / (2 * (value + widest)) * stats.chi2.ppf(0.975, freedom)
    assert (lower, upper) == pytest.approx((gamma_lower, gamma_upper), rel=0.03)


def test_each_group_has_its_own_row_and_a_hidden_band_leaves_no_rate():
    table = pd.concat([bands((12, 1000), (8, 2000), group="a"), bands((12, 1000), (None, 2000), group="b")])
    made = directly_standardised_rate(table, standard(3, 7), by="group")
    assert made["group"].tolist() == ["a", "b"]
    assert made["method"].tolist() == ["Dobson, Byar", "no rate"]
    assert made.loc[1, LIMITS].isna().all()


@pytest.mark.parametrize(
    "table",
    [bands((12, 1000)), bands((12, 1000), (8, 2000), (1, 1)), bands((12, 0), (8, 2000)), bands((-1, 10), (8, 2000)),
     pd.concat([bands((12, 1000), (8, 2000)), bands((12, 1000))])],
)  # fmt: skip
def test_bands_that_are_not_the_standard_s_are_refused(table):
    with pytest.raises(ValueError, match="Each age band of the standard is needed once, with people"):
        directly_standardised_rate(table, standard(3, 7))


def test_from_two_released_tables_comes_a_released_one_and_from_one_and_another_none():
    table = release_table(bands((12, 1000), (8, 2000), group="a"), "demo", "internal")
    made = directly_standardised_rate(table, release_table(standard(3, 7), "people", "internal"), by="group")
    assert isinstance(made, ReleasedTable)
    assert set(made.keys_released) == {"demo", "people"}
    assert not directly_standardised_rate(table, standard(3, 7), by="group").keys_released


# --- indirect ---------------------------------------------------------------------------------------------------------

RATES = bands((30, 10000), (7, 10000))


# 9 observed, 3 expected: limits of 9 are 4.12 and 17.08 (Breslow and Day, volume II, 1987, table 2.10).
def test_nine_observed_and_three_expected():
    made = indirectly_standardised_ratio(bands((6, 500), (3, 3000)), bands((30, 10000), (5, 10000))).iloc[0]
    assert made["expected"] == pytest.approx(3)
    assert triple(made) == pytest.approx([3, 4.12 / 3, 17.08 / 3], abs=0.003)
    assert made["method"] == "exact Poisson"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 200), st.integers(300, 10**5)), min_size=1, max_size=6))
def test_at_its_own_rates_a_group_has_as_many_as_expected(rows):
    table = bands(*rows)
    value, lower, upper = triple(indirectly_standardised_ratio(table, table).iloc[0])
    assert value == pytest.approx(1)
    assert lower <= 1 <= upper


@pytest.mark.parametrize("observed", [0, 4, 9])
def test_below_ten_the_limits_are_those_of_statsmodels(observed):
    made = indirectly_standardised_ratio(bands((observed, 4000), (0, 1000)), RATES).iloc[0]
    lower, upper = confint_poisson(observed, 12.7, method="exact-c")
    assert triple(made) == pytest.approx([observed / 12.7, np.nan_to_num(lower), upper], rel=1e-9)


def test_where_counts_by_age_are_hidden_the_totals_are_enough():
    table = pd.concat([bands((None, 4000), (None, 1000), group=name) for name in "ab"])
    totals = pd.DataFrame({"group": ["b", "a"], "count": [10, 9]})
    made = indirectly_standardised_ratio(table, RATES, "group", totals)
    assert made["value"].tolist() == pytest.approx([9 / 12.7, 10 / 12.7])
    assert made["method"].tolist() == ["exact Poisson", "Byar"]
    assert indirectly_standardised_ratio(table, RATES, "group")["method"].tolist() == ["no ratio", "no ratio"]


def test_nothing_expected_is_refused():
    with pytest.raises(ValueError, match="Expected events must be above zero"):
        indirectly_standardised_ratio(bands((1, 100)), bands((0, 100)))


# --- the exact test ---------------------------------------------------------------------------------------------------


def test_nine_where_three_are_expected_is_four_in_a_thousand():
    assert poisson_test(pd.Series([9]), 3)["p_more"].round(4).tolist() == [0.0038]


def test_nobody_where_one_is_expected_is_no_news_and_where_twenty_are_it_is():
    made = poisson_test(pd.Series([0, 0]), pd.Series([1.0, 20.0]))
    assert made["p_fewer"].tolist() == pytest.approx([np.exp(-1), np.exp(-20)])
    assert (made["p"] < 0.05).tolist() == [False, True]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 300), st.floats(0.01, 300), st.sampled_from([0.8, 0.95, 0.998]))
def test_p_is_small_where_garwood_s_limits_leave_out_what_is_expected(observed, expected, confidence):
    lower, upper = confint_poisson(observed, 1, method="exact-c", alpha=1 - confidence)
    p = poisson_test(pd.Series([observed]), expected)["p"][0]
    if abs(p - (1 - confidence)) > 1e-9:
        assert (p < 1 - confidence) == (expected < np.nan_to_num(lower) or expected > upper)


def test_what_is_missing_has_no_p():
    assert poisson_test(pd.Series([None, 5.0]), pd.Series([1.0, None])).isna().all(axis=None)


# --- slope ------------------------------------------------------------------------------------------------------------


def ranked(*rows, **more):
    made = pd.DataFrame(rows, columns=["count", "denominator"])
    return made.assign(rank=range(1, len(made) + 1), **more)


def test_a_straight_gradient_is_found_exactly_and_has_no_scatter():
    made = slope_index_of_inequality(ranked(*((90 - 20 * place, 10000) for place in range(5))))
    assert made["value"].tolist() == pytest.approx([-100, 0])  # 90, 70, ... 10: from 100 at one end to 0 at the other
    assert made["upper"].iloc[0] == pytest.approx(-100)
    assert made["statistic"].tolist() == ["slope index of inequality", "relative index of inequality"]


UNEVEN = [(60, 5000), (40, 3000), (52, 7000), (20, 2000), (33, 6000), (25, 5500)]


def by_numpy():
    """Coefficients (slope, start) and covariance by another library: numpy's polyfit takes square roots of weights."""
    people = np.array([row[1] for row in UNEVEN])
    share = people / people.sum()
    rates = 10_000 * np.array([row[0] for row in UNEVEN]) / people
    return np.polyfit(share.cumsum() - share / 2, rates, 1, w=np.sqrt(share), cov=True)


def test_the_slope_and_its_limits_are_those_of_numpy():
    (slope, _), covariance = by_numpy()
    wide = stats.t.ppf(0.975, 4) * np.sqrt(covariance[0, 0])
    made = slope_index_of_inequality(ranked(*UNEVEN)).iloc[0]
    assert triple(made) == pytest.approx([slope, slope - wide, slope + wide])


def test_at_the_limits_of_the_relative_index_a_t_test_is_just_significant():
    (slope, start), covariance = by_numpy()
    made = slope_index_of_inequality(ranked(*UNEVEN)).iloc[1]
    assert made["value"] == pytest.approx((start + slope) / start)
    for limit in made[["lower", "upper"]]:
        apart = np.array([1, 1 - limit])  # slope + start - limit x start
        t = apart @ np.array([slope, start]) / np.sqrt(apart @ covariance @ apart)
        assert abs(t) == pytest.approx(stats.t.ppf(0.975, 4))


def test_the_order_of_the_rows_is_no_matter_the_rank_is():
    table = ranked(*UNEVEN)
    assert slope_index_of_inequality(table.iloc[::-1])["value"].tolist() == pytest.approx(
        slope_index_of_inequality(table)["value"].tolist()
    )


def test_where_the_first_end_cannot_be_told_from_nothing_the_relative_index_has_no_limits():
    made = slope_index_of_inequality(ranked((0, 1000), (9, 1000), (2, 1000), (30, 1000))).iloc[1]
    assert made[["lower", "upper"]].isna().all()


def test_a_hidden_count_leaves_no_index_and_each_year_has_its_own():
    table = pd.concat([ranked(*UNEVEN, year=1), ranked((None, 5000), *UNEVEN[1:], year=2)])
    made = slope_index_of_inequality(table, by="year")
    assert made["year"].tolist() == [1, 1, 2, 2]
    assert made["method"].tolist() == ["weighted line, t", "weighted line, Fieller", "no index", "no index"]


@pytest.mark.parametrize("table", [ranked((1, 5), (2, 5)), ranked((1, 5), (2, 5), (3, 0)),
                                   ranked((1, 5), (2, 5), (3, 5)).assign(rank=1)])  # fmt: skip
def test_too_few_ranks_or_none_are_refused(table):
    with pytest.raises(ValueError, match="A slope needs three ranks or more, one row each, with people in it"):
        slope_index_of_inequality(table)


# 400 simulated tables of ten deciles, 30 to 120 expected in each; 95% less and more two standard errors: 92.8 to 97.2.
# The counts of the busier ranks scatter more, which the weights do not know: a little under a point more on each side.
def test_the_slope_s_limits_hold_the_truth_95_times_in_100():
    random, people = np.random.default_rng(20230331), 10_000
    expected = np.linspace(120, 30, 10)
    ends = expected[0] + 5, expected[-1] - 5
    drawn = random.poisson(expected, (400, 10))
    tables = [ranked(*((count, people) for count in counts), run=run) for run, counts in enumerate(drawn)]
    made = slope_index_of_inequality(pd.concat(tables), by="run")
    for statistic, truth in (("slope", ends[1] - ends[0]), ("relative", ends[1] / ends[0])):
        rows = made[made["statistic"].str.startswith(statistic)]
        assert 0.92 <= ((rows["lower"] <= truth) & (rows["upper"] >= truth)).mean() <= 0.98


# --- funnel -----------------------------------------------------------------------------------------------------------


def areas(*rows):
    return pd.DataFrame(rows, columns=["count", "denominator"])


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.integers(0, 300), st.floats(0.05, 300), st.sampled_from([("95", 0.05), ("998", 0.002)]))
def test_a_count_is_outside_the_funnel_where_its_exact_limits_leave_the_average_out(count, expected, level):
    lower, upper = confint_poisson(count, expected, method="exact-c", alpha=level[1])
    made = funnel_limits(pd.DataFrame({"count": [count], "expected": [expected]}), 1, "ratio").iloc[0]
    outside = made["value"] < made[f"lower_{level[0]}"] or made["value"] > made[f"upper_{level[0]}"]
    p = poisson_test(pd.Series([count]), expected)["p"][0]
    if abs(p - level[1]) > 1e-9:
        assert outside == (np.nan_to_num(lower) > 1 or upper < 1)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(1, 99))
def test_a_share_is_outside_the_funnel_where_its_wilson_limits_leave_the_average_out(pair, average):
    made = funnel_limits(areas(pair), average, "proportion").iloc[0]
    for name, alpha in (("95", 0.05), ("998", 0.002)):
        lower, upper = proportion_confint(*pair, alpha=alpha, method="wilson")
        if min(abs(lower - average / 100), abs(upper - average / 100)) > 1e-9:
            outside = made["value"] < made[f"lower_{name}"] or made["value"] > made[f"upper_{name}"]
            assert outside == (lower > average / 100 or upper < average / 100)


def test_the_average_is_of_all_rows_that_have_both_numbers():
    made = funnel_limits(areas((10, 1000), (30, 1000), (None, 9000), (50, None)))
    assert made["mean"].tolist() == [200] * 4
    assert made["lower_95"].notna().tolist() == [True, True, True, False]
    assert made["funnel_method"].unique().tolist() == ["exact Poisson"]


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_in_large_areas_the_funnel_is_the_normal_one(kind):
    made = funnel_limits(areas((9_990, 10**6), (10_010, 10**6)), kind=kind).iloc[0]
    deviation = made["mean"] * np.sqrt(1 / 10_000)
    for name, z in (("95", 1.959964), ("998", 3.090232)):
        assert made[f"upper_{name}"] == pytest.approx(made["mean"] + z * deviation, rel=0.001)
        assert made[f"lower_{name}"] == pytest.approx(made["mean"] - z * deviation, rel=0.001)


# Eleven areas with 100 expected and z of -5, -4, ... 5. The outer tenths drawn in: the 10% and 90% points of eleven
# values are the second from each end, so -5 is -4 and 5 is 4. Mean square (4 x 16 + 2 x (9 + 4 + 1)) / 11 = 92/11.
def test_overdispersion_by_hand():
    table = pd.DataFrame({"count": 100 + 10 * np.arange(-5, 6), "expected": 100.0})
    made = funnel_limits(table, 1, "ratio")
    assert made["overdispersion"].unique().tolist() == pytest.approx([92 / 11])
    plain, wide = made.iloc[0]["upper_95"] - 1, made.iloc[0]["adjusted_upper_95"] - 1
    assert wide == pytest.approx(np.sqrt(92 / 11) * plain)


def test_areas_that_scatter_by_chance_alone_or_less_keep_their_funnel():
    random = np.random.default_rng(20230331)
    made = funnel_limits(areas(*((count, 50_000) for count in random.poisson(200, 150))))
    assert made["overdispersion"].iloc[0] < 1.3
    still = funnel_limits(areas(*[(200, 50_000)] * 20))
    for name in ("lower_95", "upper_95", "lower_998", "upper_998"):
        assert still[f"adjusted_{name}"].tolist() == still[name].tolist()


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_limits_never_leave_what_is_possible_and_99_8_percent_is_wider(kind):
    made = funnel_limits(areas((0, 20), (20, 20), (9, 10), (1, 500)), kind=kind)
    for before in ("", "adjusted_"):
        assert (made[f"{before}lower_998"] >= 0).all()
        assert (made[f"{before}lower_998"] <= made[f"{before}lower_95"]).all()
        assert (made[f"{before}upper_998"] >= made[f"{before}upper_95"]).all()
        assert kind == "rate" or (made[f"{before}upper_998"] <= 100).all()


def test_another_kind_of_funnel_is_refused():
    with pytest.raises(ValueError, match='A funnel is of a rate, a proportion or a ratio; not "mean"'):
        funnel_limits(areas((1, 2)), kind="mean")
