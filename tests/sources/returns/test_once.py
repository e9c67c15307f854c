"""A child counts once a day, under the row that started last: against a day by day recount."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources.returns.once import once_a_child

DAYS = pd.date_range("2022-01-01", periods=12)
ROW = st.tuples(st.sampled_from("ab"), st.integers(0, 11), st.one_of(st.none(), st.integers(0, 11)))


def table(rows):
    made = pd.DataFrame(rows, columns=["child", "start", "end"]).assign(name=range(len(rows)))
    days = dict(enumerate(DAYS))
    made["start"] = pd.to_datetime(made["start"].map(days)).astype("datetime64[s]")
    made["end"] = pd.to_datetime(made["end"].map(days)).astype("datetime64[s]")
    return made


def plain(rows, child, day):
    """The row that stands for a child on a day: of those open, the one that started last, the later of two alike."""
    mine = [(k, start, end) for k, (who, start, end) in enumerate(rows) if who == child]
    there = [(start, k) for k, start, end in mine if start <= day and (end is None or end > day)]
    return max(there)[1] if there else None


@settings(max_examples=300, deadline=None)
@given(st.lists(ROW, max_size=9))
def test_on_each_day_the_row_that_started_last_stands_for_the_child(rows):
    found = once_a_child(table(rows))
    for number, day in enumerate(DAYS):
        for child in "ab":
            here = found[(found["child"] == child) & (found["start"] <= day) & ~(found["end"] <= day)]
            expected = plain(rows, child, number)
            assert here["name"].tolist() == ([] if expected is None else [expected])


def test_rows_without_an_overlap_are_passed_on_as_they_are():
    rows = table([("a", 0, 3), ("a", 3, None), ("b", 1, None)])
    assert once_a_child(rows) is rows
