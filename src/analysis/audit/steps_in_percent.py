"""A step put into percent right behind it: "it fell by 38 from 227, or 20.1%", "from 395 to 265, which is 140"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from analysis.audit.changes import Agreed, nobody
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.pairs import by_sentence, sort_of
from analysis.audit.said_apart import says_apart
from analysis.audit.verdicts import Verdict

HUNDRED = Decimal(100)
PUTS = re.compile(
    r"[^.;\d]{0,40}[,(–—-]\s*(?:or|which (?:is|was)|that is|i\.?e\.?,?|an? (?:\w+ )?(?:reduction|rise|fall"
    r"|increase|decrease|drop|growth) of)\s+$"
)
ENDS = re.compile(r"\s*(?:$|[.,;:)]|(?:in|over) (?:the|a|one) (?:last )?(?:year|quarter)\b)")
FAR = Decimal(3)  # times what it should be that a slip may be


def step_checks(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Percentages of a step that its base does not give, and steps that their two ends do not."""
    for sentence in by_sentence(claims):
        for step, said in pairwise(sentence):
            lead = said.sentence[step.number.end : said.number.start]
            if (
                said.number.hedge
                or step.number.hedge
                or agreed(said)
                or not ENDS.match(said.sentence[said.number.end :])
            ):
                continue
            if said.kind == "percent" and _is_step(step):
                behind = [one for one in sentence if one.number.end <= said.number.start]
                yield from _percent(step, said, behind, claims) if PUTS.fullmatch(lead) else ()
        for base, step, said in zip(sentence, sentence[1:], sentence[2:], strict=False):
            yield from _behind_base(base, step, said)
            yield from _step(base, step, said)


def _is_step(one: Claim) -> bool:
    return one.kind == "count" and not one.number.decimals and says_apart(one)


def _percent(step: Claim, said: Claim, behind: list[Claim], claims: list[Claim]) -> Iterator[Verdict]:
    """A percentage right behind its step: of the one level before it, else of two of the draft so far apart."""
    levels = [one for one in behind if sort_of(one) == "count" and not says_apart(one) and one is not step]
    same = [one for one in claims if one.indicators[:1] == step.indicators[:1] != () and _is_level(one)]
    same = [one for one in same if one.areas == step.areas and not one.groups]
    pairs = [
        pair for pair in combinations(same, 2) if abs(pair[0].number.value - pair[1].number.value) == step.number.value
    ]
    bases = [one.number.value for one in levels] if len(levels) == 1 else []
    bases = bases or [one.number.value for pair in pairs for one in pair]
    yield from _judged(step, said, bases)


def _behind_base(step: Claim, base: Claim, said: Claim) -> Iterator[Verdict]:
    """ "by 38 children from 227, or 20.1%": the base stands between the step and its percentage."""
    text = said.sentence
    joined = re.fullmatch(r"(?: [a-z]+){0,2} from ", text[step.number.end : base.number.start])
    put = re.fullmatch(r"(?: [a-z]+)?[,(] ?(?:or|which is|that is) ", text[base.number.end : said.number.start])
    put = put and ENDS.match(text[said.number.end :])
    if said.kind == "percent" and _is_step(step) and sort_of(base) == "count" and joined and put:
        yield from _judged(step, said, [base.number.value])


def _step(first: Claim, last: Claim, said: Claim) -> Iterator[Verdict]:
    """ "from 395 to 265, which is 140 children": a step right behind its two ends."""
    text = said.sentence
    onward = re.search(r"\bfrom $", text[: first.number.start]) and text[first.number.end : last.number.start] == " to "
    put = re.fullmatch(r", (?:which|that) is (?:a (?:fall|rise) of )?", text[last.number.end : said.number.start])
    counts = {sort_of(one) for one in (first, last, said)} == {"count"}
    truth = abs(first.number.value - last.number.value)
    if onward and put and counts and truth != said.number.value and _near(said.number.value, truth):
        why = f"From {first.number.text} to {last.number.text} is {truth:,f}, not {said.number.text}."
        yield Verdict(said, "arithmetic", why, f"{truth:,f}", "the sentence itself", f"{truth:,f}")


def _is_level(one: Claim) -> bool:
    return sort_of(one) == "count" and one.role in ("level", "before") and not says_apart(one)


def _judged(step: Claim, said: Claim, bases: list[Decimal]) -> Iterator[Verdict]:
    """The verdict where no base gives the percentage and one lies near it."""
    truths = [step.number.value * HUNDRED / base for base in bases if base > 0]
    digit = Decimal(1).scaleb(-said.number.decimals)
    if not truths or any(abs(truth - said.number.value) <= digit for truth in truths):
        return
    truth = min(truths)
    if _near(said.number.value, truth):
        shown = f"{rounded(truth, said.number.decimals)}%"
        base = max(bases)
        why = f"{step.number.text} of {base:,f} is {shown}, not {said.number.text}."
        yield Verdict(said, "arithmetic", why, shown, "the text itself", shown)


def _near(said: Decimal, truth: Decimal) -> bool:
    return bool(truth) and truth / FAR <= said <= truth * FAR
