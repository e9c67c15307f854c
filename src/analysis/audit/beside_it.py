"""A comparator without a day of its own, beside a local figure of the same day, which is none the worse for it."""

from dataclasses import replace
from datetime import date

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.lookups import figures
from analysis.audit.matching import exactly
from analysis.audit.verdicts import Setting, Verdict


def of_one_day(verdicts: list[Verdict], setting: Setting) -> list[Verdict]:
    """The verdicts, an undated comparator agreeing where the local figure that it is set beside is of its day too."""
    return [_judged(one, verdicts, setting) if one.verdict == "undated" else one for one in verdicts]


def _judged(one: Verdict, verdicts: list[Verdict], setting: Setting) -> Verdict:
    mine = one.claim
    its = _days(mine, mine.areas[0], setting)
    beside: dict[str, Claim] = {}
    for other in (each.claim for each in verdicts if _beside(each.claim, mine)):
        beside.setdefault(other.passage.where, other)  # of "70.4 (82.7)" the first
    if its and beside and all(max(its) in _days(other, LOCAL, setting) for other in beside.values()):
        why = f"{one.why.partition('; the text')[0]}, the day of what it stands beside."
        return replace(one, verdict="agrees", why=why, suggestion="")
    return one


def _beside(other: Claim, mine: Claim) -> bool:
    """Whether a local number is of the same thing, in the same paragraph or the same row or column."""
    same = other.indicators[:1] == mine.indicators[:1] and other.measure == mine.measure
    one, two = mine.passage, other.passage
    table = bool(one.table) and one.table == two.table and (one.row == two.row or one.column == two.column)
    near = table or one.where == two.where
    return same and other.areas == (LOCAL,) and near and (table or not other.dated)


def _days(claim: Claim, place: str, setting: Setting) -> set[date]:
    """The days on which a number is the published one of a place."""
    found = figures(claim, setting.evidence, claim.indicators[0], place, "")
    return {each.day for each in found if each.out <= setting.as_at and exactly(claim.number, each.value)}
