"""Words that claim more than the numbers allow, or the contrary of them: share, change, comparison, rank."""

from collections.abc import Iterator

from analysis.audit.change_words import change_words
from analysis.audit.claims import Claim
from analysis.audit.comment_cells import comment_cells
from analysis.audit.comparators import comparators
from analysis.audit.own_changes import own_changes
from analysis.audit.reading import Draft
from analysis.audit.share_words import share_words
from analysis.audit.subjects import told
from analysis.audit.superlatives import superlatives
from analysis.audit.verdicts import Setting, Verdict


def overstatements(draft: Draft, claims: list[Claim], setting: Setting) -> Iterator[Verdict]:
    """Words that the draft's own numbers, else published ones, do not bear out; one verdict for each place."""
    yield from comment_cells(draft, claims)
    for one in told(draft, claims):
        taken: list[tuple[int, int]] = []
        found = (
            *share_words(one, claims, setting),
            *own_changes(one),
            *superlatives(one, setting),
            *change_words(one, setting),
            *comparators(one, setting),
        )
        for verdict in found:
            span = verdict.claim.number.start, verdict.claim.number.end
            if not any(start < span[1] and span[0] < end for start, end in taken):
                taken.append(span)
                yield verdict
