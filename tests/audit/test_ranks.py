"""Ranks among councils that are named, or among those of a region."""

import pytest

from reading_a_sentence import overstated

# On 31 March 2025 Rotherham had 52.6 plans per 10,000, Barnsley 51.0 and Wakefield 73.2; the region 48.5.
WRONG = [
    ("The plan rate of 52.6 per 10,000 is the highest of Rotherham, Barnsley and Wakefield.", "highest"),
    ("The plan rate of 52.6 per 10,000 is the second lowest of Rotherham, Wakefield and Barnsley.", None),
    ("The plan rate of 52.6 per 10,000 is the third highest of Barnsley, Wakefield and Rotherham.", "third highest"),
    (
        "Conferences within 15 days were at 75.1%, second to none in the group of Wakefield and Rotherham.",
        "second to none",
    ),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_rank_that_the_councils_figures_leave_no_room_for_is_found(figures, text, words):
    assert overstated(text, figures, "2024-25 Q4") == ([words] if words else [])


@pytest.mark.parametrize(
    "text",
    [
        "The plan rate of 52.6 per 10,000 is the second highest of Rotherham, Barnsley and Wakefield.",
        "Wakefield has the highest plan rate of Rotherham, Barnsley and Wakefield.",
        "The plan rate is 52.6; the lowest caseloads of Rotherham, Barnsley and Wakefield are ours.",
        "Staff turnover of 12% is the lowest of Rotherham, Barnsley and Wakefield.",
        "We are not the lowest of Barnsley, Wakefield and Rotherham on plans.",
        "The board wants the plan rate to be the lowest of Barnsley, Wakefield and Rotherham.",
        "The highest plan rate in the region is that of Wakefield.",
        "The second lowest quarter for plans in Rotherham was the third.",
        "Of Rotherham, Barnsley and Wakefield ours is the best website.",
        "At 52.6 per 10,000 plans are among the highest we have seen in Rotherham.",
        "The plan rate was the highest of Rotherham, Barnsley and Doncaster in the second quarter.",
    ],
)
def test_ranks_that_are_true_or_of_other_things_are_left_alone(figures, text):
    assert overstated(text, figures, "2024-25 Q4") == []
