"""An audit as text, as JSON and as comments in a copy of the Word file."""

import json
from io import BytesIO

import docx

from analysis.audit.audit import audit
from analysis.audit.comments import commented
from analysis.audit.reading import read_draft
from analysis.audit.render import as_json, as_text
from analysis.vocabulary.periods import Quarter
from reading_a_sentence import LATE, ROTHERHAM, audited

TEXT = "At 31 March 2023 there were 475 children on plans. The helpline took 905 calls."


def test_the_text_says_what_was_found_where_and_what_could_be_written_instead(figures):
    said = as_text(audited(TEXT, figures))
    assert "2 numbers that say something: 1 to look at" in said
    assert "Out of date (1)" in said
    assert "475  [line 1]" in said
    assert "Instead: 395 (at 31 March 2023)" in said


def test_the_json_holds_every_claim_and_counts_what_it_did_not_understand(figures):
    read = json.loads(as_json(audited(TEXT, figures)))
    assert [one["verdict"] for one in read["claims"]] == ["stale", "untraceable"]
    assert read["summary"]["sentences_not_understood"] == 1


def test_a_finding_becomes_a_comment_at_its_number_with_the_same_bytes_each_time(figures, tmp_path):
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(tmp_path / "draft.docx")
    made = [
        commented(
            audit(read_draft(tmp_path / "draft.docx"), figures.tables, ROTHERHAM, Quarter.parse("2022-23 Q4").end, LATE)
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    [comment] = docx.Document(BytesIO(made[0])).comments
    assert comment.text.startswith("Out of date: 475.")
