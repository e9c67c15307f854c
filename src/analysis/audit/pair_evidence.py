"""Two numbers that a word of the draft relates: whether they, and the published ones, lie as it says."""

from dataclasses import dataclass

from analysis.audit.change_words import wrong
from analysis.audit.claims import Claim
from analysis.audit.evidence import Published
from analysis.audit.matching import exactly
from analysis.audit.own_changes import OTHER_SCALE, flat_part, goes_otherwise
from analysis.audit.related_words import Related
from analysis.audit.ring_subjects import Subject
from analysis.audit.ring_values import day_of, published
from analysis.audit.standing import contrary, lie_otherwise
from analysis.audit.verdicts import Setting
from analysis.audit.wording import place_words
from analysis.vocabulary.indicators import indicators

Ends = list[tuple[Published, Published]]  # (what is said, what it is set against)


@dataclass(frozen=True)
class Pair:
    """The number that a word is said of, the one that it is set against, and whose that is ("" for its own earlier)."""

    mine: Claim
    other: Claim
    place: str = ""


def said_of(pair: Pair, setting: Setting) -> str:
    """What the draft says of both, in words."""
    whose = f"{place_words(pair.place, setting.evidence.code)} has" if pair.place else "it was"
    return f"It is {pair.mine.number.text}, and {whose} {pair.other.number.text}, as the draft itself says."


def contradicts(word: Related, pair: Pair) -> bool:
    """Whether the two numbers lie otherwise than the word between them says."""
    mine, other = pair.mine, pair.other
    if word.change:
        known = not OTHER_SCALE.search(mine.sentence)
        return known and goes_otherwise(word.change, other.number, mine.number, _good(mine))
    percent = mine.kind == "percent"
    return lie_otherwise(word, mine.number.value, other.number.value, percent=percent, good=_good(mine))


def _good(claim: Claim) -> int:
    """1 where more of what a number is of is better, -1 where less is, 0 where it is not known."""
    known = indicators().get(next(iter(claim.indicators), ""))
    return {"higher": 1, "lower": -1}.get(known.direction, 0) if known else 0


def borne_out(word: Related, pair: Pair, setting: Setting) -> bool:
    """Whether published figures bear the words out, so that a number was misread, or is what is wrong."""
    key = next(iter(pair.mine.indicators), "")
    if key not in indicators() or len(pair.mine.areas) != 1 or not (pair.mine.clear or pair.mine.sure):
        return False
    ends = _of_places(key, pair, setting) if pair.place else _of_times(key, pair, setting)
    if word.change and word.side == "flat":  # what is plain to see is not excused by chance
        return any(abs(now.value - then.value) < flat_part(word.change) * then.value for now, then in ends)
    if word.change:
        return any(not wrong(word.change, key, then, now) for now, then in ends)
    return any(not contrary(word, key, now.value, then.value) for now, then in ends)


def _of_places(key: str, pair: Pair, setting: Setting) -> Ends:
    """What was published of both places on the days that have the number, else on the day that it is of."""
    ours, theirs = (
        [each for each in setting.evidence.figures(key, where) if each.measure == _measure(pair)]
        for where in (pair.mine.areas[0], pair.place)
    )
    on = {each.day for each in ours if exactly(pair.mine.number, each.value)} or {day_of(pair.mine, setting)}
    return [(each, other) for each in ours for other in theirs if each.day == other.day and each.day in on]


def _of_times(key: str, pair: Pair, setting: Setting) -> Ends:
    """What was published for the two days of a pair; for the day before its own where the earlier is not said."""
    now, then = day_of(pair.mine, setting), day_of(pair.other, setting)
    then = then if then < now else now.replace(year=now.year - 1, day=min(now.day, 28) if now.month == 2 else now.day)
    subject = Subject(key, next(iter(pair.mine.groups), ""))
    listed = published(subject, _measure(pair), pair.mine.areas[0], [(then, now)], setting)
    return [(after, before) for each in listed for before, after in each]


def _measure(pair: Pair) -> str:
    return "percent" if pair.mine.kind == "percent" else pair.mine.measure
