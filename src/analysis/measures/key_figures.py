"""Many indicators at once: each as its own rate or percentage, at its latest date, beside England and neighbours."""

import pandas as pd

from analysis.measures.rates import crude_rate, percentage
from analysis.measures.shape import like
from analysis.vocabulary.areas import ENGLAND
from analysis.vocabulary.indicators import indicators


def indicator_values(table: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Rates per 10,000 where an indicator is a rate, percentages where it is a share; one row a row of the table.

    Where the number or its population is missing the published value stands, without limits.
    """
    is_rate = table["indicator"].map({name: bool(i.per) for name, i in indicators().items()}).astype(bool)
    known = is_rate & table["count"].notna() & table["denominator"].notna()
    rates = crude_rate(table[known], confidence=confidence)
    others = table[~known]
    rest = percentage(others.assign(count=others["count"].where(~is_rate[~known])), confidence)
    rest = rest.assign(statistic=rest["statistic"].where(~is_rate[~known], "rate"), count=others["count"])
    return pd.concat([rates, rest]).sort_index()


def beside_england(values: pd.DataFrame, area: str, comparators: pd.DataFrame, model: str) -> pd.DataFrame:
    """Each indicator at the area's latest date as a ratio to England's, one row an indicator.

    `values` is a result of indicator_values for the area and its comparators; `model` names the set of neighbours whose
    median is given. England is compared at the same date; its own chance is too small to show. Ratios without a
    figure for England are missing.
    """
    mine = values[(values["area"] == area) & values["value"].notna()]
    latest = mine.loc[mine.groupby("indicator", sort=False)["date"].transform("max") == mine["date"]]
    codes = comparators.loc[comparators["set"] == model, "area"]
    beside = values[values["area"].isin(codes)].groupby(["indicator", "date"])["value"].median()
    country = values[(values["area"] == ENGLAND) & (area != ENGLAND)].set_index(["indicator", "date"])["value"]
    keys = pd.MultiIndex.from_frame(latest[["indicator", "date"]])
    england, neighbours = (pd.Series(s.reindex(keys).to_numpy(), index=latest.index) for s in (country, beside))
    made = latest.assign(
        statistic="ratio to England",
        ours=latest["value"],
        england=england,
        neighbours=neighbours,
        value=latest["value"] / england,
        lower=latest["lower"] / england,
        upper=latest["upper"] / england,
        neighbours_value=neighbours / england,
        neighbours_label=f"the middle value of the {model.split()[-1]} neighbours",
        base="England, same date",
    )
    order = {name: place for place, name in enumerate(indicators())}
    return like(values, made.sort_values("indicator", key=lambda names: names.map(order), ignore_index=True))
