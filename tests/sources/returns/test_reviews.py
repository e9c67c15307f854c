"""Plans reviewed in time: three months to the first review, six from one to the next."""

from datetime import date

import pandas as pd
import pytest

from analysis.sources.episodes import stock
from analysis.sources.returns.reviews import in_time, three_months_on

FIRST, DAY = date(2022, 4, 1), "2023-03-31"


def plans(*rows):
    made = pd.DataFrame(list(rows), columns=["child", "start", "end"])
    return made.assign(start=pd.to_datetime(made["start"]), end=pd.to_datetime(made["end"]))


def reviews(plan, *days):
    child, since, _ = plan
    made = pd.DataFrame({"child": child, "since": pd.Timestamp(since), "start": list(days)}, index=range(len(days)))
    return made.assign(start=pd.to_datetime(made["start"]))


def in_time_on(plan, *days, on=DAY):
    return int(stock(in_time(plans(plan), reviews(plan, *days), FIRST), [on], counts="rows")["count"].sum())


OPEN = ("a", "2022-05-10", None)
OLD = ("a", "2021-01-10", None)


@pytest.mark.parametrize(
    ("plan", "held", "expected"),
    [
        (OPEN, ["2022-08-10", "2023-02-10"], 1),  # each on its last day
        (OPEN, ["2022-08-11", "2023-02-10"], 0),  # the first a day late
        (OPEN, ["2022-08-10", "2023-02-11"], 0),  # the second a day late
        (OPEN, ["2022-08-10"], 0),  # nothing since
        (OPEN, [], 0),
        (OLD, ["2022-10-01", "2023-03-01"], 1),  # what was held before the return is not known
        (OLD, ["2022-10-02", "2023-03-01"], 0),
        (("a", "2023-01-10", None), [], 0),  # not yet three months open: not among those asked
        (("a", "2022-05-10", "2023-03-31"), ["2022-08-10", "2023-02-10"], 0),  # ended on the day
    ],
)
def test_a_plan_is_in_time_while_no_review_is_overdue(plan, held, expected):
    assert in_time_on(plan, *held) == expected


def test_a_plan_is_in_time_until_the_day_after_the_one_on_which_a_review_was_due():
    assert in_time_on(OPEN, on="2022-08-10") == 1
    assert in_time_on(OPEN, on="2022-08-11") == 0


def test_plans_open_for_three_months_are_the_base():
    rows = plans(("a", "2022-12-31", None), ("b", "2023-01-01", None), ("c", "2022-12-01", "2023-01-01"))
    assert stock(three_months_on(rows), [DAY], counts="rows")["count"].tolist() == [1]


def test_another_plan_s_reviews_do_not_count():
    others = reviews(("a", "2021-05-10", None), "2022-08-01", "2023-02-01")
    held = in_time(plans(OPEN), others, FIRST)
    assert stock(held, ["2022-08-10", "2022-08-11"], counts="rows")["count"].tolist() == [1, 0]
