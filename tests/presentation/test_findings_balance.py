"""Where a count on a day comes from, in one sentence."""

import pandas as pd
import pytest

from analysis.presentation.findings_balance import describe_balance

NUMBERS = {"before": 475.0, "started": 504.0, "ended": 584.0, "expected": 395.0, "count": 395.0, "value": 0.0}


def balance(**columns):
    row = (
        {"date": "2023-03-31", "area": "E08000018", "indicator": "child_protection_plans", "balanced": True}
        | NUMBERS
        | columns
    )
    return pd.DataFrame([row | {"date": "2022-03-31", "count": 1.0}, row])


@pytest.mark.parametrize(
    ("columns", "end"),
    [
        ({}, "In the year, 504 plans started and 584 ended, which leaves exactly 395."),
        ({"count": 394.0, "value": -1.0}, "That leaves 395, which is within 1% of the number counted."),
        (
            {"count": 430.0, "value": 35.0, "balanced": False},
            "It happens where a child comes twice or moves between councils, or one number is revised alone.",
        ),
    ],
)
def test_the_last_year_is_said_with_all_four_numbers(columns, end):
    said = describe_balance(balance(**columns))
    count = columns.get("count", 395)
    assert said.startswith(
        f"At 31 March 2023, there were {count:.0f} children on a child protection plan in Rotherham. "
    )
    assert "A year before, there were 475. In the year, 504 plans started and 584 ended" in said
    assert said.endswith(end)


def test_care_has_its_own_words_and_nothing_is_said_of_nothing():
    said = describe_balance(balance(indicator="children_in_care"))
    assert "there were 395 children in care in Rotherham. A year before, there were 475." in said
    assert "In the year, 504 came into care and 584 left it" in said
    assert describe_balance(balance().head(0)) == ""
