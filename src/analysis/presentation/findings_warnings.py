"""Sentences on early warnings: who has been called over- or under-represented, in what, since when and how surely."""

import pandas as pd

from analysis.presentation.findings_baselines import ratio_words
from analysis.presentation.findings_groups import group_words
from analysis.presentation.licences import claims_side
from analysis.presentation.numbers import date_words, has_figure, listed, small_number
from analysis.presentation.wording import area_words, capital, fill, resolved, say, sentences

OPEN = "cannot be said"


def describe_early_warning(summary: pd.DataFrame, area: str) -> str:
    """Each group that is called now, since when and by how much; then what does not stand out and what is open.

    `summary` is a result of warnings_summary, `area` a code or a name. A group that is called on one side in several
    measures has a sentence for each.
    """
    if summary.empty:
        return ""
    called = summary[summary["called"]]
    said = [_called(row) for _, row in called.iterrows()]
    slots = {"area": area_words(area), "when": date_words(str(summary["date"].max()))}
    open_ = summary[~summary["called"] & summary["verdict"].eq(OPEN)]
    if len(open_) == len(summary):
        return say("warnings", "too_short" if _short(summary) else "all_open", **slots)
    said = [say("warnings", "opening", **slots), *said] if said else []
    said += [say("warnings", "nothing_else" if said else "nothing", **slots)]
    return " ".join([*said, *_open(open_)])


def _short(summary: pd.DataFrame) -> bool:
    """Whether nothing can be said because the quarters do not fill any window."""
    return bool(summary["why"].astype(str).str.startswith("fewer consecutive quarters").all())


def _called(row: pd.Series) -> str:
    """One call: the windows that carry it, its side, its first quarter, and the ratio of the shortest with limits."""
    windows = [small_number(int(window)) for window in str(row["called_windows"]).split(", ")]
    slots = {
        "windows": listed(windows),
        "quarters": "quarter" if windows == [small_number(1)] else "quarters",
        "group": group_words(row["group"]),
        "phrase": resolved(str(row["indicator"])).phrase,
        "verdict": str(row["verdict"]),
        "since": date_words(str(row["called_since"])),
        "shortest": windows[0],
    }
    if not has_figure(row["value"]):
        return say("warnings", "called_hidden", **slots)
    slots |= dict(zip(("value", "lower", "upper"), ratio_words(row, words=True), strict=True))
    said = say("warnings", "called_several" if len(windows) > 1 else "called", **slots)
    return claims_side(said, row["lower"], row["upper"])


def _open(rows: pd.DataFrame) -> list[str]:
    """Groups of which nothing can be said, by measure: too few, hidden or unknown."""
    template = sentences()["warnings"]["open_group"]
    each = [
        fill(template, groups=listed([group_words(g) for g in part["group"]]), phrase=resolved(str(key)).phrase)
        for key, part in rows.groupby("indicator", sort=False)
    ]
    return [capital(say("warnings", "open", each="; ".join(each)))] if each else []
