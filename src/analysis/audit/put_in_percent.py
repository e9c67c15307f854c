"""Shares that stand right behind the count they put into percent, against every whole that the text has for it.

"46 cases, 32 graded good (79%)", "519 plans … neglect 289 (50%)", "male 361 (62%), female 305 (52%)": the count is the
part; the whole may be any larger number before it, what the text's parts make together, or a number of the next
sentence.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.amounts import Amount, amount_of, sort_of
from analysis.audit.changes import Agreed, nobody
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.pairs import by_sentence
from analysis.audit.said_apart import says_apart, with_targets
from analysis.audit.verdicts import Verdict

HUNDRED = Decimal(100)
BRACKET = re.compile(r"(?:\s+[A-Za-z’'-]+){0,6}?\s*[(\[]\s*(?:i\.e\.? |or |that is |about )?$|\s*[-–—/]\s*$")
CLOSED = re.compile(r"\s*(?:of (?:the )?(?:total|whole|all|them|sample|cases?))?\s*[)\]]|\s*(?:$|[.,;])", re.IGNORECASE)
PUTS = re.compile(
    r"[^,;:.(\d]{0,60}[,;:–—(-]\s*(?:(?:that|this|which) (?:is|was|makes|means)|i\.?e\.?,?|or|so|equal to|equivalent to"
    r"|making|giving|representing|a (?:share|rate|proportion) of|about|only|just)?\s*$",
    re.IGNORECASE,
)
OF_ALL = re.compile(
    r"\s+of (?:the |our |all |those |these )?(?:sample|total|whole|cases?|files?|cohort|group|records?"
    r"|audits?|them|those (?:asked|sampled))\b",
    re.IGNORECASE,
)
NEAR = (Decimal("0.6"), Decimal("1.67"))
FEWEST = Decimal(10)
LIST = 3  # parts that make a list
PAYS = re.compile(
    r"\b(?:pa(?:y|id|ys|ying)|contribut\w+|g[ia]v\w+|provid\w+|mak\w+|made|account\w*|met|funds?|funded|funding)\b",
    re.IGNORECASE,
)


def percent_checks(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Shares beside their counts that no whole near them gives."""
    before: list[Claim] = []
    for sentence in by_sentence(claims):
        earlier = before if before and before[0].passage is sentence[0].passage else []
        for share in sentence:
            part = _part_of(share, sentence)
            if part and not agreed(share):
                yield from _judged(share, part, with_targets(sentence), earlier)
            elif not part and not agreed(share):
                yield from _by_name(share, [*earlier, *sentence])
        before = sentence


def _by_name(share: Claim, near: list[Claim]) -> Iterator[Verdict]:
    """ "Council £70,000, ICB £44,000, police £12,000 … the council paying 67%": the part is found by its name."""
    if share.kind != "percent" or share.role != "level" or share.number.hedge or says_apart(share):
        return
    ahead = re.split(r"[,;:(\d]|\b(?:with|and|but|while)\b", share.sentence[: share.number.start])[-1].lower()
    names = {_name_of(one): one for one in near if _counts(one) and _name_of(one) and one is not share}
    named = [one for name, one in names.items() if re.search(rf"\b{re.escape(name)}\b", ahead)]
    run = [one for one in near if _counts(one) and one.sentence == named[0].sentence] if len(named) == 1 else []
    run = [one for one in run if _name_of(one) and sort_of(one) == sort_of(named[0])]
    if len(run) < LIST or not PAYS.search(ahead):
        return
    mine, amounts = amount_of(named[0]), [amount_of(one) for one in near if _counts(one)]
    total = sum((amount_of(one).value for one in run), Decimal(0))
    wholes = [total, *(one.value for one in amounts if one.sort == mine.sort and one.value > mine.value)]
    truth = mine.value * HUNDRED / total
    if not any(_gives(share, mine, whole) for whole in wholes) and NEAR[0] <= share.number.value / truth <= NEAR[1]:
        shown = f"{rounded(truth, 1)}%"
        why = f"{named[0].number.text} of {total:,f} is {shown}, not {share.number.text}."
        yield Verdict(share, "arithmetic", why, shown, "the text itself", shown)


