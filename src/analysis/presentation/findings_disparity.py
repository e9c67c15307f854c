"""Sentences on flagged disparity ratios: who is over- or under-represented beside a reference group, and how surely."""

import pandas as pd

from analysis.presentation.findings_baselines import ratio_words, times
from analysis.presentation.numbers import has_figure, listed
from analysis.presentation.wording import area_words, capital, resolved, say, when_words, word

CLEAR = {"over-represented": "more", "under-represented": "less"}
SMALL = "small difference"
UNKNOWN = "what is not known|of unknown group"  # reasons for which a verdict is withheld


def describe_disparity(results: pd.DataFrame) -> str:
    """Each flagged group's ratio with its limits; then those without a clear difference; then those withheld.

    Takes rows of beside_reference of one date; a flag that stood three years running is said to have lasted.
    """
    if results.empty:
        return ""
    row = results.iloc[0]
    reference = str(row["reference"])
    what = resolved(str(row["indicator"]))
    slots = {"when": when_words(row["date"], what.span), "phrase": what.phrase, "area": area_words(str(row["area"]))}
    slots |= {"reference": reference, "baseline": str(results["baseline_label"].dropna().iloc[0])}
    said = [say("disparity", "opening", **slots)]
    said += [_flagged(one) for _, one in results[results["flag"].isin([*CLEAR, SMALL])].iterrows()]
    flag, why = results["flag"], results.get("why", pd.Series("", index=results.index)).fillna("")
    unknown = (flag == "withheld") & why.str.contains(UNKNOWN)
    for key, rows in (
        ("unclear", flag == "no clear difference"),
        ("unknown", unknown),
        ("withheld", (flag == "withheld") & ~unknown),
    ):
        groups = [str(group) for group in results.loc[rows, "group"]]
        said += [say("disparity", key, groups=listed(groups))] if groups else []
    return " ".join(said)


def _flagged(row: pd.Series) -> str:
    slots = dict(zip(("value", "lower", "upper"), ratio_words(row, words=True), strict=True))
    said = say("disparity", CLEAR.get(str(row["flag"]), "small"), group=str(row["group"]), **slots)
    lasting = row.get("persistent")
    return f"{said.rstrip('.')}, {word('disparity', 'persistent')}." if has_figure(lasting) and lasting else said


def describe_pooled(results: pd.DataFrame, alone: pd.DataFrame) -> str:
    """Groups that are too small for a ratio alone, several years together; nothing where that is not at hand either.

    Both are results of beside_reference of one date, the first with `years`.
    """
    few = alone.loc[alone["flag"] == "withheld", "group"] if len(alone) else []
    rows = results[results["group"].isin(few)].dropna(subset=["value", "lower"]) if len(results) else results
    if rows.empty:
        return ""
    said = [_pooled(row) for _, row in rows.iterrows()]
    return " ".join([say("disparity", "pooled_opening", reference=str(rows["reference"].iloc[0])), *said])


def _pooled(row: pd.Series) -> str:
    if row["flag"] in (*CLEAR, SMALL):
        return _flagged(row)
    slots = dict(zip(("value", "lower", "upper"), ratio_words(row, words=True), strict=True))
    return say("disparity", "pooled_unclear", group=str(row["group"]), **slots)


def headline_disparity(results: pd.DataFrame) -> str:
    """ "Beside White children: Mixed 2.2 times the rate, Asian 0.5 times", flagged groups only."""
    clear = results[results["flag"].isin(list(CLEAR))] if len(results) else results
    if results.empty:
        return say("headlines", "empty")
    said = [f"{row['group']} {times(row['value'])} times" for _, row in clear.iterrows()]
    reference = str(results["reference"].iloc[0])
    key = "headline" if said else "headline_none"
    return capital(say("disparity", key, reference=reference, groups=listed(said) if said else ""))
