"""A caseload by ethnic group beside one baseline, flagged by the printed rule."""

import pandas as pd
import pytest

from analysis.measures.beside_reference import beside_reference

PEOPLE = {"White": 21_884, "Mixed": 841, "Asian": 2_111, "Black": 494, "Other": 409}
CARE_2025 = {"White": 389.0, "Mixed": 33.0, "Asian": 19.0, "Black": 14.0, "Other": 9.0, "Unknown": 12.0}


def parts(**changes):
    counts = CARE_2025 | changes
    return pd.DataFrame({"group": list(counts), "count": list(counts.values())}).assign(
        date="2025-03-31", indicator="children_in_care", area="E08000018"
    )


def shares():
    total = sum(PEOPLE.values())
    return pd.DataFrame({"group": list(PEOPLE), "people": list(PEOPLE.values())}).assign(
        baseline="census_2021_10_17", baseline_label="2021 Census, ages 10 to 17", share=lambda t: t["people"] / total
    )


def made(**changes):
    return beside_reference(parts(**changes), shares(), "census_2021_10_17").set_index("group")


def test_rotherham_s_children_in_care_of_2025_beside_white_children():
    """33/841 over 389/21,884 is 2.207; 19/2,111 over it is 0.506: plain division."""
    rows = made()
    assert rows.loc["Mixed", "value"] == pytest.approx((33 / 841) / (389 / 21_884))
    assert rows["flag"].to_dict() == {
        "Asian": "under-represented", "Black": "no clear difference", "Mixed": "over-represented", "Other": "withheld",
    }  # fmt: skip
    assert rows.loc["Mixed", "verdict"] == "above"
    assert rows.loc["Other", "verdict"] == "cannot be said"


def test_a_hidden_group_has_no_ratio_and_no_verdict():
    rows = made(Other=None)
    assert pd.isna(rows.loc["Other", "value"])
    assert rows.loc["Other", "flag"] == "withheld"


def test_too_many_unknown_withhold_every_flag():
    assert set(made(Unknown=200.0)["flag"]) == {"withheld"}


def test_without_the_baseline_or_the_reference_there_is_nothing_to_say():
    assert beside_reference(parts(), shares(), "census_2031").empty
    assert beside_reference(parts(White=None), shares(), "census_2021_10_17").empty
    assert beside_reference(parts().head(0), shares(), "census_2021_10_17").empty
