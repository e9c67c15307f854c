"""Upright lines at named dates, with their names above the panel, and the words for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.drawing import room_left, span_of
from analysis.presentation.figures import EDGE, NOTE, QUIET_INK, text_width
from analysis.presentation.numbers import listed, month_words
from analysis.presentation.series import drawn, under
from analysis.presentation.sheets import width
from analysis.vocabulary.areas import areas
from analysis.vocabulary.events import Event, breaks, events_of

ABOVE = 0.16  # inches that new_figure keeps free above a panel
LINE = 0.17  # inches from one line of names to the next
DOTTED, DASHED = (1.0, 2.0), (5.0, 2.0)


@dataclass(frozen=True)
class Mark:
    """An upright line at `x` with its name above the panel; dotted for an event, in dashes for new limits."""

    x: float
    name: str
    dashes: tuple[float, float] = DOTTED


@dataclass(frozen=True)
class Annotations:
    """The marks of one panel: the room their names need above it, their drawing, and the words for the events."""

    marks: list[Mark]
    events: list[Event]
    made: pd.DataFrame  # the points, which settle the axis
    right: float  # inches kept free at the right of the panel

    @property
    def left(self) -> float:
        """Inches kept free at the left of the panel."""
        return room_left(self.made)

    @property
    def above(self) -> float:
        """Inches to keep free above the panel, with room for the names."""
        return ABOVE + LINE * (1 + max(self._levels(), default=-1))

    @property
    def note(self) -> str:
        """What the dotted lines are, and where what is counted changed."""
        if not self.events:
            return ""
        dated = listed([f"{event.name} (from {month_words(event.first_day)})" for event in self.events])
        broken = listed([event.name for event in self.events if event.breaks_definitions])
        changed = f" What is counted changed with {broken}: points before and after are not joined." if broken else ""
        return f"Dotted: {dated}.{changed}"

    @property
    def alt(self) -> str:
        """The same for a reader who listens."""
        return self.note.replace("Dotted: ", "Events marked: ")

    def draw(self, panel: Axes) -> None:
        """Draw each line up to its name. The panel's limits are settled, and `above` was kept above it."""
        box, above = panel.get_position(), panel.get_xaxis_transform()
        figure = panel.get_figure(root=True)
        assert figure  # noqa: S101 - a panel in no figure has nothing to be written on
        wide, high = figure.get_size_inches()
        for mark, level in zip(self.marks, self._levels(), strict=True):
            foot, start = LINE * level + 0.05, self._start(mark)
            up = foot + (0.13 if start > self._at(mark) else 0)  # beside the name, unless that stands over the line
            line = panel.plot([mark.x, mark.x], [0, 1 + up / (box.height * high)], color=QUIET_INK, linewidth=0.9)[0]
            line.set(transform=above, clip_on=False, linestyle=(0, mark.dashes), zorder=1)
            place = start / wide, box.y1 + (foot + 0.01) / high
            figure.text(*place, mark.name, size=NOTE, color=QUIET_INK, ha="left", va="bottom")

    def _at(self, mark: Mark) -> float:
        """Inches from the left edge of the figure to a line."""
        first, last = span_of(self.made)
        return self.left + (width() - self.left - self.right) * (mark.x - first) / (last - first)

    def _start(self, mark: Mark) -> float:
        """Inches from the left edge to a name: right of its line, or farther left where it would not fit."""
        return max(EDGE, min(self._at(mark) + 0.04, width() - EDGE - text_width(mark.name, NOTE)))

    def _levels(self) -> list[int]:
        """The line of each name, from 0 at the panel: names are set from the right, above those they would touch."""
        spots = [(self._start(mark), self._start(mark) + text_width(mark.name, NOTE) + 0.1) for mark in self.marks]
        levels: dict[int, int] = {}
        for n in sorted(range(len(spots)), key=lambda n: -spots[n][0]):
            start, end = spots[n]
            levels[n] = 1 + max((levels[o] for o in levels if spots[o][0] < end and start < spots[o][1]), default=-1)
        return [levels[n] for n in range(len(spots))]


def annotated(
    events: Sequence[Event], made: pd.DataFrame, area: str, right: float, more: Sequence[Mark] = ()
) -> Annotations:
    """Marks at the events of this area, or of all, that have a drawn point before and one under them; and more marks.

    Each stands halfway between the last point before its event and the first under it.
    """
    seen, codes = drawn(made), {place.name: code for code, place in areas().items()}
    mine = [event for event in events if not event.area or area in (event.area, codes.get(event.area))]
    kept = sorted((e for e in mine if under(seen, e.first_day).nunique() == 2), key=lambda event: event.first_day)
    marks = [Mark(between(made, under(made, event.first_day)), event.name) for event in kept]
    return Annotations([*marks, *more], kept, made, right)


def between(made: pd.DataFrame, after: pd.Series) -> float:
    """Halfway between the last of the other points and the first of these."""
    return float(made.loc[~after, "x"].max() + made.loc[after, "x"].min()) / 2


def fitting(events: Sequence[Event] | None, table: pd.DataFrame, area: str = "") -> list[Event]:
    """The events with only this table's indicators among those they break, and every event that breaks one of them.

    None stands for all that are named for this area or for everywhere (events.toml). A break in a definition is
    never left to the caller: no line runs through it, whether or not it was asked for.
    """
    events = events_of(area) if events is None else events
    ids = list(dict.fromkeys(table["indicator"])) if "indicator" in table else []
    given = {event.id for event in events}
    always = {event.id: event for name in ids for event in breaks(str(name)) if event.id not in given}
    every = [*events, *always.values()]
    return [replace(event, indicators=tuple(i for i in event.indicators if i in ids)) for event in every]


def breaks_of(events: Sequence[Event]) -> list[date]:
    """The days from which something else is counted."""
    return [event.first_day for event in events if event.breaks_definitions]
