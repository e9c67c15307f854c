"""Sentences from results: one number, one range, and no verb that the limits do not license."""

import numpy as np
import pandas as pd

from analysis.presentation.findings_comparison import describe_comparison
from analysis.presentation.findings_groups import (
    about,
    describe_baselines,
    describe_bounds,
    describe_composition,
    describe_parts,
)
from analysis.presentation.findings_sources import describe_disagreement
from analysis.presentation.headlines import (
    headline_baselines,
    headline_comparison,
    headline_composition,
    headline_flows,
    headline_generic,
    headline_parts,
    headline_trend,
    headline_values,
)
from analysis.presentation.licences import FALL, RISE, UNCLEAR, OverClaim, claims_no_more, licensed
from analysis.presentation.numbers import clear_places, has_figure, listed, percent, rate, whole
from analysis.presentation.wording import Finding, area_words, latest, likely, resolved, say, step_of, when_words, word
from analysis.vocabulary.indicators import Indicator
from analysis.vocabulary.tidy import ROUNDED

__all__ = [
    "OverClaim",
    "claims_no_more",
    "describe_baselines",
    "describe_bounds",
    "describe_change",
    "describe_change_sensitivity",
    "describe_comparison",
    "describe_composition",
    "describe_disagreement",
    "describe_parts",
    "describe_rate",
    "describe_share",
    "headline_baselines",
    "headline_comparison",
    "headline_composition",
    "headline_flows",
    "headline_generic",
    "headline_parts",
    "headline_trend",
    "headline_values",
]


def describe_rate(rates: pd.DataFrame, area: str) -> str:
    """How many children at the last date of an area, the rate and its limits; `rates` is a result of crude_rate.

    >>> describe_rate(rates, run.area.code)
    """
    row = latest(rates, area)
    if row is None:
        return say("plain", "no_figures")
    what = resolved(str(row["indicator"]))
    slots = {"when": when_words(row["date"], what.span), "area": area_words(area), "phrase": what.phrase}
    if not has_figure(row["count"]):
        return say("plain", "hidden", **slots)
    slots |= {"count": _count(row), "counts": what.counts, "rest": what.phrase.removeprefix(f"{what.counts} ")}
    if not has_figure(row["value"]):
        return say("plain", "no_rate", **slots)
    per = row["per"] if "per" in row.index else what.per
    slots |= {"rate": rate(row["value"]), "per": whole(per), "likely": likely(row["lower"], row["upper"])}
    children = what.span == "point" and what.counts == "children" and what.phrase.startswith("children ")
    one = row["count"] == 1
    return say("plain", "just_one" if one else "on_the_day" if children else "in_all", **slots)


def _count(row: pd.Series) -> str:
    return ("about " if row.get("status") == ROUNDED else "") + whole(row["count"])


def describe_change(change_row: pd.Series | pd.DataFrame, indicator: Indicator | str) -> str:
    """The change on the year before, with the one verb its limits license; or why none is given.

    Takes one row of measures.comparisons.change, or the whole result, of which it reads the last date.

    >>> describe_change(change(ours), "child_protection_plans")
    """
    row = latest(change_row) if isinstance(change_row, pd.DataFrame) else change_row
    if row is None:
        return say("plain", "no_figures")
    verb = licensed(row)
    if not verb:
        return _why_no_change(row)
    slots = _before_and_now(row, resolved(indicator)) | {"likely": _likely_change(row), "step": step_of(row)}
    slots["size"] = percent(abs(row["value"]), 0) if has_figure(row["value"]) else ""
    return claims_no_more(say("change", verb, **slots), row)


