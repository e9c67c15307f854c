"""An area beside England step by step, and a gap in plans split along the way; by hand."""

import pandas as pd
import pytest

from analysis.measures.gap import BALANCE, FLOW, PUBLISHED, STOCK, area_stages, area_steps, group_stages, split_gap
from analysis.measures.stages import by_five, steps_of
from analysis.measures.unknowns import FlagRule

ENGLAND, HERE = "E92000001", "E08000018"
ENDS = "child_protection_plans_ended"
NAMES = {ENGLAND: "England", HERE: "Rotherham"}
PEOPLE = {ENGLAND: 100_000, HERE: 10_000}
NUMBERS = {
    "referrals": (5000, 600), "section_47_enquiries": (2000, 240), "initial_conferences": (1000, 120),
    "child_protection_plans_started": (500, 80), ENDS: (500, 70), STOCK: (400, 60),
}  # fmt: skip


def rows(date="2025-03-31", **changes):
    numbers = NUMBERS | changes
    made = [(name, area, date, float(n), PEOPLE[area]) for name, pair in numbers.items()
            for area, n in zip(PEOPLE, pair, strict=True)]  # fmt: skip
    table = pd.DataFrame(made, columns=["indicator", "area", "date", "count", "denominator"])
    return table.assign(area_name=table["area"].map(NAMES), span="year", status="published")


def two_years(**changes):
    before = rows("2024-03-31", **{STOCK: (400, 50)})
    return pd.concat([before, rows(**changes)], ignore_index=True)


def split(table):
    stages = area_stages(table, HERE)
    return split_gap(table.assign(group=table["area_name"]), stages, area_steps(stages), "England")


def parts(made):
    return made.set_index("part")["value"].to_dict()


def test_each_step_is_set_beside_england_among_children_and_at_the_step_before():
    made = area_steps(area_stages(rows(), HERE)).set_index(["stage", "basis"])
    assert made.loc[("referrals", "population"), "value"] == pytest.approx(1.2)
    assert made.loc[("section_47_enquiries", "previous stage"), "value"] == pytest.approx(1)
    assert made.loc[("child_protection_plans_started", "previous stage"), "value"] == pytest.approx((80 / 120) / 0.5)
    assert made.loc[("referrals", "population"), "verdict"] == "above"
    assert made.loc[("section_47_enquiries", "previous stage"), "verdict"] == "no clear difference"
    assert set(made["group"]) == {"Rotherham"}


def test_england_has_nothing_beside_it():
    stages = area_stages(rows(), ENGLAND)
    assert stages.empty
    assert area_steps(stages).empty
    assert split_gap(rows(), stages, area_steps(stages), "England").empty


def test_the_last_date_with_every_number_of_both_is_taken():
    later = rows("2026-03-31")
    later.loc[later["indicator"] == "referrals", "count"] = None
    assert set(area_stages(pd.concat([rows(), later]), HERE)["date"]) == {"2025-03-31"}
    assert area_stages(rows().assign(denominator=None), HERE).empty


# Expected 400 × 10,000/100,000 = 40. England's plan lasts (400 + 400)/2 ÷ 500 = 0.8 years, ours (50 + 60)/2 ÷ 70 =
# 0.786. Referrals: (600 - 500) × 0.1 × 0.8 = 8. Starts: (80 - 60) × 0.8 = 16. Length: 80 × (0.786 - 0.8) = -1.143.
# Change: 60 - 80 × 0.786 - (400 - 500 × 0.8)/10 = -2.857. They add up to 20.
def test_the_gap_by_hand_with_the_ends_as_published():
    made = split(two_years())
    assert parts(made) == pytest.approx({
        "expected": 40, "entry: referrals": 8, "entry: section_47_enquiries": 0, "entry: initial_conferences": 0,
        "entry: child_protection_plans_started": 16, "length of stay": 80 * (55 / 70 - 0.8),
        "change in stock": 60 - 80 * 55 / 70, "count": 60,
    })  # fmt: skip
    assert set(made["ends"]) == {PUBLISHED}
    assert sum(made.loc[~made["total"], "value"]) == pytest.approx(20)


def test_ends_that_are_not_published_are_what_is_left():
    """50 + 80 - 60 = 70 plans ended: the same length as if it had been published; England's 400 + 500 - 400."""
    table = two_years()
    without = table[~((table["indicator"] == ENDS) & (table["date"] == "2025-03-31"))]
    made = split(without)
    assert set(made["ends"]) == {BALANCE}
    assert parts(made) == pytest.approx(parts(split(table)))


