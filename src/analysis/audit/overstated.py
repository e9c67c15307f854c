"""Words that claim more than the numbers allow, or the contrary of them: share, change, comparison, rank."""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.audit.change_words import change_words
from analysis.audit.claims import HEADING, Claim
from analysis.audit.comment_cells import comment_cells
from analysis.audit.comparators import comparators
from analysis.audit.denied import denied
from analysis.audit.frames import unframed
from analysis.audit.own_changes import own_changes
from analysis.audit.own_pairs import own_pairs
from analysis.audit.pairs_apart import pairs_apart
from analysis.audit.reading import Draft
from analysis.audit.ring_changes import ring_changes
from analysis.audit.ring_comparators import ring_comparators
from analysis.audit.ring_subjects import BACK
from analysis.audit.said_after import said_after
from analysis.audit.share_words import share_words
from analysis.audit.subjects import Told, told
from analysis.audit.superlatives import superlatives
from analysis.audit.verdicts import Setting, Verdict


def overstatements(draft: Draft, claims: list[Claim], setting: Setting) -> Iterator[Verdict]:
    """Words that the draft's own numbers, else published ones, do not bear out; one verdict for each place."""
    yield from comment_cells(draft, claims)
    earlier: list[Told] = []
    label: list[Told] = []
    for told_one in told(draft, claims):
        earlier = [each for each in earlier if each.passage is told_one.passage]
        above = label if label and label[0].passage.under == told_one.passage.under else []
        if not denied(told_one.passage.text, told_one.text):
            yield from _of_one(told_one, [*earlier[: BACK - len(above)], *above], claims, setting)
        label = _label(told_one) or label
        earlier.insert(0, told_one)


def _label(one: Told) -> list[Told]:
    """A line that only names what stands below it, as a sentence that names it: "2 Children looked after"."""
    text = re.sub(r"^[\W\d]+", "", one.passage.text).strip()
    short = len(text.split()) <= HEADING and not re.search(r"[.?!;,]$|\d", text)
    return [Told(one.passage, text, "", [])] if short and one.passage.kind == "paragraph" else []


def _of_one(said: Told, earlier: list[Told], claims: list[Claim], setting: Setting) -> Iterator[Verdict]:
    """The verdicts on one sentence, the plainest rule first: no two on the same words."""
    one = replace(said, text=unframed(said.text))
    taken: list[tuple[int, int]] = []
    found = (
        *share_words(one, claims, setting),
        *own_changes(one),
        *own_pairs(one, setting),
        *pairs_apart(one, earlier, setting),
        *said_after(one, earlier, setting),
        *superlatives(one, setting),
        *change_words(one, setting),
        *comparators(one, setting),
        *ring_comparators(one, earlier, setting),
        *ring_changes(one, earlier, claims, setting),
    )
    for verdict in found:
        span = verdict.claim.number.start, verdict.claim.number.end
        if not any(start < span[1] and span[0] < end for start, end in taken):
            taken.append(span)
            yield replace(verdict, claim=replace(verdict.claim, sentence=said.text))
