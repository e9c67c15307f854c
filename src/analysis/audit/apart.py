"""How far two numbers are said to be apart – a gap, a difference, a rise, what is over or short – against the two.

The number is held to every pair that it could be of, in its sentence and the one before; it is accused only where none
comes to it, and where one pair lies so near that it must be meant.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from analysis.audit.amounts import Amount, amount_of, kind_of, sort_of, swapped
from analysis.audit.changes import Agreed, nobody
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.numbers import numbers
from analysis.audit.pairs import by_sentence
from analysis.audit.relation_words import any_of, word_of
from analysis.audit.said_changes import NO_CHANGE, is_change
from analysis.audit.spans import clause_at, content, noun_of
from analysis.audit.verdicts import Verdict

HUNDRED = Decimal(100)
FAR = Decimal(3)  # times what it should be that a slip may be
UNITS = r"(?:(?:a|an|just|only|some|about|nearly|around|over|of|by|total|net|the|is|was|at) )*"
LEAD_NOUN = re.compile(
    rf"{any_of('change', 'nouns')}(?:[ ,:(]+(?:to|on|from|with|in|over|for|against)\b[^.;\d]{{0,45}}?)?"
    rf"(?:[ :=(]+|\b(?:is|was|of|by|stands at|stood at)\s+){UNITS}[-−–+]?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"{any_of('change', 'nouns')} between [^.;]{{5,110}}? (?:is|was|of|stands at|stood at|remains|being) {UNITS}$",
    re.IGNORECASE,
)
LEAD_VERB = re.compile(
    rf"{any_of('change', 'verbs')}(?: [^,;.:\d]{{0,25}})? by {UNITS}$|(?:^|[,;:(–-]\s*|\b(?:is|was|are|were|and) )(?:up|down) {UNITS}$",
    re.IGNORECASE,
)
BEYOND = re.compile(rf"{any_of('change', 'exceeding')} [^;.:]{{3,70}} by {UNITS}$", re.IGNORECASE)
LEAVES = re.compile(rf"{any_of('change', 'leaving')} {UNITS}(?:us |them )?{UNITS}$", re.IGNORECASE)
LEFT = re.compile(
    rf"\s*(?:[a-z-]+ )?(?:(?:are|is|were|remain|still|yet|have|has|had|places?|posts?) )*{any_of('change', 'left')}",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"\s*(?:(?:million|m|k|thousand|percentage|points?|per cent|children|people|places|days|weeks|of them)\s*)*"
    rf"(?:{any_of('share', 'people')} )?{any_of('change', 'after')}(?! (?:to|are|were|being|due|planned|expected|will|joined|have|had|each)\b)",
    re.IGNORECASE,
)
NEW = re.compile(r"\s*(?:[a-z]+ ){0,2}?(?:in|of|for|among) (?:the |our |its )?(?P<of>[a-z][a-z-]+)", re.IGNORECASE)
ANAPHORA = re.compile(
    r"\W*(?:it|this|that|they|there|these|those|compared|against|last|the (?:year|term|quarter|month) before|a year|in|we|up|down)\b",
    re.IGNORECASE,
)
YEARLY = re.compile(r"\s*(?:a|per|each|every) (?:year|month|quarter|week|day)\b|\s*annually", re.IGNORECASE)


def apart_checks(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Changes and gaps that no two numbers near them are apart."""
    before: list[Claim] = []
    for sentence in by_sentence(claims):
        earlier = before if before and _follows(before[0], sentence[0]) else []
        for claim in sentence:
            if says_apart(claim) and not agreed(claim):
                yield from _judged(claim, with_targets(sentence), with_targets(earlier))
        before = sentence


def _follows(first: Claim, second: Claim) -> bool:
    """Whether a sentence follows another in its passage, or in the list that it is an item of."""
    return first.passage is second.passage or first.passage.kind == second.passage.kind == "list"


def with_targets(sentence: list[Claim]) -> list[Claim]:
    """The claims of a sentence with its targets and budgets, which claim nothing but are ends of a distance."""
    if not sentence:
        return []
    first = sentence[0]
    bare = replace(first, id="", indicators=(), days=(), groups=(), role="level", measure="", dated=False)
    found = [replace(bare, number=replace(one, idle="")) for one in numbers(first.sentence) if one.idle == "a target"]
    return sorted([*sentence, *found], key=lambda one: one.number.start)


