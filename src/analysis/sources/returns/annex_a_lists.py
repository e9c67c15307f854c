"""From the rows of a list of Annex A to episodes: what each column means, and which rows are counted."""

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.annex_a_order import in_order
from analysis.sources.returns.annex_a_rows import Rows
from analysis.sources.returns.annex_a_tables import columns, lists
from analysis.sources.returns.categories import category_of_abuse, ethnic_groups, meaning
from analysis.sources.returns.convert import Read, after_letter, by_value, text
from analysis.sources.returns.shape import episodes, joined

_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?")  # what a spreadsheet shows for a formula that failed
_REASON = re.compile(r"(E\d{1,2}[A-Z]?|X1|RC\d)\b.*", re.DOTALL)
_NOT_STATED = "not stated"
_CODED = {"category_of_need": "category_of_need", "legal_status": "legal_status", "placement": "placement"}
_CODED |= {"referral_source": "referral_source"}


def episodes_of(rows: Rows, drawn: date) -> pd.DataFrame:
    """The episodes of a list, nothing later than the day it was drawn. Rows that cannot be counted are set aside."""
    kind = lists()[rows.found.number]["kind"]
    _say_absent(rows)
    made = _identified(rows)
    made |= {role: rows.dates(role) for role in ("start", "end", "conference", "born")}
    made["end"] = made["end"].astype("datetime64[s]")
    made |= _words(rows, kind)
    made["unborn"] = _unborn(rows, made["born"], drawn)
    table = pd.DataFrame(made).loc[rows.left]
    table = _countable(rows, table, kind, pd.Timestamp(drawn))
    made_of = _conferences(rows, table, pd.Timestamp(drawn)) if kind == "section_47" else [_shaped(rows, table, kind)]
    return joined(made_of)


def _identified(rows: Rows) -> dict[str, pd.Series]:
    found = convert.ids(rows.cells("child").map(lambda v: None if _ERROR.fullmatch(text(v)) else v))
    rows.say("id_as_number", found.bad, "child")
    rows.put_aside("blank_id", found.cells == "", "child")
    return {"child": found.cells.loc[rows.left].astype(object)}


def _say_absent(rows: Rows) -> None:
    for column in columns()[rows.found.number]:
        if column.role not in ("", "age", "other_council") and column.name not in rows.found.places:
            rows.problems.add("column_absent", rows.file, rows.sheet, column=column.name)


def _words(rows: Rows, kind: str) -> dict[str, pd.Series]:
    found = {role: rows.coded(role, _code(of)) for role, of in _CODED.items() if rows.has(role)}
    found |= {r: rows.coded(r, category_of_abuse) for r in _roles(rows, "category_of_abuse_")}
    for role in _roles(
        rows, "disability", "no_further_action", "unaccompanied", "unnecessary", "plan", "other_council"
    ):
        found[role] = rows.coded(role, _code("yes_no", "unknown"))
    found["sex"] = rows.coded("sex", _code("sex", "unknown"))
    found["ethnic_group"] = rows.coded("ethnic_group", ethnic_groups, "unknown_ethnicity")
    if rows.has("reason_ended"):
        found["reason_ended"] = rows.coded("reason_ended", _reasons)
    if kind == "cp_plan":
        found["previous_plans"] = rows.coded("previous_plans", convert.wholes, "not_a_number")
    return {role: cells if role == "previous_plans" else cells.astype(object) for role, cells in found.items()}


def _roles(rows: Rows, *starts: str) -> list[str]:
    return [role for role in rows.found.roles if role.startswith(starts)]


def _code(of: str, blank: str = "") -> Callable[[pd.Series], Read]:
    """A reader of a code list, by code or by the word that the code stands for."""
    known = meaning(of)
    return lambda cells: convert.codes(cells, {word: word for word in known.values()} | known, blank)


def _reasons(cells: pd.Series) -> Read:
    """The code at the start of a reason: "k) E47: ..." is E47."""

    def one(value: object) -> str | None:
        said = after_letter(text(value)).upper()
        found = _REASON.fullmatch(said)
        return "" if said == "" else found[1] if found else None

    found = pd.Series(by_value(cells, one), index=cells.index, dtype=object)
    bad = found.index[found.isna()]
    return Read(found.fillna(""), bad)


