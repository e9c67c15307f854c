"""Months in quarters, quarters in financial years: the sums between events of one series."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from analysis.disclosure.attack_system import Sum
from analysis.disclosure.attack_tables import Key, Place
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.periods import month_end

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_SPANS = {"month": 1, "quarter": 3, "year": 12}
Family = tuple[str, ...]


def family_of(kind: str, key: Key, breakdown: str = "") -> Family:
    """The sums that close, or do not, for one reason: of one kind, series, indicator, span and breakdown."""
    return kind, key.source, key.place.indicator, key.place.span, breakdown, key.place.subset


def periods(values: dict[Key, int | None], elsewhere: Collection[Place] = ()) -> Iterator[tuple[Family, Sum]]:
    """Events of months in a quarter, of quarters or months in a financial year, and of a year so far.

    Not of children counted once however often it happened to them: those do not add up. A year that only others print
    (`elsewhere`) counts as there.
    """
    years = (key.at(span="year", date=_closing_march(key.place.date)) for key in values if key.place.span in _SPANS)
    for key in dict.fromkeys([*values, *(year for year in years if year.place in elsewhere)]):
        known = indicators().get(key.place.indicator)
        if key.place.span not in ("quarter", "year", "year_to_date") or (known and known.counts == "children"):
            continue
        if not _DAY.fullmatch(key.place.date):
            continue
        end = date.fromisoformat(key.place.date)
        months = (end.month - 4) % 12 + 1 if key.place.span == "year_to_date" else _SPANS[key.place.span]
        for span, length in (("quarter", 3), ("month", 1)):
            if months % length or length >= months:
                continue
            parts = [key.at(span=span, date=str(_back(end, length * i))) for i in range(months // length)]
            there = [part for part in parts if part in values]
            family = family_of("periods", key, f"{key.place.span} {span} {key.place.breakdown}")
            missing = [(part, tuple(_months(part))) for part in parts if part not in values]
            filled = span == "quarter" and all(month in values for _, three in missing for month in three)
            if there and filled:
                yield family, Sum(key, tuple(parts))
                inner = family_of("periods", key, f"quarter month {key.place.breakdown}")
                yield from ((inner, Sum(part, three)) for part, three in missing)
            elif there:
                yield family, Sum(key, tuple(there), at_most=len(there) < len(parts))


def _closing_march(day: str) -> str:
    return f"{int(day[:4]) + (day[5:] > '03-31')}-03-31" if _DAY.fullmatch(day) else day


def _months(quarter: Key) -> Iterator[Key]:
    end = date.fromisoformat(quarter.place.date)
    return (quarter.at(span="month", date=str(_back(end, back))) for back in range(3))


def _back(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    if day + timedelta(days=1) == date(day.year + day.month // 12, day.month % 12 + 1, 1):
        return month_end(number // 12, number % 12 + 1)
    return date(number // 12, number % 12 + 1, min(day.day, 28))
