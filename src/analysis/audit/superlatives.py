"""Superlatives in time: "record low", "highest since 2015", "a rise every year", by the published years at hand."""

import re
from collections.abc import Iterator
from datetime import date

from analysis.audit.change_days import VAGUE
from analysis.audit.change_lexicon import SIDES, UNLIKE, words_of_change
from analysis.audit.change_words import RATE
from analysis.audit.days import Day, days
from analysis.audit.evidence import Published
from analysis.audit.firsts import firsts
from analysis.audit.itself import narrowed
from analysis.audit.series import beyond, contrary_years, measures, series
from analysis.audit.subjects import Told, clause_of, elsewhere, overstated, place_of_clause, subject_of
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import day_words, value_words

EVER = (
    r"(?:ever(?! since)|on record|on our records?|since records began|in (?:our|its|the council[’']s"
    r"|the borough[’']s) history|of all time"
    r"|ever recorded|we have (?:ever )?(?:recorded|seen|had)|in living memory)"
)
LOW, HIGH = r"lowest|fewest|smallest", r"highest|largest|greatest"
_TO_SCOPE = r"[^.;,:]{0,70}?"
_YEARS_ON = (
    rf"{_TO_SCOPE}\b(?:(?:in|for|of) (?:the (?:last|past) |over )?\w+ (?:years|decade)|(?:in|for) (?:over )?a decade)\b"
)
SAID = [
    (r"(?:new |fresh )?(?:record|all[- ]time|historic)[- ](?:low|lows)(?: (?:numbers?|levels?|rates?))?", -1, "ever"),
    (r"(?:new |fresh )?(?:record|all[- ]time|historic)[- ](?:high|highs)(?: (?:numbers?|levels?|rates?))?", 1, "ever"),
    (r"(?<!on )(?<!the )record(?= (?:numbers?|levels?|volumes?) of\b)", 1, "ever"),
    (r"unprecedented (?:low|lows|fall in)", 0, ""),
    (r"unprecedented(?= (?:numbers?|levels?|volumes?|rates?|highs?|totals?|figures?)\b)", 1, "ever"),
    (r"never been (?:so )?(?:higher|high)\b", 1, "ever"), (r"never been (?:so )?(?:lower|low|fewer)\b", -1, "ever"),
    (rf"(?:{LOW})[- ]ever", -1, "ever"), (rf"(?:{HIGH})[- ]ever", 1, "ever"),
    (rf"(?:{LOW})(?={_TO_SCOPE}\b{EVER})", -1, "ever"), (rf"(?:{HIGH})(?={_TO_SCOPE}\b{EVER})", 1, "ever"),
    (rf"(?:{LOW})(?={_TO_SCOPE}\bsince\b)", -1, "since"), (rf"(?:{HIGH})(?={_TO_SCOPE}\bsince\b)", 1, "since"),
    (rf"(?:{LOW})(?={_YEARS_ON})", -1, "years"), (rf"(?:{HIGH})(?={_YEARS_ON})", 1, "years"),
]  # fmt: skip
COMPILED = [(re.compile(rf"\b(?:{words})", re.IGNORECASE), side, scope) for words, side, scope in SAID]
# "second highest", "one of the lowest": not the first of all.
NOT_FIRST = re.compile(
    r"\b(?:second|third|fourth|fifth|joint|joint-|next|one of|among(?:st)?|nearly|almost|near|close to|approaching"
    r"|\d+(?:nd|rd|th)|from|than|off|below"
    r"|above|equall?\w*|since)(?:[ -](?:the|our|its|a|an|that))*[ -]$",
    re.IGNORECASE,
)
PART = re.compile(r"\bquarter|\bmonth|\bweek|\bterm\b|\bsingle day|\bhalf[- ]year|\bof any\b|\bcategor", re.IGNORECASE)
OF_IT = re.compile(r" ?(?:numbers?|levels?|volumes?|rates?|highs?|lows?|totals?|figures?) of ", re.IGNORECASE)
DID = re.compile(r" (?:passed|achieved|attended|sat|won|gained|joined|completed|took)\b")  # of what they did
OF_CHILDREN = (
    r"(?:(?:our|the|new|open|children|young people|and|on|with|a|an|were|was|had|who|made|received|have|been)\b"
    r"|[\d,\s()]|[–-])*"
)
PAST = re.compile(r"\b(?:had|having|after|before|until|following)(?: (?:been|a|an|the|it))*\s+$", re.IGNORECASE)
MANY = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
RUNNING = re.compile(
    rf"\b(?:(?:for )?(?:a|the) (?P<nth>{'|'.join(MANY)}) (?:(?:consecutive|successive|straight) year"
    rf"|year (?:running|in a row|in succession))"
    rf"|(?P<n>{'|'.join(MANY)}) (?:(?:consecutive|successive|straight) years|years (?:running|in a row|in succession))"
    r"|(?P<every>(?:every|each|in (?:every|each)) (?:single )?year since|year[- ]on[- ]year (?:every year )?since"
    r"|(?:consistently|continuously|year after year|without (?:a break|exception|interruption)) since"
    r"|year[- ]on[- ]year(?= (?:[a-z]+ ){1,9}since)))",
    re.IGNORECASE,
)


def superlatives(one: Told, setting: Setting) -> Iterator[Verdict]:
    """Verdicts on superlatives that a published figure of another day, or of another council, is against."""
    if elsewhere(one, setting):
        return
    yield from firsts(one, setting)
    if UNLIKE.search(re.sub(r"\bnever been\b", "", one.text)):
        return
    yield from _running(one, setting)
    for pattern, side, scope in COMPILED:
        for at in pattern.finditer(one.text):
            if side and not NOT_FIRST.search(one.text[: at.start()]) and not PART.search(one.text):
                yield from _judged(one, at, side, scope, setting)


