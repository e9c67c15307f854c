"""Shares of a population by ethnic group: which population a printed percentage is of, and whether it may stand."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import place_words

if TYPE_CHECKING:
    from collections.abc import Mapping

POPULATION = re.compile(
    r"population|residents?|people (?:in|of|living)|inhabitants|pupils?|school[- ]age|borough|census"
    r"|communit(?:y|ies) as a whole|wider community",
    re.IGNORECASE,
)
PUPILS = re.compile(r"pupils?|school[- ]age|school (?:census|population)|schools?", re.IGNORECASE)
CHILD = re.compile(r"child|young|pupil|school", re.IGNORECASE)
SETS = {"minority": ("not White", "not White British")}
PARTS = ["Mixed", "Asian", "Black", "Other"]
COHORTS = ("child_protection_plans", "children_in_care", "children_in_need")
SET_WORDS = {
    "not White": "everybody but White people, White minorities left out",
    "not White British": "everybody but White British people",
    "Gypsy, Roma and Traveller": "Gypsy, Roma and Traveller people",
}


@dataclass(frozen=True)
class Share:
    """One group's share of one population, in percent."""

    group: str
    label: str  # "2021 Census, all ages"
    percent: Decimal
    people: int
    of: int
    children: bool
    base: str
    note: str = ""


class Shares:
    """The shares of every population at hand, by area; and what DfE's counts allow of a cohort's shares."""

    def __init__(self, tables: "Mapping[str, pd.DataFrame]") -> None:
        population = tables["population"]
        self.population = population.assign(
            population=pd.to_numeric(population["population"], errors="coerce"), sex=population["sex"]
        )
        self._made: dict[str, list[Share]] = {}

    def of(self, code: str) -> list[Share]:
        """Every share of an area's populations."""
        if code not in self._made:
            from analysis.measures.baselines import baseline_shares

            mine = self.population[self.population["area"] == code]
            frame = baseline_shares(mine)
            found = [
                Share(row.group, row.baseline_label, Decimal(str(100 * row.share)), int(row.people), int(row.of),
                      bool(row.children), row.base)
                for row in frame.itertuples()
            ]  # fmt: skip
            self._made[code] = [*found, *_added_up(found)]
        return self._made[code]


def _added_up(found: list[Share]) -> list[Share]:
    """ "not White" as a reader of a table of rounded groups adds it up."""
    made = []
    for label in dict.fromkeys(one.label for one in found):
        parts = [one for one in found if one.label == label and one.group in PARTS]
        whole = next((one for one in found if one.label == label and one.group == "not White"), None)
        if len(parts) == len(PARTS) and whole:
            total = sum((rounded(one.percent, 1) for one in parts), Decimal(0))
            made.append(Share("not White", label, total, whole.people, whole.of, whole.children, whole.base,
                              "its rounded groups added up"))  # fmt: skip
    return made


def population_verdict(claim: Claim, shares: Shares, setting: Setting) -> Verdict | None:
    """A printed share of the population by ethnic group: which population it is, and whether it may stand there."""
    if claim.kind != "percent" or not claim.label or not of_population(claim):
        return None
    code = setting.evidence.code if claim.areas == (LOCAL,) else (setting.evidence.places(claim.areas[0]) or [""])[0]
    sets = SETS.get(claim.label, (claim.label,))
    all_ = [one for one in shares.of(code) if one.group in sets] if code else []
    same = [one for one in all_ if rounded(one.percent, claim.number.decimals) == claim.number.value]
    if not same:
        near = _unclassified(claim, shares, code)
        return near or Verdict(claim, "untraceable", "No population at hand has this share.")
    best = min(same, key=lambda one: (one.children != _children_meant(claim), one.note != "", -_year(one)))
    told = f"It is the share of {SET_WORDS.get(best.group, best.group)} in {place_words(code, code)}: {best.label}"
    told += f", {best.note}" if best.note else f" ({best.people:,} of {best.of:,})"
    beside = _cohorts_beside(claim)
    better = [one for one in all_ if one.children and _newest(one, all_) and not one.note]
    if not beside or (best.children and _newest(best, all_)):
        return Verdict(claim, "agrees", told + ".", f"{claim.number.text}", best.label)
    listed = "; ".join(
        f"{rounded(one.percent, _places(one.percent))}% ({one.label}, {_set_short(one.group)})" for one in better
    )
    why = f"{told}. Beside children it is no measure: {_trouble(best)}."
    why += f" Among children: {listed}." if listed else ""
    return Verdict(claim, "other_base", why, listed, best.label, f"beside {listed}" if listed else "")


def of_population(claim: Claim) -> bool:
    """Whether the words right around a number say that it is of a population, and not of a cohort."""
    after = claim.sentence[claim.number.end : claim.number.end + 60]
    before = claim.sentence[max(0, claim.number.start - 60) : claim.number.start]
    cut = re.split(r"[,;)]| and | but ", after)[0]
    tail = re.split(r"[,;(]| and | but ", before)[-1]
    return bool(POPULATION.search(cut) or POPULATION.search(tail)) and not re.search(
        r"child protection|looked[- ]after|in care|CP plan", cut, re.IGNORECASE
    )


def _children_meant(claim: Claim) -> bool:
    return bool(CHILD.search(claim.sentence))


def _cohorts_beside(claim: Claim) -> bool:
    """Whether the sentence sets the share beside one of children on plans, in care or in need."""
    from analysis.audit.mentions import mentions

    named = {one.key for one in mentions(claim.sentence) if one.kind == "indicator"}
    on_plans = re.search(
        r"\bon plans?\b|\bin (?:our )?care\b|cared for|over-?represent|disproportion", claim.sentence, re.IGNORECASE
    )
    return bool(named & set(COHORTS)) or bool(on_plans)


def _trouble(one: Share) -> str:
    said = []
    if not one.children:
        said.append("it counts people of all ages")
    if "2011" in one.label:
        said.append("it is of 2011" + (", when there was no box for Roma" if "Gypsy" in one.group else ""))
    return " and ".join(said) or "it is not the latest"


def _newest(one: Share, others: list[Share]) -> bool:
    """Whether it is of the latest year of its population."""
    return _year(one) >= max(_year(each) for each in others if each.base == one.base) and "2011" not in one.label


def _year(one: Share) -> int:
    years = re.findall(r"(?:19|20)\d\d", one.label)
    return int(years[0]) if years else 0


def _places(percent: Decimal) -> int:
    return 1 if percent >= 1 else 2


def _set_short(group: str) -> str:
    return {"not White": "leaving out White minorities", "not White British": "including White minorities"}.get(
        group, group
    )


def _unclassified(claim: Claim, shares: Shares, code: str) -> Verdict | None:
    """100% less White British: the share of pupils that schools quote, the unclassified counted in."""
    if "not White British" not in SETS.get(claim.label, (claim.label,)):
        return None
    table = shares.population
    mine = table[(table["area"] == code) & (table["base"] == "school_census")]
    for year, rows in mine.groupby("year"):
        count = rows.set_index("group")["population"]
        whole = count.get("All", count.sum())
        value = Decimal(str(100 - 100 * count.get("White British", 0) / whole)) if whole else Decimal(0)
        if rounded(value, claim.number.decimals) == claim.number.value:
            why = f"Everybody but White British pupils, the unclassified too (school census {year})."
            return Verdict(claim, "agrees", why, claim.number.text, f"school census {year}")
    return None
