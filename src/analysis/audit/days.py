"""The days, months and years that a sentence names, as the closing day of what they name."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = rf"(?:{YEAR}|\d\d)"
PATTERNS = [
    ("day", rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})\.?,? (?P<y>{YEAR})"),
    ("day", rf"(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>{YEAR})"),
    ("day", rf"(?P<d>\d{{1,2}})/(?P<mn>\d{{1,2}})/(?P<y>{YEAR}|\d\d)"),
    ("day", rf"(?P<y>{YEAR})-(?P<mn>\d\d)-(?P<d>\d\d)"),
    ("quarter", rf"(?P<y>{YEAR})[-/–]{_SHORT_YEAR} ?,? ?(?:Q|quarter )(?P<q>[1-4])"),
    ("quarter", rf"(?:Q|quarter )(?P<q>[1-4]),? (?:of )?(?P<y>{YEAR})[-/–]{_SHORT_YEAR}"),
    ("year", rf"(?P<y>{YEAR}) ?[-/–] ?(?P<e>{_SHORT_YEAR})(?!\d)"),
    ("month", rf"(?P<m>{_MONTH})\.? (?P<y>{YEAR})"),
    ("calendar", rf"(?<![\d,.£]){YEAR}(?![\d,]\d|\.\d|\s?%)"),
    ("before", r"(?:the )?(?:year before|previous year|prior year|last year|preceding year|year earlier)"),
    ("before", r"12 months (?:ago|before|earlier)|a year ago"),
    ("now", r"(?:at )?(?:the )?(?:year[- ]end|end of (?:the )?(?:financial )?year|this year|in(?:-| )year)"),
    ("now", r"(?:at )?(?:the )?end of (?:the )?(?:reporting )?period"),
]
_COMPILED = [(kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for kind, pattern in PATTERNS]


@dataclass(frozen=True)
class Day:
    """A named time: the day it ends on; `kind` is day, month, quarter, year (financial) or calendar (year)."""

    kind: str
    day: date
    start: int
    end: int
    text: str


def days(sentence: str, closing: date) -> list[Day]:
    """The times that a sentence names, in order. `closing` is the day that "this year" and "last year" go by."""
    found: list[Day] = []
    taken: list[tuple[int, int]] = []  # "2023-2026" is no period of ours, and its years are none either
    for kind, pattern in _COMPILED:
        for at in pattern.finditer(sentence):
            if any(start < at.end() and at.start() < end for start, end in taken):
                continue
            taken.append(at.span())
            day = _day(kind, at, closing)
            if day:
                found.append(Day(kind if kind not in ("before", "now") else "year", day, at.start(), at.end(), at[0]))
    return sorted(found, key=lambda one: one.start)


def _day(kind: str, at: re.Match[str], closing: date) -> date | None:
    if kind == "now":
        return closing
    if kind == "before":
        return _last_day(closing.year - 1, closing.month)
    if kind == "calendar":
        return date(int(at[0]), 12, 31)
    given = {name: value for name, value in at.groupdict().items() if value}
    year = int(given["y"])
    year += 2000 if year < 100 else 0
    if kind == "year":
        end = int(given["e"])
        end += 100 * (year // 100) if end < 100 else 0
        return date(end, 3, 31) if end == year + 1 or end == year - 99 else None
    if kind == "quarter":
        month = 3 * int(given["q"]) + 3
        return _last_day(year, month) if month <= 12 else _last_day(year + 1, month - 12)
    month = int(given["mn"]) if "mn" in given else MONTHS[given["m"].lower()]
    if not 1 <= month <= 12:
        return None
    if kind == "month":
        return _last_day(year, month)
    try:
        return date(year, month, int(given["d"]))
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
