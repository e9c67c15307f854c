"""A printed share beside every baseline, under every meaning of its label."""

import pandas as pd
import pytest

from analysis.measures.baselines import baseline_shares, newest
from analysis.measures.cohorts import cohort_by_group, share_bounds
from analysis.measures.grid import baseline_grid, like_for_like
from analysis.measures.printed import printed_bases, ruled_out


def printed(group="non-White (as labelled)", low=90, high=93, of=396, value=23.0, date="2023-03-31"):
    return pd.DataFrame(
        [{"indicator": "child_protection_plans", "date": date, "group": group, "count_lower": low, "count_upper": high,
          "denominator": of, "value": value}]
    )  # fmt: skip


def shares(*rows):
    columns = ["baseline", "baseline_label", "base", "year", "children", "group", "people", "of", "share"]
    return pd.DataFrame(rows, columns=columns).assign(definition=lambda t: t["baseline"])


CARE_TOTAL = pd.DataFrame({"date": ["2023-03-31"], "count": [542.0]})
CENSUS = [
    ("all", "2021 Census, all ages", "census_2021", "2021", False, "not White", 23_852, 265_806, 0.089735),
    ("young", "2021 Census, ages 10 to 17", "census_2021", "2021", True, "not White", 3_855, 25_739, 0.149773),
    ("old", "2011 Census, ages 0 to 17", "census_2011", "2011", True, "not White", 6_166, 56_059, 0.109991),
    ("pupils", "School census 2021-22", "school_census", "2021-22", True, "not White British", 8_822, 45_069, 0.195744),
]


def test_the_published_23_percent_is_worked_out_under_both_meanings_of_its_label():
    grid = baseline_grid(printed(), shares(*CENSUS)).set_index("baseline")
    assert grid.loc["all", "value"] == pytest.approx(2.57, abs=0.01)
    assert grid.loc["young", ["lower", "upper"]].to_list() == [
        pytest.approx(1.26, abs=0.01),
        pytest.approx(1.86, abs=0.01),
    ]
    assert grid.loc["pupils", "verdict"] == "no clear difference"
    assert not grid["defined"].any()


def test_like_for_like_is_of_children_and_of_about_the_same_years():
    grid = baseline_grid(printed(), shares(*CENSUS)).set_index("baseline")
    assert grid["comparable"].to_dict() == {"all": False, "young": True, "old": False, "pupils": True}
    assert "all ages" in grid.loc["all", "why"]
    assert "five years" in grid.loc["old", "why"]
    near = like_for_like(pd.DataFrame({"group": ["a"], "children": [True], "date": ["2016-03-31"], "year": ["2011"]}))
    assert near["comparable"].to_list() == [True]


def test_a_baseline_with_hardly_more_people_than_children_counted_is_not_plausible():
    travellers = (
        "2011",
        "2011 Census, all ages",
        "census_2011",
        "2011",
        False,
        "Gypsy, Roma and Traveller",
        126,
        257_280,
        126 / 257_280,
    )
    pupils = (
        "p",
        "School census",
        "school_census",
        "2021-22",
        True,
        "Gypsy, Roma and Traveller",
        623,
        45_069,
        623 / 45_069,
    )
    grid = baseline_grid(printed("Gypsy/Roma", 22, 22, 398, 5.5), shares(travellers, pupils)).set_index("baseline")
    assert grid["plausible"].to_dict() == {"2011": False, "p": True}
    assert grid.loc["2011", "value"] == pytest.approx(112.87, abs=0.01)
    assert grid.loc["p", "value"] == pytest.approx(4.00, abs=0.01)


def care(other_upper=19.0):
    groups = {"White": 441.0, "Mixed": 45.0, "Asian": 22.0, "Black": 15.0}
    rows = [{"group": g, "count": n, "count_lower": n, "count_upper": n} for g, n in groups.items()]
    rows += [{"group": g, "count": None, "count_lower": 0.0, "count_upper": other_upper} for g in ("Other", "Unknown")]
    return pd.DataFrame(rows).assign(date="2023-03-31", indicator="children_in_care", citation="2025 release")


def test_not_white_lies_between_its_known_groups_and_what_the_hidden_cells_can_hold():
    cohort = cohort_by_group(care(), pd.DataFrame({"date": ["2023-03-31"], "count": [542.0]}))
    row = cohort[cohort["group"] == "not White"].iloc[0]
    assert (row["count_lower"], row["count_upper"]) == (82.0, 101.0)
    bounds = share_bounds(cohort[cohort["group"] == "not White"]).iloc[0]
    assert (round(bounds["lowest"], 1), round(bounds["highest"], 1)) == (15.1, 18.6)


def test_a_known_unknown_narrows_what_not_white_can_be():
    parts = care(19.0)
    parts.loc[parts["group"] == "Unknown", ["count", "count_lower", "count_upper"]] = 12.0
    cohort = cohort_by_group(parts, pd.DataFrame({"date": ["2023-03-31"], "count": [542.0]}))
    assert cohort.loc[cohort["group"] == "not White", "count_upper"].iloc[0] == 89.0


