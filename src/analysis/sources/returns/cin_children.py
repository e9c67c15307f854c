"""The children of a CIN census return: who each row is about, and the characteristics that stand on every episode."""

import pandas as pd

from analysis.sources.returns.categories import ethnic_groups, meaning
from analysis.sources.returns.convert import by_value, ids, text
from analysis.sources.returns.sheets import Sheet

WHO = ["child", "ethnic_group", "sex", "disability", "born", "unborn"]
NONE = "NONE"


def children(sheet: Sheet) -> pd.DataFrame:
    """WHO for each Child element, indexed by its number; elements of one id are one child.

    Of two elements of one child, each characteristic is the first that is known, so that the child is not counted
    under two. An element without an id is set aside, and every row in it with it.
    """
    found = ids(sheet.frame["LAchildID"])
    sheet.aside("blank_id", found.cells.astype(object) == "", "LAchildID")
    sheet.say("id_as_number", found.bad, "LAchildID")
    made = _characteristics(sheet).assign(child=found.cells.astype(object), number=sheet.frame["number"])
    made = made[sheet.used]
    sheet.say("duplicate_child", made.index[made["child"].duplicated()], "LAchildID")
    first = made.groupby("child", sort=False)[["ethnic_group", "sex", "disability", "born", "due"]].first()
    known = made[["number", "child"]].join(first, on="child").set_index("number")
    known["unborn"] = known["born"].isna() & known["due"].notna()
    usual = {"ethnic_group": "Unclassified", "sex": "unknown", "disability": "unknown"}
    return known.fillna(usual)[WHO]


def _characteristics(sheet: Sheet) -> pd.DataFrame:
    """The characteristics with None for what is not known."""
    frame = sheet.frame
    old, new = (sheet.code(name, meaning("sex"), "unknown").astype(object) for name in ("GenderCurrent", "Sex"))
    groups = sheet.known(ethnic_groups(frame["Ethnicity"]), "Ethnicity", "unknown_ethnicity").astype(object)
    disability = pd.Series(by_value(frame["Disability"], _disability), index=frame.index)
    made = {"sex": new.where(new != "unknown", old), "ethnic_group": groups, "disability": disability}
    unknown = {"unknown", "Unclassified"}
    table = pd.DataFrame({name: cells.where(~cells.isin(unknown), None) for name, cells in made.items()})
    return table.assign(born=sheet.days("PersonBirthDate"), due=sheet.days("ExpectedPersonBirthDate"))


def _disability(value: object) -> str:
    said = text(value).upper().split()
    return "unknown" if not said else "no" if set(said) == {NONE} else "yes"


def who(sheet: Sheet, known: pd.DataFrame) -> None:
    """Give every row its child's id and characteristics; a row of no child that is known is set aside."""
    made = known.reindex(sheet.frame["child"].to_numpy()).set_axis(sheet.frame.index)
    sheet.frame = sheet.frame.drop(columns="child").join(made)
    sheet.aside("blank_id", sheet.frame["child"].isna(), "LAchildID")
