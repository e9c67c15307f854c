"""Where children go: from an enquiry to a conference and a plan, and after a plan to care, to a case, or away.

Every table has one row a period and answer, with `count` of `of`. What happened later is only asked of those whose
whole time to look at lies inside what the return covers.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.sources.returns.shape import Coverage, Reading
from analysis.sources.returns.spans import Period, periods

ROUTES = ["route", "date", "span", "answer", "count", "of", "source", "reading"]
AGAIN = (6, 12, 24)  # months within which a child may start another plan
# Route -> kind, and the kind that follows within so many months.
STEPS = {
    "referral_to_assessment": ("referral", "assessment", 3),
    "referral_to_section_47": ("referral", "section_47", 3),
    "assessment_to_section_47": ("assessment", "section_47", 3),
    "section_47_to_plan": ("section_47", "cp_plan", 3),
}
NOT_SAID = "not said"


def routes(readings: Iterable[Reading]) -> pd.DataFrame:
    """Every route that the readings can answer, by month, quarter and year; of several extracts the last answers."""
    found = []
    for reading in sorted(readings, key=lambda r: (str(r.extracted_on or ""), r.name)):
        covers = {cover.kind: cover for cover in reading.covers}
        parts = [*_outcomes(reading, covers), *_steps(reading, covers), *_after_plans(reading, covers)]
        found += [part.assign(source=reading.source, reading=reading.name) for part in parts]
    if not found:
        return pd.DataFrame({name: [] for name in ROUTES})
    every = pd.concat(found, ignore_index=True)[ROUTES]
    last = every.groupby(["source", "route", "date", "span"], sort=False)["reading"].transform("last")
    return every[every["reading"] == last].sort_values(["route", "date", "span", "answer"], ignore_index=True)


def _kind(reading: Reading, kind: str) -> pd.DataFrame:
    rows = reading.episodes[reading.episodes["kind"] == kind]
    return rows.astype({"child": object})


def _table(route: str, days: pd.Series, answers: pd.Series, cover: Coverage, until: pd.Series | None) -> pd.DataFrame:
    """Counts by period of the rows with a day in it. `until`: the last day that an answer looks at."""
    seen = pd.Series(True, days.index) if until is None else until <= pd.Timestamp(cover.last)
    made = [
        _of_period(route, days, answers, seen, until is not None, period) for period in periods(cover.first, cover.last)
    ]
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame({name: [] for name in ROUTES[:6]})


def _of_period(
    route: str, days: pd.Series, answers: pd.Series, seen: pd.Series, looks_on: bool, period: Period
) -> pd.DataFrame:
    inside = days.between(pd.Timestamp(period.first), pd.Timestamp(period.last))
    if looks_on and bool((inside & ~seen).any()):  # a period half seen would be that of its first days alone
        inside &= False
    counted = answers[inside].value_counts()
    counted = counted[counted > 0].sort_index()
    said = {"route": route, "date": str(period.last), "span": period.span}
    return pd.DataFrame({"answer": counted.index.astype(str), "count": counted.to_numpy()}).assign(
        **said, of=int(inside.sum())
    )


def _outcomes(reading: Reading, covers: dict[str, Coverage]) -> list[pd.DataFrame]:
    """What enquiries and conferences led to, as the return itself says."""
    made = []
    for kind in ("section_47", "conference"):
        if kind in covers:
            rows = _kind(reading, kind)
            answers = rows["outcome"].astype(object).replace({"": NOT_SAID})
            made.append(_table(f"{kind}_outcome", rows["start"], answers, covers[kind], None))
    return made


def _steps(reading: Reading, covers: dict[str, Coverage]) -> list[pd.DataFrame]:
    """Whether the next step of the same child followed in time; a step on the same day counts."""
    made = []
    for route, (kind, then, months) in STEPS.items():
        if kind in covers and then in covers:
            rows = _kind(reading, kind)
            followed = _next(rows["child"], rows["start"], _kind(reading, then), months, same_day=True)
            until = rows["start"] + pd.DateOffset(months=months)
            made.append(_table(route, rows["start"], _yes_no(followed, months, rows.index), covers[kind], until))
    return made


def _after_plans(reading: Reading, covers: dict[str, Coverage]) -> list[pd.DataFrame]:
    """Of plans that ended: where the child was the day after, and whether another plan began within some months."""
    if "cp_plan" not in covers:
        return []
    plans = _kind(reading, "cp_plan")
    ended = plans[plans["end"].notna()]
    cover = covers["cp_plan"]
    made = []
    if "cin" in covers:
        made.append(_table("after_a_plan", ended["end"], _where(ended, reading, covers), cover, ended["end"]))
    for months in AGAIN:
        again = _next(ended["child"], ended["end"], plans, months, same_day=False)
        until = ended["end"] + pd.DateOffset(months=months)
        made.append(
            _table(
                f"another_plan_within_{months}_months", ended["end"], _yes_no(again, months, ended.index), cover, until
            )
        )
    return made


def _yes_no(followed: np.ndarray, months: int, index: pd.Index) -> pd.Series:
    return pd.Series(np.where(followed, f"within {months} months", "no"), index)


def _where(ended: pd.DataFrame, reading: Reading, covers: dict[str, Coverage]) -> pd.Series:
    """Care before a case, a case before nothing; without a record of care, a child in care is one with a case."""
    answer = np.where(_open_after(ended, _kind(reading, "cin")), "children in need", "closed").astype(object)
    if "care" in covers:
        answer[_open_after(ended, _kind(reading, "care"))] = "care"
    answer[_open_after(ended, _kind(reading, "cp_plan"))] = "another plan"
    return pd.Series(answer, ended.index)


def _open_after(ended: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """Whether the child has a row open on the day after the end."""
    day = ended.assign(after=ended["end"] + pd.Timedelta(days=1), at=np.arange(len(ended)))[["child", "after", "at"]]
    both = day.merge(rows[["child", "start", "end"]], on="child")
    there = both[(both["start"] <= both["after"]) & ~(both["end"] <= both["after"])]
    return np.isin(np.arange(len(ended)), there["at"].to_numpy())


def _next(child: pd.Series, day: pd.Series, rows: pd.DataFrame, months: int, same_day: bool) -> np.ndarray:
    """Whether a row of the same child starts within so many months after a day."""
    asked = pd.DataFrame({"child": child.to_numpy(), "day": day.to_numpy(), "at": np.arange(len(child))})
    both = asked.merge(rows[["child", "start"]], on="child")
    begun = both["start"] >= both["day"] if same_day else both["start"] > both["day"]
    there = both[begun & (both["start"] <= both["day"] + pd.DateOffset(months=months))]
    return np.isin(np.arange(len(child)), there["at"].to_numpy())
