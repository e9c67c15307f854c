"""tables.xlsx: accessible, the same as the tables it was made from, and no cell of it a formula."""

import csv
from datetime import datetime
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from analysis.reports.contents import Contents, Item, Section
from analysis.reports.facts import make_facts
from analysis.reports.wide import read_long, wide
from analysis.reports.workbook import make_workbook
from analysis.reports.workbook_sheets import sheet_names

MEASURED = ["measure", "kind", "value", "of", "pop", "pop_release", "per"]
SOURCE, BASE = "dfe_children_looked_after", ("", "59521", "mid-year estimates, 2025", "10000")
ROTHERHAM = ("E08000018", "Rotherham", "children_in_care")
RATES = [
    ["area", "area_name", "indicator", "date", "group", "source", *MEASURED],
    [*ROTHERHAM, "2024-03-31", "", SOURCE, "count", "count", "1502", *[""] * 4],
    [*ROTHERHAM, "2024-03-31", "", SOURCE, "rate", "rate", "80.0", *BASE],
    [*ROTHERHAM, "2024-03-31", "", SOURCE, "rate", "lower", "72.9", *BASE],
    [*ROTHERHAM, "2024-03-31", "", SOURCE, "rate", "upper", "87.5", *BASE],
    [*ROTHERHAM, "2025-03-31", "Black", SOURCE, "count", "count", "c", *[""] * 4],
    [*ROTHERHAM, "2025-03-31", "Black", SOURCE, "rate", "rate", "c", *[""] * 4],
    [*ROTHERHAM, "2025-03-31", "Other", SOURCE, "count", "count", "x", *[""] * 4],
    [*ROTHERHAM, "2025-03-31", "Other", SOURCE, "change", "percent", "-5.25", *[""] * 4],
]
WORDS = [
    ["rule", *MEASURED],
    ['=HYPERLINK("http://x","y")', "message", "text", "=1+1", *[""] * 4],
    ["+44", "message", "text", "@SUM(A1)", *[""] * 4],
    ["-7 or less", "message", "text", '<5 & "few"', *[""] * 4],
    ["\U0001f600", "message", "text", "[a](http://example.invalid) and $$b$$", *[""] * 4],
    ["{=1+1}", "message", "text", "c", *[""] * 4],
    ["a", "message", "text", "5", *[""] * 4],
]


