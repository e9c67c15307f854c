"""The counts that a folder prints or hides: one cell for one figure, wherever it stands in the long-form tables."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

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
    def own(self) -> bool:
        """Whether the figure is the council's own."""
        return not self.public


@dataclass
class Tables:
    """What the tables of a folder print: rows by figure, counts by figure with the files that print them."""

    rows: list[Printed]
    counts: dict[Key, dict[int, list[str]]]
    hidden: dict[Key, list[str]]
    below: dict[Key, int]
    public: dict[Key, bool]

    @property
    def keys(self) -> list[Key]:
        """Every figure that is printed or hidden."""
        return list(dict.fromkeys([*self.counts, *self.hidden]))


def read_tables(folders: Iterable[tuple[Path, bool]]) -> Tables:
    """The long-form tables and the figures' numbers of folders, each with whether all of it is public.

    Tables are `tables/*.csv` and `data/*.csv` with the columns measure, kind and value; figures are `figures/*.csv`
    with a column count. A row is ours where its source is a return of the council's, or where `public` says False.
    """
    made = Tables([], defaultdict(lambda: defaultdict(list)), defaultdict(list), {}, {})
    drawn = []
    for folder, all_public in folders:
        for path in sorted(folder.rglob("*.csv")):
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
            name = path.relative_to(folder).as_posix()
            if not {"indicator", "area", "date"} <= set(table.columns):
                continue
            long = {"measure", "kind"} <= set(table.columns) and {"value", "value_printed"} & set(table.columns)
            rows = [_printed(name, i, row, all_public) for i, row in enumerate(table.to_dict("records"), 2)]
            if long:
                made.rows += rows
            elif "count" in table:
                drawn += rows
    for row in made.rows:
        if (row.row["measure"], row.row["kind"]) == ("count", "count"):
            _take(made, row.key, row.row["value"], f"{row.file} line {row.line}", row.public)
    _take_drawn(made, drawn)
    return made


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
    own = source.startswith(_OWN_SOURCE) if source else bool(_OWN_CITED.search(row.get("citation", "")))
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


def _take_drawn(made: Tables, drawn: list[Printed]) -> None:
    """Numbers of figures: of the figure's own series where the tables have it once, else by themselves if ours."""
    by_place: dict[Place, list[Key]] = defaultdict(list)
    for key in made.keys:
        if not made.public[key]:
            by_place[key.place].append(key)
    for row in drawn:
        keys = by_place.get(row.key.place, [])
        where = f"{row.file} line {row.line}"
        if len(keys) == 1 and (row.own or not row.row.get("citation")):
            _take(made, keys[0], row.row["count"], where, False)
        elif row.own:
            _take(made, row.key, row.row["count"], where, False)
