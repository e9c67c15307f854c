"""Counts of one to five children, which could tell who a child is."""

import re

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.mentions import mentions
from analysis.audit.small_groups import beside_a_group, earlier, is_cohort, is_group, names_a_group
from analysis.audit.small_innocent import is_innocent, of_their_own
from analysis.audit.small_nouns import KNOWN, PLANS, label_noun, noun_after, noun_before
from analysis.audit.small_words import pattern, small_words
from analysis.audit.verdicts import Verdict, counts_children
from analysis.vocabulary.areas import areas

SMALL = range(1, 6)
# What may follow a number that stands for children without naming them: "of those in care, 3 were on remand".
STANDS = re.compile(
    r"\s*(?:[.,;:)(]|$|(?:were|was|are|is|had|has|have|live[ds]?|in|from|for|on|at|with|who|went|came|left|moved"
    r"|died|returned|remain(?:ed|s)?|became|started|ended|and|to \d"
    r"|identify|speak|attend|need|await|remain|stay|go|[a-z]+ed)\b)",
    re.IGNORECASE,
)
VERB = re.compile(r"\s*(?:was|is|had|has|went|came|left|moved|died|returned|became|remain(?:ed|s))\b", re.IGNORECASE)
WRITTEN = re.compile(r"\s*(?:were |was |are |is )?(?:agreed|approved|drafted|published|written|signed|outstanding)\b")
LINK = re.compile(
    r"(?:[:,;=(–—-]|\b(?:were|was|is|are|be|numbered|totall?ed|total|and|only|just|now|with|includ(?:e|es|ed|ing)|at"
    r"|to|from|had|has|have|of|of (?:whom|which|them|these)))\W*$",
    re.IGNORECASE,
)
SAMPLE = re.compile(
    r"\b(?:audit(?:s|ed|ing)?|dip[- ]sampl\w+|sampl(?:ed?|es|ing)|moderat(?:ed|ion))\b(?:[^.;]*\d|\W*$)", re.IGNORECASE
)
SIBLINGS = re.compile(r"\ba sibling group of\s+$", re.IGNORECASE)
IN_CUSTODY = re.compile(r"\s*in (?:custody|hospital|prison|secure|residential)\b", re.IGNORECASE)
OF_THE = re.compile(r"^\W*(?:of|among) (?:the|our|these|those) [\d,]+,\s*(?:only |just )?$", re.IGNORECASE)
IS = re.compile(r"\s*(?:were|was|are|is|had|have|has) (?!about|for|on (?:the )?(?:subject|topic|theme))", re.IGNORECASE)
THEIRS = re.compile(r"\b(?:care leavers|children in care|looked[- ]after children)[’']", re.IGNORECASE)
REFERS = re.compile(
    r"^\W*(?:only |just )?(?:of (?:these|them|those|which|whom)|among (?:these|them)|a further)\b", re.IGNORECASE
)
OF_THEM = ("child", *PLANS)
OF_CHILDREN = ("child_protection_plans", "children_in")
WHY = (
    "A count of one to five children can tell who a child is. It should be hidden, and so should another number where "
)
WHY += "the total would give it away."


def undisclosable(claim: Claim) -> Verdict | None:
    """A count of one to five children of a cohort, in figures or in letters."""
    number = claim.number
    if number.kind != "count" or number.decimals or number.value not in SMALL or number.signed:
        return None
    if claim.areas[0] != LOCAL and getattr(areas().get(claim.areas[0]), "level", "") != "local authority":
        return None
    small = _in_table(claim) if claim.passage.table else _in_sentence(claim)
    return Verdict(claim, "undisclosable", WHY, "", "", "fewer than 6, or a wider group") if small else None


def _in_table(claim: Claim) -> bool:
    """Whether a cell counts children: by its row and column, by what the table is split by, by its caption."""
    row, column, corner = (claim.context.get(key, "") for key in ("row", "column", "corner"))
    others = rf"(?<!\w)(?:{small_words()['innocent']['table']})(?![\w-])|%|£"
    if (
        claim.context.get("other")
        or claim.measure in ("rate", "percent")
        or re.search(others, f"{row} | {column}", re.IGNORECASE)
    ):
        return False
    parts = [row, column, corner, claim.passage.under, claim.context.get("lead", "")]
    around = " | ".join(parts)
    if pattern("innocent", "sentence").search(around) or pattern("innocent", "tables").search(around):
        return False
    children = any(label_noun(part).kind in OF_THEM for part in (row, column))
    named = THEIRS.search(around) or any(label_noun(part).kind in OF_THEM for part in parts)
    about = counts_children(claim) or (is_cohort(around) and bool(named))
    if claim.groups or children or is_group(row) or is_group(column):
        return about
    split = re.search(rf"(?:^|\|)\W*(?:{small_words()['cohort']['breakdowns']})\b", corner, re.IGNORECASE)
    return about and (claim.clear or bool(split))


def _in_sentence(claim: Claim) -> bool:
    """Whether a number in running text counts children, with a noun of its own or without one."""
    text, number = claim.sentence, claim.number
    noun = noun_after(text[number.end :], int(number.value))
    siblings = SIBLINGS.search(text[: number.start])
    if siblings:
        return is_cohort(text)
    if claim.role == "change" or is_innocent(claim, noun):
        return False
    if noun.kind == "child":
        return counts_children(claim) or _is_of_a_cohort(claim, earlier(claim) if names_a_group(text) else "")
    if noun.kind in KNOWN:
        return counts_children(claim) or any(name.startswith(OF_CHILDREN) for name in claim.indicators)
    return beside_a_group(claim) or (noun.kind in ("them", "nothing") and _stands_for_children(claim, noun.kind))


def _stands_for_children(claim: Claim, kind: str) -> bool:
    """Whether a number without a noun is one of children by what stands before it."""
    before, after = claim.sentence[: claim.number.start], claim.sentence[claim.number.end :]
    one = claim.number.text.lower() == "one"
    if (kind == "nothing" and not (VERB if one else STANDS).match(after)) or of_their_own(after):
        return False
    if SAMPLE.search(before):
        return False
    if IN_CUSTODY.match(after) and counts_children(claim):
        return True
    bare = not before.strip(" \t*•-–") or bool(REFERS.search(before)) or kind == "them"
    of = noun_before(before)
    if of.kind == "other" and OF_THE.search(before) and not earlier(claim):
        return counts_children(claim) and bool(IS.match(after))
    if of.kind == "other" and bare:
        if SAMPLE.search(earlier(claim)):
            return False
        of = noun_before(earlier(claim) or claim.passage.under)
    if of.kind not in OF_THEM or (of.kind in PLANS and WRITTEN.match(after)):
        return False
    of_a_place = any(0 < len(before) - one.end <= 2 for one in mentions(claim.sentence) if one.kind == "area")
    if kind == "nothing" and not bare and not of_a_place and not LINK.search(before) and after.strip():
        return False  # "children rated their home 4."
    return counts_children(claim) or _is_of_a_cohort(claim, earlier(claim) if bare else "")


def _is_of_a_cohort(claim: Claim, before: str = "") -> bool:
    """Whether a sentence, its heading or what else is given names what befell children or was done for them."""
    return is_cohort(f"{claim.sentence} | {claim.passage.under} | {before}")
