"""The Word report: markers become tagged slots, slots are filled again, and nothing else is touched."""

import zipfile
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from analysis.reports.contents import Item
from analysis.reports.packing import ELSEWHERE, NOTHING
from analysis.reports.tags import TABLES, TEXTS
from analysis.reports.word import check_template, fill, make_word
from analysis.reports.word_template import example_template, keys
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.indicators import indicators
from little_pack import ALT, little_pack, png


def document_of(*texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def tags(document):
    return [tag.get(qn("w:val")) for tag in document.element.iter(qn("w:tag"))]


def inside(document, tag):
    """The words in the first slot with a tag, a line a paragraph."""
    [slot, *_] = [
        one for one in document.element.iter(qn("w:sdt")) if one.find(f".//{qn('w:tag')}").get(qn("w:val")) == tag
    ]
    lines = list(slot.iter(qn("w:p"))) or [slot]
    return ["".join(piece.text or "" for piece in line.iter(qn("w:t"))) for line in lines]


def text_of(element):
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")))


def words(document):
    return "\n".join(text_of(line) for line in document.element.iter(qn("w:p")))


def outside(document):
    """The XML of a document with its slots left empty."""
    root = deepcopy(document.element)
    for content in list(root.iter(qn("w:sdtContent"))):
        for child in list(content):
            content.remove(child)
    return root.xml


def test_a_figure_is_a_picture_with_alternative_text_a_caption_and_its_passport(tmp_path):
    document = document_of("{{figure:care_rate_trend}}")
    fill(document, little_pack(tmp_path))
    assert tags(document) == ["figure:care_rate_trend"]
    [drawing] = document.element.iter(qn("wp:docPr"))
    assert drawing.get("descr") == ALT
    [extent] = document.element.iter(qn("wp:extent"))
    section = document.sections[0]
    assert int(extent.get("cx")) <= section.page_width - section.left_margin - section.right_margin
    said = inside(document, "figure:care_rate_trend")
    assert said[:3] == ["Children in care: 80 in every 10,000", "Rate", ""]
    assert [line.split(":")[0] for line in said[3:-1]] == ["What is counted", "How to read it", "Source"]
    assert " Out of: every 10,000 children aged 0 to 17. Beware: " in said[3]
    styles = [one.get(qn("w:val")) for one in document.element.iter(qn("w:pStyle"))]
    assert styles[:2] == ["Caption", "Figurenote"]


def test_the_words_of_a_picture_that_stand_in_the_document_are_cropped(tmp_path):
    pack = little_pack(tmp_path)
    items = [replace(one, crop=(0.25, 0.1)) if one.kind == "figure" else one for one in pack.sections[0].items]
    document = document_of("{{figure:care_rate_trend}}")
    fill(document, replace(pack, sections=(replace(pack.sections[0], items=tuple(items)),)))
    [crop] = document.element.iter(qn("a:srcRect"))
    assert (crop.get("t"), crop.get("b")) == ("25000", "10000")
    [extent] = document.element.iter(qn("wp:extent"))
    assert int(extent.get("cy")) == pytest.approx(0.65 * int(extent.get("cx")), abs=2)


def test_a_marker_split_over_runs_is_found_and_keeps_its_look_and_its_neighbours(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Before\t")
    for piece in ("and {", "{text:", "care_", "rate}", "} after ", "{{number:care_rate_by_year:rate}}."):
        run = paragraph.add_run(piece)
        run.italic = piece == "{text:"
        run.bold = piece == "and {"
    fill(document, little_pack(tmp_path))
    assert tags(document) == ["text:care_rate", "number:care_rate_by_year:rate"]
    assert words(document) == "Before" + "and At 31 March 2025, 476 children were in care. More follows. after 85.5."
    assert "\t" in paragraph.text
    [slot, _] = document.element.iter(qn("w:sdt"))
    assert [one.tag for one in slot.iter(qn("w:b"))] == [qn("w:b")]


def test_odd_characters_survive_and_control_characters_go(tmp_path):
    document = document_of("{{text:odd}}")
    fill(document, little_pack(tmp_path))
    document.save(tmp_path / "odd.docx")
    assert words(docx.Document(str(tmp_path / "odd.docx"))) == 'Bed & Breakfast "<5" ’23 \U0001f9f8'


def test_text_that_looks_like_a_marker_in_a_finding_is_data(tmp_path):
    pack = little_pack(tmp_path)
    planted = Item("finding", "planted", tmp_path, "{{figure:care_rate_trend}} {{ 7 * 7 }}")
    pack = replace(pack, sections=(replace(pack.sections[0], items=(*pack.sections[0].items, planted)),))
    document = document_of("{{text:planted}}")
    for _ in range(2):
        fill(document, pack)
        assert tags(document) == ["text:planted"]
        assert words(document) == "{{figure:care_rate_trend}} {{ 7 * 7 }}"


def test_the_annex_of_a_finding_has_a_slot_of_its_own_led_by_the_first_sentence(tmp_path):
    pack = little_pack(tmp_path)
    items = tuple(replace(one, more="By two sources.") if one.key == "care_rate" else one for one in pack.items())
    pack = replace(pack, sections=(replace(pack.sections[0], items=items),))
    document = document_of("{{text:care_rate}}", "{{text:care_rate_more}}")
    fill(document, pack)
    assert inside(document, "text:care_rate") == ["At 31 March 2025, 476 children were in care. More follows."]
    assert inside(document, "text:care_rate_more") == ["At 31 March 2025, 476 children were in care. By two sources."]


def test_a_finding_without_an_annex_leaves_that_slot_empty(tmp_path):
    document = document_of("{{text:care_change_more}}")
    fill(document, little_pack(tmp_path))
    assert words(document) == ""


def test_filling_again_rewrites_the_slots_and_leaves_what_people_wrote(tmp_path):
    document = document_of("{{figure:care_rate_trend}}", "Ours: {{text:care_rate}}", "{{table:care_groups}}")
    fill(document, little_pack(tmp_path))
    document.paragraphs[0].insert_paragraph_before("Written by a person: {5} & “odd”").runs[0].bold = True
    document.add_heading("A heading of ours")
    before = outside(document)
    pack = little_pack(tmp_path)
    (tmp_path / "figures/care_rate_trend.png").write_bytes(png() + b"\0")
    newer = tuple(replace(one, text="Newer.", headline="New title") for one in pack.sections[0].items)
    fill(document, replace(pack, sections=(replace(pack.sections[0], items=newer),)))
    assert "Ours: Newer." in words(document)
    assert inside(document, "figure:care_rate_trend")[0] == "New title"
    assert "Written by a person: {5} & “odd”" in words(document)
    assert outside(document) == before
    assert len(before) > 100
    pictures = [rel for rel in document.part.rels.values() if rel.reltype.endswith("/image")]
    assert len(pictures) == 1


def test_filling_again_with_the_same_pack_changes_nothing(tmp_path):
    pack = little_pack(tmp_path)
    document = document_of("{{figure:care_rate_trend}}", "{{text:care_rate}}", "{{table:care_rate_by_year}}")
    fill(document, pack)
    before = document.element.xml
    fill(document, pack)
    assert document.element.xml == before


def test_a_table_has_a_header_row_that_repeats_and_the_area_alone(tmp_path):
    document = document_of("{{table:care_rate_by_year}}")
    fill(document, little_pack(tmp_path))
    [table] = [docx.table.Table(one, document) for one in document.element.iter(qn("w:tbl"))]
    assert [cell.text for cell in table.rows[0].cells] == ["Date", "Count", "Rate", "Rate, likely between"]
    assert [cell.text for cell in table.rows[1].cells] == ["31 March 2016", "3,016", "76.5", "70.1 to 90.2"]
    assert len(table.rows) == 11
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert "tables/care_rate_by_year.csv" in words(document)


def test_a_table_too_large_for_a_page_is_named(tmp_path):
    document = document_of("{{table:large}}")
    fill(document, little_pack(tmp_path))
    assert "too large for a page. It is in tables/large.csv, beside this report." in words(document)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("care_rate_by_year:count", "3,025"),
        ("care_groups:share:group=Asian", "8.5%"),
        ("care_groups:share:group=Black", "withheld"),
        ("front_door:count", "no figure"),
    ],
)
def test_a_number_is_the_areas_at_the_latest_date(tmp_path, rest, said):
    document = document_of(f"There were {{{{number:{rest}}}}} of them")
    fill(document, little_pack(tmp_path))
    assert words(document) == f"There were {said} of them"


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("{{figure:care_rate_tred}}", r'names no figure\. Did you mean "care_rate_trend"\? It is in the paragraph'),
        ("{{text:care_rat}}", r'names no finding or word of the pack\. Did you mean "care_rate"\?'),
        ("{{table:glosary}}", r'names no table\. Did you mean "glossary"\?'),
        ("{{figur:care_rate_trend}}", r"is no marker\. Write \{\{figure:KEY\}\}"),
        ("{{number:care_rate_by_year}}", "is no marker"),
        ("{{''.__class__}}", "is no marker"),
        ("See {{figure:care_rate_trend}}", r"takes a paragraph of its own\. It is in the paragraph \"See"),
        ("{{number:care_rate_by_year:rat}}", r'has no measure "rat"\. Did you mean "rate"\? It has: count, rate\.'),
        ("{{number:care_groups:share}}", r'has 2 values of "share"\. Choose one by a column: ":group=Asian"'),
        ("{{number:care_groups:share:group=Asien}}", r'no row with group=Asien\. Did you mean "Asian"\?'),
        ("{{number:care_rate_by_year:rate:indicator=children_in_care_in_all_of_it}}", "longer than the 64 characters"),
    ],
)
def test_what_cannot_be_filled_is_refused_with_what_to_write(tmp_path, marker, said):
    with pytest.raises(WrongUse, match=said):
        fill(document_of(marker), little_pack(tmp_path))


