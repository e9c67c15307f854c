"""Sentences on a gap in children on plans: how large, how sure, and which steps of the way add to it."""

import pandas as pd

from analysis.presentation.findings_groups import group_words
from analysis.presentation.findings_pathway import beside_words, of_areas, step_words
from analysis.presentation.licences import claims_side
from analysis.presentation.numbers import has_figure, listed, signed, whole
from analysis.presentation.wording import Finding, area_words, fill, finding, resolved, say, sentences, when_words, word
from analysis.vocabulary.areas import ENGLAND

ENTRY = "entry: "
LEFT_OVER = ["length of stay", "change in stock"]


def part_words(part: object) -> str:
    """A part of a gap as it is named: section 47 enquiries; how long plans last."""
    name = str(part)
    return step_words(name.removeprefix(ENTRY), long=False) if name.startswith(ENTRY) else word("gap_parts", name)


def describe_gap(parts: pd.DataFrame) -> Finding:
    """The gap in children on plans with its limits, and the steps that clearly add to it; the others in the annex."""
    if parts.empty:
        return Finding("")
    each = [_gap(rows) for _, rows in parts.groupby("group", sort=False)]
    out = str(parts["left_out"].iloc[0])
    more = [one.more for one in each] + ([say("gap", "left_out", groups=listed(out.split(", ")))] if out else [])
    others = [part_words(part) for part in dict.fromkeys(parts["part"]) if part in LEFT_OVER]
    return finding(list(each), [*more, say("gap", "others", parts=listed(others)), say("gap", f"ends_{_ends(parts)}")])


def _ends(parts: pd.DataFrame) -> str:
    return "published" if parts["ends"].iloc[0] == "published" else "balance"


def _gap(rows: pd.DataFrame) -> Finding:
    first = rows.iloc[0]
    said = [say("gap", f"{_side(first)}{'_area' if of_areas(first) else ''}", **_slots(rows))]
    claims_side(said[0], first["gap_lower"], first["gap_upper"], 0)
    steps = rows[rows["part"].str.startswith(ENTRY)]
    clear = steps[steps["clear"].fillna(False).astype(bool)]
    if len(clear):
        said.append(say("gap", "steps", parts=listed([_part(row) for _, row in clear.iterrows()])))
    rest = [part_words(part) for part in steps.loc[~steps.index.isin(clear.index), "part"]]
    named = "" if of_areas(first) else f"{group_words(first['group'])}: "
    return finding(said, [say("gap", "unclear_steps", group=named, parts=listed(rest))] if rest else [])


def _part(row: pd.Series) -> str:
    """Section 47 enquiries add 44 (likely 30 to 60)."""
    words, ends = sentences()["gap"], sorted((row["lower"], row["upper"]), key=abs)
    known = has_figure(row["lower"])
    ranged = fill(words["part_range"], least=whole(abs(ends[0])), most=whole(abs(ends[1]))) if known else ""
    key = "part_more" if row["value"] > 0 else "part_fewer"
    return fill(words[key], step=part_words(row["part"]), size=whole(abs(row["value"])), range=ranged)


def _side(row: pd.Series) -> str:
    if not has_figure(row["gap_lower"]) or not has_figure(row["gap_upper"]):
        return "no_range"
    return "more" if row["gap_lower"] > 0 else "fewer" if row["gap_upper"] < 0 else "unclear"


def _slots(rows: pd.DataFrame) -> dict[str, str]:
    first, values = rows.iloc[0], rows.set_index("part")["value"]
    what = resolved(str(first["indicator"]))
    slots = {"when": when_words(first["date"], what.span), "area": area_words(str(first["area"]))}
    slots |= {"group": group_words(first["group"]), "beside": beside_words(str(first["reference"]))}
    slots |= {"count": whole(values["count"]), "expected": whole(values["expected"])}
    ends = sorted((first["gap_lower"], first["gap_upper"]), key=abs)
    slots |= {"size": whole(abs(first["gap"])), "least": whole(abs(ends[0])), "most": whole(abs(ends[1]))}
    return slots | {"lower": signed(first["gap_lower"], 0), "upper": signed(first["gap_upper"], 0)}


def headline_gap(parts: pd.DataFrame) -> str:
    """The title of a waterfall: how many children more or fewer than expected, for an area; or which groups."""
    if parts.empty:
        return say("headlines", "empty")
    firsts = parts.drop_duplicates("group")
    if of_areas(firsts.iloc[0]):
        key = f"headline_{_side(firsts.iloc[0])}"
        return say("gap", key, **_slots(parts))
    said = [f"{group_words(row['group'])} {signed(row['gap'], 0)}" for _, row in firsts.iterrows()
            if _side(row) in ("more", "fewer")]  # fmt: skip
    key = "headline_groups" if said else "headline_groups_none"
    return say("gap", key, groups=listed(said), beside=beside_words(str(firsts["reference"].iloc[0])))


def nothing_beside(area: str) -> str:
    """Why an area is not set beside England: it is England, or a step is not at hand."""
    return say("gap", "nothing_area" if area == ENGLAND else "none_at_hand", area=area_words(area))


def waiting_for_returns() -> str:
    """Why there is no pathway by ethnic group for one council."""
    return say("gap", "no_groups")
