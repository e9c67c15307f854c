"""A folder of returns as people drop them: which file is what, by its contents, and every return that could be read.

One return that cannot be read stops nothing but itself: it is a blocking problem, and the others are read.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from analysis.sources import annex_a, cin_census, mapped, safeguarding_dataset, ssda903
from analysis.sources.id_map import ID_MAP, join_ids, read_id_map
from analysis.sources.returns.closing import does_not_close
from analysis.sources.returns.csv_tables import encoding_of, why_no_table
from analysis.sources.returns.problems import printable, rules
from analysis.sources.returns.said import SAID, given_for, said_of
from analysis.sources.returns.shape import Given, Reading
from analysis.sources.returns.workbooks import why_not
from analysis.sources.returns.xml_files import children_share_lines
from analysis.vocabulary import tidy
from analysis.vocabulary.errors import AnalysisError, WrongUse

# In this order: the first that knows a file has it, and what somebody mapped by hand is what the mapping says.
READERS: list[ModuleType] = [mapped, cin_census, ssda903, annex_a, safeguarding_dataset]
TOGETHER = (ssda903, safeguarding_dataset)  # whose CSV files make one return with the others of their folder
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
WHOLE = (*WORKBOOKS, ".xml")  # a file that is a return by itself
TABLES = (".csv", ".tsv")
PASSED_OVER = ("readme", "thumbs.db", "desktop.ini", ID_MAP, SAID)


@dataclass(frozen=True)
class Returns:
    """What a folder holds: the returns read, every problem as rows of `problems`, and the files that nobody knows."""

    readings: list[Reading]
    problems: list[dict]
    unread: list[str]

    @property
    def blocked(self) -> bool:
        """Whether a return could not be read."""
        return any(row["severity"] == "blocks" for row in self.problems)


def read_returns(place: Path, given: Given) -> Returns:
    """Every return in a folder, with those inside it, or the one in a file."""
    if not place.exists():
        raise WrongUse(f"{place.name} is not there. Name a return, or a folder of returns.")
    if not os.access(place, os.R_OK | (os.X_OK if place.is_dir() else 0)):
        raise AnalysisError(f"{place.name} may not be read. Ask whoever keeps it, or check that it is there.")
    root = place if place.is_dir() else place.parent
    entries = said_of(root, given.today)
    one_child = read_id_map(root, sorted(reader.SOURCE for reader in READERS))
    found = files_in(place)
    known, unknown = _claimed(found)
    made = Returns([], [_unknown(path, root) for path in unknown], [_inside(path, root) for path in unknown])
    groups = list(_groups(known))
    one_year = sum(reader is ssda903 for reader, _ in groups) <= 1
    for reader, paths in groups:
        said = given if one_year or reader is not ssda903 else replace(given, year_ending=None)
        said = given_for(_inside(paths[0], root), entries, said)
        _read(reader, paths, said, root, made)
    made.problems.extend(_twice(made.readings))
    made = replace(made, readings=[join_ids(reading, one_child) for reading in made.readings])
    if not found:
        made.problems.append(_said("no_returns"))
    return made


def _twice(readings: list[Reading]) -> Iterator[dict]:
    """Two returns of one source, drawn on one day, that cover the same days: of two councils, or one too many."""
    seen: dict[tuple, Reading] = {}
    for reading in readings:
        key = (reading.source, reading.extracted_on, *reading.covers)
        other = seen.setdefault(key, reading)
        if other is not reading and reading.covers:
            yield _said("returns_twice", f"They are {other.name} and {reading.name}.", reading.source)


def _said(rule: str, more: str = "", source: str = "", file: str = "") -> dict:
    known = rules()[rule]
    return tidy.problem(known["severity"], rule, f"{known['said']} {more}".strip(), source, file)


def files_in(place: Path) -> list[Path]:
    """The files that may be returns, in order: hidden ones, Excel's lock files and readmes are passed over."""
    if place.is_file():
        return [place]
    found = [path for path in sorted(place.rglob("*")) if path.is_file()]
    return [path for path in found if not _passed_over(path.relative_to(place))]


