"""Finding the columns: a header in a file to the name in the specification, however it was typed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

CLOSE = 0.88  # below this a name that looks alike is another one


def key_of(header: object) -> str:
    """A header without what people vary: case, spaces, brackets, quotes, punctuation. Letters and digits are left."""
    plain = unicodedata.normalize("NFKC", "" if header is None else str(header)).lower()
    return re.sub(r"[^a-z0-9]", "", plain)


@dataclass(frozen=True)
class Matched:
    """`columns`: name in the specification -> header in the file. `guessed` are close matches; `extra` nobody knows."""

    columns: dict[str, str]
    guessed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


def match(headers: Iterable[object], aliases: dict[str, list[str]]) -> Matched:
    """Each name of the specification with the header that is it: by key, by alias, and last by one close likeness.

    `aliases` maps each name to other spellings seen. The first header of a key wins. A likeness counts only where it is
    the only one both ways, so that Stage is never Age.
    """
    found: dict[str, str] = {}
    left = [str(header) for header in headers if key_of(header)]
    keys = {key_of(spelling): name for name, spellings in aliases.items() for spelling in spellings}
    keys |= {key_of(name): name for name in aliases}
    for header in list(left):
        name = keys.get(key_of(header))
        if name and name not in found:
            found[name] = header
            left.remove(header)
    guessed = _close(left, [name for name in aliases if name not in found])
    return Matched(found | guessed, sorted(guessed), [h for h in left if h not in guessed.values()])


def _close(headers: list[str], names: list[str]) -> dict[str, str]:
    """The pairs that are each other's only likeness."""
    alike = [(n, h) for n in names for h in headers if _likeness(n, h) >= CLOSE]
    once = [pair for pair in alike if sum(p[0] == pair[0] for p in alike) == 1 == sum(p[1] == pair[1] for p in alike)]
    return dict(once)


def _likeness(one: str, other: str) -> float:
    a, b = key_of(one), key_of(other)
    if min(len(a), len(b)) < 6 or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return 0.0
    return SequenceMatcher(None, a, b).ratio()
