"""Which groups of children a number counts, by the words that it stands with."""

import re
from collections.abc import Sequence

from analysis.audit.clauses import own, stretch_of
from analysis.audit.mentions import Mention, words
from analysis.audit.numbers import Number
from analysis.audit.readings import Read

EARLY = re.compile(r"\bat (?:the )?(?:start|beginning|outset)|\binitial\b|\bfirst recorded\b", re.IGNORECASE)
FIRST, LATEST = "category_of_abuse_initial:", "category_of_abuse_latest:"
APART = re.compile(r"[,;:]|\.(?!\d)")
BRACKETS = re.compile(r"^[^.;,]{0,40}\($")  # "53.1% of plans (210 of 395)"
JOINS = re.compile(
    r" (?:(?:children|plans|young people|cases|girls and boys|of them|are|were|is|was|with|for|under|of|in|had|have"
    r"|live|living|lived|recorded|because|due|to|the|category|a|an|placed|on|from|aged|their|as|by) )*",
    re.IGNORECASE,
)
LISTS = re.compile(r"\s?(?:[:=–-] ?|(?:was|were|is|are|numbered|made up|accounted for|stood at|at) )?", re.IGNORECASE)
OF = re.compile(r"\s+(?:out )?of (?:the |our |all |these |its |those )*", re.IGNORECASE)
WHOLE = re.compile(
    r"\b(?:of|among) (?:the |our |all |these |its |those |a total of |[A-Z][\w’']*(?: [A-Z][\w’']*){0,3} )?$",
    re.IGNORECASE,
)


def groups_of(read: Read, number: Number) -> list[str]:
    """The groups that a number counts; none for the whole that they are of: "126 of 265"."""
    if number.kind in ("money", "rate", "ratio", "rank"):
        return []
    before = [one for one in read.claiming if one.end <= number.start]
    if before and number.kind == "count" and WHOLE.search(read.text[before[-1].end : number.start]):
        return []
    beside = _right_beside(read, number)
    if beside:
        return [beside.replace("abuse_latest:", "abuse_initial:") if EARLY.search(read.before.title) else beside]
    between = [
        one for one in read.said if one.kind == "group" and before and before[-1].end <= one.start < number.start
    ]
    if before and not between and BRACKETS.search(read.text[before[-1].end : number.start]):
        return groups_of(read, before[-1])
    groups = [one for one in read.said if one.kind == "group" and not _apart(read, number, one)]
    groups = [one for one in groups if not _of_another(read, number, one)]
    bracketed = [one for one in read.claiming if read.text[: one.start].rstrip("£ ").endswith("(")]
    others = [one for one in read.claiming if one not in bracketed and not _whole_of(read, number, one)]
    found = own(number, groups, read.stretches, others, shared=False)
    found = found or (own(number, groups, read.stretches, others) if read.bare(number) else [])
    segment = read.segment(number)
    if segment and not any(segment[0] <= one.start < segment[1] for one in found):
        found = []  # of another part of the list
    start, end = stretch_of(number, read.stretches)
    keys = [one.key for one in found if one.start < end or read.bare(number)]
    if EARLY.search(read.before.title):
        keys = [key.replace("abuse_latest:", "abuse_initial:") for key in keys]
    first = any(group.startswith(FIRST) for one in read.before.claims for group in one.groups)
    if first and all(key.startswith(LATEST) for key in keys):
        keys = [key.replace(LATEST, FIRST) for key in keys]  # "349 plans began for neglect. Emotional abuse had 122"
    latest = re.search(r"\blatest\b", read.text[start:end], re.IGNORECASE)
    return [key.replace("_initial:", "_latest:") for key in keys] if latest else keys


def _right_beside(read: Read, number: Number) -> str:
    """The one group that a number stands right beside: "162 children with emotional abuse", "neglect: 70"; or ""."""
    groups = [one for one in read.said if one.kind == "group"]
    behind = [one for one in groups if number.end <= one.start]
    after = [one for one in behind if JOINS.fullmatch(_bare(read.text[number.end : one.start]))]
    ahead = [one for one in groups if one.end <= number.start and LISTS.fullmatch(read.text[one.end : number.start])]
    found = after or ahead
    return found[0].key if len({one.key for one in found}) == 1 else ""


def _of_another(read: Read, number: Number, group: Mention) -> bool:
    """Whether a group before a number stands right behind another: "14 (2.9%) Black and 9 of another group"."""
    if group.end > number.start or not re.match(r"\W*(?:and|,|;)", read.text[group.end :]):
        return False
    others = [one for one in read.claiming if one.end <= group.start][-2:]
    return any(JOINS.fullmatch(_bare(read.text[one.end : group.start])) for one in others)


def _bare(text: str) -> str:
    """Words without the brackets among them."""
    return re.sub(r"\s*\([^()]*\)", "", text)


def _whole_of(read: Read, number: Number, other: Number) -> bool:
    """Whether the number behind a number is only the whole that it is of: "346 of the 476 in care were fostered"."""
    return number.end <= other.start and bool(OF.fullmatch(read.text[number.end : other.start]))


def fitting(group: str, names: Sequence[str]) -> bool:
    """Whether a group can be one of what a number counts: the police of referrals, a placement of care."""
    whole = words()["fits"].get(group.partition(":")[0])
    return not whole or not names or any(name.startswith(tuple(whole)) for name in names)


def _apart(read: Read, number: Number, group: Mention) -> bool:
    """Whether a group that stands after a number stands in another clause, or does something else there."""
    if group.key.startswith("referral_source") and group.start > number.end:
        return not re.search(r"\b(?:by|from|were)\s+(?:the )?$", read.text[: group.start])
    return group.start > number.end and bool(APART.search(read.text[number.end : group.start]))
