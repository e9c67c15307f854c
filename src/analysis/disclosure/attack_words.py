"""Numbers that a text, an alternative text or a sheet says beside the name of a group whose count is hidden."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from analysis.disclosure.attack_extract import Number, Text
from analysis.disclosure.attack_findings import Finding
from analysis.disclosure.attack_tables import Key, Tables

_DATES = re.compile(
    r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\b20\d\d-\d\d(?:-\d\d)?(?: Q[1-4])?\b|\b(?:19|20)\d\d(?:/\d\d)?\b"
    r"|E\d{8}|[Ss]ections? \d+\w*"  # codes of areas, sections of an Act
)
_POINT_NOUGHT = re.compile(r"\.0+$")  # a workbook shows 15.0 as 15
_BASES = ("denominator", "population", "people", "of")
_WHOLE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w%]|\.\d|,\d)")
_NEAR = re.compile(
    r"[ \t]*[:,(=–|-]?[ \t]*(?:was |were |is |are |had |has )?(\d{1,3}(?:,\d{3})+|\d+)(?![\w%]|\.\d|,\d)"
)


def said_beside(texts: Iterable[tuple[str, Text]], tables: Tables) -> list[Finding]:
    """Counts that stand beside a group's name in (file, (place, text)) while every table hides the group's count.

    A number that a table prints somewhere for the same group is not taken for the hidden one. Of a row of a table
    ("A | B | 3") every whole number counts, of prose the one right after the name.
    """
    groups = _hidden_groups(tables)
    printed = _printed_of(tables, groups)
    found: dict[tuple[str, str], Finding] = {}
    for file, (place, text) in texts:
        for group in _named(text, groups):
            if (file, group) not in found and set(_beside(text, group)) - printed[group]:
                keys = groups[group]
                sentence = f"{file} ({place}) says a number for a group whose count is hidden: {keys[0].place.words}."
                found[file, group] = Finding("elsewhere", sentence, tuple(keys))
    return list(found.values())


def _hidden_groups(tables: Tables) -> dict[str, list[Key]]:
    groups = defaultdict(list)
    for key in tables.hidden:
        if not tables.public[key] and key not in tables.counts and key.place.group:
            groups[key.place.group].append(key)
    return groups


def _printed_of(tables: Tables, groups: dict[str, list[Key]]) -> dict[str, set[int]]:
    """Whole numbers of the tables' rows of each group, labels with them; of figures' rows what was divided by."""
    printed: dict[str, set[int]] = {group: set() for group in groups}
    rows = [list(row.values()) for row in [*(row.row for row in tables.rows), *tables.others]]
    rows += [
        [row.row["group"], *(row.row.get(name, "") for name in _BASES)] for row in tables.drawn if "group" in row.row
    ]
    for row in rows:
        for group in printed.keys() & set(row):
            printed[group] |= {number for cell in row for number in _wholes(_POINT_NOUGHT.sub("", cell))}
    return printed


def _named(text: str, groups: Iterable[str]) -> Iterator[str]:
    return (group for group in groups if group in text or _capital(group) in text)


def _capital(group: str) -> str:
    return group[:1].upper() + group[1:]


def _beside(text: str, group: str) -> Iterator[int]:
    undated = _DATES.sub(" ", text)
    if " | " in text:
        if {group, _capital(group)} & {cell.strip() for cell in text.split(" | ")}:
            yield from _wholes(undated.replace(group, "").replace(_capital(group), ""))
        return
    for place in re.finditer(rf"\b(?:{re.escape(group)}|{re.escape(_capital(group))})\b", undated):
        after = _NEAR.match(undated, place.end())
        if after:
            yield int(after[1].replace(",", ""))


def _wholes(text: str) -> set[int]:
    return {int(number.replace(",", "")) for number in _WHOLE.findall(text)}


def texts_of(numbers: Iterable[Number]) -> Iterator[Text]:
    """(place, text) once each of what `numbers_in` gives."""
    return iter(dict.fromkeys((place, text) for place, text, _ in numbers))