def _judged(one: Told, at: re.Match[str], side: int, scope: str, setting: Setting) -> Iterator[Verdict]:
    subject = subject_of(one.text, at.start(), at.end(), 90)
    place = place_of_clause(one.text, at.start(), at.end(), setting)
    window = _window(one.text, at, scope, setting)
    if subject is None or place is None or window is None or narrowed(one.text) or DID.match(one.text[subject.end :]):
        return
    of_it = OF_IT.match(one.text[at.end() : subject.start]) if subject.start > at.end() else None
    if of_it and not re.fullmatch(OF_CHILDREN, one.text[at.end() + of_it.end() : subject.start], re.IGNORECASE):
        return  # "record levels of challenge at conferences"
    contrary = _contrary(subject.key, place, side, window, setting, bool(RATE.search(one.text)))
    if contrary:
        mine, other = contrary
        why = f"It is {value_words(mine)} {day_words(mine)}, and was {value_words(other)} {day_words(other)}"
        why += f" ({other.source})."
        yield overstated(one, at.start(), at.end(), subject.key, why, value_words(mine), mine.source)


def _window(text: str, at: re.Match[str], scope: str, setting: Setting) -> tuple[date, date] | None:
    """The day that the superlative is of, and the day after which no figure may be beyond it."""
    first, last = clause_of(text, at.start(), at.end())
    named = [one for one in days(text, setting.closing) if first <= one.start < last]
    begun = [one for one in named if re.search(r"\bsince (?:the |at least )?$", text[: one.start])]
    of_it = [one for one in named if one not in begun]
    if len(of_it) > 1 or any((one.day.month, one.day.day) != (3, 31) for one in of_it):
        return None
    day = of_it[0].day if of_it else setting.closing
    if scope == "ever":
        return date(1900, 1, 1), day
    if scope == "since":
        return (_after(begun[0]), day) if len(begun) == 1 else None
    span = re.search(
        r"\b(?:in|for|of) (?:the (?:last|past) |over )?(?P<n>\w+) (?:years|decade)|\ba decade\b", text[at.end() : last]
    )
    number = (span["n"] or "a").lower() if span else ""
    years = 10 if span and "decade" in span[0] else int(number) if number.isdigit() else _YEARS.get(number, 0)
    return (date(day.year - years, 3, 31), day) if years else None


_YEARS = MANY | {"seven": 7, "eight": 8, "nine": 9, "ten": 10}


def _after(one: Day) -> date:
    """The day after which "since" begins; of a bare calendar year the end of the financial year that begins in it."""
    return date(one.day.year + 1, 3, 31) if one.kind == "calendar" else one.day


def _contrary(
    indicator: str, place: str, side: int, window: tuple[date, date], setting: Setting, rate_said: bool
) -> tuple[Published, Published] | None:
    """(mine, the figure beyond it) where every measure that can be meant has one of an earlier day in the window."""
    found = []
    for measure in measures(indicator, rate_said):
        years = series(setting, indicator, place, measure)
        mine = years.get(window[1])
        others = [day for day in years if window[0] < day < window[1] and mine and beyond(years[day], mine, side)]
        if not mine:
            continue
        if not others:
            return None
        worst = max(others, key=lambda day: side * years[day][-1].value)
        found.append((mine[-1], years[worst][-1]))
    return found[0] if found else None


def _running(one: Told, setting: Setting) -> Iterator[Verdict]:
    """ "For the third year running", "every year since 2021": years that went the other way."""
    at = RUNNING.search(one.text)
    if not at or narrowed(one.text) or VAGUE.search(re.sub(r"\bsince\b", "", one.text)):
        return
    named = days(one.text, setting.closing)
    begun = [each for each in named if re.search(r"\bsince (?:the )?$", one.text[: each.start])]
    others = [each for each in named if each not in begun]
    if any((each.day.month, each.day.day) != (3, 31) for each in others) or len(others) > 1:
        return
    last = others[0].day if others else setting.closing
    many = (
        MANY[(at["nth"] or at["n"]).lower()] if not at["every"] else last.year - _after(begun[0]).year if begun else 0
    )
    near = min(
        words_of_change(one.text),
        key=lambda word: min(abs(word.end - at.start()), abs(at.end() - word.start)),
        default=None,
    )
    for word in [near] if near and not PAST.search(one.text[: near.start]) else []:
        subject = subject_of(one.text, word.start, word.end, 90)
        place = place_of_clause(one.text, word.start, word.end, setting)
        side = SIDES[word.side] if word.side in ("up", "down") else 0
        if subject is None or place is None or not side:
            continue
        wrong = [
            next(contrary_years(series(setting, subject.key, place, measure), last, many, side), None)
            for measure in measures(subject.key, bool(RATE.search(one.text)))
        ]
        if wrong and all(wrong) and wrong[0]:
            article = re.search(r"\ban? $", one.text[: word.start])
            start = article.start() if article else word.start
            joined = bool(at["every"]) and at.start() >= word.end and not one.text[word.end : at.start()].strip()
            end = at.end() if joined else word.end
            why = f"It went the other way, to {value_words(wrong[0])} {day_words(wrong[0])} ({wrong[0].source})."
            yield overstated(one, start, end, subject.key, why, value_words(wrong[0]), wrong[0].source)
            return
