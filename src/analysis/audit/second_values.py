"""A published number that a draft gives rightly in one place, and in another with a slip of the pen.

Of the two the one that agrees with the data is taken as meant; where the data has neither, the first. One digit off is
enough where the data tells that the other is right, or where the words say that something is given again; else two
neighbouring digits have to be turned, which is hardly met by chance.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.audit.claims import Claim
from analysis.audit.pairs import sort_of
from analysis.audit.same_words import pointed_words
from analysis.audit.slips import slip, turned
from analysis.audit.verdicts import Verdict

# What makes a number that of a part: "489 children in care had a check", "489 were seen in time".
PART = re.compile(
    r"\b(?:had|have|has|got|took|made|received|who|that|which)\b(?! (?:in|on|at|the|our)\b)", re.IGNORECASE
)
DOES = re.compile(r"\b(?:were|was|are|is)\b(?! (?:in|on|at|the|our)\b)", re.IGNORECASE)
LONG = 100  # numbers below it have too few digits to be turned by mistake only


def second_values(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, a number that is a slip of one given elsewhere for the same thing being called a second value."""
    return [_judged(at, one, verdicts) for at, one in enumerate(verdicts)]


def _judged(at: int, one: Verdict, verdicts: Sequence[Verdict]) -> Verdict:
    if one.verdict not in ("differs", "untraceable") or not _plain(one.claim) or _said_elsewhere(at, one, verdicts):
        return one
    for place, other in enumerate(verdicts):
        if (
            place != at
            and _plain(other.claim)
            and _of_one_thing(other.claim, one.claim)
            and _meant(other, one, place < at)
        ):
            why = f"{other.claim.passage.where} gives {other.claim.number.text} for the same thing."
            why += f" {one.why}" if one.verdict == "differs" else ""
            found = replace(one, verdict="inconsistent", why=why, expected=one.expected or other.claim.number.text)
            return replace(found, suggestion=one.suggestion or other.claim.number.text)
    return one


def _plain(claim: Claim) -> bool:
    level = claim.role == "level" and not claim.number.hedge and not claim.label and len(claim.areas) == 1
    return level and bool(claim.indicators) and claim.kind in ("count", "percent", "rate") and claim.number.value >= 10


def _of_one_thing(first: Claim, second: Claim) -> bool:
    """Whether two numbers are of one thing, place, group and day, as far as their words say."""
    same = first.indicators[:1] == second.indicators[:1] and first.areas == second.areas
    mine, its = ({one.day for one in claim.days} for claim in (first, second))
    one_day = mine == its or not mine or not its
    return same and first.groups == second.groups and sort_of(first) == sort_of(second) and one_day


def _meant(first: Verdict, second: Verdict, before: bool) -> bool:
    """Whether a number is a slip of another that stands in another sentence."""
    one, two = first.claim, second.claim
    if one.sentence == two.sentence or one.number.value == two.number.value:
        return False
    if second.verdict == "differs":
        return first.verdict == "agrees" and slip(two.number, one.number.value)
    if not before or second.claim.passage.table or min(one.number.value, two.number.value) < LONG:
        return False
    behind = two.sentence[two.number.end :]
    if PART.search(behind):
        return False
    again = pointed_words("restating").search(two.sentence)
    if again and one.days == two.days and slip(two.number, one.number.value):
        return True
    plain = not two.strange and bool(two.days) and not DOES.search(behind)
    return bool(again or plain) and turned(two.number, one.number.value)


def _said_elsewhere(at: int, one: Verdict, verdicts: Sequence[Verdict]) -> bool:
    """Whether the draft gives the very number again for the same thing."""
    return any(
        place != at and other.claim.number.value == one.claim.number.value and _of_one_thing(other.claim, one.claim)
        for place, other in enumerate(verdicts)
    )
