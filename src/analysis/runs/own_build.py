"""The returns part of a build: counts beside the published tables, episodes and snapshots in the private folder."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.runs.manifest import code_hash
from analysis.sources import kept, store
from analysis.sources.id_map import ID_MAP
from analysis.sources.own_returns import Own, build_own
from analysis.sources.restated import since_snapshots, totals
from analysis.sources.returns.said import SAID
from analysis.sources.returns.shape import Given
from analysis.sources.returns_folder import files_in
from analysis.sources.routes import routes
from analysis.vocabulary import tidy
from analysis.vocabulary.areas import area
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.project import RETURNS, Project

RECORD = "returns.json"
TABLES = {
    "own": "returns",
    "problems": "returns_problems",
    "restated": "returns_restated",
    "routes": "returns_routes",
}


def build_returns(project: Project) -> Own:
    """Read the returns, write their tables (TABLES) to the processed folder, keep the episodes in the private one.

    Where there are no returns the tables are written empty, and what was kept of earlier ones goes.
    """
    where = area(project.settings.area)
    place = project.returns
    if project.settings.returns != RETURNS and not place.is_dir():
        said = "is named in analysis.toml and is not there. Connect it, or correct `returns`"
        raise AnalysisError(f"The folder of returns, {place.name}, {said}. What was counted before stands as it was.")
    own = build_own(place, Given(where.code, where.dfe_code), project.synthetic)
    folder = kept.private_folder(project.private)
    restated = since_snapshots(kept.snapshots(folder), totals(own.own), own.restated)
    project.processed.mkdir(parents=True, exist_ok=True)
    (project.processed / RECORD).unlink(missing_ok=True)  # a build that is cut short here vouches for nothing
    made = {"own": own.own, "problems": own.problems, "restated": restated, "routes": routes(own.readings)}
    for name, table in made.items():
        shown = _no_formulas(table) if name == "problems" else table
        kept.write_private(project.processed / f"{TABLES[name]}.csv", store.to_csv(shown))
    if own.readings:
        kept.keep_episodes(folder, own.readings)
        kept.keep_snapshot(folder, totals(own.own), date.today())
    else:
        (folder / kept.EPISODES).unlink(missing_ok=True)
    _record(project, own)
    return own


def _no_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Names of files, sheets and columns as text: a spreadsheet takes one that begins so for a formula and runs it."""
    names = ["file", "sheet", "column", "message"]
    return table.assign(
        **{name: table[name].astype(str).str.replace(r"^(?=[=+\-@])", "'", regex=True) for name in names}
    )


def said_of_returns(own: Own) -> str:
    """What a build says of the returns: how much was read, and the problems by rule."""
    lines = [f"{len(own.own):,} counts from {len(own.readings)} of your own returns, for internal use, in"]
    lines.append("returns.csv, returns_routes.csv, returns_restated.csv; for the data owner: returns_problems.csv")
    met = own.problems.groupby(["severity", "rule", "file"], sort=False).size().reset_index(name="rows")
    serious = met[met["severity"] != "notes"].itertuples()
    lines += [f"  {row.severity}: {row.rows:,} x {row.rule} [{row.file}]" for row in serious]
    notes = int((own.problems["severity"] == "notes").sum())
    return "\n".join([*lines, *([f"  notes: {notes:,} in returns_problems.csv"] if notes else [])])


def _record(project: Project, own: Own) -> None:
    """What the tables were made from, for a run to tell whether they still are."""
    covered = {code: [str(q) for q in quarters] for code, quarters in store.covered_quarters(own.own).items()}
    blocking = int((own.problems["severity"] == "blocks").sum())
    said = {"key": own_key(project), "blocking": blocking, "covered": covered}
    kept.write_private(project.processed / RECORD, json.dumps(said, sort_keys=True, indent=1).encode() + b"\n")


def own_record(project: Project) -> dict:
    """The record of the returns as they are now; where the tables are of others, they are built first."""
    path = project.processed / RECORD
    said = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if said.get("key") != own_key(project):
        build_returns(project)
        said = json.loads(path.read_text(encoding="utf-8"))
    return dict(said)


def own_key(project: Project) -> str:
    """What the tables of the returns depend on: every file of theirs, the area and the code."""
    parts = [code_hash(), project.settings.area, returns_key(project.returns), project.synthetic]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def own_table(processed: Path) -> pd.DataFrame:
    """The counts of the returns as the last build wrote them; no rows where there was none."""
    path = processed / f"{TABLES['own']}.csv"
    return store.read_table(processed, TABLES["own"]) if path.is_file() else pd.DataFrame(columns=tidy.OBSERVATIONS)


def returns_key(place: Path) -> str:
    """What the returns are: every file's name and bytes. Blank where there are none."""
    if not place.is_dir():
        return ""
    digest = hashlib.sha256()
    files = [*files_in(place), *(place / name for name in (ID_MAP, SAID) if (place / name).is_file())]
    for path in files:
        digest.update(path.relative_to(place).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest() if files else ""
