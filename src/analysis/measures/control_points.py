"""What a control chart is drawn from: one series in order, with its gaps and its segments."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.measures.given import known, where
from analysis.measures.given import one_series as of_one_series

MONTHS = {"month": 1, "quarter": 3, "year": 12}  # from one point of a span to the next


def one_series(values: pd.DataFrame, needs: Sequence[str]) -> pd.DataFrame:
    """The table in order of date, if it is one series with the columns needed: dates as text, no hidden numbers."""
    missing = [name for name in needs if name not in values]
    if missing:
        raise ValueError(f"This control chart needs the columns {', '.join(needs)}. Not there: {', '.join(missing)}.")
    dates = pd.to_datetime(values["date"])
    if dates.isna().any():
        raise ValueError(f"A control chart needs a date in every row. Look at:\n{where(values[dates.isna()])}")
    months = dates.dt.strftime("%Y-%m")
    if months.duplicated().any():
        several = months[months.duplicated()].iloc[0]
        raise ValueError(f"A control chart needs one row a month, quarter or year. There are several for {several}.")
    of_one_series(values, "A control chart")
    ordered = known(values).assign(date=dates.dt.strftime("%Y-%m-%d")).sort_values("date", ignore_index=True)
    numbers = ordered[list(needs[1:])].astype("float64")
    wrong = numbers.isin([float("inf"), float("-inf")]).any(axis=1)
    if "denominator" in numbers:
        wrong |= (numbers["denominator"] <= 0) | (numbers["count"] < 0)
    if wrong.any():
        raise ValueError(
            "A control chart needs finite numbers, denominators above zero and counts not below it. "
            f"Look at:\n{where(ordered[wrong])}"
        )
    return ordered


def segmented(table: pd.DataFrame, rebase: Sequence[Mapping], fix_after: int | None) -> pd.DataFrame:
    """Where each row of an ordered table with value stands: segment, rebase_reason, segment_points, in order of date.

    `after_gap`: a period before it is missing. `follows`: the row before is the period before, in the same segment,
    and both have a value, so that the step from one to the other means something. `baseline`: the limits of its
    segment are taken from it. `size`: the largest value of the segment, below a millionth of a millionth of which
    differences are rounding.
    """
    dates, known = pd.to_datetime(table["date"]), table["value"].notna()
    segment, reason = _segments(dates, rebase)
    apart = _months(dates).diff()
    step = step_of(table)
    before = known.shift(fill_value=False) & (segment == segment.shift())
    numbers = [name for name in ("value", "count", "denominator") if name in table]
    return pd.DataFrame(
        {
            **table[numbers],
            "segment": segment,
            "rebase_reason": reason,
            "after_gap": apart > step,
            "follows": (apart == step) & known & before,
            "baseline": known & (known.groupby(segment).cumsum() <= (fix_after or len(table))),
            "segment_points": known.groupby(segment).transform("sum").astype("int64"),
            "size": table["value"].abs().groupby(segment).transform("max"),
        }
    )


def refuse_mixed_populations(table: pd.DataFrame, points: pd.DataFrame) -> None:
    """Rates on two releases of the population share no limits: the step between them is not the children's."""
    if "denominator_vintage" not in table:
        return
    used = table["denominator_vintage"].where(points["value"].notna()).groupby(points["segment"])
    for segment, releases in used.unique().items():
        found = sorted({str(release) for release in releases if pd.notna(release) and release != ""})
        if len(found) > 1:
            raise ValueError(
                f"Segment {segment} rests on several population releases ({', '.join(found)}): take one release, "
                "or rebase where it changes."
            )


def snapped(difference: pd.Series, size: pd.Series) -> pd.Series:
    """A difference, or 0 where it is no more than rounding beside numbers of this size: 0.1 + 0.2 ties with 0.3."""
    return difference.mask(difference.abs() <= 1e-12 * size, 0.0)


def step_of(table: pd.DataFrame) -> int:
    """Months from one point to the next: as `span` says, else the longest of year, quarter, month that fits all."""
    spans = sorted(set(table["span"].dropna())) if "span" in table else []
    if len(spans) > 1:
        raise ValueError(f"A control chart needs rows of one span. Here are {' and '.join(spans)}.")
    if spans and spans[0] in MONTHS:
        return MONTHS[spans[0]]
    apart = _months(pd.to_datetime(table["date"])).diff().dropna()
    return next(step for step in (12, 3, 1) if (apart % step == 0).all())


def _months(dates: pd.Series) -> pd.Series:
    return 12 * dates.dt.year + dates.dt.month


def _segments(dates: pd.Series, rebase: Sequence[Mapping]) -> tuple[pd.Series, pd.Series]:
    """Number of each date's segment, from 1, and why it began; a date with no point before or after splits nothing."""
    begins = sorted((_begin(entry) for entry in rebase), key=lambda begin: begin[0])
    passed = pd.Series([sum(start <= date for start, _ in begins) for date in dates], index=dates.index, dtype="int64")
    segment = passed.rank(method="dense").astype("int64")
    reasons, before = {}, 0
    for now in sorted(set(passed)):
        reasons[now] = "; ".join(reason for _, reason in begins[before:now])
        before = now
    return segment, passed.map(reasons).astype("object")


def _begin(entry: Mapping) -> tuple[pd.Timestamp, str]:
    date = pd.to_datetime(entry.get("date"), errors="coerce") if isinstance(entry, Mapping) else None
    reason = str(entry.get("reason") or "").strip() if isinstance(entry, Mapping) else ""
    if date is None or pd.isna(date) or not reason:
        wanted = '{"date": "2020-04-30", "reason": "New front door"}'
        raise ValueError(f"A rebase needs a date and a reason, like {wanted}. Got: {entry!r}.")
    return date, reason
