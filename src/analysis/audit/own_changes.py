"""Words of change beside the two numbers of a draft that they are of: "rose from 313 to 265"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.chance import LARGE, MOVED, counts_alike, slight
from analysis.audit.change_lexicon import SIDES, UNLIKE, Word, words_of_change
from analysis.audit.numbers import Number, numbers
from analysis.audit.subjects import Told, overstated
from analysis.audit.verdicts import Verdict

FAR = 40  # characters between a word and the first of its two numbers
KINDS = ("count", "percent", "rate")
TEN = Decimal(10)
EQUAL = Decimal("0.02")  # of the number before: within it one is said to be "unchanged"
STRICT = re.compile(r"(?:(?:has|have|had|is|was|remains?|remained) )?(?:been )?unchanged|unaltered", re.IGNORECASE)
# Between the word and its numbers, and between the two of them: no other thing, no new clause.
LEAD = re.compile(
    r"[^;.]{0,40}?\bfrom (?:a (?:high|low|peak) of |just |around |about |over |nearly |some )?$", re.IGNORECASE
)
WHEN = (
    r"(?: ?\(?(?:in|at|on|as at|for|during)? ?(?:the )?(?:year (?:to"
    r"|ending) )?(?:end of )?(?:\d{1,2} )?(?:Q[1-4]|[A-Z]?[a-z]*) ?(?:20\d\d(?:[-/]\d\d)?)?\)?)?"
)
UNIT = r"(?: (?:per 10,000|children|plans|young people|referrals|conferences|enquiries|assessments))*"
ONWARD = re.compile(
    rf"{UNIT}{WHEN},? (?:down |up )?to (?:just |around |about |over |nearly |some |a (?:high|low|peak) of )?",
    re.IGNORECASE,
)
BACK = re.compile(rf"{UNIT}{WHEN}(?:,| -| –|:| \()? ?(?:which (?:is|was) |now |a |an )?$", re.IGNORECASE)
# A place in an order goes up as its number goes down; a length, and money, may change their unit between the two.
OTHER_SCALE = re.compile(
    r"\b(?:rank\w*|table|place[ds]?\b(?! in)|position\w*|league|quartile|decile|band\w*|tier|grade|stage|level \d"
    r"|score[sd]?"
    r"|out of|weeks?|days|months|hours|minutes|million|thousand|bn|gap|difference|margin|threshold|limit"
    r"|age[ds]?)\b|£|\bolds?\b",
    re.IGNORECASE,
)


def own_changes(one: Told) -> Iterator[Verdict]:
    """Verdicts on words of change that the sentence's own two numbers are the contrary of, or are too far from."""
    if UNLIKE.search(one.text):
        return
    for word in words_of_change(one.text):
        ends = _ends(one, word)
        if ends and goes_otherwise(word, *ends):
            why = f"From {ends[0].text} to {ends[1].text} is {_said(ends[0].value, ends[1].value)}."
            yield overstated(one, word.start, word.end, "", why, ends[1].text)
    yield from _set_apart(one)


def has_own_ends(one: Told, word: Word) -> bool:
    """Whether a word of change has two numbers of its own beside it, by which it is to be judged."""
    first = next((each for each in numbers(one.text) if each.start >= word.end), None)
    told_from = first and not first.idle and LEAD.fullmatch(one.text[word.end : first.start])
    return _ends(one, word) is not None or bool(told_from)


def _said(first: Decimal, second: Decimal) -> str:
    if first == second:
        return "no change"
    part = f" of {abs(second - first) * 100 / first:.0f}%" if first else ""
    return f"a {'rise' if second > first else 'fall'}{part}"


def _ends(one: Told, word: Word) -> tuple[Number, Number] | None:
    """The two numbers after a word, the earlier first."""
    after = [each for each in numbers(one.text) if each.start >= word.end and not each.idle]
    if len(after) < 2 or word.factor is not None:
        return None
    first, second = after[:2]
    if first.kind not in KINDS or (first.kind != second.kind and "count" not in (first.kind, second.kind)):
        return None
    if first.signed or second.signed or not LEAD.fullmatch(one.text[word.end : first.start]):
        return None
    whole = one.text[max(0, word.start - FAR) : second.end + FAR]
    if not ONWARD.fullmatch(one.text[first.end : second.start]) or OTHER_SCALE.search(whole):
        return None
    return (first, second) if bool(first.decimals) == bool(second.decimals) or first.kind == second.kind else None


def goes_otherwise(word: Word, first: Number, second: Number, good: int = 0) -> bool:
    """Whether two numbers go the other way than the word, or much further or less far than it says.

    `good` is 1 where more is better, -1 where less is, 0 where it is not known.
    """
    side = SIDES[word.side] * (1 if word.side in ("up", "down") else good)
    went = (second.value > first.value) - (second.value < first.value)
    if side and went != side:
        return True
    if flat_part(word) == EQUAL:
        return abs(second.value - first.value) > EQUAL * first.value
    if word.mild or word.side == "flat":
        return _far(first, second, MOVED if word.side == "flat" else LARGE)
    return bool(side) and word.strong and slight(first.value, second.value)


def flat_part(word: Word) -> Decimal:
    """How far apart, as a part of the first, two figures may be for a word that says that they are alike."""
    return EQUAL if word.side == "flat" and STRICT.fullmatch(word.text) else MOVED


def _far(first: Number, second: Number, part: Decimal) -> bool:
    """Whether two numbers are too far apart for "slightly", and beyond chance as far as they can tell."""
    gap = abs(second.value - first.value)
    if not first.value or gap < part * first.value:
        return False
    if "percent" in (first.kind, second.kind):
        return gap >= TEN or (part == MOVED and gap >= TEN / 2)
    return bool(first.decimals) or not counts_alike(int(first.value), int(second.value))


def _set_apart(one: Told) -> Iterator[Verdict]:
    """ "265, up from 313": the word between its two numbers."""
    found = numbers(one.text)
    for at in re.finditer(
        r"\b(?P<side>up|down)\b(?: (?:slightly|sharply|significantly|again))? (?:from|on)\b", one.text, re.IGNORECASE
    ):
        before = [each for each in found if each.end <= at.start() and not each.idle]
        after = [each for each in found if each.start >= at.end() and not each.idle]
        if not before or not after:
            continue
        now, then = before[-1], after[0]
        lead = one.text[at.end() : then.start]
        near = BACK.fullmatch(one.text[now.end : at.start()]) and re.fullmatch(
            r"(?: the)? (?:high of |peak of )?", lead
        )
        alike = now.kind == then.kind and now.kind in KINDS and bool(now.decimals) == bool(then.decimals)
        if not near or not alike or now.signed or then.signed or _of_a_change(one.text, now):
            continue
        side = 1 if at["side"].lower() == "up" else -1
        whole = one.text[max(0, now.start - FAR) : then.end + FAR]
        if (now.value - then.value) * side < 0 and not OTHER_SCALE.search(whole):
            why = f"From {then.text} to {now.text} is {_said(then.value, now.value)}."
            yield overstated(one, at.start("side"), at.end("side"), "", why, now.text)


def _of_a_change(text: str, number: Number) -> bool:
    """Whether a number is how far something moved: "by 12%, up from 9%" is a change, set against another."""
    return bool(re.search(r"\b(?:by|of|a)\s+$", text[: number.start])) and number.kind == "percent"
