"""Figures over time: one area's rate among its neighbours, and two flows."""

from collections.abc import Sequence

import pandas as pd

from analysis.presentation.annotations import annotated, breaks_of, fitting
from analysis.presentation.drawing import (
    MAIN,
    SECOND,
    draw_series,
    end_label,
    frame,
    limits_note,
    mark_hidden,
)
from analysis.presentation.figures import QUIET_INK, HouseFigure, alt_words, house, new_figure, placeholder
from analysis.presentation.headlines import headline_flows, headline_trend
from analysis.presentation.labels import Label, label_ends, room_for
from analysis.presentation.measured import measured
from analysis.presentation.numbers import listed
from analysis.presentation.redrawing import redrawable
from analysis.presentation.series import (
    HIDDEN_ALT,
    HIDDEN_NOTE,
    base_note,
    drawn,
    joined,
    only_area,
    points,
    run_through,
    value_column,
)
from analysis.presentation.trend_parts import draw_trend, trend_alt, trend_labels, trend_note, trend_of
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.events import Event
from analysis.vocabulary.indicators import indicators


@redrawable
def plot_trend(
    rates: pd.DataFrame,
    comparators: pd.DataFrame,
    area: str,
    *,
    headline: str = "",
    measure: str = "",
    change: pd.DataFrame | None = None,
    neighbours: str = "neighbours 2025",
    middles: pd.DataFrame | None = None,
    events: Sequence[Event] | None = None,
) -> HouseFigure:
    """One area's rate by year with its limits, among its neighbours, their middle, its region and England.

    `rates` is the result of a measure, one row an area and date; `comparators` is release("comparators"); `middles` a
    result of measures.comparisons.medians_by_date, without which no middle is drawn. `events` (all that are
    named in advance, where none are given) within the years drawn are dotted lines, and no line crosses one that breaks
    definitions. Where no headline is given it is worded from the rates and `change`, a result of
    measures.changes.change.

    >>> figure = plot_trend(rates, comparators, run.area.code)
    """
    headline = headline or headline_trend(rates, rates.head(0) if change is None else change, area)
    measure = measure or measured(rates)
    events = fitting(events, rates, area)
    trend = trend_of(rates, comparators, area, neighbours, middles, breaks_of(events))
    if trend is None:
        return placeholder(headline, measure, table=rates)
    labels = trend_labels(trend)
    marks = annotated(events, trend.every, area, room_for(labels))
    figure, panel = new_figure(
        headline, measure, table=rates, note=trend_note(trend, marks), height=4.8, left=marks.left, right=marks.right,
        above=marks.above,
    )  # fmt: skip
    with house():
        draw_trend(panel, trend, marks, labels)
    figure.alt = alt_words(trend_alt(trend, measure, marks))
    return figure


@redrawable
def plot_flows(
    counts: pd.DataFrame, *, headline: str = "", measure: str = "", events: Sequence[Event] | None = None
) -> HouseFigure:
    """Two indicators by year, such as plans started and plans ended, with their limits and the gap between them.

    Draws the value of a measure's result, or the count of a table of counts. `events` are drawn as plot_trend does.
    """
    headline, measure = headline or headline_flows(counts), measure or measured(counts)
    events = fitting(events, counts, only_area(counts))
    area, breaks = only_area(counts), breaks_of(events)
    made = {str(name): points(rows, breaks=breaks) for name, rows in counts.groupby("indicator", sort=False)}
    if len(made) > 2:
        raise WrongUse(f"plot_flows draws two indicators; this table holds {len(made)}: {listed(sorted(made))}.")
    made = {name: line for name, line in made.items() if not drawn(line).empty}
    if not made:
        return placeholder(headline, measure, table=counts)
    places = 0 if value_column(counts) == "count" else 1
    order = sorted(made, key=lambda name: -drawn(made[name])["value"].iloc[-1])
    looks = dict(zip(sorted(made), (MAIN, SECOND), strict=False))
    until = max(line["x"].max() for line in made.values())
    labels = [end_label(_name(n), made[n], looks[n], places=places, until=until, bold=True, weight=10) for n in order]
    kept: list[Label] = [label for label in labels if label]
    every = pd.concat(made.values())
    notes = [limits_note(every, "each line"), base_note(made[order[0]]), HIDDEN_NOTE if every["hidden"].any() else ""]
    marks = annotated(events, every, area, room_for(kept))
    figure, panel = new_figure(
        headline,
        measure,
        table=counts,
        height=3.8,
        note=joined([*notes, marks.note]),
        left=marks.left,
        right=marks.right,
        above=marks.above,
    )
    figure.places = places
    with house():
        pairs = drawn(every).groupby("x")["value"].agg(["min", "max"])
        panel.vlines(pairs.index, pairs["min"], pairs["max"], color=QUIET_INK, linewidth=0.8, zorder=1)
        for name in made:
            draw_series(panel, made[name], looks[name])
            mark_hidden(panel, made[name])
        frame(panel, every)
        marks.draw(panel)
        label_ends(panel, kept)
    said = [run_through(_name(name), made[name], places) for name in order]
    figure.alt = alt_words([f"Line chart. {measure}.", *said, HIDDEN_ALT if every["hidden"].any() else "",
                            marks.alt])  # fmt: skip
    return figure


def _name(indicator: str) -> str:
    return indicators()[indicator].name if indicator in indicators() else indicator
