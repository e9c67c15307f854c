"""Build the processed tables from the raw folder; read them back; choose one row for each key."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.sources import board_papers, populations, published
from analysis.sources.checks import checks
from analysis.sources.complete import complete
from analysis.sources.provenance import SUFFIX, RawFile, published_by, raw_files
from analysis.sources.selection import select
from analysis.vocabulary import tidy
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.periods import Quarter, parse_date

READERS = {"observations": published.read, "population": populations.read, "board_papers": board_papers.read}
TABLES = ["observations", "population", "problems", "releases", "neighbours", "selected"]
HEADLINES = ("child_protection_plans", "children_in_care")
_TEXT = dict.fromkeys(("year", "vintage", "group", "model", "reason", "row", "sheet", "column"), "str")


@dataclass(frozen=True)
class Built:
    """The processed tables of one build."""

    observations: pd.DataFrame
    population: pd.DataFrame
    problems: pd.DataFrame
    releases: pd.DataFrame
    neighbours: pd.DataFrame
    selected: pd.DataFrame


def build(raw: Path, as_at: date | None = None, vintage: str = "latest") -> Built:
    """Read everything in the raw folder that had been published by `as_at`."""
    observations: list[dict] = []
    population: list[dict] = []
    problems: list[dict] = []
    neighbours: list[dict] = []
    files = list(raw_files(raw))
    if not files:
        raise AnalysisError(f"There is no data in {raw.name}. Expected CSV files with their {SUFFIX} beside them.")
    for file in files:
        if not file.unchanged:
            said = "The file is not the one its sidecar describes. If the change is meant, update sha256 there."
            problems.append(tidy.problem("blocks", "checksum", said, file.sidecar.source, file.name))
        if file.sidecar.layout == "neighbours":
            near, complaints = populations.read_neighbours(file, as_at)
            neighbours += near
            problems += complaints
            continue
        if file.sidecar.layout not in READERS:
            known = ", ".join([*READERS, "neighbours"])
            raise AnalysisError(f"{file.name}: layout {file.sidecar.layout!r} is not known. The layouts are: {known}.")
        rows, complaints = READERS[file.sidecar.layout](file, as_at)
        (population if file.sidecar.layout == "population" else observations).extend(rows)
        problems += complaints
    observations, population = (_once(*table, problems) for table in ((observations, _KEY), (population, _PEOPLE)))
    releases = _releases(files, as_at)
    rests_on = {(f.sidecar.source, r.vintage): r.population for f in files for r in f.sidecar.releases}
    observations = complete(observations, population, rests_on)
    problems += checks(observations, population, neighbours)
    return _tables(observations, population, problems, releases, neighbours, vintage)


def _once(rows: list[dict], key: list[str], problems: list[dict]) -> list[dict]:
    """The first row of each key; a second one, from this file or another, is a problem."""
    seen: dict[tuple, dict] = {}
    for row in rows:
        kept = seen.setdefault(tuple(row[name] for name in key), row)
        if kept is not row:
            said = f"A figure of this file stands in {kept['file']} too, under the same source and release. Keep one."
            problems.append(tidy.problem("blocks", "repeated_row", said, str(row["source"]), str(row["file"])))
    return list(seen.values())


_KEY, _PEOPLE = tidy.OBSERVATION_KEY, tidy.POPULATION_KEY


def _tables(
    observations: list[dict],
    population: list[dict],
    problems: list[dict],
    releases: pd.DataFrame,
    neighbours: list[dict],
    vintage: str,
) -> Built:
    observed = tidy.table(observations, tidy.OBSERVATIONS, tidy.OBSERVATION_KEY)
    found = pd.DataFrame(problems, columns=tidy.PROBLEMS)
    found["order"] = found["severity"].map(tidy.SEVERITIES.index)
    by = ["order", "rule", "file", "message", "row"]
    found = found.sort_values(by, key=lambda c: c if c.name == "order" else c.astype(str), ignore_index=True)
    near = pd.DataFrame(neighbours, columns=populations.NEIGHBOURS).sort_values(
        ["model", "area", "rank"], ignore_index=True
    )
    people = tidy.table(population, tidy.POPULATION, tidy.POPULATION_KEY)
    return Built(observed, people, found[tidy.PROBLEMS], releases, near, select(observed, releases, vintage))


def _releases(files: list[RawFile], as_at: date | None) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "source": file.sidecar.source,
            "vintage": release.vintage,
            "file": file.name,
            "cite": file.sidecar.cite,
            "publisher": file.sidecar.publisher,
            "publication": file.sidecar.publication,
            "release": release.release,
            "published": release.published,
            "published_is": release.published_is,
            "licence": file.sidecar.licence,
            "public": file.sidecar.public,
        }
        for file in files
        for release in file.sidecar.releases
        if published_by(release, as_at)
    ]
    return tidy.table(rows, tidy.RELEASES, ["source", "vintage", "file"])


def write(built: Built, processed: Path, key: str) -> None:
    """Write the tables as sorted UTF-8 CSV, each by rename, then build.json, which says what they were made from."""
    processed.mkdir(parents=True, exist_ok=True)
    (processed / "build.json").unlink(missing_ok=True)  # a build that is cut short here vouches for nothing
    for name in TABLES:
        _replace(processed / f"{name}.csv", to_csv(getattr(built, name)))
    record = {
        "key": key,
        "blocking": int((built.problems["severity"] == "blocks").sum()),
        "covered": {code: [str(q) for q in quarters] for code, quarters in covered_quarters(built.selected).items()},
    }
    _replace(processed / "build.json", json.dumps(record, sort_keys=True, indent=1).encode() + b"\n")


def covered_quarters(selected: pd.DataFrame) -> dict[str, list[Quarter]]:
    """For each area, the quarters for whose last day plans and children in care are both at hand, oldest first."""
    rows = selected[(selected["breakdown"] == "total") & selected["count"].notna() & (selected["span"] == "point")]
    found = {}
    for code, mine in rows.groupby("area"):
        plans, care = (set(mine.loc[mine["indicator"] == name, "date"]) for name in HEADLINES)
        found[str(code)] = sorted({Quarter.of(parse_date(day)) for day in plans & care})
    return found


def to_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV bytes: whole numbers without a point, nothing for missing."""
    shown = frame.copy()
    for name in shown.columns:
        if shown[name].dtype == "float64":
            shown[name] = [_number(value) for value in shown[name]]
    return shown.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _number(value: float) -> str:
    if pd.isna(value):
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def read_table(processed: Path, name: str) -> pd.DataFrame:
    """One processed table. Codes stay text; an empty cell is missing in a number and empty in a text."""
    path = processed / f"{name}.csv"
    if not path.is_file():
        raise AnalysisError(f"{path.name} is not in {processed.name}. Run `analysis build` first.")
    frame = pd.read_csv(path, keep_default_na=False, na_values={n: [""] for n in tidy.NUMBERS}, dtype=_TEXT)
    return frame.astype({name: "float64" for name in tidy.NUMBERS if name in frame})
