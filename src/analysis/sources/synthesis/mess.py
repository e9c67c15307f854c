"""Planted faults: what is wrong with a return, where, and under which rule a reader has to say so."""

from dataclasses import dataclass, field

from analysis.sources.synthesis.rows import Return, Row

LEDGER = ["file", "sheet", "row", "column", "rule", "effect"]


@dataclass(frozen=True)
class Fault:
    """One planted fault. `effect` is "aside" where the row cannot be counted, else "none"."""

    row: Row
    column: str
    rule: str
    effect: str


@dataclass
class Ledger:
    """The faults planted in one return; rows know their place once the return is written."""

    faults: list[Fault] = field(default_factory=list)

    def rows(self) -> list[dict[str, object]]:
        """A row of LEDGER for each fault."""
        return [
            dict(zip(LEDGER, (f.row.file, f.row.sheet, f.row.at, f.column, f.rule, f.effect), strict=True))
            for f in self.faults
        ]


def planted(made: Return, seed: int, mess: int) -> Ledger:
    """Plant faults in a return, none where `mess` is 0."""
    if mess and made.rows:
        raise NotImplementedError(f"No faults are planted yet (seed {seed}).")
    return Ledger()
