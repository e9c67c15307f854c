"""With and without a subgroup: the true table always lies inside what is said to be possible."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.disproportionality import representation
from analysis.measures.subgroups import without_subgroup

# Children in care in Rotherham, 31 March 2023 (DfE): 542, Other and Unknown hidden and 19 together; 36 had come alone
# to seek asylum, and their ethnic groups are not published.
CARE = pd.DataFrame(
    [("White", 441, 441, 441), ("Mixed", 45, 45, 45), ("Asian", 22, 22, 22), ("Black", 15, 15, 15),
     ("Other", None, 0, 19)],
    columns=["group", "count", "count_lower", "count_upper"],
)  # fmt: skip
ENDS = ["count_lower", "count_upper"]


def ends(made, group):
    return made.set_index("group").loc[group, ENDS].tolist()


def test_36_of_542_may_be_all_in_a_group_or_all_outside_it():
    made = without_subgroup(CARE, 542, 36)
    assert ends(made, "White") == [405, 441]
    assert ends(made, "Asian") == [0, 22]
    assert ends(made, "Other") == [0, 19]
    assert made["denominator"].unique().tolist() == [506]
    assert made["count"].isna().all()
    assert made["method"].unique().tolist() == ["subgroup known in total only"]


def test_what_others_cannot_hold_must_be_taken_from_the_group():
    made = without_subgroup(pd.DataFrame({"group": ["White"], "count": [441]}), 542, 200)
    assert ends(made, "White") == [241, 342]  # only 101 are not White, so at least 99 of the 200 are


def test_where_the_subgroup_is_known_by_group_what_is_left_is_exact():
    alone = pd.DataFrame({"group": ["White", "Mixed", "Asian", "Black", "Other"], "count": [2, 1, 14, 9, 10]})
    made = without_subgroup(CARE, 542, alone)
    assert made.set_index("group")["count"].tolist()[:4] == [439, 44, 8, 6]
    assert ends(made, "Other") == [0, 9]
    assert made["denominator"].unique().tolist() == [506]


@pytest.mark.parametrize("hidden", [None, np.nan, pd.DataFrame({"count": [np.nan]})])
def test_a_hidden_subgroup_says_not_known(hidden):
    made = without_subgroup(CARE, 542, hidden)
    assert made[["count", *ENDS, "denominator"]].isna().all(axis=None)
    assert made["method"].unique().tolist() == ["not known: a number is hidden or missing"]
    shares = pd.DataFrame({"group": ["White"], "share": [0.9]})
    assert representation(made, shares)["verdict"].tolist() == ["cannot be said"]


def test_with_nobody_to_leave_out_nothing_changes():
    made = without_subgroup(CARE, 542, 0)
    assert made["count"].tolist()[:4] == CARE["count"].tolist()[:4]
    assert made[ENDS].to_numpy().tolist() == CARE[ENDS].to_numpy().tolist()


def test_each_date_has_its_own_totals():
    cohort = pd.DataFrame({"date": ["2022", "2023"], "group": "Asian", "count": [20, 22]})
    whole = pd.DataFrame({"date": ["2023", "2022"], "count": [542, 560]})
    made = without_subgroup(cohort, whole, pd.DataFrame({"date": ["2023"], "count": [16]}), by="date")
    assert made["denominator"].tolist()[1] == 526
    assert made[ENDS].to_numpy()[1].tolist() == [6, 22]
    assert made.loc[0, ENDS].isna().all()


def test_it_is_ready_for_representation():
    made = representation(without_subgroup(CARE, 542, 36), pd.DataFrame({"group": ["Asian"], "share": [0.06]})).iloc[0]
    assert (made["value_lowest"], made["value_highest"]) == (0, pytest.approx(22 / 506 / 0.06))
    assert made["lower"] <= made["value_lowest"] <= made["value_highest"] <= made["upper"]


TABLE = st.lists(
    st.integers(0, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=1, max_size=6
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(TABLE, st.integers(0, 6), st.integers(0, 30))
def test_the_true_table_always_lies_inside(rows, hidden, slack):
    """rows are (counted, of whom in the subgroup); the group at `hidden`, if there is one, is known as an interval."""
    total, out = (sum(row[at] for row in rows) for at in (0, 1))
    cohort = pd.DataFrame({"group": [f"g{place}" for place in range(len(rows))], "count": [float(n) for n, _ in rows]})
    cohort = cohort.assign(count_lower=cohort["count"], count_upper=cohort["count"])
    if hidden < len(rows):
        true = cohort.loc[hidden, "count"]
        cohort.loc[hidden, ["count", *ENDS]] = [np.nan, max(0, true - slack), min(total, true + slack)]
    truth = np.array([n - m for n, m in rows])
    by_group = cohort[["group"]].assign(count=[m for _, m in rows])
    for subgroup in (out, by_group):
        made = without_subgroup(cohort, total, subgroup)
        assert (made["count_lower"] <= truth).all()
        assert (made["count_upper"] >= truth).all()
        assert (made["denominator"] == total - out).all()
        assert (made["count_upper"] <= made["denominator"]).all()
    exact = made.drop(index=hidden, errors="ignore")
    assert (exact["count"] == truth[exact.index]).all()


def test_from_released_tables_comes_a_released_one():
    released = release_table(CARE, "care", "internal")
    whole = release_table(pd.DataFrame({"count": [542]}), "whole", "internal")
    alone = release_table(pd.DataFrame({"count": [36]}), "alone", "internal")
    made = without_subgroup(released, whole, alone)
    assert isinstance(made, ReleasedTable)
    assert set(made.keys_released) == {"care", "whole", "alone"}


@pytest.mark.parametrize(
    ("whole", "subgroup", "said"),
    [
        (542, 543, "more children than what it is taken from"),
        (542, pd.DataFrame({"group": CARE["group"], "count": [0, 46, 0, 0, 0]}), "more children than what it is taken"),
        (542, pd.DataFrame({"group": ["White"], "count": [1]}), "in one of the two tables only"),
        (542, pd.DataFrame({"group": ["White", "White"], "count": [1, 1]}), "needs one row a group"),
        (pd.DataFrame({"count": [1, 2]}), 1, "A total needs one row for each table"),
    ],
)
def test_numbers_that_cannot_be_are_refused(whole, subgroup, said):
    with pytest.raises(ValueError, match=said):
        without_subgroup(CARE, whole, subgroup)
