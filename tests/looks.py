"""How a drawn figure looks, measured as a reader meets it: words, their size in print, their contrast, the colours.

Each function gives complaints in words, none where all is well; `complaints` gives all of them.
"""

from itertools import combinations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.patches import Patch
from matplotlib.text import Text

from analysis.presentation.figures import house
from analysis.reports.word_content import _box
from analysis.reports.word_template import example_template

EMU_INCH = 914_400

PRINT = tuple(side / EMU_INCH for side in _box(example_template()))  # as wide and as high as Word places a picture
SMALLEST, CONTRAST, COLOURS, APART = 9.0, 4.5, 6, 1.35
BEHIND = 0.05  # of the box of a text that may be crossed by something on which it reads badly
TOUCH = 0.6  # points by which two boxes may meet: the box of a text is a little larger than its ink


def complaints(figure, box=PRINT, smallest=SMALLEST):
    """Every complaint about a figure that is placed in a box of (width, height) inches."""
    with house():
        FigureCanvasAgg(figure).draw()
        words = _words(figure)
        return [
            *overlapping(words),
            *clipped(figure, words),
            *small(figure, words, box, smallest),
            *faint(figure, words),
            *colourful(figure),
            *alike(figure),
        ]


def light(colour):
    """The relative luminance of colours (…, 3) from 0 to 1, as WCAG defines it."""
    parts = np.asarray(colour, dtype=float)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one, other):
    """The contrast of two luminances, from 1 to 21."""
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def overlapping(words):
    """Texts whose boxes lie on each other."""
    found = []
    for (one, first), (two, second) in combinations(words, 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        high = min(first.y1, second.y1) - max(first.y0, second.y0)
        touch = TOUCH * one.get_figure(root=True).dpi / 72
        if wide > touch and high > touch:
            found.append(f'"{_short(one)}" lies on "{_short(two)}"')
    return found


def clipped(figure, words):
    """Texts that run over the edge of the picture, or of the part of it that Word, slides and pages show."""
    wide, high = figure.bbox.width, figure.bbox.height
    edges = [high * (1 - figure.crop[0]), high * figure.crop[1]]
    found = []
    for text, box in words:
        if min(box.x0, box.y0) < -0.5 or box.x1 > wide + 0.5 or box.y1 > high + 0.5:
            found.append(f'"{_short(text)}" runs over the edge')
        elif any(box.y0 + 0.5 < edge < box.y1 - 0.5 for edge in edges):
            found.append(f'"{_short(text)}" is cut where the headline or the note is left out')
    return found


def small(figure, words, box, smallest):
    """Texts that are too small where the picture is placed, scaled with it."""
    wide, high = figure.get_size_inches()
    scale = min(box[0] / wide, box[1] / (high * (1 - sum(figure.crop))))
    sizes = {round(text.get_fontsize() * scale, 2): text for text, _ in words}
    return [f'"{_short(sizes[size])}" is {size:g} pt' for size in sorted(sizes) if size < smallest]


def faint(figure, words):
    """Texts with too little contrast to what is drawn behind them."""
    behind = light(_without_words(figure)[:, :, :3] / 255)
    found = []
    for text, box in words:
        rows = slice(max(0, int(figure.bbox.height - box.y1)), int(figure.bbox.height - box.y0) + 1)
        pixels = behind[rows, max(0, int(box.x0)) : int(box.x1) + 1]
        ink = to_rgba(text.get_color())
        low = contrast(light(ink[:3]), pixels) < CONTRAST if pixels.size else np.array([True])
        if low.mean() > BEHIND or ink[3] < 1:
            found.append(f'"{_short(text)}" in {to_hex(ink)} reads badly on {low.mean():.0%} of what is behind it')
    return found


def colourful(figure):
    """More colours than a reader can hold."""
    used = _colours(figure)
    return [f"{len(used)} colours: {', '.join(sorted(used))}"] if len(used) > COLOURS else []


def alike(figure):
    """Lines or markers that only their colour tells apart, in colours that are one grey in print."""
    found = []
    for panel in figure.axes:
        looks = {_look(line) for line in panel.get_lines() if line.get_visible() and _is_drawn(line)}
        for (one, *shape), (two, *other) in combinations(sorted(looks), 2):
            if one != two and shape == other and contrast(*(light(to_rgba(c)[:3]) for c in (one, two))) < APART:
                found.append(f"{one} and {two} are one grey, and drawn alike")
    return found


def _words(figure):
    """Every text that is seen with its box; tick labels outside their axis, or shared with another panel, are not."""
    axes = [axis for panel in figure.axes for axis in (panel.xaxis, panel.yaxis)]
    ticks = {id(text) for axis in axes for text in axis.get_ticklabels(which="both")}
    shown = {id(tick.label1) for axis in axes for tick in axis._update_ticks() if tick.label1.get_visible()}
    off = {id(text) for panel in figure.axes if not panel.axison for axis in (panel.xaxis, panel.yaxis)
           for text in axis.get_ticklabels(which="both")}  # fmt: skip
    every = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    kept = [text for text in every if (id(text) not in ticks or id(text) in shown) and id(text) not in off]
    return [(text, Text.get_window_extent(text)) for text in kept]


def _short(text):
    return " ".join(text.get_text().split())[:40]


def _without_words(figure):
    """The pixels of the figure with all its words left out."""
    texts = [(text, text.get_visible()) for text in figure.findobj(Text)]
    for text, _ in texts:
        text.set_alpha(0)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba()).copy()
    for text, _ in texts:
        text.set_alpha(None)
    return pixels


def _is_drawn(line):
    return bool(len(line.get_xdata())) and {line.get_linestyle(), line.get_marker()} - {"None", ""} != set()


def _look(line):
    """Colour, dashes, and the shape and size of the marker, and whether it is hollow."""
    marker = str(line.get_marker())
    hollow = marker not in ("None", "") and to_hex(line.get_markerfacecolor()) == "#ffffff"
    colour = line.get_color() if line.get_linestyle() not in ("None", "") else line.get_markeredgecolor()
    size = round(line.get_markersize()) if marker not in ("None", "") else 0
    return to_hex(colour), str(line._dash_pattern), line.get_linestyle() in ("None", ""), marker, size, hollow


def _colours(figure):
    """Hex codes of everything that is drawn in the panels, white and the grid apart."""
    found = set()
    for panel in figure.axes:
        found |= {_look(line)[0] for line in panel.get_lines() if line.get_visible() and _is_drawn(line)}
        for made in panel.get_children():
            if isinstance(made, Patch) and made is not panel.patch and made not in panel.spines.values():
                found |= {to_hex(c) for c in (made.get_facecolor(), made.get_edgecolor()) if c[3] > 0}
            if isinstance(made, Collection):
                found |= {to_hex(c) for c in (*made.get_facecolor(), *made.get_edgecolor()) if c[3] > 0}
    return found - {"#ffffff"}
