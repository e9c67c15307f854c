"""What a person in JupyterLab looks at beside the declared tables: any figure at hand, and the list of them."""

from typing import Literal

import pandas as pd

from analysis.disclosure.released import ReleasedTable
from analysis.runs.at_hand import AtHand, check_asked
from analysis.runs.catalogue import list_kind
from analysis.runs.plan import Areas, Span, TableSpec, read_plan
from analysis.runs.session import begun, disproportionality, figures, processed, release, the_project
from analysis.vocabulary.areas import area
from analysis.vocabulary.indicators import indicators as known


def observations(*indicators: str, breakdown: str = "total", areas: Areas = "area", span: Span = "") -> ReleasedTable:
    """Every figure at hand of one or more indicators, by date, to look at: a preview, which cannot be exported.

    In a session begun with audience="internal" the council's own returns are among them: `span` "month" or "quarter"
    then gives events in each, or a number at the end of each.

    `areas` is "area" (this one), "comparators" (with its neighbours, region and England), "authorities", "everyone",
    "beside_england" or "england"; `breakdown` is one of catalogue("indicators"); `span` is "month" for monthly figures.

    >>> plans = observations("child_protection_plans", areas="comparators")
    >>> by_group = observations("children_in_care", breakdown="ethnic_group")
    """
    every, within = _days(indicators, span)
    check_asked(indicators, breakdown, areas, within, _at_hand())
    named = list(indicators)
    return release(TableSpec(indicators=named, breakdowns=[breakdown], areas=areas, span=within, every=every))


def _days(indicators: tuple[str, ...], span: Span) -> tuple[Literal["year", "quarter", "month"], Span]:
    """A number on a day has no span: by month it is that of each month's last day."""
    stock = indicators and all(name in known() and known()[name].span == "point" for name in indicators)
    return (span, "point") if stock and span in ("month", "quarter") else ("year", span)


def catalogue(kind: str = "") -> pd.DataFrame:
    """What can be asked for, one thing a row: indicators, areas, periods, baselines and the tables that are declared.

    A `kind` gives those alone with columns of their own, such as the breakdowns of each indicator; without one, `ask`
    is what to write in a cell to have the thing. Seen from the area that was started, or the one in analysis.toml.

    >>> catalogue("indicators")
    """
    return list_kind(kind, _at_hand())


def _at_hand() -> AtHand:
    """What there is for the session's area, or before `start` for the area of analysis.toml."""
    settled, session = the_project().settings, begun()
    code = session.area.code if session else area(settled.area).code
    vintage = session.vintage if session else settled.vintage
    primary, _, baselines = disproportionality()
    chosen = figures(vintage, session.audience if session else "public")
    data = processed(vintage) | {"selected": chosen}
    return AtHand(data, code, baselines, primary, read_plan(the_project().notebooks).tables)
