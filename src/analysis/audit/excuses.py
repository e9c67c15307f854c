"""A change, share or ratio that some pair of numbers near it does give, so that nobody can say that it is wrong.

The checks of arithmetic take the evident pair. Writers also put a change beside another pair – "237 more than the 2,672
of the year before, though below the 3,110 of 2022-23" – and a reader then finds the one that fits.
"""

import re
from decimal import Decimal
from itertools import permutations

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded

HUNDRED = Decimal(100)
FEWEST = 10  # differences below this are met by chance
CHANGED = re.compile(
    r"\b(?:ris|rose|increas|grow|grew|up|more|fell|fall|drop|down|fewer|less|reduc|decreas|declin|chang|higher|lower)",
    re.IGNORECASE,
)
NEAR = 12  # numbers around a claim that are tried, at most


def excused(claim: Claim, claims: list[Claim]) -> bool:
    """Whether a number is what two others of its sentence, or of its paragraph's sentence before, give exactly.

    A whole percentage is so often met by chance that its two numbers have to stand in its own sentence, one next to the
    other or either side of it.
    """
    if claim.passage.table or claim.kind not in ("count", "percent", "points", "money"):
        return False
    if claim.kind == "percent" and LOCAL not in claim.areas:
        return True  # "(103 of 401), above England's 24.5%"
    nearby = _nearby(claim, claims)
    number = claim.number
    if claim.kind == "percent" and not number.decimals:
        pairs = [(one, two) for one, two in permutations(nearby, 2) if _together(one, two, claim, nearby)]
    else:
        pairs = list(permutations(nearby, 2))
    return any(_gives(one, two, claim) for one, two in pairs if one.kind == two.kind)


def given_before(claim: Claim, claims: list[Claim]) -> bool:
    """Whether the draft has given the very number before, for a thing of the same name: it is no second value."""
    for one in claims:
        if one.id == claim.id:
            return False
        same = one.number.value == claim.number.value and one.kind == claim.kind and one.areas == claim.areas
        if same and one.indicators and one.indicators[:1] == claim.indicators[:1] and claim.number.value >= FEWEST:
            return True
    return False


def _nearby(claim: Claim, claims: list[Claim]) -> list[Claim]:
    """The numbers of a claim's sentence and of the one before it, without the claim."""
    at = next((place for place, one in enumerate(claims) if one.id == claim.id), 0)
    around = [*claims[max(0, at - NEAR) : at], *claims[at + 1 : at + NEAR]]
    texts = (claim.sentence, claim.context.get("before", ""))
    wide = claim.kind == "percent" and claim.number.decimals > 0  # seldom met by chance
    return [one for one in around if one.passage.where == claim.passage.where and (wide or one.sentence in texts)]


def _together(one: Claim, two: Claim, claim: Claim, nearby: list[Claim]) -> bool:
    """Whether two numbers stand in a claim's own sentence with no other between them but the claim."""
    if one.sentence != claim.sentence or two.sentence != claim.sentence:
        return False
    first, last = sorted((one.number.start, two.number.start))
    between = [each for each in nearby if each.sentence == claim.sentence and first < each.number.start < last]
    return not between


def _gives(one: Claim, two: Claim, claim: Claim) -> bool:
    """Whether a number is the difference of two, one as a share of the other, or the change from one to the other."""
    low, high, said = one.number.value, two.number.value, claim.number
    if claim.kind in ("count", "money", "points"):
        wanted = one.kind == claim.kind or (claim.kind == "points" and one.kind == "percent")
        return wanted and abs(high - low) == said.value and (said.value >= FEWEST or said.decimals > 0)
    if not high or one.kind not in ("count", "rate", "money", "percent"):
        return False
    share, change = low * HUNDRED / high, abs(low - high) * HUNDRED / high
    changed = claim.role == "change" or bool(CHANGED.search(claim.sentence))
    return said.value == rounded(share, said.decimals) or (changed and said.value == rounded(change, said.decimals))
