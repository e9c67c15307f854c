"""Text for pages: escaped, in paragraphs, with each term of the glossary linked where a page first uses it."""

import re
from dataclasses import dataclass, field
from functools import cache

from markupsafe import Markup, escape

from analysis.vocabulary.glossary import glossary

MARKS = re.compile(r"\*\*|`|(?<!\S)\*(?=\S)|(?<=\S)\*(?!\S)")


def paragraphs(markdown: str) -> list[str]:
    """The paragraphs of simple Markdown as plain text; emphasis and code lose their marks."""
    parts = re.split(r"\n\s*\n", markdown.strip())
    return [MARKS.sub("", " ".join(part.split())) for part in parts if part.strip()]


@dataclass
class Linker:
    """The text of one page, in the order of the page."""

    seen: set[str] = field(default_factory=set)

    def link(self, text: str) -> Markup:
        """The text with a link to the glossary at the first use of each term on this page."""
        made, at = Markup(), 0
        for found in _pattern().finditer(text):
            term = _spellings()[_plain(found.group())]
            if term not in self.seen:
                self.seen.add(term)
                made += text[at : found.start()]
                made += Markup('<a class="term" href="glossary.html#{}">{}</a>').format(term, found.group())
                at = found.end()
        return made + escape(text[at:])


@cache
def _spellings() -> dict[str, str]:
    """What a term can be called -> its id: its name, the name in brackets after it, and its acronym."""
    found: dict[str, str] = {}
    for term in glossary().values():
        name, _, other = term.term.partition(" (")
        for called in (name, other.rstrip(")"), term.short):
            found |= {_plain(called): term.id} if called and called != "Mean" else {}
    return found | {"the mean": "mean"}  # "mean" alone is a verb as often as not


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_spellings(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})s?(?![\w-])", re.IGNORECASE)


def _plain(called: str) -> str:
    name = called.lower()
    return name if name in _names() else name.removesuffix("s")


@cache
def _names() -> frozenset[str]:
    """Names as the glossary has them, some of which end in s."""
    terms = glossary().values()
    return frozenset(part.lower() for term in terms for part in (*term.term.rstrip(")").split(" ("), term.short))
