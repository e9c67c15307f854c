"""Pictures of dots: every limit drawn, nothing hidden drawn, no text on text, the same bytes each time."""

import pandas as pd
import pytest

import looks
from analysis.disclosure.released import NotReleased, ReleasedTable
from analysis.presentation import dots
from analysis.presentation.saving import shown

CITED = "DfE children in need, 2025 release"


def released(rows, columns):
    made = ReleasedTable(pd.DataFrame(rows, columns=columns).assign(citation=CITED))
    made.keys_released = ("key",)
    return made


def representation():
    rows = [
        ("2011 Census, all ages", False, 0.00049, 112.9, 75.1, 168.0, "above", "2011 had no box for Roma"),
        (
            "2021 Census, all ages, with a long name that has to be broken",
            False,
            0.35,
            15.87,
            10.56,
            23.62,
            "above",
            "x",
        ),
        ("School census 2021/22", True, 0.196, 1.17, 0.98, 1.40, "no clear difference", ""),
        ("Hidden", True, 0.2, 7.77, 6.66, 8.88, "above", ""),
    ]
    names = ["baseline_label", "comparable", "share", "value", "lower", "upper", "verdict", "why"]
    made = released(rows, names).assign(cohort_label="Gypsy, Roma and Traveller children, 5.5% of plans")
    return made.assign(status=["published"] * 3 + ["suppressed"])


def composition():
    rows = [("White", "2011", 0.936), ("White", "2021", 0.91), ("Asian", "2011", 0.041), ("Asian", "2021", 0.053)]
    return released(rows, ["group", "year", "share"])


def bases():
    labels = ["2011 Census, all ages", "2021 Census, ages 10 to 17", "School census 2021/22"]
    rows = [
        (g, b, s) for g in ("not White", "not White British") for b, s in zip(labels, (0.064, 0.15, 0.196), strict=True)
    ]
    return released(rows, ["group", "baseline_label", "share"])


def sources():
    rows = [(398.0, "board_papers", "2022/23 report, page 4"), (396.0, "board_papers", "2022/23 report, page 6")]
    rows += [(395.0, "dfe_children_in_need", "2025"), (None, "dfe_interactive_tool", "2026")]
    made = released(rows, ["count", "source", "vintage"])
    return made.assign(indicator="child_protection_plans", date="2023-03-31")


def coverage():
    rows = [("referrals", f"{year}-03-31", 100.0, None, "published") for year in range(2012, 2026)]
    rows += [("children_in_care_unaccompanied", "2021-03-31", None, None, "suppressed")]
    return released(rows, ["indicator", "date", "count", "value", "status"])


def glance():
    rows = [
        ("child_protection_plans", 52.6, 40.6, 1.295, 1.156, 1.447, 1.38),
        ("children_in_care_placed_20_miles", 14.0, None, None, None, None, None),
        ("re_referrals", 19.6, 22.6, 0.867, 0.80, 0.93, 0.82),
    ]
    names = ["indicator", "ours", "england", "value", "lower", "upper", "neighbours_value"]
    return released(rows, names).assign(area_name="Rotherham")


CASES = [
    (dots.plot_representation, representation),
    (dots.plot_composition, composition),
    (dots.plot_bases, bases),
    (dots.plot_values, sources),
    (dots.plot_coverage, coverage),
    (dots.plot_at_a_glance, glance),
]
cases = pytest.mark.parametrize(("plot", "table"), CASES, ids=[plot.__name__ for plot, _ in CASES])


def draw(plot, table):
    return plot(table, headline="The answer depends on the population", measure="Share of plans ÷ share of people")


def words_of(figure):
    panels = [
        text for panel in figure.axes for text in [*panel.texts, *panel.get_xticklabels(), *panel.get_yticklabels()]
    ]
    return [text for text in [*figure.texts, *panels] if text.get_text().strip()]


@cases
def test_it_reads_well_in_print(plot, table):
    assert looks.complaints(draw(plot, table())) == []


@cases
def test_two_draws_give_the_same_bytes(plot, table):
    assert shown(draw(plot, table())).png == shown(draw(plot, table())).png


@cases
def test_an_empty_table_gives_a_calm_picture(plot, table):
    assert draw(plot, table().head(0)).alt.endswith("No figures at hand for this date.")


@cases
def test_one_row_is_enough(plot, table):
    assert draw(plot, table().head(1)).alt.startswith("The answer depends")


