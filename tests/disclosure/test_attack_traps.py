"""The classic traps: each gives a hidden count away, and the attacker says so without saying the count."""

import re
from dataclasses import replace

from analysis.disclosure.attack_findings import findings, ranges
from analysis.disclosure.attack_statements import (
    byar,
    difference,
    limit,
    mean,
    percent_of_cell,
    percent_of_known,
    poisson_limit,
    rate_of_known,
    wilson,
)
from analysis.disclosure.attack_system import Cell, Sum, System


def table(values, sums, **more):
    """A system of printed numbers and "c", with its sums as (total, parts)."""
    cells = tuple(Cell(key, None if value == "c" else value) for key, value in values.items())
    return System(cells, tuple(Sum(total, tuple(parts)) for total, parts in sums), **more)


def said(system):
    return [(one.kind, one.keys[0]) for one in findings(system)]


def test_one_hidden_with_a_total_is_found_and_its_count_is_not_said():
    system = table({"all": 40, "boys": 37, "girls": "c"}, [("all", ["boys", "girls"])])
    [found] = findings(system)
    assert found.sentence == "A hidden count can be found exactly, from the printed numbers alone: girls."
    assert not re.search(r"\d", found.sentence)
    assert ranges(system, "plain")["girls"].possible == {3}


def test_two_hidden_of_a_large_remainder_are_safe():
    assert findings(table({"all": 40, "a": 20, "b": "c", "d": "c"}, [("all", ["a", "b", "d"])])) == []


def test_a_percentage_of_a_known_number_gives_the_count_back():
    assert said(System((Cell("a", None),), statements=(percent_of_known("a", 396, "0.8"),))) == [("recovered", "a")]


def test_a_rate_on_a_known_population_gives_the_count_back():
    assert said(System((Cell("a", None),), statements=(rate_of_known("a", 56_200, "0.5"),))) == [("recovered", "a")]


def test_a_whole_percentage_of_a_large_number_leaves_enough():
    assert said(System((Cell("a", None),), statements=(percent_of_known("a", 1100, "0"),))) == []


def test_one_percent_of_nine_hundred_can_only_be_five_where_five_is_the_most_that_is_hidden():
    system = System((Cell("a", None),), statements=(percent_of_known("a", 900, "1"),))
    assert len(ranges(system, "plain")["a"].possible) == 9
    assert [(one.kind, one.model) for one in findings(system)] == [("recovered", "rule")]


def test_a_percentage_of_a_hidden_number_ties_the_two_together():
    system = System((Cell("a", None), Cell("n", None)), statements=percent_of_cell("a", "n", "33.3"))
    assert ranges(system, "rule")["a"].lowest == 1
    known = System((Cell("a", None), Cell("n", 12)), statements=percent_of_cell("a", "n", "33.3"))
    assert said(known) == [("recovered", "a")]


def test_a_limit_of_a_rate_is_turned_back_into_the_count():
    for of_count in (byar, poisson_limit):
        upper = f"{of_count(3, True) / 56_200 * 10_000:.2f}"
        given = limit("a", lambda k, f=of_count: f(k, True) / 56_200 * 10_000, upper)
        assert said(System((Cell("a", None),), statements=(given,))) == [("recovered", "a")]


def test_wilson_s_limit_of_a_percentage_is_turned_back_into_the_count():
    lower = f"{100 * wilson(7, 120, False):.1f}"
    given = limit("a", lambda k: 100 * wilson(k, 120, False), lower, most=120)
    assert said(System((Cell("a", None),), statements=(given,))) == [("recovered", "a")]


def test_the_year_to_date_less_the_quarters_before_gives_the_last_quarter():
    system = table({"year": 12, "Q1": 6, "Q2": 4, "Q3": "c"}, [("year", ["Q1", "Q2", "Q3"])])
    assert said(system) == [("recovered", "Q3")]


def test_all_less_boys_gives_the_girls_though_girls_are_not_printed_beside_them():
    system = System(
        (Cell("all", 51), Cell("boys", 49), Cell("girls", None)), statements=(difference("all", "boys", "2"),)
    )
    assert findings(system) == []  # nothing ties the girls to it yet
    assert said(System(system.cells, (Sum("all", ("boys", "girls")),))) == [("recovered", "girls")]


def test_a_difference_that_is_printed_gives_a_hidden_count_before_it():
    system = System((Cell("now", 12), Cell("before", None)), statements=(difference("now", "before", "9"),))
    assert said(system) == [("recovered", "before")]


def test_a_mean_of_quarters_gives_the_one_that_is_hidden():
    cells = (Cell("Q1", 6), Cell("Q2", 8), Cell("Q3", 7), Cell("Q4", None))
    assert said(System(cells, statements=(mean(["Q1", "Q2", "Q3", "Q4"], "5.8"),))) == [("recovered", "Q4")]


