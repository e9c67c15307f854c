"""Changes and shares that are a slip of the pen away from what two numbers of their paragraph come to."""

from decimal import Decimal

import pytest

from analysis.audit.numbers import numbers
from analysis.audit.slips import slip
from reading_a_sentence import contradicting


def number(text):
    return numbers(text)[0]


@pytest.mark.parametrize(
    ("said", "truth"), [("43", "33"), ("3,357", "3375"), ("1,402", "1392"), ("27.9%", "37.9"), ("20.6%", "19.6")]
)
def test_a_slip_is_one_digit_or_two_that_are_turned_or_one_that_carries(said, truth):
    assert slip(number(said), Decimal(truth))


@pytest.mark.parametrize(
    ("said", "truth"), [("43", "43"), ("75.2%", "75.1"), ("62", "38"), ("1,402", "1571"), ("30.5%", "41.2")]
)
def test_what_is_equal_or_badly_rounded_or_far_away_is_no_slip(said, truth):
    assert not slip(number(said), Decimal(truth))


CHANGES = [
    ("On 30 June 2024 we had 469 children in care. On 31 March 2024 we had 502 in care, so they dropped by 43.", "43"),
    ("We had 492 plans on 31 March 2025. In March 2024 we had 532 plans. So plans came down by 50.", "50"),
    ("In all 172 children came and 184 left, so 22 more left than came in.", "22"),
]


@pytest.mark.parametrize(("text", "number"), CHANGES)
def test_a_change_that_is_a_slip_away_from_its_two_numbers_is_accused(text, number):
    assert contradicting(text) == {number: "arithmetic"}


@pytest.mark.parametrize(
    "text",
    [
        CHANGES[0][0].replace("43", "33"),
        "We had 492 plans on 31 March 2025. In March 2024 we had 532 plans, and 542 in 2023, so plans fell by 50.",
        "Of 172 children 31 were girls. In the year 141 were seen by a doctor, 20 more than planned.",
    ],
)
def test_a_change_that_some_pair_gives_or_that_has_none_is_not(text):
    assert contradicting(text) == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("We had 1,080 referrals since April. 183 were repeats, 17.9%.", "17.9%"),
        ("There were 1,707 enquiries and 440 conferences, so 28.5% of enquiries went to a conference.", "28.5%"),
    ],
)
def test_a_share_that_is_a_slip_away_from_its_two_counts_is_accused(text, number):
    assert contradicting(text) == {number: "arithmetic"}


@pytest.mark.parametrize(
    "text",
    [
        "We had 1,080 referrals since April. 183 were repeats, 16.9%.",
        "There were 1,268 enquiries and 445 initial conferences; 85.1% of the conferences were on time.",
        "We held 445 initial conferences. Of those 334 were inside 15 working days, and that gives 75.2%.",
        "Neglect had 142 plans. Neglect thus made up 35.5% of the 401 plans that began.",
    ],
)
def test_a_share_that_is_right_or_badly_rounded_or_of_something_else_is_not(text):
    assert contradicting(text) == {}


PLANS = "We had 492 child protection plans on 31 March 2025. In March 2024 we had 532 plans. "


@pytest.mark.parametrize(
    "text",
    [
        "The team held 50 fewer meetings than in the year before.",
        "The waiting list grew by 50.",
        "Staff numbers are down by 50.",
        "We trained 50 more people.",
        "At the same time 50 fewer children went missing.",
        "Since then there have been 50 more.",
        "Plans of two years or more fell by 50.",
        "Of these 50 more were for neglect.",
    ],
)
def test_a_change_of_something_else_or_of_another_time_is_not_held_against_them(text):
    assert contradicting(PLANS + text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "We made 183 visits; attendance was 17.9%.",
        "183 were repeats. Staff turnover was 17.9%.",
        "183 were repeats; a year ago the rate was 17.9%.",
        "183 were repeats, compared with 17.9% last year.",
        "There were 183 repeats (17.9% in 2023-24).",
    ],
)
def test_nor_is_a_share_of_something_else_or_of_another_time(text):
    assert contradicting("We had 1,080 referrals since April. " + text) == {}
