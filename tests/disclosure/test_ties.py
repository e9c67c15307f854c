"""What a reader knows adds up: groups, times, stock and flows, those who are and those who are not."""

import pandas as pd
import pytest

from analysis.disclosure.ties import KEY, name_of, tied
from analysis.vocabulary.errors import AnalysisError

PLANS, STARTED, ENDED = "child_protection_plans", "child_protection_plans_started", "child_protection_plans_ended"


def figures(*rows):
    """Rows as (indicator, date, span, breakdown, group, count), all of Rotherham."""
    made = [(row[0], "E08000018", *row[1:]) for row in rows]
    return pd.DataFrame(made, columns=[*KEY, "count"])


def short(name):
    return "|".join(part for place, part in enumerate(name.split("|")) if place in (2, 5))


def sums_of(table):
    return {(short(s.total), tuple(map(short, s.parts)), tuple(map(short, s.besides)), s.over) for s in tied(table)[1]}


def test_groups_make_up_their_total():
    table = figures(
        (PLANS, "2024-06-30", "point", "total", "", 10),
        (PLANS, "2024-06-30", "point", "sex", "female", 4),
        (PLANS, "2024-06-30", "point", "sex", "male", 6),
    )
    assert sums_of(table) == {("2024-06-30|", ("2024-06-30|female", "2024-06-30|male"), (), 0)}


def test_who_is_in_no_group_is_a_count_of_children_that_is_hidden():
    table = figures((PLANS, "2024-06-30", "point", "total", "", 10), (PLANS, "2024-06-30", "point", "sex", "female", 8))
    cells, (one,) = tied(table)
    (rest,) = [cell for cell in cells if cell.id.endswith("(in no part)")]
    assert (rest.value, rest.must_hide, rest.id in one.parts, one.over) == (2, True, True, 0)


def test_the_five_ethnic_groups_are_sums_of_the_eighteen():
    table = figures(
        (PLANS, "2024-06-30", "point", "ethnic_group", "Asian", 10),
        (PLANS, "2024-06-30", "point", "ethnic_group_18", "Indian", 4),
        (PLANS, "2024-06-30", "point", "ethnic_group_18", "Pakistani", 6),
        (PLANS, "2024-06-30", "point", "ethnic_group_18", "Caribbean", 7),
    )
    assert sums_of(table) == {("2024-06-30|Asian", ("2024-06-30|Indian", "2024-06-30|Pakistani"), (), 0)}


def test_months_make_up_a_quarter_and_what_counting_takes_off_is_known():
    months = [(STARTED, f"2024-0{month}-{day}", "month", "total", "", 9) for month, day in ((4, 30), (5, 31), (6, 30))]
    table = figures(*months, (STARTED, "2024-06-30", "quarter", "total", "", 26))
    assert sums_of(table) == {("2024-06-30|", ("2024-06-30|", "2024-05-31|", "2024-04-30|"), (), 1)}


def test_three_months_that_are_no_quarter_tie_nothing():
    months = [(STARTED, f"2024-0{month}-{day}", "month", "total", "", 9) for month, day in ((5, 31), (6, 30), (7, 31))]
    assert tied(figures(*months, (STARTED, "2024-07-31", "quarter", "total", "", 27)))[1] == []


def test_quarters_make_up_the_year_to_31_march():
    days = ("2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31")
    quarters = [(STARTED, day, "quarter", "total", "", 20) for day in days]
    ((total, parts, besides, over),) = sums_of(figures(*quarters, (STARTED, days[-1], "year", "total", "", 80)))
    assert (total, len(parts), besides, over) == ("2025-03-31|", 4, (), 0)


def test_a_stock_and_who_joined_make_up_the_next_and_who_left():
    table = figures(
        (PLANS, "2024-03-31", "point", "ethnic_group", "Black", 8),
        (PLANS, "2024-06-30", "point", "ethnic_group", "Black", 9),
        (STARTED, "2024-06-30", "quarter", "ethnic_group", "Black", 3),
        (ENDED, "2024-06-30", "quarter", "ethnic_group", "Black", 2),
    )
    assert sums_of(table) == {
        ("2024-06-30|Black", ("2024-03-31|Black", "2024-06-30|Black"), ("2024-06-30|Black",), 0),
    }


def test_what_a_child_grows_out_of_ties_no_stock_to_its_flows():
    table = figures(
        (PLANS, "2024-03-31", "point", "age_band", "1-4", 8),
        (PLANS, "2024-06-30", "point", "age_band", "1-4", 9),
        (STARTED, "2024-06-30", "quarter", "age_band", "1-4", 3),
        (ENDED, "2024-06-30", "quarter", "age_band", "1-4", 2),
    )
    assert tied(table)[1] == []


def test_who_is_not_among_a_share_is_a_count_too():
    table = figures(
        (STARTED, "2024-06-30", "quarter", "total", "", 40),
        ("child_protection_plans_repeat", "2024-06-30", "quarter", "total", "", 38),
    )
    cells, (one,) = tied(table)
    assert {cell.value for cell in cells if cell.must_hide} == {2}
    assert one.total == name_of((STARTED, "E08000018", "2024-06-30", "quarter", "total", ""))


def test_a_figure_that_comes_twice_is_refused_without_its_count():
    row = (PLANS, "2024-06-30", "point", "total", "", 77)
    with pytest.raises(AnalysisError, match="comes twice") as raised:
        tied(figures(row, row))
    assert "77" not in str(raised.value)
