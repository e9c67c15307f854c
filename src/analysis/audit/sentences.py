"""A passage in sentences, each with the place where it begins."""

import re

# A full stop after these ends no sentence.
SHORT = "e\\.g|i\\.e|etc|approx|no|nos|st|mr|mrs|ms|dr|prof|vs|cf|fig|para|p|pp|ref|tel|dept|inc|ltd|co|est|ch|vol"
_SHORT = re.compile(rf"(?:^|[\s(])(?:{SHORT}|[A-Z])$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|[\s(])nos?$", re.IGNORECASE)  # "no." is short for number only before one
Sentence = tuple[int, str]  # where it begins in its passage, and its text


def sentences(text: str) -> list[Sentence]:
    """The sentences of a passage. A stop inside a number, or after a short form, ends none."""
    found, begin = [], 0
    for stop in re.finditer(r"[.!?]+[\"”’)\]]*(?=\s|$)|\n", text):
        before = text[begin : stop.start()]
        after = text[stop.end() :].lstrip()
        short = _SHORT.search(before) and not (_NUMBER.search(before) and not after[:1].isdigit())
        if stop[0][0] == "." and (short or re.match(r"[a-z]", after)):
            continue
        found.append((begin, text[begin : stop.end()]))
        begin = stop.end()
    found.append((begin, text[begin:]))
    return [_trimmed(start, said) for start, said in found if said.strip()]


def _trimmed(start: int, said: str) -> Sentence:
    lead = len(said) - len(said.lstrip())
    return start + lead, said.strip()
