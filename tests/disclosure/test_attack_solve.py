"""The attacker's minima, maxima and feasible sets are those of counting everything through by hand."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.disclosure.attack_findings import findings, margins, ranges
from analysis.disclosure.attack_statements import percent_of_known
from analysis.disclosure.attack_system import MODELS, BadSystem, Cell, Sum, System

SMALL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def feasible(system, model, most):
    """Every whole-number assignment of the hidden cells, tried one by one: key -> set of values."""
    hidden = [cell for cell in system.cells if cell.value is None]
    possible = []
    for values in product(*(range(most + 1) for _ in hidden)):
        point = dict(zip((cell.key for cell in hidden), values, strict=True))
        whole = {cell.key: cell.value for cell in system.cells if cell.value is not None} | point
        if all(whole[one.total] == sum(whole[part] for part in one.parts) for one in system.sums) and (
            model == "plain" or all(fits(cell, point[cell.key], system.threshold) for cell in hidden)
        ):
            possible.append(point)
    return {cell.key: {point[cell.key] for point in possible} for cell in hidden}


def fits(cell, value, threshold):
    return cell.public or (value >= 1 and (cell.primary is not True or value <= threshold))


@st.composite
def grids(draw):
    """A table of two to three by two to three with its margins, some cells and margins hidden."""
    rows, columns = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    inner = {(i, j): draw(st.integers(0, 4)) for i in range(rows) for j in range(columns)}
    value = dict(inner)
    sums = []
    for i in range(rows):
        value[i, "all"] = sum(inner[i, j] for j in range(columns))
        sums.append(Sum((i, "all"), tuple((i, j) for j in range(columns))))
    for j in range(columns):
        value["all", j] = sum(inner[i, j] for i in range(rows))
        sums.append(Sum(("all", j), tuple((i, j) for i in range(rows))))
    can = [key for key in value if value[key] > 0]
    hidden = set(draw(st.lists(st.sampled_from(can), max_size=4, unique=True))) if can else set()
    public = {key for key in value if draw(st.integers(0, 4)) == 0}
    cells = [
        Cell(
            key,
            None if key in hidden else count,
            public=key in public and key not in hidden,
            primary=count <= 3 if key in hidden else None,
        )
        for key, count in value.items()
    ]
    return System(tuple(cells), tuple(sums), threshold=3, width=3)


@SMALL
@given(grids(), st.sampled_from(MODELS))
def test_ranges_agree_with_trying_every_assignment(system, model):
    by_hand = feasible(system, model, 12)
    for key, found in ranges(system, model).items():
        assert found.lowest == min(by_hand[key])
        if found.highest is not None and found.highest <= 12:  # else more than is tried by hand
            assert found.possible == frozenset(by_hand[key])


@SMALL
@given(grids())
def test_a_cell_is_found_just_when_too_few_values_are_left_and_public_figures_leave_more(system):
    told = {one.keys[0] for one in findings(system) if one.kind in ("recovered", "narrowed")}
    for model in MODELS:
        full, public = ranges(system, model), ranges(system, model, baseline=True)
        for cell in system.cells:
            if cell.hidden and cell.key not in told:
                left, before = full[cell.key].possible, public[cell.key].possible
                assert left is None or len(left) >= system.width or left == before


@st.composite
def untold(draw):
    """A total that is printed, and hidden parts of which nobody says which are primary."""
    counts = draw(st.lists(st.integers(1, 9), min_size=2, max_size=3))
    if min(counts) > 5:
        counts[0] = 2
    parts = tuple(Cell(i, None) for i in range(len(counts)))
    return System((Cell("all", sum(counts)), *parts), (Sum("all", tuple(range(len(counts)))),))


@SMALL
@given(untold())
def test_where_nobody_says_which_is_small_at_least_one_is(system):
    most = system.cells[0].value
    points = [
        point
        for point in product(range(1, most + 1), repeat=len(system.cells) - 1)
        if sum(point) == most and min(point) <= 5
    ]
    for place, found in ranges(system, "rule").items():
        values = {point[place] for point in points}
        assert (found.lowest, found.highest, found.possible) == (min(values), max(values), frozenset(values))


@SMALL
@given(st.integers(1, 300), st.data())
def test_a_percentage_of_a_known_number_leaves_just_the_counts_that_print_so(base, data):
    count = data.draw(st.integers(0, base))
    printed = f"{100 * count / base:.1f}"
    system = System((Cell("part", None),), statements=(percent_of_known("part", base, printed),))
    found = ranges(system, "plain")["part"]
    near = {k for k in range(base + 1) if abs(100 * k / base - float(printed)) <= 0.05 + 1e-9}
    assert found.possible == near
    assert count in near


def test_sums_and_differences_of_two_hidden_cells_of_a_line():
    system = System((Cell("all", 30), Cell("a", None), Cell("b", None), Cell("c", 10)), (Sum("all", ("a", "b", "c")),))
    both, apart = margins(system, "plain")
    assert (both.left.lowest, both.left.highest) == (20, 20)
    assert (apart.left.lowest, apart.left.highest) == (-20, 20)
    assert "20" not in repr(both)


def test_a_cell_that_nothing_bounds_has_no_highest():
    found = ranges(System((Cell("a", None),)), "plain")["a"]
    assert (found.lowest, found.highest, found.possible) == (0, None, None)
    assert findings(System((Cell("a", None),))) == []


def test_a_key_that_is_no_cell_is_refused_without_a_count():
    with pytest.raises(BadSystem, match="1 cells of a sum or statement are not among the cells"):
        System((Cell("a", 3),), (Sum("all", ("a",)),))
    with pytest.raises(BadSystem, match="stands twice"):
        System((Cell("a", 3), Cell("a", 4)))
    with pytest.raises(BadSystem, match="below 0"):
        System((Cell("a", -3),))
