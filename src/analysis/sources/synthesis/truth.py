"""The counts that a return must give, by plain recount over what its rows truly say."""

import csv
import io
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.sources.synthesis.figures import month_ends
from analysis.sources.synthesis.rows import Return, Span, Who
from analysis.sources.synthesis.who import codes

COLUMNS = ["format", "measure", "date", "span", "breakdown", "category", "count"]
Key = tuple[str, str, str, str, str]  # measure, date, span, breakdown, category
Truth = Counter[Key]
_BANDS = [("under 1", 1), ("1-4", 5), ("5-9", 10), ("10-15", 16), ("16 and over", 200)]
_SPANS = {"month": 1, "quarter": 3, "year": 12}


@cache
def measures() -> dict[str, dict[str, Any]]:
    """Kind -> the measures that are counted of it, as truth.toml has them."""
    return tomllib.loads(files("analysis.sources.synthesis").joinpath("truth.toml").read_text(encoding="utf-8"))


@cache
def _groups() -> dict[str, str]:
    return {code: group for group, code in codes().items()}


def group_of(who: Who) -> str:
    """The ethnic group of a code; what is no code is not classified."""
    return _groups().get(who.ethnicity, "Unclassified")


def age_band(who: Who, day: date) -> str:
    """The age on a day, in the Department for Education's bands."""
    if who.unborn:
        return "unborn"
    if who.born is None:
        return "unknown"
    age = day.year - who.born.year - ((day.month, day.day) < (who.born.month, who.born.day))
    return "unborn" if age < 0 else next(name for name, until in _BANDS if age < until)


def count(made: Return) -> Truth:
    """All counts of a return: on the month ends it is complete for, and in the periods wholly inside them."""
    found: Truth = Counter()
    of_kind: dict[str, list[Span]] = {kind: [] for kind in made.kinds}
    for span in made.spans():
        if not span.short:
            of_kind[span.kind].append(span)
    ends = [d for d in month_ends(made.first.year, made.last.year + 1) if made.first <= d <= made.last]
    for kind, spans in of_kind.items():
        if "open" in measures()[kind]:
            _stocks(kind, spans, ends, found)
        _flows(kind, spans, made, found)
    return found


def _stocks(kind: str, spans: list[Span], days: list[date], found: Truth) -> None:
    measure = measures()[kind]["open"]
    for day in days:
        one: dict[str, Span] = {}
        for span in spans:
            if span.start <= day and (span.end is None or span.end > day):
                other = one.get(span.who.child)
                if other is None or span.start >= other.start:
                    one[span.who.child] = span
        found[measure, day.isoformat(), "point", "total", ""] = len(one)
        for span in one.values():
            found[measure, day.isoformat(), "point", "age_band", age_band(span.who, day)] += 1
            for breakdown, category in _words(kind, span):
                found[measure, day.isoformat(), "point", breakdown, category] += 1


def _words(kind: str, span: Span) -> Iterator[tuple[str, str]]:
    yield "ethnic_group_18", group_of(span.who)
    yield "sex", span.who.sex
    for name in measures()[kind]["by"]:
        yield name, span.words.get(name, "")


def _flows(kind: str, spans: list[Span], made: Return, found: Truth) -> None:
    for name in ("starts", "ends"):
        if name in measures()[kind]:
            moved = [(s, d) for s, d in _moved(spans, name) if made.first <= d <= made.last]
            _in_periods(measures()[kind][name], kind, moved, made, found)
    if "again" in measures()[kind]:
        moved = [(s, s.start) for s in spans if s.repeat and made.first <= s.start <= made.last]
        _in_periods(measures()[kind]["again"], kind, moved, made, found)


def _moved(spans: list[Span], name: str) -> Iterator[tuple[Span, date]]:
    for span in spans:
        if name == "starts" and span.opens:
            yield span, span.start
        elif name == "ends" and span.closes and span.end:
            yield span, span.end


def _in_periods(measure: str, kind: str, moved: list[tuple[Span, date]], made: Return, found: Truth) -> None:
    last_of: dict[date, list[tuple[str, str]]] = {}
    for span, last in periods(made.first, made.last):
        found[measure, last.isoformat(), span, "total", ""] += 0
    for one, day in moved:
        if day not in last_of:
            last_of[day] = [(s, d.isoformat()) for s, d in _periods_of(day, made)]
        for period, until in last_of[day]:
            found[measure, until, period, "total", ""] += 1
            for breakdown, category in _words(kind, one):
                found[measure, until, period, breakdown, category] += 1


def periods(first: date, last: date) -> Iterator[tuple[str, date]]:
    """The months, quarters and years to 31 March that lie wholly between two days, by their last days."""
    for end in month_ends(first.year, last.year + 1):
        for name, months in _SPANS.items():
            if end.month % months == 3 % months and _begin(end, months) >= first and end <= last:
                yield name, end


def _begin(end: date, months: int) -> date:
    at = end.year * 12 + end.month - months
    return date(at // 12, at % 12 + 1, 1)


def _periods_of(day: date, made: Return) -> list[tuple[str, date]]:
    return [(s, end) for s, end in _all(made.first, made.last) if _begin(end, _SPANS[s]) <= day <= end]


@cache
def _all(first: date, last: date) -> list[tuple[str, date]]:
    return list(periods(first, last))


def written(truths: Iterable[tuple[str, Truth]]) -> str:
    """The truth of several returns as CSV, in a fixed order."""
    lines = [(of, *key, n) for of, truth in truths for key, n in sorted(truth.items())]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([COLUMNS, *lines])
    return file.getvalue()
