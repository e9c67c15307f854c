"""What is inside a published folder: its `current.json`, its files, and which of them are a person's."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.runs.errors import NeedsPerson

CURRENT = "current.json"


@dataclass(frozen=True)
class Current:
    """What `current.json` says: the run, the sha256 of every file, which are a person's, and what is beside them."""

    run: str
    files: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The same text for the same content, without a clock."""
        content = {"run": self.run, "files": self.files, "kept": self.kept, "beside": self.beside}
        return json.dumps(content, indent=1, sort_keys=True) + "\n"


def read_current(folder: Path) -> Current | None:
    """The folder's `current.json`, or None when there is none that can be read."""
    try:
        found = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
        tables = [_text_table(found.get(name, {})) for name in ("files", "kept", "beside")]
        return Current(str(found["run"]), *tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def published_run(target: Path) -> str | None:
    """The id of the run that is published in `target`, or None."""
    current = read_current(target)
    return current.run if current else None


def verify(target: Path) -> list[str]:
    """One sentence for each file that is missing, changed or extra against `current.json`; else empty."""
    current = read_current(target)
    if current is None:
        return [f"{target.name} has no readable {CURRENT}: nothing has been published here."]
    found = scan(target)
    missing = [f"{name} is missing." for name in current.files if name not in found]
    changed = [f"{name} has changed." for name, was in current.files.items() if found.get(name, was) != was]
    extra = [f"{name} is extra." for name in found if name not in current.files]
    return sorted(missing + changed + extra)


def persons_files(folder: Path) -> dict[str, str]:
    """The files of a published folder that a person has edited, added, or been kept before, with their sha256."""
    current = read_current(folder) or Current("")
    return {name: sha for name, sha in scan(folder).items() if name in current.kept or current.files.get(name) != sha}


def edits(folder: Path) -> dict[str, str]:
    """The files whose content is not what `current.json` recorded, with their sha256."""
    current = read_current(folder) or Current("")
    return {name: sha for name, sha in scan(folder).items() if current.files.get(name) != sha}


def scan(folder: Path) -> dict[str, str]:
    """Relative path and sha256 of every file, without `current.json` and what offices and systems leave behind."""
    found = {}
    for path in walk(folder):
        try:
            found[path.relative_to(folder).as_posix()] = digest(path)
        except FileNotFoundError:
            continue
        except PermissionError:
            raise NeedsPerson(f"{path} cannot be read: close the program that has it open and run again.") from None
    return found


def walk(folder: Path, dotted: bool = True) -> Iterator[Path]:
    """Every file that counts, in order; without `dotted`, none whose name or folder begins with a dot.

    A link is refused: what it points to is not ours to copy or delete.
    """
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if dotted or not name.startswith("."))
        for name in sorted(folders + [name for name in names if dotted or not name.startswith(".")]):
            path = Path(top, name)
            if path.is_symlink():
                raise NeedsPerson(f"{path} is a link, and a link cannot be published. Move it away and run again.")
            if name in names and not is_clutter(name) and path != folder / CURRENT:
                yield path


def is_clutter(name: str) -> bool:
    """Lock files of an open office document and the notes that systems leave in folders: never kept, never counted."""
    office = name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))
    return office or name in {".DS_Store", "Thumbs.db"}


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make a file or folder survive a power cut (a folder only where the system can)."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Sync every file and every folder, the innermost first."""
    for top, _, names in os.walk(folder, topdown=False):
        for name in names:
            sync(Path(top, name))
        sync(Path(top))


def _text_table(found: dict[str, str]) -> dict[str, str]:
    return {str(name): str(value) for name, value in found.items()}
