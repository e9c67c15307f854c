"""Is it different from the neighbours, the region, England? On every reasonable definition, and how many agree."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.averages import average_of, contains, rate_without, side_of
from analysis.measures.changes import change, change_sensitivity, once, with_overlap
from analysis.measures.ranks import rank_limits
from analysis.measures.rates import checked
from analysis.measures.shape import like

__all__ = ["change", "change_sensitivity", "compare", "definitions", "on_the_same_population", "with_overlap"]

AVERAGES = ["mean", "median", "pooled"]
WITHOUT = "without the area"
NO_ROWS = ["set", "statistic", "value", "side", "definition"]


def on_the_same_population(rates: pd.DataFrame, area: str) -> pd.DataFrame:
    """The rows whose population release is the area's own at that date: rates on different bases do not compare.

    Rows without a population release (percentages, published rates) stay. What is left out counts as not at hand.
    """
    base = rates["denominator_vintage"].fillna("").astype(str)
    ours = rates[rates["area"] == area].assign(_base=base).drop_duplicates("date").set_index("date")["_base"]
    wanted = rates["date"].map(ours).fillna("")
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
    """
    found = _Beside(rates.reset_index(drop=True), area, checked(confidence))
    rows = [row for name, members in comparators.groupby("set", sort=False)
            for row in found.rows(str(name), [code for code in members["area"] if code != area])]  # fmt: skip
    words = {"confidence": confidence, "method": "published rates, unweighted", "base": "rate"}
    made = pd.DataFrame(
        [words | row for row in rows], columns=None if rows else ["set", "statistic", "value", "side", "definition"]
    )
    kept = {name: rates[name].iloc[0] for name in ("indicator", "citation") if name in rates and len(rates)}
    kept |= {"date": found.date} if found.date else {}
    return like(rates, made.assign(area=area, **kept))


@dataclass(frozen=True)
class _Beside:
    """One area's row, and what is worked out beside it."""

    rates: pd.DataFrame
    area: str
    confidence: float

    def __post_init__(self) -> None:
        dated = self.rates.assign(_key=self.rates["area"].astype(str) + self._dates(" on "))
        once(dated, "_key", "A comparison needs one row an area")

    def _dates(self, before: str) -> pd.Series:
        if "date" not in self.rates:
            return pd.Series("", index=self.rates.index)
        return before + self.rates["date"].astype(str).str[:10]

    @property
    def date(self) -> str:
        """The last date on which the area has a value; else the last of the table."""
        mine = self.rates[(self.rates["area"] == self.area) & self.rates["value"].notna()]
        rows = mine if len(mine) else self.rates
        return str(rows["date"].max())[:10] if "date" in rows and len(rows) else ""

    @property
    def mine(self) -> pd.Series:
        """The area's own row, or one without a value."""
        rows = self.rates[(self.rates["area"] == self.area) & (self._dates("") == self.date)]
        return rows.iloc[0] if len(rows) else pd.Series({"value": np.nan})

    @property
    def share(self) -> bool:
        """Whether values are percentages of a whole."""
        return str(self.mine.get("statistic")) == "share"

    @property
    def unit(self) -> float:
        """What a count over its denominator is multiplied by."""
        return 100.0 if self.share else float(self.mine.get("per", 10_000))

    def rows(self, name: str, codes: list[str]) -> list[dict[str, object]]:
        """Every statistic of one set."""
        known = self.rates[self.rates["area"].isin(codes) & self.rates["value"].notna()]
        on = self._dates("").reindex(known.index)
        usable = on[on <= self.date]
        when = usable.max() if len(usable) else self.date
        known = known[on == when]
        ours = float(self.mine["value"])
        same = {"set": name, "ours": ours, "areas": len(known), "of": len(codes), "comparator_date": when}
        same["same_date"] = when == self.date
        made = self._single(known, codes) if len(codes) == 1 else self._several(known, ours)
        return [same | self._placed(row, ours) for row in made]

    def _placed(self, row: dict[str, object], ours: float) -> dict[str, object]:
        """The row with the area's side, and whether the comparator lies inside the area's own limits."""
        value, ends = float(str(row["value"])), [float(self.mine.get(end, np.nan)) for end in ("lower", "upper")]
        side = side_of(ours, value) if row["statistic"] != "rank" else None
        return {"lower": np.nan, "upper": np.nan, "definition": False} | row | {
            "side": side, "near": bool(ends[0] <= value <= ends[1]) and side in ("above", "below"),
        }  # fmt: skip

    def _single(self, known: pd.DataFrame, codes: list[str]) -> list[dict[str, object]]:
        inside = contains(codes[0], self.area)
        rest = rate_without(known, self.mine, self.unit) if inside else np.nan
        given = not np.isnan(rest)
        made: list[dict[str, object]] = [
            {"statistic": "value", "value": known["value"].mean(), "definition": not given and len(known) > 0}
        ]
        words = {"method": "counts and people less the area's own", "definition": True}
        return made + ([{"statistic": WITHOUT, "value": rest} | words] if given else [])

    def _several(self, known: pd.DataFrame, ours: float) -> list[dict[str, object]]:
        values = known["value"].astype("float64")
        made = [self._average(statistic, known, ours) for statistic in AVERAGES]
        made = [row for row in made if row["statistic"] != "pooled" or not np.isnan(float(str(row["value"])))]
        made += [{"statistic": "lowest", "value": values.min()}, {"statistic": "highest", "value": values.max()}]
        rank = 1.0 + (values > ours).sum() if len(values) and not np.isnan(ours) else np.nan
        lower, upper = np.nan, np.nan
        if {"count", "denominator"} <= set(known) and not np.isnan(rank):
            lower, upper = rank_limits(self.mine, known, share=self.share, confidence=self.confidence)
            lower, upper = min(lower, rank), max(upper, rank)
        method = "ranks that pairwise tests allow" if not np.isnan(lower) else "published rates"
        return [*made, {"statistic": "rank", "value": rank, "lower": lower, "upper": upper, "method": method}]

    def _average(self, statistic: str, known: pd.DataFrame, ours: float) -> dict[str, object]:
        value = average_of(statistic, known, self.unit)
        without = (
            {at: average_of(statistic, known.drop(index=at), self.unit) for at in known.index} if len(known) > 2 else {}
        )
        turned = [at for at, other in without.items() if side_of(ours, other) != side_of(ours, value)]
        named = known["area_name"] if "area_name" in known else known["area"]
        method = {"method": "counts added, over people added"} if statistic == "pooled" else {}
        return method | {
            "statistic": statistic,
            "value": value,
            "definition": not np.isnan(value),
            "without_one_lowest": min(without.values(), default=np.nan),
            "without_one_highest": max(without.values(), default=np.nan),
            "turns_without": "; ".join(named[turned].astype(str)) if not np.isnan(ours) else "",
        }


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
