"""Dates that cannot be: a plan whose years are given in two ways, an answer dated before what it answers."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.days import days
from analysis.audit.numbers import Number
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences
from analysis.audit.verdicts import Verdict

RANGE = re.compile(r"\b(?P<first>20\d\d)\s?[-–—]\s?(?P<last>20\d\d)\b")
PLAN = re.compile(r"plan|priorit|strateg|period", re.IGNORECASE)
ANSWERS = re.compile(r"respond(?:ing|ed|s) to|in response to|in answer to|prompted by", re.IGNORECASE)


def impossible_dates(draft: Draft) -> Iterator[Verdict]:
    """What is wrong with the dates of a draft by themselves."""
    yield from _ranges(draft)
    for passage in draft.passages:
        for _, text in sentences(passage.text) if not passage.table else []:
            yield from _order(passage, text)


def _ranges(draft: Draft) -> Iterator[Verdict]:
    """Years of a plan that end before they begin, or that the draft gives differently elsewhere."""
    seen: dict[str, tuple[Passage, re.Match[str]]] = {}
    for passage in draft.passages:
        for at in RANGE.finditer(passage.text):
            around = passage.text[max(0, at.start() - 80) : at.end() + 40]
            span = int(at["last"]) - int(at["first"])
            if span < 0:
                yield _dated(passage, at[0], f"{at['last']} is before {at['first']}.", "")
            elif span > 1 and PLAN.search(around):
                first = seen.setdefault(at["first"], (passage, at))
                if first[1]["last"] != at["last"]:
                    (_, short), (where, long) = sorted((first, (passage, at)), key=lambda one: one[1]["last"])
                    instead = f"{short['first']}–{short['last']}"
                    yield _dated(where, long[0], f"Elsewhere the draft gives {instead}.", instead)


def _order(passage: Passage, text: str) -> Iterator[Verdict]:
    """ "the motion of 10 November, responding to a paper of 3 December": one of the two is wrong."""
    for at in ANSWERS.finditer(text):
        before = [one for one in days(text[: at.start()], date.max) if one.kind == "day"]
        after = [one for one in days(text[at.end() :], date.max) if one.kind == "day"]
        if len(before) == 1 and after and before[0].day < after[0].day:
            why = f"What answers it is dated {before[0].text}, which is earlier. One of the two dates is wrong."
            yield _dated(passage, after[0].text, why, "")


def _dated(passage: Passage, dates: str, why: str, instead: str) -> Verdict:
    text = next((said for _, said in sentences(passage.text) if dates in said), passage.text)
    start = text.find(dates)
    claim = Claim("", passage, text, Number(start, start + len(dates), dates, "date", Decimal(0)))
    return Verdict(claim, "inconsistent", why, instead, "the draft itself", instead)
