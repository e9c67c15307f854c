"""Sentences on how firm a verdict is: by population, by the unknown, by families, by what such numbers could show."""

import pandas as pd

from analysis.presentation.findings_baselines import ratio_words, times, with_limits
from analysis.presentation.findings_disparity import CLEAR
from analysis.presentation.findings_groups import group_words
from analysis.presentation.numbers import has_figure, listed, number, percent, signed, whole
from analysis.presentation.wording import area_words, resolved, say, when_words, word
from analysis.vocabulary.tidy import ROUNDED

CLEARLY = ("above", "below")


def describe_primary(grid: pd.DataFrame, group: str = "not White") -> str:
    """One sentence, one number, one range: a group's index on the population of the public sentence.

    `grid` is a result of baseline_grid with `primary`. Where that population is not at hand, the sentence says so.

    >>> describe_primary(grid)
    """
    if grid.empty:
        return ""
    rows = grid[grid["primary"].astype(bool) & (grid["set"] == group)]
    if rows.empty:
        return say("firmness", "primary_absent")
    row = rows.iloc[0]
    what = resolved(str(row["indicator"]))
    slots = {"when": when_words(row["date"], what.span), "phrase": what.phrase, "area": area_words(str(row["area"]))}
    slots |= {"group": _from(group), "baseline": _population(row), "percent": percent(100 * row["share"])}
    if not has_figure(row["lower"]):
        return say("firmness", "primary_none", **slots)
    ratio, lower, upper = ratio_words(row, words=True)
    return say("firmness", "primary", ratio=ratio, lower=lower, upper=upper, verdict=_verdict(row), **slots)


def _population(row: pd.Series) -> str:
    return str(row["baseline_label"]).removesuffix(f", {row['set']}")


def _from(group: str) -> str:
    said = group_words(group)
    return f"from {said}" if said.startswith("ethnic minorities") else said


def _verdict(row: pd.Series) -> str:
    return word("firm_verdicts", str(row["verdict"]))


def describe_flips(grid: pd.DataFrame) -> str:
    """Which groups get another verdict on another population, and which the same on all of them."""
    known = with_limits(grid)
    known = known[known["set"] != ""] if len(known) else known
    known = known[known["set"].isin(known.loc[known["primary"].astype(bool), "set"])] if len(known) else known
    if known.empty:
        return ""
    turned = [group for group, rows in known.groupby("set", sort=False) if rows["flips"].any()]
    same = [str(group) for group in dict.fromkeys(known["set"]) if group not in turned]
    said = []
    for key, groups in (("flips", turned), ("stands", same)):
        names = [group_words(group).rstrip(",") for group in groups]
        said += [say("firmness", key, groups=listed(names))] if names else []
    return " ".join(said)


def headline_flips(grid: pd.DataFrame) -> str:
    """ "The population decides for Asian and Black: another count, another verdict", or that it does not."""
    known = with_limits(grid)
    turned = list(dict.fromkeys(known.loc[known["flips"].astype(bool), "set"])) if len(known) else []
    names = [group_words(group).rstrip(",") for group in turned if group]
    if known.empty:
        return say("headlines", "empty")
    return say("firmness", "headline_flips", groups=listed(names)) if names else say("firmness", "headline_stands")


def describe_excess(results: pd.DataFrame) -> str:
    """How many children more, or fewer, than at the reference's rate; flagged groups only, with what ends the flag."""
    clear = results[results["flag"].isin(list(CLEAR))] if len(results) else results
    if clear.empty:
        return ""
    return " ".join(_excess(row) for _, row in clear.iterrows())


def _excess(row: pd.Series) -> str:
    slots = {"group": str(row["group"]), "count": whole(row["count"]), "expected": whole(row["expected"])}
    slots |= {"reference": str(row["reference"]), "change": whole(abs(row["to_unflag"]))}
    slots["size"] = whole(abs(row["excess"]))
    side = "more" if row["excess"] > 0 else "fewer"
    said = say("firmness", side, **slots)
    # a count that was rounded to ten cannot tell which single child would make the difference
    return said if row.get("status") == ROUNDED else f"{said} {say('firmness', f'{side}_until', **slots)}"


