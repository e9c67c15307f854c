"""An edited tree goes back into its own bytes: every byte that was not touched stays."""

import pytest
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from analysis.reports.splicing import Spliced

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRANGE = (
    "<?xml version='1.0'\tencoding='{encoding}'?>\r\n<!-- a > b --><?pi <x> ?>\n"
    "<w:document   xmlns:w='" + W + "' xmlns:own = \"urn:a\" own:x='&lt;&#233;' own:y=\"'>\"\n>"
    "<w:body><!-- <w:p/> --><w:p own:a='1'  own:b = '>'><w:r><w:t xml:space='preserve'> kept é</w:t></w:r></w:p >"
    "<own:box><![CDATA[ <w:p> ]]></own:box>\n  <w:p/><w:p></w:p><w:sdt><w:sdtContent\n/></w:sdt>  </w:body>"
    "</w:document>\n"
)
ENCODINGS = ["UTF-8", "UTF-16", "ISO-8859-1"]


def spliced(encoding="UTF-8"):
    data = STRANGE.format(encoding=encoding).encode(encoding)
    return data, Spliced(data, parse_xml(data))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_tree_that_was_not_edited_is_written_as_it_was(encoding):
    data, part = spliced(encoding)
    assert part.written() == data


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_put_in_and_taken_out_changes_no_byte_beside_it(encoding):
    data, part = spliced(encoding)
    body = part.root[0]
    empty = next(one for one in body.iterchildren(f"{{{W}}}p") if not len(one))
    body.remove(empty)
    made = etree.SubElement(body[-1][0], f"{{{W}}}t")
    made.text = "’<&"
    text = data.decode(encoding)
    expected = text.replace("  <w:p/><w:p>", "  <w:p>").replace(
        "<w:sdtContent\n/>", "<w:sdtContent><w:t>&#8217;&lt;&amp;</w:t></w:sdtContent>"
    )
    assert part.written().decode(encoding) == expected


def test_an_element_whose_text_or_attributes_changed_is_written_anew_alone():
    data, part = spliced()
    [text] = part.root.iter(f"{{{W}}}t")
    text.text = "new"
    old = "<w:t xml:space='preserve'> kept é</w:t>".encode()
    assert part.written() == data.replace(old, b'<w:t xml:space="preserve">new</w:t>')


def test_an_element_that_moves_into_a_new_one_stands_there_once():
    data, part = spliced()
    paragraph = next(part.root.iter(f"{{{W}}}p"))
    new = paragraph.makeelement(f"{{{W}}}ins", {})
    paragraph.insert(0, new)
    new.append(paragraph[1])
    made = part.written()
    assert made.count(b"kept") == 1
    assert made.startswith(data[: data.index(b"<w:r>")] + b"<w:ins><w:r>")


def test_elements_that_change_places_are_written_in_their_new_order():
    _, part = spliced()
    body = part.root[0]
    body.append(next(body.iterchildren(f"{{{W}}}p")))
    made = part.written()
    assert made.count(b"kept") == 1
    assert [one.tag for one in etree.fromstring(made)[0]] == [one.tag for one in body]


def test_what_came_in_with_names_of_its_own_keeps_their_declarations():
    data, part = spliced()
    body = part.root[0]
    body.insert(0, etree.fromstring("<x:new xmlns:x='urn:x' x:y='1'/>"))
    made = part.written()
    assert made == data.replace(b"<!-- <w:p/> --><w:p own", b'<!-- <w:p/> --><x:new xmlns:x="urn:x" x:y="1"/><w:p own')


words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
spaces = st.sampled_from(["", " ", "\n", "\t<!-- c -->", "<?p q?>"])


@given(st.lists(st.tuples(words, spaces), max_size=6), st.lists(st.tuples(words, spaces), max_size=6), words)
def test_whatever_stands_around_a_slot_keeps_its_bytes(above, below, said):
    def lines(pairs):
        return "".join(f"<w:p a='{escaped(word)}'>{escaped(word)}</w:p>{space}" for word, space in pairs)

    before, after = f"<w:document xmlns:w='{W}'>{lines(above)}<w:sdt>", f"</w:sdt>{lines(below)}</w:document>"
    data = f"{before}<w:t>old</w:t>{after}".encode()
    part = Spliced(data, parse_xml(data))
    [slot] = part.root.iter(f"{{{W}}}sdt")
    slot.remove(slot[0])
    etree.SubElement(slot, f"{{{W}}}t").text = said
    made = part.written()
    assert made.startswith(before.encode())
    assert made.endswith(after.encode())
    assert [one.text or "" for one in etree.fromstring(made).iter(f"{{{W}}}t")] == [said]


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&apos;")
