"""Trends against numbers from outside: what R prints, weighted least squares by hand, other software, simulation."""

import importlib.util

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.tsa.stattools import acf

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.log_linear import fit
from analysis.measures.timeline import Timeline, autocorrelation, timeline, unbiased
from analysis.measures.trends import interrupted, trend

TOO_SHORT = "too short or too autocorrelated to call"
ENDS = {1: "YE-MAR", 4: "QE", 12: "ME"}
NOISE = [0.03, -0.05, 0.02, 0.04, -0.04, 0.01, -0.03, 0.05, -0.02, 0.03, -0.04, 0.02, 0.01, -0.03, 0.04, -0.01]


def series(counts, periods_per_year=4, start="2015-03-31", **columns):
    dates = pd.date_range(start, periods=len(counts), freq=ENDS[periods_per_year])
    return pd.DataFrame({"date": dates.strftime("%Y-%m-%d"), "count": counts}).assign(**columns)


def growing(percent=10.0, points=32, periods_per_year=4, level=400.0):
    """A series that grows by a percentage a year, with a little noise that says the same about every trend."""
    years = np.arange(points) / periods_per_year
    return np.round(level * (1 + percent / 100) ** years * np.exp(np.resize(NOISE, points)))


def row(counts, periods_per_year=4, **columns):
    return trend(series(counts, periods_per_year, **columns), periods_per_year).iloc[0]


# --- the model --------------------------------------------------------------------------------------------------------

# R's help page of glm (Dobson 1990), family = quasipoisson(): dispersion 1.2933, t values on 4 degrees of freedom.
DOBSON = [18, 17, 15, 20, 10, 20, 25, 13, 12]
R_ESTIMATES = [3.045, -0.4543, -0.2930, 0.0, 0.0]
R_POISSON_ERRORS = [0.1709, 0.2022, 0.1927, 0.2000, 0.2000]


def test_coefficients_and_quasi_poisson_errors_are_those_r_prints():
    outcome, treatment = np.tile([0, 1, 2], 3), np.repeat([0, 1, 2], 3)
    found = fit(timeline(series(DOBSON), 4), [outcome == 1, outcome == 2, treatment == 1, treatment == 2])
    assert found.coefficients == pytest.approx(R_ESTIMATES, abs=5e-4)
    inflation = np.sqrt((1 + found.autocorrelation) / (1 - found.autocorrelation))
    assert found.errors / inflation == pytest.approx(np.array(R_POISSON_ERRORS) * np.sqrt(1.2933), abs=2e-4)


def by_hand(counts, people, years):
    """Slope and its quasi-Poisson error by iterated weighted least squares, and the Pearson residuals."""
    x = np.column_stack([np.ones(len(years)), years])
    b = np.array([np.log(counts.sum() / people.sum()), 0.0])
    for _ in range(50):
        mean = people * np.exp(x @ b)
        b = b + np.linalg.solve(x.T @ (mean[:, None] * x), x.T @ (counts - mean))
    pearson = (counts - mean) / np.sqrt(mean)
    covariance = np.linalg.inv(x.T @ (mean[:, None] * x)) * (pearson**2).sum() / (len(years) - 2)
    return b[1], np.sqrt(covariance[1, 1]), pearson


def test_percent_a_year_and_its_limits_follow_from_the_formulas_of_the_method():
    counts, people = growing(4, 14, 1), np.linspace(56_000, 58_000, 14)
    slope, error, pearson = by_hand(counts, people, np.arange(14.0))
    r = acf(pearson, nlags=1, fft=False)[1]
    r = min(0.95, max(0.0, r + (1 + 4 * r) / 14))
    effective = 14 * (1 - r) / (1 + r)
    t = stats.t.ppf(0.975, max(2, effective - 2))
    wide = error * np.sqrt((1 + r) / (1 - r))
    found = row(counts, 1, denominator=people)
    expected = [100 * (np.exp(slope + side * t * wide) - 1) for side in (0, -1, 1)]
    assert found[["value", "lower", "upper"]].tolist() == pytest.approx(expected, rel=1e-6)
    assert found["effective_n"] == pytest.approx(effective)
    assert found["p"] == pytest.approx(2 * stats.t.sf(slope / wide, effective - 2), rel=1e-5)


