"""One area beside its neighbours, its region and England: where the printed rates stand, each set with its date."""

from typing import Any

import pandas as pd

from analysis.presentation.licences import claims_no_more
from analysis.presentation.numbers import date_words, has_figure, listed, number, percent, rate, small_number, whole
from analysis.presentation.wording import (
    Finding,
    area_words,
    fill,
    finding,
    latest,
    likely,
    resolved,
    say,
    sentences,
    when_words,
    word,
)
from analysis.vocabulary.indicators import Indicator

LINES = {"mean": "mean", "median": "middle value"}
TOLD = {"mean": "", "median": "median "}  # the statistician’s word stands beside the figure


def describe_comparison(
    comparison: pd.DataFrame,
    indicator: Indicator | str,
    area: str,
    date: str = "",
    rates: pd.DataFrame | None = None,
) -> Finding:
    """Where an area stands beside each set, from measures.comparisons.compare: one row a set and statistic.

    `date` is the day the rates belong to (or a column `date` of the comparison); without one the sentence says so.
    With `rates` (area, lower, upper) a comparator that lies inside the area's own limits is "a little" above or below.
    The latest model of neighbours and single areas come first; other sets and the ranks are for the annex.
    Without any comparator there is nothing to say: an empty text.

    >>> describe_comparison(beside, "child_protection_plans", run.area.code)
    """
    what, name = resolved(indicator), area_words(area)
    if not has_comparator(comparison):
        return Finding("")
    ours = comparison["ours"].iloc[0]
    if not has_figure(ours):
        return Finding(say("comparison", "no_ours", area=name))
    limits = own_limits(rates, area)
    sets = [rows for _, rows in comparison.groupby("set", sort=False)]
    day = date or (str(comparison["date"].iloc[0]) if "date" in comparison else "")
    slots = {"when": when_words(day, what.span) if day else "in this table", "area": name, "name": what.phrase}
    slots["likely"] = f" ({likely(*limits, 1, '' if what.per else '%')})" if limits else ""
    lines = [
        say("comparison", "opening" if what.per else "opening_share", ours=printed(ours, what, comparison), **slots)
    ]
    many = [rows for rows in sets if _is_many(rows) and rows["areas"].iloc[0] > 0]
    *others, last = [_set_words(rows, what, limits) for rows in many] or [""]
    lines += [last, *_singles(sets, what, limits, comparison), *_absent(sets)]
    if any(near in line for line in lines for near in (word("near", "above"), word("near", "below"))):
        lines.append(say("comparison", "little"))
    lines += [] if day else [say("comparison", "undated")]
    more = [*others, *(_rank_words(rows, name) for rows in many)]
    made = finding(lines, more)
    claims_no_more(f"{made} {made.more}", comparison)
    return made


def has_comparator(comparison: pd.DataFrame) -> bool:
    """Whether any set of the comparison has a value to stand beside."""
    return bool(len(comparison) and ((comparison["areas"] > 0) & comparison["value"].notna()).any())


def printed(value: object, what: Indicator, comparison: pd.DataFrame) -> str:
    """A rate or a percentage, as printed: 95 in every 10,000 children, or 27.7%."""
    said = figure_words(value, what, comparison)
    return f"{said} in every {whole(what.per)} children" if what.per else said


def figure_words(value: object, what: Indicator, comparison: pd.DataFrame) -> str:
    """One decimal, or none where every rate was published in whole numbers: decimals would claim too much."""
    lines = comparison[comparison["statistic"].isin(["value", "lowest", "highest"])]
    seen = pd.concat([comparison["ours"].head(1), lines["value"]]).dropna().astype("float64")
    places = 0 if len(seen) and (seen % 1 == 0).all() else 1
    return number(value, places) if what.per else percent(value, places)


def own_limits(rates: pd.DataFrame | None, area: str) -> tuple[float, float] | None:
    """The area's own limits at the last date of `rates`, or None."""
    if rates is None or not {"lower", "upper"} <= set(rates):
        return None
    row = latest(rates, area)
    if row is None or not (has_figure(row["lower"]) and has_figure(row["upper"])):
        return None
    return float(row["lower"]), float(row["upper"])


def is_near(row: pd.Series, limits: tuple[float, float] | None) -> bool:
    """Whether a comparator lies inside the area's own limits without being the same."""
    return bool(limits and limits[0] <= row["value"] <= limits[1] and row["side"] != "the same")


