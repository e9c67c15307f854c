"""Who is called, since when, and what no later quarter may change: closed forms, scipy's tests, and what must hold."""

import importlib.util

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.disclosure.released import ReleasedTable
from analysis.measures.early_warning import early_warning, warnings_summary
from analysis.measures.shrinkage import shrunk_ratios, worth
from analysis.measures.tipping import with_design_effect
from analysis.measures.unknowns import FlagRule

PEOPLE = {"White": 44_000, "Mixed": 6_000, "Asian": 5_000}


def quarters(start="2020-03-31", indicator="referrals", people=PEOPLE, **counts):
    """A row a group and quarter, from as many counts a group as there are quarters."""
    rows = [
        (indicator, group, date, number, people.get(group))
        for group, numbers in counts.items()
        for date, number in zip(pd.date_range(start, periods=len(numbers), freq="QE"), numbers, strict=True)
    ]
    return pd.DataFrame(rows, columns=["indicator", "group", "date", "count", "denominator"])


def at(results, group, date, window=4):
    found = results[(results["group"] == group) & (results["date"] == date) & (results["window"] == window)]
    assert len(found) == 1
    return found.iloc[0]


STEADY = {"White": [440] * 8, "Asian": [50] * 8}
RISEN = quarters(**STEADY, Mixed=[60] * 4 + [90] * 4)
SINCE = quarters(White=[440] * 8, Asian=[50] * 8, Mixed=[60] * 4 + [150] * 4)


def test_four_quarters_are_added_up_and_set_beside_all_others():
    made = at(early_warning(RISEN), "Mixed", "2021-12-31")
    assert made[["statistic", "base", "method"]].tolist() == [
        "ratio to all others", "rate of all others", "exact binomial",
    ]  # fmt: skip
    assert made["count"] == 360
    assert made["value"] == pytest.approx((360 / 6_000) / (4 * 490 / 49_000))
    assert made["expected"] == pytest.approx(4 * 490 * 6_000 / 49_000)


@pytest.mark.parametrize(("mixed", "others"), [(12, 50), (3, 120), (40, 200), (90, 490)])
def test_limits_and_p_are_those_of_the_exact_binomial_test_at_any_size(mixed, others):
    made = at(early_warning(quarters(White=[others], Mixed=[mixed]), windows=[1]), "Mixed", "2020-03-31", 1)
    tails = [stats.binomtest(mixed, mixed + others, 6 / 50, alternative=side).pvalue for side in ("less", "greater")]
    assert made["p"] == pytest.approx(min(1, 2 * min(tails)))
    interval = stats.binomtest(mixed, mixed + others, 6 / 50).proportion_ci(0.95, "exact")
    odds = [end / (1 - end) / (6 / 44) for end in interval]
    if mixed >= 10:
        assert made[["lower", "upper"]].astype(float).tolist() == pytest.approx(odds)


def test_ten_where_three_are_expected_is_not_as_sure_as_log_wald_limits_make_it():
    big = {"White": 10**9, "Mixed": 1000}
    made = early_warning(quarters(people=big, White=[3 * 10**6], Mixed=[10]), windows=[1])
    assert at(made, "Mixed", "2020-03-31", 1)["p"] == pytest.approx(2 * stats.poisson.sf(9, 3), rel=1e-4)


def test_p_is_adjusted_over_groups_indicators_and_windows_of_the_quarter_by_benjamini_and_yekutieli():
    table = pd.concat([RISEN, quarters(indicator="plans", White=[100] * 8, Asian=[12] * 8, Mixed=[9] * 8)])
    made = early_warning(table, windows=(1, 4))
    last = made[made["date"] == "2020-12-31"]  # nobody has been called before
    assert (last["comparisons"] == 12).all()
    assert last["p_adjusted"].tolist() == pytest.approx(multipletests(last["p"], method="fdr_by")[1].tolist())


