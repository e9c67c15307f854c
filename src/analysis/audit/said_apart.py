"""The words that make a number the distance of two others: a gap, a difference, a rise, what is over or left.

What is a distance is no level, so the other checks of arithmetic ask here before they take a number for a part, a whole
or an end.
"""

import re
from dataclasses import replace

from analysis.audit.claims import Claim
from analysis.audit.numbers import numbers
from analysis.audit.relation_words import any_of
from analysis.audit.said_changes import NO_CHANGE, is_change

UNITS = r"(?:(?:a|an|just|only|some|about|nearly|around|over|of|by|total|net|the|is|was|at) )*"
LEAD_NOUN = re.compile(
    rf"{any_of('change', 'nouns')}(?:[ ,:(]+(?:to|on|from|with|in|over|for|against)\b[^.;\d]{{0,45}}?)?"
    rf"(?:[ :=(]+|\b(?:is|was|of|by|stands at|stood at)\s+){UNITS}[-−–+]?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"{any_of('change', 'nouns')} between [^.;]{{5,110}}? (?:is|was|of|stands at|stood at|remains|being) {UNITS}$",
    re.IGNORECASE,
)
LEAD_VERB = re.compile(
    rf"{any_of('change', 'verbs')}(?: [^,;.:\d]{{0,25}})? by {UNITS}$"
    rf"|(?:^|[,;:(–-]\s*|\b(?:is|was|are|were|and) )(?:up|down) {UNITS}$",
    re.IGNORECASE,
)
BEYOND = re.compile(rf"{any_of('change', 'exceeding')} [^;.:]{{3,70}} by {UNITS}$", re.IGNORECASE)
LEAVES = re.compile(rf"{any_of('change', 'leaving')} {UNITS}(?:us |them )?{UNITS}$", re.IGNORECASE)
LEFT = re.compile(
    rf"\s*(?:[a-z-]+ )?(?:(?:are|is|were|remain|still|yet|have|has|had|places?|posts?) )*{any_of('change', 'left')}",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"\s*(?:(?:million|m|k|thousand|percentage|points?|per cent|children|people|places|days|weeks|of them)\s*)*"
    rf"(?:{any_of('share', 'people')} )?{any_of('change', 'after')}"
    r"(?! (?:to|are|were|being|due|planned|expected|will|joined|have|had|each)\b)",
    re.IGNORECASE,
)
YEARLY = re.compile(r"\s*(?:a|per|each|every) (?:year|month|quarter|week|day)\b|\s*annually", re.IGNORECASE)


def says_apart(claim: Claim) -> bool:
    """Whether the words make a number the distance of two others."""
    if claim.kind not in ("count", "rate", "percent", "points", "money"):
        return False
    text, number = claim.sentence, claim.number
    lead, after = text[: number.start], text[number.end :]
    if YEARLY.match(after) or NO_CHANGE.match(after):
        return False
    lead = lead[max(0, len(lead) - 90) :]
    if BEYOND.search(lead) or leaves(claim):
        return True
    return bool(
        BETWEEN.search(text[: number.start]) or LEAD_NOUN.search(lead) or LEAD_VERB.search(lead) or AFTER.match(after)
    ) or is_change(claim)


def leaves(claim: Claim) -> bool:
    """Whether a number is what is left: "leaving £13,500", "so eight are outstanding"."""
    text, number = claim.sentence, claim.number
    so = re.search(
        r"\b(?:so|thus|therefore|meaning|hence|i\.e\.?|which means)(?: that)? (?:the other |the remaining )?$",
        text[: number.start],
    )
    return bool(LEAVES.search(text[: number.start]) or (so and LEFT.match(text[number.end :])))


def with_targets(sentence: list[Claim]) -> list[Claim]:
    """The claims of a sentence with its targets and budgets, which claim nothing but are ends of a distance."""
    if not sentence:
        return []
    first = sentence[0]
    bare = replace(first, id="", indicators=(), days=(), groups=(), role="level", measure="", dated=False)
    found = [replace(bare, number=replace(one, idle="")) for one in numbers(first.sentence) if one.idle == "a target"]
    return sorted([*sentence, *found], key=lambda one: one.number.start)
