"""Words that set one figure beside another, of which both stand before: "England has 22.6%, so ours is higher"."""

import re
from collections.abc import Iterator

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.mentions import mentions
from analysis.audit.own_pairs import stated
from analysis.audit.pair_evidence import Pair, borne_out, contradicts, said_of
from analysis.audit.related_words import Related, bare_words, related_words
from analysis.audit.subjects import Told, elsewhere, overstated, own
from analysis.audit.verdicts import Setting, Verdict

NEAR = 40  # characters between a word and the place that it is set beside
# What may stand between a mark and the word: only what stands for the draft's own figure.
OURS = re.compile(
    r"\s*(?:(?:so|and|which|that|this|it|ours?|we|us|the|is|are|was|were|means?|meaning|therefore|thus|hence|now|still|rate"
    r"|figure|share|percentage|level|stands?|stood|sits?|lies?|remains?|remained|puts?|leaves?|leaving|makes?|making"
    r"|local|council[’']s?|authority[’']s?|borough[’']s?|at|a|an|in|on)\b\s*)+",
    re.IGNORECASE,
)
KINDS = ("percent", "rate", "count")


def pairs_apart(one: Told, earlier: list[Told], setting: Setting) -> Iterator[Verdict]:
    """Verdicts on words whose two figures were given before them: one of the draft's own, one of another place."""
    if elsewhere(one, setting):
        return
    for word in (*related_words(one.text), *bare_words(one.text)):
        pair = _pair(one, word, earlier, setting)
        if pair and contradicts(word, pair) and not borne_out(word, pair, setting):
            yield overstated(one, word.start, word.end, "", said_of(pair, setting), pair.mine.number.text)


def _pair(one: Told, word: Related, earlier: list[Told], setting: Setting) -> Pair | None:
    if word.change or not stated(one.text, word) or not _of_ours(one.text, word, setting):
        return None
    if any(each.number.start >= word.start for each in one.mine):
        return None  # what stands behind it is judged by itself
    place = _place(one.text, word, setting)
    if not place:
        return None
    within = [*one.mine]
    within += [] if any(_is_mine(each) for each in within) else [each for told in earlier[:1] for each in told.mine]
    others = [each for each in within if each.areas == (place,) and each.role == "level"]
    mine = [each for each in within if _is_mine(each) and others and each.kind == others[0].kind]
    mine = [each for each in mine if _alike(each, others[0])]
    return Pair(mine[0], others[0], place) if len(mine) == len(others) == 1 else None


def _is_mine(claim: Claim) -> bool:
    return claim.areas[:1] == (LOCAL,) and claim.role == "level" and claim.kind in KINDS


def _alike(mine: Claim, other: Claim) -> bool:
    """Whether two numbers can be of one thing: percentages, or rates, of the same groups."""
    named = {*mine.indicators[:1]} & {*other.indicators[:1]} or not (mine.indicators and other.indicators)
    rates = mine.kind == "percent" or "rate" in (mine.measure, mine.kind)
    return bool(named) and rates and mine.groups == other.groups and not (mine.number.hedge or other.number.hedge)


def _of_ours(text: str, word: Related, setting: Setting) -> bool:
    """Whether nothing but a word for the draft's own figure stands between the last mark and the word."""
    marks = [at.end() for at in re.finditer(r"[,;:–—]", text[: word.start])]
    lead = text[marks[-1] if marks else 0 : word.start]
    shift = word.start - len(lead)
    for each in mentions(text):
        if each.kind == "area" and own(each.key, setting) == LOCAL and shift <= each.start < word.start:
            lead = lead[: each.start - shift] + "our" + " " * (each.end - each.start - 3) + lead[each.end - shift :]
    return bool(OURS.fullmatch(lead))


def _place(text: str, word: Related, setting: Setting) -> str:
    """The one place that the words are set beside: behind them, else the only other one of the sentence."""
    keys = [(each.start, own(each.key, setting)) for each in mentions(text) if each.kind == "area"]
    behind = {key for start, key in keys if word.stop <= start < word.stop + NEAR} - {LOCAL}
    if behind or not word.bare:
        return next(iter(behind)) if len(behind) == 1 else ""
    before = {key for start, key in keys if start < word.start} - {LOCAL}
    return next(iter(before)) if len(before) == 1 else ""
