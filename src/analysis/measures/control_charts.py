"""Control charts: is the last point more than the ordinary variation of the series? NHS Making Data Count rules."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.measures.control_limits import BASELINE_LEAST, KINDS, autocorrelation, control_limits, with_value
from analysis.measures.control_points import MONTHS, one_series, refuse_mixed_populations, segmented, step_of
from analysis.measures.control_rules import DIRECTIONS, assurance, match_rules, variation
from analysis.measures.ratios import Keys, names, within
from analysis.vocabulary.errors import nearest

TRIAL_BELOW = 13  # points of a segment: limits of fewer are trial limits
TOO_ALIKE = 0.5  # lag-1 autocorrelation above which the rules, which take points as independent, are not to be believed
EXPECTED_LEAST = 5  # events: rule of thumb for the limits of a u or p chart
SUMMARY = [
    *["date", "statistic", "value", "mean", "lower_limit", "upper_limit", "rule", "special_cause"],
    *["variation_icon", "assurance_icon", "direction", "target", "autocorrelation", "points"],
    *["segment", "segment_points", "trial", "withheld", "note", "method", "base"],
    *["every", "span", "unit", "count", "rule_points", "end"],
]

BLANKS = {"span": "", "unit": "", "count": np.nan}  # what a summary says of a chart of values alone


def control_chart(
    values: pd.DataFrame,
    kind: str = "xmr",
    rebase: Sequence[Mapping] = (),
    fix_after: int | None = None,
    direction: str = "neutral",
    target: float | None = None,
    *,
    per: int | None = None,
    stock: bool = False,
    screen: bool = True,
    run_points: int = 7,
    trend_points: int = 7,
) -> pd.DataFrame:
    """The series in order of date, one row a point, with its control limits, the rule it meets and what that means.

    `values` is one series of months, quarters or years: date and value for "xmr"; date, count and denominator for "u"
    and "p" (limits at three standard deviations of a Poisson or binomial count) and for "u_prime" and "p_prime" (the
    same, widened or narrowed by the variation found: Laney 2002). Values, mean and limits of the last four are per
    `per`: 10,000 for u, 100 for p. A `span` of "month", "quarter" or "year" says how far apart points are, else the
    dates do. A period without a row or a value is a gap, which moving ranges, runs and trends never bridge.

    `rebase` starts new limits on dates, each with its reason: [{"date": "2020-04-30", "reason": "New front door"}].
    `fix_after` (12 or more) takes the limits of each segment from its first so many points. Limits are trial limits in
    a segment of fewer than 13 points. `special_cause` and `rule` (the first that matches) are those of match_rules;
    `variation` orients them by `direction`, which is "neutral" for caseloads, neither good nor bad when high;
    `assurance` sets the limits against `target`, in the unit of the values.

    For a stock (`stock`, or a span of "point") whose lag-1 `autocorrelation` is above 0.5, variation and assurance are
    "withheld", and `withheld` says why; special_cause and rule stay as they were worked out. `every` is "month",
    "quarter" or "year", the usual distance; `rule_points` says how long a point's trend or run is up to it.
    Source: NHS England, Making Data Count; Wheeler 1993; Laney 2002.
    """
    _one_of(kind, KINDS, "The kind of control chart")
    _one_of(direction, DIRECTIONS, "The direction of improvement")
    _refuse(fix_after, target, run_points, trend_points)
    scale = _scale(kind, per)
    table = with_value(one_series(values, KINDS[kind].needs), KINDS[kind], scale)
    points = segmented(table, rebase, fix_after)
    if KINDS[kind].counted:
        refuse_mixed_populations(table, points)
    limits = control_limits(points, KINDS[kind], scale, screen)
    rules = match_rules(points, limits, run_points, trend_points)
    alike = autocorrelation(points)
    is_stock = stock or ("span" in table and (table["span"] == "point").any())
    withheld = _withheld(alike) if is_stock and alike > TOO_ALIKE else ""
    return table.assign(
        statistic="control chart",
        value=points["value"],
        **limits[["mean", "lower_limit", "upper_limit", "near_lower", "near_upper"]],
        special_cause=rules["rule"] != "",
        rule=rules["rule"],
        rule_points=rules["points"],
        variation="withheld" if withheld else variation(points, limits, rules, direction),
        assurance="withheld" if withheld else assurance(limits, direction, target),
        direction=direction,
        target=np.nan if target is None else float(target),
        **points[["segment", "rebase_reason", "after_gap", "segment_points"]],
        every={months: name for name, months in MONTHS.items()}[step_of(table)],
        trial=points["segment_points"] < TRIAL_BELOW,
        autocorrelation=alike,
        withheld=withheld,
        note=_rough(points["value"].notna() & (limits["expected"] < EXPECTED_LEAST)),
        method=_method(kind, screen, fix_after),
        base=KINDS[kind].base(scale),
    )


def chart_summary(chart: pd.DataFrame, by: Keys = ()) -> pd.DataFrame:
    """One row a chart: its last point with a value, the limits there, both icons and how far they can be believed.

    `chart` is a result of control_chart, or several stacked, told apart by the columns of `by`. `variation_icon` is
    the type of that last point and `assurance_icon` that of its limits, also after a rebase. `points` counts all that
    have a value. `note` says in words what weakens the verdict; `end` is the last date, with a value or not.
    """
    chart = chart.reset_index(drop=True)
    chart = chart.assign(**{name: blank for name, blank in BLANKS.items() if name not in chart})
    known, groups = chart["value"].notna(), within(chart, by)
    if pd.concat([chart["date"], *groups], axis=1).duplicated().any():
        raise ValueError("A summary needs one row a date. Name the columns that tell the charts apart in `by`.")
    points = known.groupby(groups, dropna=False).transform("sum").astype("int64")
    end = chart["date"].groupby(groups, dropna=False).transform("max")
    ordered = chart.assign(points=points, _known=known, end=end).sort_values(["_known", "date"], kind="stable")
    last = ordered.loc[ordered.groupby(within(ordered, by), dropna=False).tail(1).index].sort_index()
    rough = (chart["note"] != "").groupby(groups, dropna=False).transform("sum").reindex(last.index)
    renamed = last.rename(columns={"variation": "variation_icon", "assurance": "assurance_icon"})
    notes = [_note(row, int(few)) for row, few in zip(last.to_dict("records"), rough, strict=True)]
    return renamed.assign(note=notes).reset_index(drop=True)[[*names(by), *SUMMARY]]


def _note(last: dict, rough: int) -> str:
    """What weakens the verdict, in sentences."""
    alike = last["autocorrelation"]
    said = {
        f"No value for {last['end']}.": last["end"] > last["date"],
        f"Trial limits: {last['segment_points']} of the {TRIAL_BELOW} points they need.": last["trial"],
        f"Neighbouring points are alike (lag-1 autocorrelation {alike:.2f}): false alarms are likelier.": (
            alike > TOO_ALIKE and not last["withheld"]
        ),
        f"Rough limits: fewer than {EXPECTED_LEAST} expected at {rough} of {last['points']} points.": rough > 0,
    }
    return " ".join(sentence for sentence, holds in said.items() if holds)


def _rough(few: pd.Series) -> np.ndarray:
    return np.where(few, f"fewer than {EXPECTED_LEAST} expected: rough limits", "")


def _withheld(alike: float) -> str:
    return (
        f"The number on one date is too like that on the date before (lag-1 autocorrelation {alike:.2f}, above "
        f"{TOO_ALIKE}) for rules that take them as independent. Chart the flows instead: starts, ends, referrals."
    )


def _method(kind: str, screen: bool, fix_after: int | None) -> str:
    screened = ", moving ranges screened" if screen and kind == "xmr" else ""
    fixed = f", limits from the first {fix_after} points" if fix_after else ""
    return KINDS[kind].method + screened + fixed


def _scale(kind: str, per: int | None) -> int:
    if per is not None and not KINDS[kind].counted:
        raise ValueError("An xmr chart takes values as they are. Leave `per` out, or choose u or p.")
    if per is not None and per <= 0:
        raise ValueError(f"per is {per}: expected a number of people above zero, such as 10,000.")
    return per or KINDS[kind].per


def _one_of(name: str, known: Mapping, what: str) -> None:
    if name not in known:
        raise ValueError(f'{what} is "{name}": expected one of {", ".join(known)}.{nearest(name, list(known))}')


def _refuse(fix_after: int | None, target: float | None, run_points: int, trend_points: int) -> None:
    if fix_after is not None and fix_after < BASELINE_LEAST:
        raise ValueError(f"fix_after is {fix_after}: limits can be fixed after {BASELINE_LEAST} points or more.")
    if target is not None and not np.isfinite(target):
        raise ValueError(f"The target is {target}: expected a number, or None for no target.")
    for name, points in {"run_points": run_points, "trend_points": trend_points}.items():
        if points < 3:
            raise ValueError(f"{name} is {points}: expected a whole number of points, 3 or more (7 is usual).")
