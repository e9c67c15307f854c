"""Words of share that the numbers do not bear out: the "vast majority" that is 53%, "few" that are most."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.chance import counts_alike
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.evidence import rounded
from analysis.audit.lookups import shares
from analysis.audit.mentions import Mention, mentions
from analysis.audit.numbers import Number
from analysis.audit.reading import Passage
from analysis.audit.subjects import Told
from analysis.audit.totals import column_of
from analysis.audit.verdicts import Setting, Verdict

COUNTED = r"(?:of (?:the|our|these|those)|(?:[a-z-]+ ){0,2}?(?:plans|children|referrals))"
# What the words ask of a share: (words, percent at the least, percent at the most).
WORDS = [
    (r"(?:the |an? )?(?:vast|overwhelming|great) (?:majority|share|proportion)", 75, 100),
    (r"(?:the )?(?:vast|great|overwhelming) (?:bulk|mass)(?= of)", 70, 100),
    (r"(?:almost|nearly|virtually|practically) (?:all|every|everyone)|almost without exception", 90, 100),
    (r"every (?:single )?one(?= of)|all but a (?:few|handful)", 90, 100),
    (r"overwhelmingly", 75, 100),
    (r"predominantly|the bulk(?= of)|the lion[’']s share(?= of)", 50, 100),
    (r"(?:the |a )?(?:clear |large )?majority(?= of)|most(?= of (?:the|our|these|those|[A-Z]))", 50, 100),
    (r"most(?= (?:[a-z-]+ ){0,2}(?:plans|conferences|children|referrals|assessments|reviews|enquiries)\b)", 50, 100),
    (r"(?:hardly|scarcely|barely) any|almost no(?:ne)?|next to no(?:ne)?", 0, 10),
    (r"(?:only )?a (?:tiny|small) (?:minority|fraction|handful)", 0, 10),
    (r"(?:only |just )?a minority(?= of)", 0, 50),
    (rf"(?<!\ba )(?<!\bthe )(?<!ese )(?<!ose )(?<!our )(?:only |relatively |comparatively )?few(?= {COUNTED} )", 0, 35),
]
COMPILED = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), Decimal(low), Decimal(high)) for words, low, high in WORDS]
ON_PLANS = re.compile(r"\bplans?\b", re.IGNORECASE)
LATE = re.compile(r"\blate\b|\bout of time|\bbeyond (?:the )?(?:time|\d+ )|\bnot in time", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:far|well|way) (?:ahead of|above|more than|behind|below|fewer than)\b", re.IGNORECASE)
TIMELY = {
    "initial_conferences": "initial_conferences_within_15_days",
    "assessments_completed": "assessments_within_45_days",
}
FEWEST_ROWS = 3
MOST, HALF = 60, 50  # percent above which "most", and above which "just over half", is fair
FAR = 70  # characters between the words and the percentage that they are of
Found = tuple[Decimal, str]  # a share in percent, and where it is from


def share_words(one: Told, claims: list[Claim], setting: Setting) -> Iterator[Verdict]:
    """Words of share that the draft's own numbers, else published ones, do not bear out."""
    yield from _ahead(one.passage, one.text, one.mine)
    before = mentions(one.before) if one.before else ()
    for pattern, least, most in COMPILED:
        for at in pattern.finditer(one.text):
            yield from _judged(one.passage, one.text, at, (least, most), claims, one.mine, setting, before)


def _judged(
    passage: Passage, text: str, at: re.Match[str], fair: tuple[Decimal, Decimal], claims: list[Claim],
    mine: list[Claim], setting: Setting, before: tuple[Mention, ...],
) -> Iterator[Verdict]:  # fmt: skip
    found = _beside(text, at, mine) or _of_a_group(text, at, claims, setting, before)
    if found and not fair[0] <= found[0] <= fair[1]:
        share, where = found
        number = Number(at.start(), at.end(), at[0], "words", fair[0] / 100, words=True)
        claim = Claim("", passage, text, number, clear=True)
        shown = f"{rounded(share, 1)}%"
        yield Verdict(claim, "overstated", f"It is {shown} ({where}).", shown, where, _milder(share))


def _milder(share: Decimal) -> str:
    return "most" if share > MOST else "just over half" if share > HALF else "less than half"


