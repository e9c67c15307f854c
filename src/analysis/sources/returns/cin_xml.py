"""A CIN census file as tables: streamed by element name, whatever the version, with the line of each element.

No schema is asked for, since returns in use rarely satisfy one. A document type or an entity is refused where it is
declared, before anything in it is looked at.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

import pandas as pd

from analysis.sources.returns.coded import CodedTable
from analysis.sources.returns.xml_files import children_share_lines, feed
from analysis.vocabulary.errors import AnalysisError

HEADER = {"Collection", "Year", "ReferenceDate", "LEA", "DateTime"}
MANY = {"Disability"}  # elements that repeat within one module; the others are said once
LONGEST = 1_000  # characters of one kept element
LARGEST = 2_000_000_000  # bytes
_REVIEW = "CPPreviewDate"  # each is a row of Reviews


@cache
def modules() -> dict[str, dict[str, Any]]:
    """The modules by element name: what they are, which elements are kept, what they cover."""
    text = files("analysis.sources.returns").joinpath("cin_census.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _fields() -> dict[str, list[str]]:
    """The kept elements, each with the modules that hold it."""
    held: dict[str, list[str]] = {}
    for module, spec in modules().items():
        for name in spec["fields"]:
            held.setdefault(name, []).append(module)
    return held


@dataclass
class Census:
    """The header, a table a module, and the elements (module, line, element) that say two things in one place.

    The columns of a table are the places (`line` of the element, or the place of its child where children share lines;
    its `number`; and the numbers of the child, the case and the plan that it stands in, -1 for none) and the kept
    elements as categories of text.
    """

    header: dict[str, str] = field(default_factory=dict)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    twice: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass
class _Open:
    """A module that has begun and not ended."""

    module: str
    line: int
    number: int
    said: dict[str, str] = field(default_factory=dict)


class _Reader:
    """What expat calls as it meets elements."""

    def __init__(self, path: Path) -> None:
        self.path, self.census = path, Census()
        self.tables: dict[str, CodedTable] = {}
        self.open: list[_Open] = []
        self.loose: _Open | None = None  # a child told of outside any Child element
        self.begun = dict.fromkeys(modules(), 0)
        self.element, self.at, self.text = "", 0, ""
        self.by_child = children_share_lines(path)
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        handlers: dict[str, Callable[..., None]] = {
            "StartElementHandler": self.starts,
            "EndElementHandler": self.ends,
            "CharacterDataHandler": self.says,
            "StartDoctypeDeclHandler": self.refuse,
            "EntityDeclHandler": self.refuse,
        }
        for name, handler in handlers.items():
            setattr(self.parser, name, handler)

    def refuse(self, *_: object) -> None:
        said = "declares a document type or entities, which a census return never does, so it is not read"
        raise AnalysisError(f"{self.path.name} {said}. Export the return again from the case system.")

    def starts(self, name: str, _: object) -> None:
        name = name.rpartition(":")[2]
        if name == "ChildIdentifiers" and not self._in("Child"):
            self._next_loose()
        if name in modules() and name != "Reviews":
            self.open.append(self._begin(name))
        elif name in HEADER or name in _fields():
            self.element, self.at, self.text = name, self._line(), ""

    def says(self, data: str) -> None:
        if self.element:
            self.text += data
            if len(self.text) > LONGEST:
                said = f"line {self.at}: {self.element} holds more than {LONGEST} characters"
                raise AnalysisError(f"{self.path.name} {said}, so it is no census return. Mend that element.")

    def ends(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == self.element:
            self._keep(name, self.text.strip())
            self.element = ""
        elif self.open and name == self.open[-1].module:
            self._store(self.open.pop())

    def _begin(self, module: str) -> _Open:
        self.begun[module] += 1
        return _Open(module, self._line(), self.begun[module] - 1)

    def _line(self) -> int:
        return max(self.begun["Child"], 1) if self.by_child else self.parser.CurrentLineNumber

    def _in(self, module: str) -> _Open | None:
        return next((held for held in reversed(self.open) if held.module == module), None)

    def _holder(self, name: str) -> _Open | None:
        return next((held for held in reversed(self.open) if held.module in _fields().get(name, [])), None)

    def _next_loose(self) -> _Open:
        if self.loose:
            self._store(self.loose)
        self.loose = self._begin("Child")
        return self.loose

    def _keep(self, name: str, value: str) -> None:
        if name == _REVIEW:
            self._store(_Open("Reviews", self.at, 0, {name: value}))
        elif held := self._holder(name):
            self._put(held, name, value)
        elif "Child" in _fields().get(name, []):
            again = self.loose is None or (name == "LAchildID" and name in self.loose.said)
            self._put(self._next_loose() if again else self.loose or self._next_loose(), name, value)
        elif not self.open:
            self.census.header.setdefault(name, value)

    def _put(self, held: _Open, name: str, value: str) -> None:
        before = held.said.get(name, "")
        if name in MANY:
            held.said[name] = f"{before} {value}".strip()
        elif not before:
            held.said[name] = value
        elif value and value != before:
            self.census.twice.append((held.module, self.at, name))

    def _store(self, held: _Open) -> None:
        child, case, plan = self._in("Child") or self.loose, self._in("CINdetails"), self._in("ChildProtectionPlans")
        places = {"line": held.line, "number": held.number, "child": child.number if child else -1}
        places |= {"case": case.number if case else -1, "plan": plan.number if plan else -1}
        if held.module not in self.tables:
            self.tables[held.module] = CodedTable(modules()[held.module]["fields"])
        self.tables[held.module].add(places, held.said)


def parse(path: Path) -> Census:
    """The whole file; what is no well-formed XML is refused with the line."""
    if path.stat().st_size > LARGEST:
        raise AnalysisError(f"{path.name} is larger than {LARGEST // 10**9} GB, so it is no census return of one year.")
    reader = _Reader(path)
    try:
        feed(reader.parser, path)
    except expat.ExpatError as error:
        _malformed(path, error.lineno)
    except (LookupError, ValueError):
        _malformed(path, reader.parser.CurrentLineNumber)
    if reader.loose:
        reader._store(reader.loose)
    reader.census.tables = {name: table.frame() for name, table in reader.tables.items()}
    return reader.census


def _malformed(path: Path, line: int) -> NoReturn:
    said = f"{path.name} line {line}: the XML stops there, is cut off, or is not in the encoding that it names"
    raise AnalysisError(f"{said}. Export the return again and bring the whole file.") from None
