"""The rows of a return before they are written, each with what it truly says: the spans that a count is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from analysis.sources.synthesis.people import Authority, Child

Cells = dict[str, Any]


@dataclass(slots=True)
class Who:
    """A child as a return of a certain day knows it; `alone_until` is when it is unaccompanied no more."""

    child: str
    ethnicity: str
    sex: str
    born: date | None
    unborn: bool
    alone_until: date | None = None


@dataclass(slots=True)
class Span:
    """Something that a row says: what kind, from when to when, of whom, and the words it is counted under."""

    kind: str
    who: Who
    start: date
    end: date | None = None
    opens: bool = True
    closes: bool = True
    words: dict[str, str] = field(default_factory=dict)
    repeat: bool = False
    short: bool = False


@dataclass(eq=False, slots=True)
class Row:
    """A row (or an element) of a return: its cells, the rows in it, and where it came to stand.

    `spans` is what can be counted of it: nothing once a planted fault makes it a row that cannot be used.
    """

    table: str
    cells: Cells
    spans: list[Span] = field(default_factory=list)
    inside: list["Row"] = field(default_factory=list)
    file: str = ""
    sheet: str = ""
    at: int | str = ""

    def place(self, file: str, sheet: str, at: int | str) -> None:
        """Say where the row came to stand: the file, the sheet, and the row or line."""
        self.file, self.sheet, self.at = file, sheet, at

    def all(self) -> Iterator["Row"]:
        """The row and every row in it."""
        yield self
        for row in self.inside:
            yield from row.all()


@dataclass(slots=True)
class Return:
    """One return: its format, the file (or the beginning of files), the days it is complete for, and its rows.

    `header` are values that stand in the header instead of the right ones; `renamed` are column names by table, `added`
    columns that no specification has and `dropped` those left out; `twice` are sheets with a copy, `hidden` those with
    a hidden row; `titles` is the number of rows above the column names,
    and `without` are measures that nothing in the return tells; `windows` are the days of kinds that are complete for
    others than `first` to `last`.
    """

    format: str
    name: str
    first: date
    last: date
    rows: list[Row]
    kinds: list[str]
    header: Cells = field(default_factory=dict)
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    titles: int = 0
    dropped: dict[str, list[str]] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    without: tuple[str, ...] = ()
    windows: dict[str, tuple[date, date]] = field(default_factory=dict)

    def window(self, kind: str) -> tuple[date, date]:
        """The first and the last day that the return is complete for a kind."""
        return self.windows.get(kind, (self.first, self.last))

    def spans(self) -> Iterator[Span]:
        """Every span of the rows that can be counted."""
        for row in self.rows:
            for each in row.all():
                yield from each.spans


def who(child: Child, drawn: date) -> Who:
    """The child as it was known on a day: not yet born, of unknown sex and with an expected date only, or born."""
    unborn = child.born > drawn
    sex = "unknown" if unborn else {"M": "male", "F": "female"}[child.sex]
    return Who(child.id, child.ethnicity, sex, child.born, unborn, child.unaccompanied_until)


def known(day: date | None, drawn: date) -> date | None:
    """A day, if it had come when the return was drawn."""
    return day if day is not None and day <= drawn else None


def touches(start: date, end: date | None, first: date, last: date) -> bool:
    """Whether something goes on or ends in a stretch of days."""
    return start <= last and (end is None or end >= first)


def months_before(day: date, months: int) -> date:
    """The first day that is certainly less than so many months before: the day after where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after)


def year_of(authority: Authority, year: int) -> tuple[date, date]:
    """The first and last day of a return for a year, cut at the day of the extract."""
    return date(year - 1, 4, 1), min(date(year, 3, 31), authority.extracted_on)
