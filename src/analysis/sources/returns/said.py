"""returns.toml: what the person who dropped the returns says of them, by file or folder.

[[returns]]
path = "annex_a/June.xlsx"   # a file or a folder, from the folder of returns
extracted_on = 2025-06-30    # the day on which it was drawn
year_ending = 2025-03-31     # the 31 March of a return that does not say
"""

import tomllib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from analysis.sources.returns.shape import Given
from analysis.vocabulary.errors import AnalysisError

SAID = "returns.toml"
_KEYS = {"path": str, "extracted_on": date, "year_ending": date}


def said_of(root: Path, today: date) -> list[dict]:
    """The entries of returns.toml, checked; none where there is no such file."""
    path = root / SAID
    if not path.is_file():
        return []
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise AnalysisError(f'{SAID} is not valid TOML. Its form: [[returns]], path = "FILE", a date.') from None
    entries = found.get("returns")
    if set(found) != {"returns"} or not isinstance(entries, list):
        raise AnalysisError(f"{SAID} holds [[returns]] blocks and nothing else.")
    for number, entry in enumerate(entries, 1):
        _check(entry, number, root, today)
    return entries


def _check(entry: dict, number: int, root: Path, today: date) -> None:
    here = f"{SAID}, block {number}"
    for key, value in entry.items():
        if key not in _KEYS:
            raise AnalysisError(f"{here}: {key!r} is not known. The keys are: {', '.join(_KEYS)}.")
        if not isinstance(value, _KEYS[key]) or isinstance(value, datetime):
            raise AnalysisError(f"{here}: {key} is to be {'a text' if key == 'path' else 'a date such as 2025-06-30'}.")
    if "path" not in entry or not (root / entry["path"]).exists():
        raise AnalysisError(f"{here}: path names no file or folder in the folder of returns.")
    if entry.get("extracted_on", today) > today:
        raise AnalysisError(f"{here}: extracted_on is a day still to come.")
    ending = entry.get("year_ending")
    if ending and (ending.month, ending.day) != (3, 31):
        raise AnalysisError(f"{here}: year_ending is the 31 March on which a year of returns ends.")


def given_for(inside: str, entries: list[dict], given: Given) -> Given:
    """What is said of a file: the entry of the longest path that holds it. What was asked for by hand wins."""
    place = PurePosixPath(inside)
    mine = [e for e in entries if place == PurePosixPath(e["path"]) or PurePosixPath(e["path"]) in place.parents]
    best = max(mine, key=lambda e: len(PurePosixPath(e["path"]).parts), default={})
    drawn, ending = given.extracted_on or best.get("extracted_on"), given.year_ending or best.get("year_ending")
    return replace(given, extracted_on=drawn, year_ending=ending)