def says_apart(claim: Claim) -> bool:
    """Whether the words make a number the distance of two others."""
    if claim.kind not in ("count", "rate", "percent", "points", "money"):
        return False
    text, number = claim.sentence, claim.number
    lead, after = text[: number.start], text[number.end :]
    if YEARLY.match(after) or NO_CHANGE.match(after):
        return False
    lead = lead[max(0, len(lead) - 90) :]
    if BEYOND.search(lead) or leaves(claim):
        return True
    return bool(
        BETWEEN.search(text[: number.start]) or LEAD_NOUN.search(lead) or LEAD_VERB.search(lead) or AFTER.match(after)
    ) or is_change(claim)


def leaves(claim: Claim) -> bool:
    """Whether a number is what is left: "leaving £13,500", "so eight are outstanding"."""
    text, number = claim.sentence, claim.number
    so = re.search(
        r"\b(?:so|thus|therefore|meaning|hence|i\.e\.?|which means)(?: that)? (?:the other |the remaining )?$",
        text[: number.start],
    )
    return bool(LEAVES.search(text[: number.start]) or (so and LEFT.match(text[number.end :])))


def _judged(change: Claim, sentence: list[Claim], earlier: list[Claim]) -> Iterator[Verdict]:
    levels = [one for one in sentence if one is not change and not says_apart(one)]
    known = [one for one in earlier if not says_apart(one)]
    said, pair = amount_of(change), _evident(change, levels, known)
    if pair is None:
        return
    pools = [amount_of(one) for one in (*known, *levels)]
    start, end = clause_at(change.sentence, change.number.start)
    if all(one.sentence == change.sentence and start <= one.number.start < end for one in pair):
        pools = [amount_of(one) for one in levels if start <= one.number.start < end]
    if any(_fits(said, one, two) for one, two in combinations(pools, 2)):
        return
    one, two = (amount_of(each) for each in pair)
    truth, unit = _truth(said, one, two)
    if not truth or any(each.number.hedge for each in (*pair, change)):
        return
    if truth / FAR <= said.value <= truth * FAR or swapped(truth, said.value):
        scale = said.value / abs(change.number.value) if change.number.value else Decimal(1)
        shown = f"{rounded(truth / scale, change.number.decimals):,f}{unit}"
        why = f"{pair[0].number.text} and {pair[1].number.text} are {shown} apart, not {change.number.text}."
        yield Verdict(change, "arithmetic", why, shown, "the text itself", shown)


def _fits(said: Amount, one: Amount, two: Amount) -> bool:
    """Whether two numbers are as far apart as is said, in number, in points or in percent of either."""
    if one.sort != two.sort and {one.sort, two.sort} != {"count", "rate"}:
        return False
    step = abs(one.value - two.value)
    number = said.claim.number
    digit = Decimal(1).scaleb(-number.decimals)
    slack = one.blur + two.blur + said.blur
    slack += said.value / 7 if number.hedge else Decimal(0)
    if said.sort != "percent" or one.sort == "percent":
        kinds = {one.sort: ("points", "percent")}.get("percent", ()) if one.sort == "percent" else ()
        fitting = said.sort in kinds or said.sort == one.sort or {said.sort, one.sort} == {"count", "rate"}
        if (fitting or said.sort == "points") and abs(step - said.value) <= slack:
            return True
    if said.sort != "percent":
        return False
    return any(
        base and abs(step * HUNDRED / base - said.value) <= digit + slack * HUNDRED / base * (one.sort != "count")
        + (said.value / 7 if number.hedge else 0)
        for base in (one.value, two.value)
    )  # fmt: skip


def _truth(said: Amount, one: Amount, two: Amount) -> tuple[Decimal, str]:
    step = abs(one.value - two.value)
    if said.sort == "percent" and one.sort != "percent":
        return (step * HUNDRED / one.value if one.value else Decimal(0)), "%"
    return step, " points" if said.sort in ("percent", "points") else ""


def _evident(change: Claim, levels: list[Claim], earlier: list[Claim]) -> tuple[Claim, Claim] | None:
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
    from analysis.audit.relation_words import listed

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
    return not re.search(r"\d\s+[a-z]", re.sub(r"\d+(?:\.\d+)?\s?(?:%|per cent)|20\d\d", "", one.sentence))


def _of_another(change: Claim, ends: list[Claim]) -> bool:
    """Whether the words behind a change name another thing than its ends: "a fall of 12 in referrals"."""
    text = change.sentence
    named = NEW.match(text[change.number.end :])
    if not named:
        return False
    from analysis.audit.spans import stem

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
