"""Is it rising or falling over the years, and did it change at a date? No verb that the test does not license."""

from datetime import date

import numpy as np
import pandas as pd

from analysis.measures.log_linear import Fit, fit, none
from analysis.measures.rates import checked
from analysis.measures.shape import like
from analysis.measures.timeline import Timeline, keys_of, timeline

LEAST_POINTS = 8  # of a trend; on each side of a date
TOO_SHORT = "too short or too autocorrelated to call"
NOT_FITTED = "not fitted"
Verdicts = tuple[str, str, str]  # up, down, neither
TREND_VERDICTS: Verdicts = ("rise", "fall", "no clear trend")


def trend(series: pd.DataFrame, periods_per_year: int, per: int = 10_000, confidence: float = 0.95) -> pd.DataFrame:
    """Percent a year by which one series rises or falls, with limits and a verdict; one row.

    Needs date and count, with denominator (and denominator_vintage, of one release) where a rate is meant: without
    denominators it is the trend of the number. periods_per_year is 1, 4 or 12; time is the calendar's, and a missing
    period stays a gap. The model is quasi-Poisson and log-linear with Pearson's dispersion, as R's `quasipoisson`; its
    standard error is multiplied by √((1 + r)/(1 - r)) for the lag-1 autocorrelation r of the residuals, and the limits
    are Student's with n (1 - r)/(1 + r) - 2 degrees of freedom. Seasons are taken out where three years of quarters or
    months show them. The verdict is rise or fall where the limits leave 0 out, else no clear trend. Below eight
    effective points it is "too short or too autocorrelated to call", and then there is no value either: a number would
    be read as a verdict. fitted_first and fitted_last are the ends of the line: the rate per `per`, or the number.

    >>> slope = trend(unbroken(ours), 1)
    """
    points = timeline(series, periods_per_year)
    found = judged(points)
    words = {"statistic": "trend", "base": f"percent a year, of the {points.of}"}
    row = _row(found, 1, checked(confidence), TREND_VERDICTS)
    return like(
        series, pd.DataFrame([keys_of(series) | words | row | {"n": len(points.count)} | _ends(points, found, per)])
    )


def judged(points: Timeline) -> Fit:
    """The straight line of log rates through a series; none below eight points."""
    return fit(points, [points.years]) if len(points.count) >= LEAST_POINTS else none("")


def verdict(found: Fit, which: int, confidence: float, verdicts: Verdicts) -> str:
    """Up, down or neither by the limits of one coefficient, in the words given; or why nothing is called."""
    if not found.callable:
        return NOT_FITTED if found.why_not else TOO_SHORT
    _, lower, upper, _ = found.limits(which, confidence)
    return verdicts[0] if lower > 0 else verdicts[1] if upper < 0 else verdicts[2]


def _row(found: Fit, which: int, confidence: float, verdicts: Verdicts) -> dict[str, object]:
    """One coefficient as a result, in percent."""
    b, lower, upper, p = found.limits(which, confidence) if found.callable else (np.nan,) * 4
    return {
        "value": 100 * np.expm1(b),
        "lower": 100 * np.expm1(lower),
        "upper": 100 * np.expm1(upper),
        "confidence": confidence,
        "method": _method(found),
        "effective_n": found.effective_n,
        "autocorrelation": found.autocorrelation,
        "p": p,
        "verdict": verdict(found, which, confidence, verdicts),
    }


def _method(found: Fit) -> str:
    if not found.callable:
        return f"none given: {found.why_not}" if found.why_not else "none given"
    return "quasi-Poisson, AR(1)-inflated" + (", seasons taken out" if found.seasons else "")


def _ends(points: Timeline, found: Fit, per: int) -> dict[str, object]:
    """First and last date, and the fitted line at both where there is a verdict."""
    days = [f"{day:%Y-%m-%d}" for day in points.dates.iloc[[0, -1]]] if len(points.count) else [None, None]
    line = found.coefficients[:2] @ [[1, 1], points.years[[0, -1]]] if found.callable else np.full(2, np.nan)
    fitted = np.exp(line) * (per if points.of == "rate" else 1)
    return {"first": days[0], "last": days[1], "fitted_first": fitted[0], "fitted_last": fitted[1]}


def interrupted(
    series: pd.DataFrame, at: str | date, label: str, *, periods_per_year: int, confidence: float = 0.95
) -> pd.DataFrame:
    """Did the series step, or turn, at a date that was named in advance? Two rows: step and change of slope.

    Needs what trend needs. `at` is the first day of the new state (events.toml has the named ones) and `label` its
    reason: a date found by looking at the series would make p meaningless. Points from `at` on are after it. The step
    is in percent at that day; the change of slope is in percent a year, the growth after divided by the growth before.
    Model and errors are those of trend, with four coefficients. Fewer than eight points on a side: no value, and
    "too few points on a side" as verdict. Wagner and others 2002; Bernal and others 2017.
    """
    if not label.strip():
        raise ValueError("An interrupted series needs the reason for its date, named in advance. Give it a label.")
    points, day = timeline(series, periods_per_year), pd.Timestamp(at)
    after = (points.dates >= day).to_numpy()
    sides = {"before": int((~after).sum()), "after": int(after.sum())}
    few = min(sides.values()) < LEAST_POINTS
    found = none("too few points on a side") if few else fit(points, _pieces(points, day, after))
    asked = keys_of(series) | {"at": f"{day:%Y-%m-%d}", "label": label, "n": len(points.count)} | sides
    rows = []
    for which, (statistic, base, verdicts) in enumerate(_QUESTIONS, start=2):
        row = _row(found, which, checked(confidence), verdicts)
        row |= {"verdict": found.why_not} if few else {}
        rows.append(asked | {"statistic": statistic, "base": f"{base}, of the {points.of}"} | row)
    return like(series, pd.DataFrame(rows))


_QUESTIONS = [
    ("step", "percent", ("step up", "step down", "no clear step")),
    ("change of slope", "percent a year", ("turn up", "turn down", "no clear turn")),
]


def _pieces(points: Timeline, day: pd.Timestamp, after: np.ndarray) -> list[np.ndarray]:
    """Time, the step and the time since the step, in years."""
    first = points.dates.iloc[0]
    months = 12 * (day.year - first.year) + day.month - first.month
    begun = (day.day - 1) / day.days_in_month - first.day / first.days_in_month
    since = points.years - (months + begun) / 12
    return [points.years, after.astype(float), np.where(after, since, 0.0)]
