"""Ranks among councils: "second lowest of Barnsley, Wigan and ours", "among the highest in the region"."""

import re
from collections.abc import Iterator
from datetime import date

from analysis.audit.change_lexicon import UNLIKE
from analysis.audit.claims import LOCAL
from analysis.audit.days import days
from analysis.audit.firsts import councils_of
from analysis.audit.mentions import Mention, mentions
from analysis.audit.ring_subjects import ring_subject, strangers
from analysis.audit.series import beyond, series
from analysis.audit.subjects import Told, overstated, own, subject_of
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import place_words, value_words
from analysis.vocabulary.areas import areas
from analysis.vocabulary.indicators import indicators

SIDES = {"lowest": -1, "fewest": -1, "smallest": -1, "highest": 1, "largest": 1, "greatest": 1}
NTH = {"": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
RANK = re.compile(
    r"\b(?P<among>(?:among(?:st)?|one of) (?:the )?)?(?:(?P<nth>second|third|fourth|fifth|2nd|3rd|4th|5th)[- ])?"
    r"(?P<word>lowest|highest|best|worst|fewest|largest)\b|\b(?P<none>second to none|unrivalled|unequalled)\b",
    re.IGNORECASE,
)
# What the rank is said to be in: councils by name, or a group that firsts knows.
WITHIN = re.compile(
    r"[^.;,\d]{0,40}?\b(?:of|among|amongst|in|within|across|out of|between|compared with)\s+"
    r"(?:(?:the |our |all |a |this )*(?:group|set|family|list|councils?|authorities|areas) (?:of )?)?"
    r"(?:the |our |its )*$",
    re.IGNORECASE,
)
SETS = ("set", "family", "list", "councils", "authorities", "areas", "among", "amongst", "out")
LISTED = re.compile(r"\s*(?:,|,? and|&|,? or|;)\s*(?:the )?", re.IGNORECASE)


def ranks(one: Told, earlier: list[Told], setting: Setting) -> Iterator[Verdict]:
    """Verdicts on ranks that the published figures of the councils meant leave no room for."""
    if UNLIKE.search(one.text):
        return
    for at in RANK.finditer(one.text):
        group, whole = _group(one.text, at, setting)
        indicator, day = _what(one, at, earlier, setting), _day(one, setting)
        side = _side(at, indicator) if indicator else 0
        if len(group) > 1 and side and day:
            yield from _judged(one, at, indicator, (group, whole), (side, day), setting)


def _judged(
    one: Told, at: re.Match[str], indicator: str, group: tuple[list[str], bool], wanted: tuple[int, date],
    setting: Setting,
) -> Iterator[Verdict]:  # fmt: skip
    (side, day), (codes, whole) = wanted, group
    measure = "percent" if indicators()[indicator].unit == "percent" else "rate"
    mine = series(setting, indicator, LOCAL, measure).get(day)
    others = {
        code: series(setting, indicator, code, measure).get(day) for code in codes if code != setting.evidence.code
    }
    if not mine or (whole and not all(others.values())):
        return
    known = {code: figures for code, figures in others.items() if figures}
    ahead = [code for code, figures in known.items() if beyond(figures, mine, side)]
    behind = [code for code, figures in known.items() if beyond(figures, mine, -side)]
    nth = NTH[(at["nth"] or "").lower()]
    room = len(known) / 2 if at["among"] else nth - 1
    low = whole and not at["among"] and len(behind) > len(known) + 1 - nth
    if len(ahead) > room or low:
        code = (ahead or behind)[0]
        where = place_words(code, setting.evidence.code)
        why = f"{where} has {value_words(known[code][-1])}, the council {value_words(mine[-1])}"
        why += f"; {len(ahead)} of {len(known)} others are beyond it ({mine[-1].source})."
        start = at.start("nth") if at["nth"] else at.start()
        yield overstated(one, start, at.end(), indicator, why, value_words(mine[-1]), mine[-1].source)


def _side(at: re.Match[str], indicator: str) -> int:
    word = "best" if at["none"] else at["word"].lower()
    good = {"higher": 1, "lower": -1}.get(indicators()[indicator].direction, 0)
    return SIDES.get(word, good if word == "best" else -good)


def _group(text: str, at: re.Match[str], setting: Setting) -> tuple[list[str], bool]:
    """The councils that a rank is said to be among, and whether they are all of them; none where that is not plain."""
    said = [each for each in mentions(text) if each.kind == "area" and each.start >= at.end()]
    if not said or not WITHIN.fullmatch(text[at.end() : said[0].start]):
        return [], False
    if [word for word in strangers(text, at.end(), said[0].start, at.span(), setting) if word not in SETS]:
        return [], False  # "the lowest caseloads of"
    listed = [said[0]]
    for each in said[1:]:
        if not LISTED.fullmatch(text[listed[-1].end : each.start]):
            break
        listed.append(each)
    if all(_council(each) for each in listed):
        return [setting.evidence.code if each.key == LOCAL else each.key for each in listed], True
    known = at["nth"] or at["among"] or at["none"]  # the first of a region is judged elsewhere
    return (councils_of(said[0].key, setting), False) if known and len(listed) == 1 else ([], False)


def _council(one: Mention) -> bool:
    return one.key == LOCAL or (one.key in areas() and areas()[one.key].level not in ("region", "country"))


def _day(one: Told, setting: Setting) -> date | None:
    named = {each.day for each in days(one.text, setting.closing)} or {setting.closing}
    day = max(named)
    return day if len(named) == 1 and (day.month, day.day) == (3, 31) else None


def _what(one: Told, at: re.Match[str], earlier: list[Told], setting: Setting) -> str:
    """What is ranked: what the last number before it is plainly of, else what its words or those before name."""
    whose = {own(each.key, setting) for each in mentions(one.text) if each.kind == "area" and each.end <= at.start()}
    if whose - {LOCAL, "England", "region", "neighbours"}:
        return ""
    before = [each for each in one.mine if each.number.end <= at.start() and each.role == "level"]
    last = before[-1] if before else None
    if last and last.sure and last.areas == (LOCAL,) and not last.groups and last.indicators[0] in indicators():
        marks = [each.end() for each in re.finditer(r"[,;:)–—]\s", one.text[: at.start()])]
        begin = max([last.number.end, *marks])
        if not strangers(one.text, begin, at.start(), at.span(), setting):
            return last.indicators[0]
    subject = subject_of(one.text, at.start(), at.end(), 90)
    if subject:
        return subject.key if subject.key in indicators() else ""
    carried = ring_subject(one, at.start(), at.end(), earlier, setting)
    return carried.key if carried and not carried.group else ""
