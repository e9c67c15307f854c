"""The audit of one draft: every claim with one verdict, the most serious that any check has for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analysis.audit.ages import people_verdict
from analysis.audit.arithmetic import against_itself
from analysis.audit.bases import base_verdict, of_another_whole
from analysis.audit.beside_it import of_one_day
from analysis.audit.carried import carried_over
from analysis.audit.claims import Claim, claims_of
from analysis.audit.cohort_shares import cohort_verdict
from analysis.audit.dates import impossible_dates
from analysis.audit.denied import denied
from analysis.audit.evidence import Evidence
from analysis.audit.overstated import overstatements
from analysis.audit.reading import Draft
from analysis.audit.second_values import second_values
from analysis.audit.shares import Shares, population_verdict
from analysis.audit.small_counts import undisclosable
from analysis.audit.spreads import spread_checks
from analysis.audit.twice import with_counts
from analysis.audit.two_bases import mixed_bases
from analysis.audit.verdicts import FINE, SERIOUS, Setting, Verdict, verdict_of


@dataclass(frozen=True)
class Audit:
    """The verdicts on a draft, in its order, and how it was read."""

    draft: Draft
    area: str
    closing: date
    as_at: date
    verdicts: tuple[Verdict, ...]

    @property
    def findings(self) -> list[Verdict]:
        """What a person has to look at, the most serious first."""
        wanted = [one for one in self.verdicts if one.verdict not in FINE]
        return sorted(wanted, key=lambda one: SERIOUS.index(one.verdict))


@dataclass(frozen=True)
class Known:
    """What the tables say of one area, read once."""

    evidence: Evidence
    shares: Shares


def known_of(tables: Mapping[str, pd.DataFrame], code: str) -> Known:
    """The figures, and the shares of the population, that drafts of an area are held to."""
    return Known(Evidence(tables, code), Shares(tables))


def audit(
    draft: Draft,
    tables: Mapping[str, pd.DataFrame],
    code: str,
    closing: date,
    as_at: date,
    previous: Draft | None = None,
    known: "Known | None" = None,
) -> Audit:
    """Audit a draft of one area against published tables (observations, population, neighbours, releases).

    `closing` is the last day of the period that the draft reports on, `as_at` the day by which a figure must have been
    out for the draft to be held to it, `previous` last year's draft. Whoever audits several drafts of an area can give
    what is `known` of it (see `known_of`), so that the tables are read once.
    """
    known = known or known_of(tables, code)
    setting, shares = Setting(known.evidence, closing, as_at), known.shares
    claims = with_counts(claims_of(draft, closing, setting.evidence.code))
    itself = against_itself(draft, claims, lambda claim: _published(claim, setting))
    carried = carried_over(claims, claims_of(previous, closing, setting.evidence.code)) if previous else {}
    verdicts = of_one_day(mixed_bases([_one(claim, setting, shares, itself, carried) for claim in claims]), setting)
    verdicts = second_values(verdicts)
    more = [*overstatements(draft, claims, setting), *impossible_dates(draft)]
    more += [one for one in spread_checks(draft, claims) if not one.claim.id]
    verdicts += [
        replace(one, claim=replace(one.claim, id=f"c{number}")) for number, one in enumerate(more, len(claims) + 1)
    ]
    return Audit(draft, setting.evidence.code, closing, as_at, tuple(verdicts))


def _published(claim: Claim, setting: Setting) -> bool:
    """Whether a number is a published one as its words say, or as of the closing day."""
    claim = replace(claim, clear=True, strange=())
    ways = (claim, replace(claim, days=(), dated=False)) if claim.role == "level" else (claim,)
    return any(verdict_of(one, setting).verdict == "agrees" for one in ways)


def _one(
    claim: Claim, setting: Setting, shares: Shares, itself: dict[str, Verdict], carried: dict[str, Verdict]
) -> Verdict:
    """The verdict on one claim: a small count first, then what the draft says against itself, then the data."""
    small = undisclosable(claim)
    if small:
        return small
    if denied(claim.passage.text, claim.sentence):
        return Verdict(claim, "untraceable", "The draft says itself that this is not so.")
    own = itself.get(claim.id)
    if own and own.verdict == "arithmetic" and of_another_whole(claim, setting):
        own = None
    if own and own.verdict == "arithmetic" and not claim.context.get("total"):
        return own
    data = (
        population_verdict(claim, shares, setting, claim.context.get("before", ""))
        or cohort_verdict(claim, setting)
        or people_verdict(claim, setting)
        or verdict_of(claim, setting)
    )
    data = base_verdict(claim, data, setting) or data
    if own and own.verdict == "arithmetic" and data.verdict != "agrees":
        return own
    if own and data.verdict == "other_base":
        return replace(data, why=f"{data.why} {own.why}")
    if own and data.verdict != "agrees":
        return replace(
            own,
            why=f"{own.why} {data.why}" if data.verdict not in FINE else own.why,
            suggestion=own.suggestion or data.suggestion,
        )
    return carried.get(claim.id, data) if data.verdict == "untraceable" else data
