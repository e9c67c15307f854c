"""Which indicators have changed by more than chance since the year before: one sentence for all of them."""

import pandas as pd

from analysis.presentation.headlines import short
from analysis.presentation.licences import ABOVE, BELOW, claims_side
from analysis.presentation.numbers import clear_places, has_figure, listed, number, percent, small_number
from analysis.presentation.wording import Finding, area_words, finding, resolved, say

VERDICTS = {"rise": "rise", "fall": "fall", "no clear change": "unclear", "too few to say": "few"}
CALLED = ("rise", "fall")


def describe_in_brief(brief: pd.DataFrame, area: str) -> Finding:
    """What rose or fell on the year before; in the annex, what did not clearly change and what cannot be said.

    `brief` is a result of measures.in_brief. The verb of each indicator is the verdict of its own row, which its limits
    gave it. Without any indicator, an empty text.
    """
    if brief.empty:
        return Finding("")
    keys = brief["change_verdict"].map(VERDICTS).fillna("none")
    named = {
        key: say("brief", key, names=listed([_name(row, key) for _, row in rows.iterrows()]))
        for key in (*VERDICTS.values(), "none")
        if len(rows := brief[keys == key])
    }
    compared, changed = int(keys.isin((*CALLED, "unclear")).sum()), int(keys.isin(CALLED).sum())
    slots = {"area": area_words(area), "of": small_number(compared)}
    slots["changed"] = small_number(changed) if changed else "none"
    said = [say("brief", "opening" if compared else "opening_none", **slots)]
    said += [named[key] for key in CALLED if key in named]
    several = compared > 1
    rest = [text for key, text in named.items() if key not in CALLED]
    return finding(
        said + ([say("brief", "chance")] if several else []), rest + ([say("brief", "two_dates")] if several else [])
    )


def _name(row: pd.Series, key: str) -> str:
    """The name of an indicator, with the size and the likely range of a change that is called."""
    name = short(resolved(str(row["indicator"])))
    name = name[0].lower() + name[1:]
    if key not in ("rise", "fall"):
        return name
    if has_figure(row["points"]):
        points = number(abs(row["points"]), 1)  # as its table prints it: 14.45 is 14.5 there, and must not be 14 here
        return f"{name} (by {points} percentage point{'' if points == '1.0' else 's'})"
    claims_side({"rise": ABOVE, "fall": BELOW}[key], row["change_lower"], row["change_upper"], 0)
    near, far = sorted(abs(row[end]) for end in ("change_lower", "change_upper"))
    ends = [percent(end, clear_places(near)) for end in (near, far)]
    return f"{name} (by {percent(abs(row['change']), 0)}; likely {ends[0]} to {ends[1]})"
