"""How often a board met, and how many meetings it is said to have had: "met 6 times", "the 7 meetings"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.number_words import WORDS, word_value
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences
from analysis.audit.verdicts import Verdict

N = rf"(?P<number>\d{{1,3}}|(?:{'|'.join(WORDS)})(?:-(?:{'|'.join(WORDS)}))?)"
BODY = r"(?P<body>partnership|board|group|sub-?group|panel|executive|committee|forum|network|team)"
MET = re.compile(
    rf"\b{BODY}\b(?: \w+){{0,3}}? (?:met|convened|sat)(?: formally| regularly)? (?:on )?{N} (?:times|occasions)\b",
    re.IGNORECASE,
)
MEETINGS = re.compile(
    rf"\b(?:the|these|those|all|its|of the)(?: all)? {N} (?:full |formal |board |partnership |panel )?meetings\b",
    re.IGNORECASE,
)
BODIES = re.compile(rf"\b{BODY}s?\b", re.IGNORECASE)
OTHERWISE = re.compile(
    r"\b(?:last|previous|next|planned|scheduled|earlier|since|extra|other|more|before|sub-?group"
    r"|were cancelled)\b",
    re.IGNORECASE,
)


def meeting_checks(draft: Draft, claims: list[Claim]) -> Iterator[Verdict]:
    """The second of two numbers of meetings of one body, in sentences of one passage that follow each other."""
    for passage in (one for one in draft.passages if not one.table):
        before = ""
        for _, text in sentences(passage.text):
            met = MET.search(before)
            held = MEETINGS.search(text)
            if met and held and _value(met["number"]) != _value(held["number"]) and _one_body(met, before, text):
                yield from _verdict(passage, text, held, met["number"], claims)
            before = text


def _value(number: str) -> Decimal | None:
    return Decimal(number) if number.isdigit() else word_value(number)


def _one_body(met: re.Match[str], before: str, text: str) -> bool:
    """Whether the second sentence is of the same body, and of the same year as far as it says."""
    bodies = {one["body"].lower() for one in BODIES.finditer(text)}
    years = [set(re.findall(r"\b(?:19|20)\d\d(?:[-/]\d\d)?\b", one)) for one in (before, text)]
    apart = years[0] and years[1] and years[0] != years[1]
    plain = re.sub(r"\b(?:19|20)\d\d(?:[-/]\d\d)?\b", "", text)
    return bodies <= {met["body"].lower()} and not apart and not OTHERWISE.search(plain)


def _verdict(passage: Passage, text: str, held: re.Match[str], first: str, claims: list[Claim]) -> Iterator[Verdict]:
    for claim in claims:
        if claim.passage is passage and claim.sentence == text and claim.number.start == held.start("number"):
            yield Verdict(claim, "inconsistent", f"The sentence before gives {first}.", first, passage.where)
