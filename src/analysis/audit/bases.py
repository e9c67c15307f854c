"""Percentages that are right, but are said to be of another whole than the one that they are published of."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.audit.claims import Claim
from analysis.audit.evidence import Published
from analysis.audit.matching import exactly, telling
from analysis.audit.numbers import Number, numbers
from analysis.audit.verdicts import Setting, Verdict, verdict_of

# "Of the children on a plan at 31 March": who is there on a day, behind or before the share of them.
OPEN = re.compile(
    r"\bof (?:the|our|all|those|these) (?:[\d,]+ )?(?:children|young people|plans|those)\b[^.;:%]{0,40}?"
    r"(?:\bopen\b|\b(?:at|on) (?:the )?(?:\d{1,2} )?(?:31|end of|year[- ]?end|March|that (?:date|day)|same date))",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\bof (?:all )?(?:the |our |those |these )?(?:all )?$", re.IGNORECASE)
CHILDREN = re.compile(r"\s+(?:children|young people|plans)\b", re.IGNORECASE)
ABOUT = 80  # characters on either side of a share in which its whole is named


@cache
def _bases() -> dict[str, Any]:
    return tomllib.loads(files("analysis.audit").joinpath("bases.toml").read_text(encoding="utf-8"))


def base_verdict(claim: Claim, agreed: Verdict, setting: Setting) -> Verdict | None:
    """The verdict on a number that agrees, where its clause says plainly that it is of another whole."""
    base = _bases().get(next(iter(claim.indicators), ""))
    if (
        not base
        or agreed.verdict != "agrees"
        or claim.number.hedge
        or not (telling(claim.number) or claim.kind == "percent")
    ):
        return None
    first, last = _clause(claim)
    text = claim.sentence[first:last]
    if re.search(base["words"], text, re.IGNORECASE):
        return None
    named = base["open"] and _beside(OPEN.search(text), claim.number, first)
    if not named and not _of_the_count(claim, base["whole"], (first, last), setting):
        return None
    why = f"{agreed.why} That is a share of {base['of']}, and not of those whom the text names."
    return Verdict(claim, "other_base", why, agreed.expected, agreed.source, f"of {base['of']}")


def of_another_whole(claim: Claim, setting: Setting) -> bool:
    """Whether a share that its whole does not allow is a published one of another whole, which says more of it."""
    return claim.kind == "percent" and telling(claim.number) and verdict_of(claim, setting).verdict == "other_base"


def _clause(claim: Claim) -> tuple[int, int]:
    """The clause of a number: between semicolons, and not as far as the next sentence."""
    text, number = claim.sentence, claim.number
    before = [at.end() for at in re.finditer(r";", text[: number.start])]
    after = text.find(";", number.end)
    return (before[-1] if before else 0), (after if after >= 0 else len(text))


def _beside(at: re.Match[str] | None, number: Number, shift: int) -> bool:
    """Whether a whole stands right behind a share, or before it with no other number in between."""
    if at is None:
        return False
    start, end = at.start() + shift, at.end() + shift
    return 0 <= start - number.end <= 1 or 0 <= number.start - end < ABOUT


def _of_the_count(claim: Claim, whole: str, within: tuple[int, int], setting: Setting) -> bool:
    """Whether a share is said to be of so many children as there were on that day: "98% of the 395 plans"."""
    text, start = claim.sentence, claim.number.end
    behind = [one for one in numbers(text) if start < one.start < within[1]]
    if not behind or not COUNTED.fullmatch(text[start : behind[0].start].strip() + " "):
        return False
    day = claim.days[0].day if claim.days else setting.closing
    counts = _counts(claim, whole, day, setting)
    return bool(CHILDREN.match(text[behind[0].end :])) and any(exactly(behind[0], one.value) for one in counts)


def _counts(claim: Claim, whole: str, day: date, setting: Setting) -> list[Published]:
    found = setting.evidence.figures(whole, claim.areas[0])
    return [each for each in found if each.measure == "count" and each.day == day]
