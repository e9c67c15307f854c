"""Which two numbers a change or a gap must be of, if its words and theirs leave no other.

A pair is given only where it is plain; where several would do, or another thing is named, there is none to judge by.
"""

import re

from analysis.audit.amounts import kind_of, sort_of
from analysis.audit.claims import Claim
from analysis.audit.relation_words import listed, word_of
from analysis.audit.said_apart import leaves
from analysis.audit.spans import clause_at, content, noun_of, stem

NEW = re.compile(r"\s*(?:[a-z]+ ){0,2}?(?:in|of|for|among) (?:the |our |its )?(?P<of>[a-z][a-z-]+)", re.IGNORECASE)
ANAPHORA = re.compile(
    r"\W*(?:it|this|that|they|there|these|those|compared|against|last|the (?:year|term|quarter|month) before|a year"
    r"|in|we|up|down)\b",
    re.IGNORECASE,
)


def evident_ends(change: Claim, levels: list[Claim], earlier: list[Claim]) -> tuple[Claim, Claim] | None:
    """(before, after): the two numbers that a change must be of, if the words leave no other."""
    text, number = change.sentence, change.number
    start, end = clause_at(text, number.start)
    mine = [one for one in levels if start <= one.number.start < end and _family(change, one)]
    if _of_another(change, mine or earlier):
        return None
    if len(mine) == 2 or (len(mine) > 2 and all(one.number.end <= number.start for one in mine)):
        one, two = mine[-2:]
        if not _near(change, one, two) or not _related(one, two, change):
            return None
        return (one, two) if sort_of(one) == sort_of(two) else None
    both = [one for one in levels if _family(change, one)]
    if len(mine) < 2 and len(both) == 2 and _gap(change) and both[-1].number.end <= number.start:
        one, two = both
        return (
            (one, two)
            if sort_of(one) == sort_of(two) and _near(change, one, two) and _related(one, two, change)
            else None
        )
    family = [one for one in earlier if _family(change, one)]
    if len(mine) == 1 and mine[0].number.end <= number.start and ANAPHORA.match(text):
        alike = [one for one in family if one.indicators[:1] == mine[0].indicators[:1] and one.groups == mine[0].groups]
        named = noun_of(mine[0])[-1:]
        fitting = [
            one for one in alike if sort_of(one) == sort_of(mine[0]) and (not named or noun_of(one)[-1:] == named)
        ]
        return (
            (fitting[0], mine[0])
            if len(fitting) == 1 and len(family) == 1 and _near(change, mine[0], mine[0])
            else None
        )
    if not mine and not any(_family(change, one) for one in levels) and len(family) == 2 and _sums_up(change):
        one, two = family
        return (one, two) if sort_of(one) == sort_of(two) and _related(one, two, change) else None
    return None


def _sums_up(change: Claim) -> bool:
    """Whether a sentence has nothing to say but the change: "That is a gain of nine."."""
    text, number = change.sentence, change.number
    return len(content(text, 0, number.start, frozenset(_about()))) == 0


def _about() -> list[str]:
    """What the words between a change and its ends may be that say no more than that it is a change."""
    return [*listed("change", "nouns"), *listed("change", "verbs"), *listed("change", "after"), "percent", "children"]


def _family(change: Claim, one: Claim) -> bool:
    """Whether a number may be an end of a change of this kind."""
    sort = sort_of(one)
    if sort not in ("count", "rate", "percent", "money") or one.role == "change" or one.number.signed:
        return False
    if kind_of(change) == "points":
        return sort == "percent"
    if change.kind == "percent":
        return sort != "percent" or bool(_percents_only(one))
    return (sort == "money") == (change.kind == "money") and sort != "percent"


def _percents_only(one: Claim) -> bool:
    """Whether a sentence counts nothing, so that a percentage in it can only be of percentages."""
    return not re.search(r"\d\s+[a-z]", re.sub(r"\d+(?:\.\d+)?\s?(?:%|per cent)|20\d\d", "", one.sentence))


def _of_another(change: Claim, ends: list[Claim]) -> bool:
    """Whether the words behind a change name another thing than its ends: "a fall of 12 in referrals"."""
    text = change.sentence
    named = NEW.match(text[change.number.end :])
    if not named:
        return False
    start = change.number.end + named.start("of")
    words = content(text, start, change.number.end + named.end("of"))
    known = {stem(word) for one in ends for word in re.findall(r"[A-Za-z][a-z-]+", one.sentence[: one.number.end + 60])}
    return bool(words) and not set(words) <= known - set(content(text, change.number.start, len(text)))


def _related(one: Claim, two: Claim, change: Claim) -> bool:
    """Whether two numbers are of one thing, at two times or of two places, by the words between and around them."""
    text = two.sentence
    if one.sentence != two.sentence:
        return False
    between = text[one.number.end : two.number.start]
    nouns = [noun_of(each)[-1:] for each in (one, two)]
    if sort_of(one) == "count" and all(nouns) and nouns[0] != nouns[1]:
        first, last = (noun_of(each) for each in (one, two))
        if not set(first) & set(last):
            net = re.search(r"\bnet\b", text[: change.number.start + 20], re.IGNORECASE)
            return bool(net)
    if not leaves(change) and re.search(
        r"\b(?:of which|of whom|of these|of them|of those|including|out of)\b|^\s*(?:\w+ )?of (?:the |our )?$", between
    ):
        return False
    if (one.groups, one.areas) != (two.groups, two.areas) and not _gap(change):
        return False
    if one.days and two.days and one.days[0].day != two.days[0].day:
        return True
    around = between + " " + re.split(r"\d", text[two.number.end :])[0][:40]
    around += " " + re.split(r"\d", text[: one.number.start])[-1][-30:]
    return bool(word_of("pair", "joiners").search(around)) or _gap(change)


def _gap(change: Claim) -> bool:
    """Whether a number is said to be a gap, or what is left, and not a step in time."""
    if leaves(change):
        return True
    lead = change.sentence[: change.number.start][-70:]
    if re.match(
        r"\s*(?:[a-z]+ )?(?:short|adrift|apart|over budget|under budget)\b", change.sentence[change.number.end :]
    ):
        return True
    return bool(
        re.search(
            r"\b(?:gaps?|difference|shortfall|surplus|underspend|overspend|deficit|net|margin)\b", lead, re.IGNORECASE
        )
    )


def _near(change: Claim, one: Claim, two: Claim) -> bool:
    """Whether nothing of its own stands between a change and its ends."""
    text, number = change.sentence, change.number
    if one.number.end <= number.start < two.number.start:
        return True
    if two.number.end <= number.start:
        nouns = frozenset({*noun_of(one), *noun_of(two), *_about()})
        lead = text[two.number.end : number.start]
        left = content(text, two.number.end, number.start, nouns)
        bracket = re.search(r"[,(–—-]\s*(?:which is |that is |this is |i\.?e\.?,? |so )?(?:a|an|the)?\s*[^,(]*$", lead)
        rest = content(text, two.number.end + bracket.start(), number.start, nouns) if bracket else left
        return not rest
    between = text[number.end : one.number.start]
    return len(between.split()) <= 12 and bool(
        re.search(r"\bfrom\b|[:(,]|\bgap\b|\bbetween\b|\bto\b", between + text[: number.start][-60:])
    )
