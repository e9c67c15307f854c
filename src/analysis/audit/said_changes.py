"""Numbers that are a change by the words beside them, though no verb says so: "▼ 38.6%", "change, minus 49%"."""

import re

from analysis.audit.claims import Claim
from analysis.audit.pairs import Pair, segment_of, sort_of

CHANGED = re.compile(
    r"increas|reduc|decreas|ris|rose|fell|fall|drop|declin|gr[eo]w|cut|up\b|down\b|chang|improv|fewer|more|went"
    r"|climb|uplift|jump|surge|shr[aiu]nk|slip|moved|[▲▼↑↓]",
    re.IGNORECASE,
)
NOUN = (
    r"(?:uplift|drop|rise|fall|increase|reduction|decrease|decline|jump|surge|climb|cut|growth|dip|slump|spike|swing"
    r"|change|difference|shift|gain|loss|saving|upturn|downturn|variance|movement)"
)
SAID = re.compile(
    rf"\b{NOUN} (?:\w+ )?of (?:just |only |some |about |around |nearly |over )?(?:a )?$"
    rf"|\b(?:the )?change(?:[,:(]| is| was)[^.;\d]{{0,30}}?(?:minus |plus |[-−–+])?\s*$"
    r"|[▲▼↑↓⬆⬇△▽]\s*(?:by )?$"
    r"|\b(?:minus|plus) $|\bnet (?:\w+ )?(?:of )?$"
    r"|(?:^|[,;(–:-]\s*|\band )(?:up|down)(?: by)?\s+$",
    re.IGNORECASE,
)
BY_VERB = re.compile(
    r"\b(?:increased|rose|grew|climbed|jumped|fell|dropped|declined|decreased|shrank|dipped|reduced|rises?|falls?|drops?)"
    r"(?: by)? (?:only |just |about |around |nearly |over )?$",
    re.IGNORECASE,
)
CLIMBED = re.compile(
    r"\b(?:climbed|jumped|shrank|dipped|surged|swelled|slipped|slumped)\b[^,;.\d]{0,20}\bby $", re.IGNORECASE
)
# "40 of them", "3 more to come", "5 more are due": no change of what stood before.
NO_CHANGE = re.compile(
    r"\s*(?:of|out of)\b|\s*(?:more|fewer|less) (?:to|are|were|being|due|planned|expected|will|joined|have|had|each)\b",
    re.IGNORECASE,
)
NEW_SUBJECT = re.compile(
    r"(?:\band\b|\bbut\b|[,;]|\bas\b|\bwith\b|\bwhile\b|\bwhereas\b)\s+(?:the |our |its )?"
    r"(?!(?:change|that|this|which|it|they|a|an|so|up|down|by|or|net|therefore|having|and|has|had|is|was|were)\b)"
    r"[a-z-]+(?: [a-z-]+){0,4}? (?:by|up|down|fell|rose|grew|dropped|increased|decreased|fall\w*|ris\w*|was|were)\b",
    re.IGNORECASE,
)
BESIDE = re.compile(r"\s*(?:[,–-]|,? or|,? i\.e\.?,?|,? that is,?)\s*$", re.IGNORECASE)
AFTER = re.compile(r"\s*(?:$|[.,;)]|(?:and|while|whereas|whilst|but)\b)", re.IGNORECASE)
# A sentence that says nothing but how large the change before it was.
ONLY = re.compile(
    r"\W*(?:RAG\W+\w+\W+)?"
    r"(?:(?:this|that|it|which) (?:is|was|represents?|equates to|amounts to|means|equals|marks)\s+)?"
    rf"(?:an? |the )?(?:overall |year[- ]on[- ]year |net |percentage )?(?:{NOUN})?"
    r"(?:,? (?:year|month|quarter)[- ]on[- ](?:year|month|quarter),?)?(?: of| by|:| is| was)?\s*"
    r"(?:up|down|minus|plus|[▲▼↑↓+−-])?\s*(?:by )?$",
    re.IGNORECASE,
)
ONLY_AFTER = re.compile(
    rf"\s*(?:{NOUN})?\s*(?:(?:on|over|in|during|since) (?:the|last|a|one|that) (?:\w+ )?(?:year|quarter|period|month))?"
    r"\W*$",
    re.IGNORECASE,
)


def changed(text: str) -> bool:
    """Whether a sentence speaks of change at all."""
    return bool(CHANGED.search(text))


def is_change(claim: Claim) -> bool:
    """Whether a number is how much something changed."""
    text, number = claim.sentence, claim.number
    if NO_CHANGE.match(text[number.end :]) or claim.kind not in ("percent", "points", "count", "money", "fraction"):
        return False
    lead = text[: number.start]
    said = SAID.search(lead) or CLIMBED.search(lead) or (claim.kind == "percent" and BY_VERB.search(lead))
    return claim.role == "change" or bool(said)


def of_its_own(change: Claim, pair: Pair) -> bool:
    """Whether a change is said of another subject than the pair before it: "…, and calls fell by 40"."""
    start, text = pair.span[1], change.sentence[: change.number.end]
    if start >= change.number.start:
        return False
    if segment_of(change) != segment_of(pair.after):
        return not ONLY.fullmatch(change.sentence[segment_of(change)[0] : change.number.start].lstrip("; "))
    return bool(NEW_SUBJECT.search(text[start:]))


def bare_of(claim: Claim, pairs: list[Pair]) -> bool:
    """Whether a percentage stands right behind the two ends of a change, as its size: "down from 502 to 476, 8.2%"."""
    if claim.kind != "percent" or claim.role != "level" or not changed(claim.sentence):
        return False
    text, number = claim.sentence, claim.number
    behind = [one for one in pairs if one.span[1] <= number.start and sort_of(one.before) != "percent"]
    return any(BESIDE.fullmatch(text[one.span[1] : number.start]) for one in behind) and bool(
        AFTER.match(text[number.end :])
    )


def only_says_the_change(sentence: list[Claim]) -> bool:
    """Whether a sentence is no more than "▼ 38.6%" or "That is a fall of 26."."""
    if len(sentence) != 1 or sentence[0].kind not in ("percent", "count", "points", "money"):
        return False
    text, number = sentence[0].sentence, sentence[0].number
    marked = is_change(sentence[0]) or number.signed
    return marked and bool(ONLY.fullmatch(text[: number.start]) and ONLY_AFTER.fullmatch(text[number.end :]))
