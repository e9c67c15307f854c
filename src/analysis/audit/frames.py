"""What somebody is said to have said, without who said it: "The police representative said that referrals rose"."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.audit.change_lexicon import UNLIKE
from analysis.audit.mentions import mentions

LONGEST = 110  # characters of who says it, and to whom


@cache
def ring_words() -> dict[str, Any]:
    """The words of rings.toml."""
    return tomllib.loads(files("analysis.audit").joinpath("rings.toml").read_text(encoding="utf-8"))


@cache
def generic_words() -> frozenset[str]:
    """Words that name nothing of their own."""
    return frozenset(ring_words()["generic"]["words"].split())


@cache
def _frame() -> re.Pattern[str]:
    verbs = "|".join(sorted(ring_words()["frames"]["verbs"], key=len, reverse=True))
    return re.compile(
        rf"[^.;:,?\d]{{0,{LONGEST}}}?\b(?:{verbs})\b(?:[^.;:,?\d]{{0,40}}?\bthat\b"
        r"|(?=\s+(?:the|our|an?|this|these|its|another|numbers|it|they|there)\b))",
        re.IGNORECASE,
    )


def unframed(text: str) -> str:
    """A sentence with blanks for who says it, so that its words stand where they stood."""
    at = _frame().match(text)
    if not at or UNLIKE.search(at[0]):
        return text
    named = any(each.kind in ("area", "indicator", "group") for each in mentions(at[0]))
    if named and not at[0].endswith("that"):
        return text  # "England saw a steep drop"
    return " " * at.end() + text[at.end() :]
