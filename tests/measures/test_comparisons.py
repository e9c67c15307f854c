"""Is it different from last year, and from the neighbours?"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.comparisons import change, change_sensitivity, compare, with_overlap

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
    assert made["value"].notna().tolist() == [False, False, True]
    assert made["method"].tolist()[:2] == ["no change given"] * 2


def test_rates_on_two_population_releases_have_no_change():
    table = series(("2022-03-31", 475, 57453), ("2023-03-31", 395, 57205))
    table["denominator_vintage"] = ["old", "new"]
    assert change(table)[["value", "lower", "upper"]].isna().all(axis=None)


@pytest.mark.parametrize(("before", "now"), [(0, 5), (5, 0), (0, 0), (None, 5), (5, None)])
def test_from_or_to_nothing_there_is_no_percentage(before, now, recwarn):
    row = last(series(("2022-03-31", before, 100), ("2023-03-31", now, 100)))
    assert row[["value", "lower", "upper"]].isna().all()
    assert len(recwarn) == 0


def test_the_order_of_the_rows_is_no_matter_and_dates_stay_text():
    turned = change(PLANS.iloc[::-1])
    assert turned["date"].tolist() == ["2022-03-31", "2023-03-31"]
    assert turned["value"].tolist()[1] == last(PLANS)["value"]


@pytest.mark.parametrize(("before", "now"), [("2023-02-28", "2024-02-29"), ("2024-02-29", "2025-02-28")])
def test_the_end_of_february_has_a_year_before(before, now):
    assert last(series((before, 244, 100000), (now, 250, 100000)))["value"] == pytest.approx(100 * (250 / 244 - 1))


def test_two_areas_in_one_table_are_refused():
    table = pd.concat([PLANS, PLANS.assign(count=9)])
    with pytest.raises(ValueError, match=r"A change needs one row a date\. There are several for 2022-03-31"):
        change(table)


@settings(max_examples=40, deadline=None)
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
