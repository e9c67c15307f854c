"""The words between two numbers that say something, without times, places and what everything is of."""

import re
from datetime import date
from itertools import pairwise

from analysis.audit.claims import Claim
from analysis.audit.days import days
from analysis.audit.mentions import mentions
from analysis.audit.numbers import numbers
from analysis.audit.relation_words import listed

_ANY = date(2000, 3, 31)  # only the place of a date matters
NOUN_ENDS = re.compile(
    r"(?:in|on|at|of|to|for|from|by|with|and|or|but|was|were|is|are|had|has|have|as|than|then|against|compared|now|last|this"
    r"|that|which|who|we|they|it|a|an|the|so|per|more|fewer|less|up|down|before|after|while|during|over|under|via|through|held|made"
    r"|led|came|went|gave|took|did|do|will|would|could|may|also|still|between|into|rose|fell|grew|since|became|be|been|all|each"
    r"|reached|reaching|not|versus|vs|if|where|when)",
    re.IGNORECASE,
)


def clauses(text: str) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons and words that set two things against each other."""
    cuts = [0, *(at.start() for at in re.finditer(r";|\b(?:while|whilst|whereas)\b", text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if end > start]


def clause_at(text: str, place: int) -> tuple[int, int]:
    """The part that a place stands in."""
    return next((one for one in clauses(text) if one[0] <= place < one[1]), (0, len(text)))


def noun_of(claim: Claim) -> tuple[str, ...]:
    """The words right behind a number that say what it counts, as stems: "46 cases", "380 strategy meetings"."""
    found: list[str] = []
    text = re.sub(r"^\s*(?:million|mill|m|thousand|k|bn)\b", "", claim.sentence[claim.number.end :])
    for word in re.findall(r"[A-Za-z’'-]+", (re.match(r"(?:\s+[A-Za-z][A-Za-z’'-]*){0,4}", text) or [""])[0]):
        if NOUN_ENDS.fullmatch(word):
            break
        found.append(word.lower().replace("’", "'").removesuffix("'s"))
    return tuple(stem(one) for one in found)


def stem(word: str) -> str:
    """A word without its ending, so that one and many are the same: meeting, meetings."""
    word = re.sub(r"ies$", "y", word.lower())
    return word.removesuffix("s") if len(word) > 3 else word


def content(text: str, start: int, end: int, but: frozenset[str] = frozenset()) -> list[str]:
    """The words of a stretch that are no times, places, numbers or joining words."""
    taken = [(one.start, one.end) for one in days(text, _ANY)]
    taken += [(one.start, one.end) for one in mentions(text) if one.kind == "area"]
    taken += [(one.start, one.end) for one in numbers(text)]
    joining = listed("change", "joining") | but
    found = []
    for at in re.finditer(r"[A-Za-z][A-Za-z’'.-]*[A-Za-z]|[A-Za-z]", text[start:end]):
        place = start + at.start()
        word = at[0].lower().strip(".")
        if word not in joining and stem(word) not in joining and not any(a <= place < b for a, b in taken):
            found.append(stem(word))
    return found
