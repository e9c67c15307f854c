"""A stated change against its two ends: "fell by 295 from 1,678 to 1,393"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.verdicts import Verdict

CHANGED = re.compile(
    r"increas|reduc|decreas|ris|rose|fell|fall|drop|declin|gr[eo]w|cut|up\b|down\b|chang|improv", re.IGNORECASE
)
TO = re.compile(
    r"[^.;]{0,60}\bto\b\s*(?:a (?:low|high|peak|total) of )?(?:just |about |around |over |only )?", re.IGNORECASE
)
YEARLY = re.compile(r"\s*(?:a|per|each|every) (?:year|month|quarter)|\s*annually|\s*year[- ]on[- ]year", re.IGNORECASE)
LOOSE = Decimal(3)  # points that "a third" may be off


def change_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Sentences with one pair "from … to …" and a step or a percentage that is not theirs."""
    for sentence in by_sentence(claims):
        pairs = [(one, two) for one, two in pairwise(sentence) if _pair(one, two)]
        if len(pairs) == 1 and CHANGED.search(sentence[0].sentence):
            for change in (
                one for one in sentence if one.role == "change" and not YEARLY.match(one.sentence[one.number.end :])
            ):
                yield from _step(change, *pairs[0])


def by_sentence(claims: list[Claim]) -> Iterator[list[Claim]]:
    """The claims of each sentence of running text, together."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if not claim.passage.table:
            groups.setdefault((claim.passage.where, claim.sentence), []).append(claim)
    yield from groups.values()


def _pair(one: Claim, two: Claim) -> bool:
    between = two.sentence[one.number.end : two.number.start]
    return one.role == "before" and two.role == "level" and one.kind == two.kind and bool(TO.fullmatch(between))


def _step(change: Claim, before: Claim, after: Claim) -> Iterator[Verdict]:
    said = change.number
    truths = _truths(change, before, after)
    if not truths or before.number.hedge or after.number.hedge:
        return
    value = said.value * 100 if said.kind == "fraction" else said.value
    nearest = min((truth for truth, _, _ in truths), key=lambda truth: abs(truth - value))
    if said.hedge and abs(value - nearest) <= nearest / 10:
        return
    if all(abs(value - truth) > slack for truth, slack, _ in truths):
        truth, _, unit = truths[0]
        shown = f"{rounded(truth, said.decimals):,f}{unit}"
        why = f"From {before.number.text} to {after.number.text} is {shown}, not {said.text}."
        yield Verdict(change, "arithmetic", why, shown, "the sentence itself", shown)


def _truths(change: Claim, before: Claim, after: Claim) -> list[tuple[Decimal, Decimal, str]]:
    """(value, slack, unit) of what the change may be said to be: percentages of percentages in points or relative."""
    first, last, said = before.number.value, after.number.value, change.number
    if not first:
        return []
    step, relative = abs(last - first), abs(last - first) / first * 100
    last_digit = Decimal(1).scaleb(-said.decimals)
    exact = last_digit / 2 if said.decimals else Decimal(0)
    if said.kind == "fraction":
        return [(relative, LOOSE, "%")]
    if said.kind == "percent":
        points = [(step, last_digit, " points")] if before.kind == "percent" else []
        return [*points, (relative, last_digit, "%")]
    if said.kind == before.kind or (said.kind == "points" and before.kind == "percent"):
        return [(step, exact, " points" if said.kind == "points" else "")]
    return []
