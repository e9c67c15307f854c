"""The children in need census: a council's XML return of a year, as episodes with the line that each came from."""

import re
from pathlib import Path

import pandas as pd

from analysis.sources.returns import cin_episodes as made_from
from analysis.sources.returns.cin_children import WHO, children, who
from analysis.sources.returns.cin_header import Period, period_of
from analysis.sources.returns.cin_plans import check_plans
from analysis.sources.returns.cin_xml import Census, modules, parse
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import Coverage, Given, Reading, joined
from analysis.sources.returns.sheets import Sheet

SOURCE = "returns_cin_census"
_HEAD = 1 << 20
_OURS = re.compile(rb"<(?:[\w.-]+:)?(?:CINdetails(?:Collection)?|ChildIdentifiers|LAchildID)\b|Collection>\s*CIN\s*<")


def claims(path: Path) -> bool:
    """Whether a file is a CIN census return: XML with the elements of one, in UTF-8 or UTF-16, whatever its name."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).replace(b"\0", b"")
    except OSError:
        return False
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _OURS.search(head) is not None


def read(paths: list[Path], given: Given) -> list[Reading]:
    """Each file as one return, in the order given."""
    return [_return(path, given) for path in paths]


def _return(path: Path, given: Given) -> Reading:
    problems = Problems(SOURCE)
    census = parse(path)
    period = period_of(census, path.name, given, problems)
    for module, line, element in census.twice:
        problems.add("element_twice", path.name, module, line, element)
    sheets = _sheets(census, path.name, period, problems)
    tables = _episodes(sheets, pd.Timestamp(period.drawn))
    name = f"CIN census, year ending {period.ends.day} {period.ends:%B %Y}"
    files = [sheet.use(modules()[module]["what"]) for module, sheet in sheets.items()]
    covers = _covers(sheets, path.name, period, problems)
    return Reading(SOURCE, name, covers, joined(tables), files, problems.rows, period.drawn, period.ends)


def _sheets(census: Census, file: str, period: Period, problems: Problems) -> dict[str, Sheet]:
    """Every module of the file with who each row is about, its dates, and the rows set aside that cannot be used."""
    sheets = {m: Sheet(file, m, census.tables[m], problems) for m in modules() if m in census.tables}
    known = children(sheets["Child"]) if "Child" in sheets else pd.DataFrame(columns=WHO)
    for module, sheet in sheets.items():
        if module != "Child":
            _prepare(sheet, known, period)
    return sheets


def _prepare(sheet: Sheet, known: pd.DataFrame, period: Period) -> None:
    spec = modules()[sheet.name]
    if "start" not in spec:
        sheet.aside("table_not_used", pd.Series(True, index=sheet.frame.index))
        return
    who(sheet, known)
    sheet.place(spec["start"], spec.get("end", ""), period.drawn)
    again = sheet.rows.duplicated(["child", *spec["same"]])
    sheet.frame["again"] = again.reindex(sheet.frame.index, fill_value=False)
    sheet.aside("duplicate_row", sheet.frame["again"])


def _episodes(sheets: dict[str, Sheet], drawn: pd.Timestamp) -> list[pd.DataFrame]:
    """The episodes of every kind, those of one module after another."""
    case, enquiry, plan = (sheets.get(m) for m in ("CINdetails", "Section47", "ChildProtectionPlans"))
    for sheet in (case, enquiry):
        if sheet is not None:
            made_from.held_on(sheet, drawn)
    tables = made_from.cases(case) if case is not None else []
    if plan is not None:
        tables += made_from.plans(plan)
        check_plans(plan, case)
    if enquiry is not None:
        tables += made_from.enquiries(enquiry)
    tables += made_from.conferences(enquiry, case, plan)
    for module, kind in (("Assessments", "assessment"), ("CINPlanDates", "cin_plan")):
        if module in sheets:
            tables += made_from.plain(sheets[module], kind)
    return [*tables, *(made_from.reviews(sheets["Reviews"], plan) if "Reviews" in sheets else [])]


def _covers(sheets: dict[str, Sheet], file: str, period: Period, problems: Problems) -> list[Coverage]:
    """The kinds of the modules that the file holds; a module that is absent may have been left out of the export."""
    covers = []
    for module, spec in modules().items():
        if module in sheets and len(sheets[module].frame) and not sheets[module].used.any() and spec["covers"]:
            problems.add("empty_table", file, module)
        elif module in sheets:
            covers += [Coverage(kind, period.first, period.last) for kind in spec["covers"]]
        elif spec["covers"] and period.ends.year >= spec.get("since", 0):
            problems.add("module_absent", file, module)
    return covers
