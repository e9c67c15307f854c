"""What a number is in its sentence: a level, the level before, a change, or what is left."""

import re

from analysis.audit.numbers import Number

CHANGE_AFTER = re.compile(
    r"\s*(?!or )(?:\w+ )?(?:rise|increase|fall|reduction|decrease|drop|decline|growth|uplift|more|fewer|less"
    r"|higher|lower)\b"
    r"(?! than (?:20|twenty) miles)|\s*(?:down|up) (?:on|from)\b"
    r"|\s*(?:above|below) (?:that of |the )*(?:last|previous|prior|year|20\d\d|a year)\b",
    re.IGNORECASE,
)
CHANGE_BEFORE = re.compile(
    r"(?:increas\w*|reduc\w*|decreas\w*|ris\w*|rose|fell|fall\w*|dropp\w*|drop|declin\w*|grew|grow\w*|up|down|cut"
    r"|change\w*|improv\w*|went)"
    r"(?: \w+){0,2} (?:by|of)\s+(?:over |more than |about |around |nearly |almost |just |some )?(?:a )?$"
    r"|\b(?:more|fewer|less|higher|lower|greater)\b[^.;,\d]{0,40}\bthan\b[^.;,\d]{0,40}\bby $"
    r"|\b(?:outnumber|exceed)\w*\b[^.;,\d]{0,40}\bby $"
    r"|,\s*by $",
    re.IGNORECASE,
)
UP = re.compile(
    r"(?<!make )(?<!makes )(?<!made )(?<!making )\b(?:up|down)\s+"
    r"(?:about |around |nearly |almost |just |some |over )?(?:a )?$",
    re.IGNORECASE,
)
SET_AGAINST = re.compile(
    r"\b(?:against|compared (?:to|with)|versus|vs\.?|than|(?:above|below) the)\s+(?:the )?(?:about |around |just )?$",
    re.IGNORECASE,
)
# "…, or 20%", "…, down £8,000" after the two ends of a change.
GAP_AFTER = re.compile(  # how far it is from another place's: "34.0 points below Wakefield and 48.1 below Tameside"
    r"(?: per 10,000)?(?: percentage)? points? (?:above|below|under|over|behind|ahead|short|adrift|apart|clear|off)\b"
    r"|\s+(?:above|below|behind|ahead of)\s+(?!the )[A-Z]"
)
GAP_BEFORE = re.compile(
    r"\b(?:gap|difference|distance|margin)\b[^.;,\d]{0,30}\b(?:is|was|being|of|at)\s+(?:about |only |just )?$",
    re.IGNORECASE,
)
SIDEWAYS = re.compile(r"[,;(–-]\s*(?:or|up|down|up by|down by)\s+(?:about |nearly |just )?$", re.IGNORECASE)
PAIR = re.compile(r"\bfrom\b[^.;]{0,40}\d[^.;]{0,40}\bto\b[^.;]{0,20}\d", re.IGNORECASE)
LEAVES = re.compile(r"\b(?:leaving|leaves?|left with)\s+(?:just |only |exactly |about )?(?:the |a )?$", re.IGNORECASE)
BY = re.compile(r"\b(?:or )?by (?:about |around |nearly |just )?$", re.IGNORECASE)
CHANGED = re.compile(r"\b(?:increas|reduc|decreas|ris|rose|fell|fall|dropp|declin|gr[eo]w)", re.IGNORECASE)
WAS = re.compile(
    r"\b(?:had been|has been|used to be|previously|formerly|prior|last year|last time)(?: at)?:? (?:the )?$"
    r"|\((?:it )?(?:was|previously|last year|prior year|from|up from|down from|py):? ?$",
    re.IGNORECASE,
)
STOOD = re.compile(r"\b(?:was|were|had been|stood at)\s+(?:at |about )?$", re.IGNORECASE)
BEFORE = re.compile(r"\s+(?:before|previously|beforehand)\s*(?:$|[.,;:)])", re.IGNORECASE)  # "It was 25.7% before."
FROM = re.compile(
    r"\bfrom\s+(?:a (?:high|low|peak) of |around |about |over |nearly |just |some )?$|\b(?:up|down) from\s+$",
    re.IGNORECASE,
)


FROM_BEFORE = re.compile(r"\b(?:between|from|aged?|ages)\b", re.IGNORECASE)


def role_of(text: str, number: Number) -> str:
    """level, before ("from 475 to 395"), change ("by 80", "80 fewer"), gap ("34.0 below Leeds") or rest ("leaving")."""
    if (
        number.signed
        or (SIDEWAYS.search(text[: number.start]) and bool(PAIR.search(text[: number.start])))
        or (number.kind == "points" and bool(CHANGED.search(text)))
        or CHANGE_BEFORE.search(text[: number.start])
        or (number.kind in ("percent", "points") and UP.search(text[: number.start]))
        or (BY.search(text[: number.start]) and CHANGED.search(text))
        or (number.kind in ("percent", "points", "count", "fraction") and CHANGE_AFTER.match(text[number.end :]))
    ):
        return "change"
    first = re.match(r"\s+to\s+£?\d", text[number.end :]) and re.search(r"[-–(]\s*$", text[: number.start])
    if LEAVES.search(text[: number.start]):
        return "rest"
    if GAP_AFTER.match(text[number.end :]) or GAP_BEFORE.search(text[: number.start]):
        return "gap"
    onward = re.match(r"(?:,? then|\s+to|\s*(?:→|->|=>))\s+[\d£]", text[number.end :]) and not FROM_BEFORE.search(text)
    if onward and number.kind != "fraction":
        return "before"  # "plans 519 to 357", "366, then 264"
    if WAS.search(text[: number.start]) or (BEFORE.match(text[number.end :]) and STOOD.search(text[: number.start])):
        return "before"
    became = re.match(r"\s+(?:became|has become|turned into)\b", text[number.end :])
    return "before" if FROM.search(text[: number.start]) or first or became else "level"
