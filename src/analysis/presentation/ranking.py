"""One date, many areas: where an area stands among the neighbours of both models."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.presentation.drawing import style_of
from analysis.presentation.figures import (
    BLUE,
    EDGE,
    GREY,
    INK,
    MEASURE,
    NOTE,
    QUIET_INK,
    HouseFigure,
    house,
    new_figure,
    placeholder,
    text_width,
)
from analysis.presentation.headlines import headline_comparison
from analysis.presentation.measured import measured
from analysis.presentation.numbers import number
from analysis.presentation.ranking_rows import MODELS, alt, earlier, note, one_row_each, ranked_rows
from analysis.presentation.redrawing import redrawable
from analysis.presentation.series import name_of
from analysis.presentation.sheets import width

ROW = 0.205  # inches a row
KINDS = {  # in which models an area is a neighbour -> marker, face, name
    (True, True): ("o", GREY, "neighbour in both models"),
    (False, True): ("o", "white", "2025 model only"),
    (True, False): ("D", "white", "2021 model only"),
}


@redrawable
def plot_comparison(
    rates: pd.DataFrame,
    comparators: pd.DataFrame,
    area: str,
    *,
    headline: str = "",
    measure: str = "",
    comparison: pd.DataFrame | None = None,
) -> HouseFigure:
    """Rates of many areas, highest first: the area, the neighbours of both models; England and the region as lines.

    `rates` is the result of measures.comparisons.side_by_side, one row an area; rows of an earlier date than the area's
    say their year. `comparators` is release("comparators"), and `comparison` the result of compare, from which the note
    takes the averages and, where none is given, the headline is worded. An area without a figure keeps its row: hidden
    (c), or no figure.

    >>> figure = plot_comparison(side_by_side(rates, run.area.code, comparators), comparators, run.area.code)
    """
    if not headline and comparison is not None and len(rates):
        headline = headline_comparison(comparison, str(rates["indicator"].iloc[0]), area, rates)
    by_area, measure = one_row_each(rates), measure or measured(rates[rates["area"] == area])
    if area not in by_area.index or by_area["value"].isna().all():
        return placeholder(headline, measure, table=rates)
    if by_area["value"].reindex([code for code in comparators["area"] if code != area]).isna().all():
        return placeholder(headline, measure, table=rates)
    sets = {name: [c for c in rows["area"] if c != area] for name, rows in comparators.groupby("set", sort=False)}
    ranked = ranked_rows(by_area, sets, area, {code: name_of(rates, code) for code in by_area.index}, comparators)
    wider = {name: float(by_area["value"].get(codes[0], float("nan")))
             for name, codes in sets.items() if name not in MODELS and codes}  # fmt: skip
    wider = {name: value for name, value in wider.items() if value == value}
    named = {name: (sets[name][0], name + earlier(by_area, sets[name][0])) for name in wider}
    notes = note(ranked, by_area, area, comparison)
    left = max(text_width(name, MEASURE, "bold") for name in ranked["name"]) + EDGE + 0.15
    figure, panel = new_figure(
        headline, measure, table=rates, note=notes, height=2.25 + ROW * len(ranked) + 0.13 * notes.count("\n"),
        left=left, right=0.65, above=0.68,
    )  # fmt: skip
    with house():
        _frame(panel, ranked, wider)
        for place, row in enumerate(ranked.itertuples()):
            _row(panel, len(ranked) - 1 - place, row)
        _lines(figure, panel, wider, named, int(ranked["places"].iloc[0]))
        _key(figure, panel, ranked)
    figure.alt = alt(measure, ranked, wider, str(by_area["date"].max()))
    return figure


def _frame(panel: Axes, ranked: pd.DataFrame, wider: dict[str, float]) -> None:
    high = max(ranked[["value", "upper"]].max().max(), *wider.values(), 0)
    panel.set_xlim(0, high * 1.04 if high > 0 else 1)
    panel.set_ylim(-0.7, len(ranked) - 0.3)
    panel.grid(visible=True, axis="x")
    panel.grid(visible=False, axis="y")
    panel.xaxis.set_major_locator(MaxNLocator(6))
    panel.set_yticks([])


def _row(panel: Axes, y: int, row: Any) -> None:  # noqa: ANN401 - a row of itertuples
    weight, ink = ("bold", BLUE) if row.ours else ("normal", INK)
    beside = panel.get_yaxis_transform()
    panel.text(
        -0.015,
        y,
        row.name,
        transform=beside,
        ha="right",
        va="center_baseline",
        size=NOTE,
        weight=weight,
        color=ink,
    )
    if pd.isna(row.value):
        said = "c" if row.hidden else "no figure"
        panel.text(0.01, y, said, transform=beside, va="center_baseline", size=NOTE, color=QUIET_INK)
        return
    marker, face, _ = ("o", BLUE, "") if row.ours else KINDS[row.old, row.new]
    edge, thick = (BLUE, 3.0) if row.ours else (GREY, 1.0)
    panel.hlines(y, row.lower, row.upper, color=edge, linewidth=thick, alpha=0.6 if row.ours else 0.45, zorder=2)
    size = 8 if row.ours else 5 if marker == "D" else 6
    panel.plot(row.value, y, marker, markerfacecolor=face, markeredgecolor=edge, markersize=size, zorder=3)
    panel.text(
        1.09,
        y,
        number(row.value, row.places),
        transform=beside,
        ha="right",
        va="center_baseline",
        size=NOTE,
        weight=weight,
        color=ink,
    )


def _lines(
    figure: HouseFigure, panel: Axes, wider: dict[str, float], codes: dict[str, tuple[str, str]], places: int
) -> None:
    """Upright lines for the wider areas, named above: the lowest to the left of its line, the others to the right.

    A name that would run past the edge of the picture stands to the left too, one line higher.
    """
    above, (wide, high) = panel.get_xaxis_transform(), figure.get_size_inches()
    box = panel.get_position()
    for place, (name, value) in enumerate(sorted(wider.items(), key=lambda item: item[1])):
        code, said = codes[name]
        look = style_of(code)
        panel.axvline(value, zorder=1.5, **look)
        text = f"{said} {number(value, places)}"
        end = (box.x0 + box.width * value / panel.get_xlim()[1]) * wide + text_width(text, NOTE) + 0.1
        left = (place == 0 and len(wider) > 1) or end > wide
        y = 1.01 + (0.14 / (box.height * high) if left and place else 0)
        text, align = (f"{text} ", "right") if left else (f" {text}", "left")
        panel.text(value, y, text, transform=above, size=NOTE, color=look["color"], ha=align, va="bottom")


def _key(figure: HouseFigure, panel: Axes, ranked: pd.DataFrame) -> None:
    """What the markers mean, in one line above the drawing."""
    box, high = panel.get_position(), figure.get_figheight()
    x, y = EDGE / width(), box.y1 + 0.43 / high
    others = ranked[~ranked["ours"]]
    found = set(zip(others["old"], others["new"], strict=True))
    for kind in [kind for kind in KINDS if kind in found]:
        marker, face, name = KINDS[kind]
        spot = panel.plot(x + 0.06 / width(), y, marker, markerfacecolor=face, markeredgecolor=GREY, markersize=6)[0]
        spot.set(transform=figure.transFigure, clip_on=False)
        figure.text(x + 0.16 / width(), y, name, size=NOTE, va="center_baseline", color=QUIET_INK)
        x += (text_width(name, NOTE) + 0.45) / width()
