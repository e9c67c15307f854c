"""What a word of change is of, in widening rings: its clause, its sentence, the ones before, the label, the heading."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.audit.change_days import SPAN
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.days import days
from analysis.audit.frames import generic_words
from analysis.audit.itself import NARROWED, itself, strange
from analysis.audit.mentions import Mention, headings, mentions
from analysis.audit.numbers import numbers
from analysis.audit.of_what_else import of_groups
from analysis.audit.subjects import TIMELY, Told, clause_of
from analysis.audit.verdicts import Setting
from analysis.vocabulary.indicators import indicators

SHORT = 4  # letters of words such as "y/e" and "yr", which narrow nothing down
BACK = 3  # sentences before, of which the nearest that names anything is taken
PARTED = re.compile(r"[:;(–—]| - ")
MARKS = re.compile(r"[,;:()–—]\s|\s[-–—]\s|\)")
POINTED = re.compile(r"\s*(?:the|this|that|such an?|these)\s+", re.IGNORECASE)
OF = re.compile(r"\s+(?:of|in|to|for|among|across|within)\b", re.IGNORECASE)
IN_TIME = re.compile(r"\btimel(?:y|iness)\b|\b(?:in|on)[- ]time\b", re.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """An indicator, or a group of it; `ring` is the sentence that names it, where that is not the word's own."""

    key: str
    group: str = ""
    ring: Told | None = None
    carried: bool = False


def ring_subject(one: Told, start: int, end: int, earlier: list[Told], setting: Setting) -> Subject | None:
    """The one subject of the words from `start` to `end`; None where it is not plain, or more than one thing."""
    first, last = clause_of(one.text, start, end)
    said = [each for each in mentions(one.text) if first <= each.start < last]
    if any(each.kind in ("topic", "label") for each in mentions(one.text)):
        return None
    said = [each for each in said if each.end <= start or each.start >= end]
    spans = [at.span() for at in SPAN.finditer(one.text)]  # "over two years" is no duration of a plan
    said = [each for each in said if not any(begin < each.end and each.start < stop for begin, stop in spans)]
    named = _named(said)
    groups = list(dict.fromkeys(each.key for each in said if each.kind == "group"))
    if len(groups) > 1:
        return None
    if named or groups:
        return _explicit(one, (start, end), (first, last), named, groups, earlier, setting)
    if strangers(one.text, *stretch_of_word(one.text, start, end, (first, last)), (start, end), setting):
        return None
    return _carried(one, first, earlier)


def _explicit(
    one: Told, word: tuple[int, int], clause: tuple[int, int], named: list[Mention], groups: list[str],
    earlier: list[Told], setting: Setting,
) -> Subject | None:  # fmt: skip
    """The subject that the clause itself names: the nearest, with none but words that name nothing in between."""
    group = groups[0] if groups else ""
    near = [each for each in named if not _parted(one.text, each, word)] or named
    best = min(near, key=lambda each: min(abs(each.start - word[1]), abs(word[0] - each.end)), default=None)
    if best and len({each.key for each in near}) > 1 and (best.start >= word[1] or word[0] - best.end > 30):
        return None
    if best and not itself(one.text, best):
        return None
    begin = max(clause[0], *(at.end() for at in PARTED.finditer(one.text[: word[0]])), 0) if best else clause[0]
    if best and best.end <= word[0]:
        begin = min(begin, best.start)
        stretch = (max(begin, _after_another(best, named)), word[1])
    else:
        stretch = (begin, max(word[1], best.end if best else clause[1]))
    if strangers(one.text, *stretch, word, setting) or strangers(
        one.text, word[1], _tail(one.text, word[1]), word, setting
    ):
        return None
    key = best.key if best else ""
    key = TIMELY.get(key, key) if IN_TIME.search(one.text[slice(*clause)]) else key
    if not key and group:
        of = of_groups(mentions(one.text))
        key = of[0] if len(of) == 1 else ""
    if key:
        return Subject(key, group) if key in indicators() else None
    found = _carried(one, clause[0], earlier, grouped=True)
    return Subject(found.key, group, found.ring, carried=True) if found else None


def _after_another(best: Mention, named: list[Mention]) -> int:
    """Where the thing before this one is done with: "re-referrals came down to 19% and stability went up"."""
    before = [each.end for each in named if each.end <= best.start and each.key != best.key]
    return best.start if before else 0


