"""The axes of an SVG that matplotlib made: its texts, its ticks, and the scale that they give."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.disclosure.attack_extract_xml import name_of

_PAIR = re.compile(r"(-?[\d.]+(?:e-?\d+)?)[ ,]+(-?[\d.]+(?:e-?\d+)?)")
_TURN = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")
_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class AxesText:
    """A text of an axes and where it stands; `axis` is "x" or "y" for a tick label, placed by its tick."""

    text: str
    x: float
    y: float
    axis: str  # "x" or "y" for a tick label


def axis_scales(axes: Any) -> dict[str, tuple[float, float] | None]:  # noqa: ANN401
    """For "x" and "y" the slope and intercept from places to values; None where the ticks give no straight scale."""
    texts = list(texts_of(axes))
    return {axis: _scale([text for text in texts if text.axis == axis]) for axis in ("x", "y")}


def place_on(scale: tuple[float, float], place: float) -> float:
    """The value at a place of an axis."""
    return scale[0] * place + scale[1]


def points_of(path: Any) -> list[tuple[float, float]]:  # noqa: ANN401
    """The points of a path, in order, the control points of curves among them."""
    return [(float(x), float(y)) for x, y in _PAIR.findall(path.get("d", ""))]


def _scale(ticks: list[AxesText]) -> tuple[float, float] | None:
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


def texts_of(axes: Any) -> Iterator[AxesText]:  # noqa: ANN401
    """Every text of an axes, tick labels first of each axis where they stand in the file."""
    for group in axes.iter("{*}g"):
        called = group.get("id", "")
        if re.fullmatch(r"[xy]tick_\d+", called):
            place = next(_places(group), None)
            said = next((text for inner in group.iter("{*}g") for text in _said(inner)), None)
            if place and said:
                yield AxesText(said[0], *place, called[0])
        elif re.fullmatch(r"text_\d+", called) and "tick" not in group.getparent().get("id", ""):
            yield from (AxesText(text, x, y, "") for text, x, y in _said(group))


def _places(tick: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401
    """Where a tick stands: by its mark, or by its line across the axes where it has no mark."""
    lines = [line for line in tick.iterchildren("{*}g") if line.get("id", "").startswith("line2d_")]
    yield from ((float(u.get("x")), float(u.get("y"))) for line in lines for u in line.iter("{*}use") if u.get("x"))
    yield from (points_of(path)[0] for line in lines for path in line.iterchildren("{*}path") if points_of(path))


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


def frame_of(axes: Any) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    """(left, top, right, bottom) of the axes' background."""
    for group in axes.iterchildren("{*}g"):
        if group.get("id", "").startswith("patch_"):
            points = [point for path in group.iter("{*}path") for point in points_of(path)]
            if points:
                across, down = zip(*points, strict=True)
                return min(across), min(down), max(across), max(down)
    return None


def of_years(axes: Any, axis: str) -> bool:  # noqa: ANN401
    """Whether the tick labels of an axis are years: a scale of time, and not of values."""
    said = [text.text for text in texts_of(axes) if text.axis == axis]
    return bool(said) and all(_YEAR.fullmatch(text) for text in said)
