"""Shares of a population by ethnic group: which population a printed percentage is of, and whether it may stand."""

import re
from collections.abc import Mapping

import pandas as pd

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.matching import agrees, nearly
from analysis.audit.mentions import mentions
from analysis.audit.population_shares import NOTHING, Share, shares_of
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.whose import EVERYBODY, Whose, of_population, whose
from analysis.audit.wording import place_words

ALL_AGES = re.compile(r"\ball[- ]ages?\b|\bof (?:every|any) age\b|\bwhole population\b", re.IGNORECASE)
CENSUS = re.compile(r"\b(2011|2021) Census\b|\bCensus,? (?:of |in )?\(?(2011|2021)\b", re.IGNORECASE)
SCHOOL_YEAR = re.compile(r"\b(20\d\d)[-/–](?:20)?(\d\d)\b")
NOW = re.compile(r"\b(?:today|as it is|currently|now|2021)\b", re.IGNORECASE)
SETS = {"minority": ("not White", "not White British")}
RIVALS = {"not White": "not White British", "not White British": "not White"}
GRT = "Gypsy, Roma and Traveller"
ITS_PARTS = ("Gypsy or Irish Traveller", "Roma", "Gypsy/Roma", "Irish Traveller")
SHORT = {"not White": "leaving out White minorities", "not White British": "including White minorities"}
SET_WORDS = {
    "not White": "everybody but White people, White minorities left out",
    "not White British": "everybody but White British people",
    GRT: "Gypsy, Roma and Traveller people",
}


class Shares:
    """The shares of every population at hand, by area."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        population = tables["population"]
        self.population = population.assign(population=pd.to_numeric(population["population"], errors="coerce"))
        self._made: dict[str, list[Share]] = {}

    def of(self, code: str) -> list[Share]:
        """Every share of an area's populations."""
        if code not in self._made:
            self._made[code] = shares_of(self.population[self.population["area"] == code])
        return self._made[code]


def population_verdict(claim: Claim, shares: Shares, setting: Setting, before: str = "") -> Verdict | None:
    """A printed share of the population by ethnic group: which population it is, and whether it may stand there."""
    named = _named(claim)
    if claim.kind not in ("percent", "fraction") or not named or not of_population(claim):
        return None
    code = setting.evidence.code if LOCAL in claim.areas else (setting.evidence.places(claim.areas[0]) or [""])[0]
    all_ = shares.of(code) if code else []
    said = whose(claim, named, before)
    mine = [one for one in all_ if one.group in said.sets]
    same = [one for one in mine if _is(claim, one)]
    if not same:
        return _of_others(claim, said, all_, code) or _nearly(claim, said, mine)
    best = min(same, key=lambda one: (one.children != (said.pupils or said.aged), one.note != "", -one.year))
    wrong = _wrong(claim, said, best, mine)
    told = _told(best, code)
    if not wrong:
        return Verdict(claim, "agrees", told + ".", f"{claim.number.text}", best.label)
    better = [one for one in mine if one.children and one.newest(mine) and not one.note]
    listed = "; ".join(f"{one.shown} ({one.label}, {_set_short(one.group)})" for one in better)
    why = f"{told}. {wrong}." + (f" Among children: {listed}." if listed else "")
    return Verdict(claim, "other_base", why, listed, best.label, f"beside {listed}" if listed else "")


def _named(claim: Claim) -> tuple[str, ...]:
    """The sets of people that the words of a share can mean."""
    if claim.label:
        parts = [one for one in ITS_PARTS if claim.label == GRT and one.lower() == _words_of(claim).lower()]
        return SETS.get(claim.label, (claim.label, *parts))
    return tuple(one.partition(":")[2] for one in claim.groups if one.startswith("ethnic_group"))


def _words_of(claim: Claim) -> str:
    """The words that a label stands for in the sentence."""
    return next((claim.sentence[one.start : one.end] for one in mentions(claim.sentence) if one.key == claim.label), "")


def _is(claim: Claim, one: Share) -> bool:
    return agrees(claim.number, one.percent) if claim.kind == "fraction" else (
        rounded(one.percent, claim.number.decimals) == claim.number.value
    )  # fmt: skip


