"""Counts of one to five children."""

import pytest

from reading_a_sentence import accused


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Three children on a plan moved to live with relatives.", "Three"),
        ("Four of our looked-after children are Chinese.", "Four"),
        ("Of children on plans, two were unborn.", "two"),
        ("Irish Traveller children in care: 2.", "2"),
        ("A couple of looked-after children live abroad.", "A couple"),
        ("| Placement | Children in care |\n|---|---|\n| Foster care | 371 |\n| Secure unit | 3 |", "3"),
    ],
)
def test_a_few_children_are_found_in_figures_and_in_words(figures, text, number):
    assert accused(text, figures) == {number: "undisclosable"}


@pytest.mark.parametrize(
    "text",
    [
        "Three meetings were held about children in care.",
        "The two designated doctors for children in care meet monthly.",
        "One in four children in care moved school.",
        "The partnership has three priorities for children in care and two for children on plans.",
        "Three or more children from one family were on plans in 27 households.",
        "There were 557 children in care at first; one child was taken out, leaving 556.",
        "Two rapid reviews of children on plans were held.",
    ],
)
def test_a_few_of_something_else_are_left_alone(figures, text):
    assert "undisclosable" not in accused(text, figures).values()
