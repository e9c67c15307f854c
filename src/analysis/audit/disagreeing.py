"""What is wrong with a number that agrees with nothing: another day, another base, another place, or none of these."""

import re
from decimal import Decimal

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import Published
from analysis.audit.lookups import figures
from analysis.audit.matching import agrees, exactly
from analysis.audit.mentions import mentions
from analysis.audit.rivals import rival_verdict
from analysis.audit.roles import SET_AGAINST
from analysis.audit.verdicts import Setting, Verdict
from analysis.audit.wording import day_words, place_words, thing_words, value_words
from analysis.vocabulary.areas import area, areas

BANDS = ("0-17", "0-19")
NEAR_YEARS = 4  # estimates further away give a rate by chance, not by mistake
LEAST, MOST = Decimal("0.5"), Decimal(2)  # times the truth beyond which something else is meant
YEARS_BACK = 3  # an older figure is printed by chance as often as by oversight
LATEST = re.compile(
    r"\b(?:latest|most recent|last) (?:published|available|national|validated|official|figures?|data)|\bpublished\b",
    re.IGNORECASE,
)
FEW = 20  # counts below are of parts of a whole as often as of the whole


def disagreeing(claim: Claim, found: list[Published], known: list[Published], setting: Setting) -> Verdict:
    """The verdict on a claim whose words are clear and whose number is no published one of its day."""
    known = [one for one in known if one.indicator == claim.indicators[0]]
    found = [one for one in found if one.indicator == claim.indicators[0]]
    if not known:
        return _undated(claim, found, setting)
    if any(exactly(claim.number, one.value) for one in known):
        return Verdict(claim, "untraceable", "Its hedge does not fit, but its number does.")
    if doubt := _doubtful(claim, found, setting):
        return Verdict(claim, "untraceable", doubt)
    best = max(known, key=lambda one: (not one.made, one.out))
    counted = bool(claim.context.get("counts"))
    if counted and (other := _other_base(claim, known, setting)):
        return other
    other_days = [one for one in found if _earlier(claim, one, best, setting)]
    if other_days:
        return _stale(claim, other_days, best)
    other = (
        rival_verdict(claim, best, setting) or _other_base(claim, known, setting) or _other_area(claim, best, setting)
    )
    if other:
        return other
    if SET_AGAINST.search(claim.sentence[: claim.number.start]) and not claim.dated:
        return Verdict(claim, "untraceable", "It may be of what the number before it is set against.")
    if not _likely(claim, best):
        return Verdict(claim, "untraceable", f"It is far from the {thing_words(best)}, so it may be of a part.")
    why = f"The {thing_words(best)} is {value_words(best)} ({best.source})."
    instead = f"{value_words(best)} ({day_words(best)}, {best.source})"
    return Verdict(claim, "differs", why, value_words(best), best.source, instead)


def _doubtful(claim: Claim, found: list[Published], setting: Setting) -> str:
    """Why a number is left alone although its words seem plain; "" for no reason.

    A time that only goes by another ("the year before") is misread more often than a number is wrong, and a percentage
    without a word of its own may be of anything.
    """
    relative = bool(claim.days) and not claim.days[0].said
    near = [one for one in found if abs(one.day.year - setting.closing.year) <= YEARS_BACK and one.out <= setting.as_at]
    if relative and any(exactly(claim.number, one.value) for one in near):
        return "It is the published figure of another day, which the words may mean."
    named = any(one.key == claim.indicators[0] for one in mentions(claim.sentence)) or bool(claim.passage.table)
    if claim.kind == "percent" and not named and not claim.groups and LOCAL in claim.areas:
        return "What it is of stands in another sentence."
    return ""


def _likely(claim: Claim, best: Published) -> bool:
    """Whether a number may be meant for the published one: of its size."""
    if claim.measure == "percent":
        return True
    if claim.measure == "count" and max(claim.number.value, best.value) < FEW:
        return False
    swapped = sorted(str(claim.number.value)) == sorted(best.said.replace(",", ""))  # 62 for 26
    return swapped or LEAST * best.value <= claim.number.value <= MOST * best.value


