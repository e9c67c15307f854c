"""A period of care as a chain of episodes: the placements and legal statuses that a child goes through."""

from datetime import date, timedelta
from itertools import pairwise

from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.figures import settings
from analysis.sources.synthesis.people import Piece, Stay

_PROVIDER = {"U": "PR1", "K": "PR4", "P1": "PR0", "H": "PR4", "A": "PR1", "S": "PR4", "R": "PR4"}
FOR_ADOPTION = 0.15  # how often a change of status after a care order is a placement order
_NEXT = {"L1": "C1", "V2": "C1", "C1": "C2", "C2": "E1"}


def stay(dice: Dice, start: date, end: date | None, need: str, unaccompanied: bool = False) -> Stay:
    """A stay from start to end (open without one) in pieces that follow each other on the day."""
    marks = [start, *_changes(dice, start, end)]
    legal = "V2" if unaccompanied else dice.weighed({"V2": 0.35, "C1": 0.5, "L1": 0.05, "C2": 0.1})
    place = dice.pick(["H5", "U6", "U6"]) if unaccompanied else _place(dice, legal)
    pieces = [_piece(marks[0], "S", legal, place)]
    for day in marks[1:]:
        began, legal, place = _change(dice, legal, place, unaccompanied)
        pieces.append(_piece(day, began, legal, place))
    for one, other in pairwise(pieces):
        one.end, one.ended = other.start, "X1"
    pieces[-1].end = end
    pieces[-1].ended = _reason(dice, pieces[-1]) if end else ""
    return Stay(start, end, need, False, pieces)


def short_breaks(dice: Dice, start: date, end: date | None) -> Stay:
    """An agreed series of short breaks: V4 for each break, or V3 for the series."""
    legal = dice.pick(["V3", "V4"])
    marks = [start, *_changes(dice, start, end)][:3]
    pieces = [_piece(day, "P" if k else "S", legal, "K2" if k % 2 else "U6") for k, day in enumerate(marks)]
    for one, other in pairwise(pieces):
        one.end, one.ended = other.start, "X1"
    pieces[-1].end, pieces[-1].ended = end, "E8" if end else ""
    return Stay(start, end, "N2", True, pieces)


def _changes(dice: Dice, start: date, end: date | None) -> list[date]:
    """Days on which something changes: often at first, then about once a year."""
    days: list[date] = []
    day, mean = start, 90
    last = end or start + timedelta(days=5 * 365)
    while len(days) < 8:
        day += timedelta(days=dice.wait(mean))
        mean = 320
        if day >= last:
            break
        days.append(day)
    return days


def _change(dice: Dice, legal: str, place: str, unaccompanied: bool) -> tuple[str, str, str]:
    """The reason for a new episode with the status and placement after it."""
    began = dice.weighed({"L": 0.35, "P": 0.4, "T": 0.1, "B": 0.1, "U": 0.05})
    settled = legal not in _NEXT or (legal == "C2" and not dice.chance(FOR_ADOPTION))
    if unaccompanied or (began in "LBU" and settled):
        began = "P"
    if began in "LBU":
        legal = _NEXT[legal]
    if began in "PTBU":
        place = _place(dice, legal, place)
    return began, legal, place


def _place(dice: Dice, legal: str, other_than: str = "") -> str:
    """A placement; for adoption only under a placement order."""
    usual = {"A5": 1.0} if legal == "E1" and other_than != "A5" else settings()["placement"]
    return dice.weighed({k: w for k, w in usual.items() if k != other_than and (k != "A5" or legal == "E1")})


def _reason(dice: Dice, last: Piece) -> str:
    if last.legal == "E1":
        return dice.pick(["E11", "E12"])
    return dice.weighed({k: w for k, w in settings()["ceased"].items() if k not in ("E11", "E12")})


def _piece(start: date, began: str, legal: str, place: str) -> Piece:
    provider = _PROVIDER.get(place, _PROVIDER.get(place[0], "PR4"))
    return Piece(start, None, began, "", legal, place, provider)
