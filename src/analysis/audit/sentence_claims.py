"""The claims of one sentence: each number with what of the sentence belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.clauses import Placed, clauses, own, stretch_of
from analysis.audit.days import days
from analysis.audit.mentions import Mention, mentions, plain_words, words
from analysis.audit.numbers import Number, numbers
from analysis.audit.places import days_of, place_of
from analysis.audit.reading import Passage
from analysis.audit.readings import Context, Read, measure_of, of_what
from analysis.vocabulary.indicators import indicators

CHANGE_AFTER = re.compile(
    r"\s*(?!or )(?:\w+ )?(?:rise|increase|fall|reduction|decrease|drop|decline|growth|uplift|more|fewer|less|higher|lower)\b"
    r"(?! than (?:20|twenty) miles)|\s*(?:down|up) (?:on|from)\b",
    re.IGNORECASE,
)
CHANGE_BEFORE = re.compile(
    r"(?:increas\w*|reduc\w*|decreas\w*|ris\w*|rose|fell|fall\w*|dropp\w*|drop|declin\w*|grew|grow\w*|up|down|cut"
    r"|change\w*|improv\w*|went)"
    r"(?: \w+){0,2} (?:by|of)\s+(?:over |more than |about |around |nearly |almost |just |some )?(?:a )?$"
    r"|,\s*by $",
    re.IGNORECASE,
)
SET_AGAINST = re.compile(
    r"\b(?:against|compared (?:to|with)|versus|vs\.?|than|(?:above|below) the)\s+(?:the )?(?:about |around |just )?$", re.IGNORECASE
)
COUNTS = re.compile(
    r"\s*(?:[a-z-]+ ){0,2}?(children|young people|plans|referrals|conferences|assessments|enquiries)\b", re.IGNORECASE
)
GONE = re.compile(r"\b(?:have|has|had|were|was) (?:since |now )?(?:closed|stepped|transferred|moved)\b", re.IGNORECASE)
LEAVES = re.compile(r"\b(?:leaving|leaves?|left with)\s+(?:just |only |exactly |about )?(?:the |a )?$", re.IGNORECASE)
PARTS = re.compile(r"\b(?:of wh(?:ich|om)|of these|of them|including|comprising|among them)\b[^0-9,;]*$", re.IGNORECASE)
OF_A_WHOLE = re.compile(r"^\W*of (?:the |our |these |those |all )*[\d,]+\b[^.;]*,", re.IGNORECASE)
BY = re.compile(r"\b(?:or )?by (?:about |around |nearly |just )?$", re.IGNORECASE)
CHANGED = re.compile(r"\b(?:increas|reduc|decreas|ris|rose|fell|fall|dropp|declin|gr[eo]w)", re.IGNORECASE)
FROM = re.compile(
    r"\bfrom\s+(?:a (?:high|low|peak) of |around |about |over |nearly |just |some )?$|\b(?:up|down) from\s+$",
    re.IGNORECASE,
)
NAMED = (1, 2, 3, 10, 12, 15, 20, 45, 47)  # numbers that indicators are called by
BRACKETS = re.compile(r"^[^.;,]{0,40}\($")  # "53.1% of plans (210 of 395)"
WHOLE = re.compile(r"\bof (?:the |our |all |these |its |those |a total of )?$", re.IGNORECASE)
# What is hoped for, or put for example, is no statement of what is.
UNREAL = re.compile(
    r"\b(?:target|ceiling|ambition|project(?:ed|ion)s?|forecasts?|assumes?|assumption|expects? (?:between|to|that)"
    r"|aim(?:s|ing)? (?:to|for)|for example|agreed maximum|suppose|will (?:be|have|fall|rise)|by (?:\w+ )?20(?:2[7-9]|[3-9]\d))\b"
    r"|^\s*if\b",
    re.IGNORECASE,
)


def sentence_claims(passage: Passage, text: str, closing: date, before: Context) -> list[Claim]:
    """The claims of one sentence. `before` is the sentence before it."""
    found = numbers(text)
    said, when = mentions(text), days(text, closing)
    claiming = [one for one in found if not one.idle and not _of_a_name(one, said)]
    if not claiming:
        return []
    read = Read(text, claiming, said, when, clauses(text, claiming, [*said, *found]), before, closing)
    made = [_claim(read, one, passage) for one in claiming]
    return _in_step(_respectively(text, _carried_on(text, made), said), read)


def _of_a_name(number: Number, said: Sequence[Mention]) -> bool:
    """Whether a number is part of what something is called: "16 or over", "three or more placements"."""
    inside = [one for one in said if one.start <= number.start and number.end <= one.end]
    return any(one.kind == "group" or (one.kind == "indicator" and number.value in NAMED) for one in inside)


def _claim(read: Read, number: Number, passage: Passage) -> Claim:
    role = _role(read.text, number)
    names, named = of_what(read, number, role == "change")
    areas, sure_place = place_of(read, number)
    when, dated, sure_day = days_of(read, number)
    here = read.nearest(number, "area", shared=False)
    if role == "level" and not dated and areas == [LOCAL] and not here and SET_AGAINST.search(read.text[: number.start]):
        role = "before"  # "265 against 395": of an earlier day, where no other place is named
    strange = _strange_around(read, number, names)
    labels = [one.key for one in read.nearest(number, "label")] or [one.key for one in read.said if one.kind == "label"]
    topics = [one.key for one in read.nearest(number, "topic")]
    groups = _groups(read, number)
    strange += [one for one in groups if not _fitting(one, names)]
    return Claim(
        id="",
        passage=passage,
        sentence=read.text,
        number=number,
        indicators=tuple(names),
        areas=tuple(areas),
        days=tuple(when),
        groups=tuple(dict.fromkeys(groups[:1])),
        label=labels[0] if labels else "",
        topic=topics[0] if topics and not (names and named) else "",
        role=role,
        measure=measure_of(read, number, names),
        dated=dated,
        clear=named and sure_place and sure_day and not strange,
        strange=tuple(strange),
    )


def _groups(read: Read, number: Number) -> list[str]:
    """The groups that a number counts; none for the whole that they are of: "126 of 265"."""
    if number.kind in ("money", "rate", "ratio", "rank"):
        return []
    before = [one for one in read.claiming if one.end <= number.start]
    if before and number.kind == "count" and WHOLE.search(read.text[before[-1].end : number.start]):
        return []
    if before and BRACKETS.search(read.text[before[-1].end : number.start]):
        return _groups(read, before[-1])
    groups = [one for one in read.said if one.kind == "group" and not _apart(read, number, one)]
    bracketed = [one for one in read.claiming if read.text[: one.start].rstrip("£ ").endswith("(")]
    others = [one for one in read.claiming if one not in bracketed]
    found = own(number, groups, read.stretches, others, shared=False)
    found = found or (own(number, groups, read.stretches, others) if read.bare(number) else [])
    start, end = stretch_of(number, read.stretches)
    keys = [one.key for one in found if one.start < end or read.bare(number)]
    latest = re.search(r"\blatest\b", read.text[start:end], re.IGNORECASE)
    return [key.replace("_initial:", "_latest:") for key in keys] if latest else keys


def _fitting(group: str, names: Sequence[str]) -> bool:
    """Whether a group can be one of what a number counts: the police of referrals, a placement of care."""
    whole = words()["fits"].get(group.partition(":")[0])
    return not whole or not names or any(name.startswith(tuple(whole)) for name in names)


def _apart(read: Read, number: Number, group: Mention) -> bool:
    """Whether a group that stands after a number stands in another clause, or does something else there."""
    if group.key.startswith("referral_source") and group.start > number.end:
        return not re.search(r"\b(?:by|from|were)\s+(?:the )?$", read.text[: group.start])
    return group.start > number.end and bool(re.search(r"[,;:.]", read.text[number.end : group.start]))


def _role(text: str, number: Number) -> str:
    if (
        number.signed
        or (number.kind == "points" and bool(CHANGED.search(text)))
        or CHANGE_BEFORE.search(text[: number.start])
        or (BY.search(text[: number.start]) and CHANGED.search(text))
        or (number.kind in ("percent", "points", "count", "fraction") and CHANGE_AFTER.match(text[number.end :]))
    ):
        return "change"
    first = re.match(r"\s+to\s+£?\d", text[number.end :]) and re.search(r"[-–(]\s*$", text[: number.start])
    if LEAVES.search(text[: number.start]):
        return "rest"
    became = re.match(r"\s+(?:became|has become|turned into)\b", text[number.end :])
    return "before" if FROM.search(text[: number.start]) or first or became else "level"


def _carried_on(text: str, claims: list[Claim]) -> list[Claim]:
    """ "a fall of 130 or 33%": the second says the same change."""
    for at, (one, two) in enumerate(pairwise(claims)):
        between = text[one.number.end : two.number.start]
        if one.role == "change" and re.fullmatch(r",? ?(?:or|that is|\() ?", between) and two.role == "level":
            claims[at + 1] = replace(two, role="change", indicators=one.indicators, areas=one.areas, days=one.days)
    return claims


def _in_step(claims: list[Claim], read: Read) -> list[Claim]:
    """Numbers without a word of their own, as many as in the sentence before: each goes with the one at its place."""
    before = read.before.claims
    nothing = not any(one.kind in ("indicator", "weak") for one in read.said)
    if len(claims) < 2 or len(before) != len(claims) or any(one.kind != two.kind for one, two in zip(claims, before, strict=True)):
        return claims
    stepped = []
    for claim, model in zip(claims, before, strict=True):
        new = claim
        if nothing and model.indicators:
            new = replace(new, indicators=model.indicators, measure=model.measure)
        if not any(one.kind == "area" for one in read.said):
            new = replace(new, areas=model.areas)
        if not read.when:
            new = replace(new, days=model.days)
        stepped.append(replace(new, clear=claim.clear and new.areas == claim.areas and new.days == claim.days))
    return stepped


def _respectively(text: str, claims: list[Claim], said: Sequence[Mention]) -> list[Claim]:
    """ "on plans and in care, at 23% and 30% respectively": each of the two goes with what stands at its place."""
    before = [claim for claim in claims if claim.number.end <= text.lower().find("respectively")]
    pair = [claim for claim in before if claim.kind == before[-1].kind][-2:]
    if len(pair) < 2:
        return claims
    for kind in ("indicator", "area", "group"):
        named = [one.key for one in said if one.kind == kind and one.end <= pair[0].number.start][-2:]
        if len(set(named)) == 2:
            given = {claim.number.start: key for claim, key in zip(pair, named, strict=True)}
            return [_given(claim, kind, given.get(claim.number.start, "")) for claim in claims]
    return claims


def _given(claim: Claim, kind: str, key: str) -> Claim:
    """The claim with one thing of a kind, and no other."""
    if not key:
        return claim
    if kind == "indicator":
        return replace(claim, indicators=(key,))
    return replace(claim, areas=(key,)) if kind == "area" else replace(claim, groups=(key,))


def _strange_around(read: Read, number: Number, names: list[str]) -> list[str]:
    """The words that may narrow a number down: in its stretch, and in the one that names what it counts."""
    spans = {stretch_of(number, read.stretches)}
    kinds = [one for one in read.nearest(number, "indicator", "weak") if one.key in names]
    spans |= {stretch_of(one, read.stretches) for one in kinds[:1]}
    spans |= {before for before, here in pairwise(read.stretches) if here in spans and _bare(read.text, here, number)}
    known: list[Placed] = [*read.said, *read.when, *numbers(read.text)]
    found = [word for span in sorted(spans) for word in _strange(read.text, span, known)]
    found += _of_a_part(read, number)
    noun = COUNTS.match(read.text[number.end :])
    if noun and number.kind == "count" and names and not _counted_so(noun[1].lower(), names):
        found.append(noun[1])
    gone = GONE.search(read.part(number))
    found += [gone[0]] if gone else []
    hoped = UNREAL.search(read.text)
    return [*found, hoped[0]] if hoped else found


def _counted_so(noun: str, names: list[str]) -> bool:
    """Whether what a number counts by its noun can be what the indicators count: children are on plans, not referrals."""
    known = [indicators()[name].counts for name in names if name in indicators()]
    people = noun in ("children", "young people")
    return not known or any(one == noun or (people and one in ("children", "plans", "episodes")) or
                            (noun == "plans" and one == "children") for one in known)  # fmt: skip


def _of_a_part(read: Read, number: Number) -> list[str]:
    """What says that a count is of a part of what was counted before: "of whom 31", "of 40 children, 31"."""
    if number.kind != "count" or _groups(read, number):
        return []
    if not read.bare(number) and read.nearest(number, "indicator"):
        return []
    first = read.claiming[0] is number
    part = PARTS.search(read.text[: number.start])
    opening = OF_A_WHOLE.match(read.text[: number.start]) if not first else None
    found = part or opening
    return [found[0].split()[0].lower()] if found else []


def _bare(text: str, span: tuple[int, int], number: Number) -> bool:
    """Whether a stretch holds nothing but a number and the word that joins it on: "to 274"."""
    rest = text[span[0] : number.start] + text[number.end : span[1]]
    return span[0] <= number.start < span[1] and not re.sub(
        r"\b(?:to|and|or|from|with|a|the)\b|\W", "", rest, flags=re.IGNORECASE
    )


def _strange(text: str, span: tuple[int, int], known: Sequence[Placed]) -> list[str]:
    """The words of a stretch that may narrow down whom a number counts."""
    taken = [(one.start, one.end) for one in known]
    words = []
    for at in re.finditer(r"[A-Za-z][A-Za-z’'-]*", text[span[0] : span[1]]):
        start, end = span[0] + at.start(), span[0] + at.end()
        if any(begin < end and start < stop for begin, stop in taken):
            continue
        word = at[0].lower().replace("’", "'")
        if word in ("people", "person") and re.search(r"\byoung $", text[:start], re.IGNORECASE):
            continue
        if word not in plain_words():
            words.append(word)
    return words


__all__ = ["LOCAL", "sentence_claims"]
