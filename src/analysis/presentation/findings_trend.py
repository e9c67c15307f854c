"""Sentences on trends, steps and turns: the verb that the measure's verdict licenses, or why there is none."""

import pandas as pd

from analysis.presentation.findings_forecast import period_word
from analysis.presentation.licences import claims_no_more
from analysis.presentation.numbers import date_words, has_figure, number, percent, small_number, whole
from analysis.presentation.wording import area_words, resolved, say, word
from analysis.vocabulary.events import Event, events

NONE = "none given: "  # how the measure's method begins where nothing was fitted, before the reason
LEAST = 8  # figures a trend needs, as measures.trends has it; on each side of a date too
SPANS = {"year": "the year to ", "quarter": "the quarter to "}


def describe_trend(trend_row: pd.Series | pd.DataFrame) -> str:
    """Percent a year over the whole series, with its range, or why no trend is called.

    Takes a result of measures.trends.trend. Rose and fell are said only where its verdict is rise or fall.
    """
    if isinstance(trend_row, pd.DataFrame) and trend_row.empty:
        return say("plain", "no_figures")
    row = trend_row.iloc[0] if isinstance(trend_row, pd.DataFrame) else trend_row
    if "indicator" not in row.index:  # of a table without rows
        return say("plain", "no_figures")
    slots = _about(row)
    if not has_figure(row["value"]):
        return _why_not(row, slots)
    slots |= {"first": _day(row["first"], row), "last": _day(row["last"], row), **_sizes(row)}
    slots |= {"begin": _level(row["fitted_first"], row), "end": _level(row["fitted_last"], row)}
    return claims_no_more(say("trend", str(row["verdict"]), **slots), row)


def describe_interrupted(rows: pd.DataFrame) -> str:
    """Whether the series stepped or turned at the named event, with its date; or why nothing can be said.

    Takes a result of measures.trends.interrupted. An event of events.toml is named as there; another by its label.
    """
    if rows.empty or "indicator" not in rows:
        return say("plain", "no_figures")
    row, known = rows.iloc[0], _event(str(rows.iloc[0]["label"]))
    slots = _about(row) | {"event": known.name if known else str(row["label"]), "day": date_words(row["at"])}
    if rows["value"].isna().all():
        return _why_no_step(row, slots)
    found = [say("interrupted", str(one["verdict"]), **_sizes(one)) for _, one in rows.iterrows()]
    found = [part[:1].lower() + part[1:] for part in found]
    said = [say("interrupted", "also" if at else "opening", found=part, **slots) for at, part in enumerate(found)]
    said += [say("interrupted", "definitions")] if known and known.breaks_definitions else []
    return claims_no_more(" ".join(said), rows)


def _why_not(row: pd.Series, slots: dict[str, str]) -> str:
    """Too few, too like each other, or nothing that could be fitted."""
    if reason := _reason(row):
        return claims_no_more(say("trend", "not_fitted", why=reason, **slots), row)
    key = "alike" if has_figure(row["effective_n"]) else "few"
    return claims_no_more(say("trend", key, effective=_about_many(row["effective_n"]), **slots), row)


def _about_many(effective: float) -> str:
    """Effective points as a reader would say them: "about four", "hardly one"."""
    if not has_figure(effective):
        return ""
    return "hardly one" if effective < 1 else f"about {small_number(int(effective))}"


def _why_no_step(row: pd.Series, slots: dict[str, str]) -> str:
    sides = {name: whole(row[name]) for name in ("before", "after")}
    if min(row["before"], row["after"]) < LEAST:
        return claims_no_more(say("interrupted", "few", **slots, **sides), row)
    reason = _reason(row)
    return claims_no_more(say("interrupted", "not_fitted" if reason else "alike", why=reason, **slots), row)


def _reason(row: pd.Series) -> str:
    method = str(row["method"])
    return word("trend_why", method.removeprefix(NONE)) if method.startswith(NONE) else ""


def _about(row: pd.Series) -> dict[str, str]:
    """The slots that every sentence has: what the series is of, whose it is, how many figures."""
    of = "rate" if str(row["base"]).endswith("the rate") else "number"
    what = resolved(str(row["indicator"])).phrase if has_figure(row.get("indicator")) else "this series"
    slots = {
        "what": f"the {of} of {what}",
        "what_capital": f"The {of} of {what}",
        "area": area_words(str(row["area"])),
        "period": period_word(row),
    }
    return slots | {"n": small_number(int(row["n"])), "least": small_number(LEAST)}


def _sizes(row: pd.Series) -> dict[str, str]:
    """The percentage without its sign and its range from the nearer end, for a verb; and both ends with more or less.

    One decimal where any of them is below 1 or all are below 10, so that a limit near 0 is not printed as 0%.
    """
    sizes = sorted(abs(row[name]) for name in ("value", "lower", "upper"))
    places = 0 if sizes[0] >= 1 and sizes[-1] >= 10 else 1
    ends = sorted([row["lower"], row["upper"]], key=abs)
    least, most = (percent(abs(end), places) for end in ends)
    signed = {
        end: f"{percent(abs(row[end]), places)} {'less' if row[end] < 0 else 'more'}" for end in ("lower", "upper")
    }
    return signed | {"size": percent(abs(row["value"]), places), "least": least, "most": most}


def _level(value: float, row: pd.Series) -> str:
    of_rates = str(row["base"]).endswith("the rate")
    return number(value, 1 if of_rates else 0)


def _day(day: str, row: pd.Series) -> str:
    said, span = date_words(day), str(row.get("span", ""))
    return said.split(" ", 1)[1] if span == "month" else f"{SPANS.get(span, '')}{said}"


def _event(label: str) -> Event | None:
    """The event of events.toml that a label names, by its id or its name."""
    return next((one for one in events().values() if label in (one.id, one.name)), None)
