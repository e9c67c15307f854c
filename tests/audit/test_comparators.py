"""Figures set beside England's, the region's and the neighbours'.

Rotherham at March 2025: plans 52.6 per 10,000 (England 40.6, region 48.5), children in care 80 (67, 77), children in
need 298.6 (330.3), re-referrals 19.6% (22.6%), conferences in time 75.1% (81.4%), reviews in time 96.4% (90.6%).
"""

import pytest

from reading_a_sentence import overstated

CONTRARY = [
    ("The CIN rate, 298.6 per 10,000, is above that of England.", "above"),
    ("Our rate of children in care is below the England average.", "below"),
    ("Rates of child protection plans are significantly lower than the England average.", "significantly lower"),
    ("Conference timeliness is better than England.", "better"),
    ("At 19.6% re-referrals are worse than the national average.", "worse"),
    ("The rate of entries to care, 28 per 10,000 in 2024-25, is twice that of England.", "twice"),
    ("The rate of child protection plans is double the England rate.", "double"),
    ("The rate of plans is similar to the England average.", "similar"),
    ("Rotherham's rate of plans (52.6) is lower than the England rate (40.6).", "lower"),
    ("At 31 March 2025 we had 313 children on plans. This is well below the England average.", "well below"),
    ("75.1% of conferences were in time; this is higher than the national average.", "higher"),
    ("We have a lower rate of looked after children than England.", "lower"),
    ("The national rate of children in care is higher than ours.", "higher"),
    ("Our care rate is lower than Barnsley's.", "lower"),
    ("Long-term placement stability compares well: at 63% it is among the best anywhere.", "compares well"),
    ("- Re-referrals: above national average", "above"),
    ("ICPC timeliness compares favourably with England.", "compares favourably"),
]


@pytest.mark.parametrize(("text", "words"), CONTRARY)
def test_a_figure_that_stands_otherwise_than_the_words_say_is_found(figures, text, words):
    assert overstated(text, figures) == [words]


INNOCENT = [
    "Our rate of children in care, although falling, is above the England average but below our neighbours'.",
    "Compared with England, our rate of plans is higher; compared with our neighbours it is slightly lower.",
    "The rate of plans is higher than England (40.6) and the region (48.5) but below our statistical neighbours.",
    "The rate of children in care is close to that of the region.",
    "Re-referrals rose, but the rate is still better than England.",
    "England's rate of children in care is lower than Rotherham's.",
    "Nationally, 81.4% of conferences were in time, which is higher than in Rotherham.",
    "At 213 per 10,000, the rate of section 47 enquiries is higher than England, but less than double.",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_comparisons_that_hold_are_left_alone(figures, text):
    assert overstated(text, figures) == []


UNCLEAR = [
    "Our plan rate is not above England.",
    "We want the rate of children in care to be below the national average.",
    "The gap between our rate of children in care and the England average has narrowed: it was below England once.",
    "The increase in plans was smaller than the national increase.",
    "Plans rose in 2024-25, below the national trend.",
    "Conference timeliness is above the national target.",
    "Re-referrals of children under five were higher than the national average.",
    "The proportion of children in care who are White British is lower than in England.",
    "Children in care in Rotherham are more likely than children nationally to be in foster placements.",
    "The average caseload of the children in care team is below the England average.",
    "The offending rate of children in care is lower than the national average.",
    "The budget for children in care is below the England average.",
    "The rate of section 47 enquiries leading to conference was above the national average.",
    "Rotherham has a lower proportion of children in care with a disability than England.",
    "The number of conferences is lower than the number of section 47 enquiries in England.",
    "Our rate of children in care is below half the national population.",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_comparisons_of_something_else_are_left_alone(figures, text):
    assert overstated(text, figures) == []


def test_a_comparison_is_judged_by_the_day_that_it_names(figures):
    assert overstated("The rate of plans at March 2013 was above the England average.", figures) == []
    assert overstated("The rate of plans at March 2013 was below the England average.", figures) == ["below"]


def test_a_comparison_of_a_quarter_of_which_nothing_is_published_is_not_judged(figures):
    assert overstated("The rate of plans is below the England average.", figures, "2024-25 Q2") == []
