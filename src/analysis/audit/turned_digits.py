"""A number that a paragraph gives again with two digits turned: "14,210 contacts … we said that it took 14,120"."""

import re
from collections.abc import Iterator

from analysis.audit.amounts import sort_of
from analysis.audit.claims import Claim
from analysis.audit.same_words import pointed_words
from analysis.audit.slips import turned
from analysis.audit.spans import noun_of
from analysis.audit.verdicts import Verdict

DIGITS = 3  # numbers of fewer digits are turned by chance
BACK = 10  # claims before a number that it may repeat
DOES = re.compile(r"(?:\s+[a-z]+){0,2}\s+(?:were|was|are|is|had|have|has)\b")  # "341 were closed": a part
NARROWS = re.compile(r"(?:\s+[a-z]+){1,2}\s+(?:on|about|from|with|for|in|of|at|to|that|who|which)\s+(?P<which>[^.;,]+)")
DEFINITE = re.compile(r"\b(?:the|these|those|all|our|this|that)\s+(?:[a-z]+ (?:of|was|is) )?(?:\()?$", re.IGNORECASE)


def turned_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """The second of two numbers, where the words say that it is given again, or of the same noun and no other."""
    for at, claim in enumerate(claims):
        known = [one for one in claims[max(0, at - BACK) : at] if one.passage is claim.passage]
        if claim.passage.table or any(one.number.value == claim.number.value for one in known):
            continue
        first = next((one for one in reversed(known) if _turned(one, claim) and _again(one, claim)), None)
        if first:
            why = f"The text before it gives {first.number.text}, which has its digits in another order."
            yield Verdict(claim, "inconsistent", why, first.number.text, first.passage.where)


def _turned(first: Claim, second: Claim) -> bool:
    """Whether two numbers are of one kind, place and day, and have two digits turned."""
    alike = (sort_of(first), first.areas, first.groups, first.role) == (
        sort_of(second),
        second.areas,
        second.groups,
        second.role,
    )
    plain = not (first.number.hedge or second.number.hedge) and first.number.decimals == second.number.decimals
    mine, its = ({one.day for one in claim.days} for claim in (first, second))
    one_day = mine == its or not mine or not its
    long = len(re.sub(r"\D", "", second.number.text)) >= DIGITS
    named = first.indicators[:1] == second.indicators[:1] or not (first.indicators and second.indicators)
    return alike and plain and one_day and long and named and turned(second.number, first.number.value)


def _again(first: Claim, second: Claim) -> bool:
    """Whether another sentence says that the number is given again, or points back to its noun."""
    behind = second.sentence[second.number.end :]
    if first.sentence == second.sentence or DOES.match(behind) or _narrowed(first, behind):
        return False
    lead = second.sentence[: second.number.start]
    noun = noun_of(first)[-1:] == noun_of(second)[-1:] != ()
    pointed = bool(DEFINITE.search(lead)) and (noun or second.kind == "money")
    return pointed or bool(pointed_words("restating").search(second.sentence) or pointed_words("quoting").search(lead))


def _narrowed(first: Claim, behind: str) -> bool:
    """Whether what stands behind a number's noun is not said of the first: "the 950 contacts on domestic abuse"."""
    which = NARROWS.match(behind)
    words = re.findall(r"[a-z]{4,}", which["which"]) if which else []
    return any(word not in first.sentence.lower() for word in words)
