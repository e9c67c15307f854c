"""Ratios and differences against numbers from outside: published examples, other libraries, brute-force likelihoods."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest
from statsmodels.stats.rates import confint_poisson_2indep

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures import ratio_limits
from analysis.measures.rates import poisson_limits
from analysis.measures.ratios import rate_difference, rate_ratio, ratio_to_others, risk_ratio

MEASURES = [rate_ratio, rate_difference, risk_ratio]


def groups(*rows):
    return pd.DataFrame(rows, columns=["group", "count", "denominator"])


def two(x1, n1, x2, n2):
    return groups(("one", x1, n1), ("two", x2, n2))


def row(measure, *numbers, confidence=0.95, **more):
    return measure(two(*numbers), "two", confidence=confidence, **more).iloc[0]


def triple(found):
    return found[["value", "lower", "upper"]].astype(float).tolist()


# Boice and Monson 1977, as in Rothman and Greenland, Modern Epidemiology: 41 breast cancers in 28,010 woman-years with
# fluoroscopies, 15 in 19,017 without. Ratio 1.86; limits by hand, exp(0.618 -/+ 1.96 x 0.302).
def test_the_textbook_rate_ratio():
    found = row(rate_ratio, 41, 28010, 15, 19017)
    assert triple(found) == pytest.approx([1.856, 1.027, 3.353], abs=0.002)
    assert found["method"] == "log-Wald"


def test_82_7_to_70_4_per_ten_thousand_as_two_independent_counts():
    assert triple(row(rate_ratio, 396, 56250, 475, 57453)) == pytest.approx([0.85, 0.74, 0.97], abs=0.006)


# R's help page of poisson.test: 11 events in 800 and 21 in 3,011 person-years, ratio 1.971488 (0.8584264, 4.2772659).
def test_the_exact_limits_are_those_r_prints(monkeypatch):
    monkeypatch.setattr(ratio_limits, "EXACT_BELOW", 100)
    assert triple(row(rate_ratio, 11, 800, 21, 3011)) == pytest.approx([1.971488, 0.8584264, 4.2772659], rel=1e-6)


SMALL = [(9, 900, 100, 40000), (3, 80, 120, 9000), (1, 50, 1, 70), (5, 10, 9, 3000), (30, 100, 2, 100), (0, 9, 4, 7)]


@pytest.mark.parametrize("numbers", SMALL)
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_below_ten_events_the_limits_are_clopper_and_pearson_s_transformed(numbers, confidence):
    x1, n1, x2, n2 = numbers
    found = row(rate_ratio, *numbers, confidence=confidence)
    share = stats.binomtest(x1, x1 + x2).proportion_ci(confidence)
    outside = [n2 / n1 * limit / (1 - limit) for limit in (share.low, share.high)]
    assert triple(found)[1:] == pytest.approx(outside, rel=1e-6)
    assert found["method"] == "exact binomial"


@pytest.mark.parametrize("numbers", SMALL)
def test_below_ten_events_p_is_the_smaller_exact_tail_doubled(numbers):
    x1, n1, x2, n2 = numbers
    tails = [stats.binomtest(x1, x1 + x2, n1 / (n1 + n2), alternative=side).pvalue for side in ("less", "greater")]
    assert row(rate_ratio, *numbers)["p"] == pytest.approx(min(1, 2 * min(tails)), rel=1e-9)


@pytest.mark.parametrize("numbers", [(10, 900, 100, 40000), (396, 56250, 475, 57453), (3000, 10, 12, 40)])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_from_ten_events_the_limits_are_those_of_statsmodels(numbers, confidence):
    outside = confint_poisson_2indep(*numbers, method="wald-log", compare="ratio", alpha=1 - confidence)
    assert triple(row(rate_ratio, *numbers, confidence=confidence))[1:] == pytest.approx(outside, rel=1e-9)


def test_nobody_in_the_group_is_a_ratio_of_nothing_with_an_upper_limit():
    found = row(rate_ratio, 0, 1000, 100, 40000)
    assert triple(found) == [0, 0, pytest.approx(40 * (0.025 ** (-1 / 100) - 1))]  # solves (1 - p)^100 = 0.025
    assert found["p"] == pytest.approx(2 * (40 / 41) ** 100)


def test_nobody_in_the_reference_is_an_infinite_ratio_with_a_lower_limit():
    found = row(rate_ratio, 4, 100, 0, 100)
    assert triple(found) == [np.inf, pytest.approx(1 / (0.025 ** (-1 / 4) - 1)), np.inf]


@pytest.mark.parametrize("measure", [rate_ratio, risk_ratio])
def test_nobody_in_either_is_no_ratio(measure, recwarn):
    found = row(measure, 0, 100, 0, 200)
    assert np.isnan(triple(found)).all()
    assert found["method"] == "no ratio"
    assert len(recwarn) == 0


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("numbers", [(None, 100, 5, 200), (5, None, 5, 200), (5, 100, None, 200), (5, 100, 5, None)])
def test_what_is_missing_stays_missing_and_keeps_its_row(measure, numbers, recwarn):
    made = measure(two(*numbers), "two")
    assert len(made) == 2
    assert made.loc[0, ["value", "lower", "upper"]].isna().all()
    assert made.loc[0, "method"].startswith("no ")
    assert len(recwarn) == 0


@pytest.mark.parametrize("measure", MEASURES)
def test_the_reference_keeps_its_row_without_limits(measure):
    made = measure(two(12, 100, 15, 200), "two").iloc[1]
    assert made["method"] == "the reference"
    assert made[["lower", "upper"]].isna().all()
    assert made["value"] == (0 if measure is rate_difference else 1)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("by", ["year", ["year"], ("year",)])
def test_each_year_has_its_own_reference_and_rows_keep_their_index(measure, by):
    years = pd.concat([two(12, 100, 15, 200).assign(year=1), two(30, 90, 5, 70).assign(year=2)])
    made = measure(years, "two", by=by)
    assert made.index.tolist() == years.index.tolist()
    alone = measure(two(30, 90, 5, 70), "two").iloc[0]
    assert triple(made.iloc[2]) == triple(alone)


@pytest.mark.parametrize("measure", [*MEASURES, lambda table, _: ratio_to_others(table)])
def test_a_bad_table_is_refused_in_one_sentence(measure):
    with pytest.raises(ValueError, match="A rate needs a denominator above zero"):
        measure(two(1, 0, 2, 5), "two")
    with pytest.raises(ValueError, match="A count cannot be below zero"):
        measure(two(-1, 3, 2, 5), "two")
    with pytest.raises(ValueError, match="A comparison needs one row a group"):
        measure(groups(("one", 1, 5), ("one", 1, 5), ("two", 1, 5)), "two")


@pytest.mark.parametrize("measure", MEASURES)
def test_a_reference_that_is_not_there_is_refused(measure):
    with pytest.raises(ValueError, match='needs its reference everywhere: somewhere "White British" has no row'):
        measure(two(1, 2, 3, 4), "White British")


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("confidence", [95, 1, 0, 0.05, float("nan")])
def test_a_confidence_that_is_none_is_refused(measure, confidence):
    with pytest.raises(ValueError, match=r"expected a number between 0\.5 and 1"):
        measure(two(1, 2, 3, 4), "two", confidence=confidence)


def test_a_share_of_more_than_the_whole_is_refused():
    with pytest.raises(ValueError, match="A share needs a count between 0 and its denominator"):
        row(risk_ratio, 5, 4, 1, 10)


@pytest.mark.parametrize("measure", MEASURES)
def test_from_a_released_table_comes_a_released_table(measure):
    made = measure(release_table(two(12, 100, 15, 200), "demo", "internal"), "two")
    assert isinstance(made, ReleasedTable)
    assert made.keys_released == ("demo",)


# --- difference: MOVER of the limits of the two rates -----------------------------------------------------------------


@pytest.mark.parametrize("numbers", [(3, 80, 9, 900), (0, 80, 5, 900), (7, 100, 0, 50), (9, 10, 9, 10)])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_the_exact_difference_is_that_of_statsmodels(numbers, confidence):
    outside = confint_poisson_2indep(
        *numbers, compare="diff", method="mover", method_mover="exact-c", alpha=1 - confidence
    )
    found = triple(row(rate_difference, *numbers, per=1, confidence=confidence))
    if 0 not in (numbers[0], numbers[2]):  # statsmodels has no lower exact limit of nobody
        assert found[1:] == pytest.approx(outside, rel=1e-9)
    assert found[1] <= found[0] <= found[2]


@pytest.mark.parametrize("numbers", [(30, 4000, 100, 40000), (396, 56250, 475, 57453)])
def test_byar_s_difference_is_near_the_score_and_the_exact_one(numbers):
    found = triple(row(rate_difference, *numbers, per=1))
    for how in ("score", "exact-c"):
        outside = confint_poisson_2indep(*numbers, compare="diff", method="mover", method_mover=how)
        assert found[1:] == pytest.approx(outside, abs=0.08 * (found[2] - found[1]))


def test_nobody_in_both_is_no_difference_with_the_closed_limits_of_nothing():
    found = row(rate_difference, 0, 100, 0, 200, per=100)
    assert triple(found) == pytest.approx([0, np.log(0.025) / 2, -np.log(0.025)])


# --- Koopman ----------------------------------------------------------------------------------------------------------


# Koopman 1984 (Biometrics 40: 513-517), 36 of 40 beside 16 of 80: 2.94 to 7.15.
def test_koopman_s_own_example():
    found = row(risk_ratio, 36, 40, 16, 80)
    assert [round(value, 2) for value in triple(found)] == [4.5, 2.94, 7.15]


SOME = [(7, 34, 1, 34), (15, 148, 81, 263), (1, 29, 19, 20), (0, 20, 3, 40), (4, 9, 1, 30), (700, 9000, 40, 1000)]


@pytest.mark.parametrize("numbers", SOME)
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_where_some_of_each_group_are_counted_statsmodels_agrees(numbers, confidence):
    outside = confint_proportions_2indep(
        *numbers, compare="ratio", method="score", correction=False, alpha=1 - confidence
    )
    assert triple(row(risk_ratio, *numbers, confidence=confidence))[1:] == pytest.approx(outside, rel=1e-7, abs=1e-12)


def likelihood_score(ratio, x1, n1, x2, n2):
    """The score statistic with the likeliest p2 found by search, not by formula."""

    def unlikely(p):
        return -stats.binom.logpmf(x1, n1, min(ratio * p, 1)) - stats.binom.logpmf(x2, n2, p)

    best = optimize.minimize_scalar(
        unlikely, bounds=(1e-12, min(1, 1 / ratio) - 1e-12), method="bounded", options={"xatol": 1e-13}
    ).x
    variance = ratio * best * (1 - ratio * best) / n1 + ratio**2 * best * (1 - best) / n2
    return (x1 / n1 - ratio * x2 / n2) / np.sqrt(variance)


EVERYBODY = [(5, 12, 20, 20), (12, 12, 5, 20), (3, 3, 20, 20), (12, 12, 0, 20), (0, 12, 20, 20), (1, 1, 1, 3)]


@pytest.mark.parametrize("numbers", EVERYBODY + SOME)
def test_the_limits_are_where_the_brute_force_likelihood_puts_them(numbers):
    _, lower, upper = triple(row(risk_ratio, *numbers))
    if lower > 0:
        assert likelihood_score(lower, *numbers) == pytest.approx(1.959964, abs=2e-4)
    if np.isfinite(upper):
        assert likelihood_score(upper, *numbers) == pytest.approx(-1.959964, abs=2e-4)
    assert lower > 0 or numbers[0] == 0
    assert np.isfinite(upper) or numbers[2] == 0


@pytest.mark.parametrize("numbers", SOME)
def test_the_p_of_a_risk_ratio_is_pearson_s(numbers):
    x1, n1, x2, n2 = numbers
    assert row(risk_ratio, *numbers)["p"] == pytest.approx(proportions_ztest([x1, x2], [n1, n2])[1], rel=1e-9)


def test_everybody_in_both_groups_is_a_ratio_of_one(recwarn):
    found = row(risk_ratio, 12, 12, 20, 20)
    assert found["value"] == 1
    assert found["lower"] < 1 < found["upper"]
    assert found["p"] == 1
    assert len(recwarn) == 0


# --- all others -------------------------------------------------------------------------------------------------------

# Children, cohort, baseline; ratio to all others, limits. Worked independently in R, with the odds of Wilson's limits
# instead of log-Wald's: they agree to half a percent.
OTHERS = [
    (91, 396, 0.089, 3.05, 2.42, 3.86),
    (91, 396, 31193 / 265806, 2.24, 1.78, 2.83),
    (162, 541, 0.089, 4.38, 3.64, 5.26),
    (22, 398, 926 / 265806, 16.74, 10.92, 25.64),
    (44, 541, 623 / 45069, 6.32, 4.65, 8.59),
]


@pytest.mark.parametrize(("count", "whole", "share", "value", "lower", "upper"), OTHERS)
def test_the_worked_ratios_to_all_others(count, whole, share, value, lower, upper):
    made = ratio_to_others(groups(("group", count, share), ("rest", whole - count, 1 - share))).iloc[0]
    assert triple(made) == pytest.approx([value, lower, upper], rel=0.006)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 500), st.integers(500, 10**6)), min_size=2, max_size=8))
def test_the_ratio_to_others_is_a_ratio_of_odds(rows):
    table = groups(*((str(place), *numbers) for place, numbers in enumerate(rows)))
    shares = table[["count", "denominator"]] / table[["count", "denominator"]].sum()
    odds = shares / (1 - shares)
    assert ratio_to_others(table)["value"].tolist() == pytest.approx((odds["count"] / odds["denominator"]).tolist())


def test_one_hidden_group_leaves_no_ratio_to_others_and_another_year_is_another_matter():
    years = pd.concat([two(12, 100, None, 200).assign(year=1), two(30, 90, 5, 70).assign(year=2)])
    assert ratio_to_others(years, by="year")["value"].notna().tolist() == [False, False, True, True]


def test_a_group_without_others_has_no_ratio_and_a_total_is_refused():
    assert ratio_to_others(groups(("one", 5, 100)))["method"].tolist() == ["no ratio"]
    with pytest.raises(ValueError, match='Take the rows of "All" out first'):
        ratio_to_others(groups(("one", 5, 100), ("All", 5, 100)))


# --- what holds for any table -----------------------------------------------------------------------------------------

COUNT, PEOPLE = st.integers(0, 400), st.integers(400, 10**6)
ANY = st.tuples(COUNT, PEOPLE, COUNT, PEOPLE)
RATIOS = pytest.mark.parametrize("measure", [rate_ratio, risk_ratio])


def turned(numbers):
    with np.errstate(divide="ignore"):
        return (1 / np.array(numbers)).tolist()


@pytest.mark.slow
@RATIOS
@settings(max_examples=80, deadline=None)
@given(ANY, st.sampled_from([0.8, 0.95, 0.998]))
def test_swapping_the_groups_turns_the_ratio_and_its_limits_over(measure, numbers, confidence):
    x1, n1, x2, n2 = numbers
    forth, back = row(measure, *numbers, confidence=confidence), row(measure, x2, n2, x1, n1, confidence=confidence)
    value, lower, upper = triple(back)
    assert triple(forth) == pytest.approx(turned([value, upper, lower]), rel=1e-8, nan_ok=True)
    assert forth["p"] == pytest.approx(back["p"], rel=1e-7, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_swapping_the_groups_changes_the_sign_of_the_difference(numbers):
    x1, n1, x2, n2 = numbers
    value, lower, upper = triple(row(rate_difference, x2, n2, x1, n1))
    assert triple(row(rate_difference, *numbers)) == pytest.approx([-value, -upper, -lower])


@settings(max_examples=40, deadline=None)
@given(ANY, st.integers(2, 50))
def test_a_population_many_times_the_size_on_both_sides_leaves_the_rate_ratio(numbers, times):
    x1, n1, x2, n2 = numbers
    assert triple(row(rate_ratio, x1, times * n1, x2, times * n2)) == pytest.approx(
        triple(row(rate_ratio, *numbers)), rel=1e-9, nan_ok=True
    )


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=60, deadline=None)
@given(ANY, st.sampled_from([0.8, 0.95, 0.998]))
def test_the_limits_hold_the_value(measure, numbers, confidence):
    assume(numbers[0] + numbers[2] > 0)
    value, lower, upper = triple(row(measure, *numbers, confidence=confidence))
    assert lower <= value <= upper


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.booleans(), st.booleans())
def test_the_limits_of_a_risk_ratio_hold_it_where_nobody_or_everybody_is_counted(n1, n2, all1, all2):
    assume(all1 or all2)
    value, lower, upper = triple(row(risk_ratio, n1 * all1, n1, n2 * all2, n2))
    assert 0 <= lower <= value <= upper


@RATIOS
@settings(max_examples=80, deadline=None)
@given(ANY, st.sampled_from([0.8, 0.95, 0.998]))
def test_p_is_small_where_the_limits_leave_one_out_and_only_there(measure, numbers, confidence):
    assume(numbers[0] + numbers[2] > 0)
    found = row(measure, *numbers, confidence=confidence)
    assume(abs(found["p"] - (1 - confidence)) > 1e-6)
    assert (found["p"] < 1 - confidence) == (found["lower"] > 1 or found["upper"] < 1)


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_the_limits_of_the_difference_are_never_wider_than_those_of_the_two_rates(numbers):
    x1, n1, x2, n2 = numbers
    lower, upper = poisson_limits(pd.Series([x1, x2]))
    found = row(rate_difference, *numbers, per=1)
    assert found["upper"] <= upper[0] / n1 - lower[1] / n2 + 1e-12
    assert found["lower"] >= lower[0] / n1 - upper[1] / n2 - 1e-12
