"""A table as points that may be joined: where a line runs, where it must break, and what is hidden."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from analysis.presentation.numbers import date_words, number
from analysis.presentation.wording import when_words
from analysis.vocabulary.areas import areas
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.tidy import SUPPRESSED

HIDDEN_NOTE = "c: a figure that is not shown, to protect children’s confidentiality."
HIDDEN_ALT = "Hidden figures, marked c, are not drawn."
SPANS = {"month": 1, "quarter": 3, "year": 12}  # months that a count of a period is of


def points(table: pd.DataFrame, step: float = 1.0, value: str = "", breaks: Sequence[date] = ()) -> pd.DataFrame:
    """One series by date with x (years; 31 March 2025 is 2025.0), value, limits, hidden, base and run.

    Points of one run may be joined. A new run begins after a hidden or missing value, after a date without a row
    (`step` is the usual distance in years), where a rate changes to other population estimates, and at the first
    point under each of `breaks`, the days from which something else is counted.
    """
    rows = pd.DataFrame(table).sort_values("date", kind="stable", ignore_index=True)
    about = value or value_column(rows)
    hidden = (rows["status"] == SUPPRESSED).to_numpy() if "status" in rows else np.zeros(len(rows), dtype=bool)
    made = rows[[name for name in ("area", "area_name", "date", "unit", "span", "confidence") if name in rows]].copy()
    made["x"] = [int(day[:4]) + (int(day[5:7]) - 3) / 12 for day in made["date"].astype(str)]
    for name, column in (("value", about), ("lower", "lower"), ("upper", "upper")):
        made[name] = np.where(hidden, np.nan, _numbers(rows, column))
    made["hidden"], made["base"] = hidden, _bases(rows, about)
    missing = made["value"].isna().to_numpy()
    parted = (made["x"].diff().to_numpy() > 1.5 * step) | missing | new_base(made).to_numpy()
    parted[1:] |= missing[:-1]
    for day in breaks:
        parted |= under(made, day).astype(int).diff().eq(1).to_numpy()
    made["run"] = parted.cumsum()
    return made


def under(made: pd.DataFrame, day: date) -> pd.Series:
    """Which points belong to the time from this day on: a month, quarter or year that straddles it does not."""
    begins = pd.to_datetime(made["date"])
    if "span" in made:
        lasts = made["span"].map(SPANS).fillna(0).astype("int64")
        months = 12 * begins.dt.year + begins.dt.month - lasts
        first = pd.to_datetime({"year": months // 12, "month": months % 12 + 1, "day": 1})
        begins = begins.where(lasts == 0, first)
    return begins >= pd.Timestamp(day)


def value_column(table: pd.DataFrame) -> str:
    """What a table is about: the value of a measure's result, the count of a table of counts."""
    return "value" if "statistic" in table or "count" not in table else "count"


def new_base(made: pd.DataFrame) -> pd.Series:
    """Where a rate stands on other population estimates than the last one before it that has a value."""
    known = made["base"].where(made["value"].notna())
    before = known.ffill().shift()
    return known.notna() & before.notna() & (known != before)


def _bases(made: pd.DataFrame, value: str) -> pd.Series:
    """The population each rate stands on; for counts and for percentages there is nothing that could change."""
    if "denominator_vintage" not in made or value == "count":
        return pd.Series("", index=made.index)
    percent = made["unit"].eq("percent") if "unit" in made else pd.Series(False, index=made.index)
    percent |= made["statistic"].eq("share") if "statistic" in made else False
    return made["denominator_vintage"].fillna("").astype(str).mask(percent, "percent")


def _numbers(rows: pd.DataFrame, name: str) -> np.ndarray:
    return rows[name].to_numpy(dtype="float64", na_value=np.nan) if name in rows else np.full(len(rows), np.nan)


def drawn(made: pd.DataFrame) -> pd.DataFrame:
    """The points that have a value."""
    return made[made["value"].notna()]


def lone(made: pd.DataFrame) -> pd.DataFrame:
    """The points with nothing to join to."""
    return drawn(made)[lambda rows: rows.groupby("run")["x"].transform("size") == 1]


def base_note(made: pd.DataFrame) -> str:
    """A sentence about the breaks at new population estimates, or nothing."""
    years = [str(day)[:4] for day in made.loc[new_base(made), "date"]]
    if not years:
        return ""
    if len(years) > 2:
        return "Lines break wherever rates move to another release of the population estimates."
    return f"Lines break before {' and '.join(years)}, where rates move to other population estimates."


def joined(sentences: list[str]) -> str:
    """The sentences of a note, one after the other, without the empty ones."""
    return " ".join(sentence for sentence in sentences if sentence)


def name_of(table: pd.DataFrame, code: str) -> str:
    """The name of an area, from the table or from the known areas."""
    found = table.loc[table["area"] == code, "area_name"] if "area_name" in table else pd.Series(dtype=str)
    return str(found.iloc[0]) if len(found) else areas()[code].name if code in areas() else code


def only_area(table: pd.DataFrame) -> str:
    """The one area of a table; a table of several is refused, for their points would be joined."""
    codes = list(table["area"].unique()) if "area" in table else []
    if len(codes) > 1:
        raise WrongUse(f"This table holds {len(codes)} areas. Keep one, or say which one it is about: area=area.")
    return str(codes[0]) if codes else ""


def run_through(name: str, made: pd.DataFrame, places: int = 1, unit: str = "") -> str:
    """First, last, highest and lowest of a series in words, for the alternative text."""
    seen = drawn(made)
    if seen.empty:
        return f"{name}: no figure."
    said = [_at(seen.iloc[-1], places, unit)]
    if len(seen) > 1:
        top, low = seen.loc[seen["value"].idxmax()], seen.loc[seen["value"].idxmin()]
        said = [f"from {_at(seen.iloc[0], places, unit)} to {said[0]}"]
        said += [f"highest {_at(top, places, unit)}", f"lowest {_at(low, places, unit)}"]
    return f"{name}: {', '.join(said)}."


def _at(row: pd.Series, places: int, unit: str) -> str:
    return f"{number(row['value'], places)}{unit} {on_words(row)}"


def on_words(row: pd.Series) -> str:
    """On 31 March 2013, or in the year to 31 March 2013 where events of a whole year were counted."""
    span = str(row.get("span", ""))
    return when_words(row["date"], span) if span in ("year", "quarter") else f"on {date_words(row['date'])}"