def test_all_unknown_markers_are_told_at_once_and_nothing_is_touched(tmp_path):
    document = document_of("{{text:care_rate}}", "{{text:one}}", "{{text:two}}")
    with pytest.raises(WrongUse, match=r"(?s)text:one.*text:two"):
        fill(document, little_pack(tmp_path))
    assert tags(document) == []


def test_a_key_that_has_no_figures_this_time_is_said_calmly(tmp_path):
    document = document_of("{{figure:plans_forecast}}", "{{text:plans_rate}}", "{{table:front_door}}")
    fill(document, little_pack(tmp_path))
    assert words(document).split("\n") == ["No figures are at hand."] * 3


def test_slots_in_headers_and_in_cells_of_tables_are_filled(tmp_path):
    document = document_of()
    document.sections[0].header.paragraphs[0].text = "{{text:area}}"
    document.add_table(1, 1).cell(0, 0).text = "{{text:period}}"
    fill(document, little_pack(tmp_path))
    assert "2024-25 Q4" in words(document)
    assert "Rotherham" in text_of(document.sections[0].header._element)


def test_an_internal_pack_says_so_at_the_head_of_every_page_once(tmp_path):
    document = document_of("Text")
    document.sections[0].different_first_page_header_footer = True
    pack = little_pack(tmp_path, audience="internal")
    fill(document, pack)
    fill(document, pack)
    for header in (document.sections[0].header, document.sections[0].first_page_header):
        assert text_of(header._element) == "Internal: not for publication"
    fill(document, replace(pack, audience="public"))
    assert text_of(document.sections[0].header._element) == ""


