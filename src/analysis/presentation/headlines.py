"""Titles of figures: what the picture shows, in at most about 90 characters, with licensed verbs only."""

import pandas as pd

from analysis.presentation.findings_baselines import credible, label_of, times
from analysis.presentation.findings_comparison import LINES, is_near, own_limits, side_of
from analysis.presentation.findings_groups import group_words, largest_words
from analysis.presentation.licences import claims_no_more, licensed
from analysis.presentation.numbers import date_words, has_figure, listed, number, percent, rounded, whole
from analysis.presentation.wording import area_words, capital, fill, latest, resolved, say, sentences, step_of, word
from analysis.vocabulary.indicators import Indicator


def headline_trend(rates: pd.DataFrame, change: pd.DataFrame, area: str) -> str:
    """ "Children on a plan: 53 in every 10,000, no clear change on last year"; from crude_rate and change."""
    row = latest(rates, area)
    if row is None or not has_figure(row["value"]):
        return say("headlines", "empty")
    what, moved = resolved(str(row["indicator"])), _change_on(change, row, area)
    verb = licensed(moved) if moved is not None else ""
    moved_words = sentences()["headline_change"].get(verb, "")
    step = step_of(moved) if moved is not None else "year"
    slots = {"short": short(what), "change": fill(moved_words, last=word("last", step))}
    if not what.per:
        said = say("headlines", "trend_share", rate=percent(row["value"], 0), **slots)
    else:
        shown = "trend" if what.counts == "children" else "trend_many"
        said = say("headlines", shown, rate=_plain(row["value"]), per=whole(what.per), **slots)
    return claims_no_more(said, moved) if moved is not None else said


def _change_on(change: pd.DataFrame, row: pd.Series, area: str) -> pd.Series | None:
    """The change of the same date as the rate; a change of another date says nothing about it."""
    moved = latest(change, area)
    return moved if moved is not None and str(moved["date"])[:10] == str(row["date"])[:10] else None


def _plain(value: float) -> str:
    return number(value, 0 if rounded(value) >= 10 else 1)


def short(what: Indicator) -> str:
    """The shortest name of an indicator that still says what it is."""
    return word("short", what.id, what.name)


def headline_comparison(
    comparison: pd.DataFrame, indicator: Indicator | str, area: str, rates: pd.DataFrame | None = None
) -> str:
    """ "Children in care: Rotherham is below both averages of its neighbours (2025 model) and above England"."""
    what, limits = resolved(indicator), own_limits(rates, area)
    if comparison.empty or not has_figure(comparison["ours"].iloc[0]):
        return say("headlines", "empty")
    found = comparison[(comparison["areas"] > 0) & comparison["value"].notna()]
    many = found[found["statistic"].isin(LINES)]
    sides = [_beside(many[many["set"] == many["set"].iloc[-1]], limits)] if len(many) else []
    country = found[(found["set"] == "England") & (found["statistic"] == "value")]  # as published
    sides += [f"{_side(row, limits)} {row['set']}" for _, row in country.iterrows()]
    if not sides:
        return say("headlines", "empty")
    return say("headlines", "comparison", short=short(what), area=area_words(area), sides=listed(sides))


def _side(row: pd.Series, limits: tuple[float, float] | None) -> str:
    return word("near", "headline") if is_near(row, limits) else side_of(row, limits)


def _beside(rows: pd.DataFrame, limits: tuple[float, float] | None) -> str:
    sides = {LINES[row["statistic"]]: _side(row, limits) for _, row in rows.iterrows()}
    if len(set(sides.values())) == 1:
        return f"{next(iter(sides.values()))} its neighbours’ average"
    return f"{sides['mean']} its neighbours’ mean, {sides['middle value']} their middle value"


def headline_flows(flows: pd.DataFrame, area: str = "") -> str:
    """ "Year to 31 March 2025: plans started 393 and plans ended 346": the counts of the last date, of its period."""
    rows = flows[flows["area"] == area] if area and "area" in flows else flows
    rows = rows[rows["count"].notna()]
    if rows.empty:
        return say("headlines", "empty")
    newest = str(rows["date"].max())[:10]
    last = rows.sort_values("date", kind="stable").drop_duplicates("indicator", keep="last")
    last = last.sort_values("date", ascending=False, kind="stable")  # the newest first
    values = [
        f"{short(resolved(str(row['indicator']))).lower()} {whole(row['count'])}" + _of_year(row, newest)
        for _, row in last.iterrows()
    ]
    span = str(last["span"].iloc[0]) if "span" in last else "year"
    return say("headlines", "flows", when=f"{span} to {date_words(newest)}", values=listed(values))


