"""One series as points in time: whole periods, gaps kept, one population base; what trends and forecasts start from."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.measures.given import known, one_series, where
from analysis.measures.ratios import Keys, names
from analysis.measures.shape import like
from analysis.vocabulary.events import Event, broken_between

SPANS = {1: "yearly", 4: "quarterly", 12: "monthly"}
KEYS = ["indicator", "area", "breakdown", "group", "span", "denominator_vintage"]


@dataclass(frozen=True)
class Timeline:
    """Counted points in order of time. `period` numbers them from the first on, so that a missing one is a gap."""

    dates: pd.Series
    period: np.ndarray
    count: np.ndarray
    people: np.ndarray  # 1 where the series has no denominators: then the number itself is looked at
    periods_per_year: int
    of: str  # "rate" or "number"

    @property
    def years(self) -> np.ndarray:
        """Years since the first point, by the calendar and not by the row."""
        return self.period / self.periods_per_year

    @property
    def log_rate(self) -> np.ndarray:
        """Natural logarithm of the rate (of the number, without denominators); minus infinity for nobody."""
        with np.errstate(divide="ignore"):
            return np.log(self.count) - np.log(self.people)

    def until(self, points: int) -> "Timeline":
        """Its first points only."""
        cut = {name: getattr(self, name)[:points] for name in ("period", "count", "people")}
        return replace(self, dates=self.dates.iloc[:points], **cut)

    def date_after(self, periods: int) -> pd.Timestamp:
        """The date so many periods after the last point; the end of a month stays one."""
        last = self.dates.iloc[-1]
        later = last + pd.DateOffset(months=periods * 12 // self.periods_per_year)
        return later + pd.offsets.MonthEnd(0) if last.is_month_end else later


def timeline(series: pd.DataFrame, periods_per_year: int) -> Timeline:
    """The points of one series that can be used: a count, and its denominator where the series has any.

    Needs date and count; denominator and denominator_vintage where there are some. Refused: several rows in a period,
    dates off the yearly, quarterly or monthly step, denominators of more than one release, impossible numbers.
    """
    if periods_per_year not in SPANS:
        raise ValueError(f"periods_per_year is {periods_per_year}: expected 1 (yearly), 4 (quarterly) or 12 (monthly).")
    of = "rate" if "denominator" in series and series["denominator"].notna().any() else "number"
    one_series(series, "A trend or a forecast")
    table = pd.DataFrame(known(series)).assign(date=pd.to_datetime(series["date"]))
    table = table[table[["count", "denominator"] if of == "rate" else ["count"]].notna().all(axis=1)]
    table = table.sort_values("date", ignore_index=True)
    people = table["denominator"] if of == "rate" else pd.Series(1.0, index=table.index)
    _refuse(table, people)
    period = _periods(table["date"], periods_per_year)
    count, people = (column.to_numpy(dtype="float64") for column in (table["count"], people))
    return Timeline(table["date"], period, count, people, periods_per_year, of)


def _refuse(table: pd.DataFrame, people: pd.Series) -> None:
    if (people <= 0).any():
        raise ValueError(f"A rate needs a denominator above zero. Look at:\n{where(table[people <= 0])}")
    if (table["count"] < 0).any():
        raise ValueError(f"A count cannot be below zero. Look at:\n{where(table[table['count'] < 0])}")
    broken = [e.name for e in _broken(table)]
    if broken:
        raise ValueError(
            f"What is counted changed within this series ({'; '.join(broken)}), and the step would look like a change. "
            "Give the rows since (unbroken does it)."
        )
    vintages = table.get("denominator_vintage", pd.Series(dtype="str")).fillna("an unnamed release").unique()
    if len(vintages) > 1:
        raise ValueError(
            f"The denominators of one series come from {len(vintages)} releases ({'; '.join(sorted(vintages))}), and a "
            "step between them would look like a change. Give the rows that rest on one release."
        )


def _broken(table: pd.DataFrame) -> list[Event]:
    """The events that changed the definition between the first and the last row."""
    if table.empty or "indicator" not in table:
        return []
    area = str(table["area"].iloc[0]) if "area" in table else ""
    first, last = table["date"].min().date(), table["date"].max().date()
    return broken_between(str(table["indicator"].iloc[0]), area, first, last)


def unbroken(series: pd.DataFrame, by: Keys = ()) -> pd.DataFrame:
    """The rows of one series that compare with its last one: of its population release, since its definition changed.

    What trend, interrupted, change_points, forecast and back_test can be given. A series without a population release
    or an event (events.toml) stays whole. With `by` (such as area) every series in the table is cut by itself.
    """
    if names(by) and len(series):
        parts = [_unbroken(part) for _, part in series.groupby(names(by), sort=False, dropna=False)]
        return like(series, pd.concat(parts).reset_index(drop=True))
    return _unbroken(series).reset_index(drop=True)


def _unbroken(series: pd.DataFrame) -> pd.DataFrame:
    dates = pd.to_datetime(series["date"])
    seen = known(series)
    seen = seen[seen["count"].notna()].assign(date=dates)
    kept = pd.Series(True, index=series.index)
    if found := _broken(seen):
        kept &= dates >= pd.Timestamp(found[-1].first_day)
    if "denominator_vintage" in series and len(seen):
        kept &= (
            series["denominator_vintage"].fillna("")
            == (seen.sort_values("date")["denominator_vintage"].fillna("").iloc[-1])
        )
    return series[kept]


def _periods(dates: pd.Series, periods_per_year: int) -> np.ndarray:
    """Whole periods since the first date; a date between two steps, or two dates in one, is refused by name."""
    months = 12 * dates.dt.year + dates.dt.month
    since = (months - months.min()).to_numpy(dtype="int64")
    step, span = 12 // periods_per_year, SPANS[periods_per_year]
    if (since % step != 0).any():
        off = dates[since % step != 0].iloc[0]
        raise ValueError(f"A {span} series from {_day(dates.iloc[0])} has no point at {_day(off)}. Leave that row out.")
    again = dates[months.duplicated()]
    if len(again):
        raise ValueError(f"A {span} series has one row a period. There are several for {_day(again.iloc[0])}.")
    return since // step


def _day(date: pd.Timestamp) -> str:
    return f"{date:%Y-%m-%d}"


def autocorrelation(residuals: np.ndarray, period: np.ndarray) -> float:
    """Lag-1 autocorrelation of residuals, over neighbouring periods only: a gap is not bridged.

    Without gaps it is sum(e[t] e[t + 1]) / sum(e²), as the textbooks have it.
    """
    e, n = residuals - residuals.mean(), len(residuals)
    beside = np.diff(period) == 1
    if not beside.any() or not (e**2).sum() > 0:
        return float("nan")
    return float((e[:-1] * e[1:])[beside].mean() * (n - 1) / (e**2).sum())


def unbiased(lag_1: float, points: int) -> float:
    """Lag-1 autocorrelation r of the residuals of a line, corrected for its bias: r + (1 + 4r)/n, in 0 to 0.95."""
    return float(np.clip(lag_1 + (1 + 4 * lag_1) / points, 0, 0.95))


def keys_of(series: pd.DataFrame) -> dict[str, object]:
    """What a result keeps of its series: the key columns that are the same on every row."""
    return {key: series[key].iloc[0] for key in KEYS if key in series and len(series[key].unique()) == 1}