def test_a_group_is_called_from_the_first_quarter_in_which_it_would_have_been():
    made = early_warning(SINCE)
    assert at(made, "Mixed", "2020-12-31")["verdict"] == "not called"
    first = made.loc[(made["group"] == "Mixed") & made["called"], "date"].min()
    last = at(made, "Mixed", "2021-12-31")
    assert last["verdict"] == "over-represented"
    assert [last["first_called"], last["called_since"]] == [first, first] == [pd.Timestamp("2021-03-31")] * 2
    assert at(made, "Mixed", "2020-12-31")["first_called"] is pd.NaT
    p = 2 * stats.binom.sf(3 * 60 + 150 - 1, 3 * 60 + 150 + 4 * 490, 6 / 55)  # one of three, so three and 1 + 1/2 + 1/3
    assert at(made, "Mixed", "2021-03-31")["p"] == pytest.approx(p)
    assert p * 3 * (1 + 1 / 2 + 1 / 3) < 0.05


def test_a_group_called_the_quarter_before_is_one_named_in_advance():
    made = at(early_warning(SINCE), "Mixed", "2021-12-31")
    assert made["comparisons"] == 1
    assert made["p_adjusted"] == made["p"]


def test_a_call_that_has_ended_keeps_its_first_quarter_and_a_new_one_has_a_new_beginning():
    numbers = [60] * 2 + [150] * 2 + [60] * 2 + [150] * 2
    made = early_warning(quarters(White=[440] * 8, Asian=[50] * 8, Mixed=numbers), windows=[1])
    mixed = made[made["group"] == "Mixed"].set_index("date")
    assert mixed["called"].tolist() == [False] * 2 + [True] * 2 + [False] * 2 + [True] * 2
    assert mixed["first_called"].dropna().unique().tolist() == [pd.Timestamp("2020-09-30")]
    assert mixed.loc["2021-06-30", "called_since"] is pd.NaT
    assert mixed.loc["2021-12-31", "called_since"] == pd.Timestamp("2021-09-30")


def test_few_people_are_called_under_represented_too():
    made = at(early_warning(quarters(**STEADY, Mixed=[20] * 8)), "Mixed", "2021-12-31")
    assert made["verdict"] == "under-represented"
    assert made["value"] < 0.8


def test_a_sure_but_small_difference_is_not_called():
    made = at(early_warning(quarters(White=[4400] * 4, Mixed=[700] * 4)), "Mixed", "2020-12-31")
    assert made["p_adjusted"] < 0.001
    assert 1 < made["value"] < 1.25
    assert made["verdict"] == "not called"


def test_below_the_minima_there_is_no_ratio_and_a_p_that_takes_part():
    few = at(early_warning(quarters(White=[9] * 4, Mixed=[2, 2, 2, 2])), "Mixed", "2020-12-31")
    assert few[["verdict", "why", "method"]].tolist() == [
        "cannot be said", "fewer than 10 counted and expected", "no ratio",
    ]  # fmt: skip
    assert np.isnan(few["value"])
    assert few["p"] > 0
    assert few["comparisons"] == 2


def test_a_window_needs_its_quarters_in_a_row():
    made = early_warning(RISEN[RISEN["date"] != "2020-09-30"])
    short = at(made, "Mixed", "2021-03-31")
    assert short[["verdict", "why"]].tolist() == ["cannot be said", "fewer consecutive quarters than the window"]
    assert np.isnan(short["value"])
    assert at(made, "Mixed", "2021-09-30")["value"] > 1


def test_a_hidden_count_leaves_no_value_for_its_group_nor_for_the_others():
    table = SINCE.assign(
        count=SINCE["count"].astype("float64").mask((SINCE["group"] == "Asian") & (SINCE["date"] == "2021-03-31"))
    )
    made = early_warning(table)
    for group in PEOPLE:
        assert at(made, group, "2021-12-31")[["verdict", "why"]].tolist() == ["cannot be said", "a count is not known"]
        assert np.isnan(at(made, group, "2021-12-31")["value"])


def hidden(low, high):
    """Asian children of one quarter are known only as from `low` to `high`."""
    lost = (SINCE["group"] == "Asian") & (SINCE["date"] == "2021-03-31")
    ends = {"count_lower": SINCE["count"].mask(lost, low), "count_upper": SINCE["count"].mask(lost, high)}
    return early_warning(SINCE.assign(count=SINCE["count"].astype("float64").mask(lost), **ends))


