"""Sentences about groups: parts of a whole, two censuses, baselines, hidden counts, and sources that disagree."""

import pandas as pd

from analysis.presentation.numbers import has_figure, listed, number, percent, rounded, whole
from analysis.presentation.wording import area_words, fill, latest, likely, resolved, say, sentences, when_words, word
from analysis.vocabulary.tidy import SUPPRESSED

EVERYDAY = {(23, 27): "quarter", (31, 36): "third", (45, 48): "under_half", (49, 51): "half", (52, 55): "over_half"}
EVERYDAY |= {(64, 69): "two_thirds", (73, 77): "three_quarters"}
NEW_BOX = "Gypsy, Roma and Traveller"  # no box for Roma before 2021


def group_words(group: object) -> str:
    """A group in the reader's words."""
    return word("said", str(group))


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
    about = everyday(top["value"])
    slots = {"group": group_words(top["group"]), "count": whole(top["count"]), "whole": whole(top["denominator"])}
    slots |= {"percent": percent(top["value"]), "about": f", {about}" if about else ""}
    slots |= {"when": when_words(top["date"], str(top.get("span", "point")))}
    slots |= {"where": f" in {area_words(area)}" if area else ""}
    said = say("share", "largest", likely=likely(top["lower"], top["upper"], unit="%"), **slots)
    hidden = "status" in rows and rows["status"].eq(SUPPRESSED).any()
    return said + (sentences()["share"]["some_hidden"] if hidden else "")


def everyday(share: object) -> str:
    """A percentage in everyday words (53 is just over half), or nothing where no word is near."""
    near = rounded(share)
    return next((word("everyday", key) for (low, high), key in EVERYDAY.items() if low <= near <= high), "")


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


def describe_baselines(representation: pd.DataFrame) -> str:
    """Whether the answer depends on the population it is set beside, for each `cohort_label`.

    Takes rows of measures.baselines.baseline_grid, or of representation with cohort_label, baseline_label and
    comparable. Where the printed label (`label`) can mean more than one set of groups (`condition`), or `defined` is
    False, the verdict is withheld: the report does not say which groups its label covers.
    """
    seen = shown_rows(representation)
    if seen.empty:
        return say("plain", "no_figures")
    named = seen.assign(cohort_label=seen.get("cohort_label", ""))
    return " ".join(_baselines(str(label), rows) for label, rows in named.groupby("cohort_label", sort=False))


def shown_rows(results: pd.DataFrame) -> pd.DataFrame:
    """The rows that may be shown: with a value and limits, and not worked out from a hidden count."""
    known = results.dropna(subset=["value", "lower", "upper"])
    return known[known["status"] != SUPPRESSED] if "status" in known else known


def times(ratio: object, like: object = None) -> str:
    """A ratio as printed: 1.5, or 113 where decimals would pretend to more than is known; limits like their ratio."""
    size = ratio if like is None else like
    return number(ratio, 0 if has_figure(size) and rounded(size, 1) >= 100 else 1)


def _baselines(label: str, rows: pd.DataFrame) -> str:
    lowest, highest = times(rows["value"].min()), times(rows["value"].max())
    first = rows.iloc[0]
    if lowest == highest:
        slots = {"ratio": lowest, "baseline": str(first["baseline_label"])}
        said = say("groups", "one_ratio", cohort=label, likely=_likely_times(first), **slots)
    else:
        said = say("groups", "range", cohort=label, lowest=lowest, highest=highest)
    if "plausible" in rows and not rows["plausible"].astype(bool).all():
        said += f" {say('groups', 'implausible')}"
    alike = rows[rows["comparable"].astype(bool)]
    if is_defined(rows):
        return f"{said} {_verdict(alike)}"
    label = str(rows["label" if "label" in rows else "cohort_label"].iloc[0]).removesuffix(" (as labelled)")
    return " ".join([said, say("groups", "undefined", label=label), *_by_meaning(alike)])


def is_defined(rows: pd.DataFrame) -> bool:
    """Whether the report's words can mean one set of groups only."""
    if "defined" in rows and not rows["defined"].astype(bool).all():
        return False
    return bool("condition" not in rows or rows["condition"].nunique() < 2)


def _by_meaning(alike: pd.DataFrame) -> list[str]:
    if "condition" not in alike or alike.empty:
        return []
    said = []
    for condition, rows in alike.groupby("condition", sort=False):
        ends = [times(rows["value"].min()), times(rows["value"].max())]
        lines = {
            "ratio": ends[0] if ends[0] == ends[1] else f"from {ends[0]} to {ends[1]}",
            "condition": str(condition),
        }
        lines["likely"] = f" ({_likely_times(rows.iloc[0])})" if len(rows) == 1 else ""
        said.append(fill(sentences()["groups"]["meaning"], **lines))
    return [f"Like for like, it is {listed(said)}."]


def _likely_times(row: pd.Series) -> str:
    if not has_figure(row["lower"]):
        return "no range can be given"
    return f"likely between {times(row['lower'], row['value'])} and {times(row['upper'], row['value'])}"


def _verdict(alike: pd.DataFrame) -> str:
    if alike.empty:
        return say("groups", "not_alike")
    said = list(dict.fromkeys(alike["verdict"].astype(str)))
    verdict = word("verdicts", said[0] if len(said) == 1 else "mixed")
    if len(alike) > 1:
        ends = {"lowest": times(alike["value"].min()), "highest": times(alike["value"].max())}
        return say("groups", "like_for_like_range", verdict=verdict, **ends)
    row = alike.iloc[0]
    slots = {"baseline": str(row["baseline_label"]), "ratio": times(row["value"]), "likely": _likely_times(row)}
    return say("groups", "like_for_like", verdict=verdict, **slots)


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
    slots |= {"lowest": percent(row["lowest"]), "highest": percent(row["highest"])}
    return say("groups", "bounds_same" if slots["lowest"] == slots["highest"] else "bounds", **slots)


def _from(group: str) -> str:
    said = group_words(group).rstrip(",")
    return f"from {said}" if said.startswith("ethnic minorities") else said
