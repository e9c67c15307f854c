"""One cohort beside every baseline: like for like or not, where the verdict flips, and what would tip it."""

import numpy as np
import pandas as pd

from analysis.measures.baselines import GRT
from analysis.measures.disproportionality import representation
from analysis.measures.flips import marked
from analysis.measures.plain import cohort_with_bounds, shares_of
from analysis.measures.printed import AS_PRINTED
from analysis.measures.shape import like
from analysis.measures.tipping import tipping
from analysis.vocabulary.baselines import meanings
from analysis.vocabulary.indicators import indicators

ALL_AGES = "all ages: older people, who are less diverse, are in it"
OTHER_YEARS = "counted more than five years before or after"
NO_ROMA = "without a box for Roma"
NOT_STATED = "its ages are not stated"
UNTRACED = "as printed: the share of no population at hand"
RECENT = 5  # years between a baseline and the children counted
CREDIBLE = 0.1  # of everybody a baseline has in a group, the most that can be in the cohort


def baseline_grid(
    cohort: pd.DataFrame,
    shares: pd.DataFrame,
    confidence: float = 0.95,
    primary: str = "",
    printed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """A cohort, or a published share of one, against every baseline, under every meaning that its label can have.

    `cohort` has group and count, or the counts that a printed percentage allows (count_lower, count_upper), with
    denominator; indicator and date where there are several. A group that is a published label ("non-White (as
    labelled)") is worked out as each set of groups it can mean; `defined` is False where there are several: a verdict
    then holds under one meaning only. `shares` is a result of baseline_shares; `printed` of printed_bases: the share
    that a report sets beside its own, which has no definition of ours.

    Comparable rows rest on the same definition and on children of about the same years; the others are worked out and
    marked, with the reason. `plausible` is False where the cohort exceeds a tenth of everybody the baseline has in the
    group. `flips` marks the verdicts that differ from the one on the `primary` baseline (its id), or where it is not
    at hand on the first comparable one, under the same meaning. The columns of tipping say which baseline share, and
    which undercount, would take the verdict away.

    >>> grid = baseline_grid(cohort, shares_on(shares, run.baseline), primary=run.baseline)
    """
    asked, shares = _asked(cohort), _labelled(shares)
    grid = representation(asked, shares, confidence, by=["set"])
    if printed is not None and len(printed):
        grid = pd.concat([_beside_printed(asked, printed, confidence), grid], ignore_index=True)
    made = tipping(like_for_like(grid).assign(plausible=_plausible(grid)))
    if "people" in made:  # of a printed share nobody was counted
        made["people"] = made["people"].mask(made["base"].eq(AS_PRINTED))
    named = made["baseline_label"] + np.where(made["set"] == "", "", ", " + made["set"])
    made = marked(made.assign(baseline_label=named), primary)
    order = [name for name in ("indicator", "label", "_meant", "children", "share") if name in {*made, "_meant"}]
    sorted_ = made.assign(_meant=made["set"] != "").sort_values(order, kind="stable", ignore_index=True)
    return sorted_.drop(columns="_meant")


def _labelled(shares: pd.DataFrame) -> pd.DataFrame:
    """A plain baseline of group and share, or people, with the names that a grid tells its rows by."""
    plain = {"baseline": "baseline", "definition": "baseline", "baseline_label": "the baseline", "base": "baseline"}
    return shares_of(shares.assign(**{name: text for name, text in plain.items() if name not in shares}))


def _asked(cohort: pd.DataFrame) -> pd.DataFrame:
    """The cohort once for each set of groups that its labels can mean; a plain group means itself."""
    rows = [(m.label, m.set, m.condition, m.beside) for m in meanings()]
    meant = pd.DataFrame(rows, columns=["group", "set", "condition", "beside"])
    labelled = cohort["group"].isin(meant["group"])
    # each printed share has a whole of its own, and nothing says how many were of unknown group; plain groups share one
    printed = cohort_with_bounds(cohort[labelled], ["group"]).assign(unknown=np.nan, unknown_share=np.nan)
    parts = [printed, cohort_with_bounds(cohort[~labelled])]
    both = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True).drop(columns="middle")
    plain = both.loc[~both["group"].isin(meant["group"]), ["group"]].drop_duplicates()
    every = pd.concat([meant, plain.assign(set=plain["group"], condition="", beside="")], ignore_index=True)
    every = every.assign(defined=~every["group"].duplicated(keep=False))
    asked = both.merge(like(cohort, every), on="group", how="inner")
    return asked.assign(label=asked["group"], group=asked["set"], cohort_label=_cohort_label(asked))


def _beside_printed(asked: pd.DataFrame, printed: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Each printed share over the population share that stands beside it in the report, without any definition."""
    once = asked.drop_duplicates([name for name in ("indicator", "date", "label") if name in asked])
    once = once.assign(group=once["beside"], set="", condition=printed["condition"].iloc[0])
    return representation(once[once["beside"] != ""], printed.drop(columns="condition"), confidence)


def like_for_like(grid: pd.DataFrame) -> pd.DataFrame:
    """The grid with `comparable` and `why` not: baselines of children, of about the cohort's year, compare.

    What stood in `why`, the reason for which a verdict is withheld, moves to `withheld`.
    """
    children = grid["children"].astype(bool) if "children" in grid else pd.Series(False, index=grid.index)
    reasons = [
        np.where(children, "", ALL_AGES if "children" in grid else NOT_STATED),
        np.where(_recent(grid), "", OTHER_YEARS),
        np.where((grid.get("base", "") == "census_2011") & (grid["group"] == GRT), NO_ROMA, ""),
    ]
    why = pd.Series(["; ".join(text for text in row if text) for row in zip(*reasons, strict=True)], index=grid.index)
    if "traced" in grid:
        traced = grid["traced"].fillna("")
        why = why.mask(traced != "", "as printed: " + traced).mask(
            grid["base"].eq(AS_PRINTED) & traced.eq(""), UNTRACED
        )
    withheld = grid.get("why", "")
    return grid.assign(comparable=why == "", why=why, withheld=withheld)


def _recent(grid: pd.DataFrame) -> pd.Series:
    if "date" not in grid or "year" not in grid:
        return pd.Series(True, index=grid.index)
    years = [grid[name].astype(str).str[:4].astype(int) for name in ("date", "year")]
    return (years[0] - years[1]).abs() <= RECENT


def _cohort_label(cohort: pd.DataFrame) -> list[str]:
    """The cohort and the label as printed: "Children in care: non-White (as labelled), 30%"."""
    names = {name: i.name for name, i in indicators().items()}
    said = []
    for row in cohort.to_dict("records"):
        before = f"{names.get(str(row['indicator']), row['indicator'])}: " if "indicator" in row else ""
        printed = row["condition"] and pd.notna(row.get("value"))
        said.append(f"{before}{row['group']}{', {:g}%'.format(row['value']) if printed else ''}")
    return said


def _plausible(grid: pd.DataFrame) -> pd.Series:
    """False where the people counted exceed a tenth of everybody the baseline has in the group."""
    if "people" not in grid:
        return pd.Series(True, index=grid.index)
    people = grid["people"].astype("float64")
    return people.isna() | (grid["count_upper"].astype("float64") <= CREDIBLE * people)
