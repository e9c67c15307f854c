"""A draft as passages of text, each with its place: from Word, Markdown or plain text."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.audit.numbers import numbers
from analysis.vocabulary.errors import WrongUse

# Soft hyphens and spaces without width are not seen; no-break, thin and narrow spaces are spaces.
UNSEEN = str.maketrans(
    dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "") | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
)
CONTROL = re.compile("[\\x00-\\x08\\x0e-\\x1b]")  # no text has these
HEADLINE = 90  # characters of a heading, at most
LARGEST = 100_000_000  # bytes of a draft
KINDS = ".docx, .md or .txt"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # how a .doc begins, and a .docx with a password


@dataclass(frozen=True)
class Passage:
    """One paragraph or one cell. `table`, `row` and `column` count from 1, and are 0 outside a table.

    `span` is how many columns a merged cell covers; one that is `covered` goes on from the cell above it.
    `kind` is paragraph, heading, list, cell, footnote, header or text box. `under` is the heading above it. `anchor` is
    the paragraph of the Word file, for a comment.
    """

    where: str  # "paragraph 12", "table 2, row 3, column 2", "line 40"
    text: str
    kind: str = "paragraph"
    under: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    anchor: Any = field(default=None, compare=False, repr=False)
    span: int = field(default=1, repr=False)
    covered: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class Draft:
    """A draft as it is read: its passages in order, and where it was read from."""

    name: str
    passages: tuple[Passage, ...]
    document: Any = field(default=None, compare=False, repr=False)  # the opened Word file, where it is one

    def tables(self) -> dict[int, dict[int, dict[int, Passage]]]:
        """The cells of its tables: table -> row -> column -> passage."""
        found: dict[int, dict[int, dict[int, Passage]]] = {}
        for passage in self.passages:
            if passage.table:
                found.setdefault(passage.table, {}).setdefault(passage.row, {})[passage.column] = passage
        return found


def read_draft(path: Path) -> Draft:
    """The passages of a draft. A file that cannot be read is refused in a sentence."""
    data = _bytes(path)
    if path.suffix.lower() == ".docx" or data[:4] == b"PK\x03\x04":
        from analysis.audit.reading_word import read_word

        return _with_text(read_word(path.name, data))
    from analysis.audit.reading_text import read_markdown, read_plain

    text = _decoded(path.name, data)
    read = read_markdown if path.suffix.lower() in (".md", ".markdown") else read_plain
    return _with_text(Draft(path.name, tuple(read(text))))


def _with_text(made: Draft) -> Draft:
    """A draft that holds any text at all: pictures of pages cannot be read."""
    if not any(passage.text for passage in made.passages):
        raise WrongUse(
            f'"{made.name}" holds no text that can be read; its pages may be pictures. Give a draft of text.'
        )
    return made


def _bytes(path: Path) -> bytes:
    """What a file holds, if it can be a draft at all."""
    if not path.exists():
        raise WrongUse(f'There is no file "{path}". Give the path of a draft ({KINDS}).')
    if path.is_dir():
        raise WrongUse(f'"{path}" is a folder. Give the path of one draft ({KINDS}).')
    if path.stat().st_size > LARGEST:
        raise WrongUse(f'"{path.name}" is larger than 100 MB, which no draft should be. Save it without its pictures.')
    try:
        data = path.read_bytes()
    except PermissionError:
        raise WrongUse(f'"{path.name}" cannot be opened. Close it in Word, or ask for the right to read it.') from None
    if data[:8] == OLD_OFFICE:
        raise WrongUse(
            f'"{path.name}" has a password or is in the old Word format. Save it as a .docx without a password.'
        )
    if data[:5] == b"%PDF-":
        raise WrongUse(f'"{path.name}" is a PDF, which is not read. Give the Word file it was made from, or its text.')
    if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<\?xml|<mht|mime-version)", data[:200], re.IGNORECASE):
        raise WrongUse(
            f'"{path.name}" is a web page, whatever its name ends in. Open it in Word and save it as a .docx.'
        )
    if data[:5] == rb"{\rtf":
        raise WrongUse(f'"{path.name}" is rich text (RTF), which is not read. Open it in Word and save it as a .docx.')
    if not data.strip():
        raise WrongUse(f'"{path.name}" is empty. Give a draft with text in it ({KINDS}).')
    return data


def _decoded(name: str, data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with or without its mark, else what Windows writes."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise WrongUse(f'"{name}" is not text. Expected a draft as {KINDS}.')


def _encodings(data: bytes) -> list[str]:
    """What a file may be written in, the likeliest first."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ["utf-16"]
    if b"\0" in data:  # every second byte of plain English is nought
        start = data[:2_000]
        return ["utf-16-le"] if start[1::2].count(0) > len(start) / 3 else ["utf-16-be"]
    return ["utf-8-sig", "cp1252", "latin-1"]


def plain(text: str) -> str:
    """Text without signs that are not seen, with every kind of space as one, and without raised calls of notes."""
    seen = text.translate(UNSEEN)
    return re.sub(r"(?<=[\w.,;:)])[¹²³⁰⁴-⁹]+", "", seen)


def is_headline(text: str) -> bool:
    """Whether a line that stands out, all in bold, is a heading: short, without a stop, and without a figure."""
    short = len(text) <= HEADLINE and not re.search(r"[.!?;,]$", text) and bool(re.search(r"[A-Za-z]{3}", text))
    return short and all(one.idle for one in numbers(text))
