"""Tables as a notebook shows them."""

import pandas as pd

from analysis.disclosure.released import ReleasedTable
from analysis.presentation.figures import new_figure, stamp
from analysis.presentation.listing import Listing, PrintedTable
from analysis.presentation.sheets import PAGE


def test_text_stands_left_numbers_right_and_short_words_are_not_broken():
    shown = Listing(
        {"date": ["2023-03-31"], "name": ["Children on a child protection plan"], "areas": [16]}
    )._repr_html_()
    assert '<td style="text-align: left; vertical-align: top; white-space: nowrap">2023-03-31</td>' in shown
    assert '<td style="text-align: left; vertical-align: top; white-space: normal">Children on' in shown
    assert '<td style="text-align: right; vertical-align: top; white-space: nowrap">16</td>' in shown


def test_a_hidden_number_stands_with_the_numbers_and_a_missing_one_shows_nothing():
    shown = Listing({"count": ["1,313", "c", None], "value": ["−6.3", "[x]", "52.7"]})._repr_html_()
    assert shown.count("text-align: right") == 8
    assert "None" not in shown


def test_what_a_cell_says_is_never_taken_for_html():
    assert "&lt;b&gt;" in Listing({"name": ["<b>"]})._repr_html_()


def test_a_list_is_shown_whole_and_stays_a_list_when_it_is_cut():
    rows = Listing({"id": [f"row {number}" for number in range(200)]})
    assert rows._repr_html_().count("<tr>") == 201
    assert rows.tail(3)._repr_html_().count("<tr>") == 4


def test_a_long_printed_table_says_how_much_more_there_is():
    shown = PrintedTable({"Count": [str(number) for number in range(75)]})._repr_html_()
    assert shown.count("<tr>") == 61
    assert "and 15 more rows" in shown
    assert "Preview" not in shown


def test_a_preview_says_that_it_is_one():
    table = PrintedTable({"Count": ["395"]})
    table.preview = True
    assert "cannot be exported" in table._repr_html_()


def stamped(headline, measure="Children"):
    table = ReleasedTable(pd.DataFrame({"count": [1.0], "citation": ["DfE"]}))
    table.keys_released = ("plans",)
    figure, _ = new_figure(headline, measure, table=table)
    stamp(figure, "Preview: cannot be exported")
    figure.draw_without_rendering()
    *_, mark = figure.texts
    return figure, mark


def test_a_stamp_never_lies_on_the_words_of_the_head():
    for headline in (
        "Plans: 53",
        "Beside all children, the population decides the verdict for every group but one",
    ):
        figure, mark = stamped(headline)
        box = mark.get_window_extent()
        assert [text.get_text() for text in figure.texts[:-1] if text.get_window_extent().overlaps(box)] == []
        assert box.x1 <= PAGE.width * figure.dpi
