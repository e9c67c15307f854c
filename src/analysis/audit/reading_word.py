"""A Word file as passages: paragraphs, tables, footnotes, headers and text boxes, as a reader sees them."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from analysis.audit.reading import Draft, Passage, is_headline, plain
from analysis.vocabulary.errors import WrongUse

UNPACKED = 400_000_000  # bytes that a draft may grow to
MANY = 5_000  # files inside it
WIDE = 63  # columns that Word allows in a table
LISTS = ("list bullet", "list number", "list paragraph", "bullet")  # styles of points
NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says the same again
_UNREAD = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), _ALTERNATIVE}  # what is not on the page
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_word(name: str, data: bytes) -> Draft:
    """The passages of a .docx. One that is damaged, or grows beyond measure when unpacked, is refused."""
    document = _open(name, data)
    try:
        return Draft(name, tuple(_passages(document)), document)
    except Exception:  # noqa: BLE001 - a part that is not what it should be: a reader gets one sentence
        raise WrongUse(_damaged(name)) from None


def _damaged(name: str) -> str:
    return f'"{name}" is damaged, or is no Word file. Open it in Word and save it again as a .docx.'


def _open(name: str, data: bytes) -> Any:  # noqa: ANN401 - a python-docx document
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise WrongUse(_damaged(name)) from None
    if len(parts) > MANY or sum(part.file_size for part in parts) > UNPACKED:
        raise WrongUse(f'"{name}" would unpack to more than a draft can hold, so it was not opened.')
    try:
        return docx.Document(BytesIO(data))
    except Exception:  # noqa: BLE001 - whatever a hostile file makes the library raise, a reader gets one sentence
        raise WrongUse(_damaged(name)) from None


def _passages(document: Any) -> Iterator[Passage]:  # noqa: ANN401
    yield from _Story(document).read(document.element.body)
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.is_external or kind not in (*NOTES, "header", "footer"):
            continue
        root = _root(relation.target_part)
        for number, element in enumerate(_notes(root) if kind in NOTES else [root], 1):
            called = f"{NOTES[kind]} {number}" if kind in NOTES else kind
            for paragraph in element.iter(qn("w:p")):
                text = text_of(paragraph)
                if text:
                    sort = "footnote" if kind in NOTES else "header"
                    yield Passage(called, text, sort, anchor=paragraph if kind in NOTES else None)


def _root(part: Any) -> Any:  # noqa: ANN401
    """The XML of a part, parsed without entities."""
    if hasattr(part, "element"):
        return part.element
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob)


def _notes(root: Any) -> list[Any]:  # noqa: ANN401
    """The notes that people wrote: not the lines that Word draws above them."""
    return [one for one in root if one.get(qn("w:type")) in (None, "normal")]


class _Story:
    """The walk down a document's body, which counts paragraphs and tables as a reader would."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self.paragraphs = self.tables = 0
        self.under = ""
        self.styles = {one.style_id: one.name or "" for one in document.styles}

    def read(self, parent: Any) -> Iterator[Passage]:  # noqa: ANN401
        """The passages of a body or of whatever holds paragraphs and tables."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml")):
                yield from self.read(child)

    def _paragraph(self, element: Any) -> Iterator[Passage]:  # noqa: ANN401
        self.paragraphs += 1
        text, style = text_of(element), self._style(element)
        heading = style.lower().startswith(("heading", "title", "subtitle", "toc heading"))
        heading = heading or (_is_bold(element) and is_headline(text))
        kind = "heading" if heading else "contents" if style.lower().startswith("toc") else "paragraph"
        numbered = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        kind = "list" if kind == "paragraph" and (numbered or style.lower().startswith(LISTS)) else kind
        if text:
            yield Passage(f"paragraph {self.paragraphs}", text, kind, self.under, anchor=element)
        self.under = text if heading and text else self.under
        for box in _boxes(element):
            for inner in box.iter(qn("w:p")):
                said = text_of(inner)
                if said:
                    yield Passage(f"text box in paragraph {self.paragraphs}", said, "text box", self.under)

    def _style(self, element: Any) -> str:  # noqa: ANN401
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return str(self.styles.get(found.get(qn("w:val")), "")) if found is not None else ""

    def _table(self, element: Any) -> Iterator[Passage]:  # noqa: ANN401
        self.tables += 1
        number = self.tables
        for row, line in enumerate(element.iter(qn("w:tr")), 1):
            if _nearest(line, qn("w:tbl")) is not element or line.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                continue  # of a table inside, or struck out
            column = 1 + _whole(line.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"))
            for cell in (one for one in line.iter(qn("w:tc")) if _nearest(one, qn("w:tr")) is line):
                texts = [(one, text_of(one)) for one in cell.iter(qn("w:p")) if _nearest(one, qn("w:tc")) is cell]
                text = " ".join(said for _, said in texts if said)
                where = f"table {number}, row {row}, column {column}"
                anchor = next((one for one, said in texts if said), None)
                span = max(1, _whole(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")))
                merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                covered = merged is not None and merged.get(qn("w:val")) in (None, "continue")
                yield Passage(where, text, "cell", self.under, number, row, column, anchor, min(span, WIDE), covered)
                column += min(span, WIDE)
                for inner in (one for one in cell.iter(qn("w:tbl")) if _nearest(one, qn("w:tc")) is cell):
                    yield from self._table(inner)


def _nearest(element: Any, tag: str) -> Any:  # noqa: ANN401
    """The closest thing of a kind that an element stands in."""
    return next(element.iterancestors(tag), None)


def _whole(element: Any) -> int:  # noqa: ANN401
    """The whole number that an element holds; 0 where there is none."""
    held = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(held), WIDE) if held.isdecimal() else 0


def _boxes(element: Any) -> list[Any]:  # noqa: ANN401
    """The text boxes in a paragraph, each once."""
    found = element.iter(qn("w:txbxContent"))
    return [box for box in found if next(box.iterancestors(_ALTERNATIVE), None) is None]


def _is_bold(paragraph: Any) -> bool:  # noqa: ANN401
    """Whether all of a paragraph's text is in bold, as a heading is that has no style of its own."""
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(run.itertext()).strip()]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(qn("w:val")) not in ("0", "false") for mark in marks)


def _is_hidden(run: Any) -> bool:  # noqa: ANN401
    """Whether a run is there but not shown."""
    found = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return found is not None and found.get(qn("w:val")) not in ("0", "false")


def _calls_a_note(run: Any) -> bool:  # noqa: ANN401
    """Whether a run is a raised digit: it calls a note, and is no part of the number that it stands at."""
    raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    if raised is None or raised.get(qn("w:val")) != "superscript":
        return False
    return all(part.isdecimal() for part in re.split(r"[,\s]+", "".join(run.itertext()).strip()) if part)


def text_of(paragraph: Any) -> str:  # noqa: ANN401
    """The text of a paragraph as it stands on the page: what was struck out, and what is in boxes, left out."""
    said: list[str] = []
    _gather(paragraph, said)
    return plain("".join(said)).strip()


def _gather(element: Any, said: list[str]) -> None:  # noqa: ANN401
    for child in element:
        if child.tag in _UNREAD or child.tag == qn("w:txbxContent") or _is_hidden(child) or _calls_a_note(child):
            continue
        if child.tag == qn("w:t"):
            said.append(child.text or "")
        elif child.tag in _SIGNS:
            said.append(_SIGNS[child.tag])
        else:
            _gather(child, said)
