"""A caseload by ethnic group beside one baseline: each group's rate over the reference group's, flagged by the rule."""

import pandas as pd

from analysis.measures.disparity import disparity, flags
from analysis.measures.shape import like
from analysis.measures.unknowns import DEFAULT, FlagRule
from analysis.vocabulary.ethnicity import FIVE

VERDICTS = {"over-represented": "above", "under-represented": "below", "no clear difference": "no clear difference"}


def beside_reference(
    parts: pd.DataFrame, shares: pd.DataFrame, baseline: str, reference: str = "White", rule: FlagRule = DEFAULT
) -> pd.DataFrame:
    """One row a group of the five: disparity ratio with limits, adjusted p, expected and excess people, and flag.

    `parts` has date, group and count of one date, Unknown included; `shares` is a result of baseline_shares, of which
    `baseline` is taken. The result also has baseline_label, share and verdict (above, below, no clear difference,
    cannot be said). It is empty where the caseload, the baseline or the reference is not at hand.
    """
    people = shares[(shares["baseline"] == baseline) & shares["group"].isin(FIVE)]
    counted = parts[parts["group"].isin([*FIVE, "Unknown"])]
    known = counted.loc[counted["group"] == reference, "count"].notna().any()
    if people.empty or not known:
        return like(parts, parts.head(0).assign(statistic="", value=0.0, lower=0.0, upper=0.0, flag="", verdict=""))
    population = people.rename(columns={"people": "population"})
    kept = population[["group", "share", "baseline_label", *(c for c in ["citation"] if c in population)]]
    made = flags(disparity(counted, population[["group", "population"]], reference, rule=rule), rule)
    made = made[(made["statistic"] == "disparity ratio") & (made["group"] != reference)]
    verdict = made["flag"].map(VERDICTS).fillna("cannot be said")
    beside = like(shares, kept.rename(columns={"citation": "citation_baseline"}))
    return made.assign(verdict=verdict).merge(beside, on="group", how="left")
