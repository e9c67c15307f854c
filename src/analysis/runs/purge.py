"""purge: delete what is kept of the returns. The returns themselves are the council's, and are not touched."""

import json
import shutil
from datetime import datetime
from pathlib import Path

from analysis.runs.lock import run_lock
from analysis.runs.own_build import RECORD, TABLES
from analysis.sources import kept
from analysis.vocabulary.project import Project


def purge(project: Project, everything: bool, now: datetime) -> list[str]:
    """Delete episodes and snapshots older than `keep_returns_days`; with `everything`, all that came from returns.

    All is: episodes, snapshots, the key of the ids, the processed counts, and the workings of internal runs. Published
    packs stay; an internal pack is a folder of reports, to be deleted by hand.
    """
    private = project.root / ".private"
    if not private.is_dir():
        return []
    with run_lock(private, {"what": "purge"}):
        folder = private / "returns"
        days = project.settings.keep_returns_days
        gone = [f".private/returns/{name}" for name in kept.purge(folder, everything, days, now)]
        return gone + (_counts(project) + _runs(private / "runs") if everything else [])


def _counts(project: Project) -> list[str]:
    files = [project.processed / name for name in (RECORD, *(f"{table}.csv" for table in TABLES.values()))]
    there = [path for path in files if path.is_file()]
    for path in there:
        path.unlink()
    return [f"{project.processed.name}/{path.name}" for path in there]


def _runs(folder: Path) -> list[str]:
    """Workings of internal runs: their tables hold true counts. One that cannot be read is taken for one."""
    gone = [path for path in sorted(folder.glob("*")) if path.is_dir() and _audience(path) != "public"]
    for path in gone:
        shutil.rmtree(path)
    return [f".private/runs/{path.name}" for path in gone]


def _audience(run: Path) -> str:
    try:
        return str(json.loads((run / "run.json").read_text(encoding="utf-8"))["audience"])
    except (OSError, ValueError, KeyError):
        return ""
