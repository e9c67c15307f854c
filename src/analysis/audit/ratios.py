"""How many times one number is another, and the share of a whole that a sentence puts into a count."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.pairs import by_sentence, segment_of, sort_of
from analysis.audit.verdicts import Verdict

RATIO = re.compile(r"\bratio(?:\s*(?:of|is|was|:|=|,))?\s*(?:about )?$", re.IGNORECASE)
TO_ONE = re.compile(r"\s*(?:to 1|to one|: ?1)\b", re.IGNORECASE)
NEAR = (Decimal("0.6"), Decimal("1.67"))
HUNDRED = Decimal(100)
THAT_IS = re.compile(
    r"(?:\s+[\w’'-]+){0,6}?\s*(?:[,;(–-]\s*(?:(?:that|this|which) (?:is|was|makes|comes to|means|equals)|i\.?e\.?,?|or"
    r"|equal to|equating to|equivalent to|making|giving)?|=|\bis|\bequals|\bor)\s*(?:some |a total of )?",
    re.IGNORECASE,
)
OF_ALL = re.compile(r"\s+of (?:the |our |all |all the |these |those |a total of )?", re.IGNORECASE)
PART = re.compile(
    r"\s*(?:[\w’'-]+ )?(?:of them|of these|of whom|of those|more|fewer|last|in 20|a year)\b", re.IGNORECASE
)
LED = re.compile(
    r"\s+of (?:the |our |all |these |those )?(?P<whole>[a-z-]+(?: [a-z-]+){0,2}?) (?:that )?"
    r"(?:led|leading|resulted|resulting|went on|going on|progressed|became|ended|turned)"
    r"(?: (?:to|in|into|on))? (?:a |an |the )?(?P<part>[a-z-]+)",
    re.IGNORECASE,
)


def ratio_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Ratios beside their two numbers, counts beside the share and the whole that make them, shares beside both."""
    for sentence in by_sentence(claims):
        for claim in sentence:
            yield from _ratio(claim, sentence)
            yield from _count_of_share(claim, sentence)
            yield from _led_to(claim, claims)


def _ratio(claim: Claim, sentence: list[Claim]) -> Iterator[Verdict]:
    """ "Rotherham 80, England 67; ratio 1.4": the only two numbers of one kind in the sentence."""
    text, number = claim.sentence, claim.number
    said = RATIO.search(text[: number.start]) or TO_ONE.match(text[number.end :])
    if number.hedge or number.words or not (claim.kind == "ratio" or (claim.kind == "count" and said)):
        return
    others = [one for one in sentence if one is not claim and one.kind not in ("ratio", "rank", "points", "fraction")]
    if len(others) != 2 or sort_of(others[0]) != sort_of(others[1]) or any(one.role == "change" for one in others):
        return
    groups = {one.groups for one in others if one.groups}
    apart = not said and any(segment_of(one) != segment_of(claim) for one in others)
    if apart or (claim.groups and claim.groups not in groups):
        return  # "80 for us and 67 for England; Black children were 1.6 times as likely"
    low, high = sorted(abs(one.number.value) for one in others)
    if not low or any(one.number.hedge for one in others):
        return
    spread = [_half(one) if sort_of(one) != "count" else Decimal(0) for one in others]
    least, most = (high - max(spread)) / (low + max(spread)), (high + max(spread)) / max(low - max(spread), low / 2)
    step = Decimal(1).scaleb(-number.decimals)
    truth = high / low
    fair = least - step <= number.value <= most + step or abs(1 / number.value - truth) <= step
    if not fair and NEAR[0] <= number.value / truth <= NEAR[1]:
        shown = f"{rounded(truth, max(number.decimals, 1)):f}"
        why = f"{others[0].number.text} and {others[1].number.text} are as {shown} to 1, not {number.text}."
        yield Verdict(claim, "arithmetic", why, shown, "the sentence itself", shown)


def _half(claim: Claim) -> Decimal:
    return Decimal(1).scaleb(-claim.number.decimals) / 2


def _count_of_share(claim: Claim, sentence: list[Claim]) -> Iterator[Verdict]:
    """ "73% of 450 children, that is 349": a share, its whole, and a count that only puts it into children."""
    if claim.kind != "count" or claim.role != "level" or claim.number.decimals or claim.number.hedge:
        return
    before = [one for one in sentence if one.number.end <= claim.number.start][-2:]
    kinds = [one.kind for one in before] in (["percent", "count"], ["fraction", "count"])
    if not kinds or segment_of(before[1]) != segment_of(claim):
        return
    share, whole, text = *before, claim.sentence
    of = OF_ALL.fullmatch(text[share.number.end : whole.number.start])
    beside = THAT_IS.fullmatch(text[whole.number.end : claim.number.start])
    if not of or not beside or share.number.hedge or whole.number.hedge or PART.match(text[claim.number.end :]):
        return
    loose = share.kind == "fraction"
    truth = share.number.value * whole.number.value / (1 if loose else HUNDRED)
    step = Decimal(1).scaleb(-share.number.decimals) * whole.number.value / HUNDRED
    slack = truth / 20 if loose else step + Decimal("0.5")
    if abs(truth - claim.number.value) > slack and NEAR[0] <= claim.number.value / truth <= NEAR[1]:
        shown = f"{rounded(truth, 0):,f}"
        why = f"{share.number.text} of {whole.number.text} is {shown}, not {claim.number.text}."
        yield Verdict(claim, "arithmetic", why, shown, "the sentence itself", shown)


def _led_to(share: Claim, claims: list[Claim]) -> Iterator[Verdict]:
    """ "With 445 conferences and 393 plans begun, 78% of conferences led to a plan": both counts just before."""
    led = LED.match(share.sentence[share.number.end :]) if share.kind == "percent" else None
    if not led or share.number.hedge or share.role != "level":
        return
    before = takewhile(lambda one: one is not share, claims)
    counts = [one for one in before if one.passage is share.passage and one.kind == "count"]
    counts = [
        one
        for one in counts
        if not one.number.decimals and one.role == "level" and not one.number.hedge and one.areas == share.areas
    ]
    wholes, parts = [[one for one in counts if _is_of(one, led[name])] for name in ("whole", "part")]
    if len(wholes) != 1 or len(parts) != 1 or not wholes[0].number.value:
        return
    part, whole = parts[0], wholes[0]
    truth = part.number.value * HUNDRED / whole.number.value
    if (
        part.number.value <= whole.number.value
        and _off(truth, share)
        and NEAR[0] <= share.number.value / truth <= NEAR[1]
    ):
        shown = f"{rounded(truth, 1)}%"
        why = f"{part.number.text} of {whole.number.text} is {shown}, not {share.number.text}."
        yield Verdict(share, "arithmetic", why, shown, part.passage.where, shown)


def _off(truth: Decimal, share: Claim) -> bool:
    return abs(truth - share.number.value) > Decimal(1).scaleb(-share.number.decimals)


def _is_of(claim: Claim, words: str) -> bool:
    """Whether a number counts what a word says: "393 plans begun" is of plans."""
    noun = words.split()[-1].lower().rstrip("s")
    after = re.split(r"[,;:.(\d]|\band\b", claim.sentence[claim.number.end :].lower())[0]
    nouns = re.findall(r"[a-z-]+", after)[:3]
    return any(one.rstrip("s") == noun for one in nouns)
