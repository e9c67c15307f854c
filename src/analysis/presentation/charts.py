"""Control charts: a series among the limits of its own ordinary variation, with what is beyond it marked."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.presentation.annotations import DASHED, LINE, Mark, annotated, between, breaks_of, fitting
from analysis.presentation.chart_drawing import draw_dots, draw_key, draw_limits, frame_chart, is_close
from analysis.presentation.chart_notes import alt_of, note_of
from analysis.presentation.chart_words import kind_of, limits_words, period_words, said, side_of, value_words
from analysis.presentation.drawing import NEIGHBOUR, draw_line, mark_hidden
from analysis.presentation.figures import (
    GREY,
    INK,
    LEADING,
    NOTE,
    PINK,
    QUIET_INK,
    HouseFigure,
    alt_words,
    house,
    new_figure,
    placeholder,
    text_width,
    wrapped,
)
from analysis.presentation.findings_charts import headline_control_chart
from analysis.presentation.labels import Label, label_ends, room_for
from analysis.presentation.measured import measured
from analysis.presentation.redrawing import redrawable
from analysis.presentation.series import drawn, only_area, points
from analysis.presentation.wording import capital
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.events import Event

STEPS = {"month": 1 / 12, "quarter": 1 / 4, "year": 1.0}  # in years
LINES = ["mean", "lower_limit", "upper_limit"]
ABOUT = ["variation", "rule", "segment", "rebase_reason", "trial", "autocorrelation", "withheld", "note", "method"]
ABOUT += ["every"]
WIDEST = 2.4  # inches for a reason above the panel; a longer one stands in the note only


@redrawable
def plot_control_chart(
    chart: pd.DataFrame,
    summary: pd.DataFrame | None = None,
    *,
    headline: str = "",
    measure: str = "",
    events: Sequence[Event] | None = None,
) -> HouseFigure:
    """One series on a thin line, with mean and limits in steps, and every special cause marked by shape and colour.

    `chart` is a result of control_chart, of one area and indicator, and `summary` that of chart_summary on it, from
    which the headline is worded where none is given; the measure, where none is given, from the chart. Trial limits
    are dashed; without limits, or where they are withheld, the points stand alone and the note says why. `events`
    (all that are named in advance, where none are given) within the range are dotted lines, and no line crosses one
    that breaks definitions. Nothing is drawn for a hidden point, not even its limits.
    """
    if not headline and summary is not None:
        headline = headline_control_chart(summary)
    events, measure = fitting(events, chart, only_area(chart)), measure or measured(chart)
    area, made = only_area(chart), _points(chart, breaks_of(events))
    if drawn(made).empty:
        return placeholder(headline, measure, table=chart)
    labels = _labels(made)
    marks = annotated(events, made, area, room_for(labels), more=_rebases(made))
    kinds = [kind for kind in sorted(set(made["variation"])) if side_of(kind)]
    above = marks.above + (LINE + 0.08 if kinds else 0)
    note = note_of(made, marks, is_close(made))
    height = 4.0 + above + (len(wrapped(note, NOTE)) - 3) * NOTE * LEADING / 72
    figure, panel = new_figure(
        headline, measure, table=chart, note=note, height=height, left=marks.left, right=marks.right, above=above
    )
    figure.places = 0 if kind_of(_last(made)) == "count" else 1
    with house():
        draw_line(panel, made, NEIGHBOUR | {"marker": ""}, zorder=1.5)
        frame_chart(panel, made)
        draw_limits(panel, made)
        draw_dots(panel, made)
        marks.draw(panel)
        mark_hidden(panel, made)
        draw_key(figure, panel, kinds, above)
        label_ends(panel, labels)
    figure.alt = alt_words(alt_of(made, measure, marks))
    return figure


def _points(chart: pd.DataFrame, breaks: Sequence[Any]) -> pd.DataFrame:
    """The chart as points; no limits and no mark where there is no value, or where they are withheld."""
    missing = [name for name in [*LINES, *ABOUT] if name not in chart]
    if missing:
        raise WrongUse("plot_control_chart draws a result of control_chart; this table is none.")
    if chart["date"].duplicated().any():
        raise WrongUse("plot_control_chart draws one series; this table has several rows for a date. Keep one.")
    rows = pd.DataFrame(chart).sort_values("date", kind="stable", ignore_index=True)
    step = STEPS[str(rows["every"].iloc[0])] if len(rows) else 1.0
    beside = [name for name in (*LINES, *ABOUT, "count", "base", "target") if name in rows]
    made = points(rows, step, value="value", breaks=breaks).drop(columns=["lower", "upper", "base"])
    made = made.join(rows[beside]).assign(upper=np.nan, step=step)
    silent = made["value"].isna() | (made["withheld"] != "")
    made[LINES] = made[LINES].mask(silent)
    made[["variation", "rule"]] = made[["variation", "rule"]].mask(silent, "")
    return made.assign(upper=made["upper_limit"])


def _rebases(made: pd.DataFrame) -> list[Mark]:
    """A dashed line where new limits begin, with the reason, or "new limits" for a long one."""
    marks = []
    for segment, rows in made.groupby("segment"):
        reason = capital(str(rows["rebase_reason"].iloc[0]))
        if segment > 1 and made["upper_limit"].notna().any():
            name = reason if text_width(reason, NOTE) <= WIDEST else "New limits"
            marks.append(Mark(between(made, made["segment"] >= segment), name, DASHED))
    return marks


def _last(made: pd.DataFrame) -> pd.Series:
    return drawn(made).iloc[-1]


def _labels(made: pd.DataFrame) -> list[Label]:
    """The last value and the last limits, for the right end."""
    last = _last(made)
    when = capital(period_words(last["date"], last["every"], last.get("span", "")).removeprefix("the "))
    value = f"{when}:\N{NO-BREAK SPACE}{value_words(last)}"
    labels = [Label(value, last["x"], last["value"], INK, weight=10, bold=True)]
    if pd.isna(last["upper_limit"]):
        return labels
    low, high = limits_words(last)
    labels.append(Label(f"Mean {said(last['mean'], last)}", last["x"], last["mean"], GREY, weight=5))
    labels += [Label(f"Upper limit {high}", last["x"], last["upper_limit"], QUIET_INK, weight=4)] if high else []
    labels += [Label(f"Lower limit {low}", last["x"], last["lower_limit"], QUIET_INK, weight=4)] if low else []
    if pd.notna(last.get("target")):
        labels.append(Label(f"Target {said(last['target'], last)}", last["x"], last["target"], PINK, weight=4))
    return labels
