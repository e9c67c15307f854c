"""Which indicators have changed by more than chance, in one sentence for all of them."""

import pandas as pd
import pytest

from analysis.disclosure.released import release_table
from analysis.presentation.findings_brief import describe_in_brief
from analysis.presentation.licences import OverClaim
from analysis.presentation.tables import display_form, long_form

ROWS = [
    ("referrals", 7.2, 0.3, 12.6, None, "rise"), ("re_referrals", -12.6, -20.0, -4.0, -2.4, "fall"),
    ("children_in_care", -6.8, -18.0, 6.0, None, "no clear change"),
    ("children_in_care_started", 1.0, -9.0, 12.0, None, "too few to say"),
    ("children_in_need", None, None, None, None, "no change given"),
]  # fmt: skip
NAMES = ["indicator", "change", "change_lower", "change_upper", "points", "change_verdict"]


def brief():
    return pd.DataFrame(ROWS, columns=NAMES)


def test_each_indicator_is_named_under_its_own_verdict():
    assert describe_in_brief(brief(), "E08000018") == (
        "Of three indicators in Rotherham, two changed by more than chance since the year before, each at its latest "
        "date. Up, by more than chance: referrals (by 7%; likely 0.3% to 12.6%). Down, by more than chance: repeat "
        "referrals (by 2.4 percentage points). Chance alone would call about one in twenty."
    )
    assert describe_in_brief(brief(), "E08000018").more == (
        "No clear change: children in care. Too few to say: came into care. No change can be given: children in need. "
        "These are changes between two dates each: whether a number is unusual for its series is another question."
    )
    assert describe_in_brief(brief().head(0), "E08000018") == ""


def test_a_rise_that_its_own_limits_do_not_bear_out_is_refused():
    with pytest.raises(OverClaim, match=r"needs limits above 0, and these are -0.3 to 12.6"):
        describe_in_brief(brief().head(1).assign(change_lower=-0.3), "E08000018")


def test_the_table_reads_on_one_line_and_a_hidden_row_says_nothing():
    row = {
        "area": "E08000018",
        "indicator": "children_in_care",
        "date": "2025-03-31",
        "statistic": "rate",
        "per": 10000,
    }
    row |= {
        "count": 476.0,
        "denominator": 59521.0,
        "value": 80.0,
        "lower": 73.0,
        "upper": 87.0,
        "change": -6.8,
        "points": None,
    }
    row |= {"change_lower": -18.0, "change_upper": 6.0, "change_verdict": "no clear change", "below": 6, "above": 2}
    row |= {"of_ways": 8, "near": 1, "next_lower": 71.2, "next_upper": 90.6, "next_tests": 70, "next_held": 58}
    table = pd.DataFrame([row | {"status": "published"}, row | {"status": "suppressed", "count": None}])
    released = release_table(table.assign(public=True), "key_figures", "public")
    said = long_form(released)
    assert ("next year from", "71.2") in set(zip(said["measure"], said["value"], strict=True))
    assert said[said["value"].eq("c")]["measure"].tolist() == ["count", "rate"]
    assert said["measure"].eq("beside the year before").sum() == 1
    shown = display_form(released)
    assert shown["Beside the year before"].tolist() == ["no clear change", ""]
