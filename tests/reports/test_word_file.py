"""Opening a Word file: what is damaged, protected or hostile gets one sentence, and what is strange is still opened."""

import struct
import zipfile
from io import BytesIO

import pytest

from analysis.reports.word_file import WordFile, rels_of
from analysis.vocabulary.errors import WrongUse
from little_drafts import SETTINGS, STYLES, draft, parts, types, unzipped, zipped

DAMAGED = r'"d\.docx" is damaged, or is no Word file\. Open it in Word and save it again as a \.docx\.'
PROTECTED = SETTINGS.replace("<w:zoom", "<w:documentProtection w:edit='readOnly' w:enforcement='1'/><w:zoom")
DTD = '<!DOCTYPE w:styles [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def without(name):
    return zipped({key: data for key, data in parts().items() if key != name})


def encrypted():
    """A zip whose entries say that they have a password."""
    data = bytearray(draft())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = -1
        while (begin := data.find(sign, begin + 1)) >= 0:
            data[begin + at] |= 1
    return bytes(data)


def bomb():
    """A part of a few kilobytes that says it unpacks to 500 MB."""
    data = bytearray(draft())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 500_000_000)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", DAMAGED),
        (b"Dear all", DAMAGED),
        (b"%PDF-1.7", DAMAGED),
        (draft()[:-700], DAMAGED),
        (draft()[:400] + b"\0" * 40 + draft()[440:], DAMAGED),
        (without("word/document.xml"), DAMAGED),
        (without("[Content_Types].xml"), DAMAGED),
        (draft("<w:p>"), DAMAGED),
        (draft("<w:p>" * 5000 + "</w:p>" * 5000), DAMAGED),
        (draft(styles=DTD + STYLES), DAMAGED),
        (draft(styles=("<!-- <a> -->" + DTD + STYLES).encode("utf-16")), DAMAGED),
        (zipped([*parts().items(), ("../../etc/x", b"")]), DAMAGED),
        (encrypted(), DAMAGED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, r"has a password or is in the old Word format\. Save it as"),
        (bomb(), "would unpack to more than a draft can hold"),
        (zipped([(f"a{number}", b"") for number in range(5001)]), "would unpack to more"),
        (draft(settings=PROTECTED),
         r"is protected against editing\. Take that off \(Review, Restrict Editing\)"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_without_harm_gets_one_sentence(data, said):
    with pytest.raises(WrongUse, match=said) as caught:
        WordFile("d.docx", data).document()
    assert "\n" not in str(caught.value)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused():
    with pytest.raises(WrongUse, match=DAMAGED):
        WordFile("d.docx", zipped([*parts().items(), ("word/document.xml", b"<other/>")]))


@pytest.mark.parametrize(
    ("kind", "said"), [("template.main", "is a template"), ("document.macroEnabled.main", "holds macros")]
)
def test_templates_and_files_with_macros_say_what_to_do(kind, said):
    data = {**parts(), "[Content_Types].xml": types(kind).encode()}
    with pytest.raises(WrongUse, match=rf"{said}\. Save it as a Word document"):
        WordFile("d.docx", zipped(data))


def test_protection_that_is_not_enforced_is_none():
    assert WordFile("d.docx", draft(settings=PROTECTED.replace("'1'", "'0'"))).document()


def test_an_untouched_file_is_saved_part_for_part_in_its_order_with_one_time():
    file = WordFile("d.docx", draft())
    made = file.saved()
    assert list(unzipped(made).items()) == list(parts().items())
    assert made == WordFile("d.docx", made).saved()
    with zipfile.ZipFile(BytesIO(made)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_names_are_free_whatever_their_capitals_and_suffixes_need_their_type():
    file = WordFile("d.docx", zipped({**parts(), "word/media/IMAGE3.PNG": b""}))
    assert file.free_name("word/media/image1.png") == "word/media/image4.png"
    file.add("word/media/image4.png", b"", "image/png")
    file.add("word/header9.xml", b"<a/>", "x/header")
    said = file.parts["[Content_Types].xml"]
    assert b"image4" not in said
    assert b'<Override PartName="/word/header9.xml" ContentType="x/header"/></Types>' in said
    file.remove("word/header9.xml")
    assert file.parts["[Content_Types].xml"] == parts()["[Content_Types].xml"]


def test_lists_of_relations_stand_beside_their_part():
    assert (rels_of(""), rels_of("word/document.xml")) == ("_rels/.rels", "word/_rels/document.xml.rels")
