"""Totals against the parts that the text lists for them: "sources of the 224 concerns: schools 96, health 58, …"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from analysis.audit.amounts import Amount, amount_of, sort_of, swapped
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.listed import AFTER_LIST, LAST
from analysis.audit.pairs import by_sentence
from analysis.audit.relation_words import any_of, word_of
from analysis.audit.said_apart import says_apart
from analysis.audit.spans import noun_of
from analysis.audit.verdicts import Verdict

LEAD = re.compile(rf"{any_of('total', 'before')}[^,;.\d£]{{0,30}}$", re.IGNORECASE)
AFTER = re.compile(rf"\s*(?:million|m|k)?\s*(?:[a-z]+ )?{any_of('total', 'after')}", re.IGNORECASE)
OPENS = re.compile(r"[^:.;]{0,90}[:–—(][^:;\d£]{0,40}", re.IGNORECASE)
GAP = re.compile(r"[^,;&+]*?(?:,|;|\band\b|\+|&|\bplus\b|\))[^.;:]*", re.IGNORECASE)
SERIES = re.compile(
    r"\b(?:stage|level|tier|phase|step|year|grade|band|part|key stage|term|quarter|round|group)\s+$", re.IGNORECASE
)
NEAR = (Decimal("0.67"), Decimal("1.5"))
BETWEEN = 9  # words between two of a list
ENDS = re.compile(r"[^.;\d£%]{0,60}[.;)]|[^.;\d£%]{0,60}$")
NOT_ALL = re.compile(
    r"\b(?:main|top|most (?:common|frequent)|largest|chief|mainly|mostly|e\.g|for example|such as|include\w*|including"
    r"|some|among|at least|key|other categories|notably|leading|especially|peak|highest|per|average|rate|most|up to)\b",
    re.IGNORECASE,
)


def made_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Totals that the list before or behind them does not come to."""
    before: list[Claim] = []
    for sentence in by_sentence(claims):
        earlier = before if before and before[0].passage is sentence[0].passage else []
        sentence = [one for one in sentence if not _of_a_series(one)]
        for claim in sentence:
            if sort_of(claim) not in ("count", "money") or claim.role == "change" or claim.number.hedge:
                continue
            parts = _behind(claim, sentence) or _ahead(claim, sentence, earlier)
            if parts and not _fits(claim, parts) and not _of_another(parts, [*earlier, *sentence]):
                yield from _wrong(claim, parts)
        before = sentence


def _of_a_series(claim: Claim) -> bool:
    """Whether a number in letters names a stage, a level, a phase: "24 at stage one"."""
    return claim.number.words and bool(SERIES.search(claim.sentence[: claim.number.start]))


def _of_another(parts: list[Claim], near: list[Claim]) -> bool:
    """Whether the parts come to another number of the text: "26 of the 31 leavers gave reasons: 10, 9 and 7"."""
    total = sum((amount_of(one).value for one in parts), Decimal(0))
    return any(amount_of(one).value == total for one in near)


def _plain(one: Claim, claim: Claim) -> bool:
    same = sort_of(one) == sort_of(claim) and one.role in ("level", "before") and not one.number.hedge
    return same and not one.number.signed and not says_apart(one)


def _behind(claim: Claim, sentence: list[Claim]) -> list[Claim]:
    """The list that a number opens: "214 concerns: schools 96, health 58, police 41, others 19"."""
    text = claim.sentence
    rest = [one for one in sentence if one.number.start >= claim.number.end]
    if not rest or not OPENS.fullmatch(text[claim.number.end : rest[0].number.start]) or rest[0].kind != claim.kind:
        return []
    opening = text[claim.number.end : rest[0].number.start]
    if word_of("total", "apart").search(opening) or NOT_ALL.search(text):
        return []
    run = _run(rest, text)
    if len(run) < 2 + ("(" in opening) or not all(_plain(one, claim) for one in run) or not _last(run, text):
        return []
    return run if run[-1] is rest[-1] or ")" in text[run[-1].number.end :][:40] else []


