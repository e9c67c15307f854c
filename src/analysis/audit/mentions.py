"""What a sentence names: indicators, places, days, groups; each with where it stands."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.vocabulary.areas import ENGLAND, areas

RIVALS = (("indicator", "weak", "topic"), ("group", "label"))  # of two that overlap the longer stands


@dataclass(frozen=True)
class Mention:
    """One thing that is named, from `start` to `end` of the sentence."""

    kind: str  # indicator, weak, topic, area, group, label
    key: str
    start: int
    end: int


@cache
def words() -> dict[str, Any]:
    """The words of drafts, from words.toml."""
    return tomllib.loads(files("analysis.audit").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def plain_words() -> frozenset[str]:
    """Words that say nothing about whom a number counts."""
    return frozenset(words()["plain"]["words"].split())


@cache
def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    read = words()
    found = [("indicator", key, word) for key, block in read["indicators"].items() for word in block["words"]]
    found += [("weak", key, word) for key, block in read["indicators"].items() for word in block.get("weak", [])]
    found += [("topic", key, word) for key, block in read["topics"].items() for word in block["words"]]
    found += [("area", key, word) for key, block in read["comparators"].items() for word in block["words"]]
    found += [("area", one.code, re.escape(one.name).replace("and\\ ", "(?:and|&)\\ ")) for one in areas().values()
              if one.code != ENGLAND]  # fmt: skip
    found += [
        ("group", f"{breakdown}:{group}", word)
        for breakdown, groups in read["groups"].items()
        for group, listed in groups.items()
        for word in listed
    ]
    found += [("label", key, word) for key, block in read["labels"].items() for word in block["words"]]
    return [(kind, key, _compiled(word)) for kind, key, word in found]


def _compiled(word: str) -> re.Pattern[str]:
    """A word as a whole; one of capitals alone only in capitals."""
    bare = re.sub(r"\\.|[^A-Za-z]", "", word)
    capitals = bool(bare) and sum(letter.isupper() for letter in bare) > len(bare) / 2 and len(bare) <= 5
    return re.compile(rf"(?<![\w]){word}(?![\w])", 0 if capitals else re.IGNORECASE)


def mentions(sentence: str) -> list[Mention]:
    """Everything that a sentence names, in order; of what overlaps within a kind the longest."""
    found = [
        Mention(kind, key, at.start(), at.end())
        for kind, key, pattern in _patterns()
        for at in pattern.finditer(sentence)
    ]
    found.sort(key=lambda one: (one.start - one.end, one.start))
    kept: list[Mention] = []
    for one in found:
        rivals = next((kinds for kinds in RIVALS if one.kind in kinds), (one.kind,))
        if not any(o.kind in rivals and o.start < one.end and one.start < o.end for o in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
