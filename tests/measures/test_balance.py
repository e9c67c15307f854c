"""Does the count on a day follow from the year before, what began and what ended?"""

import pandas as pd
import pytest

from analysis.measures.balance import stock_and_flow

STARTED, ENDED = "child_protection_plans_started", "child_protection_plans_ended"


def stock(*rows):
    made = pd.DataFrame(rows, columns=["date", "count"])
    return made.assign(indicator="child_protection_plans", area="E08000018")


def flows(*rows):
    made = pd.DataFrame(rows, columns=["date", "started", "ended"]).rename(columns={"started": STARTED, "ended": ENDED})
    return made.melt("date", var_name="indicator", value_name="count").assign(area="E08000018")


PLANS = stock(("2022-03-31", 475), ("2023-03-31", 395), ("2025-03-31", 300))


def test_the_stock_a_year_before_plus_starts_less_ends_is_set_beside_the_published_stock():
    made = stock_and_flow(PLANS, flows(("2023-03-31", 400, 475)), STARTED, ENDED)
    assert made[["before", "started", "ended", "expected", "count", "value", "balanced"]].to_numpy().tolist() == [
        [475, 400, 475, 400, 395, -5, False]
    ]
    assert made["percent"].tolist() == pytest.approx([-100 * 5 / 395])


def test_within_one_percent_it_balances():
    made = stock_and_flow(PLANS, flows(("2023-03-31", 400, 482)), STARTED, ENDED)
    assert made["balanced"].tolist() == [True]


def test_a_gap_in_the_stock_or_a_hidden_flow_gives_no_row():
    assert stock_and_flow(PLANS, flows(("2025-03-31", 400, 400)), STARTED, ENDED).empty
    assert stock_and_flow(PLANS, flows(("2023-03-31", None, 400)), STARTED, ENDED).empty
    assert stock_and_flow(PLANS, flows().assign(count=pd.Series(dtype=float)), STARTED, ENDED).empty


def test_across_a_change_of_definition_there_is_no_balance():
    table = stock(("2025-03-31", 300), ("2026-03-31", 200))
    assert stock_and_flow(table, flows(("2026-03-31", 100, 200)), STARTED, ENDED).empty


def test_two_areas_are_refused():
    with pytest.raises(ValueError, match=r"one row a date\. There are several for stock"):
        stock_and_flow(pd.concat([PLANS, PLANS]), flows(), STARTED, ENDED)
