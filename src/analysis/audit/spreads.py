"""Means that lie outside the least and the most that a sentence gives with them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.audit.claims import Claim
from analysis.audit.numbers import Number, numbers
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences
from analysis.audit.verdicts import Verdict

LINK = (
    r"(?: (?:being|was|is|of|at|took|had|case|one|age|time|wait|team|ward|visit|month|quarter|week|day|year|value))*"
    r"[ :=]*(?:at |of )?$"
)
MEAN = re.compile(
    rf"\b(?:mean|average|median|averag(?:ed|ing))(?: age| wait| time| length| number| score)?{LINK}", re.IGNORECASE
)
LEAST = re.compile(
    rf"\b(?:minimum|min\.?|least|lowest|shortest|fastest|quickest|youngest|smallest|fewest){LINK}", re.IGNORECASE
)
MOST = re.compile(
    rf"\b(?:maximum|max\.?|most|highest|longest|slowest|oldest|largest|greatest|biggest){LINK}", re.IGNORECASE
)
RANGE = re.compile(r"\brang(?:e|ed|es|ing)(?: was| is)?(?: of)? (?:from |between )?$", re.IGNORECASE)
UNIT = re.compile(
    r"\s*(?P<unit>%|per cent|(?:working )?days?|weeks?|months?|years?|hours?|minutes?|points?)?", re.IGNORECASE
)
TO = re.compile(r"\s*(?:%|[a-z]+)?\s*(?:to|and|-|–)\s*", re.IGNORECASE)


def spread_checks(draft: Draft, claims: list[Claim]) -> Iterator[Verdict]:
    """A mean below the least or above the most, in one sentence and one unit, whatever it is of."""
    for passage in (one for one in draft.passages if not one.table):
        for _, text in sentences(passage.text):
            if re.search(r"\b(?:mean|average|median)", text, re.IGNORECASE):
                mine = [one for one in claims if one.passage is passage and one.sentence == text]
                yield from _in_sentence(passage, text, mine)


def _in_sentence(passage: Passage, text: str, claims: list[Claim]) -> Iterator[Verdict]:
    found = [one for one in numbers(text) if one.kind in ("count", "percent", "rate", "money")]
    means, least, most = ([one for one in found if word.search(text[: one.start])] for word in (MEAN, LEAST, MOST))
    for one, two in pairwise(found):
        if RANGE.search(text[: one.start]) and TO.fullmatch(text[one.end : two.start]):
            least, most = [*least, one], [*most, two]
    if len(means) != 1 or len(least) > 1 or len(most) > 1:
        return
    mean = means[0]
    low = next((one.value for one in least if _one_unit(one, mean, text)), None)
    high = next((one.value for one in most if _one_unit(one, mean, text)), None)
    if mean.hedge or low is None or high is None or low > high or low <= mean.value <= high:
        return
    said = f"the {'least' if mean.value < low else 'most'}, {low if mean.value < low else high}"
    claim = next((one for one in claims if one.number.start == mean.start), Claim("", passage, text, mean))
    yield Verdict(claim, "arithmetic", f"A mean of {mean.text} is not between the least and the most: beyond {said}.",
                  "", "the sentence itself")  # fmt: skip


def _one_unit(one: Number, mean: Number, text: str) -> bool:
    """Whether two numbers are of one unit, or one of them names none."""
    units = [UNIT.match(text[each.end :]) for each in (one, mean)]
    names = {(unit["unit"] or "").lower().rstrip("s") for unit in units if unit}
    return len(names - {""}) <= 1 and one.kind == mean.kind
