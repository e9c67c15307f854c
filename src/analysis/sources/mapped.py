"""Any local report, as CSV or workbook, through a small mapping beside it: report.csv with report.toml.

The mapping says what a row is an episode of, which column is which field, and for which days the report is complete.
Without the first of those days nothing is known to be complete, and nothing is taken to be.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.mapped_cells import report_of
from analysis.sources.returns.mapped_draft import suggest
from analysis.sources.returns.mapped_episodes import Rows, episodes_of
from analysis.sources.returns.mapped_mapping import MAPPING, TABLES, Mapping, looks_like_one, mapping_of
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import KINDS, Coverage, Given, Reading
from analysis.sources.returns.workbooks import is_lock_file
from analysis.vocabulary.errors import AnalysisError

__all__ = ["SOURCE", "claims", "read", "suggest"]

SOURCE = "returns_mapped"
_EVENTS = ("start", "end", "since")


def claims(path: Path) -> bool:
    """Whether the file is a mapping, or a report with one beside it. A TOML about something else is not."""
    try:
        if path.suffix.lower() == MAPPING:
            return looks_like_one(path)
        beside = path.with_suffix(MAPPING)
        kind = path.suffix.lower() in TABLES and not is_lock_file(path)
        return kind and beside.is_file() and looks_like_one(beside)
    except OSError:
        return False


def read(paths: list[Path], given: Given) -> list[Reading]:
    """A reading of each report, in the order of the paths; a report and its mapping are one, whichever is given."""
    mappings = {mapping.path: mapping for mapping in map(mapping_of, paths)}
    return [_read(mapping, given) for mapping in mappings.values()]


def _read(mapping: Mapping, given: Given) -> Reading:
    problems = Problems(SOURCE)
    report = report_of(mapping)
    rows = Rows(report, problems)
    for one in report.guessed:
        header = report.headers[one]
        problems.add("header_guessed", rows.file, rows.name, column=header, more=f"Read as {mapping.columns[one]!r}.")
    if report.hidden:
        problems.add("hidden_rows", rows.file, rows.name)
    if report.encoding != "utf-8-sig":
        problems.add("other_encoding", rows.file, more=f"It is {report.encoding}.")
    drawn = _drawn(mapping, given, rows)
    episodes = episodes_of(rows, mapping, drawn or given.today)
    covers = _covers(mapping, drawn, rows)
    files = [rows.use(KINDS[mapping.kind])]
    return Reading(SOURCE, mapping.table.stem, covers, episodes, files, problems.rows, drawn)


def _drawn(mapping: Mapping, given: Given, rows: Rows) -> date | None:
    """The day that the mapping says, else the one given, else the latest day in the report up to today."""
    told = mapping.extracted_on or given.extracted_on
    if told and told > given.today:
        raise AnalysisError(f"{mapping.path.name}: {rows.file} was drawn on a day to come. Correct extracted_on.")
    if told:
        return told
    latest = list(_latest(rows, pd.Timestamp(given.today)))
    rows.problems.add("extract_date_assumed" if latest else "no_extract_date", rows.file, rows.name)
    return max(latest).date() if latest else None


def _latest(rows: Rows, today: pd.Timestamp) -> Iterator[pd.Timestamp]:
    for name in _EVENTS:
        if name in rows.frame:
            days = convert.dates(rows.frame[name], rows.epoch_1904).cells
            days = days[days <= today]
            if len(days):
                yield days.max()


def _covers(mapping: Mapping, drawn: date | None, rows: Rows) -> list[Coverage]:
    """From `first` to the day drawn, where the mapping gives a first and some row could be used."""
    if mapping.first and drawn and mapping.first > drawn:
        raise AnalysisError(f"{mapping.path.name}: first lies after the day the report was drawn. Correct one of them.")
    if not rows.used.any():
        rows.problems.add("empty_table", rows.file, rows.name)
        return []
    if mapping.first is None:
        rows.problems.add("coverage_not_given", rows.file, rows.name)
        return []
    return [Coverage(mapping.kind, mapping.first, drawn)] if drawn else []
