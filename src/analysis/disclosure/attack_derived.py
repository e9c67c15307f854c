"""What tables print beside a count: percentages, rates and limits that give it back, and other results of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from analysis.disclosure.attack_findings import Finding
from analysis.disclosure.attack_statements import (
    limit,
    percent_of_cell,
    percent_of_known,
    poisson_limit,
    rate_of_known,
    wilson,
)
from analysis.disclosure.attack_system import Statement
from analysis.disclosure.attack_tables import HIDDEN, Key, Printed, Tables

_CELL = {"measure", "kind", "value", "value_number", "value_printed", "of", "pop", "pop_release", "per", "table"}
# Kinds of numbers that a row can hold, and measures that do not come from the count of their row.
_NUMBERS = {"ratio", "excess", "p", "change", "number", "percent", "rate", "lower", "upper", "children"}
_OF_OTHERS = {"people", "population", "share of the population", "expected", "children expected"}
_BOUNDS = ("count, at least", "count, at most")


def statements(tables: Tables, confidence: float = 0.95) -> list[Statement]:
    """Shares and rates of our counts as exact inequalities; of hidden ones their limits too (Wilson; Byar, exact)."""
    found: dict[Statement, None] = {}
    for key, rows in _beside_counts(tables):
        for row in rows:
            if _is_number(row.row["value"]):
                found |= dict.fromkeys(_of_row(key, row, key in tables.hidden, tables, confidence))
    return list(found)


def worked_out(tables: Tables) -> list[Finding]:
    """Ratios, changes and other results printed beside a hidden count of ours that are not turned back here."""
    found: dict[tuple[Key, str], Finding] = {}
    for key, rows in _beside_counts(tables):
        if key not in tables.hidden or key in tables.counts:
            continue
        for row in rows:
            measure = row.row["measure"]
            number = row.row["kind"] in _NUMBERS and measure not in _OF_OTHERS and _is_number(row.row["value"])
            if number and not list(_of_row(key, row, True, tables, 0.95)):
                sentence = (
                    f"A number that is worked out from a hidden count is printed ({measure}, {row.file} line "
                    f"{row.line}): {key.place.words}. Hide it too."
                )
                found.setdefault((key, measure), Finding("derived", sentence, (key,)))
    return list(found.values())


def _beside_counts(tables: Tables) -> Iterator[tuple[Key, list[Printed]]]:
    """Each count of ours with the rows that have every dimension in common with it."""
    groups: dict[tuple, list[Printed]] = defaultdict(list)
    for row in tables.rows:
        if row.own:
            dimensions = tuple(value for name, value in row.row.items() if name not in _CELL)
            groups[(row.file, row.row.get("table", ""), *dimensions)].append(row)
    for rows in groups.values():
        if any((row.row["measure"], row.row["kind"]) == ("count", "count") for row in rows):
            yield rows[0].key, rows


def _of_row(key: Key, row: Printed, hidden: bool, tables: Tables, confidence: float) -> Iterator[Statement]:
    measure, kind, printed = row.row["measure"], row.row["kind"], row.row["value"]
    of, pop, per = _whole(row.row.get("of", "")), _whole(row.row.get("pop", "")), _whole(row.row.get("per", ""))
    total = key.at(breakdown="total", group="")
    if measure == "share" and kind == "percent":
        if of:
            yield percent_of_known(key, of, printed)
        elif HIDDEN.fullmatch(row.row.get("of", "").strip()) and total != key and total in tables.public:
            yield from percent_of_cell(key, total, printed)
    elif measure == "rate" and kind == "rate" and pop and per:
        yield rate_of_known(key, pop, printed, per)
    elif hidden and measure in _BOUNDS and (bound := _whole(printed)) is not None:
        least = measure == _BOUNDS[0]
        yield Statement(((key, 1),), bound if least else None, None if least else bound)
    elif hidden and kind in ("lower", "upper"):
        of_count = _limit_of(measure, kind == "upper", of, pop, per, confidence)
        if of_count:
            yield limit(key, of_count, printed, most=of or pop or 1)


def _limit_of(
    measure: str, upper: bool, of: int | None, pop: int | None, per: int | None, confidence: float
) -> Callable[[int], float] | None:
    if measure == "share" and of:
        return lambda count: 100 * wilson(count, of, upper, confidence)
    if measure == "rate" and pop and per:
        return lambda count: per * poisson_limit(count, upper, confidence) / pop
    return None


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", "").replace("−", "-").rstrip("% ")).is_finite()
    except InvalidOperation:
        return False


def _whole(text: str) -> int | None:
    """A printed whole number above 0; None for anything else."""
    plain = text.replace(",", "").strip()
    return int(plain) if plain.isdigit() and int(plain) else None
