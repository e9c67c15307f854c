"""A passage in sentences, each with the place where it begins."""

import re

# Short forms after which a full stop ends no sentence, whatever follows.
NEVER_LAST = (
    r"e\.g|i\.e|eg|ie|approx|mr|mrs|ms|mx|dr|drs|prof|rev|revd|hon|cllrs?|cr|supt|insp|sgt|det|dep|gov|vs|v|cf|viz|fig|figs"
    r"|para|paras|p|pp|pg|ref|refs|tel|ext|dept|incl|excl|corp|ch|vol|eds|regs|ss|sch|hr|q|qtr|ca|n\.b|nb|eng|const|resp|asst"
)
# Short forms that also stand at the end of a sentence: a capital after them begins a new one.
OFTEN_LAST = (
    r"etc|nos?|co|ltd|inc|mins?|max|yrs?|mths?|wks?|hrs|a\.m|p\.m|am|pm|al|st|rd|ave|admin|exec|temp|perm|s|c|art|est|avg?"
    r"|pt|ed|sec|reg|yorks|lancs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
# Of both those that a number goes with: "no. 12", "pp. 3-5", "c. 400", "31 Mar. 2025".
BEFORE_A_NUMBER = (
    r"nos?|art|sec|regs?|c|ca|ss?|pp?|pg|v|est|avg?|min|max|ed|pt|approx|fig|figs|para|paras|ch|vol|ref|refs|tel|ext|q|sch"
    r"|e\.g|i\.e|eg|ie|vs|cf|viz|eng|incl|excl|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_SHORT = re.compile(rf"(?:^|[\s(\[/])(?P<short>{NEVER_LAST}|{OFTEN_LAST})$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s(.])[A-Z]$")
# "Child A. Two …": a letter that names somebody or something ends a sentence like a word.
_LETTERED = re.compile(
    r"\b(?:child|family|person|mother|father|baby|girl|boy|adult|sibling|case|plan|appendix|annex|option|group"
    r"|categor(?:y|ies)|part|grade|table|figure|block|level|schedule|section|and|or|to|vitamin|hepatitis) [A-Z]$",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,4})\)?$", re.IGNORECASE)  # "5" of "5. The Board noted"
Sentence = tuple[int, str]  # where it begins in its passage, and its text


def sentences(text: str) -> list[Sentence]:
    """The sentences of a passage. A stop in a number, after a short form or a mark at the start ends none."""
    found, begin = [], 0
    for stop in re.finditer(r"[.!?]+[\"”’)\]]*(?=\s|$)|\n", text):
        before = text[begin : stop.start()]
        after = text[stop.end() :].lstrip()
        if stop[0][0] == "." and after and _goes_on(before, after):
            continue
        found.append((begin, text[begin : stop.end()]))
        begin = stop.end()
    found.append((begin, text[begin:]))
    return [_trimmed(start, said) for start, said in found if said.strip()]


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence goes on after a full stop."""
    if after[0].islower() or (_MARK.fullmatch(before) and after[0].isalpha()):
        return True
    if _INITIAL.search(before):
        return not _LETTERED.search(before) and after[0].isalpha()
    short = _SHORT.search(before)
    if short is None:
        return False
    if after[0].isdigit():
        return bool(re.fullmatch(BEFORE_A_NUMBER, short["short"], re.IGNORECASE))
    often = re.fullmatch(OFTEN_LAST, short["short"], re.IGNORECASE)
    return often is None or short["short"] == "St"  # "St. Mary’s"


def _trimmed(start: int, said: str) -> Sentence:
    lead = len(said) - len(said.lstrip())
    return start + lead, said.strip()
