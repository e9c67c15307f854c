"""The XML of a 903 return, streamed: EXPSSDA903 / CHILD / HEADER and EPISODE, brought to the tables of the CSV set.

The id is CHILDID and the placement PL; AREVIEW and AMISSING stand in HEADER, and so do UASC and DUC. A file with a
document type or an entity is refused, for either can pull in other files or grow without end.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pandas as pd

from analysis.sources.returns.tables import RawTable
from analysis.sources.returns.xml_files import children_share_lines, feed
from analysis.vocabulary.errors import AnalysisError

_ROOT = "EXPSSDA903"
_READ = {
    "Header": ["CHILD", "SEX", "DOB", "ETHNIC"],
    "Episodes": ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC"],
    "UASC": ["CHILD", "DUC"],
    "Reviews": ["CHILD"],
    "Missing": ["CHILD"],
}
_WHAT = {"HEADER": "Header", "EPISODE": "Episodes", "AREVIEW": "Reviews", "AMISSING": "Missing"}
_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}


class _Found(Exception):
    pass


def is_return(path: Path) -> bool:
    """Whether the root of the XML is EXPSSDA903."""
    roots: list[str] = []

    def root(name: str, _: dict[str, str]) -> None:
        roots.append(name)
        raise _Found

    parser = expat.ParserCreate()
    parser.StartElementHandler = root
    with suppress(_Found, expat.ExpatError):
        feed(parser, path)
    return bool(roots) and _local(roots[0]) == _ROOT


def tables(path: Path) -> dict[str, RawTable]:
    """The tables of the file; the row is the element's line, or its child's place where children share lines."""
    reader = _Reader(path.name, children_share_lines(path))
    try:
        feed(reader.parser, path)
    except expat.ExpatError as fault:
        said = f"{path.name} is no complete XML: it breaks off or is wrong at line {fault.lineno}."
        raise AnalysisError(f"{said} Export it again.") from None
    return {what: reader.table(what) for what in _READ if reader.rows[what] or what == "Episodes"}


def _local(name: str) -> str:
    return name.rpartition(":")[2].upper()


class _Reader:
    """Keeps the cells of the elements that are read, and how many there are of the others."""

    def __init__(self, file: str, by_child: bool) -> None:
        self.file, self.by_child = file, by_child
        self._children = 0
        self.rows: dict[str, list[tuple[int, dict[str, str]]]] = {what: [] for what in _READ}
        self._child = ""
        self._of_child: list[dict[str, str]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._text: list[str] = []
        self.parser: Any = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._refused
        self.parser.EntityDeclHandler = self._refused

    def _refused(self, *_: object) -> None:
        said = "has a document type or an entity, which a return never needs."
        raise AnalysisError(f"{self.file} {said} Export it again without.")

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._text.clear()
        local = _local(name)
        if local == "CHILD":
            self._child, self._of_child = "", []
            self._children += 1
        if local in _WHAT:
            row: dict[str, str] = {}
            self._open.append((local, row))
            self._of_child.append(row)
            place = max(self._children, 1) if self.by_child else self.parser.CurrentLineNumber
            self.rows[_WHAT[local]].append((place, row))

    def _end(self, name: str) -> None:
        local, said = _local(name), "".join(self._text).strip()
        self._text.clear()
        if self._open and local == self._open[-1][0]:
            self._closed(*self._open.pop())
        elif local == "CHILDID":
            self._child = said
        elif self._open and said and (name_ := _NAMES.get(local, local)) in _KEPT:
            self._open[-1][1][name_] = said
        elif local == "CHILD":
            for row in self._of_child:
                row["CHILD"] = self._child

    def _closed(self, local: str, row: dict[str, str]) -> None:
        """A header that says UASC, or gives the day that ended, is a row of the table of unaccompanied children too."""
        unaccompanied = row.pop("UASC", "").lower() in ("1", "true", "y", "yes")
        if local == "HEADER" and (unaccompanied or row.get("DUC")):
            found = {"DUC": row.pop("DUC", "")}
            self._of_child.append(found)
            self.rows["UASC"].append((self.rows["Header"][-1][0], found))

    def table(self, what: str) -> RawTable:
        """The rows of one table, as text."""
        found = self.rows[what]
        cells = {name: pd.Series([row.get(name, "") for _, row in found], dtype="object") for name in _READ[what]}
        frame = pd.DataFrame(cells)
        frame.index = pd.Index([line for line, _ in found], name="row", dtype="int64")
        return RawTable(self.file, what, frame)


_KEPT = {name for names in _READ.values() for name in names} | {"UASC", "DUC"}
