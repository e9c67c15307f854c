"""What stands beside a forecast, a trend, a back-test and a funnel in a printed table; nothing for a hidden value."""

from collections.abc import Iterator
from typing import Any

from analysis.presentation.numbers import has_figure, rounded

Plain = tuple[str, str, str, str, str, str]
FORECAST, SCORE, TREND, BALANCE = "forecast", "interval score", ("trend", "step", "change of slope"), "balance"
# Column -> measure, kind, decimals; no decimals is text. Limits of a funnel are control limits, never lower and upper.
Beside = dict[str, tuple[str, str, int | None]]
OF_FORECAST: Beside = {
    "method": ("method", "text", None),
    "tests": ("forecasts tried", "number", 0),
    "held": ("of these inside the range", "number", 0),
    "areas": ("areas tried in", "number", 0),
}
OF_SCORE: Beside = {
    "method": ("method", "text", None),
    "tests": ("forecasts tried", "number", 0),
    "areas": ("areas tried in", "number", 0),
    "covered_80": ("inside the 80% range", "percent", 1),
    "covered_95": ("inside the 95% range", "percent", 1),
}
OF_TREND: Beside = {
    "verdict": ("verdict", "text", None),
    "at": ("asked about", "text", None),
    "label": ("reason", "text", None),
    "first": ("first", "text", None),
    "last": ("last", "text", None),
    "n": ("figures", "number", 0),
    "before": ("figures before", "number", 0),
    "after": ("figures after", "number", 0),
    "effective_n": ("independent figures they are worth", "number", 1),
    "autocorrelation": ("autocorrelation", "ratio", 2),
    "p": ("p", "p", 4),
    "method": ("method", "text", None),
}
OF_BALANCE: Beside = {
    "before": ("a year before", "number", 0),
    "started": ("started", "number", 0),
    "ended": ("ended", "number", 0),
    "expected": ("what follows from these", "number", 0),
    "percent": ("difference", "percent", 1),
}
OF_BRIEF: Beside = {  # an indicator in brief: its change, its place among the definitions of usual, its next year
    "change": ("change on the year before", "percent", 1),
    "points": ("change in percentage points", "percent", 1),
    "change_lower": ("change, at the least", "lower", 1),
    "change_upper": ("change, at the most", "upper", 1),
    "change_verdict": ("beside the year before", "text", None),
    "below": ("definitions below", "number", 0),
    "above": ("definitions above", "number", 0),
    "of_ways": ("definitions of what is usual", "number", 0),
    "near": ("definitions within chance", "number", 0),
    "next_lower": ("next year from", "rate", 1),
    "next_upper": ("next year to", "rate", 1),
    "next_method": ("way of looking ahead", "text", None),
    "next_tests": ("such forecasts tried", "number", 0),
    "next_held": ("such forecasts inside their range", "number", 0),
}
IN_BRIEF = ("change", "change_verdict", "below", "above", "next_lower", "next_upper")  # what a notebook's table shows
OF_AVERAGE: Beside = {
    "without_one_lowest": ("lowest without any one area", "", 1),
    "without_one_highest": ("highest without any one area", "", 1),
    "turns_without": ("turned round without", "text", None),
}
SIDES: Beside = {
    "plain_side": ("beside the limits of chance alone", "text", None),
    "adjusted_side": ("beside the limits that allow for real differences", "text", None),
}
FUNNELS = {"": "funnel of chance alone", "adjusted_": "funnel allowing for real differences"}
LEVELS = {"95": "95%", "998": "99.8%"}
AVERAGE, SPREAD = "average of all authorities", "overdispersion"
OTHER_DATE = "of an earlier date"
SHOWN = (
    "verdict",
    OTHER_DATE,
    *(measure for measure, *_ in SIDES.values()),
)  # in a notebook's table
_ALL = [measure for part in (OF_FORECAST, OF_SCORE, OF_TREND, OF_AVERAGE, SIDES) for measure, *_ in part.values()]
_ALL += [f"{name}, {level}" for name in FUNNELS.values() for level in LEVELS.values()] + [AVERAGE, SPREAD]
_ALL += [measure for name, (measure, *_) in OF_BRIEF.items() if name not in IN_BRIEF]
FILE_ONLY = frozenset(_ALL) - frozenset(SHOWN)


def is_read(row: dict[Any, Any], measure: str) -> bool:
    """Whether a notebook's table shows the method: of a forecast or a score it is half of what they say."""
    return measure == "method" and row.get("statistic") in (FORECAST, SCORE)


def named(row: dict[Any, Any]) -> str:
    """What the value of a row is called: its statistic, with what else tells it from the row beside it.

    A forecast stands once for each range, a score once for each method.
    """
    statistic = str(row.get("statistic", "published value"))
    if statistic == FORECAST:
        return f"{statistic}, {row['confidence']:.0%} range"
    return f"{statistic}, {row['method']}" if statistic == SCORE else statistic


def beside(row: dict[Any, Any], kind: str, hidden: bool) -> Iterator[Plain]:
    """Every further cell of a forecast, a trend, a back-test or a funnel; none for a hidden value.

    Those of the first three are named after their value ("step: verdict"), for a step and a turn have one each.
    """
    if hidden:
        return
    statistic = row.get("statistic")
    if statistic == FORECAST:
        yield from _cells(row, OF_FORECAST, f"{named(row)}: ")
    elif statistic == SCORE:
        yield from _cells(row, OF_SCORE, f"{named(row)}: ")
    elif statistic in TREND and "verdict" in row:
        yield from _cells(row, OF_TREND, f"{named(row)}: ")
    elif statistic == BALANCE:
        yield from _cells(row, OF_BALANCE)
    elif "change_verdict" in row:
        yield from _cells(row, OF_BRIEF)
    elif "same_date" in row:
        yield from _compared(row, kind)
    elif "funnel_method" in row and has_figure(row.get("value")):
        yield from _funnel(row, kind)


def _cells(row: dict[Any, Any], which: Beside, before: str = "") -> Iterator[Plain]:
    for name, (measure, kind, places) in which.items():
        if has_figure(row.get(name)) and row[name] != "":
            said = str(row[name]) if places is None else str(rounded(row[name], places))
            yield (f"{before}{measure}", kind, said, "", "", "")


def _compared(row: dict[Any, Any], kind: str) -> Iterator[Plain]:
    """How far an average moves without any one area, who turns it round, and the date of another day's comparators."""
    for measure, said_as, value, *_ in _cells(row, OF_AVERAGE):
        yield (measure, said_as or kind, value, "", "", "")
    if not row["same_date"] and has_figure(row.get("value")):
        yield (OTHER_DATE, "text", str(row["comparator_date"]), "", "", "")


def _funnel(row: dict[Any, Any], kind: str) -> Iterator[Plain]:
    """The average, both pairs of control limits, the overdispersion, and where the value lies."""
    places = 2 if kind == "ratio" else 1
    yield (AVERAGE, kind, str(rounded(row["mean"], places)), "", "", "")
    for which, name in FUNNELS.items():
        for level, said in LEVELS.items():
            for side in ("lower", "upper"):
                limit = row[f"{which}{side}_{level}"]
                yield (f"{name}, {said}", f"{side}_limit", str(rounded(limit, places)), "", "", "")
    if has_figure(row["overdispersion"]):
        yield (SPREAD, "ratio", str(rounded(row["overdispersion"], 1)), "", "", "")
    yield from _cells(row, SIDES)
