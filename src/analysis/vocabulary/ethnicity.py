"""Ethnic groups and how they fold into five or six; the named sets that a published label can mean."""

import csv
import re
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


# Letters and a digit that case systems use. Some councils use E1 and E3 otherwise, so those count only with their text.
_LETTERS = {
    "A1": "White British",
    "A2": "White Irish",
    "A3": "Other White",
    "A4": "Irish Traveller",
    "A5": "Gypsy/Roma",
    "B1": "White and Black Caribbean",
    "B2": "White and Black African",
    "B3": "White and Asian",
    "B4": "Other Mixed",
    "C1": "Indian",
    "C2": "Pakistani",
    "C3": "Bangladeshi",
    "C4": "Other Asian",
    "D1": "Caribbean",
    "D2": "African",
    "D3": "Other Black",
}
_DOUBTFUL = re.compile(r"E[1-5]\b\W*", re.IGNORECASE)
_LEAD = re.compile(r"(?:[a-z]{1,2}\)|[A-D]\d\b)\W*", re.IGNORECASE)


@cache
def _labels() -> dict[str, str]:
    text = files("analysis.vocabulary").joinpath("lookups/ethnicity_labels.csv").read_text(encoding="utf-8")
    return {_plain(row["label"]): row["group"] for row in csv.DictReader(text.splitlines())}


@cache
def _codes() -> dict[str, str]:
    text = files("analysis.vocabulary").joinpath("lookups/ethnic_groups.csv").read_text(encoding="utf-8")
    return {row["dfe_code"]: row["group"] for row in csv.DictReader(text.splitlines()) if row["dfe_code"]}


def decode(said: str) -> str | None:
    """The detailed group that a cell of a return means; None when it is on no list, and never a guess.

    In this order: one four-letter code of the Department for Education standing as a word (codes differ in one letter,
    so nothing close to one is taken for it; two different ones decide nothing); a known label; a letter and digit of
    the case systems. BOTH is "any other Black", not "both".
    """
    groups = {_codes()[word] for word in re.findall(r"\b[A-Z]{4}\b", said) if word in _codes()}
    if len(groups) == 1:
        return groups.pop()
    if said.strip().upper() in _codes():
        return _codes()[said.strip().upper()]
    without = _DOUBTFUL.sub("", _LEAD.sub("", said, count=1), count=1)
    found = _labels().get(_plain(said)) or _labels().get(_plain(without))
    return None if groups else found or _LETTERS.get(said.strip().upper())


def _plain(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", label.lower().replace("&", " and ")).strip()
