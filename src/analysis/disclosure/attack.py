"""The attacker on a published folder: everything that left, put together, and what it gives away.

Written independently of the gate, as somebody outside would do it: it reads the files and nothing else.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.disclosure.attack_bars import drawn_though_hidden, gaps
from analysis.disclosure.attack_derived import statements, worked_out
from analysis.disclosure.attack_extract import NotRead, Text, texts_in
from analysis.disclosure.attack_findings import Finding, findings
from analysis.disclosure.attack_lines import not_printed
from analysis.disclosure.attack_printed import disagreements, linked, printed_cells, small_printed
from analysis.disclosure.attack_sums import sums
from analysis.disclosure.attack_system import Cell, System
from analysis.disclosure.attack_tables import Tables, read_tables
from analysis.disclosure.attack_words import said_beside
from analysis.vocabulary.errors import WrongUse

_NOT_TEXT = (".woff", ".woff2", ".ttf", ".ico")


@dataclass(frozen=True)
class Attack:
    """What an attacker makes of a folder: `counts` read, `hidden` among them, `sums` that tie them, the findings."""

    counts: int
    hidden: int
    own_hidden: int
    sums: int
    files: int
    findings: tuple[Finding, ...]

    @property
    def safe(self) -> bool:
        """Whether nothing was found that may not stand."""
        return not any(one.fails for one in self.findings)


def attack(
    folder: Path, earlier: Sequence[Path] = (), known: Sequence[Path] = (), threshold: int = 5, width: int = 5
) -> Attack:
    """Attack a published folder with all that it holds, earlier releases of ours, and figures known to all.

    `earlier` are folders of packs that are out already; `known` folders of long-form tables that others published.
    Counts of 1 to `threshold` are hidden; `width` whole numbers must stay possible. A folder that is not there, or
    has no tables, is refused.
    """
    if threshold < 1 or width < 1:
        raise WrongUse("The threshold and the width are whole numbers from 1. Leave them out for 5 and 5.")
    for place in (folder, *earlier, *known):
        if not place.is_dir():
            raise WrongUse(f"{place.name} is not a folder. Name the folder of a pack, such as reports/AREA/QUARTER.")
    tables = read_tables([(folder, False), *((place, False) for place in earlier), *((place, True) for place in known)])
    if not tables.keys:
        raise WrongUse(f"{folder.name} has no long-form tables with counts. Name the folder of a pack.")
    system = system_of(tables, threshold, width)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    texts, unread = _texts(folder, files, tables)
    made = [*_of_system(system, tables), *disagreements(tables, threshold), *small_printed(tables, threshold)]
    made += [*worked_out(tables), *said_beside(texts, tables), *_drawn(folder, files, tables), *unread]
    hidden = [key for key in tables.hidden if key not in tables.counts]
    own = sum(not tables.public[key] for key in hidden)
    return Attack(len(tables.keys), len(hidden), own, len(system.sums), len(files), tuple(made))


def system_of(tables: Tables, threshold: int = 5, width: int = 5) -> System:
    """The joint system of what tables print: cells, the vocabulary's sums, and shares and rates as inequalities."""
    cells, below = printed_cells(tables)
    elsewhere = {key.place for key in tables.counts if tables.public[key]}
    tied = sums({cell.key: cell.value for cell in cells}, elsewhere)  # type: ignore[misc]
    there = {cell.key for cell in cells}
    met = dict.fromkeys(key for one in tied for key in (one.total, *one.parts) if key not in there)
    between = [Cell(key, None, latent=True) for key in met]
    return System((*cells, *between), tuple(tied), (*statements(tables), *below), threshold, width)


def _of_system(system: System, tables: Tables) -> list[Finding]:
    """The findings of the system; then of the system in which others' figures stand in for our hidden ones.

    Others' figures can differ from ours for reasons of their own: where they contradict ours they are left alone.
    """
    found = findings(system)
    more = linked(system, tables)
    if more is None:
        return found
    told = {(one.kind, one.keys) for one in found}
    with_theirs = findings(replace(system, cells=more))
    return found + [one for one in with_theirs if one.kind != "contradiction" and (one.kind, one.keys) not in told]


def _texts(folder: Path, files: list[Path], tables: Tables) -> tuple[list[tuple[str, Text]], list[Finding]]:
    texts, unread = [], []
    for path in files:
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() in _NOT_TEXT or path in tables.read:
            continue
        try:
            texts += [(name, text) for text in texts_in(path.name, path.read_bytes())]
        except (NotRead, ValueError, KeyError):
            unread.append(
                Finding("unread", f"{name} could not be looked into, so nothing is known of it.", fails=False)
            )
    return texts, unread


def _drawn(folder: Path, files: list[Path], tables: Tables) -> Iterator[Finding]:
    """Bars under a label "c" and gaps in stacks, in figures of a folder that hides counts of ours."""
    if not any(not public for key, public in tables.public.items() if key in tables.hidden):
        return
    for path in files:
        if path.suffix.lower() != ".svg":
            continue
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        for bar in drawn_though_hidden(content):
            yield Finding("drawn", f'{name} draws a bar although its label says c: "{bar.label}". Do not draw it.')
        beside = path.with_suffix(".csv")
        if beside.is_file() and not_printed(content, beside.read_text(encoding="utf-8-sig")):
            yield Finding(
                "drawn", f"{name} draws points that no number of {beside.name} gives: look at it.", fails=False
            )
        for gap in gaps(content):
            yield Finding("drawn", f'{name} leaves a gap in a stack, as large as what is hidden: "{gap.label}".')


def as_text(made: Attack) -> str:
    """The findings as people read them, the first twenty of each kind."""
    lines = [f"{'' if one.fails else 'Note: '}{one.sentence}" for one in _first_of_each_kind(made.findings)]
    if len(lines) < len(made.findings):
        lines.append(f"… and {len(made.findings) - len(lines)} more of the same kinds: --format json lists them all.")
    failing = sum(one.fails for one in made.findings)
    read = f"{made.counts:,} counts read, {made.hidden:,} hidden ({made.own_hidden:,} ours), {made.sums:,} sums"
    said = "Nothing hidden can be recovered." if made.safe else f"{failing} finding{'s' * (failing > 1)}."
    return "\n".join([*lines, f"{read}, {made.files:,} files. {said}"])


def _first_of_each_kind(found: Sequence[Finding], most: int = 20) -> Iterator[Finding]:
    told: Counter[str] = Counter()
    for one in found:
        told[one.kind] += 1
        if told[one.kind] <= most:
            yield one


def as_json(made: Attack) -> str:
    """The findings as JSON: `safe`, what was read, and of each its kind, sentence and the knowledge it takes."""
    of = [
        {"kind": one.kind, "fails": one.fails, "knowing": one.model, "sentence": one.sentence} for one in made.findings
    ]
    read = {"counts": made.counts, "hidden": made.hidden, "own_hidden": made.own_hidden, "sums": made.sums}
    return json.dumps({"safe": made.safe, **read, "files": made.files, "findings": of}, indent=1, ensure_ascii=False)
