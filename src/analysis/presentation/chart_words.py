"""How a control chart is said: numbers in their unit, the range of ordinary variation, dates, and what is marked."""

import math
from collections.abc import Mapping
from typing import Any

from analysis.presentation.numbers import date_words, has_figure, month_words, number, rounded

LEAST = 6  # points of a segment, below which no sentence says what is ordinary
ALIKE = 0.5  # autocorrelation above which no verdict is said flatly, as in measures/control_charts.py
COUNT, RATE, PERCENT, PLAIN = "count", "rate", "percent", "plain"
Row = Mapping[str, Any]  # a row of a chart, or of a summary


def kind_of(row: Row) -> str:
    """What a point of a chart is: a count, a rate, a percentage, or a plain number that nothing more is known of."""
    base, unit = str(row.get("base", "")), str(row.get("unit") or "")
    if base == "percent" or (base.startswith("per ") and base != "per 1"):
        return PERCENT if base == "percent" else RATE
    if has_figure(row.get("count")) and row["count"] == row["value"]:
        return COUNT
    return PERCENT if "percent" in unit else RATE if unit.startswith("per ") else PLAIN


def per_of(row: Row) -> str:
    """The number of people that a rate is for: "10,000"."""
    base = str(row.get("base", ""))
    return (base if base.startswith("per ") else str(row.get("unit") or "")).removeprefix("per ").split(" ")[0]


def places_of(row: Row) -> int:
    """Decimals of a value: none for counts and plain whole numbers, else one."""
    whole = has_figure(row["value"]) and float(row["value"]).is_integer()
    return 0 if kind_of(row) == COUNT or (kind_of(row) == PLAIN and whole) else 1


def said(value: Any, row: Row, places: int = 1) -> str:  # noqa: ANN401 - whatever a cell holds
    """A number in the unit of the chart."""
    return number(value, places) + ("%" if kind_of(row) == PERCENT else "")


def value_words(row: Row) -> str:
    """The value of a point in its unit; whole percentages without a decimal."""
    places = places_of(row)
    return said(row["value"], row, 0 if kind_of(row) == PERCENT and row["value"] % 1 == 0 else places)


def limits_words(row: Row) -> tuple[str, str]:
    """The limits as printed; an empty text for one that nothing could cross: below 0, or above 100%.

    Limits of whole numbers are the least and the most whole number within them, so that 485 is said for 485.8. Others
    have as many decimals, up to four, as keep a point outside them outside as printed.
    """
    low, high, value = (float(row[name]) for name in ("lower_limit", "upper_limit", "value"))
    low_is, high_is = low > 0 or value < 0, not (kind_of(row) == PERCENT and high >= 100)
    places = places_of(row)
    if places == 0 and math.ceil(low) <= math.floor(high):
        low, high = math.ceil(low), math.floor(high)
    elif has_figure(value):
        places = next((p for p in range(1, 4) if _apart(value, low, p) and _apart(value, high, p)), 4)
    return said(low, row, places) if low_is else "", said(high, row, places) if high_is else ""


def _apart(value: float, limit: float, places: int) -> bool:
    """Whether value and limit are still different as printed, or were not to begin with."""
    return math.isclose(value, limit, rel_tol=1e-12) or rounded(value, places) != rounded(limit, places)


def range_words(row: Row) -> str:
    """The limits in words: between 170 and 485."""
    low, high = limits_words(row)
    if low and high:
        return f"between {low} and {high}"
    return f"up to {high}" if high else f"{low} or more" if low else "any number"


def when_of(day: object, every: str, span: str = "") -> str:
    """In March 2024; in the quarter, or the year, to 31 March 2024; at 31 March 2024 for numbers on a date."""
    return f"{'at' if span == 'point' else 'in'} {period_words(day, every, span)}"


def period_words(day: object, every: str, span: str = "") -> str:
    """March 2024; the quarter to 31 March 2024; 31 March 2024 for numbers on a date."""
    if span == "point":
        return date_words(str(day))
    return month_words(day) if every == "month" else f"the {every} to {date_words(str(day))}"


def is_alike(row: Row) -> bool:
    """Whether neighbouring points are so alike that the rules cannot be leant on."""
    return has_figure(row["autocorrelation"]) and row["autocorrelation"] > ALIKE


def side_of(variation: object) -> str:
    """High or low, for a marked point; else nothing."""
    kind, _, side = str(variation).rpartition(" ")
    return side if kind in ("neutral", "improvement", "concern") else ""


def has_limits(row: Row) -> bool:
    """Whether there are limits, and they may be said: those of fewer than six points say next to nothing."""
    return has_figure(row["lower_limit"]) and not row["withheld"] and row.get("segment_points", LEAST) >= LEAST
