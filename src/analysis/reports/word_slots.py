"""Finding the slots of a Word document, and turning {{markers}} into content controls, however Word has split them."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from analysis.reports.tags import MARKER, Slot, read_tag
from analysis.reports.word_parts import Element, control

PARAGRAPH, RUN, TEXT, CONTROL = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:sdt")
AROUND_CELLS = (qn("w:tc"), qn("w:tr"))


@dataclass(frozen=True)
class Story:
    """The body of a document, a header or a footer: its part, and the root of its XML."""

    part: Any
    root: Element


def stories(document: Any) -> list[Story]:  # noqa: ANN401 - a python-docx document
    """The body, then every header and footer."""
    part = document.part
    found = [rel.target_part for rel in part.rels.values() if rel.reltype.rsplit("/", 1)[-1] in ("header", "footer")]
    return [Story(part, part.element), *(Story(one, one.element) for one in found)]


def controls(story: Story) -> Iterator[tuple[Element, Slot]]:
    """The content controls that have a tag of ours; those inside another of ours are part of what it says."""
    for element in story.root.iter(CONTROL):
        slot = slot_of(element)
        inner = any(slot_of(outer) for outer in element.iterancestors(CONTROL))
        if slot and not inner and element.find(qn("w:sdtContent")) is not None:
            yield element, slot


def slot_of(element: Element) -> Slot | None:
    """The slot that a content control is, or None for another's."""
    tag = element.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return read_tag(tag.get(qn("w:val")) or "") if tag is not None else None


def marked(story: Story) -> Iterator[tuple[Element, str]]:
    """The paragraphs that hold markers, with their text; what stands inside a slot is data and never read."""
    filled = {id(inner) for outer, _ in controls(story) for inner in outer.iter(PARAGRAPH)}
    for element in list(story.root.iter(PARAGRAPH)):
        text = "".join(piece.text or "" for piece in pieces_of(element))
        if id(element) not in filled and MARKER.search(text):
            yield element, text


def is_block(element: Element) -> bool:
    """Whether a control holds whole paragraphs, not a place inside one."""
    return bool(element.getparent().tag != PARAGRAPH and PARAGRAPH not in [e.tag for e in element.iterancestors()])


def replace_block(element: Element, slot: Slot, taken: set[str]) -> None:
    """Put a control in the place of a paragraph that holds nothing but its marker."""
    made = control(slot.tag, taken)
    element.addprevious(made)
    look = element.pPr
    if look is not None and look.find(qn("w:sectPr")) is not None:
        for child in [child for child in element if child is not look]:
            element.remove(child)  # the paragraph that ends a section stays, empty
    else:
        element.getparent().remove(element)


def replace_inline(element: Element, taken: set[str]) -> None:
    """Put a control in the place of each marker of a paragraph, in the look of its first letter."""
    _one_text_a_run(element)
    while True:
        pieces = list(pieces_of(element))
        found = MARKER.search("".join(piece.text or "" for piece in pieces))
        if not found:
            return
        inside = _cut(pieces, found.start(), found.end())
        slot = read_tag(found[1])
        assert slot  # noqa: S101 - every marker was checked before the first was replaced
        made = control(slot.tag, taken)
        inside[0].addprevious(made)
        first, *others = inside
        made[-1].append(first)
        first.find(TEXT).text = ""
        for other in others:
            other.getparent().remove(other)


def pieces_of(element: Element) -> Iterator[Element]:
    """The pieces of text of a paragraph that are not inside a slot of it, nor in a text box that it holds."""
    for piece in element.iter(TEXT):
        above = list(piece.iterancestors(PARAGRAPH, CONTROL))
        slots = [one for one in above[: above.index(element)] if one.tag == PARAGRAPH or slot_of(one)]
        if not slots and piece.getparent().tag == RUN:
            yield piece


def cut_out(element: Element, start: int, end: int) -> list[Element]:
    """Split the runs of a paragraph so that the characters from start to end fill runs of their own; those runs."""
    _one_text_a_run(element)
    return _cut(list(pieces_of(element)), start, end)


def _one_text_a_run(element: Element) -> None:
    """Split runs that hold a text and more (a tab, a break) into runs that hold one thing each, looking the same."""
    for piece in list(pieces_of(element)):
        whole = piece.getparent()
        things = [child for child in whole if child.tag != qn("w:rPr")]
        for thing in things[1:]:
            after = _like(whole)
            after.append(thing)
            whole.getparent().insert(whole.getparent().index(whole) + 1, after)
            whole = after


def _like(element: Element) -> Element:
    """An empty run that looks like another."""
    made = element.makeelement(element.tag, element.attrib)
    look = element.find(qn("w:rPr"))
    if look is not None:
        made.append(deepcopy(look))
    return made


def _cut(pieces: list[Element], start: int, end: int) -> list[Element]:
    """Split runs so that the characters from start to end fill runs of their own; those runs, in order."""
    inside, at = [], 0
    for piece in pieces:
        text = piece.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low >= high:
            continue
        inside.append(piece.getparent())
        _split(piece, low, high)
    return inside


def _split(piece: Element, low: int, high: int) -> None:
    """Leave in a piece its characters from low to high; what is before and after goes into runs of its own."""
    text, own = piece.text, piece.getparent()
    for part, put in ((text[:low], own.addprevious), (text[high:], own.addnext)):
        if part:
            beside = _like(own)
            beside.append(piece.makeelement(TEXT, {}))
            beside[-1].text = part
            put(beside)
            _keep_space(beside[-1])
    piece.text = text[low:high]


def _keep_space(piece: Element) -> None:
    piece.set(qn("xml:space"), "preserve")
