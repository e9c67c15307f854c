"""Which files make one return, and the year it is for: dates inside decide, the name of a file is only held to them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.sources.returns.headers import key_of
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import Given
from analysis.sources.returns.ssda903_tables import EPISODES, Table, specification
from analysis.vocabulary.errors import AnalysisError

_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:[-_/ ]?(\d\d)(?!\d)|[-_/ ](20\d\d)(?!\d)|(?!\d))", re.ASCII)
_FEW, _ENOUGH, _LONG = 0.02, 50, 31  # share of endings beyond the year; dates that show a pace; days without any


class Year(NamedTuple):
    """The last day of the year a return is for, and the day after which nothing of it is counted."""

    ending: date
    drawn: date


def returns(tables: list[Table]) -> list[list[Table]]:
    """The tables of each return: one file, or those of a folder whose names agree but for the name of the table."""
    whole = {t.path for t in tables if t.path.suffix.lower() in (".xml", ".xlsx", ".xlsm")}
    groups: dict[tuple[str, str], list[Table]] = defaultdict(list)
    for table in tables:
        alone = table.path in whole
        groups[str(table.path if alone else table.path.parent), "" if alone else _label(table)].append(table)
    for key in [k for k, group in groups.items() if not any(t.what == EPISODES for t in group)]:
        groups[_home(key, groups)] += groups.pop(key)
    for group in groups.values():
        _once(group)
    return list(groups.values())


def _label(table: Table) -> str:
    """What is left of a file's name without the name of its table: 2020 of SSDA903_2020_episodes.csv."""
    said = key_of(table.path.stem).replace("ssda903", "")
    for name in sorted(specification()["tables"][table.what]["names"], key=len, reverse=True):
        if name in said:
            return said.replace(name, "", 1)
    return said


def _home(key: tuple[str, str], groups: dict[tuple[str, str], list[Table]]) -> tuple[str, str]:
    """The return of the same folder that tables without episodes belong to: the only one there, or of that year."""
    near = [k for k in groups if k[0] == key[0] and any(t.what == EPISODES for t in groups[k])]
    years = {y for t in groups[key] for y in endings([t.path.stem])}
    agreeing = [k for k in near if not years or not (of := endings(t.path.stem for t in groups[k])) or years & of]
    if len(agreeing) == 1:
        return agreeing[0]
    name = groups[key][0].path.name
    raise AnalysisError(
        f"{name} has no table of episodes that is clearly its own. Put the files of each return in a folder of its own."
    )


def _once(group: list[Table]) -> None:
    seen: dict[str, Table] = {}
    for table in group:
        if table.what in seen:
            other = seen[table.what].path.name
            said = f"{other} and {table.path.name} both hold the table {table.what} of one return."
            raise AnalysisError(f"{said} Keep one, or put each return in a folder of its own.")
        seen[table.what] = table


def endings(names: Iterable[str]) -> set[int]:
    """The years in which a return of such a name can end: 2017 may be the one in which it begins, 2017-18 may not."""
    found: set[int] = set()
    for name in names:
        for first, short, second in _YEARS.findall(name):
            follows = short and int(short) == (int(first) + 1) % 100
            found |= {int(second)} if second else {int(first) + 1} if follows else {int(first), int(first) + 1}
    return found


def of(table: Table, start: pd.Series, end: pd.Series, given: Given, only: bool, problems: Problems) -> Year:
    """The year of a return from its dates, or as given where it is the only one; problems say where they disagree."""
    cap = min(given.today, given.extracted_on or given.today)
    fits = [cells[cells <= pd.Timestamp(cap)] for cells in (start, end)]
    met = pd.concat(fits)
    if met.empty:
        raise AnalysisError(
            f"{table.raw.file} has no date up to the day it was drawn, so its year is not known. Check the dates."
        )
    found = _by_dates(fits[1], _ends_in(met.max()), table, problems)
    year = _given_year(table, _ends_in(met), given.year_ending) if only and given.year_ending else date(found, 3, 31)
    named = endings([table.path.stem]) or endings([table.path.parent.name])
    if (named and year.year not in named) or (only and given.year_ending and found != year.year):
        problems.add("year_given" if only and given.year_ending else "year_in_name", *table.at)
    if not named and not (only and given.year_ending):
        problems.add("year_doubtful" if _doubtful(_ends_in(met), year.year) else "year_assumed", *table.at)
    return Year(year, _drawn(table, met, year, cap, given.extracted_on is not None, problems))


def _doubtful(years: pd.Series, found: int) -> bool:
    """Whether a year before it has far more dates than the one taken: then a date mistyped may have made it."""
    before = [int((years == year).sum()) for year in range(found - 3, found)]
    return int((years == found).sum()) < max(before) / 2


def _ends_in(days: pd.Series | pd.Timestamp) -> pd.Series | int:
    if isinstance(days, pd.Timestamp):
        return days.year + (days.month > 3)
    return days.dt.year + (days.dt.month > 3)


def _by_dates(ends: pd.Series, latest: int, table: Table, problems: Problems) -> int:
    """The year of the latest date, unless next to no ending lies in it and many in the year before: then that one."""
    years = np.asarray(_ends_in(ends)) if len(ends) else np.array([], dtype=int)
    last, before = int((years == latest).sum()), int((years == latest - 1).sum())
    if last < _FEW * before:
        problems.add("beyond_the_year", *table.at)
        return latest - 1
    return latest


def _given_year(table: Table, years: pd.Series, given: date) -> date:
    if len(years) >= _ENOUGH and not (years == given.year).any():  # a few old stays may well lie open all year
        raise AnalysisError(
            f"{table.raw.file} has no date in the year to 31 March {given.year}. Bring that year's return."
        )
    return given


def _drawn(table: Table, met: pd.Series, year: date, cap: date, told: bool, problems: Problems) -> date:
    last = min(year, cap)
    inside = met[(met <= pd.Timestamp(last)) & (met > pd.Timestamp(year.year - 1, 3, 31))]
    if not told and year > cap and len(inside):  # a year that is not over: no later than what the return knows
        problems.add("extract_date_assumed", *table.at)
        return inside.max().date()
    if told or len(inside) < _ENOUGH or (pd.Timestamp(last) - inside.max()).days <= _LONG:
        return last
    problems.add("drawn_early", *table.at)
    return inside.max().date()
