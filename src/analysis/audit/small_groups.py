"""Small numbers in lists of groups of children: "neglect 22, sexual abuse 3", "of whom 4 were Asian"."""

import re

from analysis.audit.claims import Claim
from analysis.audit.mentions import Mention, mentions
from analysis.audit.small_words import pattern
from analysis.audit.verdicts import counts_children

CHILD = re.compile(r"\b(?:child|young|CLA|LAC|UASC|plans?\b)", re.IGNORECASE)
LISTED = re.compile(r"\W*(?:$|[.,;:)(]|and\b|or\b)", re.IGNORECASE)
NAMED = re.compile(
    r"\s*(?:were |was |are |is |as |of |for |under )?(?P<what>[\w /]+?)(?=\W*(?:$|[.,;:)(]|\band\b|\bor\b))",
    re.IGNORECASE,
)
PEOPLE = re.compile(r"(?:carers?|homes?|famil(?:y|ies)|parents|schools?)$", re.IGNORECASE)  # "2 foster carers" are two
GROUPS = 3  # groups with their numbers that make a breakdown, even where nothing says of whom


def beside_a_group(claim: Claim) -> bool:
    """Whether a number stands beside a group of children, before or after it, and no more."""
    before, after = claim.sentence[: claim.number.start], claim.sentence[claim.number.end :]
    about = f"{claim.passage.under} | {earlier(claim)} | {claim.sentence}"
    if not counts_children(claim) and not (is_cohort(about) and CHILD.search(about)) and not _is_broken_down(claim):
        return False
    label = re.sub(r"(?:[\s(:=–—-]|\bn\s*=)+$", "", before)
    if LISTED.match(after) and is_group(re.split(r"[,;:(.]|\band\b", label)[-1]):
        return True
    if LISTED.match(after) and _is_broken_down(claim) and any(len(label) == one.end for one in _groups(claim.sentence)):
        return True  # "sixteen and over 4"
    named = NAMED.match(after)
    return named is not None and is_group(named["what"]) and not PEOPLE.search(named["what"])


def _groups(text: str) -> list[Mention]:
    """The groups of children that a text names; who referred them is none."""
    return [one for one in mentions(text) if one.kind in ("group", "label") and "referral_" not in one.key]


def _is_broken_down(claim: Claim) -> bool:
    """Whether a sentence is a list of three groups of children or more, each with its number."""
    said = _groups(claim.sentence)
    return sum(bool(re.match(r"[\s(:=–—-]{1,3}\d", claim.sentence[one.end :])) for one in said) >= GROUPS


def earlier(claim: Claim) -> str:
    """The sentence before, or what stands above a list."""
    lead = claim.context.get("lead", "") if claim.passage.kind == "list" else ""
    return claim.context.get("before", "") or lead


def is_cohort(text: str) -> bool:
    """Whether a text names something that befell children or was done for them."""
    return bool(pattern("cohort", "words").search(text))


def names_a_group(text: str) -> bool:
    """Whether a sentence says of which group the children are."""
    return bool(_groups(text)) or bool(pattern("cohort", "groups").search(text))


def is_group(words: str) -> bool:
    """Whether words name a group of children and no more."""
    said = words.strip()
    whole = any(one.end - one.start >= len(said) for one in _groups(said))
    return bool(said) and (whole or bool(pattern("cohort", "groups").fullmatch(said)))
