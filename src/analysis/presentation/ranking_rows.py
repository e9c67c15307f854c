"""The rows of a ranking, highest first, and the words beside it."""

import pandas as pd

from analysis.presentation.figures import alt_words
from analysis.presentation.numbers import date_words, listed, number, small_number
from analysis.presentation.series import HIDDEN_ALT, HIDDEN_NOTE, points
from analysis.vocabulary.errors import WrongUse

MODELS = ("neighbours 2021", "neighbours 2025")


def one_row_each(rates: pd.DataFrame) -> pd.DataFrame:
    """The points by area, each of its own date; several rows of one area are refused."""
    if rates["area"].duplicated().any():
        raise WrongUse("A ranking needs one row an area. Take the rows of one date: side_by_side(rates, area, sets).")
    parts = [points(rows) for _, rows in pd.DataFrame(rates).groupby("area", sort=False)]
    return pd.concat(parts).set_index("area") if parts else points(rates).set_index("area")


def earlier(by_area: pd.DataFrame, code: str) -> str:
    """The year of an area's figure in brackets, where it is older than the newest of the figure."""
    known = by_area[by_area["value"].notna()]["date"].astype(str)
    return "" if code not in known.index or known[code] == known.max() else f" ({known[code][:4]})"


def ranked_rows(
    by_area: pd.DataFrame, sets: dict[str, list[str]], area: str, names: dict[str, str], comparators: pd.DataFrame
) -> pd.DataFrame:
    """The rows of the figure, highest first; areas without a figure last."""
    old, new = (sets.get(model, []) for model in MODELS)
    named = names | dict(zip(comparators["area"], comparators["area_name"], strict=True))
    codes = list(dict.fromkeys([area, *new, *old]))
    rows = by_area[["value", "lower", "upper"]].reindex(codes)
    rows = rows.assign(
        hidden=by_area["hidden"].reindex(codes, fill_value=False),
        name=[named.get(code, code) + earlier(by_area, code) for code in codes],
        ours=[code == area for code in codes],
        old=[code in old for code in codes],
        new=[code in new for code in codes],
        places=0 if (by_area["value"].dropna() % 1 == 0).all() else 1,  # as published: whole numbers stay whole
    )
    return rows.sort_values(["value", "name"], ascending=[False, True], na_position="last")


def note(ranked: pd.DataFrame, by_area: pd.DataFrame, area: str, comparison: pd.DataFrame | None) -> str:
    """The averages of both models, what the bars are, figures of an earlier date, what is hidden."""
    lines = [] if comparison is None else _averages(comparison)
    days = by_area.loc[by_area["value"].notna() & (by_area.index != area), "date"].astype(str)
    old = sorted({day for day in days if day < str(by_area.loc[area, "date"])})
    lines += (
        [f"In brackets: figures for {listed([date_words(day) for day in old])}, the latest published."] if old else []
    )
    if "confidence" in by_area and ranked["upper"].notna().any():
        lines.append(f"Bars: {100 * by_area['confidence'].dropna().iloc[0]:g}% limits.")
    lines += [HIDDEN_NOTE] if ranked["hidden"].any() else []
    return " ".join(lines)


def _averages(comparison: pd.DataFrame) -> list[str]:
    """ "2025 model: middle of ten neighbours (median) 47.6, mean 53.0." for each model with a figure."""
    said = []
    for name in reversed(MODELS):
        rows = comparison[(comparison["set"] == name) & (comparison["areas"] > 0)].set_index("statistic")
        if len(rows):
            found, of = int(rows["areas"].iloc[0]), int(rows["of"].iloc[0])
            some = small_number(found) + (f" of {small_number(of)}" if found < of else "")
            middle, mean = (number(rows.loc[statistic, "value"]) for statistic in ("median", "mean"))
            said.append(f"{name.split()[-1]} model: middle of {some} neighbours (median) {middle}, mean {mean}.")
    return said


def alt(measure: str, ranked: pd.DataFrame, wider: dict[str, float], day: str) -> str:
    """All areas from the highest, where the area stands among them, and the wider areas."""
    seen = ranked[ranked["value"].notna()]
    ours = ranked[ranked["ours"]].iloc[0]
    said = [f"{row.name} {number(row.value, row.places)}" for row in seen.itertuples()]
    place, places = int((seen["value"] > ours["value"]).sum()) + 1, int(ours["places"])
    standing = (
        f"{ours['name']} has {number(ours['value'], places)}, number {place} of {len(seen)} from the highest."
        if pd.notna(ours["value"]) else f"{ours['name']} has no figure."
    )  # fmt: skip
    hidden = HIDDEN_ALT if ranked["hidden"].any() else ""
    others = listed([f"{name} {number(value, places)}" for name, value in wider.items()])
    return alt_words(
        [f"Dot chart of {len(seen)} areas, {date_words(day)}. {measure}.", standing,
         f"{others}." if others else "", hidden, f"From the highest: {', '.join(said)}."]
    )  # fmt: skip