def side_of(row: pd.Series, limits: tuple[float, float] | None) -> str:
    """Above, below, the same as, or a little above or below (inside the area's own limits) a comparator."""
    if is_near(row, limits):
        return word("near", str(row["side"]))
    return {"the same": "the same as"}.get(str(row["side"]), str(row["side"]))


def whose(set_name: str, of: int, found: int) -> str:
    """The neighbours of a model in words, with how many of them have a figure where some have none."""
    if not set_name.startswith("neighbours "):
        return set_name
    some = "" if found == of else f"; {small_number(found)} of them have a figure"
    return f"its {small_number(of)} neighbours ({set_name.removeprefix('neighbours ')} model{some})"


def dated(rows: pd.DataFrame, text: str) -> str:
    """The words for a set with its date, where it is another than the area's: never silently."""
    if "same_date" not in rows or bool(rows["same_date"].iloc[0]):
        return text
    on = date_words(str(rows["comparator_date"].iloc[0]))
    return fill(sentences()["comparison"]["other_date"], whose=text, date=on)


def _is_many(rows: pd.DataFrame) -> bool:
    return bool(rows["statistic"].isin(LINES).any())


def _set_words(rows: pd.DataFrame, what: Indicator, limits: tuple[float, float] | None) -> str:
    found, by = int(rows["areas"].iloc[0]), rows.set_index("statistic")
    sides = {line: side_of(by.loc[line], limits) for line in LINES}
    figures = {line: f"{LINES[line]} ({TOLD[line]}{_figure(by.loc[line, 'value'], what)})" for line in LINES}
    slots = {"whose": dated(rows, whose(str(rows["set"].iloc[0]), int(rows["of"].iloc[0]), found))}
    if sides["mean"] == sides["median"]:
        both = f"{sides['mean']} the {figures['mean']} and the {figures['median']}"
        return say("comparison", "set", sides=both, **slots)
    mean, median = f"{sides['mean']} the {figures['mean']}", f"{sides['median']} their {figures['median']}"
    same_way = sides["mean"].split()[-1] == sides["median"].split()[-1]  # "below" and "a little below"
    return say("comparison", "set_and" if same_way else "set_but", mean=mean, median=median, **slots)


def _rank_words(rows: pd.DataFrame, area: str) -> str:
    """The rank among a set, and the ranks that chance allows where there are several; empty where none is given."""
    by, found = rows.set_index("statistic"), int(rows["areas"].iloc[0])
    if "rank" not in by.index or not has_figure(by.loc["rank", "value"]):
        return ""
    rank = by.loc["rank"]
    said = placed(int(rank["value"]), found + 1)
    ends = [rank.get("lower"), rank.get("upper")]
    if all(has_figure(end) for end in ends) and ends[0] != ends[1]:
        said += _chance_ranks(ends)
    set_words = dated(rows, whose(str(rows["set"].iloc[0]), int(rows["of"].iloc[0]), found))
    return say("comparison", "rank", whose=set_words, area=area, rank=said)


def _chance_ranks(ends: list[Any]) -> str:
    return say("comparison", "ranks", best=ordinal(int(ends[0])), worst=ordinal(int(ends[1])))


def _figure(value: object, what: Indicator) -> str:
    return rate(value) if what.per else percent(value)


def placed(rank: int, of: int) -> str:
    """The highest of 11, 6th highest of 11, the lowest of 11."""
    if rank in (1, of):
        return f"the {'highest' if rank == 1 else 'lowest'} of {of}"
    return f"{ordinal(rank)} highest of {of}"


def ordinal(rank: int) -> str:
    """6 as "6th"."""
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def _singles(
    sets: list[pd.DataFrame], what: Indicator, limits: tuple[float, float] | None, comparison: pd.DataFrame
) -> list[str]:
    rows = [each.iloc[0] for each in sets if not _is_many(each) and has_figure(each["value"].iloc[0])]
    sides = [
        f"{side_of(row, limits)} {_single_words(row, figure_words(row['value'], what, comparison))}" for row in rows
    ]
    return [say("comparison", "single", sides=listed(sides))] if sides else []


def _single_words(row: pd.Series, figure: str) -> str:
    return dated(row.to_frame().T, f"{row['set']} ({figure})")


def _absent(sets: list[pd.DataFrame]) -> list[str]:
    names = [str(each["set"].iloc[0]) for each in sets if not each["areas"].iloc[0]]
    words = [f"the neighbours of the {n.split()[-1]} model" if n.startswith("neighbours ") else n for n in names]
    single = len(names) == 1 and not names[0].startswith("neighbours ")
    return [say("comparison", "no_member" if single else "no_members", whose=listed(words))] if words else []
