"""Who the children are: birth, sex, ethnicity and disability, so chosen that each life is possible."""

from collections.abc import Mapping
from datetime import date, timedelta

from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.figures import Figures, settings
from analysis.sources.synthesis.starts import Life
from analysis.vocabulary.areas import ENGLAND
from analysis.vocabulary.ethnicity import five_of

_ABROAD = {"BAFR": 0.5, "AOTH": 0.25, "OOTH": 0.25}


def birthday(born: date, age: int) -> date:
    """The day of an age; 1 March where the year has no 29 February."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def ethnic_weights(figures: Figures) -> dict[str, float]:
    """Weights of the 20 codes: the five groups as in the authority's care, split within them as in England."""
    local = figures.shares("children_in_care", "ethnic_group")
    england = figures.shares("children_in_care", "ethnic_group_18", ENGLAND)
    totals: dict[str, float] = {}
    for group, n in england.items():
        totals[five_of()[group]] = totals.get(five_of()[group], 0) + n
    return {
        codes()[group]: local.get(five_of()[group], 0) * n / totals[five_of()[group]] for group, n in england.items()
    }


def codes() -> Mapping[str, str]:
    """Detailed group -> the four letters of the Department for Education."""
    return settings()["ethnic_code"]


def describe(dice: Dice, lives: list[Life], figures: Figures, until: date) -> None:
    """Give each child what it is; children of a family share an ethnicity."""
    weights = ethnic_weights(figures)
    families: dict[int, str] = {}
    for life in lives:
        child = life.child
        child.sex = "M" if dice.chance(0.9 if life.unaccompanied else 0.52) else "F"
        ethnicity = dice.weighed(_ABROAD if life.unaccompanied else weights)
        child.ethnicity = families.setdefault(child.family, ethnicity)
        child.disabilities = [dice.weighed(settings()["disability"])]
        if life.short:
            child.disabilities = ["LD", "MOB"] if dice.chance(0.3) else ["AUT"]
        child.born = _born(dice, life, until)
        if life.unaccompanied:
            grown = birthday(child.born, 18)
            child.unaccompanied_until = grown if dice.chance(0.9) else grown - timedelta(days=dice.wait(90))


def _born(dice: Dice, life: Life, until: date) -> date:
    """A day of birth that leaves the child under 18 to the end of the last case, and born before it is in care."""
    kind = "care" if life.stays else "cp_plan" if life.plans else "cin"
    stays = [spell.start for spell in (*life.stays, *life.short)]
    first = min(stays) if stays else life.plans[0][0].start if life.plans else life.child.cases[0].start
    low, high = _years(dice.weighed(settings()["ages"][kind]))
    low, high = (14, 17) if life.unaccompanied else (low, high)
    born = first - timedelta(days=dice.between(low * 366, (high + 1) * 365 - 1))
    if kind == "cp_plan" and not stays and low == 0 and dice.chance(0.7):
        born = first + timedelta(days=dice.between(1, 120))
    ends = [case.end or until for case in life.child.cases]
    last = max(ends) + timedelta(days=dice.between(1, 60))
    return max(born, min(last.replace(year=last.year - 18, day=min(last.day, 28)), first))


def _years(band: str) -> tuple[int, int]:
    low, _, high = band.partition("-")
    return int(low), int(high)
