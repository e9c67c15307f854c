"""Titles that set an area beside England, or a group beside its share of a population."""

import pandas as pd

from analysis.presentation.findings_baselines import times
from analysis.presentation.findings_groups import group_words
from analysis.presentation.headlines import short
from analysis.presentation.numbers import has_figure, listed, whole
from analysis.presentation.wording import area_words, latest, resolved, say
from analysis.vocabulary.areas import ENGLAND
from analysis.vocabulary.periods import in_words, parse_date


def headline_beside(values: pd.DataFrame, area: str) -> str:
    """ "Higher than England: reviews in time. Lower: repeat referrals", as the area's own limits license it."""
    sides: dict[str, list[str]] = {"higher": [], "lower": []}
    if not (values["area"].eq(ENGLAND) & values["value"].notna()).any():
        return say("beside", "no_england")
    for name, rows in values.groupby("indicator", sort=False):
        mine = latest(rows[rows["value"].notna()], area)
        side = _side(mine, rows) if mine is not None else ""
        if side:
            sides[side].append(_small(short(resolved(str(name)))))
    said = [say("beside", side, names=listed(names)) for side, names in sides.items() if names]
    return " ".join(said).rstrip(".") if said else say("beside", "neither").rstrip(".")


def headline_glance(table: pd.DataFrame, area: str) -> str:
    """ "Rotherham beside England: higher on 6 of 15 indicators, lower on 4", as the limits license it."""
    known = table[table["value"].notna()]
    if known.empty:
        return say("headlines", "empty")
    counts = {"above": (known["lower"] > 1).sum(), "below": (known["upper"] < 1).sum(), "known": len(known)}
    return say("glance", "headline", area=area_words(area), **{name: whole(n) for name, n in counts.items()})


def _small(name: str) -> str:
    return name[0].lower() + name[1:]


def _side(mine: pd.Series, rows: pd.DataFrame) -> str:
    country = rows[(rows["area"] == ENGLAND) & (rows["date"] == mine["date"])]["value"]
    if country.empty or not has_figure(country.iloc[0]) or not has_figure(mine["lower"]):
        return ""
    if mine["lower"] > country.iloc[0]:
        return "higher"
    return "lower" if mine["upper"] < country.iloc[0] else ""


def headline_representation(results: pd.DataFrame) -> str:
    """ "Mixed: 2.5 times; Asian: 0.5 times": the groups on which every like-for-like population agrees."""
    alike = results[results["comparable"].astype(bool) & results["value"].notna() & (results["group"] != "White")]
    said = []
    for group, rows in alike.groupby("group", sort=False):
        if set(rows["verdict"]) in ({"above"}, {"below"}):
            low, high = times(rows["value"].min()), times(rows["value"].max())
            said.append(f"{group_words(group)} {low if low == high else f'{low} to {high}'} times")
    if alike.empty:
        return say("headlines", "empty")
    return say("beside", "represented", groups=listed(said)) if said else say("beside", "equal").rstrip(".")


def headline_months(counts: pd.DataFrame) -> str:
    """ "Referrals: 220 in March 2023": the last month."""
    row = latest(counts)
    if row is None or not has_figure(row["count"]):
        return say("headlines", "empty")
    month = in_words(parse_date(str(row["date"]))).split(" ", 1)[1]
    return say("beside", "month", name=short(resolved(str(row["indicator"]))), count=whole(row["count"]), month=month)
