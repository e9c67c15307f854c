"""What an attacker finds in a system: cells recovered, cells narrowed beyond what others published, contradictions."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import combinations

from analysis.disclosure.attack_solve import Range, Solver, solver
from analysis.disclosure.attack_system import MODELS, Cell, Model, System

KNOWING = {"plain": "from the printed numbers alone", "rule": "by someone who knows the rule for hiding"}


@dataclass(frozen=True)
class Finding:
    """One finding as a plain sentence, without any count. `fails` is False for what is only worth knowing.

    `kind`: recovered, narrowed, contradiction, unsettled; of folders also small (printed unhidden), elsewhere (one file
    hides what another says), republished, derived (worked out from a hidden count), drawn and unread.
    """

    kind: str
    sentence: str
    keys: tuple[Hashable, ...] = ()
    model: str = ""
    fails: bool = True


@dataclass(frozen=True)
class Margin:
    """The sum (`sign` 1) or difference (-1) of two hidden cells of one line, and the values it can take."""

    first: Hashable
    second: Hashable
    sign: int
    left: Range = field(repr=False)


def findings(system: System) -> list[Finding]:
    """Everything that the printed numbers give away under either knowledge model, beyond the public baseline.

    A cell is found where it has fewer than `width` feasible values and others' figures alone leave it more; a cell
    known to be primary also where one of 1 to the threshold is ruled out. The same fault is told once.
    """
    names = {cell.key: cell.name or str(cell.key) for cell in system.cells}
    found: list[Finding] = []
    for model in MODELS:
        full = solver(system, model, ours=True)
        judge = _Judge(system, model, full, names)
        found += judge.contradictions()
        found += [one for cell in system.cells if cell.hidden for one in judge.of_cell(cell)]
    told: dict[tuple[str, tuple], Finding] = {}
    for one in found:
        told.setdefault((one.kind, one.keys), one)
    recovered = {keys for kind, keys in told if kind == "recovered"}
    return [one for one in told.values() if one.kind != "narrowed" or one.keys not in recovered]


class _Judge:
    """One knowledge model: the cells as printed beside what public figures alone say of them."""

    def __init__(self, system: System, model: Model, full: Solver, names: dict[Hashable, str]) -> None:
        self.system, self.model, self.full, self.names = system, model, full, names
        self._public: Solver | None = None

    @property
    def public(self) -> Solver:
        """The baseline, set up when it is first needed: most cells are safe without it."""
        if self._public is None:
            self._public = solver(self.system, self.model, baseline=True)
        return self._public

    def of_cell(self, cell: Cell) -> list[Finding]:
        """What there is to say of one hidden cell; a cell in a contradiction is told with it."""
        if cell.key in self.full.unknown or cell.key in self.full.untouched:
            return []
        small = self.model == "rule" and cell.primary is True and not cell.whole
        all_small = frozenset(range(1, self.system.threshold + 1)) if small else frozenset[int]()
        left = self.full.some(cell.key, self.system.width, all_small)
        if left is not None and len(left) >= self.system.width and all_small <= left:
            return []
        if left is None:
            return [self._said("unsettled", cell)]
        before = None if cell.key in self.public.unknown else self.public.some(cell.key, len(left) + 1)
        if before is not None and before <= left:
            return []
        return [self._said("recovered" if len(left) == 1 else "narrowed", cell)]

    def contradictions(self) -> list[Finding]:
        """Printed numbers that cannot all be true; those of others alone are not ours to answer for."""
        theirs = {frozenset(keys) for _, keys in self.public.broken} if self.full.broken else set()
        made = []
        for own, keys in self.full.broken:
            if own and not any(some <= set(keys) and some for some in theirs):
                named = ", ".join(self.names[key] for key in keys[:3]) + (" and others" if len(keys) > 3 else "")
                sentence = f"The published numbers cannot all be true together: {named}."
                made.append(Finding("contradiction", sentence, keys, self.model))
        return made

    def _said(self, kind: str, cell: Cell) -> Finding:
        name, how = self.names[cell.key], KNOWING[self.model]
        theirs = "A count that others hid" if cell.public else "A hidden count"
        sentence = {
            "recovered": f"{theirs} can be found exactly, {how}: {name}.",
            "narrowed": f"{theirs} is left fewer possible values than {self.system.width}, {how}: {name}.",
            "unsettled": f"A hidden count could not be proven safe in the time allowed: {name}. Hide more around it.",
        }[kind]
        return Finding(kind, sentence, (cell.key,), self.model)


def ranges(system: System, model: Model, baseline: bool = False) -> dict[Hashable, Range]:
    """Lowest, highest and, where few, every feasible value of each hidden cell; none for cells in a contradiction."""
    made = solver(system, model, baseline)
    return {c.key: made.range_of({c.key: 1}) for c in system.cells if c.hidden and c.key not in made.unknown}


def margins(system: System, model: Model, baseline: bool = False) -> list[Margin]:
    """Sums and differences of every two hidden cells of one line, a line being a total with its parts.

    None is a finding by itself: of a line with two hidden cells the sum is known to everybody. A sum of 1 to 5 leaves
    each of the two fewer than five values under the rule, so that `findings` tells of both.
    """
    made = solver(system, model, baseline)
    hidden = {cell.key for cell in system.cells if cell.hidden} - made.unknown
    pairs: dict[tuple[Hashable, Hashable], None] = {}
    for line in system.sums:
        pairs |= dict.fromkeys(combinations([key for key in line.parts if key in hidden], 2))
    return [Margin(a, b, sign, made.range_of({a: 1, b: sign})) for a, b in pairs for sign in (1, -1)]
