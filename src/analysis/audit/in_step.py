"""Numbers that go with others: "respectively", "130 or 33%", a list that follows a list."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.days import Day
from analysis.audit.mentions import Mention
from analysis.audit.readings import Read

LIST = re.compile(r"\s*(?:,|,? and|to|,? then|-|–)\s*", re.IGNORECASE)
TO = re.compile(r"\bto\b|[-–]", re.IGNORECASE)
AFTER = 30  # characters behind a number at which its place may be named
SIZE = 5  # times a number beyond which another is of something else


def carried_on(text: str, claims: list[Claim]) -> list[Claim]:
    """ "a fall of 130 or 33%": the second says the same change."""
    for at, (one, two) in enumerate(pairwise(claims)):
        between = text[one.number.end : two.number.start]
        if one.role == "change" and re.fullmatch(r",? ?(?:or|that is|\() ?", between) and two.role == "level":
            claims[at + 1] = replace(two, role="change", indicators=one.indicators, areas=one.areas, days=one.days)
    return claims


def told_apart(claims: list[Claim]) -> list[Claim]:
    """Of several numbers that would be of one thing those that no word of their own tells apart are not clear."""
    alike: dict[tuple[object, ...], list[Decimal]] = {}
    for claim in claims:
        alike.setdefault(_key(claim), []).append(claim.number.value)
    return [
        replace(claim, clear=False, sure=False) if claim.indicators and _taken_for(claim, alike[_key(claim)]) else claim
        for claim in claims
    ]


def _taken_for(claim: Claim, values: list[Decimal]) -> bool:
    """Whether another number of the sentence would be of the same thing, and is of its size."""
    mine = claim.number.value
    return any(one != mine and max(one, mine) <= SIZE * min(one, mine) for one in values)


def with_the_one_before(read: Read, claims: list[Claim]) -> list[Claim]:
    """ "England 81.4%, 83% a year earlier": a number with no more than a time of its own may be of the place before."""
    kept: list[Claim] = []
    for claim in claims:
        last = kept[-1] if kept else None
        timed = claim.days and not claim.days[0].said
        if last and timed and claim.areas == (LOCAL,) and last.areas != claim.areas and last.kind == claim.kind:
            named = any(
                one.kind == "area" and one.start >= last.number.end and one.start < claim.number.end + AFTER
                for one in read.said
            )
            claim = claim if named else replace(claim, areas=(*last.areas, LOCAL), clear=False, sure=False)
        kept.append(claim)
    return kept


def in_order(read: Read, claims: list[Claim]) -> list[Claim]:
    """ "(March 2024 then March 2023): CLA 86, 95; CPP 45.3, 69": of each pair the first goes with the first named."""
    areas: list[Mention | Day] = [one for one in read.said if one.kind == "area"]
    for things in (areas, list[Mention | Day](read.when)):
        for one, two in pairwise(things):
            joined = re.fullmatch(r"[\s,(]*(?:and )?then (?:for |at |in |our |the )*", read.text[one.end : two.start])
            after = [claim for claim in claims if claim.number.start >= two.end]
            pairs = [list(each) for _, each in groupby(after, lambda claim: claim.indicators[:1])]
            if not joined or len(after) != len(claims) or any(_not_two(pair) for pair in pairs):
                continue
            return [_of(claim, each) for pair in pairs for claim, each in zip(pair, (one, two), strict=True)]
    return claims


def days_in_order(read: Read, claims: list[Claim]) -> list[Claim]:
    """ "116, 125 and 148 in March 2021, 2022 and 2023", "from 733 to 652 between 2024 and 2025": each with its own."""
    when = list(read.when)
    if len(when) < 2 or len(claims) < len(when):
        return claims
    for at in range(len(claims) - len(when) + 1):
        run = claims[at : at + len(when)]
        listed = _listed(read.text, [(one.number.start, one.number.end) for one in run])
        whole = [*claims[max(0, at - 1) : at], *claims[at + len(when) :][:1]]
        joined = any(
            _listed(read.text, sorted([_span(one), _span(other)])) for one in whole for other in (run[0], run[-1])
        )
        each = _listed(read.text, [(one.start, one.end) for one in when]) and not TO.search(_between(read.text, when))
        if listed and each and not joined and run[-1].number.end < when[0].start:
            dated = [replace(one, days=(day,), dated=True, role="level") for one, day in zip(run, when, strict=True)]
            return [*claims[:at], *dated, *claims[at + len(when) :]]
    return claims


def _span(claim: Claim) -> tuple[int, int]:
    return claim.number.start, claim.number.end


def _between(text: str, when: list[Day]) -> str:
    """The words between the days of a list."""
    return " ".join(text[one.end : two.start] for one, two in pairwise(when))


def _listed(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether things stand in a list, with nothing between them but commas, "and" and "to"."""
    return all(LIST.fullmatch(text[one[1] : two[0]]) for one, two in pairwise(spans))


