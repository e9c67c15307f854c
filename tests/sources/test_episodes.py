"""Stock, flows and durations: the rules of the day, held against a plain recount."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources import episodes as counting

DAY = pd.Timestamp("2023-03-31")


def table(*rows, **more):
    made = pd.DataFrame(list(rows), columns=["child", "start", "end"])
    made["start"], made["end"] = pd.to_datetime(made["start"]), pd.to_datetime(made["end"])
    return made.assign(**more)


def test_an_end_on_the_day_is_an_ending_and_not_in_the_stock():
    rows = table(("a", "2022-01-01", "2023-03-31"), ("b", "2023-03-31", None), ("c", "2023-04-01", None))
    assert list(counting.stock(rows, [DAY])["count"]) == [1]
    moved = counting.flows(rows, [("2022-04-01", "2023-03-31")])
    assert moved[["starts", "ends"]].to_numpy().tolist() == [[1, 1]]


def test_a_child_with_two_open_plans_counts_once_under_the_later():
    rows = table(("a", "2022-01-01", None), ("a", "2022-06-01", None), group=["first", "second"])
    assert list(counting.stock(rows, [DAY])["count"]) == [1]
    assert list(counting.stock(rows, [DAY], counts="rows")["count"]) == [2]
    by_group = counting.stock(rows, [DAY], by=["group"]).set_index("group")["count"]
    assert by_group.sum() == by_group["second"] == 1


def test_when_the_later_plan_ends_the_older_stands_again():
    rows = table(("a", "2022-01-01", None), ("a", "2022-06-01", "2022-09-01"), group=["old", "new"])
    found = counting.stock(rows, ["2022-07-01", "2022-10-01"], by=["group"])
    assert found.loc[found["count"] == 1, "group"].tolist() == ["new", "old"]


def test_the_published_year_closes():
    """Rotherham 2023: 475 on plans, 504 started, 584 ended, 395 on plans (DfE, children in need 2024)."""
    rows = [(f"s{n}", "2021-01-01", "2022-09-01") for n in range(475)]
    rows += [(f"n{n}", "2022-06-01", "2022-12-01" if n < 109 else None) for n in range(504)]
    found = counting.identity(table(*rows), ["2022-03-31", "2023-03-31"])
    assert found.iloc[0][["before", "starts", "ends", "stock", "difference"]].tolist() == [475, 504, 584, 395, 0]


def test_durations_stand_in_the_published_bands_with_the_day_itself_on_our_reading():
    starts = ["2022-12-31", "2022-12-30", "2022-04-01", "2022-03-31", "2021-03-31", "2021-04-01"]
    rows = table(*[(str(n), start, None) for n, start in enumerate(starts)])
    assert counting.durations(rows, DAY)["count"].tolist() == [1, 1, 1, 2, 1]


def test_ages_change_on_the_birthday_and_the_unborn_have_a_band():
    rows = table(*[(str(n), "2010-01-01", None) for n in range(5)])
    rows["born"] = pd.to_datetime(["2022-03-31", "2022-04-01", None, "2023-05-01", "2018-03-31"])
    rows["unborn"] = [False, False, False, True, False]
    found = counting.stock(rows, [DAY], by=["age_band"]).set_index("age_band")["count"]
    assert found.to_dict() | {"10-15": 0, "16 and over": 0} == {
        "under 1": 1, "1-4": 1, "5-9": 1, "unknown": 1, "unborn": 1, "10-15": 0, "16 and over": 0
    }  # fmt: skip


DAYS = st.dates(date(2020, 1, 1), date(2023, 12, 31))
ROWS = st.lists(st.tuples(st.sampled_from("abcd"), DAYS, st.none() | DAYS), min_size=1, max_size=12)


@settings(deadline=None)
@given(ROWS, st.lists(DAYS, min_size=1, max_size=5, unique=True))
def test_stock_is_what_a_plain_recount_gives(rows, days):
    found = counting.stock(table(*rows), days)
    plain = [len({c for c, s, e in rows if s <= day and (e is None or e > day)}) for day in sorted(days)]
    assert found["count"].tolist() == plain
    by_child = counting.stock(table(*rows), days, by=["child"])
    assert by_child.groupby("date")["count"].sum().tolist() == plain


@settings(deadline=None)
@given(ROWS, DAYS, DAYS)
def test_flows_are_what_a_plain_recount_gives(rows, one, other):
    first, last = sorted([one, other])
    found = counting.flows(table(*rows), [(first, last)]).iloc[0]
    assert found["starts"] == sum(first <= s <= last for _, s, _ in rows)
    assert found["ends"] == sum(e is not None and first <= e <= last for _, _, e in rows)
    children = counting.flows(table(*rows), [(first, last)], counts="children").iloc[0]
    assert children["starts"] == len({c for c, s, _ in rows if first <= s <= last})
