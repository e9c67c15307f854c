"""A caseload with and without children whom no local census counts."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.cohorts import cohort_by_group
from analysis.measures.with_without import with_and_without

SHARES = pd.DataFrame([("Asian", 0.085), ("not White", 0.148)], columns=["group", "share"])
CARE = {
    "White": (441, 441, 441), "Mixed": (45, 45, 45), "Asian": (22, 22, 22), "Black": (15, 15, 15),
    "Other": (None, 0, 19), "Unknown": (None, 0, 19),
}  # fmt: skip


def cohort(counts=CARE, whole=542):
    rows = [("2023-03-31", group, *cells) for group, cells in counts.items()]
    parts = pd.DataFrame(rows, columns=["date", "group", "count", "count_lower", "count_upper"])
    return cohort_by_group(parts, pd.DataFrame({"date": ["2023-03-31"], "count": [whole]}))


def alone(count=36.0):
    return pd.DataFrame({"date": ["2023-03-31"], "count": [count]})


def test_36_of_542_children_can_be_anywhere_among_the_82_to_101_who_are_not_white():
    rows = with_and_without(cohort(), alone(), SHARES).set_index(["group", "subset"])
    row = rows.loc[("not White", "without the subgroup")]
    assert (row["count_lower"], row["count_upper"], row["denominator"]) == (46, 101, 506)
    assert [row["value_lowest"], row["value_highest"]] == pytest.approx([46 / 506 / 0.148, 101 / 506 / 0.148])
    assert row["verdict"] == "cannot be said"  # what is not known could put it on either side of 1
    assert row["subgroup"] == 36
    assert rows.loc[("Asian", "without the subgroup"), "count_lower"] == 0
    assert rows.loc[("Asian", "all children"), "count"] == 22


def test_a_hidden_subgroup_leaves_nothing_to_say():
    assert with_and_without(cohort(), alone(None), SHARES).empty
    assert with_and_without(cohort(), alone().assign(date="2024-03-31"), SHARES).empty
    assert with_and_without(cohort(), alone(), SHARES.head(0)).empty


def test_nobody_to_leave_out_changes_nothing():
    rows = with_and_without(cohort(), alone(0.0), SHARES).set_index(["group", "subset"])
    ends = [rows.loc[("not White", subset), ["lower", "upper"]].tolist() for subset in rows.index.levels[1]]
    assert ends[0] == pytest.approx(ends[1])


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 200), st.integers(1, 200))
def test_the_true_share_lies_within_the_bounds_wherever_the_subgroup_is(in_group, elsewhere, group, others):
    known = {"White": (others + elsewhere,) * 3, "Asian": (group + in_group,) * 3}
    whole = group + others + in_group + elsewhere
    left_out = alone(float(in_group + elsewhere))
    rows = with_and_without(cohort(known, whole), left_out, SHARES).set_index(["group", "subset"])
    row = rows.loc[("Asian", "without the subgroup")]
    truth = group / (group + others) / 0.085
    assert row["value_lowest"] - 1e-9 <= truth <= row["value_highest"] + 1e-9
