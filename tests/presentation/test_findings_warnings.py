"""Sentences on early warnings: no more than the calls carry."""

import pandas as pd
import pytest

from analysis.presentation.findings_warnings import describe_early_warning

WHERE = "In Rotherham, up to the quarter that ended on 30 September 2026, "
OVER, UNDER, NOT, OPEN = "over-represented", "under-represented", "not called", "cannot be said"


def summary(*rows):
    """Rows of warnings_summary: group, windows that call, value, lower, upper, verdict, why."""
    columns = ["group", "called_windows", "value", "lower", "upper", "verdict", "why"]
    made = pd.DataFrame(rows, columns=columns)
    return made.assign(
        indicator="referrals",
        date=pd.Timestamp("2026-09-30"),
        called=made["verdict"].isin([OVER, UNDER]),
        called_since=pd.Timestamp("2023-06-30"),
        first_called=pd.Timestamp("2021-03-31"),
    )


MIXED = ("Mixed", "4, 12", 2.08, 1.62, 2.71, OVER, "")
WHITE = ("White", "", 1.02, 0.9, 1.2, NOT, "")
OTHER = ("Other", "", None, None, None, OPEN, "fewer than 10 counted and expected")
SHORT = ("Mixed", "", None, None, None, OPEN, "fewer consecutive quarters than the window")


def test_a_call_is_said_with_its_windows_its_beginning_and_its_limits():
    assert describe_early_warning(summary(MIXED, WHITE), "E08000018") == (
        f"{WHERE}each group is set beside all other children. Mixed children are over-represented among referrals to "
        "children’s social care: 2.1 times over the last four (likely between 1.6 and 2.7). It is so over four "
        "and twelve quarters together, since the quarter that ended on 30 June 2023. Nothing else stands out."
    )


def test_a_call_on_one_window_has_one_ratio():
    said = describe_early_warning(summary(("Asian", "12", 0.61, 0.44, 0.83, UNDER, "")), "Rotherham")
    assert (
        "Asian children are under-represented among referrals to children’s social care: 0.6 times (likely between 0.4 "
        "and 0.8). That is over twelve quarters together, since the quarter that ended on 30 June 2023."
    ) in said
    assert "first" not in said


def test_a_call_that_rests_on_hidden_numbers_has_no_ratio():
    said = describe_early_warning(summary(("Mixed", "4", None, 1.2, 2.9, OVER, "")), "Rotherham")
    assert "social care, whatever the withheld numbers are. It is so over four quarters together, since" in said
    assert "times" not in said


def test_nothing_called_is_nothing_that_stands_out():
    assert describe_early_warning(summary(WHITE), "Rotherham") == f"{WHERE}nothing stands out."


def test_groups_of_which_nothing_can_be_said_are_named_and_not_counted_as_clear():
    assert describe_early_warning(summary(WHITE, OTHER), "Rotherham") == (
        f"{WHERE}nothing stands out. Nothing can be said, for too few, hidden or unknown numbers, of Other children "
        "among referrals to children’s social care."
    )
    alone = describe_early_warning(summary(OTHER), "Rotherham")
    assert alone == f"{WHERE}nothing can be said, for too few, hidden or unknown numbers."


def test_too_few_quarters_is_said_and_an_empty_table_says_nothing():
    assert describe_early_warning(summary(SHORT), "Rotherham") == f"{WHERE}there are too few quarters to say."
    assert describe_early_warning(summary(), "Rotherham") == ""


@pytest.mark.parametrize("rows", [(MIXED, WHITE), (WHITE,), (OTHER,), (SHORT,)])
def test_no_sentence_says_rise_cause_or_significance(rows):
    said = describe_early_warning(summary(*rows), "Rotherham").lower()
    assert not any(word in said for word in ("rise", "rose", "increas", "cause", "significan", "surge"))
