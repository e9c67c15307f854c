"""What is known of a synthetic child: who it is, and the cases, plans and stays of its life."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Enquiry:
    """A section 47 enquiry; `conference` is when the initial conference was held, `needless` that none was needed."""

    start: date
    target: date
    conference: date | None = None
    needless: bool = False


@dataclass(slots=True)
class Assessment:
    """An assessment from its start to its authorisation."""

    start: date
    end: date


@dataclass(slots=True)
class Plan:
    """A child protection plan; the latest category is `later` from `changed` on."""

    start: date
    end: date | None
    initial: str
    later: str
    changed: date | None
    previous: int
    reviews: list[date] = field(default_factory=list)

    def latest(self, on: date) -> str:
        """The latest category as it was known on a day."""
        return self.later if self.changed and self.changed <= on else self.initial


@dataclass(slots=True)
class Piece:
    """An episode of care: one placement under one legal status."""

    start: date
    end: date | None
    began: str
    ended: str
    legal: str
    placement: str
    provider: str


@dataclass(slots=True)
class Stay:
    """A period of care, or a series of short breaks, as a chain of pieces."""

    start: date
    end: date | None
    need: str
    short: bool = False
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A referral and what came of it, to the closure."""

    start: date
    end: date | None
    source: str
    need: str
    reason: str
    nothing: bool = False
    assessments: list[Assessment] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    need_plans: list[tuple[date, date | None]] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


@dataclass(slots=True)
class Child:
    """A child with its life in the authority's books; `unaccompanied_until` is the day that status ends."""

    number: int
    family: int
    cases: list[Case] = field(default_factory=list)
    born: date = date.min
    sex: str = ""
    ethnicity: str = ""
    disabilities: list[str] = field(default_factory=list)
    unaccompanied_until: date | None = None

    @property
    def id(self) -> str:
        """The id that every return has."""
        return f"SYN{self.number:06d}"


@dataclass(slots=True)
class Authority:
    """The children of one authority and the days that its returns can be about."""

    area: str
    children: list[Child]
    first_year: int
    extracted_on: date

    @property
    def years(self) -> list[int]:
        """The years (by their 31 March) that are over when the extract is made."""
        last = self.extracted_on.year - (self.extracted_on < date(self.extracted_on.year, 3, 31))
        return list(range(self.first_year, last + 1))

    @property
    def running(self) -> list[int]:
        """The year that is under way on the day of the extract; none where that is its last day."""
        year = self.extracted_on.year + (self.extracted_on > date(self.extracted_on.year, 3, 31))
        return [] if year in self.years else [year]