@pytest.mark.parametrize("n", [8, 20, 144])
def test_autocorrelation_is_that_of_statsmodels(n):
    residuals = np.random.default_rng(n).normal(size=n).cumsum()
    assert autocorrelation(residuals, np.arange(n)) == pytest.approx(acf(residuals, nlags=1, fft=False)[1])


def test_autocorrelation_does_not_bridge_a_gap():
    residuals = np.array([1.0, -1.0, 1.0, -1.0])  # 1, 2 and then 11, 12: two pairs, each -1
    assert autocorrelation(residuals, np.array([1, 2, 11, 12])) == pytest.approx(-0.75)
    assert np.isnan(autocorrelation(residuals, np.array([1, 3, 5, 7])))


@pytest.mark.parametrize(
    ("lag_1", "points", "corrected"), [(0.3, 20, 0.41), (-0.5, 20, 0.0), (0.0, 20, 0.05), (0.9, 20, 0.95)]
)
def test_the_autocorrelation_is_corrected_and_held_between_0_and_0_95(lag_1, points, corrected):
    assert unbiased(lag_1, points) == pytest.approx(corrected)


# --- the verdict ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("percent", "verdict"), [(10, "rise"), (-10, "fall"), (0, "no clear trend")])
@pytest.mark.parametrize("periods_per_year", [4, 12])
def test_the_verdict_follows_from_the_limits(percent, verdict, periods_per_year):
    found = row(growing(percent, 12 * periods_per_year, periods_per_year), periods_per_year)
    assert found["verdict"] == verdict
    assert found["lower"] <= percent <= found["upper"]
    assert (found["p"] < 0.05) == (verdict != "no clear trend")


def test_a_rate_can_fall_while_the_number_rises():
    counts = growing(5)
    people = 50_000 * 1.15 ** (np.arange(32) / 4)
    assert row(counts)["verdict"] == "rise"
    assert row(counts)["base"] == "percent a year, of the number"
    assert row(counts, denominator=people)["verdict"] == "fall"
    assert row(counts, denominator=people)["base"] == "percent a year, of the rate"


# Children on plans in Rotherham at 31 March, 2013 to 2025, and the mid-year estimates under them (DfE 2025).
PLANS = [332, 388, 426, 368, 367, 651, 507, 448, 431, 475, 395, 265, 313]
CHILDREN = [56103, 56118, 56556, 56392, 56509, 56706, 56735, 56887, 56555, 56349, 57205, 58441, 59521]


def test_thirteen_years_of_plans_in_rotherham_are_not_called():
    found = row(PLANS, 1, start="2013-03-31", denominator=CHILDREN)
    assert found["verdict"] == TOO_SHORT
    assert found["effective_n"] == pytest.approx(4.4, abs=0.05)  # the project's design note: about 4
    assert found[["value", "lower", "upper", "p", "fitted_first", "fitted_last"]].isna().all()
    assert (found["n"], found["first"], found["last"]) == (13, "2013-03-31", "2025-03-31")


@pytest.mark.parametrize("points", [0, 1, 2, 7])
def test_below_eight_points_nothing_is_called_and_nothing_warns(points, recwarn):
    found = row(growing(50, points))
    assert found["verdict"] == TOO_SHORT
    assert np.isnan(found["value"])
    assert len(recwarn) == 0


@pytest.mark.parametrize("counts", [[0] * 20, [0] * 19 + [1], [2, 0, 1, 3, 0, 1] * 2 + [1, 2, 0, 1, 1]])
def test_under_ten_events_a_coefficient_nothing_is_fitted(counts):
    found = row(counts)
    assert found["verdict"] == "not fitted"
    assert found["method"] == "none given: under 10 events a coefficient"
    assert np.isnan(found["value"])


def test_limits_that_say_nothing_are_not_given(recwarn):
    found = row([0] * 10 + [2, 0, 0, 5, 15], 12)
    assert found["method"] == "none given: its limits reach beyond a thousandfold"
    assert np.isnan(found["value"])
    assert len(recwarn) == 0


