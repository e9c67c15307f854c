"""Is it different from last year, and from the neighbours?"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.measures.comparisons import (
    change,
    change_sensitivity,
    compare,
    definitions,
    medians_by_date,
    side_by_side,
    with_overlap,
)
from analysis.measures.ranks import rank_limits
from analysis.measures.rates import crude_rate
from analysis.measures.ratios import rate_ratio

US, REGION = "E08000018", "E12000003"


def series(*rows, base="mid-year estimates, 2025"):
    made = pd.DataFrame(rows, columns=["date", "count", "denominator"])
    return made.assign(denominator_vintage=base)


def last(table, confidence=0.95):
    return change(table, confidence).iloc[-1]


PLANS = series(("2022-03-31", 475, 56000), ("2023-03-31", 395, 56000))


def excludes_no_change(table, confidence):
    row = last(table, confidence)
    return row["upper"] < 0 or row["lower"] > 0


def test_475_to_395_is_a_fall_of_a_sixth():
    row = last(PLANS)
    assert row["value"] == pytest.approx(100 * (395 / 475 - 1))
    assert (row["statistic"], row["method"]) == ("change", "log ratio of two rates")


def test_with_70_children_in_both_counts_the_fall_is_significant_at_three_in_a_thousand():
    stock = PLANS.assign(overlap=[np.nan, 70])
    assert excludes_no_change(stock, 0.996)
    assert not excludes_no_change(stock, 0.998)


def test_wrongly_treated_as_independent_it_is_so_at_seven_in_a_thousand_only():
    assert excludes_no_change(PLANS, 0.992)
    assert not excludes_no_change(PLANS, 0.995)


def test_more_children_in_both_counts_make_the_limits_narrower_and_never_move_the_change():
    rows = [last(PLANS.assign(overlap=[np.nan, overlap])) for overlap in (0, 70, 300)]
    assert len({round(row["value"], 9) for row in rows}) == 1
    widths = [row["upper"] - row["lower"] for row in rows]
    assert widths[0] > widths[1] > widths[2] > 0


# 475 to 395 children, 70 in both: the logarithm's variance is 1/475 + 1/395 - 2 x 70/(475 x 395). A difference of 80
# has a standard error of √(475 + 395 - 140) = 27.0: p = 0.003 without a design effect. At 1.8 the errors are √1.8 times
# as large: p = 0.027, weaker again than 0.007, the p of two counts wrongly taken as independent.
def test_siblings_widen_the_limits_by_the_root_of_the_design_effect():
    stock = PLANS.assign(overlap=[np.nan, 70])
    error = np.sqrt(1 / 475 + 1 / 395 - 140 / (475 * 395))
    for effect in (1, 1.4, 1.8):
        row = change(stock, design_effect=effect).iloc[-1]
        wide = np.exp(1.959964 * error * np.sqrt(effect))
        ends = [100 * (395 / 475 / wide - 1), 100 * (395 / 475 * wide - 1)]
        assert row[["lower", "upper"]].tolist() == pytest.approx(ends, rel=1e-6)
    assert row["method"] == "log ratio of two rates, design effect 1.8"
    assert change(stock, 0.97, 1.8).iloc[-1]["upper"] < 0 < change(stock, 0.98, 1.8).iloc[-1]["upper"]


def test_the_sensitivity_stacks_the_changes_and_names_each_design_effect():
    made = change_sensitivity(PLANS, (1, 1.4, 1.8))
    assert made["design_effect"].tolist() == [1, 1, 1.4, 1.4, 1.8, 1.8]
    now = made[made["date"] == "2023-03-31"]
    assert now["value"].tolist() == [last(PLANS)["value"]] * 3
    assert (now["upper"] - now["lower"]).is_monotonic_increasing
    assert now["lower"].iloc[0] == last(PLANS)["lower"]
    assert made.loc[made["date"] == "2022-03-31", "method"].unique().tolist() == ["no change given"]


@pytest.mark.parametrize("effect", [0.9, 0, -1, np.inf, np.nan])
def test_a_design_effect_below_one_is_refused(effect):
    with pytest.raises(ValueError, match="expected a number from 1"):
        change(PLANS, design_effect=effect)


def test_a_missing_overlap_is_independence():
    assert last(PLANS.assign(overlap=np.nan))["lower"] == last(PLANS)["lower"]


def test_the_first_date_and_a_date_after_a_gap_have_no_change():
    made = change(series(("2020-03-31", 448, 56735), ("2022-03-31", 475, 56349), ("2023-03-31", 395, 57205)))
    assert made.groupby("date")["value"].count().tolist() == [0, 0, 3]
    assert made["method"].tolist()[:6] == ["no change given"] * 6


def test_rates_on_two_population_releases_have_no_change():
    table = series(("2022-03-31", 475, 57453), ("2023-03-31", 395, 57205))
    table["denominator_vintage"] = ["old", "new"]
    made = change(table).tail(3).set_index("statistic")[["value", "lower", "upper"]]
    assert made.loc[["change in rate", "change"]].isna().all(axis=None)
    assert made.loc["change in count", "value"] == -80  # a number rests on no population


@pytest.mark.parametrize(("before", "now"), [(0, 5), (5, 0), (0, 0), (None, 5), (5, None)])
def test_from_or_to_nothing_there_is_no_percentage(before, now, recwarn):
    row = last(series(("2022-03-31", before, 100), ("2023-03-31", now, 100)))
    assert row[["value", "lower", "upper"]].isna().all()
    assert len(recwarn) == 0


def test_the_order_of_the_rows_is_no_matter_and_dates_stay_text():
    turned = change(PLANS.iloc[::-1])
    assert turned["date"].tolist() == ["2022-03-31"] * 3 + ["2023-03-31"] * 3
    assert turned["value"].tolist()[-1] == last(PLANS)["value"]


@pytest.mark.parametrize(("before", "now"), [("2023-02-28", "2024-02-29"), ("2024-02-29", "2025-02-28")])
def test_the_end_of_february_has_a_year_before(before, now):
    assert last(series((before, 244, 100000), (now, 250, 100000)))["value"] == pytest.approx(100 * (250 / 244 - 1))


def test_two_areas_in_one_table_are_refused():
    table = pd.concat([PLANS, PLANS.assign(count=9)])
    with pytest.raises(ValueError, match=r"A change needs one row a date\. There are several for 2022-03-31"):
        change(table)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.integers(10, 3000), st.integers(10, 3000), st.integers(1000, 10**6), st.integers(1000, 10**6))
def test_turning_the_years_round_turns_the_ratio_and_its_limits_over(one, two, people, others):
    forth = last(series(("2022-03-31", one, people), ("2023-03-31", two, others)))
    back = last(series(("2022-03-31", two, others), ("2023-03-31", one, people)))
    ratios = [1 + forth[name] / 100 for name in ("value", "lower", "upper")]
    turned = [1 / (1 + back[name] / 100) for name in ("value", "upper", "lower")]
    assert ratios == pytest.approx(turned, rel=1e-9)


def test_the_overlap_is_everybody_open_for_a_year_or_more():
    stock = pd.DataFrame([(US, "2022-03-31", 475), (US, "2023-03-31", 395)], columns=["area", "date", "count"])
    lengths = pd.DataFrame(
        [
            (US, "2022-03-31", "1 to under 2 years", 60),
            (US, "2022-03-31", "2 years or more", None),
            (US, "2023-03-31", "1 to under 2 years", 64),
            (US, "2023-03-31", "2 years or more", 6),
            (US, "2023-03-31", "3 months or less", 90),
        ],
        columns=["area", "date", "group", "count"],
    )
    overlap = with_overlap(stock, lengths)["overlap"]
    assert np.isnan(overlap[0])
    assert overlap[1] == 70


def rates(**values):
    return pd.DataFrame(values.items(), columns=["area", "value"])


def sets(**members):
    rows = [(name, code) for name, codes in members.items() for code in codes]
    return pd.DataFrame(rows, columns=["set", "area"])


def found(table, **wanted):
    for name, value in wanted.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_mean_median_range_and_rank_of_a_set():
    made = compare(rates(us=70, a=60, b=70, c=80, d=50), "us", sets(near=["a", "b", "c", "d"]))
    values = made.set_index("statistic")["value"].to_dict()
    assert values == {"mean": 65, "median": 65, "lowest": 50, "highest": 80, "rank": 2}
    assert made.set_index("statistic")["side"].to_dict() | {"rank": None} == {
        "mean": "above", "median": "above", "lowest": "above", "highest": "below", "rank": None,
    }  # fmt: skip


def test_a_set_of_one_is_a_plain_comparison():
    made = compare(rates(us=69, england=42.7), "us", sets(England=["england"]))
    assert made[["statistic", "value", "side"]].to_numpy().tolist() == [["value", 42.7, "above"]]


def test_members_without_a_value_are_left_out_and_counted():
    row = found(compare(rates(us=69, a=60, b=None), "us", sets(near=["a", "b", "gone"])), statistic="mean")
    assert (row["value"], row["areas"], row["of"]) == (60, 1, 3)


def test_the_area_is_not_among_its_own_comparators():
    row = found(compare(rates(us=100, a=60, b=50), "us", sets(near=["us", "a", "b"])), statistic="mean")
    assert (row["value"], row["areas"], row["of"]) == (55, 2, 2)


def test_a_mean_of_equal_rates_is_the_same_as_each_of_them():
    codes = [f"a{number}" for number in range(3)]
    made = compare(rates(us=30.1, **dict.fromkeys(codes, 30.1)), "us", sets(near=codes))
    assert found(made, statistic="mean")["side"] == "the same"


def test_without_a_rate_of_our_own_nothing_is_said():
    made = compare(rates(a=60, b=50), "us", sets(near=["a", "b"]))
    assert made["side"].isna().all()
    assert np.isnan(found(made, statistic="rank")["value"])


def test_two_years_in_one_table_are_refused():
    with pytest.raises(ValueError, match=r"A comparison needs one row an area\. There are several for us"):
        compare(pd.concat([rates(us=1), rates(us=2)]), "us", sets(near=["a", "b"]))


# The mean of ten published care rates at 31 March 2023 is 103.8 for the neighbours of 2021, their middle value 91.0.
def test_care_beside_the_neighbours_of_2021_is_103_8_and_beside_those_of_2025_104_4(shipped):
    care = shipped.selected[
        (shipped.selected["indicator"] == "children_in_care")
        & (shipped.selected["breakdown"] == "total")
        & (shipped.selected["date"] == "2023-03-31")
    ]
    near = shipped.neighbours[shipped.neighbours["area"] == US]
    chosen = near.assign(set=near["model"], area=near["neighbour"])[["set", "area"]]
    made = compare(care, US, chosen)
    assert found(made, set="2021", statistic="mean")[["value", "ours", "areas"]].tolist() == [103.8, 95, 10]
    assert found(made, set="2021", statistic="median")["value"] == 91.0
    assert found(made, set="2025", statistic="mean")["value"] == pytest.approx(104.4)


# ---- quarters, months, counts and rates


def test_count_and_rate_move_with_mover_limits_of_two_counts_that_share_children():
    stock = PLANS.assign(overlap=[np.nan, 70])
    made = change(stock).tail(3).set_index("statistic")
    # 395 - 475 = -80 with a standard error of √(475 + 395 - 140) = 27.0: -133 to -27
    assert made.loc["change in count", "value"] == -80
    assert made.loc["change in count", ["lower", "upper"]].tolist() == pytest.approx([-133, -27], abs=1.5)
    assert made.loc["change in rate", "value"] == pytest.approx(-80 / 5.6)
    assert made.loc["change in rate", ["lower", "upper"]].tolist() == pytest.approx(
        (made.loc["change in count", ["lower", "upper"]] / 5.6).tolist()
    )
    assert made["base"].tolist() == [
        "the count, less that a year before",
        "per 10,000, less that a year before",
        "percent of the rate a year before",
    ]


def test_from_nobody_to_seven_a_count_has_limits_though_there_is_no_percentage():
    made = change(series(("2022-03-31", 0, 100), ("2023-03-31", 7, 100))).tail(3).set_index("statistic")
    # Garwood's limits of 7 are 2.81 to 14.42 and of 0 are 0 to 3.69: 7 - √(4.19² + 3.69²) to 7 + √(7.42² + 0²)
    assert made.loc["change in count", ["lower", "upper"]].tolist() == pytest.approx([1.421, 14.423], abs=1e-3)
    assert np.isnan(made.loc["change", "value"])


# R: poisson.test(c(7, 15), c(100, 100)) has the same exact limits as Clopper and Pearson's of 7 in 22, turned to odds.
def test_below_ten_the_percentage_has_exact_limits():
    row = last(series(("2022-03-31", 15, 100), ("2023-03-31", 7, 100)))
    share = stats.binomtest(7, 22).proportion_ci(0.95, method="exact")
    odds = [100 * (p / (1 - p) - 1) for p in (share.low, share.high)]
    assert row[["lower", "upper"]].tolist() == pytest.approx(odds)
    assert row["method"] == "exact binomial of two rates"
    assert (
        "log ratio"
        in change(series(("2022-03-31", 15, 100), ("2023-03-31", 7, 100)), design_effect=1.8).iloc[-1]["method"]
    )


QUARTERS = series(("2022-12-31", 100, 1000), ("2023-03-31", 130, 1000), ("2023-12-31", 110, 1000))


def test_a_quarter_is_set_beside_the_quarter_before_and_a_missing_one_is_not_bridged():
    made = change(QUARTERS, step="quarter")
    percent = made[made["statistic"] == "change"].set_index("date")["value"]
    assert percent.dropna().to_dict() == {"2023-03-31": pytest.approx(30)}
    assert change(QUARTERS).set_index("date").loc["2023-12-31", "value"].tolist()[-1] == pytest.approx(10)


def test_months_of_numbers_without_people_have_no_rate():
    months = pd.DataFrame({"date": ["2023-01-31", "2023-02-28", "2023-04-30"], "count": [300, 330, 310]})
    made = change(months, step="month")
    assert set(made["statistic"]) == {"change in count", "change"}
    assert made[made["date"] == "2023-02-28"]["value"].tolist() == [30, pytest.approx(10)]
    assert made[made["date"] == "2023-04-30"]["value"].isna().all()
    assert made.iloc[-1]["base"] == "percent of the number a month before"


def test_no_change_is_given_across_a_date_at_which_the_definition_changed():
    rows = series(("2025-03-31", 300, 1000), ("2026-03-31", 200, 1000), ("2027-03-31", 210, 1000))
    made = change(rows.assign(indicator="child_protection_plans")).set_index("date")
    assert made.loc["2026-03-31", "value"].isna().all()
    assert made.loc["2026-03-31", "broken_by"].unique().tolist() == ["Families First"]
    assert made.loc["2027-03-31", "value"].notna().all()
    assert change(rows.assign(indicator="children_in_care")).set_index("date").loc["2026-03-31", "value"].notna().all()


def test_a_step_that_is_none_and_two_spans_in_one_table_are_refused():
    with pytest.raises(ValueError, match='year, quarter or month before; not "week"'):
        change(PLANS, step="week")
    with pytest.raises(ValueError, match=r"Here are several in the column span: point, year"):
        change(PLANS.assign(span=["point", "year"]))


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.integers(10, 3000), st.integers(10, 3000), st.floats(0, 1))
def test_a_change_in_count_turned_round_changes_its_sign_and_the_overlap_only_narrows(one, two, part):
    shared = part * min(one, two)
    forth, back = (
        change(series(("2022-03-31", a, 9), ("2023-03-31", b, 9)).assign(overlap=shared)).iloc[-3]
        for a, b in ((one, two), (two, one))
    )
    assert [forth["lower"], forth["upper"]] == pytest.approx([-back["upper"], -back["lower"]])
    alone = change(series(("2022-03-31", one, 9), ("2023-03-31", two, 9))).iloc[-3]
    assert alone["lower"] <= forth["lower"] + 1e-9
    assert forth["upper"] <= alone["upper"] + 1e-9


# ---- every reasonable definition


def counted(**areas):
    """Areas with count and denominator; value is the rate per 10,000."""
    made = pd.DataFrame([(code, *numbers) for code, numbers in areas.items()], columns=["area", "count", "denominator"])
    return crude_rate(made.assign(denominator_vintage="2025", area_name=made["area"]))


NEAR = counted(us=(50, 10000), small=(20, 1000), large=(400, 100000), other=(60, 10000))


def test_the_pooled_rate_adds_counts_and_people_where_the_mean_counts_each_area_once():
    made = compare(NEAR, "us", sets(near=["small", "large", "other"])).set_index("statistic")
    assert made.loc["mean", "value"] == pytest.approx((200 + 40 + 60) / 3)
    assert made.loc["pooled", "value"] == pytest.approx(10000 * 480 / 111000)
    assert made.loc[["mean", "median", "pooled"], "side"].tolist() == ["below", "below", "above"]
    assert made.loc[["mean", "median", "pooled"], "near"].tolist() == [False, True, True]


def test_leaving_one_out_shows_how_far_an_average_rests_on_one_area():
    mean = compare(NEAR, "us", sets(near=["small", "large", "other"])).set_index("statistic").loc["mean"]
    assert [mean["without_one_lowest"], mean["without_one_highest"]] == pytest.approx([50, 130])
    assert mean["turns_without"] == "small"  # without it 50.0, which is the same as ours


def test_of_two_areas_none_is_left_out():
    mean = compare(NEAR, "us", sets(near=["large", "other"])).set_index("statistic").loc["mean"]
    assert np.isnan(mean["without_one_lowest"])
    assert mean["turns_without"] == ""


def test_a_pooled_rate_is_not_given_where_a_number_of_it_is_missing():
    hidden = NEAR.assign(count=NEAR["count"].where(NEAR["area"] != "small"))
    made = compare(hidden, "us", sets(near=["small", "large", "other"]))
    assert "pooled" not in set(made["statistic"])


def test_england_and_the_region_are_also_given_without_the_area():
    table = counted(**{US: (400, 50000), REGION: (5400, 1050000), "E92000001": (50400, 12050000)})
    made = compare(table, US, sets(region=[REGION], England=["E92000001"]))
    rest = made[made["statistic"] == "without the area"].set_index("set")["value"]
    assert rest.to_dict() == {"region": pytest.approx(50.0), "England": pytest.approx(10000 * 50000 / 12000000)}
    assert made[made["definition"]]["statistic"].tolist() == ["without the area"] * 2


def test_an_area_of_another_region_is_not_taken_out_of_it():
    table = counted(E06000047=(400, 50000), E12000003=(5400, 1050000))
    made = compare(table, "E06000047", sets(region=[REGION]))
    assert made["statistic"].tolist() == ["value"]
    assert made["definition"].tolist() == [True]


def test_on_three_of_five_definitions_is_counted():
    made = compare(NEAR, "us", sets(near=["small", "large", "other"], big=["large"], little=["small"]))
    assert definitions(made)[["below", "above", "same", "of", "verdict"]].iloc[0].tolist() == [3, 2, 0, 5, "divided"]


def test_where_all_agree_the_verdict_is_theirs_and_without_any_it_cannot_be_said():
    assert definitions(compare(NEAR, "us", sets(big=["large"])))["verdict"].tolist() == ["above"]
    none = compare(NEAR, "us", sets(gone=["nowhere"]))
    assert definitions(none)[["of", "verdict"]].to_numpy().tolist() == [[0, "cannot be said"]]
    assert definitions(compare(NEAR, "us", sets()))["verdict"].tolist() == ["cannot be said"]


def test_where_the_same_date_is_not_published_the_last_one_is_taken_and_says_so():
    dated = pd.concat([
        counted(us=(50, 10000)).assign(date="2024-06-30"),
        counted(us=(40, 10000), a=(60, 10000), b=(80, 10000)).assign(date="2023-03-31"),
        counted(us=(40, 10000), a=(61, 10000), c=(90, 10000)).assign(date="2024-03-31"),
    ])  # fmt: skip
    made = compare(dated, "us", sets(near=["a", "b", "c"], one=["b"]))
    mean = found(made, set="near", statistic="mean")
    assert (mean["ours"], mean["value"], mean["areas"]) == (50, pytest.approx(75.5), 2)
    assert (mean["date"], mean["comparator_date"], mean["same_date"]) == ("2024-06-30", "2024-03-31", False)
    assert found(made, set="one")["comparator_date"] == "2023-03-31"
    same = compare(dated[dated["date"] == "2024-03-31"], "us", sets(near=["a", "b", "c"]))
    assert same["same_date"].all()


def test_a_comparator_of_a_later_date_is_never_taken():
    dated = pd.concat([
        counted(us=(50, 10000)).assign(date="2023-03-31"), counted(a=(60, 10000)).assign(date="2024-03-31"),
    ])  # fmt: skip
    made = compare(dated, "us", sets(near=["a", "b"]))
    assert made["areas"].unique().tolist() == [0]


def test_a_rank_comes_with_the_ranks_that_chance_allows():
    made = compare(NEAR, "us", sets(near=["small", "large", "other"])).set_index("statistic").loc["rank"]
    # 200 is clearly higher; 60 and 40 per 10,000 are not clearly apart from 50 (of 50 children)
    assert made[["value", "lower", "upper"]].tolist() == [3, 2, 4]


def test_a_limit_of_a_rank_is_a_pairwise_verdict_at_a_confidence_shared_by_all():
    ours, others = pd.Series({"count": 100, "denominator": 10000}), counted(a=(133, 10000), b=(999, 10000))
    alone = rate_ratio(counted(us=(100, 10000), a=(133, 10000)).assign(group=["us", "a"]), "a").iloc[0]
    assert alone["upper"] < 1  # by itself clearly higher, at 95%
    assert rank_limits(ours, others) == (2, 3)  # as one of two, at 97.5%, not
    assert rank_limits(ours, others.iloc[:1]) == (2, 2)


def test_shares_are_ranked_by_koopmans_limits():
    ours, others = pd.Series({"count": 50, "denominator": 100}), counted(a=(68, 100), b=(20, 100))
    assert rank_limits(ours, others, share=True) == (2, 2)
    assert rank_limits(ours, others) == (1, 2)  # as rates they are less sure


def test_a_missing_number_leaves_the_rank_without_limits():
    others = counted(a=(68, 100)).assign(count=np.nan)
    assert np.isnan(rank_limits(pd.Series({"count": 50, "denominator": 100}), others)).all()


def test_nobody_anywhere_leaves_every_rank_possible():
    assert rank_limits(pd.Series({"count": 0, "denominator": 100}), counted(a=(0, 100), b=(0, 900))) == (1, 3)


@pytest.mark.slow
def test_the_ranks_that_chance_allows_hold_the_true_rank_19_times_in_20():
    """Eleven areas whose true rates lie close together: of 1,000 simulated years at least 95% hold the true rank."""
    rng = np.random.default_rng(20261124)
    truth = np.array([44, 46, 47, 48, 50, 52, 53, 55, 58, 62, 70]) / 10000
    people = rng.integers(20000, 120000, len(truth))
    held = 0
    for number in range(1000):
        counts, at = rng.poisson(truth * people), number % len(truth)
        table = pd.DataFrame({"count": counts, "denominator": people})
        lower, upper = rank_limits(table.iloc[at], table.drop(index=at))
        held += lower <= 1 + (truth > truth[at]).sum() <= upper
    assert held >= 950


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(600, 9000)), min_size=2, max_size=8), st.integers(2, 9))
def test_counting_everybody_more_often_only_narrows_the_ranks_and_holds_the_rank(numbers, times):
    table = pd.DataFrame(numbers, columns=["count", "denominator"])
    wide, narrow = (rank_limits(t.iloc[0], t.iloc[1:]) for t in (table, table * times))
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]
    rates = table["count"] / table["denominator"]
    assert wide[0] <= 1 + (rates > rates[0]).sum() <= wide[1] + (rates.iloc[1:] == rates[0]).sum()


def test_the_middle_value_of_each_date_counts_the_areas_that_have_one():
    dated = pd.concat([
        counted(us=(999, 10000), a=(60, 10000), b=(80, 10000)).assign(date="2023-03-31"),
        counted(us=(999, 10000), a=(61, 10000), c=(90, 10000), b=(10, 10000)).assign(date="2024-03-31"),
    ])  # fmt: skip
    made = medians_by_date(dated, "us", sets(near=["us", "a", "b", "c"], England=["a"]))
    assert made[["set", "date", "value", "areas", "of"]].to_numpy().tolist() == [
        ["near", "2023-03-31", pytest.approx(70), 2, 3],
        ["near", "2024-03-31", pytest.approx(61), 3, 3],
    ]
    assert medians_by_date(dated.head(0), "us", sets(near=["a", "b"])).empty


def test_side_by_side_is_one_row_an_area_each_of_its_sets_date():
    dated = pd.concat([
        counted(us=(50, 10000)).assign(date="2024-03-31"),
        counted(us=(40, 10000), a=(60, 10000), b=(80, 10000), far=(1, 10000)).assign(date="2023-03-31"),
        counted(a=(61, 10000)).assign(date="2022-03-31"),
    ])  # fmt: skip
    made = side_by_side(dated, "us", sets(near=["a", "b"]))
    assert made.set_index("area")["date"].to_dict() == {"us": "2024-03-31", "a": "2023-03-31", "b": "2023-03-31"}
    hidden = pd.concat([dated, counted(b=(80, 10000)).assign(date="2024-03-31", value=np.nan)])
    assert len(side_by_side(hidden, "us", sets(near=["a", "b"]))) == 3


def test_a_hidden_number_that_the_table_still_holds_is_in_no_average_and_no_rank():
    table = NEAR.assign(status=["published", "suppressed", "published", "published"], date="2024-03-31")
    made = compare(table, "us", sets(near=["small", "large", "other"])).set_index("statistic")
    assert made.loc["mean", ["value", "areas"]].tolist() == [pytest.approx(50), 2]
    assert medians_by_date(table, "us", sets(near=["small", "large", "other"]))["areas"].tolist() == [2]
    ours = NEAR.assign(status=["suppressed", "published", "published", "published"])
    assert compare(ours, "us", sets(near=["small", "large"]))["side"].isna().all()


# Newcombe 1998 (Statistics in Medicine 17: 873), method 10: 56 of 70 beside 48 of 80 is 0.20 (0.0524 to 0.3339).
def test_a_change_of_a_share_has_newcombes_limits_in_points_and_koopmans_in_percent():
    rows = pd.DataFrame({"date": ["2022-03-31", "2023-03-31"], "count": [48, 56], "denominator": [80, 70]})
    made = change(rows, share=True).tail(3).set_index("statistic")
    points = made.loc["change in rate", ["value", "lower", "upper"]].tolist()
    assert points == pytest.approx([20, 5.24, 33.39], abs=0.005)
    ratio = confint_proportions_2indep(56, 70, 48, 80, compare="ratio", method="score", correction=False)
    assert made.loc["change", ["lower", "upper"]].tolist() == pytest.approx([100 * (end - 1) for end in ratio])
    assert made.loc["change in rate", "base"] == "percentage points, less that a year before"


def test_a_share_of_everybody_in_both_years_has_limits_on_either_side_of_no_change():
    rows = pd.DataFrame({"date": ["2022-03-31", "2023-03-31"], "count": [80, 70], "denominator": [80, 70]})
    row = change(rows, share=True).iloc[-1]
    assert row["lower"] < row["value"] == 0 < row["upper"]


# DfE, Rotherham: 542 in care at 31 March 2023 and 502 a year later; 206 left in the year, so at least 336 were in both.
def test_whoever_did_not_leave_was_counted_twice():
    care = pd.DataFrame([(US, "2023-03-31", 542.0), (US, "2024-03-31", 502.0)], columns=["area", "date", "count"])
    left = pd.DataFrame([(US, "2023-03-31", 198.0), (US, "2024-03-31", 206.0)], columns=["area", "date", "count"])
    made = with_overlap(care, ended=left)
    assert np.isnan(made["overlap"][0])  # the year before it is not at hand
    assert made["overlap"][1] == 336
    rows = made.assign(denominator=[57205.0, 58412.0])
    error = np.sqrt(1 / 542 + 1 / 502 - 2 * 336 / (542 * 502))
    ratio = 502 / 58412 / (542 / 57205)
    ends = [100 * (ratio * np.exp(z * error) - 1) for z in (-1.959964, 1.959964)]
    assert change(rows).iloc[-1][["lower", "upper"]].tolist() == pytest.approx(ends, rel=1e-6)
    assert ends[1] < 0  # a fall, which two independent counts do not show
    assert change(rows.drop(columns="overlap")).iloc[-1]["upper"] > 0


def test_more_that_ended_than_there_were_leaves_nobody_counted_twice_for_sure():
    care = pd.DataFrame([(US, "2023-03-31", 42.0), (US, "2024-03-31", 50.0)], columns=["area", "date", "count"])
    left = pd.DataFrame([(US, "2024-03-31", 60.0)], columns=["area", "date", "count"])
    assert with_overlap(care, ended=left)["overlap"][1] == 0
    assert with_overlap(care)["overlap"].isna().all()
