"""Texts of Word, PowerPoint and Excel files: every part of the archive, shown or hidden."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from analysis.disclosure.attack_extract_xml import name_of, of_tree, parsed

_XML = (".xml", ".rels", ".vml")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def in_archive(content: bytes) -> Iterator[tuple[str, str, bytes | None]]:
    """(part, text, None) of every XML part, and (part, "", content) of every other file in the archive.

    The place of a cell names its sheet, and says so where that is hidden. Raises ValueError for what is no archive.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise ValueError("not an archive") from error
    with archive:
        if archive.comment:
            yield "comment of the archive", archive.comment.decode("latin-1"), None
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    sheets, shared = _sheets(parts), _shared(parts)
    for name, body in parts.items():
        if not name.endswith(_XML):
            yield name, "", body
        elif name in sheets:
            yield from ((place, text, None) for place, text in _in_sheet(parsed(body), sheets[name], shared))
        else:
            yield from ((f"{name}, {place}", text, None) for place, text in of_tree(parsed(body), office=True))


def _sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Part -> how its sheet is called, with "hidden" where it is."""
    if "xl/workbook.xml" not in parts:
        return {}
    called = {}
    for sheet in parsed(parts["xl/workbook.xml"]).iter("{*}sheet"):
        state = sheet.get("state", "visible")
        hidden = "" if state == "visible" else "hidden "
        called[sheet.get(_ID)] = f'{hidden}sheet "{sheet.get("name")}"'
    links = parsed(parts["xl/_rels/workbook.xml.rels"]).iter("{*}Relationship")
    found = {link.get("Id"): link.get("Target") for link in links}
    return {
        (target.lstrip("/") if target.startswith("/") else f"xl/{target}"): called[link]
        for link, target in found.items()
        if link in called
    }


def _shared(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    return ["".join(text.itertext()) for text in parsed(parts["xl/sharedStrings.xml"]).iter("{*}si")]


def _in_sheet(root: Any, called: str, shared: list[str]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for row in root.iter("{*}row"):
        hidden = " in a hidden row" if row.get("hidden") in ("1", "true") else ""
        whole = []
        for cell in row.iter("{*}c"):
            for kind, text in _in_cell(cell, shared):
                yield f"{called}, {cell.get('r', '')}{hidden}{', formula' * (kind == 'f')}", text
                whole.append(text)
        if len(whole) > 1:
            yield f"{called}, row {row.get('r', '')}{hidden}, joined", " | ".join(whole)
    for element in root.iter():
        if name_of(element) not in ("c", "v", "f", "is", "t", "r", "row", "worksheet", "sheetData"):
            for text in (element.text or "", *element.attrib.values()):
                if text.strip():
                    yield f"{called}, {name_of(element)}", text


def _in_cell(cell: Any, shared: list[str]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for inner in cell:
        text, kind = "".join(inner.itertext()), name_of(inner)
        if kind == "v" and cell.get("t") == "s":
            text = shared[int(text)]
        if text.strip():
            yield kind, text.strip()
