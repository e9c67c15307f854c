"""The values before and after that a word of change can be of: the draft's own, and the published ones."""

import re
from datetime import date

from analysis.audit.change_days import SPAN, Ends, ends_of
from analysis.audit.change_lexicon import words_of_change
from analysis.audit.change_words import RATE
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.days import Day, days
from analysis.audit.evidence import Published
from analysis.audit.mentions import mentions
from analysis.audit.pairs import plain_pairs, sort_of
from analysis.audit.ring_subjects import BACK, Subject, strangers
from analysis.audit.subjects import Told
from analysis.audit.verdicts import Setting
from analysis.vocabulary.indicators import indicators

Values = list[tuple[Published, Published]]  # (before, after)
THOUSAND = 1000
KINDS = ("count", "percent", "rate")
SHARE = re.compile(r"\b(?:percentage|proportion|share)\b", re.IGNORECASE)


def measures_of(one: Told, subject: Subject) -> tuple[str, ...]:
    """The measures that a word can be of: both, where a pronoun leaves it open."""
    known = indicators()[subject.key]
    if known.unit == "percent" or (subject.group and SHARE.search(one.text)):
        return ("percent",)
    if RATE.search(one.text):
        return ("rate",)
    return (
        ("count", "rate") if subject.carried and known.per and not re.search(r"\bnumbers?\b", one.text) else ("count",)
    )


def stated(one: Told, subject: Subject | None, earlier: list[Told], setting: Setting) -> Values:
    """The pairs that the sentence gives, else those of the nearest before that gives any, or of two that follow."""
    tolds = [one, *earlier[:BACK]]
    for told, before in zip(tolds, [*tolds[1:], None], strict=True):
        found = _pairs_of(told.mine, subject, setting)
        if not found and before and goes_on(told, setting):
            found = _pairs_of([*before.mine, *told.mine], subject, setting)
        if found:
            return [(as_published(*each, setting), as_published(each[1], each[0], setting)) for each in found]
    return []


def goes_on(one: Told, setting: Setting) -> bool:
    """Whether a sentence names nothing of its own: "It was 6,890 the year before"."""
    text = one.text
    for word in words_of_change(text):
        text = text[: word.start] + " " * (word.end - word.start) + text[word.end :]
    return not strangers(text, 0, len(text), (0, 0), setting) and not any(
        each.kind not in ("area", "group") for each in mentions(one.text)
    )


def _pairs_of(claims: list[Claim], subject: Subject | None, setting: Setting) -> list[tuple[Claim, Claim]]:
    mine = [each for each in claims if each.areas == (LOCAL,) and each.role in ("level", "before")]
    mine = [each for each in mine if each.kind in KINDS and not each.number.signed and _fits(each, subject)]
    together = len({each.sentence for each in mine}) < 2
    joined = plain_pairs(mine) if together else []
    found: list[tuple[Claim, Claim]] = [(each.before, each.after) for each in joined]
    for sort in dict.fromkeys(_sort(each) for each in mine):
        alike = [each for each in mine if _sort(each) == sort]
        if len(alike) != 2 or any(pair[0] in alike and pair[1] in alike for pair in found):
            continue
        on = [day_of(each, setting) for each in alike]
        if on[0] != on[1] and alike[0].groups == alike[1].groups:
            found.append((alike[0], alike[1]) if on[0] < on[1] else (alike[1], alike[0]))
    return found


def _sort(claim: Claim) -> str:
    """What a number can be set beside; a whole number in the thousands is a count, whatever stands before it."""
    large = claim.kind == "count" and not claim.number.decimals and claim.number.value >= THOUSAND
    return "count" if large else sort_of(claim)


def _fits(claim: Claim, subject: Subject | None) -> bool:
    """Whether a number may be of the subject: nothing says that it is of anything else."""
    if subject is None:
        return True
    groups = (subject.group,) if subject.group else ()
    return claim.groups == groups and (not claim.indicators or claim.indicators[0] == subject.key)


