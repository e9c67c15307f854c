"""Sums that a sentence does itself: altogether, leaving, each, on average, a third of, one with another."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.numbers import numbers
from analysis.audit.pairs import by_sentence
from analysis.audit.parts import near
from analysis.audit.verdicts import Verdict

LEAVING = re.compile(r"\b(?:leaving|leaves|which (?:should |would )?leaves?|and so)\s+(?:just |only )?$", re.IGNORECASE)
EACH = re.compile(r"\b(?:each|apiece)\b", re.IGNORECASE)
AVERAGE = re.compile(r"\baverage of\s+$", re.IGNORECASE)
A_MONTH = re.compile(r"\s*(?:a|per|each|every) (?P<unit>month|week|day|year|quarter)\b", re.IGNORECASE)
ADDED = re.compile(r"\b(?:began|started|added|joined|came|entered|opened|new)\b", re.IGNORECASE)
ENDED = re.compile(r"\b(?:ended|left|closed|ceased|removed|came off)\b", re.IGNORECASE)


def sum_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Sentences whose own numbers do not make the one that they are said to make."""
    for sentence in by_sentence(claims):
        counts = [one for one in sentence if one.kind == "count" and not one.number.hedge]
        for at, claim in enumerate(counts):
            truth = _truth(claim, counts[:at], sentence)
            if truth is not None and truth != claim.number.value and near(claim.number.value, truth):
                shown = f"{rounded(truth, 0 if truth == truth.to_integral_value() else 1):,f}"
                why = f"By the numbers of the sentence it is {shown}, not {claim.number.text}."
                yield Verdict(claim, "arithmetic", why, shown, "the sentence itself", shown)


def _truth(claim: Claim, before: list[Claim], sentence: list[Claim]) -> Decimal | None:
    """What a number should be by those before it, where the words say how they make it."""
    text, number = claim.sentence, claim.number
    lead, after = text[: number.start], text[number.end :]
    if LEAVING.search(lead) and len(before) in (2, 3):
        return _left(before, text)
    if len(before) == 2 and EACH.search(text[before[1].number.end : number.start]):
        return before[0].number.value * before[1].number.value
    if AVERAGE.search(lead) and (unit := A_MONTH.match(after)) and before:
        return _on_average(before[-1], unit["unit"], text)
    return _fraction_of(claim, before, sentence)


def _left(before: list[Claim], text: str) -> Decimal | None:
    """What is left: the whole less its part; or what there was, and what came, less what went."""
    values = [one.number.value for one in before]
    if len(values) == 2:
        flows = ADDED.search(text[: before[1].number.end + 30]) and ENDED.search(text)
        return None if flows else max(values) - min(values)
    came = ADDED.search(text[before[1].number.end : before[2].number.start])
    went = ENDED.search(text[before[2].number.end :][:30])
    return values[0] + values[1] - values[2] if came and went else None


def _on_average(total: Claim, unit: str, text: str) -> Decimal | None:
    """A number over the months, weeks or years that the sentence gives."""
    spans = [
        one for one in numbers(text) if one.idle == "a length of time" and text[one.end :].lstrip().startswith(unit)
    ]
    if len(spans) != 1 or not spans[0].value:
        return None
    return rounded(total.number.value / spans[0].value, 0)


def _fraction_of(claim: Claim, before: list[Claim], sentence: list[Claim]) -> Decimal | None:
    """ "A third of the 270 delegates, 80 people": the fraction of the whole that stands before it."""
    parts = [one for one in sentence if one.kind == "fraction" and one.number.end <= claim.number.start]
    if len(parts) != 1 or len(before) != 1 or parts[0].number.hedge:
        return None
    of = claim.sentence[parts[0].number.end : before[0].number.start]
    beside = claim.sentence[before[0].number.end : claim.number.start]
    if not re.fullmatch(r"\s+of (?:the |our |all )?", of) or not re.fullmatch(r"[ a-z-]*[,(]\s*", beside):
        return None
    truth = parts[0].number.value * before[0].number.value
    return claim.number.value if abs(truth - claim.number.value) <= truth / 20 else rounded(truth, 0)
