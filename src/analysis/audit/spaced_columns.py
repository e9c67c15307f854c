"""Tables of plain text whose columns are held apart by spaces, as they come out of a page, or by bars."""

import re
from itertools import groupby

Line = tuple[int, str]  # number and text
GAP = re.compile(r"\s{2,}")
FIGURE = re.compile(r"[-–+£<]?\d[\d,.]*\s?(?:%|k|m|per cent|pp)?\*?|[-–—*c.x]|n/?a|\.\.|<\d", re.IGNORECASE)
HEAD = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?|Q[1-4].*|[A-Za-z%].{0,30}", re.IGNORECASE)
WIDEST = 60  # characters of a cell
RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")


def columned(lines: list[Line]) -> list[Line]:
    """The lines with a tab between the columns of what is a table: rows below one another, with figures in them."""
    found: list[Line] = []
    for is_row, group in groupby(lines, key=lambda one: _cells(one[1]) is not None):
        block = list(group)
        found += _tabbed(block) if is_row else block
    return found


def _cells(line: str) -> list[str] | None:
    """The cells of a line that may be a row, or None. A first cell may be blank, as at the corner of a table."""
    if "\t" in line or not line.strip():
        return None
    if line.strip().startswith("|") and line.count("|") > 1:
        return [] if RULE.fullmatch(line) else [cell.strip() for cell in line.strip().strip("|").split("|")]
    cells = GAP.split(line.strip())
    if len(cells) < 2 or any(len(cell) > WIDEST for cell in cells):
        return None
    figures = [bool(FIGURE.fullmatch(cell)) for cell in cells]
    if all(figures[1:]) or (len(cells) > 2 and sum(figures) * 2 >= len(cells)):
        return cells
    heads = all(HEAD.fullmatch(cell) for cell in cells) and not re.search(r"[.;:]\s{2,}", line)
    return cells if heads else None


def _tabbed(block: list[Line]) -> list[Line]:
    """A block of rows with tabs, if it is a table: two rows or more, of which one has figures."""
    rows = [(number, _cells(line) or [], line) for number, line in block]
    full = [cells for _, cells, _ in rows if cells]
    barred = all(line.strip().startswith("|") for _, _, line in rows)
    figures = [cells for cells in full if any(map(FIGURE.fullmatch, cells[1:]))]
    if len(full) < 2 or not figures or (not barred and len({len(cells) for cells in figures}) > 2):
        return block
    wide = max(len(cells) for cells in figures)
    made = []
    for number, cells, line in rows:
        corner = not barred and len(cells) == wide - 1 and (line.startswith("  ") or _all_heads(cells))
        if cells:
            made.append((number, "\t".join([""] * corner + cells)))
    return made


def _all_heads(cells: list[str]) -> bool:
    """Whether cells are years or quarters, which stand over columns of figures and not over labels."""
    return all(re.match(r"(?:[A-Za-z]+ )?(?:19|20)\d\d|Q[1-4]", cell) for cell in cells)
