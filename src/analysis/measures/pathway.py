"""Where along the way a gap opens: relative rates at each stage, and a gap in a stock split into its causes."""

import numpy as np
import pandas as pd

from analysis.measures.disparity import judged
from analysis.measures.given import where
from analysis.measures.ratios import rate_ratio, risk_ratio
from analysis.measures.shape import like
from analysis.measures.unknowns import DEFAULT, FlagRule, is_unknown, without_unknown

POPULATION, PREVIOUS = "population", "previous stage"
FOLLOWED = "the same people followed from stage to stage"
COUNTED = "counts of a period or day, not the same people followed"


def pathway(
    stages: pd.DataFrame, reference: str = "White British", linked: bool = False, rule: FlagRule = DEFAULT
) -> pd.DataFrame:
    """The relative rate of each group at each stage, among the population and among those at the stage before.

    `stages` has stage, group, count and population (people of the group), one row a group and stage, stages in their
    order. `route` names another way in or on (a step that was not reached through the stage before); its rows have a
    population base only and feed no later stage; empty is the main way. `basis` and `previous` say what `denominator`
    counts. With `linked`, each stage counts people out of those at the stage before, and the ratio is a risk ratio
    with Koopman's limits; a stage with more people than the one before is then refused. Without, counts of the same
    period are compared as rates (log-Wald, exact below ten), and `method` says so. Unknown groups are left out, counted
    in `unknown`; minima, expected and excess are as in disparity. Source: relative rate index by decision point, Office
    of Juvenile Justice and Delinquency Prevention.
    """
    table = _checked(stages)
    main = table[table["route"] == ""]
    order = list(dict.fromkeys(main["stage"]))
    before = dict(zip(order[1:], order, strict=False))
    whole = table.assign(basis=POPULATION, previous="", denominator=table["population"])
    made = [_relative(whole, reference, False, rule)]
    later = main[main["stage"].isin(before)]
    if len(later):
        previous = later["stage"].map(before)
        counts = main.set_index(["stage", "group"])["count"].astype("float64")
        fed = counts.reindex(pd.MultiIndex.from_arrays([previous, later["group"]])).to_numpy()
        made.append(
            _relative(later.assign(basis=PREVIOUS, previous=previous, denominator=fed), reference, linked, rule)
        )
    return like(stages, pd.concat(made).sort_index(kind="stable").reset_index(drop=True))


def _checked(stages: pd.DataFrame) -> pd.DataFrame:
    """The rows of known groups with a route each; totals, repeated rows and groups without a population are refused."""
    route = stages["route"].fillna("") if "route" in stages else ""
    table = without_unknown(stages.assign(route=route), ["stage", "route"])
    wrong = table["group"].eq("All") | table[["stage", "route", "group"]].duplicated()
    if wrong.any():
        raise ValueError(f"A pathway needs one row a stage and group and no total. Look at:\n{where(table[wrong])}")
    lacking = ~(table["population"] > 0)
    if lacking.any():
        raise ValueError(f"A pathway needs the people of every group. Look at {table.loc[lacking, 'group'].iloc[0]}.")
    return table


def _relative(rows: pd.DataFrame, reference: str, linked: bool, rule: FlagRule) -> pd.DataFrame:
    """Relative rates on one basis; where nobody was at the stage before there is no ratio."""
    people = rows["denominator"].astype("float64")
    if linked and (rows["count"] > people).any():
        more = rows[rows["count"] > people].iloc[0]
        raise ValueError(
            f'"{more["stage"]}" has {more["count"]:g} of {more["group"]}, "{more["previous"]}" only '
            f"{more['denominator']:g}: not the same people followed. Say linked=False, or give the others a route."
        )
    ratio = risk_ratio if linked else rate_ratio
    made = ratio(rows.assign(denominator=people.where(people > 0)), reference, ["stage", "route"], rule.confidence)
    note = made["basis"].map({POPULATION: "", PREVIOUS: f"; {FOLLOWED if linked else COUNTED}"})
    source = np.where(made["previous"] == "", "the population", "those at: " + made["previous"])
    named = made.assign(
        statistic="relative rate",
        method=made["method"] + note.where(made["lower"].notna(), ""),
        base=f"rate of {reference} among " + pd.Series(source, index=made.index),
    )
    said = judged(named, rule)
    bounds = {n: said[n].where(said["basis"] == POPULATION) for n in ("value_lowest", "value_highest")}
    empty = (people == 0) | said["reference_denominator"].isna()
    return said.assign(**bounds, denominator=people, why=said["why"].mask(empty, "nobody known at the stage before"))


