"""Text of people in Markdown: it comes out as it was typed, and is never read as a mark, a link or a page of HTML."""

import re

from analysis.reports.packing import legal

# Every sign that Markdown can read inside a line; a word that begins with www. becomes a link without any sign.
MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$&@:^+]|(?<=www)\.|^[-.)]|(?<=\d)[.)](?=\s|$)", re.IGNORECASE)


def as_text(text: str) -> str:
    r"""The text on one line with its marks escaped: "<5 *all*" as "\<5 \*all\*"; control characters go."""
    return MARKS.sub(lambda found: f"\\{found.group()}", legal(text).strip())
