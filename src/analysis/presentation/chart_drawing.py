"""What a control chart is drawn with: limits in steps, marked points, their key, its axes."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.chart_words import side_of
from analysis.presentation.drawing import frame, name_months
from analysis.presentation.figures import (
    BLUE,
    EDGE,
    GREY,
    NOTE,
    ORANGE,
    PINK,
    PURPLE,
    QUIET_INK,
    WORDS_IN,
    HouseFigure,
    text_width,
)
from analysis.presentation.series import drawn
from analysis.presentation.sheets import width
from analysis.presentation.wording import capital, word

SHAPES = {"high": "^", "low": "v"}
COLOURS = {"neutral": WORDS_IN[PURPLE], "improvement": BLUE, "concern": WORDS_IN[ORANGE]}
SMALL = {"marker": "o", "color": "#767676", "markersize": 3}


def _extent(made: pd.DataFrame) -> tuple[float, float]:
    every = pd.concat([made[name] for name in ("value", "lower_limit", "upper_limit", "target") if name in made])
    return float(every.min()), float(every.max())


def is_close(made: pd.DataFrame) -> bool:
    """Whether all lies in the upper half of an axis from nothing, so that the axis is drawn close round it."""
    low, high = _extent(made)
    return high > low > high / 2


def frame_chart(panel: Axes, made: pd.DataFrame) -> None:
    """Settle the axes, from nothing up or close round what is drawn; months and quarters by name."""
    low, high = _extent(made)
    frame(panel, made)
    room = 0.1 * (high - low)
    if is_close(made):
        panel.set_ylim(low - room, high + room)
    else:
        panel.set_ylim(min(0, drawn(made)["value"].min() * 1.06), max(high, 1e-9) * 1.06)
    if made["every"].iloc[0] != "year":
        name_months(panel, made)


def draw_limits(panel: Axes, made: pd.DataFrame) -> None:
    """Mean and limits as steps, from half a period before each point to half a period after it."""
    for _, rows in drawn(made)[lambda seen: seen["upper_limit"].notna()].groupby(["segment", "run"]):
        half = rows["step"].iloc[0] / 2
        x = np.column_stack([rows["x"] - half, rows["x"] + half]).ravel()
        trial = (0, (4, 2)) if rows["trial"].iloc[0] else "-"
        for name, colour, thick in (("mean", GREY, 1.3), ("lower_limit", "#767676", 1), ("upper_limit", "#767676", 1)):
            panel.plot(x, rows[name].repeat(2), color=colour, linewidth=thick, linestyle=trial, marker="", zorder=2)
    if "target" in made and made["target"].notna().any():
        panel.axhline(made["target"].iloc[0], color=PINK, linewidth=1.1, linestyle=(0, (6, 2, 1, 2)), zorder=1.8)


def draw_dots(panel: Axes, made: pd.DataFrame) -> None:
    """Every point: small and grey, or a larger triangle, up or down, where it is marked."""
    for kind, rows in drawn(made).groupby("variation"):
        look = _look(str(kind)) if side_of(kind) else SMALL
        panel.plot(rows["x"], rows["value"], linestyle="", clip_on=False, zorder=3, **look)


def _look(kind: str) -> dict[str, Any]:
    colour = COLOURS[kind.split(" ")[0]]
    return {"marker": SHAPES[side_of(kind)], "color": colour, "markersize": 6, "markeredgecolor": "white",
            "markeredgewidth": 0.5}  # fmt: skip


def draw_key(figure: HouseFigure, panel: Axes, kinds: list[str], above: float) -> None:
    """What the markers mean, in one line above the drawing; nothing where none is marked."""
    x, y = EDGE / width(), panel.get_position().y1 + (above - 0.2) / figure.get_figheight()
    for kind in [*kinds, "common cause"] if kinds else []:
        spot = panel.plot(x + 0.06 / width(), y, linestyle="", **(_look(kind) if side_of(kind) else SMALL))[0]
        spot.set(transform=figure.transFigure, clip_on=False)
        name = capital(word("charts_variation", kind))
        figure.text(x + 0.16 / width(), y, name, size=NOTE, va="center_baseline", color=QUIET_INK)
        x += (text_width(name, NOTE) + 0.45) / width()
