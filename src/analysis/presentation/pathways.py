"""Pictures of a way: relative rates at every step with their limits, and care by the routes that lead to it."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.citations import with_population
from analysis.presentation.dots_people import percent_axis
from analysis.presentation.figures import BLUE, INK, HouseFigure, alt_words, house, placeholder
from analysis.presentation.findings_baselines import with_limits
from analysis.presentation.findings_care import small_share
from analysis.presentation.findings_groups import group_words
from analysis.presentation.findings_pathway import (
    ENGLAND,
    POPULATION,
    beside_words,
    kind_of_count,
    ratio_words,
    step_words,
)
from analysis.presentation.numbers import has_figure, whole
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import PALE, Line, bar, dot, least, log_axis, panel_of_rows
from analysis.presentation.wording import capital
from analysis.vocabulary.areas import ENGLAND as CODE
from analysis.vocabulary.tidy import ROUNDED

UNCLEAR = ("no clear difference", "cannot be said")
HOW = "Rate of each group ÷ rate of {beside}, on a log scale, with {sure} limits. "
SHAPES = {False: "Circles: for every child.", True: "Squares: for every one at the step before."}
CLEAR = ("above", "below")
HOLLOW = " Hollow: no clear difference"
BY_RULE = ", or no verdict. Grey and filled: clear, but small by the rule (size and number of children)."
FEW = "A group too small for a ratio, or hidden, is left out of its step."
KINDS = {
    "linked": "The same children are followed from step to step.",
    "period": "Counts of a period, not the same children followed.",
    "day": "Counts of one day, children who came alone to seek asylum among those in need and in care.",
}
TENS = " Counts of {who} are rounded to 10."
SQUARE = "#6B4AA0"  # the house purple, dark enough to read beside blue in grey by its shape


@redrawable
def plot_pathway(results: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """Relative rates with their limits on a log axis, and a line at the reference.

    Groups have a block a step and basis, a row a group; an area beside England a block a basis, a row a step.
    Needs stage, basis, previous, group, value, lower, upper, verdict, reference; rows without limits are left out.
    """
    known = with_limits(results)
    if known.empty:
        return placeholder(headline, measure, table=results)
    lines = _lines(known)
    figure, panel = panel_of_rows(
        headline,
        measure,
        lines,
        table=with_population(known),
        note=_note(known) + _few(results, known),
        values="times (limits)",
    )
    figure.places = 2
    with house():
        log_axis(panel, least(known["lower"]), float(known["upper"].max()))
        for line in lines:
            if not line.heading:
                _draw(panel, line)
    figure.alt = alt_words([f"{headline}.", f"Times the rate of {beside_words(_reference(known))}.", *_alt(lines)])
    return figure


def _reference(known: pd.DataFrame) -> str:
    return str(known["reference"].iloc[0])


def _lines(known: pd.DataFrame) -> list[Line]:
    """Blocks in the order of the steps, the population before the step before."""
    one = _reference(known) == ENGLAND
    ordered = known.assign(late=known["basis"] != POPULATION)
    ordered = ordered.sort_values("late", kind="stable") if one else ordered
    keys = ["late"] if one else ["stage", "late"]
    made: list[Line] = []
    for _, rows in ordered.groupby(keys, sort=False):
        first = rows.iloc[0]
        step = step_words(first["stage"], first["previous"])
        block = "For every one at the step before" if first["late"] else "For every child"
        made.append(Line(block if one else capital(step), heading=True))
        made += [_line(row, one) for _, row in rows.iterrows()]
    return made


def _line(row: pd.Series, one: bool) -> Line:
    name = step_words(row["stage"], row["previous"], long=bool(row["late"])) if one else group_words(row["group"])
    printed = f"{ratio_words(row['value'])} ({ratio_words(row['lower'])}–{ratio_words(row['upper'])})"
    return Line(capital(name), printed, strong=row["verdict"] in CLEAR, cells=row.to_dict())


def _draw(panel: Axes, line: Line) -> None:
    late = line.cells["late"]
    colour = (SQUARE if late else BLUE) if line.strong else PALE
    bar(panel, line.cells["lower"], line.cells["upper"], line.y, colour=colour, width=2.6 if line.strong else 1.8)
    shape = "s" if late else "o"
    dot(panel, line.cells["value"], line.y, colour=colour, hollow=line.cells["verdict"] in UNCLEAR, shape=shape, size=6)


def _note(known: pd.DataFrame) -> str:
    """How the dots were made, what they rest on, and that the counts are of no cohort."""
    beside = _reference(known)
    sure = f"{100 * float(known['confidence'].iloc[0]):g}%" if "confidence" in known else "95%"
    how = HOW.replace("{beside}", beside_words(beside)).replace("{sure}", sure)
    how = how.replace("Rate of each group", "Rate of the area") if beside == ENGLAND else how
    drawn = set(known["basis"] != POPULATION)
    shapes = " ".join(text for late, text in SHAPES.items() if late in drawn)
    rounded = ("status" in known and known["status"].eq(ROUNDED).any()) or beside == ENGLAND
    national = set(known["area"]) == {CODE} if "area" in known else False
    who = "England" if national else "England and regions"
    said = [KINDS[kind_of_count(known)] + (TENS.replace("{who}", who) if rounded else "")]
    bases = list(known["baseline_label"].dropna()) if "baseline_label" in known else []
    said += [f"Children of each group: {bases[0]} (pupils)."] if bases else []
    return how + shapes + HOLLOW + ("." if beside == ENGLAND else BY_RULE) + "\n" + " ".join(said)


def _few(results: pd.DataFrame, known: pd.DataFrame) -> str:
    return " " + FEW if len(known) < len(results) else ""


def _alt(lines: list[Line]) -> list[str]:
    """A sentence a block, without the limits: they are in the data file."""
    said: dict[str, list[str]] = {}
    for line in lines:
        if line.heading:
            said[line.label] = []
        else:
            verdict = str(line.cells["verdict"])
            at = "" if verdict in CLEAR else ", no verdict" if verdict == "cannot be said" else f", {verdict}"
            said[list(said)[-1]].append(f"{line.label} {line.value.split(' (')[0]}{at}")
    return [f"{block}: {'; '.join(rows)}." for block, rows in said.items()]


@redrawable
def plot_care_routes(shares: pd.DataFrame, *, headline: str, measure: str, area: str) -> HouseFigure:
    """Children in care by legal status, and those alone to seek asylum: share of all in care, the area beside England.

    Needs area, group, block, count, value (percent), lower, upper; a hidden count is a c in its place, without a dot.
    """
    mine = shares[shares["area"] == area]
    if mine.empty or mine["value"].isna().all():
        return placeholder(headline, measure, table=shares)
    there = shares[shares["area"] != area].set_index("group")["value"]
    lines: list[Line] = []
    for block, rows in mine.groupby("block", sort=False):
        lines.append(Line(str(block), heading=True))
        lines += [_route(row, there.get(row["group"])) for _, row in rows.iterrows()]
    note = "Filled: the area, with limits. Diamonds: England." if len(there) else "Dots, with limits."
    note += " c: withheld in the published figures." if mine["value"].isna().any() else ""
    note += " Legal status and coming alone to seek asylum are two separate splits of the same children."
    figure, panel = panel_of_rows(headline, measure, lines, table=shares, note=note, below=0.3, values="children (%)")
    with house():
        percent_axis(panel, float(shares[["value", "upper"]].max().max()))
        for line in lines:
            if not line.heading:
                _share(panel, line)
    rows = [f"{line.label} {line.value}" for line in lines if not line.heading]
    figure.alt = alt_words([f"{headline}.", *[f"{row}." for row in rows]])
    return figure


def _route(row: pd.Series, there: object) -> Line:
    cells = row.to_dict() | {"there": there}
    return Line(capital(group_words(row["group"])), _count(row), strong=has_figure(row["value"]), cells=cells)


def _count(row: pd.Series) -> str:
    return f"{whole(row['count'])} ({small_share(row['value'])})" if has_figure(row["value"]) else "c"


def _share(panel: Axes, line: Line) -> None:
    cells = line.cells
    if has_figure(cells["there"]):
        dot(panel, cells["there"], line.y, colour=INK, hollow=True, shape="D", size=5)
    if line.strong:
        bar(panel, cells["lower"], cells["upper"], line.y, colour=BLUE, width=2.6)
        dot(panel, cells["value"], line.y, colour=BLUE)