def test_a_hidden_count_with_bounds_is_called_only_where_both_ends_are():
    near = at(hidden(45, 55), "Mixed", "2021-12-31")
    assert near["called"]
    assert np.isnan(near["value"])
    assert near["value_lowest"] == pytest.approx((600 / 6_000) / ((1_760 + 205) / 49_000))
    assert near["value_highest"] == pytest.approx((600 / 6_000) / ((1_760 + 195) / 49_000))
    far = at(hidden(0, 3_000), "Mixed", "2021-12-31")
    assert far[["called", "verdict", "why"]].tolist() == [False, "cannot be said", "hidden counts leave it open"]
    assert far["p"] == 1  # on one side of equal rates at one end, on the other at the other


def test_children_of_unknown_group_are_in_no_group_and_can_withhold_a_call():
    few = pd.concat([SINCE, quarters(Refused=[10] * 8)])
    made = at(early_warning(few), "Mixed", "2021-12-31")
    assert made["called"]
    assert made["value_highest"] == pytest.approx((640 / 6_000) / (1_960 / 49_000))
    many = at(early_warning(pd.concat([SINCE, quarters(Refused=[200] * 8)])), "Mixed", "2021-12-31")
    assert many[["verdict", "why"]].tolist() == ["cannot be said", "more than 10% of unknown group"]
    lost = at(early_warning(pd.concat([SINCE, quarters(Refused=[np.nan] * 8)])), "Mixed", "2021-12-31")
    assert lost["why"] == "how many are of unknown group is not known"


def test_unknown_children_who_could_turn_a_ratio_over_withhold_its_call_and_no_other():
    few = pd.concat([quarters(White=[470] * 4, Mixed=[40] * 4), quarters(Refused=[40] * 4)])
    clear = at(early_warning(few), "Mixed", "2020-12-31")
    assert clear[["value_lowest", "value_highest"]].astype(float).tolist() == pytest.approx(
        [160 / 2040 * 44 / 6, 320 / 1880 * 44 / 6]
    )
    assert clear[["verdict", "why"]].tolist() == [
        "cannot be said",
        "what is not known could put the ratio on either side of 1",
    ]
    unsure = pd.concat([quarters(White=[37] * 4, Mixed=[3, 4, 3, 4]), quarters(Refused=[4] * 4)])
    unclear = at(early_warning(unsure), "Mixed", "2020-12-31")  # 0.7 times, p = 0.2
    assert unclear["value_lowest"] < 1 < unclear["value_highest"]
    assert unclear[["verdict", "why"]].tolist() == ["not called", ""]


def test_a_design_effect_widens_limits_and_weakens_p_as_elsewhere():
    plain, wide = (at(early_warning(RISEN, design_effect=d), "Mixed", "2021-12-31") for d in (1, 1.8))
    expected = with_design_effect(pd.DataFrame([plain[["statistic", "value", "lower", "upper", "p", "method"]]]), 1.8)
    columns = ["lower", "upper", "p"]
    assert wide[columns].astype(float).tolist() == pytest.approx(expected[columns].iloc[0].astype(float).tolist())


# Marshall's moments by hand: x = 30, 10, 20 of e = 10, 10, 20: m = 1.5, s² = (22.5 + 2.5 + 5)/40 = 0.75,
# mean of e = 40/3, A = 0.75 - 1.5 × 3/40 = 0.6375; weights A/(A + m/e).
def test_shrunk_ratios_are_marshall_s_by_hand():
    x, e = pd.Series([30.0, 10, 20]), pd.Series([10.0, 10, 20])
    made = shrunk_ratios(x, e, pd.DataFrame(index=x.index), ())
    weights = 0.6375 / (0.6375 + 1.5 / e)
    assert made["prior_mean"].tolist() == pytest.approx([1.5] * 3)
    assert made["shrunk"].tolist() == pytest.approx((1.5 + weights * (x / e - 1.5)).tolist())
    gamma = stats.gamma(1.5**2 / 0.6375 + 30, scale=1 / (1.5 / 0.6375 + 10))
    assert made.loc[0, ["shrunk_lower", "shrunk_upper"]].tolist() == pytest.approx(gamma.ppf([0.025, 0.975]).tolist())


