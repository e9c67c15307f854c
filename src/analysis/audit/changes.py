"""A stated change against its two ends: "fell by 295 from 1,678 to 1,393", "502 to 476, 8.2%"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.numbers import Number
from analysis.audit.pairs import BACK, ONWARD, Pair, alike, by_sentence, nearest, plain_pairs, segment_of, sort_of
from analysis.audit.said_changes import bare_of, changed, is_change, of_its_own, only_says_the_change
from analysis.audit.verdicts import Verdict

YEARLY = re.compile(r"\s*(?:a|per|each|every) (?:year|month|quarter)|\s*annually|\s*year[- ]on[- ]year", re.IGNORECASE)
# A change is that between two numbers if these words join them, or if they stand by themselves in its sentence.
JOINED = re.compile(
    r"\bto\b|\bfrom\b|\bbecame\b|\bagainst\b|\bcompared\b|\bdown on\b|\bup on\b|\bbetween\b", re.IGNORECASE
)
NET = re.compile(r"\bnet (?:\w+ )?(?:of )?$", re.IGNORECASE)
EACH = re.compile(r"\brespectively\b", re.IGNORECASE)
LOOSE = Decimal(3)  # points that "a third" may be off
Agreed = Callable[[Claim], bool]


def nobody(_: Claim) -> bool:
    """Nothing is known to be published."""
    return False


def change_checks(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Sentences with two ends of a change, and a step or a percentage that is not theirs.

    Where the change and one end are what is published (`agreed`), the other end is the one that does not fit.
    """
    sentences = list(by_sentence(claims))
    for at, sentence in enumerate(sentences):
        yield from _in_sentence(sentence, agreed)
        before = sentences[at - 1] if at else []
        if before and before[0].passage is sentence[0].passage and only_says_the_change(sentence):
            levels = [one for one in before if one.role in ("level", "before")]
            pairs = plain_pairs(levels)
            if len(pairs) == 1 and len(levels) == 2 and not any(is_change(one) for one in before):
                yield from _step(replace(sentence[0], role="change"), pairs[0], agreed)


def _in_sentence(sentence: list[Claim], agreed: Agreed) -> Iterator[Verdict]:
    text = sentence[0].sentence
    stated = [one for one in sentence if is_change(one)]
    if EACH.search(text):
        return
    pairs = plain_pairs([one for one in sentence if one.role in ("level", "before") and one not in stated])
    bare = [one for one in sentence if one not in stated and bare_of(one, pairs)]
    made: list[tuple[Claim, Pair]] = []
    for change in (*stated, *bare):
        if YEARLY.match(text[change.number.end :]) and "year on year" not in text:
            continue
        pair = (ends_of(change, sentence) if change.role == "change" and changed(text) else None) or nearest(
            change, [one for one in pairs if _kinds_fit(change, one) and not _parted(change, one, sentence)]
        )
        pair = pair or (_flows(change, sentence) if NET.search(text[: change.number.start]) else None)
        if pair and change not in (pair.before, pair.after) and not of_its_own(change, pair):
            made.append((change, pair))
    for change, pair in made:
        rivals = [one for one, other in made if other.span == pair.span and one.kind == change.kind]
        if len(rivals) == 1:
            yield from _step(change, pair, agreed, likely=change in bare or change.role != "change")


def _flows(change: Claim, sentence: list[Claim]) -> Pair | None:
    """What came and what went, the only two counts of the clause before "net"."""
    ends = [
        one
        for one in sentence
        if one is not change and one.kind == change.kind and segment_of(one) == segment_of(change)
    ]
    flows = len(ends) == 2 and all(one.number.end <= change.number.start for one in ends)
    return Pair(*ends) if flows else None


def ends_of(change: Claim, sentence: list[Claim]) -> Pair | None:
    """The one pair of numbers of a kind that a change of its sentence can be between."""
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
        return Pair(first, last)
    text = change.sentence
    between = text[first.number.end : last.number.start]
    joined = JOINED.search(between) or {"before", "level"} == {first.role, last.role}
    timed = first.days != last.days and bool(first.days or last.days) and first.dated | last.dated
    if not (alike(first, last) and first.measure == last.measure) or not (joined or timed):
        return None
    turned = BACK.search(between) and not ONWARD.search(between)
    back = first.role != "before" and bool(last.role == "before" or turned)
    return Pair(last, first) if back or _earlier(last, first) else Pair(first, last)


