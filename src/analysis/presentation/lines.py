"""Figures over time: one area's rate among its neighbours, two flows, and months."""

from typing import Any

import pandas as pd
import seaborn as sns

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
    name_months,
    quiet_lines,
    style_of,
)
from analysis.presentation.figures import QUIET_INK, HouseFigure, alt_words, house, new_figure, placeholder
from analysis.presentation.labels import Label, label_ends, room_for
from analysis.presentation.numbers import date_words, listed, number, small_number
from analysis.presentation.series import (
    HIDDEN_ALT,
    HIDDEN_NOTE,
    base_note,
    drawn,
    middle,
    name_of,
    only_area,
    points,
    rolling_mean,
    run_through,
    value_column,
)
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.indicators import indicators


def plot_trend(
    rates: pd.DataFrame,
    comparators: pd.DataFrame,
    area: str,
    *,
    headline: str,
    measure: str,
    neighbours: str = "neighbours 2025",
) -> HouseFigure:
    """One area's rate by year with its limits, among its neighbours, their middle, its region and England.

    `rates` is the result of a measure, one row an area and date; `comparators` is release("comparators").
    """
    made = {str(code): points(rows) for code, rows in pd.DataFrame(rates).groupby("area", sort=False)}
    if area not in made or drawn(made[area]).empty:
        return placeholder(headline, measure, table=rates)
    ours, names = made[area], {code: name_of(rates, code) for code in made}
    sets = comparators[comparators["area"].isin(made) & (comparators["area"] != area)]
    around = {code: made[code] for code in sets.loc[sets["set"] == neighbours, "area"] if len(drawn(made[code]))}
    of = int(((comparators["set"] == neighbours) & (comparators["area"] != area)).sum())
    wider = {code: made[code] for code in sets.loc[~sets["set"].str.startswith("neighbours"), "area"].unique()
             if len(drawn(made[code]))}  # fmt: skip
    lines = [(_middle_name(around, of), middle(around), MIDDLE)] if around else []
    lines += [(names[code], line, style_of(code)) for code, line in wider.items()]
    labels = [end_label(names[area], ours, MAIN, weight=12, bold=True)]
    labels += [end_label(name, line, look, weight=5) for name, line, look in lines]
    labels += [end_label(names[code], line, NEIGHBOUR, value=False) for code, line in around.items()]
    every = pd.concat([ours, *around.values(), *wider.values()])
    notes = [limits_note(ours, names[area]), _neighbour_note(neighbours, len(around), of), base_note(ours)]
    notes += [HIDDEN_NOTE] if ours["hidden"].any() else []
    kept = [label for label in labels if label]
    figure, panel = new_figure(headline, measure, table=rates, note=_joined(notes), height=5.0, right=room_for(kept))
    with house():
        quiet_lines(panel, around)
        for _, line, look in lines:
            draw_line(panel, line, look)
        draw_series(panel, ours, MAIN)
        frame(panel, every)
        mark_hidden(panel, ours)
        label_ends(panel, kept)
    figure.alt = alt_words(
        [
            f"Line chart. {measure}.",
            run_through(names[area], ours),
            _latest(lines),
            HIDDEN_ALT if ours["hidden"].any() else "",
            f"The neighbours are {listed([names[code] for code in around])}." if around else "",
        ]
    )
    return figure


def plot_flows(counts: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """Two indicators by year, such as plans started and plans ended, with their limits and the gap between them.

    Draws the value of a measure's result, or the count of a table of counts.
    """
    only_area(counts)
    made = {str(name): points(rows) for name, rows in counts.groupby("indicator", sort=False)}
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
    figure, panel = new_figure(headline, measure, table=counts, note=_joined(notes), right=room_for(kept))
    figure.places = places
    with house():
        pairs = drawn(every).groupby("x")["value"].agg(["min", "max"])
        panel.vlines(pairs.index, pairs["min"], pairs["max"], color=QUIET_INK, linewidth=0.8, zorder=1)
        for name in made:
            draw_series(panel, made[name], looks[name])
            mark_hidden(panel, made[name])
        frame(panel, every)
        label_ends(panel, kept)
    said = [run_through(_name(name), made[name], places) for name in order]
    figure.alt = alt_words([f"Line chart. {measure}.", *said, HIDDEN_ALT if every["hidden"].any() else ""])
    return figure


def plot_months(counts: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """Monthly counts as points on a thin line, and the mean of the twelve months that end at each."""
    only_area(counts)
    months = points(counts, step=1 / 12, value="count")
    if drawn(months).empty:
        return placeholder(headline, measure, table=counts)
    mean = rolling_mean(months)
    labels = [end_label("Mean of the last 12 months", mean, MAIN, places=0, bold=True, weight=10, width=1.3)]
    last = drawn(months).iloc[-1]
    labels.append(end_label(f"{date_words(last['date']).split(' ', 1)[1]}:", months, NEIGHBOUR, places=0, width=1.3))
    kept = [label for label in labels if label]
    note = HIDDEN_NOTE if months["hidden"].any() else ""
    figure, panel = new_figure(headline, measure, table=counts, note=note, height=3.9, right=room_for(kept))
    figure.places = 0
    with house():
        draw_line(panel, months, NEIGHBOUR, zorder=1)
        sns.scatterplot(drawn(months), x="x", y="value", color="#767676", s=9, linewidth=0, legend=False, ax=panel)
        draw_line(panel, mean, {key: MAIN[key] for key in ("color", "linewidth", "linestyle")}, zorder=3)
        frame(panel, months)
        name_months(panel, float(months["x"].max()), float(months["x"].min()))
        mark_hidden(panel, months)
        label_ends(panel, kept)
    said = [run_through("Mean of 12 months ending then", mean, 0)] if len(mean) else []
    hidden = HIDDEN_ALT if months["hidden"].any() else ""
    figure.alt = alt_words([f"Chart by month. {measure}.", run_through("By month", months, 0), *said, hidden])
    return figure


def _name(indicator: str) -> str:
    return indicators()[indicator].name if indicator in indicators() else indicator


def _joined(sentences: list[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _latest(lines: list[tuple[str, pd.DataFrame, dict[str, Any]]]) -> str:
    said = "; ".join(f"{name}, latest {number(drawn(line)['value'].iloc[-1])}" for name, line, _ in lines)
    return f"{said}." if said else ""


def _middle_name(around: dict[str, pd.DataFrame], of: int) -> str:
    """Of how many neighbours the last median is the middle: those with a figure on the last date."""
    every = drawn(pd.concat(around.values()))
    known = int((every["date"] == every["date"].max()).sum())
    some = small_number(known) + (f" of {small_number(of)}" if known < of else "")
    return f"Middle of {some} neighbours (median)"


def _neighbour_note(neighbours: str, count: int, of: int) -> str:
    if not count:
        return ""
    model = neighbours.removeprefix("neighbours ")
    some = f"its {small_number(of)}" if count == of else f"{small_number(count)} of its {small_number(of)}"
    return (
        f"Thin lines: {some} statistical neighbours ({model} model). "
        "Their median: half of them stand above it, half below."
    )
