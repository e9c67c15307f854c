"""Ethnic groups and how they fold into five or six; the named sets that a published label can mean."""

import csv
from functools import cache
from importlib.resources import files

from analysis.vocabulary.errors import WrongUse, nearest

FIVE = ["White", "Mixed", "Asian", "Black", "Other"]
SIX = ["White British", "White minorities", "Mixed", "Asian", "Black", "Other"]
UNKNOWN = "Unknown"


@cache
def five_of() -> dict[str, str]:
    """Detailed group -> one of the five, or Unknown. Refused, not obtained and unclassified are never "Other"."""
    text = files("analysis.vocabulary").joinpath("lookups/ethnic_groups.csv").read_text(encoding="utf-8")
    return {row["group"]: row["five"] for row in csv.DictReader(text.splitlines())}


@cache
def six_of() -> dict[str, str]:
    """Detailed group -> one of the six, or Unknown: five_of, with White minorities apart from White British."""
    return {group: _six(group, five) for group, five in five_of().items()}


def _six(group: str, five: str) -> str:
    return five if five != "White" else "White British" if group == "White British" else "White minorities"


@cache
def members(named: str) -> frozenset[str]:
    """The groups in a named set, detailed and broad; a name that is neither a set nor a group is refused.

    "not White" excludes White minorities; "not White British" includes them; "Gypsy, Roma and Traveller" is the only
    set that the Census and the school census can be compared on.
    """
    five = five_of() | {group: group for group in (*FIVE, UNKNOWN)}
    known = {group for group in five if five[group] != UNKNOWN}
    sets: dict[str, set[str]] = {group: {group} for group in five_of()}
    sets |= {broad: {g for g in five if five[g] == broad} for broad in (*FIVE, UNKNOWN)}
    sets |= {
        "White minorities": {g for g, six in six_of().items() if six == "White minorities"},
        "not White": {g for g in known if five[g] != "White"},
        "not White British": {g for g in five_of() if five[g] != UNKNOWN} - {"White British"},
        "Gypsy, Roma and Traveller": {"Gypsy or Irish Traveller", "Irish Traveller", "Gypsy/Roma", "Roma"},
        "known": known,
    }
    if named not in sets:
        raise WrongUse(f'"{named}" is not a set of ethnic groups.{nearest(named, list(sets))}')
    return frozenset(sets[named])
