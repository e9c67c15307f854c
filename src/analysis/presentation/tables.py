"""Tables as files and as read in a notebook: every cell printed once, half up; what is hidden stays hidden."""

from typing import Any

import pandas as pd

from analysis.disclosure.released import require_released
from analysis.presentation.listing import PrintedTable
from analysis.presentation.numbers import date_words
from analysis.presentation.tables_beside import FORECAST, is_read, named
from analysis.presentation.tables_cells import CELLS, IN_FILE_ONLY, printed_cells, text_of
from analysis.vocabulary.indicators import indicators

DIMENSIONS = [
    *["area", "area_name", "indicator", "date", "year", "span", "breakdown", "group", "set", "age_band", "sex", "base"],
    *["baseline", "baseline_label", "cohort_label", "condition", "model", "rank", "neighbour", "neighbour_name"],
    *["stage", "route", "basis", "previous", "reference", "part", "block", "subset", "pooled", "note"],
    *["severity", "rule", "file", "row", "cite", "source", "vintage"],
]
PLAIN = {
    "area_name": "Area",
    "indicator": "Indicator",
    "date": "Date",
    "year": "Year",
    "group": "Group",
    "set": "Set",
    "age_band": "Ages",
    "baseline_label": "Population",
    "cohort_label": "Children",
    "condition": "Meaning",
    "stage": "Step",
    "basis": "Out of",
    "part": "Part",
    "subset": "Counted",
    "design_effect": "Design effect",
    "block": "Split",
    "neighbour_name": "Neighbour",
    "model": "Model",
    "rank": "Rank",
    "severity": "Severity",
    "rule": "Rule",
    "source": "Source",
    "vintage": "Release",
    "cite": "Series",
    "file": "File",
    "note": "Note",
    "citation": "Published in",
}


def long_form(released: pd.DataFrame) -> pd.DataFrame:
    """One printed cell a row: dimensions, then measure, kind, value as text, and what it was divided by.

    Hidden values are "c" and missing ones "x"; neither has limits, nor anything else that would narrow it down.
    """
    table = require_released(released, "A table in long form")
    held = [name for name in DIMENSIONS if name in table and not _is_statistic(table, name)]
    rows = [
        {name: text_of(row[name]) for name in held} | dict(zip(CELLS, cell, strict=True))
        for row in table.to_dict("records")
        for cell in printed_cells(row)
    ]
    made = pd.DataFrame(rows, columns=[*held, *CELLS], dtype=str)
    order = made.assign(at=range(len(made))).sort_values([*held, "at"], kind="stable") if held else made
    return order.drop(columns="at", errors="ignore").reset_index(drop=True)


def _is_statistic(table: pd.DataFrame, name: str) -> bool:
    """`base` and `rule` name a row in one kind of table and belong to a result in the other."""
    return (name == "base" and "statistic" in table) or (name == "rule" and "upper_limit" in table)


def display_form(released: pd.DataFrame) -> pd.DataFrame:
    """The same printed cells as a small table to read: a row a row, plain column names, and only what differs."""
    table = require_released(released, "A table to read")
    held = [n for n in PLAIN if n in table and not _is_statistic(table, n) and _worth(table, n)]
    held = [
        n for n in held if not any(_says_the_same(table, n, other) for other in SAID_BY.get(n, []) if other in held)
    ]
    rows = []
    for row in table.to_dict("records"):
        dimensions = {PLAIN[name]: _said(name, row[name]) for name in held}
        rows.append(dimensions | _side_by_side(row))
    shown = PrintedTable(pd.DataFrame(rows).fillna(""))
    shown.keys_released, shown.preview = table.keys_released, table.preview
    return shown


LIMITS = {"lower": "Lower limit", "upper": "Upper limit"}  # of what was counted
AHEAD = {"lower": "From", "upper": "To"}  # of what is to come
SAID_BY = {"set": ["group"], "cohort_label": ["group"], "year": ["baseline_label"]}  # said by another column already


def _says_the_same(table: pd.DataFrame, name: str, other: str) -> bool:
    """Whether a column says nothing that another does not: one value of it for each of the other's."""
    return not table[[other, name]].drop_duplicates()[other].duplicated().any()


def _worth(table: pd.DataFrame, name: str) -> bool:
    if name in ("source", "vintage"):
        return "citation" not in table and len(set(table[name])) > 1
    if name == "citation":
        return "statistic" not in table and len(set(table[name])) > 1
    return name == "date" or len(set(table[name])) > 1


def _said(name: str, cell: Any) -> str:  # noqa: ANN401
    text = text_of(cell)
    plain = text.removeprefix("entry: ")  # a part of a gap that opens at a step
    if name in ("indicator", "stage", "part") and plain in indicators():
        return indicators()[plain].name
    return date_words(text) if name == "date" and len(text) >= 10 else text


def _side_by_side(row: dict[Any, Any]) -> dict[str, str]:
    made: dict[str, str] = {"Statistic": str(row["statistic"])} if "set" in row and "side" in row else {}
    ahead, own = row.get("statistic") == FORECAST, named(row)
    made |= {"Forecast, range": f"{row['confidence']:.0%}"} if ahead else {}
    for cell, kind, value, of, pop, *_ in printed_cells(row):
        measure = str(row.get("statistic", cell)) if cell == own else cell.removeprefix(f"{own}: ")
        if measure in IN_FILE_ONLY and not is_read(row, measure):
            continue
        limit = (AHEAD if ahead else LIMITS).get(kind)
        said = "middle" if measure == FORECAST else measure
        name = limit or ("Value" if "Statistic" in made else _column(said, kind))
        made[name] = value
        if of or pop:
            made.setdefault("Out of" if of else "Children aged 0 to 17", of or pop)
    return made


def _column(measure: str, kind: str) -> str:
    if kind == "text":
        return measure.replace("_", " ").capitalize()
    unit = {"rate": " per 10,000", "percent": " (%)"}.get(kind, "")
    return measure.replace("_", " ").capitalize() + unit
