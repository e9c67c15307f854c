"""What falls to each: "8 advocates supported 120 children, an average of 15 each", against every two counts near it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from analysis.audit.amounts import amount_of, sort_of
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.pairs import by_sentence
from analysis.audit.said_apart import says_apart
from analysis.audit.spans import clause_at
from analysis.audit.verdicts import Verdict

AVERAGE = re.compile(
    r"\b(?:average|mean|averag(?:ed|ing)|equivalent|works out at|that is|which is|so|or|at|making|costing)"
    r"(?: \w+){0,2}? (?:of |at |is )?$",
    re.IGNORECASE,
)
EACH = re.compile(
    r"\s*(?:million|m|k)?\s*(?:[a-z]+ ){0,2}?(?:each|apiece"
    r"|per (?:head|person|child|family|school|worker|session|place|team|pupil|case)"
    r"|a (?:head|child|family|school|worker|session|place|team|pupil|case|person))\b",
    re.IGNORECASE,
)
NEAR = (Decimal("0.6"), Decimal("1.67"))


def share_out_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Averages that no two numbers of the sentence give."""
    before: list[Claim] = []
    for sentence in by_sentence(claims):
        earlier = before if before and before[0].passage is sentence[0].passage else []
        before = sentence
        for claim in sentence:
            text, number = claim.sentence, claim.number
            said = AVERAGE.search(text[: number.start]) and EACH.match(text[number.end :])
            if not said or number.hedge or sort_of(claim) not in ("count", "rate", "money") or says_apart(claim):
                continue
            start, _ = clause_at(text, number.start)
            ends = [one for one in sentence if start <= one.number.start < number.start and not says_apart(one)]
            ends = [one for one in ends if sort_of(one) in ("count", "money") and one.role == "level"]
            yield from _judged(claim, ends, [one for one in (*earlier, *sentence) if one is not claim])


def _judged(claim: Claim, ends: list[Claim], near: list[Claim]) -> Iterator[Verdict]:
    if len(ends) != 2 or any(one.number.hedge or not one.number.value for one in ends):
        return
    said = amount_of(claim)
    step = max(Decimal(1).scaleb(-claim.number.decimals), said.blur * 2)
    if claim.kind == "money" and not any(one.kind == "money" for one in ends):
        return
    ways = [one.value / two.value for one, two in permutations([amount_of(each) for each in near], 2) if two.value]
    large, small = sorted((amount_of(one).value for one in ends), reverse=True)
    truth = large / small
    if claim.kind == "money":
        cash, other = sorted((amount_of(one) for one in ends), key=lambda one: one.sort != "money")
        truth = cash.value / other.value
    if any(abs(way - said.value) < step for way in ways) or not NEAR[0] <= said.value / truth <= NEAR[1]:
        return
    if claim.kind == "money" and abs(truth - said.value) <= truth / 50:
        return
    shown = f"{rounded(truth, claim.number.decimals):,f}"
    why = f"{ends[0].number.text} and {ends[1].number.text} make {shown} each, not {claim.number.text}."
    yield Verdict(claim, "arithmetic", why, shown, "the sentence itself", shown)
