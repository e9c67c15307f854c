"""The figure of a neighbouring indicator: plans begun for plans open, the category at the start for the latest."""

from collections.abc import Iterator

from analysis.audit.claims import Claim
from analysis.audit.evidence import Published
from analysis.audit.lookups import figures, shares
from analysis.audit.matching import exactly, telling
from analysis.audit.mentions import words
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import thing_words, value_words


def rival_verdict(claim: Claim, best: Published, setting: Setting) -> Verdict | None:
    """Whether a number is that of what is often taken for the thing named, for the same place and day.

    Only a number that is unlikely to be met by chance is taken so: a decimal, three digits, or that of a group.
    """
    if claim.number.hedge or not (telling(claim.number) or claim.groups):
        return None
    for one in _rivals(claim, setting):
        if one.day == best.day and one.span != "month" and exactly(claim.number, one.value):
            why = f"It is the {thing_words(one)} ({one.source})."
            why += f" The {thing_words(best)} is {value_words(best)} ({best.source})."
            return Verdict(claim, "other_base", why, value_words(best), best.source, value_words(best))
    return None


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
