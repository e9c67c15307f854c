"""Rates and shares with their limits. Every result row says which statistic, which limits and by which method."""

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.measures.given import known, where

RESULT = ["statistic", "value", "lower", "upper", "confidence", "method", "base"]
EXACT_BELOW = 10  # events: exact Poisson limits below, Byar's from here


def crude_rate(counts: pd.DataFrame, per: int = 10_000, confidence: float = 0.95) -> pd.DataFrame:
    """Events per `per` people, with limits: exact Poisson below ten events, Byar's from ten.

    Needs the columns count and denominator. A row without a count or a denominator keeps its place, with no rate. The
    limits treat children as independent; siblings who come on to plans together make the true limits wider. A hidden
    row has no rate, whatever it still holds.
    Source: Breslow and Day 1987; public health England technical guide (Byar), Garwood 1936 (exact).

    >>> rates = crude_rate(plans)
    """
    counts = known(counts)
    events, people = counts["count"].astype("float64"), counts["denominator"].astype("float64")
    if (people <= 0).any():
        raise ValueError(f"A rate needs a denominator above zero. Look at:\n{where(counts.loc[people <= 0])}")
    if (events < 0).any():
        raise ValueError(f"A count cannot be below zero. Look at:\n{where(counts.loc[events < 0])}")
    lower, upper = poisson_limits(events, confidence)
    method = np.where(events < EXACT_BELOW, "exact Poisson", "Byar")
    return counts.assign(
        statistic="rate",
        value=per * events / people,
        lower=per * lower / people,
        upper=per * upper / people,
        confidence=confidence,
        method=pd.Series(method, index=counts.index).where(events.notna() & people.notna(), "no rate"),
        base=f"per {per:,}",
        per=per,
    )


def printed_rate(counts: pd.DataFrame, per: int = 10_000, confidence: float = 0.95) -> pd.DataFrame:
    """Rates as their publisher prints them, with the limits of crude_rate; worked out where none is printed.

    For setting areas beside each other exactly as published: children in care have whole-number rates.
    """
    counts = known(counts)
    made = crude_rate(counts, per, confidence)
    return made.assign(value=counts["value"].where(counts["value"].notna(), made["value"]))


def poisson_limits(events: pd.Series, confidence: float = 0.95) -> tuple[pd.Series, pd.Series]:
    """Limits for a count: exact (Garwood) below ten, Byar's approximation from ten; missing stays missing."""
    alpha = 1 - checked(confidence)
    z = stats.norm.ppf(1 - alpha / 2)
    x = events.astype("float64")
    exact_lower = pd.Series(stats.chi2.ppf(alpha / 2, 2 * x) / 2, index=x.index).where(x > 0, 0.0)
    exact_upper = stats.chi2.ppf(1 - alpha / 2, 2 * x + 2) / 2
    safe = x.where(x >= EXACT_BELOW, EXACT_BELOW)
    byar_lower = safe * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3
    byar_upper = (safe + 1) * (1 - 1 / (9 * (safe + 1)) + z / (3 * np.sqrt(safe + 1))) ** 3
    small = x < EXACT_BELOW
    lower = byar_lower.where(~small, exact_lower).where(x.notna())
    upper = byar_upper.where(~small, pd.Series(exact_upper, index=x.index)).where(x.notna())
    return lower, upper


def wilson_limits(count: pd.Series, whole: pd.Series, confidence: float = 0.95) -> tuple[pd.Series, pd.Series]:
    """Wilson limits for a proportion; missing where either number is, or where the count is above the whole."""
    known = count.notna() & whole.notna() & (count <= whole)
    limits = proportion_confint(
        count.where(known, 0), whole.where(known, 1), alpha=1 - checked(confidence), method="wilson"
    )
    lower, upper = (pd.Series(limit, index=count.index).where(known) for limit in limits)
    return lower, upper


def checked(confidence: float) -> float:
    """The confidence, if it is one: 95 is refused, for it would give no limits and no word about it."""
    if not 0.5 < confidence < 1:
        raise ValueError(f"Confidence is {confidence}: expected a number between 0.5 and 1, such as 0.95.")
    return confidence


def proportion(counts: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Share of the denominator, in percent, with Wilson limits.

    Needs the columns count and denominator; a count above its denominator is refused. A row without either keeps its
    place, with no share. Source: Wilson 1927; Newcombe 1998.
    """
    counts = known(counts)
    part, whole = counts["count"].astype("float64"), counts["denominator"].astype("float64")
    wrong = (part > whole) | (part < 0) | (whole <= 0)
    if wrong.any():
        raise ValueError(f"A share needs a count between 0 and its denominator. Look at:\n{where(counts.loc[wrong])}")
    both = part.notna() & whole.notna()
    lower, upper = wilson_limits(part, whole, confidence)
    return counts.assign(
        statistic="share",
        value=100 * part / whole,
        lower=100 * lower,
        upper=100 * upper,
        confidence=confidence,
        method=pd.Series("Wilson", index=counts.index).where(both, "no share"),
        base="percent",
    )


def percentage(table: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Percentages with Wilson limits where the number behind them is known, else as published, without limits.

    >>> repeats = percentage(observations("child_protection_plans_repeat"))
    """
    table = known(table)
    both = table["count"].notna() & table["denominator"].notna() & (table["count"] <= table["denominator"])
    made = proportion(table.assign(count=table["count"].where(both)), confidence)
    method = made["method"].where(both, "as published, no limits")
    return made.assign(value=made["value"].where(both, table["value"]), count=table["count"], method=method)


def share_of_total(parts: pd.DataFrame, totals: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Each part as a share of the total of its area and date, in percent with Wilson limits; a hidden part has none.

    `parts` has area, date and count; `totals` the same, one row an area and date.
    """
    whole = totals[["area", "date", "count"]].rename(columns={"count": "denominator"})
    joined = parts.drop(columns="denominator", errors="ignore").merge(whole, on=["area", "date"], how="left")
    return proportion(joined, confidence)
