"""Stages cut from counts: by ethnic group folded to five, or by area, at the last date that all of them have."""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.disparity import VERDICTS, flags
from analysis.measures.disproportionality import WITHHELD
from analysis.measures.pathway import pathway
from analysis.measures.shape import like
from analysis.measures.unknowns import DEFAULT, FlagRule
from analysis.vocabulary.ethnicity import FIVE, UNKNOWN, five_of

KEY = ["indicator", "area", "date"]


def by_five(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts by the five groups and Unknown, one row an indicator, area, date and group.

    Rows by five groups (breakdown ethnic_group) are taken where they are given; else those of detailed groups
    (ethnic_group_18) are added up through the vocabulary, a hidden one hiding its sum. Where no row says how many are
    of unknown group, they are what the known (breakdown ethnicity_known, or the groups) leave of the total.
    """
    five, detailed = (rows[rows["breakdown"] == name] for name in ("ethnic_group", "ethnic_group_18"))
    given = pd.MultiIndex.from_frame(detailed[KEY]).isin(pd.MultiIndex.from_frame(five[KEY]))
    folded = pd.concat([part for part in (five, _folded(detailed[~given])) if len(part)] or [five])
    without = [part for _, part in folded.groupby(KEY, sort=False) if UNKNOWN not in set(part["group"])]
    unknown = [made for part in without if len(made := _unknown(part, rows))]
    made = pd.concat([folded, *unknown]).assign(breakdown="ethnic_group")
    order = made["group"].map({name: at for at, name in enumerate([*FIVE, UNKNOWN])})
    return like(rows, made.assign(order=order).sort_values([*KEY, "order"], ignore_index=True).drop(columns="order"))


def _folded(detailed: pd.DataFrame) -> pd.DataFrame:
    """Detailed groups added up to the five and Unknown; a label that the vocabulary does not have is refused."""
    known = five_of() | {UNKNOWN: UNKNOWN}
    strange = sorted(set(detailed["group"]) - set(known))
    if strange:
        raise ValueError(f'"{strange[0]}" is in none of the five groups. Add it to ethnic_groups.csv.')
    grouped = detailed.assign(group=detailed["group"].map(known)).groupby([*KEY, "group"], sort=False)
    made = grouped.first().assign(count=grouped["count"].agg(lambda counts: counts.sum(skipna=False)))
    if "status" in detailed:
        made["status"] = grouped["status"].agg(lambda said: "suppressed" if "suppressed" in set(said) else said.iloc[0])
    return made.reset_index()


def _unknown(part: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """One row of those whose group is not known; none where no total is at hand, or where a group is hidden."""
    same = rows[(rows[KEY] == part[KEY].iloc[0]).all(axis=1)]
    total = same.loc[same["breakdown"] == "total", "count"]
    known = same.loc[same["breakdown"] == "ethnicity_known", "count"]
    known = known if len(known) else pd.Series([part["count"].sum(skipna=False)])
    if total.empty or pd.isna(total.iloc[0] - known.iloc[0]):
        return part.head(0)
    return part.head(1).assign(group=UNKNOWN, count=max(0.0, total.iloc[0] - known.iloc[0]))


def at_last_common(rows: pd.DataFrame, wanted: Sequence[str]) -> pd.DataFrame:
    """The rows of the last date that has all the indicators wanted, in their order; none where no date has."""
    mine = rows[rows["indicator"].isin(wanted)]
    whole = mine.groupby("date")["indicator"].nunique()
    dates = whole.index[whole == len(wanted)]
    order = {name: at for at, name in enumerate(wanted)}
    last = mine[mine["date"] == dates.max()] if len(dates) else mine.head(0)
    return last.sort_values("indicator", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def with_people(parts: pd.DataFrame, shares: pd.DataFrame, baseline: str = "school_census") -> pd.DataFrame:
    """Stages as a pathway needs them: stage, group, count and population, from the newest year of one baseline.

    `shares` is a result of baseline_shares. Unknown has no people; without the baseline there are no stages.
    """
    mine = shares[(shares["base"] == baseline) & shares["group"].isin(FIVE)]
    mine = mine[mine["year"] == mine["year"].max()]
    people = mine.rename(columns={"people": "population", "citation": "citation_baseline"})
    kept = [name for name in ("group", "population", "baseline_label", "citation_baseline") if name in people]
    joined = parts.assign(stage=parts["indicator"]).merge(people[kept], on="group", how="left")
    return joined if len(people) else joined.head(0)


def parts_of(stages: pd.DataFrame, whole: str, reference: str = "White", rule: FlagRule = DEFAULT) -> pd.DataFrame:
    """Relative rates where every other stage is a part of one whole, not a step after another part.

    Children on plans and in care are each among the children in need: two pathways of two stages, and none from plan
    to care. Flagged by the rule, with `verdict` (above, below, small difference, no clear difference, cannot be said).
    """
    others = [name for name in dict.fromkeys(stages["stage"]) if name != whole]
    made = [pathway(stages[stages["stage"].isin([whole, name])], reference, rule=rule) for name in others]
    later = [result[result["stage"] != whole] for result in made[1:]]
    return by_rule(pd.concat([*made[:1], *later]), stages, rule) if made else nothing(stages)


def steps_of(stages: pd.DataFrame, reference: str = "White", rule: FlagRule = DEFAULT) -> pd.DataFrame:
    """Relative rates along one chain of stages, flagged by the rule: a result as of parts_of."""
    return by_rule(pathway(stages, reference, rule=rule), stages, rule) if len(stages) else nothing(stages)


def by_rule(results: pd.DataFrame, stages: pd.DataFrame, rule: FlagRule = DEFAULT) -> pd.DataFrame:
    """The rows of every group but the reference, flagged by the rule, with `verdict`."""
    flagged = flags(results.reset_index(drop=True), rule)
    made = flagged.assign(verdict=flagged["flag"].map(VERDICTS).fillna(WITHHELD))
    return like(stages, made[made["method"] != "the reference"].reset_index(drop=True))


def nothing(table: pd.DataFrame) -> pd.DataFrame:
    """A result without rows, of the same kind as the table: what is not at hand gives no figure and stops nobody."""
    words = dict.fromkeys(("statistic", "stage", "route", "basis", "previous", "reference", "part", "verdict"), "")
    numbers = dict.fromkeys(("value", "lower", "upper", "unknown_share"), 0.0)
    return like(table, table.head(0).assign(**words, **numbers))
