"""Which year a CIN census return is for, and the day after which nothing of it is counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from analysis.sources.returns.cin_xml import Census
from analysis.sources.returns.convert import as_date, text
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import Given
from analysis.vocabulary.errors import AnalysisError


@dataclass(frozen=True)
class Period:
    """The census year (`first` to `ends`), the reference date, and the day on which the return was drawn."""

    first: date
    ends: date
    reference: date
    drawn: date

    @property
    def last(self) -> date:
        """The last day for which the return is complete."""
        return min(self.reference, self.drawn)


def period_of(census: Census, file: str, given: Given, problems: Problems) -> Period:
    """The period of a return. The reference date counts, up to the day on which the return was drawn."""
    _right_authority(census, file, given, problems)
    reference = _reference(census, file, given)
    ends = date(reference.year + (reference > date(reference.year, 3, 31)), 3, 31)
    first = date(ends.year - 1, 4, 1)
    year = text(census.header.get("Year"))
    if year and year != str(ends.year):
        problems.add("year_disagrees", file, "Header", column="Year")
    drawn = given.extracted_on or _said(census, file, first, given, problems) or min(reference, given.today)
    if drawn < first:
        said = f"{file} is for the year that begins on {first:%d %B %Y}, and was drawn before that"
        raise AnalysisError(f"{said} by the date of extraction that is given. Correct that date, or take the file out.")
    if drawn < reference:
        problems.add("drawn_in_year", file, "Header", column="ReferenceDate")
    return Period(first, ends, reference, drawn)


def _right_authority(census: Census, file: str, given: Given, problems: Problems) -> None:
    code = text(census.header.get("LEA")).removesuffix(".0")
    code = given.dfe_code if code and code == given.area else code
    if given.dfe_code and not code:
        problems.add("no_authority", file, "Header", column="LEA")
    elif given.dfe_code and code != given.dfe_code and given.only_look:
        problems.add("wrong_authority", file, "Header", column="LEA")
    elif given.dfe_code and code != given.dfe_code:
        said = f"{file} is the return of another authority: LEA in its header is not {given.dfe_code}"
        raise AnalysisError(f"{said}. Take it out, or correct `area` in analysis.toml.")


def _reference(census: Census, file: str, given: Given) -> date:
    found = as_date(census.header.get("ReferenceDate", ""))
    if found and 2008 < found.year < 2050:  # the census began in 2008-09
        return found
    year = text(census.header.get("Year"))
    if year.isascii() and year.isdigit() and 2008 < int(year) < 2050:
        return date(int(year), 3, 31)
    if given.year_ending:
        return given.year_ending
    said = f"{file} does not say which year it is for: its header has no ReferenceDate that is a date"
    raise AnalysisError(f"{said}. Export it with its header, or give the year that it ends.")


def _said(census: Census, file: str, first: date, given: Given, problems: Problems) -> date | None:
    """The day of the header's DateTime; one outside the year's start and today was never the day of the export."""
    written = census.header.get("DateTime", "")
    found = as_date(written)
    if found and first <= found <= given.today + timedelta(days=1):
        return min(found, given.today)
    if text(written):
        problems.add("extract_date_ignored", file, "Header", column="DateTime")
    return None