def _of_year(row: pd.Series, newest: str) -> str:
    """The year of a figure that is older than the newest."""
    day = str(row["date"])[:10]
    return "" if day == newest else f" ({day[:4]})"


def headline_parts(shares: pd.DataFrame, area: str = "") -> str:
    """ "Emotional abuse is the largest group in 2023: 210 of 395 (53%)", from proportion by group, at its last date."""
    last = latest(shares, area)
    rows = shares[shares["date"] == last["date"]] if last is not None else shares
    rows = rows[rows["count"].notna() & rows["value"].notna()]
    if rows.empty:
        return say("headlines", "empty")
    top = rows.sort_values(["count", "group"], ascending=[False, True], kind="stable").iloc[0]
    slots = {"group": group_words(top["group"]), "count": whole(top["count"]), "whole": whole(top["denominator"])}
    slots |= {"largest": largest_words(top), "year": str(top["date"])[:4]}
    return say("headlines", "parts", percent=percent(top["value"], 0), **slots)


def headline_baselines(representation: pd.DataFrame) -> str:
    """ "Like for like 4.0 times (Gypsy/Roma) and 1.5 times (non-White)"; else the range over populations.

    Of several cohorts without a like-for-like population, the widest range. Leaves out what is not credible.
    """
    known = credible(representation)
    if known.empty:
        return say("headlines", "empty")
    alike = known[known["comparable"].astype(bool)]
    if len(alike):
        return _like_for_like(alike)
    blocks = [rows["value"] for _, rows in known.groupby(known.get("cohort_label", ""), sort=False)]
    ends = [{"lowest": times(v.min()), "highest": times(v.max())} for v in blocks]
    if len(ends) == 1:
        return say("headlines", "baselines", **ends[0])
    widest = ends[max(range(len(blocks)), key=lambda at: blocks[at].max() / blocks[at].min())]
    return say("headlines", "baselines_many", **widest)


def _like_for_like(alike: pd.DataFrame) -> str:
    """Each label with its range over the populations that are like for like."""
    found: list[str] = []
    depends = False
    for _, rows in alike.groupby("cohort_label", sort=False):
        ends = list(dict.fromkeys([times(rows["value"].min()), times(rows["value"].max())]))
        found.append(f"{' to '.join(ends)}{'' if found else ' times'} ({label_of(rows)})")
        depends |= "condition" in rows and len(set(rows["condition"])) > 1
    words = sentences()["headlines"]["depends"] if depends else ""
    return say("headlines", "like_for_like", found=listed(found), depends=words)


def headline_composition(shares_2011: pd.DataFrame, shares_2021: pd.DataFrame) -> str:
    """ "Ethnic minorities, excluding White minorities: 6.4% in 2011, 9.0% in 2021": the first group in both."""
    both = shares_2021.merge(shares_2011, on="group", suffixes=("", "_before")) if len(shares_2011) else shares_2021[:0]
    if both.empty:
        return say("headlines", "empty")
    row = both.iloc[0]
    slots = {"before": percent(100 * row["share_before"]), "now": percent(100 * row["share"])}
    return say(
        "headlines", "composition", group=group_words(row["group"]).rstrip(","), first="2011", last="2021", **slots
    )


def headline_generic(measure: str) -> str:
    """A title that only names what is shown, for a figure without a single finding."""
    return capital(measure.strip().rstrip("."))


def headline_values(sources: pd.DataFrame) -> str:
    """ "Children on a plan: printed as 398, 396 and 395", at the last date, for the first indicator."""
    known = sources[sources["count"].notna()]
    if known.empty:
        return say("headlines", "empty")
    last = known[(known["date"] == known["date"].max()) & (known["indicator"] == known["indicator"].iloc[0])]
    values = [whole(count) for count in dict.fromkeys(last["count"])]
    key = "values" if len(values) > 1 else "values_agree"
    return say("headlines", key, short=short(resolved(str(last["indicator"].iloc[0]))), values=listed(values))
