"""A caseload by ethnic group beside one baseline: each group's rate over the reference group's, flagged by the rule."""

import pandas as pd

from analysis.measures.disparity import VERDICTS, disparity
from analysis.measures.pooling import pooled_years
from analysis.measures.shape import like
from analysis.measures.tipping import smallest_detectable_ratio, what_would_it_take, with_design_effect
from analysis.measures.unknowns import DEFAULT, FlagRule, is_unknown
from analysis.measures.verdicts import WITHHELD
from analysis.vocabulary.ethnicity import five_of

NOT_APART = "the population does not tell this group apart"
SIBLINGS = (1.0, 1.4, 1.8)


def reference_in(parts: pd.DataFrame, wanted: str = "White British") -> str:
    """The reference group as the caseload counts it: itself, else the one of the five that it belongs to."""
    return wanted if (parts["group"] == wanted).any() else five_of().get(wanted, wanted)


def beside_reference(
    parts: pd.DataFrame,
    shares: pd.DataFrame,
    baseline: str,
    reference: str = "White British",
    rule: FlagRule = DEFAULT,
    design_effect: float = 1.0,
    years: int = 1,
) -> pd.DataFrame:
    """One row a date and group: disparity ratio with limits, adjusted p, expected and excess people, and flag.

    `parts` has date, group and count, Unknown included (count_lower and count_upper where counts are hidden); `shares`
    is a result of baseline_shares, of which `baseline` (its id) is taken: for each date its latest year until then.
    The reference is the group named, or the one of the five that it belongs to. `persistent` looks back over the dates.
    A group that the baseline does not tell apart keeps its row, withheld. The result also has reference, share,
    baseline_label, year, verdict (above, below, small difference, no clear difference, cannot be said), to_parity and
    to_unflag (the change in children that would make the rates equal, or take the flag away) and the ratios that could
    have been told from 1 (detectable_above, detectable_below). It is empty where the caseload, the baseline or the
    reference is not at hand. With `years`, so many are counted together for groups too small for one; children counted
    on a day each year (`span` point) can be the same ones, so limits then have a design effect of as many.
    """
    name = reference_in(parts, reference)
    together = pooled_years(parts, years) if years > 1 else parts
    stock = years > 1 and "span" in parts and parts["span"].eq("point").any()
    design_effect *= years if stock else 1
    made = [_on_one_date(rows, shares, baseline, name, rule, years) for _, rows in together.groupby("date")]
    made = [rows for rows in made if len(rows)]
    if not made:
        return like(parts, parts.head(0).assign(**dict.fromkeys(_TEXTS, ""), **dict.fromkeys(_NUMBERS, 0.0)))
    ratios = pd.concat(made, ignore_index=True)
    ratios = with_design_effect(ratios, design_effect) if design_effect > 1 else ratios
    ratios = what_would_it_take(ratios, rule)
    power = [_detectable(row, rule.confidence) for _, row in ratios.iterrows()]
    verdict = ratios["flag"].map(VERDICTS).fillna(WITHHELD)
    found = pd.DataFrame(power, columns=["detectable_above", "detectable_below"], index=ratios.index)
    why = ratios["why"].mask(ratios["share"].isna(), NOT_APART)
    return like(ratios, ratios.assign(verdict=verdict, why=why, **{c: found[c] for c in found}))


_TEXTS = ["statistic", "flag", "verdict", "baseline_label", "reference", "why"]
_NUMBERS = ["value", "lower", "upper", "share", "excess", "expected", "design_effect"]


def _on_one_date(
    parts: pd.DataFrame, shares: pd.DataFrame, baseline: str, reference: str, rule: FlagRule, years: int
) -> pd.DataFrame:
    """The disparity ratios of one date, without the reference's own row; none where what they need is not at hand."""
    mine = shares[shares["definition"] == baseline]
    people = _latest_until(mine, str(parts["date"].iloc[0]))
    lost = is_unknown(parts["group"])
    at_hand = parts["group"].isin(people["group"])
    if not (parts["group"].eq(reference) & at_hand & parts["count"].notna()).any():
        return parts.head(0)
    counted = parts[at_hand | lost]
    population = people[people["group"].isin(counted["group"])].assign(population=lambda t: years * t["people"])
    found = disparity(counted, population[["group", "population"]], reference, rule=rule)
    found = found[(found["statistic"] == "disparity ratio") & (found["group"] != reference)]
    names = ["group", "share", "baseline_label", "year", *(c for c in ["citation"] if c in population)]
    beside = like(shares, population[names].rename(columns={"citation": "citation_baseline"}))
    joined = found.merge(beside, on="group", how="left")
    alone = parts[~at_hand & ~lost & (parts["group"] != "All")]
    return pd.concat([joined, alone.assign(statistic="disparity ratio", method="no ratio")]) if len(alone) else joined


def _latest_until(shares: pd.DataFrame, date: str) -> pd.DataFrame:
    """The shares of the latest year counted by a date, or else of the first; a school year is counted in January."""
    year = shares["year"].astype(str)
    counted = year.str[:4].astype(int) + year.str.contains("-").astype(int)
    then = counted[counted <= int(date[:4])]
    return shares[counted == (then.max() if len(then) else counted.min())]


def _detectable(row: pd.Series, confidence: float) -> tuple[float, float]:
    """The ratios to the reference that counts of this size tell from 1 four times in five; exact binomial."""
    people = row[["denominator", "reference_denominator"]].astype("float64")
    counts = row[["count", "reference_count"]].astype("float64").sum(skipna=False)
    if people.isna().any() or pd.isna(counts) or counts < 1 or (people <= 0).any():
        return float("nan"), float("nan")
    share = people.iloc[0] / people.sum()
    ends = [smallest_detectable_ratio(share, int(counts), confidence=confidence, above=up) for up in (True, False)]
    above, below = (share * end / (1 - share * end) * (1 - share) / share for end in ends)
    return float(above), float(below)


def sibling_sensitivity(
    parts: pd.DataFrame,
    shares: pd.DataFrame,
    baseline: str,
    reference: str = "White British",
    rule: FlagRule = DEFAULT,
    design_effects: tuple[float, ...] = SIBLINGS,
) -> pd.DataFrame:
    """The rows of beside_reference once for each design effect: brothers and sisters come into a caseload together."""
    made = [beside_reference(parts, shares, baseline, reference, rule, effect) for effect in design_effects]
    return pd.concat([rows.assign(design_effect=e) for rows, e in zip(made, design_effects, strict=True)])
