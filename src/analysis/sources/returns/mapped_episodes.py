"""The rows of a mapped report as episodes: each field by its type, and the rows that cannot be counted set aside."""

import re
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.categories import category_of_abuse, meaning
from analysis.sources.returns.chains import chained, same_start, touches
from analysis.sources.returns.cin_plans import check_plans
from analysis.sources.returns.convert import YES_NO, Read, by_value, text
from analysis.sources.returns.mapped_cells import Report
from analysis.sources.returns.mapped_mapping import Mapping, reasons_of_care, specification
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import USUAL, episodes
from analysis.sources.returns.sheets import Sheet
from analysis.sources.returns.words import worded
from analysis.vocabulary.ethnicity import decode, five_of

_AT_ONCE = ("care", "cin", "cp_plan")  # kinds of which a child has one at a time
_CODE = re.compile(r"([A-Z]{1,2}\d{1,2}[A-Z]?)(?![A-Za-z0-9]).*", re.DOTALL)


class Rows(Sheet):
    """The rows of a report by field; problems name the column as the report has it."""

    def __init__(self, report: Report, problems: Problems) -> None:
        super().__init__(report.file, report.sheet, report.frame, problems)
        self.headers, self.epoch_1904 = report.headers, report.epoch_1904

    def say(self, rule: str, where: pd.Series | pd.Index, column: str = "", more: str = "") -> None:
        """As for any sheet, under the report's own name of the column."""
        super().say(rule, where, self.headers.get(column, column), more)

    def days(self, column: str) -> pd.Series:
        """A column of dates, serial numbers counted from where the workbook counts them."""
        found = convert.dates(self.frame[column], self.epoch_1904)
        self.say("unparseable_date", found.unparseable, column)
        self.say("implausible_date", found.implausible, column)
        return found.cells


def episodes_of(rows: Rows, mapping: Mapping, drawn: date) -> pd.DataFrame:
    """The episodes of a report, nothing later than the day it was drawn."""
    fields = [name for name in specification()["fields"] if name in mapping.columns]
    held = [by_value(rows.frame[name], lambda value: text(value) != "") for name in fields]
    rows.aside("prefilled_row", pd.Series(~np.any(held, axis=0), index=rows.frame.index))
    for name, words in mapping.words.items():
        rows.frame[name] = _replaced(rows.frame[name], words)
    _identified(rows)
    blank = by_value(rows.frame["end"], lambda v: text(v) == "") if "end" in fields else True
    rows.frame["unended"] = blank
    rows.place("start", "end" if "end" in fields else "", drawn)
    for name in fields:
        if name not in ("child", "start", "end"):
            rows.frame[name] = _read(rows, name, mapping.kind)
    _finished(rows, drawn)
    if rows.rows.empty:
        return episodes({name: [] for name in ("kind", "child")})
    rows.aside("duplicate_row", rows.rows[fields].astype(object).duplicated().reindex(rows.frame.index))
    if mapping.kind in _AT_ONCE:
        twice = (
            same_start(rows.rows) if mapping.kind == "care" else rows.rows.duplicated(["child", "start"], keep="last")
        )
        rows.aside("same_start_twice", twice.reindex(rows.frame.index), "start")
    made = _in_order(rows, mapping)
    place = {"kind": mapping.kind, "file": rows.file, "sheet": rows.name, "row": made["line"]}
    kept = dict.fromkeys([*fields, "end", "unborn", "opens", "closes", "short_breaks"])
    return episodes({name: made[name] for name in kept} | place, index=made.index)


def _replaced(cells: pd.Series, words: dict[str, str]) -> pd.Series:
    """The cells with the report's own words changed for the codes that the mapping gives."""
    found = by_value(cells, lambda value: words.get(text(value).lower(), value))
    return pd.Series(found, index=cells.index, dtype=object)


def _identified(rows: Rows) -> None:
    found = convert.ids(rows.frame["child"])
    rows.frame["child"] = found.cells.astype(object)
    rows.say("id_as_number", found.bad, "child")
    rows.aside("blank_id", rows.frame["child"] == "", "child")


