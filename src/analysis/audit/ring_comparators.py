"""Words of comparison whose figures stand in the sentences before, or that are said of each of several years."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.comparators import indicator_of, plain_words_beside, subject_place, wrong_pair
from analysis.audit.comparing_words import Beside
from analysis.audit.days import days
from analysis.audit.frames import unframed
from analysis.audit.ring_subjects import BACK, ring_subject
from analysis.audit.ring_values import as_published
from analysis.audit.standing import contrary
from analysis.audit.subjects import MANY_COUNCILS, Told, elsewhere, overstated, own
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import place_words, value_words
from analysis.vocabulary.indicators import indicators

MANY = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
EACH = re.compile(
    r"\b(?:in |for |over )?(?:each|every(?: one)?|all) of the (?:last|past|previous) "
    r"(?P<n>two|three|four|five|six|\d) years"
    r"|\b(?:in |for )?(?:each|every) year (?:for|over) the (?:last|past) (?P<m>two|three|four|five|six|\d) years",
    re.IGNORECASE,
)


def ring_comparators(one: Told, earlier: list[Told], setting: Setting) -> Iterator[Verdict]:
    """Verdicts on comparisons by what the draft has just said of both places, and on those of every year."""
    if MANY_COUNCILS.search(one.text) or elsewhere(one, setting):
        return
    for word in plain_words_beside(one):
        place = subject_place(one, word, setting)
        if place != LOCAL or len(word.places) != 1:
            continue
        yield from _of_each_year(one, word, setting)
        yield from _of_before(one, word, earlier, setting)


def _of_each_year(one: Told, word: Beside, setting: Setting) -> Iterator[Verdict]:
    """ "Below England's in each of the last three years": wrong where it is clearly wrong of one of them."""
    at, indicator = EACH.search(one.text), indicator_of(one, word)
    if not at or not indicator:
        return
    said = (at["n"] or at["m"]).lower()
    many = MANY.get(said) or int(said)
    named = [each.day for each in days(one.text, setting.closing) if (each.day.month, each.day.day) == (3, 31)]
    last = max(named, default=setting.closing)
    alone = Told(one.passage, one.text, one.before, [])
    places = (LOCAL, own(word.places[0].key, setting))
    for back in range(many):
        on = date(last.year - back, 3, 31)
        wrong = wrong_pair(alone, word, indicator, places, [on], setting)
        if wrong and wrong[0].day == on:
            mine, (other, theirs) = wrong
            whose = place_words(other, setting.evidence.code)
            why = f"In the year to {on:%B %Y} it was {value_words(mine)}, {whose} had {value_words(theirs)}"
            yield overstated(one, at.start(), at.end(), indicator, f"{why} ({mine.source}).", value_words(mine))
            return


def _of_before(one: Told, word: Beside, earlier: list[Told], setting: Setting) -> Iterator[Verdict]:
    """Words whose two figures the draft gives, in this sentence or just before: each of one measure, the only one."""
    subject = ring_subject(one, word.start, word.end, earlier, setting)
    other = own(word.places[0].key, setting)
    if subject is None or subject.group or subject.key not in indicators():
        return
    pairs = [
        (mine, theirs)
        for told in (one, *earlier[:BACK])
        for mine in _levels(told, subject.key, LOCAL)
        for theirs in chain.from_iterable(_levels(each, subject.key, other) for each in (one, *earlier[:BACK]))
        if mine.kind == theirs.kind and mine.measure == theirs.measure != "count"
    ]
    if len(pairs) != 1:
        return
    mine, theirs = pairs[0]
    if contrary(word, subject.key, mine.number.value, theirs.number.value) and not _published_so(
        one, word, subject.key, setting
    ):
        whose = place_words(other, setting.evidence.code)
        ours, its = (value_words(as_published(each, each, setting)) for each in (mine, theirs))
        why = f"It is {ours}, and {whose} has {its}, as the draft itself says."
        yield overstated(one, word.start, word.end, subject.key, why, ours)


def _levels(told: Told, indicator: str, place: str) -> list[Claim]:
    found = [each for each in told.mine if each.areas == (place,) and each.role == "level" and not each.groups]
    return [each for each in found if each.indicators[:1] == (indicator,)]


def _published_so(one: Told, word: Beside, indicator: str, setting: Setting) -> bool:
    """Whether published figures of the closing day bear the words out, so that the draft's numbers were misread."""
    places = (LOCAL, own(word.places[0].key, setting))
    alone = Told(one.passage, unframed(one.text), one.before, [])
    known = setting.evidence.figures(indicator, LOCAL)
    return bool(known) and wrong_pair(alone, word, indicator, places, [setting.closing], setting) is None
