"""Shares that are a slip of the pen away from what a count beside them is of a larger one.

They are accused only where no two counts of the paragraph give them.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from analysis.audit.amounts import sort_of
from analysis.audit.changes import Agreed, nobody
from analysis.audit.claims import Claim
from analysis.audit.days import days
from analysis.audit.evidence import rounded
from analysis.audit.mentions import mentions
from analysis.audit.narrowing import ANY
from analysis.audit.said_apart import says_apart
from analysis.audit.slips import foreign_words, slip
from analysis.audit.verdicts import Verdict
from analysis.vocabulary.indicators import indicators

HUNDRED = Decimal(100)
FEWEST = 10  # a part below it gives too few shares
AFTER = 25  # characters behind a share in which its own time may be named
# What makes a percentage another's, or another time's: "183; the rate was 17.9%", "183, compared with 17.9%".
OTHER = re.compile(
    r";|\b(?:compar\w+|against|than|from|ago|before|last|previous|rate|our|local\w*|nationa\w*|england|target)\b",
    re.IGNORECASE,
)
BACK = 4  # counts before a share among which its whole is looked for


def share_slips(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Percentages with a decimal that no two counts of their paragraph give, but of which two are a slip away."""
    for share in claims:
        if share.kind != "percent" or not share.number.decimals or share.number.hedge or share.passage.table:
            continue
        counts = [one for one in claims if one.passage is share.passage and _is_count(one)]
        if _given(share, counts) or says_apart(share) or share.role != "level" or agreed(share):
            continue
        if not _beside(share, counts):
            continue
        meant = [(part, whole) for part, whole in _pairs(share, counts) if slip(share.number, _percent(part, whole))]
        for part, whole in meant[:1]:
            shown = f"{rounded(_percent(part, whole), share.number.decimals)}%"
            why = f"{part.number.text} of {whole.number.text} is {shown}, not {share.number.text}."
            yield Verdict(share, "arithmetic", why, shown, "the text itself", shown)


def _beside(share: Claim, counts: list[Claim]) -> bool:
    """Whether only plain words stand between a share and the count before it, or its group, and none of a time."""
    text, stop = share.sentence, share.number.end + AFTER
    ahead = [one.number.end for one in counts if one.sentence == text and one.number.end <= share.number.start]
    start = max(ahead, default=0)
    grouped = not ahead and bool(share.groups)
    between = text[start : share.number.start]
    named = "".join(text[one.start : one.end] + " " for one in mentions(text))
    plain = not foreign_words(text, start, share.number.start, named) and not OTHER.search(between)
    return bool(ahead or grouped) and plain and not any(start <= one.start < stop for one in days(text, ANY))


def _is_count(one: Claim) -> bool:
    return sort_of(one) == "count" and not one.number.hedge and one.number.value > 0 and not one.passage.table


def _percent(part: Claim, whole: Claim) -> Decimal:
    return part.number.value * HUNDRED / whole.number.value


def _given(share: Claim, counts: list[Claim]) -> bool:
    """Whether any two counts come to a share, as a part of the other or as the change between them."""
    digit = Decimal(1).scaleb(-share.number.decimals)
    for one, two in combinations([each.number.value for each in counts], 2):
        low, high = sorted((one, two))
        ways = (
            low / high,
            (high - low) / low,
            (high - low) / high,
            high / low,
            low / (low + high),
            high / (low + high),
        )
        if any(abs(way * HUNDRED - share.number.value) <= digit for way in ways):
            return True
    return False


def _pairs(share: Claim, counts: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The part that a share stands behind, or that is of its group, with the larger counts before it."""
    ahead = [one for one in counts if _place(one) < _place(share)]
    mine = [one for one in ahead if one.sentence == share.sentence][-1:]
    parts = [one for one in ahead if share.groups and one.groups == share.groups] or mine
    for part in [one for one in parts[-1:] if not _is_its_whole(one, share)]:
        wholes = [one for one in ahead if one.number.value > part.number.value >= FEWEST and _may_hold(one, part)]
        yield from ((part, whole) for whole in reversed(wholes[-BACK:]))


def _is_its_whole(count: Claim, share: Claim) -> bool:
    """Whether a count is what a published percentage of a share's name is of: conferences, of those held in time."""
    known = indicators().get(share.indicators[0]) if share.indicators else None
    return known is not None and bool(known.percent_of) and known.percent_of == (count.indicators or ("",))[0]


def _may_hold(whole: Claim, part: Claim) -> bool:
    return whole.areas == part.areas and not whole.groups and not says_apart(whole) and not says_apart(part)


def _place(one: Claim) -> int:
    """Where a number stands in its paragraph."""
    return one.passage.text.find(one.sentence) + one.number.start
