"""Sentences on a pathway: at which steps a group or an area differs, as far as the limits and the rule allow."""

import pandas as pd

from analysis.presentation.findings_groups import group_words
from analysis.presentation.licences import claims_side
from analysis.presentation.numbers import listed, number, percent
from analysis.presentation.wording import Finding, area_words, capital, fill, finding, say, sentences, when_words, word
from analysis.vocabulary.areas import ENGLAND as CODE
from analysis.vocabulary.areas import area as known_area

POPULATION = "population"
ENGLAND = known_area(CODE).name
FEW = 3  # steps of a group that are all named
CLEARLY = ("above", "below")
UNCLEAR = {"small": "small difference", "unclear": "no clear difference", "withheld": "cannot be said"}
FOLLOWED = "the same people followed from stage to stage"


def step_words(stage: object, previous: object = "", *, long: bool = True) -> str:
    """A step as it is named: section 47 enquiries for every referral; among the population, for every child."""
    name = word("steps", str(stage), str(stage))
    each = word("each", str(previous) or POPULATION)
    return f"{name} for every {each}" if long else name


def ratio_words(value: object) -> str:
    """A relative rate to two places, since the limits of large counts lie close."""
    return number(value, 2)


def own_step(results: pd.DataFrame) -> pd.DataFrame:
    """Each step once: among those at the step before, or among the population where there is none before."""
    late = results[results["basis"] != POPULATION]
    keys = pd.MultiIndex.from_frame(results[["stage", "group"]])
    entered = keys.isin(pd.MultiIndex.from_frame(late[["stage", "group"]]))
    return results[(results["basis"] != POPULATION) | ~entered]


def describe_pathway(results: pd.DataFrame) -> Finding:
    """The first step at which any group clearly differs, group by group; for an area, every step that does.

    Takes a result of parts_of, steps_of or area_steps: stage, basis, previous, group, value, lower, upper, verdict,
    reference, indicator, date. The other steps, and what kind of counts these are, are for the annex. Nothing at hand
    is nothing said.
    """
    if results.empty:
        return Finding("")
    first = results.iloc[0]
    slots = {"beside": beside_words(str(first["reference"])), "area": area_words(str(first["area"]))}
    slots |= {"when": when_words(first["date"], _span(results))}
    rows, kind = own_step(results), kind_of_count(results)
    note = [say("pathway", kind)]
    short, long = (note, []) if kind == "period" else ([], note)
    if of_areas(first):
        parts = _unclear(rows[~rows["verdict"].isin(CLEARLY)], short=False)
        rest = [capital("; ".join(parts)) + "."] if parts else []
        routes = [say("pathway", "period_area")] if kind == "period" else []
        return finding([*_area(rows, slots), *short], [*rest, *long, *routes])
    clear = rows[rows["verdict"].isin(CLEARLY)]
    stage = (clear if len(clear) else rows)["stage"].iloc[0]
    here, later = rows[rows["stage"] == stage], rows[rows["stage"] != stage]
    more = [_group(str(group), part) for group, part in later.groupby("group", sort=False)]
    return finding([*_at_one_step(here, slots), *short], [*more, *long])


def _area(rows: pd.DataFrame, slots: dict[str, str]) -> list[str]:
    """An area's clear steps, each with its limits; or that there is none."""
    clear = rows[rows["verdict"].isin(CLEARLY)]
    said = [say("pathway", "next_area" if at else "first_area", **_numbers(row), **slots)
            for at, (_, row) in enumerate(clear.iterrows())]  # fmt: skip
    return said or [say("pathway", "none_area", **slots)]


def _at_one_step(rows: pd.DataFrame, slots: dict[str, str]) -> list[str]:
    """The groups that clearly differ at one step, each with its limits; then the others by name."""
    clear, row = rows[rows["verdict"].isin(CLEARLY)], rows.iloc[0]
    step = step_words(row["stage"], row["previous"], long=bool(row["previous"]))
    slots = slots | {"step": step}
    said = [say("pathway", "next" if at else "first", group=group_words(one["group"]), **_numbers(one) | slots)
            for at, (_, one) in enumerate(clear.iterrows())]  # fmt: skip
    said = said or [say("pathway", "none", **slots)]
    for key, verdict in UNCLEAR.items():
        names = [group_words(group) for group in rows.loc[rows["verdict"] == verdict, "group"]]
        said += [say("pathway", f"group_{key}", groups=listed(names))] if names else []
    return said


