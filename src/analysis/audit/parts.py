"""Shares against counts: "141 of 396 (33%)", in one sentence or over the whole draft."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.pairs import by_sentence
from analysis.audit.rows import CHANGE
from analysis.audit.totals import column_of
from analysis.audit.verdicts import Verdict
from analysis.audit.whose import of_population

COUNTED = r"(?:children|young people|plans?|cases?|of them|referrals?|pupils?|people|conferences?|reviews?"
COUNTED += r"|assessments?|\w+ing|\w+ed)"
OF = re.compile(
    rf"\s*(?:\(?{COUNTED}\)? ){{0,3}}(?:out )?of (?:the |a total of |all |our |these |those )?(?:\w+ )?$", re.IGNORECASE
)
# What may stand between counts and the percentage that they come to, and after it.
PUTS = re.compile(
    r"[,:;(–-]\s*(?:(?:that|this|which) (?:is|was|makes|comes to|gives|equals)|i\.?e\.?,?|or|making|equal to"
    r"|equivalent to|giving"
    r"|(?:a|an) (?:\w+ )?(?:response|share|rate|proportion|return|take-up|success|pass|completion"
    r"|attendance)(?: rate)?(?: of)?)?\s*"
    r"(?:only |just |about |some |around )?(?:a (?:total|share|rate) of )?",
    re.IGNORECASE,
)
FRACTION = re.compile(r"(\d+) (?:in|out of) (\d+)")
ENDS = re.compile(r"\s*(?:[.,;)]|$| of the (?:total|whole)\b|\) )", re.IGNORECASE)
TOGETHER = re.compile(r"\b(?:together|combined|between them|both)\W*(?:are|were|make|make up)?\W*$", re.IGNORECASE)
BESIDE = 40  # characters between a share and the counts that it is of
FEWEST_ROWS = 3
FEW = 5  # how far off it may be whatever that is in times
NEAR = (Decimal("0.5"), Decimal(2))  # times what it should be that a share may be, to be meant for it
FEWEST = 10  # of a whole that is worth asking


def part_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Shares that are not of the counts beside them, nor of the counts that the draft gives elsewhere."""
    for sentence in by_sentence(claims):
        for share in (one for one in sentence if one.kind in ("percent", "fraction") and one.role == "level"):
            yield from _in_sentence(share, sentence)
    for claim in claims:
        plain = claim.kind == "percent" and claim.role == "level" and claim.indicators and not claim.number.hedge
        if plain and not of_population(claim):
            yield from _in_draft(claim, claims) if claim.areas == (LOCAL,) else ()


def _in_sentence(share: Claim, sentence: list[Claim]) -> Iterator[Verdict]:
    if of_population(share):
        return
    value = share.number.value * (100 if share.kind == "fraction" else 1)
    said = [*_part_and_whole(share, sentence), *_in_apposition(share, sentence)]
    slack = Decimal(4) if share.kind == "fraction" else Decimal(1).scaleb(-share.number.decimals)
    slack = max(slack, Decimal("2.5")) if share.number.hedge else slack
    if any(abs(part * 100 / whole - value) <= slack for part, whole in said):
        return
    said = [(part, whole) for part, whole in said if not _given_by_another(share, sentence, part * 100 / whole)]
    for part, whole in [(part, whole) for part, whole in said if near(value, part * 100 / whole)][:1]:
        shown = f"{rounded(part * 100 / whole, 1)}%"
        why = f"{part:,f} of {whole:,f} is {shown}, not {share.number.text}."
        yield Verdict(share, "arithmetic", why, shown, "the sentence itself", shown)


def _given_by_another(share: Claim, sentence: list[Claim], truth: Decimal) -> bool:
    """Whether another percentage of the sentence is what two counts come to: "69.3% (312 of 450), from 81.5%"."""
    others = [one.number for one in sentence if one.kind == "percent" and one is not share]
    return any(abs(one.value - truth) <= Decimal(1).scaleb(-one.decimals) for one in others)


def near(said: Decimal, truth: Decimal) -> bool:
    """Whether a number is near enough to what it should be, to be meant for it."""
    return bool(truth) and (NEAR[0] <= said / truth <= NEAR[1] or abs(said - truth) <= FEW)


def _part_and_whole(share: Claim, sentence: list[Claim]) -> Iterator[tuple[Decimal, Decimal]]:
    """Two counts of a sentence of which one is said to be "of" the other, beside the share."""
    counts = [one for one in sentence if one.kind == "count" and one.role != "change" and not one.number.hedge]
    for one, two in pairwise(counts):
        between = share.sentence[one.number.end : two.number.start]
        apart = min(abs(share.number.start - two.number.end), abs(one.number.start - share.number.end))
        first, last = sorted(((share.number.start, share.number.end), (one.number.start, two.number.end)))
        joined = not re.search(r"\b(?:and|but|while|whereas)\b|;", share.sentence[first[1] : last[0]])
        if joined and OF.fullmatch(between) and one.number.value < two.number.value and apart < BESIDE:
            yield one.number.value, two.number.value


