"""The figure every picture starts from: headline, measure, room for drawing, note and source, measured and placed once.

Pictures are `HouseFigure`s made by `new_figure`, which takes released tables only. Nothing here opens a window or
touches the settings of the reader's own matplotlib.
"""

from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import files
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib import style
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.disclosure.released import require_released
from analysis.presentation.citations import LICENCE, citation

__all__ = ["HouseFigure", "alt_words", "citation", "house", "new_figure", "placeholder", "text_width"]

WIDTH = 7.0  # inches: the text width of a report on A4
EDGE = 0.08  # inches kept free all round
LEFT = 0.5  # inches at the left of a panel, for the numbers of its axis
LEADING = 1.32  # line height, as a multiple of the size of the type
HEADLINE, MEASURE, NOTE = 13.0, 10.0, 9.0  # points
NOTHING = "No figures at hand for this date."
ALT_WORDS = 150
REST = "The data file has the rest."
# settings of the reader's session that no drawing depends on
NOT_OURS = ("backend", "date.epoch", "docstring", "figure.max_open", "figure.hooks", "interactive", "keymap",
            "savefig.directory", "timezone", "tk.", "toolbar", "webagg")  # fmt: skip

# the Analysis Function palette, and inks dark enough for words (4.5 to 1 on white)
BLUE, TURQUOISE, PINK, ORANGE, GREY, PURPLE = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
INK, QUIET_INK, QUIET = "#1A1A1A", "#595959", "#B3B3B3"
WORDS_IN = {TURQUOISE: "#17695F", ORANGE: "#A8420C", PURPLE: "#6B4AA0", QUIET: QUIET_INK}


class HouseFigure(Figure):
    """A figure with what a reader needs beside the drawing; `places` are the decimals its data file is printed to."""

    headline: str = ""
    measure: str = ""
    note: str = ""
    source: str = ""
    alt: str = ""
    places: int = 1
    crop: tuple[float, float] = (0.0, 0.0)  # shares of the height: the words above and below what is drawn
    empty: bool = False  # nothing to show: displayed while exploring, never published

    def draw(self, renderer: Any) -> None:  # noqa: ANN401 - matplotlib has no type for it
        """Draw in the house style, whoever asks."""
        with house():
            super().draw(renderer)


@cache
def _settings() -> dict[Any, Any]:
    ours = str(files("analysis.presentation").joinpath("house.mplstyle"))
    with style.context(["afcharts.afcharts", ours], after_reset=True):
        return {key: value for key, value in mpl.rcParams.items() if not key.startswith(NOT_OURS)}


def house() -> AbstractContextManager[None]:
    """The house style for the length of a `with` block, whatever the reader's own settings are."""
    return mpl.rc_context(_settings())


def new_figure(
    headline: str,
    measure: str,
    *,
    table: pd.DataFrame,
    note: str = "",
    height: float = 4.2,
    rows: int = 1,
    columns: int = 1,
    left: float = LEFT,
    right: float = 0.15,
    below: float = 0.3,
    above: float = 0.16,
    **grid: Any,
) -> tuple[HouseFigure, Any]:
    """A figure 7 inches wide with headline, measure, note and source in place, and its empty panels.

    `left`, `right`, `below` and `above` are inches kept free around the panels for labels; `grid` goes to
    `Figure.subplots` (sharex, sharey, width_ratios …). One panel comes as Axes, more as an array of them.
    """
    released = require_released(table, f'Figure "{headline}"')
    with house():
        figure = HouseFigure(figsize=(WIDTH, height))
        figure.headline, figure.measure, figure.note = headline, measure, note
        figure.source = citation(released)
        head, foot = _head(figure, height), _foot(figure, height)
        figure.crop = (round(1 - head / height, 4), round((foot - 0.03) / height, 4))
        top, bottom = head - above, foot + below
        spacing = {"wspace": grid.pop("wspace", 0.12), "hspace": grid.pop("hspace", 0.5)}
        box = {"left": left / WIDTH, "right": 1 - right / WIDTH, "top": top / height, "bottom": bottom / height}
        ratios = {key: grid.pop(key) for key in ("width_ratios", "height_ratios") if key in grid}
        panels = figure.subplots(rows, columns, gridspec_kw=spacing | box | ratios, **grid)
    return figure, panels


def placeholder(headline: str, measure: str, *, table: pd.DataFrame) -> HouseFigure:
    """A calm picture for a table without figures: it says so, and fails nobody."""
    figure, panel = new_figure(headline, measure, table=table, height=2.4)
    with house():
        panel.set_axis_off()
        panel.text(0.5, 0.5, NOTHING, ha="center", va="center", color=QUIET_INK, transform=panel.transAxes)
    figure.alt, figure.empty = f"{headline}. {NOTHING}", True
    return figure


def alt_words(sentences: list[str]) -> str:
    """Whole sentences, in order of importance, up to 150 words; where some are left out, the last one says so."""
    every = [sentence for sentence in sentences if sentence]
    if len(" ".join(every).split()) <= ALT_WORDS:
        return " ".join(every)
    said: list[str] = []
    for sentence in every:
        if len(" ".join([*said, sentence, REST]).split()) <= ALT_WORDS:
            said.append(sentence)
    return " ".join([*said, REST])


@cache
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """The width of a line of text in inches, in the house letters."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(wide) / 72


def wrapped(text: str, size: float, weight: str = "normal", width: float = WIDTH - 2 * EDGE) -> list[str]:
    """The text in lines no wider than `width` inches, broken at plain spaces only."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(text: str, size: float) -> list[str]:
    """A headline in as few lines as it needs, none much shorter than the others."""
    lines = wrapped(text, size, "bold")
    for share in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7):
        narrower = wrapped(text, size, "bold", share * (WIDTH - 2 * EDGE))
        if len(narrower) > len(lines) or len(lines) == 1:
            break
        lines = narrower
    return lines


def _head(figure: HouseFigure, height: float) -> float:
    """Write headline and measure; the inches from the foot of the figure to where the drawing may begin."""
    sizes = (HEADLINE, HEADLINE - 1, HEADLINE - 2)
    size = next((s for s in sizes if len(wrapped(figure.headline, s, "bold")) <= 2), sizes[-1])
    y = _write(figure, _balanced(figure.headline, size), size, height - EDGE, height, weight="bold", color=INK)
    y -= 0.04
    return _write(figure, wrapped(figure.measure, MEASURE), MEASURE, y, height, color=QUIET_INK)


def _foot(figure: HouseFigure, height: float) -> float:
    """Write note and source at the foot; the inches from the foot of the figure to where they begin."""
    source = f"Source: {figure.source}" + ("" if figure.source.endswith(".") else ".") + f" {LICENCE}"
    lines = [line for part in (*figure.note.splitlines(), source) for line in wrapped(part, NOTE)]
    top = EDGE + len(lines) * NOTE * LEADING / 72
    _write(figure, lines, NOTE, top, height, color=QUIET_INK)
    return top + 0.06


def _write(figure: Figure, lines: list[str], size: float, y: float, height: float, **look: Any) -> float:
    for line in lines:
        figure.text(EDGE / WIDTH, y / height, line, size=size, va="top", ha="left", **look)
        y -= size * LEADING / 72
    return y