def _numbers(row: pd.Series) -> dict[str, str]:
    """The step of a row and its ratio with limits, which have to bear out its verdict."""
    claims_side(str(row["verdict"]), row["lower"], row["upper"])
    slots = {name: ratio_words(row[name]) for name in ("value", "lower", "upper")}
    return slots | {"step": step_words(row["stage"], row["previous"])}


def kind_of_count(results: pd.DataFrame) -> str:
    """Whether the same people were followed, or these are counts of a period, or of one day."""
    if results["method"].astype(str).str.endswith(FOLLOWED).any():
        return "linked"
    return "period" if _span(results) == "year" else "day"


def _span(results: pd.DataFrame) -> str:
    """The span of the flows, where there are any: counts of a year, beside which a day's stand."""
    spans = set(results["span"]) if "span" in results else set()
    return "year" if "year" in spans else "point"


def of_areas(row: pd.Series) -> bool:
    """Whether an area is set beside England, rather than a group beside another."""
    return str(row["reference"]) == ENGLAND


def beside_words(reference: str) -> str:
    """England, or White children."""
    return reference if reference == ENGLAND else f"{reference} children"


def _group(group: str, rows: pd.DataFrame) -> str:
    """Black: children on a plan for every child in need 0.57 times (likely between …); the others by name."""
    parts = [fill(sentences()["pathway"]["step"], **_numbers(row))
             for _, row in rows[rows["verdict"].isin(CLEARLY)].iterrows()]  # fmt: skip
    parts += _unclear(rows[~rows["verdict"].isin(CLEARLY)], short=len(rows) > FEW)
    return f"{capital(group_words(group))}: {'; '.join(parts)}."


def _unclear(rows: pd.DataFrame, *, short: bool) -> list[str]:
    """The steps without a clear difference by name; where a group has many steps, all of them together."""
    said = sentences()["pathway"]
    if short:
        return [said["rest"]] if len(rows) else []
    named = {key: [step_words(r["stage"], r["previous"]) for _, r in rows[rows["verdict"] == verdict].iterrows()]
             for key, verdict in UNCLEAR.items()}  # fmt: skip
    return [fill(said[key], steps=listed(steps)) for key, steps in named.items() if steps]


def describe_unknown_steps(results: pd.DataFrame) -> str:
    """How many of each stage were left out because their group is not known."""
    rows = results.drop_duplicates("stage") if len(results) else results
    given = rows[rows["unknown_share"].notna()] if len(rows) else rows
    said = [f"{percent(100 * row['unknown_share'])} of {step_words(row['stage'], long=False)}"
            for _, row in given.iterrows()]  # fmt: skip
    return say("pathway", "unknown", shares=listed(said)) if said else ""


def headline_pathway(results: pd.DataFrame) -> str:
    """The title of a pathway: for an area the steps that differ, else the groups at the first step that has any."""
    if results.empty:
        return say("headlines", "empty")
    first = results.iloc[0]
    rows = own_step(results)
    clear = rows[rows["verdict"].isin(CLEARLY)]
    slots = {"area": area_words(str(first["area"])), "beside": beside_words(str(first["reference"]))}
    if of_areas(first):
        names = {side: [step_words(name, long=False) for name in clear.loc[clear["verdict"] == side, "stage"]]
                 for side in ("above", "below")}  # fmt: skip
        sides = [fill(sentences()["pathway"][side], steps=listed(steps)) for side, steps in names.items() if steps]
        found = ", ".join(sides) or sentences()["pathway"]["nowhere"]
        return say("pathway", "headline_steps", found=found, **slots)
    key = "headline_none" if clear.empty else "headline_barely"
    if "firm" in clear:
        clear = clear[clear["firm"].fillna(False).astype(bool)]  # one that is only just clear stands in no headline
    if clear.empty:
        return say("pathway", key, **slots)
    at = clear[clear["stage"] == clear["stage"].iloc[0]]  # the first step at which any group differs
    row = at.iloc[0]
    step = step_words(row["stage"], row["previous"], long=bool(row["previous"]))
    named = [f"{group_words(row['group'])} {number(row['value'], 1)}" for _, row in at.iterrows()]
    return say("pathway", "headline_groups", step=step, found=f"{listed(named)} times", **slots)
