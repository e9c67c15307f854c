"""Populations in our own layout: area, group (and ages, sex), one column a year or school year."""

from datetime import date

from analysis.sources.cells import YEAR, cells_across, read_cell, read_rows
from analysis.sources.provenance import RawFile, published_by
from analysis.vocabulary.areas import aliases
from analysis.vocabulary.ethnicity import FIVE, five_of
from analysis.vocabulary.tidy import problem

Row = dict[str, object]
ALL = "All"
COLUMNS = ["area", "group", "age_band", "sex"]
NEIGHBOURS = ["model", "area", "rank", "neighbour", "neighbour_name", "closeness"]


def read(file: RawFile, as_at: date | None = None) -> tuple[list[Row], list[Row]]:
    """Population rows and problems of one file. Released after `as_at`: nothing."""
    side, release = file.sidecar, file.sidecar.releases[0]
    if not published_by(release, as_at):
        return [], []
    rows: list[Row] = []
    problems: list[Row] = []
    for line, row in read_rows(file.path, ["area"]):
        group = row.get("group") or ALL
        if row["area"] not in aliases():
            said = f"{row['area']!r} is not a known area code. Add a line to areas.csv."
            problems.append(problem("blocks", "unknown_area", said, side.source, file.name, line))
            continue
        if group not in five_of() and group not in (ALL, *FIVE):
            said = f"{group!r} is not a known ethnic group. Add a line to ethnic_groups.csv."
            problems.append(problem("blocks", "unknown_group", said, side.source, file.name, line))
            continue
        for year, text in cells_across(row, COLUMNS, YEAR, file.name).items():
            cell = read_cell(text, side.symbols)
            if cell is None or cell.number is None:
                said = f"The population under {year} is not a number. Correct it."
                problems.append(problem("blocks", "not_a_number", said, side.source, file.name, line))
                continue
            rows.append(
                {
                    "area": aliases()[row["area"]],
                    "year": year,
                    "age_band": row.get("age_band") or side.age_band,
                    "sex": row.get("sex") or "all",
                    "classification": side.classification,
                    "group": group,
                    "population": cell.number,
                    "source": side.source,
                    "vintage": release.vintage,
                    "base": side.base,
                    "file": file.name,
                    "published_code": row["area"],
                }
            )
    return rows, problems


def read_neighbours(file: RawFile, as_at: date | None = None) -> tuple[list[Row], list[Row]]:
    """Statistical neighbours and problems of one file. A model published after `as_at` is left out."""
    rows: list[Row] = []
    problems: list[Row] = []
    for line, row in read_rows(file.path, NEIGHBOURS):
        rank = read_cell(row["rank"], {})
        if row["area"] not in aliases():
            said = f"{row['area']!r} is not a known area code. Add a line to areas.csv."
            problems.append(problem("blocks", "unknown_area", said, file.sidecar.source, file.name, line))
        elif rank is None or rank.number is None:
            said = "The rank is not a number. Correct it."
            problems.append(problem("blocks", "not_a_number", said, file.sidecar.source, file.name, line))
        elif published_by(file.release(row["model"]), as_at):
            known = aliases().get(row["neighbour"], row["neighbour"])
            rows.append(row | {"area": aliases()[row["area"]], "rank": int(rank.number), "neighbour": known})
    return rows, problems