def _kinds(change: Claim) -> tuple[str, ...]:
    if change.kind in ("money", "points"):
        return ("money",) if change.kind == "money" else ("percent",)
    return ("count", "rate", "money", "percent")


def _kinds_fit(change: Claim, pair: Pair) -> bool:
    """Whether a change is of the kind of its ends, or puts it into percent or points."""
    sort = sort_of(pair.before)
    if change.kind in ("percent", "fraction"):
        return True
    if change.kind == "points":
        return sort == "percent"
    if change.kind == "money":
        return sort == "money"
    return change.kind == "count" and sort not in ("money", "percent")


def _parted(change: Claim, pair: Pair, sentence: list[Claim]) -> bool:
    """Whether another number of the pair's kind stands between it and the change."""
    low, high = sorted([change.number.start, *pair.span])[::2]
    between = [one for one in sentence if one not in (change, pair.before, pair.after) and not is_change(one)]
    return any(low < one.number.start < high and sort_of(one) == sort_of(pair.before) for one in between)


def _earlier(one: Claim, other: Claim) -> bool:
    """Whether a number is of an earlier day than another that stands before it."""
    return bool(one.days and (not other.days or one.days[0].day < other.days[0].day)) and one.role != "before"


def _step(change: Claim, pair: Pair, agreed: Agreed, likely: bool = False) -> Iterator[Verdict]:
    """The verdict on a change that is not that of its ends; `likely` asks that it be near it, to be one at all."""
    said, before, after = change.number, pair.before, pair.after
    truths = _truths(change, before, after)
    if not truths or before.number.hedge or after.number.hedge:
        return
    value = abs(said.value) * 100 if said.kind == "fraction" else abs(said.value)
    nearest_truth = min((truth for truth, _, _ in truths), key=lambda truth: abs(truth - value))
    if _hedged_fairly(said, value, nearest_truth):
        return
    if likely and not nearest_truth / 3 <= value <= nearest_truth * 3:
        return
    if any(abs(value - truth) <= slack for truth, slack, _ in truths):
        return
    odd = [one for one in (before, after) if not agreed(one)]
    if len(odd) == 1 and change.kind == before.kind and agreed(change):
        other = after if odd[0] is before else before
        why = f"With {other.number.text} and a change of {said.text}, {odd[0].number.text} cannot be the other end."
        yield Verdict(odd[0], "arithmetic", why, "", "the sentence itself")
        return
    truth, _, unit = truths[0]
    shown = f"{rounded(truth, said.decimals):,f}{unit}"
    why = f"From {before.number.text} to {after.number.text} is {shown}, not {said.text}."
    yield Verdict(change, "arithmetic", why, shown, "the sentence itself", shown)


def _hedged_fairly(said: Number, value: Decimal, truth: Decimal) -> bool:
    """Whether "more than 30%" of 34% is fair: a hedge to one side may leave more than "about" does."""
    apart = abs(value - truth)
    sided = (said.hedge == "over" and value <= truth) or (said.hedge == "under" and value >= truth)
    return bool(said.hedge) and apart <= truth / (4 if sided and not said.near else 10)


def _truths(change: Claim, before: Claim, after: Claim) -> list[tuple[Decimal, Decimal, str]]:
    """(value, slack, unit) of what the change may be said to be: percentages of percentages in points or relative."""
    first, last, said = before.number.value, after.number.value, change.number
    if not first:
        return []
    step, relative = abs(last - first), abs(last - first) / first * 100
    last_digit = Decimal(1).scaleb(-said.decimals)
    exact = last_digit / 2 if said.decimals else Decimal(0)
    unrounded = sum(_half(one) for one in (before, after) if sort_of(one) != "count")
    if said.kind == "fraction":
        return [(relative, LOOSE, "%")]
    if said.kind == "percent":
        points = [(step, last_digit + unrounded, " points")] if before.kind == "percent" else []
        return [*points, (relative, last_digit + unrounded / first * 100, "%")]
    if before.kind == "money" != said.kind:
        return []
    exact += unrounded if before.number.decimals or after.number.decimals else 0
    return [(step, exact, " points" if said.kind == "points" else "")]


def _half(claim: Claim) -> Decimal:
    """How far a number may be from what it was before it was rounded; money and counts are taken as they stand."""
    return Decimal(1).scaleb(-claim.number.decimals) / 2 if sort_of(claim) in ("rate", "percent") else Decimal(0)
