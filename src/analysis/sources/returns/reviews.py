"""Plans reviewed in time: the first review within three months of the plan's start, later ones within six of the last.

Of a plan that was open before the return's first day the earlier reviews are not known: its first review in the return
is due within six months of that day.
"""

from datetime import date

import numpy as np
import pandas as pd

FIRST, LATER = 3, 6  # months, Working Together to Safeguard Children


def three_months_on(rows: pd.DataFrame) -> pd.DataFrame:
    """Plans from the day on which they have been open for three months."""
    shifted = rows.assign(start=(rows["start"] + pd.DateOffset(months=FIRST)).astype("datetime64[s]"))
    return shifted[~(shifted["end"] <= shifted["start"])]


def in_time(plans: pd.DataFrame, reviews: pd.DataFrame, first: date) -> pd.DataFrame:
    """Those plans, each up to the first day on which a review was overdue. `reviews` have `child`, `since`, `start`."""
    overdue = _overdue(plans, reviews, pd.Timestamp(first))
    sooner = overdue.notna() & ~(plans["end"] <= overdue)
    cut = plans.assign(end=plans["end"].where(~sooner, overdue).astype("datetime64[s]"))
    return three_months_on(cut)


def _overdue(plans: pd.DataFrame, reviews: pd.DataFrame, first: pd.Timestamp) -> pd.Series:
    """The first day after a due day that passed without a review, by plan; every plan has one sooner or later."""
    plan = plans.reset_index(names="plan")[["plan", "child", "start"]]
    begun = plan["start"].where(plan["start"] >= first, first)
    months = np.where(plan["start"] >= first, FIRST, LATER)
    opening = pd.DataFrame({"plan": plan["plan"], "day": begun, "due": _after(begun, months)})
    held = reviews.astype({"child": object})[["child", "since", "start"]].rename(columns={"start": "day"})
    met = plan.astype({"child": object}).merge(held, left_on=["child", "start"], right_on=["child", "since"])
    later = pd.DataFrame({"plan": met["plan"], "day": met["day"], "due": _after(met["day"], np.full(len(met), LATER))})
    steps = pd.concat([opening, later[later["day"] > first - pd.Timedelta(days=1)]]).sort_values(["plan", "day"])
    following = steps.groupby("plan")["day"].shift(-1)
    late = steps[~(following <= steps["due"])]
    return (late.groupby("plan")["due"].min() + pd.Timedelta(days=1)).reindex(plans.index)


def _after(days: pd.Series, months: np.ndarray) -> pd.Series:
    """Each day so many months later."""
    found = days.copy()
    for number in np.unique(months):
        which = months == number
        found[which] = days[which] + pd.DateOffset(months=int(number))
    return found
