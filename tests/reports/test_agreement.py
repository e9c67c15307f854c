"""The comparison of a pack's files with each other finds what it is there to find."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreement import disagreements, is_released, not_released, numbers
from analysis.reports.brief import make_brief
from analysis.reports.pages import make_pages
from analysis.reports.slides import make_slides
from analysis.reports.word import make_word
from analysis.reports.workbook import make_workbook
from little_pack import little_pack


def with_sentence(contents, text):
    [section] = contents.sections
    items = tuple(replace(item, text=text) if item.key == "care_rate" else item for item in section.items)
    return replace(contents, sections=(replace(section, items=items),))


@pytest.fixture
def made(tmp_path):
    """The contents of a little pack, and its folder with a file of every format."""
    contents = little_pack(tmp_path)
    for make in (make_word, make_slides, make_workbook, make_brief, make_pages):
        make(contents, tmp_path)
    lines = [f"- {item.text} `{item.key}`" for item in contents.items("finding")]
    (tmp_path / "findings.md").write_text("\n".join(lines), encoding="utf-8")
    for item in contents.items("figure"):
        said = "\n\n".join((item.headline, item.measure, item.alt, item.note, item.source))
        item.file(".txt").write_text(said, encoding="utf-8")
        item.file(".csv").write_text("date,value\n2025-03-31,5\n", encoding="utf-8")
    return contents, tmp_path


def test_files_made_from_one_pack_agree(made):
    assert disagreements(made[1]) == []


def test_a_sentence_with_another_number_in_one_file_is_found(made):
    contents, folder = made
    make_pages(with_sentence(contents, "At 31 March 2025, 477 children were in care. More follows."), folder)
    key = ("finding", "care_rate")
    assert (key, "findings.md", "site", ["476", "477"]) in disagreements(folder)


def test_a_cell_that_its_table_does_not_have_is_found(made):
    path = made[1] / "tables" / "care_rate_by_year.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("70.1", "70.2"), encoding="utf-8")
    found = [(other, apart) for key, _, other, apart in disagreements(made[1]) if key == ("table", "care_rate_by_year")]
    assert ("tables.xlsx", ["70.1"]) in found


def test_a_number_that_no_table_has_is_found_with_its_file(made):
    found = not_released(made[1], fixed=set())
    assert ("findings.md", "476", "- At 31 March 2025, 476 children were in care. More follows. `care_rate`") in found
    assert not [row for row in not_released(made[1], fixed={"476"}) if row[1] == "476"]


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("80.5", True), ("81", True), ("80", False), ("1200", True), ("0.4", False), ("80.50", True), ("80.4", False)],
)
def test_a_number_is_released_as_printed_or_rounded_half_up(number, is_one):
    assert is_released(number, {Decimal("80.5"), Decimal(1200)}) is is_one


def test_dates_and_periods_are_no_numbers():
    text = "At 31 March 2025 (2024-25 Q4, July 2022, 2023-03-31, 01/04/2020), 1,476 of 20.5% were."
    assert numbers(text) == ["1476", "20.5"]