def test_a_step_has_the_limits_of_its_ratio_and_the_gap_those_of_the_plans():
    made = split(two_years()).set_index("part")
    steps = area_steps(area_stages(rows(), HERE)).set_index(["stage", "basis"])
    referrals, plans = steps.loc[("referrals", "population")], steps.loc[(STOCK, "population")]
    assert made.loc["entry: referrals", "lower"] == pytest.approx(40 * (referrals["lower"] - 1))
    assert made.loc["count", "gap_upper"] == pytest.approx(40 * (plans["upper"] - 1))
    assert made.loc["entry: referrals", "clear"]
    assert not made.loc["entry: section_47_enquiries", "clear"]
    assert pd.isna(made.loc["length of stay", "clear"])
    assert made.loc[["length of stay", "change in stock"], ["lower", "upper"]].isna().all(axis=None)


def test_without_the_year_before_there_is_no_length_and_no_split():
    assert split(rows()).empty


SYNTHETIC = {  # White, Mixed, Other: made up
    "referrals": (2000, 200, 40), "section_47_enquiries": (800, 80, 16), "initial_conferences": (300, 30, 6),
    "child_protection_plans_started": (250, 25, 5), ENDS: (250, 25, 5), STOCK: (200, 40, 4),
    "children_in_care_started": (100, 10, 2),
}  # fmt: skip


def local(breakdown="ethnic_group"):
    cells = [
        (name, day, group, float(n))
        for day in ("2024-03-31", "2025-03-31")
        for name, ns in SYNTHETIC.items()
        for group, n in zip(("White", "Mixed", "Other"), ns, strict=True)
    ]
    table = pd.DataFrame(cells, columns=["indicator", "date", "group", "count"])
    return table.assign(area=HERE, area_name="Rotherham", breakdown=breakdown, span="year")


def shares():
    people = {"White": 40_000, "Mixed": 2_000, "Other": 800}
    return pd.DataFrame({"group": list(people), "people": list(people.values())}).assign(
        base="school_census", year="2021-22", baseline_label="School census 2021-22", citation="c"
    )


def test_groups_of_one_area_go_the_same_way_and_care_is_a_route_of_its_own():
    stages = group_stages(local(), shares())
    assert list(dict.fromkeys(stages.loc[stages["route"] == "", "stage"])) == FLOW
    assert set(stages.loc[stages["stage"] == "children_in_care_started", "route"]) == {"care"}
    assert ENDS not in set(stages["stage"])


def test_the_gap_of_a_group_too_small_is_left_out_by_name():
    stages = group_stages(local(), shares())
    made = split_gap(by_five(local()), stages, steps_of(stages), "White", FlagRule())
    assert set(made["group"]) == {"Mixed"}
    assert set(made["left_out"]) == {"Other"}
    assert parts(made)["expected"] == pytest.approx(200 * 2_000 / 40_000)
    assert parts(made)["count"] == 40


def test_plans_alone_are_no_pathway():
    assert group_stages(local()[local()["indicator"] == STOCK], shares()).empty
    assert group_stages(local().head(0), shares()).empty


@pytest.mark.slow
def test_every_area_and_year_at_hand_adds_up_or_has_no_split(shipped):
    whole = shipped.selected[shipped.selected["breakdown"] == "total"]
    known = whole[whole["span"].isin(["point", "year"])]
    table = known[known["source"] != "board_papers"].assign(area_name=known["area"])
    table["area_name"] = table["area"].where(table["area"] != ENGLAND, "England")
    made = 0
    for area in sorted(set(table["area"]) - {ENGLAND}):
        for end in ("2015-03-31", "2025-03-31"):
            mine = table[(table["date"] <= end) & table["area"].isin([area, ENGLAND])]
            stages = area_stages(mine, area)
            gap = split_gap(mine.assign(group=mine["area_name"]), stages, area_steps(stages), "England")
            inside = gap[~gap["total"].astype(bool)] if len(gap) else gap
            assert len(gap) == 0 or inside["value"].sum() == pytest.approx(gap["gap"].iloc[0])
            made += len(gap) > 0
    assert made == 30
    assert split(table[table["date"] <= "2013-03-31"]).empty  # no year before, so no length
