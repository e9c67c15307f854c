"""A step put into percent, or a step put behind its two ends."""

import pytest

from reading_a_sentence import claims, contradicting

TABLE = "| Measure | 2023-24 | 2024-25 |\n|---|---|---|\n| Child protection plans at 31 March | 366 | 264 |\n\n"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("In March 2024 the number was 3,450, so it went up by 1,542, which is 54.7%.", "54.7%"),
        ("The number fell by 38 children from 227, or 20.1%.", "20.1%"),
        ("Plans fell by a third, from 395 to 265, which is 140 children.", "140"),
        (TABLE + "The number of child protection plans fell by 102 in the last year, a reduction of 37.9%.", "37.9%"),
    ],
)
def test_a_step_that_its_base_or_its_ends_do_not_give_is_accused(text, number):
    assert contradicting(text) == {number: "arithmetic"}


@pytest.mark.parametrize(
    "text",
    [
        "In March 2024 the number was 3,450, so it went up by 1,542, which is 44.7%.",
        "The number fell by 38 children from 227, or 16.7%.",
        "Plans fell by a third, from 395 to 265, which is 130 children.",
        TABLE + "The number of child protection plans fell by 102 in the last year, a reduction of 27.9%.",
        "The number fell by 38 children, or 20.1%.",
    ],
)
def test_but_not_where_they_do_or_where_there_is_none(text):
    assert contradicting(text) == {}


def test_a_number_behind_a_quarter_is_no_quarter():
    read = claims("1,720 referrals came in during quarter 1 and 1,655 in quarter 2.", "2025-26 Q2")
    assert [one.number.text for one in read] == ["1,720", "1,655"]
    text = "1,720 referrals came in during quarter 1 and 1,655 in quarter 2. That makes 3,357 for the half year."
    assert contradicting(text, "2025-26 Q2") == {"3,357": "arithmetic"}


@pytest.mark.parametrize(
    "text",
    [
        "In March 2024 the number was 3,450, so it went up by 1,542, or 46.0% of the planned rise.",
        "The number fell by 38 from 227, or 20.1% over two years.",
    ],
)
def test_a_percentage_of_something_else_is_not_held_against_the_step(text):
    assert contradicting(text) == {}
