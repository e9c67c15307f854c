"""On how many definitions of what is usual, how sure the rank is, and comparators of another date, in words."""

import pandas as pd
import pytest

from analysis.measures.comparisons import compare, definitions
from analysis.measures.rates import crude_rate
from analysis.presentation.findings import describe_rate
from analysis.presentation.findings_comparison import describe_comparison
from analysis.presentation.findings_definitions import describe_definitions

US, REGION, ENGLAND = "E08000018", "E12000003", "E92000001"
NEAR = {"E08000016": (20, 1000), "E08000017": (4000, 1000000), "E08000036": (600, 100000)}


def rates(date="2024-03-31", **extra):
    areas = {US: (500, 100000), **NEAR, **extra}
    made = pd.DataFrame([(code, *numbers) for code, numbers in areas.items()], columns=["area", "count", "denominator"])
    return crude_rate(made.assign(date=date, indicator="child_protection_plans", denominator_vintage="2025"))


def sets(**members):
    rows = [(name.replace("_", " "), code) for name, codes in members.items() for code in codes]
    return pd.DataFrame(rows, columns=["set", "area"])


MODEL = sets(neighbours_2025=list(NEAR))


def said(table, members):
    compared = compare(table, US, members)
    return describe_definitions(definitions(compared), compared)


def more(table, members):
    return said(table, members).more


def test_ways_are_named_counted_and_set_beside_chance():
    england = rates(E92000001=(50500, 12100000))
    assert said(england, pd.concat([MODEL, sets(England=[ENGLAND])])) == (
        "At 31 March 2024, the rate of children on a child protection plan in Rotherham was below two and above two of "
        "four ways of saying what is usual."
    )
    assert more(england, pd.concat([MODEL, sets(England=[ENGLAND])])) == (
        "They are: England without "
        "Rotherham; the mean, the middle value and the pooled rate of its neighbours (2025 model). One neighbour more "
        "or less turns some of them round: without Barnsley, the mean and middle value of its neighbours (2025 model); "
        "without Doncaster, the pooled rate of its neighbours (2025 model)."
    )


def test_where_all_agree_and_none_decides_it_is_short():
    high = rates().assign(value=lambda t: t["value"].where(t["area"] != US, 999.0), lower=990.0, upper=1001.0)
    text = said(high, MODEL)
    assert text.endswith("in Rotherham was above all three ways of saying what is usual.")
    assert more(high, MODEL).startswith("They are: the mean,")
    assert more(high, MODEL).endswith("Leaving out any one neighbour turns none of these round.")


def test_differences_within_chance_are_counted():
    wide = rates().assign(lower=30.0, upper=70.0)
    assert said(wide, MODEL).endswith(" Two of these differences are within the range that chance allows.")
    assert " Every one of these differences is within the range" in said(rates().assign(lower=0.0, upper=999.0), MODEL)


def test_one_definition_is_said_to_be_the_only_one():
    england = rates(E92000001=(50500, 12100000))
    assert said(england, sets(England=[ENGLAND])) == (
        "At 31 March 2024, the rate of children on a child protection plan in Rotherham was above the one way of "
        "saying "
        "what is usual that is at hand."
    )
    assert more(england, sets(England=[ENGLAND])) == "It is: England without Rotherham."
    assert said(rates(), sets(England=[ENGLAND])) == ""


def test_the_rank_says_what_chance_allows():
    text = describe_comparison(compare(rates(), US, MODEL), "child_protection_plans", US)
    assert text.more.startswith("Among its three neighbours (2025 model), Rotherham was 3rd highest of 4")


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (MODEL, "of its three neighbours (2025 model) at 31 March 2023, the latest published"),
        (sets(England=[ENGLAND]), "England (41.7) at 31 March 2023, the latest published"),
    ],
)
def test_comparators_of_another_date_are_shown_with_it(members, words):
    ours = rates("2024-03-31")[lambda t: t["area"] == US]
    table = pd.concat([ours, rates("2023-03-31", E92000001=(50500, 12100000))])
    assert words in describe_comparison(compare(table, US, members), "child_protection_plans", US)
    assert "latest published" not in describe_comparison(compare(rates(), US, members), "child_protection_plans", US)


def test_a_footprint_is_called_by_its_name():
    table = rates()[lambda t: t["area"] == US].assign(area="South Yorkshire")
    assert "500 children in South Yorkshire were on a child protection plan" in describe_rate(table, "South Yorkshire")


def test_each_average_is_turned_by_its_own_neighbours_and_a_council_keeps_its_name():
    rows = pd.DataFrame({
        "set": "neighbours 2021", "statistic": ["median", "pooled"], "definition": True, "side": "below", "near": False,
        "without_one_lowest": 1.0, "turns_without": ["Wigan; Redcar and Cleveland", "Redcar and Cleveland"],
        "indicator": "children_in_care", "value": 1.0, "area": US, "date": "2024-03-31",
    })  # fmt: skip
    text = describe_definitions(definitions(rows), rows).more
    assert "without Wigan or Redcar and Cleveland, the middle value of its neighbours (2021 model)" in text
    assert "; without Redcar and Cleveland, the pooled rate of its neighbours (2021 model)." in text