def test_the_report_has_headings_title_language_and_no_names_and_the_same_bytes_twice(tmp_path):
    pack = little_pack(tmp_path, which="each figure in the earliest release at hand")
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        make_word(pack, tmp_path / name)
        made.append((tmp_path / name / "annual_report.docx").read_bytes())
    assert made[0] == made[1]
    document = docx.Document(str(tmp_path / "one/annual_report.docx"))
    core = document.core_properties
    assert (core.title, core.language, core.author) == ("Annual report: Rotherham, 2024-25 Q4", "en-GB", "")
    assert (core.last_modified_by, str(core.created)[:10]) == ("", "2025-03-31")
    assert [lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))] == ["en-GB"]
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[0].startswith("Foreword")
    assert headings[-1] == "Definitions and glossary"
    assert "Figures: each figure in the earliest release at hand." in words(document)
    assert "{{" not in words(document)
    with zipfile.ZipFile(tmp_path / "one/annual_report.docx") as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name]


def test_a_report_edited_in_word_is_a_template_for_the_next(tmp_path):
    pack = little_pack(tmp_path)
    document = document_of("Our own words.", "{{text:care_rate}}")
    document.save(str(tmp_path / "own.docx"))
    make_word(replace(pack, template=tmp_path / "own.docx"), tmp_path)
    made = docx.Document(str(tmp_path / "annual_report.docx"))
    assert words(made) == "Our own words.\nAt 31 March 2025, 476 children were in care. More follows."
    assert tags(made) == ["text:care_rate"]


