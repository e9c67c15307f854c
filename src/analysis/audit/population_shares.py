"""The share of each ethnic group in each population at hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from analysis.audit.evidence import rounded
from analysis.measures.baselines import baseline_shares

PARTS = ["Mixed", "Asian", "Black", "Other"]
NOTHING = "No population at hand has this share."
UNCLASSIFIED = "the unclassified counted in"


@dataclass(frozen=True)
class Share:
    """One group's share of one population, in percent."""

    group: str
    label: str  # "2021 Census, all ages"
    percent: Decimal
    people: int
    of: int
    children: bool
    base: str
    note: str = ""

    @property
    def year(self) -> int:
        """The year of the population."""
        years = re.findall(r"(?:19|20)\d\d", self.label)
        return int(years[0]) if years else 0

    @property
    def shown(self) -> str:
        """The percentage as it would be printed."""
        return f"{rounded(self.percent, 1 if self.percent >= 1 else 2)}%"

    def newest(self, others: "list[Share]") -> bool:
        """Whether it is of the latest year of its population, and not of 2011."""
        return self.year >= max(each.year for each in others if each.base == self.base) and self.year != 2011


def shares_of(population: pd.DataFrame) -> list[Share]:
    """Every share of one area's populations; with what people add up from rounded groups, or leave unclassified."""
    found = [
        Share(row.group, row.baseline_label, Decimal(str(100 * row.share)), int(row.people), int(row.of),
              bool(row.children), row.base)
        for row in baseline_shares(population).itertuples()
    ]  # fmt: skip
    return [*found, *_added_up(found), *_unclassified(population)]


def _added_up(found: list[Share]) -> Iterator[Share]:
    """ "not White" as a reader of a table of rounded groups adds it up."""
    for label in dict.fromkeys(one.label for one in found):
        parts = [one for one in found if one.label == label and one.group in PARTS]
        whole = next((one for one in found if one.label == label and one.group == "not White"), None)
        if len(parts) == len(PARTS) and whole:
            total = sum((rounded(one.percent, 1) for one in parts), Decimal(0))
            yield Share("not White", label, total, whole.people, whole.of, whole.children, whole.base,
                        "its rounded groups added up")  # fmt: skip


def _unclassified(population: pd.DataFrame) -> Iterator[Share]:
    """Shares of all pupils, the unclassified too, as schools quote them."""
    mine = population[population["base"] == "school_census"]
    for year, rows in mine.groupby("year"):
        count = rows.set_index("group")["population"].dropna()
        whole = int(count.get("All", count.sum()))
        for group, people in count.items():
            if whole and group not in ("All", "Unclassified"):
                yield _pupils(str(group), str(year), int(people), whole)
        if whole and "White British" in count:
            yield _pupils("not White British", str(year), whole - int(count["White British"]), whole, UNCLASSIFIED)


def _pupils(group: str, year: str, people: int, whole: int, note: str = "") -> Share:
    percent = Decimal(100 * people) / whole
    return Share(group, f"School census {year}, all pupils", percent, people, whole, True, "school_census", note)
