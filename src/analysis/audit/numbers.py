"""The numbers of a sentence: what each is (a count, a percentage, a rate, …), or why it makes no claim."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.audit.idle import idle_spans
from analysis.audit.number_words import FRACTIONS, TIMES, WORDS, word_value

HEDGES = {
    "over": r"over|more than|in excess of|upwards of|exceeding|above|at least|no fewer than|greater than",
    "under": r"under|fewer than|less than|below|up to|at most|no more than|nearly|almost|just under|approaching"
    r"|close to",
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|c\.|in the region of|just over|~",
}
# "nearly 400" is less than 400 but close; "just over" is more but close.
NEAR = re.compile(r"\b(nearly|almost|just under|approaching|close to|just over)\s*$", re.IGNORECASE)
UP_TO = re.compile(  # "went up to 64%" is no "up to"
    r"\b(?:went|gone|going|go|goes|came|comes|rose|risen|is|was|are|were|climbed|crept|moved|edged|back|it) up to\s*$",
    re.IGNORECASE,
)
_HEDGED = {
    name: re.compile(rf"(?:\b(?:{words})|~)\s*(?:a|an|of)?\s*$", re.IGNORECASE) for name, words in HEDGES.items()
}
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = re.compile(
    rf"(?<![\w.,/£-])(?P<minus>[-−–](?=\d)|\+)?(?P<digits>{DIGITS})(?![\w/]|[.,]\d)|£\s?(?P<money>{DIGITS})"
)
WORD = re.compile(
    rf"\b(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?:(?:[- ]|(?<=hundred) and )(?:{'|'.join(WORDS)}))*\b",
    re.IGNORECASE,
)
PERCENT = re.compile(
    r"\s?(?:%|per\s?cent\b)(\s*(?:age)?\s*points?\b)?|\s?percentage points?\b|\s?ppts?\b", re.IGNORECASE
)
RATE = re.compile(
    r"\s*(?:[\w’'-]+ ){0,6}?(?:per|in every|for every|in each|out of every|/)\s*(1,?000|10,?000|100,?000|10k|100k)\b",
    re.IGNORECASE,
)
IN = re.compile(
    rf"\s*(?:(?:child|pupil|plan|referral|person|young person|conference) )?(?:in"
    rf"|out of)\s+(?:every\s+)?(?P<whole>{DIGITS}|{'|'.join(WORDS)})\b",
    re.IGNORECASE,
)
TIMES_AFTER = re.compile(
    r"\s*(?:times\b(?! (?:a|per|each|in|during|this|last|over|since)\b)|-?fold\b|x\b|×)", re.IGNORECASE
)
RATIO = re.compile(
    r"\s*(?:\(|as|more|higher|greater|larger|bigger|over-?represent\w*|likelier|less|lower|the|that|their|its"
    r"|what|those|than)\b|\s*[).,;]|\s*$",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"(?<![\w.,/])(?P<digits>\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
RANKED = re.compile(r"\s*(?:most|least|highest|lowest|worst|best|largest|smallest|out of \d+|of \d+)\b", re.IGNORECASE)
RANKING = re.compile(r"\brank(?:ed|s|ing)?\b[^.]*$|\b(?:most|least) deprived\b[^.]*\b(?:to|with|from) $", re.IGNORECASE)
COUPLE = re.compile(r"\ba couple(?= of (?:our |the )?(?:[a-z-]+ )?(?:children|young people|girls|boys))", re.IGNORECASE)
NOUNS = r"child(?:ren)?|young people|young person|girls?|boys?|bab(?:y|ies)|infants?|siblings?|brothers?|sisters?|twins"
LONE = re.compile(rf"\ba (?P<one>single|lone) (?=(?:[a-z-]+ ){{0,3}}?(?:{NOUNS}|care leaver)\b)", re.IGNORECASE)
PAIR = re.compile(rf"\ba pair(?= of (?:our |the )?(?:[a-z-]+ )?(?:{NOUNS})\b)", re.IGNORECASE)
PERS = {"1000": 1_000, "10000": 10_000, "10k": 10_000, "100000": 100_000, "100k": 100_000}


@dataclass(frozen=True)
class Number:
    """A number where it stands in a sentence. `idle` says why it makes no claim; "" for one that does."""

    start: int
    end: int
    text: str
    kind: str  # count, percent, points, rate, ratio, rank, money, fraction
    value: Decimal
    decimals: int = 0
    per: int = 0
    hedge: str = ""  # over, under or about
    near: bool = False  # "nearly", "just over": the number is close to what is meant
    words: bool = False  # written in letters
    signed: bool = False  # "+12": a change
    idle: str = ""


def numbers(sentence: str) -> list[Number]:
    """The numbers of a sentence, in order, those that make no claim too."""
    found = [*_ranks(sentence), *_digits(sentence), *_words(sentence), *_fractions(sentence)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Number] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    spans = idle_spans(sentence)
    return [_hedged(replace(one, idle=one.idle or _why_idle(one, spans)), sentence) for one in kept]


def _why_idle(one: Number, spans: list[tuple[int, int, str]]) -> str:
    return next((why for start, end, why in spans if start < one.end and one.start < end), "")


def _digits(sentence: str) -> list[Number]:
    found = []
    for at in NUMBER.finditer(sentence):
        if at["money"]:
            found.append(Number(at.start(), at.end(), at[0], "money", _value(at["money"]), _decimals(at["money"])))
            continue
        value = _value(at["digits"]) * (-1 if at["minus"] and at["minus"] != "+" else 1)
        made = _kind(sentence, at.start(), at.end(), value, _decimals(at["digits"]))
        found.append(replace(made, signed=bool(at["minus"])))
    return found


def _kind(sentence: str, start: int, end: int, value: Decimal, decimals: int, words: bool = False) -> Number:
    """What a number is, by what follows it."""
    after = sentence[end:]
    made = Number(start, end, sentence[start:end], "count", value, decimals, words=words)
    if share := PERCENT.match(after):
        kind = "points" if "point" in share[0].lower() or "ppt" in share[0].lower() else "percent"
        return replace(made, kind=kind, end=end + share.end(), text=sentence[start : end + share.end()].strip())
    if (whole := IN.match(after)) and not decimals:
        out_of = word_value(whole["whole"]) if whole["whole"][0].isalpha() else _value(whole["whole"])
        if out_of and value < out_of <= 100 and value <= 10:
            said = sentence[start : end + whole.end()]
            return replace(made, kind="fraction", value=value / out_of, decimals=2, end=end + whole.end(), text=said)
    if rate := RATE.match(after):
        return replace(made, kind="rate", per=PERS[rate[1].replace(",", "").lower()])
    if (times := TIMES_AFTER.match(after)) and RATIO.match(after[times.end() :]):
        return replace(made, kind="ratio", end=end + times.end(), text=sentence[start : end + times.end()])
    return made


def _words(sentence: str) -> list[Number]:
    found = []
    for at in WORD.finditer(sentence):
        value = word_value(at[0])
        if value is not None:
            found.append(_kind(sentence, at.start(), at.end(), value, 0, words=True))
    return found


def _fractions(sentence: str) -> list[Number]:
    found = []
    for pattern, value in FRACTIONS:
        found += [
            Number(at.start(), at.end(), at[0], "fraction", value, 2, words=True) for at in pattern.finditer(sentence)
        ]
    found += [Number(at.start(), at.end(), at[0], "count", Decimal(2), words=True) for at in COUPLE.finditer(sentence)]
    found += [Number(at.start(), at.end(), at[0], "count", Decimal(2), words=True) for at in PAIR.finditer(sentence)]
    found += [
        Number(at.start("one"), at.end("one"), at["one"], "count", Decimal(1), words=True)
        for at in LONE.finditer(sentence)
    ]
    for pattern, value in TIMES:
        found += [
            Number(at.start(), at.end(), at[0], "ratio", value, 0, words=True) for at in pattern.finditer(sentence)
        ]
    return found


def _ranks(sentence: str) -> list[Number]:
    found = []
    for at in ORDINAL.finditer(sentence):
        ranked = RANKED.match(sentence[at.end() :]) or RANKING.search(sentence[: at.start()])
        idle = "" if ranked else "an ordinal"
        found.append(Number(at.start(), at.end(), at[0], "rank", Decimal(at["digits"]), idle=idle))
    return found


def _hedged(one: Number, sentence: str) -> Number:
    before = sentence[max(0, one.start - 30) : one.start]
    for name in ("about", "under", "over"):  # "just over" before "over"
        if _HEDGED[name].search(before) and not UP_TO.search(before):
            return replace(one, hedge=name, near=name == "about" or bool(NEAR.search(before)))
    return one


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])
