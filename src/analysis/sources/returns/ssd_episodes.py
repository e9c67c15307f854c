"""The dataset's tables of referrals, enquiries, conferences and plans as episodes. Care is in ssd_care.py.

Rows of two tables are joined by the dataset's ids and never dropped for want of a partner: the tables are cut to six
years each by a rule of its own, so a plan may be here and its referral not.
"""

import re
from typing import Any

import pandas as pd

from analysis.sources.returns.categories import category_of_abuse
from analysis.sources.returns.convert import YES_NO, by_value, ids, text
from analysis.sources.returns.shape import episodes
from analysis.sources.returns.sheets import Sheet
from analysis.sources.returns.ssd_people import USUAL, WHO, identified
from analysis.sources.returns.ssd_tables import specification
from analysis.sources.returns.words import worded

Tables = dict[str, Sheet]
CASES, ENQUIRIES, CONFERENCES = "ssd_cin_episodes", "ssd_s47_enquiry", "ssd_initial_cp_conference"
PLANS, REVIEWS, CARE = "ssd_cp_plans", "ssd_cp_reviews", "ssd_cla_episodes"
_FLAG = r'"(?:\w+_)?{}"\s*:\s*"?(y|yes|n|no|1|0|true|false)\b\s*["\s,}}]'


def placed(name: str, tables: Tables, known: pd.DataFrame, drawn: pd.Timestamp) -> None:
    """Give a table's rows their child, dates and characteristics; those that cannot be counted are set aside."""
    sheet, spec = tables[name], specification()[name]
    sheet.frame["key"] = ids(sheet.frame[spec["key"]]).cells.astype(object)
    if name == REVIEWS:
        _child_of_plan(sheet, tables.get(PLANS))
    else:
        identified(sheet, spec["child"])
    if spec.get("held"):
        sheet.aside("not_yet_held", by_text(sheet, spec["start"]) == "", spec["start"])
    sheet.place(spec["start"], spec.get("end", ""), drawn.date())
    if name == PLANS:
        sheet.frame["elsewhere"] = yes(sheet, "cppl_cp_plan_ola")
        sheet.aside("other_council_plan", sheet.frame["elsewhere"], "cppl_cp_plan_ola")
    if name == REVIEWS and PLANS in tables:
        held = tables[PLANS].frame
        strange = set(held.loc[held["elsewhere"], "key"]) - {""}
        sheet.aside("other_council_plan", sheet.frame["plan"].isin(strange), "cppr_cp_plan_id")
    once(sheet, ["child", "start", "end", *spec["same"]])
    described(sheet, known, spec["child"])


def once(sheet: Sheet, same: list[str]) -> None:
    """Rows that say the same are one; of two of a child that carry one id, the last is taken."""
    cells = sheet.rows[same].astype(object)
    sheet.aside("duplicate_row", cells.duplicated().reindex(sheet.frame.index))
    rows = sheet.rows[sheet.rows["key"] != ""]
    sheet.aside("id_twice", rows.duplicated(["child", "key"], keep="last").reindex(sheet.frame.index))


def described(sheet: Sheet, known: pd.DataFrame, column: str) -> None:
    """Put WHO into the frame; a child that is no person of the dataset stays, and is named."""
    made = known.reindex(sheet.frame["child"].to_numpy()).set_axis(sheet.frame.index)
    sheet.frame = sheet.frame.join(made[WHO].fillna(USUAL))
    if known["listed"].any():
        sheet.say("not_in_header", ~made["listed"].eq(True), column)


def _child_of_plan(sheet: Sheet, plans: Sheet | None) -> None:
    """The child of a review: as the row says, else the child of its plan. Of neither, it is set aside."""
    said = ids(sheet.frame["cppr_person_id"])
    sheet.say("id_as_number", said.bad, "cppr_person_id")
    plan = ids(sheet.frame["cppr_cp_plan_id"]).cells.astype(object)
    sheet.frame["plan"] = plan
    of_plan = parent(plans, plan, "child").fillna("")
    child = said.cells.astype(object)
    sheet.frame["child"] = child.where(child != "", of_plan)
    sheet.aside("blank_id", (sheet.frame["child"] == "") & (plan == ""), "cppr_cp_plan_id")
    sheet.aside("parent_not_here", sheet.frame["child"] == "", "cppr_cp_plan_id")


def parent(sheet: Sheet | None, key: pd.Series, column: str) -> pd.Series:
    """A column of the row of another table that carries an id; missing where there is none, or it was set aside."""
    if sheet is None:
        return pd.Series(None, index=key.index, dtype=object)
    held = sheet.rows[sheet.rows["key"] != ""].drop_duplicates("key", keep="last").set_index("key")[column]
    return held.reindex(key.to_numpy()).set_axis(key.index)


def by_text(sheet: Sheet, column: str) -> pd.Series:
    """The clean text of a column."""
    return pd.Series(by_value(sheet.frame[column], text), index=sheet.frame.index, dtype=object)


def coded(sheet: Sheet, column: str, of: str) -> pd.Series:
    """A column as words of a code list, whether the system writes the code or the word."""
    return sheet.known(worded(sheet.frame[column], of), column).astype(object)


def yes(sheet: Sheet, column: str) -> pd.Series:
    """Whether a column of Y and N says yes."""
    return sheet.code(column, YES_NO).astype(object) == "yes"


