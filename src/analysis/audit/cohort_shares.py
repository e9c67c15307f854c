"""Shares of children in a cohort by a label such as "non-white": whether the published counts allow them."""

from datetime import date
from decimal import Decimal

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.population_shares import PARTS
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.whose import COHORTS, of_population
from analysis.vocabulary.areas import area

LABELS = ("not White", "minority", "not White British")
SOURCE = "DfE children looked after"


def cohort_verdict(claim: Claim, setting: Setting) -> Verdict | None:
    """A share of children in a cohort by a label: whether the published counts allow it, under any meaning."""
    if claim.kind != "percent" or claim.label not in LABELS or claim.areas != (LOCAL,):
        return None
    if not claim.indicators or claim.indicators[0] not in COHORTS or of_population(claim):
        return None
    bounds = _bounds(setting, claim.indicators[0], claim.days[0].day if claim.days else setting.closing)
    if bounds is None:
        return Verdict(claim, "untraceable", "No local counts by ethnic group are published for it.")
    least, most = bounds
    span = f"{rounded(least, 1)}%" if least == most else f"between {rounded(least, 1)}% and {rounded(most, 1)}%"
    step = Decimal(1).scaleb(-claim.number.decimals) / 2
    told = f"By published counts, {span} are not White ({area(setting.evidence.code).name})."
    if claim.number.value + step < least:
        return Verdict(claim, "differs", told, span, SOURCE, f"{span} (leaving out White minorities)")
    if claim.number.value - step <= most and claim.label != "not White British":
        return Verdict(claim, "agrees", told, span, SOURCE)
    if claim.label == "not White British":
        return Verdict(claim, "untraceable", f"{told} White minorities are not counted apart.")
    told += " It can only be right if White minorities are counted in, which the text does not say."
    return Verdict(claim, "differs", told, span, SOURCE, f"{span} (leaving out White minorities)")


def _bounds(setting: Setting, indicator: str, day: date) -> tuple[Decimal, Decimal] | None:
    """The least and the most that the four other groups can be, in percent, by the published counts."""
    counts = {group: _count(setting, indicator, group, day) for group in ("", "White", *PARTS)}
    whole, white = counts[""], counts["White"]
    if not whole or white is None:
        return None
    least = sum(count or 0 for group, count in counts.items() if group in PARTS)
    hidden = any(counts[group] is None for group in PARTS)
    return Decimal(100 * least) / whole, Decimal(100 * (whole - white if hidden else least)) / whole


def _count(setting: Setting, indicator: str, group: str, day: date) -> int | None:
    """The latest published count of a group on a day."""
    key = f"ethnic_group:{group}" if group else ""
    found = [
        one for one in setting.evidence.figures(indicator, LOCAL, key) if one.day == day and one.measure == "count"
    ]
    return max(found, key=lambda one: one.out).count if found else None
