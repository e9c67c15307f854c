"""Shares of a population by ethnic group. Census 2011 and 2021 and school census figures as in data/raw."""

import pytest

from reading_a_sentence import accused, agreeing


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Only 9.0% of Rotherham's population is non-White, yet 16% of children in care are.", "9.0%"),
        ("Our pupils are 20.1% non-White.", "20.1%"),
        ("11.7% of residents were non-White at the 2021 Census.", "11.7%"),
        ("Young people aged 10 to 17 are 8.97% non-White.", "8.97%"),
        ("Gypsy and Roma children are on plans more often, though they are 0.05% of residents.", "0.05%"),
        ("In the borough as it is today, 91.9% of people are White British.", "91.9%"),
    ],
)
def test_a_share_of_other_people_than_the_words_name_is_found(figures, text, number):
    assert accused(text, figures) == {number: "other_base"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("At the 2021 Census 9.0% of residents were non-White.", "9.0%"),
        ("11.7% of the population was not White British at the 2021 Census.", "11.7%"),
        ("79.9% of pupils are White British.", "79.9%"),
        ("Gypsy, Roma and Traveller people are 0.35% of the population in the 2021 Census.", "0.35%"),
    ],
)
def test_a_share_of_those_whom_it_names_agrees(figures, text, number):
    assert agreeing(text, figures) == [number]
