"""The published figures of an indicator and a place year by year, as far as every release agrees."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from analysis.audit.claims import LOCAL
from analysis.audit.evidence import Published
from analysis.audit.verdicts import Setting
from analysis.vocabulary.indicators import indicators

MARGIN = Decimal("0.01")  # of a figure: nearer than this is neither higher nor lower


def series(setting: Setting, indicator: str, place: str, measure: str) -> dict[date, list[Published]]:
    """What every release by the day of judging printed for each 31 March, by day."""
    place = LOCAL if place == "region" and not setting.evidence.places("region") else place
    found: dict[date, list[Published]] = {}
    for one in sorted(setting.evidence.figures(indicator, place), key=lambda one: (one.day, one.out)):
        fits = one.measure == measure and one.out <= setting.as_at and one.span != "month"
        if fits and (one.day.month, one.day.day) == (3, 31) and one.made != "worked out":
            found.setdefault(one.day, []).append(one)
    return found


def measures(indicator: str, rate_said: bool) -> tuple[str, ...]:
    """What words of an indicator can be of: its percentage; its rate if that is said, else its count and its rate."""
    known = indicators()[indicator]
    if known.unit == "percent":
        return ("percent",)
    return ("rate",) if rate_said else ("count", "rate") if known.per else ("count",)


def beyond(ones: list[Published], others: list[Published], side: int) -> bool:
    """Whether every release has the first figures clearly above (1) or below (-1) every one of the others."""
    return all(side * (one.value - other.value) > MARGIN * abs(other.value) for one in ones for other in others)


def contrary_years(years: dict[date, list[Published]], last: date, many: int, side: int) -> Iterator[Published]:
    """The figures of the years, of so many up to the last, that went the other way than `side` says."""
    for back in range(many):
        day, before = date(last.year - back, 3, 31), date(last.year - back - 1, 3, 31)
        if day in years and before in years and beyond(years[day], years[before], -side):
            yield years[day][-1]
