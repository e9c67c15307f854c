"""The words of change of a sentence: "rose", "fell sharply", "a modest rise", "unchanged", "more than halved"."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

BEGINNING = ("more", "fewer", "higher", "lower")  # words of a change only where the sentence begins with them
SIDES = {"up": 1, "down": -1, "better": 1, "worse": -1, "either": 0, "flat": 0}
# What is denied, asked, hoped for or only supposed.
UNLIKE = re.compile(
    r"\b(?:not|never|no longer|whether|if|might|may|could|would|should|expect\w*|risks?|despite|asked|why|predict\w*"
    r"|forecast\w*|project(?:ed|ion)|hope\w*|anticipat\w*|aim(?:s|ed|ing)?|target\w*|likely|unless|without|plan to"
    r"|intend\w*|ambition\w*|seek\w*|want\w*|will|until|avoid\w*|prevent\w*|n’t|n't)\b"
    r"|\?|\bno (?:rise|fall|increase|decrease|growth|reduction|improvement|surge|drop|decline)|n[’']t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A word or phrase of change where it stands; `hedge` is beyond or short ("more than halved", "almost doubled")."""

    text: str
    start: int
    end: int
    side: str
    strong: bool = False
    mild: bool = False
    factor: Decimal | None = None
    hedge: str = ""
    split: bool = False  # "fewer … than last year": what is fewer stands right behind it


def change_lexicon() -> dict[str, Any]:
    """The words of change, as they stand in change_words.toml."""
    return _read()


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files("analysis.audit").joinpath("change_words.toml").read_text(encoding="utf-8"))


def words_of_change(text: str) -> Iterator[Word]:
    """Every word of change of a sentence, with the words beside it that make it stronger or milder."""
    taken: list[tuple[int, int]] = []
    for at in _flat().finditer(text):
        taken.append(at.span())
        yield Word(at[0].strip(), at.start(), at.end(), "flat")
    for side, split, pattern in _compared():
        for at in pattern.finditer(text):
            if not any(start < at.end("word") and at.start("word") < end for start, end in taken):
                taken.append(at.span())
                end = at.start("word") + len(re.sub(r" (?:than|on|from)$", "", at["word"], flags=re.IGNORECASE))
                yield Word(text[at.start() : end], at.start(), end, side, split=split)
    for at in _pattern().finditer(text):
        word = at["word"].lower()
        if any(start < at.end() and at.start() < end for start, end in taken):
            continue
        if word in _leaning() and not (at["before"] or at["after"] or at["less"] or at["lesser"]):
            continue
        if word in BEGINNING and (at.start() or re.match(r" (?:than|in|of)\b", text[at.end() :])):
            continue
        made = replace(_lexicon()[word], text=at[0], start=at.start(), end=at.end())
        mild = bool(at["less"] or at["lesser"])
        strong = not mild and (made.strong or bool(at["before"] or at["after"]))
        yield replace(made, strong=strong, mild=made.mild or mild, hedge=_hedge(at["hedge"]) if made.factor else "")


def _hedge(word: str | None) -> str:
    return next((kind for kind, listed in _read()["hedged"].items() if (word or "").strip().lower() in listed), "")


@cache
def _lexicon() -> dict[str, Word]:
    read, found = _read(), dict[str, Word]()
    for side in ("up", "down", "better", "worse", "either"):
        found |= dict.fromkeys(read[side]["plain"], Word("", 0, 0, side))
        found |= dict.fromkeys(read[side]["strong"], Word("", 0, 0, side, strong=True))
        found |= dict.fromkeys(read[side]["mild"], Word("", 0, 0, side, mild=True))
    for side, listed in read["leaning"].items():
        found |= {word: Word("", 0, 0, side) for word in listed if word not in found}
    return found | {word: Word("", 0, 0, "either", True, factor=Decimal(str(n))) for word, n in read["factor"].items()}


@cache
def _leaning() -> frozenset[str]:
    return frozenset(word for listed in _read()["leaning"].values() for word in listed)


@cache
def _pattern() -> re.Pattern[str]:
    read = _read()
    many = "|".join(sorted(_lexicon(), key=len, reverse=True))
    intensity = "|".join(sorted(read["intensity"]["words"], key=len, reverse=True))
    mildness = "|".join(sorted(read["mildness"]["words"], key=len, reverse=True))
    hedged = "|".join(word for listed in read["hedged"].values() for word in listed)
    after = rf"(?:(?P<after>{intensity})|(?P<lesser>{mildness}))\b"
    return re.compile(
        rf"\b(?:(?P<before>{intensity}) |(?P<less>{mildness}) |(?P<hedge>{hedged}) )?(?P<word>{many})\b"
        rf"(?:(?: (?:away|back|very|quite|really|again|too|so|only))? {after})?",
        re.IGNORECASE,
    )


@cache
def _flat() -> re.Pattern[str]:
    read = _read()["flat"]
    return re.compile(rf"\b(?:{'|'.join(read['words'])})".replace("{SAME}", read["same"]), re.IGNORECASE)


# What may stand between "fewer" and what is fewer: "a lower rate of", "more children were on".
BEHIND = re.compile(
    r" ?(?:(?:overall )?(?:rates?|numbers?|proportions?|percentages?|shares?|levels?) of ?)?"
    r"(?:(?:our|the|its|new|local|children|young people|who|were|are|on|started|timely)\b ?)*",
    re.IGNORECASE,
)


# After "than last year" nothing that says what they did: "more children than last year passed".
AFTER_SAME = (
    r"(?:[’']s (?:\w+ ){0,2}?(?:figure|rate|level|total|number|count|outturn|performance)|[’']s)?"
    r"(?=\s*(?:$|[.,;:()–-]|\b(?:and|but|when|while|although|after|reflecting|which|(?:at|in|on|as|by|for"
    r"|with) (?:the|our|this|that|an?|\d+|(?-i:[A-Z])\w*))\b|\d))"
)


@cache
def _compared() -> list[tuple[str, bool, re.Pattern[str]]]:
    """(side, whether what is compared stands between, pattern) of "higher than last year", "fewer … than last year"."""
    read, made = _read(), []
    for side, listed in read["compared"].items():
        same = read["flat"]["same"]
        whole = rf"\b(?P<word>{'|'.join(listed)})(?= {same}{AFTER_SAME})"
        made.append((side, False, re.compile(whole, re.IGNORECASE)))
        bare = "|".join(word.removesuffix(" than") for word in listed if word.endswith(" than"))
        split = rf"\b(?P<word>{bare})(?= (?!than\b)[^.;,:]{{3,70}}? than {same}{AFTER_SAME})"
        made.append((side, True, re.compile(split, re.IGNORECASE)))
    return made
