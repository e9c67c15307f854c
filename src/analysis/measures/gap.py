"""Plans of an area beside England, and of one group beside another, step by step; and the gap split along the way."""

import pandas as pd

from analysis.measures.disproportionality import verdicts
from analysis.measures.pathway import POPULATION, decompose_gap, pathway
from analysis.measures.shape import like
from analysis.measures.stages import at_last_common, by_five, nothing, with_people
from analysis.measures.unknowns import DEFAULT, FlagRule
from analysis.vocabulary.areas import ENGLAND, areas
from analysis.vocabulary.ethnicity import UNKNOWN

STOCK, STARTS, ENDS = "child_protection_plans", "child_protection_plans_started", "child_protection_plans_ended"
FLOW = ["referrals", "section_47_enquiries", "initial_conferences", STARTS, STOCK]
# Not reached through the stage before: an assessment can run beside an enquiry, and care is no step after a plan.
ASIDE = {"assessments_completed": "assessment", "children_in_care_started": "care"}
PART = "part of the gap"
PUBLISHED, BALANCE = "published", "plans at the start and started, less plans at the end"


def area_stages(rows: pd.DataFrame, area: str) -> pd.DataFrame:
    """The steps of one area and of England as the stages of a pathway, at the last date that has every number.

    Needs indicator, area, area_name, date, count and denominator. England has nothing to stand beside: no rows.
    """
    pair = rows[rows["area"].isin([area, ENGLAND]) & rows["indicator"].isin(FLOW)]
    known = pair[pair["count"].notna() & (pair["denominator"] > 0)]
    whole = known.groupby("date").size()
    both = known[known["date"].isin(whole.index[whole == 2 * len(FLOW)])]
    last = at_last_common(both if area != ENGLAND else both.head(0), FLOW)
    return last.assign(stage=last["indicator"], group=last["area_name"], population=last["denominator"])