def _in_apposition(share: Claim, sentence: list[Claim]) -> Iterator[tuple[Decimal, Decimal]]:
    """The two counts before a share that only puts them into percent: "14 were asked and 11 answered, that is 79%"."""
    text, start = share.sentence, share.number.start
    lead = re.search(r"[,:;(–-]\s*[^,:;(–]*$", text[:start])
    if not lead or not PUTS.fullmatch(lead[0]) or not ENDS.match(text[share.number.end :]):
        return
    parted = [FRACTION.fullmatch(one.number.text) for one in sentence if one.kind == "fraction" and one is not share]
    if len(parted) == 1 and parted[0] and not any(one.kind == "count" for one in sentence):
        yield Decimal(parted[0][1]), Decimal(parted[0][2])
        return
    counts = [one for one in sentence if one.kind == "count" and one.number.end <= start]
    counts = [one for one in counts if one.measure != "rate" and not one.number.decimals][-2:]
    elsewhere = any(one.areas != share.areas for one in counts)
    if len(counts) == 2 and not elsewhere and all(one.role == "level" and not one.number.hedge for one in counts):
        low, high = sorted(one.number.value for one in counts)
        apart = text[counts[0].number.end : counts[1].number.start]
        own = any(one.kind == "percent" and counts[0].number.end <= one.number.start < counts[1].number.start
                  for one in sentence)  # fmt: skip
        if low < high and not own and not re.search(r"\b(?:to|from|became|compared|against|than)\b", apart):
            yield low, high


def _in_draft(share: Claim, claims: list[Claim]) -> Iterator[Verdict]:
    """A share against the draft's own count of the group and its own wholes; else whether any count can give it."""
    if TOGETHER.search(share.sentence[: share.number.start]) or CHANGE.search(share.context.get("column", "")):
        return
    wholes = [one for one in claims if _is_whole(one, share)]
    if _given_beside(share, claims):
        return
    for part in claims:
        if share.groups and _is_part(part, share):
            known = [*_sum_of_column(part, claims), *(one.number.value for one in wholes if one.number.value)]
            truths = [part.number.value * 100 / whole for whole in known if whole]
            off = all(abs(truth - share.number.value) > 1 for truth in truths)
            if truths and off and any(near(share.number.value, one) for one in truths):
                nearest = min(known, key=lambda whole: abs(part.number.value * 100 / whole - share.number.value))
                yield _against_part(share, part, nearest)
                return
    if share.label and not share.groups and share.number.decimals:
        yield from _whole_number(share, list(dict.fromkeys(one.number.value for one in wholes)))


def _given_beside(share: Claim, claims: list[Claim]) -> bool:
    """Whether two counts of a share's own sentence come to it, whatever else the draft counts."""
    counts = [one.number.value for one in claims if one.sentence == share.sentence and one.kind == "count"]
    digit = Decimal(1).scaleb(-share.number.decimals)
    return any(
        whole >= FEWEST and part < whole and abs(part * 100 / whole - share.number.value) <= digit
        for part in counts
        for whole in counts
    )


def _is_whole(claim: Claim, share: Claim) -> bool:
    """Whether a claim is a count of all that a share is of, on the same day as far as the text says."""
    whole = not claim.number.hedge and not claim.number.decimals and claim.measure == "count"
    counts = claim.kind == "count" and claim.role == "level" and claim.clear and whole
    counts = (
        counts and not claim.groups and not claim.label and claim.areas == (LOCAL,) and claim.number.value >= FEWEST
    )
    return counts and claim.indicators[0] == share.indicators[0] and _one_time(claim, share)


def _is_part(claim: Claim, share: Claim) -> bool:
    counts = claim.kind == "count" and claim.role == "level" and not claim.number.hedge and bool(claim.indicators)
    same = claim.groups == share.groups and share.indicators[0] in claim.indicators
    return counts and same and claim.areas == (LOCAL,) and _one_time(claim, share)


def _one_time(one: Claim, other: Claim) -> bool:
    mine, theirs = {each.day for each in one.days}, {each.day for each in other.days}
    return not mine or not theirs or bool(mine & theirs)


def _sum_of_column(part: Claim, claims: list[Claim]) -> list[Decimal]:
    """What the column of a table adds up to, without its totals."""
    rows = [one for one in column_of(claims, part) if one.context.get("total") != "yes" and one.kind == "count"]
    return [sum((one.number.value for one in rows), Decimal(0))] if len(rows) >= FEWEST_ROWS else []


def _against_part(share: Claim, part: Claim, whole: Decimal) -> Verdict:
    shown = f"{rounded(part.number.value * 100 / whole, 1)}%"
    said = f"{part.number.text} of {whole:,f} ({part.passage.where})"
    why = f"The draft itself has {said}, which is {shown}, not {share.number.text}."
    return Verdict(share, "arithmetic", why, shown, part.passage.where, shown)


def _whole_number(share: Claim, wholes: list[Decimal]) -> Iterator[Verdict]:
    """GRIM (Brown and Heathers, 2017): whether some whole number of a stated whole is the percentage."""
    bad = [whole for whole in wholes if share.number.value not in _nearest(share, whole)]
    good = [whole for whole in wholes if whole not in bad]
    if bad:
        steps = ", ".join(f"{one}%" for one in _nearest(share, bad[0]))
        why = f"No whole number of {bad[0]:,f} is {share.number.text}: the nearest are {steps}."
        if good:
            count = (share.number.value * good[0] / 100).quantize(Decimal(1))
            why += f" Of {good[0]:,f}, which the draft gives too, {count:,f} would be."
        yield Verdict(share, "inconsistent" if good else "arithmetic", why, "", "the draft itself")


def _nearest(share: Claim, whole: Decimal) -> list[Decimal]:
    """The percentages that the whole numbers around a share give, to its decimals."""
    near = (share.number.value * whole / 100).quantize(Decimal(1))
    return [rounded((near + step) * 100 / whole, share.number.decimals) for step in (-1, 0, 1)]
