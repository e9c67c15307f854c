"""Forecasts against closed forms, a random walk whose limits are known, and what the real back-tests found."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.forecast_methods import METHODS, Prediction, damped_trend, no_change
from analysis.measures.forecasts import back_test, forecast, interval_score
from analysis.measures.timeline import timeline

ENDS = {1: "YE-MAR", 4: "QE", 12: "ME"}
PLANS = [332, 388, 426, 368, 367, 651, 507, 448, 431, 475, 395, 265, 313]  # Rotherham, 31 March 2013 to 2025
CHILDREN = [56103, 56118, 56556, 56392, 56509, 56706, 56735, 56887, 56555, 56349, 57205, 58441, 59521]


def series(counts, periods_per_year=1, start="2013-03-31", **columns):
    dates = pd.date_range(start, periods=len(counts), freq=ENDS[periods_per_year])
    return pd.DataFrame({"date": dates.strftime("%Y-%m-%d"), "count": counts}).assign(**columns)


def walks(areas, points, seed=20230331, spread=0.1):
    """Series of a random walk of the log rate: the world in which "no change" is right."""
    random = np.random.default_rng(seed)
    logs = np.log(400) + random.normal(0, spread, (areas, points)).cumsum(axis=1)
    return pd.concat([series(np.round(np.exp(log) * 100), area=str(at)) for at, log in enumerate(logs)])


def test_no_change_is_the_last_rate_with_limits_from_all_past_changes():
    steps = np.diff(np.log(np.array(PLANS) / np.array(CHILDREN)))
    spread = stats.t.ppf(0.9, 12) * np.sqrt((steps**2).sum() / 12)
    rate = 10_000 * 313 / 59_521
    found = forecast(series(PLANS, denominator=CHILDREN), 1).iloc[0]
    assert found[["value", "lower", "upper"]].tolist() == pytest.approx(
        [rate, rate * np.exp(-spread), rate * np.exp(spread)]
    )
    assert found["date"] == "2026-03-31"
    assert (found["confidence"], found["method"], found["base"]) == (0.8, "no change", "rate per 10,000")


def test_four_quarters_ahead_rest_on_changes_over_four_quarters():
    points = timeline(series([100, 110, 120, 90, 100, 130, 125, 95, 105], 4), 4)
    made = no_change(points, 4)[3]
    changes = np.log([100 / 100, 130 / 110, 125 / 120, 95 / 90, 105 / 100])
    assert made == pytest.approx((np.log(105), np.sqrt((changes**2).mean()), 2.0))  # 5 / 4, at least two


def test_a_gap_is_not_bridged_by_a_change_nor_by_a_damped_trend():
    gap = timeline(series(PLANS).drop(index=5), 1)
    steps = np.delete(np.diff(np.log(PLANS)), [4, 5])
    assert no_change(gap, 1)[0].error == pytest.approx(np.sqrt((steps**2).mean()))
    assert damped_trend(gap, 2) == [None, None]


def test_a_damped_trend_has_the_closed_form_limits_of_its_model():
    random = np.random.default_rng(4)
    counts = np.round(500 * np.exp(random.normal(0, 0.1, 24).cumsum()))
    points = timeline(series(counts, 4), 4)
    model = ETSModel(pd.Series(points.log_rate), error="add", trend="add", damped_trend=True).fit(disp=False)
    alpha, beta, phi = (model.smoothing_level, model.smoothing_trend, model.damping_trend)
    weights = [alpha + beta * sum(phi**power for power in range(1, j + 1)) for j in range(1, 4)]  # Hyndman 2008, 6.1
    errors = np.sqrt(model.mse * (1 + np.concatenate([[0], np.cumsum(np.square(weights))])))
    made = damped_trend(points, 4)
    assert [one.error for one in made] == pytest.approx(errors)
    assert [one.centre for one in made] == pytest.approx(model.forecast(4).tolist())


def test_a_damped_trend_needs_twelve_points():
    assert damped_trend(timeline(series(PLANS[:11]), 1), 1) == [None]
    assert damped_trend(timeline(series(PLANS[:12]), 1), 1) != [None]


@pytest.mark.parametrize(("actual", "score"), [(0.0, 2.0), (1.0, 2.0), (1.5, 2.0 + 10 * 0.5), (-2.0, 2.0 + 10 * 1.0)])
def test_the_interval_score_is_width_and_ten_times_the_miss(actual, score):
    unit = Prediction(0.0, 1 / stats.norm.ppf(0.9), np.inf)  # 80% limits of -1 and 1
    assert interval_score(unit, actual, 0.8) == pytest.approx(score)


# --- back-test --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_on_random_walks_the_limits_hold_what_they_say_and_no_change_wins():
    made = back_test(walks(80, 13), 1, by="area").set_index("method")
    same = made.loc["no change"]
    assert same["tests"] == 80 * 5
    assert same["covered_80"] == pytest.approx(80, abs=5)
    assert same["covered_95"] == pytest.approx(95, abs=3)
    damped = made.loc["damped trend"]
    assert damped["shared"] == damped["tests"] == 80
    assert damped["score_shared"] > damped["score_to_beat"]


def test_on_the_shipped_councils_plans_no_change_beats_a_damped_trend(root):
    wide = pd.read_csv(root / "data" / "raw" / "dfe" / "children_in_need_2025.csv")
    totals = wide[(wide["breakdown"] == "total") & (wide["measure"] == "count") & wide["area"].str.startswith("E0")]
    plans = totals[totals["indicator"] == "child_protection_plans"]
    dates = [name for name in plans if name.endswith("-03-31")]
    counts = plans.melt(["area"], dates, var_name="date", value_name="count")
    made = back_test(counts.assign(count=pd.to_numeric(counts["count"], errors="coerce")), 1, by="area")
    made = made.set_index("method")
    assert made.loc["no change", "covered_80"] == pytest.approx(87, abs=2)  # METHODS.md
    assert made.loc["damped trend", "score_shared"] > made.loc["damped trend", "score_to_beat"]


def test_a_back_test_knows_nothing_later():
    whole = walks(3, 13)
    cut = whole[whole["date"] < "2024-01-01"]
    changed = whole.assign(count=whole["count"].where(whole["date"] < "2024-01-01", 7))
    method = {"tries": 100, "by": "area"}
    early = back_test(cut, 1, **method).set_index("method").loc["no change"]
    late = back_test(changed, 1, **method).set_index("method").loc["no change"]
    assert early["tests"] == 3 * 3
    assert late["tests"] == 3 * 5
    assert late["value"] * 15 > early["value"] * 9  # the later points are added, the earlier stay what they were


def test_small_series_and_series_with_nobody_are_left_out():
    small, zero = series([12] * 6 + [15] * 7, area="small"), series([0, *PLANS[1:]], area="zero")
    made = back_test(pd.concat([small, zero]), 1, by="area")
    assert made["tests"].tolist() == [0, 0]


@pytest.mark.parametrize("ahead", [0, 2, 5])
def test_more_than_a_year_ahead_is_refused(ahead):
    with pytest.raises(ValueError, match=f"ahead is {ahead}: a forecast reaches one year at most, here 1 to 1 periods"):
        forecast(series(PLANS), 1, ahead)


# --- what is published ------------------------------------------------------------------------------------------------


def pooled(covered=80.0, tests=100, shared=100, damped=(0.5, 70.0), dates=8):
    rows = [
        ("no change", tests, covered, 95.0, shared, 1.0, 1.0),
        ("damped trend", shared, damped[1], 90.0, shared, damped[0], 1.0),
    ]
    return pd.DataFrame(
        rows, columns=["method", "tests", "covered_80", "covered_95", "shared", "score_shared", "score_to_beat"]
    ).assign(dates=dates, shared_dates=dates)


@pytest.mark.parametrize(
    ("test", "method"),
    [
        (pooled(), "damped trend"),
        (pooled(damped=(1.2, 70.0)), "no change"),  # the worse score
        (pooled(damped=(0.5, 59.0)), "no change"),  # its limits do not hold
        (pooled(shared=9), "no change"),  # too few to tell
        (pooled(dates=4), "no change"),  # many areas, but of four years only
    ],
)
def test_the_better_score_is_published_if_it_was_tried_often_enough_and_held(test, method):
    found = forecast(series(PLANS), 1, tested=test)
    assert found["method"].unique().tolist() == [method]
    assert found["covered"].tolist() == [
        test.set_index("method").loc[method, name] for name in ("covered_80", "covered_95")
    ]


@pytest.mark.parametrize(
    ("counts", "test", "why"),
    [
        (PLANS, pooled(covered=59.4, shared=5), "its 80% limits held 59% of what came, under 60%"),
        (PLANS, pooled(tests=4, shared=0), "forecasts that could be tried: 4, of the 5 needed"),
        ([12, 25, 18, 20] * 4, pooled(), "a mean under 20 events"),
        ([0, 300, 200, 250] * 4, pooled(), "a count of zero"),
        (PLANS[:3], pooled(), "too few points, a gap, or no change ever"),
        ([], pooled(), "no numbers"),
        ([300] * 13, pooled(), "too few points, a gap, or no change ever"),
        (PLANS[:9], None, "forecasts that could be tried: 1, of the 5 needed"),
    ],
)
def test_what_is_not_published_has_no_value_and_says_why(counts, test, why, recwarn):
    found = forecast(series(counts), 1, tested=test)
    assert found["method"].unique().tolist() == [f"no forecast: {why}"]
    assert found[["value", "lower", "upper"]].isna().all(axis=None)
    assert len(recwarn) == 0


@pytest.mark.parametrize("counts", [[*PLANS[:-1], None], [*PLANS[:-2], None, None]])
def test_nothing_is_forecast_from_a_series_whose_latest_number_is_hidden(counts):
    found = forecast(series(counts), 1, tested=pooled())
    assert found["method"].unique().tolist() == ["no forecast: the latest number is hidden or missing"]
    assert found[["value", "lower", "upper"]].isna().all(axis=None)


def test_how_often_the_limits_held_is_a_number_too_and_of_how_many_areas():
    tested = back_test(walks(6, 13), 1, by="area")
    assert tested.set_index("method")["areas"].to_dict() == {"no change": 6, "damped trend": 6}
    found = forecast(series(PLANS), 1, tested=tested)
    share = tested.set_index("method").loc["no change"]
    assert found["held"].tolist() == [round(0.3 * share["covered_80"]), round(0.3 * share["covered_95"])]  # of 30
    assert found["areas"].tolist() == [6, 6]
    assert forecast(series(PLANS), 1)[["tests", "held", "areas"]].to_numpy().tolist() == [[5, 4, 1], [5, 5, 1]]


def test_a_damped_trend_that_cannot_be_made_here_gives_way_to_no_change():
    assert forecast(series(PLANS).drop(index=5), 1, tested=pooled())["method"].unique().tolist() == ["no change"]


def test_rows_are_the_points_ahead_at_both_levels():
    found = forecast(series(PLANS, 4, area="E08000018"), 4, 3)
    assert found["date"].unique().tolist() == ["2016-06-30", "2016-09-30", "2016-12-31"]
    assert found["confidence"].tolist() == [0.8, 0.95] * 3
    assert found["area"].unique().tolist() == ["E08000018"]
    assert found["base"].unique().tolist() == ["number"]


def test_from_a_released_table_comes_a_released_table():
    released = release_table(series(PLANS), "demo", "internal")
    assert isinstance(forecast(released, 1), ReleasedTable)
    assert isinstance(back_test(released, 1), ReleasedTable)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(50, 3000), min_size=9, max_size=11), st.integers(2, 50))
def test_limits_hold_the_forecast_widen_with_confidence_and_scale_with_the_series(counts, times):
    if len(set(counts)) < 3:
        return
    point = no_change(timeline(series(counts), 1), 1)[0]
    lower, upper = zip(*(point.limits(level) for level in (0.8, 0.95)), strict=True)
    assert lower[1] < lower[0] < point.centre < upper[0] < upper[1]
    many = no_change(timeline(series(np.array(counts) * times), 1), 1)[0]
    assert many.centre == pytest.approx(point.centre + np.log(times))
    assert many.error == pytest.approx(point.error)


def test_no_change_is_tried_first():
    assert next(iter(METHODS)) == "no change"
