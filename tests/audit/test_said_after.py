"""Words that claim too much of numbers that stand in front of them."""

import pytest

from reading_a_sentence import DONCASTER, overstated

TELFORD, NORTH_LINCOLNSHIRE, WAKEFIELD, WIGAN = "E06000020", "E06000013", "E08000036", "E08000010"


def test_this_is_better_where_the_number_before_is_worse(figures):
    text = "80.4% of initial conferences were held within 15 working days. This is {} England, where it is 81.4%."
    assert overstated(text.format("slightly better than"), figures, area=DONCASTER) == ["slightly better"]
    assert overstated(text.format("slightly worse than"), figures, area=DONCASTER) == []


def test_this_is_modestly_more_of_a_rise_of_a_third(figures):
    text = "567 children had a plan on 31 March 2025. I am afraid that this is {} the 427 of March 2024."
    assert overstated(text.format("modestly more than"), figures, area=WAKEFIELD) == ["modestly more"]
    assert overstated(text.format("more than"), figures, area=WAKEFIELD) == []


@pytest.mark.parametrize(("first", "found"), [("53", ["twice"]), ("80", [])])
def test_twice_as_many_is_held_against_the_two_numbers_before(first, found, figures):
    text = f"**UASC.** {first} at March 2025, 39 at March 2024: twice as many in a year."
    assert overstated(text, figures, "2025-26 Q3", TELFORD) == found


@pytest.mark.parametrize(("said", "found"), [("40", ["hardly a change"]), ("4", [])])
def test_a_step_of_two_fifths_is_no_small_one(said, found, figures):
    text = "At 31 March 2025 138 children had a protection plan. At the same date in 2024 the number was 98."
    given = f"{text} An increase of {said} is hardly a change."
    assert overstated(given, figures, "2024-25 Q4", NORTH_LINCOLNSHIRE) == found


def test_an_enquiry_rate_is_of_section_47_enquiries(figures):
    text = "Wigan's enquiry rate is nearly half that of England."
    assert overstated(text, figures, "2024-25 Q4", WIGAN) == ["half"]
