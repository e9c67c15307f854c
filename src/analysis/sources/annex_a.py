"""Ofsted's Annex A: a workbook of lists drawn on one day, with the six months before it.

Lists 6, 7 and 8 hold who is open on the day and who ended in the six months before, so stock is complete for those
months and for no longer. Lists 3, 4 and 5 hold what happened in them.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.annex_a_lists import episodes_of
from analysis.sources.returns.annex_a_rows import Rows, refuse_what_cannot_be_counted, say_what_was_met
from analysis.sources.returns.annex_a_tables import TOP, Found, columns, find, header_of, lists, missing, number_named
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import Coverage, FileUse, Given, Reading, joined
from analysis.sources.returns.workbooks import Sheet, is_lock_file, open_workbook
from analysis.vocabulary.errors import AnalysisError

SOURCE = "returns_annex_a"
MONTHS = 6  # that lists 3 to 8 look back


def claims(path: Path) -> bool:
    """Whether a file is a workbook with at least one list of Annex A, by its columns. Never raises."""
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK" or is_lock_file(path):
                return False
        return any(find(sheet, sheet.top(TOP)) for sheet in open_workbook(path))
    except (AnalysisError, OSError):
        return False


def read(paths: list[Path], given: Given) -> list[Reading]:
    """A reading of each workbook, Excel's lock files left out."""
    return [_read(path, given) for path in paths if not is_lock_file(path)]


def _read(path: Path, given: Given) -> Reading:
    problems = Problems(SOURCE)
    found = list(_lists_of(open_workbook(path), problems))
    counted, files = _first_of_each(found, problems)
    every = {f.number: Rows(f, problems) for f in counted}
    drawn = given.extracted_on or _latest_day(every, given.today)
    if not given.extracted_on:
        problems.add("extract_date_assumed" if drawn else "no_extract_date", path.name)
    tables = {number: episodes_of(rows, drawn or given.today) for number, rows in every.items()}
    for number, rows in every.items():
        if tables[number].empty:
            problems.add("empty_table", rows.file, rows.sheet)
    files += [rows.use() for rows in every.values()]
    covers = _coverage(list(tables.values()), every, drawn)
    lacking = {c.role for n, rows in every.items() for c in columns()[n] if c.role and not rows.has(c.role)}
    lacking |= {"unaccompanied"}  # within the last twelve months is not on the day
    together = joined(list(tables.values()))
    return Reading(SOURCE, path.stem, covers, together, files, problems.rows, drawn, silent=frozenset(lacking))


def _lists_of(sheets: list[Sheet], problems: Problems) -> Iterator[Found]:
    for sheet in sheets:
        found = find(sheet, sheet.cells)
        if found:
            yield found
        elif number_named(sheet.name) and sheet.cells.rows and not header_of(sheet.cells):
            said = f"has no row of column names in its first {TOP} rows. Put the names of Annex A above the data."
            raise AnalysisError(f"{sheet.file}, sheet {sheet.name!r}, {said}")
        elif number_named(sheet.name) or header_of(sheet.cells):
            problems.add("unknown_table", sheet.file, sheet.name)


def _first_of_each(found: list[Found], problems: Problems) -> tuple[list[Found], list[FileUse]]:
    """The sheet to count for each list (one in sight and named after its list comes first), and the use of the rest."""
    first: dict[int, Found] = {}
    for one in sorted(found, key=lambda f: (f.sheet.hidden, not f.named)):
        first.setdefault(one.number, one)
    counted, unused = [], []
    for one in found:
        rule = lists()[one.number].get("aside", "") if first[one.number] is one else "sheet_twice"
        if rule:
            unused.append(_unused(one, rule, problems))
            continue
        refuse_what_cannot_be_counted(one, missing(one.number, one.matched))
        say_what_was_met(one, problems)
        if number_named(one.sheet.name) not in (None, one.number):
            problems.add("other_list", one.sheet.file, one.sheet.name, more=f"It is {lists()[one.number]['title']}.")
        counted.append(one)
    return counted, unused


def _unused(found: Found, rule: str, problems: Problems) -> FileUse:
    number = sum(row > found.last_header_row for row in found.cells.rows)
    problems.add(rule, found.sheet.file, found.sheet.name, more=f"Rows: {number}.")
    aside = {rule: number} if number else {}
    return FileUse(found.sheet.file, found.sheet.name, lists()[found.number]["title"], number, 0, aside)


def _latest_day(every: dict[int, Rows], today: date) -> date | None:
    """The latest day in any column of events that is not after today; an end may be planned, and tells nothing."""
    latest = [day for rows in every.values() for day in _days(rows, pd.Timestamp(today))]
    return max(latest).date() if latest else None


def _days(rows: Rows, today: pd.Timestamp) -> Iterator[pd.Timestamp]:
    for column in columns()[rows.found.number]:
        if column.type == "date" and column.role not in ("born", "end") and column.name in rows.found.places:
            days = convert.dates(rows.named(column.name), rows.found.sheet.book.epoch_1904).cells
            days = days[days <= today]
            if len(days):
                yield days.max()


def _coverage(tables: list[pd.DataFrame], every: dict[int, Rows], drawn: date | None) -> list[Coverage]:
    """Six months up to the day drawn, for each kind whose list had rows that could be used."""
    if drawn is None:
        return []
    last = pd.Timestamp(drawn)
    first = last - pd.DateOffset(months=MONTHS)
    if first.day != last.day:  # there is no 31st six months earlier: the day after is certain
        first += pd.Timedelta(days=1)
    kinds = {lists()[n]["kind"] for (n, _), table in zip(every.items(), tables, strict=True) if len(table)}
    kinds |= {"conference"} & {"conference" if kind == "section_47" else "" for kind in kinds}
    return [Coverage(kind, first.date(), drawn) for kind in sorted(kinds)]
