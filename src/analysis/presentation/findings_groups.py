"""Sentences about groups: parts of a whole, two censuses, and counts that are hidden or rounded."""

import pandas as pd

from analysis.presentation.findings_baselines import describe_baselines
from analysis.presentation.numbers import has_figure, percent, rounded, whole
from analysis.presentation.wording import area_words, fill, latest, likely, resolved, say, sentences, when_words, word
from analysis.vocabulary.tidy import SUPPRESSED

__all__ = ["about", "describe_baselines", "describe_bounds", "describe_composition", "describe_parts", "everyday",
           "group_words", "largest_words"]  # fmt: skip
NEW_BOX = "Gypsy, Roma and Traveller"  # no box for Roma before 2021


def group_words(group: object) -> str:
    """A group in the reader's words."""
    return word("said", str(group))


def largest_words(row: pd.Series) -> str:
    """What the largest part is called, by its breakdown: the largest latest category of abuse."""
    return word("largest", str(row.get("breakdown", "")), word("largest", "group"))


def describe_parts(shares: pd.DataFrame, area: str = "") -> str:
    """The largest group at the last date, with its share and limits; `shares` is a result of proportion, a row a group.

    Hidden groups are not ranked, and the sentence says so.
    """
    last = latest(shares, area)
    if last is None:
        return say("plain", "no_figures")
    rows = shares[shares["date"] == last["date"]]
    rows = rows[rows["area"] == area] if area and "area" in rows else rows
    known = rows[rows["count"].notna() & rows["value"].notna()]
    if known.empty:
        return say("plain", "no_figures")
    top = known.sort_values(["count", "group"], ascending=[False, True], kind="stable").iloc[0]
    slots = {"group": group_words(top["group"]), "count": whole(top["count"]), "whole": whole(top["denominator"])}
    slots |= {"percent": percent(top["value"]), "about": about(top["value"])}
    slots |= {"when": when_words(top["date"], str(top.get("span", "point")))}
    slots |= {"where": f" in {area_words(area)}" if area else ""}
    slots["largest"] = largest_words(top)
    said = say("share", "largest", likely=likely(top["lower"], top["upper"], unit="%"), **slots)
    hidden = "status" in rows and rows["status"].eq(SUPPRESSED).any()
    return said + (sentences()["share"]["some_hidden"] if hidden else "")


def everyday(share: object) -> str:
    """A percentage in everyday words (53 is just over half), or nothing where no word is near."""
    near = rounded(share)
    spans = ((key.split("-"), said) for key, said in sentences()["everyday"].items())
    return next((said for ends, said in spans if int(ends[0]) <= near <= int(ends[-1])), "")


def about(share: object) -> str:
    """A percentage in everyday words, to end a sentence with: ", about 2 in 5"; nothing where no word is near."""
    said = everyday(share) if has_figure(share) else ""
    return f", {said}" if said else ""


def describe_composition(shares_2011: pd.DataFrame, shares_2021: pd.DataFrame, who: str = "people") -> str:
    """How the share of each group moved between two censuses: full counts, so the printed shares decide the verb.

    Both are results of share_of_baseline (group, share as a proportion).
    """
    if shares_2021.empty:
        return say("plain", "no_figures")
    before = shares_2011.set_index("group")["share"] if len(shares_2011) else pd.Series(dtype=float)
    return " ".join(_moved(str(row.group), before.get(row.group), row.share, who) for row in shares_2021.itertuples())


def _moved(group: str, before: float | None, now: float, who: str) -> str:
    places = 2 if now < 0.01 else 1
    slots = {
        "group": word("people", group, group_words(group)),
        "who": who,
        "first": "2011",
        "last": "2021",
        "now": percent(100 * now, places),
    }
    if before is None or not has_figure(before):
        return say("groups", "one_census", **slots)
    slots["before"] = percent(100 * before, places)
    if group == NEW_BOX:
        return say("groups", "new_box", **slots)
    same = slots["before"] == slots["now"]
    return say("groups", "unclear" if same else "rise" if now > before else "fall", **slots)


def describe_bounds(bounds: pd.DataFrame, area: str = "") -> str:
    """A share of which some counts are hidden, between the least and the most that the published totals allow.

    Takes group, lowest and highest (percent), indicator and date; one sentence a row.
    """
    if bounds.empty:
        return say("plain", "no_figures")
    return " ".join(_bounds(row, area) for _, row in bounds.iterrows())


def _bounds(row: pd.Series, area: str) -> str:
    what = resolved(str(row["indicator"]))
    slots = {"when": when_words(row["date"], what.span), "phrase": what.phrase, "group": _from(str(row["group"]))}
    slots |= {"area": area_words(area or str(row["area"]))}
    slots |= {"lowest": percent(row["lowest"]), "highest": percent(row["highest"]), "about": _in_words(row["lowest"])}
    known = "bounds_rounded" if has_figure(row.get("count")) else "bounds"
    return say("groups", "bounds_same" if slots["lowest"] == slots["highest"] else known, **slots)


def _in_words(share: object) -> str:
    said = everyday(share)
    return fill(sentences()["groups"]["bounds_about"], about=said) if said else ""


def _from(group: str) -> str:
    said = group_words(group).rstrip(",")
    return f"from {said}" if said.startswith("ethnic minorities") else said
