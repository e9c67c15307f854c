"""The classic ways to work out a hidden count, each closed; what others give away, said; the same answer every time."""

import doctest

import pytest

from analysis.disclosure import suppression
from analysis.disclosure.cells import Cell, CellsRefused, Sum
from analysis.disclosure.policy import Policy
from analysis.disclosure.suppression import suppress
from independent_attacker import Attacker, narrow


def decided(counts, sums, known=(), must=(), policy=None, **rest):
    cells = [Cell(name, count, known=name in known, must_hide=name in must) for name, count in counts.items()]
    return suppress(cells, [Sum(total, tuple(parts), False) for total, parts in sums], policy, **rest)


def leaks(counts, sums, made):
    """What an attacker who shares no code with the suppressor finds too narrow."""
    return narrow(counts, sums, made.printed | made.known, made.hidden, made.withheld)


def crossed(rows):
    """Counts and sums of a table with margins: cells "a1", rows "a", columns "1", and "all"."""
    counts = {f"{chr(97 + i)}{j + 1}": count for i, row in enumerate(rows) for j, count in enumerate(row)}
    sums = [(chr(97 + i), [f"{chr(97 + i)}{j + 1}" for j in range(len(row))]) for i, row in enumerate(rows)]
    sums += [(f"{j + 1}", [f"{chr(97 + i)}{j + 1}" for i in range(len(rows))]) for j in range(len(rows[0]))]
    counts |= {total: sum(counts[part] for part in parts) for total, parts in sums}
    sums += [("all", [chr(97 + i) for i in range(len(rows))]), ("all", [f"{j + 1}" for j in range(len(rows[0]))])]
    return counts | {"all": sum(map(sum, rows))}, sums


def test_a_hidden_count_beside_a_printed_total_takes_another_with_it():
    counts, sums = {"all": 50, "a": 3, "b": 20, "c": 27}, [("all", "abc")]
    made = decided(counts, sums)
    assert made.primary == {"a"}
    assert made.secondary == {"b"}
    assert made.proven
    assert leaks(counts, sums, made) == set()


def test_two_hidden_in_every_line_and_yet_one_exactly_recoverable_is_not_enough():
    # Rows a, b by columns 1, 2 and rows c, d by columns 3, 4 are closed rings of hidden cells; a3 alone joins the two,
    # so that a and b less columns 1 and 2 leave a3, though no line has fewer than two hidden cells.
    counts, sums = crossed([[2, 14, 3, 30], [16, 5, 41, 37], [28, 33, 12, 4], [35, 26, 1, 19]])
    rings = {"a1", "a2", "b1", "b2", "c3", "c4", "d3", "d4"}
    assert Attacker(counts, sums, set(counts) - rings - {"a3"}).values("a3", "plain", 5) == [3]
    made = decided(counts, sums)
    assert made.primary == {"a1", "a3", "b2", "c4", "d3"}
    assert leaks(counts, sums, made) == set()


def test_two_ones_in_a_line_that_sum_to_two_are_not_enough_for_who_knows_that_zero_is_printed():
    counts, sums = crossed([[20, 30, 9, 14], [17, 22, 31, 8], [12, 40, 1, 1], [25, 16, 1, 18]])
    assert Attacker(counts, sums, set(counts) - {"c3", "c4", "d3", "d4"}).values("c3", "rule", 5) == [1]
    made = decided(counts, sums)
    assert made.primary == {"c3", "c4", "d3"}
    assert leaks(counts, sums, made) == set()


def test_the_year_to_date_minus_the_earlier_quarters_gives_nothing():
    counts = {"q1": 20, "q2": 15, "q3": 2, "to_q2": 35, "to_q3": 37}
    sums = [("to_q2", ["q1", "q2"]), ("to_q3", ["to_q2", "q3"])]
    made = decided(counts, sums, known={"q1", "q2", "to_q2"})  # printed in the packs of the two quarters before
    assert made.hidden == {"q3", "to_q3"}
    assert leaks(counts, sums, made) == set()


def test_all_minus_boys_gives_nothing_about_girls():
    counts, sums = {"all": 24, "boys": 21, "girls": 3}, [("all", ["boys", "girls"])]
    made = decided(counts, sums)
    assert made.hidden == {"boys", "girls"}
    assert made.printed == {"all"}


def test_overlapping_groupings_of_the_same_children_are_decided_together():
    counts = {"white_british": 300, "white_other": 12, "asian": 40, "black": 4, "all": 356}
    counts |= {"minorities": 56, "excluding_white_minorities": 44}
    sums = [
        ("all", ["white_british", "white_other", "asian", "black"]),
        ("minorities", ["white_other", "asian", "black"]),
        ("all", ["white_british", "minorities"]),
        ("excluding_white_minorities", ["asian", "black"]),
        ("minorities", ["white_other", "excluding_white_minorities"]),
    ]
    made = decided(counts, sums)
    assert made.hidden == {"black", "asian"}
    assert leaks(counts, sums, made) == set()