def _read(rows: Rows, name: str, kind: str) -> pd.Series:
    """A field's cells by its type; those that cannot be read are named and say nothing."""
    spec = specification()["fields"][name]
    cells = rows.frame[name]
    if spec["type"] == "date":
        return rows.days(name)
    if spec["type"] == "flag":
        return rows.code(name, YES_NO).astype(object) == "yes"
    if spec["type"] == "id":
        return rows.known(convert.ids(cells), name, "id_as_number").astype(object)
    if spec["type"] == "whole":
        return rows.known(convert.wholes(cells), name, "not_a_number")
    rule = "unknown_ethnicity" if name == "ethnic_group" else "unknown_code"
    return rows.known(_coded(cells, name, kind), name, rule).astype(object)


def _coded(cells: pd.Series, name: str, kind: str) -> Read:
    spec = specification()["fields"][name]
    if spec["type"] == "ethnic_group":
        return _by(cells, _group, "Unclassified")
    if spec["type"] == "category_of_abuse":
        return category_of_abuse(cells)
    if spec["type"] == "reason":
        return _by(cells, _reason, "")
    if spec["type"] == "outcome":
        return convert.codes(cells, specification()["outcomes"].get(kind, {}))
    return worded(cells, spec["codes"], str(USUAL.get(name, "")))


def _by(cells: pd.Series, of: Callable[[object], str | None], blank: str) -> Read:
    found = pd.Series(by_value(cells, of), index=cells.index, dtype=object)
    return Read(found.fillna(blank), found.index[found.isna()])


def _group(value: object) -> str | None:
    said = text(value)
    return "Unclassified" if not said else said if said in five_of() else decode(said)


def _reason(value: object) -> str | None:
    """A reason as the other returns have it: the words of RC1 to RC9, and the codes of care as they are."""
    said = convert.after_letter(text(value))
    if not said:
        return ""
    closed = meaning("reason_closed")
    words = {word.lower(): word for word in closed.values()}
    found = _CODE.fullmatch(said.upper())
    code = found[1] if found else ""
    return words.get(said.lower()) or closed.get(code) or (code if code in reasons_of_care() else None)


def _finished(rows: Rows, drawn: date) -> None:
    """The fields that follow from others: unborn from a date to come, short breaks from the legal status."""
    frame = rows.frame
    born = frame["born"] if "born" in frame else pd.Series(pd.NaT, frame.index, dtype="datetime64[s]")
    frame["unborn"] = frame.get("unborn", False) | (born > pd.Timestamp(drawn))
    if "legal_status" in frame:
        frame["short_breaks"] = frame.get("short_breaks", False) | (frame["legal_status"] == "Short breaks")
    if "short_breaks" not in frame:
        frame["short_breaks"] = False
    if "since" in frame:
        late = frame["since"] > pd.Timestamp(drawn)
        rows.say("future_date", late, "since")
        frame["since"] = frame["since"].mask(late)
    for name in ("opens", "closes"):
        if name not in frame:
            frame[name] = True
    _ends(rows)


def _ends(rows: Rows) -> None:
    frame = rows.frame
    rows.say("start_equals_end", frame["start"] == frame["end"], "end")
    rows.say("short_breaks", frame["short_breaks"], "legal_status")
    frame["closes"] = frame["closes"] & frame["end"].notna()
    if "reason_ended" in frame:
        rows.say("reason_without_end", (frame["reason_ended"] != "") & frame["unended"].astype(bool), "reason_ended")
        frame["reason_ended"] = frame["reason_ended"].where(frame["end"].notna(), "")


def _in_order(rows: Rows, mapping: Mapping) -> pd.DataFrame:
    """Rows of one child against each other: plans are all kept; a child in care is in one place at a time."""
    if mapping.kind == "cp_plan":
        check_plans(rows, None)
    if mapping.kind != "care":
        return rows.rows
    made = chained(rows, "end")
    for name, side, other in (("opens", "start", "end"), ("closes", "end", "start")):
        if name not in mapping.columns:
            made[name] = made[side].notna() & ~touches(made, side, other)
    if not {"opens", "closes"} <= set(mapping.columns):
        rows.problems.add("periods_by_touching", rows.file, rows.name)
    return made
