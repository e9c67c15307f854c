"""Rows of figures as cells and the sums between them: what anybody who has read a few packs knows adds up.

Groups make up a total and ethnic groups the five; months make up quarters and years; a stock and those who came make up
the next stock and those who left; those who are something and those who are not make up all. Real counts add up nearly
(a child who comes twice in a quarter counts once in it), and an attacker may know by how much they do not, so the sums
are taken as exact. Who is in a total and in none of its parts is a count of children too, and hidden as one.
"""

from calendar import monthrange
from collections.abc import Hashable, Iterable
from datetime import date

import pandas as pd

from analysis.disclosure.cells import Cell, Sum
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.ethnicity import UNKNOWN, five_of
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.periods import Quarter, parse_date

KEY = ["indicator", "area", "date", "span", "breakdown", "group"]
TOTAL, FIVE_GROUPS, EIGHTEEN = "total", "ethnic_group", "ethnic_group_18"
LASTING = (TOTAL, FIVE_GROUPS, EIGHTEEN, "sex")  # of a child for good, so that stock and flows of it add up
MOVES = {  # a stock: those who joined it, those who left it
    "child_protection_plans": ("child_protection_plans_started", "child_protection_plans_ended"),
    "children_in_care": ("children_in_care_started", "children_in_care_ceased"),
}
REST = "(in no part)"
Key = tuple[str, str, str, str, str, str]  # in the order of KEY


def name_of(key: Iterable[Hashable]) -> str:
    """The id of a cell: the same in every release."""
    return "|".join(map(str, key))


def tied(rows: pd.DataFrame, known: Iterable[Key] = (), must_hide: Iterable[Key] = ()) -> tuple[list[Cell], list[Sum]]:
    """Cells and sums of rows with the columns KEY and `count` (children, whole numbers), one row a key.

    `known` are keys that others have published or an earlier pack printed, `must_hide` those that one hid. Among the
    cells are some that nobody prints and a reader can work out: who is in a total and in none of its parts.
    """
    counts: dict[Key, int] = {}
    for *key, count in rows[[*KEY, "count"]].itertuples(index=False):
        place: Key = tuple(map(str, key))  # type: ignore[assignment] # as many as KEY
        if place in counts:
            raise AnalysisError(f"The figure {name_of(place)} comes twice. A release has one row for each figure.")
        counts[place] = int(count)
    made = _Ties(counts)
    made.groups()
    made.finer_groups()
    made.subsets()
    made.times()
    made.moves()
    printed, hidden = set(known), set(must_hide)
    cells = [
        Cell(name_of(key), count, known=key in printed, must_hide=key in hidden or key in made.unseen)
        for key, count in {**counts, **made.unseen}.items()
    ]
    return cells, made.sums


class _Ties:
    """The sums, as they are found."""

    def __init__(self, counts: dict[Key, int]) -> None:
        self.counts, self.sums = counts, list[Sum]()
        self.unseen: dict[Key, int] = {}  # worked out by a reader, printed by nobody

    def _tie(self, total: Key, parts: list[Key], kinds: bool = True, besides: tuple[Key, ...] = ()) -> None:
        """A total, with what stands besides it, and its parts. What is over or missing by counting is known."""
        over = sum(map(self._count, parts)) - sum(map(self._count, (total, *besides)))
        if kinds and over < 0:
            rest: Key = (*total[:4], f"{parts[0][4]} of {total[4]} {total[5]}", REST)
            self.unseen[rest] = -over
            parts, over = [*parts, rest], 0
        names = (name_of(total), tuple(map(name_of, parts)), tuple(map(name_of, besides)))
        self.sums.append(Sum(names[0], names[1], kinds, names[2], over))

    def _count(self, key: Key) -> int:
        return self.counts[key] if key in self.counts else self.unseen[key]

    def groups(self) -> None:
        """All groups of a breakdown make up the total of the figure."""
        of: dict[tuple[Key, str], list[Key]] = {}
        for key in self.counts:
            total = _with(key, breakdown=TOTAL, group="")
            if key[4] != TOTAL and total in self.counts:
                of.setdefault((total, key[4]), []).append(key)
        for (total, _), parts in of.items():
            self._tie(total, parts)

    def finer_groups(self) -> None:
        """Of eighteen ethnic groups, those that make up one of the five."""
        of: dict[Key, list[Key]] = {}
        for key in self.counts:
            five = five_of().get(key[5], "")
            for name in (five, UNKNOWN.lower() if five == UNKNOWN else five):
                wider = _with(key, breakdown=FIVE_GROUPS, group=name)
                if key[4] == EIGHTEEN and wider in self.counts and key not in of.get(wider, []):
                    of.setdefault(wider, []).append(key)
        for wider, parts in of.items():
            self._tie(wider, parts)

    def subsets(self) -> None:
        """Those who are something and those who are not make up all of whom it is a share."""
        for name, one in indicators().items():
            for key in list(self.counts):
                whole = (one.percent_of or "", *key[1:])
                if key[0] == name and whole in self.counts:
                    self._tie(whole, [key])

    def times(self) -> None:
        """Months make up the quarter, quarters the year; months the year where there are no quarters."""
        for key in list(self.counts):
            for span in {"quarter": ["month"], "year": ["quarter", "month"]}.get(key[3], []):
                parts = [_with(key, date=day, span=span) for day in _ends(key[2], key[3], span)]
                if parts and all(part in self.counts for part in parts):
                    self._tie(key, parts, kinds=False)
                    break

    def moves(self) -> None:
        """A stock and those who joined by the next make up that stock and those who left in between."""
        for key in list(self.counts):
            came, left = MOVES.get(key[0], ("", ""))
            if came and key[3] == "point" and key[4] in LASTING:
                for span in ("month", "quarter", "year"):
                    before = _with(key, date=_before(key[2], span))
                    joined, gone = ((name, *key[1:3], span, *key[4:]) for name in (came, left))
                    if all(one in self.counts for one in (before, joined, gone)):
                        self._tie(key, [before, joined], kinds=False, besides=(gone,))


def _with(key: Key, **said: str) -> Key:
    return tuple(said.get(name, part) for name, part in zip(KEY, key, strict=True))  # type: ignore[return-value]


def _back(day: date, months: int) -> date:
    """The last day of the month that is so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _before(day: str, span: str) -> str:
    return _back(parse_date(day), {"month": 1, "quarter": 3, "year": 12}[span]).isoformat()


def _ends(day: str, whole: str, span: str) -> list[str]:
    """The last days of the parts of a quarter or year that ends on a day; none where it does not end there."""
    last, months, step = parse_date(day), {"quarter": 3, "year": 12}[whole], {"month": 1, "quarter": 3}[span]
    if last != (Quarter.of(last).end if whole == "quarter" else Quarter.of(last).closing_march):
        return []
    return [_back(last, back).isoformat() for back in range(0, months, step)]