def _not_two(pair: list[Claim]) -> bool:
    return len(pair) != 2 or pair[0].kind != pair[1].kind


def _of(claim: Claim, thing: Mention | Day) -> Claim:
    if isinstance(thing, Day):
        return replace(claim, days=(thing,), dated=True, role="level")
    return replace(claim, areas=(thing.key,), role="level")


def _key(claim: Claim) -> tuple[object, ...]:
    days = tuple(one.day for one in claim.days)
    return claim.indicators[:1], claim.areas, claim.groups, claim.measure, claim.role, days


def in_step(claims: list[Claim], read: Read) -> list[Claim]:
    """Numbers without a word of their own, as many as in the sentence before: each goes with the one at its place."""
    before = read.before.claims
    nothing = not any(one.kind in ("indicator", "weak") for one in read.said)
    if (
        len(claims) < 2
        or len(before) != len(claims)
        or any(one.kind != two.kind for one, two in zip(claims, before, strict=True))
    ):
        return claims
    stepped = []
    for claim, model in zip(claims, before, strict=True):
        new = claim
        if nothing and model.indicators:
            new = replace(new, indicators=model.indicators, measure=model.measure)
        of_it = nothing or new.indicators[:1] == model.indicators[:1]
        if of_it and not any(one.kind == "area" for one in read.said):
            new = replace(new, areas=model.areas)
        if not read.when:
            new = replace(new, days=model.days)
        stepped.append(replace(new, clear=claim.clear and new.areas == claim.areas and new.days == claim.days))
    return stepped


def respectively(text: str, claims: list[Claim], said: Sequence[Mention]) -> list[Claim]:
    """ "on plans and in care, at 23% and 30% respectively": each of the two goes with what stands at its place."""
    before = [claim for claim in claims if claim.number.end <= text.lower().find("respectively")]
    pair = [claim for claim in before if claim.kind == before[-1].kind][-2:]
    if len(pair) < 2:
        return _two_and_two(text, claims, said)
    for kind in ("indicator", "area", "group"):
        named = [one.key for one in said if one.kind == kind and one.end <= pair[0].number.start][-2:]
        if len(set(named)) == 2:
            given = {claim.number.start: key for claim, key in zip(pair, named, strict=True)}
            return [_given(claim, kind, given.get(claim.number.start, "")) for claim in claims]
    return claims


def _two_and_two(text: str, claims: list[Claim], said: Sequence[Mention]) -> list[Claim]:
    """ "Barnsley and Wakefield had 366 and 692": two places, then two numbers, and nothing else."""
    places = [one for one in said if one.kind == "area"]
    if len(places) != 2 or len(claims) != 2 or places[1].end > claims[0].number.start:
        return claims
    joined = text[places[0].end : places[1].start], text[claims[0].number.end : claims[1].number.start]
    if any(one.strip() != "and" for one in joined):
        return claims
    return [_given(claim, "area", place.key) for claim, place in zip(claims, places, strict=True)]


def _given(claim: Claim, kind: str, key: str) -> Claim:
    """The claim with one thing of a kind, and no other."""
    if not key:
        return claim
    if kind == "indicator":
        return replace(claim, indicators=(key,))
    return replace(claim, areas=(key,)) if kind == "area" else replace(claim, groups=(key,))
