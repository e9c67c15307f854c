"""What every picture of rows and dots shares: labels on the left, printed values on the right, a calm axis between."""

from dataclasses import dataclass, field
from math import log
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.figures import (
    BLUE,
    EDGE,
    GREY,
    INK,
    NOTE,
    QUIET_INK,
    HouseFigure,
    house,
    new_figure,
    text_width,
    wrapped,
)
from analysis.presentation.numbers import MINUS
from analysis.presentation.sheets import PAGE, width

SIZE = 9.0  # points
ROW, HEADING, GAP = 0.27, 0.3, 0.12  # inches
CLOSEST = 0.19  # inches: rows stand closer before a picture is taller than its sheet can hold
LINE = SIZE * 1.25 / 72
TOP = ROW * 0.45  # inches from the top of the panel to the middle of the first row
PALE = "#8A8A8A"
UNDER = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # a heading breaks the lines behind it
TICKS: list[float] = [1, 10, 100, 0.1, 2, 5, 0.5, 20, 50, 0.2, 200, 500, 0.05]  # most wanted first
AROUND: list[float] = [1, 0.5, 2, 1.5, 0.75, 1.25, 3, 4, 0.9, 1.1]


@dataclass
class Line:
    """One line of a picture: a heading, or a row with a label, a printed value and the cells that it draws."""

    label: str
    value: str = ""
    strong: bool = False
    heading: bool = False
    cells: dict[str, Any] = field(default_factory=dict)
    y: float = 0.0
    lines: list[str] = field(default_factory=list)


def panel_of_rows(
    headline: str,
    measure: str,
    rows: list[Line],
    *,
    table: pd.DataFrame,
    note: str,
    below: float = 0.4,
    values: str = "",
) -> tuple[HouseFigure, Axes]:
    """A figure with one panel whose y axis is in inches from the top row, labels and printed values written."""
    right = max([text_width(row.value, SIZE, "bold") for row in rows] + [text_width(values, NOTE)]) + 0.24
    left = _label(rows, (3.0 if right < 1.6 else 2.4) * width() / PAGE.width)
    made: dict[str, Any] = {"note": note, "left": left, "right": right, "below": below}
    made |= {"above": 0.16 if values else 0.06}
    figure, panel = new_figure(headline, measure, table=table, height=PAGE.highest, **made)
    room = panel.get_position().height * figure.get_figheight()
    around = figure.get_figheight() - room + figure.left_out  # head, foot and axis, as the figure measures them
    tall = _stack(rows, room - TOP)
    figure, panel = new_figure(headline, measure, table=table, height=TOP + tall + around, **made)
    with house():
        panel.set_ylim(tall, -TOP)
        panel.set_yticks([])
        for side in ("left", "right", "top"):
            panel.spines[side].set_visible(False)
        _write(panel, rows, left, right, values)
    return figure, panel


def _label(rows: list[Line], most: float) -> float:
    """Give every line its wrapped label; the inches that the labels need."""
    wide = 1.0
    for row in rows:
        weight = "bold" if row.heading or row.strong else "normal"
        row.lines = wrapped(row.label, SIZE, weight, width() - 2 * EDGE if row.heading else most)
        wide = max([wide] + [text_width(line, SIZE, weight) for line in row.lines if not row.heading])
    return wide + EDGE + 0.12


def _stack(rows: list[Line], room: float) -> float:
    """Give every line its place, closer where they would be taller than `room` inches; how tall they are then."""
    for close in (1.0, 0.9, 0.8, CLOSEST / ROW):
        y = 0.0
        for at, row in enumerate(rows):
            more = LINE * (len(row.lines) - 1) / 2
            row.y = y + (close * GAP if row.heading and at else 0) + more
            y = row.y + close * (HEADING if row.heading else ROW) + more
        tall = rows[-1].y + ROW * 0.62
        if tall <= room:
            break
    return tall


