"""A stated change against its two ends: "fell by 295 from 1,678 to 1,393"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.verdicts import Verdict

CHANGED = re.compile(
    r"increas|reduc|decreas|ris|rose|fell|fall|drop|declin|gr[eo]w|cut|up\b|down\b|chang|improv|fewer|more|went",
    re.IGNORECASE,
)
YEARLY = re.compile(r"\s*(?:a|per|each|every) (?:year|month|quarter)|\s*annually|\s*year[- ]on[- ]year", re.IGNORECASE)
# A change is that between two numbers if these words join them, or if they stand by themselves in its sentence.
JOINED = re.compile(
    r"\bto\b|\bfrom\b|\bbecame\b|\bagainst\b|\bcompared\b|\bdown on\b|\bup on\b|\bbetween\b", re.IGNORECASE
)
NET = re.compile(r"\bnet (?:\w+ )?(?:of )?$", re.IGNORECASE)
LOOSE = Decimal(3)  # points that "a third" may be off
Pair = tuple[Claim, Claim]


def change_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Sentences with two ends of a change, and a step or a percentage that is not theirs."""
    for sentence in by_sentence(claims):
        if not CHANGED.search(sentence[0].sentence):
            continue
        for change in (one for one in sentence if one.role == "change"):
            pair = ends_of(change, sentence)
            if pair and not YEARLY.match(change.sentence[change.number.end :]):
                yield from _step(change, *pair)


def by_sentence(claims: list[Claim]) -> Iterator[list[Claim]]:
    """The claims of each sentence of running text, together."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if not claim.passage.table:
            groups.setdefault((claim.passage.where, claim.sentence), []).append(claim)
    yield from groups.values()


def ends_of(change: Claim, sentence: list[Claim]) -> Pair | None:
    """(before, after): the one pair of numbers of a kind that a change of its sentence can be between."""
    ends = [one for one in sentence if one.role in ("level", "before") and one.kind in _kinds(change)]
    ends = [
        one
        for one in ends
        if not (one.kind == "percent" and change.kind == "percent") or one.role == "before" or len(ends) == 2
    ]
    if len(ends) != 2 or ends[0].kind != ends[1].kind or ends[0].groups != ends[1].groups:
        return None
    first, last = ends
    if NET.search(change.sentence[: change.number.start]):
        return first, last
    same = first.areas == last.areas and first.measure == last.measure
    same = same and (first.indicators[:1] == last.indicators[:1] or not first.indicators or not last.indicators)
    text = change.sentence
    between = text[first.number.end : last.number.start]
    joined = JOINED.search(between) or {"before", "level"} == {first.role, last.role}
    timed = first.days != last.days and bool(first.days or last.days) and first.dated | last.dated
    if not same or not (joined or timed):
        return None
    return (last, first) if _earlier(last, first) else (first, last)


def _kinds(change: Claim) -> tuple[str, ...]:
    return (
        ("money",)
        if change.kind == "money"
        else ("percent",)
        if change.kind == "points"
        else ("count", "rate", "money", "percent")
    )


def _earlier(one: Claim, other: Claim) -> bool:
    """Whether a number is of an earlier day than another that stands before it."""
    return bool(one.days and (not other.days or one.days[0].day < other.days[0].day)) and one.role != "before"


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


def fits(change: Claim, pair: Pair) -> bool:
    """Whether a change is that of its two ends, as printed."""
    value = change.number.value * (100 if change.kind == "fraction" else 1)
    return any(abs(value - truth) <= slack for truth, slack, _ in _truths(change, *pair))
