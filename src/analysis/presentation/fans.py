"""A forecast as a fan: what was counted, how surely, and in which ranges the next points can be expected."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.drawing import MAIN, draw_series, end_label, frame, mark_hidden, name_months, room_left
from analysis.presentation.figures import HouseFigure, alt_words, house, new_figure, placeholder
from analysis.presentation.findings_forecast import (
    headline_forecast,
    how_words,
    is_number,
    plain,
    said_rows,
    tried,
    why_none,
)
from analysis.presentation.labels import Label, label_ends, room_for
from analysis.presentation.measured import measured
from analysis.presentation.numbers import small_number
from analysis.presentation.redrawing import redrawable
from analysis.presentation.series import (
    HIDDEN_ALT,
    HIDDEN_NOTE,
    base_note,
    drawn,
    name_of,
    on_words,
    only_area,
    points,
    run_through,
    value_column,
)
from analysis.presentation.wording import capital, say

# The wide range is light and the narrow one dark, in grey too; both are far from the blue of what was counted.
RANGES = {0.95: "#FBD9C6", 0.8: "#EE9364"}
EDGE_INK, CENTRE_INK = "#A8420C", "#7A2E06"
EDGES: dict[float, dict[str, Any]] = {0.95: {"linewidth": 0.9, "linestyle": (0, (2, 1.5))}, 0.8: {"linewidth": 0.9}}
CENTRE: dict[str, Any] = {"linewidth": 1.6, "linestyle": (0, (3, 2))}
STEPS = {"month": 1 / 12, "quarter": 1 / 4}
SHOWN = 36  # points of the past that are drawn: more would leave the fan too thin to see


@redrawable
def plot_forecast(
    series: pd.DataFrame, forecast: pd.DataFrame, *, headline: str = "", measure: str = ""
) -> HouseFigure:
    """One area's past with its limits, and a fan of the 80% and 95% ranges in which the next points can be expected.

    `series` is a result of crude_rate (or a table of counts) of one area, `forecast` that of measures.forecasts on it.
    Where it gives none, the past is drawn alone and the note says why. The data behind the figure is both, one below
    the other: stacked(series, forecast). Headline and measure are worded from both where none is given.
    """
    headline, measure = headline or headline_forecast(forecast), measure or measured(series)
    code, span = only_area(series), str(series["span"].iloc[0]) if "span" in series and len(series) else ""
    step = STEPS.get(span, 1)
    past = points(series, step=step)
    if drawn(past).empty:
        return placeholder(headline, measure, table=series)
    past = past.tail(SHOWN).reset_index(drop=True)
    name, places = name_of(series, code), 0 if value_column(series) == "count" else 1
    fan = _fan(past, forecast)
    every = pd.concat([past, *fan.values()], ignore_index=True)
    kept = [label for label in _labels(name, past, fan, places) if label]
    both = pd.concat([series, forecast]) if fan else series
    figure, panel = new_figure(
        headline,
        measure,
        table=both,
        note=_note(past, forecast, fan, name),
        height=4.6,
        left=room_left(every),
        right=room_for(kept),
    )
    figure.places, figure.empty = places, not fan  # shown while exploring; without a fan there is nothing to publish
    with house():
        _draw_fan(panel, fan)
        draw_series(panel, past, MAIN)
        frame(panel, every)
        if step == STEPS["month"]:
            name_months(panel, every)
        mark_hidden(panel, past)
        label_ends(panel, kept)
    figure.alt = _alt(measure, name, past, fan, forecast, places)
    return figure


def _fan(past: pd.DataFrame, forecast: pd.DataFrame) -> dict[float, pd.DataFrame]:
    """For each range, the widest first: the last known point and then every point ahead with its limits."""
    last = drawn(past).iloc[[-1]]
    last = last.assign(lower=last["value"], upper=last["value"])
    fan = {}
    for level in RANGES:
        rows = said_rows(forecast, level)
        if len(rows):
            ahead = points(rows, value="value").assign(of=plain_of(rows))
            fan[level] = pd.concat([last, ahead], ignore_index=True)
    return fan


def plain_of(rows: pd.DataFrame) -> list[str]:
    """Both limits of each row as the words of the figure give them: "38 to 73"."""
    rates = not is_number(rows.iloc[0])
    return [
        f"{plain(low, of_rates=rates)} to {plain(high, of_rates=rates)}"
        for low, high in zip(rows["lower"], rows["upper"], strict=True)
    ]


def _draw_fan(panel: Axes, fan: dict[float, pd.DataFrame]) -> None:
    for level, rows in fan.items():
        panel.fill_between(rows["x"], rows["lower"], rows["upper"], color=RANGES[level], linewidth=0, zorder=1.2)
        for end in ("lower", "upper"):
            panel.plot(rows["x"], rows[end], color=EDGE_INK, marker="", zorder=1.4, **EDGES[level])
    for rows in list(fan.values())[-1:]:
        panel.plot(rows["x"], rows["value"], color=CENTRE_INK, marker="", zorder=3.5, **CENTRE)
        ahead = rows.iloc[1:]
        panel.plot(ahead["x"], ahead["value"], "o", color=CENTRE_INK, markerfacecolor="white", zorder=4, clip_on=False)


def _labels(name: str, past: pd.DataFrame, fan: dict[float, pd.DataFrame], places: int) -> list[Label | None]:
    """The area where its past ends, each range at its upper limit, the middle where it is not the last value."""
    if not fan:
        return [end_label(name, past, MAIN, places=places, bold=True)]
    until = max(float(rows["x"].max()) for rows in fan.values())
    made = [end_label(name, past, MAIN, places=places, until=until, bold=True, weight=9)]
    for level, rows in fan.items():
        end = rows.iloc[-1]
        text = f"{100 * level:.0f}% range: {end['of']}".replace(" to ", "\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}")
        made.append(Label(text, float(end["x"]), float(end["upper"]), EDGE_INK, weight=5, bold=level < 0.9))
    end = list(fan.values())[-1].iloc[-1]
    middle, last = (plain(value, of_rates=places > 0) for value in (end["value"], drawn(past)["value"].iloc[-1]))
    if middle == last:  # and stands there already
        return made
    return [*made, Label(f"Middle: {middle}", float(end["x"]), float(end["value"]), CENTRE_INK, weight=5)]


def _note(past: pd.DataFrame, forecast: pd.DataFrame, fan: dict[float, pd.DataFrame], name: str) -> str:
    """What band and fan are, each in its own words; the method and how often it was right, or why there is no fan."""
    limits = past["upper"].notna().any() and "confidence" in past
    level = f"{100 * past['confidence'].dropna().iloc[0]:g}%" if limits else ""
    said = [say("forecast", "band", level=level, area=name)] if limits else []
    if fan:
        row = said_rows(forecast).iloc[0]
        slots = {"method": capital(str(row["method"])), "how": how_words(row, "forecast_on_figure")}
        said += [say("forecast", "fan"), say("forecast", "method", **slots, **tried(row))]
    elif len(forecast):
        said.append(say("forecast", "no_figure", why=why_none(forecast)))
    said += [base_note(past), HIDDEN_NOTE if past["hidden"].any() else ""]
    return " ".join(sentence for sentence in said if sentence)


def _alt(
    measure: str, name: str, past: pd.DataFrame, fan: dict[float, pd.DataFrame], forecast: pd.DataFrame, places: int
) -> str:
    said = [f"Line chart{' that ends in a fan' if fan else ''}. {measure}.", run_through(name, past, places)]
    if fan:
        ahead = next(iter(fan.values())).iloc[1:]
        which = "" if len(ahead) == 1 else f", the last of {small_number(len(ahead))} points ahead"
        ends = "; ".join(f"{100 * level:.0f}% range {rows.iloc[-1]['of']}" for level, rows in fan.items())
        said.append(f"Forecast, {on_words(ahead.iloc[-1])}{which}: {ends}.")
    elif len(forecast):
        said.append(say("forecast", "no_figure", why=why_none(forecast)))
    return alt_words([*said, HIDDEN_ALT if past["hidden"].any() else ""])
