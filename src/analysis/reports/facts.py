"""Plain tables for Power BI and the like: every cell of the pack in one table, and what its ids stand for in others."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.presentation.tables_cells import CELLS
from analysis.reports.contents import Contents
from analysis.reports.passports import base_words
from analysis.reports.wide import read_long
from analysis.reports.wide_words import Row
from analysis.vocabulary.areas import areas
from analysis.vocabulary.indicators import indicators

ABOUT = ["name", "definition", "per", "percent_of", "caveat"]


def make_facts(contents: Contents, folder: Path) -> None:
    """Write data/facts.csv, data/indicators.csv and data/areas.csv into a folder; nothing where there is no table.

    `value_number` is the number that `value_printed` is; it is empty where that is a word or a symbol.
    """
    cells = [
        {"table": item.key, **cell}
        for item in contents.items("table")
        if item.file(".csv").is_file()
        for cell in read_long(item.file(".csv"))
    ]
    if not cells:
        return
    held = list(dict.fromkeys(name for cell in cells for name in cell if name not in CELLS))
    place = folder / "data"
    place.mkdir(exist_ok=True)
    columns = [*held, "measure", "kind", "value_number", "value_printed", *CELLS[3:]]
    _write(place / "facts.csv", columns, (_fact(cell) for cell in cells))
    _write(
        place / "indicators.csv", ["id", *ABOUT, "out_of"], _indicators({cell.get("indicator", "") for cell in cells})
    )
    _write(place / "areas.csv", ["code", "name", "level"], _areas({cell.get("area", "") for cell in cells}))


def _fact(cell: Row) -> Row:
    printed = cell["value"]
    number = printed if cell["kind"] != "text" and re.fullmatch(r"-?\d+(\.\d+)?", printed) else ""
    return {**cell, "value_number": number, "value_printed": printed}


def _indicators(used: set[str]) -> Iterable[Mapping[str, object]]:
    for key, what in indicators().items():
        if key in used:
            yield {
                "id": key,
                "out_of": base_words(what),
                **{name: getattr(what, name, "") for name in ABOUT if name != "out_of"},
            }


def _areas(used: set[str]) -> Iterable[Mapping[str, object]]:
    return (
        {"code": area.code, "name": area.name, "level": area.level} for area in areas().values() if area.code in used
    )


def _write(path: Path, columns: list[str], rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        written.writeheader()
        written.writerows(rows)
