"""On how many definitions of what is usual does an area stand above or below: said once, with what decides it."""

import pandas as pd

from analysis.presentation.licences import claims_no_more
from analysis.presentation.numbers import listed, small_number
from analysis.presentation.wording import (
    Finding,
    area_words,
    capital,
    fill,
    finding,
    resolved,
    say,
    sentences,
    when_words,
)
from analysis.vocabulary.areas import areas

FEW = 2  # neighbours named; more are counted
AVERAGES = {"mean": "mean", "median": "middle value", "pooled": "pooled rate"}


def describe_definitions(agreement: pd.DataFrame, comparison: pd.DataFrame) -> Finding:
    """How many ways of saying what is usual agree; in the annex, which they are and whether one neighbour decides.

    `agreement` is a result of measures.comparisons.definitions, `comparison` the result of compare that it came from.
    Without any definition there is nothing to say: an empty text.
    """
    row = agreement.iloc[0]
    if not row["of"]:
        return Finding("")
    what = resolved(str(row["indicator"]))
    used = comparison[comparison["definition"].astype(bool) & comparison["side"].notna()]
    one = row["of"] == 1
    day = str(comparison["date"].iloc[0]) if "date" in comparison else ""
    slots = {"when": when_words(day, what.span) if day else "in this table", "area": area_words(str(row["area"]))}
    slots |= {"kind": "rate" if what.per else "share", "phrase": what.phrase, "sides": _sides(row), "near": _near(row)}
    made = finding(
        [say("comparison", "one_definition" if one else "definitions", **slots)],
        [say("comparison", "one_way" if one else "ways", ways=_ways(used)), *([] if one else _turned(used))],
    )
    claims_no_more(f"{made} {made.more}", comparison)
    return made


def _ways(used: pd.DataFrame) -> str:
    """England and Yorkshire and The Humber without Rotherham; the mean … of its neighbours (2021 and 2025 models)."""
    many = used[used["statistic"].isin(AVERAGES)]
    without = used[used["statistic"] == "without the area"]
    said = []
    if len(without):
        name = area_words(str(without["area"].iloc[0]))
        said.append(f"{listed([str(each) for each in without['set']])} without {name}")
    said += [str(each) for each in used.loc[used["statistic"] == "value", "set"]]
    if len(many):
        averages = [f"the {AVERAGES[name]}" for name in AVERAGES if name in set(many["statistic"])]
        said.append(f"{listed(averages)} of {_whose(list(dict.fromkeys(many['set'])))}")
    return "; ".join(said)


def _whose(sets: list[str]) -> str:
    models = [name.removeprefix("neighbours ") for name in sets if name.startswith("neighbours ")]
    said = [f"its neighbours ({listed(models)} model{'s' if len(models) > 1 else ''})"] if models else []
    return listed(said + [name for name in sets if not name.startswith("neighbours ")])


def _sides(row: pd.Series) -> str:
    counts = {"below": int(row["below"]), "above": int(row["above"]), "the same as": int(row["same"])}
    given = {side: count for side, count in counts.items() if count}
    if len(given) == 1:
        side, count = next(iter(given.items()))
        return f"{side} {'the one' if count == 1 else 'both' if count == 2 else f'all {small_number(count)}'}"
    each = listed([f"{side} {small_number(count)}" for side, count in given.items()])
    return f"{each} of {small_number(int(row['of']))}"


def _near(row: pd.Series) -> str:
    near = int(row["near"])
    if not near:
        return ""
    if near == row["of"] > 1:
        return say("comparison", "near_all")
    if row["of"] == 1:
        return say("comparison", "near_one")
    return say("comparison", "near_some", near=capital(small_number(near)), are="is" if near == 1 else "are")


def _turned(used: pd.DataFrame) -> list[str]:
    """Which neighbour decides which average; or that none does, where leaving one out was tried."""
    if "without_one_lowest" not in used or used["without_one_lowest"].isna().all():
        return []
    turned = used[used["turns_without"].fillna("").astype(str) != ""]
    if turned.empty:
        return [say("comparison", "turns_none")]
    each = [_decides(rows) for _, rows in turned.groupby(["set", "turns_without"], sort=False)]
    return [say("comparison", "turns", each="; ".join(each))]


def _decides(rows: pd.DataFrame) -> str:
    """Which averages of one set turn round without the same neighbours, named where it is one or two of them."""
    names = {code: a.name for code, a in areas().items()}
    members = [names.get(each, each) for each in str(rows["turns_without"].iloc[0]).split("; ")]
    counted = fill(sentences()["comparison"]["any_of"], count=small_number(len(members)))
    who = " or ".join(members) if len(members) <= FEW else counted
    averages = listed([AVERAGES[str(name)] for name in rows["statistic"]])
    whose = _whose([str(rows["set"].iloc[0])])
    return fill(sentences()["comparison"]["turns_each"], members=who, averages=averages, whose=whose)
