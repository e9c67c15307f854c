"""Setting type: how wide a line is in the house letters, and where a text is broken into lines."""

from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.presentation.sheets import width

EDGE = 0.08  # inches kept free all round
LEADING = 1.32  # line height, as a multiple of the size of the type


@cache
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """The width of a line of text in inches, in the house letters."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(wide) / 72


def wrapped(text: str, size: float, weight: str = "normal", most: float = 0.0) -> list[str]:
    """The text in lines no wider than `most` inches (without it, the width of the figure), broken at plain spaces."""
    most = most or width() - 2 * EDGE
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(text: str, size: float) -> list[str]:
    """A headline in as few lines as it needs, none much shorter than the others."""
    lines = wrapped(text, size, "bold")
    for share in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7):
        narrower = wrapped(text, size, "bold", share * (width() - 2 * EDGE))
        if len(narrower) > len(lines) or len(lines) == 1:
            break
        lines = narrower
    return lines