def _wrong(claim: Claim, said: Whose, best: Share, mine: list[Share]) -> str:
    """What is wrong with a share that is of those whom the words name; "" for nothing."""
    if ALL_AGES.search(claim.sentence) and not best.children:
        return ""  # it says so itself
    if (said.pupils or said.aged) and not best.children:
        return "That is not of children: it counts people of all ages"
    if best.base == "school_census" and not (said.pupils or said.aged) and EVERYBODY.search(claim.sentence):
        return "It is of pupils, and not of all people"
    if best.group in ("Roma", "Gypsy or Irish Traveller") and said.beside:
        return f"Beside children it is no measure: {_trouble(best)}"
    if (
        best.year == 2011
        and not best.newest(mine)
        and (said.beside or NOW.search(claim.sentence))
        and "2011" not in claim.sentence
    ):
        return f"Beside what stands there it is no measure: {_trouble(best)}"
    if said.beside and not (best.children and best.newest(mine)):
        return f"Beside children it is no measure: {_trouble(best)}"
    return ""


def _trouble(one: Share) -> str:
    said = []
    if not one.children:
        said.append("it counts people of all ages")
    if one.year == 2011:
        said.append("it is of 2011" + (", when there was no box for Roma" if "Gypsy" in one.group else ""))
    if one.group in ("Roma", "Gypsy or Irish Traveller"):
        said.append("it leaves out the other of Gypsy or Irish Traveller and Roma")
    return " and ".join(said) or "it is not the latest"


def _of_others(claim: Claim, said: Whose, all_: list[Share], code: str) -> Verdict | None:
    """The share of another set of people than the words name: not White British for not White, or a part of a whole."""
    others = {RIVALS.get(one, "") for one in said.sets} | (set(ITS_PARTS) if GRT in said.sets else set())
    found = [one for one in all_ if one.group in others - {""} and _is(claim, one)]
    if not found or len(said.sets) > 1:
        return None
    best = min(found, key=lambda one: (one.children != (said.pupils or said.aged), -one.year))
    mine = [one for one in all_ if one.group in said.sets and one.label == best.label]
    instead = f"{mine[0].shown} ({mine[0].label})" if mine else ""
    why = f"{_told(best, code)}, and not of those whom the words name" + (f": they are {instead}." if instead else ".")
    return Verdict(claim, "other_base", why, instead, best.label, instead)


def _nearly(claim: Claim, said: Whose, mine: list[Share]) -> Verdict:
    fits = [one for one in mine if one.children == (said.pupils or said.aged) and not one.note and one.newest(mine)]
    near = [one for one in fits if claim.kind == "percent" and nearly(claim.number, one.percent)]
    if near and claim.number.decimals:
        why = f"{near[0].label}: {near[0].shown}; rounded half up that is not {claim.number.text}."
        return Verdict(claim, "rounding", why, near[0].shown, near[0].label, near[0].shown)
    return _of_the_one_named(claim, said, mine) or Verdict(claim, "untraceable", NOTHING)


def _of_the_one_named(claim: Claim, said: Whose, mine: list[Share]) -> Verdict | None:
    """The share of the one census that the words name, where the number printed is not its: by year, ages and group."""
    census, school = CENSUS.search(claim.sentence), SCHOOL_YEAR.search(claim.sentence)
    if said.pupils and school:
        fits = [one for one in mine if one.base == "school_census" and f"{school[1]}-{school[2]}" in one.label]
    elif census and not said.pupils:
        year = next(one for one in census.groups() if one)
        fits = [one for one in mine if one.base == f"census_{year}" and one.children == said.aged]
    else:
        return None
    fits = [one for one in fits if not one.note]
    if len(said.sets) != 1 or not fits or claim.number.hedge or claim.kind != "percent":
        return None
    best = fits[0]
    if not best.percent / 2 <= claim.number.value <= best.percent * 2:
        return None
    return Verdict(claim, "differs", f"{best.label}: {best.shown}.", best.shown, best.label, best.shown)


def _told(best: Share, code: str) -> str:
    told = f"It is the share of {SET_WORDS.get(best.group, best.group)} in {place_words(code, code)}: {best.label}"
    return told + (f", {best.note}" if best.note else f" ({best.people:,} of {best.of:,})")


def _set_short(group: str) -> str:
    return SHORT.get(group, group)
