"""Words that two numbers of the draft contradict, on either side of them or both before them."""

import pytest

from reading_a_sentence import overstated

CONTRARY = [
    ("The rate is 90 per 10,000 and it is lower than the England rate of 67.", "lower"),
    ("Repeat plans: 25.5%, lower than in the country (24.5%).", "lower"),
    ("Agency staff make up 22% of posts, below the England average of 16%.", "below"),
    ("Timely assessments: 84.8%, now just short of the England figure of 81.4%.", "just short"),
    ("Of those seen 35% were carers, a higher share than in the country as a whole (44%).", "a higher"),
    ("The rate, at 144, is one and a half times England's 67.", "one and a half times"),
    ("215 families were visited, fewer than 205 a year earlier.", "fewer"),
    ("Attendance was 88.2%, unchanged from 92.5%.", "unchanged"),
    ("The vacancy rate, 68.7, has barely moved from 82.6.", "has barely moved"),
    ("Visits on time were at 80% of those due, a marked drop on the 71% of 2023-24.", "a marked drop"),
    ("Agency staff make up 22% of posts. The England average is 26%, so ours is slightly higher.", "slightly higher"),
    ("Our vacancy rate is 19%; the national figure is 12%, so Rotherham is in line with the country.", "in line"),
]


@pytest.mark.parametrize(("text", "words"), CONTRARY)
def test_a_word_that_both_its_numbers_are_against_is_found(figures, text, words):
    assert overstated(text, figures) == [words]


INNOCENT = [
    "The rate is 63 per 10,000 and it is lower than the England rate of 67.",
    "Agency staff make up 22% of posts, below the target of 16%.",
    "Plans begun in the year numbered 393, 8 below 401 in 2023-24.",
    "We placed 138 children, 40 up on 98.",
    "Stability was 13%, well up from 7%, and above England (10%).",
    "Vacancies rose to 12% and sickness is below the England average of 5%.",
    "Attendance was 91.9%, unchanged from 92.0%.",
    "Attendance was 88.2%, broadly unchanged from 92.5%.",
    "The 3% fall was smaller than the England fall of 5% but larger than the region's 2%.",
    "Rotherham was ranked 12, above Barnsley at 15.",
    "19.6% were repeats, not below England (22.6%).",
    "In 2019 it was 30%, above the England average of 25%, and is now 19%, below the 22% of England.",
    "Sickness is 5% and turnover 17%, higher than 12% in 2022.",
    "The England average is 22.6%, so ours of 19.6% is lower.",
    "The national average is 16%. Ours is lower.",
    "We trained 46 people at 6 events, more than 100 hours in all.",
    "England has 12% and the region 19%, so Rotherham at 15% lies in between, lower than the region.",
    "Caseloads average 17.4, and the England average is 15.4, so it would be better if they fell below it.",
    "Of 90 requests 12 were late. Fewer than 5 were refused.",
    "Health attended 88% of conferences and police 71%, lower than the 80% expected.",
    "The service saw 212 young people, compared with 190 last year, and costs were lower than £205 a head.",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_words_that_their_numbers_bear_out_or_that_are_of_others_are_left_alone(figures, text):
    assert overstated(text, figures) == []
