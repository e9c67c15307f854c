"""The Standard Safeguarding Dataset: one CSV (or Parquet) a table, all drawn from the case system on one day.

Tables are told by their columns, and columns by their names. The tables are cut to six years and their ids are not sure
to find each other, so nothing is dropped for want of a partner.
"""

import csv
from pathlib import Path

import pandas as pd

from analysis.sources.returns import ssd_episodes as made_from
from analysis.sources.returns import ssd_people as who
from analysis.sources.returns.cin_plans import check_plans
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import FileUse, Given, Reading, joined
from analysis.sources.returns.sheets import Sheet
from analysis.sources.returns.ssd_care import LEGAL, PLACEMENTS, care
from analysis.sources.returns.ssd_days import covers, drawn_on
from analysis.sources.returns.ssd_episodes import CARE, CASES, CONFERENCES, ENQUIRIES, PLANS, REVIEWS
from analysis.sources.returns.ssd_tables import claimed, opened, specification
from analysis.vocabulary.errors import AnalysisError

SOURCE = "returns_safeguarding_dataset"
ASYLUM = "ssd_immigration_status"  # who came unaccompanied, and until when


def claims(path: Path) -> bool:
    """Whether the file holds a table of the dataset, by its columns. What cannot be opened is not."""
    try:
        return claimed(path)
    except (AnalysisError, OSError, UnicodeError, ValueError, csv.Error):
        return False


def read(paths: list[Path], given: Given) -> list[Reading]:
    """All tables as one reading of one extract. A table brought twice stops the reading: it is two extracts, or halves.

    Every other fault is in `problems`.
    """
    if not paths:
        return []
    problems = Problems(SOURCE)
    tables, unused = _tables(sorted(paths), problems)
    name = min(paths).parent.name
    drawn = drawn_on(tables, given, min(paths).name, problems)
    last = pd.Timestamp(drawn or given.today)
    _say_of_tables(tables, problems, min(paths).name)
    episodes = _episodes(tables, last)
    for sheet in tables.values():
        if not sheet.used.any():
            problems.add("empty_table", sheet.file)
    files = [sheet.use(specification()[table]["what"]) for table, sheet in tables.items()]
    silent = frozenset() if ASYLUM in tables else frozenset({"unaccompanied"})
    covered = covers(tables, drawn, given)
    return [Reading(SOURCE, name, covered, episodes, files + unused, problems.rows, drawn, silent=silent)]


def _tables(paths: list[Path], problems: Problems) -> tuple[dict[str, Sheet], list[FileUse]]:
    """The tables that are counted from, in the order of the specification, and the use of the others."""
    found: dict[str, Sheet] = {}
    for path in paths:
        table, sheet = opened(path, problems)
        if table in found:
            said = f"{found[table].file} and {path.name} both hold the table {table}."
            raise AnalysisError(f"{said} Bring one extract, with one file a table.")
        found[table] = sheet
    read = [name for name, spec in specification().items() if name in found and "read" in spec]
    counted = {name: found[name] for name in read if CARE in found or name not in (LEGAL, PLACEMENTS)}
    return counted, [_unused(name, found[name], problems) for name in found if name not in counted]


def _unused(table: str, sheet: Sheet, problems: Problems) -> FileUse:
    number = len(sheet.frame)
    problems.add("table_not_used", sheet.file, more=f"It is {table}. Rows: {number}.")
    aside = {"table_not_used": number} if number else {}
    return FileUse(sheet.file, "", specification()[table]["what"], number, 0, aside)


def _say_of_tables(tables: dict[str, Sheet], problems: Problems, file: str) -> None:
    """Name what is not there and matters: who the children are, and each kind of which nothing can be said."""
    if "ssd_person" not in tables:
        problems.add("no_table_of_children", file, more="It is ssd_person.")
    for name, spec in specification().items():
        if name not in tables and "kinds" in spec:
            problems.add("module_absent", file, more=f"It is {name}.")
    if CARE in tables and ASYLUM not in tables:
        problems.add("module_absent", file, more=f"It is {ASYLUM}.")
    if CASES in tables:
        problems.add("cases_cut_off", tables[CASES].file)
    if CARE in tables and LEGAL not in tables:
        problems.add("short_breaks_unknown", tables[CARE].file)


def _episodes(tables: dict[str, Sheet], drawn: pd.Timestamp) -> pd.DataFrame:
    asylum = tables.get(ASYLUM)
    times = who.statuses(asylum, drawn) if asylum is not None else None
    known = who.people(tables, drawn)
    for name, spec in specification().items():
        if name in tables and "kinds" in spec:
            made_from.placed(name, tables, known, drawn)
    made = joined(_of_each(tables, drawn))
    return made if times is None else who.unaccompanied(made, times)


def _of_each(tables: dict[str, Sheet], drawn: pd.Timestamp) -> list[pd.DataFrame]:
    """The episodes of every table, one after another."""
    there = tables.get
    made: list[pd.DataFrame] = []
    if case := there(CASES):
        made += made_from.cases(case)
    if enquiry := there(ENQUIRIES):
        made += made_from.enquiries(enquiry, there(CONFERENCES))
    if conference := there(CONFERENCES):
        made += made_from.conferences(conference, enquiry)
    if plan := there(PLANS):
        made += made_from.plans(plan)
        check_plans(plan, None)
    if review := there(REVIEWS):
        made += made_from.reviews(review, plan)
    for name, kind in (("ssd_cin_assessments", "assessment"), ("ssd_cin_plans", "cin_plan")):
        if sheet := there(name):
            made += made_from.plain(sheet, kind)
    return made + (care(tables, drawn) if CARE in tables else [])