def test_groups_no_further_apart_than_chance_are_all_at_the_mean_without_limits():
    made = shrunk_ratios(pd.Series([11.0, 9, 20]), pd.Series([10.0, 10, 20]), pd.DataFrame(index=range(3)), ())
    assert made["shrunk"].tolist() == pytest.approx([1, 1, 1])
    assert made["shrunk_lower"].isna().all()
    two = shrunk_ratios(pd.Series([30.0, 9]), pd.Series([10.0, 10]), pd.DataFrame(index=range(2)), ())
    assert two["shrunk"].isna().all()


def test_a_count_beside_few_others_is_worth_less():  # 1/(worth × count) is 1/count + 1/others
    count, others = pd.Series([40.0]), pd.Series([60.0])
    assert 1 / (worth(count, others) * count).iloc[0] == pytest.approx(1 / 40 + 1 / 60)
    assert worth(count, others, 2).iloc[0] == pytest.approx(0.3)


COUNTS = st.lists(st.integers(0, 300), min_size=6, max_size=6)
TABLES = st.fixed_dictionaries({"White": st.lists(st.integers(0, 900), min_size=6, max_size=6), "Mixed": COUNTS,
                                "Asian": COUNTS})  # fmt: skip


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(TABLES, st.integers(1, 5))
def test_later_quarters_change_no_earlier_row(counts, known):
    table = quarters(**counts)
    until = table[table["date"].isin(sorted(table["date"].unique())[:known])]
    then, now = early_warning(until, windows=(1, 3)), early_warning(table, windows=(1, 3))
    same = now[now["date"].isin(then["date"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(then, same, check_exact=True)


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(counts, random):
    table = quarters(**counts)
    order = list(table.index)
    random.shuffle(order)
    one, two = early_warning(table, windows=(1, 3)), early_warning(table.loc[order], windows=(1, 3))
    pd.testing.assert_frame_equal(one, two, check_exact=True)


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(TABLES)
def test_names_of_groups_do_not_matter(counts):
    names = {"White": "c", "Mixed": "a", "Asian": "b"}
    table = quarters(**counts)
    one = early_warning(table, windows=(1, 3)).replace({"group": names})
    two = early_warning(table.replace({"group": names}), windows=(1, 3))
    keys = ["group", "date", "window"]
    pd.testing.assert_frame_equal(
        one.sort_values(keys, ignore_index=True), two.sort_values(keys, ignore_index=True), rtol=1e-9
    )


@settings(max_examples=12, deadline=None)
@given(TABLES)
def test_shrunk_lies_between_raw_and_prior_mean_and_adjusted_p_follows_p(counts):
    made = early_warning(quarters(**counts), windows=(1, 3))
    raw = made["count"] / made["expected"]
    known = made["shrunk"].notna()
    low, high = np.minimum(raw, made["prior_mean"]), np.maximum(raw, made["prior_mean"])
    assert (made["shrunk"] >= low - 1e-9)[known].all()
    assert (made["shrunk"] <= high + 1e-9)[known].all()
    for _, rows in made[made["comparisons"] > 1].groupby("date"):
        assert rows.sort_values("p")["p_adjusted"].is_monotonic_increasing
    assert (made["p_adjusted"] >= made["p"] - 1e-12)[made["p"].notna()].all()


def test_the_summary_has_one_row_a_group_and_indicator_with_the_window_that_calls():
    made = warnings_summary(early_warning(SINCE, windows=(1, 4)))
    mixed = made.set_index("group").loc["Mixed"]
    assert len(made) == 3
    assert mixed[["called", "called_windows", "window"]].tolist() == [True, "1, 4", 1]
    assert mixed["quarters_called"] == 4
    assert made.set_index("group").loc["Asian", "window"] == 4  # not called: the longest with a value


def test_results_of_released_counts_are_released():
    assert isinstance(early_warning(ReleasedTable(RISEN)), ReleasedTable)


REFUSED = [
    (lambda t: t.drop(columns="denominator"), "needs the column denominator"),
    (lambda t: t.head(0), "There are none"),
    (lambda t: t.assign(span="year"), "a year is no quarter"),
    (lambda t: t.assign(group=t["group"].replace("Asian", "All")), 'Take the rows of "All" out'),
    (lambda t: t.assign(group=t["group"].replace("Asian", "White British")), "beside its own parts"),
    (lambda t: pd.concat([t, t.tail(1)]), "one row a group, indicator and quarter"),
    (lambda t: t.assign(date=t["date"] - pd.Timedelta(days=1)), "named by its last day"),
    (lambda t: t.assign(count=-1), "cannot be below zero"),
    (lambda t: t.assign(denominator=0), "people above zero"),
    (lambda t: t.assign(span="point"), "A number on a day counts the same children"),
    (lambda t: t.assign(area=["E08000018"] * 12 + ["E08000019"] * 12), "one area; here are E08000018; E08000019"),
    (lambda t: t.assign(denominator_vintage=["2021"] * 12 + ["2022"] * 12), "one release of the population"),
    (lambda t: t.drop(index=t.index[-1]), '"Mixed" has no row among referrals for 2021-12-31'),
]


@pytest.mark.parametrize(("spoil", "said"), REFUSED)
def test_what_cannot_be_compared_is_refused_and_no_count_is_shown(spoil, said):
    with pytest.raises(ValueError, match=said) as refused:
        early_warning(spoil(RISEN))
    assert "440" not in str(refused.value)


def test_two_indicators_may_have_groups_of_different_detail():
    fine = {"White British": [90] * 4, "Roma": [9] * 4}
    detailed = quarters(indicator="plans", people={"White British": 44_000, "Roma": 600}, **fine)
    assert set(early_warning(pd.concat([RISEN, detailed]))["indicator"]) == {"plans", "referrals"}


@pytest.mark.parametrize("windows", [(), (0, 4), (4, 4)])
def test_windows_are_whole_numbers_of_quarters(windows):
    with pytest.raises(ValueError, match="expected whole numbers of quarters"):
        early_warning(RISEN, windows=windows)


def test_a_looser_rule_calls_no_less():
    strict, loose = (early_warning(RISEN, rule=FlagRule(alpha=alpha)) for alpha in (1e-4, 0.05))
    assert not (strict["called"] & ~loose["called"]).any()
    assert loose["called"].any()


@pytest.fixture(scope="module")
def bench(root):
    spec = importlib.util.spec_from_file_location("bench_early_warning", root / "bench" / "early_warning.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_simulation_is_of_the_procedure_that_the_measure_has(bench):
    assert bench.agreement(5) == "early_warning calls the same in 5 of 5 decades."


@pytest.mark.slow
def test_about_one_decade_in_six_has_a_false_call_and_nearly_all_where_families_are_left_out(bench):
    alone, families = (bench.drawn(np.random.default_rng(9), 150, bench.rates(0, {}), come) for come in (False, True))
    assert bench.false_calls(bench.calls(alone, (4, 12), bench.BEST), 0)[0] < 28  # 16, and four standard errors of 3
    assert bench.false_calls(bench.calls(families, (4, 12), bench.BEST), 0)[0] > 90
    assert bench.false_calls(bench.calls(families, (4, 12), bench.BEST, bench.DEFF), 0)[0] < 30


def test_nothing_is_called_whose_own_limits_hold_1():
    """Asian 20 beside 36 expected: with a design effect p is 0.045, while the limits end at 1.01."""
    ends = pd.date_range("2022-03-31", periods=13, freq="QE").strftime("%Y-%m-%d")
    people = {"White": 40000, "Mixed": 1700, "Asian": 4000, "Black": 900, "Other": 500}
    counts = {"White": 80, "Mixed": 12, "Asian": 5, "Black": 3, "Other": 2}
    rows = [("referrals", g, day, float(n), float(people[g])) for day in ends for g, n in counts.items()]
    table = pd.DataFrame(rows, columns=["indicator", "group", "date", "count", "denominator"])
    called = early_warning(table, design_effect=1.8)[lambda t: t["called"]]
    assert len(called)
    assert ((called["lower"] > 1) | (called["upper"] < 1)).all()
