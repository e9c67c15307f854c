"""What a number gives: a count, a rate or a percentage."""

import re

from analysis.audit.clauses import index_of, stretch_of
from analysis.audit.numbers import Number
from analysis.audit.readings import Read
from analysis.vocabulary.indicators import indicators

RATES = re.compile(
    r"\brates?\b|\b(?:per|(?:for|in) (?:each|every)) (?:1,?000|10,?000|100,?000|10k|(?:ten )?thousand)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\s*(?:[a-z-]+ ){0,2}?(?:children|young people|of them|plans|girls|boys)\b", re.IGNORECASE)


def measure_of(read: Read, number: Number, names: list[str]) -> str:
    """What a number gives: a count, a rate, a percentage."""
    if number.kind in ("percent", "fraction"):
        return "percent"
    if number.kind == "rate":
        return "rate"
    if number.kind != "count":
        return ""
    known = indicators().get(names[0]) if names else None
    if number.decimals:
        return "percent" if known and known.unit == "percent" else "rate"
    return "rate" if _rate_said(read, number) else "count"


def _rate_said(read: Read, number: Number) -> bool:
    """Whether "rate" is said right there, or where what it counts is named, or of the number it is set beside."""
    if RATES.search(_until_a_number(read, number)):
        return True
    if COUNTED.match(read.text[number.end :]):
        return False
    lead = read.text[: number.start].rpartition(":")[0]
    if RATES.search(lead) and not any(one.start < len(lead) for one in read.claiming):
        return True  # "In care per 10,000: Rotherham 80, England 67"
    start, end = stretch_of(number, read.stretches)
    beside = [one for one in read.claiming if start <= one.start < number.start]
    if beside:  # "the rate of 84 is well above the 70 for England"
        return beside[-1].kind == "rate" or _rate_said(read, beside[-1])
    if not read.bare(number):
        return False
    at = index_of(number, read.stretches)
    for start, end in reversed(read.stretches[:at]):
        inside = [one for one in read.claiming if start <= one.start < end]
        if inside:
            return inside[-1].kind == "rate" or _rate_said(read, inside[-1])
        if RATES.search(read.text[start:end]):
            return True
        if any(one.kind in ("indicator", "weak") and start <= one.start < end for one in read.said):
            return False
    carried = [claim for claim in read.before.claims if claim.measure]
    return bool(carried) and carried[-1].measure == "rate" and not any(one.kind == "indicator" for one in read.said)


def _until_a_number(read: Read, number: Number) -> str:
    """The words of a number's stretch before it, from the number before."""
    start, _ = stretch_of(number, read.stretches)
    start = max([start, *(one.end for one in read.claiming if start <= one.start < number.start)])
    return read.text[start : number.start]
