"""Where a count on a day comes from, in one sentence."""

import pandas as pd
import pytest

from analysis.presentation.findings_balance import describe_balance

NUMBERS = {"before": 475.0, "started": 504.0, "ended": 584.0, "expected": 395.0, "count": 395.0, "value": 0.0}


def balance(**columns):
    row = {"date": "2023-03-31", "indicator": "child_protection_plans", "balanced": True} | NUMBERS | columns
    return pd.DataFrame([row | {"date": "2022-03-31", "count": 1.0}, row])


@pytest.mark.parametrize(
    ("columns", "end"),
    [
        ({}, "which leaves exactly the 395 at 31 March 2023."),
        ({"count": 394.0, "value": -1.0}, "which leaves 395: within 1% of the 394 at 31 March 2023."),
        (
            {"count": 430.0, "value": 35.0, "balanced": False},
            "It happens where a child comes twice or moves between councils, or one number is revised alone.",
        ),
    ],
)
def test_the_last_year_is_said_with_all_four_numbers(columns, end):
    said = describe_balance(balance(**columns))
    assert said.startswith("There were 475 children on a child protection plan at 31 March 2022; 504 plans started")
    assert said.endswith(end)


def test_care_has_its_own_words_and_nothing_is_said_of_nothing():
    said = describe_balance(balance(indicator="children_in_care"))
    assert "475 children in care at 31 March 2022; 504 came into care and 584 left it in the year" in said
    assert describe_balance(balance().head(0)) == ""
