"""When the dataset was drawn, and the days for which it is complete.

Its script keeps six years back from the day it runs, each table by a rule of its own. By `end` (ended in the six years,
or open) stock and flows are complete for all of them. By `start` (referrals) only what began in them is sure to be
here, and the first part-year is left out. By `start or open` (cases, which go with their referral) those that began
before and have ended since are gone, so that stock is complete on the day it was drawn and on no earlier one.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import Coverage, Given
from analysis.sources.returns.sheets import Sheet
from analysis.sources.returns.ssd_tables import specification
from analysis.vocabulary.errors import AnalysisError

YEARS = 6


def drawn_on(tables: dict[str, Sheet], given: Given, file: str, problems: Problems) -> date | None:
    """The day given, else the latest day of any event that is not after today, which is only an assumption."""
    if given.extracted_on and given.extracted_on > given.today:
        raise AnalysisError("The extract date of the dataset is a day to come. Give the day on which it was drawn.")
    if given.extracted_on:
        return given.extracted_on
    latest = list(_latest(tables, pd.Timestamp(given.today)))
    problems.add("extract_date_assumed" if latest else "no_extract_date", file)
    return max(latest).date() if latest else None


def _latest(tables: dict[str, Sheet], today: pd.Timestamp) -> Iterator[pd.Timestamp]:
    for name, sheet in tables.items():
        for column in specification()[name].get("events", []):
            days = convert.dates(sheet.frame[column]).cells
            days = days[days <= today]
            if len(days):
                yield days.max()


def covers(tables: dict[str, Sheet], drawn: date | None, given: Given) -> list[Coverage]:
    """The days that each kind is complete for, of the tables of which some row could be used.

    Where the day drawn is assumed, the script may have run on any day from then to today: the six years begin at the
    latest that they can.
    """
    if drawn is None:
        return []
    first = _six_years_before(given.extracted_on or given.today)
    found = []
    for name, sheet in tables.items():
        for kind, rule in specification()[name].get("window", {}).items():
            begins = {"end": first, "start": _next_april(first), "start or open": drawn}[rule]
            if sheet.used.any() and begins <= drawn:
                found.append(Coverage(kind, begins, drawn))
    return sorted(found, key=lambda cover: cover.kind)


def _six_years_before(day: date) -> date:
    """The same day six years earlier; of 29 February, 1 March."""
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:
        return day.replace(year=day.year - YEARS, day=28) + timedelta(days=1)


def _next_april(day: date) -> date:
    april = date(day.year, 4, 1)
    return april if april >= day else date(day.year + 1, 4, 1)
