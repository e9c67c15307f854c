"""The joint system that an attacker sets up: cells, the sums that tie them, and whatever else was printed of them.

Independent of suppression: nothing here knows how cells were chosen for hiding.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from analysis.vocabulary.errors import AnalysisError

Model = Literal["plain", "rule"]
MODELS: tuple[Model, Model] = ("plain", "rule")


class BadSystem(AnalysisError):
    """Cells, sums or statements that do not fit together; the message names no count."""


@dataclass(frozen=True)
class Cell:
    """A count of children. `value` is None where it is hidden; `latent` where it is neither printed nor marked.

    `public`: others have published it (the value, or that it is hidden). `primary` tells the attacker of the rule
    whether it was hidden for being 1 to the threshold (None: nobody says). `whole`: hidden for being everyone of a
    small total, so that the threshold does not bound it. `name` stands in sentences.
    """

    key: Hashable
    value: int | None = field(repr=False)
    public: bool = False
    primary: bool | None = None
    whole: bool = False
    latent: bool = False
    name: str = ""

    @property
    def hidden(self) -> bool:
        """Whether the publication marks it as hidden."""
        return self.value is None and not self.latent


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`, keys of cells; `at_most` where the parts may leave some of the total out."""

    total: Hashable
    parts: tuple[Hashable, ...]
    at_most: bool = False


@dataclass(frozen=True)
class Statement:
    """low <= sum of coefficient x cell <= high, in whole numbers; `public` where others have published it."""

    terms: tuple[tuple[Hashable, int], ...]
    low: int | None = field(repr=False)
    high: int | None = field(repr=False)
    public: bool = False


@dataclass(frozen=True)
class System:
    """Everything that the attacker knows. `threshold`: counts of 1 to it are hidden; `width`: integers to be left.

    `above`: the attacker of the rule also concludes that a hidden cell which is told not to be primary is above the
    threshold. Off, since one symbol stands for both.
    """

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...] = ()
    statements: tuple[Statement, ...] = ()
    threshold: int = 5
    width: int = 5
    above: bool = False

    def __post_init__(self) -> None:
        keys = {cell.key for cell in self.cells}
        if len(keys) != len(self.cells):
            raise BadSystem("One cell stands twice in the system. Give each cell one key.")
        used = {key for one in self.sums for key in (one.total, *one.parts)}
        used |= {key for one in self.statements for key, _ in one.terms}
        if used - keys:
            raise BadSystem(f"{len(used - keys)} cells of a sum or statement are not among the cells. Add them first.")
        if any(cell.value is not None and cell.value < 0 for cell in self.cells):
            raise BadSystem("A count is below 0. Counts of children are 0 or more.")

    def with_statements(self, more: Iterable[Statement]) -> "System":
        """The same system with further statements."""
        return replace(self, statements=(*self.statements, *more))


@dataclass
class Row:
    """One equation or inequality over cells that are not known; `own` where our publication has a part in it."""

    terms: dict[Hashable, int]
    low: int | None
    high: int | None
    own: bool = False

    def holds(self, point: dict[Hashable, int]) -> bool:
        """Whether it is true of whole numbers, exactly."""
        total = sum(factor * point[key] for key, factor in self.terms.items())
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass
class Problem:
    """Bounds and rows over the unknown cells; `untold`: hidden cells of ours of which nobody says which are primary.

    `broken`: rows without an unknown that are false, each as whether our publication has a part in it, with keys.
    """

    lower: dict[Hashable, int]
    upper: dict[Hashable, int | None]
    rows: list[Row]
    untold: set[Hashable]
    threshold: int
    broken: list[tuple[bool, tuple[Hashable, ...]]]


def problem(system: System, model: Model, baseline: bool = False) -> Problem:
    """The system as one knowledge model sees it, known cells put in; `baseline` knows what others published only.

    In the baseline our own printed cells are unknown, and our statements are left out; which cells we hide, and the
    rule for it, are not held back from it, so that the two differ in printed numbers alone.
    """
    known = {c.key: c.value for c in system.cells if c.value is not None and (c.public or not baseline)}
    ours = {c.key for c in system.cells if c.value is not None and not c.public}
    lower: dict[Hashable, int] = {}
    upper: dict[Hashable, int | None] = {}
    untold = set()
    for cell in system.cells:
        if cell.key in known:
            continue
        by_rule = model == "rule" and cell.hidden and not cell.public
        other = by_rule and system.above and cell.primary is False and not cell.whole
        lower[cell.key] = system.threshold + 1 if other else int(by_rule)
        small = by_rule and cell.primary is True and not cell.whole
        upper[cell.key] = system.threshold if small else None
        if by_rule and cell.primary is None:
            untold.add(cell.key)
    made = Problem(lower, upper, [], untold, system.threshold, [])
    for terms, low, high, own in _stated(system, baseline):
        free: dict[Hashable, int] = {}
        shift = 0
        for key, factor in terms:
            if key in known:
                shift += factor * known[key]
            else:
                free[key] = free.get(key, 0) + factor
        free = {key: factor for key, factor in free.items() if factor}
        part = own or any(key in ours for key, _ in terms)
        row = Row(free, None if low is None else low - shift, None if high is None else high - shift, part)
        if free:
            made.rows.append(row)
        elif not row.holds({}):
            made.broken.append((part, tuple(key for key, _ in terms)))
    return made


def _stated(
    system: System, baseline: bool
) -> Iterable[tuple[tuple[tuple[Hashable, int], ...], int | None, int | None, bool]]:
    for one in system.sums:
        terms = ((one.total, 1), *((key, -1) for key in one.parts))
        yield terms, 0, None if one.at_most else 0, False
    for said in system.statements:
        if said.public or not baseline:
            yield said.terms, said.low, said.high, not said.public
