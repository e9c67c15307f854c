"""Where a run reads, works and publishes, and what it finds there."""

import shutil
from dataclasses import replace
from pathlib import Path

from analysis.runs.parameters import Parameters
from analysis.runs.publish import PublishResult, stage, target_folder
from analysis.runs.trees import edits, verify
from analysis.vocabulary.areas import area
from analysis.vocabulary.periods import Quarter
from analysis.vocabulary.project import Project


def view_of(project: Project, vintage: str, as_at: str) -> Project:
    """Processed tables of first releases or of an earlier day have a folder of their own beside the usual ones."""
    if vintage == project.settings.vintage and not as_at:
        return project
    slug = f"{vintage}{'-as-at-' + as_at if as_at else ''}"
    return replace(project, processed=project.processed / "views" / slug)


def pack_folder(reports: Path, parameters: Parameters, as_at: str, part: bool) -> Path:
    """Where the pack goes. First releases, an earlier view, a part of the notebooks: each in a folder of its own."""
    slug = area(parameters.area).slug + ("-internal" if parameters.audience == "internal" else "")
    folder = Quarter.parse(parameters.period).slug + ("-first" if parameters.vintage == "first" else "")
    folder += f"-as-at-{as_at}" if as_at else ""
    return target_folder(reports, slug, folder + ("-part" if part else ""))


def lost_files(target: Path) -> list[str]:
    """What has gone missing from a published pack since."""
    return [said for said in verify(target) if said.endswith("missing.")]


def edited_since(target: Path) -> list[str]:
    """A note on files that a person has edited since the pack was published."""
    names = sorted(edits(target))
    return [f"Edited by hand and left as they are: {', '.join(names)}."] if names else []


def kept_files(result: PublishResult) -> list[str]:
    """A note on files that a person had edited before, and where ours was put beside them."""
    beside = [f"{name} (ours is {other})" for name, other in sorted(result.beside.items())]
    names = [*beside, *(name for name in sorted(result.kept) if name not in result.beside)]
    return [f"Edited by hand and kept: {', '.join(names)}."] if names else []


def clean_stage(target: Path, run_id: str) -> Path:
    """An empty staging folder: what a killed run left in it may be half of something."""
    shutil.rmtree(stage(target, run_id))
    return stage(target, run_id)
