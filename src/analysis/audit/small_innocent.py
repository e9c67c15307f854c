"""What makes a small number no count of children in a group: a rule, a sample, a mark in a list, what they did."""

import re
from itertools import permutations

from analysis.audit.claims import Claim
from analysis.audit.mentions import mentions
from analysis.audit.numbers import numbers
from analysis.audit.small_nouns import KNOWN, Noun
from analysis.audit.small_words import pattern, small_words

MANY = 5  # a number above it could stand in a draft
NEAR = 9  # words after a noun within which a verb belongs to it
OFTEN = re.compile(r"\s*(?:a|each|every|per) (?:day|week|month|term|year|session|class|worker|home)\b", re.IGNORECASE)
LOOKED_AT = "considered|discussed|reviewed|heard|looked at|examined|scrutinised|presented|studied"
CHOSEN_BEFORE = re.compile(rf"\b(?:{LOOKED_AT})\s*$", re.IGNORECASE)
CHOSEN_AFTER = re.compile(rf"\s*(?:were|was|are) (?:{LOOKED_AT}|selected|chosen)\b", re.IGNORECASE)
# What "plans" that are open, or that ended, are said to have done; others are agreed, published, costed.
OPEN = re.compile(
    r"\s*(?:lasted|ended|ceased|closed|open(?:ed)?|started|began|over|lasting|(?:had|have) (?:lasted|been|already)"
    r"|were (?:open|ended|closed|for|started|made|repeats?|under)|of (?:two|2|more|under|over)"
    r"|for (?:neglect|sexual|physical|emotional|multiple|two|2|more|over)|[.,;:)]|$)",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"\b(?:the|these|those|all|our|both|its)\s+$", re.IGNORECASE)
MORE = re.compile(
    r"\s*(?:or (?:more|fewer|less|over|under)|and (?:over|above|under)|to \w+ |plus\b|\+|[-–/]\s?\d"
    r"|(?:more|fewer|less|higher|lower|times)\b)",
    re.IGNORECASE,
)
MARK = re.compile(r"\)\s*\w")  # "2) exploitation" is a place in a list
RATE = re.compile(
    r"\brates?\b|\bper (?!cent)\w|(?<!\d)(?<!\d )%|\b(?:percentage|proportion|share|ratio) of\b", re.IGNORECASE
)
NAMED_REVIEW = re.compile(  # "the Jane Roe review" is known to all the country
    r"\b[A-Z][a-z]+ (?!Practice|Safeguarding|Case|Serious)[A-Z][a-z]+ (?:review|inquiry|report|case)\b"
    r"|\bnational (?:review|panel)"
)


def is_innocent(claim: Claim, noun: Noun) -> bool:
    """Whether the words around a number, or its noun, make it no count of children in a group."""
    before, after = claim.sentence[: claim.number.start], claim.sentence[claim.number.end :]
    return (
        _is_kept_from(claim, before, noun.kind)
        or (bool(MORE.match(after)) and not re.search(r"\bfrom\s+$", before))
        or bool(NAMED_REVIEW.search(before))
        or (bool(MARK.match(after)) and not before.rstrip().endswith("("))
        or (bool(re.match(r"\s*:", after)) and not before.strip())
        or _marks_a_place(claim)
        or (noun.kind in ("nothing", "other") and bool(RATE.search(re.split(r"[,;]", before)[-1])))
        or bool(pattern("innocent", "sentence").search(before.split(";")[-1] + claim.number.text + after.split(";")[0]))
        or _is_difference(claim)
        or _is_of_its_noun(noun, before)
    )


def of_their_own(after: str) -> bool:
    """Whether what follows says what the children did of their own will, or what may be, or how often."""
    near = " ".join(re.split(r"[.;]", after)[0].split()[:NEAR])
    return bool(pattern("innocent", "done").search(near) or OFTEN.match(after))


def _is_kept_from(claim: Claim, before: str, kind: str) -> bool:
    """Whether a word right before a number says that it is none: "at least", "room for", "priority"."""
    if any(0 <= len(before) - one.end <= 2 for one in mentions(claim.sentence) if one.kind in ("group", "label")):
        return False  # "sixteen and over 4"
    read = small_words()["innocent"]
    listed = read["before"] + (read["alone"] if kind not in KNOWN else [])
    listed += read["one"] if claim.number.text.lower() == "one" else []
    return bool(re.search(rf"(?:{'|'.join(listed)})\s*$", before, re.IGNORECASE))


def _is_of_its_noun(noun: Noun, before: str) -> bool:
    """Whether plans are of another kind, or cases were only looked at, or children acted of their own will."""
    if noun.kind == "bare plan" and (DEFINITE.search(before) or not OPEN.match(noun.after)):
        return True
    if noun.kind == "case" and (CHOSEN_BEFORE.search(before) or CHOSEN_AFTER.match(noun.after)):
        return True
    return noun.kind in KNOWN and of_their_own(noun.after)


def _marks_a_place(claim: Claim) -> bool:
    """Whether a number only marks a place in a list that runs on in one paragraph: "1. stability 2. health"."""
    at = int(claim.number.value)
    marks = [_marks(claim.passage.text, one, r"[.)]\s+[A-Za-z]") for one in (at, at + 1, at - 1)]
    bare = [_marks(claim.passage.text, one, r"\s+[A-Z]") for one in (1, 2, 3)]  # "1 Neglect. 2 Exploitation. 3 Babies"
    return (marks[0] and any(marks[1:])) or all(bare)


def _marks(text: str, number: int, behind: str) -> bool:
    """Whether a number stands at the start of a text, or behind a stop, with what a mark of a list is followed by."""
    return bool(re.search(rf"(?:^|[.:;,]\s+|(?<![\d.])(?=\d[.)])){number}{behind}", text))


def _is_difference(claim: Claim) -> bool:
    """Whether a number is what two others of the sentence differ by: "557; one child was taken out, leaving 556"."""
    others = [one.value for one in numbers(claim.sentence) if not one.idle and one.kind == "count"]
    return any(one - other == claim.number.value for one, other in permutations(others, 2) if other > MANY)
