"""What a run keeps once its pack is published, so that a signature or a question runs no notebook again.

Figures and tables stay in the pack alone: `.private` keeps their checksums and what the pack does not have.
"""

import json
import shutil
from pathlib import Path

from analysis.runs.trees import digest

MARK = "published"  # names the pack that a finished run went into


def keep(private: Path, target: Path) -> None:
    """Leave in a finished run's folder only what its pack does not hold byte for byte, and mark it as finished."""
    for path in sorted(private.rglob("*")):
        inside = _published(path, private)
        if path.is_file() and path.name != "kept.json" and (not inside or _same(path, target / inside)):
            path.unlink()
    (private / MARK).write_text(_name(target), encoding="utf-8")


def restore(private: Path, target: Path) -> None:
    """Put back from the pack whatever is still in it as it was made. What is not is left for its notebook to make."""
    if not (private / MARK).is_file():
        return
    for place in sorted((private / "out").iterdir()):
        for inside, sha in _noted(place).items():
            ours, theirs = place / "outputs" / inside, target / inside
            if not ours.exists() and theirs.is_file() and digest(theirs) == sha:
                ours.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(theirs, ours)
    (private / MARK).unlink()


def sweep(private: Path, target: Path) -> None:
    """Keep this run's work and what finished runs of other packs keep; unfinished and superseded work goes."""
    if private.parent.is_dir():
        for other in private.parent.iterdir():
            if other != private and other.is_dir() and _went_into(other) in ("", _name(target)):
                shutil.rmtree(other)


def finished(private: Path) -> bool:
    """Whether the run of that folder was published: a forced run then begins anew."""
    return bool(_went_into(private))


def _went_into(private: Path) -> str:
    mark = private / MARK
    return mark.read_text(encoding="utf-8") if mark.is_file() else ""


def _noted(place: Path) -> dict[str, str]:
    try:
        found = json.loads((place / "kept.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(sha) for name, sha in found.items()}


def _published(path: Path, private: Path) -> str:
    """Where a file of out/NOTEBOOK/outputs stands in the pack; empty for what is no output."""
    parts = path.relative_to(private).parts
    return "/".join(parts[3:]) if parts[0] == "out" and parts[2:3] == ("outputs",) else ""


def _same(path: Path, theirs: Path) -> bool:
    return theirs.is_file() and digest(theirs) == digest(path)


def _name(target: Path) -> str:
    return f"{target.parent.name}/{target.name}"
