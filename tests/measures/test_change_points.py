"""Change points against ruptures 1.1.10 (its results are written out here), brute force and a famous series."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.change_points import _best_starts, change_points

# Flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978): its level fell after 1898, when the dam was begun.
NILE = """
1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 1210 1150
1250 1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 702 1120 1100 832
764 821 768 845 864 862 698 845 744 796 1040 759 781 865 845 944 984 897 822 1010 771 676 649 846 812 742 801
1040 860 874 848 890 744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740"""


def series(counts, start="2015-03-31", freq="QE", **columns):
    dates = pd.date_range(start, periods=len(counts), freq=freq)
    return pd.DataFrame({"date": dates.strftime("%Y-%m-%d"), "count": counts}).assign(**columns)


def test_the_nile_fell_in_1899_and_at_no_other_time():
    flow = series([int(word) for word in NILE.split()], "1871-12-31", "YE")
    [found] = change_points(flow, periods_per_year=1).to_dict("records")
    assert found["date"] == "1899-12-31"
    assert found["value"] == pytest.approx(100 * (850 / 1098 - 1), abs=0.5)  # the two published means
    assert np.isnan([found["lower"], found["upper"], found["confidence"]]).all()
    assert found["method"].startswith("exploratory")


# ruptures.Pelt(model="l2", min_size=4, jump=1).fit(LEVELS).predict(pen=…)
LEVELS = [0.1, -0.2, 0.05, 0.0, 0.15, 2.1, 1.9, 2.05, 2.2, 1.95, 2.0, 0.5, 0.4, 0.6, 0.55, 0.45, 0.5]


@pytest.mark.parametrize(("penalty", "starts"), [(0.5, [5, 11]), (3.0, [5, 11]), (20.0, [])])
def test_the_search_finds_what_ruptures_finds(penalty, starts):
    assert _best_starts(np.array(LEVELS), penalty) == starts


def cost(y, starts, penalty):
    ends = [0, *starts, len(y)]
    parts = [y[a:b] for a, b in pairwise(ends)]
    return sum(((part - part.mean()) ** 2).sum() for part in parts) + penalty * len(starts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=8, max_size=15), st.floats(0.1, 20))
def test_no_other_set_of_change_points_costs_less(values, penalty):
    y = np.array(values)
    places = list(range(4, len(y) - 3))
    sets = [(), *((at,) for at in places), *(two for two in combinations(places, 2) if two[1] - two[0] >= 4)]
    best = min(cost(y, starts, penalty) for starts in sets)
    assert cost(y, _best_starts(y, penalty), penalty) == pytest.approx(best, abs=1e-8)


def test_a_level_that_moves_is_found_at_its_first_point_and_the_same_again_the_next_time():
    noise = np.random.default_rng(3).normal(0, 0.03, 40)
    moved = series(np.round(400 * np.exp(noise) * np.where(np.arange(40) >= 24, 0.7, 1.0)), denominator=5000)
    found = change_points(moved, periods_per_year=4)
    assert found["date"].tolist() == ["2021-03-31"]
    assert found["value"].item() == pytest.approx(-30, abs=2)
    assert found["base"].item() == "percent of the level before, of the rate"
    pd.testing.assert_frame_equal(found, change_points(moved.iloc[::-1], periods_per_year=4))


@pytest.mark.parametrize("counts", [[], [5] * 20, [0] * 20, [400, 300] * 3 + [390], list(range(395, 405)) * 3])
def test_where_nothing_stands_out_there_is_no_row_and_no_warning(counts, recwarn):
    found = change_points(series(counts), periods_per_year=4)
    assert len(found) == 0
    assert {"date", "value", "method"} <= set(found.columns)
    assert len(recwarn) == 0


def test_counts_of_zero_have_a_level_too():
    found = change_points(
        series([20, 22, 19, 21, 20, 18, 22, 20] * 2 + [0, 1, 0, 0, 1, 0, 0, 1] * 2), periods_per_year=4
    )
    assert found["date"].tolist() == ["2019-03-31"]
    assert found["value"].item() < -90


def test_from_a_released_table_comes_a_released_table():
    released = release_table(series([400, 410, 395, 405] * 4), "demo", "internal")
    assert isinstance(change_points(released, periods_per_year=4), ReleasedTable)
