"""Pictures of children behind a ratio: how many more or fewer than expected, and what the unknown could change."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.citations import with_population
from analysis.presentation.figures import BLUE, HouseFigure, alt_words, house, placeholder
from analysis.presentation.findings_baselines import ratio_words, with_limits
from analysis.presentation.findings_groups import group_words
from analysis.presentation.numbers import number, signed, whole
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import PALE, Line, bar, dot, log_axis, panel_of_rows
from analysis.presentation.wording import capital

EXCESS = (
    "Hollow: expected, if every group had the rate of {reference} children. Filled: counted. Expected numbers are "
    "rounded; the difference is worked out before rounding."
)
UNKNOWN = (
    "Share of children whose group is known ÷ share of the population, on a log scale. Thick: limits. Thin: from none "
    "to all of the children of unknown group in the group."
)


@redrawable
def plot_excess(results: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """Children counted in each group beside those expected at the reference's rate, a row a group.

    Needs group, count, expected, excess and reference, as beside_reference gives them. A hidden count is left out.
    """
    known = results.dropna(subset=["count", "expected"]) if len(results) else results
    if known.empty:
        return placeholder(headline, measure, table=results)
    known = known.sort_values("excess", ascending=False, kind="stable")
    lines = [
        Line(
            capital(group_words(row["group"])),
            f"{whole(row['count'])} beside {whole(row['expected'])}: {signed(row['excess'], 0)}",
            cells=row.to_dict(),
        )
        for _, row in known.iterrows()
    ]
    note = EXCESS.replace("{reference}", str(known["reference"].iloc[0]))
    values = "counted beside expected: difference"
    cited = with_population(known)
    figure, panel = panel_of_rows(headline, measure, lines, table=cited, note=note, below=0.3, values=values)
    with house():
        _children_axis(panel, float(known[["count", "expected"]].max().max()))
        for line in lines:
            ends = (line.cells["expected"], line.cells["count"])
            bar(panel, min(ends), max(ends), line.y, colour=PALE, width=2)
            dot(panel, ends[0], line.y, colour=BLUE, hollow=True)
            dot(panel, ends[1], line.y, colour=BLUE)
    figure.alt = alt_words([f"{headline}.", "Counted beside expected:", *[f"{x.label} {x.value}." for x in lines]])
    return figure


@redrawable
def plot_unknown(results: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """The representation index of each group among the known, with limits, and its worst cases with the unknown.

    Needs group, value, lower, upper, value_lowest, value_highest and verdict, as representation gives them.
    """
    known = with_limits(results).dropna(subset=["value_lowest", "value_highest"]) if len(results) else results
    if known.empty:
        return placeholder(headline, measure, table=results)
    lines = []
    for _, row in known.iterrows():
        value, _, _ = ratio_words(row)
        places = len(value.partition(".")[2])
        ends = number(row["value_lowest"], places), number(row["value_highest"], places)
        said = f"{value} ({ends[0]}–{ends[1]})"
        lines.append(Line(capital(group_words(row["group"]).rstrip(",")), said, cells=row.to_dict()))
    cited = with_population(known)
    figure, panel = panel_of_rows(headline, measure, lines, table=cited, note=UNKNOWN, values="times (worst cases)")
    ends = known[["lower", "upper", "value_lowest", "value_highest"]].astype("float64")
    with house():
        log_axis(panel, float(ends.where(ends > 0).min().min()), float(ends.max().max()))
        for line in lines:
            bar(panel, line.cells["value_lowest"], line.cells["value_highest"], line.y, colour=PALE, width=1.2)
            bar(panel, line.cells["lower"], line.cells["upper"], line.y, colour=BLUE)
            hollow = line.cells["verdict"] in ("no clear difference", "cannot be said")
            dot(panel, line.cells["value"], line.y, colour=BLUE, hollow=hollow)
    figure.alt = alt_words([f"{headline}.", "Times, with worst cases:", *[f"{x.label} {x.value}." for x in lines]])
    return figure


def _children_axis(panel: Axes, highest: float) -> None:
    panel.set_xlim(0, highest * 1.06 + 0.5)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000) if highest / s <= 6)
    ticks = [step * at for at in range(int((highest * 1.06 + 0.5) / step) + 1)]
    panel.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    panel.grid(axis="x", visible=True)
    panel.grid(axis="y", visible=False)
