"""Atomic publication of a folder: people see the old one or the new one, whole, and keep what they wrote in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.runs.errors import NeedsPerson, RunError, WrongUse
from analysis.runs.lock import check_writable, run_lock
from analysis.runs.recovery import recover, settle
from analysis.runs.swap import build, discard, put_in_place
from analysis.runs.trees import CURRENT, persons_files, published_run, read_current, scan, verify, walk

__all__ = [
    "PublishResult",
    "check_writable",
    "publish",
    "published_run",
    "recover",
    "run_lock",
    "stage",
    "target_folder",
    "verify",
]

_SLUG = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?")
_RUN_ID = re.compile(r"[A-Za-z0-9_]{1,64}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_RESERVED = {"templates", "demo", "current"}


@dataclass(frozen=True)
class PublishResult:
    """What was published: the run, the one before it, every file, a person's files, and where ours went beside them."""

    target: Path
    run: str
    previous_run: str | None
    files: tuple[str, ...]
    kept: tuple[str, ...]
    beside: Mapping[str, str]
    notes: tuple[str, ...] = ()


def target_folder(reports: Path, area_slug: str, period_slug: str) -> Path:
    """The folder `reports/<area>/<period>/`; slugs that could lead elsewhere, or that Windows refuses, are refused."""
    for slug in (area_slug, period_slug):
        if not _SLUG.fullmatch(slug) or ".." in slug or _DEVICES.fullmatch(slug) or slug.lower() in _RESERVED:
            raise WrongUse(
                f"{slug!r} cannot name a folder of reports. Use letters, digits and hyphens, like 2022-23-q4; "
                f"{', '.join(sorted(_RESERVED))} are taken."
            )
    return reports.resolve() / area_slug / period_slug


def stage(target: Path, run_id: str) -> Path:
    """The run's private staging folder beside `target`: made empty, or found again to resume.

    Names that begin with a dot inside it (logs, raw notebooks) are never published.
    """
    _check_place(target, run_id)
    staging = _staging(target, run_id)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _refuse_links(target.parent, target, staging)
        staging.mkdir(mode=0o700, exist_ok=True)
        staging.chmod(0o700)
    except OSError as error:
        raise RunError(f"The folder {staging} could not be made: {error.strerror}. Check permissions, disk.") from None
    return staging


def publish(staging: Path, target: Path, run_id: str) -> PublishResult:
    """Make what is in `staging` the content of `target`, in one step, and remove `staging`.

    `staging` is copied, so that a publication that fails leaves both it and the target as they were. A person's
    files in the target keep their name and content. A folder that we did not publish is never replaced.
    """
    _check_place(target, run_id)
    _refuse_links(target.parent, target, staging)
    if staging.absolute() != _staging(target, run_id).absolute() or not staging.is_dir():
        raise WrongUse(f"Only the staging folder of run {run_id} can be published, and {staging.name} is not it.")
    ours = _publishable(staging)
    try:
        notes = settle(target)
        refuse_foreign(target)
        before = published_run(target)
        persons = {name: target / name for name in persons_files(target)}
        put_in_place(build(target, run_id, ours, persons), target, run_id)
        settle(target)
    except OSError as error:
        raise RunError(
            f"{target} could not be published: {error.strerror or error}. What was there before is unchanged; "
            "put this right and run again, what this run made is kept."
        ) from None
    discard(staging, target, run_id)
    return _result(target, run_id, before, notes)


def _result(target: Path, run_id: str, before: str | None, notes: list[str]) -> PublishResult:
    current = read_current(target)
    if current is None or current.run != run_id:
        raise RunError(f"{target} changed while it was being published. Look at it, then run again.")
    files, kept = tuple(sorted(current.files)), tuple(sorted(current.kept))
    return PublishResult(target, run_id, before, files, kept, current.beside, tuple(notes))


def _publishable(staging: Path) -> dict[str, Path]:
    ours = {path.relative_to(staging).as_posix(): path for path in walk(staging, dotted=False)}
    if not ours:
        raise RunError("There is nothing to publish: the staging folder holds no finished file.")
    return ours


def _check_place(target: Path, run_id: str) -> None:
    if not _RUN_ID.fullmatch(run_id):
        raise WrongUse(f"{run_id!r} is not a run id. Use letters, digits and underscores only.")
    if ".." in target.parts:
        raise WrongUse(f"{target} leads outside the reports folder. Give the folder's own path.")
    target_folder(target.parent.parent, target.parent.name, target.name)


def _refuse_links(*paths: Path) -> None:
    for path in paths:
        if path.is_symlink():
            raise WrongUse(f"{path} is a link, and reports are not written through links. Remove it and run again.")
    area = paths[0]
    if area.resolve() != area.parent.resolve() / area.name:
        raise WrongUse(f"{area} leads outside the reports folder. Give the folder's own path.")


def refuse_foreign(target: Path) -> None:
    """Refuse a target that holds files of somebody else's."""
    if target.exists() and not target.is_dir():
        raise NeedsPerson(f"{target} is a file where a folder of reports should be. Move it away and run again.")
    if target.exists() and read_current(target) is None and scan(target):
        raise NeedsPerson(
            f"{target} has files but no readable {CURRENT}, so it was not published by this project and is left alone. "
            "Move it away or rename it, then run again."
        )


def _staging(target: Path, run_id: str) -> Path:
    return target.parent / f".staging-{target.name}-{run_id}"
