"""Every population that a group's share can be set beside, as shares: which people, at which ages, counted when."""

from collections.abc import Iterable

import pandas as pd

from analysis.measures.shape import like
from analysis.vocabulary.baselines import Baseline, baselines
from analysis.vocabulary.ethnicity import FIVE, UNKNOWN, five_of, members

GRT = "Gypsy, Roma and Traveller"
NAMED = ["not White", "not White British", GRT]
COLUMNS = ["baseline", "definition", "baseline_label", "base", "year", "children", "group", "people", "of", "share",
           "citation"]  # fmt: skip


def baseline_shares(population: pd.DataFrame, definitions: Iterable[Baseline] | None = None) -> pd.DataFrame:
    """The share of each group in each baseline that the population table allows, one row a baseline and group.

    `population` has base, year, age_band, classification, group and population; `definitions` are those of
    baselines.toml unless given. Groups are the detailed ones, the five, "not White", "not White British" and "Gypsy,
    Roma and Traveller", each only where the classification can tell it: a White/not-White table gives "not White"
    alone. Unclassified people belong to no group and leave both sides. Roma had no box in 2011, so the 2011 set holds
    Gypsy or Irish Traveller only. `definition` is the baseline's id without its year.

    >>> shares = baseline_shares(release("population_by_ethnic_group"), run.baselines)
    """
    rows: list[dict[str, object]] = []
    for baseline in baselines() if definitions is None else definitions:
        for year, people in _people(population, baseline).items():
            rows += [
                {
                    "baseline": f"{baseline.id}_{year}" if baseline.by_year else baseline.id,
                    "definition": baseline.id,
                    "baseline_label": f"{baseline.label} {year}" if baseline.by_year else baseline.label,
                    "base": baseline.base,
                    "year": year,
                    "children": baseline.children,
                    "group": group,
                    "people": number,
                    "of": sum(people.values()),
                    "share": number / sum(people.values()),
                    "citation": _citation(population, baseline),
                }
                for group, number in _groups(people).items()
            ]
    return like(population, pd.DataFrame(rows, columns=COLUMNS))


def _people(population: pd.DataFrame, baseline: Baseline) -> dict[str, dict[str, float]]:
    """For each year of a baseline: people by detailed group, without totals and without the unclassified."""
    rows = population[
        (population["base"] == baseline.base)
        & (population["classification"] == baseline.classification)
        & population["age_band"].isin(baseline.age_bands)
        & (population["year"] >= baseline.first_year)
    ]
    found: dict[str, dict[str, float]] = {}
    for year, mine in rows.groupby("year"):
        summed = mine.groupby("group")["population"].sum()
        if baseline.classification == "white":
            summed = pd.Series({"White": summed["White"], "not White": summed["All"] - summed["White"]})
        known = {str(g): float(n) for g, n in summed.items() if g != "All" and five_of().get(str(g)) != UNKNOWN}
        if sum(known.values()) > 0:
            found[str(year)] = known
    return found


def _groups(people: dict[str, float]) -> dict[str, float]:
    """People by group and by named set, as far as the groups at hand can tell."""
    five = five_of() | {group: group for group in FIVE}
    if "not White" in people:
        return {"White": people["White"], "not White": people["not White"]}
    made = {g: sum(n for name, n in people.items() if five.get(name) == g) for g in FIVE}
    made["not White"] = sum(n for g, n in made.items() if g != "White")
    if "White British" in people:
        made["not White British"] = sum(n for name, n in people.items() if name != "White British")
        made[GRT] = sum(n for name, n in people.items() if name in members(GRT))
    return made | {name: n for name, n in people.items() if name not in made}


def _citation(population: pd.DataFrame, baseline: Baseline) -> str:
    rows = population[population["base"] == baseline.base]
    return str(rows["citation"].iloc[0]) if "citation" in rows and len(rows) else ""


def newest(shares: pd.DataFrame) -> pd.DataFrame:
    """One year of each baseline: the latest. The school census has one every year."""
    return shares[shares.groupby(["base", "children"])["year"].transform("max") == shares["year"]]


def shares_on(shares: pd.DataFrame, definition: str) -> pd.DataFrame:
    """The shares of one baseline by its id, in its latest year; empty where it is not at hand.

    >>> pupils = shares_on(shares, "school_census")
    """
    mine = shares[shares["definition"] == definition]
    return mine[mine["year"] == mine["year"].max()]
