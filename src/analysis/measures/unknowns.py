"""What the people whose group is not known could change: shares and ratios at best, at worst, and of those known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.given import where
from analysis.measures.rates import wilson_limits
from analysis.measures.shape import like
from analysis.measures.verdicts import WITHHELD, verdicts
from analysis.vocabulary.ethnicity import UNKNOWN, five_of

SHARE_KNOWN, SHARE_WORST = "share of known", "share, worst case"
RATIO_KNOWN, RATIO_WORST = "ratio to all others", "ratio to all others, worst case"
ROUNDING = 1e-12
# What case systems and returns write where a group is not known, in any case and with any blanks around it.
NOT_KNOWN = re.compile(
    r"\b(?:unknown|unclassified|refused|refu|nobt|declined)\b|\bprefer(?:s|red)? not\b|^(?:missing|n/?k|none given)$"
    r"|\b(?:not|no) (?:yet |\(yet\) )?(?:known|recorded|stated|obtained|provided|given|disclosed|collected)\b"
)


@dataclass(frozen=True)
class FlagRule:
    """When a group is flagged, and when nothing is said: every threshold, to be printed under the table it decides.

    The minima of ten counted and thirty people are those of 34 CFR 300.647; the others are this project's.
    """

    confidence: float = 0.95
    ratio_over: float = 1.25
    ratio_under: float = 0.8
    excess: float = 5
    alpha: float = 0.05  # for the adjusted p
    firm: float = 0.01  # a flag whose adjusted p is not below is only just clear, and stands in no headline
    minimum_count: float = 10  # no ratio below; of the group, counted or expected, and of the reference
    minimum_people: float = 30
    years: int = 3  # flagged alike in so many consecutive years: persistent
    unknown_amber: float = 0.05  # share of unknown above which a result is marked
    unknown_red: float = 0.10  # and above which there is no flag

    def __post_init__(self) -> None:
        if not 0 < self.ratio_under <= 1 <= self.ratio_over:
            raise ValueError(f"Expected 0 < ratio_under <= 1 <= ratio_over; got {self.ratio_under}, {self.ratio_over}.")
        if not 0 <= self.unknown_amber <= self.unknown_red <= 1:
            given = f"{self.unknown_amber}, {self.unknown_red}"
            raise ValueError(f"Expected 0 <= unknown_amber <= unknown_red <= 1; got {given}.")

    def in_words(self) -> str:
        """The rule as it is printed under a table."""
        few, people = f"{self.minimum_count:g}", f"{self.minimum_people:g}"
        return (
            f"Over-represented: the {self.confidence:.0%} limits lie above 1, the ratio is at least "
            f"{self.ratio_over:g}, the excess at least {self.excess:g} and the adjusted p below {self.alpha:g}. "
            f"Under-represented: limits below 1, a ratio of at most {self.ratio_under:g}, at least {self.excess:g} "
            "fewer than expected, and the same p. p is adjusted for the number of comparisons (Benjamini and Hochberg; "
            "Holm for those named in advance), limits are not. Persistent: flagged alike in "
            f"{self.years} consecutive years. Only just clear: flagged with an adjusted p of {self.firm:g} or more; "
            "such a group stands in no headline. A clear difference that lacks the size or the excess is called small. "
            f"No ratio where a group has fewer than {few} both counted and expected, "
            f"its reference fewer than {few} counted, or either fewer than {people} people. Withheld where more than "
            f"{self.unknown_red:.0%} are of unknown group, or where they could put the ratio on either side of 1."
        )


DEFAULT = FlagRule()


def is_unknown(groups: pd.Series) -> pd.Series:
    """Whether a label says that the group is not known: refused, not obtained and unclassified are never a group."""
    said = {group: bool(NOT_KNOWN.search(str(group).strip().casefold())) for group in groups.unique()}
    return groups.astype(object).map(said).astype(bool) | (groups.map(five_of()).astype(object) == UNKNOWN)


def without_unknown(cohort: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of known groups, each with `unknown` (how many are not known in its table) and `unknown_share` of all.

    `by` names the columns that tell one table from the next. A hidden number of unknown is the most it can be
    (count_upper), beside the least that hidden groups can be; without those columns it leaves both missing. A table
    without a row for them has none.
    """
    lost = is_unknown(cohort["group"])
    counts = cohort["count"].astype("float64")
    ends = [counts.fillna(cohort[name]) if name in cohort else counts for name in ("count_lower", "count_upper")]
    counts = ends[0].where(~lost, ends[1])
    keys = [cohort[name] for name in by] or [pd.Series(0, index=cohort.index)]
    hidden = (counts.isna() & lost).groupby(keys).transform("any")
    unknown = counts.where(lost, 0).groupby(keys).transform("sum").mask(hidden)
    whole = counts.groupby(keys).transform("sum").mask(counts.isna().groupby(keys).transform("any"))
    share = (unknown / whole.where(whole > 0)).where(unknown != 0, 0.0)  # without unknown, a hidden count is no matter
    return cohort.assign(unknown=unknown, unknown_share=share)[~lost].reset_index(drop=True)


