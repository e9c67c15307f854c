"""Faults of a whole file or sheet, and spellings that a reader must take without a word.

Without a word: header variants, dates in every form, spaces that do not break. What has a rule is in the ledger.
"""

from datetime import date

from analysis.sources.synthesis.mess import Mess
from analysis.sources.synthesis.rows import Row

_HEADERS = {
    "Age of Child (Years)": "Age",
    "Date of referral": "Date of Referral",
    "Child's Legal Status": "Child’s Legal Status",
    "Ethnicity": "Ethnicity ",
    "Child Protection Plan End Date": "ChildProtectionPlanEndDate",
    "Date Started to be Looked After": "LoookedAfterStartDate",
}
_GUESSED = {"Child Protection Plan Start Date": "Child Protection Plan Start Dte"}
_LEFT_OUT = "Does the Child have a Disability"
_SPOKEN = {"NEG": "Neglect", "PHY": "Physical abuse", "EMO": "NNNY", "SAB": "sab", "MUL": "Neglect, Emotional"}


def vary(mess: Mess, degree: int) -> None:
    """Change spellings in a return, more of them at a higher degree."""
    of = {"annex_a": _annex_a, "cin_census": _census, "mapped": _report, "safeguarding_dataset": _dataset}
    of["ssda903_xml"] = _xml
    of.get(mess.made.format, _episodes)(mess, degree)


def _said(mess: Mess, sheet: str, column: str, rule: str, file: str = "") -> None:
    row = Row(sheet, {})
    row.place(file or mess.made.name, sheet, "")
    mess.say(row, column, rule)


def _annex_a(mess: Mess, degree: int) -> None:
    mess.made.titles = degree
    for table in mess.tables:
        mess.made.renamed[table] = dict(_HEADERS)
        for place in mess.take(table, lambda _: True):
            _respell(mess, place.row)
    if degree > 1:
        _untidy(mess)
    if degree == 3 and "List 7" in mess.tables:
        mess.made.renamed["List 7"] |= _GUESSED
        _said(mess, "List 7", next(iter(_GUESSED.values())), "header_guessed")


def _untidy(mess: Mess) -> None:
    """A list in two sheets, a hidden row, and a column left out."""
    for sheet, rule in (("List 4", "hidden_rows"), ("List 6", "column_absent")):
        if sheet in mess.tables:
            _said(mess, sheet, _LEFT_OUT if rule == "column_absent" else "", rule)
    mess.made.hidden, mess.made.dropped["List 6"] = ["List 4"], [_LEFT_OUT]
    if "List 7" in mess.tables:
        mess.made.twice = ["List 7"]
        _said(mess, "List 7 (2)", "", "sheet_twice")


def _respell(mess: Mess, row: Row) -> None:
    """Dates as text, named months or serial numbers; an id with a space that does not break."""
    for name, value in row.cells.items():
        if isinstance(value, date):
            serial = (value - date(1899, 12, 30)).days
            forms = [f"{value:%d/%m/%Y}", f"{value:%d-%b-%Y}", f"{value.isoformat()}T00:00:00", serial]
            row.cells[name] = mess.dice.pick(forms)
        elif name in ("Child Unique ID", "Client Ref") or name.endswith("_person_id"):
            row.cells[name] = f"\u00a0{value} "


def _report(mess: Mess, degree: int) -> None:
    mess.made.renamed = {"plans": {"Plan Closed": "PLAN CLOSED", "D.O.B.": "D.O.B"}}
    for place in mess.take("plans", lambda _: True):
        _respell(mess, place.row)
    if degree == 3:
        mess.made.renamed["plans"]["Ethnic Background"] = "Ethnic Backgroud"
        _said(mess, "", "Ethnic Backgroud", "header_guessed", f"{mess.made.name}.csv")


def _dataset(mess: Mess, degree: int) -> None:
    mess.made.renamed = {"ssd_cp_plans": {"cppl_cp_plan_end_date": "CPPL_CP_Plan_End_Date"}}
    mess.made.renamed["ssd_cin_plans"] = {"cinp_cin_plan_id": "cin_plan_id"}
    for table in ("ssd_cp_plans", "ssd_cin_assessments", "ssd_cla_episodes", "ssd_cin_episodes"):
        for place in mess.take(table, lambda _: True):
            _respell(mess, place.row)
    if degree > 1:
        mess.made.added["ssd_cp_plans"] = ["local_note"]
        _said(mess, "", "local_note", "extra_column", "ssd_cp_plans.csv")


def _census(mess: Mess, degree: int) -> None:
    for place in mess.take("ChildProtectionPlans", lambda p: p.row.cells["LatestCategoryOfAbuse"] in _SPOKEN):
        place.row.cells["LatestCategoryOfAbuse"] = _SPOKEN[place.row.cells["LatestCategoryOfAbuse"]]
    for place in mess.take("CINdetails", lambda p: isinstance(p.row.cells["ReferralNFA"], bool)):
        place.row.cells["ReferralNFA"] = "true" if place.row.cells["ReferralNFA"] else "False"
    if degree > 1 and (mess.drawn.month, mess.drawn.day) == (3, 31):
        mess.made.header["DateTime"] = "2099-01-01T00:00:00"
        _said(mess, "Header", "DateTime", "extract_date_ignored")
    if degree == 3:
        mess.made.header["LEA"] = None
        _said(mess, "Header", "LEA", "no_authority")
        mess.made.header["Year"] = mess.drawn.year - 1
        _said(mess, "Header", "Year", "year_disagrees")


def _xml(mess: Mess, degree: int) -> None:  # noqa: ARG001 (every format is called alike)
    for place in mess.take("episodes", lambda p: isinstance(p.row.cells["DECOM"], date)):
        place.row.cells["DECOM"] = f"{place.row.cells['DECOM']:%d/%m/%Y}"


def _episodes(mess: Mess, degree: int) -> None:
    mess.made.renamed = {"episodes": {"PLACE_PROVIDER": "Place Provider", "LS": "ls "}, "header": {"DOB": "dob"}}
    for place in mess.take("episodes", lambda p: isinstance(p.row.cells["DECOM"], date)):
        place.row.cells |= {"DECOM": f"{place.row.cells['DECOM'].isoformat()}", "CHILD": f"{place.child}\u00a0"}
    if degree > 1 and mess.made.format == "ssda903":
        mess.made.added["episodes"] = ["LA_TEAM"]
        _said(mess, "", "LA_TEAM", "extra_column", f"{mess.made.name}_episodes.csv")
