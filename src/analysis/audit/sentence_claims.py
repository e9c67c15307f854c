"""The claims of one sentence: each number with what of the sentence belongs to it."""

import re
from collections.abc import Sequence
from datetime import date

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.clauses import clauses
from analysis.audit.dated import days_of
from analysis.audit.days import days
from analysis.audit.groups import fitting, groups_of
from analysis.audit.in_step import (
    carried_on,
    days_in_order,
    in_order,
    in_step,
    respectively,
    told_apart,
    with_the_one_before,
)
from analysis.audit.measured import measure_of
from analysis.audit.mentions import Mention, mentions, timely_nouns
from analysis.audit.narrowing import UNREAL, strange_around
from analysis.audit.numbers import Number, numbers
from analysis.audit.of_what import of_what
from analysis.audit.places import place_of
from analysis.audit.reading import Passage
from analysis.audit.readings import Context, Read
from analysis.audit.roles import SET_AGAINST, role_of

HARMLESS = 2  # words not known, beside which a telling number may still be known for an older one
VERB = re.compile(r"\s+(?:ended|ceased|closed|left|started|began|opened|joined|came|went)\b", re.IGNORECASE)
LATER = re.compile(r"\s*(?:a|one|two|three|twelve) (?:years?|months) (?:later|earlier|before|on)\b", re.IGNORECASE)
THAT = re.compile(r"\b(?:in|by|on|at) (?:that|the same) (?:year|date|day|time|period|point)\b", re.IGNORECASE)
TITLE = re.compile(r"\d{1,2} [A-Z][^.;:?!]*$")  # "4 Looked after children"
VAGUE = (
    "child_protection_plans",
    "child_protection_plans_started",
    "child_protection_plans_ended",
    "initial_conferences",
)
ALONE = re.compile(
    r"(?:\s[a-z’'-]+){0,3}\s?\(\)"
)  # between a number and the one in the bracket behind it, and behind that
OF = re.compile(r"\bof (?:the |our |all |these )?$", re.IGNORECASE)
TIMELINESS = re.compile(r"\b(?:timeliness|in time|on time|timescales?)\b", re.IGNORECASE)
NAMED = (1, 2, 3, 10, 12, 15, 20, 45, 47)  # numbers that indicators are called by


def sentence_claims(passage: Passage, text: str, closing: date, before: Context) -> list[Claim]:
    """The claims of one sentence. `before` is the sentence before it."""
    found = numbers(text)
    earlier = [day.day for claim in before.claims for day in claim.days if day.said]
    earlier = [day.day for day in before.days] if THAT.search(text) and before.days else earlier
    goes_on = LATER.match(text) or THAT.search(text)
    said, when = _named(text, before), days(text, closing, earlier[-1] if earlier and goes_on else None)
    claiming = [one for one in found if not one.idle and not _of_a_name(one, said)]
    if claiming and passage.kind in ("heading", "list") and TITLE.match(text):
        claiming = claiming[1:] if claiming[0].start == 0 else claiming
    if not claiming:
        return []
    read = Read(text, claiming, said, when, clauses(text, claiming, [*said, *found]), before, closing)
    made = [_claim(read, one, passage) for one in claiming]
    stepped = in_step(respectively(text, carried_on(text, made), said), read)
    return told_apart(with_the_one_before(read, days_in_order(read, in_order(read, stepped))))


def _named(text: str, before: Context) -> tuple[Mention, ...]:
    """What a sentence names; under "Timeliness" the conferences, assessments or reviews that were in time too."""
    found = mentions(text)
    if not TIMELINESS.search(before.title) or any(one.kind == "indicator" for one in found):
        return found
    timely = timely_nouns(text)
    kept = [one for one in found if not any(one.start < each.end and each.start < one.end for each in timely)]
    return tuple(sorted([*kept, *timely], key=lambda one: one.start))


def _of_a_name(number: Number, said: Sequence[Mention]) -> bool:
    """Whether a number is part of what something is called: "16 or over", "three or more placements"."""
    inside = [one for one in said if one.start <= number.start and number.end <= one.end]
    return any(one.kind == "group" or (one.kind == "indicator" and number.value in NAMED) for one in inside)


def _claim(read: Read, number: Number, passage: Passage) -> Claim:
    role = _in_its_bracket(read, number) or role_of(read.text, number)
    names, named = of_what(read, number, role == "change")
    areas, sure_place = place_of(read, number)
    when, dated, sure_day = days_of(read, number)
    here = read.nearest(number, "area", shared=False)
    if (
        role == "level"
        and not (dated and _dated_apart(read, number))
        and areas in ([LOCAL], [read.before.home])
        and all(one.key in (LOCAL, read.before.home) for one in here)
        and SET_AGAINST.search(read.text[: number.start])
    ):
        role = "before"  # "265 against 395": of an earlier day, where no other place is named
    strange = strange_around(read, number, names)
    labels = [one.key for one in read.nearest(number, "label")] or [one.key for one in read.said if one.kind == "label"]
    topics = [one.key for one in read.nearest(number, "topic")]
    groups = groups_of(read, number)
    strange += [one for one in groups if not fitting(one, names)]
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
        clear=named and sure_place and sure_day and not strange and _plainly(read, number, names),
        sure=named and sure_place and sure_day and len(strange) <= HARMLESS and not UNREAL.search(read.text),
        strange=tuple(strange),
    )


def _in_its_bracket(read: Read, number: Number) -> str:
    """The role of a number that stands alone in a bracket behind another: "476 (502)", "up from 41 (10%)"."""
    before = [one for one in read.claiming if one.end <= number.start]
    if not before or not ALONE.fullmatch(read.text[before[-1].end : number.start] + read.text[number.end :][:1]):
        return ""
    if OF.search(read.text[: before[-1].start]):
        return ""  # "90% of the 60 schools (54)"
    same = before[-1].kind == number.kind and before[-1].decimals == number.decimals
    its = role_of(read.text, before[-1])
    return "before" if same else its if its in ("before", "change") else ""


def _dated_apart(read: Read, number: Number) -> bool:
    """Whether the number before has a day of its own too, so that "395 in 2023 against 475 in 2022" are both dated."""
    before = [one for one in read.claiming if one.end <= number.start]
    return bool(before) and days_of(read, before[-1])[1]


def _plainly(read: Read, number: Number, names: list[str]) -> bool:
    return not _by_its_verb(read, number, names) and _borne_out(read, names)


def _borne_out(read: Read, names: list[str]) -> bool:
    """Whether what a number is of is named by more than a word that may be of anything: "plans", "referrals"."""
    if not names or any(one.kind == "indicator" and one.key == names[0] for one in read.said):
        return True
    family = names[0].removesuffix("_started").removesuffix("_ended").removesuffix("_ceased")
    around = [*read.said, *read.before.said, *read.before.heading]
    if any(one.kind == "indicator" and one.key.startswith(family) for one in around):
        return True
    if names[0] not in VAGUE:
        return True
    alone = len({one.key for one in read.said if one.kind in ("indicator", "weak")}) == 1
    return alone or not any(one.kind == "weak" and one.key == names[0] for one in read.said)


def _by_its_verb(read: Read, number: Number, names: list[str]) -> bool:
    """Whether only a verb says what a number counts: "504 plans started and 584 ended" counts two things."""
    verb = VERB.match(read.text[number.end :])
    start = number.end + verb.start() if verb else 0
    stop = number.end + verb.end() if verb else 0
    named = [one for one in read.said if one.kind in ("indicator", "weak") and one.key in names[:1]]
    return bool(verb) and not any(one.start < stop and start < one.end for one in named)
