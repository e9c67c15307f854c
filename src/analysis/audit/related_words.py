"""Words between two numbers that say how they lie: comparisons, times, and changes with "from" or "on"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.audit.change_lexicon import Word, words_of_change
from analysis.audit.comparing_words import Beside, comparing_lexicon, times_of

ONTO = re.compile(r"\s(?:on|from|against|compared (?:with|to))\s", re.IGNORECASE)


@dataclass(frozen=True)
class Related(Beside):
    """A word of comparison whatever follows it, or a word of change; what it is set against begins at `stop`."""

    stop: int = 0
    bare: bool = False  # nothing that it is set beside is named behind it
    change: Word | None = None


def related_words(text: str) -> Iterator[Related]:
    """The words of comparison of a sentence, and its words of change that something is set behind; none twice."""
    taken: list[tuple[int, int]] = []
    for one in (*_compared(text), *_split(text), *_times(text), *_changed(text)):
        if not any(start < one.stop and one.start < end for start, end in taken):
            taken.append((one.start, one.stop))
            yield one


def _degree(word: str | None) -> str:
    return next((name for name, listed in comparing_lexicon()["degrees"].items() if (word or "").lower() in listed), "")


@cache
def _pattern() -> re.Pattern[str]:
    read: dict[str, Any] = comparing_lexicon()
    sides = "|".join(
        f"(?P<{side}>{'|'.join([*listed, *read['between'].get(side, [])])})" for side, listed in read["words"].items()
    )
    degrees = "|".join(word for listed in read["degrees"].values() for word in listed)
    return re.compile(rf"\b(?:(?P<degree>{degrees}) )?(?:{sides})\b", re.IGNORECASE)


def _compared(text: str) -> Iterator[Related]:
    for at in _pattern().finditer(text):
        side = next(name for name in ("above", "below", "like", "better", "worse") if at[name])
        said = re.sub(r" (?:than|of|with|to|as)$", "", at[0])
        yield Related(said, at.start(), at.start() + len(said), side, (), _degree(at["degree"]), stop=at.end())


SPLIT = re.compile(
    r"\b(?:(?P<above>higher|greater|larger)|(?P<below>lower|smaller)|(?P<better>better|stronger)|(?P<worse>worse|poorer"
    r"|weaker))(?P<what> (?!than\b)(?:[a-z]+ ){1,4}than)\b",
    re.IGNORECASE,
)


def _split(text: str) -> Iterator[Related]:
    """ "A higher level of need than the country": only what its plain words leave in doubt stands in between."""
    for at in SPLIT.finditer(text):
        side = next(name for name in ("above", "below", "better", "worse") if at[name])
        yield Related(at[side], at.start(), at.end(side), side, (), stop=at.end())


def _times(text: str) -> Iterator[Related]:
    for at, factor, hedge in times_of(text):
        yield Related(
            at["word"], at.start("word"), at.end("word"), "times", (), factor=factor, hedge=hedge, stop=at.end("word")
        )


def _changed(text: str) -> Iterator[Related]:
    for word in words_of_change(text):
        behind = ONTO.match(text, word.end)
        if behind and not word.split and word.factor is None:
            yield Related(
                text[word.start : word.end], word.start, word.end, word.side, (), stop=behind.end(), change=word
            )


BARE = re.compile(
    r"\b(?:(?P<above>higher|above|greater)|(?P<below>lower|below|smaller|less)|(?P<better>better"
    r"|stronger|ahead)|(?P<worse>worse|poorer|weaker)|(?P<like>in line|similar|level|much the same|comparable))"
    r"(?=\s*(?:[.,;)]|$|here\b|locally\b|on this\b|in this\b|by comparison\b))",
    re.IGNORECASE,
)


def bare_words(text: str) -> Iterator[Related]:
    """Words of comparison that nothing follows: "so ours is slightly higher"."""
    degrees = [word for listed in comparing_lexicon()["degrees"].values() for word in listed]
    for at in BARE.finditer(text):
        side = next(name for name in ("above", "below", "like", "better", "worse") if at[name])
        before = next((each for each in degrees if text[: at.start(side)].lower().endswith(f" {each} ")), "")
        start = at.start(side) - (len(before) + 1 if before else 0)
        yield Related(text[start : at.end()], start, at.end(), side, (), _degree(before), stop=at.end(), bare=True)
