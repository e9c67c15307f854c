"""Stages by ethnic group: detailed groups folded, the unknown counted apart, plans and care each a part of need."""

import pandas as pd
import pytest

from analysis.disclosure.released import ReleasedTable
from analysis.measures.stages import at_last_common, by_five, parts_of, steps_of, with_people

NEED, PLANS, CARE = "children_in_need", "child_protection_plans", "children_in_care"
PRINTED_2024 = {"White": 265_560, "Mixed": 36_660, "Asian": 32_090, "Black": 36_050, "Other": 17_220}


def rows(*cells, date="2024-03-31", indicator=NEED):
    """(breakdown, group, count) of England."""
    made = pd.DataFrame(cells, columns=["breakdown", "group", "count"])
    return made.assign(indicator=indicator, area="E92000001", area_name="England", date=date, status="rounded")


def counts(made):
    return made.set_index("group")["count"].to_dict()


DETAILED = [("ethnic_group_18", "White British", 900.0), ("ethnic_group_18", "White Irish", 10.0),
            ("ethnic_group_18", "Indian", 60.0), ("ethnic_group_18", "Refused", 5.0)]  # fmt: skip


def test_detailed_groups_are_added_up_to_the_five_and_unknown():
    assert counts(by_five(rows(*DETAILED))) == {"White": 910, "Asian": 60, "Unknown": 5}


def test_one_hidden_detailed_group_hides_its_sum():
    hidden = rows(*DETAILED).assign(status=["rounded", "suppressed", "rounded", "rounded"])
    hidden.loc[1, "count"] = None
    made = by_five(hidden).set_index("group")
    assert pd.isna(made.loc["White", "count"])
    assert made.loc["White", "status"] == "suppressed"
    assert made.loc["Asian", "status"] == "rounded"


def test_printed_fives_are_taken_before_sums_of_rounded_details():
    five = rows(*DETAILED, ("ethnic_group", "White", 920.0), ("ethnic_group", "Unknown", 7.0))
    assert counts(by_five(five)) == {"White": 920, "Unknown": 7}


def test_the_unknown_are_what_the_known_leave_of_the_total():
    known = [("total", "", 1000.0), ("ethnicity_known", "known", 970.0)]
    assert counts(by_five(rows(*DETAILED[:3], *known)))["Unknown"] == 30
    assert counts(by_five(rows(*DETAILED[:3], known[0])))["Unknown"] == 30
    assert "Unknown" not in counts(by_five(rows(*DETAILED[:3])))


def test_no_unknown_is_worked_out_beside_a_hidden_group():
    made = by_five(rows(("total", "", 100.0), ("ethnic_group", "White", 90.0), ("ethnic_group", "Mixed", None)))
    assert "Unknown" not in set(made["group"])


def test_a_strange_group_is_refused():
    with pytest.raises(ValueError, match='"Martian" is in none of the five groups'):
        by_five(rows(("ethnic_group_18", "Martian", 3.0)))


def test_an_empty_table_stays_empty():
    assert by_five(rows().head(0)).empty


def test_the_last_date_that_has_all_is_taken_and_in_their_order():
    table = pd.concat(
        [rows(*DETAILED), rows(*DETAILED, date="2025-03-31"), rows(*DETAILED, indicator=PLANS)], ignore_index=True
    )
    made = at_last_common(table, [PLANS, NEED])
    assert set(made["date"]) == {"2024-03-31"}
    assert list(dict.fromkeys(made["indicator"])) == [PLANS, NEED]
    assert at_last_common(table, [PLANS, CARE]).empty


def shares():
    people = {"White": 10_000, "Black": 1_000}
    return pd.DataFrame({"group": list(people), "people": list(people.values())}).assign(
        base="school_census", year="2021-22", baseline_label="School census 2021-22", citation="DfE school census"
    )


def three():
    """Need 10% and 20%, plans 20% and 10% of those, care 20% and 20% of those."""
    cells = {NEED: (1000, 200, 20), PLANS: (200, 20, 4), CARE: (200, 40, 4)}
    tables = [rows(*zip(["ethnic_group"] * 3, ["White", "Black", "Unknown"], ns, strict=True), indicator=name)
              for name, ns in cells.items()]  # fmt: skip
    return with_people(pd.concat(tables, ignore_index=True), shares())


def cell(made, stage, basis):
    found = made[(made["stage"] == stage) & (made["basis"] == basis)]
    assert len(found) == 1
    return found.iloc[0]


def test_plans_and_care_are_each_among_those_in_need_and_never_a_chain():
    made = parts_of(three(), NEED)
    assert cell(made, NEED, "population")["value"] == pytest.approx(2)
    assert cell(made, PLANS, "previous stage")["value"] == pytest.approx(0.5)
    assert cell(made, CARE, "previous stage")["value"] == pytest.approx(1)
    assert cell(made, CARE, "population")["value"] == pytest.approx(2)
    assert set(made["previous"]) == {"", NEED}
    assert len(made) == 5


def test_the_rule_gives_the_verdict_and_the_unknown_are_on_no_side():
    made = parts_of(three(), NEED)
    assert cell(made, NEED, "population")["verdict"] == "above"
    assert cell(made, PLANS, "previous stage")["verdict"] == "below"
    assert cell(made, CARE, "previous stage")["verdict"] == "no clear difference"
    assert cell(made, NEED, "population")["unknown_share"] == pytest.approx(20 / 1220)


def test_without_the_population_or_the_counts_nothing_is_made():
    empty = with_people(three().drop(columns=["population", "baseline_label", "citation_baseline"]), shares().head(0))
    assert parts_of(empty, NEED).empty
    assert steps_of(empty).empty


def test_stages_are_released_only_if_counts_and_population_are():
    counted = ReleasedTable(rows(*DETAILED))
    counted.keys_released = ("a",)
    people = ReleasedTable(shares())
    people.keys_released = ("b",)
    assert set(with_people(by_five(counted), people).keys_released) == {"a", "b"}
    assert not getattr(with_people(by_five(counted), shares()), "keys_released", ())


def test_the_shipped_details_fold_to_the_printed_fives_within_rounding(shipped):
    """DfE prints 265,560 White, 36,660 Mixed … in table A4; each detailed count is rounded to 10."""
    england = shipped.selected[(shipped.selected["area"] == "E92000001") & (shipped.selected["indicator"] == NEED)]
    made = by_five(england[england["date"] == "2024-03-31"])
    assert counts(made) == pytest.approx(PRINTED_2024 | {"Unknown": 11_890}, abs=10)
    every = by_five(england[england["breakdown"].isin(["ethnic_group_18", "total", "ethnicity_known"])])
    whole = every[every["date"] >= "2015-03-31"].groupby("date")["count"].sum()
    total = england[(england["breakdown"] == "total")].set_index("date")["count"].reindex(whole.index)
    assert (whole - total).abs().max() <= 60
