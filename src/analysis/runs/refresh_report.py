"""refresh-report: a Word draft filled again from a published pack, in a new file beside it."""

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.reports.contents import Contents
from analysis.reports.kept import kept_contents
from analysis.reports.refresh import Refreshed, refresh
from analysis.reports.refresh_words import as_text
from analysis.reports.word_file import WordFile
from analysis.runs.errors import NeedsPerson
from analysis.runs.trees import published_run
from analysis.vocabulary.areas import area
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.periods import Quarter
from analysis.vocabulary.project import Project

LARGEST = 100_000_000  # bytes of a draft
_PERIOD = re.compile(r"\d{4}-\d{2}-q[1-4]")  # a pack of the latest figures, not of an earlier view
_MARKER = re.compile(rb"\{\{\s*(figure|table|number|text):")
_UNFILLED = ("footnotes.xml", "endnotes.xml", "comments.xml")
_OURS = re.compile(r"-refreshed(-\d+)?$")


@dataclass(frozen=True)
class Report:
    """What is to be said, and the new file; none where nothing changed."""

    text: str
    path: Path | None


def refresh_report(project: Project, path: Path, code: str = "", period: str = "", out: Path | None = None) -> Report:
    """Refresh a draft from the pack of an area and period: the project's own and its latest unless others are named.

    A draft without slots and markers gets its numbers tagged where the audit finds that they agree with the pack.
    """
    file = read_word_file(path)
    _check_out(path, out)
    folder = find_pack(project, code or project.settings.area, period)
    contents = kept_contents(folder)
    whence = f"{contents.area_name}, {contents.period}, run {published_run(folder)}"
    tagged, before = _tagging(project, file, path, contents)
    made = refresh(file, contents, whence, before)
    said = [f"{path.name}: {made.slots} slots, filled from {whence}.", *_notes(path, file)]
    said.append(tagged or as_text(made))
    if not (made.changed or tagged or out):
        return Report("\n".join(said), None)
    place = _write(made, out or path.with_name(f"{_OURS.sub('', path.stem)}-refreshed.docx"))
    return Report("\n".join([*said, "", f"The new file: {place.name}. {path.name} is as it was."]), place)


def _tagging(
    project: Project, file: WordFile, path: Path, contents: Contents
) -> tuple[str, Callable[[Any], None] | None]:
    """What to say and what to do first where a draft has no slots."""
    from analysis.reports.word_tags import has_slots, tag_numbers

    if has_slots(file.document()):
        return "", None
    from analysis.runs.tag_draft import audited_tags, tagged_words

    tags = audited_tags(project, path, contents)
    if not tags:
        raise NeedsPerson(
            f'"{path.name}" has no slots, and no number in it is exactly one of the pack of {contents.period}. Write '
            "markers such as {{number:TABLE:MEASURE}} into it (CONTRIBUTING.md), or give the --period that it is of."
        )
    return tagged_words(tags), lambda document: tag_numbers(document, tags)


def find_pack(project: Project, code: str, period: str = "") -> Path:
    """The folder of the published pack of an area and period; else the latest that there is."""
    place = area(code)
    home = project.reports / (place.slug + ("-internal" if project.settings.audience == "internal" else ""))
    there = sorted(one.name for one in home.iterdir() if _PERIOD.fullmatch(one.name)) if home.is_dir() else []
    there = [name for name in there if published_run(home / name)]
    wanted = Quarter.parse(period).slug if period else there[-1] if there else ""
    if wanted in there:
        return home / wanted
    of = f" of {Quarter.parse(period)}" if period else ""
    option = f' --period "{Quarter.parse(period)}"' if period else ""
    have = f" There are packs of: {', '.join(there)}." if there else ""
    raise WrongUse(
        f"There is no pack{of} for {place.name} to refresh from.{have} "
        f"Make it: `analysis run --area {place.code}{option}`."
    )


def read_word_file(path: Path) -> WordFile:
    """The parts of a draft. What is no Word file that can be opened is refused in a sentence."""
    if not path.exists():
        raise WrongUse(f'There is no file "{path}". Give the path of a Word draft (.docx).')
    if path.is_dir():
        raise WrongUse(f'"{path}" is a folder. Give the path of one Word draft (.docx).')
    if path.stat().st_size > LARGEST:
        raise WrongUse(f'"{path.name}" is larger than 100 MB, which no draft should be. Save it with smaller pictures.')
    try:
        return WordFile(path.name, path.read_bytes())
    except PermissionError:
        raise WrongUse(f'"{path.name}" cannot be opened. Close it in Word, or ask for the right to read it.') from None


def _check_out(path: Path, out: Path | None) -> None:
    """Refuse an --out that is the draft itself, by whatever name, or no Word file in a folder that is there."""
    if out is None:
        return
    if out.exists() and out.samefile(path):
        raise WrongUse(f'--out is "{path.name}" itself, which is never overwritten. Give another name.')
    if out.suffix.lower() != ".docx" or out.is_dir():
        raise WrongUse(f'--out is "{out.name}": expected the name of a Word file (.docx).')
    if not out.parent.is_dir():
        raise WrongUse(f'There is no folder "{out.parent}" to put "{out.name}" in. Make it first.')


def _notes(path: Path, file: WordFile) -> list[str]:
    """What a person should know of the draft itself."""
    notes = []
    if path.with_name(f"~${path.name[2:]}").exists():
        notes.append("It seems to be open in Word: what has not been saved there is not in the new file.")
    if any(name.startswith("_xmlsignatures/") for name in file.parts):
        notes.append("It is signed, and the signature does not hold for the new file.")
    if any(_MARKER.search(data) for name, data in file.parts.items() if name.endswith(_UNFILLED)):
        notes.append("Markers in footnotes, endnotes and comments are not filled. Put them into the text.")
    return notes


def _write(made: Refreshed, wanted: Path) -> Path:
    """Write the new file under the name wanted, or with -2, -3… where another file has that name; in one step."""
    for number in range(1, 100):
        place = wanted.with_name(f"{wanted.stem}{f'-{number}' if number > 1 else ''}{wanted.suffix}")
        if not os.path.lexists(place):
            break
        if place.is_file() and place.read_bytes() == made.data:
            return place
    else:
        raise WrongUse(f'There are 99 files like "{wanted.name}" already. Remove some.')
    try:
        _write_at_once(made.data, place)
    except OSError as error:
        raise WrongUse(
            f'"{place.name}" could not be written ({error.strerror or "the system refused"}). '
            "Give --out in a folder where there is room and the right to write."
        ) from None
    return place


def _write_at_once(data: bytes, place: Path) -> None:
    """Write a whole file or none."""
    handle, name = tempfile.mkstemp(prefix=".refreshed-", suffix=".docx", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    """The rights that new files of this person do not get; a temporary file gets fewer still."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