def decompose_gap(stock: pd.DataFrame, stages: pd.DataFrame, reference: str = "White British") -> pd.DataFrame:
    """The gap between each group's stock and its expected stock, in people, split along the way; rows of a waterfall.

    `stock` has group, population, count (at a date) and length (mean stay, in the unit of the stages' period); `stages`
    has stage, group and count (of the period), in their order, the last being the entries to the stock; rows of the
    last stage with a `route` are entries of their own. Expected is the reference's stock per person. Parts, in the
    order in which things happen: at each stage, the people more than if the group had passed it as the reference does,
    times the reference's chances onward and its stay; the stay of those who entered; and the change in stock, for
    stock = entries × length holds in a steady state only: count - entries × length, beyond what the reference has of
    it. In another order the parts would differ, and would add up too. The parts add up to the gap; `start` and `end`
    are where each begins and ends on the way from expected to count.
    """
    people, flows, routes = _flows(stock, stages, reference)
    ref = people.loc[reference]
    chance = flows.loc[reference] / flows.loc[reference].shift(fill_value=ref["population"])
    onward = chance[::-1].cumprod()[::-1].shift(-1, fill_value=1.0) * ref["length"]
    entries = flows.iloc[:, -1] + routes.sum(axis=1)
    beyond = people["count"] - entries * people["length"]
    rows: list[dict[str, object]] = []
    for group in people.index.drop(reference):
        own, scale = people.loc[group], people.loc[group, "population"] / ref["population"]
        fed = flows.loc[group].shift(fill_value=own["population"])
        steps = (flows.loc[group] - fed * chance) * onward
        others = (routes.loc[group] - scale * routes.loc[reference]) * ref["length"]
        parts = {f"entry: {name}": float(value) for name, value in [*steps.items(), *others.items()]}
        parts["length of stay"] = entries[group] * (own["length"] - ref["length"])
        parts["change in stock"] = beyond[group] - scale * beyond[reference]
        rows += _waterfall(str(group), scale * ref["count"], own["count"], parts)
    made = pd.DataFrame(rows).assign(
        statistic="gap in stock",
        lower=np.nan,
        upper=np.nan,
        confidence=np.nan,
        method="in the order of the stages; steady state, and the change in stock apart",
        base=f"stock of {reference} per person",
    )
    return like(stock, made)


def _flows(
    stock: pd.DataFrame, stages: pd.DataFrame, reference: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """People by group; counts by group and stage, in order; and by other route into the last stage."""
    known, passed = stock[~is_unknown(stock["group"])], stages[~is_unknown(stages["group"])]
    passed = passed.assign(route=passed["route"].fillna("") if "route" in passed else "")
    if known["group"].duplicated().any() or passed.duplicated(["stage", "route", "group"]).any():
        raise ValueError("A gap needs one row a group in its stock, and one a stage and group in its stages.")
    if reference not in set(known["group"]):
        raise ValueError(f'A gap needs a row for its reference, "{reference}".')
    people = known.set_index("group")[["population", "count", "length"]].astype("float64")
    main = passed[passed["route"] == ""]
    aside = passed[(passed["route"] != "") & (passed["stage"] == main["stage"].iloc[-1])]
    flows, routes = _wide(main, "stage", people.index), _wide(aside, "route", people.index)
    lacking = pd.concat([people, flows, routes], axis=1).isna().any(axis=1)
    if lacking.any():
        raise ValueError(f"A gap needs every number of every group. Some are missing for {people.index[lacking][0]}.")
    if (flows.loc[reference] <= 0).any() or (people["population"] <= 0).any():
        raise ValueError("A gap needs people in every group, and some of the reference at every stage.")
    return people, flows, routes


def _wide(passed: pd.DataFrame, across: str, groups: pd.Index) -> pd.DataFrame:
    """One row a group, one column a stage or route, in the order they came; missing where a group has no row."""
    names = list(dict.fromkeys(passed[across]))
    columns = {name: passed[passed[across] == name].set_index("group")["count"].reindex(groups) for name in names}
    return pd.DataFrame(columns, index=groups).astype("float64")


def _waterfall(group: str, expected: float, count: float, parts: dict[str, float]) -> list[dict[str, object]]:
    """Expected, each part from where the one before ended, and the count."""
    ends = expected + np.cumsum(list(parts.values()))
    rows: list[dict[str, object]] = [
        {"group": group, "part": "expected", "value": expected, "start": 0.0, "end": expected, "total": True}
    ]
    for (part, value), end in zip(parts.items(), ends, strict=True):
        rows.append({"group": group, "part": part, "value": value, "start": end - value, "end": end, "total": False})
    return [*rows, {"group": group, "part": "count", "value": count, "start": 0.0, "end": count, "total": True}]
