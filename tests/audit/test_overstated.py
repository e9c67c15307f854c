"""Words that claim more than the numbers allow."""

import pytest

from analysis.audit.chance import counts_alike
from reading_a_sentence import accused

OVERSTATED = [
    ("Children in care have risen sharply over the last year.", "2022-23 Q4", "risen sharply"),
    ("There has been a dramatic increase in section 47 enquiries in 2022-23.", "2022-23 Q4", "dramatic increase"),
    ("We have seen a rise in children in care during 2023-24.", "2023-24 Q4", "rise"),
    ("Nearly all of our children in care are in foster placements.", "2023-24 Q4", "Nearly all"),
    ("Most plans were for neglect: 35%.", "2022-23 Q4", "Most"),
    ("Re-referrals improved in 2023-24.", "2023-24 Q4", "improved"),
    ("Children in care in Wakefield rocketed to 692 at 31 March 2025.", "2024-25 Q4", "rocketed"),
]


@pytest.mark.parametrize(("text", "period", "words"), OVERSTATED)
def test_words_that_the_figures_do_not_bear_out_are_found(figures, text, period, words):
    assert accused(text, figures, period) == {words: "overstated"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Plans fell sharply, from 475 to 395.", "2022-23 Q4"),
        ("The number of children on plans fell significantly in 2023-24.", "2023-24 Q4"),
        ("More than half of plans (53%) are for emotional abuse.", "2022-23 Q4"),
        ("The great majority of children in care are White.", "2024-25 Q4"),
        ("Most children in care are fostered (68%).", "2022-23 Q4"),
        ("The number of plans halved between March 2018 and March 2025.", "2024-25 Q4"),
        ("Children in care in Wakefield rose to 692 at 31 March 2025.", "2024-25 Q4"),
        ("The number of plans fell from 475 in March 2022 to 395 in March 2023.", "2022-23 Q4"),
        ("The workforce grew significantly and vacancies fell sharply.", "2024-25 Q4"),
    ],
)
def test_words_that_they_do_bear_out_are_left_alone(figures, text, period):
    assert accused(text, figures, period) == {}


def test_two_counts_are_alike_while_chance_alone_may_part_them():
    # Conditional on 30 events, 10 or fewer of them on one side have a probability of 0.0494 (two-sided 0.099).
    assert counts_alike(10, 20)
    assert not counts_alike(5, 20)  # 25 events: 5 or fewer, 0.0020
    assert counts_alike(556, 542)
    assert not counts_alike(475, 395)  # z = 80 / sqrt(870) = 2.7
