"""The figure every picture starts from: headline, measure, room for drawing, note and source, measured and placed once.

Pictures are `HouseFigure`s made by `new_figure`, which takes released tables only. Nothing here opens a window or
touches the settings of the reader's own matplotlib.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import files
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib import style
from matplotlib.figure import Figure

from analysis.disclosure.released import require_released
from analysis.presentation.citations import LICENCE, citation, of_the_crown
from analysis.presentation.setting import EDGE, LEADING, balanced, text_width, wrapped
from analysis.presentation.sheets import PAGE, sheet, width

__all__ = [
    "EDGE",
    "LEADING",
    "HouseFigure",
    "alt_words",
    "citation",
    "house",
    "new_figure",
    "placeholder",
    "stamp",
    "text_width",
    "wrapped",
]

LEFT = 0.5  # inches at the left of a panel, for the numbers of its axis
HEADLINE, MEASURE, NOTE, STAMP = 13.0, 10.0, 9.0, 9.0  # points
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
    licence: str = LICENCE
    alt: str = ""
    places: int = 1
    again: "Callable[[], HouseFigure] | None" = None  # how to draw it from the same tables, for another sheet
    left_out: float = 0.0  # inches of words that the sheet has beside the picture
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
    """A figure as wide as its sheet with headline, measure, note and source in place, and its empty panels.

    `left`, `right`, `below` and `above` are inches kept free around the panels for labels; `grid` goes to
    `Figure.subplots` (sharex, sharey, width_ratios …). One panel comes as Axes, more as an array of them. On a slide,
    which says the words itself, only the measure is written, and the figure is lower by what is left out.
    """
    released = require_released(table, f'Figure "{headline}"')
    with house():
        figure = HouseFigure(figsize=(width(), height))
        figure.headline, figure.measure, figure.note = headline, measure, note
        figure.source = citation(released)
        figure.licence = LICENCE if of_the_crown(released) else ""
        height = _fit(figure, height)
        head, foot = _head(figure, height), _foot(figure, height)
        if sheet().words:
            figure.crop = (round(1 - head / height, 4), round((foot - 0.03) / height, 4))
        top, bottom = head - above, foot + below
        spacing = {"wspace": grid.pop("wspace", 0.12), "hspace": grid.pop("hspace", 0.5)}
        box = {"left": left / width(), "right": 1 - right / width(), "top": top / height, "bottom": bottom / height}
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


def stamp(figure: HouseFigure, words: str) -> None:
    """Print `words` at the top right, on the first line of the head that leaves room for them."""
    room = width() - 3 * EDGE - text_width(words, STAMP, "bold")
    lines = [text for text in figure.texts if text.get_verticalalignment() == "top" and text.get_position()[1] > 0.6]
    widths = [text_width(line.get_text(), line.get_fontsize(), str(line.get_fontweight())) for line in lines]
    y = next((line.get_position()[1] for line, wide in zip(lines, widths, strict=True) if wide < room), 0.993)
    figure.text(1 - EDGE / width(), y, words, ha="right", va="top", size=STAMP, weight="bold", color=PINK)


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


def _fit(figure: HouseFigure, height: float) -> float:
    """The height on the sheet: without the words that stand beside the picture, and no more than there is room for."""
    if sheet().words:
        return height
    said = (len(balanced(*_headline(figure))) * _headline(figure)[1] + len(_foot_lines(figure)) * NOTE) * LEADING / 72
    figure.left_out = said * sheet().width / PAGE.width
    height = min(height - figure.left_out, sheet().highest)
    figure.set_figheight(height)
    return height


def _headline(figure: HouseFigure) -> tuple[str, float]:
    """The headline, in a size in which it takes two lines at most where there is one."""
    sizes = (HEADLINE, HEADLINE - 1, HEADLINE - 2)
    return figure.headline, next((s for s in sizes if len(wrapped(figure.headline, s, "bold")) <= 2), sizes[-1])


def _head(figure: HouseFigure, height: float) -> float:
    """Write headline and measure; the inches from the foot of the figure to where the drawing may begin."""
    y = height - EDGE
    if sheet().words:
        text, size = _headline(figure)
        y = _write(figure, balanced(text, size), size, y, height, weight="bold", color=INK) - 0.04
    return _write(figure, wrapped(figure.measure, MEASURE), MEASURE, y, height, color=QUIET_INK)


def _foot(figure: HouseFigure, height: float) -> float:
    """Write note and source at the foot; the inches from the foot of the figure to where they begin."""
    lines = _foot_lines(figure) if sheet().words else []
    top = EDGE + len(lines) * NOTE * LEADING / 72
    _write(figure, lines, NOTE, top, height, color=QUIET_INK)
    return top + 0.06


def _foot_lines(figure: HouseFigure) -> list[str]:
    source = f"Source: {figure.source}" + ("" if figure.source.endswith(".") else ".") + f" {figure.licence}".rstrip()
    return [line for part in (*figure.note.splitlines(), source) for line in wrapped(part, NOTE)]


def _write(figure: Figure, lines: list[str], size: float, y: float, height: float, **look: Any) -> float:
    for line in lines:
        figure.text(EDGE / width(), y / height, line, size=size, va="top", ha="left", **look)
        y -= size * LEADING / 72
    return y
