"""The return on children looked after (SSDA903): CSV tables, a workbook with a sheet a table, or XML.

Each year's return gives a reading of its own: a union of years would count children who left as still in care.
"""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.sources.returns import ssda903_children as children
from analysis.sources.returns import ssda903_episodes, ssda903_years
from analysis.sources.returns.convert import dates
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import Coverage, FileUse, Given, Reading, episodes
from analysis.sources.returns.ssda903_rows import Rows, opened, unused
from analysis.sources.returns.ssda903_tables import CHILDREN, EPISODES, UASC, Table, claimed, tables
from analysis.vocabulary.errors import AnalysisError

SOURCE = "returns_ssda903"


def claims(path: Path) -> bool:
    """Whether the file holds a table of this return, by its columns or its XML root. What cannot be opened is not."""
    try:
        return claimed(path)
    except (AnalysisError, OSError, UnicodeError, ValueError):
        return False


def read(paths: list[Path], given: Given) -> list[Reading]:
    """A reading a return, the earliest year first.

    What no number could be trusted with stops the reading with an AnalysisError; every other fault is in `problems`.
    """
    met = {path: Problems(SOURCE) for path in sorted(paths)}
    found = ssda903_years.returns([table for path in met for table in tables(path, met[path])])
    readings = [_reading(group, given, len(found) == 1, met) for group in found]
    return sorted(readings, key=lambda r: (r.year_ending or date.min, r.name))


def _reading(group: list[Table], given: Given, only: bool, met: dict[Path, Problems]) -> Reading:
    at = {table.what: table for table in group}
    problems = Problems(SOURCE)
    year = _year(at[EPISODES], given, only, problems)
    rows = opened(at[EPISODES], problems)
    ssda903_episodes.cleaned(rows, year.ending, year.drawn)
    files: list[FileUse] = [rows.use()]
    columns = _columns(rows) | _who(at, rows, year.ending, files) | _unaccompanied(at, rows, files)
    files += [unused(t, problems) for t in group if t.what not in (EPISODES, CHILDREN, UASC)]
    covers = [Coverage("care", date(year.ending.year - 1, 4, 1), year.drawn)]
    earlier = [row for path in dict.fromkeys(t.path for t in group) for row in met[path].rows]
    path = at[EPISODES].path
    name = f"{path.parent.name}/{path.name}, year to 31 March {year.ending.year}"
    listed = earlier + problems.rows
    silent = frozenset(["disability", *(["unaccompanied"] if UASC not in at else [])])
    return Reading(SOURCE, name, covers, episodes(columns), files, listed, year.drawn, year.ending, silent)


def _year(table: Table, given: Given, only: bool, problems: Problems) -> ssda903_years.Year:
    frame, epoch = table.raw.frame, table.raw.epoch_1904
    if not len(frame):
        raise AnalysisError(f"{table.raw.file} has no episodes below its column names. Export it again.")
    start, end = (dates(frame[name], epoch).cells for name in ("DECOM", "DEC"))
    return ssda903_years.of(table, start, end, given, only, problems)


def _columns(rows: Rows) -> dict[str, object]:
    left = rows.left
    same = ["start", "end", "opens", "closes", "category_of_need", "legal_status", "placement", "reason_ended"]
    made: dict[str, object] = {name: left[name].reset_index(drop=True) for name in [*same, "short_breaks"]}
    made |= {"child": left["CHILD"].reset_index(drop=True), "row": left.index.to_numpy()}
    return made | {"kind": "care", "file": rows.table.raw.file, "sheet": rows.table.raw.sheet}


def _who(at: dict[str, Table], rows: Rows, year: date, files: list[FileUse]) -> dict[str, object]:
    if CHILDREN not in at:
        rows.problems.add("no_table_of_children", *rows.table.at)
        return {}
    listed = opened(at[CHILDREN], rows.problems)
    who = children.header(listed, year)
    place = children.places(who, rows.left["CHILD"])
    rows.note("not_in_header", rows.left.index[place < 0], "CHILD")
    absent = ~listed.left["CHILD"].astype(object).isin(set(rows.left["CHILD"].astype(object)))
    listed.note("not_in_episodes", listed.left.index[absent], "CHILD")
    files.append(listed.use())
    born = children.taken(who, "born", place, pd.NaT)
    early = rows.left["start"].to_numpy() < born.to_numpy()
    rows.note("start_before_birth", rows.left.index[early], "DECOM")
    groups = children.taken(who, "ethnic_group", place, "Unclassified")
    sex = children.taken(who, "sex", place, "unknown")
    return {"born": born, "ethnic_group": groups, "sex": sex}


def _unaccompanied(at: dict[str, Table], rows: Rows, files: list[FileUse]) -> dict[str, object]:
    if UASC not in at:
        return {}
    listed = opened(at[UASC], rows.problems)
    who = children.unaccompanied(listed)
    place = children.places(who, rows.left["CHILD"])
    absent = np.isin(np.arange(len(who)), place, invert=True)
    if absent.any():
        last = listed.left.drop_duplicates("CHILD", keep="last").index
        listed.note("not_in_episodes", last[absent], "CHILD")
    files.append(listed.use())
    until = children.taken(who, "until", place, pd.NaT)
    return {"unaccompanied": place >= 0, "unaccompanied_until": until}
