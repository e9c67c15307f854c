"""A picture of one share by age in two censuses: a step for each band, and beside it the ages that both have."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.figures import BLUE, GREY, INK, QUIET_INK, HouseFigure, alt_words, house, new_figure
from analysis.presentation.figures import placeholder as empty_picture
from analysis.presentation.findings_ages import ALL, CENSUS, LIKE, missing_ages
from analysis.presentation.numbers import percent
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import dot
from analysis.presentation.wording import capital

SIZE = 9.0
ROOM = 4  # years of age that the name of a census needs before its first step
CLOSE = 0.055  # of the axis: nearer than this two labels would touch
EARLIER, LATER = "2011", "2021"
STYLES = {EARLIER: (GREY, 2.2, "--"), LATER: (BLUE, 4.5, "-")}
WORDS = {LIKE: "Ages\n10 to 17", ALL: "All\nages"}
KEYS = {EARLIER: "Dashed and hollow: 2011 Census.",
        LATER: "Solid and filled: Census 2021, which gives these groups by age from 10 only."}  # fmt: skip
DOTS = {EARLIER: "Hollow: 2011 Census.", LATER: "Filled: Census 2021."}
BASE = "Shares are of the residents of each age; full counts, so there are no limits."


@redrawable
def plot_ages(shares: pd.DataFrame, *, headline: str, measure: str, area: str) -> HouseFigure:
    """The share by age band in each census as steps, dashed the earlier; on the right, like ages and all ages as pairs.

    `shares` is a result of measures.censuses.not_white_by_age: year, age_band, share (a proportion) and part. Where
    neither census gives counts by age there is no picture; where one does not, the note says so.
    """
    steps = shares[shares["part"] == "band"]
    if steps.empty:
        return empty_picture(headline, measure, table=shares)
    note = " ".join([*_keys(shares, steps), BASE, *missing_ages(shares, area)])
    made: dict[str, Any] = {
        "width_ratios": [3.1, 1.0],
        "height": 4.8,
        "left": 0.55,
        "below": 0.62,
        "above": 0.1,
        "sharey": True,
        "wspace": 0.06,
    }
    figure, (left, right) = new_figure(headline, measure, table=shares, note=note, rows=1, columns=2, **made)
    with house():
        top = 100 * float(shares["share"].max()) * 1.14
        last = steps.groupby("year")["share"].last()
        for year, rows in steps.groupby("year"):
            _steps(left, rows, str(year), top, under=bool(last[year] < last.max()))
        _pairs(right, shares, top)
        _frame(left, right, top)
    figure.alt = alt_words([f"{headline}.", *_alt(shares), note])
    return figure


def _keys(shares: pd.DataFrame, steps: pd.DataFrame) -> list[str]:
    """What each census is drawn as; one that has all ages only is a dot."""
    stepped = set(steps["year"].astype(str))
    return [KEYS[year] if year in stepped else DOTS[year] for year in sorted(set(shares["year"].astype(str)))]


def _ages(band: str) -> tuple[int, int]:
    """The first age of a band, and the first after it."""
    start, _, end = band.partition("-")
    return int(start), int(end or start) + 1


def _steps(panel: Axes, rows: pd.DataFrame, year: str, top: float, under: bool) -> None:
    """A step for each band with its share, written beneath the lower of two censuses and above the other."""
    colour, width, dashes = STYLES[year]
    look: dict[str, Any] = {"size": SIZE, "color": colour, "weight": "bold" if year == LATER else "normal"}
    away, side, other = (-0.022, "top", "bottom") if under else (0.018, "bottom", "top")
    edge = None
    for row in rows.itertuples():
        start, end = _ages(str(row.age_band))
        share = 100 * row.share
        panel.plot([start, end], [share, share], dashes, color=colour, linewidth=width, solid_capstyle="butt", zorder=3)
        if edge is not None and edge[0] == start:
            panel.plot([start, start], [edge[1], share], dashes, color=colour, linewidth=0.9, zorder=2)
        edge = end, share
        panel.text((start + end) / 2, share + away * top, percent(share), ha="center", va=side, **look)
    first = rows.iloc[0]
    x, y = _ages(str(first["age_band"]))[0], 100 * first["share"]
    name = capital(CENSUS[year].removeprefix("the "))
    if x > ROOM:  # there is room before the first step; else the name goes on the side without the share
        panel.text(x - 0.25, y, name, ha="right", va="center", **look)
    else:
        panel.text(x, y - away * top, name, ha="left", va=other, **look)


def _pairs(panel: Axes, shares: pd.DataFrame, top: float) -> None:
    """Ages that both censuses have, one above the other: hollow the earlier, filled the later."""
    for x, part in enumerate(WORDS):
        rows = shares[shares["part"] == part].sort_values("year")
        if len(rows) > 1:
            panel.plot([x, x], 100 * rows["share"].to_numpy(), color="#8A8A8A", linewidth=1.6, zorder=2)
        for row in rows.itertuples():
            year = str(row.year)
            dot(panel, x, 100 * row.share, colour=STYLES[year][0], hollow=year == EARLIER)
            look: dict[str, Any] = {"color": STYLES[year][0], "weight": "bold" if year == LATER else "normal"}
            level = _beside(row.share, rows, top)
            panel.text(x + 0.16, 100 * row.share, percent(100 * row.share), ha="left", va=level, size=SIZE, **look)
    panel.set_xlim(-0.45, len(WORDS) - 0.2)
    panel.set_xticks(range(len(WORDS)), list(WORDS.values()))


def _beside(share: float, rows: pd.DataFrame, top: float) -> str:
    """How a label stands to its dot: level with it, or turned away from the other where the two are close."""
    lowest, highest = rows["share"].min(), rows["share"].max()
    if len(rows) < 2 or 100 * (highest - lowest) > CLOSE * top:
        return "center"
    return "top" if share == lowest else "bottom"


def _frame(left: Axes, right: Axes, top: float) -> None:
    left.set_xlim(-0.2, 18.2)
    left.set_ylim(0, top)
    left.set_xticks([0, 5, 8, 10, 12, 15, 18])
    left.set_xlabel("Age", color=QUIET_INK)
    step = next(step for step in (1, 2, 5, 10, 20) if top / step <= 6)
    ticks = list(range(0, int(top) + 1, step))
    left.set_yticks(ticks, [f"{tick}%" for tick in ticks])
    for panel in (left, right):
        panel.grid(axis="y", visible=True)
        panel.grid(axis="x", visible=False)
        panel.spines["bottom"].set_color(INK)
    right.tick_params(axis="y", length=0)


def _alt(shares: pd.DataFrame) -> list[str]:
    """A sentence a census: the share of each band, then like ages and all ages."""
    said = []
    for year, rows in shares[shares["part"] != "within"].groupby("year"):
        bands = [f"{str(row.age_band).replace('-', ' to ')} {percent(100 * row.share)}" for row in rows.itertuples()]
        said.append(f"{capital(CENSUS[str(year)])}, by age: {'; '.join(bands)}.")
    return said
