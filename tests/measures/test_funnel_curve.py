"""Curves and sides of a funnel: limits from other software, the normal limit, exact tails, hand arithmetic."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.funnels import funnel_curve, funnel_limits

LIMITS = ["lower_95", "upper_95", "lower_998", "upper_998"]


def areas(*rows):
    return pd.DataFrame(rows, columns=["count", "denominator"]).assign(area=[f"A{n}" for n in range(len(rows))])


def spread():
    """Eleven areas of 20,000, with 100 expected in each and z of -5, -4, ... 5: an overdispersion of 92/11."""
    return areas(*((100 + 10 * z, 20_000) for z in range(-5, 6)))


def test_a_rate_on_the_curve_has_exact_limits_that_end_at_the_average():
    curve = funnel_curve(funnel_limits(areas((40, 10_000), (160, 40_000))), points=7)
    for row in curve.itertuples():
        for end, alpha in (("lower_95", 0.05), ("upper_95", 0.05), ("lower_998", 0.002), ("upper_998", 0.002)):
            count = getattr(row, end) * row.denominator / 10_000
            ends = confint_poisson(count, row.denominator, method="exact-c", alpha=alpha)
            assert ends[1 if "lower" in end else 0] * 10_000 == pytest.approx(40, rel=1e-6)


def test_a_share_on_the_curve_has_wilson_limits_that_end_at_the_average():
    curve = funnel_curve(funnel_limits(areas((30, 100), (90, 300)), kind="proportion"), points=5)
    for row in curve.itertuples():
        for end, alpha in (("lower_95", 0.05), ("upper_95", 0.05), ("lower_998", 0.002), ("upper_998", 0.002)):
            count = getattr(row, end) / 100 * row.denominator
            lower, upper = proportion_confint(count, row.denominator, alpha=alpha, method="wilson")
            assert 100 * (upper if "lower" in end else lower) == pytest.approx(30, rel=1e-6)


def test_in_large_areas_the_curve_is_the_normal_one_and_narrows_with_the_root_of_the_size():
    curve = funnel_curve(funnel_limits(areas((10**6, 10**8), (4 * 10**6, 4 * 10**8))))
    deviation = 10_000 * np.sqrt(0.01 / curve["denominator"])
    assert (curve["upper_998"] - 100).to_numpy() == pytest.approx(
        stats.norm.isf(0.001) * deviation.to_numpy(), rel=0.01
    )


def test_the_curve_passes_through_the_limits_of_every_row():
    limits = funnel_limits(areas((40, 8_000), (90, 20_000), (210, 40_000)))
    curve = funnel_curve(limits, points=4001)
    for name in [*LIMITS, *(f"adjusted_{end}" for end in LIMITS)]:
        there = np.interp(limits["denominator"], curve["denominator"], curve[name])
        assert there == pytest.approx(limits[name].to_numpy(), rel=1e-4)


def test_adjusted_curves_stand_the_root_of_the_overdispersion_times_as_far():
    curve = funnel_curve(funnel_limits(spread()))
    for end in LIMITS:
        plain, wide = curve[end] - 50, curve[f"adjusted_{end}"] - 50
        held = curve[f"adjusted_{end}"] > 0
        assert wide[held].to_numpy() == pytest.approx(np.sqrt(92 / 11) * plain[held].to_numpy())


def test_the_grid_runs_a_little_beyond_the_smallest_and_the_largest_and_the_average_is_the_tables_own():
    curve = funnel_curve(funnel_limits(areas((10, 1000), (30, 4000), (None, 90_000)), average=25), points=50)
    assert curve["denominator"].iloc[[0, -1]].tolist() == pytest.approx([900, 4200])
    assert len(curve) == 50
    assert set(curve["mean"]) == {25}


def test_a_curve_of_ratios_is_over_what_was_expected():
    table = pd.DataFrame({"count": [90, 120], "expected": [100.0, 110.0], "denominator": [1000, 1000]})
    curve = funnel_curve(funnel_limits(table, kind="ratio", average=1), points=3)
    assert curve["expected"].tolist() == pytest.approx([90, 102.75, 115.5])
    assert "denominator" not in curve
    assert (curve["lower_95"] < 1).all()


def test_without_any_figure_there_is_no_curve():
    assert len(funnel_curve(funnel_limits(areas((None, 1000), (None, 2000))))) == 0


# Poisson tails with 100 expected: P(70 or fewer) = 0.0009 and P(80 or fewer) = 0.023, but P(120 or more) = 0.028 and
# P(130 or more) = 0.0023. The wider limits of 92/11 leave none outside.
def test_a_side_is_the_outermost_limit_that_a_value_is_beyond():
    made = funnel_limits(spread())
    assert made["plain_side"].tolist() == [
        *["below 99.8%"] * 3, "below 95%", *["within"] * 4, "above 95%", *["above 99.8%"] * 2,
    ]  # fmt: skip
    assert set(made["adjusted_side"]) == {"within"}


def test_sides_follow_exact_tests_of_each_count():
    counts = pd.Series(range(0, 60, 3))
    table = pd.DataFrame({"count": counts, "expected": 20.0})
    made = funnel_limits(table, 1, "ratio")
    below, above = stats.poisson.cdf(counts, 20), stats.poisson.sf(counts - 1, 20)
    expected = np.select(
        [below < 0.001, above < 0.001, below < 0.025, above < 0.025],
        ["below 99.8%", "above 99.8%", "below 95%", "above 95%"],
        "within",
    )
    assert made["plain_side"].tolist() == expected.tolist()


def test_an_area_without_a_figure_has_no_side():
    made = funnel_limits(areas((40, 10_000), (None, 10_000), (50, None)))
    assert made["plain_side"].tolist() == ["within", "no figure", "no figure"]
    assert made["adjusted_side"].tolist() == ["within", "no figure", "no figure"]


def test_from_a_released_table_come_released_curves():
    released = release_table(areas((40, 10_000), (60, 12_000)), "demo", "internal")
    assert isinstance(funnel_curve(funnel_limits(released)), ReleasedTable)
    assert funnel_curve(funnel_limits(released)).keys_released == ("demo",)
