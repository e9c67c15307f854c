"""The words that results may take: templates with named slots, and verbs that only the limits can license."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import pandas as pd

from analysis.presentation.numbers import date_words, has_figure, number
from analysis.vocabulary.areas import area as known_area
from analysis.vocabulary.areas import areas
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.indicators import Indicator
from analysis.vocabulary.indicators import indicator as known_indicator

RISE, FALL, UNCLEAR, FEW = "rise", "fall", "unclear", "few"
OF_TRENDS = ("trend", "step", "change of slope")  # statistics of measures.trends: their verdict is the licence
FEWEST = 10  # events in each year; below it the limits of a change are not to be leant on
_CODE = re.compile(r"[A-Z]\d+$")
_SLOT = re.compile(r"\{([a-z_]+)\}")
_VERBS = {
    RISE: re.compile(
        r"\b(ros(e|en)|ris(e|es|ing)|increas\w*|grew|grown|went up|up from|more than a (year|quarter|month) before)\b",
        re.IGNORECASE,
    ),
    FALL: re.compile(
        r"\b(fell|fall(s|en|ing)?|drop\w*|decreas\w*|went down|down from|less than a (year|quarter|month) before)\b",
        re.IGNORECASE,
    ),
    UNCLEAR: re.compile(r"\bno clear change\b", re.IGNORECASE),
    FEW: re.compile(r"\btoo few to say\b", re.IGNORECASE),
} | {
    said: re.compile(rf"\b{pattern}\b", re.IGNORECASE)
    for said, pattern in {
        "no clear trend": "no clear trend",
        "step up": "step(ped|s)? up(wards?)?",
        "step down": "step(ped|s)? down(wards?)?",
        "no clear step": "no clear step",
        "turn up": "turn(ed|s)? up(wards?)?",
        "turn down": "turn(ed|s)? down(wards?)?",
        "no clear turn": "no clear turn",
    }.items()
}
_NEVER = re.compile(
    r"\b(significant\w*|vast majority|overwhelming\w*|dramatic\w*|soar\w*|surg(e|ed|ing)|plummet\w*|alarming\w*"
    r"|prov(es|ed)|caus(es|ed)|due to|thanks to|improv\w+|worse\w*|better)\b",
    re.IGNORECASE,
)


class OverClaim(AnalysisError):
    """A sentence said more than the limits of its result allow."""


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every template and word list of sentences.toml, by section and key."""
    text = files("analysis.presentation").joinpath("sentences.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def fill(template: str, **slots: str) -> str:
    """The template with each {name} replaced; a slot without a word is a mistake of ours. Nothing else is read."""
    missing = sorted(set(_SLOT.findall(template)) - set(slots))
    if missing:
        raise KeyError(f"The sentence {template!r} has no word for: {', '.join(missing)}.")
    return _SLOT.sub(lambda found: slots[found[1]], template)


def say(section: str, key: str, **slots: str) -> str:
    """One sentence of sentences.toml, filled and begun with a capital letter."""
    return capital(fill(sentences()[section][key], **slots))


def word(section: str, key: str, otherwise: str = "") -> str:
    """A word list's entry for `key`, or the other word given, or the key itself."""
    return sentences()[section].get(key, otherwise or key)


def capital(text: str) -> str:
    """The text with its first letter large; the rest as it was."""
    return text[:1].upper() + text[1:]


def resolved(indicator: Indicator | str) -> Indicator:
    """The indicator itself, from its id or as it is."""
    return indicator if isinstance(indicator, Indicator) else known_indicator(indicator)


def area_words(code: str) -> str:
    """The name of an area from its code; a name, of an area or of a footprint of several, stays as it is."""
    return code if code in {a.name for a in areas().values()} or not _CODE.match(code) else known_area(code).name


def when_words(date: object, span: str) -> str:
    """At 31 March 2025, or in the year to 31 March 2025."""
    said = date_words(str(date)[:10])
    spans = {"year": "in the year to ", "quarter": "in the quarter to "}
    return f"in {said.split(' ', 1)[1]}" if span == "month" else f"{spans.get(span, 'at ')}{said}"


def licensed(change: pd.Series) -> str:
    """The one verb that a change's limits allow: rise, fall, unclear, few; or nothing when there is no change.

    A trend, a step or a turn licenses what its own verdict says, if that is a verdict; a forecast licenses nothing.
    """
    if change.get("statistic") in OF_TRENDS:
        said = str(change.get("verdict"))
        return said if said in _VERBS else ""
    if change.get("statistic") == "forecast":
        return ""
    value, lower, upper = (change.get(name) for name in ("value", "lower", "upper"))
    counts = [change.get(name) for name in ("count", "count_before") if name in change.index]
    if any(pd.notna(count) and count < FEWEST for count in counts) and all(pd.notna(count) for count in counts):
        return FEW
    if pd.isna(value) or pd.isna(lower) or pd.isna(upper):
        return ""
    return RISE if lower > 0 else FALL if upper < 0 else UNCLEAR


def step_of(change: pd.Series) -> str:
    """What a change is a change on: the year before, unless it says quarter or month."""
    said = change.get("step")
    return said if isinstance(said, str) else "year"


def _allowed(result: pd.Series | pd.DataFrame) -> list[str]:
    """What a result licenses: a step and a turn each its own; of any other table, the last row."""
    if isinstance(result, pd.Series):
        return [licensed(result)]
    if "statistic" in result and len(result) and result["statistic"].isin(OF_TRENDS).all():
        return [licensed(row) for _, row in result.iterrows()]
    return [licensed(result.iloc[-1])] if len(result) else [""]


def claims_no_more(sentence: str, result: pd.Series | pd.DataFrame) -> str:
    """The sentence, if its verbs are licensed by the limits of the result; a bolder one is refused."""
    allowed = _allowed(result)
    said = [verb for verb, pattern in _VERBS.items() if pattern.search(sentence)]
    loose = _NEVER.search(sentence)
    if loose:
        raise OverClaim(f'"{loose[0]}" says more than a result can: "{sentence}" Say what was counted, and the limits.')
    if any(verb not in allowed for verb in said):
        words = {RISE: "a rise", FALL: "a fall", UNCLEAR: "no clear change", FEW: "too few to say", "": "no change"}
        may = '" and "'.join(words.get(verb, verb) for verb in allowed)
        raise OverClaim(f'The limits allow "{may}" and nothing else, but this says: "{sentence}"')
    return sentence


def likely(lower: object, upper: object, places: int = 1, unit: str = "") -> str:
    """The limits in words, once: likely between 46.9 and 58.7; nothing to lean on is said to be so."""
    if not (has_figure(lower) and has_figure(upper)):
        return "no range can be given"
    return f"likely between {number(lower, places)}{unit} and {number(upper, places)}{unit}"


def latest(table: pd.DataFrame, area: str = "") -> pd.Series | None:
    """The row of this area at the last date; None when the table holds none. Without an area, of any."""
    rows = table[table["area"] == area] if area and "area" in table else table
    rows = rows.sort_values("date", kind="stable") if "date" in rows else rows
    return rows.iloc[-1] if len(rows) else None
