"""The months, quarters and financial years that lie wholly inside a stretch of days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from analysis.vocabulary.periods import month_end

LENGTHS = {"month": 1, "quarter": 3, "year": 12}


class Period(NamedTuple):
    """A stretch of whole months: `span` is month, quarter or year (to 31 March); both days belong to it."""

    span: str
    first: date
    last: date


def month_ends(first: date, last: date) -> list[date]:
    """The last days of months from `first` to `last`, both included."""
    found, day = [], month_end(first.year, first.month)
    while day <= last:
        found.append(day)
        following = day + timedelta(days=1)
        day = month_end(following.year, following.month)
    return found


def periods(first: date, last: date, months_before: int = 0) -> Iterator[Period]:
    """The periods inside; with `months_before`, those that have so many months of the stretch before them."""
    earliest = _later(first, months_before)
    for end in month_ends(first, last):
        for span, months in LENGTHS.items():
            if (end.month - 3) % months == 0 and (start := _start(end, months)) >= earliest:
                yield Period(span, start, end)


def _start(end: date, months: int) -> date:
    number = end.year * 12 + end.month - months
    return date(number // 12, number % 12 + 1, 1)


def _later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return min(date(year, month, 1) + timedelta(days=day.day - 1), month_end(year, month))
