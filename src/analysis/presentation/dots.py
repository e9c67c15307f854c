"""Pictures of dots: who is over-represented against which population, with the limits of every answer."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.presentation.citations import with_population
from analysis.presentation.dots_glance import plot_at_a_glance
from analysis.presentation.dots_people import plot_bases, plot_composition
from analysis.presentation.dots_sources import plot_coverage, plot_values
from analysis.presentation.figures import BLUE, HouseFigure, alt_words, house, placeholder
from analysis.presentation.findings_baselines import cannot_mean, label_of, ratio_words, shown_rows
from analysis.presentation.findings_groups import group_words
from analysis.presentation.numbers import has_figure, listed, percent
from analysis.presentation.redrawing import redrawable
from analysis.presentation.rows import PALE, Line, bar, dot, least, log_axis, panel_of_rows
from analysis.presentation.wording import capital

__all__ = ["plot_at_a_glance", "plot_bases", "plot_composition", "plot_coverage", "plot_representation", "plot_values"]
UNCLEAR = "no clear difference"
HOW = "Share of the children ÷ share of the population, on a log scale, with limits. Hollow: no clear difference."
LIKE, UNLIKE = "Blue circles: like for like.", "Grey squares: not like for like"
FLIPS = "≠: another verdict than beside the population of the public sentence (★)."
BESIDE = (
    "Rate ÷ the reference group’s rate, on a log scale, with limits. Hollow: no clear difference. In brackets: the "
    "group’s share of the population."
)
HOW_ALT = "Times its share of each population, with limits."
RANGE = "Where only a range of counts is known, the dot is its middle and the line covers all of it."
ODD = "Not credible: {which}. The children would be more than a tenth of everybody it counts in the group."


@redrawable
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
        headline,
        measure,
        lines,
        table=with_population(known),
        note=_note(known, ruled_out(results)),
        values="times (limits)",
    )
    with house():
        log_axis(panel, least(known["lower"]), float(known["upper"].max()), at_one=_at_one(known))
        for line in lines:
            if not line.heading:
                _draw(panel, line)
    figure.alt = alt_words([f"{headline}.", "" if _disparity(results) else HOW_ALT, *_alt(lines), *ruled_out(results)])
    return figure


def _lines(known: pd.DataFrame) -> list[Line]:
    made = []
    for heading, rows in known.assign(heading=_headings(known)).groupby("heading", sort=False):
        made.append(Line(capital(group_words(heading).rstrip(",")), heading=True))
        for _, row in rows.iterrows():
            name = str(row["baseline_label"])
            name = name.removesuffix(f", {row.get('group')}") if len(set(rows.get("group", []))) == 1 else name
            star = " ★" if row.get("primary") is True or row.get("primary") == 1 else ""
            label = f"{name} ({small_percent(row['share'])}){star}"
            value, low, high = ratio_words(row)
            printed = f"{'≠ ' if row.get('flips') else ''}{value} ({low}–{high})"
            made.append(Line(label, printed, strong=bool(row["comparable"]), cells=row.to_dict()))
    return made


def _headings(known: pd.DataFrame) -> pd.Series:
    """The cohort; where its printed label can mean several sets of groups, the meaning too."""
    cohort = known["cohort_label"].astype(str)
    if "condition" not in known:
        return cohort
    several = known.groupby("cohort_label")["condition"].transform("nunique") > 1
    if "defined" in known:  # one meaning may be left where others are ruled out: it is named all the same
        several |= ~known["defined"].astype(bool)
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


def ruled_out(results: pd.DataFrame) -> list[str]:
    """What published figures rule out, each label by its name."""
    labels = results.groupby("label" if "label" in results else "cohort_label", sort=False)
    return [said for _, rows in labels for said in cannot_mean(rows, f"“{label_of(rows)}”")]


def _at_one(known: pd.DataFrame) -> str:
    """What stands under 1 on the axis: equal, or the reference group by its name."""
    return f"as {known['reference'].iloc[0]}" if _disparity(known) and "reference" in known else "equal"


def _disparity(results: pd.DataFrame) -> bool:
    """Whether the ratios are of rates to a reference group's, not of shares to shares."""
    return "statistic" in results and bool((results["statistic"] == "disparity ratio").all())


def _note(known: pd.DataFrame, out: list[str]) -> str:
    alike = known["comparable"].astype(bool)
    why = known.loc[~alike, "why"].dropna().astype(str).str.split("; ").explode() if "why" in known else []
    why = list(dict.fromkeys(why))
    reasons = " (" + "; ".join(text for text in why if text) + ")." if any(why) else "."
    said = [LIKE] if alike.any() and not _disparity(known) else []
    said += [UNLIKE + reasons] if (~alike).any() else []
    odd = (
        list(dict.fromkeys(known.loc[~known["plausible"].astype(bool), "baseline_label"]))
        if "plausible" in known
        else []
    )
    if {"count_lower", "count_upper"} <= set(known) and (known["count_lower"] < known["count_upper"]).any():
        said.append(RANGE)
    said += [FLIPS] if "flips" in known and known["flips"].any() else []
    how = BESIDE if _disparity(known) else HOW
    return "\n".join([how, " ".join(said), *([ODD.replace("{which}", listed(odd))] if odd else []), *out])


def _alt(lines: list[Line]) -> list[str]:
    """The answers in compact sentences, one a cohort: the like-for-like ones first."""
    said: dict[tuple[bool, str], list[str]] = {}
    cohort = ""
    for line in lines:
        cohort = line.label if line.heading else cohort
        if not line.heading:
            said.setdefault((not line.strong, cohort), []).append(f"{line.label.split(' (')[0]} {line.value}")
    first = sorted(said, key=lambda key: key[0])
    return [f"{cohort}{'' if unlike else ', like for like'}: {'; '.join(said[unlike, cohort])}."
            for unlike, cohort in first]  # fmt: skip
