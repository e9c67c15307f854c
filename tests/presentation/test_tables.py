"""Tables as files: printed once, half up, and nothing that narrows a hidden cell."""

import pandas as pd
import pytest

from analysis.disclosure.released import NotReleased, ReleasedTable
from analysis.presentation.tables import display_form, long_form


def released(*rows, **columns):
    base = {"area": "E08000018", "area_name": "Rotherham", "indicator": "child_protection_plans"}
    base |= {"date": "2025-03-31", "span": "point", "breakdown": "total", "group": ""}
    made = ReleasedTable(pd.DataFrame([base | row for row in rows]).assign(**columns))
    made.keys_released = ("plans",)
    return made


RATE = {"count": 1313.0, "denominator": 59521.0, "statistic": "rate", "per": 10_000}
RATE |= {"value": 52.65, "lower": 46.949, "upper": 58.75, "status": "published"}
HIDDEN = {"group": "sexual", "count": None, "count_lower": 0.0, "count_upper": 17.0, "denominator": 395.0}
HIDDEN |= {"statistic": "share", "value": 2.28, "lower": 1.1, "upper": 4.29, "status": "suppressed"}


def cells(table):
    return [tuple(row) for row in long_form(table)[["measure", "kind", "value", "of", "pop", "per"]].to_numpy()]


def test_a_rate_is_four_cells_with_what_it_was_divided_by():
    assert cells(released(RATE)) == [
        ("count", "count", "1313", "", "", ""),
        ("rate", "rate", "52.7", "", "59521", "10000"),
        ("rate", "lower", "46.9", "", "59521", "10000"),
        ("rate", "upper", "58.8", "", "59521", "10000"),
    ]


def test_a_share_names_its_whole():
    row = RATE | {"statistic": "share", "count": 210.0, "denominator": 395.0, "value": 53.164}
    assert cells(released(row))[1] == ("share", "percent", "53.2", "395", "", "")


def test_a_ratio_has_two_decimals():
    row = RATE | {"statistic": "representation index", "value": 2.585, "lower": 2.1249, "upper": 3.136}
    assert [cell[2] for cell in cells(released(row))[1:]] == ["2.59", "2.12", "3.14"]


def test_hidden_cells_are_c_and_nothing_narrows_them():
    assert cells(released(HIDDEN)) == [
        ("count", "count", "c", "", "", ""),
        ("share", "percent", "c", "395", "", ""),
    ]
    text = long_form(released(HIDDEN)).to_csv() + display_form(released(HIDDEN)).to_csv()
    assert not any(number in text for number in ("17", "2.28", "2.3", "1.1", "4.29", "4.3"))


def test_missing_is_x():
    assert [c[2] for c in cells(released(RATE | {"count": None, "value": None, "lower": None, "upper": None}))] == [
        "x",
        "x",
    ]


def test_a_small_share_of_a_population_keeps_its_digits():
    table = released({"people": 126.0, "of": 257280.0, "share": 126 / 257280})
    assert cells(table)[1] == ("share of the population", "percent", "0.049", "257280", "", "")


def test_text_tables_keep_their_text():
    table = released({"severity": "warns", "rule": "sources_disagree", "message": "Say which is used."})
    assert cells(table) == [("message", "text", "Say which is used.", "", "", "")]


def test_the_order_does_not_depend_on_the_order_of_rows():
    rows = [RATE | {"date": f"{year}-03-31"} for year in (2023, 2025, 2024)]
    assert long_form(released(*rows)).equals(long_form(released(*reversed(rows))))


def test_the_form_to_read_has_plain_names_and_printed_cells():
    shown = display_form(released(RATE, RATE | {"date": "2024-03-31", "value": 45.34}))
    assert list(shown.columns) == [
        "Date",
        "Count",
        "Rate per 10,000",
        "Children aged 0 to 17",
        "Lower limit",
        "Upper limit",
    ]
    assert list(shown.iloc[0]) == ["31 March 2025", "1313", "52.7", "59521", "46.9", "58.8"]
    assert shown.keys_released == ("plans",)


def test_an_empty_table_stays_a_table():
    empty = released(RATE).head(0)
    assert len(long_form(empty)) == 0
    assert list(long_form(empty).columns)[-7:] == ["measure", "kind", "value", "of", "pop", "pop_release", "per"]
    assert len(display_form(empty)) == 0


def test_a_table_that_was_not_released_is_refused():
    with pytest.raises(NotReleased, match="takes a table from release"):
        long_form(pd.DataFrame([RATE]))