def test_two_hidden_cells_that_must_be_four_and_four_are_found():
    four = Policy(threshold=4)
    counts, sums = {"all": 28, "a": 4, "b": 4, "c": 20}, [("all", "abc")]
    assert Attacker(counts, sums, {"all", "c"}, threshold=4).values("a", "rule", 5) == [4]
    made = decided(counts, sums, policy=four)
    assert made.hidden == {"a", "b", "c"}
    assert narrow(counts, sums, made.printed, made.hidden, threshold=4) == set()


def test_four_and_four_of_a_published_eight_is_not_blamed_on_us():
    counts, sums = {"all": 8, "a": 4, "b": 4}, [("all", "ab")]
    made = decided(counts, sums, known={"all"}, policy=Policy(threshold=4))
    assert made.hidden == {"a", "b"}
    assert [(one.id, one.model, one.cause, one.possible) for one in made.baseline] == [
        ("a", "rule", "published", 1),
        ("b", "rule", "published", 1),
    ]
    assert made.withheld == set()


def test_the_dfe_row_with_two_c_that_sum_to_19_is_safe_as_it_is_published():
    groups = {"white": 441, "mixed": 45, "asian": 22, "black": 15, "other": 4, "unknown": 15}
    counts, sums = {"all": 542} | groups, [("all", list(groups))]
    made = decided(counts, sums, known={"all", "white", "mixed", "asian", "black"})
    assert made.primary == {"other"}
    assert made.secondary == {"unknown"}
    assert made.baseline == ()
    assert leaks(counts, sums, made) == set()


def test_figures_that_others_and_the_partnership_have_all_printed_leave_nothing_to_hide():
    groups = {"neglect": 139, "physical": 26, "emotional": 210, "sexual": 18, "multiple": 2}
    counts = {"all": 395} | groups
    made = decided(counts, [("all", list(groups))], known=set(counts))
    assert made.hidden == set()
    assert made.known == set(counts)


def test_two_c_that_sum_to_one_are_left_as_others_published_them():
    counts, sums = {"all": 12, "a": 11, "b": 1, "d": 0}, [("all", "abd")]
    made = decided(counts, sums, known={"all", "a"})
    assert made.withheld == {"b", "d"}  # our zero would say which of the two is the one
    assert made.hidden == set()
    assert {one.cause for one in made.baseline} == {"published"}


def test_a_cell_hidden_earlier_stays_hidden_and_takes_what_it_needs_with_it():
    counts, sums = {"all": 60, "a": 8, "b": 30, "c": 22}, [("all", "abc")]
    assert decided(counts, sums).hidden == set()
    made = decided(counts, sums, must={"a"})
    assert made.hidden == {"a", "c"}
    assert leaks(counts, sums, made) == set()


def test_a_zero_that_an_override_hides_is_as_open_as_any_hidden_count():
    counts, sums = {"all": 60, "a": 0, "b": 38, "c": 22}, [("all", "abc")]
    made = decided(counts, sums, must={"a"})
    assert made.hidden == {"a", "c"}
    assert Attacker(counts, sums, made.printed, unknown={"a"}).values("a", "rule", 5)[:5] == [0, 1, 2, 3, 4]


def test_with_a_withheld_zero_goes_the_hidden_count_beside_it_and_no_more():
    counts = {"all": 12, "a": 11, "b": 1, "d": 0, "next": 30, "e": 3, "f": 15, "g": 12}
    made = decided(counts, [("all", "abd"), ("next", "efg")], known={"all", "a"})
    assert made.withheld == {"b", "d"}
    assert made.hidden == {"e", "g"}
    assert made.printed == {"next", "f"}


def test_a_singleton_cannot_find_the_other_one():
    # Two hidden 1s: whoever is one of them knows his own count; the other must stay open even then.
    counts, sums = {"all": 32, "a": 1, "b": 1, "c": 30}, [("all", "abc")]
    made = decided(counts, sums)
    assert made.hidden == {"a", "b", "c"}
    knowing = Attacker(counts, sums, made.printed | {"a"})
    assert len(knowing.values("b", "rule", 5)) == 5


