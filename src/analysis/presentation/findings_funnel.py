"""Sentences on funnels: where an area lies among all the others, by chance alone and as authorities differ."""

import pandas as pd

from analysis.presentation.headlines import short
from analysis.presentation.numbers import has_figure, number, percent, small_number, whole
from analysis.presentation.wording import (
    area_words,
    fill,
    finding,
    latest,
    likely,
    resolved,
    say,
    sentences,
    when_words,
    word,
)
from analysis.vocabulary.indicators import Indicator
from analysis.vocabulary.tidy import SUPPRESSED

OUTSIDE = ("above 99.8%", "below 99.8%")


def describe_funnel(limits: pd.DataFrame, area: str) -> str:
    """On which side of the limits that allow for differences an area lies; in the annex, that of chance alone.

    `limits` is a result of measures.funnels.funnel_limits over the authorities of one date.
    """
    limits = seen(limits)
    if len(limits) < 2:  # a region or England: there is nothing to set it beside
        return ""
    row = latest(limits, area)
    if row is None:
        return say("funnel", "no_figure", area=area_words(area))
    what = resolved(str(row["indicator"]))
    slots = {"when": when_words(row["date"], what.span), "what": _what(what), "area": area_words(area)}
    slots |= {"value": printed(row["value"], what), "mean": number(row["mean"]) + ("" if what.per else "%")}
    sides = {name: word("funnel_sides", str(row[f"{name}_side"])) for name in ("plain", "adjusted")}
    ranged = {"lower", "upper"} <= set(row.index) and has_figure(row["lower"]) and has_figure(row["upper"])
    slots["likely"] = f" ({likely(row['lower'], row['upper'], 1, '' if what.per else '%')})" if ranged else ""
    counted = outside(limits)
    said = say("funnel", "stands", areas=counted["areas"], **slots, **sides)
    chance = say("funnel", "chance", area=slots["area"], plain=sides["plain"])
    rest = say("funnel", "many", **counted) if is_wider(row) else say("funnel", "by_chance")
    return finding([said], [chance, rest])


def headline_funnel(limits: pd.DataFrame, area: str) -> str:
    """ "Children on a plan: Rotherham is within the usual differences between authorities", by the wider limits."""
    limits = seen(limits)
    row = latest(limits, area)
    if row is None:
        return say("headlines", "empty")
    adjusted = sentences()["funnel_headline"][str(row["adjusted_side"])]
    name = short(resolved(str(row["indicator"])))
    return say("funnel", "headline", short=name, area=area_words(area), adjusted=adjusted)


def hidden(limits: pd.DataFrame) -> pd.Series:
    """Which rows may not be shown, whatever else they hold."""
    return limits["status"].eq(SUPPRESSED) if "status" in limits else pd.Series(False, index=limits.index)


def seen(limits: pd.DataFrame) -> pd.DataFrame:
    """The rows with a figure that may be shown."""
    return limits[limits["value"].notna() & ~hidden(limits)]


def outside(limits: pd.DataFrame) -> dict[str, str]:
    """How many authorities have a figure, and how many of them lie outside the 99.8% limits, in words."""
    counts = {"outside": limits["plain_side"], "still": limits["adjusted_side"]}
    said = {name: int(sides.isin(OUTSIDE).sum()) for name, sides in counts.items()}
    words = {name: small_number(count) if count else "none" for name, count in said.items()}
    return words | {"areas": small_number(int(limits["value"].notna().sum()))}


def is_wider(row: pd.Series) -> bool:
    """Whether the adjusted limits are wider than those of chance alone."""
    return bool(row["overdispersion"] > 1)


def printed(value: object, what: Indicator) -> str:
    """A rate or a percentage, as a sentence prints it."""
    return f"{number(value)} in every {whole(what.per)}" if what.per else percent(value)


def _what(what: Indicator) -> str:
    words = sentences()["funnel"]
    if what.per:
        return fill(words["rate"], phrase=what.phrase)
    of = word("of", what.id, what.percent_base or "the whole")
    return fill(words["share"], of=of, were=word("were", what.id, f"were {what.phrase}"))