def _unborn(rows: Rows, born: pd.Series, drawn: date) -> pd.Series:
    """Not born on the day drawn: an expected date after it; or no date, no age of a year, and sex not stated."""
    sex = rows.cells("sex").map(lambda v: after_letter(text(v)).lower().startswith(_NOT_STATED))
    aged = rows.cells("age").map(lambda v: text(v)[:1] in set("123456789"))
    blank = rows.cells("born").map(lambda v: text(v) == "")
    return (born > pd.Timestamp(drawn)) | (blank & sex.astype(bool) & ~aged.astype(bool))


def _countable(rows: Rows, table: pd.DataFrame, kind: str, drawn: pd.Timestamp) -> pd.DataFrame:
    """The rows that can be counted: placed in time, not another council's, and each once."""
    conferred = table["conference"] <= drawn
    rows.put_aside("no_start", table["start"].isna() & ~conferred, "start")
    rows.put_aside("end_before_start", table["end"] < table["start"], "end")
    rows.put_aside("future_start", (table["start"] > drawn) & ~conferred, "start")
    if "other_council" in table:
        rows.put_aside("other_council_plan", table["other_council"] == "yes", "other_council")
    rows.put_aside("duplicate_row", table.loc[rows.left].astype(object).duplicated())
    table = table.loc[rows.left]
    if lists()[rows.found.number].get("open"):
        rows.put_aside("same_start_twice", table.duplicated(["child", "start"], keep="last"), "start")
        table = table.loc[rows.left]
    return _ended(rows, table, kind, drawn)


def _ended(rows: Rows, table: pd.DataFrame, kind: str, drawn: pd.Timestamp) -> pd.DataFrame:
    table = table.copy()
    if "reason_ended" in table:
        reason, ended = table["reason_ended"] != "", table["end"].notna()
        rows.say("reason_without_end", table.index[reason & ~ended], "reason_ended")
        rows.say("end_without_reason", table.index[~reason & ended], "reason_ended")
    later = table["end"] > drawn
    rows.say("future_end", table.index[later], "end")
    table.loc[later, "end"] = pd.NaT
    rows.say("start_equals_end", table.index[table["start"] == table["end"]], "end")
    if kind == "care":
        rows.say("start_before_birth", table.index[table["start"] < table["born"]], "start")
    table["short_breaks"] = table.get("legal_status", pd.Series("", table.index)) == "Short breaks"
    rows.say("short_breaks", table.index[table["short_breaks"]], "legal_status")
    if kind == "referral" and "no_further_action" in table:
        rows.say("no_further_action", table.index[table["no_further_action"] == "yes"], "no_further_action")
    table = in_order(rows, table, kind)
    if "reason_ended" in table:
        table.loc[table["end"].isna(), "reason_ended"] = ""
    return table


def _conferences(rows: Rows, table: pd.DataFrame, drawn: pd.Timestamp) -> list[pd.DataFrame]:
    """An enquiry a row, and the conference that followed it by the day drawn."""
    blank = pd.Series("unknown", table.index)
    unneeded, plan = table.get("unnecessary", blank), table.get("plan", blank)
    held, enquired = table["conference"] <= drawn, table["start"] <= drawn
    rows.say("future_conference", table.index[table["conference"] > drawn], "conference")
    rows.say("no_enquiry_start", table.index[~enquired], "start")
    outcome = unneeded.map({"yes": "no conference"}).fillna("").where(~held, "conference")
    enquiries = table.assign(outcome=outcome)[enquired]
    since = table["start"].where(enquired)
    met = table.assign(since=since, start=table["conference"], outcome=plan.map({"yes": "plan", "no": "no plan"}))
    return [_shaped(rows, enquiries, "section_47"), _shaped(rows, met.fillna({"outcome": ""})[held], "conference")]


def _shaped(rows: Rows, table: pd.DataFrame, kind: str) -> pd.DataFrame:
    made: dict[str, object] = {name: table[name] for name in table if name not in _ONLY_HERE}
    for flag in ("unaccompanied", "no_further_action"):
        if flag in table:
            made[flag] = (table[flag] == "yes").to_numpy()
    made |= {"kind": kind, "file": rows.file, "sheet": rows.sheet, "row": pd.Series(table.index, table.index)}
    return episodes(made, table.index)


_ONLY_HERE = {"conference", "unnecessary", "plan", "other_council"}
