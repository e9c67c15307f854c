"""Numbers that stand in a list, and the total that the sentence, or the one after it, says they make."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from analysis.audit.changes import Agreed, nobody
from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.number_words import WORDS
from analysis.audit.pairs import by_sentence
from analysis.audit.verdicts import Verdict

TOTAL = re.compile(
    r"\s*(?P<noun>[a-z]+ )?(?:altogether|in all|in total|all told|all together|together|overall|combined)\b",
    re.IGNORECASE,
)
MAKE = re.compile(
    r"(?:\b(?:make|makes|making|made|add(?:s|ed|ing)? up to|(?:were |was )?summed to|sums? to|com(?:e|es|ing) to"
    r"|total(?:s|led|ling|ing)?|amount(?:s|ing|ed)? to|giv(?:es|ing))|=|\ba total of|\baltogether,?|\bin all,?"
    r"|\bin total,?|\btogether,?)\s*(?:a total of |some total of )?$",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\s*(?:in (?:total|all),?|(?:a |the |the overall |grand )?total(?: of| is| was| came to|:)?(?: all \w+)?"
    r"|(?:that|this|these|together(?: this| that| these)?|altogether,?)(?: \w+)?"
    r"(?: makes?| is| are| comes? to| totals?| gives?)?(?: a total of)?|giving(?: a total of)?):?\s*$",
    re.IGNORECASE,
)
MEMBERS = re.compile(rf"\b(?:these|those|the|all) (?P<many>{'|'.join(WORDS)}|\d+)\b[^,;.]{{0,25}}$", re.IGNORECASE)
GAP = re.compile(r"[^,;&+]*?(?:,|;|\band\b|\+|&|\bplus\b)(?:[^,;]*|\s*and\b[^,;]*)", re.IGNORECASE)
UNLISTED = re.compile(
    r"\b(?:of which|of whom|of these|of them|of those|including|to|from|than|against|per|down|up|compared|last"
    r"|previous\w*|earlier|before|but|while|whereas|rate|after|average|target|total|each|out of)\b|\d{4}",
    re.IGNORECASE,
)
ADDED_UP = re.compile(r"\badd(?:s|ed|ing)? up to\s+$", re.IGNORECASE)  # no hedge, as "up to" alone is
AFTER_LIST = re.compile(r";[^;,\d]*\b(?:a total of|altogether,?|in all,?|in total,?)\s*$", re.IGNORECASE)
LAST = re.compile(r"\s*(?:[a-z-]+(?<!ed))?\s*(?:[.,;)]|$)", re.IGNORECASE)
STARTS = re.compile(r"[:;(–—]| - ")
VERBAL = (
    "in for across over at of and were was this by on altogether together overall so as are with from had made took"
    " it the a an to all combined during which that"
)
NEAR = (Decimal("0.67"), Decimal("1.5"))  # times the true sum that a slip may be
WORDS_BETWEEN = 9
UNBORN = Decimal("1.1")  # times boys and girls that all may be: some are not born yet, or did not say
WHOLE = Decimal(100)
KINDS = ("count", "money", "percent")


def list_checks(claims: list[Claim], agreed: Agreed = nobody) -> Iterator[Verdict]:
    """Totals that are not the sum of the list before them; or the one part that is off, where all else is published."""
    before: list[Claim] = []
    for sentence in by_sentence(claims):
        for claim in sentence:
            parts = _parts(claim, sentence) or _parts_before(claim, sentence, before)
            if parts and not _fits(claim, parts):
                yield _wrong(claim, parts, agreed)
        before = sentence


def _parts(claim: Claim, sentence: list[Claim]) -> list[Claim]:
    """The list before a number that is said to be its total."""
    text, number = claim.sentence, claim.number
    lead, after = text[: number.start], text[number.end :]
    totals = TOTAL.match(after) or MAKE.search(lead)
    hedged = number.hedge and not ADDED_UP.search(lead)
    if claim.kind not in KINDS or claim.role == "change" or hedged or not totals:
        return []
    if AFTER_LIST.search(lead) and not LAST.match(after):
        return []  # "…; a total of 60 had been sent out"
    counts = [one for one in sentence if one.number.end <= number.start and one.kind == claim.kind]
    many = MEMBERS.search(lead)
    if many:
        wanted = WORDS.get(many["many"].lower()) or int(many["many"])
        counts = [one for one in counts if one.number.end <= many.start("many")]
        return counts if len(counts) == wanted else []
    return listed(counts, text) if counts else []


def _parts_before(claim: Claim, sentence: list[Claim], before: list[Claim]) -> list[Claim]:
    """The one list of the sentence before, where this one begins with its total: "In total £257,500."."""
    start = claim is sentence[0] and before and before[0].passage is claim.passage and claim.kind in KINDS
    if not start or claim.number.hedge or not NEXT.fullmatch(claim.sentence[: claim.number.start]):
        return []
    counts = [one for one in before if one.kind == claim.kind]
    parts = listed(counts, before[0].sentence)
    return parts if len(parts) == len(counts) and len(parts) > 1 else []


def listed(counts: list[Claim], text: str) -> list[Claim]:
    """The last numbers of a sentence that stand in one list; none where the list has no clear beginning."""
    found = counts[-1:]
    for one, two in reversed(list(pairwise(counts))):
        between = text[one.number.end : two.number.start]
        if not GAP.fullmatch(between) or UNLISTED.search(between) or len(between.split()) > WORDS_BETWEEN:
            if not STARTS.search(between) and not (one.number.words and one.number.value == len(found)):
                return []  # "the three sites saw 112, 96 and 75" has a beginning
            break
        found.insert(0, one)
    plain = all(one.role == "level" and not one.number.hedge for one in found)
    return found if len(found) > 1 and plain and _of_one_kind(found) else []


def _of_one_kind(parts: list[Claim]) -> bool:
    return len({one.areas for one in parts}) == 1 or len({one.areas for one in parts}) == len(parts)


def _fits(claim: Claim, parts: list[Claim]) -> bool:
    """Whether a total is that of its parts, or so far from it that it is not meant to be."""
    total = sum((one.number.value for one in parts), Decimal(0))
    said = claim.number.value
    if claim.kind == "percent":
        return abs(total - said) <= len(parts) * Decimal("0.5") or said != WHOLE or not _near(said, total)
    if total <= max(one.number.value for one in parts) or not _near(said, total):
        return True
    by_sex = all(one.groups and one.groups[0].startswith("sex:") for one in parts)
    everybody = any(one.indicators[:1] == ("children_in_care",) for one in (claim, *parts))
    if by_sex and not everybody and total < said <= total * UNBORN:
        return True
    return total == said or not _names_them(claim, parts)


def _near(said: Decimal, total: Decimal) -> bool:
    return bool(total) and NEAR[0] <= said / total <= NEAR[1]


def _names_them(claim: Claim, parts: list[Claim]) -> bool:
    """Whether what a total counts is what its parts count: "12 courses and 30 events, 50 hours in all" is of hours."""
    noun = _noun(claim)
    if not noun or claim.kind == "money":
        return True
    nouns = [_noun(one) for one in parts]
    if noun in nouns[:-1] or (noun == nouns[-1] and any(nouns[:-1])):
        return all(one in (noun, "") for one in nouns)
    groups = all(one.groups or one.areas != claim.areas for one in parts)
    return groups or noun == nouns[-1] or noun in parts[0].sentence[: parts[0].number.start].lower()


def _noun(claim: Claim) -> str:
    word = re.match(r"\s+([a-z]+)\b", claim.sentence[claim.number.end :].lower())
    return "" if not word or word[1] in VERBAL.split() else word[1]


def _wrong(claim: Claim, parts: list[Claim], agreed: Agreed) -> Verdict:
    total = sum((one.number.value for one in parts), Decimal(0))
    shown = f"{rounded(total, claim.number.decimals):,f}"
    why = f"{', '.join(one.number.text for one in parts)} add up to {shown}, not {claim.number.text}."
    odd = [one for one in parts if not agreed(one)]
    if len(odd) == 1 and agreed(replace(claim, groups=())):
        return Verdict(odd[0], "arithmetic", why, "", "the sentence itself")
    return Verdict(claim, "arithmetic", why, shown, "the sentence itself", shown)
