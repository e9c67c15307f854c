"""The counts that a folder prints or hides: one cell for one figure, wherever it stands in the long-form tables."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.vocabulary.tidy import SUPPRESSED

HIDDEN = re.compile(r"\[?c\]?")
_COUNT = re.compile(r"\d[\d,]*(?:\.0+)?")
_UNDER = re.compile(r"(?:<|&lt;|fewer than |under )\s*(\d+)")
_OWN_SOURCE = "returns_"  # the council's own returns; every other source of a pack is published by others
_OWN_CITED = re.compile(r"\bown\b", re.IGNORECASE)
_TOTALS = {"", "all", "total", "all children"}
# What a statistic was compared with changes nothing about the count itself; a subset does.
_SUBSETS = ("subset",)


class Place(NamedTuple):
    """One figure: the key of `observations` without its source, and of which children, where not of all."""

    indicator: str
    area: str
    date: str
    span: str
    breakdown: str
    group: str
    subset: str = ""

    @property
    def words(self) -> str:
        """How it is called in a sentence."""
        broken = f", {self.breakdown}: {self.group}" if self.breakdown != "total" else ""
        return f"{self.indicator}, {self.area}, {self.span} {self.date}{broken}{f', {self.subset}' * bool(self.subset)}"


class Key(NamedTuple):
    """A figure of one series: others' by source and release, ours by source (its releases are of one count)."""

    place: Place
    source: str
    vintage: str

    def at(self, **other: str) -> "Key":
        """The same series at another place."""
        return self._replace(place=self.place._replace(**other))


@dataclass(frozen=True)
class Printed:
    """One row of a table that is read: where it stands, its figure, and what is printed."""

    file: str
    line: int
    key: Key
    public: bool
    row: dict[str, str]

    @property
    def where(self) -> str:
        """The file and line, for a sentence."""
        return f"{self.file} line {self.line}"

    @property
    def own(self) -> bool:
        """Whether the figure is the council's own."""
        return not self.public


@dataclass
class Tables:
    """What the tables of a folder print: rows by figure, counts by figure with the files that print them.

    `others`: rows of long-form tables that are no figures of an area and day, such as people by ethnic group; `drawn`:
    rows of figures; `read`: the files that were read as tables.
    """

    rows: list[Printed] = field(default_factory=list)
    counts: dict[Key, dict[int, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    hidden: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    below: dict[Key, int] = field(default_factory=dict)
    public: dict[Key, bool] = field(default_factory=dict)
    others: list[dict[str, str]] = field(default_factory=list)
    drawn: list[Printed] = field(default_factory=list)
    read: set[Path] = field(default_factory=set)

    @property
    def keys(self) -> list[Key]:
        """Every figure that is printed or hidden."""
        return list(dict.fromkeys([*self.counts, *self.hidden]))


def read_tables(folders: Iterable[tuple[Path, bool]]) -> Tables:
    """The long-form tables and the figures' numbers of folders, each with whether all of it is public.

    Tables are `tables/*.csv` and `data/*.csv` with the columns measure, kind and value; figures are `figures/*.csv`
    with a column count; `observations.csv` is read likewise, with its sources. A row is ours where its source is a
    return of the council's, or where `public` says False.
    """
    made = Tables()
    unsaid = []
    for folder, all_public in folders:
        for path in sorted(folder.rglob("*.csv")):
            unsaid += _read(made, path, path.relative_to(folder).as_posix(), all_public)
    for row in made.rows:
        if (row.row["measure"], row.row["kind"]) == ("count", "count"):
            if row.key.source or row.public:
                _take(made, row.key, row.row["value"], row.where, row.public)
            else:
                unsaid.append(row)
    _take_unsaid(made, unsaid)
    return made


def _read(made: Tables, path: Path, name: str, all_public: bool) -> list[Printed]:
    """Take the rows of one file in; those of a figure are returned, for they do not say their source."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except ValueError:  # empty, or no CSV: then it is a text like others
        return []
    columns = set(table.columns)
    long = {"measure", "kind"} <= columns and bool({"value", "value_printed"} & columns)
    figures = {"indicator", "area", "date"} <= columns
    if long or (figures and "count" in columns):
        made.read.add(path)
    if not figures:
        made.others += table.to_dict("records") if long else []
        return []
    rows = [_printed(name, i, row, all_public) for i, row in enumerate(table.to_dict("records"), 2)]
    if long:
        made.rows += rows
        return []
    if "count" not in columns:
        return []
    made.drawn += rows
    return rows


def _printed(name: str, line: int, row: dict[str, str], all_public: bool) -> Printed:
    row = row | {"value": row.get("value_printed") or row.get("value", "")}
    group = row.get("group", "")
    breakdown = row.get("breakdown", "") or "total"
    if breakdown == "total" and (group.lower() in _TOTALS or group == row.get("area_name")):
        group = ""
    subset = " ".join(row.get(name, "") for name in _SUBSETS).strip()
    subset = "" if subset.lower() in _TOTALS else subset
    indicator, area, day, span = (row.get(column, "") for column in ("indicator", "area", "date", "span"))
    place = Place(indicator, area, day, span, breakdown, group, subset)
    source, vintage = row.get("source", ""), row.get("vintage", "")
    cited = row.get("citation", "")
    own = source.startswith(_OWN_SOURCE) if source else not cited or bool(_OWN_CITED.search(cited))
    said = row.get("public", "").lower()
    public = all_public or (said == "true" if said in ("true", "false") else not own)
    return Printed(name, line, Key(place, source, vintage if public else ""), public, row)


def _take(made: Tables, key: Key, printed: str, where: str, public: bool) -> None:
    text = printed.strip()
    made.public.setdefault(key, public)
    if HIDDEN.fullmatch(text):
        made.hidden[key].append(where)
    elif _COUNT.fullmatch(text):
        made.counts[key][int(float(text.replace(",", "")))].append(where)
    elif under := _UNDER.fullmatch(text):
        made.hidden[key].append(where)
        made.below[key] = min(int(under[1]), made.below.get(key, int(under[1])))


def _take_unsaid(made: Tables, unsaid: list[Printed]) -> None:
    """Counts that do not say their source: of ours where the tables have the figure from us once, or from nobody."""
    ours, theirs = defaultdict(list), set()
    for key in made.keys:
        if made.public[key]:
            theirs.add(key.place)
        else:
            ours[key.place].append(key)
    for row in unsaid:
        keys, said = ours.get(row.key.place, []), row.row.get("count", row.row["value"])
        if row.public and row.key.source:  # observations: published, with their source
            hidden = row.row.get("status") == SUPPRESSED
            _take(made, row.key, "c" if hidden and not said else said, row.where, True)
        if row.public or (not row.row.get("citation") and not keys and row.key.place in theirs):
            continue
        _take(made, keys[0] if len(keys) == 1 else row.key, said, row.where, False)
