"""A caseload by ethnic group beside one baseline, flagged by the printed rule."""

import pandas as pd
import pytest

from analysis.measures.beside_reference import beside_reference, reference_in, sibling_sensitivity

PEOPLE = {"White": 21_884, "Mixed": 841, "Asian": 2_111, "Black": 494, "Other": 409}
CARE_2025 = {"White": 389.0, "Mixed": 33.0, "Asian": 19.0, "Black": 14.0, "Other": 9.0, "Unknown": 12.0}


def parts(**changes):
    counts = CARE_2025 | changes
    return pd.DataFrame({"group": list(counts), "count": list(counts.values())}).assign(
        date="2025-03-31", indicator="children_in_care", area="E08000018"
    )


def shares(definition="census_2021_10_17", year="2021", **changes):
    people = PEOPLE | changes
    total = sum(people.values())
    return pd.DataFrame({"group": list(people), "people": list(people.values())}).assign(
        baseline=definition,
        definition=definition,
        year=year,
        baseline_label="2021 Census, ages 10 to 17",
        share=lambda table: table["people"] / total,
    )


def made(**changes):
    return beside_reference(parts(**changes), shares(), "census_2021_10_17").set_index("group")


def test_rotherham_s_children_in_care_of_2025_beside_white_children():
    """33/841 over 389/21,884 is 2.207; 19/2,111 over it is 0.506: plain division."""
    rows = made()
    assert rows.loc["Mixed", "value"] == pytest.approx((33 / 841) / (389 / 21_884))
    assert rows["flag"].to_dict() == {
        "Asian": "under-represented", "Black": "no clear difference", "Mixed": "over-represented", "Other": "withheld",
    }  # fmt: skip
    assert rows.loc["Mixed", "verdict"] == "above"
    assert rows.loc["Other", "verdict"] == "cannot be said"


def test_a_hidden_group_has_no_ratio_and_no_verdict():
    rows = made(Other=None)
    assert pd.isna(rows.loc["Other", "value"])
    assert rows.loc["Other", "flag"] == "withheld"


def test_too_many_unknown_withhold_every_flag():
    assert set(made(Unknown=200.0)["flag"]) == {"withheld"}


def test_without_the_baseline_or_the_reference_there_is_nothing_to_say():
    assert beside_reference(parts(), shares(), "census_2031").empty
    assert beside_reference(parts(White=None), shares(), "census_2021_10_17").empty
    assert beside_reference(parts().head(0), shares(), "census_2021_10_17").empty


def test_the_reference_is_the_one_of_the_five_that_it_belongs_to():
    assert reference_in(parts(), "White British") == "White"
    assert reference_in(parts(**{"White British": 300.0}), "White British") == "White British"
    assert set(made()["reference"]) == {"White"}


def test_what_it_would_take_and_what_could_be_told():
    """Mixed: 33 where 389/21,884 x 841 = 14.9 were expected; the flag goes when it no longer holds."""
    row = made().loc["Mixed"]
    assert row["expected"] == pytest.approx(389 / 21_884 * 841)
    assert row["to_parity"] == -18
    assert made(Mixed=33 + row["to_unflag"]).loc["Mixed", "flag"] == "no clear difference"
    assert made(Mixed=33 + row["to_unflag"] + 1).loc["Mixed", "flag"] == "over-represented"
    assert 1 < row["detectable_above"] < row["value"]
    assert row["detectable_below"] < 1


def years(*dates):
    return pd.concat([parts().assign(date=date) for date in dates])


def test_a_flag_that_stands_three_years_running_is_persistent():
    rows = beside_reference(years("2023-03-31", "2024-03-31", "2025-03-31"), shares(), "census_2021_10_17")
    said = rows[rows["group"] == "Mixed"].set_index("date")["persistent"].to_dict()
    assert said == {"2023-03-31": False, "2024-03-31": False, "2025-03-31": True}


