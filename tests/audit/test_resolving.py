"""What a number is of, and whose and when, where the words around it say so."""

import pytest

from reading_a_sentence import accused

FINE = [
    ("Referrals were 2,909 in 2024-25. 19.6% were repeats.", "2024-25 Q4"),
    ("Referrals were 2,909 in 2024-25. The repeat rate was 19.6%.", "2024-25 Q4"),
    (
        "# Rotherham report\n\nThere were 445 initial conferences in 2024-25 compared with 449, a drop of 4.",
        "2024-25 Q4",
    ),
    ("In the previous year 532 plans ended and 401 started, so more ended than started by 131.", "2024-25 Q4"),
    (
        "Children in care numbered 476.\n\nYoung carers known to services were 438: 251 girls and 187 boys.",
        "2024-25 Q4",
    ),
    ("Of conferences 75.1% took place within 15 days, lower than the 82.4% we reported for 2023-24.", "2024-25 Q4"),
    ("Section 47 enquiries came to 1,268. The number begun was 152 above 2023-24.", "2024-25 Q4"),
]


@pytest.mark.parametrize(("text", "period"), FINE)
def test_what_stands_around_a_number_tells_what_it_is_of(figures, text, period):
    assert accused(text, figures, period) == {}


def test_the_figure_of_another_region_is_of_another_area(figures):
    text = "Re-referrals in England: 21.7% in 2024-25."
    assert accused(text, figures, "2024-25 Q4") == {"21.7%": "other_area"}
