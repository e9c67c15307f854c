"""From readings to numbers: every indicator that a return can answer, for the days and periods that it covers.

A return answers for the days it covers and for no others, so nothing is ever added up over two returns. Where several
of one source answer for the same day, the one drawn last is used (`chosen`); the others are what was known then.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

import pandas as pd

from analysis.sources import episodes as counted
from analysis.sources.returns.ages import BANDS
from analysis.sources.returns.narrowed import NARROWED, age_band_on, working_days_band
from analysis.sources.returns.reviews import in_time
from analysis.sources.returns.shape import Coverage, Reading
from analysis.sources.returns.spans import Period, month_ends, periods
from analysis.vocabulary.ethnicity import five_of
from analysis.vocabulary.indicators import indicators

COUNTS = ["indicator", "date", "span", "breakdown", "group", "count", "source", "reading", "extracted_on"]
KEY = ["source", "indicator", "date", "span"]
TOTAL, UNKNOWN = "total", "unknown"


@dataclass(frozen=True)
class Counted:
    """How an indicator is counted from episodes: a block of counts.toml."""

    kind: str
    count: str
    only: str = ""
    needs: str = ""
    breakdowns: list[str] = field(default_factory=list)
    months_before: int = 0
    who: str = ""


@cache
def definitions() -> dict[str, Counted]:
    """Indicator -> how it is counted."""
    text = files("analysis.sources.returns").joinpath("counts.toml").read_text(encoding="utf-8")
    return {name: Counted(**block) for name, block in tomllib.loads(text).items()}


def counts(readings: Iterable[Reading], also_on: Sequence[date] = (), broken_down: bool = True) -> pd.DataFrame:
    """Every number that the readings can answer, one row a number: the columns COUNTS.

    Stock at each month's end that a reading covers, and on the days of `also_on`; flows of each month, quarter and
    financial year wholly inside. `date` is the last day of the period. Without `broken_down`, the totals alone.
    """
    made = [frame for reading in readings for frame in _of(reading, also_on, broken_down)]
    if not made:
        return pd.DataFrame({name: [] for name in COUNTS}).astype({"count": "int64"})
    return pd.concat(made, ignore_index=True)[COUNTS]


def chosen(found: pd.DataFrame) -> pd.DataFrame:
    """One reading for each figure of a source: the one drawn last; of two drawn on one day, the later by name."""
    order = found.sort_values(["extracted_on", "reading"], kind="stable")
    last = order.groupby(KEY, sort=False)["reading"].transform("last")
    return order[order["reading"] == last].sort_values([*KEY, "breakdown", "group"], kind="stable", ignore_index=True)


def _of(reading: Reading, also_on: Sequence[date], broken_down: bool) -> Iterator[pd.DataFrame]:
    covered = {cover.kind: cover for cover in reading.covers}
    tables: dict[str, pd.DataFrame] = {}
    for indicator, how in definitions().items():
        if how.kind not in covered:
            continue
        if how.kind not in tables:
            tables[how.kind] = _prepared(counted.of_kind(reading.episodes, how.kind))
        if how.needs and _unsaid(tables[how.kind], reading, how.needs):
            continue
        if how.only == "reviewed_in_time" and "review" not in covered:
            continue
        rows = _narrowed(how, tables[how.kind], reading, covered[how.kind])
        for frame in _indicator(indicator, how, rows, covered[how.kind], also_on, broken_down):
            drawn = str(reading.extracted_on or "")
            yield frame.assign(indicator=indicator, source=reading.source, reading=reading.name, extracted_on=drawn)


def _narrowed(how: Counted, rows: pd.DataFrame, reading: Reading, cover: Coverage) -> pd.DataFrame:
    if how.only == "reviewed_in_time":
        return in_time(rows, reading.episodes[reading.episodes["kind"] == "review"], cover.first)
    return NARROWED[how.only](rows) if how.only else rows


def _unsaid(rows: pd.DataFrame, reading: Reading, column: str) -> bool:
    """Whether the return says nothing in a column: then its number is not known, and is not 0."""
    return column in reading.silent or (len(rows) > 0 and bool(rows[column].isna().all()))


def _prepared(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the groups that are asked for: in five beside eighteen, and what is blank called unknown."""
    five = rows["ethnic_group"].map(five_of()).astype("category")
    made = rows.assign(ethnic_group_18=rows["ethnic_group"], ethnic_group=five)
    for name in ("category_of_abuse_initial", "category_of_abuse_latest", "category_of_need", "legal_status"):
        made[name] = _named(made[name])
    for name in ("placement", "referral_source", "disability"):
        made[name] = _named(made[name])
    return made


