"""slides.pptx: a deck for a committee, one message a slide, with the figure that shows it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
from pptx.util import Inches

from analysis.presentation.sheets import ON_SLIDE
from analysis.reports.contents import Contents, Item, sentences
from analysis.reports.packing import drop_thumbnail, set_properties, title_of
from analysis.reports.passports import passport
from analysis.reports.slide_parts import (
    BODY,
    LEAST,
    MUCH,
    SMALL,
    add_picture,
    add_text,
    add_title,
    new_slide,
    set_notes,
)
from analysis.reports.slide_plan import slide_plan
from analysis.reports.words import parts, plain, status
from analysis.vocabulary.office import same_bytes

NAME = "slides.pptx"
MOST = 12
SHORT, TOGETHER = 250, 330  # characters of a line that is read from the back of a room, and of two
CANNOT = "What this cannot say"
WHERE = "More: annual_report.docx and findings.md in the same folder, and how each number is made in METHODS.md."


def make_slides(contents: Contents, folder: Path) -> None:
    """Write slides.pptx into the folder: a title, a slide for each message that the pack has, what it cannot say."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    _first(deck, contents)
    chosen = [(item, keys) for key, keys in slide_plan().items() if (item := contents.find("figure", key))]
    for item, keys in chosen[: MOST - 2]:
        _message(deck, contents, item, keys)
    _last(deck, contents)
    set_properties(deck.core_properties, contents, f"Slides: {title_of(contents)}")
    drop_thumbnail(deck.part.package)
    made = BytesIO()
    deck.save(made)
    (folder / NAME).write_bytes(same_bytes(made.getvalue()))


def lines_of(contents: Contents, keys: list[str]) -> list[str]:
    """Two sentences for a slide: those of its first finding, then those of the next, in their order.

    What a finding says second often changes what it says first ("That is no clear difference"), so it goes before the
    first sentence of another. A finding that begins with more than can be read from the back of a room is left out.
    """
    found = [sentences(item.text) for key in keys if (item := contents.find("finding", key))]
    lines = [line for some in found if some and len(some[0]) <= SHORT for line in some if len(line) <= SHORT]
    kept = list(dict.fromkeys(lines))[:2]
    return kept if sum(map(len, kept)) <= TOGETHER else kept[:1]


def _first(deck: Any, contents: Contents) -> None:  # noqa: ANN401
    slide = new_slide(deck, _stamp(contents))
    add_title(slide, f"{contents.area_name}: children on plans and in care", top=2.2, size=44)
    whose = [contents.partnership] if contents.partnership else []
    add_text(slide, [*whose, f"{contents.period}, to {contents.period_words}", status(contents)], (0.6, 3.9, 12.1, 2.4))
    set_notes(slide, [*contents.notes, WHERE])


def _message(deck: Any, contents: Contents, item: Item, keys: list[str]) -> None:  # noqa: ANN401
    """One figure: its headline as the title, two sentences beside it, its source below, its passport in the notes."""
    slide = new_slide(deck, _stamp(contents))
    add_title(slide, item.headline)
    left = add_picture(slide, item, (0.6, 1.5, *ON_SLIDE))
    lines = lines_of(contents, keys)
    size = BODY if sum(map(len, lines)) <= MUCH else SMALL
    add_text(slide, lines, (left + 0.35, 1.6, 12.75 - left - 0.35, 5.1), size)
    add_text(slide, [f"Source: {item.source}"] if item.source else [], (0.6, 6.8, 12.1, 0.6), LEAST)
    found = [one.text for key in keys if (one := contents.find("finding", key))]
    set_notes(slide, [*found, *(f"{label}: {text}" for label, text in passport(item))])


def _last(deck: Any, contents: Contents) -> None:  # noqa: ANN401
    """The first sentence of what each section does not show; all of it in the notes."""
    slide = new_slide(deck, _stamp(contents))
    add_title(slide, CANNOT)
    said = [sentences(plain(section.limits)) for section in contents.sections]
    short = [some[0] for some in said if some and len(some[0]) <= SHORT][:5]
    add_text(slide, [*short, WHERE], (0.6, 1.5, 12.1, 5.6))
    set_notes(slide, [f"{one.title}: {plain(part)}" for one in contents.sections for part in parts(one.limits)])


def _stamp(contents: Contents) -> str:
    return contents.stamp
