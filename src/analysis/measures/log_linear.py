"""Quasi-Poisson log-linear models of a series, with errors that allow for one period resembling the next."""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy import stats
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM, GLMResultsWrapper

from analysis.measures.timeline import Timeline, autocorrelation, unbiased

LEAST_EFFECTIVE = 8.0  # fewer effective points than this, and nothing is called
YEARS_FOR_SEASONS = 3  # seasons are looked for in three years of quarters or months
LEAST_EVENTS = 10  # for every coefficient
WIDEST = np.log(1000)  # limits beyond a thousandfold a year say nothing
NO_VARIATION = 1e-9  # a dispersion below this is rounding error: every point lies on the curve


@dataclass(frozen=True)
class Fit:
    """Coefficients on the log scale and what their errors rest on. `why_not` says why there is none."""

    coefficients: np.ndarray
    errors: np.ndarray
    autocorrelation: float
    effective_n: float
    seasons: bool
    why_not: str = ""

    @property
    def freedom(self) -> float:
        """Degrees of freedom: effective points less coefficients, at least two."""
        return max(2.0, self.effective_n - len(self.coefficients))

    @property
    def callable(self) -> bool:
        """Whether there are enough effective points for a verdict."""
        return self.effective_n >= LEAST_EFFECTIVE  # which no fit never has: nan

    def limits(self, which: int, confidence: float) -> tuple[float, float, float, float]:
        """Coefficient, lower and upper limit, two-sided p, by Student's t."""
        b, error = self.coefficients[which], self.errors[which]
        spread = stats.t.ppf(0.5 + confidence / 2, self.freedom) * error
        return b, b - spread, b + spread, float(2 * stats.t.sf(abs(b) / error, self.freedom))


def fit(points: Timeline, terms: list[np.ndarray]) -> Fit:
    """log E(count) = log(people) + constant + terms, and seasons where they are there; Pearson's dispersion (X²/df).

    Every standard error is the quasi-Poisson one times √((1 + r)/(1 - r)), where r is the bias-corrected lag-1
    autocorrelation of the Pearson residuals; the effective number of points is n (1 - r)/(1 + r). Under ten events a
    coefficient, or where a fit is not finite or says nothing, there is none: `why_not` says what was the matter.
    """
    design = np.column_stack([np.ones(len(points.count)), *terms])
    if points.count.sum() < LEAST_EVENTS * design.shape[1]:
        return none(f"under {LEAST_EVENTS} events a coefficient")
    if np.ptp(points.count / points.people) == 0:
        return none("every point is the same, which leaves nothing to judge chance by")
    plain = _quasi_poisson(points, design)
    seasonal = None if plain is None else _with_seasons(points, design, plain)
    found = plain if seasonal is None else seasonal
    if found is None:
        return none("the fit did not settle")
    if found.scale < NO_VARIATION:
        return none("every point lies on the curve, which leaves nothing to judge chance by")
    n = len(points.count)
    r = unbiased(autocorrelation(found.resid_pearson, points.period), n)
    if np.isnan(r):
        return none("no two points are neighbours")
    errors = found.bse * np.sqrt((1 + r) / (1 - r))
    made = Fit(found.params, errors, r, n * (1 - r) / (1 + r), seasonal is not None)
    return none("its limits reach beyond a thousandfold") if made.callable and _wild(made, len(terms)) else made


def _wild(made: Fit, terms: int) -> bool:
    return any(np.abs(made.limits(which, 0.95)[1:3]).max() > WIDEST for which in range(1, terms + 1))


def none(why: str) -> Fit:
    """No fit, and why; without a reason, there are too few points for one."""
    return Fit(np.array([]), np.array([]), float("nan"), float("nan"), seasons=False, why_not=why)


def _quasi_poisson(points: Timeline, design: np.ndarray) -> GLMResultsWrapper | None:
    """The fit, or None where it is not finite, did not converge or has no degree of freedom left."""
    if len(design) <= design.shape[1]:
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # what statsmodels would warn of is refused below
        try:
            found = GLM(points.count, design, family=Poisson(), offset=np.log(points.people)).fit(scale="X2")
        except (ValueError, np.linalg.LinAlgError):
            return None
        sound = [*found.params, *found.bse, found.scale, found.deviance]
    return found if found.converged and np.isfinite(sound).all() else None


def _with_seasons(points: Timeline, design: np.ndarray, plain: GLMResultsWrapper) -> GLMResultsWrapper | None:
    """The fit with seasons, where three years show them at p < 0.05 (F on the deviance), else None.

    A season is measured from the average of all seasons, so that the constant keeps its meaning.
    """
    per_year, n = points.periods_per_year, len(points.count)
    season = (points.dates.dt.month.to_numpy() - 1) * per_year // 12
    seen = np.bincount(season, minlength=per_year)
    few = points.count.sum() < LEAST_EVENTS * (design.shape[1] + per_year - 1)
    if per_year == 1 or n < YEARS_FOR_SEASONS * per_year or seen.min() < 2 or few:
        return None
    dummies = np.eye(per_year)[season]
    wider = np.column_stack([design, dummies[:, 1:] - dummies[:, :1]])
    found = _quasi_poisson(points, wider)
    if found is None or found.scale < NO_VARIATION:
        return None
    ratio = (plain.deviance - found.deviance) / (per_year - 1) / found.scale
    return found if stats.f.sf(ratio, per_year - 1, n - wider.shape[1]) < 0.05 else None
