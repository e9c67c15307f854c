"""Putting the numbers of a draft into slots where they stand: the text stays, and from then on it can be refreshed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from analysis.reports.word_parts import Element, control
from analysis.reports.word_slots import PARAGRAPH, controls, cut_out, marked, pieces_of, stories


@dataclass(frozen=True)
class Tag:
    """A number to be put into a slot: the body's paragraph it stands in (counted from 0), and its characters there.

    `start` and `end` count in the text of the paragraph's runs, without tabs and breaks.
    """

    paragraph: int
    start: int
    end: int
    text: str
    slot: str  # "number:care_rate_by_year:rate"
    sentence: str = ""


def has_slots(document: Any) -> bool:  # noqa: ANN401 - a python-docx document
    """Whether a document has a slot of ours or a marker that becomes one."""
    return any(next(controls(one), None) or next(marked(one), None) for one in stories(document))


def text_of_runs(paragraph: Element) -> str:
    """The text that the places of a tag are counted in."""
    return "".join(piece.text or "" for piece in pieces_of(paragraph))


def tag_numbers(document: Any, tags: Sequence[Tag]) -> None:  # noqa: ANN401
    """Put each number into a content control; what does not stand where a tag says is left alone."""
    taken = {str(one.get(qn("w:val"))) for story in stories(document) for one in story.root.iter(qn("w:id"))}
    paragraphs = list(document.element.iter(PARAGRAPH))
    for tag in sorted(tags, key=lambda one: (one.paragraph, -one.start)):  # the last first: places before it hold
        element = paragraphs[tag.paragraph]
        if text_of_runs(element)[tag.start : tag.end] == tag.text:
            _wrap(element, tag, taken)


def _wrap(element: Element, tag: Tag, taken: set[str]) -> None:
    runs = cut_out(element, tag.start, tag.end)
    made = control(tag.slot, taken)
    runs[0].addprevious(made)
    made[-1].extend(runs)
