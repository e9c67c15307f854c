"""The days, months and years that a sentence names, as the closing day of what they name."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NAMED = "|".join(name for name in calendar.month_name if name)  # with its capital: "may" is no month
YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = rf"(?:{YEAR}|\d\d)"
_MANY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}
_COUNT = rf"(?P<n>{'|'.join(_MANY)}|\d{{1,2}})"
_MON = rf"(?P<m>(?-i:{_NAMED}))"
_WHEN = rf"(?:,? (?:of|to|in) (?:the )?(?:(?:{_NAMED}) )?(?:{YEAR}(?:[-/–]\d\d)?|year)?)?"  # "… of 2024-25"
PATTERNS = [
    ("day", rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})\.?,? (?P<y>{YEAR})"),
    ("day", rf"(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>{YEAR})"),
    ("day", rf"(?P<d>\d{{1,2}})/(?P<mn>\d{{1,2}})/(?P<y>{YEAR}|\d\d)"),
    ("day", rf"(?P<y>{YEAR})-(?P<mn>\d\d)-(?P<d>\d\d)"),
    ("quarter", rf"(?P<y>{YEAR})[-/–]{_SHORT_YEAR} ?,? ?(?:Q|quarter )(?P<q>[1-4])"),
    ("quarter", rf"(?:Q|quarter )(?P<q>[1-4]),? (?:of )?(?P<y>{YEAR})[-/–]{_SHORT_YEAR}"),
    ("part", rf"(?:the )?(?:first|second|third) quarter{_WHEN}|quarter (?:one|two|three|[1-3]){_WHEN}|Q[1-3]{_WHEN}"),
    ("part", rf"(?:the )?(?:half[- ]year|mid-?year|stock ?take|year to date|weekly|(?:first|second) half){_WHEN}"),
    ("part", rf"(?:six|nine|three|6|9|3) months to (?:the end of )?(?:{_NAMED})(?: {YEAR})?|(?:\w+ )?weeks? of"),
    ("part", r"(?:in|by|last|this) (?:the )?(?:spring|summer|autumn|winter)|(?:spring|summer) (?:count|term)"),
    ("part", rf"{_MON} to {_MON.replace('<m>', '<m2>')}(?: {YEAR})?"),
    ("year", rf"(?P<y>{YEAR}) ?[-/–] ?(?P<e>{_SHORT_YEAR})(?!\d)"),
    ("mid", rf"mid[- ](?P<y>{YEAR})"),
    ("month", rf"(?P<m>{_MONTH})\.? (?P<y>{YEAR})"),
    ("month", rf"(?P<m>{_MONTH})\.?(?:[-–/]|\s?['’]|[-–/]['’])(?P<y>\d\d)(?!\d)"),
    ("bare day", rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MON}"),
    ("earlier month", rf"(?:the|and the) (?:previous )?{_MON} (?:before|earlier|previous)(?: that)?"),
    ("last month", rf"(?:last|the previous|the preceding) {_MON}"),
    ("bare month", rf"(?:this )?{_MON}(?!-)"),
    ("calendar", (rf"(?<![\d,.£])(?<!census )(?<!census of ){YEAR}(?![\d,]\d|\.\d|\s?%|(?:’s"
        rf"|'s)? (?:neighbour )?model|(?:’s|'s)? census)")),
    ("before", (r"(?:the )?(?:previous year|prior year|last year|preceding year)"
        r"|(?:at )?(?:the )?start of the year|year began|at its start")),
    ("before", r"then(?=\s*[.,;)])"),
    ("ago", rf"{_COUNT} years? ago|(?P<t>12|twelve) months ago"),
    ("same", r"(?:in )?the year (?:before|to|up to|ending|ended) (?:on )?that (?:date|day)"),
    ("earlier", rf"(?:(?:the|of a|a) )?year (?:before|earlier)(?: that)?|{_COUNT} years? (?:before|earlier)"),
    ("earlier", r"(?P<t>12|twelve) months (?:before|earlier)|(?:the )?year before(?: that)?"),
    ("later", rf"{_COUNT} years? (?:later|on)|the year after|the following year"),
    ("same", r"(?:the |that )?same (?:date|day|year|time|period)|(?:in|on|by|at) that (?:year|date|day|time|point)"),
    ("now", (r"(?:at )?(?:the )?(?:year[- ]end|(?:end|close) of (?:the )?(?:financial |reporting )?year"
        r"|this year|in(?:-| )year)")),
    ("now", (r"(?:at )?(?:the )?end of (?:the )?(?:reporting )?period|today|currently|at present"
        r"|the last day of the year")),
    ("now", r"(?:in|during|over|for|ended|of) the year(?! (?:to|before|earlier|after))|the twelve months|now"),
]  # fmt: skip
_COMPILED = [(kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for kind, pattern in PATTERNS]
_RELATIVE = (
    "before",
    "ago",
    "earlier",
    "later",
    "now",
    "same",
    "earlier month",
    "last month",
    "bare month",
    "bare day",
)
NEVER = date(1900, 1, 1)  # a time that no published figure is of: a part of a year


@dataclass(frozen=True)
class Day:
    """A named time: the day it ends on.

    `kind` is day, month, quarter, year (financial), calendar (year), mid (a mid-year) or part (of a year, of which
    nothing is published). `said` is whether the words themselves give the year.
    """

    kind: str
    day: date
    start: int
    end: int
    text: str
    said: bool = True


def days(sentence: str, closing: date, before: date | None = None) -> list[Day]:
    """The times that a sentence names, in order. `closing` is the day that "this year" and "last year" go by.

    "The year before" goes by what is named before it in the sentence, "395 in 2023, and 475 the year before", and at
    its beginning by the day that the sentence `before` was of.
    """
    found: list[Day] = []
    anchor = fixed = before or closing
    for kind, at in _places(sentence):
        several = kind == "earlier" and (at.groupdict().get("n") or "a") not in ("a", "one", "1")
        anchor = fixed if several else anchor
        last = found[-1].day if found and at[0].lower().endswith("that") and found[-1].day != NEVER else anchor
        day = _relative(kind, at, closing, last) if kind in _RELATIVE else _day(kind, at)
        if day is None:
            continue
        if kind == "earlier" and (at.groupdict().get("n") or "a") not in ("a", "one", "1"):
            found.append(Day("year", day, at.start(), at.end(), at[0], False))
            continue  # "twelve months earlier, 50.7; two years earlier, 41.7": both from one day
        anchor = day if kind not in ("part", "before", "ago") or anchor != closing else anchor
        anchor = closing if anchor == NEVER else anchor
        fixed = anchor if kind not in _RELATIVE else fixed
        found.append(Day(_plain(kind), day, at.start(), at.end(), at[0], kind not in _RELATIVE))
    return found


def _places(sentence: str) -> list[tuple[str, re.Match[str]]]:
    """(kind, match) of every time, in order; what an earlier pattern has taken no later one reads."""
    taken: list[tuple[int, int]] = []  # "2023-2026" is no period of ours, and its years are none either
    found = []
    for kind, pattern in _COMPILED:
        for at in pattern.finditer(sentence):
            if not any(start < at.end() and at.start() < end for start, end in taken):
                taken.append(at.span())
                found.append((kind, at))
    return sorted(found, key=lambda one: one[1].start())


def _plain(kind: str) -> str:
    """The kind of a time as others know it."""
    if kind in ("bare month", "last month", "earlier month"):
        return "month"
    return "day" if kind == "bare day" else "year" if kind in _RELATIVE else kind


def _relative(kind: str, at: re.Match[str], closing: date, anchor: date) -> date | None:
    """The day of words that need another to go by."""
    given = {name: value for name, value in at.groupdict().items() if value}
    if kind in ("now", "same"):
        if kind == "now" and re.search(r"year[- ]end|of the (?:financial|reporting)? ?year", at[0], re.IGNORECASE):
            return closing if closing.month != 3 and _of_the_year(at[0]) else _march(closing)
        return closing if kind == "now" else anchor
    if kind == "before":
        return _last_day(closing.year - 1, closing.month)
    if kind in ("ago", "earlier", "later"):
        years = 1 if "t" in given else _many(given.get("n", "one"))
        start = closing if kind == "ago" else anchor
        return _last_day(start.year + (years if kind == "later" else -years), start.month)
    month = MONTHS[given["m"].lower()]
    if kind == "earlier month":
        return _last_day(anchor.year - (month >= anchor.month), month)
    day = _last_day(closing.year - (month > closing.month), month)
    if kind == "last month" and day == closing:
        return _last_day(closing.year - 1, month)
    return _on(day.year, month, int(given["d"])) if kind == "bare day" else day


def _of_the_year(text: str) -> bool:
    """Whether words are of the year that is running, and not of its end."""
    return not re.search(r"\bend\b|\bclose\b|last day", text, re.IGNORECASE)


def _march(closing: date) -> date:
    """The last 31 March by then."""
    return date(closing.year - (closing < date(closing.year, 3, 31)), 3, 31)


def _many(word: str) -> int:
    return int(word) if word.isdigit() else _MANY[word.lower()]


def _day(kind: str, at: re.Match[str]) -> date | None:
    """The day of words that say their year."""
    if kind == "part":
        return NEVER
    if kind == "calendar":
        return date(int(at[0]), 12, 31)
    given = {name: value for name, value in at.groupdict().items() if value}
    year = int(given["y"])
    year += 2000 if year < 100 else 0
    if kind == "year":
        end = int(given["e"])
        end += 100 * (year // 100) if end < 100 else 0
        return date(end, 3, 31) if end == year + 1 or end == year - 99 else None
    if kind == "mid":
        return date(year, 6, 30)
    if kind == "quarter":
        month = 3 * int(given["q"]) + 3
        return _last_day(year, month) if month <= 12 else _last_day(year + 1, month - 12)
    month = int(given["mn"]) if "mn" in given else MONTHS[given["m"].lower()]
    if not 1 <= month <= 12:
        return None
    return _last_day(year, month) if kind == "month" else _on(year, month, int(given["d"]))


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
