"""The pieces of a slide: its title, a picture with alternative text, lines of large type, notes."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from analysis.reports.contents import Item
from analysis.reports.packing import BLUE, LANGUAGE, legal

INK = "1A1A1A"
LONG_TITLE = 75
LETTERS = "Arial"
BODY, SMALL, LEAST = 20, 18, 14  # points: what is read out, and the source; nothing on a slide is smaller
MUCH = 220  # characters beside a picture that do not fit in the larger type
TITLE_ONLY = 5
Box = tuple[float, float, float, float]  # left, top, width, height in inches


def new_slide(deck: Any, stamp: str = "") -> Any:  # noqa: ANN401
    """A slide with a title, and with a stamp at its top where the pack is not for the public."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    if stamp:
        box = slide.shapes.add_textbox(Inches(0.6), Inches(0.05), Inches(12.1), Inches(0.4))
        _write(box.text_frame.paragraphs[0], stamp, SMALL, bold=True)
    return slide


def add_title(slide: Any, text: str, top: float = 0.4, size: int = 0) -> None:  # noqa: ANN401
    """The message of the slide, in its title, so that a screen reader finds it."""
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Inches(0.6), Inches(top), Inches(12.1), Inches(1.05)
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _write(title.text_frame.paragraphs[0], text, size or (30 if len(text) <= LONG_TITLE else 24), bold=True, ink=BLUE)


def add_text(slide: Any, lines: list[str], box: Box, size: int = BODY) -> None:  # noqa: ANN401
    """Paragraphs of large type."""
    if not lines:
        return
    frame = slide.shapes.add_textbox(*(Inches(side) for side in box)).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(14)
        _write(paragraph, line, size)


def add_picture(slide: Any, item: Item, box: Box) -> float:  # noqa: ANN401
    """The picture of a figure, as large as the box allows, with its alternative text; its right edge in inches.

    It is the one that was drawn for slides, where there is one.
    """
    left, top, width, height = box
    path = item.slide or item.file(".png")
    shown = slide.shapes.add_picture(str(path), Inches(left), Inches(top), width=Inches(width))
    if shown.height > Inches(height):
        shown.width, shown.height = int(shown.width * Inches(height) / shown.height), Inches(height)
    shown.name = item.key
    shown._element.nvPicPr.cNvPr.set("descr", legal(item.alt or item.headline))
    return float((shown.left + shown.width) / Inches(1))


def set_notes(slide: Any, lines: list[str]) -> None:  # noqa: ANN401
    """What the speaker has at hand."""
    slide.notes_slide.notes_text_frame.text = "\n".join(legal(line) for line in lines)


def _write(paragraph: Any, text: str, size: int, bold: bool = False, ink: str = INK) -> None:  # noqa: ANN401
    run = paragraph.add_run()
    run.text = legal(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, LETTERS
    run.font.color.rgb = RGBColor.from_string(ink)  # type: ignore[no-untyped-call]
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
