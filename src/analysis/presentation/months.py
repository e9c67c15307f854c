"""Months: each as it was, and their moving mean."""

from collections.abc import Sequence

import pandas as pd
import seaborn as sns

from analysis.presentation.annotations import annotated, breaks_of, fitting
from analysis.presentation.drawing import MAIN, NEIGHBOUR, draw_line, end_label, frame, mark_hidden, name_months
from analysis.presentation.figures import HouseFigure, alt_words, house, new_figure, placeholder
from analysis.presentation.headlines_beside import headline_months
from analysis.presentation.labels import label_ends, room_for
from analysis.presentation.measured import measured
from analysis.presentation.numbers import month_words
from analysis.presentation.redrawing import redrawable
from analysis.presentation.series import HIDDEN_ALT, HIDDEN_NOTE, drawn, joined, only_area, points, run_through
from analysis.vocabulary.events import Event

MEAN = {key: MAIN[key] for key in ("color", "linewidth", "linestyle")}


@redrawable
def plot_months(
    counts: pd.DataFrame, *, headline: str = "", measure: str = "", events: Sequence[Event] | None = None
) -> HouseFigure:
    """Monthly counts as points on a thin line, and their moving mean where the table is a result of moving_mean.

    `events` (all that are named in advance, where none are given) within the months drawn are dotted lines, and no
    line crosses one that breaks definitions.

    >>> figure = plot_months(observations("referrals", span="month"))
    """
    events = fitting(events, counts, only_area(counts))
    headline, measure = headline or headline_months(counts), measure or measured(counts)
    area, breaks = only_area(counts), breaks_of(events)
    months = points(counts, step=1 / 12, value="count", breaks=breaks)
    if drawn(months).empty:
        return placeholder(headline, measure, table=counts)
    mean, size = _moving(counts, breaks)
    last = month_words(drawn(months).iloc[-1]["date"])
    labels = [end_label(f"Mean of the last {size} months", mean, MAIN, places=0, bold=True, weight=10, width=1.3)]
    labels.append(end_label(f"{last}:", months, NEIGHBOUR, places=0, width=1.3))
    kept = [label for label in labels if label]
    marks = annotated(events, months, area, room_for(kept))
    note = joined([HIDDEN_NOTE if months["hidden"].any() else "", marks.note])
    figure, panel = new_figure(
        headline,
        measure,
        table=counts,
        note=note,
        height=3.6,
        left=marks.left,
        right=marks.right,
        above=marks.above,
    )
    figure.places = 0
    with house():
        draw_line(panel, months, NEIGHBOUR, zorder=1)
        sns.scatterplot(drawn(months), x="x", y="value", color="#767676", s=9, linewidth=0, legend=False, ax=panel)
        draw_line(panel, mean, MEAN, zorder=3)
        frame(panel, months)
        name_months(panel, months)
        marks.draw(panel)
        mark_hidden(panel, months)
        label_ends(panel, kept)
    said = [run_through(f"Mean of {size} months ending then", mean, 0)] if len(drawn(mean)) else []
    said += [HIDDEN_ALT if months["hidden"].any() else "", marks.alt]
    figure.alt = alt_words([f"Chart by month. {measure}.", run_through("By month", months, 0), *said])
    return figure


def _moving(counts: pd.DataFrame, breaks: Sequence) -> tuple[pd.DataFrame, int]:
    """The moving mean as points, and of how many months it is; no points where the table has none."""
    if "moving_mean" not in counts:
        return points(counts, step=1 / 12, value="moving_mean"), 0
    size = int(counts["moving_months"].iloc[0])
    return points(counts, step=1 / 12, value="moving_mean", breaks=breaks), size
