"""Where a verdict depends on the baseline: the row that the public sentence rests on, and the rows unlike it."""

import pandas as pd


def marked(grid: pd.DataFrame, primary: str = "") -> pd.DataFrame:
    """The grid with `primary` (the row of that baseline, latest year) and `flips` (another verdict than its own).

    Under each meaning of a label the row to differ from is the primary one, or where it is not at hand the first
    comparable one of the latest year. A row without a meaning, a share set beside a share as printed, flips where its
    verdict is not that of every meaning's row.
    """
    names = [name for name in ("indicator", "date", "label", "group") if name in grid]
    is_primary = grid["definition"].eq(primary) if "definition" in grid else pd.Series(False, index=grid.index)
    rank = 2 * is_primary.astype(int) + grid["comparable"].astype(int)
    year = grid["year"].astype(str) if "year" in grid else pd.Series("", index=grid.index)
    order = grid.assign(_rank=rank, _year=year)[rank > 0].sort_values(
        ["_rank", "_year"], ascending=False, kind="stable"
    )
    leading = order.drop_duplicates(names)
    said: dict[object, set[str]] = {}
    for _, row in leading.iterrows():
        for key in (_key(row, names), _key(row, names[:-1])):
            said.setdefault(key, set()).add(str(row["verdict"]))
    own = [said.get(_key(row, names if row["set"] else names[:-1]), {row["verdict"]}) for _, row in grid.iterrows()]
    flips = [verdicts != {verdict} for verdicts, verdict in zip(own, grid["verdict"], strict=True)]
    return grid.assign(primary=grid.index.isin(leading.index) & is_primary, flips=flips)


def _key(row: pd.Series, names: list[str]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in names)
