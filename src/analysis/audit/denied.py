"""What a draft quotes only to deny it: "Plans doubled." No. They rose by 48."""

import re

QUOTED = re.compile(r"\W{0,3}[\"“‘'].*[\"”’']\W*")
DENIES = re.compile(
    r"[\s*_]*(?:No(?=[.,:;–—!]|$| )|Not (?:so|quite|true|right|correct|really|exactly)|Wrong|False|Untrue|Incorrect"
    r"|Nearly(?=[.,])|Myth|(?:This|That) is (?:not|wrong|false|untrue|incorrect|a myth))\b",
)


def denied(passage: str, sentence: str) -> bool:
    """Whether a sentence of a passage is a quotation, and the next word says that it is not so."""
    at = passage.find(sentence)
    return at >= 0 and bool(QUOTED.fullmatch(sentence)) and bool(DENIES.match(passage[at + len(sentence) :]))
