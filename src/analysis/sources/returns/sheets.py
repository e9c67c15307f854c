"""The rows of one table on their way to episodes: read by column, set aside by rule, and counted at the end."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pandas as pd

from analysis.sources.returns import convert
from analysis.sources.returns.problems import Problems
from analysis.sources.returns.shape import FileUse


class Sheet:
    """A table whose rows are used or set aside. `frame` has a column `line`, which is the row that problems name.

    A row stays in `frame` when it is set aside, so that other tables can still refer to it; `used` says which remain.
    """

    def __init__(self, file: str, name: str, frame: pd.DataFrame, problems: Problems) -> None:
        self.file, self.name, self.problems = file, name, problems
        self.frame = frame.reset_index(drop=True)
        self.used = pd.Series(True, index=self.frame.index)
        self._aside: Counter[str] = Counter()

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that remain."""
        return self.frame[self.used]

    def say(self, rule: str, where: pd.Series | pd.Index, column: str = "", more: str = "") -> None:
        """A problem in the rows of a mask, or with these labels; only in rows that remain."""
        labels = where if isinstance(where, pd.Index) else where.index[where.to_numpy(dtype=bool)]
        labels = labels[self.used[labels].to_numpy(dtype=bool)]
        self.problems.add_rows(rule, self.file, self.name, self.frame.loc[labels, "line"], column, more)

    def aside(self, rule: str, where: pd.Series, column: str = "") -> None:
        """Set the rows of a mask aside under a rule, and say so; a row is set aside once."""
        mask = where.fillna(False).astype(bool) & self.used
        self.say(rule, mask, column)
        self.used &= ~mask
        if mask.any():
            self._aside[rule] += int(mask.sum())

    def days(self, column: str) -> pd.Series:
        """A column of dates; what is none is blank, and named."""
        found = convert.dates(self.frame[column])
        self.say("unparseable_date", found.unparseable, column)
        self.say("implausible_date", found.implausible, column)
        return found.cells

    def code(self, column: str, meaning: Mapping[str, str], blank: str = "") -> pd.Series:
        """A column of codes as words; a code that is not on the list is blank, and named."""
        return self.known(convert.codes(self.frame[column], meaning, blank), column)

    def known(self, found: convert.Read, column: str, rule: str = "unknown_code") -> pd.Series:
        """The values of a column that has been read; the rows that could not be are named."""
        self.say(rule, found.bad, column)
        return found.cells

    def place(self, start: str, end: str, drawn: date) -> None:
        """Give `frame` its `start` and `end`, with nothing later than the day the return was drawn.

        A row without a start, one that starts later and one that ends before it starts are set aside; one that ends
        later is open.
        """
        last = pd.Timestamp(drawn)
        self.frame["start"] = self.days(start)
        self.frame["end"] = self.days(end) if end else pd.Series(pd.NaT, self.frame.index, dtype="datetime64[s]")
        self.aside("no_start", self.frame["start"].isna(), start)
        self.aside("end_before_start", self.frame["end"] < self.frame["start"], end)
        self.aside("future_start", self.frame["start"] > last, start)
        late = self.frame["end"] > last
        self.say("future_end", late, end)
        self.frame.loc[late, "end"] = pd.NaT

    def use(self, what: str) -> FileUse:
        """What became of the rows."""
        return FileUse(self.file, self.name, what, len(self.frame), int(self.used.sum()), dict(self._aside))
