"""Superlatives of place: "the lowest rate of our neighbours", "the highest in the region", by the councils at hand."""

import re
from collections.abc import Iterator
from datetime import date

from analysis.audit.change_lexicon import UNLIKE
from analysis.audit.claims import LOCAL
from analysis.audit.days import days
from analysis.audit.itself import narrowed
from analysis.audit.lookups import MODEL
from analysis.audit.mentions import Mention, mentions
from analysis.audit.series import beyond, series
from analysis.audit.subjects import Told, clause_of, overstated, own, subject_of
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import place_words, value_words
from analysis.vocabulary.areas import area, areas
from analysis.vocabulary.indicators import indicators

SIDES = {"lowest": -1, "fewest": -1, "smallest": -1, "highest": 1, "largest": 1, "greatest": 1}
FIRST = re.compile(
    r"\b(?P<word>lowest|highest|best|worst)\b[^.;,]{0,60}?\b(?:of|among|amongst|in|within|across"
    r"|out of) (?:all )?(?:of )?"
    r"(?P<where>(?:the |our |its |their |all |ten |[A-Z][\w’' ]+?(?:’s|'s) )*(?:statistical "
    r"|nearest )?(?:neighbours?|region|country|England|Yorkshire"
    r"(?: and (?:the )?Humber)?)|nationally|regionally)\b",
    re.IGNORECASE,
)
NOT_FIRST = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|joint|next|one of|among(?:st)?|nearly|almost|\d+(?:st|nd|rd"
    r"|th))(?:[ -](?:the|our|its))*[ -]$",
    re.IGNORECASE,
)


def firsts(one: Told, setting: Setting) -> Iterator[Verdict]:
    """Verdicts on "the lowest of its neighbours" where a council at hand was lower still on that day."""
    at = FIRST.search(one.text)
    if not at or UNLIKE.search(one.text) or NOT_FIRST.search(one.text[: at.start()]) or narrowed(one.text):
        return
    subject = subject_of(one.text, at.start("word"), at.end("word"), 90)
    day = _day(one.text, setting)
    if subject is None or day is None or subject.key not in indicators():
        return
    side = SIDES.get(at["word"].lower(), 0)
    if not side:
        good = {"higher": 1, "lower": -1}.get(indicators()[subject.key].direction, 0)
        side = good * (1 if at["word"].lower() == "best" else -1)
    mine = _whose(one.text, at, setting)
    if not side or mine is None:
        return
    against = [_beyond(subject.key, mine, group, side, day, setting) for group in _groups(one.text, at, mine, setting)]
    if against and all(against):
        yield overstated(one, at.start("word"), at.end("word"), subject.key, against[-1])


def _day(text: str, setting: Setting) -> date | None:
    named = {one.day for one in days(text, setting.closing)}
    if len(named) > 1 or any((one.month, one.day) != (3, 31) for one in named):
        return None
    return next(iter(named), setting.closing)


def _whose(text: str, at: re.Match[str], setting: Setting) -> str | None:
    """The one place, before the words of where, that is said to be first."""
    first, _ = clause_of(text, at.start(), at.end())
    said = [one for one in mentions(text) if one.kind == "area" and first <= one.start < at.start("where")]
    keys = {own(one.key, setting) for one in said}
    return next(iter(keys), LOCAL) if len(keys) < 2 and not keys & {"England", "region", "neighbours"} else None


def _groups(text: str, at: re.Match[str], mine: str, setting: Setting) -> list[list[str]]:
    """The sets of councils that can be meant: the neighbours by each model, those of the region, all at hand."""
    where = at["where"].lower()
    code = setting.evidence.code if mine == LOCAL else mine
    if "neighbour" in where:
        named = [one for one in mentions(text) if _inside(one, at) and one.key in areas()]
        owner = named[0].key if named else setting.evidence.code if re.search(r"\bour\b", where) else code
        model = MODEL.search(text)
        wanted = (model[1] or model[2]) if model else ""
        return [
            codes for (whose, name), codes in setting.evidence.models.items() if whose == owner and wanted in ("", name)
        ]
    every = [one.code for one in areas().values() if one.level != "region" and one.code != "E92000001"]
    if "region" in where or "yorkshire" in where:
        return [[one for one in every if area(one).region == area(code).region]]
    return [every]


def _inside(one: Mention, at: re.Match[str]) -> bool:
    return one.kind == "area" and at.start("where") <= one.start < at.end("where")


def _beyond(indicator: str, mine: str, group: list[str], side: int, day: date, setting: Setting) -> str:
    """What is against it: the figure of a council of the group that is beyond mine in every release; "" for none."""
    measure = "percent" if indicators()[indicator].unit == "percent" else "rate"
    ours = series(setting, indicator, mine, measure).get(day)
    code = setting.evidence.code if mine == LOCAL else mine
    for each in group if ours else []:
        theirs = series(setting, indicator, each, measure).get(day) if each != code else None
        if ours and theirs and beyond(theirs, ours, side):
            whose, theirs_ = place_words(mine, setting.evidence.code), place_words(each, code)
            return f"{theirs_} has {value_words(theirs[-1])}, {whose} {value_words(ours[-1])} ({theirs[-1].source})."
    return ""
