"""Superlatives in time and place.

Rotherham's children in care by year from 2010: 406, 391, 381, 392, 394, 407, 431, 487, 620, 642, 595, 595, 556, 542,
502, 476; plans from 2013: 332, 388, 426, 368, 367, 651, 507, 448, 431, 475, 395, 265, 313.
"""

import pytest

from reading_a_sentence import overstated

CONTRARY = [
    ("Plans are at a record low.", "record low"),
    ("502: a record low for children in our care.", "record low"),
    ("The rate of plans is the highest in ten years.", "highest"),
    ("The number of plans, 313, is the highest in five years.", "highest"),
    ("The highest number of plans ever recorded.", "highest"),
    ("This is the highest number of children in care since 2012.", "highest"),
    ("Children in care numbers are at an all-time high.", "all-time high"),
    ("Referrals have never been higher.", "never been higher"),
    ("We saw record numbers of referrals in 2024-25.", "record"),
    ("An unprecedented number of children, 165, came into care in 2024-25.", "unprecedented"),
    ("Every year since March 2021 has brought an increase in the number of looked-after children.", "an increase"),
    ("Plans fell for a second consecutive year.", "fell"),
    ("Our rate of children in care is the lowest of our statistical neighbours.", "lowest"),
    ("Rotherham has the highest rate of children in care in the region.", "highest"),
]


@pytest.mark.parametrize(("text", "words"), CONTRARY)
def test_a_superlative_that_a_published_figure_is_against_is_found(figures, text, words):
    period = "2023-24 Q4" if text.startswith("502") else "2024-25 Q4"
    assert overstated(text, figures, period) == [words]


INNOCENT = [
    "The number of children in care is the lowest since March 2017.",
    "The lowest number of children in care for eight years.",
    "Children in care fell for the fifth consecutive year.",
    "Year on year since 2019 the number of children in care has fallen.",
    "In March 2018 plans reached the highest number ever, 651.",
    "Plans were the lowest on record in March 2024 and have risen since.",
    "The highest number of children in care in the last ten years was 642, in March 2019.",
    "Our care rate is the second highest in the region.",
    "Our rate of re-referrals is one of the lowest in the region.",
    "The number of plans rose after two consecutive years of decline.",
    "Plans rose this year after falling for two years running.",
    "For the first time in three years, plans rose.",
    "Plan numbers reached their highest published point in March 2018, at 651, before falling back.",
]
UNCLEAR = [
    "This is the highest number of plans since the pandemic.",
    "The highest number of plans of any quarter was in May.",
    "A record number of 1,310 staff were trained on plans and conferences.",
    "An unprecedented level of challenge was seen at conferences.",
    "The children's record of plans is held on file.",
    "Plans are no longer at a record high.",
    "Whether plans are at a record low was asked.",
    "The highest ever number of children in care passed their exams with the children in care team.",
]


@pytest.mark.parametrize("text", INNOCENT + UNCLEAR)
def test_superlatives_that_hold_or_are_of_something_else_are_left_alone(figures, text):
    assert overstated(text, figures) == []
