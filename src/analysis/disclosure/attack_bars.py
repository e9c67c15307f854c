"""Bars of an SVG measured against its axis: what a ruler reads where the label says "c", and gaps in a stack.

Written for the SVG that matplotlib makes: a group for each axes, tick labels as text or as a comment beside glyphs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from analysis.disclosure.attack_axes import AxesText, axis_scales, place_on, points_of, texts_of
from analysis.disclosure.attack_extract_xml import parsed

Way = Literal["up", "along"]
_HIDDEN = re.compile(r"(?:^|[\s:(])\[?c\]?(?:\)|$)")
_LETTER = 4.0  # points: how far a letter's corner may stand from the middle of what it labels
_SMALLEST = 0.3  # points: what is thinner is a line


@dataclass(frozen=True)
class Bar:
    """One bar: its axes, the label of its category, and the values at its two ends, read off the value axis.

    `says_hidden`: the label, or a text beside the bar, says "c". repr shows no value.
    """

    axes: str
    label: str
    low: float = field(repr=False)
    high: float = field(repr=False)
    says_hidden: bool
    way: Way


def bars(content: bytes) -> list[Bar]:
    """Every bar of an SVG in the units of its axis; axes without two numbered ticks on a straight scale have none."""
    found = []
    for axes in parsed(content).iter("{*}g"):
        if re.fullmatch(r"axes_\d+", axes.get("id", "")):
            found += list(_of_axes(axes))
    return found


def drawn_though_hidden(content: bytes) -> list[Bar]:
    """Bars that have a length although their label says "c"."""
    return [bar for bar in bars(content) if bar.says_hidden and bar.high > bar.low]


def gaps(content: bytes) -> list[Bar]:
    """Empty stretches between the bars of one stack, each as a bar: what was hidden keeps its place there."""
    stacks: dict[tuple[str, str, Way], list[Bar]] = defaultdict(list)
    for bar in bars(content):
        if bar.label:
            stacks[bar.axes, bar.label, bar.way].append(bar)
    found = []
    for (axes, label, way), parts in stacks.items():
        ordered = sorted(parts, key=lambda bar: (bar.low, bar.high))
        scale = max(abs(bar.high - bar.low) for bar in ordered)
        reached = ordered[0].high
        for bar in ordered[1:]:
            if bar.low - reached > 1e-3 * scale:
                found.append(Bar(axes, label, reached, bar.low, True, way))
            reached = max(reached, bar.high)
    return found


def _of_axes(axes: Any) -> Iterator[Bar]:  # noqa: ANN401 - lxml has no types
    texts = list(texts_of(axes))
    boxes = list(_boxes(axes))
    scales = axis_scales(axes)
    for left, top, right, bottom in boxes:
        way: Way = "up" if scales["y"] is not None and not _level(boxes, (left, top, right, bottom)) else "along"
        scale = scales["y"] if way == "up" else scales["x"]
        if scale is None:
            continue
        start, end = (bottom, top) if way == "up" else (left, right)
        ends = sorted((place_on(scale, start), place_on(scale, end)))
        beside = _beside(texts, (left, right) if way == "up" else (top, bottom), way)
        label = next((t.text for t in beside if t.axis == ("x" if way == "up" else "y")), "")
        yield Bar(axes.get("id"), label, ends[0], ends[1], any(_HIDDEN.search(text.text) for text in beside), way)


def _level(boxes: Sequence[tuple[float, ...]], box: tuple[float, ...]) -> bool:
    """Whether bars lie along: they share a left edge or are as thick as each other from top to bottom only."""
    same_height = sum(abs((b[3] - b[1]) - (box[3] - box[1])) < 0.01 for b in boxes)
    same_width = sum(abs((b[2] - b[0]) - (box[2] - box[0])) < 0.01 for b in boxes)
    if same_height != same_width:
        return same_height > same_width
    return box[2] - box[0] > box[3] - box[1]


def _beside(texts: list[AxesText], span: tuple[float, float], way: Way) -> list[AxesText]:
    """Texts of the axes that stand within the bar's thickness: tick labels by their tick, others by their corner."""
    across = "x" if way == "up" else "y"
    return [
        text
        for text in texts
        if text.axis in ("", across)
        and span[0] - _LETTER * (text.axis == "") <= getattr(text, across) <= span[1] + _LETTER * (text.axis == "")
    ]


def _boxes(axes: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """(left, top, right, bottom) of every filled rectangle of an axes that is not its background."""
    first = True
    for path in axes.iter("{*}path"):
        group = path.getparent()
        if not group.get("id", "").startswith("patch_"):
            continue
        background, first = first, False
        points = np.array(points_of(path))
        if background or re.search("[CQA]", path.get("d", "")) or not 4 <= len(points) <= 5:
            continue  # what is not filled, or not opaque, counts: it stands in the file
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        corners = {(x, y) for x in (left, right) for y in (top, bottom)}
        if {tuple(point) for point in points} == corners and min(right - left, bottom - top) > _SMALLEST:
            yield float(left), float(top), float(right), float(bottom)
