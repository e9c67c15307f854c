"""The days that a change of a sentence runs between, as far as its words say."""

import re
from datetime import date

from analysis.audit.days import Day, days
from analysis.audit.subjects import clause_of
from analysis.audit.verdicts import Setting

JOINED = re.compile(r"\bbetween\b[^.;]*\band\b|\bfrom\b[^.;]*\bto\b|\bsince\b", re.IGNORECASE)
_MANY = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
SPAN = re.compile(
    rf"\b(?:over|in|for|during|across|within) (?:the )?(?:last|past|previous|preceding)? ?"
    rf"(?P<n>{'|'.join(_MANY)}|\d{{1,2}}|a decade|decade) ?(?:-?years?)?(?: period)?\b",
    re.IGNORECASE,
)
# A time that no two days are named of.
VAGUE = re.compile(
    r"\bin the past(?! \w+ year| year)|\brecent (?:years|months|weeks|times)|\bover time\b|\btime of writing"
    r"|\bprovisional|\bto date\b|\bso far\b|\bin the interim"
    r"|\blong(?:er)?[- ]term\b(?! (?:placement|stab|plan|care|foster|match))"
    r"|\bpandemic|\bcovid|\blockdown|\b(?:several|some|many|few) (?:years|months)|\byears of\b|\bgenerations?\b"
    r"|\b(?:last|past|previous|next|coming|following|first|final) (?:\w+ )?(?:months?|weeks?|quarters?|terms?)\b"
    r"|\bquarter|\bmonth[- ]on[- ]month|\bmonths?\b(?! (?:to|or|ending))|\bweekly|\bsince (?!(?:the )?(?:\d|\w+ \d"
    r"|last year|previous year))"
    r"|\b(?:last|previous) (?:report|inspection|meeting|review|ilacs)|\bpeak|\bsince\s*(?:$|[.,;)])|\bhistoric"
    r"|\bwinter|\bsummer|\bautumn"
    r"|\bspring|(?<!-)(?<!long )(?<!short )\bterm\b|\bseason|\bsubsequently|\bthen\b|\bearlier in\b|\bat first\b"
    r"|\binitially\b|\bgoing forward",
    re.IGNORECASE,
)
YEARS = re.compile(
    r"\b(?:years|decades?)\b(?! (?:old|of age|or (?:more|longer|older|over)|running|in a row|in succession))"
    r"|\b(?:\w+teen|twenty|thirty|multi|several|\d+|two|three|four|five|six|seven|eight|nine|ten)[- ]year"
    r"(?=[ -](?:period|span|trend|high|low|view|picture|trajectory|fall|rise))",
    re.IGNORECASE,
)
FIRST_TIME = re.compile(r"\b(?:for )?the first time (?:in|since|for) [^,.;]{3,30}", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\([^()]*\d[^()]*\)")
TWELVE = re.compile(r"\b(?:12|twelve) months?\b", re.IGNORECASE)
Ends = tuple[date, date]


def ends_of(sentence: str, start: int, end: int, setting: Setting) -> list[Ends]:
    """The pairs of days that a change may run between: the two named, else the year to one, else to the closing day.

    `start` and `end` are of the word of change. Where two days are named, each with the year before it counts too: a
    word is wrong only where it is wrong of all.
    """
    sentence = FIRST_TIME.sub(lambda at: " " * len(at[0]), sentence)
    first, last = clause_of(sentence, start, end)
    text = sentence[first:last]
    if SPAN.search(sentence[:first]) and not SPAN.search(text):
        return []  # "Over the last ten years, … while at 31 March the number has grown"
    if not days(text, setting.closing) and not SPAN.search(text):
        text = sentence
    elif (at := _right_after(sentence, end, setting)) and _usable(at) and at.day < setting.closing:
        return [(at.day, setting.closing)]
    found = days(text, setting.closing)
    if any(not _usable(one) for one in found) or _vague(text, found):
        return []
    named = sorted({one.day for one in found})
    years = _years(text)
    if years:
        to = named[-1] if named else setting.closing
        return [(date(to.year - one, to.month, to.day), to) for one in (years, years - 1)] if len(named) < 2 else []
    if len(named) > 2:
        return []
    begun = [one.day for one in found if _begins(text, one) and (one.said or one.day < setting.closing)]
    if len(named) == 1 and begun:  # of a change since the closing day nothing is published
        return [(named[0], setting.closing)] if named[0] < setting.closing else []
    if len(named) == 2 and (JOINED.search(text) or named[0] in begun):
        return [(named[0], named[1])]
    brackets = [at.span() for at in IN_BRACKETS.finditer(text)]
    aside = [one.day for one in found if any(begin < one.start < stop for begin, stop in brackets)]
    if len(named) == 1 and aside and named[0] < setting.closing:  # "445 (449 in 2023-24), unchanged"
        return [(named[0], setting.closing)]
    to_one = [(date(day.year - 1, day.month, day.day), day) for day in named or [setting.closing]]
    return [(named[0], named[1]), *to_one] if len(named) == 2 else to_one


def _vague(text: str, found: list[Day]) -> bool:
    """Whether it speaks of a time of no two days, or of years not counted: "over a fifteen-year period"."""
    taken = [*((one.start, one.end) for one in found), *(at.span() for at in SPAN.finditer(text))]
    years = (at for at in YEARS.finditer(text) if not any(start <= at.start() < end for start, end in taken))
    return bool(VAGUE.search(TWELVE.sub("year", text))) or any(years)


def _right_after(text: str, end: int, setting: Setting) -> Day | None:
    """The day that a word is followed by at once: "up on last year and down on 2022-23"."""
    lead = re.compile(
        r"\s+(?:on|from|than|since|compared (?:to|with))(?: (?:the|that of|in|at|for))*\s+$", re.IGNORECASE
    )
    found = (one for one in days(text, setting.closing) if one.start > end and lead.fullmatch(text[end : one.start]))
    first = next(found, None)
    later = [
        one
        for one in days(text, setting.closing)
        if first and one.start > first.end and "to" in text[first.end : one.start].split()
    ]
    return None if later else first


def _years(text: str) -> int:
    """The years that a change is said to run over: "over the last three years"."""
    at = SPAN.search(text)
    if not at:
        return 0
    word = at["n"].lower()
    if "decade" in word:
        return 10
    if "year" not in at[0].lower():
        return 0
    return int(word) if word.isdigit() else _MANY[word]


def _begins(text: str, one: Day) -> bool:
    """Whether a day is the one that a change is counted from: "a fall on last year", "from March 2022"."""
    if not one.said and one.day.year:
        return not _now(one)
    return bool(
        re.search(
            r"\b(?:than|from|since|against|compared (?:to|with)|(?:up|down|rise|fall|increase|decrease"
            r"|reduction) on)\s+"
            r"(?:the |that of |those of |in |at |on |as at |(?:the )?[\d.,]+%? (?:in|at|on|of|for) (?:the )?)*"
            r"(?:(?:figure|rate|level|position|number|total)s? (?:in|of|for|at|on) )?(?:the )?(?:year (?:to"
            r"|ending) )?$",
            text[: one.start],
        )
        or re.search(
            r"\bhaving (?:been|stood at) [^,;.]{0,24}$|\bfrom (?:a (?:high|low|peak) of )?[\d.,]+%? [^,;.]{0,12}$",
            text[: one.start],
        )
    )


def _now(one: Day) -> bool:
    return bool(
        re.search(
            r"now|today|this year|in the year|during the year|over the year|current|close|end", one.text, re.IGNORECASE
        )
    )


def _usable(one: Day) -> bool:
    bare = not one.said and one.text.lower() in ("march", "this march")  # "fell in March but has risen since"
    return (one.day.month, one.day.day) == (3, 31) and not bare
