"""Sentences on flagged disparity ratios."""

import pandas as pd

from analysis.presentation.findings_disparity import describe_disparity, headline_disparity


def results(*rows):
    columns = ["group", "value", "lower", "upper", "flag"]
    return pd.DataFrame(rows, columns=columns).assign(
        indicator="children_in_care", area="E08000018", date="2025-03-31", baseline_label="2021 Census, ages 10 to 17"
    )


ROWS = [
    ("Mixed", 2.207, 1.547, 3.149, "over-represented"),
    ("Asian", 0.506, 0.319, 0.802, "under-represented"),
    ("Black", 1.594, 0.935, 2.717, "no clear difference"),
    ("Other", None, None, None, "withheld"),
]


def test_flagged_groups_come_with_their_limits_and_the_others_without_a_claim():
    assert describe_disparity(results(*ROWS)) == (
        "At 31 March 2025, children in care in Rotherham, for every child of each group (2021 Census, ages 10 to 17), "
        "beside White children: Mixed 2.2 times (likely between 1.5 and 3.1), over-represented. Asian 0.5 times "
        "(likely between 0.3 and 0.8), under-represented. No clear difference: Black. "
        "No verdict, for too few or hidden numbers: Other."
    )


def test_the_title_names_flagged_groups_only():
    assert (
        headline_disparity(results(*ROWS)) == "Rate beside that of White children: Mixed 2.2 times and Asian 0.5 times"
    )
    assert headline_disparity(results(ROWS[2])) == "No group clearly differs from White children"


def test_nothing_at_hand_is_nothing_said():
    assert describe_disparity(results()) == ""