def test_definitions_and_glossary_are_tables_of_the_pack_itself(tmp_path):
    document = document_of("{{table:definitions}}", "{{table:glossary}}", "{{text:limits}}", "{{text:data_notes}}")
    fill(document, little_pack(tmp_path))
    assert indicators()["children_in_care"].definition in words(document)
    assert "Child protection plan (CPP)" in words(document)
    assert "Children in care: Why children come into care. Nor how they fare." in words(document)
    assert "Beware: One neighbour is not in the data." in words(document)


def test_the_example_asks_only_for_what_the_notebooks_publish():
    from analysis.runs.gather import known_keys

    published = known_keys(Path(__file__).parents[2] / "notebooks")
    own = {("finding", key) for key in TEXTS} | {("table", key) for key in TABLES}
    own |= {("finding", f"{key}_more") for kind, key in published if kind == "finding"}
    assert keys() - published - own == set()
    assert len(published) > 80


def test_the_example_can_be_saved_with_its_markers(tmp_path):
    example_template().save(str(tmp_path / "template.docx"))
    assert "{{figure:care_rate_trend}}" in words(docx.Document(str(tmp_path / "template.docx")))


def test_a_part_of_a_pack_leaves_out_what_other_notebooks_have_and_the_headings_above_it(tmp_path):
    elsewhere = keys() - {("finding", "care_rate"), ("finding", "limits"), ("table", "glossary")}
    made = document_of_part(tmp_path, frozenset(elsewhere))
    headings = [one.text for one in made.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [
        "Foreword: the year in numbers",
        "Children in care",
        "How many children are in care",
        "Notes on the data",
        "What the figures do not show",
        "Definitions and glossary",
    ]
    assert NOTHING not in words(made)


def document_of_part(folder, elsewhere):
    make_word(little_pack(folder, elsewhere=elsewhere), folder)
    return docx.Document(str(folder / "annual_report.docx"))


def test_a_slot_of_ones_own_template_says_that_it_is_in_another_part(tmp_path):
    document = document_of("{{figure:plans_forecast}}", "{{text:plans_rate}}")
    fill(document, little_pack(tmp_path, elsewhere=frozenset({("figure", "plans_forecast")})))
    assert words(document).count(ELSEWHERE) == 1
    assert words(document).count(NOTHING) == 1


def test_a_template_is_held_to_what_notebooks_publish_before_any_of_them_runs(tmp_path):
    path = tmp_path / "annual_report.docx"
    document_of("{{text:plans_rate}} {{number:key_figures:count}}", "{{figure:care_rate_tred}}").save(str(path))
    known = frozenset({("finding", "plans_rate"), ("table", "key_figures"), ("figure", "care_rate_trend")})
    with pytest.raises(WrongUse, match=r'^annual_report.docx: "{{figure:care_rate_tred}}" names no figure.') as refused:
        check_template(path, known)
    assert 'Did you mean "care_rate_trend"?' in str(refused.value)


def test_the_annex_of_a_finding_is_left_out_with_its_finding(tmp_path):
    made = document_of_part(tmp_path, keys() - {("finding", "limits"), ("table", "glossary")})
    assert "More detail" not in words(made)
