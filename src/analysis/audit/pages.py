"""Plain text as it comes out of a page: running heads and page numbers left out, words that a line broke joined."""

import re
from collections import Counter

Line = tuple[int, str]  # number and text
PAGE = re.compile(
    r"\s*(?:page\s+\d+(?:\s*(?:of|/)\s*\d+)?|\d{1,3}\s*\|\s*page|page\s*\|\s*\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—])\s*",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,3}\s*", re.IGNORECASE)
EDGE = 2  # lines at the head and the foot of a page that may be the same on each
FEWEST = 3  # pages that have a line before it is a running one
# What keeps its hyphen where a line ends after it: "looked-" and "after".
KEPT = re.compile(
    r"\b(?:looked|long|short|re|non|self|semi|sub|co|multi|inter|cross|well|full|part|high|low|follow|two|three|four|five|ten|year"
    r"|half|mid|post|pre|anti|in|on|out|up|over|under|section|single|same|face|drop|step|stepped|one|first|second|third|on|cared"
    r"|age|evidence|trauma|child|family|data|risk|decision|problem|old|olds|month|week|day|hour|based|care|need|to|by|of|the)-$",
    re.IGNORECASE,
)


def unpaged(text: str) -> list[Line]:
    """The lines of a text, numbered, without running heads and page numbers where they part one page from the next."""
    pages, number = [], 1
    for page in text.split("\f"):
        lines = page.splitlines() or [""]
        pages.append(list(enumerate(lines, number)))
        number += len(lines) - (0 if page.endswith(("\n", "\r")) or not page else 1)
    running = _running(pages)
    return [
        (number, "" if _is_of_the_page(at, line, page, running) else line)
        for page in pages
        for at, (number, line) in enumerate(page)
    ]


def _running(pages: list[list[Line]]) -> set[str]:
    """What stands at the head or the foot of three pages or more, whatever its number."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for _, line in _edges(page)})
    return {shape for shape, times in seen.items() if times >= FEWEST and times * 2 > len(pages)}


def _edges(page: list[Line]) -> list[Line]:
    said = [one for one in page if one[1].strip()]
    return said if len(said) <= EDGE * 2 else [*said[:EDGE], *said[-EDGE:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def _is_of_the_page(at: int, line: str, page: list[Line], running: set[str]) -> bool:
    """Whether a line belongs to the page rather than to the text."""
    if PAGE.fullmatch(line):
        return True
    edge = (page[at][0], line) in _edges(page)
    return edge and bool(running) and (_shape(line) in running or bool(NUMBER.fullmatch(line)))


def joined(before: str, after: str) -> str:
    """Two lines as one: a word that a hyphen parted is whole again, one that has its own hyphen keeps it."""
    first, second = before.rstrip(), after.strip()
    if re.search(r"[a-z]-$", first) and re.match(r"[a-z]", second):
        return f"{first if KEPT.search(first) else first[:-1]}{second}"
    return f"{first} {second}"