def test_a_series_without_variation_leaves_nothing_to_judge_chance_by():
    found = row([10] * 20)
    assert found["verdict"] == "not fitted"
    assert found["method"].startswith("none given: every point is the same")
    exact = row(3.0 * 2.0 ** np.arange(20))
    assert exact["verdict"] == "not fitted"
    assert np.isnan(exact["value"])


def test_counts_of_zero_are_counts():
    counts = [6, 3, 5, 2, 4, 0, 3, 2, 0, 2, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    slope, _, _ = by_hand(np.array(counts, float), np.ones(20), np.arange(20) / 4)
    found = row(counts)
    assert found["value"] == pytest.approx(100 * np.expm1(slope), rel=1e-6)
    assert found["verdict"] == "fall"
    assert found["lower"] > -100


# --- time -------------------------------------------------------------------------------------------------------------


def test_a_missing_period_stays_a_gap_in_time():
    whole = series(growing(10, 40))
    some = whole.drop(index=range(12, 20))
    assert trend(some, 4)["value"].item() == pytest.approx(10, abs=0.5)
    closed = some.assign(date=whole["date"].iloc[:32].to_numpy())
    assert trend(closed, 4)["value"].item() > 12  # what counting rows would say


def test_a_row_without_a_number_is_the_same_as_no_row():
    whole = series(growing(), denominator=5000.0)
    hidden = whole.assign(count=whole["count"].where(whole.index != 5))
    unknown = whole.assign(denominator=whole["denominator"].where(whole.index != 5))
    expected = trend(whole.drop(index=5), 4)
    pd.testing.assert_frame_equal(trend(hidden, 4), expected)
    pd.testing.assert_frame_equal(trend(unknown, 4), expected)


def test_rows_may_come_in_any_order():
    whole = series(growing())
    pd.testing.assert_frame_equal(trend(whole.iloc[::-1], 4), trend(whole, 4))


def test_seasons_are_taken_out_where_three_years_show_them():
    season = np.tile([1.3, 1.0, 0.8, 1.0], 8)
    found, short = row(growing() * season), row((growing() * season)[:11])
    assert found["method"] == "quasi-Poisson, AR(1)-inflated, seasons taken out"
    assert found["value"] == pytest.approx(10, abs=0.5)
    assert "seasons" not in short["method"]
    assert row(growing())["method"] == "quasi-Poisson, AR(1)-inflated"


def test_the_fitted_ends_are_those_of_the_line_through_the_seasons():
    season = np.exp(np.tile([0.2, 0.0, -0.3, 0.1], 8))
    found = trend(series(growing(0) * season, denominator=10_000), 4, per=1_000).iloc[0]
    assert found["fitted_first"] == pytest.approx(40, rel=0.01)
    assert found["fitted_last"] == pytest.approx(40, rel=0.01)


def test_monthly_referrals_in_rotherham_fall(root):
    wide = pd.read_csv(root / "data" / "raw" / "dfe" / "referrals_by_month_2024.csv").query("area == 'E08000018'")
    months = wide.melt(["indicator", "area", "measure"], var_name="date", value_name="count")
    found = trend(months, 12).iloc[0]
    assert found["verdict"] == "fall"
    assert found[["value", "lower", "upper"]].tolist() == pytest.approx([-4.2, -6.3, -2.0], abs=0.05)  # METHODS.md
    assert (found["indicator"], found["area"], found["n"]) == ("referrals", "E08000018", 144)


# --- what is refused --------------------------------------------------------------------------------------------------


def test_denominators_of_two_releases_are_refused():
    mixed = series(growing(), denominator=5000).assign(denominator_vintage=["2011 base"] * 10 + ["2021 base"] * 22)
    with pytest.raises(ValueError, match=r"come from 2 releases \(2011 base; 2021 base\), and a step between them"):
        trend(mixed, 4)
    partly = mixed.assign(denominator_vintage=["2021 base"] * 31 + [None])
    with pytest.raises(ValueError, match=r"2021 base; an unnamed release"):
        trend(partly, 4)
    unused = mixed.assign(count=mixed["count"].where(mixed["denominator_vintage"] == "2021 base"))
    assert trend(unused, 4)["n"].item() == 22


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2022-03-31", "2022-07-31", "2023-03-31"], "A yearly series from 2022-03-31 has no point at 2022-07-31"),
        (
            ["2022-03-31", "2022-03-31", "2023-03-31"],
            "A yearly series has one row a period. There are several for 2022",
        ),
    ],
)
def test_a_date_off_the_step_or_twice_is_refused_by_name(dates, said):
    with pytest.raises(ValueError, match=said):
        trend(pd.DataFrame({"date": dates, "count": [475, 505, 395]}), 1)


