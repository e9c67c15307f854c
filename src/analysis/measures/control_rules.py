"""Which points are more than ordinary variation, on which side, and what that means: NHS Making Data Count."""

import numpy as np
import pandas as pd

from analysis.measures.control_limits import NEAR
from analysis.measures.control_points import snapped

OUTSIDE, TREND, TWO_OF_THREE, RUN = RULES = ("outside limits", "trend", "two of three near a limit", "run")
DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}


def match_rules(points: pd.DataFrame, limits: pd.DataFrame, run_points: int, trend_points: int) -> pd.DataFrame:
    """The first rule that each point meets, or "", its side (1 high or rising, -1 low or falling) and its points.

    1. outside limits: beyond a limit, not on it. 2. trend: `trend_points` in succession, each higher than the one
    before, or each lower; a tie ends it. 3. two of three near a limit: of three in succession on one side of the mean,
    two or three strictly between the near limit and the limit; those two or three. 4. run: `run_points` in succession
    strictly on one side of the mean. A gap or a rebase ends all three. No limits, no rule. `points` is how long a trend
    or a run is up to this point; 1 for the others, 0 without a rule.
    """
    size, reach, follows = points["size"], limits["reach"], points["follows"]
    apart = snapped(points["value"] - limits["mean"], size)
    far, side = apart.abs(), np.sign(apart)
    inside = snapped(reach - far, size)
    near = (snapped(far - NEAR * reach, size) > 0) & (inside > 0)
    steps = np.sign(snapped(points["value"].diff(), size)).where(follows, 0.0)
    trend, run = _trends(steps, trend_points), ((side != side.shift()) | ~follows).cumsum()
    given = points["value"].notna() & reach.notna()
    found = [inside < 0, trend != 0, _two_of_three(near, side, follows), _runs(side, run, run_points)]
    rule = np.select([~given, *found], ["", *RULES], "")
    long = [rule == "", rule == TREND, rule == RUN]
    so_far = np.select(long, [0, _so_far(steps, trend), side.groupby(run).cumcount() + 1], 1)
    return pd.DataFrame({"rule": rule, "side": side.where(rule != TREND, trend), "points": so_far}, index=points.index)


def _trends(steps: pd.Series, least: int) -> pd.Series:
    """1 on every point of a rise of `least` points, -1 of a fall; where a rise and a fall meet, the one that begins."""
    long = steps.where(steps.groupby((steps != steps.shift()).cumsum()).transform("size") >= least - 1, 0.0)
    leaving = long.shift(-1, fill_value=0.0)
    return leaving.where(leaving != 0, long)


def _so_far(steps: pd.Series, trend: pd.Series) -> pd.Series:
    """How many points a trend has had up to each of its points: the first is the one it leaves from."""
    before = steps.groupby((steps != steps.shift()).cumsum()).cumcount() + 2
    return before.where(steps == trend, 1)


def _runs(side: pd.Series, run: pd.Series, least: int) -> pd.Series:
    return (side != 0) & (side.groupby(run).transform("size") >= least)


def _two_of_three(near: pd.Series, side: pd.Series, follows: pd.Series) -> pd.Series:
    together = follows & (side == side.shift()) & (side != 0)
    three = together & together.shift(fill_value=False)
    ends = three & (near.astype(int).rolling(3).sum() >= 2)
    return near & (ends | ends.shift(-1, fill_value=False) | ends.shift(-2, fill_value=False))


def variation(points: pd.DataFrame, limits: pd.DataFrame, rules: pd.DataFrame, direction: str) -> np.ndarray:
    """The type of each point: common cause; improvement, concern or (without a direction) neutral, high or low."""
    better = rules["side"] * DIRECTIONS[direction]
    kind = np.select([better > 0, better < 0], ["improvement ", "concern "], "neutral ")
    special = pd.Series(kind, index=points.index) + np.where(rules["side"] > 0, "high", "low")
    return np.select(
        [points["value"].isna(), limits["reach"].isna(), rules["rule"] == ""],
        ["no value", "no limits", "common cause"],
        special.to_numpy(),
    )


def assurance(limits: pd.DataFrame, direction: str, target: float | None) -> np.ndarray | str:
    """Whether the limits at each point say that the target will be met; "none" without a target or a direction.

    A target above the upper limit is not to be reached where an increase is the improvement, and will always be kept to
    where a decrease is; one below the lower limit the other way round; one between them is hit and miss.
    """
    if target is None or not DIRECTIONS[direction]:
        return "none"
    lower, upper = limits["lower_limit"], limits["upper_limit"]
    above, below = snapped(target - upper, upper.abs()) > 0, snapped(lower - target, lower.abs()) > 0
    never, always = (above, below) if DIRECTIONS[direction] > 0 else (below, above)
    found = ["no limits", "consistently fails", "consistently passes"]
    return np.select([limits["reach"].isna(), never, always], found, "hit and miss")
