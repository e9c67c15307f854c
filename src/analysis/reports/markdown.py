"""Text of people in Markdown: it comes out as it was typed, and is never read as a mark, a link or a page of HTML."""

import re

from analysis.reports.packing import legal

# What Markdown can read inside a line. Signs of its dialects count too; an address becomes a link without any sign.
MARKS = re.compile(r"[\\`*{}\[\]<>#|~$&@^+]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\.", re.IGNORECASE)
FIRST = re.compile(r"^(\d*)([-.)])")  # a number or a stroke that begins a line begins a list


def as_text(text: str) -> str:
    r"""The text on one line with its marks escaped: "<5 *all*" as "\<5 \*all\*"; control characters go."""
    return FIRST.sub(r"\1\\\2", MARKS.sub(lambda found: f"\\{found.group()}", legal(text).strip()))
