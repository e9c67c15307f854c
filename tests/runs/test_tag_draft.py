"""Numbers of a draft become slots only where the audit agrees and a table of the pack says exactly what is printed."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from analysis.audit.claims import claims_of
from analysis.audit.reading import read_draft
from analysis.audit.verdicts import Verdict
from analysis.reports.refresh import refresh
from analysis.reports.word_file import WordFile
from analysis.reports.word_tags import Tag, has_slots, tag_numbers
from analysis.runs.tag_draft import tags_of
from little_pack import HEAD, little_pack

ROWS = HEAD.replace("date,group", "date,group,source") + "".join(
    f"E08000018,Rotherham,{indicator},2025-03-31,{group},dfe,{measure},{kind},{value},,,,\n"
    for indicator, group, measure, kind, value in (
        ("children_in_care", "", "count", "count", "476"),
        ("children_in_care", "", "the area", "rate", "80.0"),
        ("children_in_care", "", "England", "rate", "70.4"),
        ("child_protection_plans", "", "count", "count", "313"),
        ("child_protection_plans", "", "the area", "rate", "52.6"),
    )
)


def pack(folder):
    made = little_pack(folder)
    (folder / "tables" / "key_figures.csv").write_text(ROWS, encoding="utf-8")
    [section] = made.sections
    item = replace(made.find("table", "care_groups"), key="key_figures")
    return replace(made, sections=(replace(section, items=(item, *section.items)),))


def tags(folder, *texts, verdict="agrees"):
    """The tags of a draft of which every number gets one verdict."""
    document = docx.Document()
    for text in texts:
        pieces = text.split("|")
        paragraph = document.add_paragraph(pieces[0])
        for piece in pieces[1:]:
            paragraph.add_run(piece).bold = True
    path = folder / "draft.docx"
    document.save(str(path))
    draft = read_draft(path)
    verdicts = [Verdict(claim, verdict) for claim in claims_of(draft, date(2025, 3, 31), "E08000018")]
    return tags_of(verdicts, draft, pack(folder))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 476 children in care at 31 March 2025.",
         [("476", "number:key_figures:count:indicator=children_in_care")]),
        ("At 31 March 2025 the rate of children in care was 80.0 per 10,000.",
         [("80.0", "number:key_figures:the area:indicator=children_in_care")]),
        ("At 31 March 2025 3|1|3 children were on a child protection plan.",
         [("313", "number:key_figures:count:indicator=child_protection_plans")]),
        ("At 31 March 2025 85.5 children in every 10,000 were in care.", [("85.5", "number:care_rate_by_year:rate")]),
        ("There were 477 children in care at 31 March 2025.", []),
        ("There were 476 children in care at 31 March 2024.", []),
        ("There were 476 children on a child protection plan at 31 March 2025.", []),
        ("At 31 March 2025 the rate of children in care was 70.4 per 10,000.", []),
        ("In England there were 476 children in care at 31 March 2025.", []),
    ],
)  # fmt: skip
def test_a_slot_is_chosen_only_where_it_says_exactly_what_is_printed(tmp_path, text, found):
    assert [(one.text, one.slot) for one in tags(tmp_path, text)] == found


@pytest.mark.parametrize("verdict", ["differs", "untraceable", "rounding", "stale"])
def test_only_what_agrees_is_tagged(tmp_path, verdict):
    assert tags(tmp_path, "There were 476 children in care at 31 March 2025.", verdict=verdict) == []


def test_the_text_of_a_tagged_draft_stays_and_it_can_be_refreshed(tmp_path):
    texts = ["Intro.", "There were 47|6 children in care at 31 March 2025, and 313| children on plans. 476!"]
    found = tags(tmp_path, *texts)
    file = WordFile("draft.docx", (tmp_path / "draft.docx").read_bytes())
    assert not has_slots(file.document())
    made = refresh(file, pack(tmp_path), "x", lambda document: tag_numbers(document, found))
    assert made.changes == ()
    document = docx.Document(BytesIO(made.data))
    assert ["".join(one.text or "" for one in line.iter(qn("w:t"))) for line in document.element.iter(qn("w:p"))] == [
        text.replace("|", "") for text in texts
    ]
    assert len(list(document.element.iter(qn("w:sdt")))) == len(found) > 0
    assert has_slots(document)
    table = tmp_path / "tables" / "key_figures.csv"
    again = pack(tmp_path)
    table.write_text(ROWS.replace("476", "500"), encoding="utf-8")
    newer = refresh(WordFile("draft.docx", made.data), again, "x")
    assert [(one.old.lines, one.new.lines) for one in newer.changes] == [(("476",), ("500",))]


def test_a_tag_that_no_longer_fits_is_left_alone():
    document = docx.Document()
    document.add_paragraph("There were 476.")
    tag_numbers(document, [Tag(0, 0, 3, "476", "number:key_figures:count")])
    assert not has_slots(document)
