"""What a partnership has printed: the counts that a rounded percentage allows."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources.board_papers import implied_counts

US = "E08000018"
PLANS = f"child_protection_plans,{US},2023-03-31,point"
SHARE = f"text_1,6,{PLANS},ethnic_group_18,Gypsy/Roma,"


def prints_as(count, whole, like):
    """A percentage rounded half up to the places of `like`."""
    exact = Decimal(100 * count) / whole
    return exact.quantize(Decimal(like), ROUND_HALF_UP) == Decimal(like)


@pytest.mark.parametrize(
    ("percent", "whole", "counts"),
    [
        ("23", 396, (90, 93)),
        ("5.5", 398, (22, 22)),
        ("30", 542, (160, 165)),
        ("8.1", 542, (44, 44)),
        ("0", 396, (0, 1)),
        ("100", 396, (395, 396)),
        ("0.0", 396, (0, 0)),
        ("12.5", 8, (1, 1)),
        ("13", 8, (1, 1)),
    ],
)
def test_the_counts_that_print_as_a_percentage(percent, whole, counts):
    assert implied_counts(percent, whole) == counts


def test_no_whole_number_of_396_is_five_and_a_half_percent():
    fewest, most = implied_counts("5.5", 396)
    assert fewest > most


@settings(deadline=None)
@given(st.integers(1, 3000), st.integers(0, 3), st.data())
def test_every_count_in_the_interval_prints_as_the_percentage_and_no_neighbour_does(whole, places, data):
    percent = str(data.draw(st.decimals(0, 100, places=places)))
    fewest, most = implied_counts(percent, whole)
    inside = set(range(fewest, most + 1))
    assert all(prints_as(count, whole, percent) for count in inside)
    around = set(range(max(0, fewest - 2), min(whole, most + 2) + 1)) - inside
    assert not any(prints_as(count, whole, percent) for count in around)


def test_a_printed_percentage_becomes_the_interval_of_its_counts(raw):
    raw.papers(SHARE + ",5.5,percent,,398")
    row = raw.build().observations.iloc[0]
    assert row[["count_lower", "count_upper", "denominator", "value"]].tolist() == [22, 22, 398, 5.5]
    assert row["count"] != row["count"]
    assert row["reason"] == "number implied by the printed percentage"


def test_an_impossible_percentage_is_a_problem_and_has_no_interval(raw):
    raw.papers(SHARE + ",5.5,percent,,396")
    built = raw.build()
    [found] = built.problems[built.problems["rule"] == "impossible_percentage"].to_dict("records")
    assert (found["severity"], found["row"]) == ("warns", 2)
    assert "5.5% is printed, and no whole number of 396 comes to that." in found["message"]
    assert built.observations[["count_lower", "count_upper"]].isna().all(axis=None)


def test_a_count_that_is_printed_beside_its_percentage_is_exact(raw):
    raw.papers(SHARE + "91,23,percent,,396")
    assert raw.build().observations.loc[0, ["count_lower", "count", "count_upper"]].tolist() == [91, 91, 91]


def test_every_place_in_the_report_is_a_row_of_its_own(raw):
    raw.papers(f"foreword_1,4,{PLANS},,,398,,,,", f"categories_1,6,{PLANS},,,396,,,,")
    rows = raw.build().observations
    assert rows["vintage"].tolist() == ["2023, page 4 (foreword)", "2023, page 6 (categories)"]


@pytest.mark.parametrize(
    ("cells", "column"), [("4 217,,,,", "count"), (",4217%,percent,,396", "value"), (",,,?4217,", "symbol")]
)
def test_a_cell_that_cannot_be_read_is_a_problem_and_never_an_empty_figure(raw, cells, column):
    raw.papers(SHARE + cells, SHARE.replace("text_1", "text_2") + ",5.5,percent,,398")
    built = raw.build()
    [found] = built.problems[built.problems["rule"] == "unknown_symbol"].to_dict("records")
    assert (found["severity"], found["row"]) == ("blocks", 2)
    assert found["message"] == f"The cell under {column} is neither a number nor a known symbol. Correct it."
    assert len(built.observations) == 1


def test_an_unknown_area_is_a_problem_and_other_items_are_left_for_the_audit(raw):
    raw.papers(
        SHARE.replace(US, "E08000099") + ",5.5,percent,,398",
        f"text_2,6,deprivation_rank,{US},2023-03-31,point,,,4,,,,",
        "text_3,6,child_protection_plans,statistical_neighbours,2023-03-31,point,,,,59.2,,,",
        f"text_4,6,child_protection_plans,{US},,point,,,398,,,,",
    )
    built = raw.build()
    assert built.problems.loc[built.problems["rule"] == "unknown_area", "row"].tolist() == [2]
    assert built.observations.empty


def test_a_report_published_later_is_not_seen(raw):
    raw.papers(f"foreword_1,4,{PLANS},,,398,,,,")
    assert raw.build(as_at="2023-10-30").observations.empty
