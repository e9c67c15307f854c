"""Sentences around a slot that changed: those that now look out of date are found, the others are left in peace."""

import pytest

from analysis.reports.refresh import refresh
from analysis.reports.refresh_words import as_text
from analysis.reports.word_file import WordFile
from little_drafts import draft, run, slot
from little_pack import little_pack

TAG = "number:care_rate_by_year:rate"


def again(folder, *paragraphs, old="94.7"):
    """What is to be looked at in paragraphs in which @ stands for a number that is now 85.5."""
    number = slot(TAG, run(old), 5)
    body = "".join(
        f"<w:p>{''.join(run(piece) + number for piece in text.split('@'))[: -len(number)]}</w:p>" for text in paragraphs
    )
    return refresh(WordFile("draft.docx", draft(body)), little_pack(folder), "x").again


@pytest.mark.parametrize(
    ("text", "old", "why"),
    [
        ("The rate rose to @.", "94.7", "It says “rose”, and the number went down from 94.7 to 85.5."),
        ("It is higher, at @.", "94.7", "It says “higher”, and the number went down from 94.7 to 85.5."),
        ("It fell to @ this year.", "70.1", "It says “fell”, and the number went up from 70.1 to 85.5."),
        ("It is unchanged at @.", "70.1", "It says “unchanged”, and the number went up from 70.1 to 85.5."),
        ("It is @. A rate of 94.7 is a worry.", "94.7", "It says 94.7, which is now 85.5."),
        ("From 101.2 it fell to @.", "94.7", "It says “From 101.2” beside a number that changed."),
        ("At 31 March 2023 it was @.", "94.7", "It says “31 March 2023” beside a number that changed."),
        ("In 2022-23 it was @.", "94.7", "It says “2022-23” beside a number that changed."),
        ("In 2023 it was @.", "94.7", "It says “2023” beside a number that changed."),
    ],
)
def test_a_sentence_that_no_longer_fits_is_found(tmp_path, text, old, why):
    [found] = again(tmp_path, text, old=old)
    assert found.why == why
    assert "@" not in found.sentence


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("The rate fell to @.", "94.7"),
        ("The rate is @ in every 10,000 children.", "94.7"),
        ("At 31 March 2025 it was @.", "94.7"),
        ("Since 2013 much has happened: @.", "94.7"),
        ("The rate rose to @.", "85.5"),
        ("The rate is @. We set up a board of 94.", "94.7"),
        ("The rate rose to @.", "withheld"),
    ],
)
def test_a_sentence_that_still_fits_is_left_in_peace(tmp_path, text, old):
    assert again(tmp_path, text, old=old) == ()


def test_paragraphs_beside_are_read_and_those_further_away_are_not(tmp_path):
    found = again(tmp_path, "It rose. Far away: 94.7.", "It rose. Near: 94.7.", "", "It is @.", "It has risen, too.")
    assert [one.sentence for one in found] == ["It rose.", "Near: 94.7.", "It has risen, too."]


def test_a_sentence_with_a_slot_of_its_own_is_judged_by_that(tmp_path):
    number = slot(TAG, run("94.7"), 5)
    other = slot("number:care_rate_by_year:count", run("3,000"), 6)
    body = f"<w:p>{run('It fell to ')}{number}{run('. The number rose to ')}{other}{run('.')}</w:p>"
    made = refresh(WordFile("draft.docx", draft(body)), little_pack(tmp_path), "x")
    assert made.again == ()


def test_a_direction_that_the_finding_beside_it_no_longer_has_is_found(tmp_path):
    body = f"<w:p>{slot('text:care_change', run('That is a fall on the year before.'), 7)}</w:p>"
    body += f"<w:p>{run('We are glad that numbers fell. Staff are steady. More children were placed well.')}</w:p>"
    made = refresh(WordFile("draft.docx", draft(body)), little_pack(tmp_path), "x")
    assert [(one.sentence, one.why) for one in made.again] == [
        ("We are glad that numbers fell.", "It says “fell”, and a slot beside it no longer says so."),
    ]


def test_the_old_day_at_the_head_of_a_changed_number_in_a_table_is_found(tmp_path):
    number = slot(TAG, run("94.7"), 5)
    rows = [
        ["Rate", "2022", "31 March 2023", "31 March 2025"],
        ["Care in 2021", run("1"), number, run("2")],
        ["2020"] * 4,
    ]
    cells = [[piece if "<" in piece else run(piece) for piece in row] for row in rows]
    lines = "".join(f"<w:tr>{''.join(f'<w:tc><w:p>{piece}</w:p></w:tc>' for piece in row)}</w:tr>" for row in cells)
    body = f"<w:tbl><w:tblPr/><w:tblGrid/>{lines}</w:tbl><w:p>{run('In 2019.')}</w:p>"
    made = refresh(WordFile("draft.docx", draft(body)), little_pack(tmp_path), "x")
    assert [one.sentence for one in made.again] == ["31 March 2023", "Care in 2021"]


def test_an_old_number_of_a_sentence_or_a_table_is_found_beside_it(tmp_path):
    body = slot("text:care_rate", run("At 31 March 2023, 542 children were in care."), 7)
    body = f"<w:p>{body}</w:p><w:p>{run('Of the 542, 9 were placed far away.')}</w:p>"
    made = refresh(WordFile("draft.docx", draft(body)), little_pack(tmp_path), "x")
    assert as_text(made).endswith(
        "  [before the first heading]  “Of the 542, 9 were placed far away.”\n"
        "    It says 542, which a slot beside it no longer says."
    )
