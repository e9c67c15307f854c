"""Words that claim more than the numbers: the "vast majority" of a share that is not."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.lookups import shares
from analysis.audit.mentions import mentions
from analysis.audit.numbers import Number
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences
from analysis.audit.totals import column_of
from analysis.audit.verdicts import Setting, Verdict

# What the words ask of a share, in percent at the least.
WORDS = [
    (re.compile(r"\b(?:the |a )?(?:vast|overwhelming|great) majority\b", re.IGNORECASE), Decimal(75)),
    (re.compile(r"\b(?:almost|nearly|virtually) all\b", re.IGNORECASE), Decimal(90)),
    (re.compile(r"\b(?:the |a )?(?:clear |large )?majority of\b|\bmost of (?:the|our)\b", re.IGNORECASE), Decimal(50)),
]  # fmt: skip
ON_PLANS = re.compile(r"\bplans?\b", re.IGNORECASE)
FEWEST_ROWS = 3
MOST, HALF = 60, 50  # percent above which "most", and above which "just over half", is fair
Found = tuple[Decimal, str]  # a share in percent, and where it is from


def overstatements(draft: Draft, claims: list[Claim], setting: Setting) -> Iterator[Verdict]:
    """Words of share that the draft's own numbers, else published ones, do not bear out."""
    for passage in (one for one in draft.passages if not one.table):
        for _, text in sentences(passage.text):
            for pattern, least in WORDS:
                for at in pattern.finditer(text):
                    yield from _judged(passage, text, at, least, claims, setting)


def _judged(
    passage: Passage, text: str, at: re.Match[str], least: Decimal, claims: list[Claim], setting: Setting
) -> Iterator[Verdict]:
    said = mentions(text)
    groups = [one.key for one in said if one.kind == "group" and one.start > at.start()]
    names = [one.key for one in said if one.kind == "indicator"]
    if not names and groups and groups[0].startswith("category") and ON_PLANS.search(text):
        names = ["child_protection_plans"]
    elsewhere = any(one.kind == "area" and one.key != setting.evidence.code for one in said)
    if not groups or not names or elsewhere:
        return
    found = _in_draft(names[0], groups[0], claims) or _published(names[0], groups[0], setting)
    if found and found[0] < least:
        share, where = found
        number = Number(at.start(), at.end(), at[0], "fraction", least / 100, words=True)
        claim = Claim("", passage, text, number, (names[0],), groups=(groups[0],), clear=True)
        shown = f"{rounded(share, 1)}%"
        yield Verdict(claim, "overstated", f"It is {shown} ({where}).", shown, where, _milder(share))


def _milder(share: Decimal) -> str:
    return "most" if share > MOST else "just over half" if share > HALF else "less than half"


def _in_draft(indicator: str, group: str, claims: list[Claim]) -> Found | None:
    """The share that the draft's own table, or its own percentage, gives."""
    mine = [one for one in claims if one.groups == (group,) and indicator in one.indicators and one.areas == (LOCAL,)]
    for claim in (one for one in mine if one.kind == "count" and one.passage.table):
        rows = [one for one in column_of(claims, claim) if one.context.get("total") != "yes"]
        whole = sum((one.number.value for one in rows), Decimal(0))
        if len(rows) >= FEWEST_ROWS and whole:
            return claim.number.value * 100 / whole, f"{claim.number.text} of {whole:,f}, {claim.passage.where}"
    stated = next((one for one in mine if one.kind == "percent"), None)
    return (stated.number.value, stated.passage.where) if stated else None


def _published(indicator: str, group: str, setting: Setting) -> Found | None:
    found = [one for one in shares(setting.evidence, indicator, LOCAL, group) if one.day == setting.closing]
    return (found[-1].value, found[-1].source) if found else None
