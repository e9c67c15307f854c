"""Where a rate, a proportion or a ratio stands inside the limits of a funnel round an average."""

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.measures.averages import contains
from analysis.measures.expected import over_expected
from analysis.measures.given import where
from analysis.measures.rates import crude_rate, proportion
from analysis.measures.shape import like

RATIO, INVERSE_WILSON, NO_FIGURE = "ratio to expected", "inverse Wilson", "no figure"
LIMITS = [f"{which}{side}_{level}" for which in ("", "adjusted_") for side in ("lower", "upper") for level in (95, 998)]


def funnel_limits(
    table: pd.DataFrame, average: float | None = None, kind: str = "rate", per: int = 10_000
) -> pd.DataFrame:
    """Control limits round an average, 95% and 99.8%, beside each row: lower_95 to upper_998, plain and adjusted_.

    Needs count and denominator (`kind` rate per `per` people, or proportion in percent) or count and expected (ratio).
    The average, in the same unit, is all rows' together unless given, and stands in `mean`. Rate and ratio: exact
    Poisson, so that a count lies outside exactly where its own exact limits leave the average out. Proportion: average
    ± z √(average (1 - average)/n), Wilson's turned round, within 0 to 100%. Adjusted limits stand √φ times as far from
    the average; φ (`overdispersion`), the mean square of z with its outer tenths drawn in, never narrows them
    (Spiegelhalter 2005, Quality and Safety in Health Care 14: 347). `plain_side` and `adjusted_side` say where a row
    lies: within, above 95%, below 99.8% and so on, by the outermost limit it is beyond; or no figure.
    """
    if kind not in ("rate", "proportion", "ratio"):
        raise ValueError(f'A funnel is of a rate, a proportion or a ratio; not "{kind}".')
    _refuse(table, kind)
    unit = {"rate": per, "proportion": 100, "ratio": 1}[kind]
    share = kind == "proportion"
    made = proportion(table) if share else over_expected(table) if kind == "ratio" else crude_rate(table, per)
    base = made["expected" if kind == "ratio" else "denominator"].astype("float64")
    both = made["count"].notna() & base.notna()
    together = made.loc[both, "count"].sum() / base[both].sum() if both.any() else np.nan
    mean = together if average is None else average / unit
    z = (made["count"] / base - mean) / np.sqrt(mean * (1 - mean if share else 1) / base)
    phi = float((z.clip(*z.quantile([0.1, 0.9])) ** 2).mean())
    made = made.assign(mean=unit * mean, overdispersion=phi, funnel_method=INVERSE_WILSON if share else "exact Poisson")
    made = made.assign(**_limits(mean, base, phi, unit, share=share))
    return made.assign(plain_side=_sides(made, ""), adjusted_side=_sides(made, "adjusted_"))


def _refuse(table: pd.DataFrame, kind: str) -> None:
    """One row an area, on one population, no area beside one that it is a part of: else the average means nothing."""
    if "area" not in table:
        return
    codes = list(table["area"])
    if len(set(codes)) < len(codes):
        raise ValueError(f"A funnel needs one row an area. Look at:\n{where(table[table['area'].duplicated()])}")
    if any(contains(a, b) for a in set(codes) - {""} for b in codes if a != b):
        raise ValueError("A funnel is of authorities: leave out England and the regions, of which others are parts.")
    releases = set(table["denominator_vintage"].dropna()) if "denominator_vintage" in table else set()
    if len(releases) > 1 and kind == "rate":
        raise ValueError(f"The populations come from {len(releases)} releases. Give rows that rest on one.")


def funnel_curve(limits: pd.DataFrame, points: int = 200) -> pd.DataFrame:
    """The limits of funnel_limits on a grid of denominators (of expected counts, for ratios), to be drawn as curves.

    From the mean and the overdispersion that the table itself gives, over the rows that have a figure: from nine tenths
    of the smallest to 1.05 times the largest, evenly spaced. Without a row with a figure there is no curve.
    """
    seen = limits[limits["value"].notna()]
    ratio = limits["statistic"].eq(RATIO).any()
    name = "expected" if ratio else "denominator"
    if seen.empty:
        return like(limits, pd.DataFrame(columns=[name, "mean", *LIMITS], dtype="float64"))
    row, people = seen.iloc[0], seen[name].astype("float64")
    share = row["funnel_method"] == INVERSE_WILSON
    unit = 100 if share else 1 if ratio else row["per"]
    grid = pd.Series(np.linspace(0.9 * people.min(), 1.05 * people.max(), points))
    made = _limits(row["mean"] / unit, grid, row["overdispersion"], unit, share=share)
    return like(limits, pd.DataFrame({name: grid, "mean": row["mean"]} | made))


def _limits(mean: float, base: pd.Series, phi: float, unit: float, *, share: bool) -> dict[str, pd.Series]:
    """Both pairs of limits at each denominator, plain and adjusted."""
    deviation = np.sqrt(mean * (1 - mean if share else 1) / base)
    made: dict[str, pd.Series] = {}
    for level, tail in (("95", 0.025), ("998", 0.001)):
        wide = stats.norm.isf(tail) * deviation
        limits = (mean - wide, mean + wide) if share else [count / base for count in _counts_at(tail, mean * base)]
        for side, limit in zip(("lower", "upper"), limits, strict=True):
            top, far = 1 if share else np.inf, mean + np.sqrt(max(1.0, phi)) * (limit - mean)
            made[f"{side}_{level}"], made[f"adjusted_{side}_{level}"] = (unit * x.clip(0, top) for x in (limit, far))
    return made


def _sides(made: pd.DataFrame, which: str) -> pd.Series:
    """Where each value lies, by the outermost limit that it is beyond; a value on a limit is within it."""
    value, said = made["value"], pd.Series("within", index=made.index)
    for level, name in (("95", "95%"), ("998", "99.8%")):
        said = said.mask(value < made[f"{which}lower_{level}"], f"below {name}")
        said = said.mask(value > made[f"{which}upper_{level}"], f"above {name}")
    return said.where(value.notna(), NO_FIGURE)


def _counts_at(tail: float, expected: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The counts, as broken numbers, whose Garwood limits end at `expected`: χ² quantiles solved for their freedom."""
    lower, upper = (special.chdtriv(chance, 2 * expected) / 2 for chance in (1 - tail, tail))
    return pd.Series(lower - 1, index=expected.index).clip(lower=0), pd.Series(upper, index=expected.index)
