"""Tables laid out plainly: one row of headers, one column of labels, merged cells said where they hold."""

import re
from dataclasses import replace

from analysis.audit.mentions import mentions
from analysis.audit.numbers import numbers
from analysis.audit.reading import Passage

Cells = dict[int, dict[int, Passage]]
COUNTER = re.compile(r"\W*(?:[A-Za-z]{0,4}\s?)?\d{0,3}(?:\.\d+)*[.)]?\W*")  # "1", "2.1", "KPI 4": how rows are numbered
NUMBERED = re.compile(r"\W*(?:no|nos|ref|reference|kpi|pi|item|id|row|indicator no|measure no)?\W*", re.IGNORECASE)
REMARKS = re.compile(
    r"\b(?:comments?|narrative|notes?|RAG|status|trend|direction|sources?|lead|owner|rationale|action)\b", re.IGNORECASE
)
TOTAL = re.compile(r"\W*(?:sub-?)?totals?\b|\W*all\b", re.IGNORECASE)
LABEL = 60  # characters of a label, at most
LEAST = 2  # rows below a header that make it one


def laid_out(cells: Cells) -> Cells:
    """A table with its captions, second headers, row numbers and second labels taken into one header and one label."""
    spread = _spread(cells)
    for step in (_without_title, _one_header, _without_counter, _one_label, _sections):
        spread = step(spread)
    return spread


def _says(text: str) -> bool:
    """Whether a cell holds a number that says something, and no words beside it."""
    bare = not re.search(r"[A-Za-z]{3}", re.sub(r"per ?cent", "", text, flags=re.IGNORECASE))
    return bare and any(not one.idle or one.idle.startswith(("a place", "a number")) for one in numbers(text))


def _is_words(text: str) -> bool:
    """Whether a cell holds words rather than a number or a sign."""
    return bool(re.search(r"[A-Za-z]{2}", text)) and not _says(text)


def _spread(cells: Cells) -> Cells:
    """Merged cells without numbers said in each column, and each row, that they cover."""
    found: Cells = {}
    for row, line in cells.items():
        found[row] = {}
        for column, passage in line.items():
            above = found.get(row - 1, {}).get(column)
            if passage.covered and above is not None and not passage.text and not _says(above.text):
                passage = replace(passage, text=above.text)
            for at in range(column, column + (1 if _says(passage.text) else passage.span)):
                found[row][at] = passage
    return found


def _without_title(cells: Cells) -> Cells:
    """A first row that says one thing across the whole table is its caption: it goes to the corner below."""
    rows = list(cells)
    if len(rows) <= LEAST:
        return cells
    said = {passage.text for passage in cells[rows[0]].values() if passage.text}
    wide = len(cells[rows[0]]) > 1 or len(cells[rows[1]]) > 1
    if len(said) != 1 or not wide or not _is_words(next(iter(said))) or not _has_columns(cells[rows[1]]):
        return cells
    if len(cells[rows[0]]) > 1 and not cells[rows[0]][min(cells[rows[0]])].text:
        return cells  # a header over the columns, with nothing in the corner
    kept = {row: line for row, line in cells.items() if row != rows[0]}
    first = min(kept[rows[1]])
    return _with(kept, rows[1], first, _joined(kept[rows[1]][first].text, next(iter(said))))


def _has_columns(line: dict[int, Passage]) -> bool:
    """Whether a row is a header: two things or more that are no figures."""
    texts = [passage.text for passage in line.values()]
    return sum(bool(text) for text in texts) > 1 and not any(map(_says, texts[1:]))


def _one_header(cells: Cells) -> Cells:
    """Two rows of headers as one: "England" above "2024" and "2025"."""
    rows = list(cells)
    if len(rows) <= LEAST:
        return cells
    top, sub = cells[rows[0]], cells[rows[1]]
    if not _has_columns(top) or not _is_second(sub, min(top)):
        return cells
    merged, last = {}, ""
    for column in sorted({*top, *sub}):
        upper, lower = top.get(column), sub.get(column)
        passage = upper or lower
        over = upper.text if upper else ""
        last = over or (last if column > min(top) + 1 else "")
        under = lower.text if lower else ""
        if passage is not None:
            merged[column] = replace(passage, text=_joined(last, under) if last != under else under)
    return {rows[0]: merged, **{row: cells[row] for row in rows[2:]}}