def _beside(text: str, at: re.Match[str], mine: list[Claim]) -> Found | None:
    """The one percentage of the sentence, or its one "P of W", that the words are put into numbers by."""
    shares_ = [one for one in mine if one.kind == "percent" and one.role == "level"]
    if len(shares_) == 1 and _puts(text, at, shares_[0].number.start):
        return shares_[0].number.value, shares_[0].number.text
    counts = [one for one in mine if one.kind == "count"]
    if not shares_ and len(counts) >= 2 and _puts(text, at, counts[0].number.start):
        one, two = counts[0].number, counts[1].number
        if re.fullmatch(r"\s*(?:out )?of (?:the |our )?", text[one.end : two.start]) and one.value < two.value:
            return one.value * 100 / two.value, f"{one.text} of {two.text}"
    return None


def _puts(text: str, at: re.Match[str], start: int) -> bool:
    between = text[at.end() : start]
    joined = re.search(r"[,:(–-]\s*$", between) and not re.search(r"[.;]|\b(?:and|but|while)\b", between)
    return start > at.end() and len(between) < FAR and bool(joined)


def _of_a_group(
    text: str, at: re.Match[str], claims: list[Claim], setting: Setting, before: tuple[Mention, ...]
) -> Found | None:
    """The share of the group that the sentence names after the words, of what it names or the one before named."""
    said = mentions(text)
    groups = list(dict.fromkeys(one.key for one in said if one.kind == "group"))
    after = [one.key for one in said if one.kind == "group" and one.start >= at.end()]
    groups = after[:1] or groups
    names = [one.key for one in said if one.kind in ("indicator", "weak")]
    if re.search(r"\bthese (?:children|young people|plans)\b", text) or (not names and groups):
        names = names or [one.key for one in before if one.kind == "indicator"][-1:]
        names = (
            names
            if groups and groups[0].startswith("category")
            else [one.key for one in before if one.kind == "indicator"][-1:] or names
        )
    if not names and groups and groups[0].startswith("category") and ON_PLANS.search(text):
        names = ["child_protection_plans"]
    elsewhere = any(one.kind == "area" and one.key not in (setting.evidence.code, LOCAL) for one in said)
    if elsewhere or not names:
        return None
    if LATE.search(text) and names[0] in TIMELY:
        return _late(TIMELY[names[0]], setting)
    if len(groups) != 1:
        return None
    return _in_draft(names[0], groups[0], claims) or _published(names[0], groups[0], setting)


def _late(indicator: str, setting: Setting) -> Found | None:
    found = [one for one in setting.evidence.figures(indicator, LOCAL) if one.measure == "percent"]
    found = [one for one in found if one.day == setting.closing]
    return (100 - found[-1].value, found[-1].source) if found else None


def _ahead(passage: Passage, text: str, mine: list[Claim]) -> Iterator[Verdict]:
    """ "126, far ahead of 115": two counts that chance alone may set apart."""
    counts = [one for one in mine if one.kind == "count" and one.role == "level" and not one.number.decimals]
    for at in AHEAD.finditer(text):
        if len(counts) == 2 and counts[0].number.start < at.start() < counts[1].number.start:
            one, two = counts[0].number, counts[1].number
            if counts[0].measure == counts[1].measure == "count" and counts_alike(int(one.value), int(two.value)):
                number = Number(at.start(), at.end(), at[0], "words", Decimal(0), words=True)
                why = f"{one.text} and {two.text} are no further apart than chance may set two such counts."
                yield Verdict(Claim("", passage, text, number, clear=True), "overstated", why)


def _in_draft(indicator: str, group: str, claims: list[Claim]) -> Found | None:
    """The share that the draft's own table, or its own percentage, gives."""
    mine = [one for one in claims if one.groups == (group,) and indicator in one.indicators and one.areas == (LOCAL,)]
    for claim in (one for one in mine if one.kind == "count" and one.passage.table):
        rows = [one for one in column_of(claims, claim) if one.context.get("total") != "yes"]
        whole = sum((one.number.value for one in rows), Decimal(0))
        if len(rows) >= FEWEST_ROWS and whole:
            return claim.number.value * 100 / whole, f"{claim.number.text} of {whole:,f}, {claim.passage.where}"
    stated = next((one for one in mine if one.kind == "percent"), None)
    return (stated.number.value, stated.passage.where) if stated else None


def _published(indicator: str, group: str, setting: Setting) -> Found | None:
    found = [one for one in shares(setting.evidence, indicator, LOCAL, group) if one.day == setting.closing]
    return (found[-1].value, found[-1].source) if found else None
