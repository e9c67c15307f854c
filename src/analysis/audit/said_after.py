"""Words about numbers that stand in front of them: "This is slightly better than England, where it was 81.4%"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from analysis.audit.chance import LARGE, counts_alike
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.comparing_words import times_of
from analysis.audit.own_pairs import stated
from analysis.audit.pair_evidence import Pair, borne_out, contradicts, said_of
from analysis.audit.related_words import Related, related_words
from analysis.audit.subjects import Told, overstated
from analysis.audit.verdicts import Setting, Verdict

IT = re.compile(
    r"\W*(?:[^.;,\d]{0,40}\bthat )?(?:this|that|it|which|our (?:rate|figure|number|share))"
    r" (?:is|was|are|were|remains?)\s*$",
    re.IGNORECASE,
)
STRANGE = re.compile(r"\b(?:target|plan|budget|expected|forecast|aim|ambition|average|per)\b", re.IGNORECASE)
TIMES_AS = re.compile(r"\b(?:twice|three times|four times|half) as (?:many|high|large)\b", re.IGNORECASE)
BEFORE_TIMES = re.compile(r"[^.;]{0,40}[:,–—-] (?:that is |this is |so |now )?$")
MILD = re.compile(
    r"\b(?:increase|rise|growth|fall|drop|reduction|decrease|change) of (?P<n>[\d,]+)(?: children| plans)?"
    r" (?:is|was|represents) "
    r"(?P<words>(?:hardly|barely|scarcely) (?:a|any) change|no (?:real |great )?change|(?:a )?(?:very |only )?"
    r"(?:small|slight|modest|marginal|minor|negligible|trivial)(?: one| change| rise| fall| increase)?)\b"
    r"(?! (?:beside|compared|against|relative|next to|set|for|given|in view))",
    re.IGNORECASE,
)


def said_after(one: Told, earlier: list[Told], setting: Setting) -> Iterator[Verdict]:
    """Verdicts on words whose number, or both of whose numbers, stand before them."""
    before = earlier[0].mine if earlier and earlier[0].text == one.before else []
    yield from _of_the_one_before(one, before, setting)
    yield from _times(one, setting)
    yield from _mild(one, [each for told in earlier[:2] for each in told.mine])


def _of_the_one_before(one: Told, before: list[Claim], setting: Setting) -> Iterator[Verdict]:
    """ "567 had a plan. This is modestly more than the 427 of March 2024": the one number of either sentence."""
    for word in related_words(one.text):
        after = [each for each in one.mine if each.number.start >= word.stop]
        if not IT.fullmatch(one.text[: word.start]) or len(one.mine) != len(after) or not after or word.change:
            continue
        other = after[0]
        mine = [each for each in before if each.kind == other.kind and each.role == "level"][-1:]
        plain = stated(one.text, word) and not STRANGE.search(one.text) and not other.number.hedge
        if not mine or not plain or not _alike(mine[0], other):
            continue
        pair = Pair(mine[0], other, other.areas[0] if other.areas[0] != LOCAL else "")
        if contradicts(word, pair) and not borne_out(word, pair, setting):
            yield overstated(one, word.start, word.end, "", said_of(pair, setting), pair.mine.number.text)


def _alike(mine: Claim, other: Claim) -> bool:
    """Whether two numbers are of one thing: shares or rates of two places, or one place's on two days."""
    one_thing = mine.indicators[:1] == other.indicators[:1] or not other.indicators
    elsewhere = other.areas != mine.areas
    days = {each.day for each in mine.days}, {each.day for each in other.days}
    in_time = not elsewhere and bool(days[1]) and days[0] != days[1] and mine.measure == other.measure
    rates = elsewhere and (mine.kind == "percent" or "rate" in (mine.measure, mine.kind))
    return one_thing and bool(mine.indicators) and mine.groups == other.groups and (rates or in_time)


def _times(one: Told, setting: Setting) -> Iterator[Verdict]:
    """ "53 at March 2025, 39 at March 2024: twice as many": the two numbers right before."""
    for at, factor, hedge in times_of(one.text):
        found = [each for each in one.mine if each.number.end <= at.start() and each.kind in ("count", "rate")]
        ends = found[-2:]
        if not TIMES_AS.match(one.text, at.start("word")) or len(found) != 2:
            continue
        lead = one.text[ends[1].number.end : at.start()]
        one_thing = ends[0].indicators[:1] == ends[1].indicators[:1] != () and ends[0].areas == ends[1].areas
        dated = all(each.days and each.role == "level" for each in ends) and ends[0].measure == ends[1].measure
        if not BEFORE_TIMES.fullmatch(lead) or not one_thing or not dated or ends[0].days == ends[1].days:
            continue
        last, first = sorted(ends, key=lambda each: each.days[0].day, reverse=True)
        start, end = at.start("word"), at.end("word")
        word = Related(at["word"], start, end, "times", (), factor=factor, hedge=hedge, stop=end)
        pair = Pair(last, first)
        if contradicts(word, pair):
            yield overstated(one, start, end, "", said_of(pair, setting), last.number.text)


def _mild(one: Told, before: list[Claim]) -> Iterator[Verdict]:
    """ "An increase of 40 is hardly a change", where two numbers before are 40 apart, a fifth or more and no chance."""
    said = MILD.search(one.text)
    if not said:
        return
    step = Decimal(said["n"].replace(",", ""))
    counts = [each for each in before if each.kind == "count" and each.role in ("level", "before")]
    pairs = [(a, b) for a, b in combinations(counts, 2) if abs(a.number.value - b.number.value) == step]
    for first, last in pairs[-1:]:
        ends = first.number.value, last.number.value
        if step >= LARGE * max(ends) and not counts_alike(int(ends[0]), int(ends[1])):
            why = f"It is the step between {first.number.text} and {last.number.text}, {step * 100 / min(ends):.0f}%."
            yield overstated(one, said.start("words"), said.end("words"), "", why, first.number.text)
