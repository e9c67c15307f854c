"""A funnel: every authority beside the limits that chance alone, and chance with real differences, would set it."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.presentation.figures import (
    BLUE,
    EDGE,
    GREY,
    NOTE,
    PINK,
    QUIET_INK,
    HouseFigure,
    alt_words,
    house,
    new_figure,
    placeholder,
    text_width,
)
from analysis.presentation.findings_funnel import headline_funnel, hidden, is_wider, outside, seen
from analysis.presentation.labels import Label, label_ends, room_for
from analysis.presentation.measured import measured
from analysis.presentation.numbers import has_figure, listed, number, whole
from analysis.presentation.redrawing import redrawable
from analysis.presentation.series import HIDDEN_ALT, HIDDEN_NOTE, name_of
from analysis.presentation.sheets import width
from analysis.presentation.wording import say, word
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.indicators import indicators

LINES: dict[str, dict[str, Any]] = {
    "998": {"color": GREY, "linewidth": 1.3, "linestyle": "-"},
    "95": {"color": GREY, "linewidth": 1.1, "linestyle": (0, (4, 2))},
}
AVERAGE: dict[str, Any] = {"color": PINK, "linewidth": 1.5, "linestyle": "-"}
NAMES = {"998": "99.8% limits", "95": "95% limits"}
PANELS = {"": "Limits of chance alone", "adjusted_": "Limits that allow for real differences"}
OTHERS: dict[str, Any] = {"marker": "o", "linestyle": "", "markeredgecolor": GREY, "markerfacecolor": "white"}
OTHERS |= {"markersize": 5.5, "color": GREY}
OURS: dict[str, Any] = {"marker": "o", "linestyle": "", "color": BLUE, "markersize": 8.5}
TITLE = 9.5


@redrawable
def plot_funnel(
    limits: pd.DataFrame, area: str, *, curve: pd.DataFrame, headline: str = "", measure: str = ""
) -> HouseFigure:
    """Two funnels on one scale: limits of chance alone on the left, widened for overdispersion on the right.

    `limits` is a result of measures.funnels.funnel_limits over the authorities of one date (without regions and
    England), `curve` that of funnel_curve on it. The area is large and named; who has no figure is named in the note.
    """
    headline, measure = headline or headline_funnel(limits, area), measure or measured(limits)
    if limits["area"].duplicated().any():
        raise WrongUse("A funnel is of one date, one row an authority. Keep the rows of one date.")
    known = seen(limits)
    if area not in set(known["area"]) or len(known) < 2 or curve.empty:
        return placeholder(headline, measure, table=limits)
    base = "denominator" if "denominator" in curve else "expected"
    unit = "%" if known["statistic"].iloc[0] == "share" else ""
    name = f"{name_of(limits, area)}\N{NO-BREAK SPACE}{number(_own(known, area))}{unit}"
    mean = float(known["mean"].iloc[0])
    average = [Label(f"Average {number(mean)}{unit}", float(curve[base].max()), mean, PINK, width=0.9)]
    figure, panels = new_figure(
        headline, measure, table=pd.concat([limits, curve]), note=_note(limits, known), height=5.2, columns=2,
        left=0.5, right=room_for(average, 0.12), below=0.55, above=0.62, sharey=True, wspace=0.08,
    )  # fmt: skip
    with house():
        _frame(panels, known, curve, base, unit)
        for panel, (which, title) in zip(panels, PANELS.items(), strict=True):
            _curves(panel, curve, base, which)
            panel.set_title(title, loc="left", size=TITLE)
            _dots(panel, known, area, base)
        label_ends(panels[1], average, 0.12)
        _words_below(figure, panels, known, base)
        _key(figure, panels[0], name)
    figure.alt = _alt(measure, limits, known, area, unit)
    return figure


def _own(known: pd.DataFrame, area: str) -> float:
    return float(known.loc[known["area"] == area, "value"].iloc[0])


def _frame(panels: Any, known: pd.DataFrame, curve: pd.DataFrame, base: str, unit: str) -> None:  # noqa: ANN401
    """One scale for both panels, from nothing up; room for the dots."""
    high = max(known["value"].max(), curve["adjusted_upper_998"].max())
    low, far, edge = curve[base].min(), curve[base].max(), 0.07  # a number nearer the edge would reach the other panel
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, far)
    for panel in panels:
        panel.set_ylim(0, min(high * 1.04, 100) if unit else high * 1.04)
        panel.set_xlim(low, far)
        panel.set_xticks([tick for tick in ticks if edge < (tick - low) / (far - low) < 1 - edge])
        panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: whole(value)))
        panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{whole(value)}{unit}"))
        panel.grid(visible=True, axis="y")


def _curves(panel: Axes, curve: pd.DataFrame, base: str, which: str) -> None:
    for level, look in LINES.items():
        for side in ("lower", "upper"):
            panel.plot(curve[base], curve[f"{which}{side}_{level}"], marker="", zorder=1.5, **look)
    panel.axhline(curve["mean"].iloc[0], zorder=1.4, **AVERAGE)


def _dots(panel: Axes, known: pd.DataFrame, area: str, base: str) -> None:
    ours = known["area"] == area
    panel.plot(known.loc[~ours, base], known.loc[~ours, "value"], **OTHERS, zorder=2.5)
    panel.plot(known.loc[ours, base], known.loc[ours, "value"], **OURS, zorder=3)


def _words_below(figure: HouseFigure, panels: Any, known: pd.DataFrame, base: str) -> None:  # noqa: ANN401
    """What runs along the axes: the size of each authority."""
    what = indicators().get(str(known["indicator"].iloc[0])) if "indicator" in known else None
    of = word("of", what.id, what.percent_base or "") if what and not what.per else ""
    said = "Expected number" if base == "expected" else of or "Children aged 0 to 17"
    left, right = panels[0].get_position(), panels[1].get_position()
    y = left.y0 - 0.36 / figure.get_figheight()
    words = f"{said[:1].upper()}{said[1:]} in the authority"
    figure.text((left.x0 + right.x1) / 2, y, words, size=NOTE, color=QUIET_INK, ha="center", va="center_baseline")


def _key(figure: HouseFigure, panel: Axes, name: str) -> None:
    """What dots and lines mean, in one line above the drawing; the area is named here, where nothing is in its way."""
    x, y = EDGE / width(), panel.get_position().y1 + 0.43 / figure.get_figheight()
    for text, look in [
        (name, OURS),
        ("an authority", OTHERS),
        *((NAMES[level], line) for level, line in LINES.items()),
    ]:
        weight, ink = ("bold", BLUE) if look is OURS else ("normal", QUIET_INK)
        wide = 0.12 if "marker" in look else 0.27
        at = [x + 0.06 / width()] if "marker" in look else [x, x + wide / width()]
        [line] = panel.plot(at, [y] * len(at), **({"marker": ""} | look))
        line.set(transform=figure.transFigure, clip_on=False)
        figure.text(x + (wide + 0.06) / width(), y, text, size=NOTE, va="center_baseline", color=ink, weight=weight)
        x += (wide + text_width(text, NOTE, weight) + 0.2) / width()


def _note(limits: pd.DataFrame, known: pd.DataFrame) -> str:
    row, absent = known.iloc[0], limits[~limits.index.isin(known.index)]
    spread = number(row["overdispersion"]) if has_figure(row["overdispersion"]) else "1.0"
    said = [say("funnel", "explained")]
    key = "wider" if is_wider(row) else "not_wider"
    said.append(say("funnel", key, overdispersion=spread, **outside(known)))
    if len(absent):
        said.append(say("funnel", "absent", names=listed([name_of(limits, str(code)) for code in absent["area"]])))
    said += [HIDDEN_NOTE] if hidden(limits).any() else []
    return " ".join(said)


def _alt(measure: str, limits: pd.DataFrame, known: pd.DataFrame, area: str, unit: str) -> str:
    row = known[known["area"] == area].iloc[0]
    sides = {name: word("funnel_sides", str(row[f"{name}_side"])) for name in ("plain", "adjusted")}
    said = [f"Two funnel charts of {len(known)} authorities. {measure}."]
    stands = f"{name_of(limits, area)} {number(row['value'])}{unit}"
    sides_of = f"{sides['plain']} of chance alone and {sides['adjusted']} that allow for real differences"
    said.append(f"Average {number(row['mean'])}{unit}; {stands}, {sides_of}.")
    far = known[known["plain_side"].isin(("above 99.8%", "below 99.8%")) & (known["area"] != area)]
    for side in ("above", "below"):
        names = [name_of(limits, str(code)) for code in far.loc[far["plain_side"].str.startswith(side), "area"]]
        said += [f"{side.capitalize()} the 99.8% limits of chance alone: {listed(names)}."] if names else []
    return alt_words([*said, HIDDEN_ALT if hidden(limits).any() else ""])