def straddles(lowest: pd.Series, highest: pd.Series) -> pd.Series:
    """Whether the unknown alone decide on which side of 1 a ratio lies; a bound that is missing decides nothing."""
    return (lowest < 1) & (highest > 1)


def colours(share: pd.Series, rule: FlagRule) -> pd.Series:
    """Empty, amber or red by the share of unknown: amber is marked, red gives no verdict."""
    marked = pd.Series("", index=share.index).mask(share > rule.unknown_amber, "amber")
    return marked.mask(share > rule.unknown_red, "red")


def unknown_bounds(cohort: pd.DataFrame, by: Sequence[str] = (), rule: FlagRule = DEFAULT) -> pd.DataFrame:
    """Each group's share and its ratio to all others, among those known and with the unknown where they matter most.

    `cohort` has group and count, the unknown among the rows; with `denominator` (people of the group, nothing for the
    unknown) there are ratios too. Four rows a group: the share of known and the ratio as if groups were missing at
    random, and the worst case of each, with value_lowest and value_highest from none or all of the unknown in the
    group. Limits of a worst case run from the lower Wilson limit of its least to the upper of its most; ratios are
    odds of those limits over odds of the population. A ratio's verdict is withheld where its bounds lie on both sides
    of 1, or where the share of unknown is red by `rule`. Source: Manski 1989; Wilson 1927.
    """
    _refuse(cohort, by)
    known = without_unknown(cohort, by)
    keys = [known[name] for name in by] or [pd.Series(0, index=known.index)]
    count, unknown = known["count"].astype("float64"), known["unknown"]
    of_known = count.groupby(keys).transform(lambda counts: counts.sum(skipna=False))
    marked = known.assign(of_known=of_known, colour=colours(known["unknown_share"], rule))
    marked["confidence"] = rule.confidence
    made = [_shares(marked, SHARE_KNOWN, 0 * unknown, rule), _shares(marked, SHARE_WORST, unknown, rule)]
    if "denominator" in known:
        people = known["denominator"].astype("float64")
        share = people / people.groupby(keys).transform(lambda rows: rows.sum(skipna=False))
        worst = _ratios(made[1], RATIO_WORST, share)
        undecided = straddles(worst["value_lowest"], worst["value_highest"]) | worst["colour"].eq("red")
        ratios = [_ratios(made[0], RATIO_KNOWN, share), worst]
        made += [part.assign(verdict=part["verdict"].mask(undecided, WITHHELD)) for part in ratios]
    return like(cohort, pd.concat(made).sort_index(kind="stable").drop(columns="of_known").reset_index(drop=True))


def _refuse(cohort: pd.DataFrame, by: Sequence[str]) -> None:
    if cohort["group"].eq("All").any():
        raise ValueError('Take the rows of "All" out first: they would count everybody twice.')
    twice = cohort[[*by, "group"]].duplicated()
    if twice.any():
        raise ValueError(f"Bounds need one row a group. There are several for {cohort.loc[twice, 'group'].iloc[0]}.")
    if (cohort["count"] < 0).any():
        raise ValueError(f"A count cannot be below zero. Look at:\n{where(cohort[cohort['count'] < 0])}")
    if "denominator" in cohort:
        wrong = ~is_unknown(cohort["group"]) & ~(cohort["denominator"] > 0)
        if wrong.any():
            raise ValueError(
                f"A ratio needs people in every group. There are none in {cohort.loc[wrong, 'group'].iloc[0]}."
            )


def _shares(known: pd.DataFrame, statistic: str, unknown: pd.Series, rule: FlagRule) -> pd.DataFrame:
    """One share a group, in percent of the known and `unknown`; `value` is the share of known in the worst case too."""
    count, whole = known["count"].astype("float64"), known["of_known"] + unknown
    some = whole.where(whole > 0)
    return known.assign(
        statistic=statistic,
        value=100 * count / known["of_known"].where(known["of_known"] > 0),
        value_lowest=100 * count / some,
        value_highest=100 * (count + unknown) / some,
        lower=100 * wilson_limits(count, some, rule.confidence)[0],
        upper=100 * wilson_limits(count + unknown, some, rule.confidence)[1],
        method="Wilson" if statistic == SHARE_KNOWN else "Wilson, unknown counted in or out",
        base="percent of known" if statistic == SHARE_KNOWN else "percent of all",
        verdict=None,
    )


def _ratios(shares: pd.DataFrame, statistic: str, share: pd.Series) -> pd.DataFrame:
    """The shares as ratios to all others: odds of the share over odds of the group in the population."""
    against = share / (1 - share).where(share < 1)
    columns = ["value", "value_lowest", "value_highest", "lower", "upper"]
    made = shares.assign(**{name: _odds(shares[name] / 100) / against for name in columns})
    base = "rate of all others, known or not" if statistic == RATIO_WORST else "rate of all others of known group"
    return made.assign(statistic=statistic, base=base, verdict=verdicts(made["lower"], made["upper"]))


def _odds(share: pd.Series) -> pd.Series:
    """Odds of a share; a share of everybody, to within what a float can tell, has no bound above."""
    rest = 1 - share
    return (share / rest.where(rest > 0)).mask(rest < ROUNDING, np.inf)