def _named(column: pd.Series) -> pd.Series:
    if "" not in column.cat.categories:
        return column
    if UNKNOWN not in column.cat.categories:
        return column.cat.rename_categories({"": UNKNOWN})
    return column.astype(object).replace({"": UNKNOWN}).astype("category")


def _indicator(
    indicator: str, how: Counted, rows: pd.DataFrame, cover: Coverage, also_on: Sequence[date], broken_down: bool
) -> Iterator[pd.DataFrame]:
    who = how.who or ("children" if indicators()[indicator].counts == "children" else "rows")
    breakdowns = [TOTAL, *(b for b in how.breakdowns if broken_down and _says(rows, b))]
    if how.count == "open":
        inside = [day for day in also_on if cover.first <= day <= cover.last]
        days = sorted({*month_ends(cover.first, cover.last), *inside})
        yield from (_stock(rows, days, name, who) for name in breakdowns if days)
        return
    whole = list(periods(cover.first, cover.last, how.months_before))
    if how.count == "any":
        yield from (_any(rows, period) for period in whole if period.span == "year")
        return
    yield from (_flow(rows, whole, how.count, name, who) for name in breakdowns if whole)


def _says(rows: pd.DataFrame, breakdown: str) -> bool:
    """Whether any row says what group it is of; by ethnic group it matters that nobody does."""
    if breakdown not in rows or breakdown.startswith("ethnic_group"):
        return True
    return bool((rows[breakdown].astype(object) != UNKNOWN).any())


def _stock(rows: pd.DataFrame, days: list[date], breakdown: str, who: str) -> pd.DataFrame:
    if breakdown == "duration":
        each = [counted.durations(rows, day).assign(date=day) for day in days]
        found = pd.concat(each).rename(columns={"duration": "group"})
    else:
        found = counted.stock(rows, days, [] if breakdown == TOTAL else [breakdown], who)
        found = _grouped(found, breakdown).assign(date=found["date"].dt.date)
    return found.assign(date=[str(day) for day in found["date"]], span="point", breakdown=breakdown)


def _grouped(found: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    return found.assign(group="") if breakdown == TOTAL else found.rename(columns={breakdown: "group"})


def _flow(rows: pd.DataFrame, whole: list[Period], side: str, breakdown: str, who: str) -> pd.DataFrame:
    """Starts or ends by period. An age is that on the day of the event; a duration is the one at the end."""
    column = {"starts": "start", "ends": "end"}[side]
    events = rows[rows[column].notna()]
    if breakdown == "age_band":
        band = age_band_on(events["born"], events["unborn"], events[column], BANDS)
        events = events.assign(age_band=band)
    elif breakdown == "working_days":
        events = events.assign(working_days=working_days_band(events))
    elif breakdown == "duration":
        events = events.assign(duration=counted.band_of(events["start"], events["end"], counted.DURATION_BANDS))
    by = [] if breakdown == TOTAL else [breakdown]
    found = counted.flows(events, [(p.first, p.last) for p in whole], by, who)
    groups = len(found) // len(whole)
    named = _grouped(found, breakdown).assign(count=found[side], breakdown=breakdown)
    spans = [(str(p.last), p.span) for p in whole for _ in range(groups)]
    return named.assign(date=[day for day, _ in spans], span=[span for _, span in spans])


def _any(rows: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Children with a case on at least one day of a period, an end on its first day included."""
    there = rows[(rows["start"] <= pd.Timestamp(period.last)) & ~(rows["end"] < pd.Timestamp(period.first))]
    said = {"date": str(period.last), "span": period.span, "breakdown": TOTAL, "group": ""}
    return pd.DataFrame([said | {"count": there["child"].nunique()}])