def flag(cells: pd.Series, name: str) -> pd.Series:
    """Yes, no or blank from a flag of a JSON text, which may have been cut off at any place."""
    pattern = re.compile(_FLAG.format(name), re.IGNORECASE)

    def one(value: object) -> str:
        found = pattern.search(text(value))
        return YES_NO[found[1].lower()] if found else ""

    return pd.Series(by_value(cells, one), index=cells.index, dtype=object)


def made(sheet: Sheet, kind: str, rows: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """Episodes of one kind from rows that have `child`, WHO, `start` and `end`."""
    common: dict[str, object] = {name: rows[name] for name in ["child", *WHO, "start", "end"]}
    place = {"kind": kind, "file": sheet.file, "sheet": sheet.name, "row": rows["line"]}
    taken = {name: cells.loc[rows.index] for name, cells in columns.items()}
    return episodes(common | place | taken, index=rows.index)


def cases(sheet: Sheet) -> list[pd.DataFrame]:
    """A referral from every row, and a case from every row but those that ended in no further action."""
    said = sheet.code("cine_referral_nfa", YES_NO).astype(object)
    nothing = said.where(said != "", flag(sheet.frame["cine_referral_outcome_json"], "NFA_FLAG")) == "yes"
    sheet.say("no_further_action", nothing, "cine_referral_nfa")
    words = {
        "category_of_need": coded(sheet, "cine_cin_primary_need_code", "category_of_need"),
        "referral_source": coded(sheet, "cine_referral_source_code", "referral_source"),
    }
    reason = coded(sheet, "cine_close_reason", "reason_closed")
    sheet.say("reason_without_end", (reason != "") & (by_text(sheet, "cine_close_date") == ""), "cine_close_reason")
    sheet.say("start_equals_end", (sheet.frame["start"] == sheet.frame["end"]) & ~nothing, "cine_close_date")
    rows = sheet.rows
    referrals = made(sheet, "referral", rows.assign(end=pd.NaT), no_further_action=nothing, **words)
    reason = reason.where(sheet.frame["end"].notna(), "")
    return [referrals, made(sheet, "cin", rows[~nothing[rows.index]], reason_ended=reason, **words)]


def plain(sheet: Sheet, kind: str) -> list[pd.DataFrame]:
    """Episodes with a start and an end and nothing more: assessments and child in need plans."""
    if kind == "cin_plan":
        sheet.say("start_equals_end", sheet.frame["start"] == sheet.frame["end"])
    return [made(sheet, kind, sheet.rows)]


def enquiries(sheet: Sheet, conferences: Sheet | None) -> list[pd.DataFrame]:
    """Enquiries: conference where one was held, no conference where the enquiry says that none followed, else blank.

    Without a table of conferences the enquiry's own flag is all that says so.
    """
    wanted = flag(sheet.frame["s47e_s47_outcome_json"], "CP_CONFERENCE_FLAG")
    nothing = yes(sheet, "s47e_s47_nfa")
    outcome = wanted.map({"no": "no conference"}).fillna("").mask(nothing & (wanted != "yes"), "no conference")
    if conferences is None:
        outcome = outcome.mask(wanted == "yes", "conference")
    else:
        held = ids(conferences.rows["icpc_s47_enquiry_id"]).cells.astype(object)
        outcome = outcome.mask(sheet.frame["key"].isin(set(held) - {""}), "conference")
    return [made(sheet, "section_47", sheet.rows, outcome=outcome)]


def conferences(sheet: Sheet, enquiries: Sheet | None) -> list[pd.DataFrame]:
    """Initial conferences, each with the start of its enquiry; a transfer in has none, so that it is not timed.

    The outcome is the dataset's flag as it stands: yes is a plan.
    """
    since = parent(enquiries, ids(sheet.frame["icpc_s47_enquiry_id"]).cells, "start").astype("datetime64[s]")
    moved = yes(sheet, "icpc_icpc_transfer_in")
    sheet.say("transfer_in", moved, "icpc_icpc_transfer_in")
    early = sheet.frame["start"] < since
    sheet.say("conference_before_enquiry", early & ~moved, "icpc_icpc_date")
    said = sheet.code("icpc_icpc_outcome_cp_flag", YES_NO).astype(object)
    outcome = said.map({"yes": "plan", "no": "no plan"}).fillna("")
    return [made(sheet, "conference", sheet.rows, since=since.mask(moved), outcome=outcome)]


def plans(sheet: Sheet) -> list[pd.DataFrame]:
    """Child protection plans. How many a child had before is not in the dataset beyond six years: it stays missing."""
    sheet.say("start_equals_end", sheet.frame["start"] == sheet.frame["end"], "cppl_cp_plan_end_date")
    sheet.problems.add("previous_plans_unknown", sheet.file)
    said = {}
    for side in ("initial", "latest"):
        column = f"cppl_cp_plan_{side}_category"
        said[f"category_of_abuse_{side}"] = sheet.known(category_of_abuse(sheet.frame[column]), column)
    return [made(sheet, "cp_plan", sheet.rows, **said)]


def reviews(sheet: Sheet, plans: Sheet | None) -> list[pd.DataFrame]:
    """Review conferences, each with the start of its plan where that is here."""
    since = parent(plans, sheet.frame["plan"], "start").astype("datetime64[s]")
    return [made(sheet, "review", sheet.rows, since=since)]
