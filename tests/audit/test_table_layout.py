"""Tables as they are drawn: merged headers, two rows of headers, row numbers, labels in two columns."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit.claims import claims_of
from analysis.audit.reading import Draft, read_draft
from analysis.audit.reading_text import read_markdown, read_plain
from analysis.vocabulary.periods import Quarter
from reading_a_sentence import ROTHERHAM, claims

CLOSING = Quarter.parse("2024-25 Q4").end


def words_of(found):
    return [(one.number.text, one.context["row"], one.context["column"]) for one in found]


def drawn(folder, rows, merged):
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text is not None:
                table.cell(row, column).text = text
    for (top, left), (bottom, right) in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    document.save(str(folder / "draft.docx"))
    return claims_of(read_draft(folder / "draft.docx"), CLOSING, ROTHERHAM)


def test_a_header_merged_over_two_columns_is_the_header_of_both(tmp_path):
    rows = [["Measure", "Rotherham", None, "England", None], [None, "2024", "2025", "2024", "2025"]]
    rows += [["Children in care", "502", "476", "83,530", "81,770"]]
    found = drawn(tmp_path, rows, [((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0))])
    assert words_of(found) == [
        ("502", "Children in care", "Rotherham | 2024"),
        ("476", "Children in care", "Rotherham | 2025"),
        ("83,530", "Children in care", "England | 2024"),
        ("81,770", "Children in care", "England | 2025"),
    ]
    assert [one.areas for one in found] == [("local",), ("local",), ("England",), ("England",)]


def test_a_first_row_merged_across_is_the_caption_and_the_second_the_header(tmp_path):
    rows = [["Children on plans by category", None, None], ["Category", "March 2024", "March 2025"]]
    found = drawn(tmp_path, [*rows, ["Neglect", "126", "150"]], [((0, 0), (0, 2))])
    assert words_of(found) == [("126", "Neglect", "March 2024"), ("150", "Neglect", "March 2025")]
    assert found[0].indicators == ("child_protection_plans",)


def test_a_label_merged_over_two_rows_holds_in_both(tmp_path):
    rows = [["Area", "Measure", "2025"], ["England", "In care", "81,770"], [None, "On plans", "49,420"]]
    found = drawn(tmp_path, rows, [((1, 0), (2, 0))])
    assert words_of(found) == [("81,770", "England | In care", "2025"), ("49,420", "England | On plans", "2025")]


def test_a_row_that_was_struck_out_is_not_read(tmp_path):
    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "Old 398", "New 395"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"/>'))
    document.save(str(tmp_path / "draft.docx"))
    assert [one.text for one in read_draft(tmp_path / "draft.docx").passages] == ["New 395"]


@pytest.mark.parametrize(
    "table",
    [
        "|  | Measure | 2025 |\n|---|---|---|\n|  | Children in care | 476 |\n|  | Children on plans | 313 |",
        "| No. | Measure | 2025 |\n|---|---|---|\n| 1 | Children in care | 476 |\n| 2 | Children on plans | 313 |",
        "| KPI | Measure | 2025 |\n|---|---|---|\n| 1.1 | Children in care | 476 |\n| 1.2 | Children on plans | 313 |",
    ],
)
def test_a_first_column_that_is_empty_or_numbers_the_rows_is_no_label(table):
    assert words_of(claims(table, "2024-25 Q4")) == [
        ("476", "Children in care", "2025"),
        ("313", "Children on plans", "2025"),
    ]


def test_a_heading_among_the_rows_is_said_of_the_rows_below_it():
    table = "| Measure | 2025 |\n|---|---|\n| Children in care |  |\n| Number | 476 |\n| Rate per 10,000 | 80 |"
    assert words_of(claims(table, "2024-25 Q4")) == [
        ("476", "Number | Children in care", "2025"),
        ("80", "Rate per 10,000 | Children in care", "2025"),
    ]


def test_a_column_of_remarks_is_no_label():
    table = "| Measure | Comment | 2025 |\n|---|---|---|\n| Children in care | Children on plans fell | 476 |"
    [one] = claims(table, "2024-25 Q4")
    assert one.context["row"] == "Children in care"


CELLS = st.lists(
    st.sampled_from(["", "395", "2025", "1", "Children in care", "Total", "Q1", "x"]), min_size=1, max_size=5
)


@given(st.lists(CELLS, min_size=1, max_size=6))
def test_whatever_the_cells_each_claim_has_its_place(rows):
    text = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    passages = tuple(read_markdown(text))
    found = claims_of(Draft("draft", passages), CLOSING, ROTHERHAM)
    assert {one.passage.where for one in found} <= {one.where for one in passages}


# ---- text as it comes out of a page


def test_columns_that_spaces_hold_apart_are_a_table():
    text = "Category            March 2024   March 2025\nNeglect                    126          150\n"
    found = claims_of(
        Draft("draft", tuple(read_plain(text + "Total                      265          313"))), CLOSING, ROTHERHAM
    )
    assert words_of(found)[1] == ("150", "Neglect", "March 2025")


def test_years_over_the_figures_leave_the_corner_blank():
    text = "                      2023-24   2024-25\nChildren in care          502       476\n"
    found = claims_of(Draft("draft", tuple(read_plain(text))), CLOSING, ROTHERHAM)
    assert words_of(found) == [("502", "Children in care", "2023-24"), ("476", "Children in care", "2024-25")]


def test_two_spaces_after_a_stop_make_no_table():
    text = "The total went up.  The Board noted it.\nIt rose by 48.  That is 18%."
    assert not any(one.table for one in read_plain(text))


def test_a_word_that_a_line_broke_is_whole_and_one_with_a_hyphen_keeps_it():
    line = "The partnership counted children on a child protec-\ntion plan in the year, and how many looked-\n"
    [one] = read_plain(f"{line}after children there were.")
    assert one.text.endswith("child protection plan in the year, and how many looked-after children there were.")


def test_running_heads_and_page_numbers_are_left_out():
    head = "Safeguarding Partnership\nAnnual report\n"
    text = f"{head}There were 476 children\n1\n\f{head}in care and 313\n2\n\f{head}on plans.\nPage 3 of 3\n"
    assert [one.text for one in read_plain(text)] == ["There were 476 children in care and 313 on plans."]
