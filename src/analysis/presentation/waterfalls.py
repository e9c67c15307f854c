"""A waterfall in children: from the number expected to the number there is, one bar a step of the way."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.presentation.figures import BLUE, INK, ORANGE, HouseFigure, alt_words, house, placeholder
from analysis.presentation.findings_gap import part_words
from analysis.presentation.findings_groups import group_words
from analysis.presentation.findings_pathway import ENGLAND, beside_words
from analysis.presentation.numbers import has_figure, signed, whole
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import PALE, ROW, Line, bar, dot, panel_of_rows
from analysis.presentation.wording import capital

HOW = (
    "Each bar: the children more (blue) or fewer (orange) if the step goes as it does here and not as for {beside}, "
    "in the order of the steps. Outlined: no clear difference, or no range can be given. Lines: "
    "limits, those of a step with the other steps held."
)
LENGTH = "How long plans last: the mean of the plans at the two ends of the year ÷ plans ended, {ends}."
ENDED = {"published": "as published", "balance": "worked out as plans at the start and started, less plans at the end"}
STEADY = (
    "Plans = plans started × how long they last, in a steady state only: the last bar is what that leaves. Counts of a "
    "period, not the same children followed. Rounded to whole children, so bars may not add up to the last one."
)
HEIGHT = ROW * 0.56


@redrawable
def plot_waterfall(parts: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """From expected to count, a bar a part from where it begins to where it ends; a block a group.

    Needs group, part, value, start, end, total, clear, reference: a result of split_gap. The two totals are dots, so
    that the axis need not begin at nothing.
    """
    if parts.empty:
        return placeholder(headline, measure, table=parts)
    lines = _lines(parts)
    beside = beside_words(str(parts["reference"].iloc[0]))
    length = LENGTH.replace("{ends}", ENDED["published" if parts["ends"].iloc[0] == "published" else "balance"])
    note = f"{HOW.replace('{beside}', beside)}\n{length} {STEADY}"
    figure, panel = panel_of_rows(headline, measure, lines, table=parts, note=note, below=0.3, values="children")
    figure.places = 1
    with house():
        _axis(panel, parts)
        rows = [line for line in lines if not line.heading]
        for line, after in zip(rows, [*rows[1:], None], strict=True):
            _draw(panel, line, after)
    figure.alt = alt_words([f"{headline}.", *_alt(lines)])
    return figure


def _lines(parts: pd.DataFrame) -> list[Line]:
    made: list[Line] = []
    grouped = str(parts["reference"].iloc[0]) != ENGLAND
    for group, rows in parts.groupby("group", sort=False):
        made += [Line(capital(group_words(group)), heading=True)] if grouped else []
        for _, row in rows.iterrows():
            printed = whole(row["value"]) if row["total"] else signed(row["value"], 0)
            strong = bool(row["total"]) or (has_figure(row["clear"]) and bool(row["clear"]))
            made.append(Line(_name(row), printed, strong=strong, cells=row.to_dict()))
    return made


def _name(row: pd.Series) -> str:
    if row["part"] != "expected":
        return capital(part_words(row["part"]))
    reference = str(row["reference"])
    return f"At {reference}’s rate" if reference == ENGLAND else f"At the rate of {beside_words(reference)}"


def _axis(panel: Axes, parts: pd.DataFrame) -> None:
    inside = parts[~parts["total"].astype(bool)]
    limits = [inside["start"] + inside[end] for end in ("lower", "upper")]
    counted = parts[parts["part"] == "count"]
    limits += [counted["value"] - counted["gap"] + counted[end] for end in ("gap_lower", "gap_upper")]
    ends = pd.concat([inside["start"], inside["end"], parts.loc[parts["total"].astype(bool), "value"], *limits])
    low, high = float(ends.min()), float(ends.max())
    room = max(0.06 * (high - low), 1)
    panel.set_xlim(max(0, low - room) if low >= 0 else low - room, high + room)
    panel.grid(axis="x", visible=True)
    panel.grid(axis="y", visible=False)
    panel.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    if low < 0:
        panel.axvline(0, color=INK, linewidth=1.2, zorder=1.5)


def _draw(panel: Axes, line: Line, after: Line | None) -> None:
    cells = line.cells
    if cells["total"]:
        if cells["part"] == "count" and has_figure(cells["gap_lower"]):
            expected = cells["value"] - cells["gap"]
            bar(panel, expected + cells["gap_lower"], expected + cells["gap_upper"], line.y, colour=BLUE, width=2.2)
        dot(panel, cells["value"], line.y, colour=BLUE)
    else:
        colour = BLUE if cells["value"] >= 0 else ORANGE
        inside = colour if line.strong else "white"
        panel.barh(
            line.y, cells["value"], HEIGHT, left=cells["start"], facecolor=inside, edgecolor=colour, linewidth=1.4,
            zorder=3,
        )  # fmt: skip
        if has_figure(cells["lower"]):
            low, high = (cells["start"] + cells[end] for end in ("lower", "upper"))
            _limits(panel, low, high, line.y, on_dark=line.strong)
    if after is not None and cells["part"] != "count":
        panel.plot([cells["end"]] * 2, [line.y, after.y], color=PALE, linewidth=0.8, linestyle=(0, (1, 1.5)), zorder=2)


def _limits(panel: Axes, low: float, high: float, y: float, *, on_dark: bool = False) -> None:
    looks = [("white", 2.6, 7.0), (INK, 1.0, 5.5)] if on_dark else [(INK, 1.0, 5.5)]
    for colour, width, size in looks:
        panel.plot([low, high], [y, y], color=colour, linewidth=width, marker="|", markersize=size, mew=width, zorder=4)


def _alt(lines: list[Line]) -> list[str]:
    said: list[str] = []
    for line in lines:
        at = "" if line.strong or line.heading else ", not clear"
        said.append(f"{line.label}:" if line.heading else f"{line.label} {line.value}{at}.")
    return said
