"""One quantity that a draft gives two values."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from analysis.audit.ages import EVERYBODY, ages_of
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.days import days
from analysis.audit.mentions import mentions
from analysis.audit.said_again import narrowed
from analysis.audit.verdicts import Verdict

BEFORE = re.compile(r"(?:compared (?:to|with)|from|previously|was|in (?:19|20)\d\d)\s+(?:the )?$", re.IGNORECASE)
THAT_DAY = re.compile(r"\b(?:on|at) (?:that|the same) (?:day|date|point|time)\b", re.IGNORECASE)
COMPARED = re.compile(r"\b(?:against|than|compared|from|to|of which|of these|up|down|national\w*)\b", re.IGNORECASE)
SOME = re.compile(r"\b(?:some|least|most|varies|wards?|areas|where|only)\b", re.IGNORECASE)
POPULATION = re.compile(r"population|residents?|people (?:in|of|living)|inhabitants|borough", re.IGNORECASE)
FEWEST, TWICE = 12, 2
EARLIER = re.compile(r"\b(?:(?:year|quarter|term) before|(?:last|previous) (?:year|quarter|term))\W*$", re.IGNORECASE)
UP = re.compile(r"(?<!made )(?<!make )(?<!makes )(?<!taken )(?<!took )(?<!took )\b(?:up|down)(?: by)? $", re.IGNORECASE)
_ANY = date(2000, 3, 31)  # a day to go by, where only its being named matters
UNFIT = ("money", "ratio", "fraction", "points")


def twice_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """The same quantity of the same day given two values: the later is held against the first."""
    first: dict[tuple[object, ...], Claim] = {}
    known: tuple[date, ...] = ()
    for claim in claims:
        key = _quantity(claim, known)
        known = tuple(sorted({one.day for one in claim.days})) or known
        if key is None:
            continue
        other = first.setdefault(key, claim)
        alone = other.sentence == claim.sentence and not _dated_twice(other, claim)
        if alone or (claim.passage.table and other.passage.table == claim.passage.table):
            continue  # two numbers of one sentence, or of one table, are seldom meant for one thing
        if other.passage.table and not claim.passage.table and not _named_here(claim):
            continue
        if claim.kind != "rank" and (not _alike(other, claim) or narrowed(other, claim)):
            continue
        if other.number.value != claim.number.value and not _same_rounded(other, claim):
            why = f"{other.passage.where} gives {other.number.text} for the same thing."
            yield Verdict(claim, "inconsistent", why, other.number.text, other.passage.where)


def _named_here(claim: Claim) -> bool:
    """Whether the text beside a table says itself what a number is of, and of no time before the table's."""
    named = any(one.kind in ("indicator", "weak") for one in mentions(claim.sentence))
    return named and not EARLIER.search(claim.sentence[: claim.number.start])


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


def _dated_twice(one: Claim, other: Claim) -> bool:
    """Whether a sentence names the day beside each of two numbers, so that both are of it and neither of a part."""
    named = [day.day for day in days(one.sentence, _ANY) if day.said]
    between = other.sentence[one.number.end : other.number.start]
    both = one.dated and other.dated and one.clear and other.clear and not COMPARED.search(between)
    return both and len(named) == 2 and len(set(named)) == 1


def _quantity(claim: Claim, before: tuple[date, ...] = ()) -> tuple[object, ...] | None:
    """What a claim is of, if that is said clearly enough to be compared with another."""
    if claim.role != "level" or claim.number.hedge or claim.kind in UNFIT:
        return None
    if any(one.kind == "part" for one in claim.days):
        return None  # one quarter and another
    if claim.kind == "rank":  # "52nd in England" is of the area all the same
        now = claim.topic and LOCAL in claim.areas and not BEFORE.search(claim.sentence[: claim.number.start])
        return (claim.topic, "rank") if now else None
    if len(claim.areas) != 1 or (claim.kind == "percent" and UP.search(claim.sentence[: claim.number.start])):
        return None
    if claim.kind == "percent" and not claim.indicators:
        return _aged(claim)
    if claim.clear and not claim.label and len(claim.indicators) == 1:
        when: tuple[object, ...] = tuple(sorted({one.day for one in claim.days}))
        when = when or (before if before and THAT_DAY.search(claim.sentence) else ("closing",))
        kind = "rate" if claim.kind == "count" and (claim.number.decimals or claim.measure == "rate") else claim.kind
        return (claim.indicators[0], claim.areas[0], claim.groups, kind, when)
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
    """Whether one is the other, printed to fewer places: rounded, or cut off."""
    fewer = min(one.number.decimals, two.number.decimals)
    apart = one.number.decimals != two.number.decimals
    return apart and abs(one.number.value - two.number.value) < Decimal(1).scaleb(-fewer)
