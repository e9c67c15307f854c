"""The words that results may take: templates with named slots, and a finding with what belongs in its annex."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import pandas as pd

from analysis.presentation.licences import check_templates
from analysis.presentation.numbers import date_words, has_figure, number
from analysis.vocabulary.areas import area as known_area
from analysis.vocabulary.areas import areas
from analysis.vocabulary.indicators import Indicator
from analysis.vocabulary.indicators import indicator as known_indicator

_CODE = re.compile(r"[A-Z]\d+$")
_SLOT = re.compile(r"\{([a-z_]+)\}")


class Finding(str):
    """What a result says: one number and one range first. `more` is its annex: alternatives, method, definitions."""

    __slots__ = ("more",)
    more: str

    def __new__(cls, text: str, more: str = "") -> "Finding":
        """A text with its annex; without one it is like any other text."""
        made = super().__new__(cls, text)
        made.more = more
        return made

    def _repr_markdown_(self) -> str:
        """The text and, as a paragraph of its own, the annex: as Jupyter shows them."""
        shown = (re.sub(r"([\\`*_<#|~])", r"\\\1", part) for part in (self, self.more) if part)
        return "\n\n".join(shown)


def finding(said: Sequence[str], more: Sequence[str] = ()) -> Finding:
    """Sentences, and those of the annex, as one finding; empty ones are left out."""
    return Finding(*(" ".join(part for part in parts if part) for parts in (said, more)))


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every template and word list of sentences.toml, by section and key; none claims more than its key licenses."""
    text = files("analysis.presentation").joinpath("sentences.toml").read_text(encoding="utf-8")
    read: dict[str, dict[str, str]] = tomllib.loads(text)
    check_templates(read)
    return read


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


def step_of(change: pd.Series) -> str:
    """What a change is a change on: the year before, unless it says quarter or month."""
    said = change.get("step")
    return said if isinstance(said, str) else "year"


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
