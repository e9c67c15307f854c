"""Bars of an SVG measured against its axis: what a ruler reads where the label says "c", and gaps in a stack.

Written for the SVG that matplotlib makes: a group for each axes, tick labels as text or as a comment beside glyphs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from analysis.disclosure.attack_extract_xml import name_of, parsed

Way = Literal["up", "along"]
_PAIR = re.compile(r"(-?[\d.]+(?:e-?\d+)?)[ ,]+(-?[\d.]+(?:e-?\d+)?)")
_TURN = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")
_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?%?")
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


@dataclass(frozen=True)
class _Text:
    text: str
    x: float
    y: float
    axis: str  # "x" or "y" for a tick label


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
    texts = list(_texts(axes))
    boxes = list(_boxes(axes))
    scales = {axis: _scale([text for text in texts if text.axis == axis]) for axis in ("x", "y")}
    for left, top, right, bottom in boxes:
        way: Way = "up" if scales["y"] is not None and not _level(boxes, (left, top, right, bottom)) else "along"
        scale = scales["y"] if way == "up" else scales["x"]
        if scale is None:
            continue
        start, end = (bottom, top) if way == "up" else (left, right)
        ends = sorted((_at(scale, start), _at(scale, end)))
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


def _scale(ticks: list[_Text]) -> tuple[float, float] | None:
    """(slope, intercept) from place to value; None unless two or more numbered ticks lie on one straight line."""
    numbered = [
        (t.x if t.axis == "x" else t.y, float(t.text.rstrip("%").replace(",", "").replace("−", "-")))
        for t in ticks
        if _NUMBER.fullmatch(t.text)
    ]
    if len(numbered) < 2 or len(numbered) < len(ticks) / 2:
        return None
    at, value = np.array(numbered).T
    if np.ptp(at) == 0:
        return None
    slope, intercept = np.polyfit(at, value, 1)
    straight = np.allclose(slope * at + intercept, value, atol=1e-3 * max(1.0, float(np.ptp(value))))
    return (float(slope), float(intercept)) if straight else None


def _at(scale: tuple[float, float], place: float) -> float:
    return scale[0] * place + scale[1]


def _beside(texts: list[_Text], span: tuple[float, float], way: Way) -> list[_Text]:
    """Texts of the axes that stand within the bar's thickness: tick labels by their tick, others by their corner."""
    across = "x" if way == "up" else "y"
    return [
        text
        for text in texts
        if text.axis in ("", across)
        and span[0] - _LETTER * (text.axis == "") <= getattr(text, across) <= span[1] + _LETTER * (text.axis == "")
    ]


def _texts(axes: Any) -> Iterator[_Text]:  # noqa: ANN401
    for group in axes.iter("{*}g"):
        called = group.get("id", "")
        if re.fullmatch(r"[xy]tick_\d+", called):
            place = next(((u.get("x"), u.get("y")) for u in group.iter("{*}use") if u.get("x")), None)
            said = next((text for inner in group.iter("{*}g") for text in _said(inner)), None)
            if place and said:
                yield _Text(said[0], float(place[0]), float(place[1]), called[0])
        elif re.fullmatch(r"text_\d+", called) and "tick" not in group.getparent().get("id", ""):
            yield from (_Text(text, x, y, "") for text, x, y in _said(group))


def _said(group: Any) -> Iterator[tuple[str, float, float]]:  # noqa: ANN401
    """Texts of a group, as text elements or, of glyphs, as the comment that matplotlib writes before them."""
    comment = ""
    for element in group:
        kind = name_of(element)
        if kind == "comment":
            comment = (element.text or "").strip()
        elif kind == "text":
            at = _TURN.search(element.get("transform", ""))
            x, y = (at[1], at[2]) if at else (element.get("x", "nan"), element.get("y", "nan"))
            yield "".join(element.itertext()).strip(), float(x), float(y)
        elif kind == "g" and comment:
            at = _TURN.search(element.get("transform", ""))
            if at:
                yield comment, float(at[1]), float(at[2])
                comment = ""


def _boxes(axes: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """(left, top, right, bottom) of every filled rectangle of an axes that is not its background."""
    first = True
    for path in axes.iter("{*}path"):
        group = path.getparent()
        if not group.get("id", "").startswith("patch_"):
            continue
        background, first = first, False
        points = np.array([(float(x), float(y)) for x, y in _PAIR.findall(path.get("d", ""))])
        if background or re.search("[CQA]", path.get("d", "")) or not 4 <= len(points) <= 5:
            continue  # what is not filled, or not opaque, counts: it stands in the file
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        corners = {(x, y) for x in (left, right) for y in (top, bottom)}
        if {tuple(point) for point in points} == corners and min(right - left, bottom - top) > _SMALLEST:
            yield float(left), float(top), float(right), float(bottom)
