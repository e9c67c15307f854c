"""One thing counted twice, by what both numbers say that they count, anywhere in a draft.

A number's words are the noun behind it and the other words of its clause. A second number is of the same thing where it
points back ("those 372 strategy meetings") or gives the same day, all of its own words stand by the first too, and
nothing by either says that it is a part, a target, a change or of another time.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from analysis.audit.amounts import amount_of, sort_of, swapped
from analysis.audit.claims import Claim
from analysis.audit.said_apart import says_apart
from analysis.audit.same_words import (
    EDGE,
    behind_noun,
    clause_behind,
    clause_words,
    joined,
    modifier,
    pointed_words,
    series_of,
    set_apart,
)
from analysis.audit.spans import content, noun_of, stem
from analysis.audit.verdicts import Verdict

SPREAD = (Decimal("0.75"), Decimal("1.34"))
FEWEST = 10
GENERAL = frozenset(
    [
        "child",
        "children",
        "young",
        "people",
        "person",
        "case",
        "plan",
        "one",
        "time",
        "thing",
        "total",
        "number",
        "figure",
    ]
)


def key_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """The second of two numbers that say they count the same."""
    plain = [one for one in claims if _plain(one)]
    for at, claim in enumerate(plain):
        known = plain[:at]
        if any(_equal(one, claim) and _one_noun(one, claim) for one in known):
            continue
        near = [one for one in known if one.passage is claim.passage and one is not claim]
        if any(
            amount_of(claim).value in (a + b, abs(a - b))
            for a, b in combinations([amount_of(o).value for o in near], 2)
        ):
            continue
        first = next((one for one in known if _same(one, claim)), None)
        if first:
            where = first.passage.where if first.passage is not claim.passage else "The text before it"
            why = f"{where} gives {first.number.text} for the same thing."
            yield Verdict(claim, "inconsistent", why, first.number.text, first.passage.where)


def _plain(claim: Claim) -> bool:
    level = claim.role == "level" or (claim.role == "change" and claim.kind == "money")  # a "growth bid" is no change
    level = level and not claim.number.hedge and not claim.passage.table and not claim.number.signed
    kinds = sort_of(claim) in ("count", "percent", "money", "rate")
    large = sort_of(claim) != "count" or claim.number.value >= FEWEST
    return level and kinds and large and not says_apart(claim)


def _equal(one: Claim, two: Claim) -> bool:
    return sort_of(one) == sort_of(two) and amount_of(one).value == amount_of(two).value


def _one_noun(one: Claim, two: Claim) -> bool:
    return noun_of(one)[-1:] == noun_of(two)[-1:] or one.passage is two.passage


def _same(first: Claim, second: Claim) -> bool:
    if (
        sort_of(first) != sort_of(second)
        or not second.number.value
        or (first.areas, first.groups)
        != (
            second.areas,
            second.groups,
        )
    ):
        return False
    one, two = amount_of(first).value, amount_of(second).value
    if one == two or not (SPREAD[0] <= one / two <= SPREAD[1] or swapped(one, two)):
        return False
    if first.indicators[:1] != second.indicators[:1] and first.clear and second.clear:
        return False
    mine, theirs = ({each.day for each in claim.days if each.said} for claim in (first, second))
    if mine and theirs and mine != theirs:
        return False
    if (
        first.sentence == second.sentence
        and first.passage is second.passage
        and not EDGE.search(second.sentence[first.number.end : second.number.start])
    ):
        return False
    if series_of(first) and series_of(second) and series_of(first) != series_of(second):
        return False
    dated = bool(mine and theirs) and mine == theirs
    return _by_noun(first, second, dated) or _by_clause(first, second, dated)


def _by_noun(first: Claim, second: Claim, dated: bool) -> bool:
    """ "380 strategy meetings … those 372 strategy meetings": the same noun, and the second points back."""
    one, two = noun_of(first), noun_of(second)
    if not one and len(two) > 1 and set(two) <= set(clause_words(first)):
        one = two  # "families supported: 842"
    if sort_of(second) != "count" or not two or not one:
        return False
    if one[-len(two) :] == two and len(one) > len(two):
        one = two  # "73 early years settings … all 78 settings"
    if not (one == two[: len(one)] or two == one[: len(two)]):
        return False
    shared = one if len(one) < len(two) else two
    if shared[-1] in GENERAL and not dated:
        return False
    lead = second.sentence[: second.number.start]
    strong = re.search(rf"{pointed_words('strong').pattern}\s+$", lead, re.IGNORECASE)
    weak = re.search(rf"{pointed_words('weak').pattern}\s+$", lead, re.IGNORECASE)
    if not (strong or weak):
        return False
    behind = behind_noun(second, len(shared))
    if set_apart(first, second):
        return False
    told = set(content(second.sentence, *clause_behind(second, len(shared))))
    known = set(clause_words(first))
    if re.match(r"\s+(?:that|who|which|whose|in|at|on|for|from|to|with)\b", behind):  # the same said again, or a part
        said = modifier(behind)
        alike = {stem(word) for word in said} <= known | joined()
        return alike and bool(strong or dated or len(said) > 0 or len(shared) > 1)
    ended = re.match(rf"\s*(?:$|[,.;):]|{pointed_words('ended').pattern})", behind, re.IGNORECASE)
    near = first.passage is second.passage or len(shared) > 1
    return (
        bool(ended)
        and near
        and bool(strong or len(shared) > 1 or dated or (told is not None and _fresh(first, second)))
    )


def _fresh(first: Claim, second: Claim) -> bool:
    """Whether the second stands in the sentence right after the first, where "the" can mean no other."""
    return second.context.get("before", "") == first.sentence


def _by_clause(first: Claim, second: Claim, dated: bool) -> bool:
    """ "The pooled budget for 2024/25 was £234,000 … the pooled budget, £243,000": the same words around both."""
    one, two = (frozenset(clause_words(claim)) for claim in (first, second))
    one, two = one - GENERAL, two - GENERAL
    shared = one & two
    fewer, more = sorted((len(one), len(two)))
    turned = swapped(amount_of(first).value, amount_of(second).value)
    if len(shared) < (2 if dated or turned or sort_of(second) == "money" else 3) or len(shared) < (
        fewer * 3 / 4 if dated or turned else fewer
    ):
        return False
    if set_apart(first, second):
        return False
    pointing = rf"{pointed_words('weak').pattern}|{pointed_words('strong').pattern}"
    points = bool(re.search(pointing, second.sentence[: second.number.start], re.IGNORECASE))
    return (dated or turned or points) and more <= fewer + 5
