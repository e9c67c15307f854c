"""Words that relate the numbers on either side of them: "90, lower than England's 67", "88%, unchanged from 92%"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.change_lexicon import UNLIKE
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.comparators import UNLIKE as NO_STATEMENT
from analysis.audit.mentions import Mention, mentions
from analysis.audit.pair_evidence import Pair, borne_out, contradicts, said_of
from analysis.audit.related_words import Related, related_words
from analysis.audit.ring_subjects import strangers
from analysis.audit.subjects import Told, clause_of, overstated, own
from analysis.audit.verdicts import Setting, Verdict

ARTICLE = re.compile(r"\ban? $", re.IGNORECASE)
FAR = 90  # characters between the words and either of their numbers
NEW_CLAUSE = re.compile(r"[;.](?!\d)|\b(?:but|while|whilst|whereas|although)\b", re.IGNORECASE)
# Without one of these "8" in "8 below 401" is how far it is below, and no figure of its own.
VERB_OR_MARK = re.compile(
    r"[,:(–—-]|\b(?:is|are|was|were|has|have|had|stands?|stood|remains?|remained|stays?|stayed|which|that|this|it)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\s*(?:so |now |and |yet |still )?(?:it|this|that|which)\s+(?:\w+\s+){0,2}", re.IGNORECASE)
EARLIER = re.compile(
    r"\s*(?:%|children|plans)?\s*(?:,|\()?\s*(?:(?:for|of|in|at|on|recorded|reported|seen) )*(?:the )?"
    r"(?:a year|last year|(?:previous|prior|preceding) year|year (?:before|earlier)|(?:31 )?March 20|20\d\d)",
    re.IGNORECASE,
)
RANKED = re.compile(
    r"\b(?:rank\w*|position\w*|league|table|placed?|quartile|decile|score[sd]?|level \d)\b", re.IGNORECASE
)
HEDGING = re.compile(r"\b(?:more|fewer|less|under|over)\b", re.IGNORECASE)  # words that are hedges too
OF_A_CHANGE = re.compile(
    r"\b(?:increase|decrease|reduction|growth|rise|fall|drop|change|gap|difference|target)s? (?:of|in|is|was)\b",
    re.IGNORECASE,
)
SIZE = Decimal(4)  # times the other beyond which two numbers are of different things


def own_pairs(one: Told, setting: Setting) -> Iterator[Verdict]:
    """Verdicts on words that the two numbers on either side of them contradict, and no published pair bears out."""
    for word in related_words(one.text):
        pair = _pair(one, word, setting)
        if pair and contradicts(word, pair) and not borne_out(word, pair, setting):
            article = ARTICLE.search(one.text[: word.start])
            start = article.start() if article else word.start
            yield overstated(one, start, word.end, "", said_of(pair, setting), pair.mine.number.text)


def _pair(one: Told, word: Related, setting: Setting) -> Pair | None:
    """The two numbers that a word stands between, with none but plain words on the way to either."""
    before = [each for each in one.mine if each.number.end <= word.start]
    after = [each for each in one.mine if each.number.start >= word.stop]
    if not before or not after or not stated(one.text, word):
        return None
    mine, other = _subject_number(one.text, before, word), after[0]
    if not _leads(one.text, mine, word, setting) or not _follows(one.text, word, other, setting):
        return None
    if mine.role == "change" or other.role == "change" or mine.number.signed or other.number.signed:
        return None
    place = _place(one.text, word, other, setting)
    if (
        place is None
        or place in mine.areas
        or not _alike(mine, other, place, of_word=HEDGING.search(word.text) is not None)
    ):
        return None
    return Pair(mine, other, place) if place or _is_earlier(one.text, word, mine, other) else None


def stated(text: str, word: Related) -> bool:
    """Whether a word states what is: no wish, no denial, no rank, no change of a change."""
    first, last = clause_of(text, word.start, word.end)
    around = text[first : word.start] + " " + text[word.end : last]
    unlike = UNLIKE if word.change else NO_STATEMENT
    return not (unlike.search(around) or RANKED.search(around) or OF_A_CHANGE.search(around))


def _subject_number(text: str, before: list[Claim], word: Related) -> Claim:
    """The last number before a word that is no earlier one, and that no bracket has to itself: "313 (52.6), more"."""
    free = [each for each in before if each.role == "level" and not _bracketed(text, each, word)]
    return free[-1] if free else before[-1]


def _bracketed(text: str, one: Claim, word: Related) -> bool:
    opened = text.rfind("(", 0, one.number.start)
    return opened > text.rfind(")", 0, one.number.start) and ")" in text[one.number.end : word.start]


def _leads(text: str, mine: Claim, word: Related, setting: Setting) -> bool:
    """Whether what stands between a number and a word goes on about the number, and makes it no difference.

    Up to the first comma it says what the number is of; behind the last one nothing new may be named.
    """
    between = text[mine.number.end : word.start]
    marks = [at.end() for at in re.finditer(r"[,;:)–—]", between)]
    begin = mine.number.end + marks[-1] if marks else mine.number.end
    if strangers(text, begin, word.start, (word.start, word.end), setting):
        return False
    if PRONOUN.fullmatch(text[begin : word.start]):
        return True
    if len(between) > FAR or NEW_CLAUSE.search(between) or not VERB_OR_MARK.search(between):
        return False
    return not any(_other_thing(text, each, mine) for each in _within(text, mine.number.end, word.start))


def _within(text: str, start: int, end: int) -> list[Mention]:
    return [each for each in mentions(text) if start <= each.start < end and each.kind != "group"]


def _other_thing(text: str, one: Mention, mine: Claim) -> bool:
    """Whether something new is named behind a number: not the noun that it counts, right behind it."""
    if one.kind == "area":
        return one.key != LOCAL
    between = text[mine.number.end : one.start]
    return bool(re.search(r"[,:(–—]|\band\b|\bwith\b", between))


def _follows(text: str, word: Related, other: Claim, setting: Setting) -> bool:
    """Whether a number is what the words are set against: behind them, a place or a time at most in between."""
    between = text[word.stop : other.number.start]
    if len(between) > FAR or NEW_CLAUSE.search(between) or re.search(r"\band\b|,(?! at )", between):
        return False
    if len({each.key for each in _within(text, word.stop, other.number.start) if each.kind == "area"}) > 1:
        return False
    return not strangers(text, word.stop, other.number.start, (word.start, word.end), setting)


def _place(text: str, word: Related, other: Claim, setting: Setting) -> str | None:
    """Whose number it is set against: another place's; "" for the draft's own; None where that is not plain."""
    behind = text[other.number.end :]
    stop = re.search(r"[,;.](?!\d)|\b(?:and|but|while)\b", behind)
    near = other.number.end + (stop.start() if stop else len(behind))
    keys = {own(each.key, setting) for each in _within(text, word.stop, near) if each.kind == "area"} - {LOCAL}
    if len(keys) > 1:
        return None
    return next(iter(keys), "")


def _alike(mine: Claim, other: Claim, place: str, *, of_word: bool) -> bool:
    """Whether two numbers are of one kind: counts are set beside those of another time only."""
    if mine.number.hedge or (other.number.hedge and not of_word) or "fraction" in (mine.kind, other.kind):
        return False
    if not {mine.kind, other.kind} <= {"count", "rate", "percent"}:
        return False
    if "percent" in (mine.kind, other.kind):
        return mine.kind == other.kind and mine.groups == other.groups
    one, two = mine.number.value, other.number.value
    if not one or not two or max(one, two) > SIZE * min(one, two):
        return False
    rate = mine.measure == "rate" or mine.number.decimals > 0
    if place:
        return rate
    return bool(mine.number.decimals) == bool(other.number.decimals) and mine.kind == other.kind


def _is_earlier(text: str, word: Related, mine: Claim, other: Claim) -> bool:
    """Whether the number behind the words is that of an earlier time."""
    if word.change or other.role == "before":
        return True
    if other.days and mine.days and other.days[0].day < mine.days[0].day:
        return True
    return bool(EARLIER.match(text[other.number.end :]))
