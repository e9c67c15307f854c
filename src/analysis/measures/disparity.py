"""Whose rate differs from the reference group's, by how much and how surely; and which differences are flagged."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests

from analysis.measures.given import where
from analysis.measures.plain import PEOPLE
from analysis.measures.rates import crude_rate
from analysis.measures.ratios import Keys, names, rate_difference, rate_ratio, ratio_to_others
from analysis.measures.shape import like
from analysis.measures.unknowns import DEFAULT, FlagRule, is_unknown, straddles, without_unknown

OVER, UNDER, UNCLEAR, WITHHELD = "over-represented", "under-represented", "no clear difference", "withheld"
SMALL = "small difference"  # clear by limits and p, but below the size or the number of people that make a flag
VERDICTS = {OVER: "above", UNDER: "below", UNCLEAR: UNCLEAR, SMALL: SMALL}  # of a flag; withheld: cannot be said
FAMILY = ["statistic", "design_effect", "baseline"]
SERIES = ["indicator", "area", "stage", "route", "basis", "baseline", "group", "statistic", "design_effect"]


def disparity(
    cohort: pd.DataFrame,
    population: pd.DataFrame,
    reference: str = "White British",
    alternate: pd.DataFrame | None = None,
    rule: FlagRule = DEFAULT,
    by: Keys = (),
) -> pd.DataFrame:
    """Four rows a group: its rate, its ratio and difference to the reference's, its ratio to that of all others.

    `cohort` has group and count, `population` group and population (or people, or denominator), both also the columns
    `by` that tell one table from the next. Rows of unknown group leave both; unknown and unknown_share say how many
    they were in the cohort, and value_lowest and value_highest are the ratio if none or all of them were in the group.
    `expected` is the count at the reference's rate, `excess` what is above it. Below the minima of `rule` there is no
    ratio, and `why` says so; p is worked out all the same, since nobody is tested like any other number. Where the
    local reference is below them, that of `alternate` (group, count, population, area_name: England or a region) takes
    its place.
    """
    table = joined(cohort, population, by)
    made = [crude_rate(table, confidence=rule.confidence)]
    for _, rows in table.groupby(list(by), sort=False) if by else [((), table)]:
        both, name = _with_reference(rows, reference, alternate, rule, by)
        ratios = rate_ratio(both, name, by, rule.confidence).assign(statistic="disparity ratio")
        differences = rate_difference(both, name, by, confidence=rule.confidence)
        for part in (ratios, differences):
            own = part["group"].eq(reference) & (name != reference)  # too small to compare with, and so to be compared
            made.append(judged(part.assign(method=part["method"].mask(own, "the reference")), rule, name == reference))
    made.append(judged(ratio_to_others(table, by, rule.confidence), rule))
    results = pd.concat(made).sort_index(kind="stable").fillna({"why": ""})
    return like(cohort, results[results.index >= 0].reset_index(drop=True))


def joined(cohort: pd.DataFrame, population: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Known groups with their people as `denominator`; a group on one side only is refused."""
    keys = [*by, "group"]
    known = without_unknown(cohort.drop(columns="denominator", errors="ignore"), by)
    named = population.rename(columns={next((n for n in PEOPLE if n in population), "population"): "population"})
    people = named.loc[~is_unknown(named["group"]), [*keys, "population"]]
    for table in (known, people):
        wrong = table["group"].eq("All") | table[keys].duplicated()
        if wrong.any():
            raise ValueError(f"A disparity needs one row a group and no total. Look at:\n{where(table.loc[wrong])}")
    both = known[keys].merge(people[keys], how="outer", indicator="side")
    alone = both[both["side"] != "both"]
    if len(alone):
        side = "population" if alone["side"].iloc[0] == "left_only" else "cohort"
        raise ValueError(f'The {side} has no row for "{alone["group"].iloc[0]}": give it one, or take the group out.')
    return known.merge(people, on=keys, how="left").rename(columns={"population": "denominator"})


def _with_reference(
    rows: pd.DataFrame, reference: str, alternate: pd.DataFrame | None, rule: FlagRule, by: Sequence[str]
) -> tuple[pd.DataFrame, str]:
    """One table and the name of its reference: its own where large enough, else the alternate's, as a row at -1."""
    own = rows[rows["group"] == reference]
    large = (own["count"] >= rule.minimum_count) & (own["denominator"] >= rule.minimum_people)
    if alternate is None or large.any():
        return rows, reference
    there = alternate[alternate["group"] == reference]
    for key in [key for key in by if key in there]:
        there = there[there[key] == rows[key].iloc[0]]
    if len(there) != 1:
        raise ValueError(f'The alternate table needs one row for "{reference}". It has {len(there)}.')
    area = there["area_name"].iloc[0] if "area_name" in there else "larger area"
    name = f"{reference}, {area}"
    numbers = {"count": there["count"].iloc[0], "denominator": there["population"].iloc[0]}
    row = rows.iloc[[0]][list(by)].assign(group=name, **numbers).set_axis([-1])
    return pd.concat([rows, row]), name


