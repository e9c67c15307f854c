"""A ruler on a figure: bars under a label "c" are found, by their length, and so are the gaps of a stack."""

import io

import matplotlib.pyplot as plt
import pytest

from analysis.disclosure.attack_bars import bars, drawn_though_hidden, gaps
from analysis.disclosure.attack_lines import drawn_values, not_printed

GROUPS = ["White", "Mixed", "Asian", "Black"]


def svg(draw, fonts="path"):
    with plt.rc_context({"svg.fonttype": fonts}):
        figure, axes = plt.subplots(figsize=(5, 3))
        draw(axes)
        content = io.BytesIO()
        figure.savefig(content, format="svg")
        plt.close(figure)
    return content.getvalue()


def labelled(axes, counts, says):
    axes.bar(GROUPS, counts)
    for place, (count, text) in enumerate(zip(counts, says, strict=True)):
        axes.text(place, (0 if count != count else count) + 1, text, ha="center")


@pytest.mark.parametrize("fonts", ["path", "none"])
def test_a_bar_drawn_under_a_label_c_is_found_and_measured(fonts):
    content = svg(lambda axes: labelled(axes, [40, 12, 3, 20], ["40", "12", "c", "20"]), fonts)
    [found] = drawn_though_hidden(content)
    assert (found.label, round(found.high - found.low, 2)) == ("Asian", 3.0)
    assert "3" not in repr(found)


def test_every_bar_is_read_off_the_axis():
    content = svg(lambda axes: labelled(axes, [40, 12, 3, 20], ["40", "12", "3", "20"]))
    assert [(bar.label, round(bar.high, 2)) for bar in bars(content)] == list(zip(GROUPS, [40, 12, 3, 20], strict=True))
    assert drawn_though_hidden(content) == []


def test_a_hidden_bar_that_is_not_drawn_is_no_finding():
    content = svg(lambda axes: labelled(axes, [40, 12, float("nan"), 20], ["40", "12", "c", "20"]))
    assert drawn_though_hidden(content) == []


def test_bars_that_lie_along_are_measured_too():
    def draw(axes):
        axes.barh(GROUPS, [40, 12, 3, 20])
        axes.text(1, 2, "c", va="center")

    [found] = drawn_though_hidden(svg(draw))
    assert (found.label, round(found.high, 2)) == ("Asian", 3.0)


def test_a_bar_that_is_transparent_or_cut_off_by_the_axis_is_measured_all_the_same():
    def draw(axes):
        labelled(axes, [40, 12, 3, 20], ["40", "12", "c", "20"])
        axes.patches[2].set_alpha(0)

    assert [bar.label for bar in drawn_though_hidden(svg(draw))] == ["Asian"]


def test_a_gap_in_a_stack_is_found_with_its_size():
    def draw(axes):
        axes.bar(["2023", "2024"], [20, 22])
        axes.bar(["2024"], [9], bottom=[22])
        axes.bar(["2023"], [9], bottom=[27])  # the 7 between are hidden
        axes.set_xticks([0, 1], ["year to 2023", "year to 2024"])

    [found] = gaps(svg(draw))
    assert (found.label, round(found.high - found.low, 2)) == ("year to 2023", 7.0)


def test_a_point_of_a_line_that_the_table_hides_is_read_off_the_axis():
    years, table = [2021, 2022, 2023, 2024], "date,value\n2021,12\n2022,9\n2023,c\n2024,14\n"
    content = svg(lambda axes: axes.plot(years, [12, 9, 3, 14], marker="o"))
    assert {round(value, 1) for _, value in drawn_values(content)} == {12.0, 9.0, 3.0, 14.0}
    assert {round(value, 1) for _, value in not_printed(content, table)} == {3.0}
    assert not_printed(svg(lambda axes: axes.plot(years, [12, 9, float("nan"), 14], marker="o")), table) == []


def test_points_along_are_read_too_and_a_mean_is_no_point():
    def draw(axes):
        axes.scatter([40, 12, 3, 20], GROUPS)
        axes.axvline(17)
        axes.grid(visible=True)

    assert {round(value, 1) for _, value in drawn_values(svg(draw))} == {40.0, 12.0, 3.0, 20.0}
