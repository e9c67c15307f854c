"""One quantity that a draft gives two values."""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.audit.ages import EVERYBODY, ages_of
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.verdicts import Verdict

BEFORE = re.compile(r"(?:compared (?:to|with)|from|previously|was|in (?:19|20)\d\d)\s+(?:the )?$", re.IGNORECASE)
SOME = re.compile(r"\b(?:some|least|most|varies|wards?|areas|where|only)\b", re.IGNORECASE)
POPULATION = re.compile(r"population|residents?|people (?:in|of|living)|inhabitants|borough", re.IGNORECASE)
FEWEST, TWICE = 12, 2
UNFIT = ("money", "ratio", "fraction", "points")


def twice_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """The same quantity of the same day given two values: the later is held against the first."""
    first: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = _quantity(claim)
        if key is None:
            continue
        other = first.setdefault(key, claim)
        if other.sentence == claim.sentence or (claim.passage.table and other.passage.table == claim.passage.table):
            continue  # two numbers of one sentence, or of one table, are seldom meant for one thing
        if claim.kind != "rank" and not _alike(other, claim):
            continue
        if other.number.value != claim.number.value and not _same_rounded(other, claim):
            why = f"{other.passage.where} gives {other.number.text} for the same thing."
            yield Verdict(claim, "inconsistent", why, other.number.text, other.passage.where)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two numbers are near enough to be one thing said twice, and no small numbers, which are of anything."""
    small, large = sorted((one.number.value, other.number.value))
    return small * TWICE >= large and (one.kind != "count" or small >= FEWEST)


def with_counts(claims: list[Claim]) -> list[Claim]:
    """The claims, each rate beside the counts that the draft gives for the same thing."""
    counts: dict[str, list[str]] = {}
    for claim in claims:
        if claim.kind == "count" and claim.clear and not claim.groups and claim.areas == (LOCAL,):
            counts.setdefault(claim.indicators[0], []).append(str(int(claim.number.value)))
    rates = [claim.measure == "rate" and bool(claim.indicators) and claim.areas == (LOCAL,) for claim in claims]
    return [_beside(claim, counts) if rate else claim for claim, rate in zip(claims, rates, strict=True)]


def _beside(claim: Claim, counts: dict[str, list[str]]) -> Claim:
    own = dict.fromkeys(counts.get(claim.indicators[0], []))
    return replace(claim, context={**claim.context, "counts": " ".join(own)})


def _quantity(claim: Claim) -> tuple[object, ...] | None:
    """What a claim is of, if that is said clearly enough to be compared with another."""
    if claim.role != "level" or claim.number.hedge or claim.kind in UNFIT:
        return None
    if claim.kind == "rank":  # "52nd in England" is of the area all the same
        now = claim.topic and LOCAL in claim.areas and not BEFORE.search(claim.sentence[: claim.number.start])
        return (claim.topic, "rank") if now else None
    if len(claim.areas) != 1:
        return None
    if claim.kind == "percent" and not claim.indicators:
        return _aged(claim)
    if claim.clear and not claim.label and len(claim.indicators) == 1:
        days = tuple(sorted({one.day for one in claim.days})) or ("closing",)
        kind = "rate" if claim.kind == "count" and claim.number.decimals else claim.kind
        return (claim.indicators[0], claim.areas[0], claim.groups, kind, days)
    return None


def _aged(claim: Claim) -> tuple[object, ...] | None:
    """The share of the area's people who are of some ages, where that is not of a part of it."""
    near = claim.sentence[max(0, claim.number.start - 40) : claim.number.end + 60]
    ages = ages_of(claim)
    if (
        not ages
        or ages == EVERYBODY
        or claim.areas != (LOCAL,)
        or SOME.search(near)
        or not POPULATION.search(claim.sentence)
    ):
        return None
    return ("aged", ages, claim.number.decimals)


def _same_rounded(one: Claim, two: Claim) -> bool:
    """Whether one is the other, printed to fewer places."""
    fewer = min(one.number.decimals, two.number.decimals)
    apart = one.number.decimals != two.number.decimals
    return apart and rounded(one.number.value, fewer) == rounded(two.number.value, fewer)
