"""The mapping of a local report: a small TOML beside it that says what a row is and which column is which field."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.sources.returns.categories import SINGLE, meaning
from analysis.sources.returns.convert import YES_NO, as_date, text
from analysis.sources.returns.shape import KINDS
from analysis.sources.returns.ssda903_tables import specification as care_return
from analysis.vocabulary.errors import AnalysisError, nearest
from analysis.vocabulary.ethnicity import five_of

MAPPING = ".toml"
TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")
_NEEDED = ("child", "start")
_LARGEST = 1_000_000  # bytes: a mapping is a page
_NEVER = {"date_order": "Dates are always read day first."}


@cache
def specification() -> dict[str, Any]:
    """The keys of a mapping, the fields, and what tells the kinds, as mapped.toml has them."""
    return tomllib.loads(files("analysis.sources.returns").joinpath("mapped.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Mapping:
    """`columns`: field -> name of its column. `words`: field -> word of the report, in lower case -> code."""

    path: Path
    table: Path
    kind: str
    columns: dict[str, str]
    words: dict[str, dict[str, str]]
    sheet: str = ""
    first: date | None = None
    extracted_on: date | None = None


def pair_of(path: Path) -> tuple[Path, Path]:
    """The mapping and its table, from either. One without the other, and a mapping with two, is refused."""
    mapping = path.with_suffix(MAPPING)
    beside = [path.with_suffix(end) for end in TABLES if path.with_suffix(end).is_file()]
    if not mapping.is_file():
        raise AnalysisError(f"{path.name} has no mapping beside it. Write {mapping.name}, or have one drafted.")
    if not beside:
        name = path.with_suffix(".csv").name
        raise AnalysisError(f"{mapping.name} is a mapping without its report. Put {name} (or .xlsx) beside it.")
    if len(beside) > 1:
        said = " and ".join(p.name for p in beside)
        raise AnalysisError(f"{mapping.name} stands beside {said}, so it is not clear whose mapping it is. Keep one.")
    return mapping, beside[0]


def looks_like_one(path: Path) -> bool:
    """Whether a TOML is a mapping: it has a kind or columns; or cannot be read, and stands beside a table."""
    try:
        said = _parsed(path)
    except AnalysisError:
        return any(path.with_suffix(end).is_file() for end in TABLES)
    return "kind" in said or isinstance(said.get("columns"), dict)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise AnalysisError(f"{path.name} is too long for a mapping. Keep to kind, [columns] and [values].")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise AnalysisError(f"{path.name} is not in UTF-8. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise AnalysisError(f"{path.name} is no mapping: its TOML is wrong{_line(error)}. Mend it.") from None


def _line(error: tomllib.TOMLDecodeError) -> str:
    """Where the TOML is wrong, without what stands there."""
    _, _, place = str(error).rpartition("(at ")
    return f" at {place.rstrip(')')}" if place and "line" in place else ""


def mapping_of(path: Path) -> Mapping:
    """The mapping that belongs to a path, checked; every fault is one sentence that lists what is allowed."""
    at, table = pair_of(path)
    said = _parsed(at)
    if "kind" not in said and "columns" not in said:
        raise AnalysisError(f"{at.name} is no mapping: it has neither kind nor [columns]. Write both.")
    _check_keys(said, at.name)
    kind = said.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise AnalysisError(f"{at.name}: kind must be one of {', '.join(KINDS)}.{_near(kind, list(KINDS))}")
    columns = _columns(said.get("columns"), at.name)
    words = _values(said.get("values", {}), columns, kind, at.name)
    days = {key: _day(said[key], key, at.name) for key in ("first", "extracted_on") if key in said}
    return Mapping(at, table, kind, columns, words, _sheet(said, at.name), **days)


def _check_keys(said: dict[str, Any], file: str) -> None:
    allowed = list(specification()["keys"])
    for key in said:
        if key not in allowed:
            more = _NEVER.get(key, "")
            raise AnalysisError(f"{file}: {key} is no key of a mapping. {more or f'Use {_listed(allowed)}.'}")


def _near(said: object, known: list[str]) -> str:
    return nearest(said, known) if isinstance(said, str) else ""


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _sheet(said: dict[str, Any], file: str) -> str:
    sheet = said.get("sheet", "")
    if not isinstance(sheet, str):
        raise AnalysisError(f"{file}: sheet must be the name of a sheet, in quotation marks.")
    return sheet


def _day(said: object, key: str, file: str) -> date:
    day = said.date() if isinstance(said, datetime) else said if isinstance(said, date) else None
    day = day or (as_date(said) if isinstance(said, str) else None)
    if day is None:
        raise AnalysisError(f"{file}: {key} must be a date such as 2025-06-30.")
    return day


def _columns(said: object, file: str) -> dict[str, str]:
    fields = list(specification()["fields"])
    if not isinstance(said, dict):
        raise AnalysisError(f'{file} has no [columns]. Write a line for each field: child = "the column\'s name".')
    for field, header in said.items():
        if field not in fields:
            more = f"The fields are {', '.join(fields)}.{nearest(field, fields)}"
            raise AnalysisError(f"{file}: {field} is no field. {more}")
        if not isinstance(header, str) or not text(header):
            raise AnalysisError(f"{file}: {field} must be the name of a column, in quotation marks.")
    for field in _NEEDED:
        if field not in said:
            raise AnalysisError(f"{file}: [columns] has no {field}. A mapping needs {' and '.join(_NEEDED)}.")
    return dict(said)


def _values(said: object, columns: dict[str, str], kind: str, file: str) -> dict[str, dict[str, str]]:
    if not isinstance(said, dict) or not all(isinstance(words, dict) for words in said.values()):
        raise AnalysisError(f"{file}: values are given by field, as [values.sex] with a line for each word.")
    found = {}
    for field, words in said.items():
        if field not in columns:
            raise AnalysisError(f"{file}: [values.{field}] is of no field in [columns]. Name its column there.")
        allowed = {"", *(code.lower() for code in codes_of(field, kind))}
        if allowed == {""}:
            raise AnalysisError(f"{file}: [values.{field}] cannot be, as {field} has no list of codes. Take it out.")
        if not all(isinstance(code, str) and code.lower() in allowed for code in words.values()):
            more = f'Use {_listed(codes_of(field, kind))}; or "" for not known.'
            raise AnalysisError(f"{file}: [values.{field}] has a code that is not on the list. {more}")
        found[field] = {text(word).lower(): code for word, code in words.items()}
    return found


def codes_of(field: str, kind: str) -> list[str]:
    """The codes and words that cells of a field may be; none for dates, ids and numbers."""
    spec = specification()["fields"][field]
    listed: dict[str, list[str]] = {
        "ethnic_group": [*five_of()],
        "category_of_abuse": ["NEG", "PHY", "SAB", "EMO", "MUL", *SINGLE, "multiple"],
        "outcome": list(specification()["outcomes"].get(kind, {})),
        "flag": list(YES_NO),
    }
    words = meaning(spec["codes"]) if "codes" in spec else {}
    more = reasons_of_care() if spec["type"] == "reason" else []
    return listed.get(spec["type"], [*dict.fromkeys([*words, *words.values()]), *more])


def reasons_of_care() -> list[str]:
    """The codes of the reasons for which an episode of care ends, as in the return on children looked after."""
    return list(care_return()["spelling"]["REC"])
