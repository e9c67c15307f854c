"""Figures that a draft sets beside England's, the region's, its neighbours': whether they stand where it says."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from analysis.audit.change_lexicon import BEHIND
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.comparing_words import Beside, set_beside
from analysis.audit.days import days
from analysis.audit.evidence import Published
from analysis.audit.itself import narrowed, strange
from analysis.audit.mentions import Mention, mentions
from analysis.audit.readings import BESIDE
from analysis.audit.standing import contrary, wrong_of
from analysis.audit.subjects import GOES_ON, MANY_COUNCILS, Told, clause_of, elsewhere, overstated, own, subject_of
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import place_words, value_words
from analysis.vocabulary.indicators import indicators

EVERYONE = ("England", "region", "neighbours")
# What is denied, wished for or of another time, and what is set beside another's change.
UNLIKE = re.compile(
    r"\b(?:not(?! dissimilar)|no longer|neither|never|nor|whether|if|may|might|could|would|should|aim\w*|target\w*"
    r"|expect\w*|hope\w*|will"
    r"|until|historically|traditionally|previously|used to|usually|always|often|had been|moved|moving|towards"
    r"|closer|catch\w*|brings?|bringing"
    r"|gap|difference|trend|faster|slower|pace|rate of (?:increase|growth|change)|rather than|unlike|n’t|n't|once"
    r"|range|between"
    r"|outlier|most authorities|ranks?|ranked|expected|likely|return\w*|seek\w*|ambition|dip(?:ped)?|at times"
    r"|some|want\w*|wish\w*|needs? to|must|to (?:be|remain|stay|get|bring|keep))\b|\?",
    re.IGNORECASE,
)
OF_A_CHANGE = re.compile(
    r"\b(?:an?|the|our|this|that|its|of|in)(?: [\w.%-]+)? (?:increase|decrease|reduction|growth|rise|fall|drop"
    r"|change|improvement|decline)\b"
    r"|\b(?:increas|decreas|reduc|grew|grow|declin|improv|risen|rising|falling|rose|fell|fallen|dropp)\w*",
    re.IGNORECASE,
)
STILL = re.compile(
    r"\b(?:rose|risen|fell|fallen|dropped|climbed|moved|improved) (?:to )?(?:well |far |slightly |just )?$",
    re.IGNORECASE,
)


def comparators(one: Told, setting: Setting) -> Iterator[Verdict]:
    """Verdicts on the words that set a figure of the sentence beside another place's, judged by figures of one day."""
    if MANY_COUNCILS.search(one.text) and elsewhere(one, setting):
        return
    for word in plain_words_beside(one):
        yield from _judged(one, word, setting)


def plain_words_beside(one: Told) -> Iterator[Beside]:
    """The words that set a figure beside another's and are no wish, no change and of no part."""
    for word in set_beside(one.text):
        first, last = clause_of(one.text, word.start, word.end)
        lead = one.text[first : word.start]
        changed = STILL.sub("", lead)
        if UNLIKE.search(one.text[first:last]) or OF_A_CHANGE.search(changed) or narrowed(one.text, first, last):
            continue
        yield word


def _judged(one: Told, word: Beside, setting: Setting) -> Iterator[Verdict]:
    indicator = indicator_of(one, word)
    place = subject_place(one, word, setting)
    when = _when(one, word, setting)
    if not indicator or place is None or not when:
        return
    places = [own(each.key, setting) for each in word.places]
    against = [each for each in places if each != place] or (
        [] if word.places else [each for each in EVERYONE if each != place]
    )
    found = [wrong_pair(one, word, indicator, (place, other), when, setting) for other in against]
    wrong = [each for each in found if each]
    if (wrong and word.places) or (found and len(wrong) == len(found)):
        mine, other = wrong[0] or (None, None)
        if mine and other:
            whose = place_words(other[0], setting.evidence.code)
            why = (
                f"{place_words(place, setting.evidence.code)} has {value_words(mine)}, {whose} {value_words(other[1])}"
            )
            yield overstated(
                one, word.start, word.end, indicator, f"{why} ({mine.source}).", value_words(mine), mine.source
            )


def indicator_of(one: Told, word: Beside) -> str:
    """What is set beside another's: what the words before it name, or what the sentence before was of."""
    subject = subject_of(one.text, word.start, word.end, 110)
    if word.split and not (
        subject and subject.start >= word.end and BEHIND.fullmatch(one.text[word.end : subject.start])
    ):
        return ""
    if subject:
        return subject.key if subject.key in indicators() else ""
    said = [each for each in mentions(one.text) if each.kind in ("indicator", "weak", "topic", "group", "label")]
    if said or not GOES_ON.match(one.text) or strange(one.text, 0, word.start):
        return ""
    named = {each.key for each in mentions(one.before) if each.kind == "indicator"}
    grouped = any(each.kind in ("group", "label", "topic") for each in mentions(one.before))
    return next(iter(named)) if len(named) == 1 and not grouped and named <= set(indicators()) else ""