def test_overlapping_groupings_in_two_files_give_a_group():
    values = {"all": 60, "White": 40, "Mixed": "c", "Asian": "c", "Black": 9, "not White, not Mixed": 16}
    sums = [("all", ["White", "Mixed", "Asian", "Black"]), ("not White, not Mixed", ["Asian", "Black"])]
    assert said(table(values, sums)) == [("recovered", "Mixed"), ("recovered", "Asian")]


def test_two_hidden_cells_that_must_be_four_and_four_are_found():
    cells = (Cell("all", 30), Cell("a", 22), Cell("b", None, primary=True), Cell("d", None, primary=True))
    system = System(cells, (Sum("all", ("a", "b", "d")),), threshold=4)
    assert said(system) == [("recovered", "b"), ("recovered", "d")]
    assert {one.model for one in findings(system)} == {"rule"}
    assert len(ranges(system, "plain")["b"].possible) == 9


def test_two_hidden_in_every_line_of_a_four_by_four_table_are_yet_recovered():
    hidden = {(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)}  # (1, 2) is by itself on its side
    count = {(i, j): 10 + 3 * i + 5 * j for i in range(4) for j in range(4)} | {(1, 2): 3}
    values = {key: "c" if key in hidden else count[key] for key in count}
    values |= {("row", i): sum(count[i, j] for j in range(4)) for i in range(4)}
    values |= {("column", j): sum(count[i, j] for i in range(4)) for j in range(4)}
    sums = [(("row", i), [(i, j) for j in range(4)]) for i in range(4)]
    sums += [(("column", j), [(i, j) for i in range(4)]) for j in range(4)]
    assert said(table(values, sums)) == [("recovered", (1, 2))]


def test_numbers_that_cannot_all_be_true_are_a_finding_of_their_own():
    [found] = findings(table({"all": 40, "a": 30, "b": 5}, [("all", ["a", "b"])]))
    assert found.sentence == "The published numbers cannot all be true together: all, a, b."
    [found] = findings(table({"all": 40, "a": 39, "b": "c", "d": "c", "e": 4}, [("all", ["a", "b", "d", "e"])]))
    assert found.kind == "contradiction"


def test_what_public_figures_give_by_themselves_is_not_blamed_on_the_publication():
    theirs = {"all": 542, "White": 441, "Mixed": 45, "Asian": 22, "Unknown": 15, "Black": "c", "Other": "c"}
    cells = tuple(Cell(key, None if value == "c" else value, public=True) for key, value in theirs.items())
    system = System(cells, (Sum("all", tuple(theirs)[1:]),))
    assert findings(system) == []
    narrowed = findings(System((*cells, Cell("ours", 18)), (*system.sums, Sum("ours", ("Black",)))))
    assert [(one.kind, one.keys) for one in narrowed] == [("recovered", ("Black",)), ("recovered", ("Other",))]


def test_two_published_hidden_cells_that_sum_to_one_are_the_baseline():
    theirs = {"all": 476, "a": 475, "b": "c", "d": "c"}
    cells = tuple(Cell(key, None if value == "c" else value, public=True) for key, value in theirs.items())
    assert findings(System(cells, (Sum("all", ("a", "b", "d")),))) == []


def test_plans_by_category_of_2023_are_the_baseline_until_we_print_one():
    theirs = {"all": 395, "neglect": 139, "physical": 26, "emotional": 210, "sexual": "c", "multiple": "c"}
    cells = tuple(Cell(key, None if value == "c" else value, public=True) for key, value in theirs.items())
    line = Sum("all", tuple(theirs)[1:])
    assert findings(System(cells, (line,))) == []
    printed = {"sexual": 18, "multiple": 2}  # by the partnership: known to all
    again = tuple(Cell(c.key, printed.get(c.key, c.value), public=True) for c in cells)
    assert findings(System(again, (line,))) == []


def test_a_public_total_less_our_groups_is_blamed_on_our_groups():
    system = System((Cell("all", 40, public=True), Cell("a", 37), Cell("b", None)), (Sum("all", ("a", "b")),))
    assert said(system) == [("recovered", "b")]


def test_a_whole_group_is_not_bounded_by_the_threshold():
    cells = (Cell("all", None, primary=True, whole=True), Cell("a", None, primary=True, whole=True), Cell("b", 0))
    assert findings(System(cells, (Sum("all", ("a", "b")),))) == []


def test_who_concludes_that_the_other_hidden_cell_is_above_the_threshold_may_find_more():
    cells = (Cell("all", 8), Cell("a", None, primary=True), Cell("b", None, primary=False))
    system = System(cells, (Sum("all", ("a", "b")),))
    assert findings(system) == []
    assert said(replace(system, above=True)) == [("narrowed", "a"), ("narrowed", "b")]


def test_one_value_of_one_to_five_ruled_out_is_a_narrowing_under_the_rule():
    cells = (Cell("all", 8), Cell("a", None, primary=True), Cell("b", None, primary=False), Cell("d", 0))
    assert findings(System(cells, (Sum("all", ("a", "b", "d")),))) == []
    cells = (Cell("all", 5), *cells[1:])
    assert said(System(cells, (Sum("all", ("a", "b", "d")),))) == [("narrowed", "a"), ("narrowed", "b")]
