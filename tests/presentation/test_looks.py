"""Every figure as a reader meets it in print: no words on each other or cut off, none small or faint, few colours.

All that the real notebooks draw is measured here; awkward tables are in test_looks_awkward.py.
"""

import pandas as pd
import pytest

import looks
from analysis.disclosure.released import release_table
from analysis.presentation.figures import BLUE, GREY, PINK, house, new_figure
from analysis.presentation.redrawing import for_slide
from analysis.presentation.sheets import ON_SLIDE
from analysis.reports.slide_plan import slide_plan
from real_figures import real_figures

SMALL = pd.DataFrame({"date": ["2024-03-31", "2025-03-31"], "value": [45.0, 52.0], "citation": "DfE", "public": True})


def drawn(draw=None, **made):
    """What is wrong with a small figure to which something was added."""
    table = release_table(SMALL, "small", "public")
    figure, panel = new_figure("A headline", "A measure", table=table, **made)
    with house():
        panel.plot([2024, 2025], [45.0, 52.0], color=BLUE)
        if draw:
            draw(figure, panel)
    return looks.complaints(figure)


def test_a_plain_figure_has_nothing_wrong():
    assert drawn() == []


def test_words_on_words_are_found():
    found = drawn(lambda figure, _: [figure.text(0.03, 0.3, word, size=9) for word in ("one", "other")])
    assert found == ['"one" lies on "other"']


def test_words_over_the_edge_are_found():
    assert drawn(lambda figure, _: figure.text(0.99, 0.5, "far away", size=9)) == ['"far away" runs over the edge']


def test_type_is_measured_at_the_size_at_which_word_places_the_picture():
    assert drawn(lambda figure, _: figure.text(0.5, 0.5, "tiny", size=8)) == ['"tiny" is 8.01 pt']
    assert drawn(height=12)[0].endswith("pt")  # too high for a page, so Word sets it smaller


@pytest.mark.parametrize(("ink", "ground"), [("#9a9a9a", "white"), ("#1a1a1a", GREY)])
def test_words_that_read_badly_on_what_is_behind_them_are_found(ink, ground):
    def draw(_, panel):
        panel.axhspan(46, 50, color=ground)
        panel.text(2024.5, 48, "word", size=9, color=ink, va="center")

    [found] = drawn(draw)
    assert f"in {ink} reads badly on 100%" in found


def test_a_line_through_words_is_found():
    [found] = drawn(lambda _, panel: panel.text(2024.5, 48.5, "through", size=9, color=GREY, va="center"))
    assert "reads badly on" in found


def test_more_than_six_colours_are_found():
    colours = ["#12436d", "#28a197", "#801650", "#f46a25", "#3d3d3d", "#a285d1", "#ffbf47"]
    found = drawn(lambda _, panel: [panel.plot([2024], [50], "s", ms=n, color=c) for n, c in enumerate(colours)])
    assert found[0].startswith("7 colours")


def test_two_dark_lines_drawn_alike_are_one_in_grey():
    assert drawn(lambda _, panel: panel.plot([2024, 2025], [50, 51], color=PINK)) != []
    assert drawn(lambda _, panel: panel.plot([2024, 2025], [50, 51], "--", color=PINK)) == []


@pytest.mark.slow
def test_every_figure_of_the_notebooks_reads_well_in_print_and_on_a_slide(root, monkeypatch):
    monkeypatch.chdir(root)
    figures = real_figures(root, monkeypatch, period="2024-25 Q4")
    slides = {key: for_slide(figures[key]) for key in slide_plan()}
    assert {key: found for key, figure in slides.items() if (found := looks.complaints(figure, ON_SLIDE, 14))} == {}
    assert len(figures) >= 30
    assert {key: found for key, figure in figures.items() if (found := looks.complaints(figure))} == {}
