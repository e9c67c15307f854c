"""The shape of the tables that everything else reads: observations, population, problems, releases."""

import pandas as pd

OBSERVATION_KEY = ["indicator", "area", "date", "span", "breakdown", "group", "source", "vintage"]
OBSERVATIONS = [
    *OBSERVATION_KEY,
    *["count", "count_lower", "count_upper", "denominator", "denominator_vintage"],
    *["value", "unit", "status", "reason", "public"],
]
POPULATION_KEY = ["area", "year", "age_band", "sex", "classification", "group", "source", "vintage", "base"]
POPULATION = ["area", "year", "age_band", "sex", "classification", "group", "population", "source", "vintage", "base"]
PROBLEMS = ["severity", "source", "file", "sheet", "row", "column", "rule", "message"]
RELEASES = [
    "source",
    "vintage",
    "file",
    "cite",
    "publisher",
    "publication",
    "release",
    "published",
    "published_is",
    "licence",
    "public",
]

NUMBERS = ["count", "count_lower", "count_upper", "denominator", "value", "population"]

SUPPRESSED, MISSING, ROUNDED, PUBLISHED = "suppressed", "missing", "rounded", "published"
COUNTED = "counted"  # from the council's own returns, exact
SEVERITIES = ["blocks", "warns", "notes"]


def table(rows: list[dict[str, object]], columns: list[str], key: list[str]) -> pd.DataFrame:
    """Rows as a table with these columns, sorted by the key; a repeated key is a mistake of ours and stops."""
    made = pd.DataFrame(rows, columns=columns)
    made = made.astype({name: "float64" for name in NUMBERS if name in made})
    repeated = made[made.duplicated(key, keep=False)]
    if len(repeated):
        raise ValueError(f"{len(repeated)} rows share a key of {', '.join(key)}. Look at:\n{repeated[key].head()}")
    return made.sort_values(key, kind="stable", ignore_index=True)


def problem(severity: str, rule: str, message: str, source: str = "", file: str = "", row: object = "") -> dict:
    """One row of `problems`. The message never holds a child's value; published totals may be named."""
    empty = {"sheet": "", "column": ""}
    return {"severity": severity, "source": source, "file": file, "row": row, "rule": rule, "message": message} | empty