def describe_change_sensitivity(stacked: pd.DataFrame, indicator: Indicator | str) -> Finding:
    """Whether the latest change still stands with brothers and sisters counted together; the annex says how.

    `stacked` is a result of measures.comparisons.change_sensitivity. Nothing is said where no verb is licensed.
    """
    last = stacked[stacked["date"] == stacked["date"].max()].sort_values("design_effect")
    verbs = [licensed(row) for _, row in last.iterrows()]
    wider = last.iloc[1:]
    if wider.empty or verbs[0] not in (RISE, FALL, UNCLEAR):
        return Finding("")
    stands = [verb == verbs[0] != UNCLEAR for verb in verbs[1:]]
    held, lost = (_effects(wider[[stand == kept for stand in stands]]) for kept in (True, False))
    key = "still_unclear" if verbs[0] == UNCLEAR else "lost" if not held else "partly" if lost else "stands"
    slots = {"together": word("together", resolved(indicator).id, word("together", "any")), "verb": verbs[0]}
    slots |= {"likely": _likely_change(wider.iloc[-1]), "most": f"{wider.iloc[-1]['design_effect']:g}"}
    slots |= {"held": held, "lost": lost, "tried": _effects(wider)}
    parts = ["effects_held", "effects_lost"] if key == "partly" else ["effects"]
    more = [say("change", part, **slots) for part in (*parts, "effects_range")]
    return Finding(claims_no_more(say("change", key, **slots), last.iloc[0]), " ".join(more))


def _effects(rows: pd.DataFrame) -> str:
    effects = [f"{effect:g}" for effect in rows["design_effect"]]
    if len(effects) < 2:
        return "".join(f"a design effect of {effect}" for effect in effects)
    return f"design effects of {listed(effects)}"


def _why_no_change(row: pd.Series) -> str:
    step = step_of(row)
    if row.get("broken_by"):
        return say("change", "broken", event=str(row["broken_by"]))
    bases = {"before": str(row.get("denominator_vintage_before")), "now": str(row.get("denominator_vintage"))}
    if not has_figure(row.get("denominator_before")) and not has_figure(row.get("count_before")):
        return say("change", "no_before", step=step)
    if not (has_figure(row.get("count")) and has_figure(row.get("count_before"))):
        return say("change", "hidden")
    if bases["before"] != bases["now"]:
        return say("change", "other_base", **bases)
    return say("change", "few", step=step)


def _before_and_now(row: pd.Series, what: Indicator) -> dict[str, str]:
    """The two rates as printed. A change carries counts and denominators: the rate is printed from them."""
    per = what.per or 100
    before, now = per * row["count_before"] / row["denominator_before"], per * row["count"] / row["denominator"]
    if not what.per:
        return {"before": percent(before), "now": percent(now)}
    return {"before": rate(before), "now": rate(now)}


def _likely_change(row: pd.Series) -> str:
    if not has_figure(row["lower"]):
        return ""
    ends = sorted([row["lower"], row["upper"]], key=abs)
    if licensed(row) == UNCLEAR:
        return f"likely between {_sized(row['lower'])} and {_sized(row['upper'])}"
    side = "less" if licensed(row) == FALL else "more"
    places = clear_places(ends[0])
    return f"likely between {percent(abs(ends[0]), places)} and {percent(abs(ends[1]), places)} {side}"


def _sized(value: float) -> str:
    return f"{percent(abs(value), 0)} {'less' if np.sign(value) < 0 else 'more'}"


def describe_share(shares: pd.DataFrame, area: str) -> str:
    """The share at the last date of an area with its limits; `shares` is a result of proportion.

    Where only a percentage is published, without the number, it is said without a range.
    """
    row = latest(shares, area)
    if row is None:
        return say("plain", "no_figures")
    what = resolved(str(row["indicator"]))
    slots = {"when": when_words(row["date"], what.span), "area": area_words(area)}
    slots |= {
        "of": word("of", what.id, what.percent_base or "the whole"),
        "were": word("were", what.id, f"were {what.phrase}"),
    }
    if not has_figure(row["value"]):
        return say("share", "hidden", **slots)
    if not has_figure(row["lower"]):
        return say("share", "printed", percent=percent(row["value"], 0 if row["value"] % 1 == 0 else 1), **slots)
    slots |= {"percent": percent(row["value"]), "count": _count(row), "whole": whole(row["denominator"])}
    slots["about"] = about(row["value"])
    return say("share", "whole", likely=likely(row["lower"], row["upper"], unit="%"), **slots)
