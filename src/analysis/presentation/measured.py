"""What a figure measures, in words, from its own table: the line under the headline, where none is given."""

import pandas as pd

from analysis.presentation.numbers import date_words
from analysis.presentation.wording import capital, resolved, word
from analysis.vocabulary.indicators import Indicator, indicators

OF_PERIOD = {"month": "in each month", "quarter": "in each quarter", "year": "in the year"}


def measured(table: pd.DataFrame) -> str:
    """ "Children in care at 31 March, for every 10,000 aged 0 to 17", from indicator, span, statistic and dates.

    A table of one date names it. Several indicators are joined by "and"; an unknown one gives nothing.
    """
    ids = list(dict.fromkeys(table["indicator"])) if "indicator" in table else []
    if not ids or any(name not in indicators() for name in ids):
        return ""
    whats = [resolved(str(name)) for name in ids]
    if whats[0].per is None and (whats[0].percent_of or whats[0].percent_base):
        return " and ".join(capital(_share(what)) for what in whats)
    names = " and ".join(what.phrase for what in whats)
    unit = f", for every {whats[0].per:,} aged 0 to 17" if whats[0].per and "statistic" in table else ""
    unit = "" if _counts(table) else unit
    return f"{capital(names)} {_when(table)}{unit}"


def _counts(table: pd.DataFrame) -> bool:
    """Whether the numbers themselves are shown, not rates."""
    return "statistic" not in table or (
        table["statistic"].eq("control chart").all() and table["base"].eq("as given").all()
    )


def _share(what: Indicator) -> str:
    return f"share of {word('of', what.id, what.percent_base or 'the whole')} that {word('were', what.id, what.phrase)}"


def _when(table: pd.DataFrame) -> str:
    dates, span = sorted(set(table["date"].astype(str).str[:10])), str(table["span"].iloc[0]) if "span" in table else ""
    if len(dates) == 1:
        said = date_words(dates[0])
        return f"in the {span} to {said}" if span in ("quarter", "year") else f"at {said}"
    return OF_PERIOD.get(span, "at 31 March" if all(day[5:] == "03-31" for day in dates) else "by date")
