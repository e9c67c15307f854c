"""Things that no published figure counts, given two numbers: "18 courses", and later "all 19 courses"."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.days import days
from analysis.audit.mentions import mentions, plain_words
from analysis.audit.numbers import numbers
from analysis.audit.said_again import narrowed, transposed
from analysis.audit.same_words import series_of
from analysis.audit.verdicts import Verdict

# What points back to a number given before.
DEFINITE = re.compile(
    r"\b(?:the|these|those|all|our|of the|each of the|all the|its|both)(?: total of| total|)\s*$|\b(?:this|that)\s*$",
    re.IGNORECASE,
)
# What says that two places give one thing.
PLACE = re.compile(
    r"\b(?:summary|annex|appendix|foreword|chapter|page|table|figure|paragraph|section(?! (?:47|17|20|31|11)\b)"
    r"|dashboard|cover sheet|front sheet"
    r"|in one place|in another|later|accounts|minutes|graph|chart|elsewhere|text|opens with|closes with"
    r"|rests on|uses|in the plan|headline|introduction|conclusion|annexe"
    r"|strategy|the same \d|speaks of|counts of)\b",
    re.IGNORECASE,
)
SPREAD = (Decimal("0.7"), Decimal("1.43"))  # times the first that a second number may be of the same thing
PART_OF = re.compile(r"\bof (?:the |our |all |these )?$", re.IGNORECASE)
FEWEST = 12
STEM = 5  # letters that tell a word from others: reply, replied
SHARED = 0.6  # of the words of the shorter phrase
FEW_WORDS = 2  # unknown words beside which a published thing may still be taken for the same
VERB = re.compile(r"\s+(?:was|were|is|are|has|have|had|will)\b", re.IGNORECASE)
# "The £0.9 million of last year" is no second value of this year's.
OF_THEN = re.compile(
    r"\s*(?:million|m|k)?\s*(?:[a-z]+ )?(?:of|in|from|for) (?:the )?(?:year before|last|previous|prior)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(?:(?:year|quarter|term|month) before|(?:last|previous) (?:year|quarter|term|month))\W*$", re.IGNORECASE
)
WIDE = 90  # characters around a number that say what it counts
_ANY = date(2000, 3, 31)  # a day to go by, where only the place of a date matters


def things_twice(claims: list[Claim]) -> Iterator[Verdict]:
    """A second number for one thing, where it points back to the first or both say where they stand."""
    for at, claim in enumerate(claims):
        if claim.kind not in ("count", "percent", "money") or claim.role != "level" or claim.number.hedge:
            continue
        if claim.number.signed or (claim.kind == "count" and claim.number.value < FEWEST):
            continue  # "two ends", "11 places": small numbers are of too many things
        known = claims[max(0, at - 12) : at]
        if any(one.passage is claim.passage and one.number.value == claim.number.value for one in known):
            continue  # "by the police (19). The 19 referrals …"
        for first in known:
            if _one_thing(first, claim):
                where = first.passage.where if first.passage is not claim.passage else "The text before it"
                why = f"{where} gives {first.number.text} for the same thing."
                yield Verdict(claim, "inconsistent", why, first.number.text, first.passage.where)
                break


def _one_thing(first: Claim, second: Claim) -> bool:
    if first.kind != second.kind or first.role != "level" or first.number.hedge or first.areas != second.areas:
        return False
    if first.passage.table and first.passage.table == second.passage.table:
        return False  # the rows and columns of one table are of several things
    if first.groups != second.groups or not second.number.value or first.measure != second.measure:
        return False
    times = first.number.value / second.number.value
    if times == 1 or not SPREAD[0] <= times <= SPREAD[1] or not _one_day(first, second):
        return False
    if first.sentence == second.sentence and PART_OF.search(first.sentence[: first.number.start]):
        return False  # "Of the 87 settings, 85 answered"
    if OF_THEN.match(second.sentence[second.number.end :]) or BEFORE.search(second.sentence[: second.number.start]):
        return False
    if series_of(first) and series_of(second) and series_of(first) != series_of(second):
        return False
    if narrowed(first, second) and not transposed(first, second):
        return False
    if first.sentence != second.sentence and _bare_noun(first, second):
        return True
    pointing = _points_back(first, second) or (first.sentence != second.sentence and _both_dated(first, second))
    return pointing and _alike(first, second)


def _one_day(first: Claim, second: Claim) -> bool:
    mine, theirs = {one.day for one in first.days}, {one.day for one in second.days}
    return not mine or not theirs or mine == theirs


def _points_back(first: Claim, second: Claim) -> bool:
    if first.sentence == second.sentence:
        between = second.sentence[first.number.end : second.number.start]
        if (PLACE.search(between) or PLACE.search(_until_a_number(second))) and not _compared(between):
            return True
        dated = not first.indicators or (first.dated and second.dated)
        return dated and bool(DEFINITE.search(second.sentence[: second.number.start])) and not _compared(between)
    return (
        bool(DEFINITE.search(second.sentence[: second.number.start]))
        or bool(PLACE.search(second.sentence))
        or bool(PLACE.search(first.sentence) and first.passage is second.passage)
        or (
            bool(first.passage.table) != bool(second.passage.table)
            and bool(first.indicators)
            and _names_it(first, second)
        )
        or bool(re.search(r"\bwhich\s*$", second.sentence[: second.number.start]))
    )


def _names_it(first: Claim, second: Claim) -> bool:
    """Whether the cell of the two says itself what it is of, and has it not only from the words above its table."""
    cell = first if first.passage.table else second
    words = " | ".join(cell.context.get(name, "") for name in ("row", "column", "corner"))
    return any(one.kind in ("indicator", "weak") for one in mentions(words))


def _until_a_number(claim: Claim) -> str:
    """The words after a number up to the next; "7% elsewhere" is no place of the draft."""
    return re.split(r"\d", claim.sentence[claim.number.end :])[0].replace("elsewhere", "")


def _both_dated(first: Claim, second: Claim) -> bool:
    """Whether two sentences of one passage give the same published thing on the same day that both of them name."""
    named = first.passage is second.passage and first.dated and second.dated and bool(first.indicators)
    return named and max(len(first.strange), len(second.strange)) <= FEW_WORDS


def _bare_noun(first: Claim, second: Claim) -> bool:
    """ "17 agencies. Each of the 15 agencies was …": the same noun, and nothing that narrows it down."""
    one, two = (re.match(r"\s*([a-z]+)\b", claim.sentence[claim.number.end :]) for claim in (first, second))
    if not one or not two or one[1] != two[1] or first.passage is not second.passage or len(one[1]) < STEM:
        return False
    after = second.sentence[second.number.end + two.end() :]
    return bool(DEFINITE.search(second.sentence[: second.number.start])) and bool(VERB.match(after))


def _compared(between: str) -> bool:
    return bool(
        re.search(r"\b(?:of which|of these|of them|of whom|compared|against|than|from|before|earlier)\b", between)
    )


def _alike(first: Claim, second: Claim) -> bool:
    """Whether two numbers are said to be of one thing: by what the data calls it, or by their words."""
    if first.indicators and second.indicators and not (first.strange and second.strange):
        return first.indicators[0] == second.indicators[0]
    if bool(first.indicators) != bool(second.indicators):
        return False
    one, two = _words(first), _words(second)
    if not one or not two:
        return _nothing_said(first, second)
    shared = one & two
    head = (_head(first) | _head(second)) & shared or (shared if first.kind in ("money", "percent") else set())
    return bool(head) and len(shared) >= SHARED * min(len(one), len(two))


def _nothing_said(first: Claim, second: Claim) -> bool:
    """Whether a number is only said to stand elsewhere: "the text to figure 4 gives 511"."""
    start = first.number.end if first.sentence == second.sentence else 0
    return bool(PLACE.search(second.sentence[start : second.number.start])) and second.number.decimals == 0


def _words(claim: Claim) -> set[str]:
    """The stems of the words around a number that say what it counts."""
    text = claim.sentence
    others = [one for one in numbers(text) if not one.idle and one.start != claim.number.start]
    start = max([claim.number.start - WIDE, 0, *(one.end for one in others if one.end <= claim.number.start)])
    end = min([claim.number.end + WIDE, len(text), *(one.start for one in others if one.start >= claim.number.end)])
    return _stems(text, start, end)


def _head(claim: Claim) -> set[str]:
    """The first words after a number: what it counts."""
    return _stems(claim.sentence, claim.number.end, claim.number.end + 40)


def _stems(text: str, start: int, end: int) -> set[str]:
    taken = [(one.start, one.end) for one in days(text, _ANY)]
    found = set()
    for at in re.finditer(r"[A-Za-z][A-Za-z’'-]+", text[start:end]):
        place = start + at.start()
        word = at[0].lower().replace("’", "'").removesuffix("'s")
        if word in plain_words() or PLACE.fullmatch(word) or any(a <= place < b for a, b in taken) or len(word) < 3:
            continue
        found.add(word[:STEM])
    return found
