"""What a draft says against itself: totals and rows, changes and their two ends, shares and counts, one thing twice."""

from analysis.audit.apart import apart_checks
from analysis.audit.changes import Agreed, change_checks, nobody
from analysis.audit.claims import Claim
from analysis.audit.columns import column_checks
from analysis.audit.excuses import excused, given_before
from analysis.audit.impossible_shares import impossible_shares
from analysis.audit.listed import list_checks
from analysis.audit.made_up import made_checks
from analysis.audit.meetings import meeting_checks
from analysis.audit.parts import part_checks
from analysis.audit.put_in_percent import percent_checks
from analysis.audit.ratios import ratio_checks
from analysis.audit.reading import Draft
from analysis.audit.rows import row_checks
from analysis.audit.said_again import again_checks
from analysis.audit.same_key import key_checks
from analysis.audit.same_things import things_twice
from analysis.audit.shared_out import share_out_checks
from analysis.audit.slipped_shares import share_slips
from analysis.audit.slips import change_slips
from analysis.audit.spreads import spread_checks
from analysis.audit.steps_in_percent import step_checks
from analysis.audit.sums import sum_checks
from analysis.audit.totals import total_checks
from analysis.audit.turned_digits import turned_checks
from analysis.audit.twice import twice_checks
from analysis.audit.verdicts import Verdict
from analysis.audit.wholes import whole_checks


def against_itself(draft: Draft, claims: list[Claim], agreed: Agreed = nobody) -> dict[str, Verdict]:
    """The verdicts on what contradicts itself, by the id of the claim; the first check has the say.

    `agreed` says whether a number is a published one; it only tells which of several numbers is the one that is off.
    """
    found: dict[str, Verdict] = {}
    checks = [total_checks(draft, claims), change_checks(claims, agreed)]
    checks += [whole_checks(claims, agreed), list_checks(claims, agreed), sum_checks(claims), part_checks(claims)]
    checks += [ratio_checks(claims), (one for one in spread_checks(draft, claims) if one.claim.id)]
    checks += [impossible_shares(claims)]
    checks += [
        apart_checks(claims, agreed),
        percent_checks(claims, agreed),
        made_checks(claims),
        share_out_checks(claims),
    ]
    checks += [step_checks(claims, agreed), change_slips(claims, agreed), share_slips(claims, agreed)]
    checks += [row_checks(claims), column_checks(draft, claims)]
    checks += [twice_checks(claims), things_twice(claims), again_checks(claims), meeting_checks(draft, claims)]
    checks += [key_checks(claims), turned_checks(claims)]
    for verdicts in checks:
        for verdict in verdicts:
            given = verdict.verdict == "inconsistent" and given_before(verdict.claim, claims)
            if not given and (verdict.verdict != "arithmetic" or not excused(verdict.claim, claims)):
                found.setdefault(verdict.claim.id, verdict)
    return found
