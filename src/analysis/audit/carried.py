"""Sentences that stand in last year's draft too, with the same figures."""

import re

from analysis.audit.claims import Claim
from analysis.audit.verdicts import Verdict

FEWEST_WORDS = 7


def carried_over(claims: list[Claim], before: list[Claim]) -> dict[str, Verdict]:
    """A verdict for each claim of a sentence that last year's draft has word for word, unless it names its own date."""
    old = {_bare(claim.sentence) for claim in before if not claim.passage.table}
    found = {}
    for claim in claims:
        text = _bare(claim.sentence)
        if not claim.passage.table and text in old and len(text.split()) >= FEWEST_WORDS and not claim.days:
            found[claim.id] = Verdict(
                claim, "stale", "The same sentence with the same figures stands in the earlier draft.", "",
                "the earlier draft", "this year’s figure, or the date of this one",
            )  # fmt: skip
    return found


def _bare(text: str) -> str:
    """A sentence without capitals, signs and spaces that say nothing."""
    return " ".join(re.findall(r"[\w.%£]+", text.lower())).strip(".")
