"""Drafts are read as a person reads them: paragraphs, tables, notes and boxes, each with its place."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit.reading import read_draft
from analysis.audit.reading_text import read_markdown, read_plain
from analysis.vocabulary.errors import WrongUse


def texts(passages):
    return [(passage.where, passage.kind, passage.text) for passage in passages]


def saved(document, folder, name="draft.docx"):
    document.save(str(folder / name))
    return folder / name


# ---- plain text


def test_a_line_of_plain_text_is_a_paragraph_and_capitals_alone_are_a_heading():
    found = texts(read_plain("OUR YEAR\n\nWe had 395 plans.\nAnd 542 in care.\n\n- A point with 3 parts"))
    assert found == [
        ("line 1", "heading", "OUR YEAR"),
        ("line 3", "paragraph", "We had 395 plans."),
        ("line 4", "paragraph", "And 542 in care."),
        ("line 6", "list", "A point with 3 parts"),
    ]


def test_a_sentence_that_a_page_break_cut_is_joined():
    [(where, _, text)] = texts(read_plain("Children on a plan\n\n(CPP) were 395 at the end."))
    assert (where, text) == ("line 1", "Children on a plan (CPP) were 395 at the end.")


def test_lines_that_the_width_of_a_page_parted_are_one_paragraph():
    line = "The partnership looked at how many children were on a plan in every"
    [(_, _, text)] = texts(read_plain(f"{line}\n{line}\nquarter. It was 395."))
    assert text == f"{line} {line} quarter. It was 395."


def test_lines_with_tabs_are_a_table_whose_cells_know_their_row_and_column():
    found = list(read_plain("Kind\tNo\nNeglect\t141\n\nText."))
    cells = [(one.table, one.row, one.column, one.text) for one in found if one.table]
    assert cells == [(1, 1, 1, "Kind"), (1, 1, 2, "No"), (1, 2, 1, "Neglect"), (1, 2, 2, "141")]
    assert found[3].where == "table 1, row 2, column 2 (line 2)"


# ---- Markdown


def test_markdown_loses_its_marks_its_code_and_its_comments():
    text = "# Our **year**\n\nIt was **395**, [see](http://x.org/1).\n<!-- 12 -->\n```\n99\n```\n"
    text += "| Kind | No |\n|---|---|\n| `Neglect` | 141 |"
    assert texts(read_markdown(text)) == [
        ("line 1", "heading", "Our year"),
        ("line 3", "paragraph", "It was 395, see."),
        ("table 1, row 1, column 1 (line 8)", "cell", "Kind"),
        ("table 1, row 1, column 2 (line 8)", "cell", "No"),
        ("table 1, row 2, column 1 (line 10)", "cell", "Neglect"),
        ("table 1, row 2, column 2 (line 10)", "cell", "141"),
    ]


# ---- Word


def test_a_word_file_is_read_with_its_headings_tables_headers_and_boxes(tmp_path):
    document = docx.Document()
    document.add_heading("Our year", 1)
    document.add_paragraph("There were 395.")
    table = document.add_table(2, 2)
    for at, text in enumerate(("Kind", "No", "Neglect", "141")):
        table.cell(at // 2, at % 2).text = text
    document.sections[0].header.paragraphs[0].text = "Draft 2"
    box = document.add_paragraph("Beside")
    inside = "<w:txbxContent><w:p><w:r><w:t>In a box: 12</w:t></w:r></w:p></w:txbxContent>"
    box._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{inside}</w:pict></w:r>"))
    found = texts(read_draft(saved(document, tmp_path)).passages)
    assert found == [
        ("paragraph 1", "heading", "Our year"),
        ("paragraph 2", "paragraph", "There were 395."),
        ("table 1, row 1, column 1", "cell", "Kind"),
        ("table 1, row 1, column 2", "cell", "No"),
        ("table 1, row 2, column 1", "cell", "Neglect"),
        ("table 1, row 2, column 2", "cell", "141"),
        ("paragraph 3", "paragraph", "Beside"),
        ("text box in paragraph 3", "text box", "In a box: 12"),
        ("header", "header", "Draft 2"),
    ]


def test_what_was_struck_out_is_not_read_and_what_was_put_in_is(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("There were ")
    for tag, inner, text in (("w:del", "w:delText", "398"), ("w:ins", "w:t", "395")):
        paragraph._p.append(
            parse_xml(f"<{tag} {nsdecls('w')} w:id='1' w:author='a'><w:r><{inner}>{text}</{inner}></w:r></{tag}>")
        )
    assert read_draft(saved(document, tmp_path)).passages[0].text == "There were 395"


def test_a_number_split_over_runs_and_a_no_break_space_are_read_whole(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("It was 2", "3.", "1\xa0%"):
        paragraph.add_run(piece)
    assert read_draft(saved(document, tmp_path)).passages[0].text == "It was 23.1 %"


def test_content_controls_and_tables_in_tables_are_read_once(tmp_path):
    document = docx.Document()
    outer = document.add_table(1, 1)
    outer.cell(0, 0).text = "Outer 1"
    outer.cell(0, 0).add_table(1, 1).cell(0, 0).text = "Inner 2"
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Held 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, control)
    found = [passage.text for passage in read_draft(saved(document, tmp_path)).passages]
    assert found == ["Held 3", "Outer 1", "Inner 2"]


# ---- what cannot be read


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "has a password or is in the old Word format"),
        ("a.docx", b"PK\x03\x04 but no more", "is damaged, or is no Word file"),
        ("a.docx", b"just text", "is damaged, or is no Word file"),
        ("a.pdf", b"%PDF-1.7 1 0 obj", "is a PDF, which is not read"),
        ("a.txt", b"  \n", "is empty"),
        ("a.md", b"\x00\x01\x02\x03", "is not text"),
    ],
)
def test_a_file_that_is_no_draft_gets_one_sentence(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(WrongUse, match=said) as refused:
        read_draft(tmp_path / name)
    assert "\n" not in str(refused.value)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(WrongUse, match="There is no file"):
        read_draft(tmp_path / "none.txt")
    with pytest.raises(WrongUse, match="is a folder"):
        read_draft(tmp_path)


def test_a_file_that_would_grow_beyond_measure_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.audit.reading_word.UNPACKED", 10_000)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 20_000)
    (tmp_path / "bomb.docx").write_bytes(made.getvalue())
    with pytest.raises(WrongUse, match="would unpack to more than a draft can hold"):
        read_draft(tmp_path / "bomb.docx")


def test_an_entity_in_a_word_file_opens_no_other_file(tmp_path):
    path = saved(docx.Document(), tmp_path)
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    made = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'.encode()
                data = data.replace(b"?>", b"?>" + entity, 1).replace(
                    b"<w:body>", b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
                )
            new.writestr(part, data)
    path.write_bytes(made.getvalue())
    try:
        found = " ".join(passage.text for passage in read_draft(path).passages)
    except WrongUse:
        found = ""
    assert "SECRET" not in found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_whatever_windows_saved_it(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("Children’s care: 542".encode(encoding))
    assert read_draft(tmp_path / "a.txt").passages[0].text == "Children’s care: 542"


@given(st.lists(st.sampled_from(["395 plans", "a", "B.", "\t", "|", "- x 3", "", "# H", "1.", "**b** 4"]), max_size=12))
def test_whatever_the_lines_no_digit_is_lost_or_read_twice(lines):
    text = "\n".join(lines)
    read = "".join(passage.text for passage in read_plain(text))
    bulleted = sum(line.startswith("1.") for line in lines)  # the number of a list item is no text
    assert sum(map(str.isdigit, text)) - bulleted <= sum(map(str.isdigit, read)) <= sum(map(str.isdigit, text))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"<!DOCTYPE html><html>395</html>", "is a web page"),
        ("a.rtf", rb"{\rtf1 395}", "is rich text"),
        ("a.txt", b"We had\x00 395 plans and \x01", "is not text"),
    ],
)
def test_what_only_calls_itself_a_draft_gets_one_sentence(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(WrongUse, match=said):
        read_draft(tmp_path / name)


def test_a_word_file_of_pictures_is_refused(tmp_path):
    with pytest.raises(WrongUse, match="holds no text that can be read"):
        read_draft(saved(docx.Document(), tmp_path))


def test_a_word_file_with_a_broken_part_gets_one_sentence(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Draft"
    path = saved(document, tmp_path)
    made = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, b"<w:hdr" if "header" in part else old.read(part))
    path.write_bytes(made.getvalue())
    with pytest.raises(WrongUse, match="is damaged, or is no Word file"):
        read_draft(path)


def test_utf16_without_its_mark_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes("In care: 542".encode("utf-16-le"))
    assert read_draft(tmp_path / "a.txt").passages[0].text == "In care: 542"


def test_hidden_text_and_raised_calls_of_notes_are_no_part_of_a_number(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("We had ")
    paragraph.add_run("999 ").font.hidden = True
    paragraph.add_run("476")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" in care, 313² on plans.")
    [one] = read_draft(saved(document, tmp_path)).passages
    assert one.text == "We had 476 in care, 313 on plans."


def test_points_are_a_list_and_a_line_in_bold_is_a_heading_unless_it_is_a_figure(tmp_path):
    document = docx.Document()
    for text in ("Children in custody", "313 plans"):
        document.add_paragraph().add_run(text).bold = True
    document.add_paragraph("3 at the year end", style="List Bullet")
    found = [(one.kind, one.text, one.under) for one in read_draft(saved(document, tmp_path)).passages]
    assert found == [
        ("heading", "Children in custody", ""),
        ("paragraph", "313 plans", "Children in custody"),
        ("list", "3 at the year end", "Children in custody"),
    ]


def test_bars_in_one_line_make_no_table():
    [one] = read_markdown("S47 rate 205.5 | England 189.3 | region 200.1")
    assert (one.kind, one.text) == ("paragraph", "S47 rate 205.5 | England 189.3 | region 200.1")
