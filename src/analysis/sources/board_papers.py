"""Figures that the partnership itself has printed, with the page and our own words for what each counts."""

import math
from datetime import date
from decimal import Decimal

from analysis.sources.cells import read_cell, read_rows
from analysis.sources.provenance import RawFile, published_by
from analysis.sources.published import counted
from analysis.vocabulary.areas import aliases
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.tidy import problem

Row = dict[str, object]
COLUMNS = ["item", "page", "indicator", "area", "date", "span", "breakdown", "group"]
COLUMNS += ["count", "value", "unit", "symbol", "of"]
CELLS = ["count", "value", "symbol", "of"]
NEIGHBOURS = "statistical_neighbours"  # an average the report prints: no area of ours


def read(file: RawFile, as_at: date | None = None) -> tuple[list[Row], list[Row]]:
    """Observations for the items that are indicators of ours; every place in the report is a row of its own.

    The other items (population shares, deprivation ranks, money) stay in the file for the audit of drafts.
    """
    release = file.sidecar.releases[0]
    if not published_by(release, as_at):
        return [], []
    rows: list[Row] = []
    problems: list[Row] = []
    for line, row in read_rows(file.path, COLUMNS):
        if row["indicator"] not in indicators() or not row["date"] or row["area"] == NEIGHBOURS:
            continue
        if row["area"] not in aliases():
            said = f"{row['area']!r} is not a known area code. Add a line to areas.csv."
            problems.append(problem("blocks", "unknown_area", said, file.sidecar.source, file.name, line))
            continue
        rule, said = _complaint(row)
        if rule:
            severity = "warns" if rule == "impossible_percentage" else "blocks"
            problems.append(problem(severity, rule, said, file.sidecar.source, file.name, line))
        if rule != "unknown_symbol":
            rows.append(_observation(file, row, aliases()[row["area"]]))
    return rows, problems


def _complaint(row: dict[str, str]) -> tuple[str, str]:
    """The rule that a row breaks, and the sentence; two empty texts when all is well."""
    for name in CELLS:
        if row[name] and read_cell(row[name], {}) is None:
            return "unknown_symbol", f"The cell under {name} is neither a number nor a known symbol. Correct it."
    if _implied(row) == []:
        said = f"{row['value']}% is printed, and no whole number of {row['of']} comes to that."
        return "impossible_percentage", f"{indicators()[row['indicator']].name}: {said} The report means another whole."
    return "", ""


def _observation(file: RawFile, row: dict[str, str], area: str) -> Row:
    cells = {name: read_cell(row[name], {}) for name in CELLS if row[name]}
    value, whole, implied = cells.get("value"), cells.get("of"), _implied(row)
    place = row["item"].split("_")[0]
    found: Row = {name: row[name] for name in ("indicator", "date", "span", "group", "unit")}
    found |= {"breakdown": row["breakdown"] or "total", "area": area, "source": file.sidecar.source}
    found |= {"vintage": f"{file.sidecar.releases[0].vintage}, page {row['page']} ({place})"}
    found |= counted(cells.get("count") or cells.get("symbol"), value, area)
    found |= {"value": value.number if value else None, "denominator": None, "denominator_vintage": ""}
    found |= {"public": file.sidecar.public, "file": file.name, "published_code": row["area"]}
    if whole and whole.number:
        found |= {"denominator": whole.number, "denominator_vintage": file.sidecar.publication}
    if implied:
        found |= {"count_lower": implied[0], "count_upper": implied[1]}
        found |= {"reason": "number implied by the printed percentage"}
    return found


def _implied(row: dict[str, str]) -> list[int] | None:
    """The fewest and the most that a printed percentage allows: [] when nothing comes to it, None when not asked."""
    cells = [read_cell(row[name], {}) for name in ("value", "of")]
    if row["count"] or any(cell is None or cell.number is None for cell in cells) or row["unit"] != "percent":
        return None
    lower, upper = implied_counts(row["value"], int(row["of"]))
    return [lower, upper] if lower <= upper else []


def implied_counts(percent: str, whole: int) -> tuple[int, int]:
    """The fewest and the most of `whole` that print as `percent` (23 of 396: 90 to 93).

    When no whole number does, the fewest is above the most; the caller sees an empty interval.
    """
    half = Decimal(5).scaleb(-len(percent.partition(".")[2]) - 1)
    low = (Decimal(percent) - half) * whole / 100
    high = (Decimal(percent) + half) * whole / 100
    most = math.ceil(high) - 1  # a share of exactly the upper half rounds up, so it prints as the next value
    return max(0, math.ceil(low)), min(whole, most)
