"""What a figure of one area's rate over time is made of: its lines, their names at the end, its note, its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.annotations import Annotations
from analysis.presentation.drawing import (
    MAIN,
    MIDDLE,
    NEIGHBOUR,
    draw_line,
    draw_series,
    end_label,
    frame,
    limits_note,
    mark_hidden,
    quiet_lines,
    style_of,
)
from analysis.presentation.labels import Label, label_ends
from analysis.presentation.numbers import listed, number, small_number
from analysis.presentation.series import (
    HIDDEN_ALT,
    HIDDEN_NOTE,
    base_note,
    drawn,
    joined,
    name_of,
    points,
    run_through,
)
from analysis.presentation.sheets import sheet

Named = tuple[str, pd.DataFrame, dict[str, Any]]  # a line with its name and its look


@dataclass(frozen=True)
class Trend:
    """The points of an area, those of its neighbours by code, and the wider lines that are named with a value."""

    name: str
    ours: pd.DataFrame
    around: dict[str, pd.DataFrame]
    lines: list[Named]
    names: dict[str, str]
    wider: list[pd.DataFrame]
    model: str  # "neighbours 2025"
    of: int  # how many neighbours there are, with figures or without

    @property
    def every(self) -> pd.DataFrame:
        """All points that settle the axes; the middle of the neighbours lies among them."""
        return pd.concat([self.ours, *self.around.values(), *self.wider])


def trend_of(
    rates: pd.DataFrame,
    comparators: pd.DataFrame,
    area: str,
    neighbours: str,
    middles: pd.DataFrame | None,
    breaks: Sequence[date],
) -> Trend | None:
    """The lines of a table of rates, broken where they have to be; None where the area has no figure."""
    made = {str(code): points(rows, breaks=breaks) for code, rows in pd.DataFrame(rates).groupby("area", sort=False)}
    if area not in made or drawn(made[area]).empty:
        return None
    names = {code: name_of(rates, code) for code in made}
    others = comparators[comparators["area"] != area]
    model = others["set"] == neighbours
    known = {code: made[code] for code in others["area"] if code in made and len(drawn(made[code]))}
    around = {code: known[code] for code in others.loc[model, "area"] if code in known}
    beyond = others.loc[~others["set"].str.startswith("neighbours"), "area"].unique()
    wider = {code: known[code] for code in beyond if code in known}
    lines = _middle(middles, neighbours, breaks)
    lines += [(names[code], line, style_of(code)) for code, line in wider.items()]
    return Trend(names[area], made[area], around, lines, names, list(wider.values()), neighbours, int(model.sum()))


def _middle(middles: pd.DataFrame | None, neighbours: str, breaks: Sequence[date]) -> list[Named]:
    """The middle of the neighbours as a line, named after how many of them have a figure on its last date."""
    rows = pd.DataFrame() if middles is None else middles[middles["set"] == neighbours]
    if rows.empty:
        return []
    last = rows.sort_values("date").iloc[-1]
    known, of = int(last["areas"]), int(last["of"])
    some = small_number(known) + (f" of {small_number(of)}" if known < of else "")
    return [(f"Middle of {some} neighbours (median)", points(rows, value="value", breaks=breaks), MIDDLE)]


def trend_labels(trend: Trend) -> list[Label]:
    """The area in bold, the wider lines with their values, the neighbours by name."""
    labels = [end_label(trend.name, trend.ours, MAIN, weight=12, bold=True)]
    labels += [end_label(name, line, look, weight=5) for name, line, look in trend.lines]
    if sheet().words:  # a slide has no room for the names of neighbours, nor a reader time for them
        labels += [end_label(trend.names[code], line, NEIGHBOUR, value=False) for code, line in trend.around.items()]
    return [label for label in labels if label]


def draw_trend(panel: Axes, trend: Trend, marks: Annotations, labels: list[Label]) -> None:
    """Draw what is quiet first, the area above it, and the words last."""
    quiet_lines(panel, trend.around)
    for _, line, look in trend.lines:
        draw_line(panel, line, look)
    draw_series(panel, trend.ours, MAIN)
    frame(panel, trend.every)
    marks.draw(panel)
    mark_hidden(panel, trend.ours)
    label_ends(panel, labels)


def trend_note(trend: Trend, marks: Annotations) -> str:
    """What band and thin lines are, where lines break, what is hidden, what is dotted."""
    hidden = HIDDEN_NOTE if trend.ours["hidden"].any() else ""
    said = [limits_note(trend.ours, trend.name), _neighbour_note(trend), base_note(trend.ours)]
    return joined([*said, hidden, marks.note])


def _neighbour_note(trend: Trend) -> str:
    count, of = len(trend.around), trend.of
    if not count:
        return ""
    model = trend.model.removeprefix("neighbours ")
    some = f"its {small_number(of)}" if count == of else f"{small_number(count)} of its {small_number(of)}"
    return (
        f"Thin lines: {some} statistical neighbours ({model} model). "
        "Their median: half of them stand above it, half below."
    )


def trend_alt(trend: Trend, measure: str, marks: Annotations) -> list[str]:
    """The sentences of the alternative text, the most important first."""
    latest = "; ".join(f"{name}, latest {number(drawn(line)['value'].iloc[-1])}" for name, line, _ in trend.lines)
    names = [trend.names[code] for code in trend.around]
    return [
        f"Line chart. {measure}.",
        run_through(trend.name, trend.ours),
        f"{latest}." if latest else "",
        HIDDEN_ALT if trend.ours["hidden"].any() else "",
        marks.alt,
        f"The neighbours are {listed(names)}." if names else "",
    ]
