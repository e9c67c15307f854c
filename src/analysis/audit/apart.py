"""How far two numbers are said to be apart – a gap, a difference, a rise, what is over or short – against the two.

The number is held to every pair that it could be of, in its sentence and the one before; it is accused only where none
comes to it, and where one pair lies so near that it must be meant.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from analysis.audit.amounts import Amount, amount_of, swapped
from analysis.audit.apart_ends import evident_ends
from analysis.audit.changes import Agreed, nobody
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.pairs import by_sentence
from analysis.audit.said_apart import says_apart, with_targets
from analysis.audit.spans import clause_at
from analysis.audit.verdicts import Verdict

HUNDRED = Decimal(100)
FAR = Decimal(3)  # times what it should be that a slip may be


def apart_checks(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Changes and gaps that no two numbers near them are apart."""
    before: list[Claim] = []
    for sentence in by_sentence(claims):
        earlier = before if before and _follows(before[0], sentence[0]) else []
        for claim in sentence:
            if says_apart(claim) and not agreed(claim):
                yield from _judged(claim, with_targets(sentence), with_targets(earlier))
        before = sentence


def _follows(first: Claim, second: Claim) -> bool:
    """Whether a sentence follows another in its passage, or in the list that it is an item of."""
    return first.passage is second.passage or first.passage.kind == second.passage.kind == "list"


def _judged(change: Claim, sentence: list[Claim], earlier: list[Claim]) -> Iterator[Verdict]:
    levels = [one for one in sentence if one is not change and not says_apart(one)]
    known = [one for one in earlier if not says_apart(one)]
    said, pair = amount_of(change), evident_ends(change, levels, known)
    if pair is None:
        return
    pools = [amount_of(one) for one in (*known, *levels)]
    start, end = clause_at(change.sentence, change.number.start)
    if all(one.sentence == change.sentence and start <= one.number.start < end for one in pair):
        pools = [amount_of(one) for one in levels if start <= one.number.start < end]
    if any(_fits(said, one, two) for one, two in combinations(pools, 2)):
        return
    one, two = (amount_of(each) for each in pair)
    truth, unit = _truth(said, one, two)
    if not truth or any(each.number.hedge for each in (*pair, change)):
        return
    if truth / FAR <= said.value <= truth * FAR or swapped(truth, said.value):
        scale = said.value / abs(change.number.value) if change.number.value else Decimal(1)
        shown = f"{rounded(truth / scale, change.number.decimals):,f}{unit}"
        why = f"{pair[0].number.text} and {pair[1].number.text} are {shown} apart, not {change.number.text}."
        yield Verdict(change, "arithmetic", why, shown, "the text itself", shown)


def _fits(said: Amount, one: Amount, two: Amount) -> bool:
    """Whether two numbers are as far apart as is said, in number, in points or in percent of either."""
    if one.sort != two.sort and {one.sort, two.sort} != {"count", "rate"}:
        return False
    step = abs(one.value - two.value)
    number = said.claim.number
    digit = Decimal(1).scaleb(-number.decimals)
    slack = one.blur + two.blur + said.blur
    slack += said.value / 7 if number.hedge else Decimal(0)
    if said.sort != "percent" or one.sort == "percent":
        kinds = {one.sort: ("points", "percent")}.get("percent", ()) if one.sort == "percent" else ()
        fitting = said.sort in kinds or said.sort == one.sort or {said.sort, one.sort} == {"count", "rate"}
        if (fitting or said.sort == "points") and abs(step - said.value) <= slack:
            return True
    if said.sort != "percent":
        return False
    return any(
        base and abs(step * HUNDRED / base - said.value) <= digit + slack * HUNDRED / base * (one.sort != "count")
        + (said.value / 7 if number.hedge else 0)
        for base in (one.value, two.value)
    )  # fmt: skip


def _truth(said: Amount, one: Amount, two: Amount) -> tuple[Decimal, str]:
    """How far two numbers are apart, and the unit, in the terms in which it was said."""
    step = abs(one.value - two.value)
    if said.sort == "percent" and one.sort != "percent":
        return (step * HUNDRED / one.value if one.value else Decimal(0)), "%"
    return step, " points" if said.sort in ("percent", "points") else ""
