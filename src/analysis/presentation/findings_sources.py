"""Sentences about sources: one number that different publications print differently."""

import pandas as pd

from analysis.presentation.numbers import listed, small_number, whole
from analysis.presentation.wording import area_words, fill, resolved, say, sentences, when_words, word


def describe_disagreement(sources: pd.DataFrame) -> str:
    """One number as different sources print it: every value, and which one is used. A sentence an indicator.

    Takes a table of every source (indicator, date, source, vintage, count) and reads its last date.
    """
    known = sources[sources["count"].notna()]
    if known.empty:
        return say("plain", "no_figures")
    last = known[known["date"] == known["date"].max()]
    return " ".join(_disagreement(str(name), rows) for name, rows in last.groupby("indicator", sort=False))


def _disagreement(name: str, rows: pd.DataFrame) -> str:
    what, first = resolved(name), rows.iloc[0]
    values = [whole(count) for count in dict.fromkeys(rows["count"])]
    slots = {"phrase": what.phrase, "area": area_words(str(first["area"])), "at": when_words(first["date"], what.span)}
    if len(values) == 1:
        sources = rows["source"].nunique()
        only = "only" if sources == 1 else "both" if sources == 2 else "agree"
        return say("sources", only, value=values[0], sources=small_number(sources), **slots)
    chosen = used_rows(rows)
    used = _used(chosen.iloc[-1]) if len(chosen) else word("sources", "no_preference")
    return say("sources", "differ", values=listed(values), used=used, **slots)


def used_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The row chosen for the pack: by the column `used`, or without it the official row of the latest release."""
    if "used" in rows:
        return rows[rows["used"].fillna(False).astype(bool)]
    return rows[rows["source"].str.startswith("dfe_")].sort_values("vintage", kind="stable").tail(1)


def _used(row: pd.Series) -> str:
    return fill(sentences()["sources"]["official" if str(row["source"]).startswith("dfe_") else "other"],
                count=whole(row["count"]))  # fmt: skip