def judged(rows: pd.DataFrame, rule: FlagRule, local: bool = True) -> pd.DataFrame:
    """The rows with expected, excess, worst-case ratios and, below the minima, a reason in place of the number."""
    count, people, unknown = (rows[name].astype("float64") for name in ("count", "denominator", "unknown"))
    other, others = (rows[f"reference_{name}"].astype("float64") for name in ("count", "denominator"))
    expected = people * other / others
    few, thin = f"fewer than {rule.minimum_count:g} counted", f"fewer than {rule.minimum_people:g} people"
    reasons = {
        "the reference": rows["method"] == "the reference",
        "a count is not known": count.isna() | other.isna(),
        f"{few} and expected": np.maximum(count, expected) < rule.minimum_count,
        thin: people < rule.minimum_people,
        f"{few}, or {thin}, in the reference": (other < rule.minimum_count) | (others < rule.minimum_people),
    }
    why = pd.Series(np.select(list(reasons.values()), list(reasons), ""), index=rows.index)
    given, ratio = why.isin(["", "the reference"]), rows["statistic"].str.contains("ratio|relative")
    worst = ratio & (why == "")
    least, most = count / (other + (unknown if local else 0)), (count + unknown) / other
    return rows.assign(
        **{name: rows[name].where(given) for name in ("value", "lower", "upper")},
        value_lowest=(least * others / people).where(worst),
        value_highest=(most * others / people).where(worst),
        method=rows["method"].where(given, "no ratio" if ratio.all() else "no difference"),
        expected=expected,
        excess=count - expected,
        why=why,
    )


def flags(
    results: pd.DataFrame,
    rule: FlagRule = DEFAULT,
    named: Sequence[str] = (),
    year: str = "date",
    by: Keys = (),
) -> pd.DataFrame:
    """Results with p_adjusted, flag, firm, why and persistent: flagged where limits, size, excess and adjusted p agree.

    Every row of a ratio or an index with p is one comparison of the table (each statistic, design effect, baseline and
    year is a table of its own): adjusted by Benjamini and Hochberg, or by Holm for the groups `named` in advance. What
    is clear by limits and p, but lacks the size or the people, is a small difference. Withheld: no ratio, too many of
    unknown group, or a ratio that they, or the counts that are possible, could put on either side of 1. `why` is what a
    flag lacked, or why it is withheld. `persistent` where the flag was the same at that point of each of the years
    before, `rule.years` in all; missing without the column `year`. `by` names further columns that tell one series from
    the next.
    """
    by, results = names(by), results if results.index.is_unique else results.reset_index(drop=True)
    lacking = [name for name in ("group", "statistic", "value", "lower", "upper", "excess", "p") if name not in results]
    if lacking:
        raise ValueError(f"A flag needs the column {lacking[0]}. Add it, or take the results of disparity.")
    none = pd.Series(np.nan, index=results.index)
    counted = results["statistic"].str.contains("ratio|index|relative") & results["method"].ne("the reference")
    value, given = results["value"], counted & results["value"].notna()
    adjusted = _adjusted(results, results["p"].where(given), named, [year, *by])
    needed = {
        "the limits include 1": (results["lower"] > 1) | (results["upper"] < 1),
        f"a ratio between {rule.ratio_under:g} and {rule.ratio_over:g}": ~value.between(
            rule.ratio_under, rule.ratio_over, inclusive="neither"
        ),
        f"fewer than {rule.excess:g} from the expected": results["excess"].abs() >= rule.excess,
        f"an adjusted p not below {rule.alpha:g}": adjusted < rule.alpha,
    }
    holds = pd.DataFrame(needed)
    clear = holds.iloc[:, 0] & holds.iloc[:, -1]
    flag = pd.Series(np.where(value > 1, OVER, UNDER), index=results.index).where(holds.all(axis=1), SMALL)
    flag = flag.where(clear, UNCLEAR)
    failed = pd.Series(["; ".join(holds.columns[~row]) for row in holds.to_numpy(bool)], holds.index, dtype=object)
    red = results.get("unknown_share", none) > rule.unknown_red
    either = straddles(results.get("value_lowest", none), results.get("value_highest", none))
    before = results.get("why", pd.Series("", index=results.index)).fillna("")
    hidden = before.where(~given, np.where(red, f"more than {rule.unknown_red:.0%} of unknown group", "")).mask(
        given & either & ~red, "what is not known could put the ratio on either side of 1"
    )
    flag = flag.mask(~given | red | either, WITHHELD).where(counted, None)
    why = failed.where(flag.isin([OVER, UNDER, UNCLEAR, SMALL]), hidden)
    firm = flag.isin([OVER, UNDER]) & (adjusted < rule.firm)
    made = results.assign(p_adjusted=adjusted, flag=flag, firm=firm, why=why)
    return like(results, made.assign(persistent=_persistent(made, rule, year, by)))


def _adjusted(results: pd.DataFrame, p: pd.Series, named: Sequence[str], by: Sequence[str]) -> pd.Series:
    """p adjusted within each table, which FAMILY and `by` tell apart: Holm among those named, ranks among the rest."""
    families = [results[name] for name in dict.fromkeys([*FAMILY, *by]) if name in results]
    headline, made = results["group"].isin(named), p.astype("float64")
    for _, mine in p.dropna().groupby([*families, headline], dropna=False):
        method = "holm" if headline[mine.index[0]] else "fdr_bh"
        made[mine.index] = multipletests(mine, method=method)[1]
    return made


def _persistent(flagged: pd.DataFrame, rule: FlagRule, year: str, by: Sequence[str]) -> pd.Series:
    if year not in flagged:
        return pd.Series(pd.NA, index=flagged.index, dtype="boolean")
    names = dict.fromkeys(name for name in (*SERIES, *by, "flag") if name in flagged)
    when = flagged[year].astype(str)
    day = when.str.replace(
        r"^\d{4}(-\d\d(?![\d-]))?", "", regex=True
    )  # what is left of 2022-03-31, 2022-23 Q4, 2022-23
    series = list(zip(*(flagged[name] for name in names), day, strict=True))
    at = list(zip(series, when.str[:4].astype(int), strict=True))
    seen = set(at)
    known = [all((of, number - before) in seen for before in range(rule.years)) for of, number in at]
    return (pd.Series(known, index=flagged.index) & flagged["flag"].isin([OVER, UNDER])).astype("boolean")
