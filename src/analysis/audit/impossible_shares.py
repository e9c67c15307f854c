"""Shares of a few that no whole number of them gives: "of the 20 parents who answered, 72% felt heard"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.pairs import by_sentence
from analysis.audit.relation_words import any_of, word_of
from analysis.audit.verdicts import Verdict

# The whole is named, and the share is of it: nothing else stands between them that it could be of.
OF = re.compile(r"\b(?:of|among|amongst) (?:the |our |these |those |all )?(?:\w+ )?$", re.IGNORECASE)
BODY = re.compile(
    r"\b(?:sample|survey|poll|team|panel|group|cohort|set|class|audit|dip sample|staff|workforce) of (?:the |our )?$",
    re.IGNORECASE,
)
SHARE_OF = re.compile(r"\s+of (?:the|our|these|those|all) (?:\w+ )?$", re.IGNORECASE)
NOT_OF = re.compile(
    r"\b(?:average\w*|mean|median|score\w*|rate\w*|attend\w*|spent|spend|cost|time|hours|budget|capacity|increase\w*|rise"
    r"|rose|fell|fall|up|down|target|plus|between|weight\w*|respon\w*|return|completion"
    r"|than|by|from|to|per)\b",
    re.IGNORECASE,
)
NO_WHOLE = re.compile(
    r"\s*(?:of|points?|increase|rise|fall|reduction|more|less|fewer|higher|lower|time|on average)\b", re.IGNORECASE
)
COUNTED = re.compile(r"\s+[a-z]", re.IGNORECASE)
FEWEST, MOST = Decimal(5), Decimal(95)  # of a whole; from about a hundred, every percentage is one of some number
FAR = 70  # characters between the whole and its share
HUNDRED = Decimal(100)


def impossible_shares(claims: list[Claim]) -> Iterator[Verdict]:
    """GRIM (Brown and Heathers, 2017) within a sentence: a share that no whole number of the whole beside it is."""
    for sentence in by_sentence(claims):
        counts = [one for one in sentence if one.kind == "count"]
        shares = [one for one in sentence if one.kind == "percent"]
        for share in shares:
            plain = len(counts) == 1 and share.role == "level" and not share.number.hedge
            plain = plain and (_of(counts[0], share, shares) or _asked(counts[0], share))
            if plain and not _nearly_given(share, claims):
                yield from _judged(share, counts[0].number.value)


def _nearly_given(share: Claim, claims: list[Claim]) -> bool:
    """Whether two counts of a share's paragraph come to it but for its last digit, which is then badly rounded."""
    near = [one.number.value for one in claims if one.kind == "count" and one.passage is share.passage]
    digit = Decimal(1).scaleb(-share.number.decimals)
    return any(
        whole >= FEWEST
        and part < whole
        and abs(rounded(part * HUNDRED / whole, share.number.decimals) - share.number.value) <= digit
        for part in near
        for whole in near
    )


def _of(whole: Claim, share: Claim, shares: list[Claim]) -> bool:
    """Whether the words make a share one of the only count of its sentence."""
    text, number, value = share.sentence, whole.number, whole.number.value
    scale = Decimal(10) ** share.number.decimals
    plain = not number.hedge and not number.decimals and whole.role == "level" and COUNTED.match(text[number.end :])
    if not plain or not FEWEST <= value <= MOST * scale or share.areas != whole.areas:
        return False
    if number.start > share.number.end:
        return bool(SHARE_OF.fullmatch(text[share.number.end : number.start]))
    between = text[number.end : share.number.start]
    lead = text[: number.start]
    close = (OF.search(lead) or BODY.search(lead)) and len(between) < FAR and not NOT_OF.search(between)
    first = not any(number.end <= one.number.start < share.number.start for one in shares)
    return bool(close and first and re.search(r"[,:]", between) and not NO_WHOLE.match(text[share.number.end :]))


def _asked(whole: Claim, share: Claim) -> bool:
    """Whether a share is of the few that were asked: "questionnaire to 12 heads: 69% found …, 80% had …"."""
    text, number = share.sentence, whole.number
    between, after = text[number.end : share.number.start], text[number.end :]
    few = FEWEST <= number.value <= MOST * Decimal(10) ** share.number.decimals and not number.hedge
    asked = word_of("share", "bodies").search(text[: number.start] + " " + re.split(r"[:;,]", after)[0])
    counted = re.match(rf"\s+(?:[a-z-]+ )?{any_of('share', 'people')}", after, re.IGNORECASE)
    direct = re.match(r"\s*(?:of (?:them|these|those)\s*)?[a-z]", text[share.number.end :])
    plain = whole.role == "level" and whole.areas == share.areas and not NOT_OF.search(text[: share.number.start][-12:])
    opened = re.search(r"[:;,–—-]", between) and number.end <= share.number.start
    if not (few and asked and counted and direct and plain and opened):
        return False
    return not NO_WHOLE.match(text[share.number.end :]) and not NOT_OF.search(re.split(r"[,;:]", between)[-1])


def _judged(share: Claim, whole: Decimal) -> Iterator[Verdict]:
    near = (share.number.value * whole / HUNDRED).to_integral_value()
    steps = [(near + step) * HUNDRED / whole for step in (-1, 0, 1)]
    half = Decimal(1).scaleb(-share.number.decimals) / 2
    if all(abs(step - share.number.value) > half for step in steps):
        shown = " or ".join(f"{rounded(step, share.number.decimals)}%" for step in steps[1:] if step <= HUNDRED)
        why = f"No whole number of {whole:,f} is {share.number.text}; near it are {shown}."
        yield Verdict(share, "arithmetic", why, "", "the sentence itself")
