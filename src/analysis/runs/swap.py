"""Building the folder that is to be published, and putting it into place in one step."""

import errno
import os
import re
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from analysis.runs.errors import NeedsPerson, RunError
from analysis.runs.trees import CURRENT, Current, digest, sync, sync_tree

_LEFTOVER = re.compile(r"\.(?P<kind>staging|next|previous|trash)-(?P<period>.+)-(?P<run>[A-Za-z0-9_]+?)(~\d+)?")
_NO_EXCHANGE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


class Leftover(NamedTuple):
    """A hidden folder of ours beside a target."""

    kind: str
    run: str
    folder: Path


def leftovers(target: Path) -> list[Leftover]:
    """Our hidden folders that belong to `target`, in a fixed order. Links and other people's folders are never ours."""
    found = []
    for folder in sorted(target.parent.iterdir()) if target.parent.is_dir() else []:
        match = _LEFTOVER.fullmatch(folder.name)
        if match and match["period"] == target.name and folder.is_dir() and not folder.is_symlink():
            found.append(Leftover(match["kind"], match["run"], folder))
    return found


def period_of(folder: Path) -> str | None:
    """The period slug that a hidden folder of ours belongs to, or None."""
    match = _LEFTOVER.fullmatch(folder.name)
    return match["period"] if match else None


def hidden(kind: str, target: Path, run_id: str) -> Path:
    """A free name for a hidden folder beside the target."""
    plain = target.parent / f".{kind}-{target.name}-{run_id}"
    number, path = 2, plain
    while os.path.lexists(path):
        path = plain.with_name(f"{plain.name}~{number}")
        number += 1
    return path


def build(target: Path, run_id: str, ours: Mapping[str, Path], persons: Mapping[str, Path]) -> Path:
    """Copy our files and a person's into a new hidden folder, with its `current.json`, safe on the disk.

    A person's file keeps its name; ours of the same name goes beside it as NAME-2, unless the two are identical.
    """
    persons = {name: path for name, path in persons.items() if name not in ours or digest(ours[name]) != digest(path)}
    beside = place_beside(ours, persons)
    layout = {beside.get(name, name): path for name, path in ours.items()} | dict(persons)
    _refuse_file_for_folder(layout)
    new = hidden("next", target, run_id)
    mode = target.parent.stat().st_mode & 0o777
    try:
        new.mkdir(mode=0o700)
        files = {name: _copy(path, new / name, None if name in persons else mode) for name, path in layout.items()}
        current = Current(run_id, files, {name: files[name] for name in persons}, beside)
        (new / CURRENT).write_text(current.text(), encoding="utf-8", newline="\n")
        for folder in [*(path for path in new.rglob("*") if path.is_dir()), new]:
            folder.chmod(mode)
        sync_tree(new)
        sync(new.parent)
    except BaseException:
        discard(new, target, run_id)
        raise
    return new


def place_beside(ours: Mapping[str, Path], persons: Mapping[str, Path]) -> dict[str, str]:
    """Where our file goes when a person's file has its name: NAME-2, or NAME-3 when that is taken too, and so on."""
    taken = {*ours, *persons}
    beside = {}
    for name in sorted(set(ours) & set(persons)):
        beside[name] = free_name(name, taken)
        taken.add(beside[name])
    return beside


def free_name(name: str, taken: set[str]) -> str:
    """The first of NAME-2, NAME-3, … that is not taken."""
    path, number = Path(name), 2
    while (found := path.with_name(f"{path.stem}-{number}{path.suffix}").as_posix()) in taken:
        number += 1
    return found


def put_in_place(new: Path, target: Path, run_id: str) -> None:
    """Make `new` the target. The old tree, if there was one, is left in a hidden folder for `settle` to look at."""
    try:
        if not target.exists():
            new.rename(target)
        elif not exchange(new, target):
            _rename_aside(new, target, run_id)
        sync(target.parent)
    except PermissionError:
        discard(new, target, run_id)
        raise RunError(
            f"{target} could not be replaced: a file in it is probably open. "
            "Close Word, Excel and the folder's windows, then run again; what this run made is kept."
        ) from None
    except OSError:
        discard(new, target, run_id)
        raise


def exchange(new: Path, target: Path) -> bool:
    """Swap two folders in one step where the system can (Linux renameat2); False where it cannot."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    here, both = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if call(here, os.fsencode(new), here, os.fsencode(target), ctypes.c_uint(both)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(target))


def _rename_aside(new: Path, target: Path, run_id: str) -> None:
    aside = hidden("previous", target, run_id)
    target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise


def discard(folder: Path, target: Path, run_id: str) -> None:
    """Delete a hidden folder of ours; one that cannot go yet waits, under a name that says so, for the next start."""
    trash = folder if folder.name.startswith(".trash-") else hidden("trash", target, run_id)
    with suppress(OSError):
        if folder != trash:
            folder.rename(trash)
        shutil.rmtree(trash, ignore_errors=True)


def _copy(source: Path, to: Path, folder_mode: int | None) -> str:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, to)
    if folder_mode is not None:
        to.chmod(folder_mode & 0o666)
    return digest(to)


def _refuse_file_for_folder(layout: Mapping[str, Path]) -> None:
    for name in layout:
        for parent in Path(name).parents:
            if parent.as_posix() in layout:
                raise NeedsPerson(
                    f"{parent.as_posix()} is a file, and this run needs a folder of that name. Rename it and run again."
                )
