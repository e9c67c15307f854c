"""Words that claim more than the numbers allow."""

import pytest

from analysis.audit.chance import counts_alike
from reading_a_sentence import accused, overstated

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


UNDERSTATED = [
    ("Plans decreased slightly over 2023-24.", "2023-24 Q4", "decreased slightly"),  # 395 to 265
    ("In short, a slight fall in CPP.", "2023-24 Q4", "slight fall"),
    ("The number of plans was broadly unchanged.", "2023-24 Q4", "broadly unchanged"),
    ("There was little change in the number of plans.", "2023-24 Q4", "little change"),
    ("The share of ICPCs held in time in 2022-23 was much the same as a year earlier.", "2022-23 Q4", "much the same"),
    ("Re-referrals have more than halved since 2019-20, to 17.7% in 2023-24.", "2023-24 Q4", "more than halved"),
    ("The number of children in care has halved since 2018-19.", "2024-25 Q4", "halved"),  # 642 to 476
    ("Fewer referrals reached us than in 2023-24.", "2024-25 Q4", "Fewer"),  # 2,672 to 2,909
    ("There were more children in care than a year ago.", "2024-25 Q4", "more"),
    ("The number of children in care is higher than last year.", "2024-25 Q4", "higher"),
    ("Few plans (31 March 2023) were for emotional abuse.", "2022-23 Q4", "Few"),  # 210 of 395
    ("Numbers of UASC tumbled between March 2023 and March 2024.", "2023-24 Q4", "tumbled"),  # 36 to 40
]


@pytest.mark.parametrize(("text", "period", "words"), UNDERSTATED)
def test_words_that_make_too_little_or_the_contrary_of_a_change_are_found(figures, text, period, words):
    assert overstated(text, figures, period) == [words]


OF_SOMETHING_ELSE = [
    "Plans rose in the year, having fallen for three years.",
    "The number of plans is up on last year and down on 2022-23.",
    "Numbers of children in care peaked in March 2019 and have fallen since.",
    "The number of children in care fell steadily over the last five years.",
    "Initial conferences: 445 (449 in 2023-24), broadly unchanged.",
    "Timeliness of reviews fell below the national average in the third quarter.",
    "In 2024-25, plans increased by 18%, whereas in England they were broadly stable.",
    "Plans in Barnsley fell by 102 in a year, from 366 to 264; Rotherham, next door, went the other way.",
    "Councils received more referrals in 2024-25. Referrals fell in most.",
    "More children in care than last year passed their exams.",
    "More children on plans were seen alone than last year.",
    "Conferences were more challenging than last year.",
    "The definition of plans is unchanged.",
    "The thresholds for plans were similar to last year.",
    "Stable placements matter to children in care.",
    "Staffing in the children in care team rose sharply.",
    "We saw a slight increase in children in care from ethnic minorities.",
    "We aim to halve re-referrals, and hope that they fall.",
    "The increase in children in care attending college was sharp.",
    "Section 47 enquiries that led to a conference fell slightly.",
    "In the year to December 2024, plans fell slightly.",
    "Over the quarter plans were stable.",
    "At the time of writing plans are lower than at 31 March 2025.",
    "The trend in referrals is down over the long term.",
    "A few children in care live in foster placements.",
]


@pytest.mark.parametrize("text", OF_SOMETHING_ELSE)
def test_words_of_another_time_place_or_thing_are_left_alone(figures, text):
    assert overstated(text, figures) == []
