"""The rules of control charts: by their wording, in exact arithmetic, and what must hold for any series."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.control_charts import control_chart
from little_series import LIMITS, QUIET, limits, months, rules, series


def after_quiet(*values, **more):
    """The rules of points after twenty quiet ones whose limits are fixed."""
    return rules(*QUIET, *values, fix_after=20, **more)[20:]


def test_beyond_a_limit_is_outside_and_on_it_is_not():
    assert after_quiet(22.65, 1.35) == ["outside limits"] * 2
    assert after_quiet(22.64, 10, 1.36) == [""] * 3


def test_seven_rising_points_are_a_trend_and_six_are_not():
    assert after_quiet(9, 10, 11, 12, 13, 14, 15) == ["trend"] * 7
    assert after_quiet(13.9, 9, 10, 11, 12, 13, 14) == [""] * 7
    assert after_quiet(15, 14, 13, 12, 11, 10, 9)[-6:] == ["trend"] * 6


# The cases of NHSRplotthedots' own tests of the trend (test-ptd_calculate_point_type.R).
def test_a_tie_ends_a_trend():
    assert "trend" not in rules(1, 2, 3, 3, 4, 5, 6)
    assert rules(2, 1, 2, 3, 4, 5, 6, 7, 3).count("trend") == 7


def test_the_first_rule_that_matches_is_the_one_named():
    assert rules(1, 2, 3, 4, 5, 6, 7) == ["outside limits", *["trend"] * 5, "outside limits"]


def test_two_of_three_near_a_limit_are_marked_and_the_third_is_not():
    assert after_quiet(20, 13, 20) == ["two of three near a limit", "", "two of three near a limit"]
    assert after_quiet(4, 4, 11) == ["two of three near a limit"] * 2 + [""]
    assert after_quiet(20, 11, 20) == [""] * 3  # not all on one side
    assert after_quiet(20, 13, 13, 20) == [""] * 4
    assert after_quiet(20, 12, 20) == [""] * 3  # on the mean is on no side
    assert after_quiet(20, 13, 23) == ["", "", "outside limits"]  # beyond the limit is not near it


def test_seven_points_on_one_side_are_a_run_and_a_point_on_the_mean_ends_it():
    assert after_quiet(13, 15, 13, 15, 13, 15, 13, 10)[:7] == ["run"] * 7
    assert after_quiet(10, 13, 15, 13, 12, 15, 13, 15, 13, 10) == [""] * 10
    assert after_quiet(11, 9, 11, 9, 11, 9, 11)[:7] == ["run"] * 7


def test_the_lengths_of_runs_and_trends_are_parameters():
    assert after_quiet(10, 13, 15, 13, 15, run_points=5) == ["", *[""] * 4]
    assert after_quiet(13, 15, 13, 15, 13, run_points=5) == ["run"] * 5
    assert after_quiet(13, 11, 12, 13, 14, trend_points=4) == ["", *["trend"] * 4]
    with pytest.raises(ValueError, match="run_points is 2: expected a whole number of points, 3 or more"):
        after_quiet(run_points=2)


def test_a_rebase_ends_runs_and_trends():
    values = [*QUIET, 13, 15, 13, 15, 13, 15, 13, 15]
    cut = [{"date": months(25)[-1], "reason": "COVID"}]
    assert "run" in rules(*values, fix_after=20)
    assert "run" not in rules(*values, fix_after=20, rebase=cut)


# --- what holds for any series ----------------------------------------------------------------------------------------


ORDER = ["outside limits", "trend", "two of three near a limit", "run"]


def exact_limits(values):
    """Mean and reach on fractions, screened once."""
    known = [value for value in values if value is not None]
    steps = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not steps:
        return None, None
    average = Fraction(sum(steps), len(steps))
    kept = [step for step in steps if step < Fraction(3267, 1000) * average]
    average = Fraction(sum(kept), len(kept)) if sum(kept) > 0 else average
    return Fraction(sum(known), len(known)), Fraction(266, 100) * average


def windows(values, length):
    """Every stretch of so many points without a gap."""
    for at in range(len(values) - length + 1):
        if None not in values[at : at + length]:
            yield range(at, at + length)


def exactly(values):
    """The rules by their wording, window by window on fractions: the independent re-implementation."""
    mean, reach = exact_limits(values)
    if reach is None:
        return [""] * len(values)
    apart = [None if value is None else value - mean for value in values]
    near = [far is not None and Fraction(2, 3) * reach < abs(far) < reach for far in apart]
    found = {rule: set() for rule in ORDER}
    found["outside limits"] = {at for at, far in enumerate(apart) if far is not None and abs(far) > reach}
    for three in windows(apart, 3):
        one_side = all(apart[at] > 0 for at in three) or all(apart[at] < 0 for at in three)
        if one_side and sum(near[at] for at in three) >= 2:
            found["two of three near a limit"] |= {at for at in three if near[at]}
    for seven in windows(apart, 7):
        steps = [b - a for a, b in pairwise([apart[at] for at in seven])]
        if min(steps) > 0 or max(steps) < 0:
            found["trend"] |= set(seven)
        if all(apart[at] > 0 for at in seven) or all(apart[at] < 0 for at in seven):
            found["run"] |= set(seven)
    return [next((rule for rule in ORDER if at in found[rule]), "") for at in range(len(values))]


FEW = st.one_of(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.none())
FIGURES = st.lists(st.integers(0, 40), min_size=2, max_size=40)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(FEW, max_size=40))
def test_the_rules_agree_with_their_wording_in_exact_arithmetic(values):
    assert rules(*values) == exactly(values)


def drawn(seed):
    """Series of every temper: still, drifting, coarse, with gaps."""
    random = np.random.default_rng(seed)
    values = random.normal(0, 10 ** random.uniform(0, 2), 36)
    values = values.cumsum() if seed % 3 == 0 else values
    return [None if seed % 5 == 0 and random.random() < 0.1 else int(value) for value in values]


def test_random_series_are_classified_as_by_the_wording():
    assert [rules(*drawn(seed)) for seed in range(30)] == [exactly(drawn(seed)) for seed in range(30)]


@pytest.mark.slow
def test_hundreds_of_random_series_are_classified_as_by_the_wording():
    assert [rules(*drawn(seed)) for seed in range(400)] == [exactly(drawn(seed)) for seed in range(400)]


TURNED = {"high": "low", "low": "high", "cause": "cause", "limits": "limits"}


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(FIGURES, st.sampled_from([0.1, 1 / 3, 7, -1, -0.3, -1000]), st.integers(-1000, 1000))
def test_another_unit_changes_no_special_cause_and_a_negative_one_turns_the_sides(values, scale, offset):
    one = control_chart(series(*values))
    other = control_chart(series(*(scale * value + offset for value in values)))
    assert other["rule"].tolist() == one["rule"].tolist()
    words = one["variation"].str.split()
    turned = [" ".join([kind, TURNED[side] if scale < 0 else side]) for kind, side in words]
    assert other["variation"].tolist() == turned


@settings(max_examples=20, deadline=None)
@given(FIGURES, st.randoms())
def test_the_order_of_the_rows_changes_nothing(values, random):
    table = series(*values)
    mixed = list(range(len(values)))
    random.shuffle(mixed)
    pd.testing.assert_frame_equal(control_chart(table.iloc[mixed]), control_chart(table))


@settings(max_examples=20, deadline=None)
@given(FIGURES, FIGURES, FIGURES, st.sampled_from([None, 12]))
def test_a_further_rebase_leaves_the_segments_before_the_one_it_splits(one, two, three, fix_after):
    table, first, second = series(*one, *two, *three), len(one), len(one) + len(two)
    begins = [{"date": table.loc[at, "date"], "reason": "named"} for at in (first, second)]
    once = control_chart(table, rebase=begins[:1], fix_after=fix_after)[:first]
    twice = control_chart(table, rebase=begins, fix_after=fix_after)[:first]
    compared = [*LIMITS, "rule", "segment"]
    pd.testing.assert_frame_equal(once[compared], twice[compared])


@settings(max_examples=20, deadline=None)
@given(FIGURES)
def test_later_points_never_move_fixed_limits(values):
    first, every = series(*QUIET), series(*QUIET, *values)
    assert limits(control_chart(every, fix_after=20)) == limits(control_chart(first, fix_after=20))


@settings(max_examples=20, deadline=None)
@given(FIGURES, FIGURES, st.integers(1, 30))
def test_what_lies_beyond_a_gap_never_makes_a_run_or_a_trend(before, after, missing):
    """Against the same two stretches, each with the limits of the whole: only those could have been bridged."""
    apart = series(*before, *[None] * missing, *after)
    bridged = control_chart(apart)["rule"].tolist()
    rows = control_chart(apart[apart["value"].notna()].assign(span="month"))["rule"].tolist()
    assert [rule for rule, value in zip(bridged, apart["value"], strict=True) if pd.notna(value)] == rows
    assert bridged == exactly([*before, *[None] * missing, *after])


@pytest.mark.parametrize(("charts", "points"), [(12, 500), (40, 36)])
def test_false_alarms_of_the_first_rule_on_independent_points_are_few(charts, points):
    """0.27% with known limits; somewhat more with limits estimated from few points."""
    random = np.random.default_rng(1931)
    drawn_charts = [control_chart(series(*random.normal(size=points), start="1950-01-31")) for _ in range(charts)]
    alarms = pd.concat(drawn_charts)["rule"] == "outside limits"
    assert 0.001 < alarms.mean() < 0.01


def test_a_run_and_a_trend_say_how_long_they_have_been_up_to_each_point():
    run = control_chart(series(*QUIET, *[13] * 7), fix_after=20)
    assert run["rule_points"].tolist() == [0] * 19 + list(range(1, 9))
    rise = control_chart(series(*QUIET, *range(7, 15)), fix_after=20)
    assert rise["rule_points"].tolist() == [0] * 20 + list(range(1, 9))
    assert control_chart(series(*QUIET, 99), fix_after=20)["rule_points"].tolist() == [0] * 20 + [1]
