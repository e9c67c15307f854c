"""The tables that a run declares in quarterly.toml, cut from the processed data for one area and period."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.runs.cited import named
from analysis.runs.own_rows import OWN_COUNTS, with_own
from analysis.runs.plan import TableSpec
from analysis.sources.selection import SELECTED_KEY
from analysis.vocabulary.areas import ENGLAND, area, areas, same_level
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.indicators import indicator, indicators
from analysis.vocabulary.periods import Quarter

REPORT = "board_papers"  # the source of what the partnership has printed itself
MID_YEAR = "mid_year_estimate"  # the base of the mid-year estimates
OWN = "own_"  # how the bases of a council's own populations begin


@dataclass(frozen=True)
class Cut:
    """What a run is about: the area, the period, which release of each figure, and who will read it."""

    area: str
    period: Quarter
    vintage: str = "latest"
    audience: str = "public"


def comparator_sets(code: str, neighbours: pd.DataFrame) -> dict[str, list[str]]:
    """Named sets of areas to set beside this one: each neighbour model, the region, England."""
    ours = neighbours[neighbours["area"] == code]
    sets = {f"neighbours {m}": list(g.sort_values("rank")["neighbour"]) for m, g in ours.groupby("model")}
    own = area(code)
    for wider in (own.region, ENGLAND):
        sets |= {areas()[wider].name: [wider]} if wider else {}
    return {name: codes for name, codes in sets.items() if code not in codes}


def make_table(spec: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    """One declared table. `data` holds the processed tables by name."""
    return MAKERS[spec.kind](spec, data, cut)


def _observations(spec: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    """One chosen row for each figure; the partnership's own print stands in `sources` tables only."""
    rows = data["selected"]
    rows = rows[rows["source"] != REPORT]
    if cut.audience != "public" and OWN_COUNTS in data:
        rows = with_own(rows, data[OWN_COUNTS], spec)
    elif spec.every != "year":  # published figures are of 31 March alone
        rows = rows.iloc[:0]
    rows = _dated(_wanted(rows, spec, data, cut), spec, cut)
    if cut.vintage == "latest":
        rows = _one_population(rows, data["population"])
    return named(rows, data["releases"])