def _is_second(line: dict[int, Passage], first: int) -> bool:
    """Whether a row is a second header: every cell past the first says something that is no figure."""
    rest = [passage.text for column, passage in line.items() if column != first]
    label = line[first].text if first in line else ""
    headings = len(rest) > 1 and all(text and not _says(text) for text in rest)
    return headings and len(label) <= LABEL and any(_is_a_time(text) or _is_words(text) for text in rest) and (
        not label or all(map(_is_a_time, rest))
    )  # fmt: skip


def _is_a_time(text: str) -> bool:
    return bool(re.search(r"\b(?:19|20)\d\d\b|\bQ[1-4]\b", text))


def _without_counter(cells: Cells) -> Cells:
    """Without a first column that is empty or only numbers the rows, where the second one names them."""
    rows = list(cells)
    first = min(min(line) for line in cells.values())
    body = [cells[row] for row in rows[1:]]
    head = cells[rows[0]].get(first)
    if not body or head is None or not NUMBERED.fullmatch(head.text) or not _named(body, first + 1):
        return cells
    if not all(COUNTER.fullmatch(line[first].text) for line in body if first in line):
        return cells
    left = {row: {column: one for column, one in line.items() if column != first} for row, line in cells.items()}
    return {row: line for row, line in left.items() if line}


def _named(body: list[dict[int, Passage]], column: int) -> bool:
    """Whether every row below the header has a short text of words in a column, and more columns after it."""
    texts = [line[column].text if column in line else "" for line in body]
    return all(_is_words(text) and len(text) <= LABEL for text in texts) and any(max(line) > column for line in body)


def _one_label(cells: Cells) -> Cells:
    """Two columns of labels as one: "Rotherham" beside "In care". A blank first label is the one above it."""
    rows = list(cells)
    first = min(min(line) for line in cells.values())
    second = first + 1
    head, body = cells[rows[0]], [cells[row] for row in rows[1:]]
    named = bool(body) and first in head and second in head and _named(body, second)
    figures = any(_says(one.text) for line in body for column, one in line.items() if column > second)
    if not named or not figures or REMARKS.search(head[second].text):
        return cells
    if not all(_is_words(line[first].text) or not line[first].text for line in body if first in line):
        return cells
    found, last = {}, ""
    for row, line in cells.items():
        own = line[first].text if first in line else ""
        last = own or last
        pair = (line[second].text, last) if TOTAL.match(line[second].text) else (last, line[second].text)
        label = replace(line[first] if first in line else line[second], text=_joined(*pair))
        found[row] = {first: label, **{column: one for column, one in line.items() if column > second}}
    return found


def _sections(cells: Cells) -> Cells:
    """Rows below a row that is only a heading, with its words beside labels that name nothing themselves."""
    rows, section = list(cells), ""
    found = {rows[0]: cells[rows[0]]}
    for row in rows[1:]:
        line = cells[row]
        first = min(line)
        texts = {one.text for one in line.values() if one.text}
        if len(texts) == 1 and _is_words(line[first].text) and len(line[first].text) <= LABEL:
            section = line[first].text if _of_something(line[first].text) else ""
        elif section and _is_words(line[first].text) and not _of_something(line[first].text):
            line = {**line, first: replace(line[first], text=_joined(line[first].text, section))}
        found[row] = line
    return found


def _of_something(text: str) -> bool:
    return any(one.kind == "indicator" for one in mentions(text))


def _joined(*parts: str) -> str:
    return " | ".join(dict.fromkeys(part for part in parts if part))


def _with(cells: Cells, row: int, column: int, text: str) -> Cells:
    """The same table with other words in one cell."""
    return {**cells, row: {**cells[row], column: replace(cells[row][column], text=text)}}
