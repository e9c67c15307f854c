"""Published statistics in our own layout: one row a series, one column a date, cells as they were printed.

Columns: indicator, area, breakdown and group (a headline has neither), vintage (where a file holds several releases),
measure (count, value or denominator), then the dates.
"""

from collections.abc import Iterator
from datetime import date

from analysis.sources.cells import DATE, Cell, cells_across, read_cell, read_rows
from analysis.sources.provenance import RawFile, published_by
from analysis.vocabulary.areas import ENGLAND, aliases, areas
from analysis.vocabulary.ethnicity import FIVE, UNKNOWN, five_of
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.tidy import MISSING, PUBLISHED, ROUNDED, SUPPRESSED, problem

Row = dict[str, object]
COLUMNS = ["indicator", "area", "breakdown", "group", "vintage", "measure"]


def read(file: RawFile, as_at: date | None = None) -> tuple[list[Row], list[Row]]:
    """Observations and problems of one file. Released after `as_at`: left out."""
    gathered: dict[tuple, dict[str, Cell]] = {}
    problems: list[Row] = []
    for line, row in read_rows(file.path, ["indicator", "area", "measure"]):
        complaint = _complaint(row)
        if complaint:
            problems.append(problem("blocks", complaint[0], complaint[1], file.sidecar.source, file.name, line))
            continue
        for day, text in cells_across(row, COLUMNS, DATE, file.name).items():
            cell = read_cell(text, file.sidecar.symbols)
            if cell is None:
                said = f"The cell under {day} is neither a number nor a known symbol. Correct it, or add the symbol."
                problems.append(problem("blocks", "unknown_symbol", said, file.sidecar.source, file.name, line))
                continue
            seen = gathered.setdefault(_key(file, row, day), {})
            if row["measure"] in seen:
                said = f"The {row['measure']} for {day} stands in the file twice. Keep one."
                problems.append(problem("blocks", "repeated_row", said, file.sidecar.source, file.name, line))
            seen[row["measure"]] = cell
    return list(_observations(file, gathered, as_at)), problems


def _complaint(row: dict[str, str]) -> tuple[str, str] | None:
    if row["indicator"] not in indicators():
        return "unknown_indicator", f"{row['indicator']!r} is not an indicator. Add a block to indicators.toml."
    if row["area"] not in aliases():
        return "unknown_area", f"{row['area']!r} is not a known area code. Add a line to areas.csv."
    if row["measure"] not in ("count", "value", "denominator"):
        return "unknown_measure", f"{row['measure']!r} is not a measure: write count, value or denominator."
    group, known = row.get("group", ""), {"ethnic_group": [*FIVE, UNKNOWN], "ethnic_group_18": list(five_of())}
    if group not in known.get(row.get("breakdown", ""), [group]):
        return "unknown_group", f"{group!r} is not a known ethnic group. Add a line to ethnic_groups.csv."
    return None


def _key(file: RawFile, row: dict[str, str], day: str) -> tuple[str, ...]:
    indicator = row["indicator"]
    span = file.sidecar.span or indicators()[indicator].span
    vintage = file.release(row.get("vintage", ""), day).vintage
    return (indicator, row["area"], day, span, row.get("breakdown") or "total", row.get("group", ""), vintage)


def _observations(file: RawFile, gathered: dict[tuple, dict[str, Cell]], as_at: date | None) -> Iterator[Row]:
    for (indicator, area, day, span, breakdown, group, vintage), cells in gathered.items():
        release = next(r for r in file.sidecar.releases if r.vintage == vintage)
        if not published_by(release, as_at):
            continue
        population = cells.get("denominator", Cell()).number
        value = cells.get("value", Cell()).number
        yield {
            "indicator": indicator,
            "area": aliases()[area],
            "date": day,
            "span": span,
            "breakdown": breakdown,
            "group": group,
            "source": file.sidecar.source,
            "vintage": vintage,
            **counted(cells.get("count"), cells.get("value"), aliases()[area]),
            "denominator": population,
            "denominator_vintage": release.population if population else "",
            "value": value,
            "unit": indicators()[indicator].unit if value is not None else "",
            "public": file.sidecar.public,
            "file": file.name,
            "published_code": area,
        }


def counted(count: Cell | None, value: Cell | None, area: str) -> Row:
    """Count, its interval, status and reason. A hidden count starts at 0: a published pair of c can add up to 1."""
    shown = count or value or Cell()
    empty: Row = {"count": None, "count_lower": None, "count_upper": None}
    if shown.symbol:
        lower = {"count_lower": 0.0} if count and shown.meaning == SUPPRESSED else {}
        return empty | lower | {"status": shown.meaning or MISSING, "reason": shown.symbol}
    if count is None or count.number is None:
        return empty | {"status": PUBLISHED, "reason": ""}
    number = count.number
    if area == ENGLAND or areas()[area].level == "region":
        spread = {"count_lower": max(0.0, number - 5), "count_upper": number + 5}
        return {"count": number, **spread, "status": ROUNDED, "reason": "rounded to 10"}
    return {"count": number, "count_lower": number, "count_upper": number, "status": PUBLISHED, "reason": ""}
