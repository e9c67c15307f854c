"""Plain text and Markdown as passages, with the tables that tabs or bars make."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from analysis.audit.pages import joined, unpaged
from analysis.audit.reading import Passage, is_headline, plain
from analysis.audit.spaced_columns import columned

BULLET = re.compile(r"\s*([-*+•▪◦·–]|\d{1,2}[.)]|[a-z][.)])\s+")
ENDS = re.compile(r"""[.!?:;]["”’)\]]*$""")
GOES_ON = re.compile(r"\s*[a-z(]")  # how a line begins that carries on the one before it
WRAPPED, WIDEST = 50, 140  # characters: a block of lines about as long is one paragraph, broken by the width of a page
BLOCK = 3  # lines, at least, of a block that is judged so
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
Line = tuple[int, str]  # number and text


@dataclass(frozen=True)
class Format:
    """How one kind of text marks the rows of its tables and its headings."""

    is_row: Callable[[str], bool]
    cells: Callable[[str], list[str]]
    heading: Callable[[str], str]

    def is_prose(self, line: str) -> bool:
        """Whether a line is of a paragraph."""
        return bool(line.strip()) and not self.is_row(line) and not self.heading(line)


def read_plain(text: str) -> Iterator[Passage]:
    """The passages of plain text. Lines with tabs are rows of a table; a paragraph that a page broke is joined."""
    lines = [(number, plain(line)) for number, line in unpaged(text)]
    return _passages(columned(lines), Format(_is_tabbed, lambda line: line.rstrip("\t ").split("\t"), _heading_plain))


def read_markdown(text: str) -> Iterator[Passage]:
    """The passages of Markdown, without its marks; code and comments are left out."""
    bare = re.sub(r"<!--.*?-->", _lines_only, text, flags=re.DOTALL)
    bare = re.sub(r"(?ms)^(```|~~~).*?^\1\s*?$", _lines_only, bare)
    return _passages(_numbered(bare), Format(_is_barred, _barred_cells, _heading_markdown))


def unmarked(text: str) -> str:
    """A line without Markdown's marks of emphasis, code, link and picture."""
    bare = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    bare = re.sub(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1", r"\2", bare)
    bare = re.sub(r"(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])", r"\1", bare)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!<>|])", r"\1", re.sub(r"`([^`]*)`", r"\1", bare)).strip()


def _lines_only(found: re.Match[str]) -> str:
    """Nothing but the ends of lines, so that what follows keeps its number."""
    return "\n" * found[0].count("\n")


def _numbered(text: str) -> list[Line]:
    return [(number, plain(line)) for number, line in enumerate(text.splitlines(), 1)]


def _is_tabbed(line: str) -> bool:
    return "\t" in line.strip() or (line.endswith("\t") and bool(line.strip()))


def _is_barred(line: str) -> bool:
    return line.strip().startswith("|") or line.count("|") > 1


def _barred_cells(line: str) -> list[str]:
    return [unmarked(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _heading_plain(line: str) -> str:
    """A heading of plain text: short, without a full stop, and all in capitals."""
    bare = unmarked(line)
    letters = [letter for letter in bare if letter.isalpha()]
    short = len(bare) <= WIDEST // 2 and not ENDS.search(bare)
    return bare if letters and short and all(letter.isupper() for letter in letters) else ""


def _heading_markdown(line: str) -> str:
    found = re.fullmatch(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*", line)
    if found:
        return unmarked(found[1])
    bold = re.fullmatch(r"\s*(?:\*\*|__)([^*_]+?)(?:\*\*|__)\s*", line)
    return bold[1].strip() if bold and is_headline(bold[1].strip()) else ""


def _passages(lines: list[Line], form: Format) -> Iterator[Passage]:
    under, tables, at = "", 0, 0
    while at < len(lines):
        number, line = lines[at]
        if not line.strip():
            at += 1
        elif form.is_row(line) and (rows := _rows(lines, at, form)):
            tables, at = tables + 1, at + len(rows)
            yield from _table([row for row in rows if not RULE.fullmatch(row[1])], form, tables, under)
        elif heading := form.heading(line):
            yield Passage(f"line {number}", heading, "heading", under)
            under, at = heading, at + 1
        else:
            block, at = _block(lines, at, form)
            for start, text in _paragraphs(block):
                yield _passage(start, text, under)


def _passage(line: int, text: str, under: str) -> Passage:
    bullet = BULLET.match(text)
    bare = unmarked(text[bullet.end() if bullet else 0 :])
    return Passage(f"line {line}", bare, "list" if bullet else "paragraph", under)


def _while(lines: list[Line], at: int, fits: Callable[[str], bool]) -> list[Line]:
    end = at
    while end < len(lines) and fits(lines[end][1]):
        end += 1
    return lines[at:end]


def _rows(lines: list[Line], at: int, form: Format) -> list[Line]:
    """The rows of a table; none where one line alone has bars in it: "Rotherham 54.0 | England 42.1"."""
    rows = _while(lines, at, form.is_row)
    return rows if len(rows) > 1 or re.match(r"\s*\||[^|]*$", rows[0][1]) else []


def _block(lines: list[Line], at: int, form: Format) -> tuple[list[Line], int]:
    """The lines of a block, and where it ends. One that ends without a stop goes on after a gap that a page made."""
    block = _while(lines, at, form.is_prose) or lines[at : at + 1]
    at += len(block)
    while not ENDS.search(block[-1][1].strip()) and not BULLET.match(block[-1][1]):
        gap = at
        while gap < len(lines) and not lines[gap][1].strip():
            gap += 1
        more = _while(lines, gap, form.is_prose) if at < gap < len(lines) else []
        if not more or not GOES_ON.match(more[0][1]) or BULLET.match(more[0][1]):
            break
        block, at = [*block, *more], gap + len(more)
    return block, at


def _paragraphs(block: list[Line]) -> Iterator[Line]:
    """The paragraphs of a block: a line each, but for lines that only the width of a page parted."""
    widths = [len(text.strip()) for _, text in block]
    wrapped = len(block) >= BLOCK and median(widths[:-1]) >= WRAPPED and max(widths) <= WIDEST
    start, held, last = block[0][0], block[0][1], block[0][1]
    for number, text in block[1:]:
        if not BULLET.match(text) and _goes_on(last, text, wrapped):
            held = joined(held, text)
        else:
            yield start, held
            start, held = number, text
        last = text
    yield start, held


def _goes_on(before: str, text: str, wrapped: bool) -> bool:
    """Whether a line carries on: in a wrapped block unless the one before it stops short."""
    stopped = bool(ENDS.search(before.strip()))
    if wrapped:
        return not (stopped and len(before.strip()) < WRAPPED)
    return not stopped and bool(GOES_ON.match(text))


def _table(rows: list[Line], form: Format, number: int, under: str) -> Iterator[Passage]:
    for row, (line, text) in enumerate(rows, 1):
        for column, cell in enumerate(form.cells(text), 1):
            where = f"table {number}, row {row}, column {column} (line {line})"
            yield Passage(where, cell.strip(), "cell", under, number, row, column)