def _earlier(claim: Claim, one: Published, best: Published, setting: Setting) -> bool:
    """Whether a figure is the same thing on an earlier day, and its number the one printed."""
    return (
        0 < best.day.year - one.day.year <= YEARS_BACK
        and one.span == best.span
        and not claim.number.hedge
        and one.out <= setting.as_at
        and exactly(claim.number, one.value)
    )


def _stale(claim: Claim, same: list[Published], newer: Published) -> Verdict:
    best = max(same, key=lambda one: (one.day, not one.made))
    why = f"It is the {thing_words(best)} ({best.source})"
    why += f", by {best.made}" if best.made and best.made != "worked out" else ""
    why += f"; {day_words(newer)} it is {value_words(newer)} ({newer.source})."
    instead = f"{value_words(newer)} ({day_words(newer)})"
    return Verdict(claim, "stale", why, value_words(newer), newer.source, instead)


def _undated(claim: Claim, found: list[Published], setting: Setting) -> Verdict:
    """A comparator that was the latest out, but is older than what it stands beside, which is not said."""
    nothing = Verdict(claim, "untraceable", "No published figure of that day is at hand.")
    if LOCAL in claim.areas or _own_day(claim) or LATEST.search(f"{claim.context.get('before', '')} {claim.sentence}"):
        return nothing
    out = [one for one in found if one.out <= setting.as_at and one.span != "month"]
    last = max((one.day for one in out), default=None)
    same = [one for one in out if one.day == last and exactly(claim.number, one.value)]
    if not same:
        return nothing
    best = max(same, key=lambda one: (not one.made, one.out))
    made = f", by {best.made}" if best.made and best.made != "worked out" else ""
    why = f"It is the {thing_words(best)} ({best.source}){made}; the text does not say so."
    instead = f"{claim.number.text} ({day_words(best)})"
    return Verdict(claim, "undated", why, value_words(best), best.source, instead)


def _own_day(claim: Claim) -> bool:
    """Whether a comparator's own words give it a day."""
    return claim.dated


def _other_base(claim: Claim, known: list[Published], setting: Setting) -> Verdict | None:
    """A rate that a known number gives on another estimate of the population."""
    if claim.measure != "rate" or not claim.number.decimals:
        return None
    per = claim.number.per or 10_000
    own = {int(text) for text in claim.context.get("counts", "").split()}
    estimates = [one for one in setting.evidence.estimates(claim.areas[0]) if one.band in BANDS]
    estimates = [one for one in estimates if one.years_off(known[-1].day) <= NEAR_YEARS]
    for count in sorted({one.count for one in known if one.count} | own, reverse=True):
        for estimate in sorted(estimates, key=lambda one: (one.band != "0-17", one.years_off(known[-1].day))):
            if agrees(claim.number, Decimal(count) * per / estimate.people):
                why = f"It is {count:,} over {estimate.people:,}, {estimate.words}."
                lead = "On the population of the published rate"
                return _instead(claim, "other_base", why, known, lead)
    return None


def _instead(claim: Claim, verdict: str, why: str, known: list[Published], lead: str) -> Verdict:
    """A verdict with the published figure of the day."""
    best = max(known, key=lambda one: (not one.made, one.out))
    why += f" {lead} it is {value_words(best)} ({best.source})."
    return Verdict(claim, verdict, why, value_words(best), best.source, f"{value_words(best)} ({best.source})")


def _other_area(claim: Claim, best: Published, setting: Setting) -> Verdict | None:
    """The figure of another place than the one that is named, on the same day."""
    if claim.number.hedge or SET_AGAINST.search(claim.sentence[: claim.number.start]):
        return None  # "18.3% against 21.5%": the second may be the other place's
    code = setting.evidence.code
    councils = [one.code for one in areas().values() if one.level == area(code).level and one.code != code]
    group = next(iter(claim.groups), "")
    regions = [one.code for one in areas().values() if one.level == "region"]
    for place in ("England", "region", LOCAL, "neighbours", *councils, *regions):
        for one in (
            figures(claim, setting.evidence, claim.indicators[0], place, group) if place not in claim.areas else []
        ):
            if one.day == best.day and one.span == best.span and exactly(claim.number, one.value):
                why = f"It is the {thing_words(one)} of {place_words(place, code)} ({one.source})."
                return _instead(claim, "other_area", why, [best], f"For {place_words(claim.areas[0], code)}")
    return None
