"""In what range will the next point fall? The method is chosen, and allowed, by what it would have got right."""

import numpy as np
import pandas as pd

from analysis.measures.forecast_methods import METHODS, Prediction
from analysis.measures.ratios import Keys, names
from analysis.measures.shape import like
from analysis.measures.timeline import Timeline, keys_of, timeline

TO_BEAT = "no change"
LEVELS = (0.8, 0.95)
FIRST_ORIGIN = 8  # points known at the first forecast that is tried
LEAST_MEAN = 20  # events: smaller series are never forecast
LEAST_TESTS = 5  # forecasts tried, for one to be published
LEAST_SHARED = 10  # of the same points, for another method to take the place of "no change"
LEAST_COVERED = 60.0  # percent of the tried points that the 80% limits must have held
LATE = "the latest number is hidden or missing"
LEAST_DATES = 5  # on which they fall: many areas in one year are one year
TESTED = ["method", "point", "date", "score", *(f"in_{level:.0%}" for level in LEVELS)]


def back_test(
    series: pd.DataFrame, periods_per_year: int, ahead: int = 1, by: Keys = (), tries: int = 36
) -> pd.DataFrame:
    """What every method would have got right, had it been used at each point in the past; one row a method.

    Needs what trend needs; with `by` (such as area) several series are tried and pooled. Every method forecasts the
    next `ahead` points from each of the last `tries` points that has seven before it, knowing nothing later (rolling
    origin). `tests` is the number of points tried and covered_80 and covered_95 the percent of them inside the limits.
    `value` is the mean interval score of the 80% limits of the log rate, the lower the better: their width, and ten
    times the distance by which they miss the point (Gneiting and Raftery 2007). `shared` counts the points that "no
    change" tried too, and score_to_beat is its score on them. `areas` and `dates` say of how many areas and dates the
    tried points are (areas of one year share its weather, so that 42 points of three years are not 42 independent
    ones). Series with a mean under 20 events, or with a count of zero, are left out.
    """
    _refuse(ahead, periods_per_year)
    groups = [part for _, part in series.groupby(names(by), dropna=False, sort=False)] if names(by) else [series]
    tried: list[tuple[object, ...]] = []
    for number, part in enumerate(groups):
        points = timeline(part, periods_per_year)
        tried += [] if _why_not(points) else _tried(points, ahead, number, tries)
    table = pd.DataFrame(tried, columns=TESTED)
    beaten = table[table["method"] == TO_BEAT].set_index("point")["score"]
    codes = [str(part["area"].iloc[0]) if "area" in part and len(part) else "" for part in groups]
    rows = [_pooled(name, table[table["method"] == name], beaten, codes) for name in METHODS]
    return like(series, pd.DataFrame(rows))


def _refuse(ahead: int, periods_per_year: int) -> None:
    if not 1 <= ahead <= periods_per_year:
        raise ValueError(
            f"ahead is {ahead}: a forecast reaches one year at most, here 1 to {periods_per_year} periods."
        )


def _why_not(points: Timeline) -> str:
    """Why a series is never forecast, or nothing."""
    if len(points.count) == 0:
        return "no numbers"
    if points.count.mean() < LEAST_MEAN:
        return f"a mean under {LEAST_MEAN} events"
    return "a count of zero" if points.count.min() == 0 else ""


def _tried(points: Timeline, ahead: int, number: int, tries: int) -> list[tuple[object, ...]]:
    """Every forecast that can be set beside the point that came: a row of TESTED each."""
    seen = dict(zip(points.period, points.log_rate, strict=True))
    dates = dict(zip(points.period, points.dates, strict=True))
    rows: list[tuple[object, ...]] = []
    last = len(points.count)
    for origin in range(max(FIRST_ORIGIN, last - tries), last):
        known = points.until(origin)
        for name, method in METHODS.items():
            for step, made in enumerate(method(known, ahead), start=1):
                actual = seen.get(known.period[-1] + step)
                if made is not None and actual is not None:
                    at, score = dates[known.period[-1] + step], interval_score(made, actual, LEVELS[0])
                    rows.append((name, (number, origin, step), at, score, *_in(made, actual)))
    return rows


def _in(made: Prediction, actual: float) -> list[bool]:
    limits = [made.limits(level) for level in LEVELS]
    return [lower <= actual <= upper for lower, upper in limits]


def interval_score(made: Prediction, actual: float, level: float) -> float:
    """Width of the limits, plus 2/(1 - level) times the distance by which they miss the point."""
    lower, upper = made.limits(level)
    return upper - lower + 2 / (1 - level) * max(lower - actual, actual - upper, 0.0)


