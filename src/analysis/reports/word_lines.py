"""A Word document as lines in their order: paragraphs of people's own words with the slots in them, and block slots."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from analysis.reports.word_parts import Element
from analysis.reports.word_slots import CONTROL, PARAGRAPH, Story, is_block, slot_of, stories

SLOT = "￼"  # stands in a line's words for a slot
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says the same again
_UNREAD = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:txbxContent"), _ALTERNATIVE}
_TABLE = (qn("w:tc"), qn("w:tr"), qn("w:tbl"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


@dataclass(frozen=True)
class Line:
    """A paragraph, or a slot that stands for whole paragraphs: its own words with SLOT for each of its slots.

    `cell` is the table that it stands in, with the row and the column, counted from 0.
    """

    words: str
    slots: tuple[Element, ...]
    where: str
    cell: tuple[Element, int, int] | None = None

    def said(self, part: str, before: str) -> str:
        """A part of its words with what its slots say; `before` are the words that stand in front of it."""
        first = before.count(SLOT)
        for slot in self.slots[first : first + part.count(SLOT)]:
            part = part.replace(SLOT, text_of(slot), 1)
        return " ".join(part.split())


def lines_of(document: Any) -> list[list[Line]]:  # noqa: ANN401 - a python-docx document
    """The lines of the body, then of each header and footer, without the empty ones."""
    has_styles = any(rel.reltype.endswith("/styles") for rel in document.part.rels.values())  # asking makes them
    names = {one.style_id: (one.name or "").lower() for one in document.styles} if has_styles else {}
    return [[line for line in _lines(story, names) if line.words.strip()] for story in stories(document)]


def _lines(story: Story, names: dict[str, str]) -> Iterator[Line]:
    under = story.root.tag == qn("w:document")
    where = "before the first heading" if under else _place(story)
    done: set[Element] = set()
    for paragraph in story.root.iter(PARAGRAPH):
        block = next((one for one in paragraph.iterancestors(CONTROL) if slot_of(one)), None)
        if block is not None:
            if block not in done and is_block(block):
                yield Line(SLOT, (block,), where)
            done.add(block)
            continue
        said: list[str] = []
        slots: list[Element] = []
        _gather(paragraph, said, slots)
        words = "".join(said)
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if under and style is not None and names.get(style.get(qn("w:val")), "").startswith("heading"):
            where = f"under “{Line(words, tuple(slots), '').said(words, '')[:60]}”"
        yield Line(words, tuple(slots), where, _cell(paragraph))


def _cell(paragraph: Element) -> tuple[Element, int, int] | None:
    """The table, row and column of a paragraph; a control round a row or a cell is no matter."""
    above = {one.tag: one for one in reversed(list(paragraph.iterancestors(*_TABLE)))}
    if len(above) < len(_TABLE):
        return None
    cell, row, table = (above[tag] for tag in _TABLE)
    return table, list(table.iter(_TABLE[1])).index(row), list(row.iter(_TABLE[0])).index(cell)


def _place(story: Story) -> str:
    return "in a header" if story.root.tag == qn("w:hdr") else "in a footer"


def _gather(element: Element, said: list[str], slots: list[Element]) -> None:
    """The words of a paragraph as they stand on the page, with a sign for each slot of ours."""
    for child in element.iterchildren("*"):
        if child.tag in _UNREAD:
            continue
        if child.tag == CONTROL and slot_of(child):
            said.append(SLOT)
            slots.append(child)
        elif child.tag == qn("w:t"):
            said.append(child.text or "")
        elif child.tag in _SIGNS:
            said.append(_SIGNS[child.tag])
        else:
            _gather(child, said, slots)


def text_of(element: Element) -> str:
    """What a slot says, on one line."""
    lines = list(element.iter(PARAGRAPH)) or [element]
    return " ".join("".join(_plain(line)) for line in lines).strip()


def _plain(line: Element) -> Iterator[str]:
    """The text of a paragraph that is not struck out."""
    for piece in line.iter(qn("w:t")):
        if next(piece.iterancestors(qn("w:del")), None) is None:
            yield piece.text or ""
