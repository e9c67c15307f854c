"""The words around a number that say what it counts, and those that set it apart from another of the same name."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from analysis.audit.claims import Claim
from analysis.audit.mentions import plain_words
from analysis.audit.numbers import numbers
from analysis.audit.relation_words import listed
from analysis.audit.spans import content, noun_of, stem

EDGE = re.compile(r"[.;:]|\b(?:while|whilst|whereas|but)\b", re.IGNORECASE)


@cache
def pointed_words(key: str) -> re.Pattern[str]:
    """One list of pointed.toml as a pattern of whole words, the longest first."""
    read = tomllib.loads(files("analysis.audit").joinpath("pointed.toml").read_text(encoding="utf-8"))["points"][key]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(read, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)


def series_of(claim: Claim) -> set[str]:
    """The years, stages and wards that a sentence numbers: "Year 9"."""
    return {one.text for one in numbers(claim.sentence) if one.idle in ("a number in a series", "a name", "an age")}


def behind_noun(claim: Claim, words: int) -> str:
    """What stands behind a number and the words of its noun."""
    text = claim.sentence[claim.number.end :]
    found = re.match(rf"(?:\s+[\w’'-]+){{{words}}}", text)
    return text[found.end() :] if found else text


def clause_behind(claim: Claim, words: int) -> tuple[int, int]:
    """The stretch from behind a number's noun up to the next stop."""
    start = len(claim.sentence) - len(behind_noun(claim, words))
    cut = re.search(r"[,.;:(]", claim.sentence[start:])
    return start, start + cut.start() if cut else len(claim.sentence)


def modifier(behind: str) -> list[str]:
    """The words behind a noun that say which: up to a finite verb or a stop."""
    text = re.split(r"[,.;:(]|\b(?:were|was|are|is|have|had|has|will|gave|all|each|took|made)\b", behind)[0]
    text = re.sub(r"\b(?:19|20)\d\d(?:[-/]\d\d)?\b|\d+", "", text)
    return [word for word in re.findall(r"[A-Za-z][A-Za-z’'-]+", text) if word.lower() not in plain_words()]


def joined() -> set[str]:
    """The words behind a noun that narrow nothing down: joining words, months and where it was read."""
    return {stem(one) for one in listed("change", "joining")} | {"that", "who", "which"} | {
        "breakdown", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "annex", "agency", "source",
    }  # fmt: skip


def _clause(claim: Claim) -> tuple[int, int]:
    """The stretch around a number up to a stop, or another number that claims."""
    text, number = claim.sentence, claim.number
    others = [one for one in numbers(text) if not one.idle and one.start != number.start]
    ahead = text[: number.start].rstrip(" :")  # "families supported: 842"
    starts = [0, *(at.end() for at in EDGE.finditer(ahead))]
    starts += [one.end for one in others if one.end <= number.start]
    ends = [len(text), *(number.end + at.start() for at in EDGE.finditer(text[number.end :]))]
    ends += [one.start for one in others if one.start >= number.end]
    return max(starts), min(ends)


def clause_words(claim: Claim) -> list[str]:
    """The words of a number's clause and of its noun, as stems."""
    return [*content(claim.sentence, *_clause(claim)), *noun_of(claim)]


def set_apart(first: Claim, second: Claim) -> bool:
    """Whether a word by either number says that it is of a part, of another time, or wished for."""
    start, _ = _clause(second)
    ahead = second.sentence[start : second.number.start]
    stop = re.split(r"[,.;:(]", second.sentence[second.number.end :])[0]
    begin, end = _clause(first)
    mine = pointed_words("apart").findall(ahead + " " + stop)
    theirs = {one.lower() for one in pointed_words("apart").findall(first.sentence[begin:end])}
    return any(one.lower() not in theirs for one in mine) or bool(
        {one for one in theirs if one not in {x.lower() for x in mine}}
    )
