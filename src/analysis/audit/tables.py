"""Claims in the cells of a table, read with the words of their row, their column and the text above."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.days import Day, days
from analysis.audit.mentions import Mention, mentions
from analysis.audit.narrowing import heading_of, narrowing_words
from analysis.audit.numbers import PERS, Number, numbers
from analysis.audit.of_what import BARE, of_groups
from analysis.audit.reading import Passage

AGES = re.compile(r"\d{1,2}\s?(?:to|-|–)\s?\d{1,2}(?: years?)?|\d{1,2} ?(?:\+|and over|or over)", re.IGNORECASE)
PERCENT = re.compile(r"%|per ?cent|percentage|proportion|\bshare\b|timeliness", re.IGNORECASE)
OTHERS = re.compile(r"other|not known|unknown|not stated|not obtained|refused", re.IGNORECASE)
Cells = dict[int, dict[int, Passage]]
PER = re.compile(r"per\s+(1,?000|10,?000|100,?000|10k|100k)\b", re.IGNORECASE)
PART = re.compile(r"\bQ[1-4]\b|\bquarter\b|\bweek\b|\bhalf\b", re.IGNORECASE)
TOTAL = re.compile(
    r"^\s*(?:grand |sub[- ]?|over)?totals?\b|^\s*all\b|^\s*sum\b|^\s*year$|^\s*altogether\b", re.IGNORECASE
)


def table_claims(cells: Cells, previous: Sequence[Mention], closing: date) -> Iterator[Claim]:
    """The claims of a table. Its first row is its header where that row holds words."""
    header = cells[min(cells)]
    labels = [line[min(line)].text for line in cells.values()]
    ethnic = sum(any(one.key.startswith("ethnic_group:") for one in mentions(label)) for label in labels) > 1
    headed = not any(_says(passage.text) for column, passage in header.items() if column > 1)
    heads = " | ".join([one.text for one in header.values()] if headed else []) + " | ".join(labels)
    for row, line in cells.items():
        if headed and row == min(cells) and len(cells) > 1:
            continue
        label = line[min(line)].text if not _says(line[min(line)].text) else ""
        label = f"{label.strip()} ethnic group" if ethnic and OTHERS.fullmatch(label.strip()) else label
        for column, passage in line.items():
            if label and column == min(line):
                continue
            over = header[column].text if headed and column in header else ""
            corner = header[min(header)].text if headed else ""
            yield from _cell_claims(passage, label, over, corner, heads, previous, closing)


def _bare(text: str) -> bool:
    """Whether a cell holds a number and no more than a sign or a bracket beside it."""
    return bool(re.search(r"\d", text)) and not re.search(
        r"[A-Za-z]{3}", re.sub(r"per ?cent", "", text, flags=re.IGNORECASE)
    )


def _says(text: str) -> bool:
    """Whether a cell holds a number that says something; a year at the head of a column says none."""
    return _bare(text) and not AGES.fullmatch(text.strip()) and any(not one.idle for one in numbers(text))


def _cell_claims(
    passage: Passage, label: str, over: str, corner: str, heads: str, previous: Sequence[Mention], closing: date
) -> Iterator[Claim]:
    if not _bare(passage.text):
        return
    words = " | ".join(part for part in (label, over) if part)
    said = mentions(words)
    strong = [one.key for one in said if one.kind == "indicator"]
    indicators = strong or [one.key for one in said if one.kind == "weak"]
    carried = not indicators
    indicators = indicators or of_groups(said)
    if not indicators:  # the corner says what the rows are of, else the heading, else the words before
        indicators = _one_of(mentions(corner)) or _one_of(heading_of(passage.under))
        carried = not indicators
    indicators = indicators or [one.key for one in previous if one.kind == "indicator"]
    indicators = _repeats_of(indicators, f"{heads} {passage.under}")
    strange = narrowing_words(words)
    when = sorted(days(label, closing) + days(over, closing), key=lambda one: not one.said)
    loose = bool(PART.search(words)) and not any(one.said and one.kind not in ("part", "calendar") for one in when)
    both = days(corner, closing) or _of_the_heading(passage.under, closing)
    per = PER.search(f"{words} {corner}")
    percent = bool(PERCENT.search(words)) and not per
    indicators = [one for one in indicators if not any(BARE.get(each) == one for each in indicators)]
    areas = _places(mentions(passage.text)) or _places(said) or (LOCAL,)
    for place, number in enumerate(one for one in numbers(passage.text) if _claims(one)):
        if per and number.kind == "count":
            number = _rate(number, PERS[per[1].replace(",", "").lower()])
        its_days = when or (both[place : place + 1] if len(both) > 1 else both)
        yield Claim(
            id="", passage=passage, sentence=f"{words}: {passage.text}", number=number,
            indicators=tuple(dict.fromkeys(indicators)),
            areas=areas,
            days=tuple(_of_both(its_days)), groups=tuple(one.key for one in said if one.kind == "group"),
            label=next((one.key for one in said if one.kind == "label"), ""),
            topic=next((one.key for one in said if one.kind == "topic"), ""),
            role="level", dated=bool(when) or (bool(its_days) and LOCAL in areas),  # a corner dates the draft's own
            measure="percent" if percent and number.kind == "count" else _measure(number),
            clear=bool(indicators) and not carried and not loose and not strange, strange=tuple(strange),
            context={"row": label, "column": over, "corner": corner, "total": "yes" if TOTAL.match(label) else ""},
        )  # fmt: skip


def _of_the_heading(text: str, closing: date) -> list[Day]:
    """The one day that the heading above a table gives."""
    found = [one for one in days(text, closing) if one.said]
    return found if len(found) == 1 and found[0].day <= closing else []


def _places(said: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.key for one in said if one.kind == "area"))


def _repeats_of(indicators: list[str], around: str) -> list[str]:
    """ "Of which repeats" is of plans unless the rest of the table is of referrals."""
    of_referrals = re.search(r"\breferrals?\b", around, re.IGNORECASE) and not re.search(
        r"\bplans?\b|\bCPP?s?\b", around
    )
    if of_referrals and indicators[:1] == ["child_protection_plans_repeat"]:
        return ["re_referrals"]
    return indicators


def _one_of(said: Sequence[Mention]) -> list[str]:
    """The one indicator that words name, or none."""
    named = list(dict.fromkeys(one.key for one in said if one.kind == "indicator"))
    named = named or list(dict.fromkeys(one.key for one in said if one.kind == "weak"))
    return named if len(named) == 1 else []


def _claims(number: Number) -> bool:
    return not number.idle or number.idle in ("a place in a list", "a number in a series")


def _measure(number: Number) -> str:
    """What a cell gives: a percentage, a rate or a count."""
    if number.kind in ("percent", "fraction"):
        return "percent"
    return "rate" if number.kind == "rate" or number.decimals else "count" if number.kind == "count" else ""


def _rate(number: Number, per: int) -> Number:
    from dataclasses import replace

    return replace(number, kind="rate", per=per)


def _of_both(found: list[Day]) -> list[Day]:
    return found[:1]
