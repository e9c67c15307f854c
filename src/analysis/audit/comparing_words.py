"""Where a sentence sets a figure beside a comparator's: "above the England average", "twice that of our neighbours"."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.audit.mentions import Mention, mentions

# What stands between the word and the place: "above [the rate of 41.6 for] England".
FILLER = (
    r"(?:\s*\b(?:both|either|each of|that|those|this|what|of|for|in|at|the|our|its|their|all|most|published|latest"
    r"|current|equivalent"
    r"|corresponding|comparable|comparator|overall|ten|average|averages|mean|median|rates?|figures?|levels?"
    r"|percentages?|proportions?|shares?"
    r"|numbers?|across|seen|reported|recorded|average of|per 10,000|is|was|found)\b|\s*[\d.,]+\d%?|\s*\d%?)*\s*"
)
AND = re.compile(
    r"\s*(?:average|averages|rate|rates|figure|figures|mean|median)?(?:\s*\([^)]*\))?\s*(?:,|and|or|&"
    r"|nor)?\s*(?:and|or|both|also)?\s*(?:the|our|its|that of|those of|for|of|in)?"
    r"(?:\s*(?:the|our|its|average of|averages of))?\s*$",
    re.IGNORECASE,
)
# After the place no other thing may be named: a national target, the national increase.
TAIL = re.compile(
    r"\s*(?:average|averages|rates?|figures?|mean|median|levels?|position|picture|percentages?|proportions?"
    r"|numbers?|performance|as a whole|overall|count"
    r"|group|outturn|value)*\s*(?:$|[.,;:)(–—/-]|\b(?:at|in|on|of|for|as|and|or|but|by|is|was|with|which|while"
    r"|where|per|during|over|over(?:all)|last"
    r"|this|from|again|to|year|once|too|also|both|both|though|although|respectively|where|here|ours?|has|have|had"
    r"|\d)\b|[\d(])",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:target|expectation|standard|ambition|threshold|ceiling|increase|rise|fall|decrease|trend|reduction"
    r"|growth|decline|minimum|guidance|change"
    r"|benchmark|pace|direction)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Beside:
    """A word that sets something beside places; `side` is above, below, like, better, worse or times."""

    text: str
    start: int
    end: int
    side: str
    places: tuple[Mention, ...]  # none for "compares well"
    degree: str = ""  # far, slight
    factor: Decimal | None = None
    hedge: str = ""
    split: bool = False  # "a lower rate of … than England": what is lower stands right behind it


def comparing_lexicon() -> dict[str, Any]:
    """The words of comparison, as they stand in comparators.toml."""
    return _read()


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files("analysis.audit").joinpath("comparators.toml").read_text(encoding="utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    read = _read()
    sides = "|".join(f"(?P<{side}>{'|'.join(listed)})" for side, listed in read["words"].items())
    degrees = "|".join(word for listed in read["degrees"].values() for word in listed)
    return re.compile(rf"\b(?:(?P<degree>{degrees}) )?(?:{sides})\b(?P<filler>{FILLER})", re.IGNORECASE)


@cache
def _split() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<above>higher|greater|larger)|(?P<below>lower|smaller)|(?P<better>better|stronger)"
        r"|(?P<worse>worse|poorer|weaker))"
        rf"(?= (?!than\b)[^.;,:]{{3,80}}?(?P<than> than\b)(?P<filler>{FILLER}))",
        re.IGNORECASE,
    )


@cache
def _times() -> re.Pattern[str]:
    many = "|".join(word for listed in _read()["times"].values() for word in listed)
    return re.compile(
        rf"\b(?P<hedge>more than |over |almost |nearly |about |around |roughly |just over |just under "
        rf"|close to )?(?P<word>{many})"
        rf"(?P<filler> (?:the|that|those|what|our|its|as (?:high|many|large)|(?=England)){FILLER})",
        re.IGNORECASE,
    )


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?P<{side}>\b(?:{'|'.join(listed)})\b)" for side, listed in _read()["alone"].items()), re.IGNORECASE
    )


def set_beside(text: str) -> Iterator[Beside]:
    """Every word of a sentence that sets a figure beside that of named places, or of all of them."""
    for at in _pattern().finditer(text):
        side = next(name for name in ("above", "below", "like", "better", "worse") if at[name])
        found = _places(text, at.start("filler"), at.end())
        if found:
            degree = next(
                (name for name, listed in _read()["degrees"].items() if (at["degree"] or "").lower() in listed), ""
            )
            start, end = at.start(side), at.end(side)
            said = re.sub(r" (?:than|of|with|to|as)$", "", text[start:end])
            start = at.start() if at["degree"] else start
            yield Beside(text[start:end], start, at.start(side) + len(said), side, found, degree)
    for at in _split().finditer(text):
        side = next(name for name in ("above", "below", "better", "worse") if at[name])
        if found := _places(text, at.start("filler"), at.end("filler")):
            yield Beside(at[0], at.start(), at.end(), side, found, split=True)
    for at, factor, hedge in times_of(text):
        found = _places(text, at.start("filler"), at.end())
        if found:
            yield Beside(at["word"], at.start("word"), at.end("word"), "times", found, factor=factor, hedge=hedge)
    for at in list(_alone().finditer(text))[:1]:  # "compares well: it is among the best" says one thing
        side = next(name for name, value in at.groupdict().items() if value)
        yield Beside(at[0], at.start(), at.end(), side, ())


def times_of(text: str) -> Iterator[tuple[re.Match[str], Decimal, str]]:
    """Every word of times of a sentence, how many it says, and whether it is hedged (beyond, about)."""
    for at in _times().finditer(text):
        factor = next(Decimal(size) for size, listed in _read()["times"].items() if at["word"].lower() in listed)
        if not _times_of_ours(text, at.start()):
            hedge = (at["hedge"] or "").strip().lower()
            yield at, factor, "beyond" if hedge in ("more than", "over") else "about" if hedge else ""


def _times_of_ours(text: str, start: int) -> bool:
    """Whether the times are of something else: "less than twice", "by half the national rate"."""
    return bool(
        re.search(
            r"\b(?:by|than|in|over|first|second|less than|fewer than|under|the other)\s+$", text[:start], re.IGNORECASE
        )
    )


def _places(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """The places that a word is followed by: the first one at once, others joined to it by "and" or a comma."""
    said = [one for one in mentions(text) if one.kind == "area" and one.start >= start]
    said = [one for one in said if one.key != "local" or one.end > end]
    found: list[Mention] = []
    for one in said:
        before = text[found[-1].end : one.start] if found else ""
        if not found:
            if one.start > end and text[end : one.start].strip():
                break
            found.append(one)
        elif AND.fullmatch(before):
            found.append(one)
        else:
            break
    ours = [one for one in found if one.key != "local" or len(found) == 1]
    after = text[found[-1].end : found[-1].end + 60] if found else ""
    if not found or not TAIL.match(after) or OTHER.search(re.split(r"[,;.(]", after)[0]):
        return ()
    return tuple(ours)
