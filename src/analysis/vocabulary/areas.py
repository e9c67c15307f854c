"""Areas by GSS code. A code that changed is an alias, so that a series never splits at a recode."""

import csv
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from analysis.vocabulary.errors import WrongUse, nearest

ENGLAND = "E92000001"


@dataclass(frozen=True)
class Area:
    """One area: its code in this project, its name, and the other codes it has had."""

    code: str
    name: str
    level: str
    region: str
    dfe_code: str
    other_codes: dict[str, str] = field(hash=False)

    @property
    def slug(self) -> str:
        """The name of its folder under reports."""
        return "-".join("".join(c if c.isalnum() else " " for c in self.name.lower()).split())


@cache
def areas() -> dict[str, Area]:
    """Every known area by its code, in the order of areas.csv."""
    text = files("analysis.vocabulary").joinpath("lookups/areas.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        others = dict(part.split(" ", 1) for part in row.pop("other_codes").split("; ") if part)
        found[row["code"]] = Area(other_codes=others, **row)
    return found


@cache
def aliases() -> dict[str, str]:
    """Every code an area has had, with the code the project files it under."""
    known = {code: code for code in areas()}
    return known | {other: area.code for area in areas().values() for other in area.other_codes}


def area(code: str) -> Area:
    """The area with this code, or with a code that it once had or has since been given."""
    if code not in aliases():
        hint = nearest(code.upper(), list(aliases())) if code[1:2].isdigit() else _by_name(code)
        raise WrongUse(f'Area "{code}" is not known. Give a GSS code such as "E08000018".{hint}')
    return areas()[aliases()[code]]


def same_level(code: str) -> list[str]:
    """Every area of the level of this one: authorities for an authority, regions for a region; else it alone."""
    if code not in areas():
        return [code]
    return [each.code for each in areas().values() if each.level == areas()[code].level]


def _by_name(name: str) -> str:
    known = {a.name.lower(): a for a in areas().values()}
    near = get_close_matches(name.lower(), list(known), n=1, cutoff=0.8)
    return f' {known[near[0]].name} is "{known[near[0]].code}".' if near else ""
