"""A draft is refreshed: what stands in slots is written anew, and every other byte of the file stays."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reports.packing import NOTHING as NO_FIGURES
from analysis.reports.refresh import refresh
from analysis.reports.refresh_words import NOTHING, as_text
from analysis.reports.word_file import WordFile
from analysis.vocabulary.errors import WrongUse
from little_drafts import (
    BODY,
    COMMENTS,
    OLD,
    PICTURE,
    RATE,
    W,
    draft,
    outside,
    parts,
    rels,
    run,
    slot,
    unzipped,
    zipped,
)
from little_pack import little_pack, png

WHENCE = "Rotherham, 2024-25 Q4, run abc"


def refreshed(data, folder, whence=WHENCE, **changed):
    return refresh(WordFile("draft.docx", data), little_pack(folder, **changed), whence)


def document_of(made):
    return unzipped(made.data)["word/document.xml"].decode()


def test_every_byte_outside_the_slots_stays(tmp_path):
    made = refreshed(draft(), tmp_path)
    before, after = parts(), unzipped(made.data)
    for name in ("word/document.xml", "word/header1.xml"):
        assert after[name] != before[name]
        assert outside(after[name]) == outside(before[name])
    ours = {"word/document.xml", "word/header1.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels",
            "[Content_Types].xml", "word/media/image2.png"}  # fmt: skip
    assert {name: after.get(name) for name in before if name not in ours} == {
        name: data for name, data in before.items() if name not in ours
    }
    assert after["word/styles.xml"].startswith(before["word/styles.xml"][: -len("</w:styles>")])
    assert [name for name in after if name in before] == [name for name in before if name in after]


def test_what_changed_is_listed_with_old_new_and_place(tmp_path):
    made = refreshed(draft(), tmp_path)
    assert [(one.tag, one.where) for one in made.changes] == [
        ("number:care_rate_by_year:rate", "under “Care”"),
        ("figure:care_rate_trend", "under “Care”"),
        ("text:period", "in a header"),
    ]
    said = as_text(made)
    assert "  number:care_rate_by_year:rate  [under “Care”]  94.7 → 85.5" in said
    assert "    was: Old caption" in said
    assert "    the picture is new" in said
    assert "  text:period  [in a header]  2022-23 Q4 → 2024-25 Q4" in said


def test_refreshing_again_gives_the_same_bytes_and_says_that_nothing_changed(tmp_path):
    once = refreshed(draft(), tmp_path)
    again = refreshed(once.data, tmp_path)
    assert again.data == once.data
    assert (again.changed, as_text(again)) == (False, NOTHING)


def test_a_slot_that_says_what_the_pack_says_keeps_its_bytes(tmp_path):
    own = (
        "<w:r><w:rPr><w:u  w:val='single'/></w:rPr><w:t>85</w:t></w:r><w:proofErr w:type='x'/><w:r><w:t>.5</w:t></w:r>"
    )
    data = draft(f"<w:p>{slot('number:care_rate_by_year:rate', own, 5)}</w:p>")
    assert own in document_of(refreshed(data, tmp_path))


def test_a_new_picture_takes_a_free_name_and_the_old_one_goes(tmp_path):
    after = unzipped(refreshed(draft(), tmp_path).data)
    pictures = {name: data for name, data in after.items() if name.startswith("word/media/")}
    assert pictures == {"word/media/image1.png": PICTURE, "word/media/image3.png": png()}
    listed = after["word/_rels/document.xml.rels"].decode()
    assert "media/image2.png" not in listed
    assert 'Target="media/image3.png"' in listed
    assert "Target='media/image1.png'" in listed


def test_a_picture_of_ours_that_a_person_shows_too_stays(tmp_path):
    body = BODY.replace("r:embed='rId2'", "r:embed='rId3'", 1)
    after = unzipped(refreshed(draft(body), tmp_path).data)
    assert after["word/media/image2.png"] == OLD


def test_what_people_pinned_to_a_slot_stays_pinned_to_it(tmp_path):
    inside = (
        "<w:bookmarkStart w:id='4' w:name='rate'/><w:commentRangeStart w:id='1'/>" + run("94.7")
        + "<w:commentRangeEnd w:id='1'/><w:bookmarkEnd w:id='4'/><w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:t>9</w:t><w:footnoteReference w:id='2'/></w:r>"
    )  # fmt: skip
    tag = "number:care_rate_by_year:rate"
    made = document_of(refreshed(draft(f"<w:p>{slot(tag, inside, 5)}</w:p>"), tmp_path))
    names = re.findall(r"<w:(bookmark\w+|comment\w+|footnote\w+|t)\b", made)
    assert names == ["bookmarkStart", "commentRangeStart", "t", "commentRangeEnd", "bookmarkEnd", "commentReference",
                     "footnoteReference"]  # fmt: skip
    block = slot("figure:care_rate_trend", f"<w:p>{inside}</w:p>", 6)
    made = document_of(refreshed(draft(block), tmp_path))
    assert {"bookmarkStart", "commentRangeEnd", "commentReference", "footnoteReference"} <= set(
        re.findall(r"<w:(\w+)", made)
    )


def test_tracked_changes_inside_a_slot_are_told(tmp_path):
    inside = f"<w:del w:id='8'><w:r><w:delText>94.7</w:delText></w:r></w:del><w:ins w:id='9'>{run('95')}</w:ins>"
    made = refreshed(draft(f"<w:p>{slot('number:care_rate_by_year:rate', inside, 5)}</w:p>"), tmp_path)
    assert "95 → 85.5\n    tracked changes stood in it; they are in the original still" in as_text(made)


def test_a_locked_slot_is_left_and_listed(tmp_path):
    body = BODY.replace('<w:id w:val="11"/>', '<w:id w:val="11"/><w:lock w:val="sdtContentLocked"/>')
    made = refreshed(draft(body), tmp_path)
    assert RATE[RATE.index("<w:sdtContent") :] in document_of(made)
    assert (
        "Locked in Word and left as they are (1)\n  number:care_rate_by_year:rate  [under “Care”]  94.7 → 85.5"
        in as_text(made)
    )
    assert not made.again


def test_markers_become_slots_and_their_neighbours_stay(tmp_path):
    body = "<w:p  a='1'>" + run("Before {{text:") + "<w:proofErr w:type='x'/>" + run("care_rate}} after") + "</w:p >"
    made = refreshed(draft(f"{body}<w:p><w:r><w:t>{{{{figure:care_rate_trend}}}}</w:t></w:r></w:p>{BODY}"), tmp_path)
    assert [one.tag for one in made.changes][:2] == ["text:care_rate", "figure:care_rate_trend"]
    after = document_of(made)
    assert "<w:p  a='1'>" in after
    assert "</w:p >" in after
    assert outside(after.encode()).endswith(outside(parts()["word/document.xml"])[-1500:])
    assert "New slots, in place of markers (2)" in as_text(made)
    assert refreshed(made.data, tmp_path).data == made.data


def test_unknown_keys_are_told_all_at_once(tmp_path):
    body = "".join(f"<w:p>{run('{{text:' + key + '}}')}</w:p>" for key in ("care_rat", "care_chang"))
    body += slot("figure:care_rate_tren", "<w:p/>", 3)
    with pytest.raises(WrongUse, match=r'(?s)"care_rate"\? It is in.*"care_change"\? It is.*"care_rate_trend"\? It is'):
        refreshed(draft(body), tmp_path)


def test_a_slot_without_figures_this_time_says_so(tmp_path):
    made = refreshed(draft(slot("figure:plans_forecast", "<w:p><w:r><w:t>Old</w:t></w:r></w:p>", 3)), tmp_path)
    assert NO_FIGURES in document_of(made)
    assert f"Old → {NO_FIGURES}" in as_text(made)


def test_a_number_of_another_day_than_the_packs_says_so(tmp_path):
    made = refreshed(draft(), tmp_path, period="2025-26 Q4", period_words="31 March 2026")
    assert "94.7 → 85.5\n    it is of 31 March 2025: its table has nothing later" in as_text(made)


def test_a_slot_in_a_slot_is_part_of_what_it_says(tmp_path):
    body = slot("text:care_rate", slot("text:care_change", "<w:p/>", 4) + f"<w:p>{RATE}</w:p>", 3)
    made = refreshed(draft(body), tmp_path)
    assert document_of(made).count("<w:sdt>") == 1


@pytest.mark.parametrize("header", [True, False])
def test_a_draft_filled_from_an_internal_pack_says_so_in_its_headers(tmp_path, header):
    data = parts() if header else parts(BODY, header1=None)
    if not header:
        data["word/document.xml"] = re.sub(rb"<w:headerReference[^>]*>", b"", data["word/document.xml"])
        data["word/_rels/document.xml.rels"] = rels(("styles", "styles.xml"), ("image", "media/image1.png"),
                                                    ("image", "media/image2.png")).encode()  # fmt: skip
    made = refreshed(zipped(data), tmp_path, audience="internal")
    said = unzipped(made.data)["word/header1.xml"]
    assert b"Internal: not for publication" in said
    assert not header or outside(said).endswith(outside(parts()["word/header1.xml"])[-150:])
    assert refreshed(made.data, tmp_path, audience="internal").data == made.data


def test_the_file_says_whence_its_figures_are_beside_a_persons_own_properties(tmp_path):
    made = refreshed(draft(), tmp_path)
    custom = unzipped(made.data)["docProps/custom.xml"].decode()
    assert f'pid="2" name="Figures from"><vt:lpwstr>{WHENCE}</vt:lpwstr></property></Properties>' in custom
    own = custom.replace("<property", "<!-- ours --><property name='Mine' pid='7'/>\n<property", 1)
    data = {**unzipped(made.data), "docProps/custom.xml": own.encode()}
    newer = unzipped(refreshed(zipped(data), tmp_path, "Newer & <better>").data)["docProps/custom.xml"].decode()
    assert newer.startswith(own[: own.index("<property fmtid")])
    assert newer.count("Figures from") == 1
    assert 'pid="8"' in newer
    assert "Newer &amp; &lt;better&gt;" in newer


def test_a_draft_without_styles_or_settings_is_refreshed(tmp_path):
    data = parts(f"<w:p>{RATE}</w:p>")
    kept = {name: one for name, one in data.items() if name in ("word/document.xml", "_rels/.rels")}
    kept["word/document.xml"] = re.sub(rb"<w:headerReference[^>]*>", b"", kept["word/document.xml"])
    kept["_rels/.rels"] = (
        kept["_rels/.rels"][: kept["_rels/.rels"].index(b"<Relationship Id='c'")] + b"</Relationships>"
    )
    kept["[Content_Types].xml"] = data["[Content_Types].xml"]
    made = unzipped(refreshed(zipped(kept), tmp_path).data)
    assert sorted(made) == sorted([*kept, "docProps/custom.xml"])


def test_a_draft_without_pages_styles_or_numbers_of_slots_is_refreshed(tmp_path):
    body = re.sub(r"<w:id w:val=.\d+./>", "", BODY) + slot("table:care_groups", "<w:p/>", 3)
    data = parts(
        body + '<w:sdt><w:sdtPr><w:tag w:val="text:area"/></w:sdtPr></w:sdt>', styles=f"<w:styles xmlns:w='{W}'/>"
    )
    data["word/document.xml"] = re.sub(rb"<w:sectPr>.*</w:sectPr>", b"", data["word/document.xml"])
    made = refreshed(zipped(data), tmp_path)
    assert [one.tag.split(":")[0] for one in made.changes] == ["number", "figure", "table", "text"]
    assert refreshed(made.data, tmp_path).data == made.data


@pytest.mark.parametrize("styles", ["<w:styles xmlns:w='" + W + "'><w:style/></w:styles>", "<other/>"])
def test_what_is_not_as_word_writes_it_gets_one_sentence(tmp_path, styles):
    with pytest.raises(WrongUse, match=r'"draft\.docx" could not be refreshed: .* \(\w+\)\. Open it in Word, save it'):
        refreshed(draft(styles=styles), tmp_path)


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="{}"), max_size=20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4), st.sampled_from(["", "\n", " <!-- > -->"]))
def test_whatever_people_write_around_slots_stays(tmp_path, above, below, between):
    def lines(found):
        return between.join(f"<w:p>{run(escaped(text))}</w:p>" for text in found)

    data = draft(f"{lines(above)}<w:p>{run(escaped(''.join(above)))}{RATE}</w:p>{lines(below)}{BODY}")
    made = refreshed(data, tmp_path)
    name = "word/document.xml"
    assert outside(unzipped(made.data)[name]) == outside(unzipped(data)[name])
    assert made.slots == 4


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_comments_of_people_are_not_read_for_markers(tmp_path):
    said = COMMENTS.replace("<w:p/>", f"<w:p>{run('{{text:nothing_like_it}}')}</w:p>")
    assert unzipped(refreshed(draft(comments=said), tmp_path).data)["word/comments.xml"].decode() == said


def test_the_pack_may_know_more_slots_than_it_fills(tmp_path):
    made = refreshed(draft(slot("text:sources_disagree", "<w:p/>", 3)), tmp_path, known=frozenset())
    assert made.changes[0].tag == "text:sources_disagree"
    assert replace(made.changes[0].new, tracked=False).lines == (NO_FIGURES,)
