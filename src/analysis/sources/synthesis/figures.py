"""The published figures that a synthetic population is fitted to."""

import csv
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.sources.synthesis.dice import Dice
from analysis.vocabulary.areas import ENGLAND

HIDDEN = 3  # taken for a count that is withheld


@cache
def settings() -> dict[str, Any]:
    """What lives are drawn from beside the figures, as synthesis.toml has it."""
    return tomllib.loads(files("analysis.sources.synthesis").joinpath("synthesis.toml").read_text(encoding="utf-8"))


@cache
def table() -> dict[tuple[str, str, str, str], dict[int, str]]:
    """(area, measure, breakdown, group) -> year ending 31 March -> the count as published, which may be withheld."""
    text = files("analysis.sources.synthesis").joinpath("figures.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        key = (row.pop("area"), row.pop("measure"), row.pop("breakdown"), row.pop("group"))
        found[key] = {int(year): said for year, said in row.items() if said}
    return found


@cache
def areas() -> list[str]:
    """The authorities with figures."""
    return sorted({area for area, *_ in table()} - {ENGLAND})


class Figures:
    """The figures of one authority, or of one drawn from those that are shipped, times `scale`."""

    def __init__(self, area: str, dice: Dice, scale: float = 1.0) -> None:
        self.like = area if area in areas() else dice.pick(areas())
        self.scale = scale

    def count(self, measure: str, year: int) -> int:
        """A total in the year ending 31 March, or in the year nearest to it that has one."""
        told = {y: int(n) for y, n in table()[self.like, measure, "total", ""].items() if n.isdigit()}
        nearest = min(told, key=lambda y: (abs(y - year), y), default=0)
        return round(told[nearest] * self.scale) if told else 0

    def shares(self, measure: str, breakdown: str, area: str = "") -> dict[str, float]:
        """How the latest year splits into groups; England's split where the authority has none."""
        for of in (area or self.like, ENGLAND):
            groups = {key[3]: row for key, row in table().items() if key[:3] == (of, measure, breakdown)}
            if groups:
                latest = max(year for row in groups.values() for year in row)
                return {group: number(row.get(latest, "0")) for group, row in sorted(groups.items())}
        return {}

    def peaks(self) -> dict[date, int]:
        """Month ends within a year on which the number of plans is known."""
        told = settings()["peaks"].get(self.like, {})
        return {date.fromisoformat(day): round(n * self.scale) for day, n in told.items()}


def number(said: str) -> float:
    """A count, small where it is withheld."""
    return float(said) if said.isdigit() else HIDDEN


def month_ends(first_year: int, last_year: int) -> list[date]:
    """The last days of the months from April before `first_year` to March of `last_year`."""
    firsts = [date(y + (m > 12), (m - 1) % 12 + 1, 1) for y in range(first_year - 1, last_year) for m in range(5, 17)]
    return [day - timedelta(days=1) for day in firsts]


def track_year(day: date) -> int:
    """The year, by its 31 March, that a day is in."""
    return day.year + (day.month > 3)
