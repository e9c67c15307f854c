"""Every kind of file is looked into, also where nobody looks: a planted number is found in each place."""

import base64
import io
import json
import struct
import zipfile
import zlib

import docx
import openpyxl
import pptx
import pytest
from openpyxl.comments import Comment

from analysis.disclosure.attack_extract import NotRead, numbers_in

PLANTED = 4711.0


def places(path):
    return [place for place, _, number in numbers_in(path) if number == PLANTED]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks, after=b""):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"") + after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "group,count\nBlack,4711\n"),
        ("a.txt", "first\nBlack 4,711\n"),
        ("a.md", "**4711**"),
        ("a.json", '{"a": [{"b": 4711}]}'),
        ("a.json", '{"a": {"4711": 1}}'),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><desc>4711</desc></svg>"),
        ("a.svg", "<svg><g><!-- 4711 --></g></svg>"),
        ("a.svg", "<svg aria-label='Black 4711'/>"),
        ("a.svg", "<svg><text><tspan>47</tspan><tspan>11</tspan></text></svg>"),
        ("a.html", "<p>Black <b>47</b><i>11</i></p>"),
        ("a.html", "<td data-value='4711'>c</td>"),
        ("a.html", "<img alt='Black 4711'><!-- none -->"),
        ("a.html", "<p>c</p><!-- 4711 -->"),
        ("a.html", "<script>let hidden = 4711</script>"),
        ("a.html", "<table><tr><td>Black</td><td>4711</td></tr></table>"),
    ],
)
def test_a_number_is_found_wherever_it_stands_in_a_text(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert places(tmp_path / name)


@pytest.mark.parametrize(
    "content",
    [
        png(chunk(b"tEXt", b"Description\0Black 4711")),
        png(chunk(b"zTXt", b"Description\0\0" + zlib.compress(b"Black 4711"))),
        png(chunk(b"iTXt", b"Description\0\0\0en\0\0" + b"Black 4711")),
        png(chunk(b"iTXt", b"Description\0\1\0en\0\0" + zlib.compress(b"Black 4711"))),
        png(after=b"4711"),
    ],
)
def test_a_picture_s_text_chunks_are_read(tmp_path, content):
    (tmp_path / "a.png").write_bytes(content)
    assert places(tmp_path / "a.png")


def test_a_picture_inside_a_page_and_a_page_inside_a_notebook_are_read(tmp_path):
    picture = base64.b64encode(png(chunk(b"tEXt", b"Description\0Black 4711"))).decode()
    (tmp_path / "a.html").write_text(f"<img src='data:image/png;base64,{picture}'>")
    assert places(tmp_path / "a.html")
    outputs = {
        "image/png": picture,
        "text/html": ["<table>\n", "<tr><td>4711</td></tr></table>"],
        "text/plain": ["47", "11"],
    }
    cell = {
        "cell_type": "code",
        "source": [],
        "metadata": {"papermill": {"count": 4711}},
        "outputs": [{"data": outputs}],
    }
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {"hidden": "4711"}}))
    assert len(places(tmp_path / "a.ipynb")) >= 5


def test_a_workbook_is_read_with_its_hidden_sheets_comments_and_properties(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.create_sheet("working")
    sheet["B3"] = 4711
    sheet["B4"] = "Black 4711"
    sheet["B5"] = "=4711+0"
    sheet.sheet_state = "veryHidden"
    book.active["A1"].comment = Comment("it was 4711", "a")
    book.active.row_dimensions[2].hidden = True
    book.active["A2"] = 4711
    book.properties.description = "4711"
    book.save(tmp_path / "a.xlsx")
    found = places(tmp_path / "a.xlsx")
    assert 'hidden sheet "working", B3' in found
    assert 'hidden sheet "working", B4' in found
    assert 'hidden sheet "working", B5, formula' in found
    assert 'sheet "Sheet", A2 in a hidden row' in found
    assert any("comment" in place for place in found)
    assert any("docProps/core.xml" in place for place in found)


def test_a_document_is_read_with_split_runs_alternative_texts_and_what_is_embedded(tmp_path):
    made = docx.Document()
    paragraph = made.add_paragraph("Black 47")
    paragraph.add_run("11")
    shape = made.add_picture(io.BytesIO(png(chunk(b"IDAT", zlib.compress(b"\0\0")))))
    shape._inline.docPr.set("descr", "Black 4711")
    made.core_properties.comments = "4711"
    made.save(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx", "a") as archive:
        archive.writestr("word/embeddings/a.csv", "group,count\nBlack,4711\n")
        archive.comment = b"4711"
    found = " ".join(places(tmp_path / "a.docx"))
    assert all(
        place in found for place in ("joined", "descr", "core.xml", "embeddings/a.csv", "comment of the archive")
    )


def test_slides_are_read_with_their_notes(tmp_path):
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Black c"
    slide.notes_slide.notes_text_frame.text = "say 4711"
    made.save(tmp_path / "a.pptx")
    assert any("notesSlide" in place for place in places(tmp_path / "a.pptx"))


def test_numbers_are_read_as_people_write_them(tmp_path):
    (tmp_path / "a.txt").write_text("1,234 of 5 fell by −3.5 to 0.5% in Q4, e4b and two more", encoding="utf-8")
    assert [number for _, _, number in numbers_in(tmp_path / "a.txt")] == [1234.0, 5.0, -3.5, 0.5]
    assert 2.0 in [number for _, _, number in numbers_in(tmp_path / "a.txt", words=True)]


def test_a_text_without_a_number_is_given_too(tmp_path):
    (tmp_path / "a.txt").write_text("Black: c", encoding="utf-8")
    assert numbers_in(tmp_path / "a.txt") == [("line 1", "Black: c", None)]


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(NotRead):
        numbers_in(tmp_path / "a.parquet")
