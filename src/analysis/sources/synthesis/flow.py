"""Spells that begin and end so that every month has the starts and ends it must have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.months import Month, Track


@dataclass
class Spell:
    """Something with a start and an end, begun together with others of its group (the children of a family)."""

    group: int
    start: date
    meant: date  # when it would end, if the month had room for one more
    end: date | None = None


def spells(track: Track, dice: Dice, length: Callable[[], int], sizes: Mapping[str, float]) -> list[Spell]:
    """The spells of a track in the order of their starts; those of one group start, and mostly end, on one day."""
    made = _Maker(dice, length, {int(size): weight for size, weight in sizes.items()})
    first = track.months[0].first
    made.begin(track.stock, first)
    lacking = 0
    for month in track.months:
        made.begin(month.starts, month.first, month.last.replace(day=27))
        lacking = made.finish(month, month.ends + lacking)
    return sorted(made.all, key=lambda s: (s.start, s.group))


class _Maker:
    def __init__(self, dice: Dice, length: Callable[[], int], sizes: dict[int, float]) -> None:
        self.dice, self.length, self.sizes = dice, length, sizes
        self.all: list[Spell] = []
        self.open: list[Spell] = []
        self.groups = 0

    def begin(self, number: int, first: date, last: date | None = None) -> None:
        """So many new spells in groups, from `first` to `last`; without `last` they are open when `first` begins."""
        while number > 0:
            size = min(self.dice.weighed(self.sizes), number)
            days = self.length()
            start = self.dice.day(first, last) if last else first - timedelta(days=self.dice.between(1, days))
            new = [Spell(self.groups, start, start + timedelta(days=days)) for _ in range(size)]
            self.all += new
            self.open += new
            self.groups += 1
            number -= size

    def finish(self, month: Month, number: int) -> int:
        """End so many of the open spells within a month, those first that were meant to; how many could not."""
        able = sorted((s for s in self.open if s.start < month.last), key=lambda s: (s.meant, s.group))
        days: dict[tuple[int, date], date] = {}
        for spell in able[:number]:
            spell.end = days.setdefault((spell.group, spell.meant), self._day(spell, month))
        for spell in able[number:]:
            if spell.meant <= month.last:
                later = month.last + timedelta(days=self.dice.wait(60))
                spell.meant = days.setdefault((spell.group, spell.meant), later)
        self.open = [s for s in self.open if s.end is None]
        return max(number - len(able), 0)

    def _day(self, spell: Spell, month: Month) -> date:
        first = max(month.first, spell.start + timedelta(days=1))
        return spell.meant if first <= spell.meant <= month.last else self.dice.day(first, month.last)
