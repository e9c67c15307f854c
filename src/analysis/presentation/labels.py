"""Names at the ends of lines, beside what they name, never on top of each other."""

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.presentation.figures import NOTE, text_width, wrapped

LEADER, GAP = 0.3, 0.05  # inches: from the panel to the words, and between leader and words
HAIR: dict[str, Any] = {"linewidth": 0.7, "linestyle": (0, (1, 1.5)), "marker": "", "zorder": 1}  # plainly no data
FARTHEST = 1.3  # inches that a name may stand from the end of its line


@dataclass(frozen=True)
class Label:
    """A name for the point (x, y) in its ink. Labels of weight 1 give way to heavier ones."""

    text: str
    x: float
    y: float
    ink: str
    weight: int = 1
    bold: bool = False
    width: float = 1.75
    leader: bool = True  # none from a line that ends before the edge of the panel

    @property
    def lines(self) -> list[str]:
        """The text as it is set."""
        return wrapped(self.text, NOTE, "bold" if self.bold else "normal", self.width)

    @property
    def height(self) -> float:
        """Inches."""
        return len(self.lines) * NOTE * 1.22 / 72 + 0.015


def room_for(labels: list[Label], leader: float = LEADER) -> float:
    """Inches to keep free at the right of a panel for these labels."""
    widths = [text_width(line, NOTE, "bold" if label.bold else "normal") for label in labels for line in label.lines]
    return leader + GAP + 0.1 + max(widths, default=0.0)


def label_ends(panel: Axes, labels: list[Label], leader: float = LEADER, slack: float = 0.12) -> list[Label]:
    """Write the labels at the right of a panel whose limits are settled; those there was no room for come back.

    Labels may stand `slack` inches above and below the panel.
    """
    figure = panel.get_figure(root=True)
    assert figure  # noqa: S101 - a panel in no figure has nothing to be written on
    wide, high = figure.get_size_inches()
    box = panel.get_position()
    ends = {id(label): figure.transFigure.inverted().transform(panel.transData.transform((label.x, label.y)))
            for label in labels}  # fmt: skip
    wanted = {key: float(end[1]) * high for key, end in ends.items()}
    placed, left_out = _place(labels, wanted, box.y0 * high - slack, box.y1 * high + slack)
    x = box.x1 + leader / wide
    for label, y in placed:
        start = ends[id(label)]
        from_x = max(start[0] + 0.06 / wide, box.x1 + 0.02 / wide)
        if label.leader:
            figure.add_artist(Line2D([from_x, x], [start[1], y / high], color=label.ink, **HAIR))
        _write(figure, label, x + GAP / wide, y / high)
    return left_out


def _write(figure: Any, label: Label, x: float, y: float) -> None:  # noqa: ANN401 - a figure or a part of one
    align = "center_baseline" if len(label.lines) == 1 else "center"
    weight = "bold" if label.bold else "normal"
    words = "\n".join(label.lines)
    figure.text(x, y, words, size=NOTE, color=label.ink, weight=weight, va=align, linespacing=1.1)


def _place(
    labels: list[Label], wanted: dict[int, float], low: float, high: float
) -> tuple[list[tuple[Label, float]], list[Label]]:
    """Heights for the labels that fit between `low` and `high` and near enough to their lines, and the others."""
    kept = sorted(labels, key=lambda label: wanted[id(label)])
    left_out: list[Label] = []
    while kept:
        heights = [label.height for label in kept]
        at = spread([wanted[id(label)] for label in kept], heights, low, high, [label.weight for label in kept])
        far = {i: abs(at[i] - wanted[id(label)]) for i, label in enumerate(kept) if label.weight == 1}
        worst = max(far, key=lambda i: far[i], default=None)
        if worst is None or (sum(heights) <= high - low and far[worst] <= FARTHEST):
            return list(zip(kept, at, strict=True)), left_out
        left_out.append(kept.pop(worst))
    return [], left_out


def spread(wanted: list[float], heights: list[float], low: float, high: float, weights: list[int]) -> list[float]:
    """Centres nearest to the wanted ones (in order), so that no two boxes overlap and all stand in low to high.

    Least squares with weights: neighbouring labels that would overlap move as one block (pool adjacent violators).
    """
    offsets = [sum(heights[:i]) + height / 2 for i, height in enumerate(heights)]
    blocks: list[list[float]] = []  # sum of weights, mean, number of labels
    for want, offset, weight in zip(wanted, offsets, weights, strict=True):
        blocks.append([weight, want - offset, 1])
        while len(blocks) > 1 and blocks[-2][1] > blocks[-1][1]:
            (w1, m1, n1), (w2, m2, n2) = blocks[-2:]
            blocks[-2:] = [[w1 + w2, (w1 * m1 + w2 * m2) / (w1 + w2), n1 + n2]]
    starts = [mean for _, mean, count in blocks for _ in range(int(count))]
    highest = max(low, high - sum(heights))
    return [min(max(start, low), highest) + offset for start, offset in zip(starts, offsets, strict=True)]