def test_a_ratio_to_england_stands_beside_its_printed_values():
    row = RATE | {"statistic": "ratio to England", "value": 1.295, "lower": 1.156, "upper": 1.447}
    table = released(row | {"ours": 52.59, "england": 40.56, "neighbours": 55.9})
    assert [cell[:3] for cell in cells(table)[1:5]] == [
        ("the area", "rate", "52.6"),
        ("England", "rate", "40.6"),
        ("neighbours, middle value", "rate", "55.9"),
        ("ratio to England", "ratio", "1.30"),
    ]


def test_a_rate_carries_the_release_of_its_population():
    table = long_form(released(RATE | {"denominator_vintage": "mid-year estimates, 2025"}))
    assert list(table["pop_release"]) == ["", *["mid-year estimates, 2025"] * 3]


def test_the_areas_own_rate_beside_england_has_its_population_and_the_ratio_has_none():
    row = RATE | {"statistic": "ratio to England", "value": 1.295, "lower": 1.156, "upper": 1.447}
    found = cells(released(row | {"ours": 52.59, "england": 40.56}))
    assert found[1] == ("the area", "rate", "52.6", "", "59521", "10000")
    assert found[2] == ("England", "rate", "40.6", "", "", "")
    assert found[3] == ("ratio to England", "ratio", "1.30", "", "", "")


def ratios():
    made = ReleasedTable(
        pd.DataFrame(
            [
                ("Asian", 22.0, 0.5, 0.33, 0.77, 44.1, -22.1, "below", "Wilson"),
                ("Mixed", 45.0, 2.4, 1.8, 3.3, 18.8, 26.2, "above", "Wilson"),
            ],
            columns=["group", "count", "value", "lower", "upper", "expected", "excess", "verdict", "method"],
        ).assign(statistic="disparity ratio", set=lambda t: t["group"], unknown_share=0.035)
    )
    made.keys_released = ("key",)
    return made


def test_a_ratio_is_read_with_what_it_means_and_the_file_has_the_rest():
    read = display_form(ratios())
    assert list(read.columns) == [
        "Group", "Count", "Disparity ratio", "Lower limit", "Upper limit", "Expected", "More than expected", "Verdict",
    ]  # fmt: skip
    measures = list(long_form(ratios())["measure"])
    assert {"of unknown group, at most", "method", "verdict", "expected", "more than expected"} <= set(measures)


def test_a_hidden_count_is_read_with_nothing():
    hidden = ratios().assign(status="suppressed")
    assert set(long_form(hidden)["value"]) == {"c"}
    assert set(long_form(hidden)["measure"]) == {"count", "disparity ratio"}


def test_an_average_says_how_far_it_rests_on_one_area_and_its_date_where_it_is_another():
    row = {"set": "neighbours 2025", "statistic": "mean", "value": 57.33, "lower": None, "upper": None, "side": "below"}
    row |= {"without_one_lowest": 55.1, "without_one_highest": 60.25, "turns_without": "Barnsley", "same_date": False}
    row |= {"comparator_date": "2024-03-31"}
    said = {cell[0]: cell[1:3] for cell in cells(released(row))}
    assert said["lowest without any one area"] == ("rate", "55.1")
    assert said["highest without any one area"] == ("rate", "60.3")
    assert said["turned round without"] == ("text", "Barnsley")
    assert said["of an earlier date"] == ("text", "2024-03-31")
    shown = display_form(released(row, row | {"statistic": "median"}))
    assert "Turned round without" not in shown
    assert "of an earlier date" not in {cell[0] for cell in cells(released(row | {"same_date": True}))}


def test_changes_in_count_and_rate_and_a_balance_are_named_for_what_they_are():
    moved = {"count": 395.0, "value": -80.4, "lower": -133.2, "upper": -27.4, "status": "published"}
    assert cells(released(moved | {"statistic": "change in count"}))[1:] == [
        ("change in count", "number", "-80", "", "", ""),
        ("change in count", "lower", "-133", "", "", ""),
        ("change in count", "upper", "-27", "", "", ""),
    ]
    assert cells(released(moved | {"statistic": "change in rate"}))[1][1:3] == ("rate", "-80.4")
    balance = {"count": 395.0, "before": 475.0, "started": 504.0, "ended": 584.0, "expected": 395.0, "percent": 0.0}
    said = cells(released(balance | {"statistic": "balance", "value": 0.0}))
    assert ("what follows from these", "number", "395", "", "", "") in said
    assert ("difference", "percent", "0.0", "", "", "") in said


def test_the_least_and_the_most_of_a_share_are_printed_beside_a_count_that_is_not_known():
    row = {"group": "not White", "count": None, "denominator": 542, "lowest": 15.129, "highest": 18.634}
    assert cells(released(row)) == [
        ("count", "count", "x", "", "", ""),
        ("share, at least", "percent", "15.1", "542", "", ""),
        ("share, at most", "percent", "18.6", "542", "", ""),
    ]
