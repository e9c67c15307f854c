"""Whether a printed number is a published one: at its precision, by a hedge, in everyday fractions."""

from decimal import Decimal

from analysis.audit.evidence import rounded
from analysis.audit.numbers import Number

ROUND = 1000  # below it a count is printed as it is
CLOSE = Decimal("0.05")  # how far "about" and "nearly" may be from what they stand for, as a share
FURTHEST = Decimal("0.12")  # "over 400" is not said of 460
EVERYDAY = Decimal("0.1")  # "one in five" of 18% to 22%
POINTS = Decimal(3)  # "about 40%" of 37% to 43%


def agrees(number: Number, truth: Decimal) -> bool:
    """Whether a number as printed says a true value: equal when the value is rounded as the number is, or hedged so."""
    if number.kind == "fraction":
        share = truth / 100
        return abs(number.value - share) <= EVERYDAY * max(share, Decimal("0.1"))
    if number.hedge == "under" and truth > number.value:
        return False
    if exactly(number, truth):
        return number.hedge in ("", "about") or (number.hedge == "over" and truth > number.value) or number.near
    return _hedged(number, truth)


def exactly(number: Number, truth: Decimal) -> bool:
    """Whether the value is the number when it is rounded half up, to its decimals or to its noughts."""
    if rounded(truth, number.decimals) == number.value:
        return True
    noughts = _noughts(number) if number.kind == "count" and number.value >= ROUND else 0
    return noughts >= 2 and rounded(truth / 10**noughts, 0) * 10**noughts == number.value


def nearly(number: Number, truth: Decimal) -> bool:
    """Whether a number is one step of its last digit away: a rate or share rounded the wrong way, or cut off."""
    step = Decimal(1).scaleb(-number.decimals)
    return not number.hedge and abs(number.value - truth) <= step


def _hedged(number: Number, truth: Decimal) -> bool:
    if not number.hedge or not truth:
        return False
    apart = (truth - number.value) / truth
    if number.kind == "percent" and abs(truth - number.value) <= POINTS and number.hedge == "about":
        return True
    if number.near or number.hedge == "about":
        return abs(apart) <= CLOSE and (number.hedge != "under" or apart <= 0)
    return 0 <= apart <= FURTHEST if number.hedge == "over" else -FURTHEST <= apart <= 0


def _noughts(number: Number) -> int:
    digits = number.text.replace(",", "").split(" ")[0].rstrip("%")
    return len(digits) - len(digits.rstrip("0")) if digits.isdigit() else 0


def telling(number: Number) -> bool:
    """Whether to be equal by chance is unlikely: of a decimal, or of three digits that are not round."""
    if number.kind in ("fraction", "ratio"):
        return False
    return number.decimals > 0 or (number.value >= 100 and _noughts(number) < 2)


def loosely(number: Number, truth: Decimal) -> bool:
    """Whether a number says little but nothing false: "over 300" of 395."""
    if number.near or number.hedge not in ("over", "under"):
        return False
    return truth > number.value if number.hedge == "over" else truth < number.value
