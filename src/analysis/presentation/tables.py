"""Tables as files and as read in a notebook: every cell printed once, half up; what is hidden stays hidden."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.disclosure.released import ReleasedTable, require_released
from analysis.presentation.numbers import date_words, has_figure, rounded
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.tidy import SUPPRESSED

DIMENSIONS = [
    *["area", "area_name", "indicator", "date", "year", "span", "breakdown", "group", "set", "age_band", "sex", "base"],
    *["baseline", "baseline_label", "cohort_label", "condition", "model", "rank", "neighbour", "neighbour_name"],
    *["severity", "rule", "file", "row", "cite", "source", "vintage"],
]
CELLS = ["measure", "kind", "value", "of", "pop", "per"]
TEXTS = ["message", "closeness", "at_hand", "publication", "published", "licence"]
HIDDEN, MISSING = "c", "x"
PLACES = {"count": 0, "rate": 1, "percent": 1, "ratio": 2, "rank": 0}
RATIOS = {"representation index": "ratio", "ratio to England": "ratio", "share": "percent"}
RATIOS |= {"rate": "rate", "change": "percent", "rank": "rank"}
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
    "neighbour_name": "Neighbour",
    "model": "Model",
    "rank": "Rank",
    "severity": "Severity",
    "rule": "Rule",
    "source": "Source",
    "vintage": "Release",
    "cite": "Series",
    "file": "File",
    "citation": "Published in",
}


def long_form(released: pd.DataFrame) -> pd.DataFrame:
    """One printed cell a row: dimensions, then measure, kind, value as text, and what it was divided by.

    Hidden values are "c" and missing ones "x"; neither has limits, nor anything else that would narrow it down.
    """
    table = require_released(released, "A table in long form")
    held = [name for name in DIMENSIONS if name in table and not _is_statistic(table, name)]
    rows = [
        {name: _text(row[name]) for name in held} | dict(zip(CELLS, cell, strict=True))
        for row in table.to_dict("records")
        for cell in _cells(row)
    ]
    made = pd.DataFrame(rows, columns=[*held, *CELLS], dtype=str)
    order = made.assign(at=range(len(made))).sort_values([*held, "at"], kind="stable") if held else made
    return order.drop(columns="at", errors="ignore").reset_index(drop=True)


def _is_statistic(table: pd.DataFrame, name: str) -> bool:
    """`base` names a population in one kind of table and the base of a statistic in the other."""
    return name == "base" and "statistic" in table


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if not has_figure(cell):
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _cells(row: dict[Any, Any]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Every cell of one row: measure, kind, value, of, pop, per."""
    hidden = row.get("status") == SUPPRESSED
    if "count" in row and (hidden or has_figure(row["count"]) or "people" not in row):
        yield ("count", "count", _printed(row["count"], "count", hidden), "", "", "")
    for name in ("population", "people"):
        if name in row:
            yield (name, "count", _printed(row[name], "count", hidden), "", "", "")
    if "share" in row and "of" in row:
        whole = _printed(row["of"], "count", False)
        yield ("share of the population", "percent", _share(row["share"]), whole, "", "")
    yield from _beside(row, hidden)
    if "value" in row:
        yield from _value(row, hidden)
    if not any(name in row for name in ("count", "population", "people", "value")):
        yield from ((name, "text", _text(row[name]), "", "", "") for name in TEXTS if name in row)


def _beside(row: dict[Any, Any], hidden: bool) -> Iterator[tuple[str, str, str, str, str, str]]:
    """The printed values that a ratio to England sets side by side."""
    if "england" in row:
        kind = kind_of({name: cell for name, cell in row.items() if name != "statistic"} | {"statistic": "level"})
        for name, measure in (("ours", "the area"), ("england", "England"), ("neighbours", "neighbours, middle value")):
            if name in row:
                yield (measure, kind, _printed(row[name], kind, hidden and name == "ours"), "", "", "")


