"""What a slot says before and after it is refreshed, and what people have pinned to it: comments, bookmarks, notes."""

import hashlib
from copy import deepcopy
from dataclasses import dataclass

from docx.oxml.ns import qn

from analysis.reports.word_lines import text_of
from analysis.reports.word_parts import Element, paragraph
from analysis.reports.word_slots import PARAGRAPH, RUN, Story, is_block

_STARTS = {qn(f"w:{name}") for name in ("bookmarkStart", "commentRangeStart", "permStart")}
_ENDS = {qn(f"w:{name}") for name in ("bookmarkEnd", "commentRangeEnd", "permEnd")}
_NOTES = {qn(f"w:{name}") for name in ("commentReference", "footnoteReference", "endnoteReference")}
_TRACKED = {qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo")}
_LOCKS = ("contentLocked", "sdtContentLocked")


@dataclass(frozen=True)
class View:
    """What a reader sees of a slot: its lines, the cells of its tables, its pictures with their alternative text."""

    lines: tuple[str, ...]
    cells: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    tracked: bool = False  # whether somebody's tracked changes stand in it


def view_of(story: Story, element: Element) -> View:
    """What a slot says now."""
    content = element.find(qn("w:sdtContent"))
    lines = [text_of(line) for line in content.iter(PARAGRAPH)] or [text_of(content)]
    cells = [text_of(cell) for cell in content.iter(qn("w:tc"))]
    tracked = any(one.tag in _TRACKED for one in content.iter("*"))
    return View(tuple(line for line in lines if line), tuple(cells), tuple(_pictures(story, content)), tracked)


def _pictures(story: Story, content: Element) -> list[tuple[str, str]]:
    """(hash, alternative text) of each picture."""
    found = []
    for drawing in content.iter(qn("w:drawing")):
        alt = next((one.get("descr") or "" for one in drawing.iter(qn("wp:docPr"))), "")
        for blip in drawing.iter(qn("a:blip")):
            rel = story.part.rels.get(blip.get(qn("r:embed")))
            shown = rel.target_part.blob if rel and not rel.is_external else b""
            found.append((hashlib.sha256(shown).hexdigest(), alt))
    return found


def is_locked(element: Element) -> bool:
    """Whether a person has set that the contents of a control cannot be edited."""
    lock = element.find(f"{qn('w:sdtPr')}/{qn('w:lock')}")
    return lock is not None and lock.get(qn("w:val")) in _LOCKS


def keep_pinned(old: list[Element], element: Element) -> None:
    """Pin to the new inside of a slot what people had pinned to the old: from its beginning to its end."""
    content = element.find(qn("w:sdtContent"))
    marks = [one for child in old for one in child.iter("*")]
    for at, one in enumerate([one for one in marks if one.tag in _STARTS]):
        content.insert(at, one)
    content.extend([one for one in marks if one.tag in _ENDS])
    notes = [one for one in marks if one.tag == RUN and any(child.tag in _NOTES for child in one)]
    if notes:
        _holder(element, content).extend(_without_text(one) for one in notes)


def _holder(element: Element, content: Element) -> Element:
    """What takes runs: the inside of a slot in a paragraph, else its last paragraph."""
    if not is_block(element):
        return content
    lines = content.findall(PARAGRAPH)
    if not lines:
        content.append(paragraph())
    return content.findall(PARAGRAPH)[-1]


def _without_text(run: Element) -> Element:
    """A run with its reference to a note alone."""
    made = deepcopy(run)
    for child in [child for child in made if child.tag not in _NOTES and child.tag != qn("w:rPr")]:
        made.remove(child)
    return made
