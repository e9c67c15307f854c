"""Points and lines of an SVG in the units of its axis, held against the numbers of the figure's own table."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from analysis.disclosure.attack_axes import axis_scales, frame_of, of_years, place_on, points_of
from analysis.disclosure.attack_extract_xml import parsed

_DRAWN = re.compile(r"(?:line2d|PathCollection|LineCollection|FillBetweenPolyCollection|PolyCollection)_\d+")
Scale = tuple[float, float]
_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")


def drawn_values(content: bytes) -> list[tuple[str, float]]:
    """(axes, value) of every marker and vertex on the value axis: upright where it is numbered, else along.

    Ticks, grids and lines that run right across the axes are left out. Axes share a scale with those beside them; axes
    without a straight numbered scale give none.
    """
    found: list[tuple[str, float]] = []
    shared: dict[tuple[float, float], Scale] = {}
    for axes in parsed(content).iter("{*}g"):
        called, frame = axes.get("id", ""), frame_of(axes)
        if re.fullmatch(r"axes_\d+", called) and frame:
            scales = axis_scales(axes)
            upright = scales["y"] or shared.get((frame[1], frame[3]))
            if upright:
                shared[frame[1], frame[3]] = upright
            along = None if upright or of_years(axes, "x") else scales["x"]
            found += [(called, value) for value in _values(axes, frame, upright, along)]
    return found


def not_printed(content: bytes, table: str) -> list[tuple[str, float]]:
    """Drawn values that no number of the figure's table (CSV) gives, within half a unit of its last place."""
    printed = list(_printed(table))
    low, high = (np.array([number + sign * half for number, half in printed]) for sign in (-1, 1))
    return [one for one in drawn_values(content) if not bool(((low <= one[1]) & (one[1] <= high)).any())]


def _printed(table: str) -> Iterator[tuple[float, float]]:
    yield 0.0, 1e-3
    for row in csv.DictReader(io.StringIO(table)):
        for text in row.values():
            number = _NUMBER.fullmatch(text or "")
            if number:
                half = 0.5 * 10.0 ** -len(number[1] or "")
                yield (
                    float(number[0]),
                    half + 1e-3 * max(1.0, abs(float(number[0]))),
                )  # the axis is read to a thousandth


def _values(
    axes: Any,  # noqa: ANN401 - lxml has no types
    frame: tuple[float, float, float, float],
    upright: Scale | None,
    along: Scale | None,
) -> Iterator[float]:
    left, top, right, bottom = frame
    for group in axes.iter("{*}g"):
        if not _DRAWN.fullmatch(group.get("id", "")) or _in_axis(group):
            continue
        places = [(float(u.get("x")), float(u.get("y"))) for u in group.iter("{*}use")]
        for path in group.iterchildren("{*}path"):
            vertices = points_of(path)
            if not _straight(vertices):
                places += vertices
        for x, y in places:
            if left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1:  # what lies outside is a key
                yield from (place_on(scale, place) for scale, place in ((upright, y), (along, x)) if scale)


def _in_axis(group: Any) -> bool:  # noqa: ANN401
    return any(re.match(r"matplotlib\.axis|[xy]tick", above.get("id", "")) for above in group.iterancestors())


def _straight(vertices: Sequence[Sequence[float]]) -> bool:
    """Two points at one height or one place: a limit, a mean, a year marked on the axis."""
    return len(vertices) == 2 and any(abs(vertices[0][i] - vertices[1][i]) < 1e-6 for i in (0, 1))
