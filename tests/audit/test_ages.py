"""Numbers of people of some ages. Census 2021, Rotherham: 265,806 people, 61,637 aged 0 to 19, 50,234 aged 0 to 15."""

from reading_a_sentence import accused, agreeing


def test_a_number_of_people_of_the_ages_named_agrees(figures):
    assert agreeing("About 61,600 people in Rotherham are aged 0 to 19.", figures) == ["61,600"]


def test_a_number_of_people_of_other_ages_than_named_is_found(figures):
    assert accused("The borough has nearly 51,000 people below the age of 15.", figures) == {"51,000": "other_base"}


def test_a_number_of_people_that_is_expected_is_left_alone(figures):
    text = "In 2030 the borough is projected to have around 57,900 residents under 18."
    assert accused(text, figures) == {}
    assert agreeing(text, figures) == []
