"""Tables as a notebook shows them: text to the left, numbers to the right, no row numbers."""

import re
from collections.abc import Callable
from html import escape

import pandas as pd

from analysis.disclosure.released import ReleasedTable

NUMBER = re.compile(r"[-−+]?[\d,]+(\.\d+)?|[cxz]|\[[cxz]\]|")  # as printed, hidden ones too; or nothing
PREVIEW = "Preview: not declared in quarterly.toml, so it cannot be exported."
SHORT = 14  # letters: a column of cells no longer than this is not broken into lines
LONGEST = 60  # rows of a printed table that are shown; the file has all


class Listing(pd.DataFrame):  # type: ignore[misc] # pandas is untyped here
    """A plain table that a notebook shows whole: every row, every word."""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return Listing

    def _repr_html_(self) -> str:
        return as_html(self)


class PrintedTable(ReleasedTable):
    """A released table as it is read: printed cells, and a word below where it is a preview."""

    def _repr_html_(self) -> str:
        more = len(self) - LONGEST
        notes = [f"and {more} more rows" if more > 0 else "", PREVIEW if self.preview else ""]
        return as_html(self.head(LONGEST)) + "".join(f"<p>{note}</p>" for note in notes if note)


def as_html(table: pd.DataFrame) -> str:
    """The table as HTML. Each cell says its own alignment, for JupyterLab sets everything to the right."""
    texts = {name: ["" if pd.isna(cell) else str(cell) for cell in table[name]] for name in table.columns}
    looks = {name: _look(cells) for name, cells in texts.items()}
    heads = {name: look.replace("nowrap", "normal") for name, look in looks.items()}
    head = "".join(f'<th scope="col" style="{heads[name]}">{escape(str(name))}</th>' for name in texts)
    rows = zip(*texts.values(), strict=True)
    body = "".join(f"<tr>{_cells(row, list(looks.values()))}</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _look(cells: list[str]) -> str:
    numbers = any(cells) and all(NUMBER.fullmatch(cell) for cell in cells)
    wrapping = "nowrap" if max(map(len, cells), default=0) <= SHORT else "normal"
    return f"text-align: {'right' if numbers else 'left'}; vertical-align: top; white-space: {wrapping}"


def _cells(row: tuple[str, ...], looks: list[str]) -> str:
    return "".join(f'<td style="{look}">{escape(cell)}</td>' for cell, look in zip(row, looks, strict=True))
