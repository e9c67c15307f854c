"""Sentences from control charts: is the last point more than the ordinary variation of its series?"""

import re

import pandas as pd

from analysis.presentation.chart_words import (
    COUNT,
    PERCENT,
    PLAIN,
    RATE,
    Row,
    has_limits,
    is_alike,
    kind_of,
    per_of,
    period_words,
    range_words,
    said,
    side_of,
    value_words,
    when_of,
)
from analysis.presentation.headlines import short
from analysis.presentation.licences import OverClaim
from analysis.presentation.numbers import has_figure, small_number
from analysis.presentation.wording import area_words, fill, resolved, say, sentences, word

RULES = {"outside limits": "outside", "run": "run", "trend": "trend", "two of three near a limit": "two"}
TARGETS = {"consistently passes": "pass", "consistently fails": "fail", "hit and miss": "chance"}
_FLAT = re.compile(r"\b(chance|variation( [a-z ]+)?) would give\b")
_GOOD_OR_BAD = re.compile(r"\b(improve\w*|concern\w*|better|worse)\b", re.IGNORECASE)
_NOT_OURS = re.compile(r"\b(common|special) cause|\bsignifican\w*|\bcaused\b|\bdue to\b", re.IGNORECASE)


def describe_control_chart(summary: pd.DataFrame, area: str = "") -> str:
    """The last point of a control chart, whether that is more than ordinary variation, and how sure that is.

    `summary` is a result of chart_summary, of which the last row is read; made by=["indicator", "area"], it also says
    what is counted and where. Improvement and concern are said only of a chart with a direction.
    """
    row = _last(summary)
    if row is None:
        return say("plain", "no_figures")
    parts = [_opening(row, area or str(row.get("area") or "")), *_verdict(row), _target(row)]
    if row["end"] > row["date"]:
        parts.append(say("charts", "ended", end=period_words(row["end"], row["every"], row["span"])))
    return claims_no_more_than_chart(" ".join(part for part in parts if part), row)


def headline_control_chart(summary: pd.DataFrame) -> str:
    """ "Referrals: 244 in March 2024, the last of 14 months below the mean": the last point and its verdict."""
    row = _last(summary)
    if row is None:
        return say("headlines", "empty")
    key = _key(row) if has_limits(row) else ""
    slots = {"n": small_number(int(row["rule_points"])), "every": str(row["every"])}
    words = sentences()["charts_headline"]
    verdict = fill(words[key], **slots) if key else ""
    verdict += fill(words["alike"], **slots) if key not in ("", "ordinary") and is_alike(row) else ""
    what = str(row.get("indicator") or "")
    value = value_words(row) + (f" for every {per_of(row)} children" if kind_of(row) == RATE else "")
    when = when_of(row["date"], row["every"], row["span"])
    return claims_no_more_than_chart(
        say("charts", "headline", short=short(resolved(what)) if what else "The last figure", value=value, when=when,
            verdict=verdict), row)  # fmt: skip


def claims_no_more_than_chart(sentence: str, row: Row) -> str:
    """The sentence, if the rules of the chart license its words; a bolder one is refused."""
    sure = bool(row["rule"]) and has_limits(row) and not is_alike(row)
    if _FLAT.search(sentence) and not sure:
        raise OverClaim(f'No rule of the chart, or none that can be leant on, says so: "{sentence}"')
    if _GOOD_OR_BAD.search(sentence) and row["direction"] == "neutral":
        raise OverClaim(f'This chart has no good direction, but this says one: "{sentence}"')
    if _NOT_OURS.search(sentence):
        raise OverClaim(f'A control chart knows no cause, and readers no such words: "{sentence}"')
    return sentence


def _last(summary: pd.DataFrame) -> pd.Series | None:
    return summary.iloc[-1] if len(summary) and has_figure(summary["value"].iloc[-1]) else None


def _opening(row: pd.Series, area: str) -> str:
    kind, what = kind_of(row), str(row.get("indicator") or "")
    key = kind if what and not (kind == PERCENT and what not in sentences()["of"]) else PLAIN
    slots = {"when": when_of(row["date"], row["every"], row["span"]), "value": value_words(row)}
    slots |= {"place": f" in {area_words(area)}" if area else "", "phrase": resolved(what).phrase if what else ""}
    slots |= {"per": per_of(row), "of": word("of", what), "were": word("were", what)}
    return say("charts", "one" if key == COUNT and row["value"] == 1 else key, **slots)


def _key(row: pd.Series) -> str:
    """The rule met and its side, as sentences are named; ordinary without one."""
    side = side_of(row["variation_icon"])
    return f"{RULES[row['rule']]}_{side}" if side else "ordinary"


def _verdict(row: pd.Series) -> list[str]:
    every = str(row["every"])
    if not has_limits(row):
        return [say("charts", "withheld" if row["withheld"] else "no_limits", every=every)]
    key, alike = _key(row), "_alike" if is_alike(row) else ""
    slots = {"every": every, "range": range_words(row), "mean": said(row["mean"], row), "sure": _sure(row)}
    slots |= {"n": small_number(int(row["rule_points"]))}
    made = [say("charts", key + (alike if key.startswith("outside") else ""), **slots)]
    good = str(row["variation_icon"]).split(" ")[0]
    made += [say("charts", good + alike)] if good in ("improvement", "concern") else []
    made += (
        [say("charts", "trial", points=small_number(int(row["segment_points"])), every=every)] if row["trial"] else []
    )
    return made + ([say("charts", "rough")] if "Rough limits" in str(row["note"]) else [])


def _sure(row: pd.Series) -> str:
    key = "alike" if is_alike(row) else "few" if row["trial"] else "chance"
    return fill(sentences()["charts"][key], every=str(row["every"]))


def _target(row: pd.Series) -> str:
    if row["assurance_icon"] not in TARGETS:
        return ""
    target = said(row["target"], row, 0) if row["target"] % 1 == 0 else said(row["target"], row)
    sure = _sure(row) if is_alike(row) else ""
    return say("charts", f"target_{TARGETS[row['assurance_icon']]}", target=target, sure=sure)
