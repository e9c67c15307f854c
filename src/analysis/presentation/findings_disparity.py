"""Sentences on flagged disparity ratios: who is over- or under-represented beside a reference group, and how surely."""

import pandas as pd

from analysis.presentation.findings_baselines import ratio_words, times
from analysis.presentation.licences import claims_side
from analysis.presentation.numbers import has_figure, listed
from analysis.presentation.wording import Finding, area_words, capital, finding, resolved, say, when_words, word

CLEAR = {"over-represented": "more", "under-represented": "less"}
SMALL = "small difference"
UNKNOWN = "what is not known|of unknown group"  # reasons for which a verdict is withheld


def describe_disparity(results: pd.DataFrame, rule: str = "") -> Finding:
    """Each flagged group's ratio with its limits, the firm ones first; then those without a difference or a verdict.

    Takes rows of beside_reference of one date. A flag that stood three years running is said to have lasted, one that
    is not firm to be only just clear. `rule` is the rule of the flags in words, for the annex.
    """
    if results.empty:
        return Finding("")
    row = results.iloc[0]
    what = resolved(str(row["indicator"]))
    slots = {"when": when_words(row["date"], what.span), "phrase": what.phrase, "area": area_words(str(row["area"]))}
    slots |= {"reference": str(row["reference"]), "baseline": str(results["baseline_label"].dropna().iloc[0])}
    flagged = results[results["flag"].isin([*CLEAR, SMALL])]
    flagged = pd.concat([flagged[is_firm(flagged)], flagged[~is_firm(flagged)]])
    said = [_flagged(one, "next" if at else "first", slots) for at, (_, one) in enumerate(flagged.iterrows())]
    said = [*said, say("disparity", "base", **slots)] if said else [say("disparity", "none", **slots)]
    return finding([*said, *_without_flag(results)], [rule])


def is_firm(results: pd.DataFrame) -> pd.Series:
    """Which flags may stand in a headline: those whose adjusted p is below the rule's `firm`, where that is known."""
    return results["firm"].fillna(False).astype(bool) if "firm" in results else results["flag"].isin(list(CLEAR))


def _without_flag(results: pd.DataFrame) -> list[str]:
    """Groups without a clear difference, and those of which nothing can be said, by the reason."""
    flag, why = results["flag"], results.get("why", pd.Series("", index=results.index)).fillna("")
    unknown = (flag == "withheld") & why.str.contains(UNKNOWN)
    parts = {
        "unclear": flag == "no clear difference",
        "unknown": unknown,
        "withheld": (flag == "withheld") & ~unknown,
    }
    named = {key: [str(group) for group in results.loc[rows, "group"]] for key, rows in parts.items()}
    return [say("disparity", key, groups=listed(groups)) for key, groups in named.items() if groups]


def _flagged(row: pd.Series, key: str, slots: dict[str, str]) -> str:
    """One group's ratio with its verdict, which its limits have to bear out."""
    flag = str(row["flag"])
    verdict = word("disparity", CLEAR.get(flag, "small" if flag == SMALL else "pooled_unclear"))
    lasting = row.get("persistent")
    verdict += word("disparity", "persistent") if has_figure(lasting) and lasting else ""
    barely = flag in CLEAR and not row.get("firm", True)
    verdict += word("disparity", "barely") if barely else ""
    ratio = dict(zip(("value", "lower", "upper"), ratio_words(row, words=True), strict=True))
    said = say("disparity", key, group=str(row["group"]), verdict=verdict, **ratio, **slots)
    return claims_side(said, row["lower"], row["upper"])


def describe_pooled(results: pd.DataFrame, alone: pd.DataFrame) -> str:
    """Groups that are too small for a ratio alone, several years together; nothing where that is not at hand either.

    Both are results of beside_reference of one date, the first with `years`.
    """
    few = alone.loc[alone["flag"] == "withheld", "group"] if len(alone) else []
    rows = results[results["group"].isin(few)].dropna(subset=["value", "lower"]) if len(results) else results
    if rows.empty:
        return ""
    said = [_flagged(row, "next", {}) for _, row in rows.iterrows()]
    return " ".join([say("disparity", "pooled_opening", reference=str(rows["reference"].iloc[0])), *said])


def headline_disparity(results: pd.DataFrame) -> str:
    """ "Rate beside that of White children: Mixed 2.2 times and Asian 0.5 times": firm flags only."""
    if results.empty:
        return say("headlines", "empty")
    clear = results[results["flag"].isin(list(CLEAR)) & is_firm(results)]
    said = [f"{row['group']} {times(row['value'])} times" for _, row in clear.iterrows()]
    reference = str(results["reference"].iloc[0])
    barely = results["flag"].isin(list(CLEAR)).any()
    key = "headline" if said else "headline_barely" if barely else "headline_none"
    return capital(say("disparity", key, reference=reference, groups=listed(said) if said else ""))