def day_of(claim: Claim, setting: Setting) -> date:
    """The day that a number is of; of a bare calendar year its 31 March, of no day the closing one."""
    if not claim.days:
        return setting.closing
    one = claim.days[0]
    return date(one.day.year, 3, 31) if one.kind == "calendar" else one.day


def as_published(claim: Claim, other: Claim, setting: Setting) -> Published:
    """A number of the draft in the form of a published one, so that one rule judges both."""
    measure = "percent" if claim.kind == "percent" else "rate" if "rate" in (_sort(claim), _sort(other)) else "count"
    value = claim.number.value
    count = int(value) if measure == "count" and value == int(value) else None
    name = claim.indicators[0] if claim.indicators else ""
    return Published(
        name, LOCAL, day_of(claim, setting), "", measure, value, claim.passage.where, setting.as_at, count=count,
        made="stated",
    )  # fmt: skip


def own_values(claims: list[Claim], subject: Subject, measure: str, ends: list[Ends], setting: Setting) -> Values:
    """The pairs that numbers of the draft make, in tables or sentences, of two days that a change runs between."""
    mine = [
        each
        for each in claims
        if each.areas == (LOCAL,) and each.role == "level" and each.indicators and _fits(each, subject)
    ]
    known = [as_published(each, each, setting) for each in mine if measure in (each.measure, each.kind)]
    return [
        (one, other)
        for first, last in ends
        for one in known
        for other in known
        if (one.day, other.day) == (first, last)
    ]


def published(subject: Subject, measure: str, place: str, ends: list[Ends], setting: Setting) -> list[Values]:
    """For each two days the pairs of published figures; of one release as far as one has both days."""
    found = []
    every = [each for each in setting.evidence.figures(subject.key, place, subject.group) if each.measure == measure]
    every = [each for each in every if each.out <= setting.as_at and each.span != "month"]
    for first, last in ends:
        both = [(one, other) for one in every if one.day == first for other in every if other.day == last]
        same = [pair for pair in both if (pair[0].source, pair[0].made) == (pair[1].source, pair[1].made)]
        found.append(same or both)
    return found


def ring_ends(one: Told, start: int, end: int, subject: Subject, setting: Setting) -> list[Ends]:
    """The days that a change may run between, by its own words, else by those of the sentence of the subject."""
    found = days(one.text, setting.closing)
    if any(each.kind == "calendar" for each in found):
        return _of_calendar_years(one.text, start, end, found, setting)
    ends = ends_of(one.text, start, end, setting)
    if found or SPAN.search(one.text) or not subject.ring or not ends:
        return ends
    named = days(subject.ring.text, setting.closing)
    on = sorted(
        {date(each.day.year, 3, 31) if each.kind == "calendar" else each.day for each in named} - {setting.closing}
    )
    if any((each.month, each.day) != (3, 31) or each > setting.closing for each in on):
        return []
    years = [(date(each.year - 1, 3, 31), each) for each in on]
    return [*ends, *years, *((each, setting.closing) for each in on)]


def _of_calendar_years(text: str, start: int, end: int, found: list[Day], setting: Setting) -> list[Ends]:
    """The days where a bare year is meant: "since 2024" may be since that March, or since the next."""
    ends: list[Ends] = []
    for later in (0, 1):
        said, moved, stop = text, start, end
        for each in reversed([each for each in found if each.kind == "calendar"]):
            year = min(each.day.year + later, setting.closing.year)
            longer = f"March {year}"
            said = said[: each.start] + longer + said[each.end :]
            if each.start < moved:
                shift = len(longer) - (each.end - each.start)
                moved, stop = moved + shift, stop + shift
        ends += [pair for pair in ends_of(said, moved, stop, setting) if pair[0] < pair[1]]
    return list(dict.fromkeys(ends))
