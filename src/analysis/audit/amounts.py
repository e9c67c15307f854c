"""How much a number says, its thousands and millions put in, and how far it may be off by having been rounded."""

import re
from dataclasses import dataclass
from decimal import Decimal

from analysis.audit import pairs
from analysis.audit.claims import Claim

SCALE = re.compile(r"\s?(?P<scale>million|mill?|m|thousand|k|billion|bn)\b", re.IGNORECASE)
POINTS = re.compile(r"\s+(?:percentage )?p(?:oin)?ts?\b", re.IGNORECASE)
TIMES = {"m": 1_000_000, "t": 1_000, "k": 1_000, "b": 1_000_000_000}


@dataclass(frozen=True)
class Amount:
    """A number as something to reckon with."""

    claim: Claim
    value: Decimal
    blur: Decimal  # half of its last digit, where it has been rounded
    sort: str  # count, rate, percent, money, points


def kind_of(claim: Claim) -> str:
    """The kind of a number; "4.5 points lower" is of points, though nothing says of what."""
    return (
        "points" if claim.kind in ("count", "rate") and POINTS.match(claim.sentence[claim.number.end :]) else claim.kind
    )


def sort_of(claim: Claim) -> str:
    """What a number can be set beside, points apart from counts."""
    return "points" if kind_of(claim) == "points" else pairs.sort_of(claim)


def amount_of(claim: Claim) -> Amount:
    """The amount of a number; money and counts with noughts at their end may have been rounded to them."""
    number, sort = claim.number, sort_of(claim)
    scale = SCALE.match(claim.sentence[number.end :]) if sort in ("money", "count") else None
    times = Decimal(TIMES[scale["scale"][0].lower()] if scale else 1)
    rounded = scale or sort in ("rate", "percent", "points", "ratio")
    blur = Decimal(1).scaleb(-number.decimals) / 2 if rounded else Decimal(0)
    return Amount(claim, abs(number.value) * times, blur * times, sort)


def swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts have the same digits in another order."""
    digits = [sorted(re.sub(r"\D", "", f"{each.normalize():f}")) for each in (one, other)]
    return digits[0] == digits[1] and one != other
