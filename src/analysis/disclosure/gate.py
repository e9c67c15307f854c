"""The disclosure gate: one decision over every figure of a release, and the rows as they may leave.

Figures of the council's own come as true counts. What others have published of the same area, and what earlier packs
printed and hid, is taken into account and never taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.disclosure.cells import Sum
from analysis.disclosure.policy import Policy
from analysis.disclosure.suppression import Suppression, suppress
from analysis.disclosure.ties import KEY, Key, name_of, tied
from analysis.vocabulary import tidy

FIGURE = ["indicator", "area", "date", "span"]
HIDDEN, WITHHELD = "disclosure control", "withheld by disclosure control"
SHOWN, SYMBOL, NOTHING = "count", "c", "x"  # what a row of a release says: the count, c, or x for not available
RELEASE = [*KEY, SHOWN]


@dataclass(frozen=True)
class Decision:
    """What the gate decided. `rows` may leave: counts that are hidden are not in them, in any column.

    `release` says of every figure of the council's own what was printed, for the packs that come after.
    `suppression` names the cells, and `as_before` the figures that stand as an earlier pack had them.
    """

    rows: pd.DataFrame
    release: pd.DataFrame
    suppression: Suppression
    as_before: list[str]


def decide(rows: pd.DataFrame, memory: pd.DataFrame, policy: Policy) -> Decision:
    """Decide over all rows of a release at once.

    `rows` have the columns of observations, one a figure, with `public` True for what others have published and exact
    counts (children) for the rest. `memory` has the columns RELEASE: what earlier packs of the area said.
    """
    public = rows["public"].astype(str) == "True"
    known = rows[public & rows["count"].notna() & rows["indicator"].isin(rows.loc[~public, "indicator"])]
    own, as_before = _as_before(rows[~public], memory, policy)
    together = pd.concat([own[[*KEY, "count"]], known[[*KEY, "count"]]], ignore_index=True)
    printed, hidden = _remembered(memory)
    mine = set(_keys(own))
    before = {key for key in mine if key in printed}
    cells, sums = tied(together, [*_keys(known), *before], [key for key in mine if key in hidden])
    suppression = suppress(cells, sums, policy)
    left = _left(own, sums, suppression, policy)
    release = left[KEY].assign(**{SHOWN: [_said(row) for row in left.itertuples()]})
    return Decision(pd.concat([rows[public], left], ignore_index=True)[list(rows)], release, suppression, as_before)


def _keys(rows: pd.DataFrame) -> list[Key]:
    return [tuple(map(str, key)) for key in rows[KEY].itertuples(index=False)]  # type: ignore[misc] # as many as KEY


def _remembered(memory: pd.DataFrame) -> tuple[dict[Key, int], set[Key]]:
    """What earlier packs printed (the last of them), and what any of them hid."""
    said = list(zip(_keys(memory), memory[SHOWN].astype(str), strict=True))
    printed = {key: int(float(count)) for key, count in said if count not in (SYMBOL, NOTHING)}
    return printed, {key for key, count in said if count == SYMBOL} - set(printed)


def _as_before(own: pd.DataFrame, memory: pd.DataFrame, policy: Policy) -> tuple[pd.DataFrame, list[str]]:
    """The rows, with figures that differ from what was printed by a few children as they were printed then.

    The difference of two packs is a count too: of children who were recorded late. A figure is taken back whole, with
    all its groups, so that these still make up its total.
    """
    printed, _ = _remembered(memory)
    keys = _keys(own)
    was = pd.Series([printed.get(key) for key in keys], index=own.index, dtype="float64")
    apart = (own["count"] - was).abs()
    figures = [name_of(key[:4]) for key in keys]
    few = {figure for figure, by in zip(figures, apart, strict=True) if 0 < by <= policy.threshold}
    back = pd.Series([figure in few for figure in figures], index=own.index, dtype=bool) & was.notna()
    return own.assign(count=own["count"].where(~back, was)), sorted(few)


def _left(own: pd.DataFrame, sums: Iterable[Sum], suppression: Suppression, policy: Policy) -> pd.DataFrame:
    """The rows with what is hidden taken out of every column, and the most that a hidden count can be."""
    names = [name_of(key) for key in _keys(own)]
    hidden = pd.Series([name in suppression.hidden for name in names], index=own.index, dtype=bool)
    withheld = pd.Series([name in suppression.withheld for name in names], index=own.index, dtype=bool)
    gone = hidden | withheld
    shown = own["count"].map(lambda count: float(policy.printed(int(count)))).where(~gone)
    counts = dict(zip(names, shown, strict=True))
    most = pd.Series([_most(name, counts, sums) for name in names], index=own.index, dtype="float64")
    return own.assign(
        count=shown,
        count_lower=shown.where(~gone, 0.0).where(~withheld),
        count_upper=shown.where(~gone, most).where(~withheld),
        value=own["value"].where(~gone),
        status=own["status"].where(~hidden, tidy.SUPPRESSED).where(~withheld, tidy.MISSING),
        reason=own["reason"].where(~hidden, HIDDEN).where(~withheld, WITHHELD),
        public=True,
    )


def _most(name: str, counts: dict[str, float], sums: Iterable[Sum]) -> float:
    """What the printed total leaves for a hidden count: no more than any reader can work out."""
    left = [
        counts[one.total] - sum(counts[part] for part in one.parts if counts.get(part, float("nan")) >= 0)
        for one in sums
        if name in one.parts and one.categories and counts.get(one.total, float("nan")) >= 0
    ]
    return max(min(left), 0.0) if left else float("nan")


def _said(row: object) -> str:
    if getattr(row, "status", "") == tidy.SUPPRESSED:
        return SYMBOL
    return NOTHING if getattr(row, "status", "") == tidy.MISSING else f"{getattr(row, SHOWN):.0f}"
