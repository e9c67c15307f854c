"""Care by legal status and by coming alone: shares of all in care, hidden counts as they are."""

import pandas as pd
import pytest

from analysis.measures.care_routes import care_routes

HERE, ENGLAND = "E08000018", "E92000001"
FULL, YOUTH = "Full care order", "Youth justice legal statuses"


def rows():
    cells = [
        ("children_in_care", HERE, "total", "", 476.0),
        ("children_in_care", HERE, "legal_status", FULL, 281.0),
        ("children_in_care", HERE, "legal_status", YOUTH, None),
        ("children_in_care_unaccompanied", HERE, "total", "", 26.0),
        ("children_in_care", ENGLAND, "total", "", 81_770.0),
        ("children_in_care", ENGLAND, "legal_status", FULL, 48_090.0),
        ("children_in_care", ENGLAND, "legal_status", YOUTH, 200.0),
    ]
    names = ["indicator", "area", "breakdown", "group", "count"]
    return pd.DataFrame(cells, columns=names).assign(date="2025-03-31", span="point")


def test_each_route_is_a_share_of_all_in_care_and_a_hidden_one_has_none():
    made = care_routes(rows(), HERE)
    mine = made[made["area"] == HERE].set_index("group")
    assert mine.loc[FULL, "value"] == pytest.approx(100 * 281 / 476)
    assert mine.loc["Unaccompanied", "value"] == pytest.approx(100 * 26 / 476)
    assert mine.loc[YOUTH, ["count", "value", "lower", "upper"]].isna().all()
    assert list(mine.index) == [FULL, YOUTH, "Unaccompanied"]
    there = made[made["area"] == ENGLAND].set_index("group")
    assert there.loc[FULL, "value"] == pytest.approx(100 * 48_090 / 81_770)


def test_the_last_date_with_a_legal_status_is_taken_and_none_is_an_empty_table():
    later = rows().assign(date="2026-03-31", count=None)
    assert set(care_routes(pd.concat([rows(), later]), HERE)["date"]) == {"2025-03-31"}
    assert care_routes(rows()[rows()["breakdown"] == "total"], HERE).empty
