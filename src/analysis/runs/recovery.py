"""Finishing or undoing what a killed run left, without losing what a person wrote."""

import os
from pathlib import Path

from analysis.runs.swap import Leftover, build, discard, free_name, leftovers, period_of, put_in_place
from analysis.runs.trees import edits, persons_files, published_run, read_current, scan, sync

_ROUNDS = 10


def recover(reports: Path, keep: str | None = None) -> list[str]:
    """Finish or undo whatever a killed run left under `reports`; say what was done, one sentence each.

    Call it under the lock, at the start. Only hidden folders of our own are ever touched. The unfinished staging of
    the run `keep`, which is about to be resumed, stays; any other goes.
    """
    done = []
    for area in _areas(reports):
        periods = {period for folder in area.iterdir() if (period := period_of(folder))}
        for period in sorted(periods):
            target = area / period
            done += settle(target)
            done += _clear_staging(target, keep)
    return done


def settle(target: Path) -> list[str]:
    """Bring one target to rest: present, whole, with every edit of a person in it, and no old tree beside it."""
    done = _put_back(target)
    for _ in range(_ROUNDS):
        waiting = [one for one in leftovers(target) if one.kind in ("next", "previous")]
        sentences = [_settle_one(one, target) for one in waiting]
        done += [sentence for sentence in sentences if sentence not in done]
        if all(one.folder.exists() for one in waiting):
            break
    for one in leftovers(target):
        if one.kind == "trash":
            discard(one.folder, target, one.run)
    return done


def _put_back(target: Path) -> list[str]:
    """When a run was killed between two renames the target is missing: put the previous one back."""
    if os.path.lexists(target):
        return []
    waiting = leftovers(target)
    old = [one for one in waiting if one.kind == "previous" and read_current(one.folder)]
    old += [one for one in waiting if one.kind == "next" and read_current(one.folder) and edits(one.folder)]
    if not old:
        return []
    old[0].folder.rename(target)
    sync(target.parent)
    return [f"{_name(target)}: put back what was published before run {old[0].run} was stopped."]


def _settle_one(one: Leftover, target: Path) -> str:
    """Deal with one old or unpublished tree, and say what was done."""
    if read_current(one.folder) is None:
        if one.kind == "previous" and scan(one.folder):
            return f"{_name(target)}: {one.folder.name} is left alone, because its current.json is gone. Look at it."
        discard(one.folder, target, one.run)
        return f"{_name(target)}: removed the half-made publication of run {one.run}."
    if not os.path.lexists(target):
        discard(one.folder, target, one.run)
        return f"{_name(target)}: removed the publication of run {one.run} that had not been put in place."
    problem = _not_whole(target)
    if problem:
        return f"{_name(target)}: {problem}, so {one.folder.name} is left beside it. Look at both."
    late = _late_edits(one.folder, target)
    if late:
        _rescue(late, one.folder, target)
    discard(one.folder, target, one.run)
    if late:
        return f"{_name(target)}: kept what a person wrote meanwhile: {', '.join(late)}."
    return f"{_name(target)}: removed what run {one.run} left beside it."


def _not_whole(target: Path) -> str | None:
    current = read_current(target)
    if current is None:
        return "it has no readable current.json"
    missing = sorted(set(current.files) - set(scan(target)))
    return f"{missing[0]} is missing from it" if missing else None


def _late_edits(old: Path, target: Path) -> list[str]:
    """Files of the old tree that hold something a person wrote and the target does not."""
    current = read_current(target)
    known = set(scan(target).values()) | set(current.files.values() if current else ())
    return [name for name, sha in edits(old).items() if sha not in known]


def _rescue(late: list[str], old: Path, target: Path) -> None:
    """Publish the target once more with the late edits in it, under the same rules as any person's file."""
    current, files, persons = read_current(target), scan(target), persons_files(target)
    if current is None:
        return
    first_name = {beside: name for name, beside in current.beside.items()}
    ours = {first_name.get(name, name): target / name for name in files if name not in persons}
    theirs = {name: target / name for name in persons}
    for name in late:
        edited_in_both = name in theirs and files[name] != current.files.get(name)
        theirs[free_name(name, {*ours, *theirs}) if edited_in_both else name] = old / name
    put_in_place(build(target, current.run, ours, theirs), target, current.run)


def _clear_staging(target: Path, keep: str | None) -> list[str]:
    done = []
    for one in leftovers(target):
        if one.kind != "staging" or one.run == keep:
            continue
        finished = published_run(target) == one.run
        discard(one.folder, target, one.run)
        what = "staging of run {}, which is published" if finished else "unfinished staging of run {}"
        done.append(f"{_name(target)}: removed the {what.format(one.run)}.")
    return done


def _areas(reports: Path) -> list[Path]:
    """The area folders, those of the demonstration too; never the templates, never a link."""
    found = [folder for top in (reports, reports / "demo") if top.is_dir() for folder in sorted(top.iterdir())]
    plain = [folder for folder in found if not folder.name.startswith(".") and folder.name != "templates"]
    return [folder for folder in plain if folder.is_dir() and not folder.is_symlink()]


def _name(target: Path) -> str:
    return f"{target.parent.name}/{target.name}"
