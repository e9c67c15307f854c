"""Who the children are: the Header of a 903 return, and the table of unaccompanied asylum-seeking children."""

from datetime import date

import numpy as np
import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.categories import ethnic_groups
from analysis.sources.returns.ssda903_rows import Rows, coded, days


def header(rows: Rows, year: date) -> pd.DataFrame:
    """Sex, ethnic group and date of birth by child. A child who stands there twice is read from the last row."""
    left = rows.left.assign(born=days(rows, "DOB"), sex=coded(rows, "SEX", "sex", year, "unknown"))
    groups = ethnic_groups(left["ETHNIC"])
    rows.note("unknown_ethnicity", groups.bad, "ETHNIC")
    rows.left = left.assign(ethnic_group=groups.cells)
    kept = ["CHILD", "born", "sex", "ethnic_group"]
    rows.set_aside("duplicate_row", rows.left.duplicated(kept))
    rows.note("duplicate_child", rows.left.index[rows.left.duplicated("CHILD", keep=False)])
    return _by_child(rows)[kept[1:]]


def unaccompanied(rows: Rows) -> pd.DataFrame:
    """The day until which each child was unaccompanied; blank while the child still is. It may be to come."""
    rows.left = rows.left.assign(until=days(rows, "DUC"))
    rows.set_aside("duplicate_row", rows.left.duplicated(["CHILD", "until"]))
    rows.note("duplicate_child", rows.left.index[rows.left.duplicated("CHILD", keep=False)])
    return _by_child(rows)[["until"]]


def _by_child(rows: Rows) -> pd.DataFrame:
    last = rows.left.drop_duplicates("CHILD", keep="last")
    return last.set_index(pd.Index(last["CHILD"].astype(object)))


def places(children: pd.DataFrame, ids: pd.Series) -> np.ndarray:
    """The row of `children` that each id stands in, or -1; worked out once a child."""
    return convert.by_value(ids, _Place(children.index)).astype("int64")


class _Place:
    def __init__(self, index: pd.Index) -> None:
        self._places = {child: place for place, child in enumerate(index)}

    def __call__(self, child: object) -> int:
        return self._places.get(child, -1)


def taken(children: pd.DataFrame, column: str, at: np.ndarray, missing: object) -> pd.Series:
    """A column of `children` for each place, and `missing` where there is none."""
    found = pd.Series(children[column].array).reindex(at)
    if isinstance(found.dtype, pd.CategoricalDtype):
        found = found.cat.add_categories([m for m in [missing] if m not in found.cat.categories]).fillna(missing)
    return found.reset_index(drop=True)
