"""A published number given again with a slip of the pen is a second value, wherever the right one stands."""

import pytest

from reading_a_sentence import ROTHERHAM, accused, claims

SUNDERLAND = "E08000024"


@pytest.mark.parametrize(
    "text",
    [
        "At 31 March 2025 313 children were on a child protection plan.\n\nThe dashboard says 323 children on plans.",
        "Members note that 331 children are on a protection plan.\n\nAt 31 March 2025 313 children were on plans.",
    ],
)
def test_a_slip_of_a_number_that_agrees_is_a_second_value(text, figures):
    assert list(accused(text, figures, "2024-25 Q4").values()) == ["inconsistent"]


def test_of_a_number_that_the_data_has_not_the_one_with_its_digits_turned_is(figures):
    text = "Children in care: 498 at the end of December.\n\nThe Chair summed up: 489 children in care in December."
    assert accused(text, figures, "2025-26 Q3", SUNDERLAND) == {"489": "inconsistent"}


def test_one_digit_is_enough_where_the_words_say_that_it_is_given_again(figures):
    text = "There were 397 children in care at 31 March 2026.\n\n{} 307 children in care at 31 March 2026."
    given = text.format("The executive summary speaks of")
    assert accused(given, figures, "2025-26 Q4", ROTHERHAM) == {"307": "inconsistent"}
    assert accused(text.format("The plan allows for"), figures, "2025-26 Q4", ROTHERHAM) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Children in care: 498 in December 2025.\n\nIn November 2025 there were 489 children in care.",
        "Children in care: 498 in December.\n\nOf the children in care 489 girls and boys had a health check.",
        "There were 498 children in care in December.\n\nVisits: 489 children in care were seen in time.",
        "There were 498 children in care in December.\n\nReviews were held for 489 of the children in care.",
        "Rotherham had 498 children in care.\n\nWakefield had 489 children in care in December.",
    ],
)
def test_a_number_of_another_day_or_place_is_none(text, figures):
    assert "inconsistent" not in accused(text, figures, "2025-26 Q3").values()


def test_under_timeliness_assessments_are_those_in_time():
    read = claims("**Timeliness.** Conferences 93.4%. Assessments 86.0%; England 85.7%.", "2024-25 Q4")
    assert [one.indicators[0] for one in read] == [
        "initial_conferences_within_15_days",
        "assessments_within_45_days",
        "assessments_within_45_days",
    ]
