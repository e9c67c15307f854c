"""Pictures of dots: who is over-represented against which population, with the limits of every answer."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.dots_glance import plot_at_a_glance
from analysis.presentation.dots_people import plot_bases, plot_composition
from analysis.presentation.dots_sources import plot_coverage, plot_values
from analysis.presentation.figures import BLUE, HouseFigure, alt_words, house, placeholder
from analysis.presentation.findings_groups import group_words, shown_rows, times
from analysis.presentation.numbers import has_figure, listed, percent
from analysis.presentation.rows import PALE, Line, bar, dot, log_axis, panel_of_rows
from analysis.presentation.wording import capital

__all__ = ["plot_at_a_glance", "plot_bases", "plot_composition", "plot_coverage", "plot_representation", "plot_values"]
UNCLEAR = "no clear difference"
HOW = "Share of the children ÷ share of the population, on a log scale, with limits. Hollow: no clear difference."
LIKE, UNLIKE = "Blue circles: like for like.", "Grey squares: not like for like"
RANGE = "Where only a range of counts is known, the dot is its middle and the line covers all of it."
ODD = "Not credible: {which}. The children would be more than a tenth of everybody it counts in the group."


def plot_representation(results: pd.DataFrame, *, headline: str, measure: str) -> HouseFigure:
    """How many times its share of each population a group is among the children, one row a baseline, blocks by cohort.

    Needs cohort_label, baseline_label, comparable, share (a proportion), value, lower, upper, verdict; `why` (why a
    baseline is not comparable) goes to the note. A row without a value is left out.
    """
    known = shown_rows(results)
    if known.empty:
        return placeholder(headline, measure, table=results)
    lines = _lines(known)
    figure, panel = panel_of_rows(
        headline, measure, lines, table=_cited(known), note=_note(known), values="times (limits)"
    )
    with house():
        log_axis(panel, float(known["lower"].min()), float(known["upper"].max()))
        for line in lines:
            if not line.heading:
                _draw(panel, line)
    figure.alt = alt_words([f"{headline}.", *_alt(lines)])
    return figure


def _lines(known: pd.DataFrame) -> list[Line]:
    made = []
    for heading, rows in known.assign(heading=_headings(known)).groupby("heading", sort=False):
        made.append(Line(capital(group_words(heading).rstrip(",")), heading=True))
        for _, row in rows.iterrows():
            name = str(row["baseline_label"])
            name = name.removesuffix(f", {row.get('group')}") if len(set(rows.get("group", []))) == 1 else name
            label = f"{name} ({small_percent(row['share'])})"
            value, low, high = row["value"], row["lower"], row["upper"]
            printed = f"{times(value)} ({times(low, value)}–{times(high, value)})"
            made.append(Line(label, printed, strong=bool(row["comparable"]), cells=row.to_dict()))
    return made


def _cited(known: pd.DataFrame) -> pd.DataFrame:
    """The rows once more for the population's own citation, so that the source line names both."""
    if "citation_baseline" not in known:
        return known
    return pd.concat([known, known.assign(citation=known["citation_baseline"])])


def _headings(known: pd.DataFrame) -> pd.Series:
    """The cohort; where its printed label can mean several sets of groups, the meaning too."""
    cohort = known["cohort_label"].astype(str)
    if "condition" not in known:
        return cohort
    several = known.groupby("cohort_label")["condition"].transform("nunique") > 1
    return cohort.where(~several, cohort + ", " + known["condition"].astype(str))


def small_percent(share: object) -> str:
    """A proportion in percent, with more decimals where it is small: 15.0%, 0.35%, 0.049%."""
    value = 100 * float(share) if has_figure(share) else None  # type: ignore[arg-type]
    places = 1 if value is None or value >= 1 else 2 if value >= 0.1 else 3
    return percent(value, places)


def _draw(panel: Axes, line: Line) -> None:
    colour = BLUE if line.strong else PALE
    bar(panel, line.cells["lower"], line.cells["upper"], line.y, colour=colour, width=2.6 if line.strong else 1.8)
    hollow = line.cells["verdict"] == UNCLEAR
    shape = "o" if line.strong else "s"
    dot(panel, line.cells["value"], line.y, colour=colour, hollow=hollow, shape=shape, size=6.5 if line.strong else 5.5)


def _note(known: pd.DataFrame) -> str:
    alike = known["comparable"].astype(bool)
    why = list(dict.fromkeys(known.loc[~alike, "why"].dropna().astype(str))) if "why" in known else []
    reasons = " (" + "; ".join(text for text in why if text) + ")." if any(why) else "."
    said = [LIKE] if alike.any() else []
    said += [UNLIKE + reasons] if (~alike).any() else []
    odd = (
        list(dict.fromkeys(known.loc[~known["plausible"].astype(bool), "baseline_label"]))
        if "plausible" in known
        else []
    )
    if {"count_lower", "count_upper"} <= set(known) and (known["count_lower"] < known["count_upper"]).any():
        said.append(RANGE)
    return "\n".join([HOW, " ".join(said), *([ODD.replace("{which}", listed(odd))] if odd else [])])


def _alt(lines: list[Line]) -> list[str]:
    """Every answer that fits in the words of an alternative text, the like-for-like ones first."""
    said, cohort = [], ""
    for line in lines:
        cohort = line.label if line.heading else cohort
        if not line.heading:
            said.append((not line.strong, f"{cohort}, beside {line.label}: {line.value} times."))
    return [text for _, text in sorted(said, key=lambda pair: pair[0])]
