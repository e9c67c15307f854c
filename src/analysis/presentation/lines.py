"""Figures over time: one area's rate among its neighbours, and two flows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.presentation.annotations import annotated, breaks_of, fitting
from analysis.presentation.drawing import (
    MAIN,
    MIDDLE,
    NEIGHBOUR,
    SECOND,
    draw_line,
    draw_series,
    end_label,
    frame,
    limits_note,
    mark_hidden,
    quiet_lines,
    style_of,
)
from analysis.presentation.figures import QUIET_INK, HouseFigure, alt_words, house, new_figure, placeholder
from analysis.presentation.headlines import headline_flows, headline_trend
from analysis.presentation.labels import Label, label_ends, room_for
from analysis.presentation.measured import measured
from analysis.presentation.numbers import listed, number, small_number
from analysis.presentation.series import (
    HIDDEN_ALT,
    HIDDEN_NOTE,
    base_note,
    drawn,
    joined,
    name_of,
    only_area,
    points,
    run_through,
    value_column,
)
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.events import Event
from analysis.vocabulary.indicators import indicators


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
    definitions. Where no headline is given it is worded from the
    rates and `change`, a result of measures.changes.change.

    >>> figure = plot_trend(rates, comparators, run.area.code)
    """
    headline = headline or headline_trend(rates, rates.head(0) if change is None else change, area)
    measure = measure or measured(rates)
    events = fitting(events, rates, area)
    breaks = breaks_of(events)
    made = {str(code): points(rows, breaks=breaks) for code, rows in pd.DataFrame(rates).groupby("area", sort=False)}
    if area not in made or drawn(made[area]).empty:
        return placeholder(headline, measure, table=rates)
    ours, names = made[area], {code: name_of(rates, code) for code in made}
    sets = comparators[comparators["area"].isin(made) & (comparators["area"] != area)]
    around = {code: made[code] for code in sets.loc[sets["set"] == neighbours, "area"] if len(drawn(made[code]))}
    of = int(((comparators["set"] == neighbours) & (comparators["area"] != area)).sum())
    wider = {code: made[code] for code in sets.loc[~sets["set"].str.startswith("neighbours"), "area"].unique()
             if len(drawn(made[code]))}  # fmt: skip
    lines = _middle(middles, neighbours, breaks)
    lines += [(names[code], line, style_of(code)) for code, line in wider.items()]
    labels = [end_label(names[area], ours, MAIN, weight=12, bold=True)]
    labels += [end_label(name, line, look, weight=5) for name, line, look in lines]
    labels += [end_label(names[code], line, NEIGHBOUR, value=False) for code, line in around.items()]
    every = pd.concat([ours, *around.values(), *wider.values()])
    notes = [limits_note(ours, names[area]), _neighbour_note(neighbours, len(around), of), base_note(ours)]
    notes += [HIDDEN_NOTE] if ours["hidden"].any() else []
    kept = [label for label in labels if label]
    marks = annotated(events, every, area, room_for(kept))
    figure, panel = new_figure(
        headline,
        measure,
        table=rates,
        note=joined([*notes, marks.note]),
        height=5.0,
        right=marks.right,
        above=marks.above,
    )
    with house():
        quiet_lines(panel, around)
        for _, line, look in lines:
            draw_line(panel, line, look)
        draw_series(panel, ours, MAIN)
        frame(panel, every)
        marks.draw(panel)
        mark_hidden(panel, ours)
        label_ends(panel, kept)
    figure.alt = alt_words(
        [
            f"Line chart. {measure}.",
            run_through(names[area], ours),
            _latest(lines),
            HIDDEN_ALT if ours["hidden"].any() else "",
            marks.alt,
            f"The neighbours are {listed([names[code] for code in around])}." if around else "",
        ]
    )
    return figure


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
        headline, measure, table=counts, note=joined([*notes, marks.note]), right=marks.right, above=marks.above
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


def _latest(lines: list[tuple[str, pd.DataFrame, dict[str, Any]]]) -> str:
    said = "; ".join(f"{name}, latest {number(drawn(line)['value'].iloc[-1])}" for name, line, _ in lines)
    return f"{said}." if said else ""


def _middle(
    middles: pd.DataFrame | None, neighbours: str, breaks: Sequence[date]
) -> list[tuple[str, pd.DataFrame, dict[str, Any]]]:
    """The middle of the neighbours as a line, named after how many of them have a figure on its last date."""
    rows = pd.DataFrame() if middles is None else middles[middles["set"] == neighbours]
    if rows.empty:
        return []
    last = rows.sort_values("date").iloc[-1]
    known, of = int(last["areas"]), int(last["of"])
    some = small_number(known) + (f" of {small_number(of)}" if known < of else "")
    return [(f"Middle of {some} neighbours (median)", points(rows, value="value", breaks=breaks), MIDDLE)]


def _neighbour_note(neighbours: str, count: int, of: int) -> str:
    if not count:
        return ""
    model = neighbours.removeprefix("neighbours ")
    some = f"its {small_number(of)}" if count == of else f"{small_number(count)} of its {small_number(of)}"
    return (
        f"Thin lines: {some} statistical neighbours ({model} model). "
        "Their median: half of them stand above it, half below."
    )