@cases
def test_only_released_tables_are_drawn(plot, table):
    with pytest.raises(NotReleased, match="takes a table from release"):
        draw(plot, pd.DataFrame(table()))


def drawn(figure):
    return {float(x) for panel in figure.axes for line in panel.lines for x in line.get_xdata()}


def test_every_limit_is_drawn_and_nothing_hidden_is():
    figure = draw(dots.plot_representation, representation())
    assert {75.1, 112.9, 168.0, 0.98, 1.17, 1.40} <= drawn(figure)
    assert not {7.77, 6.66, 8.88} & drawn(figure)
    assert "7.8" not in figure.alt
    assert not any("Hidden" in text.get_text() for text in words_of(figure))


def test_like_for_like_is_told_by_shape_and_weight_and_not_by_colour_alone():
    figure = draw(dots.plot_representation, representation())
    marks = {float(line.get_xdata()[0]): line for line in figure.axes[0].lines if line.get_marker() in ("o", "s")}
    assert (marks[112.9].get_marker(), marks[1.17].get_marker()) == ("s", "o")
    assert marks[1.17].get_markerfacecolor() == "white"
    bold = [text.get_text() for text in words_of(figure) if text.get_weight() == "bold"]
    assert "1.2 (1.0–1.4)" in bold


def test_alternative_text_has_the_numbers():
    assert "School census 2021/22 1.2 (1.0–1.4)" in draw(dots.plot_representation, representation()).alt
    assert "398" in draw(dots.plot_values, sources()).alt
    assert "Placed over 20 miles away 14%, no figure." in draw(dots.plot_at_a_glance, glance()).alt


def test_a_group_above_half_is_said_and_not_drawn():
    figure = draw(dots.plot_composition, composition())
    assert "Not drawn: White, 93.6% → 91.0%." in figure.note
    assert max(drawn(figure)) < 6


def test_hidden_years_are_marked_and_counted():
    figure = draw(dots.plot_coverage, coverage())
    assert "c" in [text.get_text() for text in words_of(figure)]
    assert "1 hidden" in figure.alt


def test_a_meaning_that_is_ruled_out_is_not_drawn_and_the_note_says_why():
    table = representation().assign(possible=[True, False, True, True], label="non-White (as labelled)")
    table = table.assign(ruled_out=["", "at most 18.6% can be", "", ""], set="not White")
    figure = draw(dots.plot_representation, table)
    assert 15.87 not in drawn(figure)
    said = "“non-White” cannot leave out White minorities: by published figures at most 18.6% can be."
    assert said in figure.note


def test_the_one_meaning_that_is_left_is_named():
    table = representation().assign(defined=False, condition="if it includes White minorities")
    heading = " ".join(" ".join(text.get_text().split()) for text in words_of(draw(dots.plot_representation, table)))
    assert "5.5% of plans, if it includes White minorities" in heading


def test_like_for_like_comes_first_in_the_alternative_text():
    said = draw(dots.plot_representation, representation()).alt
    assert said.index("School census") < said.index("2011 Census")


def test_the_bold_mark_follows_the_row_that_is_used():
    table = sources().assign(used=[False, True, False, False])
    bold = [text.get_text() for text in words_of(draw(dots.plot_values, table)) if text.get_weight() == "bold"]
    assert "396" in bold
    assert "395" not in bold


def test_a_value_without_limits_is_a_small_grey_diamond_and_the_note_says_so():
    table = glance().assign(lower=[1.156, None, None], upper=[1.447, None, None])
    figure = draw(dots.plot_at_a_glance, table)
    marks = {float(line.get_xdata()[0]): line.get_marker() for line in figure.axes[0].lines}
    assert (marks[1.295], marks[0.867]) == ("o", "D")
    assert "grey diamond" in figure.note
    assert "grey diamond" not in draw(dots.plot_at_a_glance, glance()).note


def test_without_england_the_glance_is_a_placeholder():
    assert draw(dots.plot_at_a_glance, glance().assign(england=None, value=None)).empty


def test_a_group_of_which_nobody_was_counted_runs_off_the_edge_of_the_log_axis():
    table = representation().assign(value=0.0, lower=0.0)
    figure = draw(dots.plot_representation, table)
    assert 0 < figure.axes[0].get_xlim()[0] < 1
