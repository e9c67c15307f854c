"""Words of change that the published figures do not bear out: "surged" of six more, "fell" of a rise."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from analysis.audit.chance import slight, within_chance
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.days import Day, days
from analysis.audit.evidence import Published
from analysis.audit.mentions import Mention, mentions, plain_words
from analysis.audit.numbers import Number, numbers
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import day_words, thing_words, value_words
from analysis.vocabulary.indicators import indicators

BEGINNING = ("more", "fewer", "higher", "lower")  # words of a change only where the sentence begins with them
NEAR = 60  # characters between what changed and the word of its change
SIDES = {"up": 1, "down": -1, "better": 1, "worse": -1, "either": 0}
UNLIKE = re.compile(
    r"\b(?:not|never|no|whether|if|might|may|could|would|expect\w*|risk|since|despite|asked|why|predict\w*|forecast\w*|hope\w*)\b|\?",
    re.IGNORECASE,
)
JOINED = re.compile(r"\bbetween\b[^.;]*\band\b|\bfrom\b[^.;]*\bto\b", re.IGNORECASE)
RATE = re.compile(r"\brates?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A word or phrase of change where it stands."""

    text: str
    start: int
    end: int
    side: str
    strong: bool
    factor: Decimal | None = None


def change_words(draft: Draft, setting: Setting) -> Iterator[Verdict]:
    """Verdicts on the words of change of every sentence that says plainly what changed, where and when."""
    for passage in (one for one in draft.passages if not one.table and one.kind != "heading"):
        for _, text in sentences(passage.text):
            if UNLIKE.search(text):
                continue
            for word in _words(text):
                yield from _judged(passage, text, word, setting)


def _words(text: str) -> Iterator[Word]:
    for at in _pattern().finditer(text):
        word = at["word"].lower()
        if word in BEGINNING and (at.start() or text[at.end() :].startswith(" than")):
            continue
        side, strong, factor = _lexicon()[word]
        yield Word(at[0], at.start(), at.end(), side, strong or bool(at["before"] or at["after"]), factor)


@cache
def _lexicon() -> dict[str, tuple[str, bool, Decimal | None]]:
    """word -> (side, whether it is strong, factor)."""
    read = tomllib.loads(files("analysis.audit").joinpath("change_words.toml").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, bool, Decimal | None]] = {}
    for side in SIDES:
        found |= dict.fromkeys(read[side]["plain"], (side, False, None))
        found |= dict.fromkeys(read[side]["strong"], (side, True, None))
    return found | {word: ("either", True, Decimal(str(size))) for word, size in read["factor"].items()}


@cache
def _pattern() -> re.Pattern[str]:
    read = tomllib.loads(files("analysis.audit").joinpath("change_words.toml").read_text(encoding="utf-8"))
    many = "|".join(sorted(_lexicon(), key=len, reverse=True))
    intensity = "|".join(read["intensity"]["words"])
    return re.compile(
        rf"\b(?:(?P<before>{intensity}) )?(?P<word>{many})\b(?: (?P<after>{intensity})\b)?", re.IGNORECASE
    )


def _judged(passage: Passage, text: str, word: Word, setting: Setting) -> Iterator[Verdict]:
    said = mentions(text)
    subject = _subject(text, word, said)
    if subject is None:
        return
    place = _place(said, setting)
    ends = _ends(text, setting)
    if place is None or not ends or any(one.kind in ("group", "label") for one in said):
        return
    found = [_pairs(subject.key, place, pair, setting, text) for pair in ends]
    pairs = [pair for listed in found for pair in listed]
    if all(found) and all(_wrong(word, subject.key, before, after) for before, after in pairs):
        before, after = found[0][-1]
        why = f"The {thing_words(after)} is {value_words(after)}; {day_words(before)} it was {value_words(before)}"
        why += ", which may be chance" if _goes(before, after) * SIDES[word.side] > 0 else ""
        number = Number(word.start, word.end, word.text, "words", Decimal(0), words=True)
        claim = Claim("", passage, text, number, (subject.key,), (place,), clear=True)
        yield Verdict(claim, "overstated", f"{why} ({after.source}).", value_words(after), after.source)


