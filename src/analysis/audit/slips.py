"""Slips of the pen: a number that is one digit, or two digits turned, off what two others beside it come to.

Where the words alone leave open which numbers a change or a share is of, a result that is a slip away from what one
pair comes to, and that no other pair gives, is hardly met by chance.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from analysis.audit.amounts import kind_of, sort_of
from analysis.audit.changes import Agreed, nobody
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.mentions import plain_words
from analysis.audit.numbers import Number
from analysis.audit.said_apart import says_apart
from analysis.audit.spans import clause_at
from analysis.audit.verdicts import Verdict

HUNDRED = Decimal(100)
FEWEST = 10  # a smaller change is met by chance
SINCE = re.compile(r"\bsince\b(?! (?:the )?(?:year[- ]end|end of (?:the )?year))", re.IGNORECASE)
STEPS = frozenset(
    ["dropped", "numbers", "year-end", "increase", "reduction", "decrease", "twelve", "plans", "children"]
)
CARRIED = (10, 100, 1000)  # a slip in a digit that the next one carries: 1,402 for 1,392


def slip(said: Number, truth: Decimal) -> bool:
    """Whether a number is one digit off another, or has two neighbouring digits of it turned; not by rounding."""
    mine, its = _digits(said, truth)
    if mine == its or (said.decimals and abs(mine - its) <= 1):
        return False
    one, two = str(mine), str(its)
    off = [at for at, (left, right) in enumerate(zip(one, two, strict=False)) if left != right]
    return (len(one) == len(two) and len(off) == 1) or turned(said, truth) or abs(mine - its) in CARRIED


def turned(said: Number, truth: Decimal) -> bool:
    """Whether a number has two neighbouring digits of another the other way round: 489 for 498."""
    one, two = (str(each) for each in _digits(said, truth))
    swaps = (one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1))
    return one != two and two in swaps


def _digits(said: Number, truth: Decimal) -> tuple[int, int]:
    """Two numbers in units of the last digit of the first."""
    digit = Decimal(1).scaleb(-said.decimals)
    return int(abs(said.value) / digit), int(rounded(truth, said.decimals) / digit)


def change_slips(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Changes that are a slip away from what two numbers of one thing in their paragraph are apart."""
    for claim in claims:
        if not _is_change(claim):
            continue
        near = [one for one in claims if one.passage is claim.passage and _is_level(one)]
        if _given(claim, near, claims) or agreed(claim):
            continue
        pairs = [pair for pair in combinations(near, 2) if _of_one_thing(claim, *pair)]
        pairs = pairs or _the_only_two(claim, near)
        pairs = [pair for pair in pairs if _says_no_more(claim, pair)]
        meant = [pair for pair in pairs if slip(claim.number, _apart(*pair))]
        if meant:
            one, two = meant[-1]
            truth = f"{_apart(one, two):,f}"
            why = f"{one.number.text} and {two.number.text} are {truth} apart, not {claim.number.text}."
            yield Verdict(claim, "arithmetic", why, truth, "the text itself", truth)


def _is_change(claim: Claim) -> bool:
    plain = claim.kind == "count" and kind_of(claim) == "count" and not claim.number.decimals
    plain = plain and not claim.number.hedge and not claim.passage.table
    return plain and claim.number.value >= FEWEST and says_apart(claim)


def _is_level(one: Claim) -> bool:
    plain = sort_of(one) == "count" and one.role in ("level", "before") and not one.number.hedge
    return plain and one.number.value >= FEWEST and not says_apart(one) and not one.passage.table


def _apart(one: Claim, two: Claim) -> Decimal:
    return abs(one.number.value - two.number.value)


def _given(claim: Claim, near: list[Claim], claims: list[Claim]) -> bool:
    """Whether some two numbers of the paragraph, or two of the draft that are of the same thing, are so far apart."""
    same = [one for one in claims if one.indicators[:1] == claim.indicators[:1] != () and one.kind == "count"]
    pairs = [*combinations(near, 2), *combinations(same, 2)]
    return any(_apart(*pair) == abs(claim.number.value) for pair in pairs)


def _says_no_more(claim: Claim, pair: tuple[Claim, Claim]) -> bool:
    """Whether the words around a change name nothing that its two numbers are not of, and no other time."""
    start, end = clause_at(claim.sentence, claim.number.start)
    cut = re.split(r"[.,;:(]", claim.sentence[claim.number.end : end])[0]
    words = foreign_words(claim.sentence, start, claim.number.end + len(cut), "".join(one.sentence for one in pair))
    return not words and not SINCE.search(claim.sentence[start:end]) and all(one.groups == claim.groups for one in pair)


def foreign_words(text: str, start: int, end: int, known: str = "") -> list[str]:
    """The words of a stretch that may name something else than what a known text is about."""
    found = [word.lower().replace("’", "'") for word in re.findall(r"[A-Za-z][A-Za-z’'-]*", text[start:end])]
    return [word for word in found if word not in plain_words() | STEPS and word not in known.lower()]


def _of_one_thing(claim: Claim, one: Claim, two: Claim) -> bool:
    """Whether two numbers before a change are of its own thing and place, on two days."""
    named = claim.indicators[:1] or one.indicators[:1]
    alike = one.indicators[:1] == two.indicators[:1] == named != () and one.areas == two.areas
    plain = one.groups == two.groups and not (one.strange or two.strange)
    before = all(_before(each, claim) for each in (one, two))
    days = [{each.day for each in side.days} for side in (one, two)]
    return alike and plain and before and days[0] != days[1]


def _before(one: Claim, claim: Claim) -> bool:
    """Whether a number stands before another in their paragraph."""
    text = claim.passage.text
    mine, its = (text.find(each.sentence) + each.number.start for each in (claim, one))
    return its < mine


def _the_only_two(claim: Claim, near: list[Claim]) -> list[tuple[Claim, Claim]]:
    """The only two counts that stand before a change in its sentence: "172 came and 184 left, so 12 more left"."""
    mine = [one for one in near if one.sentence == claim.sentence]
    ahead = [one for one in mine if one.number.end <= claim.number.start]
    plain = len(mine) == len(ahead) == 2 and ahead[0].areas == ahead[1].areas
    return [(ahead[0], ahead[1])] if plain and not any(one.groups for one in ahead) else []
