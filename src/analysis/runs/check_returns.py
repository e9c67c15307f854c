"""check-returns: what a folder of returns holds, what is wrong with it, and the headline numbers it gives.

Nothing is written. The numbers are true counts for the people who look after the data, and not for publication.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.sources.returns.shape import Given
from analysis.sources.returns_counts import TOTAL, chosen, counts
from analysis.sources.returns_folder import Returns, read_returns
from analysis.vocabulary import tidy
from analysis.vocabulary.areas import area
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.periods import Quarter, in_words, typed_date
from analysis.vocabulary.project import Project

LONGEST_FIRST = ["year", "quarter", "month"]


@dataclass(frozen=True)
class Check:
    """The returns, the counts of the days asked for (columns of `returns_counts.COUNTS`), and every problem."""

    returns: Returns
    counts: pd.DataFrame
    problems: list[dict]

    @property
    def findings(self) -> bool:
        """Whether somebody is needed: a problem that is more than a note."""
        return any(row["severity"] != "notes" for row in self.problems)


def check_asked(project: Project, path: str, days: tuple[str | None, str | None, str | None], code: str) -> Check:
    """What somebody typed, read and counted: `days` are --on, --year-ending and --extracted-on, None where missing."""
    if not path:
        raise WrongUse("PATH is empty. Name a return, or a folder of returns.")
    on, ending, drawn = (None if day is None else typed_date(day) for day in days)
    return check_returns(project, Path(path), on, ending, drawn, code)


def check_returns(
    project: Project, place: Path, on: date | None, year_ending: date | None, extracted_on: date | None, code: str = ""
) -> Check:
    """Read the returns of a file or folder, and count: on the day asked for, else on the last day of each return."""
    _refuse(on, year_ending, extracted_on)
    where = area(code or project.settings.area)
    returns = read_returns(place, Given(where.code, where.dfe_code, extracted_on, year_ending, only_look=not code))
    lasts = sorted({cover.last for reading in returns.readings for cover in reading.covers})
    found = chosen(counts(returns.readings, [on] if on else lasts))
    parts = [_stock(found, on, lasts), _flows(found, on)] if len(found) else [found]
    shown = pd.concat(parts, ignore_index=True)
    return Check(returns, shown, returns.problems + _not_covered(returns, on))


def _refuse(on: date | None, year_ending: date | None, extracted_on: date | None) -> None:
    today = date.today()
    if year_ending and (year_ending.month, year_ending.day) != (3, 31):
        raise WrongUse(f"--year-ending is the 31 March on which a year of returns ends, not {in_words(year_ending)}.")
    if year_ending and year_ending > Quarter.of(today).closing_march:
        raise WrongUse(f"--year-ending is of a year that has not begun: {in_words(year_ending)}.")
    for name, day in (("--extracted-on", extracted_on), ("--on", on)):
        if day and day > today:
            raise WrongUse(f"{name} is a day still to come: {in_words(day)}. No return says anything of it.")


def _stock(found: pd.DataFrame, on: date | None, lasts: list[date]) -> pd.DataFrame:
    """Stock on the day asked for, else on the last day of each return and on each 31 March."""
    rows = found[found["span"] == "point"]
    if on:
        return rows[rows["date"] == str(on)]
    return rows[rows["date"].isin({str(day) for day in lasts}) | rows["date"].str.endswith("-03-31")]


def _flows(found: pd.DataFrame, on: date | None) -> pd.DataFrame:
    """Flows of the longest period: those that end on the day asked for, else every year, or else the last of them."""
    rows = found[found["span"] != "point"]
    rows = rows[rows["date"] == str(on)] if on else rows
    each = [rows["source"], rows["indicator"]]
    rank = rows["span"].map({span: place for place, span in enumerate(LONGEST_FIRST)})
    rows = rows[rank == rank.groupby(each, sort=False).transform("min")]
    last = rows.groupby(["source", "indicator"], sort=False)["date"].transform("max")
    return rows[(rows["span"] == "year") | (rows["date"] == last)]


def _not_covered(returns: Returns, on: date | None) -> list[dict]:
    """Returns that say nothing of the day asked for: their stock on it would come out too low."""
    found: list[dict] = []
    for reading in returns.readings:
        if on is None:
            break
        covers = [c for c in reading.covers if not c.first <= on <= c.last]
        if covers and len(covers) == len(reading.covers):
            span = f"{in_words(min(c.first for c in covers))} to {in_words(max(c.last for c in covers))}"
            said = f"{reading.name} is complete for {span} only, so it is not counted on {in_words(on)}."
            found.append(tidy.problem("warns", "day_not_covered", said, reading.source, reading.files[0].file))
    return found


def totals(check: Check) -> pd.DataFrame:
    """The headline numbers alone."""
    return check.counts[check.counts["breakdown"] == TOTAL]
