"""Spellings that a reader must take without a word: header variants, dates in every form, spaces that do not break.

Two of them have a rule: a header that is only like one, and a year that does not agree.
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
_SPOKEN = {"NEG": "Neglect", "PHY": "Physical abuse", "EMO": "NNNY", "SAB": "sab", "MUL": "Neglect, Emotional"}


def vary(mess: Mess, degree: int) -> None:
    """Change spellings in a return, more of them at a higher degree."""
    of = {"annex_a": _annex_a, "cin_census": _census}.get(mess.made.format, _episodes)
    of(mess, degree)


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
    if degree == 3 and "List 7" in mess.tables:
        mess.made.renamed["List 7"] |= _GUESSED
        _said(mess, "List 7", next(iter(_GUESSED.values())), "header_guessed")


def _respell(mess: Mess, row: Row) -> None:
    """Dates as text, named months or serial numbers; an id with a space that does not break."""
    for name, value in row.cells.items():
        if isinstance(value, date):
            serial = (value - date(1899, 12, 30)).days
            forms = [f"{value:%d/%m/%Y}", f"{value:%d-%b-%Y}", f"{value.isoformat()}T00:00:00", serial]
            row.cells[name] = mess.dice.pick(forms)
        elif name == "Child Unique ID":
            row.cells[name] = f"\u00a0{value} "


def _census(mess: Mess, degree: int) -> None:
    for place in mess.take("ChildProtectionPlans", lambda p: p.row.cells["LatestCategoryOfAbuse"] in _SPOKEN):
        place.row.cells["LatestCategoryOfAbuse"] = _SPOKEN[place.row.cells["LatestCategoryOfAbuse"]]
    for place in mess.take("CINdetails", lambda p: isinstance(p.row.cells["ReferralNFA"], bool)):
        place.row.cells["ReferralNFA"] = "true" if place.row.cells["ReferralNFA"] else "False"
    if degree == 3:
        mess.made.header["Year"] = mess.drawn.year - 1
        _said(mess, "Header", "Year", "year_disagrees")


def _episodes(mess: Mess, degree: int) -> None:
    mess.made.renamed = {"episodes": {"PLACE_PROVIDER": "Place Provider", "LS": "ls "}, "header": {"DOB": "dob"}}
    for place in mess.take("episodes", lambda p: isinstance(p.row.cells["DECOM"], date)):
        place.row.cells |= {"DECOM": f"{place.row.cells['DECOM'].isoformat()}", "CHILD": f"{place.child}\u00a0"}
    if degree > 1 and mess.made.format == "ssda903":
        mess.made.added["episodes"] = ["LA_TEAM"]
        _said(mess, "", "LA_TEAM", "extra_column", f"{mess.made.name}_episodes.csv")
