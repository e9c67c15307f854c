"""The whole pack in one picture: every indicator of an area beside England and its neighbours."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.figures import BLUE, INK, HouseFigure, alt_words, house, placeholder
from analysis.presentation.numbers import has_figure, number, percent
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import PALE, Line, bar, dot, log_axis, panel_of_rows
from analysis.presentation.wording import resolved, word

NOTE = (
    "Distance from the line: how far above or below England, on a log scale. Neither side is good or bad in itself.\n"
    "Dot: {area}, with limits (hollow: no clear difference from England). "
    "Upright mark: {whose}."
)


NOBODY = " An indicator at 0 has no dot: a log scale has no place for it."
DIAMOND = " Small grey diamond: {area}, no limits, for only a percentage is published."


@redrawable
def plot_at_a_glance(table: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """Each indicator as a ratio of the area to England, with the neighbours' middle value and the printed values.

    Needs indicator, ours, england (as printed) and value (the ratio); lower and upper, neighbours (as printed) and
    neighbours_value (their ratio), area_name and neighbours_label where they are known. A row without a comparator
    keeps its place and its printed value, and draws nothing.
    """
    known = table[table["ours"].notna()]
    if known.empty or known["england"].isna().all():
        return placeholder(headline, measure, table=table)
    lines = [_line(row) for _, row in known.iterrows()]
    area = str(known["area_name"].iloc[0]) if "area_name" in known else "the area"
    whose = (
        str(known["neighbours_label"].iloc[0]) if "neighbours_label" in known else "the middle value of its neighbours"
    )
    bare = known["value"].notna() & known.reindex(columns=["lower", "upper"]).isna().any(axis=1)
    nobody = NOBODY if (known["value"] == 0).any() else ""
    note = (NOTE + (DIAMOND if bare.any() else "") + nobody).replace("{area}", area).replace("{whose}", whose)
    figure, panel = panel_of_rows(
        headline, measure, lines, table=known, note=note, below=0.3, values=f"{area} | England"
    )
    with house():
        log_axis(panel, *_reach(known), equal="England")
        for line in lines:
            _draw(panel, line)
    figure.alt = alt_words([f"{headline}.", f"{area}, then England:", *[_words(line) for line in lines]])
    return figure


def _line(row: pd.Series) -> Line:
    what = resolved(str(row["indicator"]))
    say = _printer(bool(what.per), [row["ours"], row["england"]])
    beside = say(row["england"]) if has_figure(row["england"]) else "–"
    return Line(word("short", what.id, what.name), f"{say(row['ours'])} | {beside}", cells=row.to_dict())


def _printer(is_rate: bool, values: list[Any]) -> Any:  # noqa: ANN401
    """Rates and percentages at one place; whole ones that are published whole stay whole."""
    places = 0 if all(float(v).is_integer() for v in values if has_figure(v)) else 1
    return lambda value: number(value, places) if is_rate else percent(value, places)


def _reach(known: pd.DataFrame) -> tuple[float, float]:
    names = [name for name in ("value", "lower", "upper", "neighbours_value") if name in known]
    some = known[known["value"].isna() | (known["value"] > 0)]
    cells = pd.concat([some[name] for name in names]).dropna()
    cells = cells[cells > 0]
    return (float(cells.min()), float(cells.max())) if len(cells) else (0.5, 2.0)


def _draw(panel: Axes, line: Line) -> None:
    cells = line.cells
    if has_figure(cells.get("neighbours_value")):
        panel.plot([cells["neighbours_value"]] * 2, [line.y - 0.1, line.y + 0.1], color=INK, linewidth=1.6, zorder=2.5)
    if not has_figure(cells.get("value")) or cells["value"] <= 0:  # nobody: a ratio of 0 has no place on a log axis
        return
    limits = has_figure(cells.get("lower")) and has_figure(cells.get("upper"))
    if limits:
        bar(panel, cells["lower"], cells["upper"], line.y, colour=BLUE)
    else:
        bar(panel, min(1, cells["value"]), max(1, cells["value"]), line.y, colour=PALE, width=1)
    if not limits:
        dot(panel, cells["value"], line.y, colour=PALE, shape="D", size=4.5)
        return
    dot(panel, cells["value"], line.y, colour=BLUE, hollow=cells["lower"] <= 1 <= cells["upper"])


def _words(line: Line) -> str:
    ours, _, england = line.value.partition(" | ")
    return f"{line.label} {ours}, {england.replace('–', 'no figure')}."
