"""A fall or rise between two rates that rest on two populations, though each is right on its own."""

from dataclasses import replace

from analysis.audit.verdicts import Verdict


def mixed_bases(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts, a rate on another base saying so where it stands beside one that a later release has changed."""
    return [_told(one, verdicts) if one.verdict == "other_base" else one for one in verdicts]


def _told(one: Verdict, verdicts: list[Verdict]) -> Verdict:
    for other in verdicts:
        superseded = other.verdict == "agrees" and other.suggestion and other.claim.measure == "rate"
        if superseded and _beside(one, other):
            first, last = sorted((one, other), key=_day)
            values = [each.expected if each is one else each.suggestion for each in (first, last)]
            mixed = f"Beside {other.claim.number.text} it mixes two populations: on one, {values[0]} to {values[1]}."
            return replace(one, why=f"{one.why} {mixed}")
    return one


def _beside(one: Verdict, other: Verdict) -> bool:
    """Whether two numbers are of one thing in one place, in the same sentence or row."""
    mine, its = one.claim, other.claim
    where = mine.passage.table == its.passage.table and mine.passage.row == its.passage.row
    same = where if mine.passage.table else mine.sentence == its.sentence
    return same and mine.indicators[:1] == its.indicators[:1] and mine.areas == its.areas


def _day(one: Verdict) -> str:
    return one.claim.days[0].day.isoformat() if one.claim.days else "9999"
