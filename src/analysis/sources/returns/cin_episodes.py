"""The modules of a CIN census return as episodes: what each row of each module is an episode of."""

import pandas as pd

from analysis.sources.returns.categories import category_of_abuse, meaning
from analysis.sources.returns.cin_children import WHO
from analysis.sources.returns.cin_plans import outcomes
from analysis.sources.returns.convert import YES_NO, texts, wholes
from analysis.sources.returns.shape import episodes
from analysis.sources.returns.sheets import Sheet


def _made(sheet: Sheet, kind: str, rows: pd.DataFrame, **columns: object) -> pd.DataFrame:
    """Episodes of one kind from rows that have `start` and `end`, who, and the line."""
    common: dict[str, object] = {name: rows[name] for name in [*WHO, "start", "end"]}
    place = {"kind": kind, "file": sheet.file, "sheet": sheet.name, "row": rows["line"]}
    return episodes(common | place | columns, index=rows.index)


def cases(sheet: Sheet) -> list[pd.DataFrame]:
    """A referral from every row; a case from every row but those that ended in no further action."""
    words = _case_words(sheet)
    nothing = sheet.frame["nothing"]
    sheet.say("no_further_action", nothing, "ReferralNFA")
    rows = sheet.rows
    common: dict[str, object] = {name: words[name] for name in ("referral_source", "category_of_need")}
    open_ended = rows.assign(end=pd.NaT)
    referrals = _made(sheet, "referral", open_ended, no_further_action=nothing[rows.index], **common)
    real = rows[~nothing[rows.index]]
    sheet.say("start_equals_end", real.index[real["start"] == real["end"]], "CINclosureDate")
    unended = texts(sheet.frame["CINclosureDate"]).astype(object) == ""
    sheet.say("reason_without_end", (words["reason_ended"] != "") & unended, "ReasonForClosure")
    in_need = _made(sheet, "cin", real, reason_ended=words["reason_ended"].loc[real.index], **_on(common, real.index))
    return [referrals, in_need]


def _on(columns: dict[str, object], index: pd.Index) -> dict[str, object]:
    return {name: cells.loc[index] for name, cells in columns.items() if isinstance(cells, pd.Series)}


def _case_words(sheet: Sheet) -> dict[str, pd.Series]:
    """The coded elements of a case as words; `nothing` is put in the frame: the referral led to nothing."""
    sheet.frame["nothing"] = sheet.code("ReferralNFA", YES_NO).astype(object) == "yes"
    codes = {"referral_source": "ReferralSource", "category_of_need": "PrimaryNeedCode"}
    words = {word: sheet.code(element, meaning(word)).astype(object) for word, element in codes.items()}
    return words | {"reason_ended": sheet.code("ReasonForClosure", meaning("reason_closed")).astype(object)}


def plain(sheet: Sheet, kind: str) -> list[pd.DataFrame]:
    """Episodes with a start and an end and nothing more: assessments and child in need plans."""
    if kind == "cin_plan":
        sheet.say("start_equals_end", sheet.frame["start"] == sheet.frame["end"], "CINPlanEndDate")
    return [_made(sheet, kind, sheet.rows)]


def plans(sheet: Sheet) -> list[pd.DataFrame]:
    """Child protection plans; a blank number of previous plans is missing, never 0."""
    sheet.say("start_equals_end", sheet.frame["start"] == sheet.frame["end"], "CPPendDate")
    said = {}
    for name, element in (("initial", "InitialCategoryOfAbuse"), ("latest", "LatestCategoryOfAbuse")):
        said[f"category_of_abuse_{name}"] = sheet.known(category_of_abuse(sheet.frame[element]), element)
    previous = sheet.known(wholes(sheet.frame["NumberOfPreviousCPP"]), "NumberOfPreviousCPP")
    rows = sheet.rows
    return [_made(sheet, "cp_plan", rows, previous_plans=previous[rows.index], **_on(dict(said), rows.index))]


def reviews(sheet: Sheet, plans: Sheet | None) -> list[pd.DataFrame]:
    """Review conferences, each with the start of the plan that it stands in."""
    starts = pd.Series(pd.NaT, index=sheet.frame.index, dtype="datetime64[s]")
    if plans is not None:
        held = plans.frame.set_index("number")["start"]
        starts = held.reindex(sheet.frame["plan"].to_numpy()).set_axis(sheet.frame.index)
    rows = sheet.rows
    return [_made(sheet, "review", rows, since=starts[rows.index])]


def enquiries(sheet: Sheet) -> list[pd.DataFrame]:
    """Section 47 enquiries: conference where a conference was held, no conference where none was needed, else blank."""
    needless = sheet.code("ICPCnotRequired", YES_NO).astype(object) == "yes"
    outcome = needless.map({True: "no conference", False: ""}).where(sheet.frame["held"].isna(), "conference")
    rows = sheet.rows
    return [_made(sheet, "section_47", rows, outcome=outcome[rows.index])]


def held_on(sheet: Sheet, drawn: pd.Timestamp) -> None:
    """Put the date of the conference in the frame, blank where it is later than the day the return was drawn."""
    held = sheet.days("DateOfInitialCPC")
    sheet.say("future_date", held > drawn, "DateOfInitialCPC")
    sheet.frame["held"] = held.mask(held > drawn)


def conferences(enquiry: Sheet | None, case: Sheet | None, plans: Sheet | None) -> list[pd.DataFrame]:
    """Initial conferences from both places that may hold one; that of an enquiry carries the enquiry's start."""
    tables = [_held(sheet, sheet is enquiry) for sheet in (enquiry, case) if sheet is not None]
    if not tables:
        return []
    both = pd.concat(tables, ignore_index=True)
    again = both.duplicated(["child", "start"])
    for sheet in (enquiry, case):
        if sheet is not None:
            places = both.loc[again & (both["module"] == sheet.name), "at"]
            sheet.say("conference_twice", pd.Index(places), "DateOfInitialCPC")
    both = both[~again].reset_index(drop=True)
    both["outcome"] = outcomes(both, plans)
    parts = [(sheet, both[both["module"] == sheet.name]) for sheet in (enquiry, case) if sheet is not None]
    return [_made(s, "conference", rows, since=rows["since"], outcome=rows["outcome"]) for s, rows in parts]


def _held(sheet: Sheet, of_enquiry: bool) -> pd.DataFrame:
    rows = sheet.rows[sheet.rows["held"].notna()]
    if of_enquiry:
        sheet.say("conference_before_enquiry", rows.index[rows["held"] < rows["start"]], "DateOfInitialCPC")
    case = rows["case"] if of_enquiry else rows["number"]
    since = rows["start"] if of_enquiry else pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    where = {"module": sheet.name, "at": rows.index, "case": case, "since": since}
    return rows[[*WHO, "line"]].assign(**where, start=rows["held"], end=pd.NaT)
