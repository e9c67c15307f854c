"""Sentences on how firm a verdict is: by population, by the unknown, by families, by what such numbers could show."""

import pandas as pd

from analysis.presentation.findings_baselines import ratio_words, with_limits
from analysis.presentation.findings_disparity import CLEAR, is_firm
from analysis.presentation.findings_groups import group_words
from analysis.presentation.licences import claims_side
from analysis.presentation.numbers import has_figure, listed, percent, signed, whole
from analysis.presentation.wording import Finding, area_words, finding, resolved, say, when_words, word
from analysis.vocabulary.tidy import ROUNDED


def describe_primary(grid: pd.DataFrame, group: str = "not White") -> str:
    """One number, one range first: a group's index on the population of the public sentence.

    `grid` is a result of baseline_grid with `primary`. Where that population is not at hand, the sentence says so.

    >>> describe_primary(grid)
    """
    if grid.empty:
        return ""
    rows = grid[grid["primary"].astype(bool) & (grid["set"] == group)]
    if rows.empty:
        return say("firmness", "primary_absent")
    row = rows.iloc[0]
    slots = about(row) | {
        "group": from_group(group),
        "baseline": _population(row),
        "percent": percent(100 * row["share"]),
    }
    if not has_figure(row["lower"]):
        return say("firmness", "primary_none", **slots)
    ratio, lower, upper = ratio_words(row, words=True)
    said = say("firmness", "primary", ratio=ratio, lower=lower, upper=upper, verdict=verdict_words(row), **slots)
    return claims_side(said, row["lower"], row["upper"])


def _population(row: pd.Series) -> str:
    return str(row["baseline_label"]).removesuffix(f", {row['set']}")


def from_group(group: str) -> str:
    """Where children of a group are from, in a sentence: from ethnic minorities, …; of the others the name."""
    said = group_words(group)
    return f"from {said}" if said.startswith("ethnic minorities") else said


def verdict_words(row: pd.Series) -> str:
    """The verdict of a row in the reader’s words."""
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
    slots, said = about(known.iloc[0]), []
    for key, groups in (("flips", turned), ("stands" if turned else "all_stand", same)):
        names = [group_words(group).rstrip(",") for group in groups]
        said += [say("firmness", key, groups=listed(names), **slots)] if names else []
    return " ".join([*said, say("firmness", "beside_all")])


def about(row: pd.Series) -> dict[str, str]:
    """When, of what and where a row is."""
    what = resolved(str(row["indicator"]))
    return {"when": when_words(row["date"], what.span), "phrase": what.phrase, "area": area_words(str(row["area"]))}


def headline_flips(grid: pd.DataFrame) -> str:
    """ "The population decides for Asian and Black: another count, another verdict", or that it does not."""
    known = with_limits(grid)
    turned = list(dict.fromkeys(known.loc[known["flips"].astype(bool), "set"])) if len(known) else []
    names = [group_words(group).rstrip(",") for group in turned if group]
    if known.empty:
        return say("headlines", "empty")
    return say("firmness", "headline_flips", groups=listed(names)) if names else say("firmness", "headline_stands")


def describe_excess(results: pd.DataFrame) -> Finding:
    """Children more, or fewer, than at the reference's rate; flagged groups only. In the annex, what ends a flag."""
    clear = results[results["flag"].isin(list(CLEAR))] if len(results) else results
    if clear.empty:
        return Finding("")
    clear = pd.concat([clear[is_firm(clear)], clear[~is_firm(clear)]])
    parts = [_excess(row, "_next" if at else "") for at, (_, row) in enumerate(clear.iterrows())]
    return finding([said for said, _ in parts], [until for _, until in parts])


def _excess(row: pd.Series, order: str) -> tuple[str, str]:
    """How many more or fewer; and the change that would end the flag."""
    slots = about(row) | {"group": str(row["group"]), "count": whole(row["count"]), "expected": whole(row["expected"])}
    slots |= {"reference": str(row["reference"]), "change": whole(abs(row["to_unflag"]))}
    slots["size"] = whole(abs(row["excess"]))
    side = "more" if row["excess"] > 0 else "fewer"
    said = claims_side(say("firmness", f"{side}{order}", **slots), row["lower"], row["upper"])
    said += "" if row.get("firm", True) else f" {say('firmness', 'barely')}"
    # a count that was rounded to ten cannot tell which single child would make the difference
    return said, "" if row.get("status") == ROUNDED else say("firmness", f"{side}_until", **slots)


def headline_excess(results: pd.DataFrame) -> str:
    """ "Mixed: 26 children more than at the rate of White children; Asian: 22 fewer"."""
    if results.empty:
        return say("headlines", "empty")
    flagged = results["flag"].isin(list(CLEAR))
    clear = results[flagged & is_firm(results)]
    said = [f"{row['group']} {signed(row['excess'], 0)}" for _, row in clear.iterrows()]
    slots = {"groups": listed(said), "reference": str(results["reference"].iloc[0])}
    key = "headline_excess" if said else "headline_excess_barely" if flagged.any() else "headline_excess_none"
    return say("firmness", key, **slots)


def describe_unknown(results: pd.DataFrame) -> str:
    """How many are of unknown group, at most, and whose verdict they could turn."""
    known = with_limits(results).dropna(subset=["unknown_share"]) if len(results) else results
    if known.empty:
        return ""
    share = float(known["unknown_share"].max())
    if share == 0:
        return say("firmness", "unknown_none")
    turned = known.loc[known["withheld"].fillna("").str.startswith("what is not known"), "group"]
    said = [say("firmness", "unknown", most=percent(100 * share), **about(known.iloc[0]))]
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
