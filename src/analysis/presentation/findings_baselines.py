"""Sentences about one share beside many populations: how far the answer depends on them, and what is ruled out."""

import pandas as pd

from analysis.presentation.licences import claims_side
from analysis.presentation.numbers import has_figure, listed, number, rounded, whole
from analysis.presentation.wording import Finding, fill, finding, say, sentences, word
from analysis.vocabulary.tidy import SUPPRESSED

FEW = 4  # populations that are named one by one


def describe_baselines(representation: pd.DataFrame) -> Finding:
    """Whether the answer depends on the population it is set beside, for each `cohort_label`; how, in the annex.

    Takes rows of measures.baselines.baseline_grid, or of representation with cohort_label, baseline_label and
    comparable. Where the printed label (`label`) can mean more than one set of groups (`condition`), or `defined` is
    False, the verdict is withheld: the report does not say which groups its label covers.
    """
    if representation.empty:
        return Finding("")
    seen = with_limits(representation)
    if seen.empty:
        return Finding(say("plain", "no_figures"))
    named = seen.assign(cohort_label=seen.get("cohort_label", ""))
    each = [_baselines(str(label), rows) for label, rows in named.groupby("cohort_label", sort=False)]
    return finding(each, [one.more for one in each])


def with_limits(results: pd.DataFrame) -> pd.DataFrame:
    """The rows with a value and limits that were not worked out from a hidden count."""
    known = results.dropna(subset=["value", "lower", "upper"])
    return known[known["status"] != SUPPRESSED] if "status" in known else known


def shown_rows(results: pd.DataFrame) -> pd.DataFrame:
    """The rows that may be shown: with limits, of no hidden count, and not ruled out by published figures."""
    known = with_limits(results)
    return known[known["possible"].fillna(True).astype(bool)] if "possible" in known else known


def credible(results: pd.DataFrame) -> pd.DataFrame:
    """The rows that may stand in a title: shown, and on a population that is credible."""
    known = shown_rows(results)
    return known[known["plausible"].astype(bool)] if "plausible" in known else known


def label_of(rows: pd.DataFrame) -> str:
    """The label as the report prints it: non-White."""
    return str(rows["label" if "label" in rows else "cohort_label"].iloc[0]).removesuffix(" (as labelled)")


def cannot_mean(rows: pd.DataFrame, what: str = "It") -> list[str]:
    """What published figures rule out: It cannot leave out White minorities: at most 18.6% can be."""
    if not {"possible", "ruled_out"} <= set(rows):
        return []
    out = rows[~rows["possible"].fillna(True).astype(bool) & rows["ruled_out"].fillna("").ne("")]
    said = (say("groups", "cannot", what=what, meaning=_meaning(row), ruled_out=str(row["ruled_out"]))
            for _, row in out.iterrows())  # fmt: skip
    return list(dict.fromkeys(said))


def _meaning(row: pd.Series) -> str:
    group = str(row.get("set", row.get("group", "")))
    return word("cannot", group, f"mean {group}")


def times(ratio: object, like: object = None) -> str:
    """A ratio as printed: 1.5, or 113 where decimals would pretend to more than is known; limits like their ratio."""
    size = ratio if like is None else like
    return number(ratio, 0 if has_figure(size) and rounded(size, 1) >= 100 else 1)


def ratio_words(row: pd.Series, words: bool = False) -> tuple[str, str, str]:
    """A ratio and both its limits as printed, like one another: two decimals where one would read as 1.0.

    A limit that reads as 1 all the same, though the answer is clear, says on which side of it it is.
    """
    value, clear = row["value"], bool(row["lower"] > 1 or row["upper"] < 1)
    near = rounded(value, 1) == 1 or rounded(row["lower"], 1) == rounded(row["upper"], 1)
    places = 2 if near else 0 if rounded(value, 1) >= 100 else 1
    over, under = ("just over ", "just under ") if words else (">", "<")
    ends = []
    for end in (row["lower"], row["upper"]):
        said = number(end, places)
        reads_as_one = clear and end != 1 and rounded(end, places) == 1
        ends.append((over if end > 1 else under) + said if reads_as_one else said)
    return number(value, places), ends[0], ends[1]


def _baselines(label: str, rows: pd.DataFrame) -> Finding:
    as_printed, rows = _as_printed(rows), rows[rows.get("set", pd.Series("-", index=rows.index)) != ""]
    beside = _beside_all(label, rows, again=bool(as_printed))
    return finding([as_printed, beside], [as_printed.more, beside.more])


def _as_printed(rows: pd.DataFrame) -> Finding:
    """The share over the population share that the report sets beside it; in the annex the counts it can be."""
    mine = rows[rows["set"] == ""] if "set" in rows else rows[:0]
    if mine.empty:
        return Finding("")
    row = mine.iloc[0]
    counts = [whole(row[name]) for name in ("count_lower", "count_upper")]
    slots = {"cohort": str(row["cohort_label"]), "printed": f"{float(row['share']) * 100:g}%"}
    slots |= {"ratio": times(row["value"]), "likely": _likely_times(row), "whole": whole(row["denominator"])}
    slots["counts"] = counts[0] if counts[0] == counts[1] else f"{counts[0]} to {counts[1]}"
    said = [say("groups", "as_printed", **slots)]
    said += [say("groups", "not_credible")] if not row.get("plausible", True) else []
    more = [say("groups", "counted", **slots)]
    more += [say("groups", "traced", printed=slots["printed"], traced=str(row["traced"]))] if row.get("traced") else []
    return finding(said, more)


