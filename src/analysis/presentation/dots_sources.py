"""Pictures of what the figures rest on: one number by every source, and which years each series covers."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.figures import BLUE, GREY, INK, NOTE, HouseFigure, alt_words, house, placeholder
from analysis.presentation.findings_sources import used_rows
from analysis.presentation.numbers import number, signed, whole
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import PALE, Line, dot, panel_of_rows
from analysis.presentation.wording import capital, resolved, word
from analysis.vocabulary.tidy import SUPPRESSED

USED = "Line and bold: the figure used here."
CLOSE = "The axis does not begin at zero: it shows the differences."
BESIDE = "The axis shows the difference from the figure used here."


@redrawable
def plot_values(sources: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """One number as each source prints it, at the last date; a block an indicator where there are several.

    Needs indicator, date, source, vintage, count and citation. The axis is drawn close round the values, and says so.
    """
    known = sources[sources["count"].notna()]
    known = known[known["date"] == known["date"].max()].sort_values(
        ["indicator", "count"], ascending=[True, False], kind="stable"
    )
    if known.empty:
        return placeholder(headline, measure, table=sources)
    several = len(set(known["indicator"])) > 1
    lines: list[Line] = []
    for name, rows in known.groupby("indicator", sort=False):
        lines += [Line(resolved(str(name)).name, heading=True)] if several else []
        lines += _values(rows, beside=several)
    note = f"{USED} {BESIDE if several else CLOSE}"
    figure, panel = panel_of_rows(headline, measure, lines, table=_counts(known), note=note, below=0.3)
    with house():
        _close_axis(panel, [line.cells["at"] for line in lines if not line.heading], beside=several)
        for line in lines:
            if not line.heading:
                _value(panel, line, [other.y for other in lines if other.cells.get("block") == line.cells["block"]])
    said = [f"{line.label}: {line.value}." for line in lines if not line.heading]
    figure.alt = alt_words([f"{headline}.", *said])
    return figure


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    """Without the populations, which a picture of counts does not rest on."""
    return table.drop(columns="denominator_vintage", errors="ignore")


def _values(rows: pd.DataFrame, beside: bool) -> list[Line]:
    chosen = used_rows(rows)
    used = float(chosen["count"].iloc[-1]) if len(chosen) else None
    ours = chosen.index[-1] if len(chosen) else None
    zero = (rows["count"].iloc[0] if used is None else used) if beside else 0.0
    made: dict[tuple[str, float], Line] = {}
    for at, row in rows.iterrows():
        label = str(row["vintage"] if row["source"] == "board_papers" else row["citation"])
        cells = {"at": row["count"] - zero, "used": None if used is None else used - zero, "block": row["indicator"]}
        strong = at == ours or ((label, row["count"]) in made and made[label, row["count"]].strong)
        made[label, row["count"]] = Line(capital(label), whole(row["count"]), strong=strong, cells=cells)
    return list(made.values())


def _close_axis(panel: Axes, places: list[float], beside: bool) -> None:
    low, high = min(places), max(places)
    room = max((high - low) * 0.15, 1)
    panel.set_xlim(low - room, high + room)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 1e4, 1e5, 1e6) if (high - low) / step <= 7)
    first = int(low // step)
    ticks = [at * step for at in range(first, int(high // step) + 2) if low - room <= at * step <= high + room]
    panel.set_xticks(ticks, [signed(tick, 0) if beside else number(tick, 0) for tick in ticks])
    panel.grid(axis="x", visible=True)
    panel.grid(axis="y", visible=False)


def _value(panel: Axes, line: Line, block: list[float]) -> None:
    used, here = line.cells["used"], line.cells["at"]
    if used is not None:
        panel.plot([used, used], [min(block) - 0.13, max(block) + 0.13], color=INK, linewidth=1.2, zorder=2)
        panel.plot([used, here], [line.y, line.y], color=PALE, linewidth=1.6, zorder=2)
    dot(panel, here, line.y, colour=BLUE if line.strong else PALE, shape="o" if line.strong else "s")


@redrawable
def plot_coverage(table: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """Which years each series covers: filled published, a square with c hidden in the source, a point not at hand.

    Needs indicator, date, count, value and status.
    """
    if table.empty:
        return placeholder(headline, measure, table=table)
    years = range(int(table["date"].min()[:4]), int(table["date"].max()[:4]) + 1)
    lines = [_coverage(str(name), rows, years) for name, rows in table.groupby("indicator", sort=False)]
    note = (
        "Filled: published. Square with c: hidden in the source. Small point: no figure at hand. Years end on 31 March."
    )
    figure, panel = panel_of_rows(
        headline, measure, lines, table=_counts(table), note=note, below=0.3, values="published"
    )
    with house():
        panel.set_xlim(years[0] - 0.6, years[-1] + 0.6)
        shown = [year for year in years if (years[-1] - year) % 2 == 0] if len(years) > 9 else list(years)
        panel.set_xticks(shown, [str(year) for year in shown])
        panel.grid(visible=False)
        panel.spines["bottom"].set_visible(False)
        for line in lines:
            for year in years:
                _square(panel, year, line.y, line.cells[str(year)])
    figure.alt = alt_words([f"{headline}.", *[f"{line.label}: {_span(line)}." for line in lines]])
    return figure


def _coverage(name: str, rows: pd.DataFrame, years: range) -> Line:
    cells = {str(year): "missing" for year in years}
    for _, row in rows.iterrows():
        hidden = row["status"] == SUPPRESSED
        held = pd.notna(row["count"]) or pd.notna(row["value"])
        cells[str(row["date"])[:4]] = "hidden" if hidden else "published" if held else "missing"
    published = sum(state == "published" for state in cells.values())
    label = word("short", name, resolved(name).name)
    return Line(label, f"{published} of {len(years)}", cells=cells)


def _square(panel: Axes, year: int, y: float, state: str) -> None:
    if state == "published":
        panel.plot([year], [y], "s", ms=11, mfc=BLUE, mec=BLUE, clip_on=False)
    elif state == "hidden":
        panel.plot([year], [y], "s", ms=11, mfc="white", mec=GREY, mew=1, clip_on=False)
        panel.text(year, y, "c", size=NOTE, ha="center", va="center", color=GREY)
    else:
        panel.plot([year], [y], "o", ms=2.4, mfc=PALE, mec=PALE, clip_on=False)


def _span(line: Line) -> str:
    held = [year for year, state in line.cells.items() if state == "published"]
    hidden = sum(state == "hidden" for state in line.cells.values())
    said = f"{line.value} years, from {held[0]} to {held[-1]}" if held else "no year"
    return said + (f", {hidden} hidden" if hidden else "")
