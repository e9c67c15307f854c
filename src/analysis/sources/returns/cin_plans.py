"""What can be wrong with the child protection plans of a return, and what a conference led to."""

import pandas as pd

from analysis.sources.returns.sheets import Sheet

FAR = pd.Timestamp("2199-12-31")  # the end of what is open, for comparing


def check_plans(plans: Sheet, cases: Sheet | None) -> None:
    """Name plans that overlap, are open beside another, or do not fit the referral that they stand under."""
    rows = plans.rows.sort_values(["child", "start"], kind="stable")
    ends = rows["end"].fillna(FAR)
    before = ends.groupby(rows["child"], sort=False).cummax().groupby(rows["child"], sort=False).shift()
    overlap = rows["start"] < before
    both_open = rows["end"].isna() & (before == FAR)
    plans.say("two_open_plans", rows.index[overlap & both_open])
    plans.say("overlapping_plans", rows.index[overlap & ~both_open])
    if cases is not None:
        under = cases.rows.set_index("number").reindex(rows["case"].to_numpy()).set_axis(rows.index)
        plans.say("plan_before_referral", rows.index[rows["start"] < under["start"]], "CPPstartDate")
        plans.say("plan_under_no_further_action", rows.index[under["nothing"].eq(True)])


Plan = tuple[int, pd.Timestamp, pd.Timestamp]  # the case it stands under, its start, its end


def outcomes(conferences: pd.DataFrame, plans: Sheet | None) -> list[str]:
    """For each conference (`child`, `case`, `start`): plan, no plan, or blank where the return does not settle it.

    A plan of the same case that starts on the day or later, and before the child's next conference, came of it. Blank
    where the return has no plans at all, where the child already had a plan that day, where a plan of the case could
    not be read, and where a plan followed under another case only.
    """
    if plans is None:
        return [""] * len(conferences)
    held = _by_child(plans.rows)
    lost = plans.frame[~plans.used & ~plans.frame["again"]]
    doubtful = set(zip(lost["child"], lost["case"], strict=True))
    following = conferences.sort_values("start").groupby("child", sort=False)["start"].shift(-1)
    following = following.reindex(conferences.index).fillna(FAR)
    places = zip(conferences["child"], conferences["case"], conferences["start"], following, strict=True)
    return [
        _outcome(held.get(child, []), case, start, until, case < 0 or (child, case) in doubtful)
        for child, case, start, until in places
    ]


def _by_child(rows: pd.DataFrame) -> dict[str, list[Plan]]:
    held: dict[str, list[Plan]] = {}
    for child, case, start, end in zip(
        rows["child"], rows["case"], rows["start"], rows["end"].fillna(FAR), strict=True
    ):
        held.setdefault(child, []).append((case, start, end))
    return held


def _outcome(plans: list[Plan], case: int, start: pd.Timestamp, until: pd.Timestamp, doubtful: bool) -> str:
    if any(begun < start < ended for _, begun, ended in plans):
        return ""
    came = {under for under, begun, _ in plans if start <= begun < until}
    if case in came and case >= 0:
        return "plan"
    return "" if came or doubtful else "no plan"
