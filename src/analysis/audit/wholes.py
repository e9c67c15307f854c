"""Boys and girls, and other two halves of a whole, against the number that they make."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from analysis.audit.changes import Agreed
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.listed import TOTAL
from analysis.audit.pairs import by_sentence
from analysis.audit.parts import near
from analysis.audit.verdicts import Verdict

HALVES = (("sex:male", "sex:female"),)
NONE_ELSE = ("children_in_care",)  # of which everybody is a boy or a girl; a child not yet born has a plan
NEAR = (0.8, 1.25)
OF_THE = re.compile(r"\s+of (?:the|these|those|our|all)\s+", re.IGNORECASE)
BACK = 4  # claims before a share among which its count is looked for


def whole_checks(claims: list[Claim], agreed: Agreed) -> Iterator[Verdict]:
    """Boys and girls that do not make the number of all beside them.

    Where all but one of the three are published figures, that one is off; else the whole is.
    """
    for sentence in by_sentence(claims):
        counts = [one for one in sentence if one.kind == "count" and one.role == "level" and one.measure != "rate"]
        counts = [one for one in counts if not one.number.hedge and not one.number.decimals]
        for halves in HALVES:
            parts = [one for one in counts if one.groups and one.groups[0] in halves]
            wholes = [one for one in counts if not one.label and (not one.groups or _of_both(one))]
            parts = [one for one in parts if one not in wholes]
            if len(parts) == 2 and len({one.groups for one in parts}) == 2 and len(wholes) == 1:
                yield from _of_whole(parts, wholes[0], agreed)
    yield from _shares_of(claims)


def _shares_of(claims: list[Claim]) -> Iterator[Verdict]:
    """ "295 boys and 207 girls. Boys are 62% of the 502": the group counted before, the whole beside its share."""
    for at, share in enumerate(claims[:-1]):
        whole = claims[at + 1]
        between = share.sentence[share.number.end : whole.number.start]
        beside = whole.sentence == share.sentence and whole.kind == "count" and OF_THE.fullmatch(between)
        if share.kind != "percent" or not share.groups or share.number.hedge or not beside or not whole.number.value:
            continue
        parts = [one for one in claims[max(0, at - BACK) : at] if one.kind == "count" and one.groups == share.groups]
        parts = [one for one in parts if one.passage is share.passage and one.areas == share.areas]
        if len(parts) != 1 or parts[0].number.hedge or parts[0].indicators[:1] != share.indicators[:1]:
            continue
        truth = parts[0].number.value * 100 / whole.number.value
        digit = Decimal(1).scaleb(-share.number.decimals)
        if abs(truth - share.number.value) > digit and near(share.number.value, truth):
            shown = f"{rounded(truth, 1)}%"
            why = f"{parts[0].number.text} of {whole.number.text} is {shown}, not {share.number.text}."
            yield Verdict(share, "arithmetic", why, shown, parts[0].passage.where, shown)


def _of_both(claim: Claim) -> bool:
    return bool(TOTAL.match(claim.sentence[claim.number.end :]))


def _of_whole(parts: list[Claim], whole: Claim, agreed: Agreed) -> Iterator[Verdict]:
    total, said = sum(one.number.value for one in parts), whole.number.value
    named = {name for one in (*parts, whole) for name in one.indicators[:1]}
    areas = {one.areas for one in (*parts, whole)}
    days = {one.days[0].day for one in (*parts, whole) if one.dated and one.days}
    if total == said or len(named) > 1 or len(areas) > 1 or len(days) > 1 or not said:
        return
    if not NEAR[0] <= total / said <= NEAR[1] or (total < said and not named <= set(NONE_ELSE)) or not named:
        return
    odd = [one for one in (*parts, replace(whole, groups=())) if not agreed(one)]
    if not odd:
        return
    wrong = odd[0] if len(odd) == 1 and odd[0] in parts else whole
    texts = " and ".join(one.number.text for one in parts)
    why = f"{texts} are {total:,f}, not {whole.number.text}."
    yield Verdict(wrong, "arithmetic", why, f"{total:,f}" if wrong is whole else "", "the sentence itself")
