"""Which row the public sentence rests on, and which rows give another verdict."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.baselines import shares_on
from analysis.measures.flips import marked
from analysis.measures.grid import baseline_grid


def grid(*rows):
    columns = ["label", "group", "set", "definition", "year", "comparable", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def flips(table, primary="school"):
    return marked(table, primary)["flips"].tolist()


def test_another_verdict_than_on_the_primary_baseline_flips():
    table = grid(
        ("Black", "Black", "Black", "school", "2021-22", True, "no clear difference"),
        ("Black", "Black", "Black", "census", "2021", False, "above"),
        ("Mixed", "Mixed", "Mixed", "school", "2021-22", True, "above"),
        ("Mixed", "Mixed", "Mixed", "census", "2021", False, "above"),
    )
    assert flips(table) == [False, True, False, False]
    assert marked(table, "school")["primary"].tolist() == [True, False, True, False]


def test_of_several_years_the_latest_leads():
    table = grid(
        ("Black", "Black", "Black", "school", "2020-21", True, "above"),
        ("Black", "Black", "Black", "school", "2021-22", True, "no clear difference"),
    )
    made = marked(table, "school")
    assert made["primary"].tolist() == [False, True]
    assert made["flips"].tolist() == [True, False]


def test_without_the_primary_baseline_a_comparable_one_leads_and_none_is_primary():
    table = grid(
        ("Black", "Black", "Black", "census", "2021", False, "above"),
        ("Black", "Black", "Black", "young", "2021", True, "no clear difference"),
    )
    made = marked(table, "school")
    assert made["flips"].tolist() == [True, False]
    assert not made["primary"].any()


def test_without_any_comparable_baseline_nothing_can_flip():
    assert flips(grid(("a", "a", "a", "census", "2021", False, "above"))) == [False]


def test_a_share_as_printed_flips_where_one_meaning_of_its_label_gives_another_verdict():
    table = grid(
        ("non-White", "share", "", "as_printed", "2021", False, "above"),
        ("non-White", "not White", "not White", "school", "2021-22", True, "above"),
        ("non-White", "not White British", "not White British", "school", "2021-22", True, "no clear difference"),
    )
    assert flips(table) == [True, False, False]
    assert flips(table.assign(verdict="above")) == [False, False, False]


SHARES = pd.DataFrame([("a", 0.1), ("b", 0.2), ("c", 0.7)], columns=["group", "share"]).assign(
    baseline="school", definition="school", baseline_label="School", year="2021-22", children=True, base="school"
)


def test_any_cohort_of_any_characteristic_can_be_set_beside_a_baseline():
    """10 of 60 over a tenth is 1.67: the grid serves other services too."""
    made = baseline_grid(pd.DataFrame({"group": ["a", "b", "c"], "count": [10, 20, 30]}), SHARES, primary="school")
    assert made.set_index("set")["value"].to_dict() == pytest.approx({"a": 10 / 6, "b": 20 / 12, "c": 30 / 42})
    assert made["primary"].all()
    assert not made["flips"].any()
    assert made["defined"].all()


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 0.9), st.integers(10, 90))
def test_the_tipping_share_is_where_the_verdict_goes(share, count):
    table = pd.DataFrame({"group": ["a"], "count_lower": [count], "count_upper": [count], "denominator": [100]})
    made = baseline_grid(table, SHARES.head(1).assign(share=share)).iloc[0]
    if made["verdict"] != "no clear difference":
        for times, verdict in ((0.999, made["verdict"]), (1.001, "no clear difference")):
            nearer = times if made["verdict"] == "above" else 2 - times
            again = baseline_grid(table, SHARES.head(1).assign(share=made["tipping_share"] * nearer)).iloc[0]
            assert again["verdict"] == verdict


def test_the_shares_of_one_baseline_are_those_of_its_latest_year():
    both = pd.concat([SHARES, SHARES.assign(year="2020-21", share=0.3)])
    assert shares_on(both, "school")["year"].unique().tolist() == ["2021-22"]
    assert shares_on(both, "census").empty
