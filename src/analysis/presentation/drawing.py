"""How the house draws a series: line, limits, breaks, hidden values, axes and the words for them."""

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.presentation.figures import (
    BLUE,
    EDGE,
    GREY,
    LEFT,
    NOTE,
    ORANGE,
    PINK,
    QUIET,
    QUIET_INK,
    WORDS_IN,
    text_width,
)
from analysis.presentation.labels import Label
from analysis.presentation.numbers import MONTHS, number
from analysis.presentation.series import drawn, lone
from analysis.vocabulary.areas import ENGLAND

AXIS = 9.5  # points: the numbers of an axis, as house.mplstyle has them
MAIN = {"color": BLUE, "linewidth": 2.4, "linestyle": "-", "marker": "o"}
MIDDLE = {"color": GREY, "linewidth": 1.8, "linestyle": "-"}
REGION = {"color": GREY, "linewidth": 1.3, "linestyle": (0, (5, 1.6, 1, 1.6))}
NATION = {"color": PINK, "linewidth": 1.5, "linestyle": (0, (4, 2))}
LONE = {PINK: ("x", 5)}  # a point alone is a short dash; England's is a cross, which is no dash in grey either
NEIGHBOUR = {"color": QUIET, "linewidth": 0.8, "linestyle": "-"}
SECOND = {"color": ORANGE, "linewidth": 2.0, "linestyle": (0, (5, 1.5)), "marker": "s"}


def style_of(code: str) -> dict[str, Any]:
    """How a wider area is drawn: England dashed, a region in dashes and dots."""
    return NATION if code == ENGLAND else REGION


def end_label(
    name: str,
    line: pd.DataFrame,
    look: dict[str, Any],
    *,
    value: bool = True,
    places: int = 1,
    unit: str = "",
    until: float = 0.0,
    **how: Any,
) -> Label | None:
    """The name of a series with its last value, for the end of its line; nothing for a series without a value.

    A value older than the series' last date, or than `until` (the last of the whole figure), says its year.
    """
    seen = drawn(line)
    if seen.empty:
        return None
    last = seen.iloc[-1]
    early = f" ({str(last['date'])[:4]})" if last["x"] < max(line["x"].max(), until) else ""
    text = f"{name}\N{NO-BREAK SPACE}{number(last['value'], places)}{unit}" if value else name
    ink = WORDS_IN.get(look["color"], look["color"])
    return Label(text + early, float(last["x"]), float(last["value"]), ink, leader=not early, **how)


def limits_note(made: pd.DataFrame, name: str) -> str:
    """What the shaded band is, where limits were drawn."""
    if "confidence" not in made or made["upper"].isna().all():
        return ""
    return f"Shaded: {100 * made['confidence'].dropna().iloc[0]:g}% limits for {name}."


def quiet_lines(panel: Axes, around: dict[str, pd.DataFrame]) -> None:
    """Many series in thin grey, each broken where it has to be."""
    if not around:
        return
    lines = pd.concat([drawn(line).assign(piece=code + line["run"].astype(str)) for code, line in around.items()])
    look = {key: NEIGHBOUR[key] for key in ("color", "linewidth")}
    sns.lineplot(
        lines, x="x", y="value", units="piece", estimator=None, errorbar=None, legend=False, ax=panel, zorder=1, **look
    )
    alone = pd.concat([lone(line) for line in around.values()])
    panel.plot(alone["x"], alone["value"], "o", color=QUIET, markersize=3, zorder=1)


def draw_line(panel: Axes, line: pd.DataFrame, look: dict[str, Any], zorder: float = 2) -> None:
    """A line in pieces, one for each run; a point alone is a small dot."""
    for _, run in drawn(line).groupby("run"):
        panel.plot(run["x"], run["value"], **(look | {"marker": look.get("marker", "")}), zorder=zorder, clip_on=False)
    if "marker" not in look:
        alone, (mark, size) = lone(line), LONE.get(look["color"], ("_", 9))
        panel.plot(
            alone["x"], alone["value"], mark, color=look["color"], markersize=size, markeredgewidth=1.6, zorder=zorder
        )


def draw_series(panel: Axes, line: pd.DataFrame, look: dict[str, Any]) -> None:
    """A line with its limits: a band where points are joined, a bar at a point alone."""
    for _, run in drawn(line).groupby("run"):
        panel.fill_between(
            run["x"], run["lower"], run["upper"], color=look["color"], alpha=0.16, linewidth=0, zorder=1.5
        )
    alone = lone(line)
    panel.vlines(alone["x"], alone["lower"], alone["upper"], color=look["color"], alpha=0.5, linewidth=3, zorder=1.5)
    draw_line(panel, line, look, zorder=3)


def room_left(made: pd.DataFrame) -> float:
    """Inches to keep free at the left of a panel for the numbers of its axis."""
    high = made[["value", "upper"]].max().max()
    widest = text_width(number(1.06 * high, 0), AXIS) if high > 0 else 0.0
    return max(LEFT, EDGE + widest + 0.1)


def ends(made: pd.DataFrame) -> tuple[float, float]:
    """The first and the last time with a value, or with one that is hidden."""
    seen = made.loc[made["value"].notna() | made["hidden"].eq(True), "x"]
    times = seen if len(seen) else made["x"]
    return float(times.min()), float(times.max())


def span_of(made: pd.DataFrame) -> tuple[float, float]:
    """The ends of the axis: a little before the first point and after the last."""
    first, last = ends(made)
    return first - (0.3 if last > first else 1), last + 0.1


def frame(panel: Axes, made: pd.DataFrame, ticks: int = 7) -> None:
    """Settle the axes: from nothing up, years below, room for the highest limit."""
    high = made[["value", "upper"]].max().max()
    panel.set_ylim(0, high * 1.06 if high > 0 else 1)
    first, last = ends(made)
    panel.set_xlim(*span_of(made))
    panel.yaxis.set_major_locator(MaxNLocator(6 if ticks > 3 else 4, integer=True))  # as they are written
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, 0)))
    step = max(1, round((last - first) / (ticks - 0.5)))
    panel.set_xticks([last - n for n in range(0, int(last - first) + 1, step)][::-1])
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: str(round(value))))
    panel.set(xlabel="", ylabel="")


def name_months(panel: Axes, made: pd.DataFrame) -> None:
    """Ticks at the last month and at the same month of earlier years, by name; for quarters too."""
    first, last = ends(made)
    step = max(1, round((last - first) / 5)) if last - first > 2 else 0.5
    ticks = [last - step * n for n in range(int((last - first) / step) + 1)]
    months = [round(12 * x) + 2 for x in ticks]
    panel.set_xticks(ticks, [f"{MONTHS[month % 12][:3]} {month // 12}" for month in months])


def mark_hidden(panel: Axes, line: pd.DataFrame) -> None:
    """A small c at the foot of the axis, always in the same place, where a value is hidden."""
    for x in line.loc[line["hidden"], "x"]:
        panel.text(
            x, 0.02, "c", size=NOTE, color=QUIET_INK, ha="center", va="bottom", transform=panel.get_xaxis_transform()
        )