def test_each_year_stands_beside_the_latest_school_census_until_then():
    """The census of the school year 2021-22 is of January 2022: 31 March 2021 comes before it."""
    both = pd.concat([shares("school_census", "2020-21", Mixed=800), shares("school_census", "2021-22", Mixed=900)])
    rows = beside_reference(years("2015-03-31", "2021-03-31", "2022-03-31", "2025-03-31"), both, "school_census")
    used = rows[rows["group"] == "Mixed"].set_index("date")["denominator"].to_dict()
    assert used == {"2015-03-31": 800, "2021-03-31": 800, "2022-03-31": 900, "2025-03-31": 900}


def test_a_group_that_the_population_does_not_tell_apart_keeps_its_row_without_a_verdict():
    row = made(Roma=20.0).loc["Roma"]
    assert (row["verdict"], row["why"]) == ("cannot be said", "the population does not tell this group apart")


def test_brothers_and_sisters_can_take_a_verdict_away():
    """19 under 37.5 expected is clear alone and at 1.4; Mixed stays over-represented throughout."""
    rows = sibling_sensitivity(parts(), shares(), "census_2021_10_17").set_index(["group", "design_effect"])
    assert rows.loc["Mixed", "flag"].tolist() == ["over-represented"] * 3
    assert rows.loc["Asian", "upper"].is_monotonic_increasing
    assert rows.loc["Mixed", "lower"].is_monotonic_decreasing


def test_hidden_counts_bound_what_the_unknown_can_do():
    """19 hidden in Other and Unknown together: the worst case is known, and no verdict is lost for want of it."""
    counts = {"White": 441, "Mixed": 45, "Asian": 22, "Black": 15, "Other": None, "Unknown": None}
    hidden = parts(**counts).assign(
        count_lower=lambda table: table["count"].fillna(0), count_upper=lambda table: table["count"].fillna(19)
    )
    row = beside_reference(hidden, shares(), "census_2021_10_17").set_index("group").loc["Mixed"]
    assert row["flag"] == "over-represented"
    assert row["unknown_share"] == pytest.approx(19 / 542)
    assert row["value_lowest"] == pytest.approx((45 / 841) / ((441 + 19) / 21_884))


def test_three_years_together_give_a_small_group_the_ratio_that_one_year_cannot():
    """Other: 9 in each year is too few; 27 beside 3 x 389 is 1.24, with limits for children counted up to thrice."""
    three = years("2023-03-31", "2024-03-31", "2025-03-31").assign(span="point")
    alone = beside_reference(three, shares(), "census_2021_10_17").set_index(["group", "date"])
    assert alone.loc[("Other", "2025-03-31"), "flag"] == "withheld"
    row = beside_reference(three, shares(), "census_2021_10_17", years=3).set_index(["group", "date"])
    row = row.loc[("Other", "2025-03-31")]
    assert row["value"] == pytest.approx((9 / 409) / (389 / 21_884))
    assert (row["count"], row["design_effect"], row["pooled"]) == (27, 3, "2023 to 2025-03-31")
    single = rate_ratio_limits(9, 409, 389, 21_884)
    assert [row["lower"], row["upper"]] == pytest.approx(single, rel=0.02)


def rate_ratio_limits(x1, n1, x2, n2):
    """Log-Wald, by hand: three times the counts at three times the variance are the limits of one year."""
    ratio, spread = (x1 / n1) / (x2 / n2), 1.959964 * (1 / x1 + 1 / x2) ** 0.5
    return [ratio * 2.718281828**-spread, ratio * 2.718281828**spread]


def test_a_year_that_is_hidden_leaves_nothing_to_pool():
    three = pd.concat([years("2023-03-31"), parts(Other=None).assign(date="2024-03-31"), years("2025-03-31")])
    rows = beside_reference(three, shares(), "census_2021_10_17", years=3).set_index(["group", "date"])
    assert rows.loc[("Other", "2025-03-31"), "flag"] == "withheld"
