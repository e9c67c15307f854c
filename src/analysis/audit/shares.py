"""Shares of a population by ethnic group: which population a printed percentage is of, and whether it may stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.matching import agrees, nearly
from analysis.audit.mentions import mentions
from analysis.audit.population_shares import NOTHING, Share, shares_of
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import place_words

POPULATION = re.compile(
    r"under[- ]18s|[Aa]mong (?:[A-Z]\w+ )?(?:children|young people)|(?:children|young people) (?:aged|under"
    r"|in the borough)|"
    r"children (?:here|locally|overall|generally)|of (?:all|(?:the|our) (?:borough|area|city|county|district)[’']s)"
    r" (?:children|under[- ]18s)|(?:children|young people) (?:living|resident|who live) in|"
    r"population|residents?|people (?:in|of|living|are)|\w+ people\b|inhabitants|pupils?|school ?children"
    r"|school[- ]age|borough\b(?!’s)"
    r"|census|communit(?:y|ies) as a whole|wider community|\broll\b|(?:state|our|local) schools",
    re.IGNORECASE,
)
PUPILS = re.compile(
    r"pupils?|school ?children|school[- ]age|school (?:census|population|roll)|\broll\b|(?:state|our|local) schools",
    re.IGNORECASE,
)
AGED = re.compile(
    r"\b(?:aged?|young people)\b[^.;]{0,12}\b(?:under|10 to 17|0 to 17|10-17|0-17)|\bunder[- ]18s?\b"
    r"|\bamong (?:children|young)|children (?:here|locally|overall|generally|living in|resident in)"
    r"|of (?:all|the \w+[’']s) (?:children|young people)",
    re.IGNORECASE,
)
COHORT_WORDS = re.compile(
    r"child protection|looked[- ]after|look after|\bin (?:our )?care|CP plan|\bplans?\b|cohort", re.IGNORECASE
)
DISPARITY = re.compile(
    r"\b(?:on|of)\b[^.;]{0,25}\bplans?\b|\bin (?:our )?care\b|cared for|look after|over-?represent"
    r"|disproportion|\bcohort|these children|the same children"
    r"|child(?:ren)?[^.]{0,40}(?:compared|set|read) (?:with|beside|against)",
    re.IGNORECASE,
)
EVERYBODY = re.compile(r"\bresidents?\b|\bpopulation\b|\bpeople\b(?<!young people)|\binhabitants\b", re.IGNORECASE)
WHOM = re.compile(f"{PUPILS.pattern}|{AGED.pattern}|{EVERYBODY.pattern}", re.IGNORECASE)
NOW = re.compile(r"\b(?:today|as it is|currently|now|2021)\b", re.IGNORECASE)
SETS = {"minority": ("not White", "not White British")}
RIVALS = {"not White": "not White British", "not White British": "not White"}
COHORTS = ("child_protection_plans", "children_in_care", "children_in_need")
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


@dataclass(frozen=True)
class _Said:  # what a sentence says its share is of
    sets: tuple[str, ...]
    pupils: bool
    aged: bool
    beside: bool


def population_verdict(claim: Claim, shares: Shares, setting: Setting, before: str = "") -> Verdict | None:
    """A printed share of the population by ethnic group: which population it is, and whether it may stand there."""
    named = _named(claim)
    if claim.kind not in ("percent", "fraction") or not named or not of_population(claim):
        return None
    code = setting.evidence.code if LOCAL in claim.areas else (setting.evidence.places(claim.areas[0]) or [""])[0]
    all_ = shares.of(code) if code else []
    said = _said(claim, named, before)
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


def _said(claim: Claim, named: tuple[str, ...], before: str) -> _Said:
    """Whom a share is said to be of: by the words around it, else by its sentence."""
    around = " ".join(_around(claim))
    text = around if WHOM.search(around) else claim.sentence
    return _Said(named, bool(PUPILS.search(text)), bool(AGED.search(text)), _beside(claim, before))


def _around(claim: Claim) -> tuple[str, str]:
    """The words before and after a number, as far as its clause goes."""
    after = claim.sentence[claim.number.end : claim.number.end + 60]
    before = claim.sentence[max(0, claim.number.start - 70) : claim.number.start]
    cut = re.split(r"[,;)]| and | but | while | against | beside ", after)[0]
    return re.split(r"[,;(]| and | but | while ", before)[-1], cut


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


def _wrong(claim: Claim, said: _Said, best: Share, mine: list[Share]) -> str:
    """What is wrong with a share that is of those whom the words name; "" for nothing."""
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


def _of_others(claim: Claim, said: _Said, all_: list[Share], code: str) -> Verdict | None:
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


def _nearly(claim: Claim, said: _Said, mine: list[Share]) -> Verdict:
    fits = [one for one in mine if one.children == (said.pupils or said.aged) and not one.note and one.newest(mine)]
    near = [one for one in fits if claim.kind == "percent" and nearly(claim.number, one.percent)]
    if near and claim.number.decimals:
        why = f"{near[0].label}: {near[0].shown}; rounded half up that is not {claim.number.text}."
        return Verdict(claim, "rounding", why, near[0].shown, near[0].label, near[0].shown)
    return Verdict(claim, "untraceable", NOTHING)


def _told(best: Share, code: str) -> str:
    told = f"It is the share of {SET_WORDS.get(best.group, best.group)} in {place_words(code, code)}: {best.label}"
    return told + (f", {best.note}" if best.note else f" ({best.people:,} of {best.of:,})")


def of_population(claim: Claim) -> bool:
    """Whether the words right around a number say that it is of a population, and not of a cohort."""
    tail, cut = _around(claim)
    if COHORT_WORDS.search(cut):
        return False
    if POPULATION.search(cut):
        return True
    if not COHORT_WORDS.search(claim.sentence) and POPULATION.search(claim.sentence):
        return not claim.indicators  # "Among residents, 20.1% are not White British"
    return bool(POPULATION.search(tail)) and not (COHORT_WORDS.search(tail) and not re.search(r"against|beside", tail))


def _beside(claim: Claim, before: str) -> bool:
    """Whether the share is set beside children on plans, in care or in need: in its sentence or the one before."""
    whole = f"{before} {claim.sentence}"
    named = {one.key for one in mentions(whole) if one.kind == "indicator"}
    return bool(named & set(COHORTS)) or bool(DISPARITY.search(whole))


def _set_short(group: str) -> str:
    return SHORT.get(group, group)
