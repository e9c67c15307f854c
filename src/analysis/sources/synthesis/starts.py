"""Which child begins a plan or a stay: one that comes back, one known from a plan, or a new one of a new family."""

import heapq
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.figures import Figures, track_year
from analysis.sources.synthesis.flow import Spell
from analysis.sources.synthesis.people import Child

_CHILDHOOD = timedelta(days=17 * 365)  # the longest from a first start to a last end
Begun = tuple[Spell, int]  # a plan's spell, and how many plans came before it


@dataclass
class Life:
    """A child with the spells it has been given, before cases are made of them."""

    child: Child
    plans: list[Begun] = field(default_factory=list)
    stays: list[Spell] = field(default_factory=list)
    short: list[Spell] = field(default_factory=list)
    cases: list[Spell] = field(default_factory=list)
    nothing: list[date] = field(default_factory=list)
    unaccompanied: bool = False


class People:
    """Makes children and families, and keeps the families that could come back."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.lives: list[Life] = []
        self._families = 0
        self._away: list[tuple[date, int, list[Life]]] = []
        self._ready: list[list[Life]] = []

    def family(self, size: int) -> list[Life]:
        """New children of a new family."""
        self._families += 1
        new = [Life(Child(len(self.lives) + 1 + k, self._families)) for k in range(size)]
        self.lives += new
        return new

    def leaves(self, lives: list[Life], end: date | None, days: int = 90) -> None:
        """A family whose spell ends; it can come back so many days later. One without an end never does."""
        if end:
            heapq.heappush(self._away, (end + timedelta(days=days), lives[0].child.number, lives))

    def back(self, day: date) -> list[Life]:
        """A family that can come back on a day, or nobody."""
        while self._away and self._away[0][0] <= day:
            self._ready.append(heapq.heappop(self._away)[2])
        if not self._ready:
            return []
        at = self.dice.between(0, len(self._ready) - 1)
        self._ready[at], self._ready[-1] = self._ready[-1], self._ready[at]
        return self._ready.pop()

    def forget(self) -> None:
        """Nobody of those who left comes back."""
        self._away, self._ready = [], []


def together(spells: list[Spell]) -> list[list[Spell]]:
    """Spells by the family that they begin in, in the order of their starts."""
    return [list(group) for _, group in groupby(spells, key=lambda s: (s.start, s.group))]


def begin_plans(people: People, spells: list[Spell], figures: Figures) -> None:
    """Give every plan to a child. As many of a year as published are not the child's first."""
    for year, groups in groupby(together(spells), key=lambda g: track_year(g[0].start)):
        in_year = list(groups)
        left = sum(len(group) for group in in_year)
        share = figures.count("child_protection_plans_repeat", year) / max(
            1, figures.count("child_protection_plans_started", year)
        )
        again = round(share * left)
        for group in in_year:
            wanted = len(group) if people.dice.chance(again / left) else 0
            wanted = min(max(wanted, again - (left - len(group))), again, len(group))
            _plans_of(people, group, wanted)
            left, again = left - len(group), again - wanted


def _plans_of(people: People, group: list[Spell], again: int) -> None:
    """The plans of one family: so many children come back, or had plans elsewhere; the others are new."""
    known = people.back(group[0].start) if again and people.dice.chance(0.6) else []
    back = known[:again]
    new = people.family(len(group) - len(back)) if len(group) > len(back) else []
    for life in new:
        life.child.family = back[0].child.family if back else life.child.family
    lives = back + new
    for place, (life, spell) in enumerate(zip(lives, group, strict=True)):
        before = max((count for _, count in life.plans), default=-1) + 1
        elsewhere = people.dice.between(1, 2) if place < again and not life.plans else 0
        life.plans.append((spell, before + elsewhere))
    ends = [spell.end for spell in group]
    people.leaves(lives, None if None in ends else max(e for e in ends if e))


def begin_stays(people: People, spells: list[Spell], unaccompanied: float) -> None:
    """Give every stay to a child: off a plan that has just ended, back again after a year, unaccompanied, or new."""
    people.forget()
    ended = sorted(
        (life.plans[-1][0].end, life.child.number, life) for life in people.lives if life.plans[-1][0].end is not None
    )
    for group in together(spells):
        lives = _off_plans(ended, group) if people.dice.chance(0.55) else []
        if not lives and people.dice.chance(0.1):
            known = people.back(group[0].start)[: len(group)]
            until = max(spell.end or spells[-1].start for spell in group)
            lives = [life for life in known if until - life.stays[0].start < _CHILDHOOD]
        rest = len(group) - len(lives)
        new = people.family(rest) if rest else []
        for life in new:
            life.unaccompanied = not lives and len(group) == 1 and people.dice.chance(unaccompanied)
        for life, spell in zip(lives + new, group, strict=True):
            life.stays.append(spell)
            if not life.unaccompanied:
                people.leaves([life], spell.end, 365)


def _off_plans(ended: list[tuple[date, int, Life]], group: list[Spell]) -> list[Life]:
    """Children whose last plan ended in the weeks before; they come into care on that day if it is the same month."""
    start = group[0].start
    first = start - timedelta(days=40)
    while ended and ended[0][0] < first:
        ended.pop(0)
    near = [each for each in ended[:200] if each[0] <= start]
    family = [e for e in near if e[2].child.family == near[0][2].child.family][: len(group)] if near else []
    for each in family:
        ended.remove(each)
    day = family[0][0] if family else start
    for spell in group if day.month == start.month and all(e[0] <= day for e in family) else []:
        spell.start = day
    return [life for _, _, life in family]
