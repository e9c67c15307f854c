"""Sign-off: what the seal covers, when a signature stands, and where a pack says so."""

import json
import re
from dataclasses import replace

import docx
import pptx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from analysis.reports.brief import make_brief
from analysis.reports.contents import NOT_SIGNED, SignOff
from analysis.reports.pages import make_pages
from analysis.reports.sign_off import facts, seal_of, settled, standing
from analysis.reports.slides import make_slides
from analysis.reports.word import make_word
from analysis.reports.workbook import make_workbook
from little_pack import little_pack

APPROVED = SignOff("approved", "A & B <manager> *one*", "2025-05-01", "gvdp-ncrk-bfqt")
LAPSED = replace(APPROVED, status="draft", was="approved")
SAID = "Approved on 1 May 2025 by A & B <manager> *one*"


def changed(pack, key, **words):
    [section] = pack.sections
    items = tuple(replace(item, **words) if item.key == key else item for item in section.items)
    return replace(pack, sections=(replace(section, items=items),))


def test_the_seal_is_short_and_the_same_for_the_same_figures_wherever_they_are(tmp_path):
    seal = seal_of(little_pack(tmp_path / "one"))
    assert re.fullmatch("[b-v]{4}-[b-v]{4}-[b-v]{4}", seal)
    assert seal == seal_of(little_pack(tmp_path / "two"))


@pytest.mark.parametrize(
    "change",
    [
        lambda pack: replace(pack, period="2023-24 Q4"),
        lambda pack: replace(pack, audience="internal"),
        lambda pack: replace(pack, area="E08000016"),
        lambda pack: replace(pack, which="as published by 31 January 2023"),
        lambda pack: replace(pack, notes=()),
        lambda pack: replace(pack, sections=(replace(pack.sections[0], limits="None."),)),
        lambda pack: changed(pack, "care_rate", text="At 31 March 2025, 477 children were in care. More follows."),
        lambda pack: changed(pack, "care_rate_trend", headline="Children in care: 81 in every 10,000"),
        lambda pack: changed(pack, "care_rate_trend", note="Not shaded."),
    ],
)
def test_another_word_or_another_reader_makes_another_seal(tmp_path, change):
    pack = little_pack(tmp_path)
    assert seal_of(change(pack)) != seal_of(pack)


@pytest.mark.parametrize("name", ["tables/care_groups.csv", "figures/care_rate_trend.csv"])
def test_another_number_in_a_table_or_under_a_figure_makes_another_seal(tmp_path, name):
    pack = little_pack(tmp_path)
    (tmp_path / name).write_bytes(b"value\n8.5\n")
    before = seal_of(pack)
    (tmp_path / name).write_bytes(b"value\n8.6\n")
    assert seal_of(pack) != before


def test_words_that_move_from_one_finding_to_the_next_make_another_seal(tmp_path):
    pack = little_pack(tmp_path)
    one = changed(changed(pack, "care_rate", text="ab"), "care_change", text="c")
    two = changed(changed(pack, "care_rate", text="a"), "care_change", text="bc")
    assert seal_of(one) != seal_of(two)


def test_a_signature_and_a_question_leave_the_seal_as_it_is(tmp_path):
    pack = little_pack(tmp_path)
    assert seal_of(replace(pack, sign_off=APPROVED, template=tmp_path, seal="x")) == seal_of(pack)


def test_a_signature_stands_with_its_seal_and_lapses_with_another():
    assert settled(APPROVED, "gvdp-ncrk-bfqt") == APPROVED
    assert settled(APPROVED, "0000-0000-0000") == LAPSED
    assert settled(NOT_SIGNED, "0000-0000-0000") == NOT_SIGNED


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        (NOT_SIGNED, "Draft for checking."),
        (replace(APPROVED, status="checked", by="The analyst"), "Checked on 1 May 2025 by The analyst."),
        (APPROVED, f"{SAID}."),
        (LAPSED, f"Draft for checking. {SAID}, but with the seal of other figures than these."),
    ],
)
def test_every_cover_says_who_signed_what_when_and_the_seal(tmp_path, signed, said):
    pack = replace(little_pack(tmp_path), sign_off=signed, seal="1111-2222-3333")
    assert standing(pack) == said
    for make in (make_word, make_slides, make_workbook, make_brief, make_pages):
        make(pack, tmp_path)
    for text in covers(tmp_path):
        assert said in text
        assert "Seal of these figures: 1111-2222-3333." in text
        assert ("Draft" in text) == (signed.status == "draft")


def covers(folder):
    """The words on the first page of each report, as a reader meets them."""
    word = docx.Document(str(folder / "annual_report.docx")).element.iter(qn("w:t"))
    yield "".join(piece.text or "" for piece in word).split("Foreword")[0]
    slide = pptx.Presentation(str(folder / "slides.pptx")).slides[0]
    yield "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    cover = load_workbook(folder / "tables.xlsx")["Cover"]
    yield "\n".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
    brief = (folder / "scrutiny_brief.md").read_text(encoding="utf-8").split("##")[0]
    yield brief.replace("\\", "")
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    yield page.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("</strong>", "")


def test_a_name_is_no_page_and_no_mark(tmp_path):
    pack = replace(little_pack(tmp_path), sign_off=APPROVED, seal="1111-2222-3333")
    make_brief(pack, tmp_path)
    make_pages(pack, tmp_path)
    assert r"A \& B \<manager\> \*one\*." in (tmp_path / "scrutiny_brief.md").read_text(encoding="utf-8")
    assert "A &amp; B &lt;manager&gt; *one*." in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_the_manifest_says_what_was_signed_and_what_stands(tmp_path):
    pack = replace(little_pack(tmp_path), seal="1111-2222-3333")
    assert facts(pack) == {"seal": "1111-2222-3333", "sign_off": {"status": "draft"}}
    signed = {"status": "draft", "was": "approved", "by": APPROVED.by, "on": "2025-05-01", "seal": "gvdp-ncrk-bfqt"}
    assert json.loads(json.dumps(facts(replace(pack, sign_off=LAPSED))))["sign_off"] == signed