def _pooled(name: str, own: pd.DataFrame, beaten: pd.Series, codes: list[str]) -> dict[str, object]:
    shared = own[own["point"].isin(beaten.index)]
    return {
        "statistic": "interval score",
        "value": own["score"].mean(),
        "lower": np.nan,
        "upper": np.nan,
        "confidence": LEVELS[0],
        "method": name,
        "base": "log rate, rolling origin",
        "tests": len(own),
        "covered_80": 100 * own["in_80%"].mean(),
        "covered_95": 100 * own["in_95%"].mean(),
        "areas": len({codes[number] for number, *_ in own["point"]}),
        "dates": len(set(own["date"])),
        "shared": len(shared),
        "shared_dates": len(set(shared["date"])),
        "score_shared": shared["score"].mean(),
        "score_to_beat": beaten.reindex(shared["point"]).mean(),
    }


def forecast(
    series: pd.DataFrame,
    periods_per_year: int,
    ahead: int = 1,
    tested: pd.DataFrame | None = None,
    per: int = 10_000,
) -> pd.DataFrame:
    """The next points of one series with 80% and 95% prediction limits: one row a point and a confidence.

    Needs what trend needs. `tested` is the back_test that the method is chosen by, best pooled over many areas; without
    it the series is tried on itself. "No change" is used unless another method scored better on ten points or more, of
    five dates or more, that both tried. Nothing is published (no value, and `method` says why) from a mean under 20
    events, from fewer than five tried points, or where the 80% limits held under 60% of them; nor where the last row
    has no number: what would be forecast is then hidden or late, not to come. Of `tests` points tried in `areas` areas
    the limits held `held`, `covered` percent; they are of the points that are drawn, wider by far than limits of a
    mean.
    """
    _refuse(ahead, periods_per_year)
    points = timeline(series, periods_per_year)
    test = back_test(series, periods_per_year, ahead) if tested is None else tested
    name, why_not = _chosen(test, points)
    why_not = LATE if len(points.count) and pd.to_datetime(series["date"]).max() > points.dates.iloc[-1] else why_not
    made = [None] * ahead if why_not else METHODS[name](points, ahead)
    row = test.set_index("method").loc[name]
    rows = [
        keys_of(series) | _row(points, step, made[step - 1], level, per) | _said(row, level, name, why_not)
        for step in range(1, ahead + 1)
        for level in LEVELS
    ]
    return like(series, pd.DataFrame(rows))


def _chosen(test: pd.DataFrame, points: Timeline) -> tuple[str, str]:
    """The method with the better score among those that held enough, and why nothing is published if so."""
    enough = (test["shared"] >= LEAST_SHARED) & (test["shared_dates"] >= LEAST_DATES)
    better = test[enough & (test["score_shared"] < test["score_to_beat"])]
    better = better[(better["method"] != TO_BEAT) & (better["covered_80"] >= LEAST_COVERED)]
    ratio = better["score_shared"] / better["score_to_beat"]
    order = [*better.loc[ratio.sort_values().index, "method"], TO_BEAT]
    able = [name for name in order if len(points.count) and METHODS[name](points, 1)[0]]
    name = able[0] if able else TO_BEAT
    row = test.set_index("method").loc[name]
    if why := _why_not(points) or ("" if able else "too few points, a gap, or no change ever"):
        return name, why
    if row["tests"] < LEAST_TESTS:
        return name, f"forecasts that could be tried: {row['tests']:.0f}, of the {LEAST_TESTS} needed"
    held = row["covered_80"]
    return (
        name,
        "" if held >= LEAST_COVERED else f"its 80% limits held {held:.0f}% of what came, under {LEAST_COVERED:.0f}%",
    )


def _row(points: Timeline, step: int, made: Prediction | None, level: float, per: int) -> dict[str, object]:
    lower, upper = made.limits(level) if made else (np.nan, np.nan)
    scale = per if points.of == "rate" else 1
    return {
        "date": f"{points.date_after(step):%Y-%m-%d}" if len(points.count) else None,
        "step": step,
        "statistic": "forecast",
        "value": scale * np.exp(made.centre if made else np.nan),
        "lower": scale * np.exp(lower),
        "upper": scale * np.exp(upper),
        "confidence": level,
        "base": f"rate per {per:,}" if points.of == "rate" else "number",
        "n": len(points.count),
    }


def _said(test: pd.Series, level: float, name: str, why_not: str) -> dict[str, object]:
    tests, covered = int(test["tests"]), test[f"covered_{level * 100:.0f}"]
    return {
        "method": f"no forecast: {why_not}" if why_not else name,
        "tests": tests,
        "covered": covered,
        "held": round(tests * covered / 100) if tests else 0,
        "areas": int(test.get("areas", 1)),
        "dates": int(test.get("dates", 0)),
    }