def headline_excess(results: pd.DataFrame) -> str:
    """ "Mixed: 26 children more than at the rate of White children; Asian: 22 fewer"."""
    if results.empty:
        return say("headlines", "empty")
    clear = results[results["flag"].isin(list(CLEAR))]
    said = [f"{row['group']} {signed(row['excess'], 0)}" for _, row in clear.iterrows()]
    slots = {"groups": listed(said), "reference": str(results["reference"].iloc[0])}
    return say("firmness", "headline_excess" if said else "headline_excess_none", **slots)


def describe_unknown(results: pd.DataFrame) -> str:
    """How many are of unknown group, at most, and whose verdict they could turn."""
    known = with_limits(results).dropna(subset=["unknown_share"]) if len(results) else results
    if known.empty:
        return ""
    share = float(known["unknown_share"].max())
    if share == 0:
        return say("firmness", "unknown_none")
    turned = known.loc[known["withheld"].fillna("").str.startswith("what is not known"), "group"]
    said = [say("firmness", "unknown", most=percent(100 * share))]
    if len(turned):
        said.append(say("firmness", "unknown_turns", groups=listed([group_words(g).rstrip(",") for g in turned])))
    else:
        said.append(say("firmness", "unknown_stands"))
    return " ".join(said)


def headline_unknown(results: pd.DataFrame) -> str:
    """Whether the children of unknown group could turn a verdict."""
    known = with_limits(results).dropna(subset=["unknown_share"]) if len(results) else results
    if known.empty:
        return say("headlines", "empty")
    turned = known["withheld"].fillna("").str.startswith("what is not known").any()
    return say("firmness", "headline_unknown_turns" if turned else "headline_unknown").rstrip(".")


def describe_siblings(sensitivity: pd.DataFrame) -> str:
    """At which stated design effect each flag stands or is lost: brothers and sisters come together."""
    first = sensitivity[sensitivity["design_effect"] == 1] if len(sensitivity) else sensitivity
    clear = first[first["flag"].isin(list(CLEAR))] if len(first) else first
    if clear.empty:
        return ""
    said = [say("firmness", "siblings")]
    kept, lost = [], []
    for group in clear["group"]:
        rows = sensitivity[sensitivity["group"] == group].sort_values("design_effect")
        gone = rows.loc[~rows["flag"].isin(list(CLEAR)), "design_effect"]
        if len(gone):
            lost.append(say("firmness", "sibling_lost", group=str(group), effect=number(gone.iloc[0], 1)))
        else:
            kept.append(str(group))
    most = number(sensitivity["design_effect"].max(), 1)
    return " ".join(
        [*said, *([say("firmness", "sibling_kept", groups=listed(kept), most=most)] if kept else []), *lost]
    )


def describe_unaccompanied(results: pd.DataFrame, group: str = "not White") -> str:
    """The index of a group with and without children who came alone to seek asylum, whom no local census counts."""
    rows = results[results["group"] == group] if len(results) else results
    if len(rows) != 2:
        return ""
    lost = _lost_without(results)
    alone, without = rows.iloc[0], rows.iloc[1]
    slots = {"subgroup": whole(without["subgroup"]), "everybody": whole(alone["everybody"]), "group": _from(group)}
    said = [say("firmness", "unaccompanied", **slots)]
    if not has_figure(without["lower"]):
        return " ".join(said)
    ends = {
        name: times(without[name], without["value"]) for name in ("value_lowest", "value_highest", "lower", "upper")
    }
    same = ends["value_lowest"] == ends["value_highest"]
    key = "without_known" if same else "without_range"
    said.append(say("firmness", key, verdict=_verdict(without), group=_from(group), **ends))
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
