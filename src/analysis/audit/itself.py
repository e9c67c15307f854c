"""Whether an indicator is spoken of itself, or only a part of it, or something that is about it."""

import re
from functools import cache
from itertools import chain

from analysis.audit.change_lexicon import change_lexicon
from analysis.audit.mentions import Mention, mentions, plain_words
from analysis.audit.numbers import Number, numbers

KINDS = ("plain", "strong", "mild")
# Whom a count is narrowed to, though no group of the data is named.
NARROWED = re.compile(
    r"\b(?:aged?\b|year[- ]olds?|olds|babies|infants|teenage\w*|disab\w*|siblings?|unborn|adolescents?"
    r"|under (?:the )?(?:\d|(?:one|five|ten)\b)|over 1\d\b|wards?\b|schools?|gp\b|hospital|domestic|exploit\w*|gangs?\b"
    r"|ethnic\w*|minorit\w*|heritage|mental|police|health|anonymous|asian|black\b|roma\b|duration"
    r"|per (?:child|head|worker"
    r"|social))",
    re.IGNORECASE,
)

# "The budget for children in care", "the children in care team": of something else.
HEAD = re.compile(
    r"(?P<head>[A-Za-z’'-]+) (?:of|for|in|on|around|about|to|with|from|into|regarding|per)"
    r"(?: (?:our|the|new|open|all|both|its|local|those|these|of|this|each|every))* $"
)
FOLLOWED = re.compile(
    r"\s+(?:teams?|services?|council|nurses?|panels?|boards?|strateg\w+|reviews?|process\w*|practice|meetings?|work"
    r"|workers?|pathways?"
    r"|framework|polic\w+|budgets?|staff\w*|managers?|documents?|minutes|chairs?|training|procedures?|guidance"
    r"|audits?|costs?|spend\w*"
    r"|reports?|profile|placements?|homes?|pack|letters?|scorecard|tool\w*|system|decisions?|recommendations?"
    r"|actions?)\b",
    re.IGNORECASE,
)


@cache
def _heads() -> frozenset[str]:
    """The words that an indicator may follow with "of" or "in" and still be what is spoken of: "number of"."""
    return frozenset(change_lexicon()["heads"]["words"].split())


def itself(text: str, one: Mention) -> bool:
    """Whether an indicator is named for itself, and not as what something else is about."""
    head = HEAD.search(text[: one.start])
    named = head and any(
        each.kind in ("area", "indicator", "weak") and each.start <= head.start("head") < each.end
        for each in mentions(text)
    )
    if head and not named and head["head"].lower() not in _heads():
        return False
    if head and not named and _of_what_kind(text[: head.start("head")]):
        return False
    return not FOLLOWED.match(text[one.end :]) and not _narrowed_at_once(text, one)


def _of_what_kind(before: str) -> bool:
    """Whether a word before "rate of" or "number of" says of what: "the offending rate of children in care"."""
    word = re.search(r"(?<![\w’'-])([a-z][a-z’'-]*) $", before)
    return bool(word) and word is not None and word[1] not in plain_words() | _heads() | _change_words()


def _narrowed_at_once(text: str, one: Mention) -> bool:
    """Whether the next word is none that says nothing: "children in care attending college"."""
    after = re.match(r" ([a-z][a-z’'-]*)", text[one.end :])
    at = one.end + 1
    if not after or any(each.start <= at < each.end for each in mentions(text)):
        return False
    word = after[1].replace("’", "'")
    return word not in plain_words() and word not in _heads() and word not in _change_words()


@cache
def _change_words() -> frozenset[str]:
    """The first words of all words of change."""
    read = change_lexicon()
    kinds = [read[side][kind] for side in ("up", "down", "better", "worse", "either") for kind in KINDS]
    listed = [*chain(*kinds), *read["factor"], *read["intensity"]["words"], *read["mildness"]["words"]]
    return frozenset(word.split()[0] for word in listed)


def strange(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch, but its places and numbers, that may narrow down what is spoken of."""
    taken: list[Mention | Number] = [one for one in mentions(text) if one.kind in ("area", "indicator")]
    taken += numbers(text)
    letters = list(text)
    for one in taken:
        letters[one.start : one.end] = " " * (one.end - one.start)
    return [each for each in re.findall(r"[a-z][a-z'-]*", "".join(letters)[start:end].lower().replace("’", "'"))
            if each not in plain_words()]  # fmt: skip


def narrowed(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a stretch names a group or a topic, or narrows down of whom it speaks in other words."""
    stop = len(text) if end is None else end
    if any(one.kind in ("group", "label", "topic") and start <= one.start < stop for one in mentions(text)):
        return True
    return bool(NARROWED.search(text[start:stop]))