def _value(row: dict[Any, Any], hidden: bool) -> Iterator[tuple[str, str, str, str, str, str]]:
    """The value of a row with its limits, where it has any. A hidden or missing value has none."""
    kind, measure = kind_of(row), str(row.get("statistic", "published value"))
    if "statistic" not in row and not has_figure(row["value"]):
        return
    whole = _printed(row.get("denominator"), "count", False) if has_figure(row.get("denominator")) else ""
    of = whole if kind == "percent" and measure in ("share", "published value") else ""
    pop = whole if kind == "rate" and measure == "rate" else ""  # what a publisher divided by is not known
    per = _text(row.get("per") or _per(row)) if pop else ""
    yield (measure, kind, _printed(row["value"], kind, hidden), of, pop, per)
    for end in ("lower", "upper"):
        if end in row and has_figure(row[end]) and has_figure(row["value"]) and not hidden:
            yield (measure, end, _printed(row[end], kind, False), of, pop, per)


def kind_of(row: dict[Any, Any]) -> str:
    """Whether a value is a rate, a percentage, a ratio or a rank: by its statistic, unit or indicator."""
    statistic = str(row.get("statistic", ""))
    if statistic in RATIOS:
        return RATIOS[statistic]
    known = indicators().get(str(row.get("indicator", "")))
    if known is not None and statistic:
        return "rate" if known.per else "percent"
    return "percent" if "percent" in str(row.get("unit", "")) else "rate"


def _per(row: dict[Any, Any]) -> int | str:
    known = indicators().get(str(row.get("indicator", "")))
    return known.per if known is not None and known.per else ""


def _share(share: Any) -> str:  # noqa: ANN401
    """A proportion in percent; below 0.1% with three decimals, which one would round away."""
    if not has_figure(share):
        return MISSING
    return str(rounded(100 * float(share), 1 if share >= 0.001 or share == 0 else 3))


def _printed(cell: Any, kind: str, hidden: bool) -> str:  # noqa: ANN401
    if hidden:
        return HIDDEN
    return str(rounded(cell, PLACES[kind])) if has_figure(cell) else MISSING


def display_form(released: pd.DataFrame) -> pd.DataFrame:
    """The same printed cells as a small table to read: a row a row, plain column names, and only what differs."""
    table = require_released(released, "A table to read")
    held = [n for n in PLAIN if n in table and not _is_statistic(table, n) and _worth(table, n)]
    rows = []
    for row in table.to_dict("records"):
        dimensions = {PLAIN[name]: _said(name, row[name]) for name in held}
        rows.append(dimensions | _side_by_side(row))
    shown = ReleasedTable(pd.DataFrame(rows).fillna(""))
    shown.keys_released, shown.preview = table.keys_released, table.preview
    return shown


def _worth(table: pd.DataFrame, name: str) -> bool:
    if name in ("source", "vintage"):
        return "citation" not in table and len(set(table[name])) > 1
    if name == "citation":
        return "statistic" not in table and len(set(table[name])) > 1
    return name == "date" or len(set(table[name])) > 1


def _said(name: str, cell: Any) -> str:  # noqa: ANN401
    text = _text(cell)
    if name == "indicator" and text in indicators():
        return indicators()[text].name
    return date_words(text) if name == "date" and len(text) >= 10 else text


def _side_by_side(row: dict[Any, Any]) -> dict[str, str]:
    made: dict[str, str] = {"Statistic": str(row["statistic"])} if "set" in row and "side" in row else {}
    for measure, kind, value, of, pop, _ in _cells(row):
        limit = {"lower": "Lower limit", "upper": "Upper limit"}.get(kind)
        name = limit or ("Value" if "Statistic" in made else _column(measure, kind))
        made[name] = value
        if of or pop:
            made.setdefault("Out of" if of else "Children aged 0 to 17", of or pop)
    return made


def _column(measure: str, kind: str) -> str:
    if kind == "text":
        return measure.replace("_", " ").capitalize()
    unit = {"rate": " per 10,000", "percent": " (%)"}.get(kind, "")
    return measure.capitalize() + unit
