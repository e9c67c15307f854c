"""Control charts against textbooks, the NHS package's own test results and sums by hand."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.stattools import acf

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.control_charts import chart_summary, control_chart
from little_series import LIMITS, QUIET, limits, months, series


def counts(*pairs):
    table = pd.DataFrame(pairs, columns=["count", "denominator"])
    return table.assign(date=months(len(pairs)))


# --- published examples -----------------------------------------------------------------------------------------------


# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: ten flow rates, moving range 1.8778 on average.
def test_the_handbook_s_individuals_chart():
    chart = control_chart(series(49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1))
    assert limits(chart) == pytest.approx([50.81, 45.8159, 55.8041], abs=0.002)  # it divides by 1.128, we take 2.66
    assert not chart["special_cause"].any()
    assert chart["trial"].all()


# R's rnorm(20) after set.seed(123), whose limits stand in the tests of NHSRplotthedots 0.2.2 (_snaps/ptd_spc.md).
NORMAL = [
    *[-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285],
    *[-0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716],
    *[0.70135590, -0.47279141],
]


def test_the_limits_are_those_of_the_nhs_package():
    chart = control_chart(series(*NORMAL), direction="increase", target=0.5)
    assert [round(limit, 3) for limit in limits(chart)][:1] == [0.142]
    assert [round(limit, 2) for limit in limits(chart)][1:] == [-3.01, 3.29]
    assert set(chart["variation"]) == {"common cause"}
    assert set(chart["assurance"]) == {"hit and miss"}


def test_the_limits_of_each_half_are_those_of_the_nhs_package():
    chart = control_chart(series(*NORMAL), rebase=[{"date": months(11)[-1], "reason": "second facet"}])
    assert limits(chart, 0) == pytest.approx([0.0746, -2.60, 2.75], abs=0.005)
    assert limits(chart, 10) == pytest.approx([0.209, -3.28, 3.70], abs=0.005)
    assert chart["segment"].tolist() == [1] * 10 + [2] * 10
    assert not chart["special_cause"].any()


# Montgomery, Introduction to Statistical Quality Control, purchase orders in error of varying numbers examined:
# 234 of 2,450; for 110 orders the limits are 0.012 and 0.180 (deviation rounded to 0.028), and the eleventh is 0.182.
ORDERS = [100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90]
ERRORS = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6]


def test_montgomery_s_p_chart_of_purchase_orders():
    chart = control_chart(counts(*zip([*ERRORS, 9], [*ORDERS, 90], strict=True)), kind="p")
    assert limits(chart, 10) == pytest.approx([9.6, 1.2, 18.0], abs=0.1)
    assert chart.loc[1, "lower_limit"] == 0  # 80 orders: -0.003, which no share can be
    assert chart.index[chart["rule"] == "outside limits"].tolist() == [10]
    assert set(chart["base"]) == {"percent"}


# Montgomery, dyed cloth: 153 defects in 107.5 units of 50 square metres, 1.42 a unit.
def test_montgomery_s_u_chart_of_dyed_cloth():
    rolls = [(14, 10), (12, 8), (20, 13), (11, 10), (7, 9.5), (10, 10), (21, 12), (16, 10.5), (19, 12), (23, 12.5)]
    chart = control_chart(counts(*rolls), kind="u", per=1)
    printed = {0: (0.29, 2.55), 1: (0.16, 2.68), 2: (0.43, 2.41), 4: (0.26, 2.58), 7: (0.32, 2.52), 9: (0.41, 2.43)}
    for roll, (lower, upper) in printed.items():
        assert limits(chart, roll) == pytest.approx([1.42, lower, upper], abs=0.012)
    assert not chart["special_cause"].any()
    assert set(chart["base"]) == {"per 1"}


# Laney 2002: where every denominator is the same, the prime charts are the individuals chart, without screening.
@pytest.mark.parametrize(("kind", "scale"), [("u_prime", 10_000), ("p_prime", 100)])
def test_with_equal_denominators_laney_s_chart_is_the_individuals_chart(kind, scale):
    events = [40, 55, 38, 61, 47, 52, 39, 90, 44, 58, 41, 49, 53]
    chart = control_chart(counts(*((count, 400) for count in events)), kind=kind)
    rates = np.array(events) / 400 * scale
    reach = 3 / 1.128 * np.abs(np.diff(rates)).mean()
    assert limits(chart) == pytest.approx([rates.mean(), rates.mean() - reach, rates.mean() + reach])


@pytest.mark.parametrize("kind", ["u_prime", "p_prime"])
def test_laney_s_limits_are_the_plain_ones_times_the_moving_range_of_z(kind):
    pairs = [(30, 400), (20, 100), (55, 900), (12, 150), (44, 610), (90, 700)]
    table = counts(*pairs)
    count, people = np.array(pairs).T
    mean = count.sum() / people.sum()
    deviation = np.sqrt(mean * (1 - mean if kind == "p_prime" else 1) / people)
    sigma_z = np.abs(np.diff((count / people - mean) / deviation)).mean() / 1.128
    chart = control_chart(table, kind=kind, per=1)
    assert chart["upper_limit"].tolist() == pytest.approx((mean + 3 * sigma_z * deviation).tolist())
    assert chart["lower_limit"].tolist() == pytest.approx(np.maximum(mean - 3 * sigma_z * deviation, 0).tolist())


# --- limits -----------------------------------------------------------------------------------------------------------


def test_a_moving_range_over_3_267_times_the_average_is_left_out_once():
    values = [5, 7] * 6 + [30] + [5, 7] * 6  # moving ranges: 22 of 2, one of 23 and one of 25
    assert limits(control_chart(series(*values)))[2] - np.mean(values) == pytest.approx(2.66 * 2)
    unscreened = limits(control_chart(series(*values), screen=False))[2] - np.mean(values)
    assert unscreened == pytest.approx(2.66 * (22 * 2 + 23 + 25) / 24)


def test_the_limits_of_a_constant_series_are_its_mean(recwarn):
    chart = control_chart(series(*[0.1] * 20))
    assert chart[["lower_limit", "upper_limit", "near_lower", "near_upper"]].eq(chart["mean"], axis=0).all(axis=None)
    assert not chart["special_cause"].any()
    assert len(recwarn) == 0


def test_screening_never_leaves_nothing_but_zeros():
    chart = control_chart(series(0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0))  # two moving ranges of 3, ten of 0
    assert limits(chart) == pytest.approx([3 / 13, 3 / 13 - 2.66 * 0.5, 3 / 13 + 2.66 * 0.5])


def test_near_limits_stand_at_two_thirds():
    near = control_chart(series(4, 6, 4, 6))[["near_lower", "near_upper"]].iloc[0].tolist()
    assert near == pytest.approx([5 - 2.66 * 2 * 2 / 3, 5 + 2.66 * 2 * 2 / 3])


def test_limits_of_shares_stay_within_the_possible():
    chart = control_chart(counts((9, 10), (10, 10), (1, 1), (8, 9), (10, 10)), kind="p")
    assert chart["upper_limit"].max() == 100
    low = control_chart(counts((1, 1000), (0, 1000), (2, 1000)), kind="u")
    assert low["lower_limit"].tolist() == [0, 0, 0]
    assert set(low["base"]) == {"per 10,000"}


@pytest.mark.parametrize("kind", ["u", "p", "u_prime", "p_prime"])
def test_nobody_ever_is_a_chart_at_nothing(kind, recwarn):
    chart = control_chart(counts((0, 10), (0, 12), (0, 9)), kind=kind)
    assert chart[["value", *LIMITS]].eq(0).all(axis=None)
    assert not chart["special_cause"].any()
    assert len(recwarn) == 0


def test_fewer_than_five_expected_are_noted():
    assert control_chart(counts((1, 100), (19, 900)), kind="u")["note"].tolist() == [
        "fewer than 5 expected: rough limits",
        "",
    ]
    hidden = control_chart(counts((None, 100), (19, 900)), kind="u")["note"]
    assert hidden.tolist() == ["", ""]
    all_but_few = control_chart(counts((99, 100), (881, 900)), kind="p")["note"]  # of those who are not counted
    assert (all_but_few != "").tolist() == [True, False]


def test_a_segment_of_fewer_than_thirteen_points_has_trial_limits():
    assert control_chart(series(*range(12)))["trial"].all()
    assert not control_chart(series(*range(13)))["trial"].any()
    assert control_chart(series(*range(12), None))["trial"].all()


# --- rebase and fixed limits ------------------------------------------------------------------------------------------

STEP = [*[10, 12] * 8, *[30, 34] * 8]
MOVED = {"date": months(17)[-1], "reason": "new front door"}


def test_a_rebase_starts_new_limits_and_carries_its_reason():
    chart = control_chart(series(*STEP), rebase=[MOVED])
    assert limits(chart, 0) == pytest.approx([11, 11 - 5.32, 11 + 5.32])
    assert limits(chart, 16) == pytest.approx([32, 32 - 10.64, 32 + 10.64])
    assert chart["rebase_reason"].tolist() == [""] * 16 + ["new front door"] * 16
    assert not chart["special_cause"].any()
    assert control_chart(series(*STEP))["special_cause"].any()


@pytest.mark.parametrize(
    "entry",
    [
        *[{"date": "2016-05-31"}, {"date": "2016-05-31", "reason": "  "}, {"reason": "COVID"}],
        *[{"date": "soon", "reason": "COVID"}, "2016-05-31", {"date": None, "reason": "COVID"}],
    ],
)
def test_a_rebase_without_a_date_and_a_reason_is_refused(entry):
    with pytest.raises(ValueError, match="A rebase needs a date and a reason, like"):
        control_chart(series(*STEP), rebase=[entry])


def test_a_rebase_outside_of_the_series_splits_nothing():
    never = [{"date": "2001-01-31", "reason": "before"}, {"date": "2031-01-31", "reason": "after"}]
    chart = control_chart(series(*STEP), rebase=never)
    assert set(chart["segment"]) == {1}
    assert limits(chart) == limits(control_chart(series(*STEP)))


def test_two_reasons_between_the_same_points_are_one_rebase():
    two = [MOVED, {"date": months(17)[-1][:8] + "02", "reason": "COVID"}]
    chart = control_chart(series(*STEP), rebase=two)
    assert chart["segment"].max() == 2
    assert chart["rebase_reason"].iloc[-1] == "COVID; new front door"


def test_fixed_limits_come_from_the_first_points_alone():
    chart = control_chart(series(*STEP), fix_after=12)
    assert limits(chart) == pytest.approx([11, 11 - 5.32, 11 + 5.32])
    assert (chart["rule"] == "outside limits").tolist() == [False] * 16 + [True] * 16
    assert chart["method"].iloc[0].endswith("limits from the first 12 points")


def test_fixed_limits_and_a_rebase_go_together():
    values = [*STEP[:30], 90, 90]
    chart = control_chart(series(*values), rebase=[MOVED], fix_after=12)
    assert limits(chart, 0) == pytest.approx([11, 11 - 5.32, 11 + 5.32])
    assert limits(chart) == pytest.approx([32, 32 - 10.64, 32 + 10.64])
    assert chart.index[chart["special_cause"]].tolist() == [30, 31]


def test_fixed_limits_of_rates_come_from_the_first_points_alone():
    first = [(10, 100), (12, 120), (9, 90)] * 4
    for kind in ("u", "p", "u_prime", "p_prime"):
        alone = limits(control_chart(counts(*first, (10, 100)), kind=kind, fix_after=12))
        with_more = limits(control_chart(counts(*first, (10, 100), (70, 100)), kind=kind, fix_after=12))
        assert alone == with_more


def test_limits_fixed_after_eleven_points_are_refused():
    with pytest.raises(ValueError, match="fix_after is 11: limits can be fixed after 12 points or more"):
        control_chart(series(*STEP), fix_after=11)


# --- gaps -------------------------------------------------------------------------------------------------------------

RISE = [*QUIET, 9, 10, 11, 12, 13, 14, 15]


@pytest.mark.parametrize("how", ["no row", "no value"])
def test_a_gap_is_never_bridged(how):
    table = series(*RISE)
    gone = table["date"] == months(24)[-1]
    table = table[~gone] if how == "no row" else table.assign(value=table["value"].mask(gone))
    chart = control_chart(table, fix_after=20)
    assert not chart["special_cause"].any()
    assert "trend" in control_chart(series(*RISE), fix_after=20)["rule"].tolist()


def test_no_moving_range_reaches_over_a_gap():
    table = series(4, 6, 4, 6, 4, 50, 104, 106, 104, 106, 104).drop(index=5)
    assert limits(control_chart(table))[2] == pytest.approx(55 - 0.2 + 2.66 * 2)
    assert control_chart(table)["after_gap"].tolist() == [False] * 5 + [True] + [False] * 4


def test_a_point_without_a_value_keeps_its_row():
    chart = control_chart(series(4, None, 5, 6), direction="increase")
    assert chart["variation"].tolist() == ["common cause", "no value", "common cause", "common cause"]
    assert chart["mean"].tolist() == [5] * 4
    hidden = control_chart(counts((4, 10), (None, 10), (5, None), (6, 11)), kind="u")
    assert (hidden["variation"] == "no value").tolist() == [False, True, True, False]


@pytest.mark.parametrize(("every", "gap"), [("QE", 3), ("YE-MAR", 2)])
def test_quarters_and_years_follow_each_other_too(every, gap):
    dates = pd.date_range("1990-03-31", periods=20, freq=every).strftime("%Y-%m-%d")
    table = pd.DataFrame({"date": dates, "value": range(20)})
    assert limits(control_chart(table))[2] == pytest.approx(9.5 + 2.66)
    assert control_chart(table.drop(index=gap))["after_gap"].sum() == 1


def test_the_span_says_how_far_apart_points_are():
    table = series(3, 5, 9, 4, 7).iloc[[0, 3]]
    assert control_chart(table)["upper_limit"].notna().all()  # two dates three months apart could be quarters
    assert control_chart(table.assign(span="month"))["upper_limit"].isna().all()
    with pytest.raises(ValueError, match=r"Here are several in the column span: month, quarter"):
        control_chart(table.assign(span=["month", "quarter"]))


def test_points_that_never_follow_each_other_have_no_limits_and_no_verdict():
    chart = control_chart(series(3, 5, 9, 4, 7, 8).iloc[[0, 2, 5]], direction="increase", target=5)
    assert set(chart["variation"]) == set(chart["assurance"]) == {"no limits"}
    assert not chart["special_cause"].any()


# --- verdicts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "high", "low"),
    [
        ("neutral", "neutral high", "neutral low"),
        ("increase", "improvement high", "concern low"),
        ("decrease", "concern high", "improvement low"),
    ],
)
def test_the_same_point_is_good_or_bad_by_direction(direction, high, low):
    chart = control_chart(series(*QUIET, 25, 12, -1), fix_after=20, direction=direction)
    assert chart["variation"].iloc[20:].tolist() == [high, "common cause", low]


def test_a_rise_is_high_though_it_begins_below_the_mean():
    chart = control_chart(series(*QUIET, 9, 10, 11, 12, 13, 14, 15), fix_after=20, direction="decrease")
    assert set(chart["variation"].iloc[20:]) == {"concern high"}


@pytest.mark.parametrize(
    ("direction", "target", "icon"),
    [
        *[
            ("increase", 23, "consistently fails"),
            ("increase", 1, "consistently passes"),
            ("increase", 9, "hit and miss"),
        ],
        *[
            ("decrease", 23, "consistently passes"),
            ("decrease", 1, "consistently fails"),
            ("decrease", 9, "hit and miss"),
        ],
        *[("neutral", 23, "none"), ("increase", None, "none")],
    ],
)
def test_assurance_sets_the_limits_against_the_target(direction, target, icon):
    summary = chart_summary(control_chart(series(*QUIET), direction=direction, target=target))
    assert summary["assurance_icon"].tolist() == [icon]


def test_assurance_after_a_rebase_is_that_of_the_last_limits():
    chart = control_chart(series(*STEP), rebase=[MOVED], direction="increase", target=20)
    assert chart["assurance"].iloc[0] == "consistently fails"
    assert chart_summary(chart)["assurance_icon"].tolist() == ["consistently passes"]


def test_autocorrelation_is_the_usual_estimate():
    values = np.random.default_rng(4).normal(size=60).cumsum().round(3)
    assert control_chart(series(*values))["autocorrelation"].iloc[0] == pytest.approx(acf(values, nlags=1)[1])


WALK = [400, 404, 409, 415, 420, 431, 436, 440, 447, 452, 455, 461, 468, 470]


@pytest.mark.parametrize("how", [{"stock": True}, {"span": "point"}])
def test_the_icons_of_an_autocorrelated_stock_are_withheld(how):
    table = series(*WALK).assign(**({"span": "point"} if "span" in how else {}))
    chart = control_chart(table, direction="decrease", target=300, stock=how.get("stock", False))
    assert set(chart["variation"]) == set(chart["assurance"]) == {"withheld"}
    summary = chart_summary(chart).iloc[0]
    assert (summary["variation_icon"], summary["assurance_icon"]) == ("withheld", "withheld")
    assert "lag-1 autocorrelation 0.80" in summary["withheld"]
    assert summary["withheld"].endswith("Chart the flows instead: starts, ends, referrals.")


def test_a_stock_that_is_not_autocorrelated_keeps_its_icons():
    chart = control_chart(series(*QUIET), stock=True)
    assert set(chart["variation"]) == {"common cause"}
    assert set(chart["withheld"]) == {""}


def test_an_autocorrelated_flow_keeps_its_icon_and_the_summary_warns():
    summary = chart_summary(control_chart(series(*WALK))).iloc[0]
    assert summary["variation_icon"] == "neutral high"
    assert "Neighbouring points are alike (lag-1 autocorrelation 0.80" in summary["note"]


# --- summary ----------------------------------------------------------------------------------------------------------


def test_a_summary_is_the_last_point_with_a_value():
    summary = chart_summary(control_chart(series(*QUIET, 25, None), fix_after=20)).iloc[0]
    assert summary["date"] == months(21)[-1]
    assert (summary["value"], summary["variation_icon"], summary["points"]) == (25, "neutral high", 21)
    assert summary[LIMITS].tolist() == pytest.approx([12, 12 - 10.64, 12 + 10.64])
    assert summary["note"] == f"No value for {months(22)[-1]}."


def test_a_chart_and_its_summary_say_how_far_points_lie_apart_and_where_the_series_ends():
    quarters = series(*QUIET).assign(date=pd.date_range("2015-03-31", periods=20, freq="QE").strftime("%Y-%m-%d"))
    chart = control_chart(quarters.assign(span="quarter", unit="percent").replace({"value": {14: None}}))
    assert set(chart["every"]) == {"quarter"}
    summary = chart_summary(chart).iloc[0]
    assert summary[["every", "span", "unit", "end"]].tolist() == ["quarter", "quarter", "percent", "2019-12-31"]
    assert chart_summary(control_chart(series(*QUIET))).loc[0, ["every", "span", "unit"]].tolist() == ["month", "", ""]


def test_a_hidden_number_enters_no_limits_even_where_the_table_holds_it():
    hidden = ["published"] * 19 + ["suppressed"]
    chart = control_chart(series(*QUIET[:-1], 777).assign(status=hidden))
    assert limits(chart) == limits(control_chart(series(*QUIET[:-1], None)))
    assert chart.iloc[-1][["value", "rule", "variation"]].fillna("none").tolist() == ["none", "", "no value"]


def test_several_charts_have_a_row_each():
    charts = pd.concat(
        [control_chart(series(*QUIET)).assign(area="one"), control_chart(series(5, 6, 7)).assign(area="two")]
    )
    summary = chart_summary(charts, by="area")
    assert summary["area"].tolist() == ["one", "two"]
    assert summary["points"].tolist() == [20, 3]
    assert summary["note"].tolist() == ["", "Trial limits: 3 of the 13 points they need."]
    with pytest.raises(ValueError, match="Name the columns that tell the charts apart"):
        chart_summary(charts)


def test_rough_limits_are_counted_in_the_summary():
    note = chart_summary(control_chart(counts((1, 100), (19, 900)), kind="u"))["note"].iloc[0]
    assert note.endswith("Rough limits: fewer than 5 expected at 1 of 2 points.")


# --- refusals and small tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("kind", ["xmr", "u", "p", "u_prime", "p_prime"])
def test_empty_and_short_tables_work(n, kind, recwarn):
    table = pd.DataFrame({"date": months(n), "value": [3] * n, "count": [3] * n, "denominator": [9] * n})
    chart = control_chart(table, kind=kind, direction="increase", target=2)
    assert len(chart) == n
    assert chart["special_cause"].dtype == bool
    assert len(chart_summary(chart)) == min(n, 1)
    assert len(recwarn) == 0


def test_an_empty_table_without_types_works():
    assert control_chart(pd.DataFrame(columns=["date", "value"])).empty


def test_two_rows_for_a_month_are_refused():
    table = series(3, 4, 5).assign(date=["2015-01-01", "2015-02-28", "2015-01-31"])
    with pytest.raises(ValueError, match=r"one row a month, quarter or year. There are several for 2015-01\."):
        control_chart(table)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": "xbar"}, 'The kind of control chart is "xbar": expected one of xmr, u, p, u_prime, p_prime.'),
        ({"kind": "uprime"}, 'Did you mean "u_prime"?'),
        ({"direction": "up"}, 'The direction of improvement is "up": expected one of increase, decrease, neutral.'),
        ({"kind": "u"}, "needs the columns date, count, denominator. Not there: count, denominator."),
        ({"per": 100}, "An xmr chart takes values as they are."),
        ({"per": 0, "kind": "u"}, "per is 0: expected a number of people above zero"),
        ({"target": float("nan")}, "The target is nan: expected a number"),
    ],
)
def test_a_wrong_use_is_refused_in_one_sentence(more, said):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the sentence is compared below
        control_chart(series(1, 2, 3), **more)
    assert said in str(refused.value)


def test_impossible_numbers_are_refused():
    for pair in ((1, 0), (-1, 5)):
        with pytest.raises(ValueError, match="denominators above zero and counts not below it"):
            control_chart(counts((1, 5), pair), kind="u")
    with pytest.raises(ValueError, match="A share needs a count between 0 and its denominator"):
        control_chart(counts((1, 5), (6, 5)), kind="p")
    with pytest.raises(ValueError, match="finite numbers"):
        control_chart(series(1, float("inf")))
    with pytest.raises(ValueError, match="a date in every row"):
        control_chart(series(1, 2).assign(date=["2015-01-31", None]))


def test_rates_on_two_population_releases_share_no_limits():
    table = counts(*[(10, 100), (12, 100)] * 8).assign(denominator_vintage=["2014"] * 8 + ["2022"] * 8)
    with pytest.raises(ValueError, match=r"Segment 1 rests on several population releases \(2014, 2022\)"):
        control_chart(table, kind="u")
    changed = [{"date": months(9)[-1], "reason": "population estimates re-based"}]
    assert control_chart(table, kind="u", rebase=changed)["segment"].max() == 2


def test_from_a_released_table_come_a_released_chart_and_summary():
    chart = control_chart(release_table(series(*QUIET), "demo", "internal"))
    assert isinstance(chart, ReleasedTable)
    assert chart.keys_released == ("demo",)
    assert chart_summary(chart).keys_released == ("demo",)


# --- the shipped referrals --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def referrals(root):
    table = pd.read_csv(root / "data" / "raw" / "dfe" / "referrals_by_month_2024.csv")
    row = table[table["area"] == "E08000018"].drop(columns=["indicator", "area", "measure"]).iloc[0]
    return pd.DataFrame({"date": row.index, "value": row.to_numpy(dtype=float)})


def test_the_winter_of_2014_fires_in_rotherham_s_referrals(referrals):
    chart = control_chart(referrals).set_index("date")
    winter = chart.loc["2014-12-31":"2015-03-31"]
    assert winter["value"].tolist() == [501, 592, 606, 714]
    assert winter["rule"].tolist() == ["outside limits"] * 4
    assert set(winter["variation"]) == {"neutral high"}
    # By hand: 47,175 referrals in 144 months; 143 moving ranges, 8,815 together, of which the fall of 370 after March
    # 2015 is above 3.267 × 61.6 = 201.4; the other 142 are 8,445 together.
    mean, reach = 47_175 / 144, 2.66 * 8_445 / 142
    assert limits(chart) == pytest.approx([mean, mean - reach, mean + reach], abs=0.01)
