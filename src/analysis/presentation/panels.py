"""One panel a group or indicator, on one scale, so that they can be compared by eye."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.annotations import breaks_of, fitting
from analysis.presentation.drawing import (
    MAIN,
    draw_line,
    draw_series,
    end_label,
    frame,
    limits_note,
    mark_hidden,
    room_left,
    style_of,
)
from analysis.presentation.figures import HouseFigure, alt_words, house, new_figure, placeholder, wrapped
from analysis.presentation.headlines import headline_parts
from analysis.presentation.headlines_beside import headline_beside
from analysis.presentation.labels import label_ends, room_for
from analysis.presentation.numbers import number
from analysis.presentation.redrawing import redrawable
from analysis.presentation.series import (
    HIDDEN_ALT,
    HIDDEN_NOTE,
    drawn,
    name_of,
    on_words,
    only_area,
    points,
    value_column,
)
from analysis.presentation.sheets import width
from analysis.vocabulary.areas import areas
from analysis.vocabulary.indicators import indicators

LEADER, TITLE = 0.12, 9.0
WIDER = ("region", "country")


@dataclass(frozen=True)
class Panel:
    """What one panel shows: the area's own series, and wider areas by code."""

    title: str
    ours: pd.DataFrame
    wider: dict[str, pd.DataFrame]


@redrawable
def plot_small_multiples(
    table: pd.DataFrame, *, by: str, measure: str, unit: str, headline: str = "", area: str = ""
) -> HouseFigure:
    """One panel for each value of `by` ("group" or "indicator"), all on one scale, with the last value named.

    A table of several areas needs `area`; its region and England are drawn as quiet lines, other areas are not.
    `unit` is "percent", or what is counted or rated ("children", "per 10,000"). A panel without a figure says so. Where
    no headline is given, it is the largest part (by group) or who stands beside England (by indicator).
    """
    code = area or only_area(table)
    headline = headline or (headline_parts if by == "group" else headline_beside)(table, code)
    parts = [_panel(str(name), rows, code) for name, rows in pd.DataFrame(table).groupby(by, sort=False)]
    parts = [part for part in parts if not drawn(part.ours).empty or part.ours["hidden"].any()]
    every = pd.concat([line for part in parts for line in (part.ours, *part.wider.values())]) if parts else table
    if not parts or drawn(every).empty:
        return placeholder(headline, measure, table=table)
    places = 0 if value_column(table) == "count" else 1
    after = "%" if unit == "percent" else ""
    labels = [_labels(part, name_of(table, code), places, after) for part in parts]
    right = max(room_for(some, LEADER) for some in labels)
    columns = _columns(len(parts), right)
    rows = -(-len(parts) // columns)
    left = room_left(every)
    wide = (width() - left - right * columns) / columns
    titles = ["\n".join(wrapped(part.title, TITLE, "bold", wide + right - 0.1)) for part in parts]
    gap = 0.42 + 0.16 * max(title.count("\n") for title in titles)
    figure, grid = new_figure(
        headline, measure, table=table, note=_note(table, parts, every), height=1.6 + 1.85 * rows, rows=rows,
        columns=columns, left=left, right=right, above=0.42, wspace=right / wide, hspace=gap, sharey=True,
        squeeze=False,
    )  # fmt: skip
    figure.places = places
    with house():
        for panel, part, title in zip(grid.flat, parts, titles, strict=False):
            _draw(panel, part, title)
        _settle(grid, parts, every, percent=unit == "percent")
        for panel, some in zip(grid.flat, labels, strict=False):
            label_ends(panel, some, LEADER, slack=0.02)
    figure.alt = _alt(measure, parts, name_of(table, code), places, after)
    return figure


def _panel(name: str, rows: pd.DataFrame, code: str) -> Panel:
    title = indicators()[name].name if name in indicators() else name[:1].upper() + name[1:].replace("_", " ")
    others = [c for c in rows["area"].unique() if c != code and c in areas() and areas()[c].level in WIDER]
    breaks = breaks_of(fitting((), rows))
    return Panel(
        title,
        points(rows[rows["area"] == code], breaks=breaks),
        {c: points(rows[rows["area"] == c], breaks=breaks) for c in others},
    )


def _places(part: Panel, places: int) -> int:
    """No decimals where every number of a panel was published whole: they would claim too much."""
    values = pd.concat([drawn(line)["value"] for line in (part.ours, *part.wider.values())])
    return 0 if len(values) and (values % 1 == 0).all() else places


def _labels(part: Panel, name: str, places: int, unit: str) -> list[Any]:
    places = _places(part, places)
    short = {code: "Region" if areas()[code].level == "region" else areas()[code].name for code in part.wider}
    how: dict[str, Any] = {"places": places, "unit": unit, "width": 1.5}
    found = [end_label(name if part.wider else "", part.ours, MAIN, weight=20, bold=True, **how)]
    found += [end_label(short[code], line, style_of(code), weight=5, **how) for code, line in part.wider.items()]
    return [label for label in found if label]


def _columns(count: int, right: float) -> int:
    return min(count, 3 if right < 0.7 and count not in (2, 4) else 2)


def _draw(panel: Axes, part: Panel, title: str) -> None:
    panel.set_title(title, loc="left", size=TITLE)
    for code, line in part.wider.items():
        draw_line(panel, line, style_of(code))
    draw_series(panel, part.ours, MAIN | {"linewidth": 2.0, "markersize": 3.5})


def _settle(grid: np.ndarray, parts: list[Panel], every: pd.DataFrame, *, percent: bool) -> None:
    high = every[["value", "upper"]].max().max()
    for panel in list(grid.flat)[len(parts) :]:
        panel.set_axis_off()
    for panel, part in zip(grid.flat, parts, strict=False):
        frame(panel, every, ticks=3)
        mark_hidden(panel, part.ours)
        if percent and high > 60:
            panel.set_ylim(0, 104)
            panel.set_yticks([0, 25, 50, 75, 100])


def _note(table: pd.DataFrame, parts: list[Panel], every: pd.DataFrame) -> str:
    regions = {name_of(table, code) for part in parts for code in part.wider if areas()[code].level == "region"}
    said = [limits_note(every, "each value")]
    said += [f"Region: {name}, dashes and dots. England: dashes." for name in sorted(regions)]
    said += [HIDDEN_NOTE] if any(part.ours["hidden"].any() for part in parts) else []
    return " ".join(sentence for sentence in said if sentence)


def _alt(measure: str, parts: list[Panel], name: str, decimals: int, unit: str) -> str:
    said = [f"{len(parts)} small line charts. {measure}, {name}."]
    for part in parts:
        seen = drawn(part.ours)
        if seen.empty:
            said.append(f"{part.title}: hidden.")
            continue
        first, last = seen.iloc[0], seen.iloc[-1]
        places = _places(part, decimals)
        wider = [f"{areas()[code].name} {number(drawn(line)['value'].iloc[-1], places)}{unit}"
                 for code, line in part.wider.items() if len(drawn(line))]  # fmt: skip
        ends = f"{number(last['value'], places)}{unit} {on_words(last)}"
        begins = f"{number(first['value'], places)}{unit} in {str(first['date'])[:4]}, " if len(seen) > 1 else ""
        said.append(f"{part.title}: {begins}{ends}" + (f" ({'; '.join(wider)})." if wider else "."))
    return alt_words([*said, HIDDEN_ALT if any(part.ours["hidden"].any() for part in parts) else ""])
