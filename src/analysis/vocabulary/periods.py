"""Quarters of the financial year, written "2022-23 Q4": the one that ends on 31 March 2023."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.vocabulary.errors import WrongUse

_FORM = re.compile(r"(20\d\d)-(\d\d) Q([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a financial year. `year` is the calendar year in which the financial year begins."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read "2022-23 Q4"; anything else is refused with the right form."""
        found = _FORM.fullmatch(str(text))
        if not found or int(found[2]) != (int(found[1]) + 1) % 100:
            raise WrongUse(f'Quarter "{text}" is not a quarter. Write it like "2022-23 Q4".')
        return cls(int(found[1]), int(found[3]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter that holds `day`."""
        year = day.year if day.month >= 4 else day.year - 1
        return cls(year, (day.month - 4) % 12 // 3 + 1)

    @property
    def start(self) -> date:
        """The first day."""
        month = 3 * self.number + 1
        return date(self.year, month, 1) if month <= 12 else date(self.year + 1, 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.next().start - timedelta(days=1)

    @property
    def slug(self) -> str:
        """The name of its folder: 2022-23-q4."""
        return str(self).replace(" ", "-").lower()

    @property
    def closing_march(self) -> date:
        """31 March of its financial year: the date published figures belong to."""
        return date(self.year + 1, 3, 31)

    def next(self) -> "Quarter":
        """The quarter after."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def previous(self) -> "Quarter":
        """The quarter before."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    def __str__(self) -> str:
        return f"{financial_year(self.start)} Q{self.number}"


def financial_year(day: date) -> str:
    """The financial year that holds `day`, as "2022-23"."""
    year = day.year if day.month >= 4 else day.year - 1
    return f"{year}-{(year + 1) % 100:02d}"


def typed_date(text: str) -> date:
    """A day as people type it: 2023-06-12, or 12/06/2023 as Excel writes it here, the day first; else refused."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip(), re.ASCII)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else parse_date(text.strip())
    except (ValueError, WrongUse):
        raise WrongUse(f'"{text}" is not a date. Write it like "2023-06-12" or "12/06/2023", the day first.') from None


def parse_date(text: str) -> date:
    """An ISO date such as 2023-03-31; anything else is refused."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(text), re.ASCII):
            raise ValueError
        return date.fromisoformat(str(text))
    except ValueError:
        raise WrongUse(f'"{text}" is not a date. Write it like "2023-03-31".') from None


def in_words(day: date) -> str:
    """31 March 2023."""
    return f"{day.day} {day:%B %Y}"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
