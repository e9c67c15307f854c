"""The counts that a return must give, by plain recount over what its rows truly say."""

import csv
import io
import tomllib
from bisect import bisect_left, bisect_right
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
    for kind, spans in of_kind.items():
        first, last = made.window(kind)
        if "open" in measures()[kind]:
            ends = [day for day in month_ends(first.year, last.year + 1) if first <= day <= last]
            _stocks(kind, spans, ends, found)
        _flows(kind, spans, (first, last), found)
    return Counter({key: n for key, n in found.items() if key[0] not in made.without})


def _stocks(kind: str, spans: list[Span], days: list[date], found: Truth) -> None:
    measure = measures()[kind]["open"]
    on: list[dict[str, Span]] = [{} for _ in days]
    for span in spans:
        until = bisect_left(days, span.end) if span.end else len(days)
        for one in on[bisect_left(days, span.start) : until]:
            other = one.get(span.who.child)
            if other is None or span.start >= other.start:
                one[span.who.child] = span
    words = {id(span): _words(kind, span) for span in spans}
    for day, one in zip(days, on, strict=True):
        counted = {measure: list(one.values())}
        if alone := measures()[kind].get("alone"):
            counted[alone] = [s for s in one.values() if s.who.alone_until is not None and s.who.alone_until > day]
        for name, open_then in counted.items():
            groups = Counter(pair for span in open_then for pair in words[id(span)])
            groups.update(("age_band", age_band(span.who, day)) for span in open_then)
            _put(found, name, day.isoformat(), "point", len(open_then), groups)


def _put(found: Truth, measure: str, day: str, span: str, total: int, counted: Counter[tuple[str, str]]) -> None:
    found[measure, day, span, "total", ""] += total
    for (breakdown, category), n in counted.items():
        found[measure, day, span, breakdown, category] += n


def _words(kind: str, span: Span) -> list[tuple[str, str]]:
    words = [("ethnic_group_18", group_of(span.who)), ("sex", span.who.sex)]
    return words + [(name, span.words.get(name, "")) for name in measures()[kind]["by"]]


def _flows(kind: str, spans: list[Span], window: tuple[date, date], found: Truth) -> None:
    spec = measures()[kind]
    moved = {"starts": [(s, s.start) for s in spans if s.opens]}
    moved["ends"] = [(s, s.end) for s in spans if s.closes and s.end]
    moved["again"] = [(s, s.start) for s in spans if s.repeat]
    for name, events in moved.items():
        if name in spec:
            inside = [(day, _words(kind, span)) for span, day in events if window[0] <= day <= window[1]]
            _in_periods(spec[name], inside, window, found)


def _in_periods(
    measure: str, moved: list[tuple[date, list[tuple[str, str]]]], window: tuple[date, date], found: Truth
) -> None:
    moved.sort(key=lambda event: event[0])
    days = [day for day, _ in moved]
    for name, last in periods(*window):
        inside = moved[bisect_left(days, _begin(last, _SPANS[name])) : bisect_right(days, last)]
        counted = Counter(pair for _, words in inside for pair in words)
        _put(found, measure, last.isoformat(), name, len(inside), counted)


def periods(first: date, last: date) -> Iterator[tuple[str, date]]:
    """The months, quarters and years to 31 March that lie wholly between two days, by their last days."""
    for end in month_ends(first.year, last.year + 1):
        for name, months in _SPANS.items():
            if end.month % months == 3 % months and _begin(end, months) >= first and end <= last:
                yield name, end


def _begin(end: date, months: int) -> date:
    at = end.year * 12 + end.month - months
    return date(at // 12, at % 12 + 1, 1)


def written(truths: Iterable[tuple[str, Truth]]) -> str:
    """The truth of several returns as CSV, in a fixed order."""
    lines = [(of, *key, n) for of, truth in truths for key, n in sorted(truth.items())]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([COLUMNS, *lines])
    return file.getvalue()