def _subject(text: str, word: Word, said: tuple[Mention, ...]) -> Mention | None:
    """What changed: the one indicator that stands nearest, with plain words only in between."""
    known = indicators()
    named = [one for one in said if one.kind in ("indicator", "weak")]
    wholes = {known[one.key].percent_of for one in named if one.key in known}
    named = [one for one in named if one.key not in wholes] or named
    if len({one.key for one in named if one.kind == "indicator"}) > 1 or not named:
        return None
    near = min(named, key=lambda one: min(abs(one.start - word.end), abs(word.start - one.end)))
    if near.start < word.end and word.start < near.end:
        return None
    between = text[near.end : word.start] if near.end <= word.start else text[word.end : near.start]
    taken = [one for one in said if one.kind == "area"]
    for one in taken:
        between = between.replace(text[one.start : one.end], " ")
    for number in numbers(text):
        between = between.replace(text[number.start : number.end], " ")
    strange = [each for each in re.findall(r"[a-z][a-z’'-]*", between.lower()) if each not in plain_words()]
    if len(between) > NEAR or strange or re.search(r"[;.]", between):
        return None
    return near


def _place(said: tuple[Mention, ...], setting: Setting) -> str | None:
    """The one place that a sentence is of."""
    keys = {LOCAL if one.key == setting.evidence.code else one.key for one in said if one.kind == "area"}
    if len(keys - {LOCAL}) > 1:
        return None
    return next(iter(keys - {LOCAL}), LOCAL)


def _ends(text: str, setting: Setting) -> list[tuple[date, date]]:
    """The pairs of days that a change may run between: the two named, else the year to one, else to the closing day.

    Where two days are named, each with the year before it counts too: a word is wrong only where it is wrong of all.
    """
    found = days(text, setting.closing)
    named = sorted({one.day for one in found})
    if any(not _usable(one) for one in found) or len(named) > 2:
        return []
    if len(named) == 1 and any(_begins(text, one) for one in found) and named[0] < setting.closing:
        return [(named[0], setting.closing)]
    if len(named) == 2 and JOINED.search(text):
        return [(named[0], named[1])]
    years = [(date(day.year - 1, day.month, day.day), day) for day in named or [setting.closing]]
    return [(named[0], named[1]), *years] if len(named) == 2 else years


def _begins(text: str, one: Day) -> bool:
    """Whether a day is the one that a change is counted from: "a fall on last year", "from March 2022"."""
    return not one.said or bool(
        re.search(r"\b(?:than|from|against|compared (?:to|with))\s+(?:the )?$", text[: one.start])
    )


def _usable(one: Day) -> bool:
    return (one.day.month, one.day.day) == (3, 31)


def _pairs(
    indicator: str, place: str, ends: tuple[date, date], setting: Setting, text: str
) -> list[tuple[Published, Published]]:
    """(before, after) of one measure and source: the percentage of what is one, else the count, or the rate if said."""
    known = indicators().get(indicator)
    measure = "percent" if known and known.unit == "percent" else "rate" if RATE.search(text) else "count"
    found = [
        one for one in setting.evidence.figures(indicator, place) if one.out <= setting.as_at and one.span != "month"
    ]
    found = [one for one in found if one.measure == measure and one.day in ends]
    return [
        (before, after)
        for after in found
        for before in found
        if before.day < after.day and (before.source, before.made) == (after.source, after.made)
    ]


def _goes(before: Published, after: Published) -> int:
    return (after.value > before.value) - (after.value < before.value)


def _wrong(word: Word, indicator: str, before: Published, after: Published) -> bool:
    """Whether the words are the contrary of a change, or too strong for it."""
    if word.factor is not None:
        times = after.value / before.value if before.value else Decimal(0)
        return not Decimal("0.85") * word.factor <= times <= Decimal("1.15") * word.factor
    side = SIDES[word.side]
    if word.side in ("better", "worse"):
        side *= {"higher": 1, "lower": -1}.get(indicators()[indicator].direction, 0)
        if not side:
            return False
    if side and _goes(before, after) != side:
        return True
    return word.strong and (within_chance(before, after) or slight(before.value, after.value))
