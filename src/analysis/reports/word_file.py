"""A Word file as its parts, byte for byte: opened with care, and saved with only what changed changed."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from analysis.reports.splicing import Spliced
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.office import same_bytes

UNPACKED, LARGEST_XML = 400_000_000, 60_000_000  # bytes: of all parts, of one
MANY = 5_000  # parts
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # how a .doc begins, and a .docx with a password
CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = b"wordprocessingml.document.main+xml"
_OTHER = {b"macroEnabled": "holds macros", b"wordprocessingml.template.main+xml": "is a template"}


class WordFile:
    """The parts of a Word file by their names, in the order of the file."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data
        self.parts = _parts(name, data)

    def document(self) -> Any:  # noqa: ANN401 - a python-docx document
        """The file opened with python-docx; one that people may not edit is refused."""
        try:
            document = docx.Document(BytesIO(self.data))
            protected = [one for part in _settings(document) for one in part.iter(qn("w:documentProtection"))]
        except Exception:  # noqa: BLE001 - whatever a damaged file makes the library raise, a reader gets one sentence
            raise WrongUse(_damaged(self.name)) from None
        if any(one.get(qn("w:enforcement")) in ("1", "true", "on") for one in protected):
            raise WrongUse(
                f'"{self.name}" is protected against editing. Take that off (Review, Restrict Editing) and try again.'
            )
        return document

    def free_name(self, wanted: str) -> str:
        """A part name like the one wanted that no part has, whatever its capitals."""
        taken, path, number = {name.lower() for name in self.parts}, PurePosixPath(wanted), 1
        stem = path.stem.rstrip("0123456789")
        while wanted.lower() in taken:
            number += 1
            wanted = str(path.with_name(f"{stem}{number}{path.suffix}"))
        return wanted

    def relate(self, source: str, kind: str, target: str, key: str = "") -> None:
        """Add a relation from a part ("" for the file itself) to a target, under a key that is free."""
        root, part = self._tree(rels_of(source), f'<Relationships xmlns="{_RELS}"/>')
        keys = {one.get("Id") for one in root}
        key = key or next(f"rId{number}" for number in range(1, len(keys) + 2) if f"rId{number}" not in keys)
        root.append(_element(_RELS, "Relationship", {"Id": key, "Type": kind, "Target": target}))
        self.parts[rels_of(source)] = part.written()

    def unrelate(self, source: str, keys: set[str]) -> None:
        """Take relations out of a part's list."""
        root, part = self._tree(rels_of(source), "")
        for one in [one for one in root if one.get("Id") in keys]:
            root.remove(one)
        self.parts[rels_of(source)] = part.written()

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part, and its type where its suffix does not say it."""
        self.parts[name] = data
        root, part = self._tree(CONTENT_TYPES, "")
        suffix = name.rsplit(".", 1)[-1].lower()
        known = {one.get("Extension", "").lower(): one.get("ContentType") for one in root}
        if known.get(suffix) != content_type:
            root.append(_element(_TYPES, "Override", {"PartName": f"/{name}", "ContentType": content_type}))
            self.parts[CONTENT_TYPES] = part.written()

    def remove(self, name: str) -> None:
        """Take a part out, with what is said of its type."""
        self.parts.pop(name, None)
        root, part = self._tree(CONTENT_TYPES, "")
        for one in [one for one in root if one.get("PartName") == f"/{name}"]:
            root.remove(one)
        self.parts[CONTENT_TYPES] = part.written()

    def saved(self) -> bytes:
        """The file with its parts as they are now; nobody's clock in it."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as new:
            for name, data in self.parts.items():
                new.writestr(name, data)
        return same_bytes(made.getvalue())

    def _tree(self, name: str, empty: str) -> tuple[Any, Spliced]:
        self.parts.setdefault(name, empty.encode())
        root = parse_xml(self.parts[name])
        return root, Spliced(self.parts[name], root)


def rels_of(source: str) -> str:
    """The name of the list of relations of a part, or of the file itself."""
    path = PurePosixPath(source)
    return str(path.parent / "_rels" / f"{path.name}.rels").removeprefix("./")


def _element(space: str, name: str, attributes: dict[str, str]) -> Any:  # noqa: ANN401
    made = parse_xml(f'<{name} xmlns="{space}"/>')
    for key, value in attributes.items():
        made.set(key, value)
    return made


def _damaged(name: str) -> str:
    return f'"{name}" is damaged, or is no Word file. Open it in Word and save it again as a .docx.'


def _settings(document: Any) -> list[Any]:  # noqa: ANN401
    """The settings of a document, without making any where it has none."""
    rels = document.part.rels.values()
    return [rel.target_part.element for rel in rels if rel.reltype.endswith("/settings") and not rel.is_external]


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """Every part, once it is sure that they can be opened without harm."""
    if data[:8] == OLD_OFFICE:
        raise WrongUse(f'"{name}" has a password or is in the old Word format. Save it as a .docx without a password.')
    parts = _unpacked(name, data)
    types = parts.get(CONTENT_TYPES, b"")
    for sign, what in _OTHER.items():
        if sign in types and _MAIN not in types:
            raise WrongUse(f'"{name}" {what}. Save it as a Word document (.docx) and give that.')
    outside = any(".." in PurePosixPath(one).parts or one.startswith("/") for one in parts)
    if not types or outside or any(_declares(part) for part in parts.values()):
        raise WrongUse(_damaged(name))
    return parts


def _unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """The parts by name; a file with a part twice, or with one that cannot be read, is refused."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            infos = packed.infolist()
            xml = [one.file_size for one in infos if one.filename.endswith((".xml", ".rels"))]
            too_large = sum(one.file_size for one in infos) > UNPACKED or max(xml, default=0) > LARGEST_XML
            if len(infos) <= MANY and not too_large:
                parts = {one.filename: packed.read(one) for one in infos}
                if len(parts) == len(infos):
                    return parts
    except Exception:  # noqa: BLE001 - each way of packing has errors of its own
        raise WrongUse(_damaged(name)) from None
    if too_large or len(infos) > MANY:
        raise WrongUse(f'"{name}" would unpack to more than a draft can hold, so it was not opened.')
    raise WrongUse(_damaged(name))


class _Begun(Exception):
    """The first element has been reached."""


def _declares(data: bytes) -> bool:
    """Whether XML begins with a document type, which Word never writes and which can hide what grows without end."""
    found: list[str] = []

    def begin(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda name, *_: found.append(name)
    parser.StartElementHandler = begin
    with suppress(_Begun, expat.ExpatError, LookupError, ValueError):  # what is damaged, the library will say
        parser.Parse(data, True)
    return bool(found)
