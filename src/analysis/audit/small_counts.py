"""Counts of one to five children, which could tell who a child is."""

import re

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.verdicts import Verdict, counts_children

SMALL = range(1, 6)
CHILDREN = re.compile(
    r"\s*(?:\w+[- ]){0,3}?(?:child(?:ren)?|young people|young person|girls?|boys?|infants?|bab(?:y|ies)"
    r"|siblings|pupils)\b"
    r"|\s*(?:were|was|are|is|of (?:them|these|whom|the \d))\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\s*(?:\w+[- ]){0,2}?(?:referrals?|meetings?|schools?|events?|audits?|visits?|sessions?|staff|posts?|groups?"
    r"|reviews?|priorit\w+|agenc\w+|partners?|questions?|themes?|of (?:the )?(?:key|main))\b",
    re.IGNORECASE,
)
WHY = (
    "A count of one to five children can tell who a child is. It should be hidden, and so should another number where "
)
WHY += "the total would give it away."


def undisclosable(claim: Claim) -> Verdict | None:
    """A count of one to five children of a cohort, in figures or in letters."""
    number = claim.number
    if number.kind != "count" or number.decimals or number.value not in SMALL or claim.role == "change":
        return None
    if not counts_children(claim) or claim.areas != (LOCAL,):
        return None
    if claim.passage.table:
        small = bool(claim.groups) or claim.clear
    else:
        after = claim.sentence[number.end :]
        small = bool(CHILDREN.match(after)) and not OTHER.match(after)
    return Verdict(claim, "undisclosable", WHY, "", "", "fewer than 6, or a wider group") if small else None