def test_a_small_group_all_in_one_category_is_hidden_with_its_total():
    cells = [Cell("all", 60), Cell("x", 7), Cell("y", 53), Cell("x1", 7), Cell("x2", 0), Cell("y1", 30), Cell("y2", 23)]
    sums = [Sum("all", ("x", "y"), False), Sum("x", ("x1", "x2")), Sum("y", ("y1", "y2"))]
    made = suppress(cells, sums)
    assert made.primary == {"x1"}
    assert "x2" in made.printed
    assert made.secondary >= {"x"}
    apart = [Sum(one.total, one.parts, categories=False) for one in sums]
    assert suppress(cells, apart).hidden == set()  # of months or areas it says nothing


def test_a_count_within_a_count_that_is_small_too_is_said_to_be_narrow_and_not_blamed_on_what_is_printed():
    counts, sums = {"all": 40, "q": 2, "m1": 1, "m2": 1, "r": 38}, [("q", ["m1", "m2"]), ("all", "qr")]
    made = decided(counts, sums)
    assert {(one.id, one.cause) for one in made.baseline} == {("m1", "rule"), ("m2", "rule"), ("q", "rule")}
    assert {name for name, model in leaks(counts, sums, made) if model == "plain"} == set()
    assert str(made.baseline[0]) == '"m1" could be only 4 number(s) for anyone who knows which counts are small.'


def test_zero_and_known_figures_are_never_hidden_and_a_table_without_small_counts_is_printed_whole():
    counts, sums = crossed([[0, 30, 12], [20, 0, 40], [9, 22, 13]])
    made = decided(counts, sums)
    assert made.printed == set(counts)
    assert made.proven


@pytest.mark.parametrize("keep", ["b", "c"])
def test_a_headline_group_is_kept_where_another_will_do(keep):
    cells = [Cell("all", 53), Cell("a", 3)]
    cells += [Cell(name, 25, weight=3.0 if name == keep else 1.0) for name in "bc"]
    assert keep in suppress(cells, [Sum("all", ("a", "b", "c"))]).printed


def test_the_order_of_cells_and_sums_does_not_matter():
    counts, sums = crossed([[3, 30, 12, 8], [20, 2, 40, 17], [9, 22, 13, 5]])
    first = decided(counts, sums)
    again = decided(dict(reversed(counts.items())), [(total, parts[::-1]) for total, parts in reversed(sums)])
    assert again == first


def test_rounded_figures_need_fewer_hidden_neighbours():
    counts, sums = {"all": 53, "a": 3, "b": 24, "c": 26}, [("all", "abc")]
    assert decided(counts, sums, policy=Policy.preset("round_to_5")).hidden == {"a"}


def test_counts_below_ten_are_hidden_where_the_policy_says_so():
    counts, sums = {"all": 90, "a": 8, "b": 42, "c": 40}, [("all", "abc")]
    assert decided(counts, sums).hidden == set()
    assert decided(counts, sums, policy=Policy.preset("below_10")).hidden == {"a", "c"}


def test_without_work_left_a_component_is_hidden_altogether():
    counts, sums = crossed([[3, 30, 12], [20, 15, 40], [9, 22, 13]])
    made = decided(counts, sums, work=(1, 0))
    assert made.coarsened == made.hidden == set(counts)
    assert not made.proven


def test_when_the_seconds_run_out_what_is_undecided_is_hidden_altogether():
    counts, sums = crossed([[3, 30, 12], [20, 15, 40], [9, 22, 13]])
    ticks = iter(range(0, 1_000_000, 10_000))
    made = decided(counts, sums, clock=lambda: next(ticks))
    assert made.coarsened == set(counts)


def test_figures_that_cannot_all_be_true_are_refused_without_a_count():
    with pytest.raises(CellsRefused, match='The parts of "all" do not add up') as refused:
        decided({"all": 77, "a": 3, "b": 20}, [("all", "ab")])
    assert not any(count in str(refused.value) for count in ("77", "3", "20"))


@pytest.mark.parametrize(
    ("cells", "sums", "says"),
    [
        ([Cell("a", -1)], [], "not a whole number"),
        ([Cell("a", 1.5)], [], "not a whole number"),
        ([Cell("a", 7), Cell("a", 8)], [], "comes twice"),
        ([Cell("a", 7)], [Sum("a", ("b",))], "not among the cells"),
        ([Cell("a", 7)], [Sum("a", ("a",))], "none the total itself"),
        ([Cell("a", 7, weight=0)], [], "above 0"),
    ],
)
def test_cells_that_no_publication_could_consist_of_are_refused(cells, sums, says):
    with pytest.raises(CellsRefused, match=says):
        suppress(cells, sums)


def test_a_protected_count_does_not_show_in_a_repr():
    assert repr(Cell("neglect", 4)) == "Cell('neglect')"


def test_the_example_of_suppress_runs_as_it_stands():
    assert doctest.testmod(suppression).attempted == 3
    assert doctest.testmod(suppression).failed == 0
