"""Counts of one to five children, which could tell who a child is."""

import re
from itertools import permutations

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.mentions import mentions
from analysis.audit.numbers import numbers
from analysis.audit.verdicts import Verdict, counts_children
from analysis.vocabulary.areas import areas

SMALL = range(1, 6)
CHILD = (
    r"(?:child(?:ren)?|young people|young person|girls?|boys?|infants?|bab(?:y|ies)|siblings?|brothers?"
    r"|sisters?|teenagers?"
    r"|twins|pupils)"
)
CHILDREN = re.compile(rf"\s*(?:of (?:the |our )?)?(?:[a-z’'-]+[- ]){{0,3}}?{CHILD}\b", re.IGNORECASE)
# What may follow a number that stands for children without naming them: "of those in care, 3 were on remand".
STANDS = re.compile(
    r"\s*(?:[.,;:)]|$|(?:were|was|are|is|had|has|have|live[ds]?|of (?:them|these|whom|those)|in|from|for|on"
    r"|with|who|went|came)\b)",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\s*(?:[a-z-]+[- ]){0,2}?(?:referrals?|meetings?|schools?|events?|audits?|visits?|sessions?|staff|posts?|groups?"
    r"|reviews?|priorit\w+|agenc\w+|partners?|questions?|themes?|or more|or fewer|courts?|of (?:the )?(?:key|main))\b",
    re.IGNORECASE,
)
COUNTED = re.compile(rf"\b{CHILD}\b|\bthose\b|\bplans?\b|\bin (?:our |\S+ )?care\b", re.IGNORECASE)
COHORT = re.compile(
    r"\b(?:in (?:our |its |local authority )?care|looked[- ]after|fostered"
    r"|on (?:a )?(?:child protection )?plans?|plans|unaccompanied"
    r"|in need|subject to a plan|cared for)\b",
    re.IGNORECASE,
)
LISTED = re.compile(r"[:,;]?\s*$")
AS_ONE = re.compile(r"\b(?:every|no|each|any|the|this|that|only the)\s+$", re.IGNORECASE)
WHY = (
    "A count of one to five children can tell who a child is. It should be hidden, and so should another number where "
)
WHY += "the total would give it away."


def undisclosable(claim: Claim) -> Verdict | None:
    """A count of one to five children of a cohort, in figures or in letters."""
    number = claim.number
    if number.kind != "count" or number.decimals or number.value not in SMALL or claim.role == "change":
        return None
    if claim.areas[0] != LOCAL and getattr(areas().get(claim.areas[0]), "level", "") != "local authority":
        return None
    small = _in_table(claim) if claim.passage.table else _in_sentence(claim)
    return Verdict(claim, "undisclosable", WHY, "", "", "fewer than 6, or a wider group") if small else None


def _in_table(claim: Claim) -> bool:
    words = f"{claim.context.get('column', '')} {claim.context.get('row', '')} {claim.context.get('corner', '')}"
    named = COHORT.search(words) and re.search(CHILD, words, re.IGNORECASE)
    return counts_children(claim) and (bool(claim.groups) or claim.clear or bool(named))


def _in_sentence(claim: Claim) -> bool:
    text, number = claim.sentence, claim.number
    after, before = text[number.end :], text[: number.start]
    as_one = number.text.lower() == "one" and AS_ONE.search(before)
    if OTHER.match(after) or _is_difference(claim) or as_one:
        return False
    child = CHILDREN.match(after)
    if child and not re.search(r"\d|\b(?:for|to|about|with|from|in|on|by)\b", child[0]):
        return bool(COHORT.search(text)) or counts_children(claim)
    if number.text.lower() == "one" or not STANDS.match(after):
        return False
    if re.match(r"\s*for\b", after) and not re.search(r"\b(?:plans|children|those)\W+(?:\w+\W+){0,2}$", before):
        return False
    if _after_a_group(claim):
        return True
    named = [one for one in mentions(text) if one.kind in ("indicator", "weak") and one.end <= number.start]
    if named and counts_children(claim) and re.match(r"\s*in (?:custody|hospital|prison|secure|residential)", after):
        return True
    counted = COUNTED.search(before) or (COUNTED.search(after.split(".")[0]) and re.match(r"\s*(?:of|for)\b", after))
    listed = bool(re.search(r":\s*$", before)) and bool(re.search(rf"\b{CHILD}\b", before, re.IGNORECASE))
    return listed or (bool(counted) and (counts_children(claim) or bool(COHORT.search(text))))


def _after_a_group(claim: Claim) -> bool:
    """Whether a number ends a list of groups of children: "neglect 22, sexual abuse 3"."""
    groups = [one for one in mentions(claim.sentence) if one.kind in ("group", "label")]
    return any(0 <= claim.number.start - one.end <= 2 for one in groups)


def _is_difference(claim: Claim) -> bool:
    """Whether a number is what two others of the sentence differ by: "557; one child was taken out, leaving 556"."""
    others = [one.value for one in numbers(claim.sentence) if not one.idle and one.kind == "count"]
    return any(one - other == claim.number.value for one, other in permutations(others, 2) if other > SMALL[-1])
