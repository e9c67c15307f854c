"""What a figure is drawn for: a printed page, or a slide, on which its letters have to be larger.

The letters of a figure are 9 pt or more at its own size. A page shows it at that size; a slide shows a narrower figure
larger, and says headline, note and source beside it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

ON_SLIDE = 8.5, 5.25  # inches: the room for a picture on a slide


@dataclass(frozen=True)
class Sheet:
    """The width of a figure, the height that it may have, and whether it carries its own words, in inches."""

    width: float
    highest: float
    words: bool


PAGE = Sheet(7.0, 8.0, words=True)  # the text width of a report on A4, and no taller than fits above its passport
SLIDE = Sheet(5.4, 5.4 * ON_SLIDE[1] / ON_SLIDE[0], words=False)  # 9 pt are 14 pt where it is placed
_now = PAGE


def sheet() -> Sheet:
    """What is drawn for now."""
    return _now


def width() -> float:
    """How wide a figure is now."""
    return _now.width


@contextmanager
def on_slide() -> Iterator[None]:
    """Draw for slides for the length of a `with` block."""
    global _now
    before, _now = _now, SLIDE
    try:
        yield
    finally:
        _now = before