def subject_place(one: Told, word: Beside, setting: Setting) -> str | None:
    """Whose figure is set beside another's; None where more than one place may be meant."""
    first, _ = clause_of(one.text, word.start, word.end)
    said = [
        each for each in mentions(one.text) if each.kind == "area" and each.end <= word.start and each.start >= first
    ]
    said = [each for each in said if not _compared(one.text, each)]
    keys = {own(each.key, setting) for each in said}
    if len(keys) > 1:
        return None
    return next(iter(keys), LOCAL)


def _compared(text: str, one: Mention) -> bool:
    """Whether a place is only what something is held against: "compared with England, we are above the region"."""
    return bool(
        BESIDE.search(text[: one.start])
        or re.search(r"\b(?:compared|against|unlike|like|and|or)\s+(?:\w+ ){0,3}$", text[: one.start])
    )


def _when(one: Told, word: Beside, setting: Setting) -> list[date]:
    """The days that a comparison may be of: those of its clause, else of its sentence, else the closing day."""
    first, last = clause_of(one.text, word.start, word.end)
    found = days(one.text, setting.closing)
    inside = [each for each in found if first <= each.start < last] or found
    if not inside and GOES_ON.match(one.text):
        inside = days(one.before, setting.closing)
    named = [each.day if each.kind != "calendar" else date(each.day.year, 3, 31) for each in inside]
    if any((day.month, day.day) != (3, 31) for day in named):
        return []
    named += [date(each.day.year + 1, 3, 31) for each in inside if each.kind == "calendar"]
    return named or [setting.closing]


def wrong_pair(
    one: Told, word: Beside, indicator: str, places: tuple[str, str], when: list[date], setting: Setting
) -> tuple[Published, tuple[str, Published]] | None:
    """(mine, the other's) where the words are wrong of every pair of figures of a day that they can mean."""
    stated = _stated(one, word, places)
    if stated is not None:
        return None if not contrary(word, indicator, *stated) else _shown(indicator, places, when, setting)
    undated = not days(one.text, setting.closing) and when == [setting.closing]
    older = [date(day.year - 1, 3, 31) for day in when] if undated else []
    pairs = [_pairs(indicator, places, (day, day), setting) for day in when]
    # "Above the national average of 2023-24": the other's figure may be of an earlier day than ours.
    said = [each for each in days(one.text, setting.closing) if each.start > word.end]
    older += [each.day for each in said if each.day < setting.closing]
    more = [_pairs(indicator, places, (setting.closing, day), setting) for day in older]
    flat = [pair for listed in (*pairs, *more) for pair in listed]
    if all(pairs) and all(wrong_of(word, indicator, mine, other) for mine, other in flat):
        mine, other = pairs[0][-1]
        return mine, (places[1], other)
    return None


def _shown(
    indicator: str, places: tuple[str, str], when: list[date], setting: Setting
) -> tuple[Published, tuple[str, Published]] | None:
    found = [pair for day in when for pair in _pairs(indicator, places, (day, day), setting)]
    return (found[-1][0], (places[1], found[-1][1])) if found else None


def _stated(one: Told, word: Beside, places: tuple[str, str]) -> tuple[Decimal, Decimal] | None:
    """The draft's own two numbers that the words stand between: they are what is judged, right or wrong."""
    mine = [each for each in one.mine if each.kind in ("percent", "rate", "count") and each.role == "level"]
    before = [each for each in mine if each.number.end <= word.start and each.areas == (places[0],)]
    after = [each for each in mine if each.number.start >= word.end and each.areas == (places[1],)]
    if before and after and _alike(before[-1], after[0]):
        return before[-1].number.value, after[0].number.value
    return None


def _alike(one: Claim, other: Claim) -> bool:
    return one.measure == other.measure != "count" and one.number.per == other.number.per


def _pairs(
    indicator: str, places: tuple[str, str], when: tuple[date, date], setting: Setting
) -> list[tuple[Published, Published]]:
    """The printed figures of two places on a day (or two): the rate of what has one, or the percentage."""
    measure = "percent" if indicators()[indicator].unit == "percent" else "rate"
    found = [
        [each for each in setting.evidence.figures(indicator, place)
         if each.measure == measure and each.day == day and each.out <= setting.as_at and each.span != "month"
         and each.made != "worked out"]
        for place, day in zip(places, when, strict=True)
    ]  # fmt: skip
    return [(mine, other) for mine in found[0] for other in found[1]]
