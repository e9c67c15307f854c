"""Is it different from the neighbours, the region, England? On every reasonable definition, and how many agree."""

import pandas as pd

from analysis.measures.averages import shown
from analysis.measures.beside import Beside
from analysis.measures.changes import change, change_sensitivity, with_overlap
from analysis.measures.rates import checked
from analysis.measures.shape import like

__all__ = [
    "change",
    "change_sensitivity",
    "compare",
    "definitions",
    "medians_by_date",
    "on_the_same_population",
    "side_by_side",
    "with_overlap",
]

CARRIED = ["indicator", "span", "denominator_vintage", "citation"]
NO_ROWS = ["set", "statistic", "value", "side", "definition"]


def on_the_same_population(rates: pd.DataFrame, area: str) -> pd.DataFrame:
    """The rows whose population release is the area's own at that date: rates on different bases do not compare.

    Rows without a population release (percentages, published rates) stay. What is left out counts as not at hand.
    """
    base = rates["denominator_vintage"].fillna("").astype(str)
    ours = rates[rates["area"] == area].assign(_base=base).drop_duplicates("date").set_index("date")["_base"]
    last = ours.sort_index().iloc[-1] if len(ours) else ""  # of a date that the area has no row for
    wanted = rates["date"].map(ours).fillna(last)
    return rates[(base == wanted) | (base == "") | (wanted == "")]


def compare(rates: pd.DataFrame, area: str, comparators: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """How one area's rate sits beside sets of other areas, one row a set and statistic.

    `rates` has area and value (as published), and count and denominator, lower and upper where they are known; with
    several dates the area's last is taken. `comparators` has set and area. Every set is of one date: the area's own, or
    where none of it has a figure then, the latest before it that has; `comparator_date` and `same_date` say so.

    A set of several: mean and median of the rates, `pooled` (counts added, over people added), lowest, highest, and
    rank (1 = highest, counted with the area itself; tied areas share the better rank) with the ranks that chance allows
    (rank_limits). A set of one, such as England: its value, and where the area is a part of it, its rate without the
    area. `areas` says how many had a value; members without one are left out and counted in `of`.

    `side` is where the area stands, and `near` whether the comparator lies inside the area's own limits. `definition`
    marks the rows that are each a definition of what is usual (see definitions). An average's `without_one_lowest` and
    `without_one_highest` are how far it moves when any one member is left out, and `turns_without` names the members
    without which the side would be another.

    >>> beside = compare(on_the_same_population(rates, run.area.code), run.area.code, comparators)
    """
    found = Beside(rates.reset_index(drop=True), area, checked(confidence))
    rows = [row for name, members in comparators.groupby("set", sort=False)
            for row in found.rows(str(name), [code for code in members["area"] if code != area])]  # fmt: skip
    words = {"confidence": confidence, "method": "published rates, unweighted", "base": "rate"}
    made = pd.DataFrame(
        [words | row for row in rows], columns=None if rows else ["set", "statistic", "value", "side", "definition"]
    )
    kept = {name: rates[name].iloc[0] for name in ("indicator", "citation") if name in rates and len(rates)}
    kept |= {"date": found.date} if found.date else {}
    return like(rates, made.assign(area=area, **kept))


def side_by_side(rates: pd.DataFrame, area: str, comparators: pd.DataFrame) -> pd.DataFrame:
    """The rows that compare sets side by side, one an area: the area's last, and each other area's of its set's date.

    An area in two sets keeps its newer row. Areas without a value on that date keep their row of the area's own date.
    """
    found = Beside(rates.reset_index(drop=True), area, 0.95)
    sets = [found.known([code for code in members["area"] if code != area])[0]
            for _, members in comparators.groupby("set", sort=False)]  # fmt: skip
    same_day = found.rates[(found.rates["area"] == area) | found.rates["value"].isna()]
    same_day = same_day[same_day["date"].astype(str).str[:10] == found.date] if "date" in rates else same_day
    rows = pd.concat([*sets, same_day])
    rows = rows.sort_values("date", kind="stable") if "date" in rows else rows
    kept = rows.drop_duplicates("area", keep="last").index
    return like(rates, found.rates.loc[sorted(kept)].reset_index(drop=True))


def medians_by_date(rates: pd.DataFrame, area: str, comparators: pd.DataFrame) -> pd.DataFrame:
    """The middle value of each set of several areas on each date, one row a set and date.

    `value` is the median of the areas that have one, `areas` how many those are, `of` how many the set has without the
    area itself. Rates of one date rest on one population release (on_the_same_population), which is carried on.
    """
    parts, seen = [], shown(rates)
    for name, members in comparators.groupby("set", sort=False):
        codes = [code for code in members["area"] if code != area]
        known = seen[seen["area"].isin(codes)]
        if len(codes) > 1 and len(known):
            dated = known.groupby("date", as_index=False)
            kept = {
                name: (name, "first")
                for name in ("indicator", "span", "denominator_vintage", "citation")
                if name in known
            }
            parts.append(
                dated.agg(value=("value", "median"), areas=("area", "size"), **kept).assign(set=name, of=len(codes))
            )
    made = pd.concat(parts) if parts else pd.DataFrame(columns=["date", "value", "areas", "set", "of"])
    return like(rates, made.assign(statistic="median", area=area).reset_index(drop=True))


def definitions(comparison: pd.DataFrame) -> pd.DataFrame:
    """On how many definitions of what is usual an area stands above or below it; one row, from a result of compare.

    A definition is a set with a way of averaging it: England and the region without the area, and the mean, median and
    pooled rate of each set of neighbours. `below`, `above` and `same` add up to `of`; `near` counts those of below and
    above whose comparator lies inside the area's own limits. `verdict` is below, above or the same where all agree,
    "divided" where not, and "cannot be said" without any.
    """
    rows = (
        comparison[comparison["definition"].astype(bool) & comparison["side"].notna()]
        if len(comparison)
        else comparison
    )
    sides = [str(side) for side in rows["side"]]
    counts = {"below": sides.count("below"), "above": sides.count("above"), "same": sides.count("the same")}
    verdict = "cannot be said" if not sides else sides[0] if len(set(sides)) == 1 else "divided"
    near = int(rows["near"].sum()) if len(rows) else 0
    words = {"statistic": "definitions", "value": float(len(sides)), "of": len(sides), "near": near, "verdict": verdict}
    kept = {name: comparison[name].iloc[0] for name in ("indicator", "area", "date", "citation")
            if name in comparison and len(comparison)}  # fmt: skip
    return like(comparison, pd.DataFrame([kept | words | counts]))
