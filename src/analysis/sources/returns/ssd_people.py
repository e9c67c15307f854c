"""Who the dataset's children are: persons, disabilities, families, and whether they came unaccompanied.

None of these tables has a rule of date: they hold what is known now, which stands on the years before too.
"""

import pandas as pd

from analysis.sources.returns.categories import ethnic_groups, meaning
from analysis.sources.returns.convert import by_value, codes, ids, text
from analysis.sources.returns.sheets import Sheet
from analysis.sources.returns.ssd_tables import disabilities

PERSON = ["ethnic_group", "sex", "born", "unborn"]
WHO = ["family", "disability", *PERSON]
USUAL = {"family": "", "disability": "unknown", "ethnic_group": "Unclassified", "sex": "unknown", "unborn": False}
_MISPRINTED = {"CNHE": "CHNE"}  # the dataset's own specification has it so


def identified(sheet: Sheet, column: str) -> None:
    """Put `child` in the frame; rows without an id are set aside."""
    found = ids(sheet.frame[column])
    sheet.frame["child"] = found.cells.astype(object)
    sheet.say("id_as_number", found.bad, column)
    sheet.aside("blank_id", sheet.frame["child"] == "", column)


def people(tables: dict[str, Sheet], drawn: pd.Timestamp) -> pd.DataFrame:
    """WHO by child, for every child of whom one of the tables says something; `listed` where it is a person there."""
    parts = [pd.DataFrame(columns=["listed", *PERSON])]
    if "ssd_person" in tables:
        parts = [persons(tables["ssd_person"], drawn, _unaccompanied(tables)).assign(listed=True)]
    for name, column, of in (("ssd_disability", "disability", disabled), ("ssd_family", "family", families)):
        if name in tables:
            parts.append(of(tables[name]).rename(column).to_frame())
    made = pd.concat(parts, axis=1).reindex(columns=["listed", *WHO])
    filled = made.astype(object).where(made.notna(), None).fillna({**USUAL, "listed": False})
    return filled.assign(born=pd.to_datetime(filled["born"]).astype("datetime64[s]"))


def persons(sheet: Sheet, drawn: pd.Timestamp, unaccompanied: set[str]) -> pd.DataFrame:
    """Sex, ethnic group and birth by child. Of two rows of a child, each is the first that is known."""
    identified(sheet, "pers_person_id")
    sheet.aside("duplicate_row", sheet.rows.duplicated(sheet.frame.columns.drop("line")).reindex(sheet.frame.index))
    frame = sheet.frame
    sex = sheet.code("pers_sex", {**{w: w for w in meaning("sex").values()}, **meaning("sex")}).astype(object)
    cells = pd.Series(by_value(frame["pers_ethnicity"], _printed), index=frame.index)
    group = sheet.known(ethnic_groups(cells), "pers_ethnicity", "unknown_ethnicity").astype(object)
    told = {"sex": sex.mask(sex.isin(["", "unknown"]), None), "flagged": (sex == "unknown").where(sex != "", None)}
    told |= {"ethnic_group": group.mask(group == "Unclassified", None)}
    told |= {"born": sheet.days("pers_dob"), "due": sheet.days("pers_expected_dob")}
    made = frame[["child"]].assign(**told)[sheet.used]
    sheet.say("duplicate_child", made.index[made["child"].duplicated(keep=False)], "pers_person_id")
    first = made.groupby("child", sort=False)[["sex", "ethnic_group", "flagged", "born", "due"]].first()
    return _born(sheet, first, drawn, unaccompanied)[PERSON]


def _printed(value: object) -> object:
    return _MISPRINTED.get(text(value).upper(), value)


