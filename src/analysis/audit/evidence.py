"""The published figures that a claim can be held to: by indicator, place, group and day, each with its release."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from statistics import median

import pandas as pd

from analysis.audit.claims import LOCAL
from analysis.vocabulary.areas import ENGLAND, area, areas
from analysis.vocabulary.indicators import indicators

EXCLUDED = ("board_papers",)  # what a report says is no evidence for a report
WHOLE = "total"


@dataclass(frozen=True)
class Published:
    """One published figure, or one that follows from published ones; `made` says how where it does."""

    indicator: str
    place: str  # a code, "neighbours" or "region"
    day: date
    group: str  # "breakdown:group" or ""
    measure: str  # count, rate, percent
    value: Decimal
    source: str  # in the reader's words, with its release
    out: date  # the day it was published
    count: int | None = None
    people: int | None = None
    made: str = ""
    span: str = ""  # point, month or year

    @property
    def said(self) -> str:
        """The value as it would be printed."""
        return f"{self.value:,.0f}" if self.measure == "count" else f"{rounded(self.value, 1)}"


@dataclass(frozen=True)
class Estimate:
    """How many people of some ages a census or an estimate has in a place."""

    area: str
    year: str
    band: str  # "0-17", "all ages"
    people: int
    vintage: str

    def years_off(self, day: date) -> int:
        """How many years it is from the one that a rate of a day rests on: of the middle of the year before."""
        return abs(int(self.year[:4]) - (day.year - 1))

    @property
    def words(self) -> str:
        """ "the people aged 0 to 17 of mid-2020 (mid-year estimates, 2025)"."""
        who = "people of all ages" if self.band == "all ages" else f"people aged {self.band.replace('-', ' to ')}"
        of = f"the {self.year} Census" if self.vintage == self.year else f"mid-{self.year} ({self.vintage})"
        return f"the {who} of {of}"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


class Evidence:
    """Published figures of one area and of what it is set beside, with the day that each came out."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], code: str) -> None:
        self.code = area(code).code
        self.releases = {
            (row.source, row.vintage): (row.cite, row.release, _day(row.published))
            for row in tables["releases"].itertuples()
        }
        seen = tables["observations"]
        seen = seen[~seen["source"].isin(EXCLUDED) & (seen["public"] == "True")]
        self.rows: dict[tuple[str, str, str], list[Published]] = {}
        for row in seen.to_dict("records"):
            for one in self._published(row):
                self.rows.setdefault((one.indicator, one.place, one.group), []).append(one)
        self.models = self._models(tables["neighbours"])
        self.people = self._estimates(tables["population"])

    def _published(self, row: dict[str, str]) -> list[Published]:
        """The figures of one row: its number, and its rate or percentage."""
        cite, release, out = self.releases.get(
            (row["source"], row["vintage"]), (row["source"], row["vintage"], date.max)
        )
        if row["status"] not in ("published", "rounded", "derived"):
            return []
        group = "" if row["breakdown"] == WHOLE else f"{row['breakdown']}:{row['group']}"
        count = int(float(row["count"])) if row["count"] else None
        people = int(float(row["denominator"])) if row["denominator"] else None
        made = partial(
            Published,
            indicator=row["indicator"],
            place=row["area"],
            day=_day(row["date"]),
            group=group,
            span=row["span"],
            source=f"{cite}, {release}",
            out=out,
            count=count,
            people=people,
        )
        found = [made(measure="count", value=Decimal(count))] if count is not None else []
        measure = "percent" if "percent" in row["unit"] else "rate" if row["unit"].startswith("per") else ""
        if measure and count is not None and people:
            value = Decimal(count) * (100 if measure == "percent" else 10_000) / people
            found.append(made(measure=measure, value=value, made="worked out"))
        if measure and row["value"]:
            found.append(made(measure=measure, value=Decimal(row["value"])))
        return found

    @staticmethod
    def _models(table: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for row in table.itertuples():
            found.setdefault((row.area, row.model), []).append(row.neighbour)
        return found

    @staticmethod
    def _estimates(table: pd.DataFrame) -> list["Estimate"]:
        """Every whole population: of all groups and both sexes, at whatever ages."""
        whole = table[(table["sex"] == "all") & (table["group"] == "All") & (table["population"] != "")]
        found = {
            (row.area, row.year, row.age_band, row.vintage): Estimate(
                row.area, row.year, row.age_band, int(float(row.population)), row.vintage
            )
            for row in whole.itertuples()
        }
        return [one for one in found.values() if one.band != "pupils" and one.people]

    def estimates(self, place: str) -> list["Estimate"]:
        """The whole populations of a place."""
        codes = self.places(place)
        return [one for one in self.people if one.area in codes]

    def places(self, place: str) -> list[str]:
        """The codes that a place in a draft stands for."""
        if place == LOCAL:
            return [self.code]
        if place == "England":
            return [ENGLAND]
        if place == "region":
            mine = area(self.code)
            return [one.code for one in areas().values() if one.level == "region" and one.code == mine.region]
        return [place]

    def figures(self, indicator: str, place: str, group: str = "") -> list[Published]:
        """Every published figure of an indicator for a place, all days and releases."""
        if place == "neighbours":
            return self._averages(indicator, group)
        return [one for code in self.places(place) for one in self.rows.get((indicator, code, group), [])]

    def _averages(self, indicator: str, group: str) -> list[Published]:
        """The means and medians of ten neighbours, by model and release; none where a neighbour lacks a figure."""
        found = []
        for (whose, model), codes in self.models.items():
            by: dict[tuple[date, str, str], dict[str, Published]] = {}
            for code in codes if whose == self.code else []:
                for one in self.rows.get((indicator, code, group), []):
                    if one.measure != "count":
                        by.setdefault((one.day, one.source, one.measure), {})[code] = one  # printed after worked out
            for ones in by.values():
                if len(ones) == len(codes):
                    found += [_average(list(ones.values()), how, model) for how in ("mean", "median")]
        return found

    def whole(self, indicator: str) -> str:
        """The indicator that a percentage of this one is a share of, or ""."""
        known = indicators().get(indicator)
        return (known.percent_of if known else "") or ""


def _average(ones: list[Published], how: str, model: str) -> Published:
    """The mean or the median of what a set of neighbours has on one day in one release."""
    values = [one.value for one in ones]
    value = sum(values, Decimal(0)) / len(values) if how == "mean" else Decimal(median(values))
    made = f"the {how} of its {len(ones)} neighbours ({model} model)"
    out = max(one.out for one in ones)
    return replace(ones[0], place="neighbours", value=value, out=out, count=None, people=None, made=made)


def _day(text: str) -> date:
    return date.fromisoformat(text) if text else date.min