def _sources(spec: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    """Every source and release of the indicators, not one chosen row: for setting them beside each other."""
    rows = named(_dated(_wanted(data["observations"], spec, data, cut), spec, cut), data["releases"])
    chosen = pd.MultiIndex.from_frame(data["selected"][[*SELECTED_KEY, "source", "vintage"]].astype(str))
    mine = pd.MultiIndex.from_frame(rows[[*SELECTED_KEY, "source", "vintage"]].astype(str))
    return rows.assign(used=mine.isin(chosen))


def _wanted(rows: pd.DataFrame, spec: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    for name in spec.indicators:
        indicator(name)
    rows = rows[rows["indicator"].isin(spec.indicators) & rows["breakdown"].isin(spec.breakdowns)]
    rows = rows[rows["span"].isin([spec.span] if spec.span else ["point", "year"])]
    unknown = sorted(set(spec.sources) - set(data["releases"]["source"]))
    if unknown:
        raise WrongUse(f'quarterly.toml asks for the source "{unknown[0]}", which the data does not have.')
    for name, wanted in (("group", spec.groups), ("source", spec.sources)):
        rows = rows[rows[name].isin(wanted)] if wanted else rows
    return rows[rows["area"].isin(_codes(spec, data, cut))]


def _dated(rows: pd.DataFrame, spec: TableSpec, cut: Cut) -> pd.DataFrame:
    """Rows up to the period's end; of the last 31 March on or before it; or of the latest date that has any.

    "period_beside": of that 31 March, and for the other areas those before it too, so that where the comparators are
    not published yet the latest of theirs can stand in, with its date.
    """
    rows = rows[rows["date"] <= cut.period.end.isoformat()]
    if spec.dates == "latest":
        return rows[rows["date"] == rows["date"].max()]
    if spec.dates in ("period", "period_beside"):
        march = (cut.period.closing_march if cut.period.number == 4 else date(cut.period.year, 3, 31)).isoformat()
        before = (rows["area"] != cut.area) & (rows["date"] < march) & (spec.dates == "period_beside")
        return rows[(rows["date"] == march) | before]
    return rows


def _codes(spec: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> list[str]:
    some = {"area": [cut.area], "england": [ENGLAND], "beside_england": list(dict.fromkeys([cut.area, ENGLAND]))}
    if spec.areas in some:
        return some[spec.areas]
    known = set(data["selected"]["area"])
    peers = [code for code in same_level(cut.area) if code in known or code == cut.area]  # neighbours or not
    if spec.areas == "authorities":
        return peers
    sets = comparator_sets(cut.area, data["neighbours"])
    others = [code for codes in sets.values() for code in codes] + (peers if spec.areas == "everyone" else [])
    return list(dict.fromkeys([cut.area, *others]))


def _one_population(rows: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Every rate on one release of the mid-year estimates, the latest: rates of different bases never share a line.

    A row keeps the population it was published with when no estimate of that year is at hand (2010 to 2012).
    """
    whole = (population["group"] == "All") & (population["age_band"] == "0-17") & (population["sex"] == "all")
    estimates = population[(population["base"] == MID_YEAR) & whole]
    if rows.empty or estimates.empty:
        return rows
    newest = max(estimates["vintage"], key=lambda name: ("DfE" not in name, name))
    children = estimates[estimates["vintage"] == newest].set_index(["area", "year"])["population"]
    dates = pd.to_datetime(rows["date"])
    year = (dates.dt.year - (dates.dt.month <= 3)).astype(str)
    wanted = pd.MultiIndex.from_arrays([rows["area"], year])
    found = pd.Series(children.reindex(wanted).to_numpy(), index=rows.index)
    per = rows["indicator"].map({name: bool(i.per) for name, i in indicators().items()})
    use = (
        found.notna()
        & per
        & rows["span"].isin(["point", "year"])
        & rows["count"].notna()
        & (rows["breakdown"] == "total")
    )
    return rows.assign(
        denominator=rows["denominator"].where(~use, found),
        denominator_vintage=rows["denominator_vintage"].where(~use, newest),
    )


def _population(spec: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    rows = data["population"]
    rows = rows[rows["area"].isin(_codes(spec, data, cut))]
    if spec.bases:
        own = rows["base"].str.startswith(OWN) & (OWN in spec.bases)
        rows = rows[rows["base"].isin(spec.bases) | own]
    # A school year's census is of its January; mid-year estimates are of June.
    counted = rows["year"].str[:4].astype(int) + rows["base"].isin(["school_census", MID_YEAR])
    rows = rows[counted <= cut.period.end.year]
    public = data["releases"].drop_duplicates("source").set_index("source")["public"]
    return named(rows.assign(public=rows["source"].map(public)), data["releases"])


def _neighbours(_: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    rows = data["neighbours"]
    return rows[rows["area"] == cut.area].assign(public=True).reset_index(drop=True)


def _comparators(_: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    sets = comparator_sets(cut.area, data["neighbours"])
    shipped = set(data["selected"]["area"])
    rows = [(name, code, code in shipped) for name, codes in sets.items() for code in codes]
    made = pd.DataFrame(rows, columns=["set", "area", "at_hand"])
    named = data["neighbours"].drop_duplicates("neighbour").set_index("neighbour")["neighbour_name"]
    names = {code: areas()[code].name if code in areas() else named.get(code, code) for code in made["area"]}
    return made.assign(area_name=made["area"].map(names), public=True)


def _problems(_: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    """Problems that name this area, or no area at all."""
    others = [a.name for a in areas().values() if a.code != cut.area]
    rows = data["problems"]
    about_us = rows["message"].str.contains(area(cut.area).name, regex=False)
    about_others = rows["message"].apply(lambda text: any(name in text for name in others))
    seen = data["observations"]
    has_report = ((seen["source"] == REPORT) & (seen["area"] == cut.area)).any()
    printed = (rows["source"] == REPORT) & has_report  # what its report prints, also of England and the neighbours
    return rows[about_us | ~about_others | printed].assign(public=True).reset_index(drop=True)


def _releases(_: TableSpec, data: dict[str, pd.DataFrame], cut: Cut) -> pd.DataFrame:
    return data["releases"].assign(public=True, area=cut.area)


MAKERS: dict[str, Callable[[TableSpec, dict[str, pd.DataFrame], Cut], pd.DataFrame]] = {
    "observations": _observations,
    "sources": _sources,
    "population": _population,
    "neighbours": _neighbours,
    "comparators": _comparators,
    "problems": _problems,
    "releases": _releases,
}
