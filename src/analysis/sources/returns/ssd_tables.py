"""The tables of the Standard Safeguarding Dataset: which one a file holds, told by its columns, and its cells."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.returns import ssd_parquet
from analysis.sources.returns.convert import as_date, by_value, text
from analysis.sources.returns.csv_tables import encoding_of, header_of, read_csv
from analysis.sources.returns.headers import key_of
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.sheets import Sheet
from analysis.sources.returns.tables import RawTable
from analysis.vocabulary.errors import AnalysisError

ENOUGH = 2  # columns of a table's prefix, its id among them
NO_DAY = date(1900, 1, 1)
_PLACEHOLDER = "ssd_ph"
_TEXT = (".csv", ".txt", ".tsv")


@cache
def _file() -> dict[str, Any]:
    said = files("analysis.sources.returns").joinpath("ssd_tables.toml").read_text(encoding="utf-8")
    return tomllib.loads(said)


def specification() -> dict[str, dict[str, Any]]:
    """Name of a table -> how it is known and what is read of it, as ssd_tables.toml has them."""
    return _file()["tables"]


def disabilities() -> dict[str, str]:
    """Code of a disability -> yes or no."""
    return _file()["disability"]


@cache
def _names() -> dict[str, str]:
    """Key of a column -> its name in the specification, of the columns that tables are known by or read from."""
    every = [n for t in specification().values() for n in [*t["id"], *t.get("read", [])]]
    aliases = {key_of(other): name for other, name in _file()["aliases"].items()}
    return aliases | {key_of(name): name for name in every}


def named(header: object) -> str:
    """The specification's name of a column; the header itself where it has none. Only the same letters are the same."""
    return _names().get(key_of(header), str(header).strip())


def recognised(headers: Iterable[object], file: str = "") -> str:
    """The table that these columns make, or nothing. Of two that fit alike, the one that the file is named after."""
    names = {named(header) for header in headers}
    fits: dict[str, tuple[int, bool]] = {}
    for table, spec in specification().items():
        number = sum(key_of(name).startswith(key_of(spec["prefix"])) for name in names)
        if names & set(spec["id"]) and number >= ENOUGH:
            fits[table] = (number, key_of(table) in key_of(file))
    return max(fits, key=lambda table: fits[table]) if fits else ""


def claimed(path: Path) -> bool:
    """Whether a file holds a table of the dataset."""
    if ssd_parquet.is_one(path):
        return bool(recognised(ssd_parquet.columns_of(path), path.stem))
    return path.suffix.lower() in _TEXT and bool(recognised(header_of(path), path.stem))


def opened(path: Path, problems: Problems) -> tuple[str, Sheet]:
    """The table of a file and its rows, columns in the names of the specification, placeholders blank."""
    parquet = ssd_parquet.is_one(path)
    if parquet:
        ssd_parquet.refuse_without_library(path)
    headers = ssd_parquet.columns_of(path) if parquet else header_of(path)
    table = recognised(headers, path.stem)
    spec = specification()[table]
    kept = set(spec.get("read", spec["id"]))
    _refuse(path, table, headers)
    raw = _cells(path, parquet, lambda header: named(header) in kept, problems)
    frame = raw.frame.rename(columns=named)
    if "read" in spec:
        _say_of_columns(path.name, spec, headers, problems)
        frame = _cleared(_whole(frame, spec["read"]), spec.get("dates", []), path.name, problems)
    return table, Sheet(path.name, "", frame.assign(line=frame.index), problems)


def _cells(path: Path, parquet: bool, wanted: Callable[[str], bool], problems: Problems) -> RawTable:
    if parquet:
        return ssd_parquet.read(path, wanted)
    if encoding_of(path) != "utf-8-sig":
        problems.add("other_encoding", path.name, more=f"It is {encoding_of(path)}.")
    return read_csv(path, wanted)


def _refuse(path: Path, table: str, headers: list[str]) -> None:
    have = [named(header) for header in headers]
    for name in specification()[table].get("needed", []):
        if name not in have:
            said = f"{path.name} lacks the column {name} of the table {table}. Export it again with it."
            raise AnalysisError(said)
    for name in specification()[table].get("read", []):
        if have.count(name) > 1:
            raise AnalysisError(f"{path.name} has the column {name} of the table {table} twice. Keep one.")


def _say_of_columns(file: str, spec: dict[str, Any], headers: list[str], problems: Problems) -> None:
    have = {named(header) for header in headers}
    for name in spec["read"]:
        if name not in have:
            problems.add("column_absent", file, column=name)
    for header in headers:
        ours = key_of(header).startswith(key_of(spec["prefix"])) or named(header) in spec["read"]
        if header and not ours:
            problems.add("extra_column", file, column=header)


def _whole(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    absent = {n: pd.Series("", index=frame.index, dtype="category") for n in names if n not in frame}
    return frame.assign(**absent)


def _cleared(frame: pd.DataFrame, days: list[str], file: str, problems: Problems) -> pd.DataFrame:
    """The cells with the dataset's placeholders made blank: SSD_PH anywhere, 1900-01-01 in a column of dates."""
    made = {}
    for name in frame.columns:
        stands = by_value(frame[name], _no_day if name in days else _nothing).astype(bool)
        if stands.any():
            problems.add("placeholder", file, column=name, more=f"Rows: {int(stands.sum())}.")
            made[name] = frame[name].astype(object).mask(stands, "").astype("category")
    return frame.assign(**made)


def _nothing(value: object) -> bool:
    return text(value).lower().startswith(_PLACEHOLDER)


def _no_day(value: object) -> bool:
    return _nothing(value) or (text(value) != "" and as_date(value) == NO_DAY)
