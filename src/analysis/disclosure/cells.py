"""Counts tied together by sums: what the disclosure decision is taken on."""

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral

from analysis.vocabulary.errors import AnalysisError


class CellsRefused(AnalysisError):
    """Counts and sums that no publication could consist of. The message names cells and never a count."""


@dataclass(frozen=True)
class Cell:
    """One count of a publication.

    id: its name, the same in every release and for everyone who publishes it.
    value: the true count (children), 0 or more.
    known: others have published it, or an earlier release printed it: a constraint, never hidden.
    must_hide: an earlier release hid it, or a named override asks for it. A known cell stays known all the same.
    weight: how much dearer than an ordinary cell of the same size it is to hide (1 = as dear).
    """

    id: str
    value: int
    known: bool = False
    must_hide: bool = False
    weight: float = 1.0

    def __repr__(self) -> str:
        """The name alone: the count is protected, and a repr ends up in logs."""
        return f"Cell({self.id!r})"


@dataclass(frozen=True)
class Sum:
    """A cell that is the sum of others. Sums may overlap and nest, and a total may itself be hidden.

    categories: the parts are kinds of children, so that everyone in one of them says something of each child; False
    where the parts are months, quarters or areas.
    besides: what stands with the total on its side of the sum, as those who left stand with the next stock.
    over: by how much the parts make more than that (children), where counting explains it and a reader may know it.
    """

    total: str
    parts: tuple[str, ...]
    categories: bool = True
    besides: tuple[str, ...] = ()
    over: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """Every cell in it: the total, what stands besides it, the parts."""
        return (self.total, *self.besides, *self.parts)


def checked(cells: Iterable[Cell], sums: Iterable[Sum]) -> tuple[list[Cell], list[Sum]]:
    """The cells and sums in one order, whatever order they came in, without repeats.

    CellsRefused where a count is not a whole number of 0 or more, a cell comes twice with different contents, a sum
    names a cell that is not there or one twice, or the parts do not add up to their total.
    """
    by_id: dict[str, Cell] = {}
    for cell in cells:
        _check(cell)
        if by_id.setdefault(cell.id, cell) != cell:
            raise CellsRefused(
                f'The cell "{cell.id}" comes twice and not the same. Give each count once, under one id.'
            )
    ordered: dict[tuple[tuple[str, ...], tuple[str, ...]], Sum] = {}
    for one in sums:
        _add_up(one, by_id)
        key = ((one.total, *sorted(one.besides)), tuple(sorted(one.parts)))
        kept = ordered.get(key)
        kinds = one.categories or bool(kept and kept.categories)
        ordered[key] = Sum(one.total, key[1], kinds, key[0][1:], one.over)
    return [by_id[name] for name in sorted(by_id)], [ordered[key] for key in sorted(ordered)]


def _check(cell: Cell) -> None:
    if isinstance(cell.value, bool) or not isinstance(cell.value, Integral) or cell.value < 0:
        raise CellsRefused(
            f'The count of the cell "{cell.id}" is not a whole number of 0 or more. Give the count itself, not a rate '
            "or percentage, and leave out what is not available."
        )
    if not 0 < cell.weight < float("inf"):
        raise CellsRefused(f'The weight of the cell "{cell.id}" is {cell.weight!r}: use a number above 0.')


def _add_up(one: Sum, by_id: dict[str, Cell]) -> None:
    missing = sorted(set(one.ids) - set(by_id))
    if missing:
        raise CellsRefused(
            f'The sum for "{one.total}" names the cell "{missing[0]}", which is not among the cells. Add it with its '
            "count, or leave the sum out."
        )
    if not one.parts or len(set(one.ids)) != len(one.ids):
        raise CellsRefused(
            f'The sum for "{one.total}" needs at least one part, each named once and none the total itself.'
        )
    made = sum(by_id[part].value for part in one.parts) - one.over
    if made != sum(by_id[name].value for name in (one.total, *one.besides)):
        raise CellsRefused(
            f'The parts of "{one.total}" do not add up to it, so these figures cannot all be true together. Use one '
            "version of the data for all of them, or leave the sum out."
        )
