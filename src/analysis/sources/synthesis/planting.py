"""Plants in each table of a return the faults that mess.toml names for it."""

from analysis.sources.synthesis import (
    faults_of_children,
    faults_of_dataset,
    faults_of_format,
    faults_of_lists,
    faults_of_rows,
    variants,
)
from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.mess import Ledger, Mess, plan
from analysis.sources.synthesis.rows import Return

_PLACES = (faults_of_rows, faults_of_children, faults_of_format, faults_of_lists, faults_of_dataset)
_FAULTS = {name: fault for place in _PLACES for name, fault in place.FAULTS.items()}
_SAME = {"ssda903_workbook": "ssda903"}


def planted(made: Return, seed: int, mess: int, area: str) -> Ledger:
    """Plant faults in a return and give their ledger; nothing where `mess` is 0 or the format has no reader."""
    tables = plan().get(_SAME.get(made.format, made.format), {})
    if not mess or not tables:
        return Ledger()
    mess_ = Mess(made, Dice(seed, f"{area} {made.name} {mess}"), plan()["shares"][str(mess)])
    for table, spec in tables.items():
        for name in spec["faults"]:
            _FAULTS[name](mess_, table, spec)
    variants.vary(mess_, mess)
    return mess_.ledger
