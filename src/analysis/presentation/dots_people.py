"""Pictures of who lives here: groups in two censuses, and one share by every population at hand."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.figures import BLUE, HouseFigure, alt_words, house, placeholder
from analysis.presentation.findings_groups import NEW_BOX, group_words
from analysis.presentation.numbers import has_figure, percent
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import PALE, Line, bar, dot, panel_of_rows
from analysis.presentation.wording import capital

NO_BOX = "Gypsy, Roma and Traveller: the 2011 Census had no box for Roma, so the two do not compare."
MOST = 0.5  # a group above this share would flatten all the others


@redrawable
def plot_composition(shares: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """The share of each group in two censuses, joined by a line: hollow the earlier, filled the later.

    Needs group, year ("2011", "2021") and share (a proportion). A group above half is said in the note, not drawn.
    """
    wide = shares.assign(year=shares["year"].astype(str)).pivot_table(
        index="group", columns="year", values="share", sort=False
    )
    if wide.empty:
        return placeholder(headline, measure, table=shares)
    years = sorted(wide.columns)
    wide = wide.sort_values([years[-1], years[0]], ascending=False, kind="stable")
    drawn, large = wide[~(wide > MOST).any(axis=1)], wide[(wide > MOST).any(axis=1)]
    if drawn.empty:
        drawn, large = wide, wide[:0]
    lines = [Line(named(group), _both(row, years), cells=row.to_dict()) for group, row in drawn.iterrows()]
    key = f"Hollow: {years[0]}. Filled: {years[-1]}." if len(years) > 1 else f"Filled: {years[0]}."
    note = " ".join([key, *[f"Not drawn: {named(group)}, {_both(row, years)}." for group, row in large.iterrows()]])
    note += f" {NO_BOX}" if NEW_BOX in wide.index and "2011" in years else ""
    heads = " → ".join(years)
    figure, panel = panel_of_rows(headline, measure, lines, table=shares, note=note, below=0.3, values=heads)
    with house():
        percent_axis(panel, 100 * float(drawn.max().max()))
        for line in lines:
            _dumbbell(panel, line, years)
    figure.alt = alt_words(
        [
            f"{headline}.",
            f"{' and '.join(years)}:",
            *[f"{line.label} {_both_words(line, years)}." for line in lines],
            note,
        ]
    )
    return figure


def named(group: object) -> str:
    """A group as a label: ethnic minorities, excluding White minorities; others by their name."""
    return capital(group_words(group).rstrip(","))


def _both(row: Any, years: list[str]) -> str:  # noqa: ANN401
    return " → ".join(_shares(row, years))


def _both_words(line: Line, years: list[str]) -> str:
    return " and ".join(_shares(line.cells, years)).replace("–", "no figure")


def _shares(cells: Any, years: list[str]) -> list[str]:  # noqa: ANN401
    """The shares of one group, all to the same decimals: two where one of them is below 0.1%."""
    smallest = min((cells[year] for year in years if has_figure(cells[year])), default=1)
    return [percent(100 * cells[y], 2 if smallest < 0.001 else 1) if has_figure(cells[y]) else "–" for y in years]


def _share(share: Any) -> str:  # noqa: ANN401
    if not has_figure(share):
        return "no figure"
    value = 100 * float(share)
    return percent(value, 1 if value >= 1 else 2)


def percent_axis(panel: Axes, highest: float) -> None:
    """An axis of percentages from nothing to the highest, with few and plain ticks."""
    panel.set_xlim(0, highest * 1.06)
    step = next(step for step in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if highest / step <= 6)
    ticks = [step * at for at in range(int(highest * 1.06 / step) + 1)]
    panel.set_xticks(ticks, [f"{tick:g}%" for tick in ticks])
    panel.grid(axis="x", visible=True)
    panel.grid(axis="y", visible=False)


def _dumbbell(panel: Axes, line: Line, years: list[str]) -> None:
    places = [100 * line.cells[year] for year in years if has_figure(line.cells[year])]
    bar(panel, min(places), max(places), line.y, colour=PALE, width=2)
    for year in years:
        if has_figure(line.cells[year]):
            dot(panel, 100 * line.cells[year], line.y, colour=BLUE, hollow=year != years[-1])


@redrawable
def plot_bases(shares: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """One share by every population it can be taken from: a block a group, a row a population.

    Needs group, baseline_label and share (a proportion); `people` and `of` are printed where they are given.
    """
    known = shares[shares["share"].notna()]
    if known.empty:
        return placeholder(headline, measure, table=shares)
    lines = []
    for group, rows in known.groupby("group", sort=False):
        lines.append(Line(named(group), heading=True))
        lines += [Line(str(r["baseline_label"]), _share(r["share"]), cells=r.to_dict()) for _, r in rows.iterrows()]
    note = "Each dot is one count of the population: who is counted, when, and at which ages differs."
    figure, panel = panel_of_rows(headline, measure, lines, table=known, note=note, below=0.3)
    with house():
        percent_axis(panel, 100 * float(known["share"].max()))
        for line in lines:
            if not line.heading:
                bar(panel, 0, 100 * line.cells["share"], line.y, colour="#DEDEDE", width=1.4)
                dot(panel, 100 * line.cells["share"], line.y, colour=BLUE)
    figure.alt = alt_words([f"{headline}.", *_alt(lines)])
    return figure


def _alt(lines: list[Line]) -> list[str]:
    """A sentence a group, with its share of each population."""
    said: dict[str, list[str]] = {}
    for line in lines:
        if line.heading:
            said[line.label] = []
        else:
            said[list(said)[-1]].append(f"{line.label} {line.value}")
    return [f"{group}: {'; '.join(rows)}." for group, rows in said.items()]
