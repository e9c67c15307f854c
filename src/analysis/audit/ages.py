"""Numbers of people of some ages, held against the census and the estimates: 61,600 aged 0 to 19."""

import re
from decimal import Decimal

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import Estimate
from analysis.audit.matching import agrees
from analysis.audit.narrowing import UNREAL
from analysis.audit.numbers import Number
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import place_words

Ages = tuple[int, int]  # the youngest and the oldest counted
EVERYBODY: Ages = (0, 200)
OLDEST = 25  # of spans of ages that are read
WHOLE = r"population|people (?:in|lived in) (?:the|our) borough|census counted"
CENSUS = re.compile(r"\b(2011|2021) Census\b|\bCensus,? (?:of |in )?\(?(2011|2021)\b", re.IGNORECASE)
NEAR = Decimal("0.25")  # how far a number may be from the people that it is meant for, as a share
FEWEST = 1000  # people: smaller numbers are of something else
FAR = 90  # characters between a number and its ages
BETWEEN = re.compile(
    r"(?:aged?|ages|between|from)?\s*(?:the ages of )?\b(\d{1,2})\s?(?:-|–|to|and)\s?(\d{1,2})\b"
    r"(?=[- –]?\s?(?:years?|yrs?|s\b|[,.);]|\s|$))",
    re.IGNORECASE,
)
BELOW = re.compile(r"(?:under|below|younger than)[\s-]+(?:the\s+)?(?:age\s+of\s+)?(\d{1,2})\b", re.IGNORECASE)
PEOPLE = re.compile(r"population|people|residents?|children|young people|inhabitants", re.IGNORECASE)
WORDS_OF_AGE = re.compile(r"age|year|child|young|under|below|old", re.IGNORECASE)


def ages_of(claim: Claim) -> Ages | None:
    """The ages that the words nearest a number give; everybody where they speak of a population and give none."""
    if claim.indicators or claim.label:
        return None
    found = _spans(claim.sentence, claim.number)
    if found:
        return found[0][1]
    near = claim.sentence[max(0, claim.number.start - 60) : claim.number.end + 40]
    whole = claim.kind == "count" and claim.number.value >= FEWEST and re.search(WHOLE, near, re.IGNORECASE)
    return EVERYBODY if whole else None


def _spans(sentence: str, number: Number) -> list[tuple[int, Ages]]:
    """(how far away, ages) of what a sentence says of ages, the nearest first; what follows the number before all."""
    found = []
    for pattern in (BETWEEN, BELOW):
        for at in pattern.finditer(sentence):
            low, high = (int(at[1]), int(at[2])) if pattern is BETWEEN else (0, int(at[1]) - 1)
            apart = at.start() - number.end if at.start() >= number.end else number.start - at.end() + 20
            between = sentence[min(at.end(), number.end) : max(at.start(), number.start)]
            around = sentence[max(0, at.start() - 15) : at.end() + 15]
            itself = at.start() < number.end and number.start < at.end()
            fits = low < high <= OLDEST and apart < FAR and not re.search(r"\d", between)
            if fits and not itself and WORDS_OF_AGE.search(around):
                found.append((apart, (low, high)))
    return sorted(found)


def people_verdict(claim: Claim, setting: Setting) -> Verdict | None:
    """A number of people of some ages: the census or estimate that it is, or the other ages that it is of."""
    ages = ages_of(claim)
    fits = claim.kind == "count" and claim.role != "change" and claim.number.value >= FEWEST
    if ages is None or not fits or not PEOPLE.search(claim.sentence):
        return None
    known = setting.evidence.estimates(claim.areas[0])
    mine = [one for one in known if _ages(one.band) == ages]
    same = [one for one in mine if not UNREAL.search(claim.sentence)]
    same = [one for one in same if agrees(claim.number, Decimal(one.people))]
    if same:
        best = min(same, key=lambda one: abs(claim.number.value - one.people))
        place = place_words(LOCAL, best.area) if claim.areas[0] == LOCAL else claim.areas[0]
        return Verdict(claim, "agrees", f"{place}: {best.people:,}, {best.words}.", f"{best.people:,}", best.vintage)
    if UNREAL.search(claim.sentence):
        return Verdict(claim, "untraceable", "It is hoped for or expected.")
    other = [one for one in known if _beside(_ages(one.band), ages) and agrees(claim.number, Decimal(one.people))]
    if other and mine:
        return _of_other_ages(claim, other[-1], mine[-1])
    of_year = [one for one in mine if any(one.year == str(day.day.year) for day in claim.days if day.kind == "mid")]
    census = CENSUS.search(claim.sentence)
    of_year += [one for one in mine if census and one.vintage == one.year == (census[1] or census[2])]
    of_year = [one for one in of_year if abs(claim.number.value - one.people) <= one.people * NEAR]
    if of_year and not claim.number.hedge:
        truth = f"{of_year[-1].people:,}"
        why = f"There were {truth}, {of_year[-1].words}."
        return Verdict(claim, "differs", why, truth, of_year[-1].vintage, truth)
    return Verdict(claim, "untraceable", "No census or estimate at hand has these ages with this number.")


def _of_other_ages(claim: Claim, other: Estimate, mine: Estimate) -> Verdict:
    why = f"It is about {other.people:,}, {other.words}; {mine.words} are {mine.people:,}."
    low, high = _ages(other.band)
    instead = f"{mine.people:,}, or “aged {low} to {high}”"
    return Verdict(claim, "other_base", why, f"{mine.people:,}", mine.vintage, instead)


def _beside(ages: Ages, wanted: Ages) -> bool:
    """Whether ages are others, but nearly those that are wanted: 0 to 15 for 0 to 14."""
    return ages != wanted and ages[0] == wanted[0] and abs(ages[1] - wanted[1]) <= 2


def _ages(band: str) -> Ages:
    if band == "all ages":
        return EVERYBODY
    low, _, high = band.partition("-")
    return (int(low), int(high)) if low.isdigit() and high.isdigit() else (-1, -1)