def _write(panel: Axes, rows: list[Line], left: float, right: float, values: str) -> None:
    wide = width() - left - right
    start, end = -(left - EDGE) / wide, 1 + (right - EDGE) / wide
    across = panel.get_yaxis_transform()
    for row in rows:
        look: dict[str, Any] = {"size": SIZE, "va": "center", "transform": across, "clip_on": False}
        weight = "bold" if row.heading or row.strong else "normal"
        ink = INK if row.heading else BLUE if row.strong else GREY
        if row.heading:
            words = "\n".join(row.lines)
            panel.text(start, row.y, words, ha="left", weight="bold", color=INK, bbox=UNDER, zorder=5, **look)
            continue
        first = row.y - LINE * (len(row.lines) - 1) / 2
        for at, line in enumerate(row.lines):
            panel.text(-0.12 / wide, first + at * LINE, line, ha="right", weight=weight, color=ink, **look)
        panel.text(end, row.y, row.value, ha="right", weight=weight, color=ink, **look)
    if values:
        panel.text(end, -ROW * 0.72, values, ha="right", va="center", size=NOTE, color=QUIET_INK, transform=across)


def least(limits: pd.Series) -> float:
    """The lowest limit that a log axis can show: where nobody was counted it is 0, and its line runs off the edge."""
    shown = limits[limits > 0]
    return float(shown.min()) if len(shown) else 1.0


def log_axis(panel: Axes, lowest: float, highest: float, *, equal: str = "", at_one: str = "equal") -> None:
    """A log axis of ratios with a line at 1, wide enough for every limit, with few and plain ticks.

    With a name for `equal` (England) the ticks say how far from it: −20%, England, +25%, twice. Otherwise `at_one` is
    written under 1.
    """
    panel.set_xscale("log")
    low, high = min(lowest, 0.95) * 0.85, max(highest, 1.05) * 1.15
    panel.set_xlim(low, high)
    wide = panel.get_position().width * width()
    ticks = _spaced(AROUND if equal or high / low < 6 else TICKS, low, high, wide, equal)
    under = "" if equal else f"1\n{at_one}"
    panel.set_xticks(ticks, [under if under and tick == 1 else _tick(tick, equal) for tick in ticks])
    panel.set_xticks([], minor=True)
    panel.grid(axis="x", visible=True)
    panel.grid(axis="y", visible=False)
    panel.axvline(1, color=INK, linewidth=1.2, zorder=1.5)


def _spaced(candidates: list[float], low: float, high: float, wide: float, equal: str) -> list[float]:
    """The candidates, most wanted first, whose labels stand clear of each other on `wide` inches of log axis."""
    taken: dict[float, tuple[float, float]] = {}
    for tick in candidates:
        centre = wide * log(tick / low) / log(high / low)
        half = text_width(_tick(tick, equal).split("\n")[-1], 9.5) / 2 + 0.06
        clear = all(centre + half < start or centre - half > end for start, end in taken.values())
        if low <= tick <= high and clear:
            taken[tick] = (centre - half, centre + half)
    return sorted(taken)


def _tick(ratio: float, equal: str) -> str:
    if not equal:
        return f"{ratio:g}"
    far = f"{round(100 * (ratio - 1)):+d}%".replace("-", MINUS)
    return {0.5: "half", 1: equal, 2: "twice"}.get(ratio, f"{ratio:g} times" if ratio > 2 else far)


def dot(
    panel: Axes, x: float, y: float, *, colour: str, hollow: bool = False, shape: str = "o", size: float = 7
) -> None:
    """One marker; hollow ones are white inside, so that they read the same in grey."""
    face = "white" if hollow else colour
    panel.plot([x], [y], shape, ms=size, mfc=face, mec=colour, mew=1.8, zorder=4, clip_on=False)


def bar(panel: Axes, low: float, high: float, y: float, *, colour: str, width: float = 2.6) -> None:
    """A line between two limits."""
    panel.plot([low, high], [y, y], color=colour, linewidth=width, zorder=3, solid_capstyle="butt")
