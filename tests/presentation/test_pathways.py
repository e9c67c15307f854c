"""Pictures of a way: every limit drawn, hollow where unclear, nothing hidden drawn, words for those who cannot see."""

import pandas as pd
import pytest

from analysis.disclosure.released import NotReleased, ReleasedTable
from analysis.presentation.pathways import plot_care_routes, plot_pathway
from analysis.presentation.tables import display_form, long_form
from analysis.presentation.waterfalls import plot_waterfall
from little_pathways import AREA_STEPS, GROUPS, gap, results, routes


def released(table):
    made = ReleasedTable(table.assign(citation="DfE children in need, 2025 release"))
    made.keys_released = ("key",)
    return made


def words(figure):
    return [text.get_text() for text in figure.findobj(lambda part: hasattr(part, "get_text"))]


def dots(figure, shape):
    return [line for line in figure.axes[0].lines if line.get_marker() == shape and len(line.get_xdata()) == 1]


def pathway(*rows, **how):
    return plot_pathway(released(results(*rows, **how)), headline="Where it opens", measure="Rate")


def test_several_groups_have_a_block_a_step_and_one_area_a_block_a_basis():
    said = words(pathway(*GROUPS))
    assert {"Children in need for every child", "Children on a plan for every child in need", "Black"} <= set(said)
    said = words(pathway(*AREA_STEPS, reference="England"))
    assert {"For every child", "For every one at the step before", "Section 47 enquiries for every referral"} <= set(
        said
    )


def test_circles_are_for_every_child_squares_for_the_step_before_and_hollow_is_unclear():
    figure = pathway(*GROUPS)
    assert [line.get_markerfacecolor() == "white" for line in dots(figure, "o")] == [False, True]
    assert [line.get_markerfacecolor() == "white" for line in dots(figure, "s")] == [False, True]


def test_a_row_without_a_ratio_is_left_out_and_the_note_says_so():
    figure = pathway(*GROUPS)
    assert "Other" not in words(figure)
    assert "left out of its step" in figure.note
    assert "left out of its step" not in pathway(*GROUPS[:4]).note


def test_the_note_has_method_base_and_what_the_counts_are():
    figure = pathway(*[row for row in GROUPS if row[4]], span="year")
    assert "÷ rate of White children, on a log scale, with 95% limits" in figure.note
    assert "Counts of a period, not the same children followed." in figure.note
    assert "rounded to 10" not in figure.note
    assert "Squares: for every one at the step before." in figure.note
    assert "Squares" not in pathway(GROUPS[0]).note
    national = plot_pathway(released(results(*GROUPS).assign(status="rounded")), headline="h", measure="m")
    assert "Counts of England are rounded to 10." in national.note


def test_a_picture_has_words_in_its_place():
    figure = pathway(*GROUPS)
    assert "Children on a plan for every child: Black 0.95, no verdict." in figure.alt
    assert len(figure.alt.split()) <= 150


def test_a_waterfall_goes_from_expected_to_count_in_the_order_of_the_steps():
    figure = plot_waterfall(released(fall()), headline="72 more", measure="Children on a plan")
    bars = figure.axes[0].patches
    assert [round(bar.get_x() + bar.get_width(), 1) for bar in bars] == [227.2, 271.7, 274.7, 290.7, 313.0]
    assert [bar.get_facecolor()[:3] == (1, 1, 1) for bar in bars] == [False, False, True, True, True]
    said = words(figure)
    assert {"At England’s rate", "241", "−14", "+45", "On a plan", "313"} <= set(said)
    assert "Initial conferences +3, not clear." in figure.alt


def fall():
    made = gap().assign(total=lambda t: t["part"].isin(["expected", "count"]))
    ends = 241.4 + made["value"].where(~made["total"], 0).cumsum()
    return made.assign(start=ends - made["value"].where(~made["total"], 0), end=ends)


def test_care_by_route_draws_no_hidden_number():
    table = routes().assign(block="By legal status")
    figure = plot_care_routes(released(table), headline="By route", measure="Share", area="E08000018")
    said = words(figure)
    assert {"281 (59.0%)", "c", "By youth justice"} <= set(said)
    assert "c: withheld in the published figures." in figure.note
    assert len(dots(figure, "o")) == 4


def test_nothing_at_hand_is_a_calm_picture():
    empty = released(results()), released(gap().head(0)), released(routes().head(0))
    made = [
        plot_pathway(empty[0], headline="h", measure="m"),
        plot_waterfall(empty[1], headline="h", measure="m"),
        plot_care_routes(empty[2], headline="h", measure="m", area="E08000018"),
    ]
    assert [figure.empty for figure in made] == [True, True, True]


def test_what_was_not_released_is_refused():
    with pytest.raises(NotReleased, match="takes a table from release"):
        plot_pathway(results(*GROUPS), headline="h", measure="m")


def test_parts_of_a_gap_have_one_decimal_and_a_count_none():
    statistic = {"expected": "children expected", "count": "children counted"}
    table = released(gap().assign(statistic=lambda t: t["part"].map(statistic).fillna("part of the gap")))
    made = long_form(table).set_index(["part", "kind"])["value"].to_dict()
    assert made[("expected", "children")] == "241.4"
    assert made[("count", "count")] == "313"
    assert made[("entry: referrals", "children")] == "-14.2"
    assert made[("entry: referrals", "lower")] == "-22.3"
    assert "Referrals to children’s social care" in set(display_form(table)["Part"])


def test_a_relative_rate_is_a_ratio_told_apart_by_step_and_basis():
    table = released(results(*GROUPS).assign(statistic="relative rate", count=100.0, population=1000.0))
    made = long_form(table)
    ratios = made[made["kind"] == "ratio"].set_index(["stage", "basis", "group"])["value"]
    assert ratios[("child_protection_plans", "previous stage", "Black")] == "0.57"
    assert ratios.index.is_unique
    assert ratios[("children_in_need", "population", "Other")] == "x"


def test_a_hidden_count_has_no_ratio_and_no_limits():
    table = released(results(GROUPS[0]).assign(statistic="relative rate", count=float("nan"), status="suppressed"))
    made = long_form(table)
    assert set(made["value"]) == {"c"}
    assert not {"lower", "upper"} & set(made["kind"])
    assert plot_pathway(table, headline="h", measure="m").empty


def test_a_table_of_parts_is_one_of_small_numbers_as_printed():
    assert pd.to_numeric(long_form(released(gap().assign(statistic="part of the gap")))["value"]).notna().all()