def _passed_over(inside: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in inside.parts)
    return hidden or inside.name.lower().startswith(PASSED_OVER)


def _claimed(found: list[Path]) -> tuple[dict[Path, ModuleType], list[Path]]:
    known = {}
    for path in found:
        reader = next((reader for reader in READERS if reader.claims(path)), None)
        if reader:
            known[path] = reader
    return known, [path for path in found if path not in known]


def _groups(known: dict[Path, ModuleType]) -> Iterator[tuple[ModuleType, list[Path]]]:
    """Files that are read in one go: those of a return that comes in several files by folder, all others alone."""
    together: dict[tuple[int, Path], list[Path]] = {}
    for path, reader in known.items():
        alone = reader not in TOGETHER or path.suffix.lower() in WHOLE
        of = path.with_suffix("") if reader is mapped else path if alone else path.parent
        together.setdefault((READERS.index(reader), of), []).append(path)
    yield from ((READERS[number], paths) for (number, _), paths in together.items())


def _read(reader: ModuleType, paths: list[Path], given: Given, root: Path, made: Returns) -> None:
    folder = _inside(paths[0].parent, root)
    try:
        readings = reader.read(paths, given)
    except AnalysisError as error:
        file = _inside(paths[0], root) if len(paths) == 1 else folder
        made.problems.append(tidy.problem("blocks", "return_refused", str(error), reader.SOURCE, file))
        made.unread.extend(_inside(path, root) for path in paths)
        return
    if reader is ssda903:  # the others tell of it themselves
        made.problems.extend(_encodings(paths, reader.SOURCE, root))
    one_line = [path for path in paths if path.suffix.lower() == ".xml" and children_share_lines(path)]
    made.problems.extend(_said("one_line", "", reader.SOURCE, _inside(path, root)) for path in one_line)
    for reading in readings:
        placed = _placed(reading, folder)
        made.readings.append(placed)
        made.problems.extend([*placed.problems, *does_not_close(placed)])


def _encodings(paths: list[Path], source: str, root: Path) -> list[dict]:
    """The CSV files that are not in UTF-8, which Excel and some systems write."""
    found = {path: encoding_of(path) for path in paths if path.suffix.lower() not in WHOLE}
    rule = rules()["other_encoding"]
    return [
        tidy.problem(rule["severity"], "other_encoding", f"{rule['said']} It is {name}.", source, _inside(path, root))
        for path, name in found.items()
        if name != "utf-8-sig"
    ]


def _placed(reading: Reading, folder: str) -> Reading:
    """A reading whose files are named from the folder of returns, so that two of one name are told apart."""
    inside = f"{folder}/" if folder else ""

    def placed(name: str) -> str:
        return _printable(inside + name) if name else name

    problems = [row | {"file": placed(row["file"])} for row in reading.problems]
    uses = [replace(use, file=placed(use.file)) for use in reading.files]
    episodes = reading.episodes.assign(file=reading.episodes["file"].cat.rename_categories(placed))
    name = _printable(reading.name if reading.name.startswith(folder) else inside + reading.name)
    return replace(reading, name=name, problems=problems, files=uses, episodes=episodes)


def _unknown(path: Path, root: Path) -> dict:
    """Why nobody reads a file. One that cannot be opened at all may be a return, so it blocks."""
    file = _inside(path, root)
    kind = path.suffix.lower()
    why = why_not(path) if kind in WORKBOOKS else why_no_table(path) if kind in TABLES else ""
    if why:
        return tidy.problem("blocks", "return_refused", why, "", file)
    return _said("unknown_file", file=file)


def _inside(path: Path, root: Path) -> str:
    inside = path.relative_to(root).as_posix()
    return "" if inside == "." else _printable(inside)


def _printable(name: str) -> str:
    """A name that can be written: bytes that are no UTF-8 and control characters are shown as marks."""
    return printable(name.encode("utf-8", "replace").decode("utf-8"))
