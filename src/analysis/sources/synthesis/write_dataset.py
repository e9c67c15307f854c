"""The Standard Safeguarding Dataset as a CSV a table, and a council's own report with the mapping that reads it."""

from pathlib import Path

from analysis.sources.synthesis.rows import Return, Row
from analysis.sources.synthesis.write_tables import columns, iso, write_csv


def write(made: Return, folder: Path, area: str) -> None:  # noqa: ARG001 (the dataset does not say whose it is)
    """A CSV file a table, in a folder that says it is synthetic."""
    of: dict[str, list[Row]] = {table: [] for table in columns()["safeguarding_dataset"]}
    for row in made.rows:
        of[row.table].append(row)
    for table, rows in of.items():
        headers = [*columns()["safeguarding_dataset"][table], *made.added.get(table, [])]
        write_csv(folder / made.name / f"{table}.csv", headers, rows, iso, made.renamed.get(table, {}))


def write_mapped(made: Return, folder: Path, area: str) -> None:
    """The report, and beside it the mapping: our name of each field and what the column is called."""
    names = columns()["mapped"]
    renamed = made.renamed.get("plans", {})
    write_csv(folder / f"{made.name}.csv", [*names.values(), *made.added.get("plans", [])], made.rows, renamed=renamed)
    lines = [f"# Synthetic report of {area}: no child in it exists.", 'kind = "cp_plan"']
    lines += [f"first = {made.first.isoformat()}", f"extracted_on = {made.last.isoformat()}", "", "[columns]"]
    lines += [f'{field} = "{column}"' for field, column in names.items()]
    (folder / f"{made.name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