def _tail(text: str, end: int) -> int:
    """How far what follows a word may say of what it is: to the next number or mark."""
    stop = re.search(r"[,;:.()–—]|\d|\band\b", text[end:])
    return end + stop.start() if stop else len(text)


def _parted(text: str, one: Mention, word: tuple[int, int]) -> bool:
    between = text[one.end : word[0]] if one.end <= word[0] else text[word[1] : one.start]
    return bool(re.search(r"[;:]|\d[,.]? and\b", between))


def stretch_of_word(text: str, start: int, end: int, clause: tuple[int, int] | None = None) -> tuple[int, int]:
    """What may say of what a word is: from the mark before it to the next, or up to it where it is spoken of itself.

    "13%, which is a significant improvement"; "Numbers have shot up, board concerned"; "The increase tells its story".
    """
    first, last = clause or clause_of(text, start, end)
    marks = [at.end() for at in MARKS.finditer(text[first:start])]
    begin = first + marks[-1] if marks else first
    if POINTED.fullmatch(text[begin:start]) and not OF.match(text[end:]):
        return begin, end
    stop = MARKS.search(text[end:last])
    return begin, end + stop.start() if stop else last


def strangers(text: str, begin: int, end: int, word: tuple[int, int], setting: Setting) -> list[str]:
    """The words of a stretch, but names, times, numbers and the word of change, that may be of something else."""
    letters = list(text)
    taken: list[tuple[int, int]] = [
        (each.start, each.end) for each in mentions(text) if each.kind in ("area", "indicator", "weak", "group")
    ]
    taken += [(each.start, each.end) for each in numbers(text)]
    taken += [(each.start, each.end) for each in days(text, setting.closing)]
    for at, to in (*taken, word):
        letters[at:to] = " " * (to - at)
    said = re.findall(r"[a-z][a-z'-]*", "".join(letters)[begin:end].lower().replace("’", "'"))
    return [each for each in said if each not in generic_words() and each not in ("s", "timeliness")]


def _named(said: Iterable[Mention]) -> list[Mention]:
    """The indicators named; without the whole that one of them is a percentage of."""
    known = indicators()
    named = [one for one in said if one.kind in ("indicator", "weak")]
    wholes = {known[one.key].percent_of for one in named if one.key in known}
    return [one for one in named if one.key not in wholes] or named


def _plainly(text: str, key: str, claims: list[Claim]) -> bool:
    """Whether a sentence is of an indicator itself: "children missing from care: 212 episodes" is not."""
    mine = [each for each in claims if each.indicators[:1] == (key,)]
    if mine:
        return any(each.clear or each.sure or all(len(word) < SHORT for word in each.strange) for each in mine)
    return not strange(text, 0, len(text)) and not NARROWED.search(text)


def _carried(one: Told, first: int, earlier: list[Told], grouped: bool = False) -> Subject | None:
    """What the sentence names before the clause, else the ones before it, else its heading."""
    for ring, text in ((None, one.text[:first]), *((each, each.text) for each in earlier[:BACK])):
        told = ring or one
        said = mentions(text)
        if any(each.kind in ("topic", "label") for each in said):
            return None
        claims = [each for each in told.mine if ring or each.number.start < first or not first]
        keys = {each.key for each in _named(said)} or {
            each.indicators[0] for each in claims if each.indicators and each.areas == (LOCAL,)
        }
        if IN_TIME.search(one.text) and {*keys} <= {*TIMELY, *TIMELY.values()}:
            keys = {TIMELY.get(each, each) for each in keys}
        groups = {each.key for each in said if each.kind == "group"} if not grouped else set()
        if len(keys) > 1 or len(groups) > 1:
            return None
        if keys and not _plainly(text, next(iter(keys)), claims):
            return None
        if keys and next(iter(keys)) in indicators():
            return Subject(next(iter(keys)), next(iter(groups), ""), ring, carried=True)
        if keys or groups or (ring and ring.mine):
            if not keys and not groups and not strange(text, 0, len(text)):
                continue  # it goes on itself: "In 2023 there were 2,281"
            return None  # of something that the data does not count
    above = headings(one.passage.under)
    keys = {each.key for each in _named(above)}
    if len(keys) != 1 or any(each.kind in ("group", "topic", "label") for each in above):
        return None
    return Subject(next(iter(keys)), carried=True) if keys <= set(indicators()) else None
