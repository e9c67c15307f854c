"""Who is over- or under-represented, against which population: the share of a group beside its share of a baseline."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.disparity import disparity, flags
from analysis.measures.given import where
from analysis.measures.plain import cohort_with_bounds, joint, refuse_strangers, shares_of
from analysis.measures.rates import EXACT_BELOW, checked, wilson_limits
from analysis.measures.ratios import Keys, names
from analysis.measures.unknowns import DEFAULT, FlagRule, straddles
from analysis.measures.verdicts import ABOVE, BELOW, UNCLEAR, WITHHELD, verdicts

__all__ = ["ABOVE", "BELOW", "UNCLEAR", "WITHHELD", "disparity", "flags", "representation",
           "share_limits", "verdicts"]  # fmt: skip
FLOOR = 3  # no index where fewer are both counted and expected
TOO_RED = "more than {:.0%} of unknown group"


def representation(
    cohort: pd.DataFrame,
    baseline: pd.DataFrame,
    confidence: float = 0.95,
    by: Keys = (),
    minimum: float = 0,
    rule: FlagRule = DEFAULT,
) -> pd.DataFrame:
    """Representation index of each group: its share of the cohort divided by its share of the baseline.

    `cohort` has group and count, one row a group within each combination of `by`. A count may be an interval instead
    (count_lower, count_upper: a rounded percentage, a hidden number). `denominator` is the whole cohort, the same for
    all its groups; without it, the children of known group are the whole. Rows of unknown group are on neither side:
    they stand in `unknown`, and value_lowest and value_highest, otherwise the ends of the interval, then reach from
    none to all of them in the group (`everybody` and `count_most`, of cohort_by_group, say it exactly). `baseline` has
    group and share (a proportion), or people (population, people or denominator) of every group, of which the shares
    are worked out.

    The index is 1 when the shares are equal; it is bounded by 1 / share and not a relative risk. Limits are those of
    the cohort share (Wilson from ten counted, Clopper and Pearson's below), the lower from the fewest and the upper
    from the most that are possible, divided by the baseline, which is a census and has no sampling error. `p` is of the
    test that agrees with them, the larger of the two ends. `composition_difference`, with its own limits, is in
    percentage points; expected and excess in people. No index (and `why`) where nobody of the group is in the baseline,
    or fewer than `minimum` are both counted and expected; the verdict is withheld where the unknown could put the
    index on either side of 1, or are more than `rule` allows.
    """
    by = names(by)
    counted, against = cohort_with_bounds(cohort, by), shares_of(baseline, by)
    keys = [*joint(counted, against, by), "group"]
    if "share" not in baseline:
        refuse_strangers(counted, against, keys)
    pairs = counted.merge(against, on=keys, how="inner", suffixes=("", "_baseline"))
    most_known, share = pairs["denominator"].astype("float64"), pairs["share"].astype("float64")
    least_known = pairs["denominator_lower"].astype("float64") if "denominator_lower" in pairs else most_known
    whole = (least_known + most_known) / 2  # where the number of unknown is hidden, so is that of the known
    if (share < 0).any() or (share > 1).any():
        wrong = pairs.loc[(share < 0) | (share > 1), ["group", "share"]]
        raise ValueError(f"A baseline share is a proportion between 0 and 1. Look at:\n{where(wrong)}")
    low, high, middle = (pairs[name].astype("float64") for name in ("count_lower", "count_upper", "middle"))
    possible = low <= high  # an empty interval: no whole number prints as the published percentage
    some = share.where(share > 0)
    lower = share_limits(low.where(possible), most_known, confidence)[0]
    upper = share_limits(high.where(possible), least_known, confidence)[1]
    everybody = pairs["everybody"].astype("float64") if "everybody" in pairs else whole + pairs["unknown"].fillna(0)
    most = pairs["count_most"].astype("float64") if "count_most" in pairs else high + pairs["unknown"].fillna(0)
    made = pairs.drop(columns="middle").assign(
        statistic="representation index",
        value=(middle / whole / some).where(middle <= whole),
        value_lowest=low / everybody / some,
        value_highest=most / everybody / some,
        lower=lower / some,
        upper=upper / some,
        confidence=checked(confidence),
        method=_method(low, high, most_known == least_known),
        base=pairs.get("baseline", "baseline"),
        p=np.maximum(_p(low, most_known, share), _p(high, least_known, share)).where(possible),
        composition_difference=100 * (middle / whole - share),
        composition_lower=100 * (lower - share),
        composition_upper=100 * (upper - share),
        expected=whole * share,
        excess=middle - whole * share,
        excess_lower=whole * (lower - share),
        excess_upper=whole * (upper - share),
    )
    return _said(made, minimum, rule)


def _said(made: pd.DataFrame, minimum: float, rule: FlagRule) -> pd.DataFrame:
    """The rows with their verdict; below the floor, or without anybody in the baseline, without a number."""
    few = np.maximum(made["count_upper"].astype("float64"), made["expected"]) < minimum
    red = made["unknown_share"] > rule.unknown_red
    either = straddles(made["value_lowest"], made["value_highest"]) & (made["unknown"] > 0)
    nobody = made["share"] == 0
    reasons = {
        "nobody of the group in the baseline": nobody,
        f"fewer than {minimum:g} counted and expected": few,
        TOO_RED.format(rule.unknown_red): red,
        "what is not known could put the index on either side of 1": either,
    }
    given = ~(nobody | few)
    numbers = {name: made[name].where(given) for name in ("value", "value_lowest", "value_highest", "lower", "upper")}
    made = made.assign(**numbers, why=np.select(list(reasons.values()), list(reasons), ""))
    made["method"] = made["method"].where(given, "no index")
    return made.assign(verdict=verdicts(made["lower"], made["upper"]).mask(red | either, WITHHELD))


def share_limits(count: pd.Series, whole: pd.Series, confidence: float = 0.95) -> tuple[pd.Series, pd.Series]:
    """Limits of a share: Wilson's from ten counted, exact (Clopper and Pearson 1934) below; missing stays missing."""
    wilson, tail = wilson_limits(count, whole, confidence), (1 - confidence) / 2
    x, n = count.astype("float64"), whole.astype("float64")
    least = pd.Series(stats.beta.ppf(tail, x, n - x + 1), index=x.index).mask(x == 0, 0.0)
    most = pd.Series(stats.beta.ppf(1 - tail, x + 1, n - x), index=x.index).mask(x == n, 1.0)
    small = (x < EXACT_BELOW) & (x <= n)
    # at either end the limit is that end itself, which Wilson's formula misses by a last digit
    return wilson[0].mask(small, least).mask(x == 0, 0.0), wilson[1].mask(small, most).mask(x == n, 1.0)


def _p(count: pd.Series, whole: pd.Series, share: pd.Series) -> pd.Series:
    """Two-sided p of a count against a fixed share: the score test from ten counted, the exact tail doubled below."""
    x, n = count.astype("float64"), whole.astype("float64")
    deviation = np.sqrt(n * share * (1 - share))
    score = 2 * stats.norm.sf(((x - n * share) / deviation.where(deviation > 0)).abs())
    score = np.where(deviation > 0, score, (x - n * share).abs() < 0.5)  # everybody of everybody: nothing to test
    tails = stats.binom.cdf(x, n, share), stats.binom.sf(x - 1, n, share)
    exact = np.minimum(1, 2 * np.minimum(*tails))
    return pd.Series(np.where(x < EXACT_BELOW, exact, score), index=x.index).where(x <= n)


def _method(low: pd.Series, high: pd.Series, known: pd.Series) -> np.ndarray:
    kinds = [np.where(end < EXACT_BELOW, "exact binomial", "Wilson") for end in (low, high)]
    both = np.where(kinds[0] == kinds[1], kinds[0], "exact binomial and Wilson")
    made = np.where((low == high) & known, both, np.char.add(both.astype(str), ", over the counts that are possible"))
    return np.where(low.isna() | high.isna(), "no index", made)