def area_steps(stages: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """The area's rate at each step over England's, among children and among those at the step before, with verdicts."""
    if stages.empty:
        return nothing(stages)
    made = pathway(stages, areas()[ENGLAND].name, rule=FlagRule(confidence=confidence))
    made = made.assign(verdict=verdicts(made["lower"], made["upper"]))
    return like(stages, made[made["method"] != "the reference"].reset_index(drop=True))


def group_stages(rows: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """The steps of each ethnic group of one area, at the last date that all the indicators in the table have.

    `rows` are counts of a period by ethnic group, five or detailed; `shares` is a result of baseline_shares.
    """
    parts = by_five(rows)
    wanted = [name for name in [*FLOW, *ASIDE] if name in set(parts["indicator"])]
    several = sum(name in FLOW for name in wanted) > 1  # plans alone, as published for England, are no pathway
    stages = with_people(at_last_common(parts if several else parts.head(0), wanted), shares)
    return stages.assign(route=stages["stage"].map(ASIDE).fillna(""))


def split_gap(
    rows: pd.DataFrame, stages: pd.DataFrame, steps: pd.DataFrame, reference: str, rule: FlagRule = DEFAULT
) -> pd.DataFrame:
    """The gap in plans between each group and the reference, in children, split along the way (decompose_gap).

    `rows` has indicator, date, group and count, also of a year before; `stages` and `steps` are of one date. A plan
    lasts as long as the mean of the plans open at the two ends of the year over those that ended in it; `ends` says
    whether those are published or worked out as plans at the start and started, less plans at the end. A group with a
    number missing, or fewer than the rule's minimum on a plan or started, is left out and named in `left_out`. The
    limits of a step are those of its relative rate, all other steps held as they are, and `clear` is that rate's
    verdict; length and change have none. gap, gap_lower and gap_upper are of the whole gap, from the limits of the
    relative rate of plans.
    """
    if stages.empty or not set(FLOW) <= set(stages["stage"]):
        return nothing(stages)
    stock, ends = _stock(rows, stages)
    main = stages[stages["stage"].isin(FLOW[:-1])]
    usable = _usable(stock, main, rule)
    if reference not in usable or len(usable) < 2:
        return nothing(stages)
    made = decompose_gap(stock[stock["group"].isin(usable)], main[main["group"].isin(usable)], reference)
    left_out = ", ".join(str(g) for g in stock["group"] if g not in [*usable, UNKNOWN])
    marked = _marked(made, stages, steps)
    if ends == PUBLISHED and {"citation"} <= set(rows) & set(marked):
        of_ends = rows.loc[(rows["indicator"] == ENDS) & (rows["date"] == marked["date"].iloc[0]), "citation"]
        marked["citation"] = marked["citation"].mask(marked["part"] == "length of stay", of_ends.iloc[0])
    return like(stages, marked.assign(ends=ends, reference=reference, left_out=left_out))


def _stock(rows: pd.DataFrame, stages: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Group, population, count and length of plans; and where the plans that ended come from."""
    date = str(stages["date"].iloc[0])
    year_before = f"{int(date[:4]) - 1}{date[4:]}"
    stock = stages[stages["stage"] == STOCK].set_index("group")[["population", "count"]].astype("float64")

    def at(name: str, day: str) -> pd.Series:
        mine = rows[(rows["indicator"] == name) & (rows["date"].astype(str) == day)]
        return mine.set_index("group")["count"].reindex(stock.index).astype("float64")

    before, started, published = at(STOCK, year_before), at(STARTS, date), at(ENDS, date)
    use = bool(published.drop(UNKNOWN, errors="ignore").notna().all())
    ended = published if use else before + started - stock["count"]
    length = (before + stock["count"]) / 2 / ended.where(ended > 0)
    return like(stages, stock.assign(length=length).reset_index()), PUBLISHED if use else BALANCE


def _usable(stock: pd.DataFrame, main: pd.DataFrame, rule: FlagRule) -> list[str]:
    """Groups with every number, and enough of them."""
    counts = main.pivot_table(index="group", columns="stage", values="count", aggfunc="sum", dropna=False, min_count=1)
    people = stock.set_index("group")
    enough = (people["count"] >= rule.minimum_count) & (people["length"] > 0) & (people["population"] > 0)
    flows = counts.reindex(people.index)
    enough &= flows.notna().all(axis=1) & (flows[STARTS] >= rule.minimum_count)
    return [str(group) for group in people.index[enough]]


def _marked(made: pd.DataFrame, stages: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """The parts with what they are of, whether their step is clear, and the limits of the whole gap."""
    main = steps[steps["route"] == ""].sort_values("basis", ascending=False, kind="stable")  # previous stage first
    first = main.drop_duplicates(["group", "stage"]).set_index(["group", "stage"])
    keys = pd.MultiIndex.from_arrays([made["group"], made["part"].str.removeprefix("entry: ")])
    whole = main[(main["stage"] == STOCK) & (main["basis"] == POPULATION)].set_index("group")
    expected = made["group"].map(made[made["part"] == "expected"].set_index("group")["value"])
    limits = {f"gap_{end}": expected * (made["group"].map(whole[end]) - 1) for end in ("lower", "upper")}
    said = {name: stages[name].iloc[0] for name in ("date", "citation", "denominator_vintage") if name in stages}
    one = stages.drop_duplicates("group").set_index("group")
    said |= {name: made["group"].map(one[name]) for name in ("area", "area_name") if name in stages}
    step = first[["value", "lower", "upper", "verdict"]].reindex(keys).set_axis(made.index)
    alike = made["value"] / (step["value"] - 1).where(step["value"] != 1)  # children at the step if it went alike
    return made.assign(
        indicator=STOCK,
        span="point",
        **said,
        statistic=made["part"].map({"expected": "children expected", "count": "children counted"}).fillna(PART),
        clear=step["verdict"].isin(["above", "below"]).astype("boolean").where(step["verdict"].notna()),
        lower=alike * (step["lower"] - 1),
        upper=alike * (step["upper"] - 1),
        confidence=steps["confidence"].iloc[0] if "confidence" in steps else float("nan"),
        gap=expected * (made["group"].map(whole["value"]) - 1),
        **limits,
    )
