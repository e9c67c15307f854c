"""Words of change against the draft's own two numbers, in a sentence or in a row of a table."""

import pytest

from reading_a_sentence import overstated

CONTRARY = [
    ("Plans rose from 313 to 265.", "rose"),
    ("Contacts fell from 265 to 313.", "fell"),
    ("The number stands at 265, up from 313.", "up"),
    ("CP plans: 313 (down from 265).", "down"),
    ("Contacts edged down from 395 to 265.", "edged down"),
    ("Attendance rose from 92% in Q1 to 88% in Q2.", "rose"),
]


@pytest.mark.parametrize(("text", "words"), CONTRARY)
def test_a_word_that_its_own_two_numbers_are_against_is_found(figures, text, words):
    assert overstated(text, figures) == [words]


INNOCENT = [
    "The number of plans went up from 265 to 313, having come down from 395.",
    "Waiting times fell from 3 weeks to 10 days.",
    "The budget for children in care rose from £9m to £8.5m.",
    "Rotherham rose from 12 to 9 in the national table.",
    "We moved up from 12th to 9th.",
    "The share in time went from 82.4% down to 75.1%.",
    "Vacancies went down to 12% from 15%.",
    "The number fell from 12 in April to 9 in May, then rose to 14.",
    "It was asked whether contacts might fall from 265 to 313.",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_words_that_their_numbers_bear_out_or_of_another_scale_are_left_alone(figures, text):
    assert overstated(text, figures) == []


def table(head, *rows):
    return f"| Measure | 2023-24 | 2024-25 | {head} |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (table("Comment", "| Reviews in time | 91.5% | 96.4% | declining |"), "declining"),
        (table("Trend", "| Children on plans | 265 | 313 | ▼ |"), "▼"),
        (table("DoT", "| Re-referrals | 17.7% | 19.6% | Improving |"), "Improving"),
        (table("Comment", "| Referrals | 2,672 | 2,909 | Down on last year |"), "Down on last year"),
        (table("Comment", "| Contacts | 200 | 320 | Stable |"), "Stable"),
    ],
)
def test_a_comment_that_its_row_is_against_is_found(figures, text, words):
    assert overstated(text, figures) == [words]


@pytest.mark.parametrize(
    "text",
    [
        table("Comment", "| Children in care | 502 | 476 | Falling |", "| Children on plans | 265 | 313 | Stable |"),
        table("Direction of travel", "| Children on plans | 265 | 313 | ▼ |"),  # may be of how well it goes
        table("DoT", "| Re-referrals | 19.6% | 17.7% | ▲ |"),
        table("RAG", "| Reviews in time | 91.5% | 96.4% | Red |"),
        table("Comment", "| Reviews in time | 91.5% | 96.4% | Numbers are declining elsewhere |"),
        "| Measure | Rotherham | England | Trend |\n|---|---|---|---|\n| Reviews in time | 91.5% | 96.4% | declining |",
    ],
)
def test_comments_that_may_be_right_are_left_alone(figures, text):
    assert overstated(text, figures) == []
