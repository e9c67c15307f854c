"""Words of change whose subject, or whose values, stand elsewhere: "It was 237, and is 148. This is a slight dip"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from analysis.audit.change_days import VAGUE
from analysis.audit.change_lexicon import BEGINNING, SIDES, UNLIKE, Word, words_of_change
from analysis.audit.change_words import LATER, OF_A_CHANGE, wrong
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.days import days
from analysis.audit.evidence import Published
from analysis.audit.own_changes import OTHER_SCALE
from analysis.audit.ring_subjects import Subject, ring_subject, strangers, stretch_of_word
from analysis.audit.ring_values import Values, goes_on, measures_of, own_values, published, ring_ends, stated
from analysis.audit.subjects import Told, clause_of, elsewhere, overstated, place_of_clause
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import day_words, thing_words, value_words

FAR = Decimal("0.5"), Decimal(2)
TO = re.compile(r" to (?:just |about |over |nearly )?[\d.,]+")
BRACKETS = re.compile(r"\([^()]*\)")  # "13% (England 10%), an improvement": what is in them is only set beside


def ring_changes(one: Told, earlier: list[Told], claims: list[Claim], setting: Setting) -> Iterator[Verdict]:
    """Verdicts on words of change that every pair of values within reach is against.

    `earlier` are the sentences before it in its passage, the nearest first. A word is accused only where the draft's
    own values and the published ones all contradict it; where there are none of either it is let be.
    """
    if OF_A_CHANGE.search(one.text) or elsewhere(one, setting):
        return
    for word in words_of_change(one.text):
        bare = word.text.lower() in BEGINNING and not word.split
        if bare or word.split or LATER.search(one.text[: word.start]):
            continue
        first, last = stretch_of_word(one.text, word.start, word.end)
        if UNLIKE.search(one.text[first : max(last, clause_of(one.text, word.start, word.end)[1])]):
            continue
        subject = ring_subject(one, word.start, word.end, earlier, setting)
        if subject:
            yield from _judged(one, word, subject, earlier, claims, setting)
        else:
            yield from _of_a_pair(one, word, earlier, setting)


def _judged(
    one: Told, word: Word, subject: Subject, earlier: list[Told], claims: list[Claim], setting: Setting
) -> Iterator[Verdict]:
    place = place_of_clause(BRACKETS.sub(lambda at: " " * len(at[0]), one.text), word.start, word.end, setting)
    if place is None:
        return
    ends = ring_ends(one, word.start, word.end, subject, setting)
    said = _said(one, word, subject, earlier if subject.carried else [], setting) if place == LOCAL else []
    if said and not days(one.text, setting.closing):
        on = [(before.day, after.day) for before, after in said]
        ends = [each for each in on if all((day.month, day.day) == (3, 31) for day in each)]
    pairs: Values = [pair for pair in said if word.factor is not None or pair[0].value]
    for measure in measures_of(one, subject):
        found = published(subject, measure, place, ends, setting)
        mine = own_values(claims, subject, measure, ends, setting) if place == LOCAL else []
        found = [[pair for pair in listed if not _far_from(said, pair, measure)] for listed in found]
        if not said and not mine and ends and not all(found):
            return
        pairs += [*mine, *(pair for listed in found for pair in listed)]
    if pairs and all(wrong(word, subject.key, *pair) for pair in pairs):
        before, after = pairs[-1]
        if after.made == "stated":
            why = f"It went from {value_words(before)} to {value_words(after)} ({after.source})."
        else:
            was = f"{day_words(before)} it was {value_words(before)} ({after.source})."
            why = f"The {thing_words(replace(after, made=''))} is {value_words(after)}; {was}"
        article = re.search(r"\ban? $", one.text[: word.start])
        start = article.start() if article else word.start
        yield overstated(one, start, word.end, subject.key, why, value_words(after), after.source)


def _said(one: Told, word: Word, subject: Subject | None, earlier: list[Told], setting: Setting) -> Values:
    """The draft's own pairs, without those that the sentence is not of: later ones, or one end of two changes."""
    sides = {SIDES[each.side] for each in words_of_change(one.text)} - {0}
    if len(sides) > 1:
        return []
    found = stated(one, subject, [] if VAGUE.search(one.text) else earlier, setting)
    to = TO.match(one.text[word.end :])
    return [pair for pair in found if not to or value_words(pair[1]).split()[0].rstrip("%") in to[0]]


def _far_from(said: Values, pair: tuple[Published, Published], measure: str) -> bool:
    """Whether the draft's own values cannot be the published ones: "our school made 41 referrals, against 38"."""
    mine = [after.value for _, after in said if after.measure == measure]
    return bool(mine) and all(not pair[1].value or not FAR[0] < one / pair[1].value < FAR[1] for one in mine)


def _of_a_pair(one: Told, word: Word, earlier: list[Told], setting: Setting) -> Iterator[Verdict]:
    """A word about figures that nobody publishes, by the two values beside it, or those of the sentence before."""
    told = one if one.mine else next(iter(earlier), one)
    above = earlier[1:2] if told is not one and len(told.mine) == 1 and goes_on(told, setting) else []
    if VAGUE.search(one.text) or len({SIDES[each.side] for each in words_of_change(one.text)} - {0}) > 1:
        return
    pairs = stated(told, None, above, setting)
    if (
        len(pairs) != 1
        or len(told.mine) + sum(len(each.mine) for each in above) != 2
        or not (SIDES[word.side] or word.side == "flat")
        or word.factor is not None
    ):
        return
    if word.side in ("better", "worse") or OTHER_SCALE.search(told.text) or UNLIKE.search(told.text):
        return
    places = [each.number for each in told.mine]
    first, last = min(each.start for each in places), max(each.end for each in places)
    gap = (word.end, first) if word.end <= first else (last, word.start)
    gap = gap if told is one else stretch_of_word(one.text, word.start, word.end)
    if gap[0] > gap[1] or strangers(one.text, *gap, (word.start, word.end), setting):
        return
    if wrong(word, "", *pairs[0]):
        before, after = pairs[0]
        why = f"It went from {value_words(before)} to {value_words(after)}."
        yield overstated(one, word.start, word.end, "", why, value_words(after))