def _born(sheet: Sheet, first: pd.DataFrame, drawn: pd.Timestamp, unaccompanied: set[str]) -> pd.DataFrame:
    """Birth from the two dates: an expected date alone may be that of a child not yet born, or an estimate.

    It is unborn where the date is still to come; where it is past, only if sex is given as unknown and the child did
    not come unaccompanied, whose birth dates are estimates. Otherwise the date is taken as the day of birth.
    """
    alone = first["born"].isna() & first["due"].notna()
    flagged = first["sex"].isna() & first["flagged"].eq(True) & ~first.index.isin(unaccompanied)
    unborn = (alone & ((first["due"] > drawn) | flagged)) | (first["born"] > drawn)
    estimated = alone & ~unborn
    of_these = sheet.rows["child"].isin(set(first.index[estimated]))
    sheet.say("birth_estimated", of_these.index[of_these], "pers_expected_dob")
    return first.assign(unborn=unborn, born=first["born"].where(~estimated, first["due"]))


def disabled(sheet: Sheet) -> pd.Series:
    """Yes or no by child: any code is yes, NONE alone is no. A child who is not in the table is not known of."""
    identified(sheet, "disa_person_id")
    found = sheet.known(codes(sheet.frame["disa_disability_code"], disabilities()), "disa_disability_code")
    said = pd.DataFrame({"child": sheet.frame["child"], "said": found.astype(object)})[sheet.used]
    by_child = said[said["said"] != ""].groupby("child")["said"].max()
    return by_child.reindex(pd.unique(said["child"])).fillna("unknown")


def families(sheet: Sheet) -> pd.Series:
    """The family of each child: the one that most of the child's rows say, the smallest on a tie."""
    identified(sheet, "fami_person_id")
    sheet.frame["family"] = ids(sheet.frame["fami_family_id"]).cells.astype(object)
    sheet.aside("blank_family", sheet.frame["family"] == "", "fami_family_id")
    counted = sheet.rows.groupby(["child", "family"]).size().rename("number").reset_index()
    counted = counted.sort_values(["number", "family"], ascending=[False, True], kind="stable")
    family = counted.drop_duplicates("child").set_index("child")["family"]
    other = sheet.rows["family"] != sheet.rows["child"].map(family)
    sheet.say("several_families", other.index[other], "fami_family_id")
    return family


def _unaccompanied(tables: dict[str, Sheet]) -> set[str]:
    if "ssd_immigration_status" not in tables:
        return set()
    sheet = tables["ssd_immigration_status"]
    return set(sheet.rows.loc[sheet.rows["asylum"], "child"])


def statuses(sheet: Sheet, drawn: pd.Timestamp) -> pd.DataFrame:
    """The times as an unaccompanied child seeking asylum: `child`, `since`, `until`; a blank side is open.

    Put into the frame first, so that `people` can ask who ever came so.
    """
    identified(sheet, "immi_person_id")
    said = by_value(sheet.frame["immi_immigration_status"], _asylum)
    sheet.frame["asylum"] = said.astype(bool)
    since, until = (sheet.days(f"immi_immigration_status_{side}_date") for side in ("start", "end"))
    sheet.frame = sheet.frame.assign(since=since, until=until)
    sheet.aside("end_before_start", until < since, "immi_immigration_status_end_date")
    sheet.aside("future_start", since > drawn, "immi_immigration_status_start_date")
    return sheet.rows.loc[sheet.rows["asylum"], ["child", "since", "until"]]


def _asylum(value: object) -> bool:
    said = text(value).lower()
    return "uasc" in said or ("unaccompanied" in said and "not unaccompanied" not in said)


def unaccompanied(rows: pd.DataFrame, times: pd.DataFrame) -> pd.DataFrame:
    """The episodes with `unaccompanied` and its last day, where a time as such meets the episode."""
    spans = rows[["child", "start", "end"]].assign(child=rows["child"].astype(object), at=rows.index)
    met = spans.merge(times, on="child")
    met = met[~(met["since"] > met["end"]) & ~(met["until"] <= met["start"])]
    met = met.sort_values("until", na_position="last", kind="stable").drop_duplicates("at", keep="last")
    until = met.set_index("at")["until"].reindex(rows.index).astype("datetime64[s]")
    return rows.assign(unaccompanied=rows.index.isin(met["at"]), unaccompanied_until=until)
