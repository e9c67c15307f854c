"""A first draft of a mapping, from the column names of a report and from what kind of cells its columns hold.

Names of columns are shown and cells never: a column is described as dates, yes or no, whole numbers or text.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.sources.returns.convert import YES_NO, as_date, text
from analysis.sources.returns.csv_tables import header_of, read_csv
from analysis.sources.returns.headers import Matched, key_of, match
from analysis.sources.returns.mapped_cells import TOP, WORKBOOKS, names_in, sheets_of
from analysis.sources.returns.mapped_mapping import specification
from analysis.sources.returns.shape import KINDS
from analysis.sources.returns.workbooks import Sheet
from analysis.vocabulary.errors import AnalysisError

_MOST = 0.9  # share of a column's cells that makes it a column of dates, or of numbers
_HEAD = """# A draft: check every line before it is used. It comes from the column names of {file}; no cell is shown.
{kind}
{sheet}# first = 2019-04-01         # from which day is the report complete? Without it nothing is counted as complete.
# extracted_on = 2025-06-30  # on which day was it drawn?

[columns]
"""


def suggest(path: Path) -> str:
    """A mapping to be checked by a person, as the text of a TOML; what was not recognised stands there as a comment."""
    sheet, cells = _cells(path)
    _refuse_rows(path, list(cells))
    kind = _kind(list(cells))
    matched = _matched(list(cells), kind)
    if not matched.columns:
        said = "has no column name that is known, so it may have no line of names. Write its mapping by hand."
        raise AnalysisError(f"{path.name} {said}")
    lines = [_line(field, matched) for field in specification()["fields"] if field in matched.columns]
    absent = [field for field in ("child", "start") if field not in matched.columns]
    lines += [f'# {field} = ""  # not found: fill it in' for field in absent]
    lines += ["", *_left(matched, cells)] if matched.extra else []
    named = f"sheet = {json.dumps(sheet, ensure_ascii=False)}\n" if sheet else ""
    return _HEAD.format(file=path.name, kind=_kind_line(kind), sheet=named) + "\n".join(lines).rstrip() + "\n"


def _cells(path: Path) -> tuple[str, dict[str, pd.Series]]:
    """The sheet (where there are several) and each column's cells by its name."""
    if path.suffix.lower() not in WORKBOOKS:
        if not header_of(path):
            raise AnalysisError(f"{path.name} is empty. Expected a line of column names and a row a line below it.")
        frame = read_csv(path, bool).frame
        return "", {str(name): frame[name].astype(object) for name in frame}
    sheets = sheets_of(path)
    if not sheets:
        raise AnalysisError(f"{path.name} has no sheet that holds anything. Export the report again.")
    sheet, row = max(((s, _names_row(s)) for s in sheets), key=lambda at: _known(at[0], at[1]))
    names = names_in(sheet, row)
    below = [values for at, values in sheet.cells.rows.items() if at > row]
    cells = {name: pd.Series([values.get(k) for values in below], dtype=object) for k, name in names.items()}
    return sheet.name if len(sheets) > 1 else "", cells


def _names_row(sheet: Sheet) -> int:
    """The first row near the top with most names that are known, or else with most texts."""
    rows = [row for row in sheet.top(TOP).rows if row <= TOP]
    return max(rows, key=lambda row: (_known(sheet, row), len(names_in(sheet, row)), -row), default=0)


def _known(sheet: Sheet, row: int) -> int:
    every = [alias for names in _aliases("").values() for alias in names]
    return len({key_of(name) for name in names_in(sheet, row).values()} & {key_of(alias) for alias in every})


def _refuse_rows(path: Path, headers: list[str]) -> None:
    """A first line with a date or a number in it is a row of a child, which must not be shown as names of columns."""
    if any(as_date(header) is not None or key_of(header).isdigit() for header in headers if key_of(header)):
        said = "holds a date or a number where the column names belong. Put a line of names above the rows."
        raise AnalysisError(f"{path.name} {said}")


def _kind(headers: list[str]) -> str:
    """The kind whose own names stand in more of the headers than any other's; blank where it is not clear."""
    keys = {key_of(header) for header in headers}
    fits = {kind: len(keys & _own(kind)) for kind in _kinds()}
    most = max(fits.values())
    best = [kind for kind, number in fits.items() if number == most]
    return best[0] if most and len(best) == 1 else ""


def _own(kind: str) -> set[str]:
    """The keys of the names that only a report of this kind has."""
    return {key_of(name) for names in _kinds().get(kind, {}).values() for name in names}


def _matched(headers: list[str], kind: str) -> Matched:
    """Field -> header, the kind's own names first; then a header that is close to the names of one field alone."""
    known = _aliases(kind)
    found = match(sorted(headers, key=lambda name: key_of(name) not in _own(kind)), known)
    near = {header: _near(header, known, found) for header in found.extra}
    once = {fields[0]: header for header, fields in near.items() if len(fields) == 1}
    left = [header for header in headers if header in found.extra and header not in once.values()]
    return Matched(found.columns | once, [*found.guessed, *once], left)


def _near(header: str, known: dict[str, list[str]], found: Matched) -> list[str]:
    free = {field: names for field, names in known.items() if field not in found.columns}
    return [field for field, names in free.items() if any(match([header], {name: []}).guessed for name in names)]


def _kinds() -> dict[str, dict[str, list[str]]]:
    return specification()["kinds"]


def _kind_line(kind: str) -> str:
    if kind:
        return f'kind = "{kind}"  # {KINDS[kind]}'
    return '# kind = ""  # what is a row? One of: ' + ", ".join(KINDS)


def _aliases(kind: str) -> dict[str, list[str]]:
    """Field -> names of its column; those of the kind first, or of every kind where it is not known."""
    found: dict[str, list[str]] = {name: [] for name in specification()["fields"]}
    for of, own in _kinds().items():
        if kind in ("", of):
            for name in ("start", "end", "since"):
                found[name] += own.get(name, [])
    return {name: [*found[name], *spec["aliases"]] for name, spec in specification()["fields"].items()}


def _line(field: str, matched: Matched) -> str:
    said = f"{field} = {json.dumps(matched.columns[field], ensure_ascii=False)}"
    return f"{said}  # guessed from a name that is close: check it" if field in matched.guessed else said


def _left(matched: Matched, cells: dict[str, pd.Series]) -> list[str]:
    """A comment for each column that was not recognised: its name, and what it could be by what it holds."""
    lines = ["# Not recognised. Give a column to a field above, or leave it: it is then never read."]
    for header in matched.extra:
        held, types = _held(cells[header])
        could = [n for n, s in specification()["fields"].items() if s["type"] in types and n not in matched.columns]
        more = f"; could be {', '.join(could)}" if could else ""
        lines.append(f"# {json.dumps(header, ensure_ascii=False)}: {held}{more}")
    return lines


def _held(cells: pd.Series) -> tuple[str, tuple[str, ...]]:
    """What a column holds, in words, and the types of field that it could be."""
    said = [value for value in cells if text(value)]
    if not said:
        return "nothing", ()
    if _share(said, lambda v: as_date(v) is not None) >= _MOST:
        return "dates", ("start", "end", "date")
    if _share(said, lambda v: text(v).lower() in YES_NO) >= _MOST:
        return "yes or no", ("flag",)
    if _share(said, lambda v: key_of(text(v)).isdigit()) >= _MOST:
        return "numbers", ("whole",)
    return "text", ()


def _share(said: list[object], is_one: Callable[[object], bool]) -> float:
    return sum(is_one(value) for value in said) / len(said)