def _beside_all(label: str, rows: pd.DataFrame, again: bool = False) -> Finding:
    """Every population at hand; `again` where the sentence before has named the cohort: the range is for the annex."""
    cannot, rows = cannot_mean(rows), shown_rows(rows)
    if rows.empty:
        return finding([say("groups", "none_possible", cohort=label), *cannot])
    said = _range(label, rows, again)
    if not again and "plausible" in rows and not rows["plausible"].astype(bool).all():
        said += f" {say('groups', 'implausible')}"
    alike = rows[rows["comparable"].astype(bool)]
    opening, more = ([], [said]) if again else ([said], [])
    return finding([*opening, *_answer(rows, alike, cannot)], more)


def _answer(rows: pd.DataFrame, alike: pd.DataFrame, cannot: list[str]) -> list[str]:
    """The verdict like for like; or that the label is not defined, with what it is under each meaning."""
    if is_defined(rows):
        return [*cannot, _verdict(alike)]
    if cannot and len(set(rows["condition"])) == 1 and len(alike):
        left = say("groups", "left", meaning=_one_meaning(alike), verdict=_one_verdict(alike))
        claims_side(left, alike["lower"].min(), alike["upper"].max())
        return [say("groups", "undefined_open", label=label_of(rows)), *cannot, left]
    return [say("groups", "undefined", label=label_of(rows)), *cannot, *_by_meaning(alike)]


def _range(label: str, rows: pd.DataFrame, again: bool) -> str:
    """From the least to the most, or the one ratio; after the share as printed, a few populations one by one."""
    ends = {"lowest": times(rows["value"].min()), "highest": times(rows["value"].max())}
    if ends["lowest"] == ends["highest"]:
        slots = {"ratio": ends["lowest"], "baseline": str(rows["baseline_label"].iloc[0])}
        return say("groups", "one_ratio", cohort=label, likely=_likely_times(rows.iloc[0]), **slots)
    if again and is_defined(rows) and len(rows) <= FEW:
        each = [f"{times(row['value'])} ({_population(row)})" for _, row in rows.iterrows()]
        return say("groups", "range_each", each=listed(each))
    return say("groups", "range_again" if again else "range", cohort=label, **ends)


def _population(row: pd.Series) -> str:
    return str(row["baseline_label"]).removesuffix(f", {row.get('set')}")


def is_defined(rows: pd.DataFrame) -> bool:
    """Whether the report's words can mean one set of groups only."""
    rows = rows[rows["set"] != ""] if "set" in rows else rows
    if "defined" in rows and not rows["defined"].astype(bool).all():
        return False
    return bool("condition" not in rows or rows["condition"].nunique() < 2)


def _by_meaning(alike: pd.DataFrame) -> list[str]:
    if "condition" not in alike or alike.empty:
        return []
    parts = [rows for _, rows in alike.groupby("condition", sort=False)]
    return [_one_meaning(rows, "meanings_next" if at else "meanings") for at, rows in enumerate(parts)]


def _one_meaning(rows: pd.DataFrame, key: str = "meaning") -> str:
    """The ratios under one meaning, with the range that all of their limits span."""
    ends = [times(rows["value"].min()), times(rows["value"].max())]
    ratio = ends[0] if ends[0] == ends[1] else f"from {ends[0]} to {ends[1]}"
    widest = rows.iloc[0].copy()
    widest["lower"], widest["upper"] = rows["lower"].min(), rows["upper"].max()
    slots = {"ratio": ratio, "condition": str(rows["condition"].iloc[0]), "likely": f" ({_likely_times(widest)})"}
    return fill(sentences()["groups"][key], **slots)


def _one_verdict(alike: pd.DataFrame) -> str:
    said = list(dict.fromkeys(alike["verdict"].astype(str)))
    return word("verdicts", said[0] if len(said) == 1 else "mixed")


def _likely_times(row: pd.Series) -> str:
    ends = ratio_words(row, words=True)[1:] if has_figure(row["lower"]) else ()
    return "likely between " + " and ".join(ends) if ends else "no range can be given"


def _verdict(alike: pd.DataFrame) -> str:
    if alike.empty:
        return say("groups", "not_alike")
    verdict = _one_verdict(alike)
    if len(alike) > 1:
        ends = {"lowest": times(alike["value"].min()), "highest": times(alike["value"].max())}
        said = say("groups", "like_for_like_range", verdict=verdict, **ends)
        return claims_side(said, alike["lower"].min(), alike["upper"].max())
    row = alike.iloc[0]
    slots = {"baseline": str(row["baseline_label"]), "ratio": times(row["value"]), "likely": _likely_times(row)}
    return claims_side(say("groups", "like_for_like", verdict=verdict, **slots), row["lower"], row["upper"])
