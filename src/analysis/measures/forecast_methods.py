"""The ways of forecasting that are tried, each giving prediction limits; "no change" is the one to beat."""

import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from analysis.measures.timeline import Timeline

LEAST_CHANGES = 4  # past changes from which limits are made
LEAST_FOR_TREND = 12  # points: fewer never make a damped trend


class Prediction(NamedTuple):
    """Of one point ahead: its log rate, the standard error of what will be seen there, degrees of freedom."""

    centre: float
    error: float
    freedom: float

    def limits(self, confidence: float) -> tuple[float, float]:
        """Prediction limits of the log rate."""
        spread = float(stats.t.ppf(0.5 + confidence / 2, self.freedom)) * self.error
        return self.centre - spread, self.centre + spread


Method = Callable[[Timeline, int], list[Prediction | None]]  # of each of the next points, the nearest first


def no_change(points: Timeline, ahead: int) -> list[Prediction | None]:
    """The last point again. Limits from all past changes over as many periods, by Student's t.

    The error is the root mean square of the changes of the log rate between points so many periods apart; overlapping
    changes share points, so the degrees of freedom are their number divided by the periods.
    """
    return [_as_before(points, step, points.period[-1]) for step in range(1, ahead + 1)]


def _as_before(points: Timeline, lag: int, period: int) -> Prediction | None:
    """The point of one period, with the changes over `lag` periods; none where a gap is there, or too few changes."""
    by_period = pd.Series(points.log_rate, index=points.period)
    changes = (by_period - by_period.reindex(by_period.index - lag).to_numpy()).dropna()
    if period not in by_period.index or len(changes) < LEAST_CHANGES:
        return None
    return _sound(by_period[period], np.sqrt((changes**2).mean()), len(changes) / lag)


def damped_trend(points: Timeline, ahead: int, least: int = LEAST_FOR_TREND) -> list[Prediction | None]:
    """Exponential smoothing with a damped additive trend (ETS A,Ad,N) of the log rate, from twelve points on.

    The limits are the model's own prediction limits: exact for additive errors, so that nothing is simulated (Hyndman
    and others 2008, class 1). None across a gap, nor where the fit is not finite.
    """
    n, y = len(points.count), points.log_rate
    if n < least or points.period[-1] != n - 1 or not np.isfinite(y).all() or np.ptp(y) == 0:
        return [None] * ahead
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # whatever it warns of, only a finite prediction is used
        model = ETSModel(pd.Series(y), error="add", trend="add", damped_trend=True)
        found = model.fit(disp=False).get_prediction(n, n + ahead - 1)
    errors = np.sqrt(np.asarray(found.forecast_variance))
    return [_sound(centre, error, np.inf) for centre, error in zip(found.predicted_mean, errors, strict=True)]


def _sound(centre: float, error: float, freedom: float) -> Prediction | None:
    made = Prediction(float(centre), error, max(freedom, 2.0))
    return made if np.isfinite([made.centre, made.error]).all() and made.error > 0 else None


# What is tried; the one to beat comes first.
METHODS: dict[str, Method] = {"no change": no_change, "damped trend": damped_trend}
