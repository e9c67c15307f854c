"""One area beside sets of others: which rows stand beside it, of which date, and what each set says."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.measures.averages import average_of, contains, rate_without, shown, side_of
from analysis.measures.changes import once
from analysis.measures.ranks import rank_limits

AVERAGES = ["mean", "median", "pooled"]
WITHOUT = "without the area"


@dataclass(frozen=True)
class Beside:
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

    @cached_property
    def date(self) -> str:
        """The last date on which the area has a value; else the last of the table."""
        mine = shown(self.rates)[lambda rows: rows["area"] == self.area]
        rows = mine if len(mine) else self.rates
        return str(rows["date"].max())[:10] if "date" in rows and len(rows) else ""

    @cached_property
    def mine(self) -> pd.Series:
        """The area's own row, or one without a value."""
        rows = shown(self.rates)
        rows = rows[(rows["area"] == self.area) & (self._dates("").reindex(rows.index) == self.date)]
        return rows.iloc[0] if len(rows) else pd.Series({"value": np.nan})

    @cached_property
    def share(self) -> bool:
        """Whether values are percentages of a whole."""
        return str(self.mine.get("statistic")) == "share"

    @cached_property
    def unit(self) -> float:
        """What a count over its denominator is multiplied by."""
        return 100.0 if self.share else float(self.mine.get("per", 10_000))

    def known(self, codes: list[str]) -> tuple[pd.DataFrame, str]:
        """The rows of a set on its date: the area's, or where none has a figure then, the last before that has."""
        known = shown(self.rates)[lambda rows: rows["area"].isin(codes)]
        on = self._dates("").reindex(known.index)
        usable = on[on <= self.date]
        when = usable.max() if len(usable) else self.date
        return known[on == when], when

    def rows(self, name: str, codes: list[str]) -> list[dict[str, object]]:
        """Every statistic of one set."""
        known, when = self.known(codes)
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
