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
        ({}, "plan, which leaves exactly the 395 at its end."),
        ({"count": 394.0, "value": -1.0}, "plan. That leaves 395, which is within 1% of the 394 at its end."),
        (
            {"count": 430.0, "value": 35.0, "balanced": False},
            (
                "plan. That leaves 395, and the 430 at its end are 35 more than that. It happens where a child comes "
                "twice or moves between councils, or one number is revised alone."
            ),
        ),
    ],
)
def test_the_last_year_is_said_with_all_four_numbers(columns, end):
    assert describe_balance(balance(**columns)) == (
        "In the year to 31 March 2023, 504 plans started and 584 ended in Rotherham. At its start there were 475 "
        f"children on a child protection {end}"
    )


def test_care_has_its_own_words_and_nothing_is_said_of_nothing():
    said = describe_balance(balance(indicator="children_in_care"))
    assert said.startswith(
        "In the year to 31 March 2023, 504 came into care and 584 left it in Rotherham. At its start"
    )
    assert describe_balance(balance().head(0)) == ""