def pack(folder, audience="public", **more):
    """A pack of two little tables; more of them by key."""
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    written = {"care_rate_by_year": RATES, "problems": WORDS, **more}
    for key, rows in written.items():
        with (folder / "tables" / f"{key}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    items = tuple(
        Item("table", key, folder, source="DfE children looked after, 2025 release", indicators=("children_in_care",))
        for key in written
    )
    section = Section("02", "Children in care", "How many children are in care?", "", items)
    return Contents(
        "E08000018", "Rotherham", "The partnership", "2024-25 Q4", "31 March 2025", audience, "", (section,)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("pack")
    make_workbook(pack(place), place)
    return place


@pytest.fixture(scope="module")
def book(folder):
    return load_workbook(folder / "tables.xlsx")


def held(sheet):
    """The rows of the table on a sheet, its headers first."""
    [(_, ref)] = sheet.tables.items()
    return [[cell.value for cell in row] for row in sheet[ref]]


def test_the_sheets_are_cover_contents_notes_and_one_a_table_in_the_order_of_the_pack(book):
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Care rate by year", "Problems"]
    assert book.active.title == "Cover"
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 5


def test_the_file_says_its_title_author_language_and_a_fixed_time(book):
    assert book.properties.title == "Tables: Rotherham, 2024-25 Q4"
    assert book.properties.creator == "The partnership"
    assert book.properties.language == "en-GB"
    assert book.properties.created == book.properties.modified == datetime(2025, 3, 31)


def test_each_sheet_has_its_title_at_the_top_and_its_cursor_there(book):
    for sheet in book:
        assert sheet["A1"].value
        assert sheet["A1"].font.bold
        assert sheet.sheet_view.topLeftCell in (None, "A1")
        assert all(part.activeCell == "A1" for part in sheet.sheet_view.selection)
        assert sheet.freeze_panes is None
    assert len({sheet["A1"].value for sheet in book}) == len(book.sheetnames)


def test_each_sheet_but_the_cover_has_one_table_marked_as_such_down_to_its_last_row(book):
    for sheet in book.worksheets[1:]:
        [(_, ref)] = sheet.tables.items()
        assert ref.split(":")[1] == sheet.dimensions.split(":")[1]
        headers = held(sheet)[0]
        assert len({header.lower() for header in headers}) == len(headers)
        assert headers not in held(sheet)[1:]


def test_nothing_is_merged_hidden_or_blank(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert all(sheet.cell(row, 1).value is not None for row in range(1, sheet.max_row + 1))
        assert sheet.title == "Cover" or all(cell not in (None, "") for row in held(sheet) for cell in row)


def test_no_colour_carries_meaning(book):
    for sheet in book.worksheets[3:]:
        assert not sheet.conditional_formatting
        assert {cell.fill.fill_type for row in sheet.iter_rows() for cell in row} == {None}


def test_columns_are_wide_enough_for_their_numbers_and_narrow_enough_to_read(book):
    for sheet in book.worksheets[1:]:
        for at in range(1, sheet.max_column + 1):
            width = sheet.column_dimensions[sheet.cell(1, at).column_letter].width
            assert 5 < width < 90


def test_rows_are_as_deep_as_the_text_that_wraps_in_them(book):
    notes = book["Notes"]
    deep = {(row[0].value, row[1].value): notes.row_dimensions[row[0].row].height for row in notes.iter_rows()}
    assert deep["Symbol", "[z]"] == 15.75
    assert deep["Number", "Children in care"] >= 3 * 15.75


def test_a_row_prints_on_one_page_and_headers_print_again_on_every_page(book):
    for sheet in book.worksheets[2:]:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages down as it takes, one across
        top = sheet.tables[next(iter(sheet.tables))].ref.split(":")[0].lstrip("A")
        assert sheet.print_title_rows == f"${top}:${top}"


def test_hidden_missing_and_not_applicable_have_their_symbols_and_the_sheet_explains_them(book):
    sheet = book["Care rate by year"]
    rows = [dict(zip(held(sheet)[0], row, strict=True)) for row in held(sheet)[1:]]
    assert [row["Count"] for row in rows] == [1502, "[c]", "[x]"]
    assert [row["Rate, lower limit (per 10,000)"] for row in rows] == [72.9, "[c]", "[z]"]
    assert [row["Change (%)"] for row in rows] == ["[z]", "[z]", -5.25]
    above = [cell.value for cell in sheet["A"]]
    assert [line[:3] for line in above if str(line).startswith("[")] == ["[c]", "[x]", "[z]"]
    assert {"[c]", "[x]", "[z]"} <= {row[1] for row in held(book["Notes"])}


def test_above_the_table_stand_its_passport_source_and_what_is_the_same_in_every_row(book):
    above = "\n".join(str(cell.value) for cell in book["Care rate by year"]["A"][:12])
    assert "What is counted: Children looked after" in above
    assert "Source: DfE children looked after, 2025 release" in above
    assert "The same in every row: Area Rotherham; Indicator Children in care; Source DfE children" in above


def test_days_are_dates_and_decimals_are_shown_as_printed(book):
    rows = list(book["Care rate by year"].iter_rows())
    [day] = [cell for cell in rows[-3] if isinstance(cell.value, datetime)]
    assert (day.value, day.number_format) == (datetime(2024, 3, 31), "d mmmm yyyy")
    assert [cell.number_format for cell in rows[-3] if cell.value == 80] == ["#,##0.0"]


def test_no_cell_is_a_formula_or_a_link_whatever_its_text(book, folder):
    sheet = book["Problems"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", "@SUM(A1)", "+44", "{=1+1}", '=HYPERLINK("http://x","y")', '<5 & "few"'} <= set(texts)
    assert "sign \U0001f600" in texts  # signs alone say nothing to a screen reader
    assert "[a] (http://example.invalid) and $ $b$ $" in texts
    assert {cell.data_type for each in book for row in each.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for each in book.worksheets[2:] for row in each.iter_rows() for cell in row)
    with ZipFile(folder / "tables.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "sheet" in name)


def test_a_word_that_looks_like_a_symbol_or_a_number_stays_a_word(book):
    said = [row[-1] for row in held(book["Problems"])[1:]]
    assert {"c", "5"} <= set(said)


def test_contents_lead_to_every_sheet(book):
    links = [cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink]
    assert links == ["'Notes'!A1", "'Care rate by year'!A1", "'Problems'!A1"]


def test_every_number_is_one_that_its_table_has_as_it_printed_it(book, folder):
    """All formats say the same, as far as the workbook goes."""
    for name, key in (("Care rate by year", "care_rate_by_year"), ("Problems", "problems")):
        printed = {value for cell in read_long(folder / "tables" / f"{key}.csv") for value in cell.values()}
        numbers = [
            cell for row in book[name].iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None
        ]
        for cell in numbers:
            decimals = len(cell.number_format.partition(".")[2])
            assert f"{cell.value:.{decimals}f}" in printed
        assert len(numbers) == (6 if name != "Problems" else 0)


def test_the_same_pack_gives_the_same_bytes(folder, tmp_path):
    make_workbook(pack(tmp_path), tmp_path)
    assert (tmp_path / "tables.xlsx").read_bytes() == (folder / "tables.xlsx").read_bytes()


def test_a_pack_that_is_not_for_the_public_says_so_on_every_sheet(tmp_path):
    make_workbook(pack(tmp_path, "internal"), tmp_path)
    for sheet in load_workbook(tmp_path / "tables.xlsx"):
        assert "Internal: not for publication." in [cell.value for cell in sheet["A"][:4]]


def test_a_pack_without_tables_has_its_cover_contents_and_notes(tmp_path):
    nothing = Contents("E08000018", "Rotherham", "", "2024-25 Q4", "31 March 2025", "public", "as at 1 May 2025", ())
    make_workbook(nothing, tmp_path)
    book = load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames == ["Cover", "Contents", "Notes"]
    assert "This view has as at 1 May 2025." in [cell.value for cell in book["Cover"]["A"]]


def test_names_of_sheets_are_short_and_differ():
    names = sheet_names(["a_very_long_name_of_a_table_number_one", "a_very_long_name_of_a_table_number_two", "notes"])
    assert names == ["A very long name of a table num", "A very long name of a table n 2", "Notes 2"]
    assert sheet_names(["children_0_17"]) == ["Children 0 to 17"]


def cells(*rows):
    columns = ["set", "measure", "kind", "value", "of", "pop", "pop_release", "per"]
    return [dict(zip(columns, [*row, *[""] * 8], strict=False)) for row in rows]


def test_what_stands_beside_a_measure_several_times_is_named_by_that_measure():
    made = wide(cells(("A", "mean", "rate", "9.0"), ("A", "lowest", "rate", "8.0"), ("A", "median", "rate", "7.0"),
                      ("A", "lowest", "rate", "6.0"), ("B", "mean", "rate", "5.0")))  # fmt: skip
    assert made.headers[1:] == [f"{name} (per 10,000)" for name in ("Mean", "Mean: lowest", "Median", "Median: lowest")]
    assert made.rows == [["A", "9.0", "8.0", "7.0", "6.0"], ["B", "5.0", "[z]", "[z]", "[z]"]]


def test_rows_that_differ_only_in_their_results_stay_apart_and_those_that_agree_become_one():
    made = wide(cells(("A", "count", "count", "4"), ("A", "effect", "ratio", "1.0"), ("A", "count", "count", "4"),
                      ("A", "effect", "ratio", "1.4"), ("B", "count", "count", "3"), ("B", "change", "percent", "2.0"),
                      ("B", "count", "count", "3"), ("B", "rise", "percent", "1.0")))  # fmt: skip
    assert [row[:3] for row in made.rows] == [["A", "4", "1.0"], ["A", "4", "1.4"], ["B", "3", "[z]"]]
    assert made.rows[2][3:] == ["2.0", "1.0"]


def test_what_cells_of_one_row_were_divided_by_stands_beside_each_where_it_differs():
    rows = [
        {"set": "A", "measure": m, "kind": "percent", "value": "1.0", "of": of, "pop": "", "pop_release": "", "per": ""}
        for m, of in (("one", "10"), ("two", "20"))
    ]
    assert wide(rows).headers == ["Set", "One (%)", "Two (%)", "One: out of", "Two: out of"]


def test_facts_hold_every_cell_once_with_what_is_a_number_as_one(tmp_path):
    make_facts(pack(tmp_path), tmp_path)
    facts = read_long(tmp_path / "data" / "facts.csv")
    assert len(facts) == 14
    assert [fact["value_number"] for fact in facts[:6]] == ["1502", "80.0", "72.9", "87.5", "", ""]
    assert [fact["value_printed"] for fact in facts[4:6]] == ["c", "c"]
    assert facts[-1]["value_number"] == ""  # a 5 that is a word
    [care] = read_long(tmp_path / "data" / "indicators.csv")
    assert (care["id"], care["per"], care["out_of"]) == (
        "children_in_care",
        "10000",
        "every 10,000 children aged 0 to 17",
    )
    assert read_long(tmp_path / "data" / "areas.csv") == [
        {"code": "E08000018", "name": "Rotherham", "level": "local authority"}
    ]


def test_without_tables_there_are_no_facts(tmp_path):
    make_facts(Contents("E08000018", "Rotherham", "", "2024-25 Q4", "31 March 2025", "public", "", ()), tmp_path)
    assert not (tmp_path / "data").exists()
