"""Sentences on what a verdict rests on: families, children alone to seek asylum, what such numbers could show."""

import pandas as pd

from analysis.presentation.findings_baselines import times
from analysis.presentation.findings_disparity import CLEAR
from analysis.presentation.findings_groups import group_words
from analysis.presentation.findings_verdicts import about, from_group, verdict_words
from analysis.presentation.licences import claims_side
from analysis.presentation.numbers import has_figure, listed, number, whole
from analysis.presentation.wording import Finding, finding, say

CLEARLY = ("above", "below")


def describe_siblings(sensitivity: pd.DataFrame) -> Finding:
    """At which stated design effect each flag stands or is lost: brothers and sisters come together."""
    first = sensitivity[sensitivity["design_effect"] == 1] if len(sensitivity) else sensitivity
    clear = first[first["flag"].isin(list(CLEAR))] if len(first) else first
    if clear.empty:
        return Finding("")
    kept, lost = {}, {}
    for group in clear["group"]:
        rows = sensitivity[sensitivity["group"] == group].sort_values("design_effect")
        gone = rows.loc[~rows["flag"].isin(list(CLEAR)), "design_effect"]
        if len(gone):
            lost[str(group)] = say("firmness", "sibling_lost", group=str(group), effect=number(gone.iloc[0], 1))
        else:
            kept[str(group)] = ""
    said = [say("firmness", "siblings")]
    said += [say("firmness", key, groups=listed(list(groups)))
             for key, groups in (("sibling_kept", kept), ("sibling_gone", lost)) if groups]  # fmt: skip
    most = number(sensitivity["design_effect"].max(), 1)
    return finding(said, [*lost.values(), say("firmness", "sibling_tried", most=most)])


def describe_unaccompanied(results: pd.DataFrame, group: str = "not White") -> str:
    """The index of a group with and without children who came alone to seek asylum, whom no local census counts."""
    rows = results[results["group"] == group] if len(results) else results
    if len(rows) != 2:
        return ""
    lost = _lost_without(results)
    alone, without = rows.iloc[0], rows.iloc[1]
    slots = {"subgroup": whole(without["subgroup"]), "everybody": whole(alone["everybody"])}
    said = [say("firmness", "unaccompanied", **slots, **about(alone))]
    if not has_figure(without["lower"]):
        return " ".join(said)
    ends = {
        name: times(without[name], without["value"]) for name in ("value_lowest", "value_highest", "lower", "upper")
    }
    same = ends["value_lowest"] == ends["value_highest"]
    key = "without_known" if same else "without_range"
    made = say("firmness", key, verdict=verdict_words(without), group=from_group(group), **ends)
    said.append(claims_side(made, without["lower"], without["upper"]))
    return " ".join([*said, *([say("firmness", "without_lost", groups=listed(lost))] if lost else [])])


def _lost_without(results: pd.DataFrame) -> list[str]:
    """The groups whose share is clearly above or below with all children, and no longer once some are left out."""
    both = {group: list(rows["verdict"]) for group, rows in results.groupby("group", sort=False) if len(rows) == 2}
    return [group_words(g).rstrip(",") for g, (one, two) in both.items() if one in CLEARLY and two != one]


def describe_power(results: pd.DataFrame) -> str:
    """For groups without a verdict: the ratio that numbers of this size could have told from 1."""
    if results.empty:
        return ""
    unclear = results[results["flag"].isin(["no clear difference", "withheld"])].dropna(
        subset=["detectable_above", "detectable_below"]
    )
    if unclear.empty:
        return ""
    said = [
        say(
            "firmness",
            "power",
            group=str(row["group"]),
            above=times(row["detectable_above"]),
            below=times(row["detectable_below"]),
        )
        for _, row in unclear.iterrows()
    ]
    return " ".join([say("firmness", "power_opening"), *said])