def _name_of(claim: Claim) -> str:
    """The word right before a number of a list, which names it."""
    found = re.search(r"\b([A-Za-z]{3,})[ :]+$", claim.sentence[: claim.number.start])
    return found[1].lower() if found else ""


def _part_of(share: Claim, sentence: list[Claim]) -> Claim | None:
    """The count that a share puts into percent: the number before it, with nothing of its own between."""
    if share.kind != "percent" or share.role != "level" or share.number.hedge or says_apart(share):
        return None
    before = [one for one in sentence if one.number.end <= share.number.start]
    if not before or not _counts(before[-1]) or before[-1].areas != share.areas:
        return None
    part, text = before[-1], share.sentence
    between, after = text[part.number.end : share.number.start], text[share.number.end :]
    bracketed = BRACKET.fullmatch(between) and CLOSED.match(after) and ("(" not in between or ")" in after[:40])
    put = PUTS.fullmatch(between) and OF_ALL.match(after)
    return part if bracketed or put else None


def _counts(one: Claim) -> bool:
    plain = sort_of(one) in ("count", "money") and one.role in ("level", "before") and not one.number.hedge
    return plain and not one.number.signed and bool(one.number.value) and not says_apart(one)


def _judged(share: Claim, part: Claim, sentence: list[Claim], earlier: list[Claim]) -> Iterator[Verdict]:
    mine = amount_of(part)
    others = [amount_of(one) for one in (*earlier, *sentence) if one is not part and _counts(one)]
    others = [one for one in others if one.sort == mine.sort]
    parallel = _parallel(sentence)
    wholes = [one.value for one in others]
    sums = [sum((one.value for one in parallel), Decimal(0))] if len(parallel) > 1 else []
    if any(_gives(share, mine, whole) for whole in (*wholes, *sums) if whole):
        return
    larger = [one for one in others if one.value > mine.value and one.claim not in [each.claim for each in parallel]]
    larger = [one for one in larger if one.claim.number.end <= part.number.start or one.claim.sentence != part.sentence]
    larger = [one for one in larger if _may_hold(one.claim, part)]
    whole = larger[-1].value if larger else None
    if whole is None and len(parallel) > 1 and _halves(parallel) and not _others_left(others, parallel):
        whole = sums[0]
    if whole is None or whole < FEWEST:
        return
    truth = mine.value * HUNDRED / whole
    if NEAR[0] <= share.number.value / truth <= NEAR[1]:
        shown = f"{rounded(truth, 1)}%"
        why = f"{part.number.text} of {whole:,f} is {shown}, not {share.number.text}."
        yield Verdict(share, "arithmetic", why, shown, "the text itself", shown)


def _others_left(others: list[Amount], parallel: list[Amount]) -> bool:
    """Whether a sentence has counts besides the parts."""
    return len(others) > len(parallel) - 1


def _halves(parallel: list[Amount]) -> bool:
    """Whether the parts are of the two sexes, so that both together are everybody."""
    groups = {one.claim.groups for one in parallel}
    return groups == {("sex:male",), ("sex:female",)}


def _parallel(sentence: list[Claim]) -> list[Amount]:
    """All the counts of a sentence that a share stands right behind."""
    found = [_part_of(one, sentence) for one in sentence if one.kind == "percent"]
    return [amount_of(one) for one in found if one]


def _may_hold(whole: Claim, part: Claim) -> bool:
    """Whether a number may be the whole of a part: of its place, and of its thing as far as both are published."""
    if whole.areas != part.areas or whole.groups or sort_of(whole) != sort_of(part):
        return False
    return not whole.indicators or not part.indicators or whole.indicators[:1] == part.indicators[:1]


def _gives(share: Claim, part: Amount, whole: Decimal) -> bool:
    digit = Decimal(1).scaleb(-share.number.decimals)
    low, high = sorted((part.value, whole))
    return (
        abs(low * HUNDRED / high - share.number.value) <= digit
        or abs(high * HUNDRED / low - share.number.value) <= digit
    )
