"""Whom a share of the population is said to be of: pupils, children, everybody; and beside what it is set."""

import re
from dataclasses import dataclass
from itertools import pairwise

from analysis.audit.claims import Claim
from analysis.audit.mentions import mentions

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
    r"|\b\d{1,2} (?:to|and) \d{1,2}[- ]year[- ]olds|\b\d{1,2}-\d{1,2}[- ]year[- ]olds"
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
COHORTS = ("child_protection_plans", "children_in_care", "children_in_need")


@dataclass(frozen=True)
class Whose:
    """What a sentence says its share is of: the sets of people its words can mean, and which of them."""

    sets: tuple[str, ...]
    pupils: bool
    aged: bool
    beside: bool


def whose(claim: Claim, named: tuple[str, ...], before: str) -> Whose:
    """Whom a share is said to be of: by the words around it, else by its sentence."""
    around = " ".join(_around(claim))
    part = next(one for one in _parts(claim.sentence) if one[0] <= claim.number.start < one[1])
    texts = (around, claim.sentence[slice(*part)], claim.sentence)
    text = next((one for one in texts if WHOM.search(one)), claim.sentence)
    return Whose(named, bool(PUPILS.search(text)), bool(AGED.search(text)), _beside(claim, before))


def _parts(text: str) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons."""
    cuts = [0, *(at.end() for at in re.finditer(";", text)), len(text) + 1]
    return list(pairwise(cuts))


def _around(claim: Claim) -> tuple[str, str]:
    """The words before and after a number, as far as its clause goes."""
    after = claim.sentence[claim.number.end : claim.number.end + 60]
    before = claim.sentence[max(0, claim.number.start - 70) : claim.number.start]
    cut = re.split(r"[,;)]| and | but | while | against | beside ", after)[0]
    return re.split(r"[,;(]| and | but | while ", before)[-1], cut


def of_population(claim: Claim) -> bool:
    """Whether the words right around a number say that it is of a population, and not of a cohort."""
    opened, closed = claim.sentence.rfind("(", 0, claim.number.start), claim.sentence.find(")", claim.number.end)
    bracket = (
        claim.sentence[opened:closed] if opened >= 0 and ")" not in claim.sentence[opened : claim.number.start] else ""
    )
    if re.search(r"\bcensus\b", bracket, re.IGNORECASE):
        return True  # "(likely between 0.9 and 1.3; School census 2021-22, 14.8%)"
    tail, cut = _around(claim)
    if COHORT_WORDS.search(cut):
        return False
    if POPULATION.search(cut):
        return True
    if not COHORT_WORDS.search(claim.sentence) and POPULATION.search(claim.sentence):
        return not claim.indicators  # "Among residents, 20.1% are not White British"
    people, cohort = ([at.start() for at in one.finditer(tail)] for one in (POPULATION, COHORT_WORDS))
    if people and cohort and people[-1] > cohort[-1]:
        return True  # "children in care should be compared with a population that is 15.1% …"
    return bool(POPULATION.search(tail)) and not (COHORT_WORDS.search(tail) and not re.search(r"against|beside", tail))


def _beside(claim: Claim, before: str) -> bool:
    """Whether the share is set beside children on plans, in care or in need: in its sentence or the one before."""
    whole = f"{before} {claim.sentence}"
    named = {one.key for one in mentions(whole) if one.kind == "indicator"}
    return bool(named & set(COHORTS)) or bool(DISPARITY.search(whole))
