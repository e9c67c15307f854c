"""Sentences about two censuses by age: the pair of like ages first, all ages only where there is no other."""

import pandas as pd

from analysis.presentation.findings_groups import group_words
from analysis.presentation.licences import FALL, RISE, UNCLEAR
from analysis.presentation.numbers import percent
from analysis.presentation.wording import area_words, say, word

LIKE, ALL = "like for like", "all ages"
WHO = {LIKE: "like_for_like", ALL: "all"}
CENSUS = {"2011": "the 2011 Census", "2021": "Census 2021"}


def describe_ages(shares: pd.DataFrame, area: str) -> str:
    """How the share that is not White moved between two censuses, among ages that both have; full counts, so no range.

    `shares` is a result of measures.censuses.not_white_by_age. Without 10 to 17 year olds in both, all ages are said,
    and that no count of both by age is at hand.
    """
    if shares.empty:
        return say("plain", "no_figures")
    pair = pair_of(shares)
    said = say("ages", _verb(pair), **_slots(pair) | {"area": area_words(area)})
    return said if pair["part"].iloc[0] == LIKE else f"{say('ages', 'no_ages', area=area_words(area))} {said}"


def headline_ages(shares: pd.DataFrame) -> str:
    """Ethnic minorities, … among 10 to 17 year olds: 9.3% in 2011, 15.0% in 2021; all ages where no such pair is."""
    if shares.empty:
        return say("headlines", "empty")
    pair = pair_of(shares)
    return say("ages", "headline" if len(pair) > 1 else "headline_one", **_slots(pair))


def pair_of(shares: pd.DataFrame) -> pd.DataFrame:
    """The rows of ages 10 to 17 where both censuses have them, else of all ages; what there is, in order of year."""
    alike, whole = (shares[shares["part"] == part] for part in (LIKE, ALL))
    pairs = [rows for rows in (alike, whole) if len(rows) > 1]
    known = [rows for rows in (*pairs, alike, whole, shares.tail(1)) if len(rows)]
    return known[0].sort_values("year", kind="stable")


def missing_ages(shares: pd.DataFrame, area: str) -> list[str]:
    """Which census gives no count by age here, a sentence each."""
    held = set(shares.loc[shares["part"] == "band", "year"].astype(str))
    wanted = [year for year in CENSUS if year not in held]
    return [say("ages", "not_at_hand", census=CENSUS[year], area=area) for year in wanted]


def _slots(pair: pd.DataFrame) -> dict[str, str]:
    first, last = pair.iloc[0], pair.iloc[-1]
    part = str(last["part"])
    who = word("ages", WHO[part]) if part in WHO else f"{str(last['age_band']).replace('-', ' to ')} year olds"
    return {
        "who": who,
        "group": group_words(last["group"]),
        "first": str(first["year"]),
        "last": str(last["year"]),
        "before": percent(100 * first["share"]),
        "now": percent(100 * last["share"]),
    }


def _verb(pair: pd.DataFrame) -> str:
    if len(pair) < 2:
        return "one_census"
    said = _slots(pair)
    same = said["before"] == said["now"]
    return UNCLEAR if same else RISE if pair["share"].iloc[-1] > pair["share"].iloc[0] else FALL
