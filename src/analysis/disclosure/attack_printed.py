"""From printed numbers to cells: which count is known, which hidden, and where one count is printed as two."""

from collections import defaultdict
from itertools import pairwise

from analysis.disclosure.attack_findings import Finding
from analysis.disclosure.attack_system import Cell, Statement, System
from analysis.disclosure.attack_tables import Key, Place, Tables


def printed_cells(tables: Tables) -> tuple[list[Cell], list[Statement]]:
    """One cell for each figure, and what "<5" says of hidden ones. A count printed anywhere is known.

    Of a count that is printed as two numbers the first stands; that there are two is a finding by itself.
    """
    cells = []
    for key in tables.keys:
        value = next(iter(tables.counts[key])) if key in tables.counts else None
        cells.append(Cell(key, value, public=tables.public[key], name=_name(key)))
    below = [
        Statement(((key, 1),), None, under - 1, tables.public[key])
        for key, under in tables.below.items()
        if key not in tables.counts
    ]
    return cells, below


def _name(key: Key) -> str:
    return f"{key.place.words} ({key.source})" if key.source else key.place.words


def linked(system: System, tables: Tables) -> tuple[Cell, ...] | None:
    """The cells with others' printed numbers in place of ours that are hidden or not there; None where there is none.

    Only where others agree among themselves, and with every number of ours of the same indicator, area and date.
    """
    theirs: dict[Place, set[int]] = defaultdict(set)
    for key, counts in tables.counts.items():
        if tables.public[key]:
            theirs[key.place] |= set(counts)
    apart = {
        key.place[:4]
        for key, counts in tables.counts.items()
        if not tables.public[key] and key.place in theirs and theirs[key.place] != set(counts)
    }
    made = [
        Cell(cell.key, next(iter(theirs[cell.key.place])), public=True, name=cell.name)
        if isinstance(cell.key, Key)
        and cell.value is None
        and not cell.public
        and len(theirs.get(cell.key.place, ())) == 1
        and cell.key.place[:4] not in apart
        else cell
        for cell in system.cells
    ]
    return tuple(made) if any(new is not old for new, old in zip(made, system.cells, strict=True)) else None


def disagreements(tables: Tables, threshold: int) -> list[Finding]:
    """Counts of ours that are printed as two numbers, and counts that one file hides and another prints."""
    found = []
    for key, counts in tables.counts.items():
        if tables.public[key]:
            continue
        places = [where[0] for where in counts.values()]
        if key in tables.hidden:
            sentence = f"{tables.hidden[key][0]} hides a count that {places[0]} prints: {_name(key)}."
            found.append(Finding("elsewhere", sentence, (key,)))
        if len(counts) > 1:
            small = any(abs(b - a) <= threshold for a, b in pairwise(sorted(counts)))
            what = "a count twice, a few children apart, which tells of them" if small else "two numbers for one count"
            sentence = f"{places[0]} and {places[1]} print {what}: {_name(key)}."
            found.append(Finding("republished", sentence, (key,)))
    return found


def small_printed(tables: Tables, threshold: int) -> list[Finding]:
    """Counts of ours of 1 to the threshold that stand unhidden."""
    return [
        Finding("small", f"{where[0]} prints a count of 1 to {threshold} that is to be hidden: {_name(key)}.", (key,))
        for key, counts in tables.counts.items()
        if not tables.public[key]
        for count, where in counts.items()
        if 1 <= count <= threshold
    ]