@pytest.mark.parametrize(
    "measure", [trend, lambda made, per: interrupted(made, "2019-01-01", "x", periods_per_year=per)]
)
def test_impossible_numbers_are_refused_in_one_sentence(measure):
    with pytest.raises(ValueError, match="A rate needs a denominator above zero"):
        measure(series([1, 2, 3], denominator=[100, 0, 100]), 4)
    with pytest.raises(ValueError, match="A count cannot be below zero"):
        measure(series([1, -2, 3]), 4)
    with pytest.raises(ValueError, match=r"periods_per_year is 2: expected 1 \(yearly\), 4 \(quarterly\) or 12"):
        measure(series([1, 2, 3]), 2)
    with pytest.raises(ValueError, match=r"expected a number between 0\.5 and 1"):
        trend(series(growing()), 4, confidence=95)


def test_from_a_released_table_comes_a_released_table():
    released = release_table(series(growing()), "demo", "internal")
    for made in (trend(released, 4), interrupted(released, "2019-01-01", "x", periods_per_year=4)):
        assert isinstance(made, ReleasedTable)
        assert made.keys_released == ("demo",)


# --- before and after a date ------------------------------------------------------------------------------------------


def stepped(step=-30.0, turn=0.0, points=40, at=20):
    quarters = np.arange(points)
    since = np.where(quarters >= at, (quarters - at + 1) / 4, 0)
    shape = np.where(quarters >= at, 1 + step / 100, 1.0) * (1 + turn / 100) ** since
    return series(np.round(400 * shape * np.exp(np.resize(NOISE, points))))


@pytest.mark.parametrize(
    ("step", "turn", "verdicts"),
    [
        (-30, 0, ["step down", "no clear turn"]),
        (40, 0, ["step up", "no clear turn"]),
        (0, 15, ["no clear step", "turn up"]),
        (0, -15, ["no clear step", "turn down"]),
        (0, 0, ["no clear step", "no clear turn"]),
    ],
)
def test_a_step_and_a_turn_are_told_apart(step, turn, verdicts):
    found = interrupted(stepped(step, turn), "2020-01-01", "a new front door", periods_per_year=4)
    assert found["statistic"].tolist() == ["step", "change of slope"]
    assert found["verdict"].tolist() == verdicts
    assert found["value"].tolist() == pytest.approx([step, turn], abs=4)
    assert (found["lower"] <= [step, turn]).all()
    assert (found["upper"] >= [step, turn]).all()
    assert found["label"].unique().tolist() == ["a new front door"]
    assert found["at"].unique().tolist() == ["2020-01-01"]


def test_the_point_of_a_period_that_ends_before_the_date_is_before_it():
    found = interrupted(stepped(), "2020-01-01", "x", periods_per_year=4).iloc[0]
    assert (found["before"], found["after"]) == (20, 20)  # the last before is 31 December 2019


@pytest.mark.parametrize(("at", "sides"), [("2016-12-31", (7, 33)), ("2023-04-01", (33, 7)), ("1999-01-01", (0, 40))])
def test_fewer_than_eight_points_on_a_side_are_too_few(at, sides):
    found = interrupted(stepped(), at, "an inspection", periods_per_year=4)
    assert found["verdict"].tolist() == ["too few points on a side"] * 2
    assert found[["value", "lower", "upper", "p"]].isna().all(axis=None)
    assert (found["before"].iloc[0], found["after"].iloc[0]) == sides


def test_a_date_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="needs the reason for its date, named in advance"):
        interrupted(stepped(), "2020-01-01", " ", periods_per_year=4)