def test_each_date_keeps_its_own_citation():
    parts = pd.concat([care().assign(date="2011-03-31", citation="2011 release"), care()])
    totals = pd.DataFrame({"date": ["2011-03-31", "2023-03-31"], "count": [542.0, 542.0]})
    made = cohort_by_group(parts, totals)
    said = made[made["group"] == "not White"].set_index("date")["citation"].to_dict()
    assert said == {"2011-03-31": "2011 release", "2023-03-31": "2025 release"}


def test_30_percent_of_children_in_care_cannot_leave_out_white_minorities():
    cohort = cohort_by_group(care(), pd.DataFrame({"date": ["2023-03-31"], "count": [542.0]}))
    asked = printed(low=160, high=165, of=542, value=30.0).assign(indicator="children_in_care")
    grid = ruled_out(baseline_grid(asked, shares(*CENSUS)), cohort).set_index("baseline")
    assert grid["possible"].to_dict() == {"all": False, "young": False, "old": False, "pupils": True}
    assert grid.loc["young", "ruled_out"] == "at most 18.6% can be"
    assert grid.loc["pupils", "ruled_out"] == ""


def test_the_newest_year_of_each_baseline_is_kept():
    rows = shares(
        *CENSUS, ("before", "School census 2020-21", "school_census", "2020-21", True, "not White", 1, 2, 0.5)
    )
    assert set(newest(rows)["baseline"]) == {"all", "young", "old", "pupils"}


def test_a_share_of_a_baseline_leaves_the_unclassified_out_of_both_sides():
    people = {"White British": 36_247, "Other White": 2_148, "Pakistani": 6_674, "Unclassified": 295, "All": 45_364}
    population = pd.DataFrame({"group": list(people), "population": list(people.values())}).assign(
        base="school_census", classification="18+1", age_band="pupils", year="2021-22", area="E08000018", sex="all"
    )
    made = baseline_shares(population).set_index("group")["share"]
    assert made["not White British"] == pytest.approx(0.19574, abs=1e-5)


PRINTED = pd.DataFrame(
    [
        ("share_of_population_minority_ethnic", "2021-03-21", 8.9),
        ("share_of_population_gypsy_roma", "2011-03-27", 0.049),
    ],
    columns=["indicator", "date", "value"],
)
# Rotherham, all ages: Census 2021 and 2011 (Office for National Statistics)
FIVE_2021 = {"White": 241_954, "Mixed": 3_854, "Asian": 14_176, "Black": 3_016, "Other": 2_806}


def residents():
    rows = [("all_ages_2021", "2021 Census, all ages", "c", "2021", False, g, n, 265_806, n / 265_806)
            for g, n in (FIVE_2021 | {"not White": 23_852}).items()]  # fmt: skip
    rows += [("all_ages_2011", "2011 Census, all ages", "c", "2011", False, "Gypsy, Roma and Traveller", 126, 257_280,
              126 / 257_280)]  # fmt: skip
    return shares(*rows)


def test_a_share_printed_for_the_population_is_traced_to_the_count_it_comes_from():
    """8.9 is the sum of 5.3, 1.1, 1.4 and 1.1; 0.049 is 126 of 257,280."""
    traced = printed_bases(PRINTED, residents())["traced"].tolist()
    assert traced == [
        "2021 Census, all ages, not White, its rounded groups added up",
        "2011 Census, all ages, Gypsy, Roma and Traveller",
    ]


def test_the_published_23_percent_over_the_published_8_9():
    """The issue's own figures: 2.6 (2.12 to 3.14), over 90 to 93 children."""
    bases = printed_bases(PRINTED, residents())
    row = baseline_grid(printed(), residents(), printed=bases).set_index("baseline").loc["as_printed"]
    assert (round(row["value"], 1), round(row["lower"], 2), round(row["upper"], 2)) == (2.6, 2.12, 3.14)
    assert not row["comparable"]
    assert row["why"].startswith("as printed: 2021 Census, all ages, not White")


def test_22_children_are_not_credible_beside_0_049_percent_of_all_residents():
    asked = printed("Gypsy/Roma", 22, 22, 398, 5.5)
    bases = printed_bases(PRINTED, residents())
    row = baseline_grid(asked, residents(), printed=bases).set_index("baseline").loc["as_printed"]
    assert round(row["value"]) == 113
    assert not row["plausible"]


def test_a_printed_share_says_nothing_of_the_unknown():
    assert baseline_grid(printed(), shares(*CENSUS))["unknown_share"].isna().all()


def test_2011_had_no_box_for_roma_and_that_is_a_reason_of_its_own():
    grid = pd.DataFrame({"group": ["Gypsy, Roma and Traveller"], "children": [True], "base": ["census_2011"]})
    assert like_for_like(grid)["why"].tolist() == ["without a box for Roma"]
    assert not like_for_like(grid.drop(columns="children"))["comparable"].any()


def test_nothing_printed_is_an_empty_grid_that_can_be_published():
    """As in every area whose report is not at hand: columns stay, rows are none."""
    nothing = printed().head(0)
    bases = printed_bases(PRINTED.head(0), residents())
    grid = ruled_out(baseline_grid(nothing, residents(), printed=bases), cohort_by_group(care(), CARE_TOTAL))
    assert grid.empty
    assert {"set", "comparable", "plausible", "flips", "primary", "possible", "tipping_share"} <= set(grid)


def test_no_population_at_hand_is_an_empty_grid():
    assert baseline_grid(printed(), residents().head(0)).empty
    assert baseline_grid(care().head(0), residents()).empty
