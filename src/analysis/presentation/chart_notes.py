"""The note under a control chart and its alternative text."""

from itertools import groupby

import pandas as pd

from analysis.presentation.annotations import Annotations
from analysis.presentation.chart_words import (
    has_limits,
    is_alike,
    limits_words,
    period_words,
    range_words,
    said,
    side_of,
    value_words,
    when_of,
)
from analysis.presentation.numbers import date_words, listed, month_words, number, whole
from analysis.presentation.series import HIDDEN_ALT, HIDDEN_NOTE, base_note, drawn, joined, under
from analysis.presentation.wording import fill, say, sentences, word

MOST = 4  # stretches of marked points that the alternative text names


def note_of(made: pd.DataFrame, marks: Annotations, close: bool) -> str:
    """What the limits are and rest on, what a mark means and how sure it is, new limits, events, what is hidden."""
    last, seen = drawn(made).iloc[-1], drawn(made)
    every, alike = str(last["every"]), number(last["autocorrelation"], 2)
    slots = {"every": every, "alike": alike, "points": whole(len(seen)), "method": str(last["method"])}
    parts = [_limits(slots)] if has_limits(last) else [_why_none(last, slots)]
    if has_limits(last):
        rules = sentences()["charts_rule"]
        marked = [words for rule, words in rules.items() if rule in set(seen["rule"])]
        sure = fill(sentences()["charts"]["note_alike" if is_alike(last) else "note_chance"], **slots)
        parts.append(say("charts", "note_marked", rules=_either(marked), sure=sure) if marked else "")
        parts.append(say("charts", "note_alike_alone", **slots) if is_alike(last) and not marked else "")
        parts.append(say("charts", "note_trial", **slots) if seen["trial"].any() else "")
        rough = int((seen["note"] != "").sum())
        parts.append(say("charts", "note_rough", rough=whole(rough), **slots) if rough else "")
        parts += [*_rebased(made), _mixed(made, marks)]
    parts += [say("charts", "note_close")] if close else []
    parts += [HIDDEN_NOTE if made["hidden"].any() else "", base_note(made), marks.note]
    return joined(parts)


def alt_of(made: pd.DataFrame, measure: str, marks: Annotations) -> list[str]:
    """First and last, mean and limits, how many points are marked and when, in order of importance."""
    seen = drawn(made)
    first, last = seen.iloc[0], seen.iloc[-1]
    every = str(last["every"])
    ends = [f"{value_words(row)} {when_of(row['date'], every, str(row.get('span', '')))}" for row in (first, last)]
    run = f"From {ends[0]} to {ends[1]}." if len(seen) > 1 else f"{ends[0]}."
    parts = [f"{say('charts', 'alt_opening', every=every)} {measure}.", run]
    if has_limits(last):
        parts += [_limits_alt(made, last), *_marked_alt(seen, every)]
    else:
        parts.append(_why_none(last, {"every": every, "alike": number(last["autocorrelation"], 2)}))
    return [*parts, HIDDEN_ALT if made["hidden"].any() else "", marks.alt]


def _limits(slots: dict[str, str]) -> str:
    how = fill(word("charts_how", slots["method"].split(" ")[0].strip(",'")), every=slots["every"])
    return say("charts", "note", how=how, **slots)


def _why_none(last: pd.Series, slots: dict[str, str]) -> str:
    return say("charts", "note_withheld" if last["withheld"] else "note_no_limits", **slots)


def _rebased(made: pd.DataFrame) -> list[str]:
    firsts = made.drop_duplicates("segment").iloc[1:]
    return [say("charts", "note_rebase", when=period_words(row["date"], row["every"], row.get("span", "")),
                reason=str(row["rebase_reason"]).rstrip(".")) for _, row in firsts.iterrows()]  # fmt: skip


def _mixed(made: pd.DataFrame, marks: Annotations) -> str:
    """Said where limits rest on points on both sides of a date from which something else is counted."""
    seen, broken = drawn(made), [event for event in marks.events if event.breaks_definitions]
    names = [e.name for e in broken if under(seen, e.first_day).groupby(seen["segment"]).nunique().max() > 1]
    return say("charts", "note_mixed", events=listed(names)) if names else ""


def _either(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else "".join(words)


def _limits_alt(made: pd.DataFrame, last: pd.Series) -> str:
    rows = made[made["segment"] == last["segment"]]
    since = (
        f" since {period_words(rows['date'].iloc[0], last['every'], last.get('span', ''))}"
        if last["segment"] > 1
        else ""
    )
    low, high = limits_words(last)
    words = f"{low} to {high}" if low and high else range_words(last)
    return say("charts", "alt_limits", mean=said(last["mean"], last), range=words, since=since)


def _marked_alt(seen: pd.DataFrame, every: str) -> list[str]:
    spoken = [_marked(seen, side, every) for side in sentences()["charts_variation"] if side_of(side)]
    return [one for one in spoken if one] or [say("charts", "alt_none", every=every)]


def _marked(seen: pd.DataFrame, kind: str, every: str) -> str:
    """How many points are marked on a side, and when: stretches of neighbouring points, the last few of many."""
    here = (seen["variation"] == kind).tolist()
    if not any(here):
        return ""
    stretches = [list(rows) for of, rows in groupby(range(len(here)), lambda n: here[n]) if of]
    named = [_stretch([seen["date"].iloc[n] for n in (rows[0], rows[-1])], every) for rows in stretches[-MOST:]]
    on_dates = every == "month" or ("span" in seen and seen["span"].iloc[0] == "point")
    those = "" if on_dates else "that to " if sum(here) == 1 else "those to "
    dates = those + ("most recently " if len(stretches) > MOST else "") + listed(named)
    slots = {"n": whole(sum(here)), "points": whole(len(seen)), "every": every, "dates": dates}
    return say("charts", "alt_marked", side=word("charts_variation", kind), **slots)


def _stretch(ends: list[str], every: str) -> str:
    first, last = (month_words(day) if every == "month" else date_words(day) for day in ends)
    return first if first == last else f"{first} to {last}"
