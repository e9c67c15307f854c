"""Sentences on flagged disparity ratios."""

import pandas as pd
import pytest

from analysis.presentation.findings_disparity import describe_disparity, describe_pooled, headline_disparity
from analysis.presentation.licences import OverClaim


def results(*rows):
    columns = ["group", "value", "lower", "upper", "flag"]
    return pd.DataFrame(rows, columns=columns).assign(
        indicator="children_in_care",
        area="E08000018",
        date="2025-03-31",
        baseline_label="2021 Census, ages 10 to 17",
        reference="White",
    )


ROWS = [
    ("Mixed", 2.207, 1.547, 3.149, "over-represented"),
    ("Asian", 0.506, 0.319, 0.802, "under-represented"),
    ("Black", 1.594, 0.935, 2.717, "no clear difference"),
    ("Other", None, None, None, "withheld"),
]


def test_flagged_groups_come_with_their_limits_and_the_others_without_a_claim():
    assert describe_disparity(results(*ROWS)) == (
        "At 31 March 2025, the rate of children in care in Rotherham was 2.2 times as high for Mixed as for White "
        "children (likely between 1.5 and 3.1): over-represented. For Asian children, it was 0.5 times (likely between "
        "0.3 and 0.8): under-represented. Each is a rate for every child of a group, by one count (2021 Census, ages "
        "10 to 17). No clear difference: Black. No verdict, for too few or hidden numbers: Other."
    )
    assert describe_disparity(results(*ROWS), "The rule.").more == "The rule."


def test_without_any_flag_no_group_is_said_to_differ():
    assert describe_disparity(results(*ROWS[2:])) == (
        "At 31 March 2025, no group in Rotherham can be said to differ from White children in its rate of children in "
        "care. No clear difference: Black. No verdict, for too few or hidden numbers: Other."
    )


def test_a_flag_that_is_only_just_clear_says_so_comes_last_and_stands_in_no_title():
    made = results(("Black", 1.8, 1.001, 3.0, "over-represented"), *ROWS[:2]).assign(firm=[False, True, True])
    said = describe_disparity(made.assign(persistent=True))
    assert (
        "For Black children, it was 1.8 times (likely between just over 1.0 and 3.0): over-represented, as in each"
        in said
    )
    assert "of the two years before, but only just clear. Each is" in said
    assert said.index("Asian") < said.index("Black")
    assert headline_disparity(made) == "Rate beside that of White children: Mixed 2.2 times and Asian 0.5 times"
    none = headline_disparity(made.head(1))
    assert none == "Rate beside that of White children: no group is more than just clear"


def test_a_flag_that_its_own_limits_do_not_bear_out_is_refused():
    with pytest.raises(OverClaim, match=r'"over-represented" needs limits above 1, and these are 0.98 to 3.0'):
        describe_disparity(results(("Black", 1.8, 0.98, 3.0, "over-represented")))


def test_the_title_names_flagged_groups_only():
    assert (
        headline_disparity(results(*ROWS)) == "Rate beside that of White children: Mixed 2.2 times and Asian 0.5 times"
    )
    assert headline_disparity(results(ROWS[2])) == "No group clearly differs from White children"


def test_nothing_at_hand_is_nothing_said():
    assert describe_disparity(results()) == ""


def test_a_limit_that_would_read_as_one_says_on_which_side_it_is():
    said = describe_disparity(results(("Black", 1.674, 1.0008, 2.801, "over-represented")))
    assert "1.7 times as high for Black as for White children (likely between just over 1.0 and 2.8): over-rep" in said
    below = describe_disparity(results(("White", 0.955, 0.914, 0.991, "under-represented")))
    assert "0.96 times as high for White as for White children (likely between 0.91 and 0.99)" in below
    large = describe_disparity(results(("Black", 1.003, 1.001, 1.006, "over-represented")))
    assert "1.00 times as high for Black as for White children (likely between just over 1.00 and 1.01)" in large


def test_a_flag_that_lasted_is_said_to_have():
    made = results(ROWS[0]).assign(persistent=True)
    assert "over-represented, as in each of the two years before." in describe_disparity(made)


def test_groups_too_small_alone_are_said_of_several_years_together():
    alone = results(*ROWS)
    three = results(("Other", 1.24, 0.67, 2.3, "no clear difference"), ROWS[0]).assign(pooled="2023 to 2025-03-31")
    assert describe_pooled(three, alone) == (
        "These groups are too small in one year, so three years are taken together, beside White children. "
        "For Other children, it was 1.2 times (likely between 0.7 and 2.3): no clear difference."
    )
    assert describe_pooled(three.head(0), alone) == ""
    assert describe_pooled(three, results(ROWS[0])) == ""


def test_what_is_clear_but_small_is_neither_flagged_nor_said_to_be_unclear():
    said = describe_disparity(results(("Asian", 0.83, 0.81, 0.86, "small difference")))
    assert "was 0.8 times as high for Asian as for White children (likely between 0.8 and 0.9): clear but small" in said


def test_a_verdict_withheld_for_the_unknown_says_so():
    rows = results(ROWS[3], ("Asian", 0.6, 0.4, 0.9, "withheld"))
    said = describe_disparity(rows.assign(why=["", "what is not known could put the ratio on either side of 1"]))
    assert said.endswith(
        "No verdict, because children of unknown ethnic group could turn it round: Asian. "
        "No verdict, for too few or hidden numbers: Other."
    )
