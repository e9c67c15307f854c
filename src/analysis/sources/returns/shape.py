"""The shape that every return is brought to: one row an episode, with its file and row, and what the return covers.

`kind` is one of KINDS. A stay of several pieces (a period of care is a chain of placements and legal statuses) has one
row a piece: `opens` marks the row whose start is a start of the whole, `closes` the row whose end is an end of the
whole, so that stock, starts and ends are counted from the same rows. Categories are the words of `observations`.
"""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

KINDS = {
    "cp_plan": "a child protection plan",
    "care": "a piece of a period in care: one placement under one legal status",
    "cin": "a case: from the referral to its closure",
    "cin_plan": "a child in need plan",
    "referral": "a referral; `no_further_action` where nothing followed",
    "assessment": "an assessment; `end` is its authorisation",
    "section_47": "an enquiry; `outcome` says whether a conference followed",
    "conference": "an initial conference on `start`; `since` is the strategy discussion, `outcome` plan or no plan",
    "review": "a review conference of a plan on `start`; `since` is the start of the plan",
}
DATES = ["start", "end", "since", "born", "unaccompanied_until"]
FLAGS = ["opens", "closes", "unborn", "short_breaks", "unaccompanied", "no_further_action"]
WORDS = ["kind", "child", "family", "ethnic_group", "sex", "disability"]
WORDS += ["category_of_abuse_initial", "category_of_abuse_latest", "category_of_need", "legal_status", "placement"]
WORDS += ["referral_source", "reason_ended", "outcome", "file", "sheet"]
NUMBERS = ["previous_plans", "row"]
EPISODES = [*WORDS[:3], "start", "end", "since", "opens", "closes", *WORDS[3:6], "born", "unborn", *WORDS[6:13]]
EPISODES += ["previous_plans", "short_breaks", "unaccompanied", "unaccompanied_until", "no_further_action"]
EPISODES += ["outcome", "file", "sheet", "row"]
UNKNOWN = "unknown"
# What a column holds where a reader says nothing: `opens` and `closes` hold for whole episodes.
USUAL: dict[str, object] = {**dict.fromkeys(FLAGS, False), "opens": True, "closes": True}
USUAL |= {"sex": UNKNOWN, "disability": UNKNOWN, "ethnic_group": "Unclassified"}


@dataclass(frozen=True)
class Given:
    """What the person says of the returns: whose they are, when they were drawn, which year they are for.

    `dfe_code` is the council's three-digit code (372): a return of another council is refused. Empty accepts any;
    with `only_look` it is read all the same, and the problem is blocking.
    """

    area: str = ""
    dfe_code: str = ""
    extracted_on: date | None = None
    year_ending: date | None = None
    today: date = field(default_factory=date.today)
    only_look: bool = False


@dataclass(frozen=True)
class Coverage:
    """The days for which a return is complete for one kind: stock on any of them, flows of any stretch inside them."""

    kind: str
    first: date
    last: date


@dataclass(frozen=True)
class FileUse:
    """What became of the rows of one table: every row read is used, or set aside under a rule."""

    file: str
    sheet: str
    what: str
    rows_read: int
    rows_used: int
    set_aside: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        aside = sum(self.set_aside.values())
        if self.rows_read != self.rows_used + aside:
            raise ValueError(f"{self.what}: {self.rows_read} rows read, {self.rows_used} used, {aside} set aside.")


@dataclass(frozen=True)
class Reading:
    """One return as it was read. `source` is the name its observations carry, such as `returns_cin_census`.

    `silent` are the columns of EPISODES of which the return says nothing, so that no number is 0 for want of a column.
    """

    source: str
    name: str
    covers: list[Coverage]
    episodes: pd.DataFrame
    files: list[FileUse]
    problems: list[dict]
    extracted_on: date | None = None
    year_ending: date | None = None
    silent: frozenset[str] = frozenset()


def episodes(columns: dict[str, object], index: pd.Index | None = None) -> pd.DataFrame:
    """A table of episodes from the columns a reader has; the rest is filled with what is usual, or left missing.

    Dates are datetime64[s], words are categories, `row` is the row of the file. A column of another name is a mistake.
    """
    strange = sorted(set(columns) - set(EPISODES))
    if strange:
        raise ValueError(f"{strange[0]} is no column of an episode. The columns are: {', '.join(EPISODES)}.")
    made = pd.DataFrame(columns, index=index).reset_index(drop=True)
    for name in EPISODES:
        if name not in made:
            made[name] = pd.NaT if name in DATES else USUAL.get(name, pd.NA if name in NUMBERS else "")
    return _typed(made[EPISODES])


def _typed(made: pd.DataFrame) -> pd.DataFrame:
    types: dict[str, object] = dict.fromkeys(DATES, "datetime64[s]") | dict.fromkeys(FLAGS, bool)
    types |= dict.fromkeys(NUMBERS, "Int64")
    for name in WORDS:
        filled = made[name].astype(object).where(made[name].notna(), USUAL.get(name, ""))
        made[name] = filled.astype("category")
    return made.astype(types)


def joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Several tables of episodes as one, in the order given."""
    filled = [table for table in tables if len(table)]
    if not filled:
        return episodes({name: [] for name in EPISODES})
    together = pd.concat([t.astype(dict.fromkeys(WORDS, object)) for t in filled], ignore_index=True)
    return _typed(together)
