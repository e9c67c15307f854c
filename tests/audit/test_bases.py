"""Shares that are right, but of another whole than the text says."""

import pytest

from reading_a_sentence import accused

OTHER = [
    ("In all 27.7% of the children on plans at 31 March 2025 had been on one before.", "27.7%"),
    ("Of the children whose plan was open at the year end, 109 were on a second or later plan.", "109"),
    ("62% of all 642 children looked after at 31 March 2019 were in long-standing placements.", None),
    ("98.0% of the 395 plans open at 31 March 2023 had been reviewed within timescale.", "98.0%"),
]


@pytest.mark.parametrize(("text", "number"), OTHER)
def test_a_share_of_those_who_are_there_is_none_of_those_who_came(figures, text, number):
    period = "2022-23 Q4" if "2023" in text else "2024-25 Q4"
    assert accused(text, figures, period) == ({number: "other_base"} if number else {})


@pytest.mark.parametrize(
    "text",
    [
        (
            "Of the children on plans at 31 March 2025, 313 in all, 27.7% of those whose plan started in the year "
            "had been on one before."
        ),
        "On 31 March 2025 there were 313 children on plans, and 27.7% of plans begun in the year were repeats.",
        "There were 313 children on plans at 31 March 2025. Repeat plans: 27.7%.",
        "At 31 March 2025 27.7% of new plans were second or subsequent plans.",
        "The proportion of children subject to a plan for a second time was 27.7% at 31 March 2025.",
        "27.7% of children subject to a plan had been on one before.",
        "96.4% of plans open at 31 March 2025 were reviewed within timescales.",
        "109 of the 393 plans that started were for children who had been on a plan before.",
        "27.7% of our plans are repeat plans.",
        "Repeat plans were 27.7% at the year end.",
    ],
)
def test_a_share_whose_whole_is_right_or_left_open_is_let_be(figures, text):
    assert accused(text, figures, "2024-25 Q4") == {}
