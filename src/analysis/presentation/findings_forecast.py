"""Sentences on forecasts: what can be expected, by which method, how often it was right; or why none is given."""

import pandas as pd

from analysis.presentation.headlines import short
from analysis.presentation.licences import claims_no_more
from analysis.presentation.numbers import has_figure, number, percent, rounded, small_number, whole
from analysis.presentation.wording import area_words, capital, fill, resolved, say, sentences, when_words, word
from analysis.vocabulary.indicators import Indicator

NONE, SAID = "no forecast: ", 0.8  # how the measure's method begins where none is given; the range that is said


def describe_forecast(forecast: pd.DataFrame) -> str:
    """What can be expected at the next point (and at the last of several), 8 times in 10; how, and how often right.

    `forecast` is a result of measures.forecasts.forecast. Where it gives none, the sentence says why.
    """
    if forecast.empty or "indicator" not in forecast:
        return say("plain", "no_figures")
    rows, row = said_rows(forecast), forecast.iloc[0]
    what, area = _what(row), area_words(str(row["area"]))
    if rows.empty:
        return say("forecast", "none", phrase=what.phrase, area=area, why=why_none(forecast))
    slots = {"area": area, "phrase": what.phrase, "per": whole(what.per or 0), "how": how_words(rows.iloc[0])}
    said = [say("forecast", _unit(rows.iloc[0], what), **slots, **_range(rows.iloc[0], what))]
    said += [say("forecast", "later", **_range(rows.iloc[-1], what))] if len(rows) > 1 else []
    said.append(say("forecast", "tried", **tried(rows.iloc[0])))
    return claims_no_more(" ".join(said), rows.iloc[0])


def headline_forecast(forecast: pd.DataFrame) -> str:
    """ "Children on a plan: 38 to 73 in every 10,000 expected at 31 March 2026": the next point, 8 times in 10."""
    if forecast.empty or "indicator" not in forecast:
        return say("headlines", "empty")
    rows, what = said_rows(forecast), _what(forecast.iloc[0])
    if rows.empty:
        return say("forecast", "headline_none", short=short(what))
    row = rows.iloc[0]
    key = _unit(row, what).replace("rate", "headline").replace("number", "headline_number")
    ends = _range(row, what)
    ends["when"] = ends["when"][:1].lower() + ends["when"][1:]
    return claims_no_more(say("forecast", key, short=short(what), per=whole(what.per or 0), **ends), row)


def said_rows(forecast: pd.DataFrame, confidence: float = SAID) -> pd.DataFrame:
    """The points of one range that have a forecast, the nearest first."""
    rows = forecast[(forecast["confidence"] == confidence) & forecast["value"].notna()]
    return rows.sort_values("step")


def plain(value: float, *, of_rates: bool = True) -> str:
    """A forecast to the nearest whole number, a rate below ten to one decimal: more would claim too much."""
    return number(value, 1 if of_rates and rounded(value) < 10 else 0)


def period_word(row: pd.Series) -> str:
    """What one point of the series is: a month, a quarter, a year."""
    return word("periods", str(row.get("span", "")), word("periods", "year"))


def how_words(row: pd.Series, section: str = "forecast_how") -> str:
    """How the method of a row looks ahead, in the reader's words."""
    method = str(row["method"])
    return fill(sentences()[section].get(method, method), period=period_word(row))


def tried(row: pd.Series) -> dict[str, str]:
    """The slots of how often the range of a row was right: tried, in which areas, held."""
    areas = int(row["areas"]) if has_figure(row.get("areas")) else 1
    slots = {"tests": whole(row["tests"]), "held": whole(row["held"]), "periods": f"{period_word(row)}s"}
    dates = int(row["dates"]) if has_figure(row.get("dates")) else 0
    slots["dates"] = f"{small_number(dates)} " if dates > 1 else ""
    return slots | {"areas": f" in {small_number(areas)} areas" if areas > 1 else ""}


def why_none(forecast: pd.DataFrame) -> str:
    """Why there is no forecast, in the reader's words: the measure's reason says how it begins."""
    row = forecast.sort_values("confidence").iloc[0]
    reason = str(row["method"]).removeprefix(NONE)
    slots = {
        "tests": small_number(int(row["tests"])) if row["tests"] else "none",
        "periods": f"{period_word(row)}s",
        "covered": percent(row["covered"], 0),
    }
    found = [words for begins, words in sentences()["forecast_why"].items() if reason.startswith(begins)]
    return fill(found[0], **slots) if found else reason


def is_number(row: pd.Series) -> bool:
    """Whether the forecast is of a number and not of a rate."""
    return str(row["base"]) == "number"


def _what(row: pd.Series) -> Indicator:
    return resolved(str(row["indicator"]))


def _unit(row: pd.Series, what: Indicator) -> str:
    if is_number(row):
        return "number"
    return "rate" if what.counts == "children" else "rate_many"


def _range(row: pd.Series, what: Indicator) -> dict[str, str]:
    span = str(row.get("span") or what.span)
    ends = {end: plain(row[end], of_rates=not is_number(row)) for end in ("lower", "upper")}
    return ends | {"when": capital(when_words(row["date"], span))}
