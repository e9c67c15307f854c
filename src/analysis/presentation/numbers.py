"""Numbers as a reader meets them: rounded half up on decimals, in British English, the same everywhere."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

NO_FIGURE = "no figure"
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def has_figure(value: Any) -> bool:  # noqa: ANN401 - whatever a cell holds
    """Whether a cell holds a number: not None, NaN or NA."""
    return bool(pd.notna(value))


def rounded(value: Any, places: int = 0) -> Decimal:  # noqa: ANN401
    """The value to this many decimal places, halves away from zero: 2.345 is 2.35, whatever its binary form."""
    if not has_figure(value):
        raise ValueError("A missing value cannot be rounded: leave its row out, or say that it is hidden.")
    exact = value if isinstance(value, Decimal) else Decimal(f"{float(value):.12g}")
    near = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(near) if near == 0 else near


def number(value: Any, places: int = 1) -> str:  # noqa: ANN401
    """1234.56 as "1,234.6"; a missing value as "no figure"."""
    return f"{rounded(value, places):,}".replace("-", MINUS) if has_figure(value) else NO_FIGURE


def whole(value: Any) -> str:  # noqa: ANN401
    """12183016.0 as "12,183,016"."""
    return number(value, 0)


def rate(value: Any) -> str:  # noqa: ANN401
    """A rate to one decimal place, as the Department for Education prints it: "52.6"."""
    return number(value, 1)


def percent(value: Any, places: int = 1) -> str:  # noqa: ANN401
    """23.456 as "23.5%"."""
    return f"{number(value, places)}%" if has_figure(value) else NO_FIGURE


def signed(value: Any, places: int = 1) -> str:  # noqa: ANN401
    """A change with its sign: "+3.2", "−3.2", and a plain "0.0"."""
    said = number(value, places)
    return f"+{said}" if has_figure(value) and rounded(value, places) > 0 else said


def limits(lower: Any, upper: Any, places: int = 1) -> str:  # noqa: ANN401
    """Two limits as "49.1 to 56.2"; without either, "no limits"."""
    if not (has_figure(lower) and has_figure(upper)):
        return "no limits"
    return f"{number(lower, places)} to {number(upper, places)}"


def date_words(day: str) -> str:
    """2025-03-31 as "31 March 2025"."""
    read = date.fromisoformat(str(day)[:10])
    return f"{read.day} {MONTHS[read.month - 1]} {read.year}"


def month_words(day: object) -> str:
    """2025-03-31 as "March 2025"."""
    return date_words(str(day)).split(" ", 1)[1]


def small_number(count: int) -> str:
    """A whole number up to twelve as a word ("ten"), above that in figures."""
    return SMALL[count] if 0 <= count < len(SMALL) else whole(count)


def listed(names: list[str]) -> str:
    """Names in a sentence: "Barnsley, Dudley and Wigan"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def clear_places(limit: float) -> int:
    """The decimals at which the nearer limit of a clear change does not read as 0, which would say that it is none."""
    return next((places for places in range(3) if rounded(abs(limit), places) != 0), 3)
