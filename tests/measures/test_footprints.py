"""Several authorities as one: counts added, rates from the sums, and nothing hidden made smaller."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.footprints import pooled_areas
from analysis.measures.rates import crude_rate

BARNSLEY, DONCASTER, ROTHERHAM = "E08000016", "E08000017", "E08000018"
SOUTH = "Barnsley, Doncaster and Rotherham"


def plans(*rows):
    made = pd.DataFrame(rows, columns=["area", "date", "count", "denominator"])
    return made.assign(
        indicator="child_protection_plans", span="point", breakdown="total", group="All", denominator_vintage="2025"
    )


YEAR = plans(
    (BARNSLEY, "2024-03-31", 100, 50000), (DONCASTER, "2024-03-31", 300, 65000), (ROTHERHAM, "2024-03-31", 200, 57000)
)


def test_counts_and_people_are_added_and_the_rate_comes_from_the_sums():
    made = crude_rate(pooled_areas(YEAR, [BARNSLEY, DONCASTER, ROTHERHAM], SOUTH)).iloc[0]
    assert (made["count"], made["denominator"], made["area"], made["area_name"]) == (600, 172000, SOUTH, SOUTH)
    assert made["value"] == pytest.approx(10000 * 600 / 172000)  # not the mean of three rates, which is 33.7


def test_areas_that_are_not_members_are_left_out():
    assert pooled_areas(YEAR, [BARNSLEY, ROTHERHAM], SOUTH)["count"].tolist() == [300]


def test_a_hidden_count_leaves_the_sum_hidden_with_what_it_can_be():
    hidden = YEAR.assign(
        count=[100, np.nan, 200], count_lower=[100, 0, 200], count_upper=[100, 5, 200],
        status=["published", "suppressed", "published"],
    )  # fmt: skip
    made = pooled_areas(hidden, [BARNSLEY, DONCASTER, ROTHERHAM], SOUTH).iloc[0]
    assert np.isnan(made["count"])
    assert (made["count_lower"], made["count_upper"], made["status"]) == (300, 305, "suppressed")


def test_a_member_without_a_row_and_a_single_member_are_refused():
    with pytest.raises(ValueError, match="South Yorkshire cannot be added up everywhere: E08000019 has no row"):
        pooled_areas(YEAR, [BARNSLEY, DONCASTER, ROTHERHAM, "E08000019"], "South Yorkshire")
    with pytest.raises(ValueError, match="pools two areas or more"):
        pooled_areas(YEAR, [BARNSLEY, BARNSLEY], SOUTH)


def test_populations_of_two_releases_and_two_rows_of_one_area_are_refused():
    with pytest.raises(ValueError, match=f"The populations of {SOUTH} come from different releases"):
        pooled_areas(YEAR.assign(denominator_vintage=["2025", "2024", "2025"]), [BARNSLEY, DONCASTER], SOUTH)
    with pytest.raises(ValueError, match="There are several for E08000016 on one date"):
        pooled_areas(pd.concat([YEAR, YEAR]), [BARNSLEY, DONCASTER], SOUTH)


def test_populations_by_group_are_added_too():
    people = pd.DataFrame(
        [(BARNSLEY, "Asian", 500.0), (ROTHERHAM, "Asian", 3000.0), (BARNSLEY, "White", 9.0), (ROTHERHAM, "White", 1.0)],
        columns=["area", "group", "population"],
    )
    made = pooled_areas(people, [BARNSLEY, ROTHERHAM], "Two")
    assert made.set_index("group")["population"].to_dict() == {"Asian": 3500, "White": 10}


def test_what_is_pooled_from_released_tables_is_released():
    table = release_table(YEAR.assign(public=True, citation="DfE"), key="plans", audience="public")
    assert isinstance(pooled_areas(table, [BARNSLEY, ROTHERHAM], SOUTH), ReleasedTable)


@settings(max_examples=30, deadline=None)
@given(st.permutations([0, 1, 2]), st.lists(st.integers(0, 500), min_size=3, max_size=3))
def test_neither_the_order_of_rows_nor_of_members_matters(order, counts):
    rows = YEAR.assign(count=counts)
    codes = [BARNSLEY, DONCASTER, ROTHERHAM]
    made = pooled_areas(rows.iloc[order], [codes[at] for at in order], SOUTH)
    assert made["count"].tolist() == [sum(counts)]
