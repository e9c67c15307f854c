"""What follows without a solver: bounds that rows force, cells that elimination fixes, groups that hang together."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from analysis.disclosure.attack_elimination import Contradiction, eliminated
from analysis.disclosure.attack_system import Problem, Row

_ROUNDS = 200


@dataclass
class Part:
    """Cells that hang together: what is fixed of them, and the bounds and rows of the others.

    `one_small`: of these at least one lies in 1 to the threshold, or none where that is settled.
    """

    lower: dict[Hashable, int]
    upper: dict[Hashable, int | None]
    rows: list[Row]
    fixed: dict[Hashable, int] = field(default_factory=dict)
    one_small: frozenset[Hashable] = frozenset()
    threshold: int = 5

    @property
    def keys(self) -> list[Hashable]:
        """The cells that are not fixed."""
        return list(self.lower)

    @property
    def own(self) -> bool:
        """Whether our publication has a part in any of its rows."""
        return any(row.own for row in self.rows)


def parts(made: Problem) -> list[Part]:
    """The problem in parts that share no row."""
    return [
        Part(
            {key: made.lower[key] for key in keys},
            {key: made.upper[key] for key in keys},
            rows,
            {},
            frozenset(key for key in keys if key in made.untold),
            made.threshold,
        )
        for keys, rows in together(list(made.lower), made.rows)
    ]


def together(keys: list[Hashable], rows: list[Row], also: Iterable[Hashable] = ()) -> list[tuple[list, list[Row]]]:
    """Keys in groups that rows tie together, with the rows of each; the keys of `also` stay in one group."""
    first: dict[Hashable, Hashable] = {key: key for key in keys}

    def root(key: Hashable) -> Hashable:
        while first[key] != key:
            first[key] = first[first[key]]
            key = first[key]
        return key

    for tied in [list(row.terms) for row in rows] + [list(also)]:
        for key in tied[1:]:
            first[root(key)] = root(tied[0])
    grouped: dict[Hashable, tuple[list, list[Row]]] = defaultdict(lambda: ([], []))
    for key in keys:
        grouped[root(key)][0].append(key)
    for row in rows:
        grouped[root(next(iter(row.terms)))][1].append(row)
    return list(grouped.values())


def settle(part: Part) -> list[Part]:
    """The part with everything forced put in, split where it no longer hangs together.

    Raises Contradiction where no whole numbers meet its rows.
    """
    lower, upper, rows = dict(part.lower), dict(part.upper), list(part.rows)
    fixed: dict[Hashable, int] = {}
    while True:
        tighten(lower, upper, rows)
        short = eliminated(rows)
        before = (dict(lower), dict(upper))
        tighten(lower, upper, [*rows, *short])
        found = {key: low for key, low in lower.items() if low == upper[key]}
        if not found and before == (lower, upper):
            break
        fixed |= found
        rows = [row for row in (put_in(row, found) for row in rows) if row.terms]
        for key in found:
            del lower[key], upper[key]
    one_small = _still(part, lower, upper, fixed)
    made = [
        Part(
            {key: lower[key] for key in keys},
            {key: upper[key] for key in keys},
            own,
            {},
            one_small & frozenset(keys),
            part.threshold,
        )
        for keys, own in together(list(lower), rows, one_small)
    ]
    return [*made, Part({}, {}, [], fixed, frozenset(), part.threshold)]


def _still(
    part: Part, lower: dict[Hashable, int], upper: dict[Hashable, int | None], fixed: dict[Hashable, int]
) -> frozenset[Hashable]:
    """The cells of which one must be small, unless one is for certain."""
    for key in part.one_small:
        most = fixed[key] if key in fixed else upper[key]
        if most is not None and most <= part.threshold:
            return frozenset()
    able = frozenset(key for key in part.one_small if key in lower and lower[key] <= part.threshold)
    if part.one_small and not able:
        raise Contradiction
    return able


def put_in(row: Row, known: dict[Hashable, int]) -> Row:
    """The row with known cells put in; a row that is left without cells and false is a contradiction."""
    shift = sum(factor * known[key] for key, factor in row.terms.items() if key in known)
    terms = {key: factor for key, factor in row.terms.items() if key not in known}
    made = Row(terms, _less(row.low, shift), _less(row.high, shift), row.own)
    if not terms and not made.holds({}):
        raise Contradiction
    return made


def _less(end: int | None, shift: int) -> int | None:
    return None if end is None else end - shift


def tighten(lower: dict[Hashable, int], upper: dict[Hashable, int | None], rows: list[Row]) -> None:
    """Bounds of each cell from the bounds of the others in its rows, until nothing moves; in place."""
    for _ in range(_ROUNDS):
        moved = False
        for row in rows:
            moved |= _from_row(lower, upper, row)
        if not moved:
            return


def _from_row(lower: dict[Hashable, int], upper: dict[Hashable, int | None], row: Row) -> bool:
    least = {k: f * lower[k] if f > 0 else _times(f, upper[k]) for k, f in row.terms.items()}
    most = {k: _times(f, upper[k]) if f > 0 else f * lower[k] for k, f in row.terms.items()}
    moved = False
    for key, factor in row.terms.items():
        rest_least, rest_most = _sum_without(least, key), _sum_without(most, key)
        above = None if row.high is None or rest_least is None else row.high - rest_least
        below = None if row.low is None or rest_most is None else row.low - rest_most
        if factor < 0:
            above, below = (None if below is None else -below), (None if above is None else -above)
        size = abs(factor)
        if above is not None and (upper[key] is None or above // size < upper[key]):  # type: ignore[operator]
            upper[key] = above // size
            moved = True
        if below is not None and -(-below // size) > lower[key]:
            lower[key] = -(-below // size)
            moved = True
        high = upper[key]
        if high is not None and lower[key] > high:
            raise Contradiction
    return moved


def _times(factor: int, end: int | None) -> int | None:
    return None if end is None else factor * end


def _sum_without(ends: dict[Hashable, int | None], left_out: Hashable) -> int | None:
    total = 0
    for key, end in ends.items():
        if key != left_out:
            if end is None:
                return None
            total += end
    return total
