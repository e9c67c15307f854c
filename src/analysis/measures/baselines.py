"""Every population that a group's share can be set beside, side by side: same definition, similar ages, or not."""

import numpy as np
import pandas as pd

from analysis.measures.disproportionality import representation
from analysis.measures.shape import like
from analysis.vocabulary.baselines import Baseline, baselines, meanings
from analysis.vocabulary.ethnicity import FIVE, UNKNOWN, five_of, members
from analysis.vocabulary.indicators import indicators

NAMED = ["not White", "not White British", "Gypsy, Roma and Traveller"]
ALL_AGES = "all ages: older people, who are less diverse, are in it"
TOO_OLD = "counted more than five years before"
RECENT = 5  # years between a baseline and the children counted


def baseline_shares(population: pd.DataFrame) -> pd.DataFrame:
    """The share of each group in each baseline that the population table allows, one row a baseline and group.

    Groups are the five, "not White", "not White British" and "Gypsy, Roma and Traveller", each only where the
    classification can tell it: a White/not-White table gives "not White" alone. Unclassified pupils belong to no group
    and leave both sides. Roma had no box in 2011, so the 2011 set holds Gypsy or Irish Traveller only.
    """
    rows: list[dict[str, object]] = []
    for baseline in baselines():
        for year, people in _people(population, baseline).items():
            rows += [
                {
                    "baseline": f"{baseline.id}_{year}" if baseline.by_year else baseline.id,
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
    columns = ["baseline", "baseline_label", "base", "year", "children", "group", "people", "of", "share", "citation"]
    return like(population, pd.DataFrame(rows, columns=columns))


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
        if known:
            found[str(year)] = known
    return found


def _groups(people: dict[str, float]) -> dict[str, float]:
    """People by named set, as far as the groups at hand can tell."""
    five = five_of() | {group: group for group in FIVE}
    if "not White" in people:
        return {"White": people["White"], "not White": people["not White"]}
    made = {g: sum(n for name, n in people.items() if five.get(name) == g) for g in FIVE}
    made["not White"] = sum(n for g, n in made.items() if g != "White")
    if "White British" in people:
        made["not White British"] = sum(n for name, n in people.items() if name != "White British")
        made[NAMED[2]] = sum(n for name, n in people.items() if name in members(NAMED[2]))
    return made


def _citation(population: pd.DataFrame, baseline: Baseline) -> str:
    rows = population[population["base"] == baseline.base]
    return str(rows["citation"].iloc[0]) if "citation" in rows and len(rows) else ""


def baseline_grid(printed: pd.DataFrame, shares: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """A published share of a cohort against every baseline, under every meaning that its label can have.

    `printed` has indicator, date, group (the label as published), count_lower, count_upper, denominator: the counts
    that the printed percentage allows. Comparable rows rest on children of about the same years; the others are worked
    out and marked, with the reason. `defined` is False where the label can mean several things: a verdict then holds
    under one meaning only.
    """
    meant = pd.DataFrame([(m.label, m.set, m.condition) for m in meanings()], columns=["group", "set", "condition"])
    meant = meant.assign(defined=~meant["group"].duplicated(keep=False))
    cohort = printed.merge(like(printed, meant), on="group", how="inner")
    cohort = cohort.assign(label=cohort["group"], group=cohort["set"], cohort_label=_cohort_label(cohort))
    grid = representation(cohort, shares, confidence)
    made = like_for_like(grid).assign(
        baseline_label=grid["baseline_label"] + ", " + grid["set"], plausible=_plausible(grid)
    )
    return made.sort_values(["indicator", "label", "children", "share"], kind="stable", ignore_index=True)


def ruled_out(grid: pd.DataFrame, cohort: pd.DataFrame) -> pd.DataFrame:
    """The grid with `possible`, and `ruled_out` in words, by what official figures allow of the same group and date.

    `cohort` is a result of cohort_by_group for the grid's area. A printed share cannot mean a group of which the
    published counts allow fewer, or more: 30% of children in care cannot leave out White minorities where at most
    18.6% are not White.
    """
    known = cohort.assign(
        _least=100 * cohort["count_lower"] / cohort["denominator"],
        _most=100 * cohort["count_upper"] / cohort["denominator"],
    ).set_index(["indicator", "date", "group"])[["_least", "_most"]]
    keys = pd.MultiIndex.from_frame(grid[["indicator", "date", "set"]])
    found = known.reindex(keys).set_axis(grid.index)
    low = 100 * grid["count_lower"] / grid["denominator"]
    high = 100 * grid["count_upper"] / grid["denominator"]
    above, below = low > found["_most"], high < found["_least"]
    said = found["_most"].map("at most {:.1f}% can be".format).where(above, "")
    said = said.mask(below, found["_least"].map("at least {:.1f}% must be".format))
    return grid.assign(possible=~(above | below), ruled_out=said)


def like_for_like(grid: pd.DataFrame) -> pd.DataFrame:
    """The grid with `comparable` and `why` not: baselines of children, of about the cohort's year, compare."""
    children = grid["children"].astype(bool)
    why = np.where(~children, ALL_AGES, np.where(_recent(grid), "", TOO_OLD))
    return grid.assign(comparable=children & _recent(grid), why=why)


def _recent(grid: pd.DataFrame) -> pd.Series:
    return (grid["date"].astype(str).str[:4].astype(int) - grid["year"].astype(str).str[:4].astype(int)) <= RECENT


def _cohort_label(cohort: pd.DataFrame) -> pd.Series:
    """The cohort and the label as printed: "Children in care: non-White (as labelled), 30%"."""
    names = cohort["indicator"].map({name: i.name for name, i in indicators().items()})
    return names + ": " + cohort["group"] + ", " + cohort["value"].map("{:g}%".format)


def _plausible(grid: pd.DataFrame) -> pd.Series:
    """False where the children counted exceed a tenth of everybody the baseline has in the group."""
    return grid["count_upper"].astype("float64") <= 0.1 * grid["people"].astype("float64")


def newest(shares: pd.DataFrame) -> pd.DataFrame:
    """One year of each baseline: the latest. The school census has one every year."""
    return shares[shares.groupby(["base", "children"])["year"].transform("max") == shares["year"]]
