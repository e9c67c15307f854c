"""One sentence as it was read, and what of it belongs to each of its numbers: indicator, place, day, measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from analysis.audit.claims import Claim
from analysis.audit.clauses import Thing, distance, own, stretch_of
from analysis.audit.days import Day
from analysis.audit.mentions import Mention
from analysis.audit.numbers import Number

# "a fall on last year": a day that something is set against is not the number's own.
AGAINST = re.compile(
    r"\b(?:than|than (?:at|in|on)|as|since|against|compared (?:to|with)|from|below|above|(?:up|down) on)\s+"
    r"(?:the |that of )?(?:same (?:point|time|date|stage|quarter|period) (?:in |of )?)?(?:the )?$",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"(?:above|below|than|against|exceed\w*|under|over|with|to|match\w*|of|beside|beyond|is)"
    r"(?: (?:both|the|its|our|that|those|of|for|in|statistical|regional|national|and|average))*\s+$",
    re.IGNORECASE,
)
SEMICOLON = re.compile(r";")
COMPARATORS = ("England", "region", "neighbours")


@dataclass(frozen=True)
class Context:
    """What stood in the sentence before, of the same passage."""

    claims: tuple[Claim, ...] = ()
    said: tuple[Mention, ...] = ()
    heading: tuple[Mention, ...] = ()  # what the heading above names
    when: tuple[Day, ...] = ()  # the one day that it gives
    days: tuple[Day, ...] = ()  # what the sentence before names
    title: str = ""  # the heading itself
    told: str = ""  # what the draft says before it, from the heading on
    home: str = ""  # the code of the draft's own area

    def headed(self) -> list[str]:
        """The one indicator that the heading is of, if it is of one only."""
        named = list(dict.fromkeys(one.key for one in self.heading if one.kind == "indicator"))
        named = named or list(dict.fromkeys(one.key for one in self.heading if one.kind == "weak"))
        return named if len(named) == 1 else []

    def place(self) -> str:
        """The one other place that the heading is of, or ""."""
        named = list(dict.fromkeys(one.key for one in self.heading if one.kind == "area"))
        return named[0] if len(named) == 1 else ""

    def indicators(self) -> list[str]:
        """What the sentence before was of, in order."""
        named = [name for claim in self.claims for name in claim.indicators[:1]]
        return list(dict.fromkeys([*named, *(one.key for one in self.said if one.kind == "indicator")]))


@dataclass(frozen=True)
class Read:
    """One sentence as it was read."""

    text: str
    claiming: Sequence[Number]
    said: Sequence[Mention]
    when: Sequence[Day]
    stretches: list[tuple[int, int]]
    before: Context
    closing: date

    def nearest(self, number: Number, *kinds: str, shared: bool = True) -> list[Mention]:
        """What of some kinds belongs to a number, the nearest first."""
        return self.own(number, [one for one in self.said if one.kind in kinds], shared)

    def own(self, number: Number, things: Sequence[Thing], shared: bool = True) -> list[Thing]:
        """What belongs to a number: all in its part of a list of parts, else by the stretches (see `clauses.own`)."""
        span = self.segment(number)
        inside = [one for one in things if span and span[0] <= one.start < span[1]]
        if inside:
            return sorted(inside, key=lambda one: distance(one, number))
        return own(number, things, self.stretches, self.claiming, shared)

    def segment(self, number: Number) -> tuple[int, int] | None:
        """The part between semicolons that a number has to itself, where there are several such parts."""
        cuts = [0, *(at.end() for at in SEMICOLON.finditer(self.text)), len(self.text)]
        parts = [(start, end) for start, end in pairwise(cuts)]
        held = [sum(start <= one.start < end for one in self.claiming) for start, end in parts]
        at = next(at for at, (start, end) in enumerate(parts) if start <= number.start < end)
        return parts[at] if held[at] == 1 and sum(count > 0 for count in held) > 1 else None

    def part(self, number: Number) -> str:
        """The words of the stretch that a number stands in."""
        start, end = stretch_of(number, self.stretches)
        return self.text[start:end]

    def bare(self, number: Number) -> bool:
        """Whether a number's stretch names nothing that it could be of, apart from a place."""
        span = stretch_of(number, self.stretches)
        return not any(one.kind in ("indicator", "weak") and span[0] <= one.start < span[1] for one in self.said)
