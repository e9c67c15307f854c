"""The sentences around a slot that changed which now look out of date: an old number, or a word that no longer fits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.presentation.numbers import MINUS
from analysis.reports.contents import sentences
from analysis.reports.word_lines import SLOT, Line
from analysis.reports.word_parts import Element

Told = Mapping[Element, tuple[tuple[str, ...], tuple[str, ...]]]  # slot -> its lines before and now
NUMBER = re.compile(r"(?<![\w.,])[-−]?\d+(?:,\d{3})*(?:\.\d+)?%?(?![\w]|[.,]\d)")
UP = r"rose|risen|rises?|rising|increas(?:e[sd]?|ing)|grew|grown|growth|growing|climbed|higher|highest|above"
UP += r"|up (?:from|by|on)"
DOWN = r"fell|fallen|falls?|falling|decreas(?:e[sd]?|ing)|drop(?:s|ped)?|declin(?:e[sd]?|ing)"
DOWN += r"|reduc(?:ed|tion)|lower|lowest|fewer|below|down (?:from|by|on)"
SAME = r"unchanged|no (?:clear )?change|stayed the same|the same as|steady|stable"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE = rf"(?:\d{{1,2}} )?{_MONTH} 20\d\d|20\d\d[-/–]\d\d(?!\d)|(?<=\b[Ii]n )20\d\d\b"
BESIDE = rf"(?:from|compared (?:with|to)|(?:up|down) on|against) (?:{NUMBER.pattern})"
_WORDS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in
          (("up", UP), ("down", DOWN), ("same", SAME))}  # fmt: skip
_BESIDE = re.compile(rf"\b{BESIDE}", re.IGNORECASE)
_DATE = re.compile(rf"\b(?:{DATE})")
_YEAR = re.compile(r"20\d\d")
_SMALL = 2  # digits; a shorter number of a table or a picture is in too many sentences by chance


@dataclass(frozen=True)
class LookAgain:
    """A sentence that a person should read again, where it is, and why."""

    sentence: str
    where: str
    why: str


@dataclass(frozen=True)
class _Moved:
    """What became of one slot: numbers and directions that it no longer says, and the way its one number went."""

    gone: frozenset[str]
    old: str = ""
    new: str = ""
    way: str = ""  # "up", "down", or "" where it is not one number
    lost: frozenset[str] = frozenset()  # "up", "down", "same": what its words said


def look_again(lines: Sequence[Sequence[Line]], told: Told, today: str = "") -> list[LookAgain]:
    """The sentences of the paragraphs with a changed slot, and of those next to them, each once.

    `today` is the day of the new numbers in words: another date in a sentence with one of them is an old one.
    """
    moved = {slot: _moved(old, new) for slot, (old, new) in told.items()}
    found = []
    for story in lines:
        for at, line in enumerate(story):
            beside = story[max(at - 1, 0) : at + 2]
            near = [moved[slot] for one in beside for slot in one.slots if slot in moved]
            if near:
                found += _sentences(line, near, moved, today)
        found += _headings(story, moved, today)
    return list(dict.fromkeys(found))


def _headings(story: Sequence[Line], moved: Mapping[Element, _Moved], today: str) -> list[LookAgain]:
    """The cells of a table that head a changed number's row or column with another day than the new one."""
    numbers = [line.cell for line in story if line.cell and any(slot in moved for slot in line.slots)]
    found = []
    for line in story:
        said = _DATE.search(line.words) or _YEAR.fullmatch(line.words.strip())
        if line.cell and said and said[0] not in today and any(_heads(line.cell, cell) for cell in numbers):
            why = f"It says “{said[0]}” over or beside a number in a table that changed."
            found.append(LookAgain(line.said(line.words, ""), line.where, why))
    return found


def _heads(cell: tuple[Element, int, int], number: tuple[Element, int, int]) -> bool:
    """Whether a cell stands in the first row over a number, or in the first column beside it."""
    (table, row, column), (other, its_row, its_column) = cell, number
    return table is other and ((row == 0 and column == its_column) or (column == 0 and row == its_row))


def _moved(old: tuple[str, ...], new: tuple[str, ...]) -> _Moved:
    before, now = NUMBER.findall(" ".join(old)), NUMBER.findall(" ".join(new))
    gone = set(before) - set(now)
    if [" ".join(old), " ".join(new)] != [*before, *now] or len(before) != 1:
        long = frozenset(one for one in gone if sum(sign.isdigit() for sign in one) >= _SMALL)
        return _Moved(long, lost=_ways(" ".join(old)) - _ways(" ".join(new)))
    was, is_now = _value(before[0]), _value(now[0])
    return _Moved(frozenset(gone), before[0], now[0], "up" if is_now > was else "down" if is_now < was else "")


def _ways(text: str) -> frozenset[str]:
    return frozenset(way for way, words in _WORDS.items() if words.search(text))


def _value(number: str) -> float:
    return float(number.replace(MINUS, "-").replace(",", "").rstrip("%"))


def _sentences(line: Line, near: list[_Moved], moved: Mapping[Element, _Moved], today: str) -> list[LookAgain]:
    """What to read again in one paragraph."""
    found, at = [], 0
    for sentence in sentences(line.words):
        at = line.words.index(sentence, at)
        before = line.words[:at]
        first = before.count(SLOT)
        own = [moved[slot] for slot in line.slots[first : first + sentence.count(SLOT)] if slot in moved]
        why = _old(sentence, near) or _direction(sentence, own or ([] if SLOT in sentence else near))
        why = why or (_beside(sentence, today) if own else "")
        if why:
            found.append(LookAgain(line.said(sentence, before), line.where, why))
    return found


def _old(sentence: str, near: list[_Moved]) -> str:
    """It still says a number that a slot beside it no longer says."""
    numbers = set(NUMBER.findall(sentence)) | {one.rstrip("%") for one in NUMBER.findall(sentence)}
    for one in near:
        for number in sorted(one.gone & numbers):
            return f"It says {number}, which {f'is now {one.new}' if one.new else 'a slot beside it no longer says'}."
    return ""


def _direction(sentence: str, near: list[_Moved]) -> str:
    """It says "fell", and the number rose, or the finding beside it no longer speaks of a fall."""
    for one in near:
        for way, words in _WORDS.items():
            said = words.search(sentence)
            if said and one.way and way != one.way:
                return f"It says “{said[0]}”, and the number went {one.way} from {one.old} to {one.new}."
            if said and way in one.lost:
                return f"It says “{said[0]}”, and a slot beside it no longer says so."
    return ""


def _beside(sentence: str, today: str) -> str:
    """It sets a date or a number that was typed in beside one that changed."""
    dates = (one for one in _DATE.finditer(sentence) if one[0] not in today)
    said = next(dates, None) or _BESIDE.search(sentence)
    return f"It says “{said[0]}” beside a number that changed." if said else ""
