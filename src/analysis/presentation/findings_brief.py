"""Which indicators have changed by more than chance since the year before: one sentence for all of them."""

import pandas as pd

from analysis.presentation.headlines import short
from analysis.presentation.numbers import clear_places, has_figure, listed, number, percent, rounded, whole
from analysis.presentation.wording import area_words, resolved, say

VERDICTS = {"rise": "rise", "fall": "fall", "no clear change": "unclear", "too few to say": "few"}


def describe_in_brief(brief: pd.DataFrame, area: str) -> str:
    """What rose, fell or did not clearly change on the year before; what cannot be said is named too.

    `brief` is a result of measures.in_brief. The verb of each indicator is the verdict of its own row, which its limits
    gave it. Without any indicator, an empty text.
    """
    if brief.empty:
        return ""
    said = [say("brief", "opening", area=area_words(area))]
    for verdict, key in VERDICTS.items():
        rows = brief[brief["change_verdict"] == verdict]
        if len(rows):
            said.append(say("brief", key, names=listed([_name(row, key) for _, row in rows.iterrows()])))
    rest = brief[~brief["change_verdict"].isin(VERDICTS)]
    if len(rest):
        said.append(say("brief", "none", names=listed([_name(row, "none") for _, row in rest.iterrows()])))
    compared = brief["change_verdict"].isin(["rise", "fall", "no clear change"]).sum()
    return " ".join([*said, say("brief", "chance", of=whole(compared))] if compared > 1 else said)


def _name(row: pd.Series, key: str) -> str:
    """The name of an indicator, with the size and the likely range of a change that is called."""
    name = short(resolved(str(row["indicator"])))
    name = name[0].lower() + name[1:]
    if key not in ("rise", "fall"):
        return name
    if has_figure(row["points"]):
        points = number(abs(row["points"]), 0 if rounded(abs(row["points"]), 0) else 1)
        return f"{name} (by {points} percentage point{'' if points == '1' else 's'})"
    near, far = sorted(abs(row[end]) for end in ("change_lower", "change_upper"))
    ends = [percent(end, clear_places(near)) for end in (near, far)]
    return f"{name} (by {percent(abs(row['change']), 0)}; likely {ends[0]} to {ends[1]})"
