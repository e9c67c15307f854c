"""What a sentence names: indicators, places, groups; each with where it stands."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from analysis.vocabulary.areas import ENGLAND, areas

RIVALS = (("indicator", "weak", "topic"), ("group", "label"))  # of two that overlap the longer stands
NUMBER = r"(?:\d[\d,.]*|[a-z]+(?:-[a-z]+)?)"


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
    found = [("indicator", key, word) for key, block in read["indicators"].items() for word in block.get("words", [])]
    found += [("weak", key, word) for key, block in read["indicators"].items() for word in block.get("weak", [])]
    found += [("topic", key, word) for key, block in read["topics"].items() for word in block["words"]]
    found += [("area", key, word) for key, block in read["comparators"].items() for word in block["words"]]
    found += [("area", one.code, _name(one.name)) for one in areas().values() if one.code != ENGLAND]
    found += [
        ("group", f"{breakdown}:{group}", word)
        for breakdown, groups in read["groups"].items()
        for group, listed in groups.items()
        for word in listed
    ]
    found += [("label", key, word) for key, block in read["labels"].items() for word in block["words"]]
    joined: dict[tuple[str, str, bool], list[str]] = {}
    for kind, key, word in found:
        joined.setdefault((kind, key, _capital(word)), []).append(word.replace("{NUMBER}", NUMBER))
    return [
        (kind, key, re.compile(rf"(?<![\w])(?:{one})(?![\w])", 0 if capital else re.IGNORECASE))
        for (kind, key, capital), listed in joined.items()
        for one in listed
    ]


def _name(name: str) -> str:
    """A place as drafts write it: with "&", in the genitive."""
    return re.escape(name).replace("and\\ ", "(?:and|&)\\ ") + "(?:’s|'s|’)?"


def _capital(word: str) -> bool:
    """Whether a word is one of capitals, which is read only so."""
    bare = re.sub(r"\\.|[^A-Za-z]", "", word)
    return bool(bare) and sum(letter.isupper() for letter in bare) > len(bare) / 2 and len(bare) <= 5


@lru_cache(maxsize=4096)
def mentions(sentence: str) -> tuple[Mention, ...]:
    """Everything that a sentence names, in order; of what overlaps within a kind the longest."""
    found = [
        Mention(kind, key, at.start(), at.end())
        for kind, key, pattern in _patterns()
        for at in pattern.finditer(sentence)
    ]
    found = [*_timely(sentence, found), *found]
    found.sort(key=lambda one: (one.start - one.end, one.start))
    kept: list[Mention] = []
    for one in found:
        rivals = next((kinds for kinds in RIVALS if one.kind in kinds), (one.kind,))
        if not any(o.kind in rivals and o.start < one.end and one.start < o.end for o in kept):
            kept.append(one)
    named = [one for one in kept if one.kind == "indicator"]
    inside = [
        one for one in kept if one.kind == "group" and any(n.start <= one.start < one.end <= n.end for n in named)
    ]
    kept = [one for one in kept if one not in inside]  # "plans that had lasted two years or more"
    return tuple(_by_the_rule(sentence, sorted(kept, key=lambda one: one.start)))


@lru_cache(maxsize=512)
def headings(text: str) -> tuple[Mention, ...]:
    """What a heading names: as a sentence would, or by the word or two that it is made of: "Care", "Plans"."""
    bare = re.sub(r"^[\W\d]+|\W+$", "", text)
    for key, pattern in words()["headings"].items():
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return (Mention("indicator", key, 0, len(text)),)
    return mentions(text)


def _timely(sentence: str, found: list[Mention]) -> list[Mention]:
    """Conferences, assessments and reviews of a sentence that says whether they were in time, however far apart."""
    said = words()["timely"]
    if not re.search(said["words"], sentence, re.IGNORECASE) or any(one.key in said["of"].values() for one in found):
        return []
    return timely_nouns(sentence)


def timely_nouns(sentence: str) -> list[Mention]:
    """What a sentence about timeliness is of: conferences, assessments, reviews."""
    said = words()["timely"]
    return [
        Mention("indicator", key, at.start(), at.end())
        for noun, key in said["of"].items()
        for at in re.finditer(rf"\b{noun}\b", sentence, re.IGNORECASE)
    ]


def base_before(text: str) -> str:
    """What "repeats" are of by the base that a text names last: of referrals or of plans; "" where it names neither."""
    rule = words()["by_base"]["child_protection_plans_repeat"]
    bases = re.findall(rf"\b(?:{rule['base']}|{rule['rival']})\b", text, re.IGNORECASE)
    if not bases:
        return ""
    return (
        str(rule["then"]) if re.fullmatch(rule["base"], bases[-1], re.IGNORECASE) else "child_protection_plans_repeat"
    )


def _by_the_rule(sentence: str, kept: list[Mention]) -> Iterator[Mention]:
    """A group by the breakdown that the words beside it ask for: the category at the start of a plan."""
    for one in kept:
        breakdown, _, group = one.key.partition(":")
        for other, listed in words()["instead"].get(breakdown, {}).items() if one.kind == "group" else ():
            clause = re.split(r"[;:]", sentence[: one.end])[-1] + re.split(r"[;:]", sentence[one.end :])[0]
            if any(re.search(word, clause, re.IGNORECASE) for word in listed):
                one = replace(one, key=f"{other}:{group}")
        rule = words()["by_base"].get(one.key)
        if rule and re.fullmatch(rule["word"], sentence[one.start : one.end], re.IGNORECASE):
            bases = re.findall(rf"\b(?:{rule['base']}|{rule['rival']})\b", sentence[: one.start], re.IGNORECASE)
            if bases and re.fullmatch(rule["base"], bases[-1], re.IGNORECASE):
                one = replace(one, key=rule["then"])
        yield one