def _last(run: list[Claim], text: str) -> bool:
    """Whether a list has an end: "and" before its last, or nothing but a stop behind it."""
    return bool(ENDS.match(text[run[-1].number.end :]))


def _run(numbers: list[Claim], text: str) -> list[Claim]:
    """The first of some numbers that stand in one list."""
    found = numbers[:1]
    for one, two in pairwise(numbers):
        between = re.sub(r"\bfrom (?=[a-z])", "", text[one.number.end : two.number.start])
        listed = GAP.fullmatch(between) and len(between.split()) <= BETWEEN
        if one.kind != two.kind or not listed or word_of("total", "apart").search(between):
            break
        found.append(two)
    return found


def _ahead(claim: Claim, sentence: list[Claim], earlier: list[Claim]) -> list[Claim]:
    """The list before a number that is said to be its total, in its sentence or the one before."""
    text, number = claim.sentence, claim.number
    lead, after = text[: number.start], text[number.end :]
    if not (LEAD.search(lead[-60:]) or AFTER.match(after)) or (AFTER_LIST.search(lead) and not LAST.match(after)):
        return []
    mine = [one for one in sentence if one.number.end <= number.start and one.kind == claim.kind]
    first = claim is sentence[0] or not mine
    pool = mine if not first else [one for one in earlier if one.kind == claim.kind]
    if len(pool) < 2 or (first and len(sentence) > 0 and any(one.number.end <= number.start for one in sentence)):
        return []
    source = pool[0].sentence
    if pool[0].number.words and pool[0].number.value == len(pool) - 1:  # "three boroughs, 14, 22 and 17"
        pool = pool[1:]
    run = _run(pool, source)
    return (
        run if len(run) == len(pool) and all(_plain(one, claim) for one in run) and not NOT_ALL.search(source) else []
    )


def _fits(claim: Claim, parts: list[Claim]) -> bool:
    """Whether some contiguous list of the parts comes to the total, within what rounding allows."""
    amounts, said = [amount_of(one) for one in parts], amount_of(claim)
    for start in range(len(amounts)):
        for end in range(start + 2, len(amounts) + 1):
            some = amounts[start:end]
            total = sum((one.value for one in some), Decimal(0))
            if abs(total - said.value) <= sum((one.blur for one in some), said.blur):
                return True
    return _of_other_things(claim, parts, amounts)


def _of_other_things(claim: Claim, parts: list[Claim], amounts: list[Amount]) -> bool:
    """Whether the list is of several things, or the total of another: places, hours, one person counted twice."""
    nouns = [noun_of(one)[-1:] for one in parts]
    named = {one for one in nouns if one}
    mine = noun_of(claim)[-1:]
    groups = {one.groups for one in parts}
    if len({one.areas for one in parts}) not in (1, len(parts)):
        return True
    if len({one.indicators[:1] for one in parts if one.indicators}) > 1:
        return True
    if amounts[0].sort == "money":
        return False
    breakdowns = {each.partition(":")[0] for group in groups for each in group}
    if len(breakdowns) > 1:
        return True
    by_sex = {each.partition(":")[0] for group in groups for each in group} == {"sex"}
    return by_sex or bool(mine and any(one != mine for one in named))


def _wrong(claim: Claim, parts: list[Claim]) -> Iterator[Verdict]:
    amounts, said = [amount_of(one) for one in parts], amount_of(claim)
    total = sum((one.value for one in amounts), Decimal(0))
    if not said.value or not (NEAR[0] <= said.value / total <= NEAR[1] or swapped(total, said.value)):
        return
    scale = said.value / abs(claim.number.value)
    shown = f"{rounded(total / scale, claim.number.decimals):,f}"
    why = f"{', '.join(one.number.text for one in parts)} add up to {shown}, not {claim.number.text}."
    yield Verdict(claim, "arithmetic", why, shown, "the text itself", shown)