# --- properties -------------------------------------------------------------------------------------------------------

COUNTS = st.lists(st.integers(100, 3000), min_size=20, max_size=40)
NUMBERS = ["value", "lower", "upper", "p", "effective_n"]


@settings(max_examples=25, deadline=None)
@given(COUNTS, st.integers(2, 50))
def test_ten_times_the_children_and_the_people_change_nothing(counts, times):
    people = np.linspace(50_000, 60_000, len(counts))
    one, many = row(counts, denominator=people), row(np.array(counts) * times, denominator=people * times)
    assert one["verdict"] == many["verdict"]
    assert one[NUMBERS].tolist() == pytest.approx(many[NUMBERS].tolist(), rel=1e-4, abs=1e-6, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(COUNTS)
def test_time_reversed_turns_the_slope_round(counts):
    there, back = row(counts), row(counts[::-1])
    flipped = {"rise": "fall", "fall": "rise"}.get(there["verdict"], there["verdict"])
    assert back["verdict"] == flipped
    turned = [1 / (1 + there[name] / 100) for name in ("value", "upper", "lower")]
    found = [1 + back[name] / 100 for name in ("value", "lower", "upper")]
    if "seasons" not in there["method"] + back["method"]:
        assert found == pytest.approx(turned, rel=1e-4, nan_ok=True)


@settings(max_examples=50, deadline=None)
@given(COUNTS | st.lists(st.integers(0, 4), max_size=40), st.sampled_from([1, 4, 12]))
def test_the_limits_hold_the_value_and_agree_with_p_and_the_verdict(counts, periods_per_year):
    found = row(counts, periods_per_year)
    if found["verdict"] in (TOO_SHORT, "not fitted"):
        assert np.isnan(found["value"])
        return
    assert found["effective_n"] >= 8
    assert np.isfinite(found[NUMBERS].tolist()).all()
    assert -100 < found["lower"] <= found["value"] <= found["upper"]
    assert (found["p"] < 0.05) == (found["lower"] > 0 or found["upper"] < 0)
    assert found["verdict"] == ("rise" if found["lower"] > 0 else "fall" if found["upper"] < 0 else "no clear trend")


# --- simulation: small here, large in bench/trends.py -----------------------------------------------------------------


@pytest.fixture(scope="module")
def bench(root):
    spec = importlib.util.spec_from_file_location("bench_trends", root / "bench" / "trends.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# 200 runs have a standard error of 1.4 points at 4% and of 2 at 8.5%: two of them are slack above the design note.
@pytest.mark.parametrize(("alike", "expected"), [(0.0, 4.0 + 2.8), (0.4, 8.5 + 4.0)])
def test_a_trend_that_is_not_there_is_rarely_called(bench, alike, expected):
    assert bench.shares(bench.verdicts("trend", 20, alike, runs=200))["of all"].item() <= expected


def test_the_simulation_gives_the_verdicts_of_trend(bench):
    for seed in range(10):
        made = bench.series(np.random.default_rng(seed), 20, 0.4, np.linspace(0, 0.3, 20))
        assert bench.trend_verdict(made) == trend(made, 4)["verdict"].tolist()


def test_a_trend_that_is_there_is_called(bench):
    assert bench.shares(bench.verdicts("trend", 40, 0.0, runs=30, growth=0.05))["of all"].item() > 90


def test_a_caseload_that_wanders_is_mostly_withheld():
    random = np.random.default_rng(20230331)
    walks = [row(np.round(400 * np.exp(random.normal(0, 0.2, 20).cumsum()))) for _ in range(30)]
    assert sum(walk["verdict"] == TOO_SHORT for walk in walks) > 20


def test_a_timeline_knows_its_dates():
    points = timeline(series([1, 2, 3], 12, start="2024-01-31"), 12)
    assert isinstance(points, Timeline)
    assert [f"{points.date_after(step):%Y-%m-%d}" for step in (1, 2)] == ["2024-04-30", "2024-05-31"]
    assert points.until(2).count.tolist() == [1, 2]
    assert points.years.tolist() == pytest.approx([0, 1 / 12, 2 / 12])
