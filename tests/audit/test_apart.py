"""Gaps, shares, totals and what falls to each, in words that no rule was written for."""

import pytest

from reading_a_sentence import contradicting


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Training spend went from £41,000 to £46,500, i.e. £6,500 more than last year.", "£6,500"),
        ("Calls to the duty line (1,420) exceeded those of last year (1,265) by 165.", "165"),
        ("Income was £312,400 and spend £298,900, leaving £23,500 to carry forward.", "£23,500"),
        ("Audit theme 2: 46 cases, 32 graded good (79%).", "79%"),
        ("Sources of the 224 concerns: schools 96, health 58, police 41, others 19.", "224"),
        ("Our team of 8 advocates supported 120 children, an average of 18 each.", "18"),
        ("There are 73 early years settings in the borough. All 78 settings had a visit.", "78"),
    ],
)
def test_a_number_that_no_two_others_make_is_accused(text, wrong):
    assert list(contradicting(text)) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "Training spend went from £41,000 to £46,500, i.e. £5,500 more than last year.",
        "26 of the 31 leavers gave reasons: 10 workload, 9 pay, 7 moving away.",
        "We surveyed 340 pupils in Year 7. The 310 pupils surveyed in Year 9 were less positive.",
        "The pooled fund stands at £1.2 million, £0.3 million up on the £0.9 million of last year.",
        "Only 17 of the 25 actions are complete, so eight are outstanding.",
    ],
)
def test_what_some_pair_makes_or_is_of_another_thing_is_left_alone(text):
    assert contradicting(text) == {}
