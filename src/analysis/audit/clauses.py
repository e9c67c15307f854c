"""Which part of a sentence a number stands in, and which of the things that the sentence names belong to it."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

BREAK = re.compile(
    r"[,;:()\[\]–—|]| - |\b(?:compared|comparing|compares|against|versus|vs|whilst|while|whereas|and|but|than"
    r"|although|or"
    r"|with|up from|down from|from|to|beside|of which|of these|of whom|of them)\b",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\s*\([\d,.%£ ]+(?:(?:out )?of (?:the )?[\d,.]+)?(?: per cent)?\)")
YEAR_TO = re.compile(r"\b(?:year|months|period|quarter) (?:up )?to (?:the )?(?=\d|end|[A-Z])", re.IGNORECASE)
PARTITIVE = re.compile(r"of (?:which|these|whom|them)", re.IGNORECASE)
SOFT = {"from", "to", "with", "and", "or"}  # these part two numbers, not a number from what it counts
BRACKET = 2  # characters around a number at which what explains it begins or ends
Span = tuple[int, int]
Thing = TypeVar("Thing", bound="Placed")


class Placed(Protocol):
    """Anything with a place in a sentence."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


def clauses(sentence: str, numbers: Sequence[Placed], mentions: Sequence[Placed] = ()) -> list[Span]:
    """The stretches of a sentence, parted at commas, brackets and words that set things side by side.

    A word such as "from" or "and" parts only where there is a number on both sides. Nothing parts a number or a name.
    """
    inside = [(one.start, one.end) for one in (*numbers, *mentions)]
    inside += [at.span() for at in BRACKETED.finditer(sentence)]  # "England (42.1)", "plans (210 of 395)"
    inside += [at.span() for at in YEAR_TO.finditer(sentence)]  # "in the year to 31 March 2025"
    cuts = [0]
    for at in BREAK.finditer(sentence):
        if any(start < at.end() and at.start() < end for start, end in inside):
            continue
        if PARTITIVE.fullmatch(at[0]) and any(0 <= at.start() - one.end <= 1 for one in numbers):
            continue  # "152 of these were repeats"
        soft = at[0].lower() in SOFT
        before = any(cuts[-1] <= one.start < at.start() for one in numbers)
        if not soft or before:
            cuts.append(at.start() if at[0][0].isalpha() else at.end())
    return [(start, end) for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True) if end > start]


def own(
    number: Placed, things: Sequence[Thing], stretches: list[Span], numbers: Sequence[Placed], shared: bool = True
) -> list[Thing]:
    """The things that belong to a number, nearest first: those of its stretch, else of the stretches around it.

    The nearest stretch before it that names any is taken, else one after it without a number. What is not `shared` (a
    day, a place) stays with the number in whose stretch it stands.
    """
    at = index_of(number, stretches)
    found = _within(things, stretches[at])
    if found:
        return sorted(_not_parted(number, found, numbers, shared), key=lambda one: distance(one, number))
    bracket = at + 1 < len(stretches) and stretches[at + 1][0] <= number.end + BRACKET  # "532 (2024)"
    if bracket and (found := _within(things, stretches[at + 1])):
        taken = any(stretches[at + 1][0] <= one.start < stretches[at + 1][1] for one in numbers)
        if not taken:
            return list(found)
    for step in (-1, 1):
        beside = at + step
        while 0 <= beside < len(stretches):
            found = _within(things, stretches[beside])
            taken = any(stretches[beside][0] <= one.start < stretches[beside][1] for one in numbers)
            if found and (not taken or (shared and step < 0)):
                return sorted(found, key=lambda one: distance(one, number))
            if taken and (found or step > 0):
                break
            beside += step
    return []


def _not_parted(number: Placed, found: list[Thing], numbers: Sequence[Placed], shared: bool) -> list[Thing]:
    """Of the things in a number's stretch those without another number in between; all, where none is left."""
    near = [
        one
        for one in found
        if not any(
            min(one.end, number.end) <= other.start < max(one.start, number.start)
            for other in numbers
            if other != number
        )
    ]
    return near or (found if shared else [])


def index_of(number: Placed, stretches: list[Span]) -> int:
    """Which stretch a number stands in."""
    return next((i for i, (start, end) in enumerate(stretches) if start <= number.start < end), 0)


def stretch_of(number: Placed, stretches: list[Span]) -> Span:
    """The stretch that a number stands in."""
    return stretches[index_of(number, stretches)]


def alone(thing: Placed, stretches: list[Span], numbers: Sequence[Placed]) -> bool:
    """Whether a thing stands in a stretch without a number, and so may go for the whole sentence."""
    start, end = stretch_of(thing, stretches)
    return not any(start <= one.start < end for one in numbers)


def _within(things: Sequence[Thing], span: Span) -> list[Thing]:
    return [one for one in things if span[0] <= one.start < span[1]]


def distance(one: Placed, number: Placed) -> int:
    """How far a thing is from a number; what stands before it counts a little nearer than what stands after."""
    return one.start - number.end + 1 if one.start >= number.end else number.start - one.end
