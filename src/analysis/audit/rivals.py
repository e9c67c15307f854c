"""The figure of a neighbouring indicator: plans begun for plans open, the category at the start for the latest."""

import re
from collections.abc import Iterator

from analysis.audit.claims import Claim
from analysis.audit.evidence import Published
from analysis.audit.lookups import figures, shares
from analysis.audit.matching import exactly, telling
from analysis.audit.mentions import mentions, words
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import thing_words, value_words
from analysis.vocabulary.indicators import indicators

# What hints at what comes and goes in a year, and at what is there on a day.
FLOW = re.compile(
    r"\b(?:start|beg[au]n|opened|opening|new|came|come|coming|enter|taken|admi|ended|ending|ceas|clos|left|leav|during"
    r"|over the|(?:in|for|of|throughout|across) the (?:\w+ )?year|follow|result|led|lead|made|became|becom|added"
    r"|stepped|\d{4}[-/–]\d\d)",
    re.IGNORECASE,
)
EARLY = re.compile(
    r"\b(?:initial|first|start|beginning|outset|when (?:the|their) plan|began|begun|started)", re.IGNORECASE
)
LOOSE = ("child_protection_plans",)  # "plans" alone may be of any kind
STOCK = re.compile(r"\b(?:open|at (?:the )?(?:year|end|close)|at \d|on \d|as at|snapshot|last day)\b", re.IGNORECASE)


def rival_verdict(claim: Claim, best: Published, setting: Setting) -> Verdict | None:
    """Whether a number is that of what is often taken for the thing named, for the same place and day.

    Only a number that is unlikely to be met by chance is taken so: a decimal, three digits, or that of a group.
    """
    if claim.number.hedge or not (telling(claim.number) or claim.groups):
        return None
    for one in _rivals(claim, setting):
        if one.day == best.day and one.span != "month" and exactly(claim.number, one.value):
            if not _plainly(claim, one):
                why = f"It is the {thing_words(one)} ({one.source}), which the words may mean."
                return Verdict(claim, "untraceable", why)
            why = f"It is the {thing_words(one)} ({one.source})."
            why += f" The {thing_words(best)} is {value_words(best)} ({best.source})."
            return Verdict(claim, "other_base", why, value_words(best), best.source, value_words(best))
    return None


def _plainly(claim: Claim, rival: Published) -> bool:
    """Whether the words name the indicator itself, and nothing around the number hints at its rival."""
    name, text = claim.indicators[0], claim.sentence
    said = mentions(text)
    named = [one for one in said if one.key == name and (one.kind == "indicator" or name not in LOOSE)]
    if rival.indicator == name:
        return not EARLY.search(text)  # another breakdown: the category at the start for the latest
    if claim.groups:
        return False
    if len(claim.indicators) != 1 or not (named or claim.groups) or any(one.key == rival.indicator for one in said):
        return False
    known = indicators()
    mine, its = (known[one].span == "year" for one in (name, rival.indicator))
    around = _around(claim, [(one.start, one.end) for one in named])
    if its and not mine:
        return not FLOW.search(around)
    return not (mine and not its and STOCK.search(around))


def _around(claim: Claim, named: list[tuple[int, int]]) -> str:
    """The words of a number's clause, without those that name its indicator."""
    text = claim.sentence
    for start, end in named:
        text = text[:start] + " " * (end - start) + text[end:]
    before = re.split(r"[;:(]|\.\s", text[: claim.number.start])[-1]
    return before + re.split(r"[;(]|\.\s|\band \d", text[claim.number.end :])[0]


def _rivals(claim: Claim, setting: Setting) -> Iterator[Published]:
    """The figures of the rivals of a claim's indicator and of its group's breakdown, in the claim's measure."""
    name, group = claim.indicators[0], next(iter(claim.groups), "")
    breakdown, _, part = group.partition(":")
    names = [name, *words()["rivals"].get(name, [])]
    groups = (
        [f"{one}:{part}" for one in (breakdown, *words()["rival_breakdowns"].get(breakdown, []))] if group else [""]
    )
    for other in names:
        for rival in groups:
            if (other, rival) != (name, group):
                yield from _figures(claim, setting, other, rival)
    if group in words()["rival_groups"]:
        yield from _figures(claim, setting, words()["rival_groups"][group], "")


def _figures(claim: Claim, setting: Setting, indicator: str, group: str) -> list[Published]:
    """As `figures`, but a percentage of a group is always a share of its whole."""
    place = claim.areas[0]
    if claim.measure == "percent" and group:
        return shares(setting.evidence, indicator, place, group)
    return figures(claim, setting.evidence, indicator, place, group)
