"""What stands inside the content controls of a report: pictures, tables, numbers and sentences of the pack."""

from copy import deepcopy
from typing import Any
from zlib import crc32

from docx.oxml.ns import qn
from docx.shared import Cm

from analysis.presentation.numbers import NO_FIGURE
from analysis.reports.contents import Contents, Item
from analysis.reports.laid_out import Grid, grid_of, number_of, rows_of
from analysis.reports.packing import ELSEWHERE, NOTHING
from analysis.reports.passports import passport
from analysis.reports.table_titles import table_title
from analysis.reports.tags import Slot
from analysis.reports.word_parts import NOTE, Element, labelled, make, paragraph, picture, run, style_id, table
from analysis.reports.word_slots import Story, is_block
from analysis.reports.words import paragraphs_of, table_of, word_of
from analysis.vocabulary.indicators import indicators

SEVERAL = 2  # indicators; the definitions of more stand in the table of definitions
TALLEST = 0.8  # of the height of the text: its headline and its passport stand on the same page
EMU_TWIP = 635


def put(document: Any, story: Story, element: Element, slot: Slot, contents: Contents) -> None:  # noqa: ANN401
    """Write the inside of one control anew."""
    content = element.find(qn("w:sdtContent"))
    first = content.find(f".//{qn('w:r')}/{qn('w:rPr')}")
    look = deepcopy(first) if first is not None and first.find(qn("w:rStyle")) is None else None
    shape = content.find(f".//{qn('w:pPr')}")
    for child in list(content):
        content.remove(child)
    _settle(element.find(qn("w:sdtPr")))
    if slot.block:
        content.extend(_blocks(document, story, element, slot, contents))
        return
    made = run(_words(slot, contents), look)
    if is_block(element):
        made = paragraph(made)
        if shape is not None:
            made.insert(0, shape)
    content.append(made)


def _settle(properties: Element) -> None:
    """No longer a placeholder, nor bound to data that Word would put in its place."""
    for name in ("showingPlcHdr", "dataBinding"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)


def _words(slot: Slot, contents: Contents) -> str:
    """A number or a sentence; calm words where there are no figures for it."""
    if slot.kind == "text" and slot.reserved:
        return word_of(slot.key, contents)
    item = contents.find(slot.item_kind, slot.key)
    if item is None:
        return NO_FIGURE if slot.kind == "number" else _none(slot, contents)
    return number_of(item, contents.area, slot.rest) if slot.kind == "number" else item.text


def _none(slot: Slot, contents: Contents) -> str:
    """What stands in a slot that the pack has nothing for."""
    return ELSEWHERE if (slot.item_kind, slot.key) in contents.elsewhere else NOTHING


def _blocks(document: Any, story: Story, element: Element, slot: Slot, contents: Contents) -> list[Element]:  # noqa: ANN401
    """The paragraphs of a figure, a table or a text of several paragraphs."""
    note = style_id(document, NOTE)
    if slot.kind == "text":
        return [labelled(*pair) for pair in paragraphs_of(slot.key, contents)] or [paragraph(run(NOTHING))]
    if slot.reserved:
        title, shares = _OWN[slot.key]
        header, rows = table_of(slot.key, contents)
        if not rows:
            return [paragraph(run(NONE_ASKED if slot.key == "challenge_log" else NOTHING))]
        caption = paragraph(run(title), style=style_id(document, "Caption"), with_next=True)
        return [caption, table(Grid(header, rows, len(header)), note, _box(document)[0] // EMU_TWIP, shares), _gap()]
    item = contents.find(slot.item_kind, slot.key)
    if item is None:
        return [paragraph(run(_none(slot, contents)))]
    lines = _passport(item)
    notes = [_run_in(some, note, with_next=some != lines[-1]) for some in lines]
    if slot.kind == "table":
        return [*_table(document, item, contents, note), *notes, _gap()]
    own = element.find(f"{qn('w:sdtPr')}/{qn('w:id')}")  # which a control need not have
    number = (int(own.get(qn("w:val"))) if own is not None else crc32(slot.tag.encode())) & 0x3FFFFFFF
    drawn = picture(story.part, item, number, _box(document), with_next=bool(notes))
    caption = paragraph(run(item.headline), style=style_id(document, "Caption"), with_next=True)
    measure = [paragraph(run(item.measure), style=note, with_next=True)] if item.measure else []
    return [caption, *measure, drawn, *notes, _gap()]


NONE_ASKED = "No question is logged."
_OWN = {  # table -> its title, and the shares of the width that its columns get
    "challenge_log": ("What members have asked, and what this pack answers", (0.24, 0.16, 0.32, 0.28)),
    "glossary": ("What the words mean", (0.28, 0.72)),
    "definitions": ("What each number counts, and what to beware of", (0.26, 0.41, 0.33)),
}


def _table(document: Any, item: Item, contents: Contents, note: str) -> list[Element]:  # noqa: ANN401
    """A caption and the table laid out, or a sentence that says where it is, when it is too large for a page."""
    rows = rows_of(item, contents.area)
    grid = grid_of(rows)
    where, title = f"tables/{item.key}.csv, beside this report", item.headline or table_title(item.key)
    if grid is None:
        return [paragraph(run(f"{title}: this table is too large for a page. It is in {where}."))]
    caption = paragraph(run(title), style=style_id(document, "Caption"), with_next=True)
    laid = table(grid, note, _box(document)[0] // EMU_TWIP)
    return [caption, laid, labelled("The whole table", f"{where}.", note)]


def _passport(item: Item) -> list[list[tuple[str, str]]]:
    """By paragraph: definitions of one or two indicators (of more, where they are), how to read it, the source."""
    many = len([name for name in item.indicators if name in indicators()]) > SEVERAL
    kept = [(label, text) for label, text in passport(item) if label != "What it shows"]  # stands under the headline
    alone = [[pair] for pair in kept if pair[0] in ("How to read it", "Source")]
    told = [("What is counted", "Its indicators are set out under Definitions and glossary.")]
    defined = told if many else [pair for pair in kept if [pair] not in alone]
    return [defined, *alone] if defined else alone


def _run_in(pairs: list[tuple[str, str]], style: str, with_next: bool) -> Element:
    """Labels in bold, each with its text, one after the other in one paragraph: a page has little room."""
    runs = [(run(f"{label}: ", bold=True), run(_ended(said))) for label, said in pairs]
    return paragraph(*(one for pair in runs for one in pair), style=style, with_next=with_next)


def _ended(said: str) -> str:
    """A text that ends in one full stop, and a space to the next."""
    return f"{said.strip().rstrip('. ')}. "


def _gap() -> Element:
    """The empty paragraph after a figure or a table: a line of one point, which begins no page of its own."""
    made = paragraph()
    made.insert(0, make("pPr"))
    made[0].append(make("spacing", before="0", after="120", line="20", lineRule="exact"))
    return made


def _box(document: Any) -> tuple[int, int]:  # noqa: ANN401
    """Width and height in EMU that a picture may take on a page."""
    section = next(iter(document.sections), None)  # a document need not say how its pages are
    wide, high, *margins = (
        getattr(section, name, None) or usual
        for name, usual in (
            *(("page_width", Cm(21)), ("page_height", Cm(29.7))),
            *((f"{side}_margin", Cm(2)) for side in ("left", "right", "top", "bottom")),
        )
    )
    return int(wide - margins[0] - margins[1]), int((high - margins[2] - margins[3]) * TALLEST)
