"""Dates that cannot be."""

from analysis.audit.dates import impossible_dates
from reading_a_sentence import draft


def found(text):
    return [(one.claim.number.text, one.suggestion) for one in impossible_dates(draft(text))]


def test_a_plan_with_two_ends_is_given_twice():
    text = "The strategic plan for 2023-2026 was agreed.\n\nPriorities for 2023-2036 follow from the strategic plan."
    assert found(text) == [("2023-2036", "2023–2026")]


def test_an_answer_cannot_come_before_what_it_answers():
    text = "The motion of 10 November 2021, in response to the letter of 3 November 2022, was carried."
    assert [number for number, _ in found(text)] == ["3 November 2022"]


def test_years_cannot_run_backwards():
    assert [number for number, _ in found("The plan for 2026-2023 was agreed.")] == ["2026-2023"]


def test_dates_in_their_order_are_left_alone():
    assert found("The plan for 2023-2026, in response to the review of 3 May 2022, began on 1 June 2023.") == []
