"""Words of change that the published figures do not bear out: "surged" of six more, "modest" of a third."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.chance import large, moved, slight, within_chance
from analysis.audit.change_days import Ends, ends_of
from analysis.audit.change_lexicon import BEGINNING, BEHIND, SIDES, UNLIKE, Word, words_of_change
from analysis.audit.evidence import Published
from analysis.audit.itself import narrowed
from analysis.audit.own_changes import has_own_ends
from analysis.audit.subjects import Told, elsewhere, overstated, place_of_clause, subject_of
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import day_words, thing_words, value_words
from analysis.vocabulary.indicators import indicators

RATE = re.compile(r"\brates?\b|\bper (?:1,?000|10,?000|100,?000)", re.IGNORECASE)
SHORT, BEYOND = Decimal("0.85"), Decimal("1.15")
LATER = re.compile(
    r"\b(?:before|prior to|after|following|followed by|having)(?: (?:it|they|the|this|a|an|we|saw))*\s+$", re.IGNORECASE
)
PLUPERFECT = re.compile(r"\bhad (?:already |also |been |previously )*$", re.IGNORECASE)
EARLIER = re.compile(r"\b(?:before|until|by the time|prior to|but|previously|already)\b", re.IGNORECASE)
# Changes of a change, and what is compared with another place: no change of a figure.
OF_A_CHANGE = re.compile(
    r"\b(?:rate|pace|speed|scale|size) of (?:the )?(?:increase|decrease|growth|change|reduction|rise|fall|decline)"
    r"|\b(?:faster|slower|steeper|smaller|larger|greater|bigger|less sharply|more sharply)(?: \w+){0,6} than\b"
    r"|\b(?:compared (?:with|to)|than|unlike) (?:(?:the|a|an|that|last year[’']s|\w+ly) )*"
    r"(?:rises?|falls?|increases?|decreases?|reductions?|drops?|growth|declines?|expected)\b"
    r"|\b(?:largest|biggest|greatest|steepest|sharpest|smallest)(?: \w+)? "
    r"(?:rise|fall|increase|decrease|reduction|drop|growth)"
    r"|\bgap\b|\bdifference between\b|\bcaseload|\bcontribut|\brange\b|\bdata quality\b",
    re.IGNORECASE,
)


def change_words(one: Told, setting: Setting) -> Iterator[Verdict]:
    """Verdicts on the words of change of a sentence that says plainly what changed, where and when."""
    if UNLIKE.search(one.text) or OF_A_CHANGE.search(one.text) or elsewhere(one, setting):
        return
    for word in words_of_change(one.text):
        bare = word.text.lower() in BEGINNING and not word.split and word.start == 0
        if (
            not has_own_ends(one, word)
            and (not bare or reaches(one, word))
            and not LATER.search(one.text[: word.start])
        ):
            yield from _judged(one, word, setting)


def _judged(one: Told, word: Word, setting: Setting) -> Iterator[Verdict]:
    if PLUPERFECT.search(one.text[: word.start]) and EARLIER.search(one.text):
        return
    subject = subject_of(one.text, word.start, word.end)
    if subject is None or narrowed(one.text) or subject.key not in indicators():
        return
    if word.split and not (subject.start >= word.end and BEHIND.fullmatch(one.text[word.end : subject.start])):
        return
    place = place_of_clause(one.text, word.start, word.end, setting)
    ends = ends_of(one.text, word.start, word.end, setting)
    if place is None or not ends:
        return
    found = [_pairs(subject.key, place, pair, setting, one.text) for pair in ends]
    pairs = [pair for listed in found for pair in listed]
    if all(found) and all(wrong(word, subject.key, before, after) for before, after in pairs):
        before, after = found[0][-1]
        why = f"The {thing_words(after)} is {value_words(after)}; {day_words(before)} it was {value_words(before)}"
        chance = word.strong and goes(before, after) * SIDES[word.side] > 0 and word.factor is None
        why += ", which may be chance" if chance else ""
        yield overstated(
            one, word.start, word.end, subject.key, f"{why} ({after.source}).", value_words(after), after.source
        )


def _pairs(indicator: str, place: str, ends: Ends, setting: Setting, text: str) -> list[tuple[Published, Published]]:
    """(before, after) of one measure and source: the percentage of what is one, else the rate if said, or the count."""
    known = indicators().get(indicator)
    place = "local" if place == "region" and not setting.evidence.places("region") else place
    found = [one for one in setting.evidence.figures(indicator, place) if one.out <= setting.as_at]
    found = [one for one in found if one.span != "month" and one.day in ends]
    for measure in (
        ("percent", "count") if known and known.unit == "percent" else ("rate",) if RATE.search(text) else ("count",)
    ):
        ours = [one for one in found if one.measure == measure]
        all_pairs = [(before, after) for after in ours for before in ours if before.day < after.day]
        # Of one release as far as one has both days.
        pairs = [pair for pair in all_pairs if (pair[0].source, pair[0].made) == (pair[1].source, pair[1].made)]
        pairs = pairs or all_pairs
        if pairs:
            return pairs
    return []


# What may follow a thing of which there were "more" or "fewer": that it came, not what became of it.
CAME = re.compile(
    r"\s*(?:$|[.,:;(–-]|\d|this\b|in\b|at\b|during\b|over\b|reached|came|(?:were|have been|are"
    r"|had been) (?:now )?(?:received|made|held|recorded"
    r"|started|opened?|on|in|counted|accepted|undertaken|completed)\b|started|entered|ended|began|compared)",
    re.IGNORECASE,
)


def reaches(one: Told, word: Word) -> bool:
    """Whether "more" or "fewer" at the beginning of a sentence is of a number: "Fewer referrals reached us"."""
    subject = subject_of(one.text, word.start, word.end)
    return subject is not None and bool(CAME.match(one.text[subject.end :]))


def goes(before: Published, after: Published) -> int:
    """1 for a rise, -1 for a fall, 0 for none."""
    return (after.value > before.value) - (after.value < before.value)


def wrong(word: Word, indicator: str, before: Published, after: Published) -> bool:
    """Whether the words are the contrary of a change, too strong for it, or too mild."""
    if word.factor is not None:
        times = after.value / before.value if before.value else Decimal(0)
        return not fair_times(word.factor, word.hedge, times)
    if word.side == "flat":
        return moved(before, after)
    side = SIDES[word.side]
    if word.side in ("better", "worse"):
        side *= {"higher": 1, "lower": -1}.get(indicators()[indicator].direction, 0)
        if not side:
            return False
    if side and goes(before, after) != side:
        return True
    if word.mild:
        return large(before, after)
    return word.strong and (within_chance(before, after) or slight(before.value, after.value))


def fair_times(factor: Decimal, hedge: str, times: Decimal) -> bool:
    """Whether a figure has become so many times what it was, as roughly as such words are meant."""
    low, high = SHORT * factor, BEYOND * factor
    if hedge in ("short", "about"):
        low, high = Decimal("0.8") * factor, Decimal("1.25") * factor
    if hedge == "beyond":  # "more than halved": to less than half
        low, high = (Decimal(0), factor * Decimal("1.03")) if factor < 1 else (factor * Decimal("0.97"), Decimal(1000))
    return low <= times <= high
