"""A sentence on care by the routes that lead to it; hidden counts stay hidden, and nothing narrows them down."""

import pandas as pd

from analysis.presentation.findings_groups import group_words
from analysis.presentation.numbers import has_figure, listed, percent, whole
from analysis.presentation.wording import Finding, area_words, finding, likely, say, when_words

ALONE = "children_in_care_unaccompanied"


def describe_care_routes(shares: pd.DataFrame, area: str) -> Finding:
    """How many children in care of each legal status, and those alone to seek asylum; in the annex, what is hidden.

    Takes a result of care_routes. Nothing at hand is nothing said.
    """
    mine = shares[shares["area"] == area] if len(shares) else shares
    if mine.empty:
        return Finding("")
    first = mine.iloc[0]
    legal, alone = mine[mine["indicator"] != ALONE], mine[mine["indicator"] == ALONE]
    known = legal[legal["count"].notna() & legal["count"].ne(0)].sort_values("count", ascending=False, kind="stable")
    slots = {"when": when_words(first["date"], "point"), "area": area_words(area), "whole": whole(first["denominator"])}
    said = [_largest(row, slots) for _, row in known.head(1).iterrows()]
    parts = [f"{_lower(r['group'])} ({whole(r['count'])}, {small_share(r['value'])})" for _, r in known[1:].iterrows()]
    said += [say("care_routes", "rest", parts=listed(parts))] if parts else []
    said += [_alone(row) for _, row in alone.iterrows()]
    hidden = [_lower(group) for group in legal.loc[legal["count"].isna(), "group"]]
    more = [say("care_routes", "hidden", parts=listed(hidden))] if hidden else []
    return finding(said or [say("plain", "no_figures")], [*more, say("care_routes", "ending")])


def _largest(row: pd.Series, slots: dict[str, str]) -> str:
    """The route that most children came by, with its range."""
    numbers = {"percent": small_share(row["value"]), "count": whole(row["count"]), "group": _lower(row["group"])}
    return say("care_routes", "opening", likely=likely(row["lower"], row["upper"], unit="%"), **numbers, **slots)


def _lower(group: object) -> str:
    name = group_words(group)
    return name[:1].lower() + name[1:]


def small_share(value: float) -> str:
    """A percentage to one place; with two where one would round it away: 0.04%."""
    return percent(value, 2 if 0 < value < 0.05 else 1)


def _alone(row: pd.Series) -> str:
    if not has_figure(row["count"]):
        return say("care_routes", "alone_hidden")
    slots = {"count": whole(row["count"]), "percent": percent(row["value"])}
    return say("care_routes", "alone", likely=likely(row["lower"], row["upper"], unit="%"), **slots)


def headline_care_routes(shares: pd.DataFrame, area: str) -> str:
    """ "Children in care by route: 59.0% on a full care order, 21.4% on an interim care order": the two largest."""
    mine = shares[(shares["area"] == area) & (shares["indicator"] != ALONE)] if len(shares) else shares
    known = mine[mine["value"].notna()].sort_values("value", ascending=False, kind="stable") if len(mine) else mine
    if known.empty:
        return say("headlines", "empty")
    parts = [f"{percent(row['value'], 0)} {_lower(row['group'])}" for _, row in known.head(2).iterrows()]
    return say("care_routes", "headline", parts=listed(parts))
